"""The panel of a model that bends: faces in the plane, and all places that it calls happy."""

from typing import NamedTuple

import numpy as np

from lecture_lib.explorers.views.picture import NOWHERE
from lecture_lib.pictures.crowd import SCORES, mark_wrong, plane_axes
from lecture_lib.pictures.faces import draw_faces
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.regions import draw_region, level_lines, region_rings
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

POINTS = 51  # of the grid on which the region is found, along each axis
LEVELS = (1, 2, 3, 4)  # of the estimate, and as many below 0


class RegionView:
    """Faces in the plane of mouth and brow, a model's estimate as a relief, and who is wrong.

    Parameters
    ----------
    title : str
    faces : Faces
        With mouth and brow scores.
    size : float
        Diameter of the heads, in CSS pixels.
    """

    def __init__(self, figure, box, title, faces, size=22):
        self.ax = new_axes(figure, box, title=title, xlabel="mouth", ylabel="brow")
        plane_axes(self.ax)
        mouth, brow = faces.mouth, faces.brow
        look = {"size": size, "moving": True}  # on top of the region
        self.faces = draw_faces(self.ax, mouth, brow, mouth, brow, faces.labels, **look)
        self.spots = np.column_stack([mouth, brow])
        self.region = draw_region(self.ax, NOWHERE, moving=True)
        self.above, self.below = (draw_line(self.ax, name) for name in ("level", "level below"))
        self.wrong = mark_wrong(self.ax, self.spots, size=size, moving=True)

    def tracks(self, relief, wrong):
        """Return where everything is, for a `Relief` and who is decided wrongly (frames, N)."""
        return {
            self.region: Track(relief.border[None]),
            self.above: Track(relief.above[None]),
            self.below: Track(relief.below[None]),
            self.faces: Track(self.faces.get_offsets()[None, None]),
            self.wrong: Track(self.spots[None, None], shown=wrong[None]),
        }


class Relief(NamedTuple):
    """A model's estimate over the plane, as lines; each array is (frames, P, 2).

    Parameters
    ----------
    border : array
        Round all places that are called happy.
    above, below : array
        Where the estimate is 1, 2 …, and where it is -1, -2 …
    """

    border: np.ndarray
    above: np.ndarray
    below: np.ndarray


def plane_grid():
    """Return the scores at which an estimate is wanted for its relief, (POINTS², 2)."""
    marks = _marks()
    return np.stack(np.meshgrid(marks, marks), axis=-1).reshape(-1, 2)


def relief_of(y_hat):
    """Trace estimates (frames, POINTS²) at the places of `plane_grid`; return the `Relief`."""
    marks, values = _marks(), y_hat.reshape(-1, POINTS, POINTS)
    border = region_rings(marks, marks, values)
    above, below = (level_lines(marks, marks, sign * values, LEVELS) for sign in (1, -1))
    return Relief(border, above, below)


def _marks():
    return np.linspace(SCORES[0] - 0.2, SCORES[1] + 0.2, POINTS)  # the frame itself is no border
