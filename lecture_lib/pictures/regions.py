"""Regions of a plane, islands and holes included: where a model says happy, where a loss is low.

``values``, (..., R, C), are those of a function on the grid of ``x``, (C,), and ``y``, (R,). Of
each come outlines (..., P, 2), each followed by NaN; fewer or shorter ones are filled up with NaN,
so that P is the same for all.
"""

import numpy as np
from contourpy import FillType, LineType, contour_generator
from matplotlib.patches import Rectangle

from lecture_lib.checks import numbers
from lecture_lib.pictures.shapes import draw_polygon
from lecture_lib.pictures.style import LIGHT, style


def region_rings(x, y, values):
    """Outline the places where a function over the plane is positive.

    Rings are closed; holes run the other way round. Where a region reaches the edge of the grid,
    the outline runs along it.

    Examples
    --------
    >>> region_rings([0, 1], [0, 1], [[-1, 1], [-1, 1]])[:-1].tolist()
    [[0.5, 0.0], [1.0, 0.0], [1.0, 1.0], [0.5, 1.0], [0.5, 0.0]]

    Source: S5, E5.3.
    """
    return _each(x, y, values, lambda generator: [_pieces(*generator.filled(0, np.inf))])


def level_lines(x, y, values, levels):
    """Return the lines on which a function over the plane has one of the ``levels``, (K,).

    Examples
    --------
    >>> level_lines([0, 1], [0, 1], [[-1, 1], [-1, 1]], levels=[0, 5])[:2].tolist()
    [[0.5, 1.0], [0.5, 0.0]]

    Source: S5, E5.3.
    """
    levels = numbers("levels", levels, ndim=1)

    def lines(generator):
        return [_pieces(*generator.lines(level)) for level in levels]

    return _each(x, y, values, lines)


def draw_region(ax, points, *, moving=False):
    """Tint a region as the happy side, and draw its border as the model's line.

    It is a Polygon, its points from `region_rings`.

    Source: S5, E5.3.
    """
    border = {"edgecolor": LIGHT.line, "linewidth": style("line")["linewidth"]}
    tint = (LIGHT.happy_face, 0.3)
    return draw_polygon(ax, points, moving=moving, zorder=4, facecolor=tint, **border)


def terrace_points(x, y, values, levels):
    """Outline the places below each of the ``levels``, (K,), of a function over the plane.

    For each level come the rings round all that is lower; P differs from level to level.

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


def _each(x, y, values, trace):
    """Trace something on every layer of the values; of the same length for all."""
    x, y, values = numbers("x", x, ndim=1), numbers("y", y, ndim=1), numbers("values", values)
    if values.shape[-2:] != (len(y), len(x)):
        raise ValueError(f"values must have shape (..., {len(y)}, {len(x)}), got {values.shape}")
    kinds = {"fill_type": FillType.ChunkCombinedOffset, "line_type": LineType.ChunkCombinedOffset}
    traces = [
        np.concatenate(trace(contour_generator(x, y, layer, **kinds)))
        for layer in values.reshape(-1, len(y), len(x))
    ]
    table = np.full((len(traces), max(map(len, traces)), 2), np.nan)
    for row, points in zip(table, traces, strict=True):
        row[: len(points)] = points
    return table.reshape(*values.shape[:-2], -1, 2)


def _pieces(points, offsets):
    """Rings or lines one below the other, NaN after each; one row of NaN if there are none."""
    (points,), (offsets,) = points, offsets
    if points is None:
        return np.full((1, 2), np.nan)
    return np.insert(points, offsets[1:].astype(int), np.nan, axis=0)
