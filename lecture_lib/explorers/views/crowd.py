"""The faces with the line among them, and who is on the wrong side."""

import numpy as np

from lecture_lib.explorers.views.picture import NOWHERE
from lecture_lib.pictures.crowd import mark_batch, mark_wrong, mouth_axes, plane_axes, swarm
from lecture_lib.pictures.faces import draw_faces
from lecture_lib.pictures.figure import new_axes, pixels_per_unit, text_style
from lecture_lib.pictures.line import (
    boundary_in_plane,
    draw_happy_side,
    happy_side,
    threshold_points,
)
from lecture_lib.pictures.residuals import draw_residuals, residual_squares
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Handle, Track

LONG = 28  # glyphs of a formula for which there is hardly room beside "brow"
GRIPS = (0.15, 0.85)  # where the line can be taken, as parts of what is seen of it


class CrowdView:
    """The faces, the line over them or between them, and who is on the wrong side.

    Parameters
    ----------
    model : FaceModel
    squares : bool
        Draw the square of every residual, the largest with an outline; for models of the mouth
        alone.
    title : str
    on_top : bool
        Draw the faces over what moves behind them.
    """

    def __init__(self, figure, box, model, squares=False, title="The faces", on_top=False):
        self.model, self.on_top = model, on_top
        self.over_mouth = len(model.columns) == 1
        ylabel = model.formula if self.over_mouth else "brow"
        self.ax = new_axes(figure, box, title=title, xlabel="mouth", ylabel=ylabel)
        self.spots = self._draw_faces()
        self.box = (*self.ax.get_xlim(), *self.ax.get_ylim())
        self.side = draw_happy_side(self.ax, np.zeros((4, 2)), moving=True)
        if squares:
            self.squares, self.largest = (
                draw_residuals(self.ax, NOWHERE, outlined=outlined, moving=True)
                for outlined in (False, True)
            )
        else:
            self.squares = None
        self.batch = mark_batch(self.ax, self.spots, moving=True)
        self.wrong = mark_wrong(self.ax, self.spots, moving=True)
        self.threshold = draw_line(self.ax, "threshold")
        self.line = draw_line(self.ax, "line")

    def tracks(self, thetas, rows=None):
        """Return where everything is; ``rows`` (1, frames, N) are the faces of each batch."""
        weights = self.model.plane_weights(thetas)
        spots = self.spots[None, None]
        none = np.zeros((1, 1, len(self.spots)), bool)
        tracks = {
            self.side: Track(happy_side(*np.moveaxis(weights, -1, 0), self.box)),
            self.batch: Track(spots, shown=none if rows is None else rows),
            self.wrong: Track(spots, shown=self.model.objective.wrong(thetas)),
            self.threshold: Track(self._threshold(weights)),
            self.line: Track(self._segment(weights)),
        }
        if self.on_top:
            tracks[self.faces] = Track(self.faces.get_offsets()[None, None])
        if self.squares:
            faces, y_hat = self.model.faces, self.model.objective.predict(thetas)
            scale = pixels_per_unit(self.ax)
            squares = residual_squares(faces.mouth, faces.labels, y_hat, scale)
            each = squares.reshape(*y_hat.shape, -1, 2)
            worst = np.abs(y_hat - faces.labels).argmax(axis=-1)[..., None, None, None]
            tracks[self.squares] = Track(squares)
            tracks[self.largest] = Track(np.take_along_axis(each, worst, axis=-3)[..., 0, :, :])
        return tracks

    def grips(self, tracks):
        """Return the handles on the line, given the tracks of the present data."""
        names = ("left", "right") if self.over_mouth else ("lower", "upper")
        parts = GRIPS if self.model.phi.bias else GRIPS[1:]
        return [
            Handle(f"line {name}", f"The line, {name} end", self.ax, tracks[self.line], part)
            for name, part in zip(names[-len(parts) :], parts, strict=True)
        ]

    def _draw_faces(self):
        faces = self.model.faces
        heights = faces.brow
        if self.over_mouth:
            mouth_axes(self.ax)
            heights = swarm(faces.mouth, faces.labels)
        else:
            plane_axes(self.ax)
            self._write_formula()
        parts = faces.mouth, heights, faces.mouth, faces.brow, faces.labels
        self.faces = draw_faces(self.ax, *parts, moving=self.on_top)
        return np.column_stack([faces.mouth, heights])

    def _write_formula(self):
        where = {"xycoords": "axes fraction", "xytext": (0, 6.5), "textcoords": "offset points"}
        size = 12.5 if len(self.model.formula) < LONG else 12  # beside "brow"
        look = text_style(size, LIGHT.ink, ha="right", va="bottom")
        self.ax.annotate(self.model.formula, (1, 1), **where, **look)

    def _segment(self, weights):
        b, mouth, brow = np.moveaxis(weights, -1, 0)
        brow = np.full_like(brow, -1) if self.over_mouth else brow  # y_hat = b + mouth x
        return boundary_in_plane(b, mouth, brow, self.box)

    def _threshold(self, weights):
        if not self.over_mouth:
            return NOWHERE[None, None]
        return threshold_points(weights[..., :2], self.box[2:])


def opposite_end(handles, name, take, frame):
    """Return where the line's other handle is while the one called `name` moves, None if alone."""
    for handle in handles:
        if handle.name.startswith("line") and handle.name != name:
            return handle.at(take, frame)
    return None
