"""A loss as a surface over the plane of two weights, seen from any side.

Points of the box are (x, y, z): the plane of the weights fills -1 … 1 in ``x`` and ``y``, heights
begin at 0. A surface has heights ``z``, (R, C), on the grid of x, (C,), and y, (R,), ascending. The
projection is parallel, so that lines that are parallel stay parallel.
"""

import numpy as np
from matplotlib.figure import Figure

from lecture_lib.checks import numbers
from lecture_lib.pictures.shapes import draw_polygon
from lecture_lib.pictures.style import LIGHT

CORNERS = 8  # of a cell: at most 6 that are left of it, the first one again, NaN


def project(points, azimuth, elevation=28.0):
    """Return where points of space are seen, from one side or from many.

    Parameters
    ----------
    points : array_like (..., 3)
    azimuth : array_like (A...)
        How far the onlooker has walked round to the right, in degrees; at 0 x runs to the right and
        y to the back.
    elevation : float
        Height of the onlooker above the plane, in degrees.

    Returns
    -------
    ndarray (A..., ..., 2)
        To the right and up.

    Examples
    --------
    >>> project([[1, 0, 0], [0, 1, 0], [0, 0, 1]], azimuth=0, elevation=30).round(3)
    array([[1.   , 0.   ],
           [0.   , 0.5  ],
           [0.   , 0.866]])

    Source: S2 (slides 4-6).
    """
    points = np.asarray(points, dtype=float)
    if points.shape[-1:] != (3,):
        raise ValueError(f"points must have shape (..., 3), got {points.shape}")
    turn, tilt = (
        np.radians(numbers("azimuth", azimuth)),
        np.radians(numbers("elevation", elevation)),
    )
    zero = np.zeros_like(turn)
    right = np.stack([np.cos(turn), np.sin(turn), zero], axis=-1)
    ahead = np.stack([-np.sin(turn), np.cos(turn), zero], axis=-1)
    up = np.sin(tilt) * ahead + np.cos(tilt) * np.array([0, 0, 1])
    matrix = np.stack([right, up], axis=-1)  # (A..., 3, 2)
    flat = points.reshape(-1, 3) @ matrix
    return flat.reshape(*turn.shape, *points.shape[:-1], 2)


def cells_below(x, y, z, cap):
    """Return the cells of a surface, row by row from the back, as far as they lie below a height.

    What lies above ``cap`` is cut off. Drawn in this order, near cells hide far ones, from every
    side that is not beyond ±90°.

    Returns
    -------
    list of ndarray (cells, 8, 3)
        The corners of each cell of a row, the last one repeated as often as there is room, then the
        first one again, and NaN. Rows of which nothing is left are left out.

    Source: S2.
    """
    x, y = numbers("x", x, ndim=1), numbers("y", y, ndim=1)
    z, cap = numbers("z", z, ndim=2), float(numbers("cap", cap, ndim=0))
    if z.shape != (len(y), len(x)):
        raise ValueError(f"z must have shape {(len(y), len(x))}, got {z.shape}")
    grid = np.stack([*np.meshgrid(x, y), z], axis=-1)
    rows = []
    for far in range(len(y) - 1, 0, -1):
        corners = np.stack(
            [grid[far - 1, :-1], grid[far - 1, 1:], grid[far, 1:], grid[far, :-1]], axis=1
        )
        cells = [_cut(cell, cap) for cell in corners if (cell[:, 2] < cap).any()]
        if cells:
            rows.append(np.array(cells))
    return rows


def _cut(cell, cap):
    """What a plane at height `cap` leaves of a polygon, filled up to the given number of rows."""
    left = []
    for a, b in zip(cell, np.roll(cell, -1, axis=0), strict=True):
        if a[2] <= cap:
            left.append(a)
        if (a[2] <= cap) != (b[2] <= cap):
            left.append(a + (cap - a[2]) / (b[2] - a[2]) * (b - a))
    rest = CORNERS - 2 - len(left)
    return [*left, *[left[-1]] * rest, left[0], np.full(3, np.nan)]


def level_lines(x, y, z, levels):
    """Return the lines of equal height of a surface, (P, 2), one after the other, with NaN between.

    ``levels`` are ascending.

    Source: S2.
    """
    drawn = Figure().add_subplot().contour(x, y, z, levels)
    hole = np.full((1, 2), np.nan)
    lines = [part for level in drawn.allsegs for line in level for part in (line, hole)]
    return np.concatenate(lines) if lines else hole


def draw_surface(ax, rows, *, moving=False):
    """Draw a surface, each row over those behind it, as Polygons.

    ``rows`` are cells as they are seen, from `cells_below` and `project`, from the back to the
    front.

    Source: S2 (slide 4).
    """
    paint = {"facecolor": LIGHT.ramp[3], "edgecolor": LIGHT.contour, "linewidth": 0.5}
    patches = []
    for k, row in enumerate(rows):
        # between what lies on the floor (4) and what is drawn upon the surface (5)
        paint["zorder"] = 4.5 + 0.4 * k / len(rows)
        patches.append(draw_polygon(ax, row, closed=False, moving=moving, **paint))
    return patches


def draw_plane(ax, points, *, moving=False):
    """Draw a piece of a tangent plane, through which the surface shows; a Polygon.

    ``points`` are its corners, as they are seen.

    Source: S2 (slide 4).
    """
    paint = {"facecolor": (LIGHT.gradient, 0.25), "edgecolor": LIGHT.gradient, "linewidth": 1.1}
    return draw_polygon(ax, points, moving=moving, zorder=5.2, **paint)
