"""A unit between the perceptron and the linear unit: how much of the step is taken away."""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks
from lecture_lib.models import Linear, Perceptron


@dataclass(frozen=True, eq=False)
class BlendedUnit(Perceptron):
    """The perceptron with a part of its step taken away: ŷ = (1 - b) step(wᵀx) + b wᵀx.

    b = 0 is the perceptron, whose loss is a staircase; b = 1 is the linear unit, whose squared loss
    is a bowl. Between them the terraces tilt. The gradient is that of the sloping parts: at wᵀx = 0
    the estimate still jumps by 2 (1 - b), and no gradient tells of a jump. Labels are -1 and +1.
    Methods and shapes are those of ``Linear``.

    Parameters
    ----------
    blend : float or array_like
        b, from 0 to 1, else a ``TypeError`` or ``ValueError``. An array must broadcast against the
        estimates: shape (T, 1) lays T units side by side.

    Examples
    --------
    >>> BlendedUnit(0.25).predict([0.0, 1.0], [[1, -3.0], [1, 2.0]]).tolist()
    [-1.5, 1.25]

    Source: S10.14, S10.15, E10.3 (slide 23), erratum 49.
    """

    blend: float | np.ndarray = 0.0

    def __post_init__(self):
        blend = checks.numbers("blend", self.blend)
        if blend.size and not (blend.min() >= 0 and blend.max() <= 1):
            raise ValueError(f"blend must be from 0 to 1, got {self.blend}")
        object.__setattr__(self, "blend", blend)

    def predict(self, theta, X):
        """ŷ_n = (1 - b) step(z_n) + b z_n with z = wᵀx, shape (..., N)."""
        z = Linear().predict(theta, X)
        return (1 - self.blend) * super().predict(theta, X) + self.blend * z

    def _to_score(self, theta, X, slope):
        """∂L/∂z = ∂L/∂ŷ · b: the step adds nothing to the slope."""
        return slope * self.blend
