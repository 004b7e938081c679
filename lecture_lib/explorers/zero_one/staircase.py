"""From staircase to slide: the sharper the unit, the nearer its loss to the count of mistakes."""

import numpy as np

from lecture_lib.explorers.initialization.grins import GrinsExplorer
from lecture_lib.explorers.views.valley import ValleyView
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

LEGEND = {"stairs": "mistakes / 2N", "land": "squared loss of σ"}


class StairsView(ValleyView):
    """A loss over one parameter beside the staircase of mistakes; parameters as `ValleyView`."""

    def __init__(self, figure, box, **view):
        super().__init__(figure, box, **view)
        draw_legend(self.ax, LEGEND, loc="lower left", on_top=True)
        self.stairs = draw_line(self.ax, "stairs")

    def tracks(self, curve, thetas):
        """Return where everything is; see `ValleyView`."""
        stairs = staircase(curve, self.grid[[0, -1], 0])
        return super().tracks(curve, thetas) | {self.stairs: Track(stairs[None, None])}


class StaircaseExplorer(GrinsExplorer):
    """Sharpen the sigmoid of a line among the grins: its squared loss becomes a staircase.

    Parameters
    ----------
    hand : {"sharpness", "start", "eta", "momentum"}
        Which number is in the hand: moving it never waits for the kernel.
    start : float
        Where the line is at step 0, within -2.2 and 6.2.
    eta : float
        Learning rate η, positive.
    momentum : float
        m, at least 0 and below 1. Its slider is there if it begins above 0 or is in the hand.
    sharpness : float
        a, within 0.5 and 40.
    steps : int
        How many steps are taken.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S10.11-S10.13 (slide 22): E10.2.
    """

    FRAME = 0
    VIEW = StairsView

    def __init__(self, hand="sharpness", **state):
        super().__init__(hand, **{"start": 0.0, "sharpness": 1.0} | state)


def staircase(curve, window):
    """Return mistakes/(2N) of a line at θ: one step at each face, (P, 2).

    Parameters
    ----------
    curve : SteepLine
    window : (left, right)
    """
    faces = curve.objective.X[:, 1]
    edges = np.concatenate([window[:1], np.sort(faces), window[1:]])
    middles = (edges[1:] + edges[:-1]) / 2
    # one sharpness is enough: a line is where it is, however sharp
    mistakes = np.atleast_2d(curve.mistakes(middles[:, None, None]).T)[0]
    heights = mistakes / (2 * len(faces))
    return np.column_stack([np.repeat(edges, 2)[1:-1], np.repeat(heights, 2)])
