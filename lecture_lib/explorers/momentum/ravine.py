"""Momentum in a ravine: how many steps each pair of η and m costs."""

import numpy as np

from lecture_lib import checks, theory
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.arrival import steps_to_arrive
from lecture_lib.experiments.lines import face_models
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.line_words import ARRIVED, TEMPLATE, describe
from lecture_lib.explorers.state import Slide
from lecture_lib.explorers.views.descent import LandscapeView, rows_of
from lecture_lib.explorers.views.excess import ExcessView
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.optimizers import Momentum
from lecture_lib.pictures.figure import text_style
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Handle, Track

ETAS = (
    *(0.01, 0.012, 0.014, 0.016, 0.018, 0.02, 0.022, 0.025, 0.028, 0.032, 0.036, 0.04, 0.045),
    *(0.05, 0.055, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.14, 0.16, 0.18, 0.2, 0.22, 0.25),
    *(0.28, 0.3, 0.32, 0.336, 0.34, 0.36, 0.4, 0.44, 0.48, 0.52, 0.56, 0.6, 0.64, 0.68),
)
MOMENTA = (
    *(0.0, 0.1, 0.2, 0.3, 0.4, 0.48, 0.5, 0.6, 0.7, 0.75, 0.8, 0.84, 0.87, 0.9, 0.92, 0.94, 0.95),
    *(0.96, 0.97, 0.98, 0.99),
)
TICKS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99)
LEVELS = (30, 40, 60, 80, 120, 180, 250, 400, 600, 1000, 1800)
MARKED = (100, 200, 400, 1000, 2000)  # steps that have a line
START = (1.5, 1.0)
STEPS = 240  # how many are shown
EARLY = 15  # one of them
MOST = 4000  # how many are counted
SENTENCE = f"{TEMPLATE} {{uphill}}{{bill}}"
RISES = (
    "Never uphill on the way.",
    "Uphill on the way: 1 step.",
    "Uphill on the way: {rises} steps.",
)
COSTS = (
    "It first touches the bottom at step {}",
    f"It is not there after {MOST} steps",
    "It never arrives",
)
PLAIN = (
    "plain descent is there at step {}.",
    f"plain descent needs more than {MOST} steps.",
    "plain descent would diverge.",
)
HINTS = {"eta": "How far each step goes", "momentum": "How much of the last step is kept"}


class RavineExplorer(Explorer):
    """Descend with momentum in the ravine of the raw scores, and see what each η and m costs.

    Parameters
    ----------
    eta : float
        Learning rate η, positive.
    momentum : float
        m, at least 0 and below 1.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S8.3 to S8.6 (slide 16): E8.2.
    """

    LABEL = "The loss landscape with the descent, its height over the steps, and steps over η and m"
    PREVIEWS = True
    FRAME = END

    eta = Slide(0.05, ETAS, "learning rate η", HINTS["eta"], checks.positive, ndim=0)
    momentum = Slide(0.9, MOMENTA, "momentum m", HINTS["momentum"], checks.fraction, ndim=0)

    def prepare(self):
        """Count the steps of all pairs of η and m."""
        self.model = face_models(load_faces("train"))["raw"]
        self.known = {}  # steps by (η, m)
        self._count([(eta, m) for m in MOMENTA for eta in ETAS])

    def draw(self):
        """Return the picture."""
        table = np.array([[self.known[eta, m] for eta in ETAS] for m in MOMENTA])
        return RavinePicture(self.model, table)

    def show(self, etas):
        """Descend with some learning rates."""
        optimizer = Momentum(np.array(etas)[:, None], self.momentum)
        run = descend(self.model.objective, START, optimizer, STEPS)
        tracks = self.picture.tracks(run, etas, self.momentum)
        self.stage.show(tracks, self._say(run, etas), self.picture.handles(tracks))

    def telling_frames(self):
        """Return an early step and the end: the path shows where it started."""
        return [EARLY, STEPS]

    def dragged(self, name, x, y):
        """Take the nearest pair of η and m."""
        eta, momentum = self.picture.nearest(x, y)
        self.set(eta=eta, momentum=momentum)

    def _say(self, run, etas):
        rises = np.diff(run.losses, axis=0, prepend=run.losses[:1]) > 0
        rises &= run.losses - self.model.lowest > ARRIVED  # at the bottom it is rounding
        rises = rises.cumsum(axis=0).T
        more = {"uphill": np.array(RISES)[np.minimum(rises, 2)], "rises": rises}
        more["bill"] = self._bills(etas)
        N = self.model.objective.N
        return describe(self.model, run, etas, self.momentum, N, SENTENCE, **more)

    def _bills(self, etas):
        """Say what each learning rate costs in all, until it is paid, and what without momentum."""
        m = self.momentum
        self._count([(eta, mass) for eta in etas for mass in (m, 0.0)])
        due, paid = [], []
        for eta in etas:
            cost, plain = self._cost(COSTS, eta, m), self._cost(PLAIN, eta, 0.0) if m else ""
            due.append([f" {cost}; {plain}" if plain else f" {cost}."])
            paid.append([f" {plain.capitalize()}" if plain else ""])
        steps = np.array([[self.known[eta, m]] for eta in etas])
        return np.where((steps >= 0) & (steps <= np.arange(STEPS + 1)), paid, due)

    def _cost(self, words, eta, m):
        """Say it for a pair that arrives, that may do so later, or that never does."""
        steps = self.known[eta, m]
        if steps >= 0:
            return words[0].format(steps)
        return words[2 if eta >= self.model.critical_eta(m) else 1]

    def _count(self, pairs):
        """Count the steps of pairs of η and m that are not known yet."""
        if pairs := [pair for pair in pairs if pair not in self.known]:
            X, y = self.model.objective.X, self.model.objective.y
            counted = steps_to_arrive(X, y, START, *np.transpose(pairs), most=MOST)
            self.known.update(zip(pairs, counted.tolist(), strict=True))


