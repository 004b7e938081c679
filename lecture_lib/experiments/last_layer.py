"""The last layer as a design: which activation turns scores into answers, which loss judges them.

The usual pairs and the unusual ones, to see what becomes of each. ``value`` and ``derivative`` are
as in `losses`, for scores ``a`` of shape (..., N, K). What is not as described raises ``TypeError``
or ``ValueError``; the message names the argument.
"""

from dataclasses import dataclass
from typing import ClassVar

from lecture_lib import checks
from lecture_lib.activations import Sigmoid
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from lecture_lib.softmax import softmax

ACTIVATIONS = ("none", "sigmoid", "softmax")
LOSSES = ("squared", "cross entropy")


def _scores_and_labels(a, y):
    return checks.paired("a", a, y, axes=2)


@dataclass(frozen=True)
class LastLayer:
    """An activation and a loss for K scores, per example.

    Squared: L = ½ Σ_k (y_k - ŷ_k)². Cross entropy: with softmax -Σ_k y_k ln ŷ_k, with a sigmoid at
    every node -Σ_k (y_k ln ŷ_k + (1 - y_k) ln(1 - ŷ_k)), K questions with yes or no. There is no
    cross entropy of scores without activation: they are no shares, and a negative one has no
    logarithm.

    Parameters
    ----------
    activation : {"none", "sigmoid", "softmax"}
        ŷ from the scores a.
    loss : {"squared", "cross entropy"}
        What is made of ŷ and y.

    Examples
    --------
    >>> LastLayer("softmax", "cross entropy").derivative([[0.0, 0.0]], [[1, 0]]).tolist()
    [[-0.5, 0.5]]
    >>> LastLayer("softmax", "squared").derivative([[0.0, 0.0]], [[1, 0]]).tolist()
    [[-0.25, 0.25]]

    Source: S18.11, S18.12 (slide 56), E18.3.
    """

    activation: str
    loss: str
    takes: ClassVar[tuple[str, ...]] = ("scores",)
    partner: ClassVar[str] = "SoftmaxRegression"

    def __post_init__(self):
        checks.one_of("activation", self.activation, ACTIVATIONS)
        checks.one_of("loss", self.loss, LOSSES)
        if (self.activation, self.loss) == ("none", "cross entropy"):
            raise ValueError("activation must make shares for the loss cross entropy, got 'none'")

    def answers(self, a):
        """ŷ of the scores, in their shape; here one axis of classes (..., K) is enough."""
        if self.activation == "none":
            return checks.numbers("a", a, finite=False)
        return softmax(a) if self.activation == "softmax" else Sigmoid().value(a)

    @checks.guarded_by(_scores_and_labels)
    def value(self, a, y):
        """Loss of each example, shape (..., N)."""
        if self.loss == "squared":
            return (0.5 * (y - self.answers(a)) ** 2).sum(axis=-1)
        if self.activation == "softmax":
            return SoftmaxCrossEntropy().value(a, y)
        return self._of_each(SigmoidCrossEntropy().value, a, y).sum(axis=-1)

    @checks.guarded_by(_scores_and_labels)
    def derivative(self, a, y):
        """∂L/∂a_k for each score, in the shape of a.

        ŷ - y for cross entropy, and for the squared loss without activation; with an activation
        the squared loss has its slope as a factor, which is small wherever the layer is sure.
        """
        if self.loss == "cross entropy" and self.activation == "softmax":
            return SoftmaxCrossEntropy().derivative(a, y)
        if self.loss == "cross entropy":
            return self._of_each(SigmoidCrossEntropy().derivative, a, y)
        y_hat = self.answers(a)
        if self.activation == "none":
            return y_hat - y
        if self.activation == "sigmoid":
            return (y_hat - y) * Sigmoid().derivative(a)
        pull = y_hat * (y_hat - y)  # softmax: every answer moves with every score
        return pull - y_hat * pull.sum(axis=-1, keepdims=True)

    def _of_each(self, method, a, y):
        """What a loss of single scores says of every score, in the shape of a."""
        return method(a.reshape(*a.shape[:-2], y.size), y.ravel()).reshape(a.shape)
