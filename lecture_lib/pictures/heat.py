"""Heat maps of matrices: how far each entry is from what it should be, in bands of colour.

``ratio`` is an entry over what it should be. ``places`` are the middles of the cells, ``size`` is
(width, height) of one in CSS pixels.
"""

import numpy as np
from matplotlib.path import Path

from lecture_lib.checks import numbers, positive
from lecture_lib.pictures.figure import text_style
from lecture_lib.pictures.shapes import draw_polygon, draw_stamps
from lecture_lib.pictures.style import LIGHT, pairs

EDGES = (0.0, 0.5, 1.0, 2.0, 4.0)  # of the bands; at 1 lies a band of its own
NAMES = ("< 0", "< ½", "< 1", "= 1", "> 1", "> 2", "> 4")


def band_of(ratio):
    """Return the band of each ratio (...): 3 where it is exactly 1.

    Examples
    --------
    >>> band_of([-1, 0.2, 0.9, 1, 1.1, 3, 9]).tolist()
    [0, 1, 2, 3, 4, 5, 6]
    """
    ratio = numbers("ratio", ratio)
    above = np.searchsorted(EDGES, ratio, side="right")
    return np.where(ratio == 1, 3, np.where(ratio > 1, above + 1, above))


def bands_shown(ratio):
    """Tell which squares of `draw_cells` are to be seen: of each cell the one of its band.

    For ratios (..., P) that is (..., 7 P).
    """
    band = band_of(ratio)
    return (band[..., None] == np.arange(len(NAMES))).reshape(*band.shape[:-1], -1)


def draw_cells(ax, places, size, *, moving=False):
    """Draw cells of which each can have every colour, at places (P, 2).

    They are a PathCollection of 7 P stamps, of which `bands_shown` tells those to be seen.
    """
    offsets = np.repeat(pairs("places", places), len(NAMES), axis=0)
    return _squares(ax, offsets, size, moving)


def frame_points(places, size, scale):
    """Return a frame round each cell at places (..., 2), drawn by `draw_frame`, (..., 4, 2)."""
    half = positive("size", size) / 2 / positive("scale", scale)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
    return pairs("places", places)[..., None, :] + corners


def draw_frame(ax, points, *, moving=False):
    """Draw a frame round a cell that is talked about, a Polygon."""
    pen = {"edgecolor": LIGHT.line, "linewidth": 2.2, "joinstyle": "miter"}
    return draw_polygon(ax, points, moving=moving, facecolor="none", zorder=6, **pen)


def draw_scale(ax, left, width, y):
    """Draw the bands with their names, as a legend in one row; a PathCollection.

    The row begins at ``left`` and is ``width`` long, its middle at ``y``, in data coordinates.
    """
    step = float(positive("width", width)) / len(NAMES)
    middles = left + step * (np.arange(len(NAMES)) + 0.5)
    pixels = ax.transData.transform([(0, 0), (step, 0)])
    size = (np.ptp(pixels[:, 0]) / ax.figure.dpi * 100, 18)
    row = _squares(ax, np.column_stack([middles, np.full(len(NAMES), y)]), size, False)
    row.set(zorder=2, clip_on=False)
    look = text_style(11.5, LIGHT.ink, ha="center", va="center_baseline", zorder=3)
    for x, name in zip(middles, NAMES, strict=True):
        ax.text(x, y, name, **look)
    return row


def _squares(ax, offsets, size, moving):
    width, height = positive("size", size)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * (width / 2, height / 2)
    paint = {"facecolors": LIGHT.bands, "edgecolors": LIGHT.contour, "linewidths": 0.6}
    return draw_stamps(ax, [Path(corners, closed=True)], offsets, moving=moving, zorder=4, **paint)
