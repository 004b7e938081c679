"""How far above the lowest loss a descent still is, in powers of ten: straight lines on a bowl."""

import numpy as np
from matplotlib.ticker import FuncFormatter

from lecture_lib.explorers.line_words import ARRIVED
from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.views.picture import Trail, over_steps
from lecture_lib.pictures.curves import draw_reference, loss_axes
from lecture_lib.pictures.figure import new_axes

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
    """L - L* over the ``steps``."""

    def __init__(self, figure, box, steps):
        self.ax = excess_axes(figure, box, steps)
        self.trail = Trail(self.ax, "loss")

    def tracks(self, excess):
        """Return where the curve and its newest point are, for L - L* of shape (takes, frames)."""
        above = np.maximum(excess, EXCESSES[0] / 10)  # rounding can hide it; the axis ends before
        return self.trail.tracks(over_steps(above.T))
