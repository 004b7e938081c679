"""Losses: how bad an estimate is, and how that changes with the estimate."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class SquaredLoss:
    """Squared loss, per example L = ½ (y - ŷ)².

    The mean over N examples is the slides' 1/(2N) Σ (y_n - ŷ_n)². They call it the sum of squared
    errors, but it is *half the mean* squared error: the sum is 2N times, the mean squared error
    twice as large. The minimum is the same for all three; gradients, and with them the learning
    rates that work, differ by those factors (erratum 1).

    The loss takes any finite targets. That labels are -1 or +1 is the linear unit's wish.

    Source
    ------
    S11.2 (slide 24).

    Examples
    --------
    >>> SquaredLoss().value([0.0, 3.0], [1.0, 1.0]).tolist()
    [0.5, 2.0]
    """

    def value(self, y_hat, y):
        """½ (y - ŷ)² for each example.

        Parameters
        ----------
        y_hat : array_like, shape (..., N)
            Estimates.
        y : array_like, shape (N,)
            Labels.

        Returns
        -------
        ndarray, shape (..., N)

        Raises
        ------
        ValueError
            If there is not one estimate per label.
        """
        y_hat, y = _paired(y_hat, y)
        return 0.5 * (y - y_hat) ** 2

    def derivative(self, y_hat, y):
        """∂L/∂ŷ = ŷ - y for each example (slides 36, 37 and 40 print the opposite sign).

        Parameters
        ----------
        y_hat : array_like, shape (..., N)
            Estimates.
        y : array_like, shape (N,)
            Labels.

        Returns
        -------
        ndarray, shape (..., N)

        Raises
        ------
        ValueError
            If there is not one estimate per label.

        Source
        ------
        S12 (slide 28), erratum 51.
        """
        y_hat, y = _paired(y_hat, y)
        return y_hat - y


def _paired(y_hat, y):
    y_hat, y = np.asarray(y_hat), np.asarray(y)
    # Without this check (N, 1) against (N,) would broadcast to all N² pairs.
    if y_hat.shape[-1:] != y.shape:
        raise ValueError(f"y_hat must be (..., N) and y (N,), got {y_hat.shape} and {y.shape}")
    return y_hat, y
