"""Searches: their answers (theta, loss), and their guesses, read off the calls of the loss."""

import numpy as np

from lecture_lib.practice.written import point_text
from lecture_lib.stage.readout import number_text

FAR = 6  # steps: beyond them a normal number comes up once in 500 million draws


def belong_together(trial):
    """Require of an answer (theta, loss) that the loss is that of theta.

    Parameters
    ----------
    trial : Trial
        Its first argument is the loss.

    Returns
    -------
    str
    """
    theta, L = np.asarray(trial.answer[0], dtype=float), float(trial.answer[1])
    here = float(trial.arguments[0](theta))
    if abs(L - here) <= 1e-9:
        return ""
    return (
        f"The two do not belong together: at θ = {point_text(theta)} the loss is "
        f"{number_text(here, 4)}, and yours is {number_text(L, 4)}."
    )


def guesses(trial):
    """Give each point at which the loss was new, and the best point before it.

    Parameters
    ----------
    trial : Trial
        Its first arguments are the loss and the start.

    Returns
    -------
    ndarray, shape (G, 2, D)
        The best point first.
    """
    loss, best = trial.arguments[:2]
    lowest, seen, found = loss(best), {best.tobytes()}, []
    for (point, *_), height in trial.after[0].calls:
        point = np.asarray(point, dtype=float)
        if point.shape != best.shape or point.tobytes() in seen:
            continue
        seen.add(point.tobytes())
        found.append((best, point))
        if height < lowest:
            best, lowest = point, height
    return np.reshape(found, (-1, 2, len(best)))


def steps(trial):
    """Give how far each guess lies from the best point before it, in steps.

    Parameters
    ----------
    trial : Trial
        Its third argument is the step.

    Returns
    -------
    ndarray, shape (G, D)
    """
    found = guesses(trial)
    return (found[:, 1] - found[:, 0]) / trial.arguments[2]


def hops(trial):
    """Give how far each guess but the first lies from the guess before it, in steps.

    Parameters
    ----------
    trial : Trial

    Returns
    -------
    ndarray, shape (G - 1,)
    """
    return np.abs(np.diff(guesses(trial)[:, 1], axis=0)).max(axis=1) / trial.arguments[2]
