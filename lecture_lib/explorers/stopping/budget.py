"""A fixed budget: what it buys with batches of 1, 4, 8 and 40 faces."""

import numpy as np
from matplotlib.ticker import FuncFormatter

from lecture_lib import checks
from lecture_lib.experiments.budget import LEVEL, WAYS, prices
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Pick, Slide, State, button
from lecture_lib.explorers.views.picture import WIDE, Picture, upright
from lecture_lib.pictures.curves import draw_reference, loss_axes
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

FACES = 40
MOST = 1600  # of a budget
UNITS = ("steps", "faces seen")
BUDGETS = (
    *(1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 38, 40, 50, 60, 70, 80, 100, 110, 120, 130, 140),
    *(160, 200, 240, 280, 320, 400, 480, 560, 640, 800, 960, 1120, 1280, 1440, 1520, 1600),
)
LOSSES = (0.1, 10)
SPREAD = 0.6  # height of a row of runs, of the distance of two rows
LANES = 5  # in which the runs of a row lie
BOUGHT = "B = {0}: {{loss_{0}:.4f}} after {{epochs_{0}:.1f}} epochs, {{there_{0}}} of 20"
TEMPLATE = (
    "Budget: {budget} {unit}. The loss, and how many of 20 runs have had an epoch with a mean below"
    f" {LEVEL:g}: {'; '.join(BOUGHT.format(way.B) for way in WAYS)}."
)


class BudgetExplorer(Explorer):
    """Stop when a budget is used up, and see what batches of each size have made of it.

    Parameters
    ----------
    budget : int
        How many steps are taken, or faces measured, 1 to 1600.
    unit : {"steps", "faces seen"}
        What the budget counts.
    seed : int
        Of the shuffles of the runs whose loss is drawn.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S5.3 (slide 11), E5.2; S6 (slide 14), E6.4.
    """

    LABEL = "The loss for four batch sizes over the budget, and what a loss below 0.16 costs each"
    DRAWN_FOR = ("unit",)

    budget = Slide(120, BUDGETS, "budget", "Where everybody has to stop", checks.count, high=MOST)
    unit = Pick("steps", UNITS, "counted in")
    seed = State(0, checks.count, 0)

    def draw(self):
        """Return the picture for the present unit."""
        return BudgetPicture(self.unit, {way: self._price(way) for way in WAYS})

    def show(self, budgets):
        """Show what some budgets buy."""
        budgets, told = np.array(budgets), {}
        losses = {way: way.run(self.seed, MOST).losses for way in WAYS}
        for way in WAYS:
            steps = budgets // self._price(way)
            told |= {
                f"epochs_{way.B}": (steps * way.B / FACES)[:, None],
                f"loss_{way.B}": losses[way][steps][:, None],
                f"there_{way.B}": (np.array(prices(way)) <= steps[:, None]).sum(axis=1)[:, None],
            }
        readout = say(TEMPLATE, budget=budgets[:, None], unit=self.unit, **told)
        self.stage.show(self.picture.tracks(losses, budgets), readout)

    @button("other batches")
    def other_batches(self):
        """Shuffle anew."""
        self.set(seed=self.seed + 1)

    def _price(self, way):
        """How much of the budget a step costs."""
        return way.B if self.unit == UNITS[1] else 1


class BudgetPicture(Picture):
    """The loss over what has been spent, and what each run paid for a loss below the level.

    Parameters
    ----------
    unit : str
        What is spent.
    per_step : dict of Way to int
        How much of it one step costs.
    """

    def __init__(self, unit, per_step):
        super().__init__(panels=2, width=WIDE)
        left, right = self.panels
        self.per_step = per_step
        loss = self.axes(left, "The loss", unit, "L")
        loss_axes(loss, MOST, LOSSES)
        price = self.axes(
            right, f"To an epoch's mean loss below {LEVEL:g}: 20 runs each", unit, "B"
        )
        for ax in (loss, price):
            ax.set(xscale="log", xlim=(1, 1.25 * MOST))
            ax.xaxis.set_major_formatter(FuncFormatter(lambda spent, _: f"{spent:g}"))
        draw_reference(loss, LEVEL, f"{LEVEL:g}")
        draw_legend(
            loss, {way.meaning: f"B = {way.B}, η = {way.eta:g}" for way in WAYS}, on_top=True
        )
        price.set(ylim=(-0.6, len(WAYS) - 0.4), yticks=range(len(WAYS)))
        price.set_yticklabels([str(way.B) for way in WAYS])
        spent = np.array([np.array(prices(way)) * per_step[way] for way in WAYS])
        lanes = SPREAD * (np.arange(spent.shape[1]) % LANES / (LANES - 1) - 0.5)
        heights = np.arange(len(WAYS))[:, None] + lanes  # so that few hide another
        self.runs = np.stack([spent, heights], axis=-1).reshape(-1, 2)
        draw_line(price, "run", self.runs)
        self.curves = {way: draw_line(loss, way.meaning) for way in WAYS}
        self.stopped = draw_line(loss, "stopped")
        self.there = draw_line(price, "run there")
        self.budgets = [draw_line(ax, "stop") for ax in (loss, price)]

    def tracks(self, losses, budgets):
        """Return where everything is, for a loss curve of each way, and budgets (takes,)."""
        tracks, ends = {}, []
        for way, curve in self.curves.items():
            price, steps = self.per_step[way], budgets // self.per_step[way]
            spent = np.arange(1, len(losses[way])) * price
            points = np.column_stack([spent, losses[way][1:]])[spent <= MOST]
            tracks[curve] = Track(points[None, None])
            ends.append(np.column_stack([steps * price, losses[way][steps]]))
        tracks[self.stopped] = Track(np.stack(ends, axis=1)[:, None])
        paid = np.where(self.runs[:, :1] <= budgets[:, None, None], self.runs, np.nan)
        tracks[self.there] = Track(paid[:, None])
        return tracks | {line: upright(line, budgets) for line in self.budgets}
