"""The figure of the chain: a gauge for each link, w → ŷ and ŷ → L, and one for the whole way."""

import numpy as np

from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.digits import digit_spots, digits_shown, draw_digits, short_number
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

REACH = 1.0  # of the nudge, to either side
Y_HAT = (-5.0, 5.0)
LOSS = (-1.0, 12.0)
SIZE = 13  # of the digits, CSS pixels
ROWS = (13.0, 29.5)  # CSS pixels below the top: the slope, the measured slope
HEIGHT = 286  # CSS pixels of the axes
SIGNS = ("w₀", "w₁")


class ChainPicture(Picture):
    """Three gauges: each a curve, the tangent at the present place, and the nudge with its answer.

    Parameters
    ----------
    weight : int
        0 or 1: which weight is nudged.
    centre : float
        Its value before the nudge, in the middle of the gauges.
    """

    def __init__(self, weight, centre):
        super().__init__()
        self.weight, self.centre = weight, centre
        sign = SIGNS[weight]
        window = (centre - 1.3 * REACH, centre + 1.3 * REACH)
        names = (
            (f"First link: {sign} → ŷ", sign, "ŷ", window, Y_HAT),
            ("Second link: ŷ → L", "ŷ", "L", Y_HAT, LOSS),
            (f"The whole chain: {sign} → L", sign, "L", window, LOSS),
        )
        self.gauges = [
            Gauge(self.figure, box, *name) for box, name in zip(self.panels, names, strict=True)
        ]

    def tracks(self, numbers):
        """Return where everything is, for the `Numbers` of every nudge."""
        tracks = {}
        pairs = (
            (numbers.w, numbers.y_hat),
            (numbers.y_hat, numbers.loss),
            (numbers.w, numbers.loss),
        )
        links = zip(self.gauges, pairs, numbers.slopes, self._curves(numbers), strict=True)
        for gauge, (x, y), slope, curve in links:
            tracks |= gauge.tracks(x, y, slope, curve)
        return tracks

    def _curves(self, numbers):
        """The curve of each gauge, (points, 2)."""
        w = self.centre + np.linspace(-1.3 * REACH, 1.3 * REACH, 121)
        y_hat = numbers.y_hat[0] + numbers.slopes[0] * (w - numbers.w[0])
        across = np.linspace(*Y_HAT, 121)
        loss = (numbers.label - across) ** 2 / 2, (numbers.label - y_hat) ** 2 / 2
        return [np.column_stack(pair) for pair in ((w, y_hat), (across, loss[0]), (w, loss[1]))]


class Gauge:
    """One link: a curve, its tangent before the nudge, both places, and two slopes as numbers.

    Parameters
    ----------
    figure : Figure
    box : (left, top, width, height)
    title, xlabel, ylabel : str
    window, heights : (low, high)
    """

    def __init__(self, figure, box, title, xlabel, ylabel, window, heights):
        self.ax = new_axes(figure, box, title=title, xlabel=xlabel, ylabel=ylabel)
        self.window, self.high, room = window, heights[1], np.ptp(heights)
        top = heights[1] + 0.34 * room
        self.ax.set(xlim=window, ylim=(heights[0], top))
        self.ax.set_yticks(
            [tick for tick in self.ax.get_yticks() if heights[0] <= tick <= heights[1]]
        )
        draw_legend(
            self.ax, {"gradient": "tangent, slope", "guesses": "nudge, measured"}, loc="upper left"
        )
        x = window[0] + 0.86 * np.ptp(window)
        places = np.array([(x, top - row * 1.34 * room / HEIGHT) for row in ROWS])
        self.spots = digit_spots(places, pixels_per_unit(self.ax), SIZE)
        self.curve = draw_line(self.ax, "loss", NOWHERE, moving=True)
        self.tangent = draw_line(self.ax, "gradient", NOWHERE, moving=True)
        self.secant = draw_line(self.ax, "guesses", NOWHERE, moving=True)
        self.before = draw_line(self.ax, "landing", NOWHERE, moving=True)
        self.after = draw_line(self.ax, "point", NOWHERE, moving=True)
        self.digits = draw_digits(self.ax, self.spots, size=SIZE, moving=True)

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
        takes = len(x) - 1
        reach = 0.3 * np.ptp(self.window)
        ends = np.array([-reach, reach])
        tangent = np.column_stack([x[0] + ends, y[0] + slope * ends])
        here = np.column_stack([x, y])
        step = x[1:] - x[0]
        still = np.abs(step) < 1e-12
        measured = np.where(still, np.nan, (y[1:] - y[0]) / np.where(still, 1, step))
        texts = np.array(
            [[short_number(slope), short_number(m) if np.isfinite(m) else ""] for m in measured]
        )
        pairs = np.stack([np.broadcast_to(here[0], (takes, 2)), here[1:]], axis=1)
        return {
            self.curve: Track(np.where(curve[:, 1:] > self.high, np.nan, curve)[None, None]),
            self.tangent: Track(tangent[None, None]),
            self.secant: Track(pairs[:, None]),
            self.before: Track(here[None, None, :1]),
            self.after: Track(here[1:, None, None]),
            self.digits: Track(self.spots[None, None], shown=digits_shown(texts[:, None])),
        }
