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
    """An optimizer in the race."""

    name: str
    letter: str
    formula: str  # what a step does, g being the gradient
    make: Callable | None = None  # from η and m to the optimizer; Newton and BFGS have neither
    heavy: bool = False  # whether m matters

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
    """A landscape to race on."""

    objective: Any  # has `value` and `gradient`
    hessian: Any  # for Newton's method: an array (2, 2), or a function
    start: tuple
    optimum: np.ndarray
    window: tuple  # what is shown of the parameters: (left, right), (bottom, top)
    names: tuple[str, str]  # of the parameters
    N: int = 1  # examples that a full gradient sees; 1 where there are no data

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
    X, square, names = bowl.objective.X, (WINDOW, WINDOW), ("w₀", "w₁")
    faces = Ground(
        bowl.objective, theory.hessian(X), (1.5, 1.0), bowl.optimum, square, names, len(X)
    )
    bend = Ground(
        valley, valley.hessian, (-1.2, 1.0), np.ones(2), ((-2.0, 2.0), (-3.5, 3.0)), ("x", "y")
    )
    return {"faces": faces, "rosenbrock": bend}


class Ran(NamedTuple):
    """What a racer has done: its steps, and how many gradients were measured by then.

    Thetas are (steps + 1, takes, 2), or (steps + 1, 2) for methods without a learning rate.
    Newton's Hessian counts as two gradients: one for each column.
    """

    run: Run
    gradients: np.ndarray


def draw_batches(ground, batch_size, steps):
    """Draw the faces of each step, a list of rows; all racers look at the same.

    It is None where each step sees all; methods of second order do so in any case.
    """
    if batch_size == ground.N:
        return None
    source = minibatches(ground.N, batch_size, np.random.default_rng(SEED))
    return list(islice(source, steps))


def race(key, ground, etas, m, steps, batches=None):
    """Let one of RACERS run on a ground with all learning rates, on batches from `draw_batches`."""
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
