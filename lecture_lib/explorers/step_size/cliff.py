"""How many steps a learning rate costs, and where the cliff is: in four units of one score."""

import numpy as np

from lecture_lib import checks, theory
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.arrival import predicted_steps
from lecture_lib.experiments.lines import KEYS, UNITS, models_in_units
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.line_words import describe
from lecture_lib.explorers.state import Pick, Slide, State
from lecture_lib.explorers.views.descent import LandscapeView
from lecture_lib.explorers.views.excess import ExcessView
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.optimizers import GradientDescent
from lecture_lib.pictures.figure import new_axes, text_style
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track

# fine where something happens: round the cliffs of the four units
ETAS = (
    *(0.005, 0.007, 0.01, 0.014, 0.02, 0.03, 0.04, 0.044, 0.045, 0.05, 0.07, 0.1, 0.14, 0.17),
    *(0.2, 0.25, 0.3, 0.31, 0.32, 0.325, 0.33, 0.334, 0.336, 0.337, 0.34, 0.36, 0.4, 0.5, 0.7),
    *(0.85, 0.9, 1.0, 1.2, 1.4, 1.6, 1.7, 1.73, 1.74, 1.8, 1.9, 1.99, 2.0, 2.01, 2.2),
)
LINE = (1.5, 1.0, 0.0)  # where each descent starts, in all units the same line
STEPS = 240  # how many are shown
ROUND = 1 + 1e-9  # κ of a bowl that is round but for rounding
EARLY = 15  # one of them
NEVER = 1e5  # where on the axis of steps those are drawn that do not arrive
SENTENCE = (  # not how many faces are wrong: that is the answer to a prediction further down
    "{bowl} the cliff is at η = {cliff:.4f}. Step {step} of {steps}: loss {loss:.4f}. {manner}"
    " {cost}"
)
COSTS = (
    "In all it takes {needed} steps.",
    "In all it takes one step.",
    "It never arrives.",
)


class CliffExplorer(Explorer):
    """Find out what a learning rate costs, in units of the score that can be changed.

    Parameters
    ----------
    eta : float
        Learning rate η, positive.
    units : {"raw", "centred", "standardized", "slipped"}
        What the unit sees of the mouth score: the score itself, the score - 2, the score in
        standard deviations from its mean, or the scores with one decimal point forgotten.
    compared : bool
        Whether there are keys for the units, and what the other ones cost is drawn, too. There is
        no control for it, as what that shows is the answer to a prediction.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S7 (slide 15): E7.2 and E7.3.
    """

    LABEL = (
        "The loss landscape with the descent, its height over the steps, steps over learning rate"
    )
    DRAWN_FOR = ("units", "compared")
    PREVIEWS = True
    FRAME = END

    eta = Slide(0.1, ETAS, "learning rate η", "How far each step goes", checks.positive, ndim=0)
    units = Pick("raw", UNITS, "units", KEYS.get)
    compared = State(False, checks.flag)

    def unused(self):
        """Without a comparison the units stay."""
        return () if self.compared else ("units",)

    def prepare(self):
        """Make the model in all units, and what every learning rate costs in each."""
        self.models = models_in_units(load_faces("train"))
        self.prices = {name: price_curve(model) for name, model in self.models.items()}

    def draw(self):
        """Return the picture for the present units."""
        prices = self.prices if self.compared else {self.units: self.prices[self.units]}
        return CliffPicture(self.models, prices, self.units)

    def show(self, etas):
        """Descend with some learning rates."""
        model, etas = self.models[self.units], np.array(etas)
        start = model.theta_of(LINE)
        run = descend(model.objective, start, GradientDescent(etas[:, None]), STEPS)
        needed = count(model, etas)
        tracks = self.picture.tracks(run, etas, needed)
        self.stage.show(tracks, self._say(model, run, etas, needed))

    def telling_frames(self):
        """Return an early step and the end: the path shows where it started."""
        return [EARLY, STEPS]

    def _say(self, model, run, etas, needed):
        price = {
            "bowl": "κ = {condition:.2f}," if self.compared else "Here",
            "condition": theory.condition_number(model.objective.X),
            "cliff": model.critical_eta(0),
            "cost": np.array(COSTS)[np.where(needed < 0, 2, needed == 1)][:, None],
            "needed": needed[:, None],
        }
        return describe(model, run, etas, 0.0, model.objective.N, SENTENCE, **price)


