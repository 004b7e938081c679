"""The figure of the three units: the faces, the cost of each, the loss over the steepness."""

import numpy as np

from lecture_lib.explorers.sigmoid.unit_view import UnitView
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.crowd import SCORES
from lecture_lib.pictures.curves import draw_reference
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

STEEPEST = 1000.0
HEIGHTS = (-1.6, 1.6)
COST = 2.2  # the highest that is shown
LOSSES = (0.015, 3.0)
SEEN = (0.08, 1500.0)  # of the steepness
BESIDE = {"step": "step unit", "line": "linear unit", "σ on 0, 1": "sigmoid unit"}
CURVES = BESIDE | {"σ on −1, +1": "far labels"}
SIDES = ("happy cost", "sad cost")


class UnitsPicture(Picture):
    """The faces with the curve of each unit, a stem for each face's cost, loss over steepness.

    Parameters
    ----------
    faces : Faces
    objectives : dict of str to Objective
        By the name of the unit.
    unit : str
        Which one decides.
    """

    def __init__(self, faces, objectives, unit):
        super().__init__()
        left, middle, right = self.panels
        self.objectives, self.unit = objectives, unit
        self.happy = faces.labels > 0
        objective = objectives[unit]
        self.crowd = UnitView(self.figure, left, faces, objective, HEIGHTS, beside=BESIDE.values())
        words = {"title": "What each face costs", "xlabel": "mouth", "ylabel": "½(y − ŷ)²"}
        self.costs = new_axes(self.figure, middle, **words)
        self.costs.set(xlim=SCORES, ylim=(0, COST), xticks=range(5), yticks=(0, 0.5, 1, 1.5, 2))
        draw_legend(self.costs, dict(zip(SIDES, ("happy", "sad"), strict=True)))
        words = {"title": "The loss over the steepness", "xlabel": "k", "ylabel": "L"}
        self.losses = new_axes(self.figure, right, **words)
        self._steepness_axes()
        draw_legend(self.losses, {style: name for name, style in CURVES.items()})
        if unit == "σ on −1, +1":
            draw_reference(self.costs, 0.5, "½")
        self.stems = [draw_line(self.costs, side, NOWHERE, moving=True) for side in SIDES]
        self.curves = {
            name: draw_line(self.losses, style, NOWHERE, moving=True)
            for name, style in CURVES.items()
        }
        self.point = draw_line(self.losses, "point", NOWHERE, moving=True)

    def tracks(self, thetas, k, losses):
        """Return where everything is.

        Parameters
        ----------
        thetas : array (takes, 2)
            Of the unit that decides.
        k : array (takes,)
            The steepness.
        losses : dict of str to array (takes,)
            Of every unit.
        """
        costs = self.objectives[self.unit].example_losses(thetas)
        mouth = self.objectives[self.unit].X[:, 1]
        sides = (self.happy, ~self.happy)
        models = [self.objectives[name].model for name in BESIDE]
        lines = {name: np.column_stack([k, losses[name]])[None, None] for name in self.curves}
        return {
            **self.crowd.tracks(thetas[:, None], models),
            **{
                stems: Track(stem_points(mouth[rows], costs[:, None, rows]))
                for stems, rows in zip(self.stems, sides, strict=True)
            },
            **{curve: Track(lines[name]) for name, curve in self.curves.items()},
            self.point: Track(lines[self.unit].swapaxes(0, 2)),
        }

    def _steepness_axes(self):
        ax = self.losses
        ax.set(xscale="log", yscale="log")
        ax.set_xticks([0.1, 1, 10, 100, 1000], ["0.1", "1", "10", "100", "1000"])
        levels = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2)
        ax.set_yticks(levels, [f"{level:g}" for level in levels])
        ax.minorticks_off()
        ax.set(xlim=SEEN, ylim=LOSSES)
        draw_reference(ax, 0.25, "¼")


def stem_points(x, heights):
    """Return upright lines from 0 to heights (..., P) at x (P,), as points (..., 3 P, 2)."""
    foot = np.broadcast_to(0.0, heights.shape)
    hole = np.full(heights.shape, np.nan)
    points = np.stack([foot, heights, hole], axis=-1)
    across = np.broadcast_to(x[:, None], points.shape)
    return np.stack([across, points], axis=-1).reshape(*heights.shape[:-1], -1, 2)
