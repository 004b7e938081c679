"""What theory says about descent on the squared loss of a linear unit, whose landscape is a bowl.

Along each axis of the bowl descent acts on its own, and the curvature there decides everything.

``X``, array_like of shape (N, D), holds the examples in rows, as finite numbers. What is not as
described raises ``TypeError`` or ``ValueError``, and so does an X whose largest curvature is 0 or
infinite where it decides.
"""

import numpy as np

from lecture_lib import checks


def hessian(X):
    """Hessian of the mean squared loss: H = XᵀX / N, the same at every theta.

    Returns
    -------
    ndarray, shape (D, D)

    Source: S7 (slide 15).
    """
    X = _examples(X)
    return X.T @ X / len(X)


def curvatures(X):
    """Curvatures along the axes of the bowl: the eigenvalues λ of the Hessian, ascending.

    Returns
    -------
    ndarray, shape (D,)
        Zero for a direction that no example tells apart.

    Examples
    --------
    >>> curvatures([[1, 0.0], [1, 4.0]]).round(3).tolist()
    [0.469, 8.531]

    Source: S7 (slide 15).
    """
    X = _examples(X)
    N, D = X.shape
    # Of X, not of H: squares have half the digits. Rounding leaves a 0 at 1e-16 of the largest.
    sizes = np.linalg.svd(X, compute_uv=False)[::-1]
    sizes = np.where(sizes > max(N, D) * np.finfo(float).eps * sizes[-1], sizes, 0.0)
    with np.errstate(over="ignore", under="ignore"):
        return np.concatenate([np.zeros(max(D - N, 0)), sizes**2 / N])


def optimum(X, y):
    """Lowest point of the mean squared loss: w* = H⁻¹ Xᵀy / N, the shortest where there are many.

    Parameters
    ----------
    y : array_like, shape (N,)
        Targets, any finite numbers.

    Returns
    -------
    ndarray, shape (D,)

    Examples
    --------
    >>> optimum([[1, 0.0], [1, 2.0]], [-1, 1]).round(12).tolist()
    [-1.0, 1.0]

    Source: S12 (slides 24-33), erratum 78.
    """
    X, y = checks.numbers("X", X, ndim=2), checks.numbers("y", y, ndim=1)
    if not X.size or len(X) != len(y):
        raise ValueError(f"y must have one target per row of X, got {y.shape} and {X.shape}")
    return np.linalg.lstsq(X, y, rcond=None)[0]


def critical_eta(X, m=0.0, nesterov=False):
    """Learning rate at which descent begins to diverge: 2 (1 + m) / λ_max.

    Nesterov's momentum diverges earlier, at 2 (1 + m) / ((1 + 2m) λ_max).

    Parameters
    ----------
    m : float or array_like
        Momentum, at least 0 and below 1.
    nesterov : bool
        Whether it is Nesterov's.

    Returns
    -------
    float, or ndarray of the shape of m

    Source: S7 (slide 15), S8 (slides 16, 17), E8.4, erratum 31.
    """
    m = checks.fraction("m", m)
    ahead = 1 + 2 * m if checks.flag("nesterov", nesterov) else 1.0
    return 2 * (1 + m) / (ahead * _extremes(X)[1])


def condition_number(X):
    """How much longer than wide the bowl is, in curvature: κ = λ_max / λ_min.

    Returns
    -------
    float
        At least 1; infinite where the columns of X are linearly dependent.

    Source: S7 (slide 15), E7.3.
    """
    lowest, highest = _extremes(X)
    return highest / lowest if lowest else np.inf


def best_eta(X):
    """Learning rate of the fastest plain descent: 2 / (λ_min + λ_max).

    The error shrinks by (κ - 1) / (κ + 1) per step: in the steepest direction it changes sign
    every time, in the flattest it creeps.

    Returns
    -------
    float

    Source: S7 (slide 15), E7.2.
    """
    lowest, highest = _extremes(X)
    return 2 / (lowest + highest)


def best_momentum(X):
    """Learning rate and momentum of the fastest heavy ball.

    η = 4 / (√λ_min + √λ_max)²,  m = ((√κ - 1) / (√κ + 1))²

    In the long run the error shrinks by √m per step. The columns of X must be linearly independent:
    else there is no fastest.

    Returns
    -------
    eta, m : float

    Source: S8 (slide 16); Polyak 1964.
    """
    lowest, highest = np.sqrt(_extremes(X))
    if not lowest:
        raise ValueError("X must have linearly independent columns, got λ_min = 0")
    total = float(lowest + highest)
    return 4 / total**2, (float(highest - lowest) / total) ** 2


def step_factors(curvature, eta, m=0.0):
    """What one step does to the error along an axis of the bowl.

    Eigenvalues r of the matrix [[1 - ηλ, m], [-ηλ, m]] that takes (theta - theta*, V) to the next
    step; both solve r² - (1 + m - ηλ) r + m = 0. With m = 0 they are 1 - ηλ and 0. Real between
    0 and 1: glides; real between -1 and 0: overshoots every step and arrives; a complex pair:
    swings, with |r| = √m; |r| > 1: diverges.

    Parameters
    ----------
    curvature : float or array_like
        λ, not negative.
    eta : float or array_like
        Learning rate, positive.
    m : float or array_like
        Momentum, at least 0 and below 1.

    Returns
    -------
    ndarray of complex, shape (..., 2)
        The larger in size first; "..." is what the three arguments broadcast to.

    Examples
    --------
    >>> step_factors(curvature=4.0, eta=0.375)[0].real.item()
    -0.5

    Source: S7 (slide 15), S8 (slide 16), E7.1.
    """
    curvature = checks.numbers("curvature", curvature)
    if (curvature < 0).any():
        raise ValueError(f"curvature must not be negative, got {curvature.min()}")
    eta, m = checks.positive("eta", eta), checks.fraction("m", m)
    curvature, eta, m = checks.together(curvature=curvature, eta=eta, m=m)
    half = (1 + m - eta * curvature) / 2
    root = np.sqrt((half**2 - m).astype(complex))
    larger = half + np.where(half < 0, -root, root)
    # The product of the two is m: dividing loses no digits, subtracting would.
    smaller = m / np.where(larger == 0, 1, larger)
    return np.stack([larger, smaller], axis=-1)


def _examples(X):
    X = checks.numbers("X", X, ndim=2)
    if not X.size:
        raise ValueError(f"X must have at least one row and one column, got shape {X.shape}")
    return X


def _extremes(X):
    values = curvatures(X)
    if not 0 < values[-1] < np.inf:
        raise ValueError(f"X must have a finite curvature above 0, got λ_max = {values[-1]:g}")
    return float(values[0]), float(values[-1])
