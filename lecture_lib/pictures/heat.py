"""Heat maps of matrices: how far each entry is from what it should be, in bands of colour."""

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.patches import Polygon
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from lecture_lib.checks import numbers, positive
from lecture_lib.pictures.figure import POINTS_PER_PIXEL, text_style
from lecture_lib.pictures.style import LIGHT, pairs

EDGES = (0.0, 0.5, 1.0, 2.0, 4.0)  # of the bands; at 1 lies a band of its own
NAMES = ("< 0", "< ½", "< 1", "= 1", "> 1", "> 2", "> 4")


def band_of(ratio):
    """Return the band of a ratio to what it should be: 3 where it is exactly 1.

    Parameters
    ----------
    ratio : array_like (...)

    Returns
    -------
    ndarray of int (...)

    Raises
    ------
    ValueError
        If a ratio is not finite.

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

    Parameters
    ----------
    ratio : array_like (..., P)

    Returns
    -------
    ndarray of bool (..., 7 P)

    Raises
    ------
    ValueError
        If a ratio is not finite.
    """
    band = band_of(ratio)
    return (band[..., None] == np.arange(len(NAMES))).reshape(*band.shape[:-1], -1)


def draw_cells(ax, places, size, *, moving=False):
    """Draw cells of which each can have every colour.

    Parameters
    ----------
    ax : Axes
    places : array_like (P, 2)
        Middles of the cells, in data coordinates.
    size : (float, float)
        Width and height in CSS pixels.
    moving : bool
        Leave the artist to the browser.

    Returns
    -------
    PathCollection
        With 7 P stamps, of which `bands_shown` tells those to be seen.

    Raises
    ------
    ValueError
        If places are not (P, 2) or a size is not positive.
    """
    offsets = np.repeat(pairs("places", places), len(NAMES), axis=0)
    return _squares(ax, offsets, size, moving)


def frame_points(places, size, scale):
    """Return a frame round each cell, drawn by `draw_frame`.

    Parameters
    ----------
    places : array_like (..., 2)
        Middles of the cells; NaN where there is no frame.
    size : (float, float)
        Of a cell, in CSS pixels.
    scale : (float, float)
        Pixels per unit of the axes.

    Returns
    -------
    ndarray (..., 4, 2)

    Raises
    ------
    ValueError
        If places are not (..., 2) or a size is not positive.
    """
    half = positive("size", size) / 2 / positive("scale", scale)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
    return pairs("places", places)[..., None, :] + corners


def draw_frame(ax, points, *, moving=False):
    """Draw a frame round a cell that is talked about.

    Parameters
    ----------
    ax : Axes
    points : array_like (4, 2)
        From `frame_points`.
    moving : bool
        Leave the artist to the browser.

    Returns
    -------
    Polygon

    Raises
    ------
    ValueError
        If points are not (P, 2).
    """
    frame = Polygon(pairs("points", points), closed=True, animated=moving, zorder=6)
    frame.set(facecolor="none", edgecolor=LIGHT.line, linewidth=2.2, joinstyle="miter")
    return ax.add_patch(frame)


def draw_scale(ax, left, width, y):
    """Draw the bands with their names, as a legend in one row.

    Parameters
    ----------
    ax : Axes
    left, width : float
        Where the row begins and how long it is, in data coordinates.
    y : float
        Its middle.

    Returns
    -------
    PathCollection
        To be painted anew with `paint_cells`.

    Raises
    ------
    ValueError
        If the width is not positive.
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
    cells = PathCollection(
        [Path(corners, closed=True)],
        sizes=[POINTS_PER_PIXEL**2],
        offsets=offsets,
        offset_transform=ax.transData,
        transform=IdentityTransform(),
        facecolors=LIGHT.bands,
        edgecolors=LIGHT.contour,
        linewidths=0.6,
        animated=moving,
        zorder=4,
    )
    return ax.add_collection(cells, autolim=False)
