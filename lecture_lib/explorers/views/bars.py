"""Bars whose tops can be dragged: a distribution that is set by hand."""

import numpy as np

from lecture_lib.experiments.shares import NOTCH
from lecture_lib.explorers.views.picture import NOWHERE, notched_handle
from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track


class BarsView:
    """Numbers as bars, the first of which have handles; an outline marks the one in the hand.

    Parameters
    ----------
    ax : Axes
        With its final limits upwards.
    count : int
        How many bars.
    grips : dict of str to str
        Name and label of each handle.
    role : str
        The bars' colour (`pictures.style`).
    """

    def __init__(self, ax, count, grips, role="line"):
        self.ax, self.grips, self.x = ax, grips, np.arange(float(count))
        ax.set_xlim(-0.6, count - 0.4)
        self.bars = draw_bars(ax, NOWHERE, role=role, moving=True)
        self.hand = draw_bars(ax, NOWHERE, role="ink", filled=False, moving=True)
        self.tops = draw_line(ax, "point")

    def tracks(self, heights, held=None):
        """Return where everything is, for heights (takes or 1, K), one of which may be held."""
        return {
            self.bars: Track(bar_points(self.x, heights)[:, None]),
            self.hand: Track(self._outline(heights, held)),
            self.tops: Track(self._tops(heights)),
        }

    def handles(self, heights):
        """Return the tops that can be dragged; an arrow key moves them by two notches."""
        places = np.split(self._tops(heights), len(self.grips), axis=2)
        return [
            notched_handle(name, label, self.ax, Track(place), NOTCH, coarse=2, along=1)
            for (name, label), place in zip(self.grips.items(), places, strict=True)
        ]

    def _tops(self, heights):
        tops = np.stack([np.broadcast_to(self.x, heights.shape), heights], axis=-1)
        return tops[:, None, : len(self.grips)]

    def _outline(self, heights, held):
        if held is None:
            return NOWHERE[None, None]
        heights = heights[:, held].ravel()
        held = np.broadcast_to(held, heights.shape)
        return bar_points(held, heights, width=0.86).reshape(len(heights), 1, -1, 2)


def quarters(axis):
    """Write the shares from 0 to 1 along an axis of a picture."""
    axis.set_ticks(np.linspace(0, 1, 5), ["0", "¼", "½", "¾", "1"])
