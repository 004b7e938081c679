"""Gaussian bumps: features with which a linear unit can draw islands round single faces.

``width`` is the standard deviation of each bump, positive, in the units of the scores. What is not
as described raises ``TypeError`` or ``ValueError``; the message names the argument.
"""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks
from lecture_lib.backprop import with_one


@dataclass(frozen=True, eq=False)
class GaussianBumps:
    """One feature per bump: x_0 = 1, x_m = e^(-‖score - centre_m‖² / (2 width²)).

    Parameters
    ----------
    centres : array_like, shape (M, F)
        Where the M bumps stand, in the units of the F scores; at least one.
    bias : bool
        Whether X begins with the column x_0 = 1.

    Examples
    --------
    >>> GaussianBumps([[0.0], [2.0]], width=1.0)([[0.0]]).round(3).tolist()
    [[1.0, 1.0, 0.135]]

    Source: S5.4, E5.3 (slide 11).
    """

    centres: np.ndarray
    width: float
    bias: bool = True

    def __post_init__(self):
        centres = checks.numbers("centres", self.centres, ndim=2).copy()
        if not centres.size:
            raise ValueError(f"centres must have at least one bump, got shape {centres.shape}")
        centres.flags.writeable = False
        object.__setattr__(self, "centres", centres)
        object.__setattr__(self, "width", checks.positive("width", self.width, ndim=0))
        checks.flag("bias", self.bias)

    def __call__(self, features):
        """Map raw scores to rows of X.

        Parameters
        ----------
        features : array_like, shape (..., F)

        Returns
        -------
        X : ndarray, shape (..., D)
            D is M, plus 1 with bias.
        """
        features = checks.points("features", features, self.centres.shape[1], finite=True)
        squares = ((features[..., None, :] - self.centres) ** 2).sum(axis=-1)
        bumps = np.exp(-squares / (2 * self.width**2))
        return with_one(bumps) if self.bias else bumps


def grid_of_bumps(low, high, per_axis, width):
    """Gaussian bumps on a square grid over two scores, edges included.

    Parameters
    ----------
    low, high : float
        The range of both scores.
    per_axis : int
        Bumps along each axis, at least 2; there are per_axis² in all.

    Returns
    -------
    GaussianBumps

    Examples
    --------
    >>> grid_of_bumps(0, 4, per_axis=7, width=0.35).centres.shape
    (49, 2)

    Source: E5.3 (slide 11).
    """
    low, high = checks.numbers("low", low, ndim=0), checks.numbers("high", high, ndim=0)
    if low >= high:
        raise ValueError(f"high must be above low = {low:g}, got {high:g}")
    marks = np.linspace(low, high, checks.count("per_axis", per_axis, low=2))
    first, second = np.meshgrid(marks, marks, indexing="ij")
    return GaussianBumps(np.stack([first.ravel(), second.ravel()], axis=-1), width)
