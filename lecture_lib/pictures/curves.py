"""Loss curves: loss over steps, logarithmic where it spans decades; loss over one parameter."""

import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from lecture_lib.checks import numbers, one_of, positive
from lecture_lib.pictures.figure import text_style
from lecture_lib.pictures.shapes import draw_polygon
from lecture_lib.pictures.style import LIGHT, draw_line, pairs


def loss_axes(ax, steps, limits):
    """Prepare axes for loss over steps: logarithmic where the limits span a decade or more.

    ``steps`` is the last step shown, ``limits`` are the lowest and the highest loss.

    Source: S3, S5.
    """
    low, high = numbers("limits", limits, ndim=1)
    if low >= high:
        raise ValueError(f"limits must rise, got {limits}")
    ax.set_xlim(0, positive("steps", steps))
    ax.xaxis.set_major_locator(MaxNLocator(6, steps=(1, 2, 5, 10), integer=True))
    if low > 0 and high / low >= 10:
        ax.set_yscale("log")
        few = high / low < 500
        ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if few else (1,)))
        ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        ax.yaxis.set_minor_formatter(NullFormatter())
    else:
        ax.yaxis.set_major_locator(MaxNLocator(5, steps=(1, 2, 5, 10)))
    ax.set_ylim(low, high)


def draw_reference(ax, value, text, side="right"):
    """Draw a dashed line across the axes, a Line2D, with its name below it at one ``side``.

    It lies at a ``value`` on the y axis, L* for example; ``text`` is the name.
    """
    value = float(numbers("value", value, ndim=0))
    left, right = ax.get_xlim()
    ends = {"left": (left, 2), "right": (right, -2)}
    end, away = ends[one_of("side", side, ends)]
    where = {"xy": (end, value), "xytext": (away, -3), "textcoords": "offset points"}
    ax.annotate(text, **where, ha=side, va="top", **text_style(12, LIGHT.muted))
    return draw_line(ax, "reference", [(left, value), (right, value)])


def land_points(points, low):
    """Close curves to surfaces, along a level below them.

    ``points`` are (..., P, 2), from left to right, ``low`` is the level; P + 2 points come back.

    Examples
    --------
    >>> land_points([(0, 1), (2, 3)], -1).tolist()
    [[0.0, 1.0], [2.0, 3.0], [2.0, -1.0], [0.0, -1.0]]
    """
    points, low = pairs("points", points), float(numbers("low", low, ndim=0))
    right, left = points[..., -1:, :].copy(), points[..., :1, :].copy()
    right[..., 1] = left[..., 1] = low
    return np.concatenate([points, right, left], axis=-2)


def draw_land(ax, points, *, moving=False):
    """Draw a loss over one parameter as land in profile: a surface, and its outline on top.

    ``points`` are the curve, from left to right; what moves gets those of the surface, a Polygon,
    from `land_points`. The outline is a Line2D.

    Source: S3.3, S4.12 (slides 7, 10).
    """
    outline = draw_line(ax, "land", points, moving=moving)
    surface = land_points(points, ax.get_ylim()[0])
    paint = {"facecolor": LIGHT.ramp[1], "edgecolor": "none", "linewidth": 0}
    return draw_polygon(ax, surface, moving=moving, zorder=4, **paint), outline
