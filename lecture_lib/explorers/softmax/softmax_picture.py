"""The figure of the softmax mixer: scores, shares, and one share over its score."""

import numpy as np

from lecture_lib.explorers.explorer import signed
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track

REACH = 6.0  # scores go from minus this to this
TICKS = (-6, -3, 0, 3, 6)
SIGNS = "₁₂₃₄"


class SoftmaxPicture(Picture):
    """The scores, the shares that softmax and a rival make of them, and one share over its score.

    Parameters
    ----------
    classes : int
    added : float
        To all scores; the axes count from it.
    rival : str
        What the rival is called.
    """

    def __init__(self, classes, added, rival):
        super().__init__()
        self.x = np.arange(1.0, classes + 1)
        bars, shares, curve = self.panels
        less = f" − {signed(added)}".replace("− −", "+ ") if added else ""
        title = {"title": "Scores a", "xlabel": "class", "ylabel": f"a{less}" if added else ""}
        self.bars = new_axes(self.figure, bars, **title)
        self.bars.set_ylim(-REACH - 0.5, REACH + 0.5)
        title = {"title": "Probabilities p", "xlabel": "class"}
        self.shares = new_axes(self.figure, shares, **title)
        for ax, letter in ((self.bars, "a"), (self.shares, "p")):
            ax.set_xlim(0.4, classes + 0.6)
            ax.set_xticks(self.x, [f"{letter}{sign}" for sign in SIGNS[:classes]])
        draw_line(self.bars, "reference", [(0, 0), (classes + 1, 0)])
        title = {"title": "Move a₂ alone", "xlabel": f"a₂{less}", "ylabel": "p₂"}
        self.curve = new_axes(self.figure, curve, **title)
        for axis in (self.bars.yaxis, self.curve.xaxis):
            axis.set_ticks(TICKS, [signed(tick) for tick in TICKS])
        self.curve.set_xlim(-REACH, REACH)
        for ax, top in ((self.shares, 1.4), (self.curve, 1.08)):
            ax.set_ylim(-0.03, top)
            ax.set_yticks(np.linspace(0, 1, 6).round(1))
        legend = {"share": "softmax", "rival": rival, "no number": "nan"}
        draw_legend(self.shares, legend, loc="upper left", on_top=True)
        self._draw_what_moves()

    def _draw_what_moves(self):
        self.scores = draw_bars(self.bars, NOWHERE, role="muted", moving=True)
        self.tops = draw_line(self.bars, "point", NOWHERE, moving=True)
        self.p = draw_bars(self.shares, NOWHERE, role="line", moving=True)
        self.rival = draw_bars(self.shares, NOWHERE, role="ink", filled=False, moving=True)
        self.lost = draw_line(self.shares, "no number", NOWHERE, moving=True)
        self.softmax_curve = draw_line(self.curve, "share", NOWHERE, moving=True)
        self.rival_curve = draw_line(self.curve, "rival", NOWHERE, moving=True)
        self.point = draw_line(self.curve, "point", NOWHERE, moving=True)

    def tracks(self, scores, p, rival, hand):
        """Return where everything is.

        Parameters
        ----------
        scores, p, rival : array (takes, K)
            The takes are the values of one score, ascending.
        hand : int
            That score.
        """
        along = scores[:, hand]
        tops = np.stack([np.broadcast_to(self.x, scores.shape), scores], axis=-1)
        lost = np.where(np.isnan(rival), 0.04, np.nan)
        share, other = (np.stack([along, part[:, hand]], axis=-1) for part in (p, rival))
        return {
            self.scores: Track(bar_points(self.x, scores)[:, None]),
            self.tops: Track(tops[:, None]),
            self.p: Track(bar_points(self.x, p, width=0.6)[:, None]),
            self.rival: Track(bar_points(self.x, rival, width=0.8)[:, None]),
            self.lost: Track(np.stack([tops[..., 0], lost], axis=-1)[:, None]),
            self.softmax_curve: Track(share[None, None]),
            self.rival_curve: Track(other[None, None]),
            self.point: Track(share[:, None, None]),
        }

    def handles(self, scores, names):
        """Return the tops of the bars, which can be dragged."""
        notch = 0.1 * float(pixels_per_unit(self.bars)[1])
        return [
            Handle(
                name,
                f"Score a{sign}",
                self.bars,
                Track(np.stack([np.full(len(a), x), a], axis=-1)[:, None, None]),
                step=3 * notch,
                fine=notch,
            )
            for name, sign, x, a in zip(names, SIGNS, self.x, scores.T, strict=False)
        ]
