"""A figure of a few panels, drawn in light, and what moves in it step by step."""

import numpy as np

from lecture_lib.pictures.figure import new_axes, new_figure, pixels_per_unit, side_by_side
from lecture_lib.pictures.repaint import repaint
from lecture_lib.pictures.style import DARK, LIGHT, draw_line
from lecture_lib.stage import Handle, Track

PANEL = (300, 348)  # CSS pixels; with the house's margins its axes are square
WIDE = 450  # of a panel where two stand side by side
PALETTES = {"light": LIGHT, "dark": DARK}
NOWHERE = np.full((1, 2), np.nan)


class Picture:
    """A figure of a few equal panels, drawn in light.

    Parameters
    ----------
    panels : int
    width : int
        Of a panel, in CSS pixels.
    """

    def __init__(self, panels=3, width=PANEL[0]):
        self.theme = "light"
        self.figure = new_figure(panels * width, PANEL[1])
        self.panels = side_by_side(self.figure, [1] * panels)

    def axes(self, box, title="", xlabel="", ylabel=""):
        """Add axes in a panel; return them."""
        return new_axes(self.figure, box, title=title, xlabel=xlabel, ylabel=ylabel)

    def wear(self, name):
        """Change to the theme of a name, "light" or "dark"."""
        if name != self.theme:
            repaint(self.figure, PALETTES[self.theme], PALETTES[name])
            self.theme = name


class Trail:
    """A line that grows step by step, with a mark at its end.

    Parameters
    ----------
    ax : Axes
    line, end : str
        What they mean (`pictures.style`).
    """

    def __init__(self, ax, line, end="point"):
        self.line, self.end = draw_line(ax, line), draw_line(ax, end)

    def tracks(self, points):
        """Return where both are, for points (frames, takes, 2)."""
        points = points.swapaxes(0, 1)[:, None]
        return {self.line: Track(points, "grows"), self.end: Track(points, "tip")}


def over(x, y):
    """Return the points (…, 2) of y over x."""
    return np.stack(np.broadcast_arrays(x, y), axis=-1)


def over_steps(values, steps=None):
    """Return values (frames, takes) as points over the steps, (frames, takes, 2)."""
    steps = np.arange(len(values)) if steps is None else np.asarray(steps)
    return over(steps[:, None], values)


def tangent_ends(spots, slope, reach):
    """Return both ends of tangents at spots (..., 2), so far to both sides along x, (..., 2, 2)."""
    ends = reach[..., None] * np.array([-1, 1])
    return spots[..., None, :] + np.stack([ends, slope[..., None] * ends], axis=-1)


def notched_handle(name, label, ax, place, notch, coarse=3, along=0):
    """Return a handle that keys move by a notch of the axes, of x or y, or by several at once."""
    fine = notch * float(pixels_per_unit(ax)[along])
    return Handle(name, label, ax, place, step=coarse * fine, fine=fine)


def upright(line, x):
    """Return where an upright line through its axes is, for x (takes,); NaN for none."""
    return Track(over(x[:, None], line.axes.get_ylim())[:, None])
