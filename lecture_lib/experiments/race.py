"""The optimizers that race each other, the grounds they race on, and what their steps cost."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from lecture_lib import theory
from lecture_lib.adaptive import AdaGrad, Adam, RMSProp
from lecture_lib.batches import minibatches
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import WINDOW, face_models
from lecture_lib.experiments.playgrounds import Rosenbrock
from lecture_lib.experiments.rounding import Parted, descend_as_decided
from lecture_lib.optimizers import GradientDescent, Momentum, Nesterov
from lecture_lib.run import Run
from lecture_lib.second_order import Newton, bfgs

SEED = 0  # of the batches
FAR = 1e5  # above L*: who is so high up has diverged


@dataclass(frozen=True)
class Racer:
    """An optimizer in the race.

    Parameters
    ----------
    name, letter : str
    formula : str
        What a step does, g being the gradient.
    make : callable, optional
        From η and m to the optimizer; of the second order methods neither has one.
    heavy : bool
        Whether m matters.
    """

    name: str
    letter: str
    formula: str
    make: Callable | None = None
    heavy: bool = False

    def depends_on(self, etas, m, batch_size):
        """Return those of the settings on which its path depends."""
        return (etas, batch_size, m if self.heavy else None) if self.make else ()


RACERS = {
    "plain": Racer("plain", "P", "θ ← θ − η g", lambda eta, m: GradientDescent(eta)),
    "momentum": Racer("momentum", "M", "V ← m V − η g,  θ ← θ + V", Momentum, heavy=True),
    "nesterov": Racer("Nesterov", "N", "the same, g measured at θ + m V", Nesterov, heavy=True),
    "adagrad": Racer("AdaGrad", "G", "G ← G + g²,  θ ← θ − η g / √G", lambda eta, m: AdaGrad(eta)),
    "rmsprop": Racer(
        "RMSProp", "R", "G ← ρ G + (1−ρ) g²,  θ likewise", lambda eta, m: RMSProp(eta)
    ),
    "adam": Racer("Adam", "A", "θ ← θ − η M / √G,  M a mean of g", lambda eta, m: Adam(eta)),
    "newton": Racer("Newton", "W", "θ ← θ − H⁻¹ g"),
    "bfgs": Racer("BFGS", "B", "θ ← θ − α B g,  B guesses H⁻¹"),
}


@dataclass(frozen=True, eq=False)
class Ground:
    """A landscape to race on.

    Parameters
    ----------
    objective : object
        With `value` and `gradient`.
    hessian : callable or array (2, 2)
        For Newton's method.
    start, optimum : (float, float)
    window : ((left, right), (bottom, top))
        What is shown of the parameters, called `names`.
    N : int
        Examples that a full gradient sees; 1 where there are no data.
    """

    objective: Any
    hessian: Any
    start: tuple
    optimum: np.ndarray
    window: tuple
    names: tuple[str, str]
    N: int = 1

    @property
    def lowest(self):
        """The smallest value."""
        return float(self.objective.value(self.optimum))


def grounds():
    """Make the two landscapes of the race.

    Returns
    -------
    dict of str to Ground
        "faces", the bowl of a line over the faces, and "rosenbrock", a bent valley.

    Source: S8.7, S8.8 (slide 17), E8.4.
    """
    bowl, valley = face_models(load_faces("train"))["raw"], Rosenbrock()
    X = bowl.objective.X
    faces = Ground(
        bowl.objective,
        theory.hessian(X),
        (1.5, 1.0),
        bowl.optimum,
        (WINDOW, WINDOW),
        ("w₀", "w₁"),
        len(X),
    )
    bend = Ground(
        valley,
        valley.hessian,
        (-1.2, 1.0),
        np.ones(2),
        ((-2.0, 2.0), (-3.5, 3.0)),
        ("x", "y"),
    )
    return {"faces": faces, "rosenbrock": bend}


class Ran(NamedTuple):
    """What a racer has done.

    Parameters
    ----------
    run : Run
        thetas (steps + 1, takes, 2); (steps + 1, 2) for methods without a learning rate.
    gradients : array (steps + 1,)
        How many were measured by then. Newton's Hessian counts as two: one for each column.
    """

    run: Run
    gradients: np.ndarray


def draw_batches(ground, batch_size, steps):
    """Draw the faces of each step; all racers look at the same.

    Parameters
    ----------
    ground : Ground
    batch_size : int
        Examples that a gradient of the first order methods sees, at most `ground.N`.
    steps : int

    Returns
    -------
    list of array of int, or None
        None where each step sees all.
    """
    if batch_size == ground.N:
        return None
    source = minibatches(ground.N, batch_size, np.random.default_rng(SEED))
    return list(islice(source, steps))


def race(key, ground, etas, m, steps, batches=None):
    """Let one optimizer run with all learning rates.

    Parameters
    ----------
    key : str
        Out of `RACERS`.
    ground : Ground
    etas : array (takes,)
    m : float
    steps : int
    batches : list of array of int, optional
        From `draw_batches`. Second order methods see all examples in any case.

    Returns
    -------
    Ran
    """
    objective, start = ground.objective, np.array(ground.start)
    if key == "bfgs":
        run = bfgs(objective, start, steps)
        return Ran(run, run.evaluations)
    if key == "newton":
        run = descend(objective, start, Newton(ground.hessian), steps)
        return Ran(run, np.arange(steps + 1) * (1 + len(start)))
    optimizer = RACERS[key].make(np.array(etas)[:, None], m)
    run = descend_as_decided(objective, start, optimizer, steps, batches=batches)
    return Ran(run, np.arange(steps + 1))


def path_at(ran, steps):
    """Return where a racer is after some numbers of steps, (takes or 1, frames, 2)."""
    return ran.run.thetas.reshape(len(ran.gradients), -1, 2)[steps].swapaxes(0, 1)


def undecided(ran, steps):
    """Whether a racer has stopped by then because rounding decides, (takes or 1, frames)."""
    stopped = np.where(ran.run.reason == Parted.reason, ran.run.stopped_at, np.inf)
    return np.atleast_1d(stopped)[:, None] <= steps
