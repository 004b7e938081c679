"""The figure of the ravine explorer: the path, its height, and the map of all η and m."""

import numpy as np

from lecture_lib import theory
from lecture_lib.explorers.excess_view import ExcessView
from lecture_lib.explorers.views import NOWHERE, LandscapeView, Picture
from lecture_lib.pictures.figure import new_axes, text_style
from lecture_lib.pictures.heat_map import cell_edges, draw_cells
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
MARKED = (60, 100, 200, 400, 1000, 2000)  # steps that have a line


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
    steps : int
        How many are shown.
    """

    def __init__(self, model, table, steps):
        super().__init__()
        self.model = model
        landscape, excess, heat = self.panels
        self.landscape = LandscapeView(self.figure, landscape, model)
        self.excess = ExcessView(self.figure, excess, steps)
        self.heat = self._heat_axes(heat, np.where(table < 0, np.nan, table))
        self.marker = draw_line(self.heat, "point", NOWHERE, moving=True)

    def tracks(self, run, etas, m):
        """Return where everything is, for a run of all learning rates at one momentum."""
        rows = np.zeros((1, 1, self.model.objective.N), bool)
        place = np.column_stack([etas, np.full(len(etas), memory(m))])
        return {
            **self.landscape.tracks(run, rows),
            **self.excess.tracks(run.losses.T - self.model.lowest),
            self.marker: Track(place[:, None, None]),
        }

    def handles(self, tracks):
        """Return what can be dragged: the pair of η and m."""
        name, label = "pair", "The learning rate and the momentum"
        return [Handle(name, label, self.heat, tracks[self.marker], step=8.0)]

    def nearest(self, eta, height):
        """Return the offered η and m nearest to a place on the map."""
        across, up = np.log(np.array(ETAS) / eta), memory(MOMENTA) - height
        return ETAS[abs(across).argmin()], MOMENTA[abs(up).argmin()]

    def _heat_axes(self, box, steps):
        names = {"title": "Steps to the bottom", "xlabel": "η", "ylabel": "m"}
        ax = new_axes(self.figure, box, **names)
        x, y = np.exp(cell_edges(np.log(ETAS))), cell_edges(memory(MOMENTA))
        ax.set(xscale="log", xlim=(x[0], 1), ylim=(y[0] - 0.03, y[-1]))
        ax.set_xticks([0.01, 0.03, 0.1, 0.3, 1], ["0.01", "0.03", "0.1", "0.3", "1"])
        ax.set_yticks(memory(TICKS), [f"{m:g}" for m in TICKS])
        ax.minorticks_off()
        draw_cells(ax, x, y, steps, LEVELS)
        self._write_steps(ax, steps)
        self._draw_theory(ax)
        return ax

    def _write_steps(self, ax, steps):
        lines = ax.contour(ETAS, memory(MOMENTA), steps, MARKED, linewidths=0.7, zorder=2)
        lines.set(array=None, facecolor="none", edgecolor=LIGHT.contour)
        look = {"colors": LIGHT.ink, "fontsize": 12 * 0.72, "inline": True}
        for label in ax.clabel(lines, fmt="%d", **look):
            label.set(fontfamily="DejaVu Sans", zorder=2.2)

    def _draw_theory(self, ax):
        X = self.model.objective.X
        m = np.linspace(0, 0.995, 200)
        limit = np.column_stack([theory.critical_eta(X, m), memory(m)])
        draw_line(ax, "curve", limit)
        eta, best = theory.best_momentum(X)
        draw_line(ax, "optimum", [(eta, memory(best))])
        words = text_style(12.5, LIGHT.muted, rotation=90, ha="center", va="center")
        ax.text(0.83, 1, "diverges", **words)
