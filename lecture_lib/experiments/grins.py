"""The grins curve: draw one line among the faces, by its position alone.

``value``, ``gradient``, ``example_losses``, ``wrong``, ``mistakes`` and ``on`` are as in
`objective`, with positions ``theta`` of shape (..., 1). ``sharpness`` is a, positive; an array must
broadcast against theta: shape (T, 1) lays T curves side by side. What is not as described raises
``TypeError`` or ``ValueError``; the message names the argument.
"""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks
from lecture_lib.features import raw
from lecture_lib.labels import check_two
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import SigmoidUnit
from lecture_lib.objective import Objective


@dataclass(frozen=True, eq=False)
class SteepLine:
    """A sigmoid unit of fixed steepness, moved along the mouth axis: ŷ = σ(a (mouth - θ)).

    Its one parameter is the position θ of the line; so the loss is a curve over the faces' own
    axis, with several valleys. In the weights of the unit it is w = (-a θ, a).

    Parameters
    ----------
    objective : Objective
        The unit on the faces, as a function of w. D is 2.

    Source: E4.1, E6.1, E10.2 (slides 7, 10, 12).
    """

    objective: Objective
    sharpness: float | np.ndarray

    def __post_init__(self):
        checks.able("objective", self.objective, "value", "gradient", "on", "mistakes")
        if self.objective.D != 2:
            raise ValueError(f"objective must have D = 2, got {self.objective.D}")
        object.__setattr__(self, "sharpness", checks.positive("sharpness", self.sharpness))

    def value(self, theta):
        """Mean loss."""
        return self.objective.value(self.weights(theta))

    def example_losses(self, theta):
        """Loss of each face."""
        return self.objective.example_losses(self.weights(theta))

    def gradient(self, theta):
        """Slope of the curve by the chain rule, ∂L/∂θ = -a ∂L/∂w_0, shape (..., 1)."""
        return -self.sharpness * self.objective.gradient(self.weights(theta))[..., :1]

    def weights(self, theta):
        """The unit's weights w = (-a θ, a), shape (..., 2)."""
        theta = checks.points("theta", theta, 1)
        shift, steepness = np.broadcast_arrays(-self.sharpness * theta, self.sharpness)
        return np.concatenate([shift, steepness], axis=-1)

    def wrong(self, theta):
        """Whether each face is on the wrong side of the line."""
        return self.objective.wrong(self.weights(theta))

    def mistakes(self, theta):
        """Number of faces on the wrong side of the line."""
        return self.objective.mistakes(self.weights(theta))

    def on(self, rows):
        """Give the curve of some of the faces: other data, another landscape."""
        return SteepLine(self.objective.on(rows), self.sharpness)


def grins(faces, sharpness=6.0):
    """The curve of one set of faces: L(θ) = 1/(2N) Σ_n (t_n - σ(a (mouth_n - θ)))².

    On the faces "grins" with a = 6: valleys at 1.434 (L = 0.0895) and 3.045 (0.1093), a hill at
    2.297 between them, and flat land outside. Up to a = 2.47 there is one valley. For a → ∞ the
    curve becomes the staircase of mistakes/(2N).

    Parameters
    ----------
    faces : Faces
        Faces with a mouth score and labels ±1; t = 1 for happy, 0 for sad.

    Returns
    -------
    SteepLine

    Examples
    --------
    >>> from lecture_lib.data import load_faces
    >>> curve = grins(load_faces("grins"))
    >>> curve.value([[1.434], [3.045]]).round(4).tolist(), curve.mistakes([[1.434]]).tolist()
    ([0.0895, 0.1093], [4])

    Source: E4.1 (slides 7, 10).
    """
    checks.able("faces", faces, "scores")
    t = (check_two(faces.labels, -1, 1) + 1) / 2
    X = raw(1)(faces.scores("mouth"))
    return SteepLine(Objective(SigmoidUnit(), SquaredLoss(), X, t), sharpness)


def lowest_points(curve, batches):
    """Where the curves of many batches of faces have their lowest points: other data, another goal.

    Of all batches of 6 of the 24 grins, 41.6 % have it right of the hill at 2.297, in the valley
    that is not the deeper one for all 24.

    Parameters
    ----------
    curve : SteepLine
        The curve of all the faces; of one sharpness.
    batches : array_like of int, shape (T, B)
        T batches of B rows from 0 to N - 1; a row that comes twice counts twice.

    Returns
    -------
    theta : ndarray, shape (T,)
        Out of the 801 positions 0, 0.005 ... 4; the first of equally low ones.

    Examples
    --------
    >>> from lecture_lib.data import load_faces
    >>> halves = [range(0, 24, 2), range(1, 24, 2)]
    >>> lowest_points(grins(load_faces("grins")), halves).tolist()
    [1.375, 2.995]

    Source: S6.7-S6.9, E6.1 (slide 13).
    """
    checks.able("curve", curve, "example_losses", "on")
    if np.ndim(curve.sharpness):
        raise ValueError(f"curve must have one sharpness, got {curve.sharpness}")
    batches = np.asarray(batches)
    if batches.ndim != 2:
        raise ValueError(f"batches must have shape (T, B), got {batches.shape}")
    curve.on(batches.ravel())  # refuses what are no rows
    theta = np.linspace(0, 4, 801)
    each = curve.example_losses(theta[:, None])
    times = (batches[..., None] == np.arange(each.shape[-1])).sum(axis=-2)  # each face counts
    return theta[(times @ each.T).argmin(axis=-1)]
