"""What the slides print and should not: wrong on purpose, for experiments that find it out.

``value``, ``derivative`` and ``gradient`` are as in `losses`, `activations` and `models`. What is
not as described raises ``TypeError`` or ``ValueError``; the message names the argument.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lecture_lib import checks


@dataclass(frozen=True)
class SlideSign:
    """The mistake of slides 36, 37 and 40: a loss with the derivative's sign turned round.

    They print ∂L/∂ŷ = y - ŷ, where slide 28 derives ŷ - y. In theta - η · gradient it climbs.

    Parameters
    ----------
    loss : SquaredLoss or alike
        What is measured; its ``value`` is right.

    Examples
    --------
    >>> from lecture_lib.losses import SquaredLoss
    >>> SlideSign(SquaredLoss()).derivative([0.0], [1.0]).tolist()
    [1.0]

    Source: S13.11, S13.14 (slides 36, 37), erratum 51.
    """

    loss: Any

    def __post_init__(self):
        checks.able("loss", self.loss, "value", "derivative")

    @property
    def takes(self):
        """What the loss takes: estimates, or scores."""
        return getattr(self.loss, "takes", ())

    @property
    def partner(self):
        """The model for a loss of scores."""
        return self.loss.partner

    def value(self, y_hat, y):
        """The loss for each example, as it is."""
        return self.loss.value(y_hat, y)

    def derivative(self, y_hat, y):
        """Minus the derivative."""
        return -self.loss.derivative(y_hat, y)


@dataclass(frozen=True, eq=False)
class InTurn:
    """The update of slide 8 done one weight after the other, each with the new values before it.

    The slide does not say that all slopes are measured at the *same* old theta. Code that
    overwrites a weight before it computes the next slope takes another path: this one. It has its
    own largest learning rate, and the steps no longer follow any gradient.

    Parameters
    ----------
    objective : Objective
        What is minimized.
    eta : float or array_like
        The learning rate of the descent, positive; shape (T, 1) for T of them side by side.

    Examples
    --------
    >>> from lecture_lib.losses import SquaredLoss
    >>> from lecture_lib.models import Linear
    >>> from lecture_lib.objective import Objective
    >>> both = Objective(Linear(), SquaredLoss(), X=[[1.0, 1.0]], y=[-1.0])
    >>> both.gradient([0.0, 0.0]).tolist(), InTurn(both, 0.5).gradient([0.0, 0.0]).tolist()
    ([1.0, 1.0], [1.0, 0.5])

    Source: S3.10 (slide 8), erratum 14.
    """

    objective: Any
    eta: float | np.ndarray

    def __post_init__(self):
        checks.able("objective", self.objective, "value", "gradient")
        eta = checks.positive("eta", self.eta)
        if np.ndim(eta) and eta.shape[-1] != 1:
            raise ValueError(f"eta must be one number, or have shape (..., 1), got {eta.shape}")
        object.__setattr__(self, "eta", eta)

    def value(self, theta):
        """The loss, as it is, shape (...)."""
        return self.objective.value(theta)

    def gradient(self, theta):
        """The slopes that the weights are moved by, shape (..., D)."""
        theta = checks.numbers("theta", theta, finite=False)
        theta = checks.together(theta=theta, eta=self.eta)[0].copy()
        eta = self.eta if np.ndim(self.eta) == 0 else self.eta[..., 0]
        slopes = np.empty_like(theta)
        for d in range(theta.shape[-1]):
            slopes[..., d] = self.objective.gradient(theta)[..., d]
            theta[..., d] -= eta * slopes[..., d]  # too early: the next slope will see it
        return slopes


def softmax_as_printed(a, temperature=1.0):
    """Softmax as the slide prints it, e^(a_i/T) / Σ_j e^(a_j/T), with nothing subtracted first.

    Right on paper. In float64 e^a is infinite beyond 709.78 and 0 below -745.1: ∞/∞ and 0/0 are
    NaN. `softmax` has no such limits.

    Parameters
    ----------
    a : array_like, shape (..., K)
        Scores, finite.
    temperature : float
        T, positive; 1 on the slides.

    Returns
    -------
    ndarray, shape (..., K)

    Examples
    --------
    >>> softmax_as_printed([1.0, 2.0, 3.0]).round(3).tolist()
    [0.09, 0.245, 0.665]
    >>> softmax_as_printed([1000.0, 1001.0, 1002.0]).tolist()
    [nan, nan, nan]

    Source: S16.12 (slide 47), erratum 67.
    """
    temperature = checks.positive("temperature", temperature, ndim=0)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        e = np.exp(checks.numbers("a", a) / temperature)
        return e / e.sum(axis=-1, keepdims=True)
