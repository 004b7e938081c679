"""The figure of the sign: the faces with the sigmoid, the map with both walks, both losses."""

import numpy as np

from lecture_lib.experiments.lines import WINDOW
from lecture_lib.experiments.rounding import direction
from lecture_lib.explorers.sigmoid.unit_view import UnitView
from lecture_lib.explorers.views import NOWHERE, CurveView, Picture
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.landscape import draw_landscape
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track

HEIGHTS = (-0.6, 1.6)
LOSSES = (0.0, 0.5)  # no mean of ½(y − ŷ)² with y and ŷ from 0 to 1 is larger
ARROW = 1.5  # units of weight: the arrows tell directions
TINY = 1e-7  # slopes that nudges cannot tell from 0
BROAD = {"width": 9, "head": 22}  # CSS pixels: what was measured, beneath


class SignPicture(Picture):
    """The faces with the sigmoid, the loss of all weights with the walk and its rival, the losses.

    Parameters
    ----------
    faces : Faces
    objective : Objective
        Whose loss is the landscape.
    steps : int
    """

    def __init__(self, faces, objective, steps):
        super().__init__()
        left, middle, right = self.panels
        self.crowd = UnitView(self.figure, left, faces, objective, HEIGHTS)
        names = {"title": "The loss of all weights", "xlabel": "w₀", "ylabel": "w₁"}
        self.map = new_axes(self.figure, middle, **names)
        self.map.set(xlim=WINDOW, ylim=WINDOW)
        grid = np.linspace(*WINDOW, 101)
        landscape = objective.value(np.stack(np.meshgrid(grid, grid), axis=-1))
        draw_landscape(self.map, grid, grid, landscape)
        self.curve = CurveView(self.figure, right, None, steps, LOSSES)
        draw_legend(self.curve.ax, {"loss": "this slope", "rival": "the other"})
        legend = {"line": "the step", "measured": "downhill, by nudges"}
        draw_legend(self.map, legend, loc="lower left")
        self.rivals = [
            draw_line(ax, "rival", NOWHERE, moving=True) for ax in (self.map, self.curve.ax)
        ]
        self.path = draw_line(self.map, "path", NOWHERE, moving=True)
        self.downhill = draw_arrow(self.map, "gradient", np.zeros((7, 2)), moving=True)
        self.step = draw_arrow(self.map, "line", np.zeros((7, 2)), moving=True)
        self.point = draw_line(self.map, "point", NOWHERE, moving=True)

    def tracks(self, run, rival, claimed, measured):
        """Return where everything is.

        Parameters
        ----------
        run, rival : Run
            thetas of shape (steps + 1, takes, 2).
        claimed, measured : array (takes, frames, 2)
            Slopes along the run.
        """
        thetas, scale = run.thetas.swapaxes(0, 1), pixels_per_unit(self.map)
        path = thetas[:, None]
        down = [-ARROW * direction(slopes, TINY) for slopes in (measured, claimed)]
        steps = np.broadcast_to(np.arange(len(rival.losses)), rival.losses.T.shape)
        there = np.stack([steps, rival.losses.T], axis=-1)
        return {
            **self.crowd.tracks(thetas),
            self.rivals[0]: Track(rival.thetas.swapaxes(0, 1)[:, None], "grows"),
            self.path: Track(path, "grows"),
            self.downhill: Track(arrow_points(thetas, down[0], scale, **BROAD)),
            self.step: Track(arrow_points(thetas, down[1], scale)),
            self.point: Track(path, "tip"),
            **self.curve.tracks(run.losses.T),
            self.rivals[1]: Track(there[:, None], "grows"),
        }

    def handles(self, tracks):
        """Return the start on the map."""
        first = Track(tracks[self.path].points[:1, :, :1])
        return [Handle("start", "Start of the descent", self.map, first)]
