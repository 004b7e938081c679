"""The figure of the distribution explorer: bars, lamps, and the digit that is meant."""

import numpy as np

from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.digits import digit_spots, digits_shown, draw_digits
from lecture_lib.pictures.figure import new_axes, pixels_per_unit, side_by_side, text_style
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Handle, Track

CLASSES = 10
LOW, HIGH = -0.6, 1.6
LAMPS = {"none negative": 0.9, "sum is 1": 0.76}
LEFT = 0.14  # of the lamps
MIDDLE = (0.5, 0.3)  # of the digit
SIZE = 170  # of the digit, in CSS pixels


class DistributionPicture(Picture):
    """Ten bars, two lamps, and a digit where the bars are one-hot."""

    def __init__(self):
        super().__init__(panels=3)
        self.panels = side_by_side(self.figure, (2, 1))
        bars, lamps = self.panels
        self.x = np.arange(CLASSES)
        self.bars = new_axes(self.figure, bars, title="Ten numbers", xlabel="class")
        self.bars.set(xlim=(-0.6, CLASSES - 0.4), ylim=(LOW - 0.05, HIGH + 0.05), xticks=self.x)
        for height in (0, 1):
            draw_line(self.bars, "reference", [(-1, height), (CLASSES, height)])
        self.lamps = new_axes(self.figure, lamps, title="Is it a distribution?")
        self._draw_sockets()
        self.numbers = draw_bars(self.bars, NOWHERE, role="line", moving=True)
        self.hand = draw_bars(self.bars, NOWHERE, role="ink", filled=False, moving=True)
        self.tops = draw_line(self.bars, "point", NOWHERE, moving=True)
        self.lit = draw_line(self.lamps, "lamp", NOWHERE, moving=True)
        self.spots = digit_spots([MIDDLE], pixels_per_unit(self.lamps), SIZE)
        self.digit = draw_digits(self.lamps, self.spots, size=SIZE, moving=True)

    def tracks(self, p, chosen, positive, one):
        """Return where everything is.

        Parameters
        ----------
        p : array (takes, CLASSES)
        chosen : int
            The number in the hand.
        positive, one : bool array (takes,)
            Which lamps are lit.
        """
        tops = np.stack([np.broadcast_to(self.x, p.shape), p], axis=-1)
        lit = np.full((len(p), len(LAMPS), 2), (LEFT, 0.0))
        lit[..., 1] = np.where(np.stack([positive, one], axis=1), [*LAMPS.values()], np.nan)
        certain = positive & one & (p.max(axis=1) == 1)
        texts = np.where(certain, p.argmax(axis=1).astype(str), "")[:, None]
        return {
            self.numbers: Track(bar_points(self.x, p)[:, None]),
            self.hand: Track(bar_points(self.x[[chosen]], p[:, [chosen]], width=0.86)[:, None]),
            self.tops: Track(tops[:, None]),
            self.lit: Track(lit[:, None]),
            self.digit: Track(self.spots[None, None], shown=digits_shown(texts)[:, None]),
        }

    def handles(self, p):
        """Return the tops of the bars, which can be dragged."""
        notch = 0.05 * float(pixels_per_unit(self.bars)[1])
        keys = {"step": 2 * notch, "fine": notch}
        tops = np.stack([np.broadcast_to(self.x, p.shape), p], axis=-1)[:, None, :, None]
        return [
            Handle(str(k), f"Number of class {k}", self.bars, Track(tops[:, :, k]), **keys)
            for k in self.x
        ]

    def _draw_sockets(self):
        ax = self.lamps
        ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
        socket = {"marker": "o", "markersize": 21, "markerfacecolor": "none"}
        socket |= {"markeredgecolor": LIGHT.muted, "markeredgewidth": 1.3}
        for text, height in LAMPS.items():
            ax.plot([LEFT], [height], linestyle="none", zorder=2, **socket)
            ax.text(LEFT + 0.12, height, text, va="center", **text_style(14, LIGHT.ink))
