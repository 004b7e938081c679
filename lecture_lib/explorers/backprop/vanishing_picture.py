"""The figure of the vanishing explorer: the activation's slope, and δ in every layer."""

import numpy as np

from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.curves import draw_reference
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

REACH = 6.0  # of the scores
SIZES = (1e-9, 1e9)  # of δ


class VanishingPicture(Picture):
    """The slope of the activation with a dot per layer, and the size of δ over the layers.

    Parameters
    ----------
    f : Sigmoid or alike
        The activation.
    """

    def __init__(self, f):
        super().__init__(2, width=510)
        self.f = f
        left, right = self.panels
        words = {"title": "The slope that each layer multiplies with", "xlabel": "z"}
        ax = self.slope = new_axes(self.figure, left, ylabel="f′(z)", **words)
        ax.set(xlim=(-REACH, REACH), ylim=(-0.05, 1.1), yticks=(0, 0.25, 0.5, 1))
        z = np.linspace(-REACH, REACH, 601)
        draw_line(ax, "curve", np.column_stack([z, f.derivative(z)]))
        words = {"title": "What is left of an error of 1", "xlabel": "layer", "ylabel": "|δ|"}
        ax = self.sizes = new_axes(self.figure, right, **words)
        ax.set_yscale("log")
        ax.set(xlim=(0.5, 10.5), ylim=SIZES, xticks=range(1, 11))
        ax.set_yticks([1e-9, 1e-6, 1e-3, 1, 1e3, 1e6, 1e9])
        ax.minorticks_off()
        draw_reference(ax, 1.0, "1")
        self.dots = draw_line(self.slope, "path", NOWHERE, moving=True)
        self.dot = draw_line(self.slope, "point", NOWHERE, moving=True)
        self.dots.set_linestyle("none")
        self.bound = draw_line(self.sizes, "limit", NOWHERE, moving=True)
        self.curve = draw_line(self.sizes, "path", NOWHERE, moving=True)
        self.point = draw_line(self.sizes, "point", NOWHERE, moving=True)

    def tracks(self, z, deltas):
        """Return where everything is, for scores and deltas (takes, layers)."""
        depth, layers = np.isfinite(z).sum(axis=1)[:, None], 1 + np.arange(z.shape[1])
        layer = np.maximum(depth + 1 - layers, 1)  # of each frame: from the output to the first
        score, delta = (np.take_along_axis(table, layer - 1, axis=1) for table in (z, deltas))
        scores = np.stack([score, self.f.derivative(score)], axis=-1)[:, None]
        sizes = np.stack([layer.astype(float), np.abs(delta)], axis=-1)[:, None]
        quarter = np.where(layers <= depth, 0.25 ** (depth + 1.0 - layers), np.nan)
        bound = np.stack(np.broadcast_arrays(layers, quarter), axis=-1)[:, None]
        return {
            self.dots: Track(scores, "grows"),
            self.dot: Track(scores, "tip"),
            self.bound: Track(bound),
            self.curve: Track(sizes, "grows"),
            self.point: Track(sizes, "tip"),
        }
