"""Bars that can move: one artist for a whole row of them."""

import numpy as np
from matplotlib.patches import Polygon

from lecture_lib.checks import numbers, positive
from lecture_lib.pictures.figure import POINTS_PER_PIXEL
from lecture_lib.pictures.style import LIGHT, pairs


def bar_points(x, heights, *, width=0.7):
    """Return upright bars from 0: their corners, each bar followed by NaN.

    Parameters
    ----------
    x : array_like (P,)
        The middle of each bar.
    heights : array_like (..., P)
        Where one is NaN there is no bar.
    width : float
        In units of x.

    Returns
    -------
    ndarray (..., 5 P, 2)

    Raises
    ------
    ValueError
        If shapes do not fit, or the width is not positive.

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
    """Draw bars: filled as what remains of a gradient, else the outline of a gradient itself.

    Parameters
    ----------
    ax : Axes
    points : array_like (5 P, 2)
        From `bar_points`.
    filled : bool
    role : str, optional
        A colour of the palette, for bars that have to do with something else.
    moving : bool
        Leave the artist to the browser.

    Returns
    -------
    Polygon

    Raises
    ------
    ValueError
        If points are not (P, 2).

    Source: E8.1: what the velocity remembers.
    """
    bars = Polygon(pairs("points", points), closed=False, animated=moving, zorder=5)
    colour = getattr(LIGHT, role or ("velocity" if filled else "gradient"))
    colours = {"facecolor": (colour, 0.85), "edgecolor": "none", "linewidth": 0}
    if not filled:
        colours = {"facecolor": "none", "edgecolor": colour, "zorder": 5.5}
        colours["linewidth"] = 1.1 * POINTS_PER_PIXEL
    bars.set(**colours)
    return ax.add_patch(bars)
