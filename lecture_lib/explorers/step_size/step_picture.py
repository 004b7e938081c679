"""The figure of the step explorer: what a step believes, what it finds, what that does."""

import numpy as np

from lecture_lib.explorers.valley_view import ValleyView
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.figure import new_axes, text_style
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track

WINDOW = (-4.0, 4.0)  # of θ
HEIGHTS = (-8.0, 16.0)  # of L; what a step believes in can lie below everything there is
SLOPES = (-16.0, 16.0)
FASTEST = 3.0  # η at the right edge
FACTORS = (-2.2, 1.2)
BANDS = ((0.5, "glides"), (-0.25, "overshoots, arrives"), (-1.25, "diverges"))
POINTS = 41  # of a parabola


class StepPicture(Picture):
    """The parabola with the path, the slope over θ, the factor over η."""

    def __init__(self):
        super().__init__()
        curve, slope, factor = self.panels
        title = "The loss, and what the step believes"
        seen = {"window": WINDOW, "heights": HEIGHTS, "title": title}
        self.valley = ValleyView(self.figure, curve, **seen)
        names = {"title": "The slope along the step", "xlabel": "θ", "ylabel": "dL/dθ"}
        self.slope = new_axes(self.figure, slope, **names)
        self.slope.set(xlim=WINDOW, ylim=SLOPES)
        self.factor = self._factor_axes(factor)
        self.belief = draw_line(self.valley.ax, "belief", NOWHERE, moving=True)
        self.promised = draw_line(self.valley.ax, "landing", NOWHERE, moving=True)
        self.slopes = draw_line(self.slope, "land", NOWHERE, moving=True)
        self.trusted = draw_line(self.slope, "belief", NOWHERE, moving=True)
        self.here = draw_line(self.slope, "point", NOWHERE, moving=True)
        self.there = draw_line(self.slope, "landing", NOWHERE, moving=True)
        self.factors = draw_line(self.factor, "land", NOWHERE, moving=True)
        self.marker = draw_line(self.factor, "point", NOWHERE, moving=True)

    def tracks(self, parabola, run, etas):
        """Return where everything is.

        Parameters
        ----------
        parabola : Ravine
            Over one parameter.
        run : Run
            Of all learning rates at once, with one step more than there are frames.
        etas : array (takes,)
        """
        thetas = run.thetas.swapaxes(0, 1)  # (takes, frames + 1, 1)
        slopes = parabola.gradient(thetas)
        spots = np.concatenate([thetas, slopes], axis=-1)
        here, there = spots[:, :-1, None], spots[:, 1:, None]
        trusted = np.concatenate([here, np.stack([there[..., 0], here[..., 1]], axis=-1)], axis=2)
        return {
            **self.valley.tracks(parabola, thetas[:, :-1]),
            **self._beliefs(run.losses.T, spots, etas[:, None]),
            **self._factors(parabola.curvatures[0], etas),
            self.slopes: Track(self._slopes(parabola)),
            self.trusted: Track(trusted),
            self.here: Track(here),
            self.there: Track(there),
        }

    def handles(self, tracks):
        """Return what can be dragged: the start on the curve."""
        return [self.valley.start(tracks)]

    def _beliefs(self, losses, spots, etas):
        """The parabola of curvature 1/η through each place with its slope, and its bottom."""
        theta, slope = np.moveaxis(spots[:, :-1], -1, 0)
        grid = np.linspace(*WINDOW, POINTS)
        away = grid - theta[..., None]
        height = losses[:, :-1, None] + slope[..., None] * away + away**2 / (2 * etas[..., None])
        curve = np.stack(np.broadcast_arrays(grid, height), axis=-1)
        promised = np.stack([spots[:, 1:, 0], losses[:, :-1] - etas * slope**2 / 2], axis=-1)
        return {self.belief: Track(curve), self.promised: Track(promised[:, :, None])}

    def _factors(self, curvature, etas):
        line = np.array([[0, 1], [FASTEST, 1 - FASTEST * curvature]])
        factor = np.maximum(1 - etas * curvature, FACTORS[0])  # what is lower lies on the edge
        place = np.column_stack([etas, factor])[:, None, None]
        return {self.factors: Track(line[None, None]), self.marker: Track(place)}

    def _slopes(self, parabola):
        ends = np.reshape(WINDOW, (2, 1))
        return np.concatenate([ends, parabola.gradient(ends)], axis=-1)[None, None]

    def _factor_axes(self, box):
        title, names = "What a step leaves of the error", {"xlabel": "η", "ylabel": "1 − ηλ"}
        ax = new_axes(self.figure, box, title=title, **names)
        ax.set(xlim=(0, FASTEST), ylim=FACTORS, yticks=(-2, -1, 0, 1))
        ax.set_yticklabels(("−2", "−1", "0", "1"))
        for edge in (0, -1):
            draw_line(ax, "reference", [(0, edge), (FASTEST, edge)])
        for height, name in BANDS:
            words = text_style(12.5, LIGHT.muted, ha="right", va="center")
            ax.text(FASTEST * 0.98, height, name, **words)
        return ax
