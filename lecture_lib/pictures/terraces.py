"""A loss over the plane of two weights as terraces, and the region in which nothing changes."""

import numpy as np
from matplotlib.patches import Rectangle

from lecture_lib.checks import numbers
from lecture_lib.pictures.regions import region_rings
from lecture_lib.pictures.shapes import draw_polygon
from lecture_lib.pictures.style import LIGHT


def terrace_points(x, y, values, levels):
    """Outline the places below each of the ``levels``, (K,), of a function over the plane.

    The function and its grid are as in `region_rings`: ``x``, ``y`` and ``values``. For each level
    come the rings round all that is lower, (..., P, 2); P differs from level to level.

    Examples
    --------
    >>> below, = terrace_points([0, 1], [0, 1], [[0, 2], [0, 2]], levels=[1])
    >>> below[:, 0].tolist()[:-1]
    [0.0, 0.5, 0.5, 0.0, 0.0]

    Source: S10 (slides 21, 22).
    """
    values = numbers("values", values)
    return [region_rings(x, y, level - values) for level in numbers("levels", levels, ndim=1)]


def draw_terraces(ax, count, *, moving=False):
    """Draw places that lie below levels, deeper ones over higher ones.

    ``count`` is that of the levels, at most one fewer than the palette's ramp has colours. There is
    a Polygon for each, from the lowest; `terrace_points` gives their points.

    Source: S10 (slides 21, 22).
    """
    if not 0 < count < len(LIGHT.ramp):
        raise ValueError(f"count must be from 1 to {len(LIGHT.ramp) - 1}, got {count}")
    ax.grid(visible=False)
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    ground = Rectangle((left, low), right - left, high - low, zorder=0.5)
    ground.set(facecolor=LIGHT.ramp[count], edgecolor="none", linewidth=0)
    ax.add_patch(ground)
    patches = []
    for k in range(count):
        paint = {"facecolor": LIGHT.ramp[k], "edgecolor": "none", "linewidth": 0}
        paint["zorder"] = 4 + 0.01 * (count - k)  # the lowest on top
        patches.append(draw_polygon(ax, np.zeros((1, 2)), moving=moving, **paint))
    return patches


def draw_same(ax, points, *, moving=False):
    """Tint the region in which no answer changes, the blue one of slide 21; a Polygon.

    Source: S10.2 (slide 21).
    """
    paint = {"facecolor": (LIGHT.nesterov, 0.28), "edgecolor": LIGHT.nesterov, "linewidth": 1.1}
    return draw_polygon(ax, points, moving=moving, zorder=4.6, **paint)
