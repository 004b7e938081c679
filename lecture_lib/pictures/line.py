"""The model's line: over the mouth axis, at its threshold, in the mouth-brow plane.

All functions take weights with leading axes, ``w``, (..., 2), or ``w0``, ``w1`` and ``w2``, (...),
for x and y as they are drawn; so the lines of a whole path are one call. ``box`` is (left, right,
bottom, top).
"""

import numpy as np

from lecture_lib.checks import numbers, positive
from lecture_lib.pictures.shapes import draw_polygon
from lecture_lib.pictures.style import LIGHT, pairs


def line_over_mouth(w, x_range):
    """Return the two ends of the line y_hat = w_0 + w_1 x over ``x_range``, (..., 2, 2).

    Each is (x, y_hat), the left one first.

    Examples
    --------
    >>> line_over_mouth([-2, 1], (0, 4))
    array([[ 0., -2.],
           [ 4.,  2.]])

    Source: S11: y_hat = w_0 x_0 + w_1 x_1 with x_0 = 1.
    """
    w = pairs("w", w)
    x = _interval("x_range", x_range)
    y_hat = w[..., :1] + w[..., 1:] * x
    return np.stack(np.broadcast_arrays(x, y_hat), axis=-1)


def threshold_points(w, y_range):
    """Return the upright line at the threshold x = -w_0 / w_1, where y_hat = 0, (..., 2, 2).

    ``y_range`` is where it begins and ends. It is NaN where w_1 = 0: there is no threshold.

    Examples
    --------
    >>> threshold_points([-2, 1], (-1, 1))
    array([[ 2., -1.],
           [ 2.,  1.]])

    Source: S11.
    """
    w = pairs("w", w)
    w1 = np.where(w[..., 1:] == 0, np.nan, w[..., 1:])
    with np.errstate(over="ignore"):  # a threshold out of sight
        x = -w[..., :1] / w1
    return np.stack(np.broadcast_arrays(x, _interval("y_range", y_range)), axis=-1)


def boundary_in_plane(w0, w1, w2, box):
    """Return both ends of the line w_0 + w_1 x + w_2 y = 0 within a box, (..., 2, 2).

    Its direction is (-w_2, w_1), so that the happy side lies to the right of it. NaN where no part
    of the line lies in the box, or w_1 = w_2 = 0.

    Source: S11, the line of slide 21.
    """
    centre, half = _box(box)
    _, along, foot = _normal_form(w0, w1, w2, centre)
    slope = np.where(along == 0, np.nan, along)
    with np.errstate(over="ignore"):  # a line far out of sight
        first, second = (-half - foot) / slope, (half - foot) / slope
    enter = np.fmax.reduce(np.minimum(first, second), axis=-1)
    leave = np.fmin.reduce(np.maximum(first, second), axis=-1)
    meets = ((along != 0) | (np.abs(foot) <= half)).all(axis=-1) & (enter < leave)
    t = np.where(meets[..., None], np.stack([enter, leave], axis=-1), np.nan)
    return centre + foot[..., None, :] + t[..., None] * along[..., None, :]


def happy_side(w0, w1, w2, box, *, depth=0.2):
    """Return a strip along the line w_0 + w_1 x + w_2 y = 0, on its happy side.

    Its corners are (..., 4, 2). With w_2 = 0 it is the strip beside a threshold; NaN where w_1 =
    w_2 = 0. ``depth`` is its width, in data units. It reaches beyond the box: clip it there, as
    axes do.

    Source: S11: which side is happy is told by the signs of w_1 and w_2.
    """
    centre, half = _box(box)
    normal, along, foot = _normal_form(w0, w1, w2, centre)
    reach = 2 * np.hypot(*half)
    near = centre + np.stack([foot - reach * along, foot + reach * along], axis=-2)
    far = near[..., ::-1, :] + positive("depth", depth) * normal[..., None, :]
    return np.concatenate([near, far], axis=-2)


def draw_happy_side(ax, points, *, moving=False):
    """Tint the strip on the side that the model calls happy, from `happy_side`; a Polygon.

    Source: S11.
    """
    paint = {"facecolor": (LIGHT.happy_face, 0.4), "edgecolor": "none", "linewidth": 0}
    return draw_polygon(ax, points, moving=moving, zorder=4, **paint)


def _normal_form(w0, w1, w2, centre):
    """Return the line's unit normal, its direction, and its foot: its point nearest to the centre.

    The foot is told from the centre. All are NaN where there is no line.
    """
    named = {"w0": w0, "w1": w1, "w2": w2}
    w0, w1, w2 = np.broadcast_arrays(*(numbers(name, w) for name, w in named.items()))
    length = np.where((w1 == 0) & (w2 == 0), np.nan, np.hypot(w1, w2))
    with np.errstate(over="ignore", invalid="ignore"):  # a line far out of sight
        normal = np.stack([w1 / length, w2 / length], axis=-1)
        distance = (w0 + w1 * centre[0] + w2 * centre[1]) / length
        foot = -distance[..., None] * normal
    return normal, np.stack([-normal[..., 1], normal[..., 0]], axis=-1), foot


def _interval(name, value):
    ends = numbers(name, value, ndim=1)
    if len(ends) != 2:
        raise ValueError(f"{name} must be two numbers, got {value}")
    return ends


def _box(box):
    sides = numbers("box", box, ndim=1)
    if len(sides) != 4 or sides[0] >= sides[1] or sides[2] >= sides[3]:
        raise ValueError(f"box must be (left, right, bottom, top), got {box}")
    low, high = sides[::2], sides[1::2]
    return (low + high) / 2, (high - low) / 2
