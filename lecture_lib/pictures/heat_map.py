"""A table of numbers as coloured cells: deep where a number is small, as in a landscape."""

import numpy as np
from matplotlib.collections import PolyCollection

from lecture_lib.checks import numbers
from lecture_lib.pictures.style import LIGHT


def cell_edges(centres):
    """Return the borders between neighbouring cells: half-way, and as far again at both ends.

    ``centres`` are rising, at least two.

    Examples
    --------
    >>> cell_edges([0, 2, 3]).tolist()
    [-1.0, 1.0, 2.5, 3.5]
    """
    centres = numbers("centres", centres, ndim=1)
    if len(centres) < 2 or (np.diff(centres) <= 0).any():
        raise ValueError(f"centres must be two or more rising numbers, got {centres}")
    between = (centres[:-1] + centres[1:]) / 2
    first, last = 2 * centres[0] - between[0], 2 * centres[-1] - between[-1]
    return np.concatenate([[first], between, [last]])


def draw_cells(ax, x_edges, y_edges, values, levels):
    """Draw a table as cells, coloured by the bands between levels; a PolyCollection.

    The borders of the cells are ``x_edges``, (C + 1,), and ``y_edges``, (R + 1,). Where one of the
    ``values``, (R, C), is NaN, the paper shows. ``levels`` are rising, one fewer than the palette's
    ramp has colours: what lies below the first has the deepest colour.

    Source: E8.2: steps over η and m.
    """
    x, y = numbers("x_edges", x_edges, ndim=1), numbers("y_edges", y_edges, ndim=1)
    values, levels = numbers("values", values, ndim=2, finite=False), numbers("levels", levels)
    if values.shape != (len(y) - 1, len(x) - 1):
        raise ValueError(f"values must have shape {(len(y) - 1, len(x) - 1)}, got {values.shape}")
    if len(levels) != len(LIGHT.ramp) - 1:
        raise ValueError(f"levels must be {len(LIGHT.ramp) - 1}, got {len(levels)}")
    rows, columns = np.nonzero(~np.isnan(values))
    left, right, low, high = x[columns], x[columns + 1], y[rows], y[rows + 1]
    corners = [(left, low), (right, low), (right, high), (left, high)]
    boxes = np.stack([np.stack(corner, axis=-1) for corner in corners], axis=1)
    bands = np.digitize(values[rows, columns], levels)
    cells = PolyCollection(boxes, facecolors=[LIGHT.ramp[band] for band in bands], zorder=1)
    cells.set(edgecolor="none", antialiased=False)
    ax.grid(visible=False)
    return ax.add_collection(cells, autolim=False)
