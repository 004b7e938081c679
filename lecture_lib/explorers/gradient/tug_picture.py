"""The figure of the tug of war: the pulls, the landscape with the walk, the faces."""

import numpy as np

from lecture_lib.explorers.views import NOWHERE, CrowdView, Picture, loss_map
from lecture_lib.pictures.arrows import arrow_points, draw_arrow, thin_arrows
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track

NAMES = {"happy pull": "happy faces", "sad pull": "sad faces", "line": "their mean"}
SIDES = ("happy", "sad")
BROAD = {"width": 7, "head": 20}  # CSS pixels: the mean
HELD = {"width": 4, "head": 13}  # the face that is looked at


class TugPicture(Picture):
    """Forty pulls on the weights with their mean, the walk on the map, the faces with the line.

    Parameters
    ----------
    model : FaceModel
    reach : (float, float)
        How far the plane of pulls reaches along w₀ and along w₁.
    """

    def __init__(self, model, reach):
        super().__init__()
        left, middle, right = self.panels
        self.model, self.reach = model, reach
        self.happy = model.faces.labels > 0
        names = {"xlabel": "pull on w₀", "ylabel": "pull on w₁"}
        self.pulls = new_axes(self.figure, left, title="Forty pulls and their mean", **names)
        across, up = reach
        self.pulls.set(xlim=(-across, across), ylim=(-up, up))
        for ends in ([(-across, 0), (across, 0)], [(0, -up), (0, up)]):
            draw_line(self.pulls, "reference", ends)
        draw_legend(self.pulls, NAMES, loc="upper left")  # where no face pulls
        self.map = loss_map(self.figure, middle, model)
        self.crowd = CrowdView(self.figure, right, model)
        self.sides = [draw_line(self.pulls, f"{side} pull", NOWHERE, moving=True) for side in SIDES]
        self.held = draw_arrow(self.pulls, "batch", np.zeros((7, 2)), moving=True)
        self.mean = draw_arrow(self.pulls, "line", np.zeros((7, 2)), moving=True)
        self.mean.set_zorder(6.4)
        self.path = draw_line(self.map, "path", NOWHERE, moving=True)
        self.pull = draw_arrow(self.map, "line", np.zeros((7, 2)), moving=True)
        self.point = draw_line(self.map, "point", NOWHERE, moving=True)
        self.miss = draw_line(self.crowd.ax, "subset", NOWHERE, moving=True)

    def tracks(self, thetas, pulls, face):
        """Return where everything is.

        Parameters
        ----------
        thetas : array (takes, frames, 2)
        pulls : array (takes, frames, N, 2)
            Minus the gradient of each face's own loss.
        face : int
            The row that is looked at.
        """
        scale, origin = pixels_per_unit(self.pulls), np.zeros(2)
        mean, path = pulls.mean(axis=-2), thetas[:, None]
        sides = (pulls[..., self.happy, :], pulls[..., ~self.happy, :])
        fans = [Track(thin_arrows(origin, side, scale)) for side in sides]
        return {
            **dict(zip(self.sides, fans, strict=True)),
            self.held: Track(arrow_points(origin, pulls[..., face, :], scale, **HELD)),
            self.mean: Track(arrow_points(origin, mean, scale, **BROAD)),
            self.path: Track(path, "grows"),
            self.pull: Track(arrow_points(thetas, mean, pixels_per_unit(self.map))),
            self.point: Track(path, "tip"),
            self.miss: Track(self._miss(thetas, face)),
            **self.crowd.tracks(thetas, self._only(face)),
        }

    def handles(self, tracks, face):
        """Return the start on the map, and a key on each face."""
        first = Track(tracks[self.path].points[:1, :, :1])
        start = Handle("start", "Start of the descent", self.map, first, step=6, fine=2)
        keys = [
            Handle(
                f"{row}",
                f"Face {row + 1}",
                self.crowd.ax,
                Track(spot[None, None, None]),
                pressed=row == face,
            )
            for row, spot in enumerate(self.crowd.spots)
        ]
        return [start, *keys]

    def _only(self, face):
        return np.arange(len(self.crowd.spots))[None, None] == face

    def _miss(self, thetas, face):
        """From the label of the face to what the line says of it."""
        faces = self.model.faces
        y_hat = self.model.objective.predict(thetas)[..., face]
        label = np.broadcast_to(faces.labels[face], y_hat.shape)
        x = np.broadcast_to(faces.mouth[face], y_hat.shape)
        return np.stack([np.stack([x, label], axis=-1), np.stack([x, y_hat], axis=-1)], axis=-2)
