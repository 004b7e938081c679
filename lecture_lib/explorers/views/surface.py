"""A loss as a surface that can be turned, above its contours on the floor."""

import numpy as np
from matplotlib.text import Text

from lecture_lib.experiments.lines import WINDOW
from lecture_lib.explorers.views.picture import NOWHERE
from lecture_lib.pictures.figure import new_axes, text_style
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.pictures.surface import cells_below, draw_surface, level_lines, project
from lecture_lib.stage import Track

AZIMUTHS = tuple(range(-72, 73, 6))  # degrees; beyond ±90 near cells would lie behind far ones
HEIGHT = 1.05  # of the cap above the lowest place, in the box
FLOOR = -0.95  # where the contours lie, below the surface
GRID = 17


class SurfaceView:
    """The surface of a loss over two weights, cut off at a height, and its contours below it.

    Parameters
    ----------
    value : callable
        The loss of thetas (..., 2).
    cap : float
        The loss at which the surface is cut off.
    levels : sequence of float
        Losses of the contours.
    names : (str, str)
        Of the two weights.
    """

    def __init__(self, figure, box, value, cap, levels, names=("w₀", "w₁")):
        self.ax = new_axes(figure, box, title="The loss as a surface")
        self.ax.set(xlim=(-1.6, 1.6), ylim=(-1.55, 1.65))
        self.ax.set_axis_off()
        grid, fine = np.linspace(*WINDOW, GRID), np.linspace(*WINDOW, 41)
        heights = value(np.stack(np.meshgrid(grid, grid), axis=-1))
        fine_heights = value(np.stack(np.meshgrid(fine, fine), axis=-1))
        self.cap, self.lowest = cap, float(fine_heights.min())
        rows = cells_below(grid, grid, heights, cap)
        self.cells = [self.lift(row[..., :2], row[..., 2]).reshape(-1, 3) for row in rows]
        self.contours = self.on_floor(level_lines(fine, fine, fine_heights, levels))
        low, high = WINDOW
        self.frame = self.on_floor([(low, low), (high, low), (high, high), (low, high), (low, low)])
        self.sides = self.on_floor([(0, 1.16 * low), (1.16 * high, 0)])
        self.border = draw_line(self.ax, "floor", NOWHERE, moving=True)
        self.lines = draw_line(self.ax, "contour", NOWHERE, moving=True)
        self.rows = draw_surface(self.ax, [NOWHERE] * len(rows), moving=True)
        self.words = [self._word(name) for name in names]

    def lift(self, thetas, losses):
        """Return points of the box for thetas (..., 2) at heights (...)."""
        flat = (np.asarray(thetas, dtype=float) - np.mean(WINDOW)) / (np.ptp(WINDOW) / 2)
        height = (np.asarray(losses) - self.lowest) * self.per_loss
        return np.concatenate([flat, height[..., None]], axis=-1)

    def on_floor(self, thetas):
        """Return points of the box for thetas (..., 2) on the floor."""
        flat = self.lift(thetas, np.full(np.shape(thetas)[:-1], self.lowest))
        return flat + np.array([0, 0, FLOOR])

    @property
    def per_loss(self):
        """How high one unit of loss is in the box."""
        return HEIGHT / (self.cap - self.lowest)

    def slopes(self, gradients):
        """Return the slopes of the surface in the box for gradients (..., 2) of the loss."""
        return np.asarray(gradients) * self.per_loss * np.ptp(WINDOW) / 2

    def tracks(self, azimuths):
        """Return where the surface and the floor are, seen from each side."""
        still = {self.border: self.frame, self.lines: self.contours}
        still |= dict(zip(self.rows, self.cells, strict=True))
        still |= dict(zip(self.words, self.sides[:, None], strict=True))
        return {artist: self.seen(points, azimuths) for artist, points in still.items()}

    @staticmethod
    def seen(points, azimuths):
        """Return the track of points (P, 3) of the box, or of (takes, P, 3) for each side."""
        points = np.asarray(points)
        if points.ndim == 2:
            return Track(project(points, np.asarray(azimuths))[:, None])
        pairs = zip(points, azimuths, strict=True)
        return Track(np.array([project(p, a) for p, a in pairs])[:, None])

    def _word(self, text):
        look = text_style(12.5, LIGHT.ink, ha="center", va="center")
        word = Text(0, 0, text, zorder=4.3, animated=True, **look)
        return self.ax.add_artist(word)
