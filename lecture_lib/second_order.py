"""Second order: Newton's method, which knows the curvature, and BFGS, which guesses it.

BFGS sees first derivatives only and learns the curvature from how they change: quasi-Newton
(erratum 34).

``init`` and ``step`` are as in `optimizers`. What is not as described raises ``TypeError`` or
``ValueError``; the message names the argument.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lecture_lib import checks
from lecture_lib.run import Run
from lecture_lib.stopping import Diverged


@dataclass(frozen=True, eq=False)
class Newton:
    """Newton's method: theta(t+1) = theta(t) - H⁻¹ ∇L(theta(t)), H the Hessian at theta(t).

    It goes where the parabola through what it sees has its stationary point: on a bowl the minimum
    itself, in one step; elsewhere a saddle or a maximum as gladly. Where H cannot be inverted there
    is no such point: theta becomes NaN, which ends a descent as diverged.

    Parameters
    ----------
    hessian : callable or array_like, shape (D, D)
        Takes theta of shape (..., D), gives H of shape (..., D, D); or H, if it is the same
        everywhere.

    Raises
    ------
    TypeError, ValueError
        If it is neither a function nor a square of finite numbers.

    Examples
    --------
    >>> newton, theta = Newton([[4.0, 0.0], [0.0, 1.0]]), np.array([3.0, 3.0])
    >>> newton.step(theta, theta @ newton.hessian, None)[0].tolist()
    [0.0, 0.0]

    Source: S8.8 (slide 17), erratum 34.
    """

    hessian: Callable | np.ndarray

    def __post_init__(self):
        if not callable(self.hessian):
            H = checks.numbers("hessian", self.hessian, ndim=2).copy()
            if H.shape[0] != H.shape[1] or not H.size:
                raise ValueError(f"hessian must have as many rows as columns, got shape {H.shape}")
            H.flags.writeable = False
            object.__setattr__(self, "hessian", H)

    def init(self, theta):
        """Give the first state: none, as Newton's method remembers nothing."""
        return None

    def step(self, theta, gradient, state):
        """Go to the stationary point of the parabola."""
        H = self.hessian(theta) if callable(self.hessian) else self.hessian
        sign, _ = np.linalg.slogdet(H)
        H = np.where((sign == 0)[..., None, None], np.nan, H)
        return theta - np.linalg.solve(H, gradient[..., None])[..., 0], state


def secant_update(B, step, change):
    """Learn from one step: the BFGS update of an estimate B of the inverse Hessian.

    B' = (I - r s kᵀ) B (I - r k sᵀ) + r s sᵀ,  r = 1 / sᵀk

    with the step s and the change k of the gradient along it. Afterwards B' k = s, as the true
    inverse would have it along this step, and B' is symmetric and positive definite if B was.

    Parameters
    ----------
    B : array_like, shape (D, D)
        The estimate so far.
    step : array_like, shape (D,)
        s = theta(t+1) - theta(t).
    change : array_like, shape (D,)
        k = ∇L(theta(t+1)) - ∇L(theta(t)).

    Returns
    -------
    ndarray, shape (D, D)
        B itself if the slope along the step did not grow (sᵀk <= 0): nothing to be learned.

    Raises
    ------
    TypeError, ValueError
        If an argument is not made of finite numbers, or the shapes do not fit.

    Examples
    --------
    >>> secant_update(np.eye(2), step=[1.0, 0.0], change=[4.0, 0.0]).tolist()
    [[0.25, 0.0], [0.0, 1.0]]

    Source: S8.8 (slide 17), errata 33, 34; Broyden, Fletcher, Goldfarb, Shanno 1970.
    """
    B = checks.numbers("B", B, ndim=2)
    s, k = checks.numbers("step", step, ndim=1), checks.numbers("change", change, ndim=1)
    if not B.shape == (len(s), len(s)) == (len(k), len(k)):
        raise ValueError(
            f"B must be D by D, step and change D, got {B.shape}, {s.shape}, {k.shape}"
        )
    if s @ k <= 0:
        return B
    keep = np.eye(len(s)) - np.outer(s, k) / (s @ k)
    return keep @ B @ keep.T + np.outer(s, s) / (s @ k)


@np.errstate(all="ignore")  # a trial step may overflow
def bfgs(objective, theta0, steps, *, epsilon=1e-8, limit=1e9):
    """Minimize by BFGS, as scipy has it, and record the path.

    Each step goes to theta - α B ∇L, with B from ``secant_update`` and α found by trying: so one
    step measures loss and gradient at one or more points, and ``run.evaluations`` counts them.

    Parameters
    ----------
    objective : Objective
        What is minimized; anything with ``value`` and ``gradient`` will do.
    theta0 : array_like, shape (D,)
        The start. BFGS walks alone: no leading axes.
    steps : int
        How many steps to take at most.
    epsilon : float
        Stop when ‖∇L‖ < ε; positive.
    limit : float
        Size of a parameter from which on the run counts as diverged.

    Returns
    -------
    Run
        Its reason is "gradient", "steps", "diverged", or "precision": rounding hides any further
        improvement.

    Examples
    --------
    >>> from lecture_lib.losses import SquaredLoss
    >>> from lecture_lib.models import Linear
    >>> from lecture_lib.objective import Objective
    >>> objective = Objective(Linear(), SquaredLoss(), X=[[1, 0.0], [1, 4.0]], y=[-1, 1])
    >>> run = bfgs(objective, [1.0, 1.0], steps=20)
    >>> run.reason, run.theta.round(6).tolist()
    ('gradient', [-1.0, 0.5])

    Source: S8.8 (slide 17), errata 33, 34; Nocedal & Wright 2006, chapter 6.
    """
    from scipy.optimize import minimize

    checks.able("objective", objective, "value", "gradient")
    theta0 = checks.numbers("theta0", theta0, ndim=1)
    steps, outside = checks.count("steps", steps, low=0), Diverged(limit)
    epsilon = checks.positive("epsilon", epsilon, ndim=0)
    checks.answers("objective.value", objective.value(theta0[None]), (1,))
    checks.answers("objective.gradient", objective.gradient(theta0), theta0.shape)
    if outside.met(objective, theta0, objective.value(theta0)):
        raise ValueError(f"theta0 must lie within {limit:g} with a finite loss, got {theta0}")
    path, measured, trials = [theta0], [0], []

    def loss_and_gradient(theta):
        trials.append(theta)
        return float(objective.value(theta)), objective.gradient(theta)

    def record(xk):
        path.append(xk.copy())
        measured.append(len(trials))
        if np.abs(xk).max() > limit:
            raise StopIteration

    options = {"maxiter": steps, "gtol": epsilon, "norm": 2}
    minimize(loss_and_gradient, theta0, jac=True, method="BFGS", callback=record, options=options)
    return _run(objective, np.array(path), np.array(measured), steps, epsilon, outside)


def _run(objective, path, measured, steps, epsilon, outside):
    """Say why it ended, and let the rest of the record stand still."""
    losses, end = objective.value(path), len(path) - 1
    last = end
    if outside.met(objective, path, losses)[end]:
        reason, last = outside.reason, end - 1
    elif np.linalg.norm(objective.gradient(path[end])) <= epsilon:
        reason = "gradient"
    else:
        reason = "steps" if end == steps else "precision"
    still = np.minimum(np.arange(steps + 1), end)
    shown = np.minimum(still, last)
    return Run(path[shown], losses[shown], None, end, reason, measured[still])
