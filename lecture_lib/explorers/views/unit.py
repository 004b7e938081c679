"""The panel of a unit: the faces at the height of their labels, and the curve of ŷ over them."""

import numpy as np

from lecture_lib.backprop import with_one
from lecture_lib.explorers.views.picture import over
from lecture_lib.models import SigmoidUnit
from lecture_lib.pictures.crowd import SCORES, mark_wrong, swarm
from lecture_lib.pictures.faces import draw_faces
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.line import threshold_points
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

ROW = 24.0  # CSS pixels between rows of faces
POINTS = 161  # of a curve


class UnitView:
    """The faces at the height of their labels, one curve for each unit, and who is wrong.

    Parameters
    ----------
    faces : Faces
    objective : Objective
        Of the unit that decides; its labels are the heights.
    heights : (low, high)
        Of the axes.
    beside : sequence of str
        Styles of units that are drawn beside it.
    """

    def __init__(self, figure, box, faces, objective, heights, beside=()):
        self.objective, self.heights = objective, heights
        self.ax = new_axes(figure, box, title="The faces", xlabel="mouth", ylabel="y, ŷ")
        self.ax.set(xlim=SCORES, ylim=heights, xticks=range(5), yticks=(-1, 0, 0.5, 1))
        self.ax.set_yticklabels(("−1", "0", "½", "1"))
        self.ax.set_ylim(heights)  # ticks widen the limits
        self.spots = np.column_stack([faces.mouth, self._rows(faces)])
        middle = 0.5 if isinstance(objective.model, SigmoidUnit) else 0
        draw_line(self.ax, "reference", [(SCORES[0], middle), (SCORES[1], middle)])
        draw_faces(self.ax, *self.spots.T, faces.mouth, faces.brow, faces.labels)
        self.wrong = mark_wrong(self.ax, self.spots, moving=True)
        self.beside = [draw_line(self.ax, name) for name in beside]
        self.threshold = draw_line(self.ax, "threshold")
        self.curve = draw_line(self.ax, "line")

    def tracks(self, thetas, models=()):
        """Return where everything is; there is one of ``models`` for each curve beside."""
        curves = zip(self.beside, models, strict=True)
        return {
            self.wrong: Track(self.spots[None, None], shown=self.objective.wrong(thetas)),
            self.threshold: Track(threshold_points(thetas, self.heights)),
            self.curve: Track(curve_points(self.objective.model, thetas)),
            **{artist: Track(curve_points(model, thetas)) for artist, model in curves},
        }

    def _rows(self, faces):
        """Heights in rows round the labels, so that none hides another."""
        spacing = ROW / float(pixels_per_unit(self.ax)[1])
        rows = swarm(faces.mouth, faces.labels, spacing=spacing)
        return rows - faces.labels + self.objective.y


def curve_points(model, thetas):
    """Return the curve of ŷ over the mouth scores, (..., points, 2), for thetas (..., 2)."""
    x = np.linspace(*SCORES, POINTS)
    return over(x, model.predict(thetas, with_one(x[:, None])))
