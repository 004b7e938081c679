"""Descent: the one loop of the course.

What is not as described raises ``TypeError`` or ``ValueError``; the message names the argument.
"""

import itertools
from functools import wraps

import numpy as np

from lecture_lib import checks
from lecture_lib.optimizers import looks_at
from lecture_lib.run import Run
from lecture_lib.stopping import Diverged

FIRST_STRETCH = 256  # steps walked before the stopping rules are first asked


@np.errstate(all="ignore")  # a run that diverges overflows on its way
def descend(objective, theta0, optimizer, steps, *, batches=None, stop=(), limit=1e9):
    """Walk down from theta(0), one step of the optimizer after the other, and record the path.

    Learning rates or starts can descend side by side in one call: theta0 of shape (2,) and eta of
    shape (48, 1) record thetas of shape (steps + 1, 48, 2). They share their batches. Runs that
    diverge end with that reason; there are no warnings and no exceptions.

    Parameters
    ----------
    objective : Objective
        What is minimized. Without batches, anything will do with ``value``, which gives an array of
        shape (...) for thetas of shape (..., D), and ``gradient``, which gives one of theirs.
    theta0 : array_like, shape (..., D)
        The start.
    optimizer : GradientDescent, Momentum or alike
        Has ``init`` and ``step``.
    steps : int
        How many steps to take at most; 0 records the start alone.
    batches : iterable of arrays of row indices, optional
        Where the batches come from, one for each step. Rules are asked after a whole stretch of
        steps, so a run that stops early may have drawn more batches than it used.
    stop : sequence of stopping rules
        The run ends where the first one is met. Divergence is always watched for.
    limit : float
        Size of a parameter from which on a run counts as diverged.

    Returns
    -------
    Run

    Examples
    --------
    >>> from lecture_lib.losses import SquaredLoss
    >>> from lecture_lib.models import Linear
    >>> from lecture_lib.objective import Objective
    >>> from lecture_lib.optimizers import GradientDescent
    >>> objective = Objective(Linear(), SquaredLoss(), X=[[1.0], [1.0]], y=[1, 1])
    >>> run = descend(objective, [0.0], GradientDescent(eta=0.5), steps=3)
    >>> run.thetas[:, 0].tolist(), run.reason
    ([0.0, 0.5, 0.75, 0.875], 'steps')

    Source: S3.4-S3.7 (slide 8).
    """
    diverged = Diverged(limit)
    theta = _start(objective, theta0, optimizer, diverged)
    steps = checks.count("steps", steps, low=0)
    rules = (diverged, *_rules(stop))
    source = _source(batches, objective)
    path = walk.__wrapped__(objective, theta, optimizer, source)  # it is quiet here already
    thetas, used = np.empty((steps + 1, *theta.shape)), []
    thetas[0] = theta
    while True:
        reach = min(steps, max(FIRST_STRETCH, 2 * len(used)))
        for theta, rows in itertools.islice(path, reach - len(used)):
            used.append(rows)
            thetas[len(used)] = theta
        if len(used) < reach:
            raise ValueError(f"batches must last for {steps} steps, got {len(used)}")
        losses = objective.value(thetas[: reach + 1])
        stopped_at, reason = _ends(rules, objective, thetas[: reach + 1], losses)
        if reach == steps or (reason != "steps").all():
            break
    thetas, losses = _standing_still(thetas, losses, stopped_at, reason)
    used = None if batches is None else tuple(used[: stopped_at.max(initial=0)])
    measured = np.minimum(_steps(thetas), stopped_at)
    return Run(thetas, losses, used, stopped_at, reason, measured)


def _quietly(generator):
    """Let numpy be silent, in each step, about what is too small for a float: it is 0."""

    @wraps(generator)
    def through(*arguments, **named):
        steps = generator(*arguments, **named)
        return iter(np.errstate(under="ignore")(steps.__next__), None)

    return through