def memory(m):
    """Return where m lies on its axis: the decades of 1 / (1 - m), the steps it remembers."""
    return -np.log10(1 - np.asarray(m))


class RavinePicture(Picture):
    """The landscape with the path, the height over the steps, the steps over η and m.

    Parameters
    ----------
    model : FaceModel
    table : array (MOMENTA, ETAS)
        Steps that each pair takes, -1 where it does not arrive.
    """

    def __init__(self, model, table):
        super().__init__()
        self.model = model
        landscape, excess, heat = self.panels
        self.landscape = LandscapeView(self.figure, landscape, model)
        self.excess = ExcessView(self.figure, excess, STEPS)
        self.heat = self._heat_axes(heat, np.where(table < 0, np.nan, table))
        self.marker = draw_line(self.heat, "point")

    def tracks(self, run, etas, m):
        """Return where everything is, for a run of all learning rates at one momentum."""
        place = np.column_stack([etas, np.full(len(etas), memory(m))])
        return {
            **self.landscape.tracks(run, rows_of(run, self.model.objective.N)),
            **self.excess.tracks(run.losses.T - self.model.lowest),
            self.marker: Track(place[:, None, None]),
        }

    def handles(self, tracks):
        """Return what can be dragged: the pair of η and m."""
        label = "The learning rate and the momentum"
        return [Handle("pair", label, self.heat, tracks[self.marker], step=8.0)]

    def nearest(self, eta, height):
        """Return the offered η and m nearest to a place on the map."""
        across, up = np.log(np.array(ETAS) / eta), memory(MOMENTA) - height
        return ETAS[abs(across).argmin()], MOMENTA[abs(up).argmin()]

    def _heat_axes(self, box, steps):
        ax = self.axes(box, "Steps to the bottom", "η", "m")
        ax.set(xscale="log", xlim=(ETAS[0], 1), ylim=(-0.03, memory(MOMENTA[-1])))
        ax.set_xticks([0.01, 0.03, 0.1, 0.3, 1], ["0.01", "0.03", "0.1", "0.3", "1"])
        ax.set_yticks(memory(TICKS), [f"{m:g}" for m in TICKS])
        ax.minorticks_off()
        ax.grid(visible=False)
        endless = np.where(np.isnan(steps), 2 * LEVELS[-1], steps)
        ax.contourf(
            *(ETAS, memory(MOMENTA), endless, LEVELS), colors=LIGHT.seen, extend="both", zorder=1
        ).set(array=None, facecolor=LIGHT.seen)
        self._write_steps(ax, steps)
        self._draw_theory(ax)
        return ax

    def _write_steps(self, ax, steps):
        lines = ax.contour(ETAS, memory(MOMENTA), steps, MARKED, linewidths=0.7, zorder=2)
        lines.set(array=None, facecolor="none", edgecolor=LIGHT.contour)
        look = {"colors": LIGHT.ink, "fontsize": 12 * 0.72, "inline": True}
        for label in ax.clabel(lines, fmt="%d", **look):
            label.set(fontfamily="DejaVu Sans", zorder=2.2)
            label.set_bbox({"facecolor": LIGHT.paper, "edgecolor": "none", "pad": 1})

    def _draw_theory(self, ax):
        X = self.model.objective.X
        m = np.linspace(0, 0.995, 200)
        limit = np.column_stack([theory.critical_eta(X, m), memory(m)])
        beyond = ax.fill_betweenx(limit[:, 1], limit[:, 0], 1, zorder=2.3)
        beyond.set(facecolor=LIGHT.paper, edgecolor="none")
        draw_line(ax, "curve", limit)
        eta, best = theory.best_momentum(X)
        draw_line(ax, "optimum", [(eta, memory(best))])
        words = text_style(12.5, LIGHT.muted, rotation=90, ha="center", va="center")
        ax.text(0.83, 1, "diverges", **words)
