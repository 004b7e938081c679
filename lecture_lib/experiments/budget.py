"""Four ways to spend a budget: batch sizes, each with a learning rate that suits it."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from lecture_lib.batches import epochs
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import face_models
from lecture_lib.optimizers import GradientDescent

START = (1.5, 1.0)
LEVEL = 0.16  # of the loss that is to be reached
SEEDS = range(20)
ENOUGH = 400  # steps within which every descent reaches it


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


WAYS = (Way(1, 0.05, "single"), Way(4, 0.1, "few"), Way(8, 0.1, "several"), Way(40, 0.3, "all"))


@cache  # it takes a while, and every explorer of a notebook wants the same
def prices(way):
    """Count the steps until the loss on all faces is below 0.16, for each of 20 seeds."""
    return tuple(way.run(seed, ENOUGH).first_below(LEVEL) for seed in SEEDS)


def price_list():
    """What a loss below 0.16 costs each way: the median of 20 seeds.

    Returns
    -------
    dict of int to (float, float)
        By batch size: steps, and faces seen.

    Source: S6.11, S6.19 (slide 14), E6.4.
    """
    medians = {way.B: float(np.median(prices(way))) for way in WAYS}
    return {B: (steps, B * steps) for B, steps in medians.items()}
