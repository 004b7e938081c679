"""A fixed budget: what it buys with batches of 1, 4, 8 and 40 faces."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments.budget import LEVEL, WAYS, prices
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, in_a_row, key, one_of
from lecture_lib.explorers.stopping.budget_picture import BudgetPicture
from lecture_lib.stage import Choice, Readout, Slider, Stage

FACES = 40
MOST = 1600  # of a budget
UNITS = ("steps", "faces seen")
BUDGETS = (
    *(1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 38, 40, 50, 60, 70, 80, 100, 110, 120, 130, 140),
    *(160, 200, 240, 280, 320, 400, 480, 560, 640, 800, 960, 1120, 1280, 1440, 1520, 1600),
)
LABEL = "The loss for four batch sizes over the budget, and what a loss below 0.16 costs each"
TEMPLATE = "A budget of {budget} {unit}. " + " ".join(
    f"B = {way.B}: {{epochs_{way.B}}} epochs, loss {{loss_{way.B}}}, {{there_{way.B}}} of 20 runs"
    f" below {LEVEL:g}{'.' if way is WAYS[-1] else ';'}"
    for way in WAYS
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

    budget = State(120, checks.count, 1, MOST)
    unit = State("steps", one_of, UNITS)
    seed = State(0, checks.count, 0)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.prices = {way: np.array(prices(way)) for way in WAYS}
        hint = "Where everybody has to stop"
        budget, unit = Slider(label="budget", at_rest=True, hint=hint), Choice(label="counted in")
        self.budgets = bind(self, "budget", budget, BUDGETS)
        bind(self, "unit", unit, UNITS)
        redraw = key("other batches", lambda _: self.set(seed=self.seed + 1))
        buttons = in_a_row(redraw, key("reset", self.reset))
        self.picture = self._new_picture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=budget)
        return [columns([budget], [unit, buttons]), self.stage]

    def refresh(self, changed):
        """Show what every budget buys."""
        with self.stage.hold_sync():
            if self.settled and "unit" in changed:
                self.put(self._new_picture())
            if "seed" in changed:
                self.losses = {way: way.run(self.seed, MOST).losses for way in WAYS}
            budgets = np.array(self.budgets)
            self.stage.show(self.picture.tracks(self.losses, budgets), self._readout(budgets))

    def steps(self, way, budgets):
        """Return how many steps of one kind a budget pays."""
        return budgets // way.B if self.unit == UNITS[1] else budgets

    def _new_picture(self):
        faces_per_step = {way: way.B if self.unit == UNITS[1] else 1 for way in WAYS}
        return BudgetPicture(self.unit, faces_per_step, self.prices, MOST)

    def _readout(self, budgets):
        values = {
            "budget": budgets[:, None],
            "unit": np.full((1, 1), UNITS.index(self.unit)),
        }
        for way in WAYS:
            steps = self.steps(way, budgets)
            values |= {
                f"epochs_{way.B}": (steps * way.B / FACES)[:, None],
                f"loss_{way.B}": self.losses[way][steps][:, None],
                f"there_{way.B}": (self.prices[way] <= steps[:, None]).sum(axis=1)[:, None],
            }
        digits = {f"loss_{way.B}": 4 for way in WAYS} | {f"epochs_{way.B}": 1 for way in WAYS}
        return Readout(TEMPLATE, values=values, digits=digits, words={"unit": UNITS})
