"""Is my gradient right? Compare it with slopes measured by taking small steps.

What is not as described raises ``TypeError`` or ``ValueError``; the message names the argument.
"""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """What ``check_gradient`` found. As text it is a sentence.

    Parameters
    ----------
    ok : bool
        Whether the error is at most the tolerance.
    error : float
        Largest difference of the two in one component, relative to that component itself; or to
        how large a slope must be for rounding in f not to drown it, if that is larger.
    worst : int
        The index d where that is.
    claimed : ndarray, shape (D,)
        The gradient under test.
    measured : ndarray, shape (D,)
        The central differences.
    single : tuple of str
        What was computed in single precision: "f", "gradient". Differences of such an f tell
        nothing, so that it is never ok.

    Source: S12 (X12), S2 (X2).
    """

    ok: bool
    error: float
    worst: int
    claimed: np.ndarray
    measured: np.ndarray
    single: tuple[str, ...] = ()

    def __str__(self):
        d = self.worst
        if self.ok:
            return (
                f"The gradient agrees with central differences (relative error {self.error:.0e})."
            )
        return (
            f"The gradient is off by {self.error:.2g} (relative): component {d} is "
            f"{self.claimed[d]:.6g}, measured was {self.measured[d]:.6g}."
            f"{self._precision()}"
        )

    def _precision(self):
        if not self.single:
            return ""
        return (
            f" But {' and '.join(self.single)} came in single precision (float32), with 7 digits: "
            "too few for such small steps. Compute in float64, then check again."
        )


def numerical_gradient(f, theta, h=1e-5):
    """Measure the slope in each direction by central differences.

    ∂f/∂theta_d ≈ (f(theta + h e_d) - f(theta - h e_d)) / 2h

    Too large an h misses the curve, too small an h drowns in rounding; near 1e-5 both are small.

    Parameters
    ----------
    f : callable
        Takes theta of shape (D,), gives one number.
    theta : array_like, shape (D,)
        Where to measure. It is left as it is, whatever f does.
    h : float
        Half the distance between the two points, positive.

    Returns
    -------
    ndarray, shape (D,)

    Examples
    --------
    >>> numerical_gradient(lambda theta: theta[0] ** 2 + 3 * theta[1], [2.0, 0.0]).round(6).tolist()
    [4.0, 3.0]

    Source: S2.5 (slide 5), E2.1.
    """
    ahead, behind, apart = _around(f, theta, h)
    return (ahead - behind) / apart


def difference_quotients(f, theta, h):
    """Measure the slope of a curve with steps of many sizes, in one call of f for each point.

    forward: (f(theta + h) - f(theta)) / h,  central: (f(theta + h) - f(theta - h)) / 2h

    The forward error falls like h, the central one like h². Then rounding takes over: f is known to
    about 16 digits, and what that leaves uncertain is divided by h.

    Parameters
    ----------
    f : callable
        Takes an array of numbers, gives one number for each.
    theta : float
        Where to measure.
    h : array_like
        The steps, positive.

    Returns
    -------
    forward, central : ndarray of the shape of h

    Examples
    --------
    >>> [q.tolist() for q in difference_quotients(np.square, 1.0, [1.0, 0.5])]
    [[3.0, 2.5], [2.0, 2.0]]

    Source: E2.1 (slide 3), erratum 3.
    """
    theta, h = checks.numbers("theta", theta, ndim=0), np.asarray(checks.positive("h", h))
    if not callable(f):
        raise TypeError(f"f must be a function of theta, got {f!r}")
    here, ahead, behind = (
        checks.numbers("f(theta)", f(at)) for at in (theta, theta + h, theta - h)
    )
    if ahead.shape != h.shape or here.ndim:
        raise ValueError(f"f must give one number for each theta, got shape {ahead.shape}")
    return (ahead - here) / h, (ahead - behind) / (2 * h)


def check_gradient(f, gradient, theta, h=1e-5, tolerance=1e-6):
    """Compare a gradient with central differences of f at theta.

    Parameters
    ----------
    f : callable
        Takes theta of shape (D,), gives one number.
    gradient : callable
        Takes theta of shape (D,), gives the gradient of f, shape (D,).
    theta : array_like, shape (D,)
        Where to compare. Choose a point at random: at 0 many mistakes do not show.
    h : float
        Step of the central differences, positive.
    tolerance : float
        Largest relative error that passes, positive.

    Returns
    -------
    GradientCheck

    Examples
    --------
    >>> print(check_gradient(lambda theta: theta[0] ** 2, lambda theta: theta, [3.0]))
    The gradient is off by 0.5 (relative): component 0 is 3, measured was 6.

    Source: S12 (X12), S2 (X2).
    """
    ahead, behind, apart = _around(f, theta, h)
    measured = (ahead - behind) / apart
    tolerance = checks.positive("tolerance", tolerance, ndim=0)
    if not callable(gradient):
        raise TypeError(f"gradient must be a function of theta, got {gradient!r}")
    theta = np.array(theta, dtype=float)
    here, given = f(theta.copy()), gradient(theta.copy())
    claimed = checks.numbers("gradient(theta)", given)
    if claimed.shape != measured.shape:
        raise ValueError(f"gradient(theta) must have shape {measured.shape}, got {claimed.shape}")
    # f is known to 16 digits: next to 1e-16 |f| / h, and some more, a slope drowns in rounding.
    drowned = 1e-14 * np.maximum(np.abs(ahead), np.abs(behind)) / h / min(tolerance, 1e-6)
    size = np.max([np.abs(claimed), np.abs(measured), drowned], axis=0)
    errors = np.abs(claimed - measured) / np.where(size > 0, size, 1.0)
    error, worst = float(errors.max()), int(errors.argmax())
    ok = error <= tolerance and not _is_single(here)
    pairs = (("f", here, (*ahead, *behind)), ("gradient", given, claimed))
    single = tuple(
        name for name, own, seen in pairs if _is_single(own) or (not ok and _fits_single(seen))
    )
    return GradientCheck(ok, error, worst, claimed.copy(), measured, single)


def _around(f, theta, h):
    """f a step ahead and a step behind, for each direction, and how far apart these points lie."""
    theta, h = checks.numbers("theta", theta, ndim=1), checks.positive("h", h, ndim=0)
    if not theta.size:
        raise ValueError("theta must have at least one entry, got none")
    if not callable(f):
        raise TypeError(f"f must be a function of theta, got {f!r}")
    apart = (theta + h) - (theta - h)  # 2h, but for rounding where theta is large
    if not apart.all():
        d = int(apart.argmin())
        raise ValueError(f"h must be large enough to move theta[{d}] = {theta[d]:g}, got {h:g}")
    steps = h * np.eye(len(theta))
    ends = [np.array([_at(f, theta + sign * step) for step in steps]) for sign in (1, -1)]
    return *ends, apart


def _is_single(value):
    return np.asarray(value).dtype in (np.float32, np.float16)


def _fits_single(values):
    """Whether numbers that are not round lose nothing in single precision: they come from there."""
    values = np.array(values)
    with np.errstate(all="ignore"):
        round_ones = (values * 2**12 % 1 == 0) | (values == values.astype(np.float16))
        return (values == values.astype(np.float32)).all() and not round_ones.all()


def _at(f, theta):
    return float(checks.numbers("f(theta)", f(theta), ndim=0))