@_quietly
def walk(objective, theta, optimizer, batches=None):
    """Take one step after the other, without end: the algorithm of slides 8 and 16.

    Parameters
    ----------
    objective : Objective
        What is minimized.
    theta : ndarray, shape (..., D)
        The start, theta(0).
    optimizer : GradientDescent, Momentum or alike
        Turns a gradient into a step.
    batches : iterable of arrays of row indices, optional
        What each gradient is measured on; all the data when left out.

    Yields
    ------
    theta : ndarray, shape (..., D)
        The next theta.
    rows : ndarray of int, or None
        The batch that led there.

    Source: S3.4-S3.6 (slide 8), S8 (slide 16).
    """
    state = optimizer.init(theta)
    for rows in itertools.repeat(None) if batches is None else batches:
        batch = objective if batches is None else objective.on(rows)
        gradient = batch.gradient(looks_at(optimizer, theta, state))
        theta, state = optimizer.step(theta, gradient, state)
        yield theta, rows


def _start(objective, theta0, optimizer, diverged):
    """Check the start and spread it over the runs that go side by side."""
    checks.able("objective", objective, "value", "gradient")
    checks.able("optimizer", optimizer, "init", "step")
    theta = checks.numbers("theta0", theta0)
    if theta.ndim == 0:
        raise ValueError(f"theta0 must have shape (..., D), got the number {theta}")
    try:
        spread, _ = optimizer.step(theta, np.zeros_like(theta), optimizer.init(theta))
        if spread.shape[-1] != theta.shape[-1]:
            raise ValueError(f"a step leads to {spread.shape[-1]} parameters")
    except ValueError as error:
        misfit = f"theta0 must broadcast against {optimizer!r}, got shape {theta.shape}"
        raise ValueError(misfit) from error
    theta = np.broadcast_to(theta, spread.shape)
    checks.answers("objective.gradient", objective.gradient(theta), theta.shape)
    path = theta[None]
    losses = checks.answers("objective.value", objective.value(path), path.shape[:-1])
    if diverged.met(objective, path, losses).any():
        within = f"{diverged.limit:g} with a finite loss"
        raise ValueError(f"theta0 must lie within {within}, got {theta0}")
    return theta


def _rules(stop):
    if not isinstance(stop, tuple | list):
        raise TypeError(f"stop must be a tuple of stopping rules, got {stop!r}")
    return [checks.able("stop", rule, "met") for rule in stop]


def _source(batches, objective):
    if batches is not None:
        checks.able("objective", objective, "on")
        checks.able("batches", batches, "__iter__")
    return batches


def _ends(rules, objective, thetas, losses):
    """For each run the first step at which a rule is met, and the reason of that rule."""
    stopped_at = np.full(losses.shape[1:], len(thetas) - 1)
    reason = np.full(losses.shape[1:], "steps", dtype=object)
    for rule in rules:
        met = rule.met(objective, thetas, losses)
        earlier = met.any(axis=0) & ((met.argmax(axis=0) < stopped_at) | (reason == "steps"))
        stopped_at = np.where(earlier, met.argmax(axis=0), stopped_at)
        reason = np.where(earlier, rule.reason, reason)
    return stopped_at, reason.astype(str)


def _standing_still(thetas, losses, stopped_at, reason):
    """Repeat the last theta and loss of runs that stopped; of diverged ones, the last before."""
    last = np.maximum(stopped_at - (reason == Diverged.reason), 0)
    if (last == len(thetas) - 1).all():
        return thetas, losses
    shown = np.minimum(_steps(thetas), last)
    thetas = np.take_along_axis(thetas, shown[..., None], axis=0)
    losses = np.take_along_axis(losses, shown, axis=0)
    return thetas, losses


def _steps(thetas):
    """0, 1, 2 ... along the first axis, one for all runs."""
    return np.arange(len(thetas)).reshape(-1, *[1] * (thetas.ndim - 2))
