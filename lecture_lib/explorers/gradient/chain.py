"""The chain of gauges: w moves ŷ, ŷ moves L, and their slopes multiply."""

from dataclasses import dataclass

import numpy as np

from lecture_lib.explorers.declared import Explorer, Pick, Slide
from lecture_lib.explorers.explorer import within
from lecture_lib.explorers.gradient.chain_picture import REACH, SIGNS, ChainPicture
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.stage import Readout

NUDGES = tuple((np.round(np.arange(-20, 21) * 0.05, 2) + 0.0).tolist())
WEIGHTS = ("w0", "w1")
VALUES = tuple((np.arange(-6, 7) / 4).tolist())
SCORES = tuple((np.arange(9) / 2).tolist())
LABELS = {"happy": 1.0, "sad": -1.0}
MOST = 1.5  # of a weight: the gauges then hold nearly everything
TEMPLATE = (
    "ŷ = {w0} + {w1} · {mouth} = {y_hat}, L = ½({label} − ŷ)² = {loss}. Slopes: {sign} → ŷ has"
    " x = {x}, ŷ → L has ŷ − y = {error}; the product is {product}. {nudged}"
)
NUDGED = (
    "Moving {sign} by {nudge} moves ŷ by {moved} and L by {change}: measured {measured},"
    " off by {off}.",
    "Without a nudge there is nothing to measure.",
)


@dataclass(frozen=True)
class Numbers:
    """What the gauges show: before the nudge, then after each nudge.

    Parameters
    ----------
    w, y_hat, loss : array (1 + takes,)
    slopes : (float, float, float)
        ∂ŷ/∂w, ∂L/∂ŷ, ∂L/∂w before the nudge.
    label : float
    """

    w: np.ndarray
    y_hat: np.ndarray
    loss: np.ndarray
    slopes: tuple[float, float, float]
    label: float


class ChainExplorer(Explorer):
    """Nudge one weight of one face's estimate, and compare the chain rule with what happens.

    Parameters
    ----------
    nudge : float
        Δw, within -1 and 1.
    weight : {"w0", "w1"}
        Which weight is nudged.
    w0, w1 : float
        The weights before, within -1.5 and 1.5.
    mouth : float
        Score of the face, within 0 and 4.
    label : {"happy", "sad"}
        y = +1 or -1.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S12.1-S12.11, S12.15, S12.16 (slides 26-30), E12.1, erratum 77.
    """

    LABEL = "Three gauges: the estimate over a weight, the loss over the estimate, and both in one"

    nudge = Slide(
        0.5, NUDGES, "nudge Δw", "How much the weight is moved", within, low=-REACH, high=REACH
    )
    w0 = Slide(0.0, VALUES, "weight w₀", "", within, low=-MOST, high=MOST)
    w1 = Slide(0.0, VALUES, "weight w₁", "", within, low=-MOST, high=MOST)
    mouth = Slide(3.0, SCORES, "mouth", "", within, low=0, high=4)
    weight = Pick("w1", WEIGHTS, "nudged", dict(zip(WEIGHTS, SIGNS, strict=True)).get)
    label = Pick("happy", LABELS, "the face is")

    def drawn_for(self):
        """The picture depends on which weight is nudged, and from where."""
        return self._nudged()

    def draw(self):
        """Return the picture round the present weight."""
        return ChainPicture(*self._nudged())

    def show(self, nudges):
        """Show some nudges."""
        numbers = self._numbers(nudges)
        self.stage.show(self.picture.tracks(numbers), self._readout(numbers))

    def _nudged(self):
        """The number of the weight that is nudged, and its value before."""
        return WEIGHTS.index(self.weight), getattr(self, self.weight)

    def _numbers(self, nudges):
        index, _ = self._nudged()
        y = LABELS[self.label]
        objective = Objective(Linear(), SquaredLoss(), [[1.0, self.mouth]], [y])
        thetas = np.tile([self.w0, self.w1], (1 + len(nudges), 1))
        thetas[1:, index] += nudges
        y_hat = objective.predict(thetas)[:, 0]
        slopes = (
            float(objective.X[0, index]),
            float(SquaredLoss().derivative(y_hat[:1], objective.y)[0]),
            float(objective.gradient(thetas[0])[index]),
        )
        return Numbers(thetas[:, index], y_hat, objective.value(thetas), slopes, y)

    def _readout(self, numbers):
        nudge = numbers.w[1:] - numbers.w[0]
        still = np.abs(nudge) < 1e-12
        change = numbers.loss[1:] - numbers.loss[0]
        measured = change / np.where(still, 1, nudge)
        x, error, product = numbers.slopes
        one = {
            "w0": self.w0,
            "w1": self.w1,
            "mouth": self.mouth,
            "label": numbers.label,
            "y_hat": numbers.y_hat[0],
            "loss": numbers.loss[0],
            "x": x,
            "error": error,
            "product": product,
            "sign": WEIGHTS.index(self.weight),
        }
        each = {
            "nudge": nudge,
            "moved": numbers.y_hat[1:] - numbers.y_hat[0],
            "change": change,
            "measured": measured,
            "off": measured - product,
            "nudged": still,
        }
        values = {name: np.full((1, 1), value) for name, value in one.items()}
        values |= {name: column[:, None] for name, column in each.items()}
        two = dict.fromkeys(("w0", "w1", "y_hat", "error", "product", "nudge", "moved"), 2)
        three = dict.fromkeys(("loss", "change", "measured", "off"), 3)
        digits = two | three | {"mouth": 1, "x": 1}
        return Readout(TEMPLATE, values, digits, {"sign": SIGNS, "nudged": NUDGED})
