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

    Source
    ------
    S2 (slides 4-6).
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


def draw_arrow(ax, role, points, *, moving=False, palette=LIGHT):
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
    palette : Palette

    Returns
    -------
    Polygon

    Raises
    ------
    ValueError
        If points are not (P, 2).

    Source
    ------
    S2 (slides 4-6).
    """
    arrow = Polygon(pairs("points", points), closed=True, animated=moving, zorder=6.5)
    arrow.set(facecolor=getattr(palette, role), edgecolor=palette.paper, linewidth=0.7)
    return ax.add_patch(arrow)
