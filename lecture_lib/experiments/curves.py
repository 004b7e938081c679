"""Curves: landscapes over one parameter, to watch a ball roll on.

Each has ``value(theta)`` and ``gradient(theta)`` for theta of shape (..., D), which is all that
``descend`` asks for. A theta that is not finite is not refused: that is how a divergence shows.
What else is not as described raises ``TypeError`` or ``ValueError``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lecture_lib import checks


@dataclass(frozen=True)
class Curve:
    """A function of one parameter: D = 1.

    Parameters
    ----------
    height, slope : callable
        Take an array of parameters, give the height or its derivative at each.

    Examples
    --------
    >>> parabola = Curve(lambda theta: theta**2 / 2, lambda theta: theta)
    >>> parabola.value([3.0]).item(), parabola.gradient([3.0]).tolist()
    (4.5, [3.0])

    Source: S3.3, E3.2 (slide 7).
    """

    height: Callable
    slope: Callable

    def __post_init__(self):
        for name in ("height", "slope"):
            if not callable(getattr(self, name)):
                raise TypeError(f"{name} must be a function, got {getattr(self, name)!r}")

    def value(self, theta):
        """Height at theta, shape (...)."""
        return self.height(checks.points("theta", theta, 1)[..., 0])

    def gradient(self, theta):
        """Slope at theta, shape (..., 1)."""
        return self.slope(checks.points("theta", theta, 1))


def double_well(width=1.0):
    """Two valleys, the left one deeper: the curve (u² - 1)² + 0.3 u with u = θ / width.

    With width 1 it has minima at -1.036 and 0.960, and a hill between them at 0.075.

    Parameters
    ----------
    width : float
        Positive; stretches the θ axis.

    Examples
    --------
    >>> double_well().value([[-1.0], [1.0]]).tolist(), double_well(2.0).value([[-2.0]]).tolist()
    ([-0.3, 0.3], [-0.3])

    Source: E3.2, S4.10 (slides 7, 10).
    """
    width = checks.positive("width", width, ndim=0)
    return Curve(
        lambda theta: ((theta / width) ** 2 - 1) ** 2 + 0.3 * theta / width,
        lambda theta: (4 * theta / width * ((theta / width) ** 2 - 1) + 0.3) / width,
    )


def wavy_bowl():
    """Not convex, and yet every start ends in its one minimum, 0: the curve θ² + 3 sin² θ.

    Examples
    --------
    >>> wavy_bowl().gradient([[0.0]]).tolist()
    [[0.0]]

    Source: S3.2, P3.1 (slide 7), erratum 11.
    """
    return Curve(
        lambda theta: theta**2 + 3 * np.sin(theta) ** 2,
        lambda theta: 2 * theta + 3 * np.sin(2 * theta),
    )


def endless_slope():
    """Convex and without a minimum, so that descent never arrives: the curve e^-θ.

    Examples
    --------
    >>> endless_slope().gradient([[0.0]]).tolist()
    [[-1.0]]

    Source: E3.2 (slide 7), erratum 11.
    """
    return Curve(lambda theta: np.exp(-theta), lambda theta: -np.exp(-theta))


def exp_sine():
    """A smooth curve on which every derivative differs from the last: e^(sin θ).

    Its slope at θ = 1 is 1.25338.

    Examples
    --------
    >>> exp_sine().gradient([[1.0]]).round(5).tolist()
    [[1.25338]]

    Source: E2.1 (slide 4).
    """
    return Curve(
        lambda theta: np.exp(np.sin(theta)), lambda theta: np.cos(theta) * np.exp(np.sin(theta))
    )
