"""Losses: how bad an estimate is, and how that changes with the estimate.

Each is a value with two methods. ``value(y_hat, y)`` is the loss of each example, shape (..., N),
for estimates of shape (..., N) and targets of shape (N,): leading axes are grid points or runs, and
the mean over the examples is what an objective minimizes. ``derivative(y_hat, y)`` is its slope by
the estimate, ∂L_n/∂ŷ_n, in the shape of y_hat. What is no number raises ``TypeError``, and shapes
that do not fit ``ValueError``; estimates that are not finite give a loss that is not, unless it is
bounded there. Targets are finite.

``takes`` says what a loss is made for: "estimates", which these are, or "scores".
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lecture_lib import checks
from lecture_lib.labels import TIE


def _paired(y_hat, y):
    return checks.paired("y_hat", y_hat, y)


def _paired_outputs(y_hat, y):
    return checks.paired("y_hat", y_hat, y, axes=2 if np.ndim(y) == 2 else 1)


@dataclass(frozen=True)
class SquaredLoss:
    """Squared loss, per example L = ½ (y - ŷ)².

    The mean over N examples is the slides' 1/(2N) Σ (y_n - ŷ_n)². They call it the sum of squared
    errors, but it is *half the mean* squared error: the sum is 2N times, the mean squared error
    twice as large. The minimum is the same for all three; gradients, and with them the learning
    rates that work, differ by those factors (erratum 1).

    The loss takes any finite targets. That labels are -1 or +1 is the linear unit's wish.

    Examples
    --------
    >>> SquaredLoss().value([0.0, 3.0], [1.0, 1.0]).tolist()
    [0.5, 2.0]

    Source: S11.2 (slide 24).
    """

    takes: ClassVar[tuple[str, ...]] = ("estimates",)

    @checks.guarded_by(_paired)
    def value(self, y_hat, y):
        """½ (y - ŷ)² for each example."""
        return 0.5 * (y - y_hat) ** 2

    @checks.guarded_by(_paired)
    def derivative(self, y_hat, y):
        """∂L/∂ŷ = ŷ - y for each example (slides 36, 37 and 40 print the opposite sign).

        Source: S12 (slide 28), erratum 51.
        """
        return y_hat - y


@dataclass(frozen=True)
class SquaredLossOfOutputs:
    """Squared loss of a model with several outputs, per example L = ½ Σ_k (y_k - ŷ_k)².

    Examples
    --------
    >>> SquaredLossOfOutputs().value([[1.0, 3.0]], [[1.0, 0.0]]).tolist()
    [4.5]

    Source: Erratum 59 (slides 40, 41).
    """

    takes: ClassVar[tuple[str, ...]] = ("estimates",)

    @checks.guarded_by(_paired_outputs)
    def value(self, y_hat, y):
        """½ Σ_k (y_k - ŷ_k)² for each example, shape (..., N)."""
        each = 0.5 * (y - y_hat) ** 2
        return each.sum(axis=-1) if y.ndim == 2 else each

    @checks.guarded_by(_paired_outputs)
    def derivative(self, y_hat, y):
        """∂L/∂ŷ_k = ŷ_k - y_k for each output, in the shape of y_hat."""
        return y_hat - y


@dataclass(frozen=True)
class SquaredError:
    """Squared error without the ½: (y - ŷ)², summed over the examples or averaged.

    With the mean, gradients are 2 times those of ``SquaredLoss``; with the sum 2N times, and the
    learning rate at which descent diverges is as much smaller: 0.336, 0.168 and 0.0042 on the 40
    faces for half the mean, the mean and the sum.

    Parameters
    ----------
    reduction : str
        "mean" for 1/N Σ_n (y_n - ŷ_n)², "sum" for Σ_n (y_n - ŷ_n)². As an objective takes means,
        each example of a sum counts N times.

    Raises
    ------
    ValueError
        If the reduction is another word.

    Examples
    --------
    >>> float(SquaredError("sum").value([0.0, 3.0], [1.0, 1.0]).mean())
    5.0

    Source: Erratum 1 (slides 21-26).
    """

    reduction: str
    takes: ClassVar[tuple[str, ...]] = ("estimates",)

    def __post_init__(self):
        if self.reduction not in ("mean", "sum"):
            raise ValueError(f"reduction must be 'mean' or 'sum', got {self.reduction!r}")

    @checks.guarded_by(_paired)
    def value(self, y_hat, y):
        """(y - ŷ)² for each example, times N for the sum."""
        return self._times(y) * (y - y_hat) ** 2

    @checks.guarded_by(_paired)
    def derivative(self, y_hat, y):
        """2 (ŷ - y) for each example, times N for the sum."""
        return 2 * self._times(y) * (y_hat - y)

    def _times(self, y):
        return len(y) if self.reduction == "sum" else 1


@dataclass(frozen=True)
class AbsoluteLoss:
    """Absolute loss, per example L = |y - ŷ|: every miss pulls with the same force.

    Examples
    --------
    >>> AbsoluteLoss().derivative([0.0, 1.0, 3.0], [1.0, 1.0, 1.0]).tolist()
    [-1.0, 0.0, 1.0]

    Source: S9.5 (slide 19), X9.
    """

    takes: ClassVar[tuple[str, ...]] = ("estimates",)

    @checks.guarded_by(_paired)
    def value(self, y_hat, y):
        """|y - ŷ| for each example."""
        return np.abs(y - y_hat)

    @checks.guarded_by(_paired)
    def derivative(self, y_hat, y):
        """∂L/∂ŷ = sign(ŷ - y). At ŷ = y, out of the subgradients -1 … 1, the choice is 0."""
        return np.sign(y_hat - y)


@dataclass(frozen=True)
class ZeroOneLoss:
    """0-1 loss, per example 1 if the answer is wrong, else 0.

    The mean over the examples is the error rate; the count of mistakes is ``Objective.mistakes``.
    With answers and labels ±1 slide 21's 1/(2N) Σ (y - h)² is twice the error rate (erratum 46).

    Parameters
    ----------
    threshold : float
        An estimate above it is the answer happy; one that ties with it is sad. 0 for linear
        units and scores, ½ for estimates from 0 to 1. Labels are read with the same threshold.

    Raises
    ------
    TypeError, ValueError
        If the threshold is not one finite number.

    Examples
    --------
    >>> ZeroOneLoss().value([-0.2, 0.0, 3.0], [1, -1, 1]).tolist()
    [1.0, 0.0, 0.0]

    Source: S10.4, S10.9 (slides 21, 22), errata 45-48.
    """

    threshold: float = 0.0
    takes: ClassVar[tuple[str, ...]] = ("estimates", "scores")

    def __post_init__(self):
        threshold = checks.numbers("threshold", self.threshold, ndim=0)
        object.__setattr__(self, "threshold", float(threshold))

    @checks.guarded_by(_paired)
    def value(self, y_hat, y):
        """1 for each example decided wrongly, else 0; NaN where the estimate is NaN."""
        wrong = (y_hat > self.threshold + TIE) != (y > self.threshold)
        return np.where(np.isnan(y_hat), np.nan, wrong)

    @checks.guarded_by(_paired)
    def derivative(self, y_hat, y):
        """0: flat wherever it has a slope, and 0 at the jump by convention."""
        return np.where(np.isnan(y_hat), np.nan, 0.0)
