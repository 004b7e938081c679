"""Where in a plane a model says happy: regions of any shape, islands and holes included."""

import numpy as np
from contourpy import FillType, LineType, contour_generator
from matplotlib.patches import Polygon

from lecture_lib.checks import numbers
from lecture_lib.pictures.style import LIGHT, pairs, style


def region_rings(x, y, values):
    """Outline the places where a function over the plane is positive.

    Parameters
    ----------
    x : array_like (C,)
    y : array_like (R,)
        The grid; where a region reaches its edge, the outline runs along it.
    values : array_like (..., R, C)
        The function on the grid.

    Returns
    -------
    ndarray (..., P, 2)
        Rings, each closed and followed by NaN; holes run the other way round. Shorter outlines
        are filled up with NaN, so that P is the same for all.

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit, or a number is not finite.

    Examples
    --------
    >>> region_rings([0, 1], [0, 1], [[-1, 1], [-1, 1]])[:-1].tolist()
    [[0.5, 0.0], [1.0, 0.0], [1.0, 1.0], [0.5, 1.0], [0.5, 0.0]]

    Source: S5, E5.3.
    """
    return _each(x, y, values, lambda generator: [_pieces(*generator.filled(0, np.inf))])


def level_lines(x, y, values, levels):
    """Draw the height lines of a function over the plane.

    Parameters
    ----------
    x : array_like (C,)
    y : array_like (R,)
        The grid.
    values : array_like (..., R, C)
        The function on the grid.
    levels : array_like (K,)
        Its values on the lines.

    Returns
    -------
    ndarray (..., P, 2)
        Lines, each followed by NaN; fewer lines are filled up with NaN, so that P is the same for
        all.

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit, or a number is not finite.

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

    Parameters
    ----------
    ax : Axes
    points : array_like (P, 2)
        From `region_rings`.
    moving : bool
        Leave the artist to the browser.

    Returns
    -------
    Polygon

    Raises
    ------
    ValueError
        If points are not (P, 2).

    Source: S5, E5.3.
    """
    region = Polygon(pairs("points", points), closed=True, animated=moving, zorder=4)
    width = style("line")["linewidth"]
    region.set(facecolor=(LIGHT.happy_face, 0.3), edgecolor=LIGHT.line, linewidth=width)
    return ax.add_patch(region)


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
