"""Networks on the upside-down faces, trained from starts that are alike or drawn by dice."""

import csv
from functools import cache
from importlib.resources import files

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.features import raw
from lecture_lib.initialization import constant, normal, stored
from lecture_lib.losses import SquaredLoss
from lecture_lib.network import Network
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Momentum

ETA = 4.0
SOLVED = 0.02  # a loss below this, without a mistake
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
    """Make the squared loss of a 2-`hidden`-1 network of sigmoids on the upside-down faces.

    Parameters
    ----------
    hidden : int
        Hidden units.

    Returns
    -------
    Objective

    Source: S14.2 (slide 38), E14.1.
    """
    faces = load_faces("upside_down")
    network = Network((2, hidden, 1), (Sigmoid(), Sigmoid()))
    return Objective(network, SquaredLoss(), raw(2)(faces.features), (faces.labels + 1) / 2)


@cache
def equal_starts(equal, dice, steps, seed):
    """Train 2-2-1 networks whose weights all start at one number, plus dice.

    Parameters
    ----------
    equal : float
        The number.
    dice : tuple of float
        For each network: what the random numbers are multiplied by, which are the same for all.
    steps : tuple of int
        Which steps to keep.
    seed : int
        Of the random numbers.

    Returns
    -------
    array (networks, steps, 9)
    """
    objective = upside_down()
    throw = normal(objective.model.D, np.random.default_rng(seed))
    start = constant(objective.model.D, equal) + np.array(dice)[:, None] * throw
    run = descend(objective, start, GradientDescent(ETA), steps[-1])
    thetas = run.thetas[list(steps)].swapaxes(0, 1)
    thetas.flags.writeable = False
    return thetas


def outcomes(scale, seeds, steps=3000):
    """Train 2-3-1 networks from random starts of one scale: what becomes of each?

    Parameters
    ----------
    scale : float
        Standard deviation of the start weights.
    seeds : iterable of int
        One network for each.
    steps : int

    Returns
    -------
    after : array of int (networks,)
        The first step without a mistake and with a loss below 0.02; -1 where there is none.
    losses : array (networks,)
        After the last step.
    """
    objective = upside_down(3)
    start = [random_start(scale, seed) for seed in seeds]
    run = descend(objective, start, GradientDescent(ETA), steps)
    return solved_after(objective, run), run.loss


def seven_starts(hidden):
    """Return start weights: the seven that are stored, or for other networks the same dice, (7, D).

    Parameters
    ----------
    hidden : int
        Units of the hidden layer.
    """
    if hidden == 2:
        return np.array([stored(name) for name in STARTS])
    return dice_starts(hidden, tuple(STARTS.values()))


def dice_starts(hidden, seeds):
    """Return start weights of standard deviation 1 to two decimals, (seeds, D).

    Parameters
    ----------
    hidden : int
    seeds : sequence of int
    """
    D = upside_down(hidden).model.D
    return np.array([normal(D, np.random.default_rng(seed)).round(2) for seed in seeds])


@cache
def train_seven(hidden, eta, momentum, steps):
    """Train 2-`hidden`-1 networks from the seven starts.

    Parameters
    ----------
    hidden : int
    eta, momentum : float
    steps : tuple of int
        Which steps to keep.

    Returns
    -------
    thetas : array (7, steps, D)
    after : array of int (7,)
        The first step that is solved; -1 where there is none.

    Source: S14.10 (slide 41), E14.1.
    """
    objective, start = upside_down(hidden), seven_starts(hidden)
    run = descend(objective, start, Momentum(eta, momentum), steps[-1])
    thetas = run.thetas[list(steps)].swapaxes(0, 1)
    thetas.flags.writeable = False
    return thetas, solved_after(objective, run)


def solved_after(objective, run):
    """Return the first step without a mistake and with a loss below 0.02; -1 where there is none.

    Parameters
    ----------
    objective : Objective
    run : Run
        Of several networks side by side.
    """
    solved = (run.losses < SOLVED) & (objective.mistakes(run.thetas) == 0)
    return np.where(solved.any(axis=0), solved.argmax(axis=0), -1)


def share_solved(hidden, seeds=range(100), eta=ETA, momentum=0.0, steps=3000):
    """Train 2-`hidden`-1 networks from many random starts: how many are solved, and how fast?

    Parameters
    ----------
    hidden : int
    seeds : iterable of int
        One start for each.
    eta, momentum : float
    steps : int

    Returns
    -------
    dict
        "solved": how many; "median step": of those that are.

    Source: S4.9 (slide 10), E4.3.
    """
    objective = upside_down(hidden)
    run = descend(objective, dice_starts(hidden, seeds), Momentum(eta, momentum), steps)
    after = solved_after(objective, run)
    found = after[after >= 0]
    return {"solved": len(found), "median step": float(np.median(found)) if len(found) else None}


def random_start(scale, seed):
    """Return the start weights of a 2-3-1 network, shape (13,)."""
    return normal(upside_down(3).model.D, np.random.default_rng(seed), scale)


def stored_outcomes():
    """Read what `outcomes` found for fifty seeds and each of eight scales.

    400 trainings of 3000 steps take longer than a page can wait; `tools/outcomes.py` has done
    them, and a test does a part of them again.

    Returns
    -------
    dict of float to (array of int, array)
        By scale: `after` and `losses` of seeds 0 to 49.

    Source: S4.9 (slide 10), E4.3.
    """
    text = files("lecture_lib.experiments").joinpath("outcomes", "scales.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    scales = dict.fromkeys(float(row["scale"]) for row in rows)
    return {
        scale: tuple(
            np.array([kind(row[name]) for row in rows if float(row["scale"]) == scale])
            for name, kind in (("solved_after", int), ("loss", float))
        )
        for scale in scales
    }
