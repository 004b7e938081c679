"""A linear unit that sees 49 bumps, and can therefore draw islands round single faces.

``batch_size`` is how many faces a step sees; fewer than 40 are drawn anew for each step, with
``seed``. ``patiences`` are numbers of steps.
"""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks
from lecture_lib.batches import minibatches
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.bumps import grid_of_bumps
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.initialization import zeros
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.stopping import steps_since_best

SETS = {"training": "train", "validation": "val", "test": "test"}
ETA = 0.8
STEPS = 3000


def bumps():
    """Return the features: a 7 × 7 grid of bumps of width 0.35 over both scores, and a bias."""
    return grid_of_bumps(0, 4, per_axis=7, width=0.35)


def bump_objectives():
    """Return the loss on the training, the validation and the test faces, by name.

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
        From `bump_objectives`.
    steps : int

    Returns
    -------
    Run

    Raises
    ------
    TypeError, ValueError
        If the batch is no whole number of faces, or larger than all of them.

    Source: S5.4, E5.3 (slide 11).
    """
    checks.count("batch_size", batch_size, high=training.N)
    N, start, dice = training.N, zeros(training.D), np.random.default_rng(seed)
    batches = minibatches(N, batch_size, dice) if batch_size < N else None
    return descend(training, start, GradientDescent(ETA), steps, batches=batches)


@dataclass(frozen=True)
class Study:
    """A long descent, judged on three sets of faces."""

    validation: np.ndarray  # the loss that patience looks at, (all steps + 1,)
    steps: np.ndarray  # which are shown, (frames,), among them those at which something ends
    thetas: np.ndarray  # (frames, D)
    y_hat: np.ndarray  # of the test faces, (frames, N)
    losses: dict  # by name of the set, and so the others: (frames,)
    mistakes: dict  # how many faces are wrong
    shares: dict  # which part of the faces that is


def study(objectives, batch_size, seed, patiences):
    """Train for long on `bump_objectives` and look back.

    The steps at which patiences run out, and the best ones by then, are among those shown.
    """
    thetas = bump_run(objectives["training"], batch_size, seed).thetas
    validation = objectives["validation"].value(thetas)
    ends = np.concatenate(patience_ends(validation, patiences))
    steps = np.union1d(shown_steps(STEPS, frames=80), ends)
    thetas = thetas[steps]
    losses = {name: objective.value(thetas) for name, objective in objectives.items()}
    mistakes = {name: objective.mistakes(thetas) for name, objective in objectives.items()}
    shares = {name: mistakes[name] / objective.N for name, objective in objectives.items()}
    y_hat = objectives["test"].predict(thetas)
    return Study(validation, steps, thetas, y_hat, losses, mistakes, shares)


def patience_ends(losses, patiences):
    """Return where each patience runs out, or the last step, and the best step by then.

    Parameters
    ----------
    losses : array (steps + 1,)
        On validation data.

    Returns
    -------
    stops, bests : int array (patiences,)

    Source: S5.4 (slide 11), E5.3.
    """
    waited = steps_since_best(losses)
    out = waited[:, None] >= np.array(patiences)
    stops = np.where(out.any(axis=0), out.argmax(axis=0), len(waited) - 1)
    return stops, stops - waited[stops]
