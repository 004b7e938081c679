"""The chain of gauges: w moves ŷ, ŷ moves L, and their slopes multiply."""

from typing import NamedTuple

import numpy as np

from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Pick, Slide, within
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.pictures.digits import digit_spots, digits_shown, draw_digits, short_number
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

REACH = 1.0  # of the nudge, to either side
NUDGES = tuple((np.round(np.arange(-20, 21) * 0.05, 2) + 0.0).tolist())
HINT = "How much the weight is moved"
SIGNS = {"w0": "w₀", "w1": "w₁"}
WEIGHTS = tuple(SIGNS)
VALUES = tuple((np.arange(-6, 7) / 4).tolist())
SCORES = tuple((np.arange(9) / 2).tolist())
LABELS = {"happy": 1.0, "sad": -1.0}
MOST = 1.5  # of a weight: the gauges then hold nearly everything
STILL = 1e-12  # a smaller nudge is none
TEMPLATE = (
    "ŷ = {w0:.2f} + {w1:.2f} · {mouth:.1f} = {y_hat:.2f}, L = ½({label} − ŷ)² = {loss:.3f}."
    " Slopes: {sign} → ŷ has x = {x:.1f}, ŷ → L has ŷ − y = {error:.2f}; the product is"
    " {product:.2f}. {nudged}"
)
NUDGED = (
    "Moving {sign} by {nudge:.2f} moves ŷ by {moved:.2f} and L by {change:.3f}: measured"
    " {measured:.3f}, off by {off:.3f}."
)
Y_HAT = (-5.0, 5.0)
LOSS = (-1.0, 12.0)
SIZE = 13  # of the digits, CSS pixels
ROWS = (13.0, 29.5)  # CSS pixels below the top: the slope, the measured slope
HEIGHT = 286  # CSS pixels of the axes
LEGEND = {"gradient": "tangent, slope", "guesses": "nudge, measured"}


class Numbers(NamedTuple):
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
    MORE = ("w0", "w1", "label")

    nudge = Slide(0.5, NUDGES, "nudge Δw", HINT, within, low=-REACH, high=REACH)
    w0 = Slide(0.0, VALUES, "weight w₀", "", within, low=-MOST, high=MOST)
    w1 = Slide(0.0, VALUES, "weight w₁", "", within, low=-MOST, high=MOST)
    mouth = Slide(3.0, SCORES, "mouth", "", within, low=0, high=4)
    weight = Pick("w1", WEIGHTS, "nudged", SIGNS.get)
    label = Pick("happy", LABELS, "the face is")

    def drawn_for(self):
        """The picture depends on which weight is nudged, and from where."""
        return SIGNS[self.weight], getattr(self, self.weight)

    def draw(self):
        """Return the picture round the present weight."""
        return ChainPicture(*self.drawn_for())

    def show(self, nudges):
        """Show some nudges."""
        numbers = self._numbers(nudges)
        self.stage.show(self.picture.tracks(numbers), self._readout(numbers))

    def _numbers(self, nudges):
        """What each nudge of the weight makes of ŷ and L."""
        place, y = WEIGHTS.index(self.weight), LABELS[self.label]
        objective = Objective(Linear(), SquaredLoss(), [[1.0, self.mouth]], [y])
        thetas = np.tile([self.w0, self.w1], (1 + len(nudges), 1))
        thetas[1:, place] += nudges
        y_hat = objective.predict(thetas)[:, 0]
        slopes = (
            float(objective.X[0, place]),
            float(SquaredLoss().derivative(y_hat[:1], objective.y)[0]),
            float(objective.gradient(thetas[0])[place]),
        )
        return Numbers(thetas[:, place], y_hat, objective.value(thetas), slopes, y)

    def _readout(self, numbers):
        """Say what each nudge does, and what the slopes had foretold."""
        nudge, moved, change = (table[1:, None] - table[0] for table in numbers[:3])
        x, error, product = numbers.slopes
        measured = quotient(change, nudge)
        still = np.abs(nudge) < STILL
        return say(
            TEMPLATE,
            w0=self.w0,
            w1=self.w1,
            mouth=self.mouth,
            label=numbers.label,
            y_hat=numbers.y_hat[0],
            loss=numbers.loss[0],
            sign=SIGNS[self.weight],
            x=x,
            error=error,
            product=product,
            nudged=np.where(still, "Without a nudge there is nothing to measure.", NUDGED),
            nudge=nudge,
            moved=moved,
            change=change,
            measured=measured,
            off=measured - product,
        )


