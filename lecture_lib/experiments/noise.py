"""What batches do to descent on the squared loss of a linear unit, exactly.

With a constant learning rate descent on batches never arrives: it hovers about the optimum w*. The
mean square of its error, M = E (w - w*)(w - w*)ᵀ, goes each step to

M - η (H M + M H) + η² (E H_B M H_B + S_B)

where H_B is the Hessian of a batch, H its mean, and S_B the covariance of the batch's gradient at
w*. All that is linear in M, so where it settles and when it grows can be computed. Batches are
drawn anew for each step, without a row coming twice in one.

``X``, shape (N, D), holds the examples in rows; where η matters its columns are linearly
independent. ``y``, shape (N,), are their targets, any finite numbers, and ``B`` is the batch size,
1 to N. The functions of an ``objective``, a mean loss, are for any model and loss, and measure
gradients at ``theta``, shape (..., D). What is not as described raises ``TypeError`` or
``ValueError``; the message names the argument.
"""

import numpy as np

from lecture_lib import checks, theory


def batch_covariance(X, y, B):
    """Covariance of the batch gradient at the optimum: S_B = (N - B) / (B (N - 1)) S.

    S is the covariance of the single examples' gradients. The square root of the trace of S_B is
    the length that the noise has: it falls about like 1/√B.

    Returns
    -------
    ndarray, shape (D, D)
        Zero for B = N.

    Examples
    --------
    >>> batch_covariance([[1.0], [1.0]], [-1, 1], B=1).tolist()
    [[1.0]]

    Source: S6.17, E6.3 (slide 14), erratum 28.
    """
    w_star = theory.optimum(X, y)
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    N, B = len(X), checks.count("B", B, high=len(X))
    each = (X @ w_star - y)[:, None] * X  # their mean is 0 here
    return (N - B) / (B * max(N - 1, 1)) * each.T @ each / N


def gradient_covariance(objective, theta, B, replace=False):
    """Covariance of a batch's gradient about the full gradient, anywhere and for any loss.

    (N - B) / (B (N - 1)) S without replacement and S / B with, where S is the covariance of the
    single examples' gradients at theta. The mean is the full gradient for every B.

    Parameters
    ----------
    replace : bool
        Whether a row can come twice in one batch.

    Returns
    -------
    ndarray, shape (..., D, D)

    Examples
    --------
    >>> from lecture_lib.losses import SquaredLoss
    >>> from lecture_lib.models import Linear
    >>> from lecture_lib.objective import Objective
    >>> objective = Objective(Linear(), SquaredLoss(), X=[[1.0], [1.0]], y=[-1, 1])
    >>> [gradient_covariance(objective, [0.0], B).tolist() for B in (1, 2)]
    [[[1.0]], [[0.0]]]

    Source: S6.13, S6.17, E6.3 (slide 14), erratum 28.
    """
    checks.able("objective", objective, "example_gradients")
    each = objective.example_gradients(theta)
    N, B = each.shape[-2], checks.count("B", B, high=each.shape[-2])
    off = each - each.mean(axis=-2, keepdims=True)
    S = off.swapaxes(-1, -2) @ off / N
    share = 1 / B if checks.flag("replace", replace) else (N - B) / (B * max(N - 1, 1))
    return share * S


def critical_eta_of_batches(X, B):
    """Learning rate from which on the mean square of the error grows without bound.

    Smaller than ``theory.critical_eta``, and equal to it for B = N.

    Examples
    --------
    >>> round(critical_eta_of_batches([[1.0], [2.0]], B=1), 4)  # 2 E x² / E x⁴
    0.5882

    Source: S6.14, E6.4 (slide 14), erratum 29.
    """
    linear, square = _moments(X, B)
    # The map I - η linear + η² square has the eigenvalue 1 where linear v = η square v.
    return float(1 / np.linalg.eigvals(np.linalg.solve(linear, square)).real.max())


def noise_floor(X, y, eta, B):
    """Excess loss at which descent on batches hovers: E L(w) - L(w*) = ½ trace(H M).

    With M as it is in the long run. For small η the floor is about proportional to η.

    Parameters
    ----------
    eta : float
        Learning rate, below ``critical_eta_of_batches``.

    Examples
    --------
    >>> round(noise_floor([[1.0], [1.0]], [-1, 1], eta=0.5, B=1), 4)  # ½ η s² / (2 - η)
    0.1667

    Source: S6.14, E6.4 (slide 14), erratum 29.
    """
    S, (linear, square) = batch_covariance(X, y, B), _moments(X, B)
    eta, limit = checks.positive("eta", eta, ndim=0), critical_eta_of_batches(X, B)
    if eta >= limit:
        raise ValueError(f"eta must be below {limit:g}, where the noise blows up, got {eta}")
    M = np.linalg.solve(linear - eta * square, eta * S.ravel()).reshape(S.shape)
    return float(0.5 * np.trace(theory.hessian(X) @ M))


