"""How far above the lowest loss a descent still is, in powers of ten: straight lines on a bowl."""

import numpy as np
from matplotlib.ticker import FuncFormatter

from lecture_lib.explorers.line_words import ARRIVED
from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.views import NOWHERE
from lecture_lib.pictures.curves import draw_reference, loss_axes
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

EXCESSES = (1e-8, 1e3)


def excess_axes(figure, box, steps):
    """Add axes for L - L* over the steps, with a line where a descent has arrived; return them."""
    title = "How far from the bottom"
    ax = new_axes(figure, box, title=title, xlabel="step", ylabel="L − L*")
    loss_axes(ax, steps, EXCESSES)
    ax.yaxis.set_major_formatter(FuncFormatter(power_of_ten))
    draw_reference(ax, ARRIVED, "arrived")
    return ax


class ExcessView:
    """L - L* over the steps.

    Parameters
    ----------
    figure : Figure
    box : (left, top, width, height)
    steps : int
        The last step.
    """

    def __init__(self, figure, box, steps):
        self.ax = excess_axes(figure, box, steps)
        self.curve = draw_line(self.ax, "loss", NOWHERE, moving=True)
        self.point = draw_line(self.ax, "point", NOWHERE, moving=True)

    def tracks(self, excess):
        """Return where the curve and its newest point are, for L - L* of shape (takes, frames)."""
        step = np.broadcast_to(np.arange(excess.shape[1]), excess.shape)
        above = np.maximum(excess, EXCESSES[0] / 10)  # rounding can hide it; the axis ends before
        points = np.stack([step, above], axis=-1)[:, None]
        return {self.curve: Track(points, "grows"), self.point: Track(points, "tip")}
