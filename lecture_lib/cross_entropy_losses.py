"""Cross entropy as a loss of the scores, with sigmoid or softmax inside.

From the score -1000 a sigmoid rounds to 0 and the logarithm of that is lost; so these losses take
the score itself and never form the estimate. Models for them: ``LogisticRegression`` and
``SoftmaxRegression``, whose ``predict`` gives scores.

``value`` and ``derivative`` are as in `losses`, with scores z of shape (..., N) or a of shape (...,
N, K) in the place of estimates. Labels outside of 0 to 1, or negative ones of classes, raise
``ValueError``.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lecture_lib import checks
from lecture_lib.activations import Sigmoid, Softplus
from lecture_lib.softmax import log_softmax, softmax


def _binary(z, y):
    z, y = checks.paired("z", z, y)
    if ((y < 0) | (y > 1)).any():
        raise ValueError(f"y must hold labels from 0 to 1, got {y[(y < 0) | (y > 1)][0]}")
    return z, y


def _classes(a, y):
    a, y = checks.paired("a", a, y, axes=2)
    if (y < 0).any():
        raise ValueError(f"y must hold labels of at least 0, got {np.min(y)}")
    return a, y


@dataclass(frozen=True)
class SigmoidCrossEntropy:
    """Binary cross entropy, per example L = -y ln ŷ - (1 - y) ln(1 - ŷ) with ŷ = σ(z).

    As -ln σ(z) = ln(1 + e^-z), it is y softplus(-z) + (1 - y) softplus(z). Convex in the weights of
    one unit, where the squared loss of a sigmoid is not (erratum 79).

    Examples
    --------
    >>> SigmoidCrossEntropy().value([0.0, -1000.0], [1, 1]).round(6).tolist()
    [0.693147, 1000.0]

    Source: S18.8 (slide 55), S13, erratum 55.
    """

    takes: ClassVar[tuple[str, ...]] = ("scores",)
    partner: ClassVar[str] = "LogisticRegression"

    @checks.guarded_by(_binary)
    @np.errstate(under="ignore")  # what is too small for a float is 0
    def value(self, z, y):
        """y softplus(-z) + (1 - y) softplus(z) for each example."""
        return _weighed(y, Softplus().value(-z)) + _weighed(1 - y, Softplus().value(z))

    @checks.guarded_by(_binary)
    @np.errstate(under="ignore")
    def derivative(self, z, y):
        """∂L/∂z = ŷ - y for each example: no σ′ that could vanish."""
        # σ(z) - y in two parts, so that no digits are lost where σ(z) is close to y = 1.
        return (1 - y) * Sigmoid().value(z) - y * Sigmoid().value(-z)


@dataclass(frozen=True)
class SoftmaxCrossEntropy:
    """Cross entropy of K classes, per example L = -Σ_k y_k ln ŷ_k with ŷ = softmax(a).

    With a one-hot y that is -ln ŷ of the true class.

    Examples
    --------
    >>> SoftmaxCrossEntropy().derivative([[0.0, 0.0]], [[1, 0]]).tolist()
    [[-0.5, 0.5]]

    Source: S18.3, S18.8 (slides 54, 55), errata 75, 76.
    """

    takes: ClassVar[tuple[str, ...]] = ("scores",)
    partner: ClassVar[str] = "SoftmaxRegression"

    @checks.guarded_by(_classes)
    @np.errstate(under="ignore")
    def value(self, a, y):
        """-Σ_k y_k ln softmax(a)_k for each example."""
        return _weighed(y, -log_softmax(a)).sum(axis=-1)

    @checks.guarded_by(_classes)
    @np.errstate(under="ignore")
    def derivative(self, a, y):
        """∂L/∂a_k = ŷ_k Σ_j y_j - y_k; that is ŷ_k - y_k if the labels sum to 1."""
        p, others = softmax(a), 1 - np.eye(y.shape[-1])
        return p * (y @ others) - y * (p @ others)  # no digits are lost where p is close to y


def _weighed(y, surprise):
    """y times -ln ŷ, which may be infinite: 0 where y is 0, as what is ruled out costs nothing."""
    return y * np.where((y == 0) & (surprise == np.inf), 0.0, surprise)
