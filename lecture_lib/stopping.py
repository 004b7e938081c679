"""Stopping rules: when has a descent gone far enough?

A rule is a value with a ``reason`` and one method, ``met(objective, thetas, losses)``. It reads a
recorded path and says for each step of each run whether it would stop there. ``descend`` takes the
first such step, so that runs which go side by side can stop at different steps.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from lecture_lib import checks


@dataclass(frozen=True)
class SmallGradient:
    """Stop when ‖∇L(theta)‖ < ε, measured on all the data also where steps use batches.

    A small gradient is no proof of a minimum: plateaus have one too (erratum 22).

    Parameters
    ----------
    epsilon : float
        ε, positive; in the units of loss per unit of theta.

    Raises
    ------
    TypeError, ValueError
        If epsilon is not one positive finite number.

    Source: S5.1 (slide 11).
    """

    epsilon: float
    reason: ClassVar[str] = "gradient"

    def __post_init__(self):
        object.__setattr__(self, "epsilon", checks.positive("epsilon", self.epsilon, ndim=0))

    def met(self, objective, thetas, losses):
        """Whether the gradient is small."""
        return np.linalg.norm(objective.gradient(thetas), axis=-1) < self.epsilon


@dataclass(frozen=True)
class NoImprovement:
    """Stop when another objective, the validation loss, has had no new best for some steps.

    The rule only ends the run. The theta to keep is the one that was best on the validation data,
    ``patience`` steps back.

    Parameters
    ----------
    objective : Objective
        The mean loss on validation data.
    patience : int
        How many steps without a new best are waited for; at least 1. A tie is no new best.

    Raises
    ------
    TypeError, ValueError
        If patience is not a whole number of at least 1, or the objective has no ``value``.

    Source: S5.4 (slide 11), erratum 23.
    """

    objective: Any
    patience: int
    reason: ClassVar[str] = "validation"

    def __post_init__(self):
        checks.able("objective", self.objective, "value")
        object.__setattr__(self, "patience", checks.count("patience", self.patience))

    def met(self, objective, thetas, losses):
        """Whether patience has run out."""
        return steps_since_best(self.objective.value(thetas)) >= self.patience


def steps_since_best(losses):
    """Count for each step how long ago the lowest loss so far was; a tie, or NaN, is no new best.

    Parameters
    ----------
    losses : array_like, shape (steps + 1, ...)
        Loss after each step.

    Returns
    -------
    ndarray of int, shape (steps + 1, ...)

    Raises
    ------
    TypeError, ValueError
        If the losses are no numbers, or there is not even one step.

    Examples
    --------
    >>> steps_since_best([0.5, 0.3, 0.4, 0.3, 0.2]).tolist()
    [0, 0, 1, 2, 0]

    Source: S5.4 (slide 11), erratum 23.
    """
    losses = checks.numbers("losses", losses, finite=False)
    losses = np.where(np.isnan(losses), np.inf, losses)
    if not losses.ndim or not len(losses):
        raise ValueError(f"losses must have one entry per step, got {losses}")
    steps = np.arange(len(losses)).reshape(-1, *[1] * (losses.ndim - 1))
    new_best = np.ones(losses.shape, dtype=bool)
    new_best[1:] = losses[1:] < np.minimum.accumulate(losses)[:-1]
    return steps - np.maximum.accumulate(np.where(new_best, steps, 0))


@dataclass(frozen=True)
class Diverged:
    """Stop when a parameter has left the range -limit … limit, or the loss is no finite number.

    Parameters
    ----------
    limit : float
        Largest size of a parameter, positive.

    Raises
    ------
    TypeError, ValueError
        If limit is not one positive finite number.

    Source: S7 (slide 15), erratum 31.
    """

    limit: float
    reason: ClassVar[str] = "diverged"

    def __post_init__(self):
        object.__setattr__(self, "limit", checks.positive("limit", self.limit, ndim=0))

    def met(self, objective, thetas, losses):
        """Whether theta is out of range."""
        inside = (np.abs(thetas) <= self.limit).all(axis=-1)  # False for NaN as well
        return ~(inside & np.isfinite(losses))
