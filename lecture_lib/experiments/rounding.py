"""Rounding: how far a path is the method's, and from where on it is the machine's.

A computer keeps 16 digits, and which way the last one is rounded depends on the processor. Mostly
that is never seen. But some paths magnify it: those of RMSProp once it has arrived, as it divides
noise by noise, and those of a ball that hops about between valleys. From some step on they differ
from one machine to the next, and what they show is no longer the optimizer.

``init``, ``step`` and ``look`` are as in `optimizers`, ``met`` is as in `stopping`. ``reach`` is
how far apart two paths may be, positive: in the units of theta where that is below 1, as a part of
it where it is larger, so that a path which diverges is not stopped for its size.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from lecture_lib import checks
from lecture_lib.descent import descend
from lecture_lib.optimizers import looks_at

NOTHING = 1e-9  # a slope that is shorter has no direction: what is left of it is rounding
SHAKE = 1e-12  # much more than rounding, so that no processor's own rounding matters beside it


def direction(vectors, nothing=NOTHING):
    """Stretch vectors to length 1; where there is nothing but rounding, there is no direction.

    Parameters
    ----------
    vectors : array_like, shape (..., D)
        Slopes, for example; of a size that is not tiny by nature. What is no number raises
        ``TypeError``.
    nothing : float
        A vector no longer than this has no direction.

    Returns
    -------
    ndarray, shape (..., D)
        NaN where there is no direction.

    Examples
    --------
    >>> direction([[3.0, -4.0], [1e-16, -2e-16]]).tolist()
    [[0.6, -0.8], [nan, nan]]

    Source: S2.7 (slide 5): at the lowest place the gradient is 0, and nowhere is down.
    """
    vectors = checks.numbers("vectors", vectors, finite=False)
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(length > nothing, length, np.nan)


@dataclass(frozen=True)
class Shaken:
    """An optimizer that is given each gradient with an error in the twelfth decimal.

    Parameters
    ----------
    optimizer : GradientDescent or alike

    Source: S8.7 (slide 17): RMSProp does not come to rest.
    """

    optimizer: Any

    def init(self, theta):
        """Give the first state: that of the optimizer, and how many gradients there were."""
        return self.optimizer.init(theta), 0

    def look(self, theta, state):
        """Where the optimizer wants the gradient measured."""
        return looks_at(self.optimizer, theta, state[0])

    def step(self, theta, gradient, state):
        """Take the optimizer's step with the gradient that it is told."""
        inner, t = state
        error = SHAKE * np.cos(t**2 + np.arange(np.shape(theta)[-1]))  # of every frequency
        theta, inner = self.optimizer.step(theta, gradient + error, inner)
        return theta, (inner, t + 1)


@dataclass(frozen=True, eq=False)
class Parted:
    """Stop where a path has parted from its twin, who was shaken on the way.

    Parameters
    ----------
    twin : ndarray, shape (steps + 1, ..., D)
        The other path from the same start.

    Raises
    ------
    TypeError, ValueError
        If reach is not one positive finite number.

    Source: S8.7 (slide 17): RMSProp does not come to rest.
    """

    twin: np.ndarray
    reach: float
    reason: ClassVar[str] = "rounding"

    def __post_init__(self):
        object.__setattr__(self, "reach", checks.positive("reach", self.reach, ndim=0))

    def met(self, objective, thetas, losses):
        """Whether the two are further apart than that."""
        apart = np.abs(thetas - self.twin[: len(thetas)])
        return (apart > self.reach * np.maximum(1, np.abs(thetas))).any(axis=-1)


def descend_as_decided(objective, theta0, optimizer, steps, *, reach=1e-6, batches=None, stop=()):
    """Walk down like ``descend``, but only as far as the method decides the path.

    The descent is made twice, once with gradients that are wrong in the twelfth decimal. A run ends
    with the reason "rounding" where the two are more than ``reach`` apart: from there on the last
    digits of the gradients say where it goes.

    Parameters
    ----------
    objective, theta0, optimizer, steps
        As for ``descend``.
    batches : sequence of arrays of row indices, optional
        One for each step. Both descents see the same, so an iterator will not do.
    stop : sequence of stopping rules
        As for ``descend``.

    Returns
    -------
    Run

    Raises
    ------
    TypeError, ValueError
        As ``descend``; and if the batches are an iterator.

    Examples
    --------
    >>> from lecture_lib.adaptive import RMSProp
    >>> from lecture_lib.experiments.playgrounds import Ravine
    >>> run = descend_as_decided(Ravine((1.0,)), [[4.0], [4.5]], RMSProp(eta=0.2), steps=300)
    >>> run.reason.tolist(), bool((run.stopped_at < 100).all())
    (['rounding', 'rounding'], True)

    Source: S8.7 (slide 17): RMSProp does not come to rest.
    """
    if batches is not None:
        checks.able("batches", batches, "__getitem__")
    twin = descend(objective, theta0, Shaken(optimizer), steps, batches=batches)
    stop = (*stop, Parted(twin.thetas, reach))
    return descend(objective, theta0, optimizer, steps, batches=batches, stop=stop)
