"""The loss as a landscape over (w_0, w_1): contours, arrows, and the ghost of a batch's own one."""

from typing import NamedTuple

import numpy as np
from matplotlib.contour import QuadContourSet
from matplotlib.path import Path

from lecture_lib import checks
from lecture_lib.checks import numbers, positive
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.shapes import draw_polygon, draw_stamps
from lecture_lib.pictures.style import LIGHT, pairs

UNSEEN = 1e-6  # CSS pixels


class Landscape(NamedTuple):
    """What `draw_landscape` drew: the filled bands and the lines between them."""

    bands: QuadContourSet
    lines: QuadContourSet


def contour_levels(lowest, highest, bands, finest=3e-4):
    """Return levels whose height above the lowest grows by a constant factor, (bands + 1,).

    So the valley of a bowl is drawn as finely as its slopes: rings grow by a constant factor too.
    ``lowest`` and ``highest`` are the range of the loss, ``bands`` is at least 2, and ``finest`` is
    the height of the first band as a part of the whole.
    """
    lowest, highest = numbers("lowest", lowest), numbers("highest", highest)
    if highest <= lowest:
        raise ValueError(f"highest must be above lowest, got {highest} and {lowest}")
    heights = np.geomspace(positive("finest", finest), 1, checks.count("bands", bands, low=2))
    return lowest + (highest - lowest) * np.concatenate([[0], heights])


def draw_landscape(ax, w0, w1, values, *, lowest=None):
    """Draw a loss over the plane of two weights, deep where it is low.

    Parameters
    ----------
    w0, w1 : array_like (C,), (R,)
        The grid; it becomes the limits of the axes.
    values : array_like (R, C)
        The loss on it.
    lowest : float, optional
        The least loss, where that is known better than from the grid.

    Source: S2, S11.
    """
    w0, w1 = numbers("w0", w0, ndim=1), numbers("w1", w1, ndim=1)
    values = numbers("values", values, ndim=2)
    if values.shape != (len(w1), len(w0)):
        raise ValueError(f"values must have shape {(len(w1), len(w0))}, got {values.shape}")
    floor = values.min() if lowest is None else min(lowest, values.min())
    levels = contour_levels(floor, values.max(), len(LIGHT.ramp))
    ax.set(xlim=(w0[0], w0[-1]), ylim=(w1[0], w1[-1]))
    ax.grid(visible=False)
    bands = ax.contourf(w0, w1, values, levels, colors=LIGHT.ramp, zorder=1)
    lines = ax.contour(w0, w1, values, levels[1:-1], linewidths=0.6, zorder=2)
    bands.set(array=None, facecolor=LIGHT.ramp)  # plain colours, no colour map to follow
    lines.set(array=None, facecolor="none", edgecolor=LIGHT.contour)
    return Landscape(bands, lines)


def ellipses(hessian, centre, excess, *, points=40, reach=1e4):
    """Return contours of a quadratic bowl: where ½ (w - c)ᵀ H (w - c) equals `excess`.

    A bowl that is flat in one direction has parallel lines; they come as ellipses of length 2
    `reach`.

    Parameters
    ----------
    hessian : array_like (..., 2, 2)
        Symmetric, no negative eigenvalue.
    centre : array_like (..., 2)
        The (or a) minimum.
    excess : array_like (K,)
        Positive heights above the minimum.
    points : int
        Corners of each ellipse, at least 3.
    reach : float
        The longest half axis, in units of w.

    Returns
    -------
    ndarray (..., K (points + 2), 2)
        Each ellipse closed, then NaN.

    Source: S6: a batch's own landscape.
    """
    hessian, centre = numbers("hessian", hessian), pairs("centre", centre)
    excess = np.atleast_1d(positive("excess", excess))
    size, vectors = _curvatures(hessian)
    with np.errstate(divide="ignore", over="ignore"):  # flat: as long as `reach` allows
        half_axes = np.sqrt(2 * excess[:, None] / size[..., None, :])  # (..., K, 2)
    turn = np.linspace(0, 2 * np.pi, checks.count("points", points, low=3) + 1)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    circle = np.concatenate([circle, np.full((1, 2), np.nan)])
    axes = np.minimum(half_axes, positive("reach", reach))[..., None, :] * circle
    rings = centre[..., None, None, :] + axes @ np.swapaxes(vectors, -1, -2)[..., None, :, :]
    return rings.reshape(*rings.shape[:-3], -1, 2)


def draw_rings(ax, hessian, count, *, moving=False):
    """Draw ``count`` contours of a bowl as ellipses that can be moved and scaled.

    ``hessian``, (2, 2), is symmetric and positive: the shape. At scale 1 an ellipse lies 1 above
    the bowl's minimum; at scale k it lies k² above. All are at the origin, in one PathCollection.

    Source: E11.3: the slice of a bowl in three weights.
    """
    ring = ellipses(hessian, (0, 0), [1])[:-1] * pixels_per_unit(ax)
    origins = np.zeros((checks.count("count", count), 2))
    pen = {"facecolors": "none", "edgecolors": LIGHT.contour, "linewidths": 0.9, "zorder": 4}
    return draw_stamps(ax, [Path(ring, closed=True)], origins, moving=moving, **pen)


def needle_points(start, vector, scale, *, width=9):
    """Return needles, broad where they start and pointed where they lead: (..., 3, 2).

    They begin at ``start`` and lead along ``vector``, (..., 2); ``width`` is that at the start. A
    needle is never broader than long: the direction of a velocity that is next to nothing is
    rounding. It has one corner at the start, the tip, the other corner; NaN for a vector too short
    to be seen.

    Source: S8: the velocity.
    """
    start, vector = np.broadcast_arrays(pairs("start", start), pairs("vector", vector))
    scale = positive("scale", scale)
    pixels = vector * scale
    length = np.hypot(pixels[..., 0], pixels[..., 1])[..., None]
    along = pixels / np.where(length < UNSEEN, np.nan, length)
    across = along[..., ::-1] * (-1, 1) * np.minimum(positive("width", width), length) / 2 / scale
    return np.stack([start + across, start + vector + 0 * across, start - across], axis=-2)


def draw_needle(ax, points, *, moving=False):
    """Draw a velocity from `needle_points`, a Polygon.

    Source: S8.
    """
    paint = {"facecolor": LIGHT.velocity, "edgecolor": "none", "linewidth": 0}
    return draw_polygon(ax, points, moving=moving, zorder=6.5, **paint)


def _curvatures(hessian):
    if hessian.shape[-2:] != (2, 2) or not np.allclose(hessian, np.swapaxes(hessian, -1, -2)):
        raise ValueError(f"hessian must be symmetric, (..., 2, 2), got {hessian}")
    size, vectors = np.linalg.eigh(hessian)
    if (size < -1e-9 * np.abs(size).max(axis=-1, keepdims=True)).any():
        raise ValueError(f"hessian must have no negative eigenvalue, got {size}")
    return np.maximum(size, 0), vectors
