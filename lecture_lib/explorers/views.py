"""The panels of the explorers' figures: each draws its axes once and knows where its parts move."""

import numpy as np

from lecture_lib import theory
from lecture_lib.experiments.lines import WINDOW
from lecture_lib.pictures.crowd import mark_batch, mark_wrong, mouth_axes, plane_axes, swarm
from lecture_lib.pictures.curves import draw_reference, loss_axes
from lecture_lib.pictures.faces import draw_faces
from lecture_lib.pictures.figure import (
    new_axes,
    new_figure,
    pixels_per_unit,
    side_by_side,
    text_style,
)
from lecture_lib.pictures.landscape import (
    draw_landscape,
    draw_needle,
    draw_rings,
    ellipses,
    needle_points,
)
from lecture_lib.pictures.line import (
    boundary_in_plane,
    draw_happy_side,
    happy_side,
    threshold_points,
)
from lecture_lib.pictures.repaint import repaint
from lecture_lib.pictures.residuals import draw_residuals, residual_squares
from lecture_lib.pictures.style import DARK, LIGHT, draw_line
from lecture_lib.stage import Handle, Track

PANEL = (340, 388)  # CSS pixels; with the house's margins its axes are square
PALETTES = {"light": LIGHT, "dark": DARK}
LOSSES = (0.08, 30)
LEVELS = (0.16, 0.2, 0.3, 0.5, 1, 2, 5, 10)  # of the contours of a slice
GHOST_HEIGHTS = (0.02, 0.2, 1, 4)  # above the batch's own lowest loss
GRIPS = (0.15, 0.85)  # where the line can be taken, as parts of what is seen of it
NOWHERE = np.full((1, 2), np.nan)


class Picture:
    """A figure of a few equal panels, drawn in light.

    Parameters
    ----------
    panels : int
    width : int
        Of a panel, in CSS pixels.
    """

    def __init__(self, panels=3, width=PANEL[0]):
        self.theme = "light"
        self.figure = new_figure(panels * width, PANEL[1])
        self.panels = side_by_side(self.figure, [1] * panels)

    def axes(self, box, title="", xlabel="", ylabel=""):
        """Add axes in a panel; return them."""
        return new_axes(self.figure, box, title=title, xlabel=xlabel, ylabel=ylabel)

    def wear(self, name):
        """Change to the theme of a name, "light" or "dark"."""
        if name != self.theme:
            repaint(self.figure, PALETTES[self.theme], PALETTES[name])
            self.theme = name


class Trail:
    """A line that grows step by step, with a mark at its end.

    Parameters
    ----------
    ax : Axes
    line, end : str
        What they mean (`pictures.style`).
    """

    def __init__(self, ax, line, end="point"):
        self.line, self.end = draw_line(ax, line), draw_line(ax, end)

    def tracks(self, points):
        """Return where both are, for points (frames, takes, 2)."""
        points = points.swapaxes(0, 1)[:, None]
        return {self.line: Track(points, "grows"), self.end: Track(points, "tip")}


def over(x, y):
    """Return the points (…, 2) of y over x."""
    return np.stack(np.broadcast_arrays(x, y), axis=-1)


def over_steps(values, steps=None):
    """Return values (frames, takes) as points over the steps, (frames, takes, 2)."""
    steps = np.arange(len(values)) if steps is None else np.asarray(steps)
    return over(steps[:, None], values)


def notched_handle(name, label, ax, place, notch, coarse=3):
    """Return a handle that keys move by a notch of the axes, or by several at once."""
    fine = notch * float(pixels_per_unit(ax)[0])
    return Handle(name, label, ax, place, step=coarse * fine, fine=fine)


def rows_of(run, N):
    """Tell which of N faces the step to each frame was measured on, (1, frames, N).

    None where it was all of them: they need no mark.
    """
    rows = np.zeros((1, len(run.thetas), N), bool)
    for step, batch in enumerate(run.batches or (), start=1):
        rows[0, step, batch] = len(batch) < N
    return rows


