"""The figure of the two charts: bars of P, bars of Q, and the cross entropies in their parts."""

import numpy as np

from lecture_lib.experiments.shares import LETTERS, NOTCH
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.digits import digit_spots, digits_shown, draw_digits, short_number
from lecture_lib.pictures.figure import new_axes, pixels_per_unit, text_style
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Handle, Track

TOP = 4.4  # nats; holds the surprise at three outcomes that share a notch, 4.09
MARK, NUMBER = TOP - 0.16, TOP - 0.5  # heights of what tells that a bar goes on
COLUMNS = {"H(P,Q)": 0.0, "H(Q,P)": 0.75}
EDGES = (-0.4, 2.55)  # of their panel; on the right there is room for the legend
PARTS = {"own part": "own entropy", "divergence": "KL on top"}
COLOURS = ("line", "validation")  # of P and of Q


class CrossPicture(Picture):
    """The bars of P and of Q, and H(P,Q) and H(Q,P) as an entropy with a divergence on top.

    What is higher than the panel has a mark there, and its number.
    """

    def __init__(self):
        super().__init__()
        self.x = np.arange(float(len(LETTERS)))
        titles = ("P: what happens", "Q: what is believed")
        self.charts = [
            self._chart(box, title) for box, title in zip(self.panels[:2], titles, strict=True)
        ]
        title = "Cross entropy, both ways"
        self.sums = new_axes(self.figure, self.panels[2], title=title, ylabel="nats")
        self.sums.set(xlim=EDGES, ylim=(0, TOP))
        self.sums.set_xticks([*COLUMNS.values()], [*COLUMNS])
        self.sums.set_yticks(range(5))
        draw_line(self.sums, "reference", [(EDGES[0], np.log(4)), (EDGES[1], np.log(4))])
        note = text_style(12, LIGHT.muted, ha="right", va="bottom", zorder=3)
        self.sums.text(EDGES[1], np.log(4), "ln 4 = 1.386", **note)
        draw_legend(self.sums, PARTS, loc="upper right", on_top=True)
        self.bars = [
            draw_bars(ax, NOWHERE, role=role, moving=True)
            for ax, role in zip(self.charts, COLOURS, strict=True)
        ]
        self.tops = [draw_line(ax, "point", NOWHERE, moving=True) for ax in self.charts]
        self.hands = [
            draw_bars(ax, NOWHERE, role="ink", filled=False, moving=True) for ax in self.charts
        ]
        self.parts = [
            draw_bars(self.sums, NOWHERE, role="muted", moving=True),
            draw_bars(self.sums, NOWHERE, role="contour", moving=True),
        ]
        self.infinite = draw_line(self.sums, "infinite", NOWHERE, moving=True)
        self.onward = draw_line(self.sums, "goes on", NOWHERE, moving=True)
        places = np.column_stack([[*COLUMNS.values()], np.full(len(COLUMNS), NUMBER)])
        self.spots = digit_spots(places, pixels_per_unit(self.sums), 12)
        self.numbers = draw_digits(self.sums, self.spots, moving=True)

    def tracks(self, p, q, own, both, hand):
        """Return where everything is.

        Parameters
        ----------
        p, q : array (takes, K)
        own, both : pair of array (takes,)
            H(P) and H(Q); H(P,Q) and H(Q,P).
        hand : (int, int)
            The chart and the outcome that are in the hand.
        """
        tracks = {}
        for place, chart in enumerate((p, q)):
            held = np.full(chart.shape, np.nan)
            if place == hand[0]:
                held[:, hand[1]] = chart[:, hand[1]]
            tops = np.stack([np.broadcast_to(self.x, chart.shape), chart], axis=-1)
            tracks |= {
                self.bars[place]: Track(bar_points(self.x, chart)[:, None]),
                self.hands[place]: Track(bar_points(self.x, held, width=0.86)[:, None]),
                self.tops[place]: Track(tops[:, None]),
            }
        return tracks | self._sums(np.stack(own, axis=1), np.stack(both, axis=1))

    def _sums(self, own, both):
        """Where the bars of both cross entropies are, and the marks on them, from (takes, 2)."""
        across = np.array([*COLUMNS.values()])
        high = (both > TOP) & np.isfinite(both)
        marks = [
            np.stack([np.broadcast_to(across, both.shape), np.where(there, height, np.nan)], -1)
            for there, height in ((np.isinf(both), TOP - 0.75), (high, MARK))
        ]
        texts = np.where(high, np.vectorize(short_number)(both), "")
        heights = np.minimum(both, TOP)  # what is higher goes on above the picture
        return {
            self.parts[0]: Track(bar_points(across, own, width=0.46)[:, None]),
            self.parts[1]: Track(slabs(across, own, heights)[:, None]),
            self.infinite: Track(marks[0][:, None]),
            self.onward: Track(marks[1][:, None]),
            self.numbers: Track(self.spots[None, None], shown=digits_shown(texts)[:, None]),
        }

    def handles(self, p, q):
        """Return the tops of all bars, which can be dragged."""
        notch = NOTCH * float(pixels_per_unit(self.charts[0])[1])
        return [
            Handle(
                f"{name}{letter}",
                f"Share of {letter} in {name}",
                ax,
                Track(np.stack([np.full(len(chart), x), chart[:, k]], axis=-1)[:, None, None]),
                step=2 * notch,
                fine=notch,
            )
            for name, ax, chart in zip("PQ", self.charts, (p, q), strict=True)
            for k, (letter, x) in enumerate(zip(LETTERS, self.x, strict=True))
        ]

    def _chart(self, box, title):
        ax = new_axes(self.figure, box, title=title, xlabel="outcome")
        ax.set(xlim=(-0.6, len(self.x) - 0.4), ylim=(-0.03, 1.08))
        ax.set_xticks(self.x, [*LETTERS])
        ax.set_yticks(np.linspace(0, 1, 5), ["0", "¼", "½", "¾", "1"])
        return ax


def slabs(x, low, high, width=0.46):
    """Return bars that begin on others: their corners, each followed by NaN, (..., 5 P, 2)."""
    points = bar_points(x, high, width=width)
    foot = points.reshape(*high.shape, 5, 2)
    foot[..., [0, 3], 1] = low[..., None]
    return points
