"""Models: from parameters theta and examples X to estimates y_hat, and the way back."""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks


@dataclass(frozen=True)
class Linear:
    """The linear unit ŷ = wᵀx, with w = theta and x_0 = 1 in column 0 of X.

    It answers with any real number. To decide, its sign is taken: happy (+1) if 0 < ŷ, else
    sad (-1), so that a tie counts as sad (``numpy.sign`` would answer 0). The labels it can be
    right about are therefore -1 and +1.

    Source
    ------
    S11.3 (slide 24), S10.4 (slide 21).

    Examples
    --------
    >>> Linear().predict([-1.5, 0.75], [[1, 1.0], [1, 3.0]]).tolist()
    [-0.75, 0.75]
    """

    def predict(self, theta, X):
        """ŷ_n = Σ_d theta_d X_nd.

        Parameters
        ----------
        theta : array_like, shape (..., D)
            Weights; leading axes are grid points or runs.
        X : array_like, shape (N, D)
            Examples in rows.

        Returns
        -------
        y_hat : ndarray, shape (..., N)

        Raises
        ------
        ValueError
            If theta does not have one weight per column of X.
        """
        theta, X = np.asarray(theta), np.asarray(X)
        if X.ndim != 2 or theta.shape[-1:] != X.shape[1:] or theta.dtype.kind not in "iuf":
            raise ValueError(
                f"theta must be numbers of shape (..., D) for X of shape (N, D), "
                f"got {theta.dtype} of shape {theta.shape} for {X.shape}"
            )
        return theta @ X.T

    def gradient(self, theta, X, slope):
        """Gradient of the mean loss by the chain rule: 1/N Σ_n slope_n x_n, as ∂ŷ_n/∂theta = x_n.

        Parameters
        ----------
        theta : array_like, shape (..., D)
            Weights; the derivative of a linear unit does not depend on them.
        X : ndarray, shape (N, D)
            Examples in rows.
        slope : ndarray, shape (..., N)
            ∂L_n/∂ŷ_n at ``predict(theta, X)``.

        Returns
        -------
        ndarray, shape (..., D)

        Raises
        ------
        ValueError
            If there is not one slope per example.

        Source
        ------
        S12 (slides 30-32).
        """
        _check_slope(slope, X)
        return slope @ X / len(X)

    def example_gradients(self, theta, X, slope):
        """Gradient of each example's own loss: slope_n x_n.

        Parameters
        ----------
        theta : array_like, shape (..., D)
            Weights; the derivative of a linear unit does not depend on them.
        X : ndarray, shape (N, D)
            Examples in rows.
        slope : ndarray, shape (..., N)
            ∂L_n/∂ŷ_n at ``predict(theta, X)``.

        Returns
        -------
        ndarray, shape (..., N, D)

        Raises
        ------
        ValueError
            If there is not one slope per example.

        Source
        ------
        S12 (slides 30, 31).
        """
        _check_slope(slope, X)
        return slope[..., None] * X

    def decide(self, y_hat):
        """Turn estimates into answers: +1 if 0 < ŷ, else -1.

        Parameters
        ----------
        y_hat : array_like
            Estimates in any shape.

        Returns
        -------
        ndarray of float, same shape

        Source
        ------
        S10.4 (slide 21), erratum 45.

        Examples
        --------
        >>> Linear().decide([2.0, 0.0, -0.5]).tolist()
        [1.0, -1.0, -1.0]
        """
        return np.where(np.asarray(y_hat) > 0, 1.0, -1.0)

    def check_labels(self, y):
        """Refuse labels that the unit cannot decide for.

        Parameters
        ----------
        y : array_like
            Labels.

        Returns
        -------
        ndarray of float

        Raises
        ------
        TypeError, ValueError
            If a label is neither -1 nor +1.
        """
        y = checks.numbers("y", y)
        bad = np.flatnonzero(np.abs(y) != 1)
        if len(bad):
            row = int(bad[0])
            raise ValueError(f"y must hold the labels -1 and +1, got {y.flat[row]} in row {row}")
        return y


def _check_slope(slope, X):
    if slope.shape[-1:] != X.shape[:1]:
        raise ValueError(f"slope must be (..., N) for X (N, D), got {slope.shape}, {X.shape}")
