"""Softmax regression on the four moods: from zero, and from starts that are sure and wrong."""

from functools import cache

import numpy as np

from lecture_lib.batches import epochs
from lecture_lib.descent import descend
from lecture_lib.experiments.last_layer import LastLayer
from lecture_lib.experiments.moods import moods
from lecture_lib.experiments.shown_steps import kept, shown_steps
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Momentum

STEPS, FRAMES = 300, 38
TOLD = (10, 30, 100)  # steps whose losses the text quotes
SEED = 0  # of the order in which faces come in batches
LONG, LONG_FRAMES = 2000, 36
ETA = 2.0


def steps():
    """Return the steps shown of a training from zero."""
    return np.union1d(shown_steps(STEPS, FRAMES), TOLD)


def long_steps():
    """Return the steps shown of a training from a wrong start."""
    return shown_steps(LONG, LONG_FRAMES)


@cache
def lowest():
    """Return the lowest loss, where momentum ends."""
    return float(descend(moods(), np.zeros(12), Momentum(8.0, 0.9), STEPS).loss)


@cache
def from_zero(etas, momentum, batch_size):
    """Train from weights of 0, with several learning rates side by side, (etas, frames, 12)."""
    objective = moods()
    whole = batch_size == objective.N
    batches = None if whole else epochs(objective.N, batch_size, np.random.default_rng(SEED))
    optimizer = Momentum(np.array(etas)[:, None], momentum)
    run = descend(objective, np.zeros((len(etas), 12)), optimizer, STEPS, batches=batches)
    return kept(run, steps())


@cache
def wrong_direction():
    """Return weights that call every mood by the name of another, each face by some margin.

    They are learned from labels that are moved on by one, and scaled so that the score of the true
    mood lies 1 below the highest one, on average over the faces.

    Source: S18.12 (slide 56): E18.2.
    """
    told = moods()
    fooled = Objective(told.model, told.loss, told.X, np.roll(told.y, 1, axis=1))
    theta = descend(fooled, np.zeros(12), GradientDescent(ETA), 100).theta
    theta = theta / margins(theta).mean()
    theta.flags.writeable = False  # it is kept for whoever asks again
    return theta


def margins(theta):
    """Return how far the score of the true mood lies below the highest other one, (..., 60)."""
    objective = moods()
    a = objective.predict(theta)
    true = (a * objective.y).sum(axis=-1)
    return np.where(objective.y == 1, -np.inf, a).max(axis=-1) - true


def judged_by(loss):
    """Softmax regression on the moods with one of two losses.

    Parameters
    ----------
    loss : {"squared", "cross entropy"}
        As in `LastLayer`.

    Returns
    -------
    Objective

    Source: S18.12 (slide 56): E18.2.
    """
    told = moods()
    return Objective(told.model, LastLayer("softmax", loss), told.X, told.y)


@cache
def from_wrong(sure, loss):
    """Train from starts that are wrong, and ever surer of it, with a loss of `LastLayer`.

    ``sure`` says by how much the true mood is behind at each start, on average. The weights are
    (starts, frames, 12).
    """
    start = np.array(sure)[:, None] * wrong_direction()
    return kept(descend(judged_by(loss), start, GradientDescent(ETA), LONG), long_steps())
