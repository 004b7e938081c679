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
        Largest difference of the two gradients, relative to the largest entry of either (or to
        |f(theta)| / 1000, if that is larger: next to it slopes drown in rounding).
    worst : int
        The index d where they differ most.
    claimed : ndarray, shape (D,)
        The gradient under test.
    measured : ndarray, shape (D,)
        The central differences.

    Source: S12 (X12), S2 (X2).
    """

    ok: bool
    error: float
    worst: int
    claimed: np.ndarray
    measured: np.ndarray

    def __str__(self):
        d = self.worst
        if self.ok:
            return (
                f"The gradient agrees with central differences (relative error {self.error:.0e})."
            )
        return (
            f"The gradient is off by {self.error:.2g} (relative): component {d} is "
            f"{self.claimed[d]:.6g}, measured was {self.measured[d]:.6g}."
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
    theta, h = checks.numbers("theta", theta, ndim=1), checks.positive("h", h, ndim=0)
    if not theta.size:
        raise ValueError("theta must have at least one entry, got none")
    if not callable(f):
        raise TypeError(f"f must be a function of theta, got {f!r}")
    steps = h * np.eye(len(theta))
    rises = [_at(f, theta + step) - _at(f, theta - step) for step in steps]
    return np.array(rises) / (2 * h)


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
    theta, h = checks.numbers("theta", theta, ndim=0), checks.positive("h", h)
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
    measured = numerical_gradient(f, theta, h)
    tolerance = checks.positive("tolerance", tolerance, ndim=0)
    if not callable(gradient):
        raise TypeError(f"gradient must be a function of theta, got {gradient!r}")
    theta = np.array(theta, dtype=float)
    size = abs(_at(f, theta.copy())) / 1000
    claimed = checks.numbers("gradient(theta)", gradient(theta))
    if claimed.shape != measured.shape:
        raise ValueError(f"gradient(theta) must have shape {measured.shape}, got {claimed.shape}")
    apart = np.abs(claimed - measured)
    size = max(size, np.abs(claimed).max(), np.abs(measured).max())
    error = float(apart.max() / size) if size else 0.0
    return GradientCheck(error <= tolerance, error, int(apart.argmax()), claimed.copy(), measured)


def _at(f, theta):
    return float(checks.numbers("f(theta)", f(theta), ndim=0))
