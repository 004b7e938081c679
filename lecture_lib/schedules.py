"""Schedules: learning rates that change on the way.

``init``, ``step`` and ``look`` are as in `optimizers`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from lecture_lib import checks
from lecture_lib.optimizers import looks_at


@dataclass(frozen=True)
class Scheduled:
    """Another optimizer with a learning rate that changes on the way: η(t) = factor(t) η.

    The state is that optimizer's own, and t.

    Parameters
    ----------
    optimizer : GradientDescent, Momentum or alike
        Has a learning rate ``eta``.
    factor : callable
        Takes the step t = 0, 1, 2 ..., gives a positive finite number.

    Raises
    ------
    TypeError, ValueError
        If the optimizer has no ``eta``, or the factor is no function or gives no such number: at
        t = 0 at once, later at the step in question.

    Examples
    --------
    >>> import numpy as np
    >>> from lecture_lib.optimizers import GradientDescent
    >>> halving = Scheduled(GradientDescent(eta=1.0), lambda t: 0.5**t)
    >>> theta, state = halving.step(np.zeros(1), -np.ones(1), halving.init(np.zeros(1)))
    >>> halving.step(theta, -np.ones(1), state)
    (array([1.5]), (None, 2))

    Source: S7 (slide 15), erratum 32; Robbins & Monro 1951.
    """

    optimizer: Any
    factor: Callable[[int], float]

    def __post_init__(self):
        checks.able("optimizer", self.optimizer, "init", "step")
        if not hasattr(self.optimizer, "eta"):
            raise TypeError(f"optimizer must have a learning rate eta, got {self.optimizer!r}")
        checks.able("factor", self.factor, "__call__")
        checks.positive("factor(0)", self.factor(0), ndim=0)

    def init(self, theta):
        """Give the optimizer's first state, and t = 0."""
        return self.optimizer.init(theta), 0

    def look(self, theta, state):
        """Say where the gradient is to be measured: where the optimizer wants it."""
        return looks_at(self.optimizer, theta, state[0])

    def step(self, theta, gradient, state):
        """Let the optimizer step with the learning rate of step t."""
        inner, t = state
        factor = checks.positive(f"factor({t})", self.factor(t), ndim=0)
        now = replace(self.optimizer, eta=factor * self.optimizer.eta)
        theta, inner = now.step(theta, gradient, inner)
        return theta, (inner, t + 1)
