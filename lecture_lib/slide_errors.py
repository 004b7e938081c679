"""What the slides print and should not: wrong on purpose, for experiments that find it out."""

from dataclasses import dataclass
from typing import Any

from lecture_lib import checks


@dataclass(frozen=True)
class SlideSign:
    """The mistake of slides 36, 37 and 40: a loss with the derivative's sign turned round.

    They print ∂L/∂ŷ = y - ŷ, where slide 28 derives ŷ - y. In theta - η · gradient it climbs. For
    experiments that look for the mistake, and for nothing else.

    Parameters
    ----------
    loss : SquaredLoss or alike
        What is measured; its ``value`` is right.

    Raises
    ------
    TypeError
        If the loss lacks ``value`` or ``derivative``.

    Source
    ------
    S13.11, S13.14 (slides 36, 37), erratum 51.

    Examples
    --------
    >>> from lecture_lib.losses import SquaredLoss
    >>> SlideSign(SquaredLoss()).derivative([0.0], [1.0]).tolist()
    [1.0]
    """

    loss: Any

    def __post_init__(self):
        checks.able("loss", self.loss, "value", "derivative")

    def value(self, y_hat, y):
        """The loss for each example, as it is.

        Parameters
        ----------
        y_hat : array_like, shape (..., N)
            Estimates.
        y : array_like, shape (N,)
            Labels.
        """
        return self.loss.value(y_hat, y)

    def derivative(self, y_hat, y):
        """Minus the derivative.

        Parameters
        ----------
        y_hat : array_like, shape (..., N)
            Estimates.
        y : array_like, shape (N,)
            Labels.
        """
        return -self.loss.derivative(y_hat, y)
