"""Which of several linear scores is the highest: the plane cut into cells, one per class."""

import numpy as np

from lecture_lib.checks import numbers
from lecture_lib.pictures.figure import POINTS_PER_PIXEL
from lecture_lib.pictures.shapes import draw_polygon
from lecture_lib.pictures.style import LIGHT


def cell_points(W, box):
    """Outline where in a box each class has the highest of the scores w_k0 + w_k1 x + w_k2 y.

    ``W`` are the weights, (..., K, 3), ``box`` is (left, right, bottom, top). Each cell is convex:
    the box, cut by one straight line for every other class. Where scores are equal all over the
    place, the first of them has it.

    Returns
    -------
    ndarray (..., K, K + 3, 2)
        Corners; the last is repeated as often as needed. NaN where a class has no cell.

    Examples
    --------
    >>> cell_points([[0, 1, 0], [0, -1, 0]], (-1, 1, -1, 1))[0].tolist()
    [[0.0, -1.0], [1.0, -1.0], [1.0, 1.0], [0.0, 1.0], [0.0, 1.0]]

    Source: E18.1 (slide 55).
    """
    W, box = numbers("W", W), numbers("box", box, ndim=1)
    if W.ndim < 2 or W.shape[-1] != 3:
        raise ValueError(f"W must have shape (..., K, 3), got {W.shape}")
    if len(box) != 4:
        raise ValueError(f"box must be (left, right, bottom, top), got {box}")
    left, right, bottom, top = box
    corners = np.array([[left, bottom], [right, bottom], [right, top], [left, top]])
    K = W.shape[-2]
    cells = np.broadcast_to(corners, (*W.shape[:-1], 4, 2))
    for way in range(1, K):  # to the next class, the one after it …
        wins_ties = np.arange(K) < (np.arange(K) + way) % K
        cells = _cut(cells, W - np.roll(W, -way, axis=-2), wins_ties[:, None])
    return cells


def draw_cell(ax, points, role, *, moving=False):
    """Tint the cell of a class, from `cell_points`; a Polygon.

    Source: E18.1 (slide 55).
    """
    paint = {"facecolor": (getattr(LIGHT, role), 0.5), "edgecolor": LIGHT.line}
    width = 1.3 * POINTS_PER_PIXEL
    return draw_polygon(ax, points, moving=moving, zorder=4, linewidth=width, **paint)


def _cut(cells, weights, wins_ties):
    """Keep the part of convex polygons where w_0 + w_1 x + w_2 y is positive; one corner more."""
    height = weights[..., None, 0] + (cells * weights[..., None, 1:]).sum(axis=-1)
    inside = (height > 0) | ((height == 0) & wins_ties)
    nearby, following = np.roll(cells, -1, axis=-2), np.roll(height, -1, axis=-1)
    crosses = inside != np.roll(inside, -1, axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(crosses, height / (height - following), 0.0)
    met = cells + part[..., None] * (nearby - cells)
    shape = (*cells.shape[:-2], -1, 2)
    corners = np.stack([cells, met], axis=-2).reshape(shape)
    kept = np.stack([inside, crosses], axis=-1).reshape(shape[:-1])
    order = np.argsort(~kept, axis=-1, kind="stable")[..., : cells.shape[-2] + 1]
    count = kept.sum(axis=-1, keepdims=True)
    place = np.minimum(np.arange(order.shape[-1]), np.maximum(count - 1, 0))
    pick = np.take_along_axis(order, place, axis=-1)
    found = np.take_along_axis(corners, pick[..., None], axis=-2)
    return np.where(count[..., None] > 0, found, np.nan)
