"""Four ways to spend a budget: batch sizes, each with a learning rate that suits it."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from lecture_lib import checks
from lecture_lib.batches import epochs
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.noise import expected_losses
from lecture_lib.optimizers import GradientDescent

START = (1.5, 1.0)
LEVEL = 0.16  # of the loss that is to be reached
SEEDS = range(20)
FACES = 40
ENOUGH = 1600  # faces within which every descent reaches it
SIZES = (1, 2, 4, 8, 20, 40)
LONGEST = 5000  # steps within which the mean loss is to settle
ETAS = np.unique([float(f"{eta:.2g}") for eta in np.geomspace(0.003, 0.33, 120)])


@dataclass(frozen=True)
class Way:
    """A batch size and its learning rate."""

    B: int  # faces per step; they come in shuffled epochs
    eta: float
    meaning: str  # how it is drawn (`pictures.style`)

    def run(self, seed, steps):
        """Descend on the 40 faces from (1.5, 1); the seed is that of the shuffles."""
        objective = face_models(load_faces("train"))["raw"].objective
        batches = epochs(objective.N, self.B, np.random.default_rng(seed))
        return descend(objective, START, GradientDescent(self.eta), steps, batches=batches)


WAYS = (Way(1, 0.0125, "single"), Way(4, 0.05, "few"), Way(8, 0.1, "several"), Way(40, 0.3, "all"))


@cache  # it takes a while, and every explorer of a notebook wants the same
def prices(way):
    """Count the steps until the mean loss of an epoch is below 0.16, for each of 20 seeds."""
    steps, epoch = ENOUGH // way.B, FACES // way.B
    runs = [way.run(seed, steps) for seed in SEEDS]
    sums = np.cumsum([run.losses for run in runs], axis=1)
    means = (sums[:, epoch:] - sums[:, :-epoch]) / epoch  # of the last `epoch` steps
    return tuple((epoch + (means < LEVEL).argmax(axis=1)).tolist())


def price_list(level=LEVEL):
    """What it costs to bring the mean loss below a level for good, with the η that is best for it.

    The mean is one over all dice, computed exactly (`noise.expected_losses`).

    Parameters
    ----------
    level : float
        Above the lowest loss, 0.1523.

    Returns
    -------
    dict of int to (float, int, int)
        By batch size: the best learning rate, steps, and faces seen. Where no learning rate brings
        it there within 5000 steps, both counts are -1, and the rate is the one that comes nearest.

    Raises
    ------
    TypeError, ValueError
        If the level is not one number above the lowest loss.

    Source: S6.11, S6.19 (slide 14), E6.4.
    """
    raw, found = face_models(load_faces("train"))["raw"], {}
    if checks.numbers("level", level, ndim=0) <= raw.lowest:
        raise ValueError(f"level must be above the lowest loss, {raw.lowest:.4f}, got {level}")
    objective = raw.objective
    for B in SIZES:
        losses = expected_losses(objective.X, objective.y, START, ETAS, B, LONGEST)
        above = ~(losses < level)  # what is no number any more is above
        if above[-1].all():
            found[B] = float(ETAS[np.nanargmin(losses[-1])]), -1, -1
            continue
        steps = np.where(above.any(axis=0), LONGEST + 1 - above[::-1].argmax(axis=0), 0)
        best = steps.argmin()
        found[B] = float(ETAS[best]), int(steps[best]), B * int(steps[best])
    return found
