"""The figure of the saturation: the slope over the score, down to where nothing is left."""

import numpy as np

from lecture_lib.explorers.explorer import signed
from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

NEAR = {"slope": (50, (-40, -20, 0, 20, 40)), "pull": (10, (-10, -5, 0, 5, 10))}  # drawn evenly
ZERO = 1e-24  # where an exact 0 is drawn on a scale of powers of ten
NAMES = {"curve": "σ(z)σ(−z)", "float64": "σ(1 − σ), float64", "float32": "σ(1 − σ), float32"}
ROOM = 10  # CSS pixels for the powers beside the axis
POWERS = (1e-5, 1e-10, 1e-15, 1e-20)
MARKS = ("landing", "point", "stopped")  # for the three ways in turn
PULLS = {"loss": "squared loss", "cross entropy": "cross entropy"}


class SaturationPicture(Picture):
    """The slope of σ over z in three ways of computing it, and the pull of a happy face.

    Parameters
    ----------
    slopes : callable
        Takes z (takes,), returns the three slopes.
    """

    def __init__(self, slopes):
        super().__init__(2, width=510)
        self.slopes, self.sweep = slopes, _sweep()
        left, right = self.panels
        left = (left[0] + ROOM, left[1], left[2] - ROOM, left[3])
        z = self.sweep
        self.slope = self._slope_axes(left)
        self.pull = self._pull_axes(right)
        for meaning, row in zip(NAMES, slopes(z), strict=True):
            draw_line(self.slope, meaning, np.column_stack([z, _floor(row)])).set_zorder(2)
        draw_legend(self.slope, NAMES, loc="upper left")
        draw_legend(self.pull, PULLS, loc="upper left")
        self.pulls = [draw_line(self.pull, meaning, NOWHERE, moving=True) for meaning in PULLS]
        self.marks = [draw_line(self.slope, mark, NOWHERE, moving=True) for mark in MARKS]
        self.dots = [draw_line(self.pull, mark, NOWHERE, moving=True) for mark in ("point", "kept")]

    def tracks(self, z, pulls):
        """Return where everything is, for scores (takes,).

        Parameters
        ----------
        z : array (takes,)
        pulls : callable
            Takes scores, returns ∂L/∂z with squared loss and with cross entropy.
        """
        pairs = [
            *zip(self.marks, map(_floor, self.slopes(z)), strict=True),
            *zip(self.dots, pulls(z), strict=True),
        ]
        curves = zip(self.pulls, pulls(self.sweep), strict=True)
        return {
            **{c: Track(np.column_stack([self.sweep, row])[None, None]) for c, row in curves},
            **{mark: Track(np.column_stack([z, row])[:, None, None]) for mark, row in pairs},
        }

    def _slope_axes(self, box):
        words = {"title": "The slope of σ", "xlabel": "z", "ylabel": "σ′(z)"}
        ax = new_axes(self.figure, box, **words)
        ax.set_yscale("log")
        ax.set_yticks([1, *POWERS, ZERO], ["1", *map(power_of_ten, POWERS), "0"])
        self._score_axis(ax, *NEAR["slope"])
        ax.set_ylim(ZERO / 10, 1e6)
        return ax

    def _pull_axes(self, box):
        words = {"title": "The slope of the face's loss", "xlabel": "z", "ylabel": "∂L/∂z"}
        ax = new_axes(self.figure, box, **words)
        self._score_axis(ax, *NEAR["pull"])
        ax.set_yticks((-1, -0.5, 0, 0.5, 1))
        ax.set_ylim(-1.1, 1.6)
        return ax

    def _score_axis(self, ax, near, ticks):
        ax.set_xscale("symlog", linthresh=near, linscale=4)
        ticks = (-1000, *ticks, 1000)
        ax.set_xticks(ticks, [signed(tick) for tick in ticks])
        ax.minorticks_off()
        ax.set_xlim(-1400, 1400)


def _sweep():
    near = np.linspace(-50, 50, 1001)
    far = np.geomspace(50, 1000, 60)
    return np.concatenate([-far[::-1], near, far])


def _floor(slopes):
    """Slopes as they are drawn: an exact 0 on its own level, what is smaller than the page not."""
    return np.where(slopes == 0, ZERO, np.where(slopes < 1e-22, np.nan, slopes))
