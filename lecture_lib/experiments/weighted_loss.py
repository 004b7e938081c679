"""Two losses at once: a descent that listens to both.

``value`` and ``derivative`` are as in `losses`. What is not as described raises ``TypeError`` or
``ValueError``; the message names the argument.
"""

from dataclasses import dataclass
from typing import Any

from lecture_lib import checks


@dataclass(frozen=True)
class WeightedLoss:
    """A weighted mean of two losses of the same estimates: (1 - w) L_first + w L_second.

    The derivative is the weighted mean of theirs, so descent needs nothing new. The slide only says
    that several losses may be used; with weights that add up to 1, a learning rate that suits both
    losses suits every mixture, and w = 0 and w = 1 are the two alone.

    Parameters
    ----------
    first, second : SquaredLoss or alike
        Have ``value`` and ``derivative``, and take the same estimates.
    w : float
        How much the second one counts, 0 to 1.

    Examples
    --------
    >>> from lecture_lib.losses import AbsoluteLoss, SquaredLoss
    >>> WeightedLoss(SquaredLoss(), AbsoluteLoss(), w=0.25).value([0.0, 3.0], [1.0, 1.0]).tolist()
    [0.625, 2.0]

    Source: S18.14, E18.3 (slide 56).
    """

    first: Any
    second: Any
    w: float

    def __post_init__(self):
        for name in ("first", "second"):
            checks.able(name, getattr(self, name), "value", "derivative")
        w = float(checks.numbers("w", self.w, ndim=0))
        if not 0 <= w <= 1:
            raise ValueError(f"w must be from 0 to 1, got {w}")
        object.__setattr__(self, "w", w)

    @property
    def takes(self):
        """What both losses take: estimates or scores; nothing where they differ on purpose."""
        either = ("estimates", "scores")
        first, second = (getattr(loss, "takes", either) for loss in (self.first, self.second))
        return tuple(one for one in first if one in second)

    @property
    def partner(self):
        """The model for two losses of scores."""
        return getattr(self.first, "partner", None) or self.second.partner

    def value(self, y_hat, y):
        """(1 - w) L_first + w L_second for each example, shape (..., N)."""
        return (1 - self.w) * self.first.value(y_hat, y) + self.w * self.second.value(y_hat, y)

    def derivative(self, y_hat, y):
        """The same mixture of ∂L/∂ŷ, in the shape of y_hat."""
        first, second = self.first.derivative(y_hat, y), self.second.derivative(y_hat, y)
        return (1 - self.w) * first + self.w * second
