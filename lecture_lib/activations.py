"""Activations: what a unit makes of its score z = wᵀx, and the slope that backprop needs.

Each is a value with two methods, ``value(z)`` and ``derivative(z)``. Both take numbers of any
shape, answer in that shape, raise ``TypeError`` for anything that is no real number, and are exact
from z = -1000 to 1000, where the formulas of the slides overflow or lose their digits.
"""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks
from lecture_lib.labels import decide_two


@dataclass(frozen=True)
class Step:
    """The perceptron's step: +1 if 0 < z, else -1. A tie, z = 0 but for rounding, is a -1.

    Its slope is 0 wherever it has one, so that no error ever flows back through it: descent needs
    more than a gradient that exists (errata 37, 60).

    Examples
    --------
    >>> Step().value([-2.0, 0.0, 0.5]).tolist()
    [-1.0, -1.0, 1.0]

    Source: S13.2, S10.4 (slides 21, 34), erratum 45.
    """

    def value(self, z):
        """+1 if 0 < z, else -1."""
        return decide_two(_scores(z), -1, 1)

    def derivative(self, z):
        """0; at z = 0, where there is no slope, by convention."""
        return np.where(np.isnan(_scores(z)), np.nan, 0.0)


@dataclass(frozen=True)
class Identity:
    """The linear unit's activation: z itself. Layers of it collapse into one (S15, P15.1).

    Examples
    --------
    >>> Identity().derivative([-2.0, 3.0]).tolist()
    [1.0, 1.0]

    Source: S13.3 (slide 34).
    """

    def value(self, z):
        """z, unchanged."""
        return _scores(z)

    def derivative(self, z):
        """1 everywhere."""
        return np.ones_like(_scores(z))


@dataclass(frozen=True)
class Sigmoid:
    """The sigmoid, or logistic function: σ(z) = 1 / (1 + e^-z), from 0 to 1.

    It answers ½ at z = 0 and is never negative: read it with σ > ½, not with its sign (erratum
    56). Labels that it can reach are 0 and 1.

    Examples
    --------
    >>> Sigmoid().value([-1000.0, 0.0, 1000.0]).tolist()
    [0.0, 0.5, 1.0]
    >>> Sigmoid().derivative([0.0, 40.0]).tolist()
    [0.25, 4.248354255291589e-18]

    Source: S13.4, S13.7 (slides 34, 35), erratum 55.
    """

    @np.errstate(under="ignore")  # what is too small for a float is 0
    def value(self, z):
        """σ(z) = 1 / (1 + e^-z)."""
        z = _scores(z)
        e = np.exp(-np.abs(z))  # at most 1: no overflow
        return np.where(z < 0, e, 1.0) / (1 + e)

    @np.errstate(under="ignore")
    def derivative(self, z):
        """σ′(z) = σ(z) (1 - σ(z)) = σ(z) σ(-z), at most ¼."""
        e = np.exp(-np.abs(_scores(z)))
        # 1 - σ would be rounded to 0 from z = 36.74 on; 1/(1 + e) and e/(1 + e) keep all digits.
        return e / (1 + e) ** 2


@dataclass(frozen=True)
class Tanh:
    """The hyperbolic tangent: tanh z = 2 σ(2z) - 1, a sigmoid from -1 to 1 for labels -1 and +1.

    Examples
    --------
    >>> Tanh().value([-1000.0, 0.0, 1000.0]).tolist()
    [-1.0, 0.0, 1.0]

    Source: Erratum 43 (slides 20, 34).
    """

    @np.errstate(under="ignore")
    def value(self, z):
        """tanh z."""
        return np.tanh(_scores(z))

    @np.errstate(under="ignore")
    def derivative(self, z):
        """1 - tanh² z = 4 σ(2z) σ(-2z), at most 1."""
        e = np.exp(-2 * np.abs(_scores(z)))
        return 4 * e / (1 + e) ** 2


@dataclass(frozen=True)
class ReLU:
    """The rectified linear unit: max(0, z); with a leak, max(0, z) + leak · min(0, z).

    A unit whose z is negative on all examples has slope 0 there and is dead for ever; a small
    leak lets it come back (erratum 61).

    Parameters
    ----------
    leak : float
        Slope for z <= 0, at least 0 and below 1. The ReLU of the slide has none.

    Raises
    ------
    TypeError, ValueError
        If the leak is no number of that range.

    Examples
    --------
    >>> ReLU().derivative([-1.0, 0.0, 2.0]).tolist()
    [0.0, 0.0, 1.0]
    >>> ReLU(leak=0.5).value([-1.0, 0.0, 2.0]).tolist()
    [-0.5, 0.0, 2.0]

    Source: S15.6 (slide 44). Leaky: Maas, Hannun & Ng 2013.
    """

    leak: float = 0.0

    def __post_init__(self):
        leak = checks.numbers("leak", self.leak, ndim=0)
        object.__setattr__(self, "leak", checks.fraction("leak", leak))

    def value(self, z):
        """max(0, z) + leak · min(0, z)."""
        z = _scores(z)
        return np.where(z > 0, z, self.leak * z) if self.leak else np.maximum(z, 0.0)

    def derivative(self, z):
        """1 if 0 < z, else the leak; at z = 0, where the slope jumps, by convention."""
        z = _scores(z)
        return np.where(np.isnan(z), np.nan, np.where(z > 0, 1.0, self.leak))


@dataclass(frozen=True)
class Softplus:
    """Soft plus, a hinge without the corner: ln(1 + e^(kz)) / k, with k = 1 on the slide.

    Parameters
    ----------
    sharpness : float
        k, positive. The larger, the nearer to ReLU: they differ most at z = 0, by ln 2 / k.

    Raises
    ------
    TypeError, ValueError
        If the sharpness is not one positive finite number.

    Examples
    --------
    >>> Softplus().value([-1000.0, 0.0, 1000.0]).round(6).tolist()
    [0.0, 0.693147, 1000.0]

    Source: S15.7 (slide 44), erratum 62.
    """

    sharpness: float = 1.0

    def __post_init__(self):
        object.__setattr__(self, "sharpness", checks.positive("sharpness", self.sharpness, ndim=0))

    @np.errstate(under="ignore")
    def value(self, z):
        """ln(1 + e^(kz)) / k."""
        z = _scores(z)
        # max(kz, 0) + ln(1 + e^-|kz|) is the same number and does not overflow.
        return np.maximum(z, 0) + np.log1p(np.exp(-self.sharpness * np.abs(z))) / self.sharpness

    @np.errstate(under="ignore")
    def derivative(self, z):
        """σ(kz)."""
        return Sigmoid().value(self.sharpness * _scores(z))


def _scores(z):
    return checks.numbers("z", z, finite=False)  # a diverging run has scores that are not finite