def quotient(change, step):
    """Return the slope that is measured with a step, NaN where there is none."""
    still = np.abs(step) < STILL
    return np.where(still, np.nan, change / np.where(still, 1, step))


class ChainPicture(Picture):
    """Three gauges: each a curve, the tangent at the present place, and the nudge with its answer.

    Parameters
    ----------
    sign : str
        Of the weight that is nudged.
    centre : float
        Its value before the nudge, in the middle of the gauges.
    """

    def __init__(self, sign, centre):
        super().__init__()
        self.w = centre + np.linspace(-1.3 * REACH, 1.3 * REACH, 121)
        names = (
            (f"First link: {sign} → ŷ", sign, "ŷ"),
            ("Second link: ŷ → L", "ŷ", "L"),
            (f"The whole chain: {sign} → L", sign, "L"),
        )
        window = (self.w[0], self.w[-1])
        limits = ((window, Y_HAT), (Y_HAT, LOSS), (window, LOSS))
        self.gauges = [
            Gauge(self.axes(box, *words), *limit)
            for box, words, limit in zip(self.panels, names, limits, strict=True)
        ]

    def tracks(self, numbers):
        """Return where everything is, for the `Numbers` of every nudge."""
        w, y_hat, loss, slopes, label = numbers
        estimate = y_hat[0] + slopes[0] * (self.w - w[0])
        across = np.linspace(*Y_HAT, 121)
        curves = (
            (self.w, estimate),
            (across, (label - across) ** 2 / 2),
            (self.w, (label - estimate) ** 2 / 2),
        )
        pairs = ((w, y_hat), (y_hat, loss), (w, loss))
        tracks = {}
        for gauge, pair, slope, curve in zip(self.gauges, pairs, slopes, curves, strict=True):
            tracks |= gauge.tracks(*pair, slope, np.column_stack(curve))
        return tracks


class Gauge:
    """One link: a curve, its tangent before the nudge, both places, and two slopes as numbers.

    Parameters
    ----------
    ax : Axes
    window, heights : (low, high)
    """

    def __init__(self, ax, window, heights):
        self.reach, self.high, room = 0.3 * np.ptp(window), heights[1], np.ptp(heights)
        top = heights[1] + 0.34 * room
        ax.set(xlim=window, ylim=(heights[0], top))
        ax.set_yticks([tick for tick in ax.get_yticks() if heights[0] <= tick <= heights[1]])
        draw_legend(ax, LEGEND, loc="upper left")
        x = window[0] + 0.86 * np.ptp(window)
        places = np.array([(x, top - row * 1.34 * room / HEIGHT) for row in ROWS])
        self.spots = digit_spots(places, pixels_per_unit(ax), SIZE)
        self.curve, self.tangent, self.secant, self.before, self.after = (
            draw_line(ax, meaning)
            for meaning in ("loss", "gradient", "guesses", "landing", "point")
        )
        self.digits = draw_digits(ax, self.spots, size=SIZE, moving=True)

    def tracks(self, x, y, slope, curve):
        """Return where everything is.

        Parameters
        ----------
        x, y : array (1 + takes,)
            Before the nudge, then after each.
        slope : float
            At the place before.
        curve : array (points, 2)
        """
        ends = np.array([-self.reach, self.reach])
        tangent = np.column_stack([x[0] + ends, y[0] + slope * ends])
        here = np.column_stack([x, y])
        pairs = np.stack([np.broadcast_to(here[0], here[1:].shape), here[1:]], axis=1)
        measured = quotient(y[1:] - y[0], x[1:] - x[0])
        texts = [[[short_number(slope), short_number(m)]] for m in measured]
        return {
            self.curve: Track(np.where(curve[:, 1:] > self.high, np.nan, curve)[None, None]),
            self.tangent: Track(tangent[None, None]),
            self.secant: Track(pairs[:, None]),
            self.before: Track(here[None, None, :1]),
            self.after: Track(here[1:, None, None]),
            self.digits: Track(self.spots[None, None], shown=digits_shown(texts)),
        }
