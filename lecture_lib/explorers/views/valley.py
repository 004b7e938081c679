"""The panel of a ball on a curve: a loss over one parameter, and a descent on it."""

import numpy as np

from lecture_lib.explorers.views.picture import NOWHERE, tangent_ends
from lecture_lib.pictures.crowd import mark_wrong
from lecture_lib.pictures.curves import draw_land, land_points
from lecture_lib.pictures.faces import draw_faces
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track

POINTS = 241  # of a curve
BAND = 0.42  # height of the faces' part of the panel, against that of the curve
ROWS = 3  # of faces, which stand in them in turn
HEAD = 17  # CSS pixels
TANGENT = 42  # half its length, in CSS pixels


class ValleyView:
    """The loss over one parameter, with a ball on it, its path, and the tangent where it is.

    With faces, the parameter is a place on their mouth axis: they stand over the curve, and the
    line between sad and happy goes up from the ball.

    Parameters
    ----------
    window : (left, right)
        What is shown of the parameter.
    heights : (low, high)
        What is shown of the loss.
    title, xlabel : str
    faces : Faces, optional
        With a mouth score.
    ghosts : sequence of str
        The meanings (`pictures.style`) of further curves that move.
    """

    def __init__(self, figure, box, *, window, heights, title, xlabel="θ", faces=None, ghosts=()):
        self.low, self.high = heights
        self.top = self.high if faces is None else self.high + BAND * (self.high - self.low)
        self.ax = new_axes(figure, box, title=title, xlabel=xlabel, ylabel="L")
        self.ax.set(xlim=window, ylim=(self.low, self.top))
        self.grid = np.linspace(*window, POINTS)[:, None]
        self.spots = None if faces is None else self._draw_faces(faces)
        self.land, self.curve = draw_land(self.ax, NOWHERE, moving=True)
        self.ghosts = [draw_line(self.ax, meaning) for meaning in ghosts]
        if faces is not None:
            self.line = draw_line(self.ax, "threshold")
            self.wrong = mark_wrong(self.ax, self.spots, size=HEAD, moving=True)
        self.path = draw_line(self.ax, "path")
        self.tangent = draw_line(self.ax, "gradient")
        self.point = draw_line(self.ax, "point")

    def tracks(self, curve, thetas, ghosts=()):
        """Return where everything is.

        Parameters
        ----------
        curve : Curve, SteepLine or alike
            Has `value` and `gradient`. It may be one for each take: then it takes thetas of
            shape (frames, takes, 1), as its numbers have shape (takes, 1).
        thetas : array (takes, frames, 1)
            The path of the ball; a single frame lets it lie still.
        ghosts : sequence of curves
            One for each of the view's ghosts.
        """
        steps_first = thetas.swapaxes(0, 1)  # as the curve takes them
        theta, loss = thetas[..., 0], curve.value(steps_first).T
        slope = curve.gradient(steps_first)[..., 0].T
        spots = np.stack([theta, loss], axis=-1)
        path, shape = spots[:, None], self.shape(curve)
        grows, tip = ("grows", "tip") if spots.shape[1] > 1 else ("all", "all")
        tracks = {
            self.land: Track(land_points(shape, self.low)),
            self.curve: Track(shape),
            self.path: Track(path, grows),
            self.tangent: Track(self._tangent(spots, slope)),
            self.point: Track(path, tip),
        }
        if self.spots is not None:
            up = np.stack([spots, np.stack([theta, np.full_like(loss, self.top)], -1)], axis=-2)
            wrong = curve.wrong(steps_first).swapaxes(0, 1)
            tracks[self.line] = Track(up)
            tracks[self.wrong] = Track(self.spots[None, None], shown=wrong)
        pairs = zip(self.ghosts, ghosts, strict=True)
        return tracks | {artist: Track(self.shape(ghost)) for artist, ghost in pairs}

    def shape(self, curve):
        """Return the curve's points over the window, (takes or 1, 1, points, 2)."""
        heights = np.atleast_2d(curve.value(self.grid[:, None]).T)  # (takes or 1, points)
        across = np.broadcast_to(self.grid[:, 0], heights.shape)
        return np.stack([across, heights], axis=-1)[:, None]

    def start(self, tracks, label="Start of the descent", step=6.0, fine=1.0):
        """Return the handle on the start, given the tracks of the present data."""
        first = Track(tracks[self.path].points[:, :1, :1])
        return Handle("start", label, self.ax, first, step=step, fine=fine)

    def _draw_faces(self, faces):
        """Faces in rows over the curve; return where they stand."""
        ticks = self.ax.get_yticks()
        self.ax.set_yticks(ticks[ticks <= self.high])
        rank = np.argsort(np.argsort(faces.mouth, kind="stable"))
        heights = self.high + (rank % ROWS + 0.5) * (self.top - self.high) / ROWS
        level = np.full(len(faces), 2.0)  # these faces have no brow score
        draw_faces(self.ax, faces.mouth, heights, faces.mouth, level, faces.labels, size=HEAD)
        return np.column_stack([faces.mouth, heights])

    def _tangent(self, spots, slope):
        """Both ends of the tangent: equally long in the picture whatever the slope."""
        across, up = pixels_per_unit(self.ax)
        reach = TANGENT / np.hypot(across, up * slope)
        return tangent_ends(spots, slope, reach)