def upright(line, x):
    """Return where an upright line through its axes is, for x (takes,); NaN for none."""
    ends = np.stack(np.broadcast_arrays(x[:, None], line.axes.get_ylim()), axis=-1)
    return Track(ends[:, None])


class CrowdView:
    """The faces, the line over them or between them, and who is on the wrong side.

    Parameters
    ----------
    figure : Figure
    box : (left, top, width, height)
        Its panel, in CSS pixels.
    model : FaceModel
    squares : bool
        Draw the square of every residual; for models of the mouth alone.
    title : str
    """

    def __init__(self, figure, box, model, squares=False, title="The faces"):
        self.model = model
        self.over_mouth = len(model.columns) == 1
        ylabel = model.formula if self.over_mouth else "brow"
        self.ax = new_axes(figure, box, title=title, xlabel="mouth", ylabel=ylabel)
        self.spots = self._draw_faces()
        self.box = (*self.ax.get_xlim(), *self.ax.get_ylim())
        self.side = draw_happy_side(self.ax, np.zeros((4, 2)), moving=True)
        self.squares = draw_residuals(self.ax, NOWHERE, moving=True) if squares else None
        self.batch = mark_batch(self.ax, self.spots, moving=True)
        self.wrong = mark_wrong(self.ax, self.spots, moving=True)
        self.threshold = draw_line(self.ax, "threshold")
        self.line = draw_line(self.ax, "line")

    def tracks(self, thetas, rows=None):
        """Return where everything is.

        Parameters
        ----------
        thetas : array (takes, frames, D)
        rows : bool array (1, frames, N), optional
            The faces of each frame's batch.
        """
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
        if self.squares:
            faces, y_hat = self.model.faces, self.model.objective.predict(thetas)
            scale = pixels_per_unit(self.ax)
            squares = residual_squares(faces.mouth, faces.labels, y_hat, scale)
            tracks[self.squares] = Track(squares)
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
            self._write_formula(LIGHT.ink)
        draw_faces(self.ax, faces.mouth, heights, faces.mouth, faces.brow, faces.labels)
        return np.column_stack([faces.mouth, heights])

    def _write_formula(self, colour):
        where = {"xycoords": "axes fraction", "xytext": (0, 6.5), "textcoords": "offset points"}
        look = text_style(12.5, colour, ha="right", va="bottom")
        self.ax.annotate(self.model.formula, (1, 1), **where, **look)

    def _segment(self, weights):
        b, mouth, brow = np.moveaxis(weights, -1, 0)
        brow = np.full_like(brow, -1) if self.over_mouth else brow  # y_hat = b + mouth x
        return boundary_in_plane(b, mouth, brow, self.box)

    def _threshold(self, weights):
        if not self.over_mouth:
            return NOWHERE[None, None]
        return threshold_points(weights[..., :2], self.box[2:])


class DescentPicture(Picture):
    """The faces with the line, the loss of every line, and axes for the loss over the steps."""

    def __init__(self, model, steps, title="The loss so far"):
        super().__init__()
        left, middle, right = self.panels
        self.crowd = CrowdView(self.figure, left, model)
        self.map = loss_map(self.figure, middle, model)
        self.loss = self.axes(right, title, "step", "L")
        loss_axes(self.loss, steps, LOSSES)
        draw_reference(self.loss, model.lowest, f"lowest L* = {model.lowest:.4f}")

    def tracks(self, run):
        """Return where the line is and the batch, for a run of all takes at once."""
        return self.crowd.tracks(run.thetas.swapaxes(0, 1), rows_of(run, len(self.crowd.spots)))


def opposite_end(handles, name, take, frame):
    """Return where the line's other handle is while the one called `name` moves, None if alone."""
    for handle in handles:
        if handle.name.startswith("line") and handle.name != name:
            return handle.at(take, frame)
    return None