def count(model, etas):
    """Return how many steps each learning rate takes, -1 where it does not arrive."""
    objective = model.objective
    return predicted_steps(objective.X, objective.y, model.theta_of(LINE), etas)


def price_curve(model):
    """Return steps over learning rate as points, up to the cliff and over it."""
    cliff = model.critical_eta(0)
    far, near = np.geomspace(ETAS[0] / 1.3, cliff, 200), cliff * (1 - np.geomspace(0.3, 1e-9, 200))
    etas = np.concatenate([far, near, ETAS])
    etas = np.unique(etas[etas < cliff])
    needed = count(model, etas)
    seen = needed < NEVER
    return np.vstack([np.column_stack([etas, needed])[seen], (cliff, NEVER)])


class CliffPicture(Picture):
    """The landscape with the path, the height over the steps, the steps over the learning rate.

    Parameters
    ----------
    models : dict of str to FaceModel
    prices : dict of str to array (P, 2)
        From `price_curve`, for the units to be drawn.
    units : str
        Which of them is looked at; the others are faint.
    """

    def __init__(self, models, prices, units):
        super().__init__()
        self.model = models[units]
        landscape, excess, price = self.panels
        self.landscape = LandscapeView(self.figure, landscape, self.model)
        self._draw_axes()
        self.excess = ExcessView(self.figure, excess, STEPS)
        self.price = self._price_axes(price, prices, units)
        self.marker = draw_line(self.price, "point")

    def tracks(self, run, etas, needed):
        """Return where everything is, for a run of all learning rates and the steps they need."""
        rows = np.zeros((1, 1, self.model.objective.N), bool)
        cost = np.where(needed < 0, NEVER, needed)
        return {
            **self.landscape.tracks(run, rows),
            **self.excess.tracks(run.losses.T - self.model.lowest),
            self.marker: Track(np.column_stack([etas, cost])[:, None, None]),
        }

    def _draw_axes(self):
        """Draw the two axes of the bowl, if it is not round: there every way is one."""
        X = self.model.objective.X
        if theory.condition_number(X) > ROUND:
            for u in np.linalg.eigh(theory.hessian(X))[1].T:
                draw_line(self.landscape.ax, "reference", self.model.optimum + np.outer([-9, 9], u))

    def _price_axes(self, box, prices, units):
        names = {"title": "What it costs", "xlabel": "η", "ylabel": "steps"}
        ax = new_axes(self.figure, box, **names)
        ax.set(xscale="log", yscale="log", xlim=(ETAS[0] / 1.2, 3.6), ylim=(0.7, 1.7e5))
        ax.set_xticks([0.01, 0.03, 0.1, 0.3, 1, 3], ["0.01", "0.03", "0.1", "0.3", "1", "3"])
        ax.set_yticks([1, 10, 100, 1e3, 1e4, NEVER], ["1", "10", "10²", "10³", "10⁴", "∞"])
        ax.minorticks_off()
        for name, curve in prices.items():
            mine = name == units
            line = draw_line(ax, "curve" if mine else "other curve", curve)
            if name == "standardized":  # so that it is seen where it runs along "centred"
                line.set(
                    linestyle=(0, (2, 1.5)), linewidth=line.get_linewidth() * (1 if mine else 3)
                )
                line.set_zorder(line.get_zorder() + (0.1 if mine else -0.1))
            if len(prices) == 1:
                continue  # no need to say which one it is
            colour = LIGHT.ink if mine else LIGHT.muted
            right = name == "standardized"  # its cliff is next to another one
            where = {"xytext": (3 if right else -3, -4), "textcoords": "offset points"}
            side = {"ha": "left" if right else "right", "va": "top", "rotation": 90}
            ax.annotate(KEYS[name], curve[-1], **where, **text_style(12, colour, **side))
        return ax
