"""Searches: their answers (theta, loss), and their guesses, read off the calls of the loss."""

import numpy as np

from lecture_lib.practice.precision import near
from lecture_lib.practice.written import decimals_apart, point_text

ORIGINS = ("best", "start", "previous", "last better")
FAR = 6  # steps: beyond them a normal number comes up once in 500 million draws


def belong_together(trial):
    """Require of an answer (theta, loss) that the loss is that of theta."""
    theta, L = np.asarray(trial.answer[0], dtype=float), float(trial.answer[1])
    here = float(trial.arguments[0](theta))
    if near(L, here, trial.coarse):
        return ""
    right, own = decimals_apart(here, L, 4)
    return (
        f"The two do not belong together: at θ = {point_text(theta)} the loss is {right}, and "
        f"yours is {own}."
    )


def guesses(trial):
    """Give each point at which the loss was new, (G, D), and where the guess may have started from.

    The latter by name, an array (G, D) each: the "best" point before the guess, the "start", the
    "previous" guess, and the "last better" than the start.
    """
    loss, start = trial.arguments[:2]
    here = dict.fromkeys(ORIGINS, start)
    first, lowest, seen = loss(start), loss(start), {start.tobytes()}
    points, origins = [], {name: [] for name in ORIGINS}
    for (point, *_), height in trial.after[0].calls:
        point = np.asarray(point, dtype=float)
        if point.shape != start.shape or point.tobytes() in seen:
            continue
        seen.add(point.tobytes())
        points.append(point)
        for name in ORIGINS:
            origins[name].append(here[name])
        here["previous"] = point
        if height < first:
            here["last better"] = point
        if height < lowest:
            here["best"], lowest = point, height
    shape = (-1, len(start))
    return np.reshape(points, shape), {n: np.reshape(o, shape) for n, o in origins.items()}


def steps(trial):
    """Give how far each guess lies from the best point before it, in steps, (G, D)."""
    points, origins = guesses(trial)
    return (points - origins["best"]) / trial.arguments[2]


def origin(trials):
    """Tell from where guesses start: around which of the `ORIGINS` they scatter most narrowly.

    "" where there are too few guesses to tell.
    """
    scatter, count = dict.fromkeys(ORIGINS, 0.0), 0
    for trial in trials:
        points, origins = guesses(trial)
        count += len(points)
        for name, starts in origins.items():
            scatter[name] += np.sum((points - starts) ** 2) / trial.arguments[2] ** 2
    return min(scatter, key=scatter.get) if count > 50 else ""
