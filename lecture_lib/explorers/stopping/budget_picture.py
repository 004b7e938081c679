"""The figure of the budget explorer."""

import numpy as np
from matplotlib.ticker import FuncFormatter

from lecture_lib.experiments.budget import LEVEL, WAYS
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.curves import draw_reference, loss_axes
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

WIDTH = 510  # CSS pixels of a panel
LOSSES = (0.1, 10)
SPREAD = 0.6  # height of a row of runs, of the distance of two rows
LANES = 5  # in which the runs of a row lie


class BudgetPicture(Picture):
    """The loss over what has been spent, and what each run paid for a loss below the level.

    Parameters
    ----------
    unit : str
        What is spent.
    per_step : dict of Way to int
        How much of it one step costs.
    prices : dict of Way to array of int
        The steps that each run needed.
    most : int
        The largest budget.
    """

    def __init__(self, unit, per_step, prices, most):
        super().__init__(panels=2, width=WIDTH)
        left, right = self.panels
        self.per_step, self.most = per_step, most
        self.loss = new_axes(self.figure, left, title="The loss", xlabel=unit, ylabel="L")
        loss_axes(self.loss, most, LOSSES)
        self._spending(self.loss)
        draw_reference(self.loss, LEVEL, f"{LEVEL:g}")
        names = {way.meaning: f"B = {way.B}, η = {way.eta:g}" for way in WAYS}
        draw_legend(self.loss, names)
        title = f"What a loss below {LEVEL:g} costs: 20 runs each"
        self.price = new_axes(self.figure, right, title=title, xlabel=unit, ylabel="B")
        self._spending(self.price)
        rows = range(len(WAYS))
        self.price.set(ylim=(-0.6, len(WAYS) - 0.4), yticks=rows)
        self.price.set_yticklabels([str(way.B) for way in WAYS])
        spots = [self._spots(row, prices[way] * per_step[way]) for row, way in enumerate(WAYS)]
        self.runs = np.concatenate(spots)  # (all runs, 2)
        draw_line(self.price, "run", self.runs)
        self.curves = {way: draw_line(self.loss, way.meaning, NOWHERE, moving=True) for way in WAYS}
        self.stopped = draw_line(self.loss, "stopped", NOWHERE, moving=True)
        self.there = draw_line(self.price, "run there", NOWHERE, moving=True)
        self.budgets = [
            draw_line(ax, "stop", NOWHERE, moving=True) for ax in (self.loss, self.price)
        ]

    def tracks(self, losses, budgets):
        """Return where everything is.

        Parameters
        ----------
        losses : dict of Way to array (steps + 1,)
        budgets : int array (takes,)
        """
        tracks, ends = {}, []
        for way, curve in self.curves.items():
            spent = np.arange(1, len(losses[way])) * self.per_step[way]
            points = np.column_stack([spent, losses[way][1:]])[spent <= self.most]
            tracks[curve] = Track(points[None, None])
            steps = budgets // self.per_step[way]
            ends.append(np.column_stack([steps * self.per_step[way], losses[way][steps]]))
        tracks[self.stopped] = Track(np.stack(ends, axis=1)[:, None])
        paid = np.where(self.runs[:, :1] <= budgets[:, None, None], self.runs, np.nan)
        tracks[self.there] = Track(paid[:, None])
        for line in self.budgets:
            ends = np.broadcast_to(line.axes.get_ylim(), (len(budgets), 2))
            upright = np.stack(np.broadcast_arrays(budgets[:, None], ends), axis=-1)
            tracks[line] = Track(upright[:, None])
        return tracks

    def _spending(self, ax):
        ax.set(xscale="log", xlim=(1, 1.25 * self.most))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda spent, _: f"{spent:g}"))

    def _spots(self, row, spent):
        """The runs of one row, in lanes, so that few hide another."""
        heights = row + SPREAD * (np.arange(len(spent)) % LANES / (LANES - 1) - 0.5)
        return np.column_stack([spent, heights])
