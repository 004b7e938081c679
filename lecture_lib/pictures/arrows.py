"""Arrows in data coordinates that keep their shape on the screen: vectors of the plane."""

import numpy as np

from lecture_lib.checks import positive
from lecture_lib.pictures.shapes import draw_polygon
from lecture_lib.pictures.style import LIGHT, pairs


def arrow_points(start, vector, scale, *, width=3.4, head=12):
    """Return arrows as polygons, a shaft and a head: (..., 7, 2).

    They begin at ``start`` and lead along ``vector``, (..., 2). ``width`` is that of the shaft,
    ``head`` that of the head. An arrow that is shorter than its head is drawn smaller as a whole;
    one of length 0 is NaN.

    Source: S2 (slides 4-6).
    """
    start, vector = np.broadcast_arrays(pairs("start", start), pairs("vector", vector))
    scale = positive("scale", scale)
    length, along, across = _on_screen(vector * scale)
    size = np.minimum(1, length / positive("head", head))
    neck = along * (length - size * head)
    shaft, wing = size * across * positive("width", width) / 2, size * across * head / 2
    tip = along * length
    corners = [shaft, neck + shaft, neck + wing, tip, neck - wing, neck - shaft, -shaft]
    return start[..., None, :] + np.stack(corners, axis=-2) / scale


def thin_arrows(start, vectors, scale, *, head=6):
    """Return many arrows from one place as a single line: shafts with two barbs each.

    All begin at ``start``, (..., 2), and lead along ``vectors``, (..., N, 2). ``head`` is the
    length of the barbs; shorter on an arrow that is shorter than two of them. There are 6 N points:
    foot, tip, barb, tip, barb of each, then NaN; all NaN for a vector of length 0.

    Source: S12.18 (slide 31), E12.3.
    """
    start, vectors = pairs("start", start)[..., None, :], pairs("vectors", vectors)
    scale = positive("scale", scale)
    length, along, across = _on_screen(vectors * scale)
    size = np.minimum(positive("head", head), length / 2)
    tip = along * length
    barbs = [tip - size * (0.87 * along + side * 0.5 * across) for side in (-1, 1)]
    hole = np.full_like(tip, np.nan)
    parts = [0 * tip, tip, barbs[0], tip, barbs[1], hole]
    points = start[..., None, :] + np.stack(parts, axis=-2) / scale
    return points.reshape(*points.shape[:-3], -1, 2)


def draw_arrow(ax, role, points, *, moving=False):
    """Draw an arrow from `arrow_points`, outlined so that it shows on every ground; a Polygon.

    Source: S2 (slides 4-6).
    """
    paint = {"facecolor": getattr(LIGHT, role), "edgecolor": LIGHT.paper, "linewidth": 0.7}
    return draw_polygon(ax, points, moving=moving, zorder=6.5, **paint)


def _on_screen(pixels):
    """Lengths of vectors, and the directions along and across; NaN where the length is 0."""
    length = np.hypot(pixels[..., 0], pixels[..., 1])[..., None]
    along = pixels / np.where(length == 0, np.nan, length)
    return length, along, along[..., ::-1] * (-1, 1)
