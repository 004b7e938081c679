"""A linear unit that sees 49 bumps, and can therefore draw islands round single faces."""

import numpy as np

from lecture_lib.batches import minibatches
from lecture_lib.bumps import grid_of_bumps
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.initialization import zeros
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent

SETS = {"training": "train", "validation": "val", "test": "test"}
ETA = 0.8
STEPS = 3000


def bumps():
    """Return the features: a 7 × 7 grid of bumps of width 0.35 over both scores, and a bias."""
    return grid_of_bumps(0, 4, per_axis=7, width=0.35)


def bump_objectives():
    """Return the loss on the training, the validation and the test faces.

    Returns
    -------
    dict of str to Objective
        All three are functions of the same 50 weights.

    Examples
    --------
    >>> {name: loss.N for name, loss in bump_objectives().items()}
    {'training': 40, 'validation': 40, 'test': 400}

    Source: S5.4, E5.3 (slide 11).
    """
    phi, objectives = bumps(), {}
    for name, file in SETS.items():
        faces = load_faces(file)
        X = phi(faces.scores("mouth", "brow"))
        objectives[name] = Objective(Linear(), SquaredLoss(), X, faces.labels)
    return objectives


def bump_run(training, batch_size=40, seed=0, steps=STEPS):
    """Descend from zero with η = 0.8.

    Parameters
    ----------
    training : Objective
    batch_size : int
        Faces per step; below 40 they are drawn anew for each step.
    seed : int
        Of the batches.
    steps : int

    Returns
    -------
    Run

    Source: S5.4, E5.3 (slide 11).
    """
    batches = None
    if batch_size < training.N:
        batches = minibatches(training.N, batch_size, np.random.default_rng(seed))
    start = zeros(training.D)
    return descend(training, start, GradientDescent(ETA), steps, batches=batches)
