"""The trace of gradient descent, line by line: what a debugger would show."""

from dataclasses import dataclass

import numpy as np

from lecture_lib.descent import descend
from lecture_lib.experiments.slide_errors import InTurn
from lecture_lib.optimizers import GradientDescent

BEGIN, TEST, MEASURE, STEP, UPDATE, RETURN = range(6)
STOPS = ("gradient", "steps", "diverged")


@dataclass(frozen=True, eq=False)
class Trace:
    """What holds after each executed line, for many learning rates side by side.

    Parameters
    ----------
    line : array of int (takes, frames)
        Which line was executed: BEGIN, TEST, MEASURE, STEP, UPDATE or RETURN.
    t : array of int (takes, frames)
        The step counter.
    old, new : array (takes, frames, 2)
        Theta at the beginning and at the end of the step that is being made.
    theta : array (takes, frames, 2)
        What the variable theta holds.
    gradient : array (takes, frames, 2)
        ∇L at the theta of step t.
    length : array (takes, frames)
        η‖∇L‖ there.
    stop : array of int (takes, frames)
        Position in STOPS where the line is the test that ends the loop, else -1.
    """

    line: np.ndarray
    t: np.ndarray
    old: np.ndarray
    new: np.ndarray
    theta: np.ndarray
    gradient: np.ndarray
    length: np.ndarray
    stop: np.ndarray


def trace(objective, start, etas, *, steps, epsilon, in_turn=False):
    """Execute gradient descent until ‖∇L‖ < ε or the steps are used up.

    Parameters
    ----------
    objective : Objective
        With D = 2.
    start : array_like (2,)
    etas : sequence of float
    steps : int
        How many at most.
    epsilon : float
    in_turn : bool
        Move w_1 by the slope that it has after w_0 has moved.

    Returns
    -------
    Trace
        4 `steps` + 3 frames: the start, four lines for each step, the last test, the return.
    """
    eta = np.array(etas)[:, None]
    what = InTurn(objective, eta) if in_turn else objective
    run = descend(what, start, GradientDescent(eta), steps)
    gradients = objective.gradient(run.thetas)
    small = np.linalg.norm(gradients, axis=-1) < epsilon
    last = np.where(small.any(axis=0), small.argmax(axis=0), run.stopped_at)
    reason = np.where(small.any(axis=0), "gradient", run.reason)
    line, k = _lines(last[:, None], steps)
    takes = np.arange(len(eta))[:, None]
    old, new = run.thetas[k, takes], run.thetas[np.minimum(k + 1, last[:, None]), takes]
    t = k + (line == UPDATE)
    gradient = gradients[t, takes]
    why = np.array([STOPS.index(word) for word in reason])[:, None]
    return Trace(
        line=line,
        t=t,
        old=old,
        new=new,
        theta=np.where(_moved(line, in_turn), new, old),
        gradient=gradient,
        length=eta * np.linalg.norm(gradient, axis=-1),
        stop=np.where((line == TEST) & (k == last[:, None]), why, -1),
    )


def _lines(last, steps):
    """Which line each frame executes, and in which step; `last` is where the loop ends."""
    frame = np.arange(4 * steps + 1)
    line = np.where(frame <= 4 * last, TEST + frame % 4, RETURN)
    line = np.pad(line, ((0, 0), (1, 1)), constant_values=((0, 0), (BEGIN, RETURN)))
    return line, np.minimum(np.pad(frame // 4, (1, 1), mode="edge"), last)


def _moved(line, in_turn):
    """Which weights have their new value, (takes, frames, 2)."""
    first = np.isin(line, (MEASURE, STEP, UPDATE) if in_turn else (UPDATE,))
    second = np.isin(line, (STEP, UPDATE) if in_turn else (UPDATE,))
    return np.stack([first, second], axis=-1)
