"""A descent: its path over the loss landscape, and the loss over the steps."""

import numpy as np

from lecture_lib import theory
from lecture_lib.experiments.lines import WINDOW
from lecture_lib.explorers.views.crowd import CrowdView
from lecture_lib.explorers.views.picture import NOWHERE, Picture, Trail, over_steps
from lecture_lib.pictures.curves import draw_reference, loss_axes
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.landscape import (
    draw_landscape,
    draw_needle,
    draw_rings,
    ellipses,
    needle_points,
)
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track

LOSSES = (0.08, 30)
LEVELS = (0.16, 0.2, 0.3, 0.5, 1, 2, 5, 10)  # of the contours of a slice
GHOST_HEIGHTS = (0.02, 0.2, 1, 4)  # above the batch's own lowest loss


def rows_of(run, N):
    """Tell which of N faces the step to each frame was measured on, (1, frames, N).

    None where it was all of them: they need no mark.
    """
    rows = np.zeros((1, len(run.thetas), N), bool)
    for step, batch in enumerate(run.batches or (), start=1):
        rows[0, step, batch] = len(batch) < N
    return rows


def loss_map(figure, box, model, filled=True):
    """Add a panel for the loss of every line; return its axes.

    If it is ``filled`` the landscape is drawn; of a third weight, the best is taken in each place.
    """
    ax = new_axes(figure, box, title="The loss of every line", xlabel="w₀", ylabel="w₁")
    grid = np.linspace(*WINDOW, 121)
    ax.set(xlim=WINDOW, ylim=WINDOW)
    if filled:
        draw_landscape(ax, grid, grid, model.best_values(grid, grid), lowest=model.lowest)
    draw_line(ax, "optimum", model.optimum[None, :2])
    return ax


def loss_curve(figure, box, title, lowest, steps, limits=LOSSES):
    """Add a panel for the loss over the steps, with the ``lowest`` there is; return its axes."""
    ax = new_axes(figure, box, title=title, xlabel="step", ylabel="L")
    loss_axes(ax, steps, limits)
    if lowest is not None:
        draw_reference(ax, lowest, f"lowest L* = {lowest:.4f}")
    return ax


class LandscapeView:
    """The loss landscape with the path, the velocity, the point, and a batch's own landscape.

    Parameters
    ----------
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

        ``rows``, bool (1, frames, N), are the faces of each frame's batch.
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
    lowest : float, optional
        L*, drawn as a reference.
    steps : int
        The last step.
    limits : (float, float)
        Lowest and highest loss shown.
    """

    def __init__(self, figure, box, lowest, steps, limits=LOSSES):
        self.ax = loss_curve(figure, box, "The loss so far", lowest, steps, limits)
        self.trail = Trail(self.ax, "loss")

    def tracks(self, losses, steps=None):
        """Return where the curve and its newest point are, for losses (takes, frames).

        ``steps`` is what the frames are called; 0, 1, 2 … where it is not given.
        """
        return self.trail.tracks(over_steps(losses.T, steps))


class DescentPicture(Picture):
    """The faces with the line, the loss of every line, and axes for the loss over the steps."""

    def __init__(self, model, steps, title="The loss so far"):
        super().__init__()
        left, middle, right = self.panels
        self.crowd = CrowdView(self.figure, left, model)
        self.map = loss_map(self.figure, middle, model)
        self.loss = loss_curve(self.figure, right, title, model.lowest, steps)

    def tracks(self, run):
        """Return where the line is and the batch, for a run of all takes at once."""
        return self.crowd.tracks(run.thetas.swapaxes(0, 1), rows_of(run, len(self.crowd.spots)))
