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
    """What holds after each executed line, (takes, frames), or (takes, frames, 2) for vectors."""

    line: np.ndarray  # which line was executed: BEGIN, TEST, MEASURE, STEP, UPDATE or RETURN
    t: np.ndarray  # the step counter
    old: np.ndarray  # theta at the beginning of the step that is being made
    new: np.ndarray  # and at its end
    theta: np.ndarray  # what the variable theta holds
    gradient: np.ndarray  # ∇L at the theta of step t
    length: np.ndarray  # of the step from there: η‖∇L‖, or how far it moves in turn
    stop: np.ndarray  # position in STOPS where the line is the test that ends the loop, else -1


def trace(objective, start, etas, *, steps, epsilon, in_turn=False):
    """Execute gradient descent until ‖∇L‖ < ε or the steps are used up, for each of some η.

    The objective has D = 2. ``in_turn`` moves w_1 by the slope that it has after w_0 has moved.
    There are 4 ``steps`` + 3 frames: the start, four lines for each step, the last test, the
    return.
    """
    eta = np.array(etas)[:, None]
    what = InTurn(objective, eta) if in_turn else objective
    run = descend(what, start, GradientDescent(eta), steps)
    gradients, slopes = objective.gradient(run.thetas), what.gradient(run.thetas)
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
        length=eta * np.linalg.norm(slopes[t, takes], axis=-1),
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
