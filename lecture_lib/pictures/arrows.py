"""Arrows in data coordinates that keep their shape on the screen: vectors of the plane."""

import numpy as np
from matplotlib.patches import Polygon

from lecture_lib.checks import positive
from lecture_lib.pictures.style import LIGHT, pairs


def arrow_points(start, vector, scale, *, width=3.4, head=12):
    """Return arrows as polygons: a shaft and a head.

    Parameters
    ----------
    start, vector : array_like (..., 2)
        In data coordinates.
    scale : (float, float)
        Pixels per unit of the axes, which make the arrow as broad at every angle.
    width, head : float
        Of the shaft and of the head, in CSS pixels. An arrow that is shorter than its head is
        drawn smaller as a whole.

    Returns
    -------
    ndarray (..., 7, 2)
        NaN for a vector of length 0.

    Raises
    ------
    ValueError
        If shapes do not fit, or a size is not positive.

    Source: S2 (slides 4-6).
    """
    start, vector = np.broadcast_arrays(pairs("start", start), pairs("vector", vector))
    scale = positive("scale", scale)
    pixels = vector * scale
    length = np.hypot(pixels[..., 0], pixels[..., 1])[..., None]
    along = pixels / np.where(length == 0, np.nan, length)
    across = along[..., ::-1] * (-1, 1)
    size = np.minimum(1, length / positive("head", head))
    neck = along * (length - size * head)
    shaft, wing = size * across * positive("width", width) / 2, size * across * head / 2
    tip = along * length
    corners = [shaft, neck + shaft, neck + wing, tip, neck - wing, neck - shaft, -shaft]
    return start[..., None, :] + np.stack(corners, axis=-2) / scale


def thin_arrows(start, vectors, scale, *, head=6):
    """Return many arrows from one place as a single line: shafts with two barbs each.

    Parameters
    ----------
    start : array_like (..., 2)
        Where all of them begin, in data coordinates.
    vectors : array_like (..., N, 2)
        In data coordinates.
    scale : (float, float)
        Pixels per unit of the axes.
    head : float
        Length of the barbs in CSS pixels; shorter on an arrow that is shorter than two of them.

    Returns
    -------
    ndarray (..., 6 N, 2)
        Foot, tip, barb, tip, barb of each arrow, then NaN; all NaN for a vector of length 0.

    Raises
    ------
    ValueError
        If shapes do not fit, or a size is not positive.

    Source: S12.18 (slide 31), E12.3.
    """
    start, vectors = pairs("start", start)[..., None, :], pairs("vectors", vectors)
    scale = positive("scale", scale)
    pixels = vectors * scale
    length = np.hypot(pixels[..., 0], pixels[..., 1])[..., None]
    along = pixels / np.where(length == 0, np.nan, length)
    across = along[..., ::-1] * (-1, 1)
    size = np.minimum(positive("head", head), length / 2)
    tip = along * length
    barbs = [tip - size * (0.87 * along + side * 0.5 * across) for side in (-1, 1)]
    hole = np.full_like(tip, np.nan)
    parts = [0 * tip, tip, barbs[0], tip, barbs[1], hole]
    points = start[..., None, :] + np.stack(parts, axis=-2) / scale
    return points.reshape(*points.shape[:-3], -1, 2)


def draw_arrow(ax, role, points, *, moving=False):
    """Draw an arrow, outlined so that it shows on every ground.

    Parameters
    ----------
    ax : Axes
    role : str
        Of its colour: "gradient", "velocity", "line", "muted" …
    points : array_like (P, 2)
        From `arrow_points`.
    moving : bool
        Leave the artist to the browser.

    Returns
    -------
    Polygon

    Raises
    ------
    ValueError
        If points are not (P, 2).

    Source: S2 (slides 4-6).
    """
    arrow = Polygon(pairs("points", points), closed=True, animated=moving, zorder=6.5)
    arrow.set(facecolor=getattr(LIGHT, role), edgecolor=LIGHT.paper, linewidth=0.7)
    return ax.add_patch(arrow)
