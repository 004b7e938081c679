"""Logistic and softmax regression: models whose estimates are probabilities of classes.

``predict`` gives the scores before sigmoid or softmax, because that is what their losses,
``SigmoidCrossEntropy`` and ``SoftmaxCrossEntropy``, take: from a rounded probability the loss
could not be had back. ``probabilities`` gives the estimates ŷ.

``gradient``, ``example_gradients``, ``decide`` and ``check_labels`` are as in `models`, with slope
= ∂L_n/∂z_n, and for K classes theta of shape (..., K·D), scores of shape (..., N, K) and one-hot
rows.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lecture_lib import checks
from lecture_lib.activations import Sigmoid
from lecture_lib.labels import check_one_hot, decide_many
from lecture_lib.models import Linear
from lecture_lib.softmax import softmax


@dataclass(frozen=True)
class LogisticRegression(Linear):
    """Logistic regression: score z = wᵀx, estimate ŷ = σ(z), happy (1) if 0 < z, else sad (0).

    The sigmoid unit with cross entropy. Labels are 0 and 1. Methods and shapes are those of
    ``Linear``.

    Examples
    --------
    >>> from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy
    >>> from lecture_lib.objective import Objective
    >>> X, y = [[1, 0.0], [1, 2.0]], [0, 1]
    >>> Objective(LogisticRegression(), SigmoidCrossEntropy(), X, y).gradient([0.0, 0.0]).tolist()
    [0.0, -0.5]

    Source: S13.4 (slide 34), S18.7 (slide 55), erratum 79.
    """

    gives: ClassVar[tuple[str, ...]] = ("scores",)
    labels: ClassVar[tuple[float, float]] = (0.0, 1.0)
    partner: ClassVar[str] = "SigmoidCrossEntropy as the loss, or SigmoidUnit as the model"

    def probabilities(self, theta, X):
        """ŷ_n = σ(Σ_d theta_d X_nd), the probability of happy."""
        return Sigmoid().value(self.predict(theta, X))


@dataclass(frozen=True)
class SoftmaxRegression:
    """Softmax regression: scores a_k = w_kᵀx for each of K classes, ŷ = softmax(a).

    Descent wants all parameters along one axis, so theta is the K rows of weights one after the
    other, shape (..., K·D); ``weights`` gives them as (..., K, D). Labels are one-hot rows.

    Parameters
    ----------
    K : int
        Number of classes, at least 2.

    Raises
    ------
    TypeError, ValueError
        If K is not a whole number of at least 2.

    Examples
    --------
    >>> SoftmaxRegression(K=2).predict([0, 1.0, 2.0, 3.0], [[1, 10.0]]).tolist()
    [[10.0, 32.0]]

    Source: S18.4-S18.8 (slides 54, 55).
    """

    K: int
    gives: ClassVar[tuple[str, ...]] = ("scores",)
    partner: ClassVar[str] = "SoftmaxCrossEntropy as the loss"

    def __post_init__(self):
        object.__setattr__(self, "K", checks.count("K", self.K, low=2))

    def weights(self, theta):
        """Give the weights of each class a row of its own.

        Parameters
        ----------
        theta : array_like, shape (..., K·D)
            Weights of all classes.

        Returns
        -------
        W : ndarray, shape (..., K, D)

        Raises
        ------
        TypeError, ValueError
            If theta cannot be cut into K rows, or is not made of real numbers.
        """
        theta = checks.numbers("theta", theta, finite=False)
        if not theta.shape or theta.shape[-1] % self.K:
            raise ValueError(f"theta must have shape (..., {self.K}·D), got {theta.shape}")
        return theta.reshape(*theta.shape[:-1], self.K, theta.shape[-1] // self.K)

    def predict(self, theta, X):
        """Scores a_nk = Σ_d W_kd X_nd, before the softmax."""
        W, X = self.weights(theta), checks.numbers("X", X, finite=False)
        if X.ndim != 2 or W.shape[-1] != X.shape[1]:
            raise ValueError(
                f"theta must have shape (..., {self.K}·D) for X of shape (N, D), "
                f"got {np.shape(theta)} for {X.shape}"
            )
        return X @ W.swapaxes(-1, -2)

    def probabilities(self, theta, X):
        """Estimates ŷ_n = softmax(a_n)."""
        return softmax(self.predict(theta, X))

    def gradient(self, theta, X, slope):
        """Gradient of the mean loss: 1/N Σ_n slope_nk x_n for each class k."""
        slope, X = self._slope_and_rows(slope, X)
        by_class = slope.swapaxes(-1, -2) @ X / len(X)
        return by_class.reshape(*by_class.shape[:-2], self.K * X.shape[1])

    def example_gradients(self, theta, X, slope):
        """Gradient of each example's own loss: slope_nk x_n."""
        slope, X = self._slope_and_rows(slope, X)
        each = slope[..., None] * X[:, None, :]
        return each.reshape(*each.shape[:-2], self.K * X.shape[1])

    def decide(self, a):
        """Name the class with the highest score, as a one-hot row; of equal ones the first."""
        return decide_many(a)

    def check_labels(self, y):
        """Refuse labels that are not one-hot rows of K."""
        return check_one_hot(y, self.K)

    def _slope_and_rows(self, slope, X):
        slope = checks.numbers("slope", slope, finite=False)
        X = checks.numbers("X", X, ndim=2, finite=False)
        if slope.shape[-2:] != (len(X), self.K):
            expected = f"slope must be (..., N, {self.K}) for X (N, D)"
            raise ValueError(f"{expected}, got {slope.shape}, {X.shape}")
        return slope, X
