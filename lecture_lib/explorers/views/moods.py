"""The panel of the four moods: faces in the plane of bend and raise, and who is called what."""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.experiments.moods import MOODS
from lecture_lib.explorers.views.picture import NOWHERE
from lecture_lib.pictures.cells import cell_points, draw_cell
from lecture_lib.pictures.crowd import mark_wrong
from lecture_lib.pictures.faces import PENS
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.moods import draw_moods
from lecture_lib.stage import Track

BOX = (-1.7, 1.7, -1.2, 2.2)  # bend of the mouth, raise of the brows


class MoodsView:
    """The sixty faces, a cell for each mood, and crosses on the faces that are called wrongly."""

    def __init__(self, figure, box, title):
        names = {"xlabel": "bend of the mouth", "ylabel": "raise of the brows"}
        self.ax = new_axes(figure, box, title=title, **names)
        self.ax.set(xlim=BOX[:2], ylim=BOX[2:], xticks=(-1, 0, 1), yticks=(-1, 0, 1, 2))
        faces = load_faces("moods")
        bend, brow = faces.features.T
        self.faces = draw_moods(self.ax, bend, brow, bend, brow, faces.labels.tolist(), moving=True)
        self.spots = faces.features
        self.cells = [draw_cell(self.ax, NOWHERE, f"{mood}_face", moving=True) for mood in MOODS]
        self.wrong = mark_wrong(self.ax, self.spots, moving=True)

    def tracks(self, objective, thetas):
        """Return where everything is, for thetas (takes, frames, 12)."""
        cells = cell_points(objective.model.weights(thetas), BOX)
        return {
            **{cell: Track(cells[..., k, :, :]) for k, cell in enumerate(self.cells)},
            self.faces: Track(np.repeat(self.spots, len(PENS), axis=0)[None, None]),
            self.wrong: Track(self.spots[None, None], shown=objective.wrong(thetas)),
        }


def step_axis(ax):
    """Space the first ten steps evenly on the axis, and the later ones ever closer."""
    steps = [step for step in (0, 5, 10, 30, 100, 300, 1000) if step <= ax.get_xlim()[1]]
    ax.set_xscale("symlog", linthresh=10, linscale=0.8)
    ax.set_xticks(steps, list(map(str, steps)))
