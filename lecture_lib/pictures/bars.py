"""Bars that can move: one artist for a whole row of them."""

import numpy as np

from lecture_lib.checks import numbers, positive
from lecture_lib.pictures.figure import POINTS_PER_PIXEL
from lecture_lib.pictures.shapes import draw_polygon
from lecture_lib.pictures.style import LIGHT


def bar_points(x, heights, *, width=0.7):
    """Return upright bars from 0, (..., 5 P, 2): their corners, each bar followed by NaN.

    ``x``, shape (P,), is the middle of each; where one of the ``heights``, (..., P), is NaN there
    is no bar. ``width`` is in units of x.

    Examples
    --------
    >>> bar_points([1], [2], width=1)[:4].tolist()
    [[0.5, 0.0], [0.5, 2.0], [1.5, 2.0], [1.5, 0.0]]
    """
    x, heights = numbers("x", x, ndim=1), numbers("heights", heights, finite=False)
    x, top = np.broadcast_arrays(x, heights)
    half, foot, hole = positive("width", width) / 2, 0 * top, np.full(top.shape, np.nan)
    corners = [(-half, foot), (-half, top), (half, top), (half, foot), (0, hole)]
    points = np.stack([np.stack([x + across, y], axis=-1) for across, y in corners], axis=-2)
    return points.reshape(*top.shape[:-1], -1, 2)


def draw_bars(ax, points, *, filled=True, role=None, moving=False):
    """Draw bars from `bar_points`, a Polygon.

    If ``filled`` they are what remains of a gradient, else the outline of a gradient itself, or in
    another ``role`` if they have to do with something else.

    Source: E8.1: what the velocity remembers.
    """
    colour = getattr(LIGHT, role or ("velocity" if filled else "gradient"))
    paint = {"facecolor": (colour, 0.85), "edgecolor": "none", "linewidth": 0, "zorder": 5}
    if not filled:
        paint = {"facecolor": "none", "edgecolor": colour, "zorder": 5.5}
        paint["linewidth"] = 1.1 * POINTS_PER_PIXEL
    return draw_polygon(ax, points, closed=False, moving=moving, **paint)
