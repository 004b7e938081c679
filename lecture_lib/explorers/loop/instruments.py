"""What a search is told by: a loss meter, and four nudges."""

import numpy as np
from matplotlib.patches import Polygon

from lecture_lib.explorers.views.picture import NOWHERE
from lecture_lib.pictures.figure import new_axes, text_style
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track

LOSSES = (0.12, 100)  # that the meter shows
TARGETS = (0.16, 0.2)  # to get below
ZERO = 0.1  # the scale is logarithmic in what the loss is above this: the targets lie far apart
METER_WIDTH = 128  # of its panel, in CSS pixels
BAR = 0.34  # half the width of a nudge's bar


class Instruments:
    """The loss here and the lowest so far, beside what a nudge of each weight changes."""

    def __init__(self, figure, box):
        left, top, width, height = box
        meter = (left, top, METER_WIDTH, height)
        self._draw_meter(new_axes(figure, meter, title="Loss meter", ylabel="L"))
        nudges = (left + METER_WIDTH, top, width - METER_WIDTH, height)
        self._draw_nudges(new_axes(figure, nudges, title="Four nudges", ylabel="ΔL"))

    def tracks(self, loss, lowest, rises):
        """Return where everything is, for losses (takes,), the lowest so far, rises (takes, 4)."""
        return {
            self.bar: Track(_boxes(0.0, 0.6, LOSSES[0], loss)[:, None]),
            self.lowest: Track(np.array([[[(-1, lowest), (1, lowest)]]])),
            self.bars: Track(self._bars(rises)),
        }

    def _draw_meter(self, ax):
        there, back = lambda L: np.log10(np.maximum(L - ZERO, 1e-9)), lambda u: 10**u + ZERO
        ax.set_yscale("function", functions=(there, back))
        ax.set(xlim=(-1, 1), ylim=LOSSES, xticks=[])
        ax.set_yticks([*TARGETS, 1, 10, 100], [*map(str, TARGETS), "1", "10", "100"])
        for target in TARGETS:
            draw_line(ax, "reference", [(-1, target), (1, target)])
        self.bar, self.lowest = draw_fill(ax, LIGHT.line), draw_line(ax, "best so far")

    def _draw_nudges(self, ax):
        ax.set(xlim=(-0.7, 3.7), ylim=(-1.15, 1.15), yticks=[0])
        ax.set_xticks(range(4), ["w₀−", "+", "w₁−", "+"])
        words = text_style(12.5, LIGHT.muted, ha="left", zorder=2)
        ax.text(-0.6, 1.08, "worse", va="top", **words)
        ax.text(-0.6, -1.08, "better", va="bottom", **words)
        draw_line(ax, "reference", [(-0.7, 0), (3.7, 0)])
        self.bars = draw_fill(ax, LIGHT.gradient)

    def _bars(self, rises):
        """Bars as high as a nudge's effect, the largest of the four as high as there is room."""
        largest = np.nanmax(np.abs(rises), axis=-1, keepdims=True, initial=1e-12)
        return _boxes(np.arange(4.0), BAR, 0.0, rises / largest).reshape(len(rises), 1, -1, 2)


def draw_fill(ax, colour, *, closed=False, zorder=5):
    """Add surfaces without an outline, which the browser moves; return them."""
    shape = Polygon(NOWHERE, closed=closed, animated=True, zorder=zorder)
    shape.set(facecolor=colour, edgecolor="none", linewidth=0)
    return ax.add_patch(shape)


def _boxes(middle, half, low, high):
    """Corners of upright bars, the first one again last, then NaN: (..., 6, 2)."""
    middle, low, high = np.broadcast_arrays(middle, low, high)
    left, right, hole = middle - half, middle + half, np.full(middle.shape, np.nan)
    corners = [(left, low), (left, high), (right, high), (right, low), (left, low), (hole, hole)]
    return np.stack([np.stack(corner, axis=-1) for corner in corners], axis=-2)