def loss_map(figure, box, model, filled=True):
    """Add a panel for the loss of every line; return its axes.

    Parameters
    ----------
    figure : Figure
    box : (left, top, width, height)
    model : FaceModel
    filled : bool
        Draw the landscape; of a third weight, the best is taken in each place.
    """
    ax = new_axes(figure, box, title="The loss of every line", xlabel="w₀", ylabel="w₁")
    grid = np.linspace(*WINDOW, 121)
    ax.set(xlim=WINDOW, ylim=WINDOW)
    if filled:
        draw_landscape(ax, grid, grid, model.best_values(grid, grid), lowest=model.lowest)
    draw_line(ax, "optimum", model.optimum[None, :2])
    return ax


class LandscapeView:
    """The loss landscape with the path, the velocity, the point, and a batch's own landscape.

    Parameters
    ----------
    figure : Figure
    box : (left, top, width, height)
    model : FaceModel
    sliced : bool
        Show a bowl in three weights as the slice at the present third weight, which moves; else
        the third weight is at its best in every place.
    """

    def __init__(self, figure, box, model, sliced=False):
        self.model = model
        self.ax = loss_map(figure, box, model, filled=not sliced)
        hessian = theory.hessian(model.objective.X)[:2, :2]
        self.rings = draw_rings(self.ax, hessian, len(LEVELS), moving=True) if sliced else None
        self.ghost = draw_line(self.ax, "ghost")
        self.path = draw_line(self.ax, "path")
        self.velocity = draw_needle(self.ax, np.zeros((3, 2)), moving=True)
        self.point = draw_line(self.ax, "point")

    def tracks(self, run, rows):
        """Return where everything is, for a run of all takes at once.

        Parameters
        ----------
        run : Run
            thetas of shape (steps + 1, takes, D).
        rows : bool array (1, frames, N)
            The faces of each frame's batch.
        """
        thetas, velocities = (a.swapaxes(0, 1)[..., :2] for a in (run.thetas, run.velocities))
        path = thetas[:, None]
        needles = needle_points(thetas, velocities, pixels_per_unit(self.ax))
        tracks = {
            self.ghost: Track(self._ghosts(rows)),
            self.path: Track(path, "grows"),
            self.velocity: Track(needles),
            self.point: Track(path, "tip"),
        }
        if self.rings:
            tracks[self.rings] = self._slices(run.thetas.swapaxes(0, 1))
        return tracks

    def start(self, tracks):
        """Return the handle on the start, given the tracks of the present data."""
        first = Track(tracks[self.path].points[:1, :, :1])
        return Handle("start", "Start of the descent", self.ax, first)

    def _slices(self, thetas):
        """The contours at the present third weight: all move together, and grow with the room."""
        _, centre, lowest = self.model.slices(thetas)
        room = np.array(LEVELS) - lowest[..., None]
        centres = np.repeat(centre[..., None, :], len(LEVELS), axis=-2)
        return Track(centres, shown=room > 0, scales=np.sqrt(np.maximum(room, 0)))

    def _ghosts(self, rows):
        """The contours of each batch's own loss; none over a slice, whose third weight differs."""
        if self.rings or not rows.any():
            return NOWHERE[None, None]
        rings = ellipses(*self.model.batch_bowls(rows[0]), GHOST_HEIGHTS)
        rings[~rows[0].any(axis=-1)] = np.nan  # nothing was measured yet
        return rings[None]


class CurveView:
    """The loss over the steps.

    Parameters
    ----------
    figure : Figure
    box : (left, top, width, height)
    lowest : float, optional
        L*, drawn as a reference.
    steps : int
        The last step.
    limits : (float, float)
        Lowest and highest loss shown.
    """

    def __init__(self, figure, box, lowest, steps, limits=LOSSES):
        self.ax = new_axes(figure, box, title="The loss so far", xlabel="step", ylabel="L")
        loss_axes(self.ax, steps, limits)
        if lowest is not None:
            draw_reference(self.ax, lowest, f"lowest L* = {lowest:.4f}")
        self.trail = Trail(self.ax, "loss")

    def tracks(self, losses, steps=None):
        """Return where the curve and its newest point are.

        Parameters
        ----------
        losses : array (takes, frames)
        steps : sequence of int, optional
            What the frames are called; 0, 1, 2 … where it is not given.
        """
        return self.trail.tracks(over_steps(losses.T, steps))
