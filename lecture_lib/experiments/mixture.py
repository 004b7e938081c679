"""Networks on the upside-down faces, of any activation and any loss.

``activation`` is that of the hidden units, one of ``ACTIVATIONS``; ``loss`` is one of ``LOSSES``,
and the output unit and the labels suit it. ``starts`` is how many networks are trained.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from lecture_lib.activations import Identity, ReLU, Sigmoid, Softplus, Step, Tanh
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.shown_steps import kept
from lecture_lib.experiments.stored import stored_outcomes_of
from lecture_lib.experiments.upside_down import dice_starts
from lecture_lib.features import raw
from lecture_lib.losses import SquaredLoss, ZeroOneLoss
from lecture_lib.network import Network
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent

HIDDEN = 4
ACTIVATIONS = {
    "sigmoid": Sigmoid(),
    "tanh": Tanh(),
    "ReLU": ReLU(),
    "soft plus": Softplus(),
    "identity": Identity(),
    "step": Step(),
}


class Goal(NamedTuple):
    """A loss, and what goes with it."""

    loss: Any
    output: Any  # activation of the output unit
    labels: tuple[float, float]  # sad and happy
    eta: float  # a learning rate that suits it


LOSSES = {
    "squared of σ": Goal(SquaredLoss(), Sigmoid(), (0.0, 1.0), 4.0),
    "squared": Goal(SquaredLoss(), Identity(), (-1.0, 1.0), 0.2),
    "cross entropy": Goal(SigmoidCrossEntropy(), Identity(), (0.0, 1.0), 1.0),
    "0-1": Goal(ZeroOneLoss(), Identity(), (-1.0, 1.0), 0.2),
}


def mixture(activation, loss):
    """Return the loss of a 2-4-1 network on the upside-down faces, an Objective."""
    goal, faces = LOSSES[loss], load_faces("upside_down")
    network = Network((2, HIDDEN, 1), (ACTIVATIONS[activation], goal.output), goal.labels)
    y = np.where(faces.labels > 0, *reversed(goal.labels))
    return Objective(network, goal.loss, raw(2)(faces.features), y)


@cache
def trained_mixture(activation, loss, steps, starts):
    """Train networks from random starts of standard deviation 1, and keep some steps.

    The weights are (starts, steps, D).
    """
    objective, start = mixture(activation, loss), dice_starts(HIDDEN, tuple(range(starts)))
    run = descend(objective, start, GradientDescent(LOSSES[loss].eta), steps[-1])
    return kept(run, steps)


def learned(activation, loss, starts=20, steps=500):
    """Count the random starts after which no face is wrong.

    Parameters
    ----------
    steps : int
        After how many.

    Source: S15.2 (slide 43), E15.1.
    """
    thetas = trained_mixture(activation, loss, (steps,), starts)[:, 0]
    return int((mixture(activation, loss).mistakes(thetas) == 0).sum())


def mixture_outcomes(activation, loss, seeds, steps=500):
    """Train networks from random starts; count for each its faces wrong and its dead units."""
    objective, start = mixture(activation, loss), dice_starts(HIDDEN, tuple(seeds))
    theta = descend(objective, start, GradientDescent(LOSSES[loss].eta), steps).theta
    return objective.mistakes(theta), hidden_dead(objective, theta)


def stored_mixtures():
    """Read what `mixture_outcomes` found for seeds 0 to 199 and every mixture, after 500 steps.

    Returns
    -------
    dict of (str, str) to (array of int, array of int)
        By activation and loss: faces wrong, and hidden units that are dead, for each start.

    Source: S15.2 (slide 43), E15.1.
    """
    columns = {"mistakes": int, "dead": int}
    return stored_outcomes_of("mixtures.csv", {"activation": str, "loss": str}, columns)


def hidden_dead(objective, thetas):
    """Count the hidden units that no error comes back through, whatever the face, (...)."""
    network = objective.model
    scores = network.forward(thetas, objective.X).scores[0]
    return (network.activations[0].derivative(scores) == 0).all(axis=-2).sum(axis=-1)
