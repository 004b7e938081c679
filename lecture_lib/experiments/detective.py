"""The cases of the bug detective: a network, some examples, and one fault in its backprop."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.backprop import with_one
from lecture_lib.experiments.backprop_faults import NAMES, with_fault
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.labels import one_hot
from lecture_lib.losses import SquaredLossOfOutputs
from lecture_lib.network import Network
from lecture_lib.objective import Objective

EXAMPLES = 4
ETA = 2.0  # of the update that comes too early
LEAST = 0.3  # size of a weight or a score; up to four times that, in steps of a tenth
AGREES = 1e-5  # relative difference up to which two slopes are the same; rounding makes 1e-8


@dataclass(frozen=True)
class Case:
    """A network with a fault that is to be found."""

    sizes: tuple[int, ...]  # of the network, three layers of units
    number: int  # from 1 on; of each seven in a row every fault, and none at all, has one

    @property
    def fault(self):
        """What is wrong, a name of `backprop_faults.NAMES`."""
        lap, place = divmod(self.number - 1, len(NAMES))
        order = np.random.default_rng([35, *self.sizes, lap]).permutation(len(NAMES))
        return NAMES[order[place]]

    @cached_property
    def objective(self):
        """The network with its examples and squared loss; everything right."""
        rng = np.random.default_rng([1, *self.sizes, self.number])
        network = Network(self.sizes, (Sigmoid(), Sigmoid()))
        X = with_one(_numbers(rng, (EXAMPLES, self.sizes[0])))
        y = rng.permutation(np.arange(EXAMPLES) % 2)
        y = y if self.sizes[-1] == 1 else one_hot(y, self.sizes[-1])
        return Objective(network, SquaredLossOfOutputs(), X, y)

    @cached_property
    def theta(self):
        """The weights; in a row of a matrix no two are equal, nor one near 0."""
        rng = np.random.default_rng([2, *self.sizes, self.number])
        return self.objective.model.theta([_numbers(rng, s) for s in self.objective.model.shapes])

    @cached_property
    def batches(self):
        """All examples, and each alone: objectives, everything right."""
        return [self.objective, *(self.objective.on([n]) for n in range(EXAMPLES))]

    @cached_property
    def numerical(self):
        """Measured slopes of every batch, shape (batches, D)."""
        return np.array([numerical_gradient(b.value, self.theta) for b in self.batches])

    @cached_property
    def analytic(self):
        """What the faulty backprop gives, shape (batches, D)."""
        return self.gradients(self.fault)

    def gradients(self, fault):
        """What a backprop with some fault would give, shape (batches, D)."""
        return np.array([with_fault(b, fault, ETA).gradient(self.theta) for b in self.batches])

    @cached_property
    def ratios(self):
        """Analytic over numerical, shape (batches, D); exactly 1 where they agree."""
        return ratios(self.analytic, self.numerical)


def ratios(analytic, numerical):
    """Return analytic over numerical slopes; exactly 1 where they agree to five digits."""
    apart = np.abs(analytic - numerical) > AGREES * np.maximum(np.abs(analytic), np.abs(numerical))
    return np.where(apart, analytic / numerical, 1.0)


def _numbers(rng, shape):
    """Numbers of either sign, in each row of different sizes."""
    sizes = np.linspace(LEAST, 4 * LEAST, shape[1]).round(1)
    return rng.permuted(np.tile(sizes, (shape[0], 1)), axis=1) * rng.choice([-1, 1], shape)
