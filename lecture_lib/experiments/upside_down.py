"""Networks on the upside-down faces, trained from starts that are alike or drawn by dice.

``hidden`` is the number of hidden units, ``eta`` the learning rate, ``momentum`` its m. ``steps``
is a tuple of those to keep, or, as a number, how many to take; ``seeds`` has one for each random
start. A network is solved at its first step without a mistake and with a loss below 0.02; -1 means
never.
"""

from functools import cache

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.shown_steps import kept
from lecture_lib.experiments.stored import stored_outcomes_of
from lecture_lib.features import raw
from lecture_lib.initialization import constant, normal, stored
from lecture_lib.losses import SquaredLoss
from lecture_lib.network import Network
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Momentum

ETA = 4.0
SOLVED = 0.02  # a loss below this, without a mistake
FOUND = {"solved_after": int, "loss": float}  # columns of what is stored
# Seven starts of a 2-2-1 network by what becomes of them, and the seeds that they came from.
STARTS = {
    "fast": 56,
    "typical": 8,
    "long plateau": 26,
    "stuck 1/16": 6,
    "stuck 1/12": 14,
    "momentum rescues": 12,
    "momentum ruins": 0,
}


def upside_down(hidden=2):
    """Make the squared loss of a 2-``hidden``-1 network of sigmoids on the upside-down faces.

    Returns
    -------
    Objective

    Source: S14.2 (slide 38), E14.1.
    """
    faces = load_faces("upside_down")
    network = Network((2, hidden, 1), (Sigmoid(), Sigmoid()))
    return Objective(network, SquaredLoss(), raw(2)(faces.features), (faces.labels + 1) / 2)


def mistakes_of_lines(angles):
    """Count the faces wrong with a line behind each face, in some directions.

    Parameters
    ----------
    angles : array (directions,)
        Of the happy side, in radians.

    Returns
    -------
    array of int (faces, directions)

    Source: S14.2 (slide 39), E14.1, erratum 54.
    """
    faces = load_faces("upside_down")
    scores = faces.features @ [np.cos(angles), np.sin(angles)]
    happy = scores[:, None] > scores  # (face, line behind that face, direction)
    return (happy != (faces.labels > 0)[:, None, None]).sum(axis=0)


@cache
def equal_starts(equal, dice, steps, seed):
    """Train 2-2-1 networks whose weights all start at one number, plus dice, (networks, steps, 9).

    ``dice`` says for each network what the random numbers, the same for all, are multiplied by.
    """
    objective = upside_down()
    throw = normal(objective.model.D, np.random.default_rng(seed))
    start = constant(objective.model.D, equal) + np.array(dice)[:, None] * throw
    run = descend(objective, start, GradientDescent(ETA), steps[-1])
    return kept(run, steps)


def outcomes(scale, seeds, steps=3000):
    """Train 2-3-1 networks from random starts of one scale, the standard deviation of the weights.

    Return for each when it was solved, and its loss after the last step.
    """
    objective = upside_down(3)
    start = [random_start(scale, seed) for seed in seeds]
    run = descend(objective, start, GradientDescent(ETA), steps)
    return solved_after(objective, run), run.loss


def seven_starts(hidden):
    """Return start weights (7, D): those that are stored, or for other networks the same dice."""
    if hidden == 2:
        return np.array([stored(name) for name in STARTS])
    return dice_starts(hidden, tuple(STARTS.values()))


def dice_starts(hidden, seeds):
    """Return start weights of standard deviation 1 to two decimals, (seeds, D)."""
    D = upside_down(hidden).model.D
    return np.array([normal(D, np.random.default_rng(seed)).round(2) for seed in seeds])


@cache
def train_seven(hidden, eta, momentum, steps):
    """Train 2-``hidden``-1 networks from the seven starts.

    Returns
    -------
    thetas : array (7, steps, D)
    after : array of int (7,)

    Source: S14.10 (slide 41), E14.1.
    """
    objective, start = upside_down(hidden), seven_starts(hidden)
    run = descend(objective, start, Momentum(eta, momentum), steps[-1])
    after = solved_after(objective, run)
    after.flags.writeable = False  # it is kept for whoever asks again
    return kept(run, steps), after


def solved_after(objective, run):
    """Return after which step each network of a run was solved."""
    solved = (run.losses < SOLVED) & (objective.mistakes(run.thetas) == 0)
    return np.where(solved.any(axis=0), solved.argmax(axis=0), -1)


def share_solved(hidden, seeds=range(100), eta=ETA, momentum=0.0, steps=3000):
    """Train 2-``hidden``-1 networks from many random starts: how many are solved, and how fast?

    Returns
    -------
    dict
        "solved": how many; "median step": of those that are.

    Source: S4.9 (slide 10), E4.3.
    """
    objective = upside_down(hidden)
    run = descend(objective, dice_starts(hidden, seeds), Momentum(eta, momentum), steps)
    return share_of(solved_after(objective, run))


def share_of(after):
    """Say how many networks were solved, and how fast.

    Parameters
    ----------
    after : array of int
        The step after which each was, -1 for never.

    Returns
    -------
    dict
        "solved": how many; "median step": of those that are, None if none is.

    Source: S14.2 (slide 39), E14.3.
    """
    found = after[after >= 0]
    return {"solved": len(found), "median step": float(np.median(found)) if len(found) else None}


def size_outcomes(hidden, momentum, seeds):
    """Train 2-``hidden``-1 networks from random starts: 3000 steps with η = 4, or with momentum.

    With momentum it is η = 2 and 2000 steps. Return what `outcomes` does.
    """
    objective, start = upside_down(hidden), dice_starts(hidden, seeds)
    eta, steps = (2.0, 2000) if momentum else (ETA, 3000)
    run = descend(objective, start, Momentum(eta, momentum), steps)
    return solved_after(objective, run), run.loss


def random_start(scale, seed):
    """Return the start weights of a 2-3-1 network, shape (13,)."""
    return normal(upside_down(3).model.D, np.random.default_rng(seed), scale)


def stored_sizes():
    """Read what `size_outcomes` found for seeds 0 to 199 and networks of five sizes.

    Returns
    -------
    dict of (int, float) to (array of int, array)
        By hidden units, which are 1, 2, 3, 4 or 8, and momentum, 0 or 0.9: after which step the
        networks were solved, and their losses after the last.

    Source: S14.2 (slide 39), E14.3.
    """
    return stored_outcomes_of("sizes.csv", {"hidden": int, "momentum": float}, FOUND)


def stored_outcomes():
    """Read what `outcomes` found for fifty seeds and each of eight scales.

    400 trainings of 3000 steps take longer than a page can wait; `tools/outcomes.py` has done them,
    and a test does a part of them again.

    Returns
    -------
    dict of float to (array of int, array)
        By scale: after which step seeds 0 to 49 were solved, and their losses.

    Source: S4.9 (slide 10), E4.3.
    """
    found = stored_outcomes_of("scales.csv", {"scale": float}, FOUND)
    return {scale: outcomes for (scale,), outcomes in found.items()}
