"""Figures and axes in the house style. Sizes are in CSS pixels, 100 to the inch.

Everything is set on the artists themselves, and what cannot be is made and drawn in `house_style`:
what a notebook has set for its own figures (`plt.xkcd()`, `lines.marker`) changes nothing here.
Global settings are not changed either, and pyplot is not used: a figure belongs to nobody but its
maker.
"""

from contextlib import nullcontext
from itertools import pairwise

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from lecture_lib.checks import positive
from lecture_lib.pictures.style import LIGHT

PIXELS_PER_INCH = 100
POINTS_PER_PIXEL = 72 / PIXELS_PER_INCH
FONT = "DejaVu Sans"  # comes with matplotlib, so that a picture is the same on every machine
MARGINS = (40, 14, 58, 44)  # left, right, top, bottom of the axes within their panel


class HouseFigure(Figure):
    """A figure that is drawn in the house style, whatever was set when its artists were made."""

    def draw(self, renderer):
        """Draw without sketches, without effects and without LaTeX."""
        for artist in self.findobj():
            artist.set_sketch_params(None)
            artist.set_path_effects([])
            if isinstance(artist, Text):
                artist.set_usetex(False)
        with house_style():
            super().draw(renderer)


class HouseAxes(Axes):
    """Axes whose lines and dots have the markers that they are given, or none, or dots."""

    def plot(self, *points, **look):
        """Draw lines; without markers unless told otherwise."""
        with house_style() if matplotlib.rcParams["text.usetex"] else nullcontext():  # of letters
            return super().plot(*points, **{"marker": "None"} | look)

    def scatter(self, *points, **look):
        """Draw markers; discs unless told otherwise."""
        return super().scatter(*points, **{"marker": "o"} | look)


def house_style():
    """Give a context in which matplotlib has its own settings.

    Returns
    -------
    context manager
    """
    looks = ("axes", "grid", "lines", "scatter", "patch", "path", "text", "font", "mathtext")
    looks += ("xtick", "ytick", "figure", "image", "markers", "hatch", "contour", "polaraxes")
    own = matplotlib.rcParamsDefault
    return matplotlib.rc_context({name: own[name] for name in own if name.startswith(looks)})


def text_style(size, colour, **more):
    """Return keyword arguments of Text: ``size`` in CSS pixels, ``colour`` and ``more``."""
    return {"fontfamily": FONT, "fontsize": size * POINTS_PER_PIXEL, "color": colour, **more}


def new_figure(width=960, height=400):
    """Make an empty figure, drawn by Agg, of some ``width`` and ``height`` in CSS pixels."""
    size = np.array([positive("width", width), positive("height", height)]) / PIXELS_PER_INCH
    with house_style():
        figure = HouseFigure(
            figsize=size, dpi=PIXELS_PER_INCH, facecolor=LIGHT.paper, layout="none"
        )
    FigureCanvasAgg(figure)
    return figure


def side_by_side(figure, shares):
    """Cut a ``figure`` into panels of full height, their widths in the ratio of ``shares``.

    Panels are (left, top, width, height) in whole CSS pixels from the top left corner.

    Examples
    --------
    >>> side_by_side(new_figure(900, 400), (1, 2))
    [(0, 0, 300, 400), (300, 0, 600, 400)]
    """
    width, height = (round(s * PIXELS_PER_INCH) for s in figure.get_size_inches())
    parts = np.cumsum([0, *positive("shares", shares)])
    edges = np.round(parts / parts[-1] * width).astype(int).tolist()
    return [(a, 0, b - a, height) for a, b in pairwise(edges)]


def new_axes(figure, box, *, title="", xlabel="", ylabel=""):
    """Add axes to a panel: title and y-label lie flat above them, limits stay where they are put.

    Parameters
    ----------
    figure : Figure
    box : (left, top, width, height)
        The panel, labels included, in CSS pixels from the figure's top left corner.
    title, xlabel, ylabel : str
    """
    left, right, top, bottom = MARGINS
    x, y, width, height = box
    if width <= left + right or height <= top + bottom:
        least = f"wider than {left + right} and higher than {top + bottom}"
        raise ValueError(f"box must be {least}, got {box}")
    size = figure.get_size_inches() * PIXELS_PER_INCH
    corner = np.array([x + left, size[1] - y - height + bottom])
    extent = np.array([width - left - right, height - top - bottom])
    place = (*(corner / size), *(extent / size))
    with house_style():
        ax = figure.add_axes(place, axes_class=HouseAxes, facecolor=LIGHT.paper)
        ax.set_autoscale_on(False)
        _tidy(ax)
        _label(ax, extent, title, xlabel, ylabel)
    return ax


def axes_size(ax):
    """Return width and height of axes, labels not included, in CSS pixels."""
    return ax.get_position().size * ax.get_figure().get_size_inches() * PIXELS_PER_INCH


def pixels_per_unit(ax):
    """Return how many CSS pixels one unit is long, along x and along y, on linear axes."""
    if (ax.get_xscale(), ax.get_yscale()) != ("linear", "linear"):
        raise ValueError(f"ax must have linear scales, got {ax.get_xscale()}, {ax.get_yscale()}")
    return axes_size(ax) / [np.ptp(ax.get_xlim()), np.ptp(ax.get_ylim())]


def _tidy(ax):
    ax.spines[["top", "right"]].set_visible(False)
    for spine in ax.spines.values():
        spine.set(color=LIGHT.muted, linewidth=0.8)
    ticks = {"color": LIGHT.muted, "labelcolor": LIGHT.muted, "width": 0.8, "direction": "out"}
    labels = {"labelsize": 12 * POINTS_PER_PIXEL, "labelfontfamily": FONT, "pad": 3}
    ax.tick_params(which="major", length=3.5, **ticks, **labels)
    ax.tick_params(which="minor", length=2, **ticks, **labels)
    ax.grid(visible=True, which="major", color=LIGHT.grid, linewidth=0.8, linestyle="-", alpha=1)
    ax.set_axisbelow(True)


def _label(ax, extent, title, xlabel, ylabel):
    left = -24 / extent[0]
    bold = text_style(14, LIGHT.ink, fontweight="bold")
    ax.set_title(title, loc="left", x=left, y=1, pad=30 * POINTS_PER_PIXEL, **bold)
    ax.set_xlabel(xlabel, loc="right", labelpad=2, **text_style(12.5, LIGHT.ink))
    ax.set_ylabel(ylabel, rotation=0, ha="left", va="bottom", **text_style(12.5, LIGHT.ink))
    ax.yaxis.set_label_coords(left, 1 + 9 / extent[1])