@np.errstate(all="ignore")  # a learning rate that is too large overflows on its way
def expected_losses(X, y, theta0, eta, B, steps):
    """Mean over all dice of the loss after every step of a descent on batches, exactly.

    From a start away from w* the error has a mean, too, so M is that of the error and a 1 below it.

    Parameters
    ----------
    X : array_like, shape (N, D)
        Examples in rows, with linearly independent columns.
    y : array_like, shape (N,)
        Targets, any finite numbers.
    theta0 : array_like, shape (D,)
        The start.
    eta : array_like, shape (...)
        Learning rates, positive; descents that go side by side.
    B : int
        Batch size, 1 to N.
    steps : int

    Returns
    -------
    ndarray, shape (steps + 1, ...)
        Not finite where a rate makes the loss explode.

    Examples
    --------
    >>> expected_losses([[1.0], [1.0]], [-1, 1], [1.0], eta=0.5, B=1, steps=2).round(4).tolist()
    [1.0, 0.75, 0.6875]

    Source: S6.11, S6.19 (slide 14), E6.4, erratum 30.
    """
    w_star, eta = theory.optimum(X, y), np.asarray(checks.positive("eta", eta))
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    N, B = len(X), checks.count("B", B, high=len(X))
    theta0 = checks.points("theta0", checks.numbers("theta0", theta0, ndim=1), len(w_star))
    error = np.append(theta0 - w_star, 1)
    own = np.zeros((N, len(error), len(error)))  # the gradient of each example, of (error, 1)
    own[:, :-1] = X[:, :, None] * np.column_stack([X, X @ w_star - y])[:, None]
    linear, square = _second_moments(own, B)
    rate = eta[..., None, None]
    step = np.eye(len(linear)) - rate * linear + rate**2 * square
    half = np.pad(theory.hessian(X) / 2, (0, 1)).ravel()
    M = np.broadcast_to(np.outer(error, error).ravel(), (*eta.shape, len(half)))
    excess = np.empty((checks.count("steps", steps, low=0) + 1, *eta.shape))
    for t in range(len(excess)):
        excess[t] = M @ half
        M = (step @ M[..., None])[..., 0]
    return excess + np.mean((X @ w_star - y) ** 2) / 2


def points_uphill(objective, theta):
    """Whether a step along each single example's own -∇L_n would go uphill on the whole loss.

    Near the minimum many do: on the faces 13 of 40 at (-1.2, 0.7).

    Returns
    -------
    ndarray of bool, shape (..., N)
        -∇L_n · ∇L > 0. All False where ∇L = 0.

    Examples
    --------
    >>> from lecture_lib.losses import SquaredLoss
    >>> from lecture_lib.models import Linear
    >>> from lecture_lib.objective import Objective
    >>> objective = Objective(Linear(), SquaredLoss(), X=[[1.0], [1.0], [1.0]], y=[1, 1, -1])
    >>> points_uphill(objective, [0.0]).tolist()  # the third one pulls the other way
    [False, False, True]

    Source: S6.13, E6.3 (slide 14), erratum 28.
    """
    checks.able("objective", objective, "gradient", "example_gradients")
    each = objective.example_gradients(theta)
    return (each @ objective.gradient(theta)[..., None])[..., 0] < 0


def _moments(X, B):
    """What takes M, as a vector, to H M + M H, and to E H_B M H_B."""
    if not np.isfinite(theory.condition_number(X)):
        raise ValueError("X must have linearly independent columns, got λ_min = 0")
    X = np.asarray(X, dtype=float)
    B = checks.count("B", B, high=len(X))
    return _second_moments(X[:, :, None] * X[:, None, :], B)


def _second_moments(own, B):
    """What takes M to A M + M Aᵀ, and to E A_B M A_Bᵀ, for examples' matrices (N, d, d)."""
    N, d, _ = own.shape
    mean, one = own.mean(axis=0), np.eye(d)
    same = np.einsum("nij,nkl->ikjl", own, own).reshape(d * d, d * d) / N
    # Two different rows of a batch: all pairs, but for those of a row with itself.
    other = (N * np.kron(mean, mean) - same) / max(N - 1, 1)
    return np.kron(mean, one) + np.kron(one, mean), (same + (B - 1) * other) / B
