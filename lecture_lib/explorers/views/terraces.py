"""The panels that the explorers of S10 share: faces with the gap, and the terraces of the loss."""

from functools import lru_cache

import numpy as np

from lecture_lib.experiments.lines import WINDOW
from lecture_lib.experiments.zero_one import crowd, gap_points, ground_of, whole
from lecture_lib.explorers.views.crowd import CrowdView
from lecture_lib.explorers.views.picture import NOWHERE, notched_handle
from lecture_lib.pictures.crowd import SCORES
from lecture_lib.pictures.figure import new_axes, text_style
from lecture_lib.pictures.regions import draw_same, draw_terraces, terrace_points
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track

NOTCH = 0.05  # of a weight
LEVELS = (np.arange(11) + 0.5) / 6  # of the loss: one for each mistake of twelve faces
REACH = WINDOW[1] + 0.1  # beyond the window, whose frame is no border
GRID = np.linspace(-REACH, REACH, 83)
MOUTHS = np.linspace(SCORES[0] - 0.5, SCORES[1] + 0.5, 13)
ROOMY = 0.9  # the least area of a cell in which its mistakes are written


class GapView(CrowdView):
    """The faces with the line, and the blue band in which it can move without any consequence.

    Parameters are those of `CrowdView`.
    """

    def __init__(self, figure, box, model):
        super().__init__(figure, box, model, on_top=True)
        self.gap = draw_same(self.ax, NOWHERE, moving=True)

    def tracks(self, thetas, cells):
        """Return where everything is, for thetas (takes, frames, 2) and their cells."""
        return super().tracks(whole(thetas)) | {self.gap: Track(gap_points(cells, MOUTHS))}


class TerracesView:
    """The loss over the plane of two weights, as terraces, and its `Cells` of equal answers."""

    def __init__(self, figure, box, cells):
        title = "The loss of every line"
        self.ax = new_axes(figure, box, title=title, xlabel="w₀", ylabel="w₁   (w₂ = 1)")
        self.ax.set(xlim=WINDOW, ylim=WINDOW)
        self.terraces = draw_terraces(self.ax, len(LEVELS), moving=True)
        self.borders = draw_line(self.ax, "border")
        self.segments = cells.segments()
        self.cell = draw_same(self.ax, NOWHERE, moving=True)
        self.path = draw_line(self.ax, "path")
        self.point = draw_line(self.ax, "point")

    def tracks(self, thetas, cells, below):
        """Return where everything is.

        ``cells`` are (takes, frames or 1, P, 2), and ``below`` comes from `terraces_of`.
        """
        terraces = zip(self.terraces, below, strict=True)
        return {
            **{artist: Track(points[:, None]) for artist, points in terraces},
            self.borders: Track(self.segments[None, None]),
            self.cell: Track(cells),
            self.path: Track(thetas[:, None], "grows"),
            self.point: Track(thetas[:, None], "tip"),
        }

    def count(self, ground, cells):
        """Write into each roomy cell how many faces are wrong there."""
        marks = GRID[1:-1:4]
        around = cells.around(np.stack(np.meshgrid(marks, marks), axis=-1))
        outlines = np.unique(around.reshape(len(marks) ** 2, -1), axis=0)
        places = np.array([_middle(outline) for outline in outlines.reshape(len(outlines), -1, 2)])
        look = text_style(12, LIGHT.muted, ha="center", va="center", zorder=9)
        for x, y in places[places[:, 2] > ROOMY, :2]:
            self.ax.text(x, y, str(ground.mistakes(np.array([x, y]))), **look)

    def start(self, tracks):
        """Return the handle on the start, given the tracks of the present data."""
        first = Track(tracks[self.path].points[:, :, :1])
        return notched_handle("start", "The line as a point of the map", self.ax, first, NOTCH)


@lru_cache(maxsize=32)  # every explorer of a notebook wants the same
def terraces_of(faces, blend):
    """Return the terraces of a loss: for each level the rings of what is lower, (1, P, 2).

    ``faces`` is "twelve" or "forty"; ``blend`` says how much of the step is taken away.
    """
    ground = ground_of(crowd(faces), blend)
    values = ground.value(np.stack(np.meshgrid(GRID, GRID), axis=-1))
    return terrace_points(GRID, GRID, values[None], LEVELS)


def _middle(outline):
    """Middle and area of a convex polygon."""
    a, b = outline - outline[0], np.roll(outline, -1, axis=0) - outline[0]
    area = (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) / 2
    middle = outline[0] + area @ (a + b) / 3 / max(area.sum(), 1e-12)
    return *middle, area.sum()
