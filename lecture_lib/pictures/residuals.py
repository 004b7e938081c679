"""The squares of the squared loss, drawn as squares."""

import numpy as np

from lecture_lib.checks import numbers, positive
from lecture_lib.pictures.figure import POINTS_PER_PIXEL
from lecture_lib.pictures.shapes import draw_polygon
from lecture_lib.pictures.style import LIGHT


def residual_squares(x, y, y_hat, scale):
    """Return a square on each residual, from y to y_hat, its other side towards the mean x.

    ``x`` and ``y`` are (N,), ``y_hat`` is (..., N). The squares, (..., 6 N, 2), are square on the
    screen; each has five corners, the first one again last, then NaN.

    Source: S11: the squares of the squared loss.
    """
    x, y, y_hat = numbers("x", x, ndim=1), numbers("y", y, ndim=1), numbers("y_hat", y_hat)
    x, y, y_hat = np.broadcast_arrays(x, y, y_hat)
    across, up = positive("scale", scale)
    side = x + np.abs(y - y_hat) * up / across * np.where(x > x.mean(), -1, 1)
    hole = np.full(x.shape, np.nan)
    corners = [(x, y), (x, y_hat), (side, y_hat), (side, y), (x, y), (hole, hole)]
    points = np.stack([np.stack(corner, axis=-1) for corner in corners], axis=-2)
    return points.reshape(*x.shape[:-1], -1, 2)


def draw_residuals(ax, points, *, outlined=False, moving=False):
    """Draw squares from `residual_squares`, a Polygon: so pale that many can overlap.

    One that has to be seen among them is ``outlined``.

    Source: S11.
    """
    paint = {"facecolor": (LIGHT.line, 0.05), "edgecolor": "none", "zorder": 4.6}
    pen = {"linewidth": 0, "joinstyle": "miter"}
    if outlined:
        paint = {"facecolor": (LIGHT.line, 0.12), "edgecolor": LIGHT.line, "zorder": 4.7}
        pen["linewidth"] = 1.6 * POINTS_PER_PIXEL
    return draw_polygon(ax, points, closed=False, moving=moving, **paint, **pen)
