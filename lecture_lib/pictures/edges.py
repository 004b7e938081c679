"""The edges of a network: bands as broad as the weights are large, filled above 0, hollow below."""

from typing import NamedTuple

import numpy as np
from matplotlib.patches import Polygon

from lecture_lib.checks import numbers, positive
from lecture_lib.pictures.shapes import draw_polygon
from lecture_lib.pictures.style import LIGHT, pairs


class Edges(NamedTuple):
    """What `draw_edges` drew: weights above 0, filled, and below 0, hollow."""

    positive: Polygon
    negative: Polygon


def edge_bands(places, weights, scale, *, largest=None, widest=9):
    """Return the edges as bands, as broad as the weight is large: those above 0, those below.

    ``places`` are the network's, and there is one matrix of ``weights`` per layer, (..., K, 1 + D),
    the bias in column 0. A weight of the size ``largest``, or else the largest of these weights,
    has the full breadth, ``widest``; larger ones have no more. Both sets are (..., 5 E, 2): four
    corners per edge and NaN; all NaN where the weight has the other sign, or is 0.
    """
    shapes = [edges.shape[:2] for edges in places.edges]
    weights = [numbers("weights", W) for W in weights]
    if [W.shape[-2:] for W in weights] != shapes:
        raise ValueError(f"weights must have the shapes {shapes}, got {[W.shape for W in weights]}")
    flat = np.concatenate([W.reshape(*W.shape[:-2], -1) for W in weights], axis=-1)
    largest = np.abs(flat).max() or 1.0 if largest is None else positive("largest", largest, ndim=0)
    breadth = positive("widest", widest) * np.minimum(np.abs(flat) / largest, 1)
    ends = np.concatenate([edges.reshape(-1, 2, 2) for edges in places.edges])
    bands = band_points(ends, breadth, scale)
    shown = np.repeat(np.sign(flat), 5, axis=-1)[..., None]
    return tuple(np.where(shown == sign, bands, np.nan) for sign in (1, -1))


def band_points(ends, breadth, scale):
    """Return bands between two points each, (..., 5 E, 2): four corners, then NaN.

    ``ends`` are (E, 2, 2), ``breadth`` is (..., E) in CSS pixels.
    """
    ends, scale = pairs("ends", ends), positive("scale", scale)
    along = (ends[:, 1] - ends[:, 0]) * scale
    across = along[:, ::-1] * (-1, 1) / np.hypot(*along.T)[:, None] / scale
    half = numbers("breadth", breadth)[..., None] / 2 * across
    start, end = ends[:, 0], ends[:, 1]
    corners = [start + half, end + half, end - half, start - half, np.full_like(half, np.nan)]
    points = np.stack(np.broadcast_arrays(*corners), axis=-2)
    return points.reshape(*points.shape[:-3], -1, 2)


def draw_edges(ax, positive, negative, *, moving=False):
    """Draw edges: filled where the weight is above 0, hollow where it is below.

    ``positive`` and ``negative``, (5 E, 2), are from `edge_bands`.
    """
    looks = ((positive, LIGHT.happy, LIGHT.happy), (negative, LIGHT.paper, LIGHT.sad))
    edges = []
    for points, face, edge in looks:
        pen = {"edgecolor": edge, "linewidth": 1.1, "joinstyle": "round", "zorder": 5}
        edges.append(draw_polygon(ax, points, moving=moving, facecolor=face, **pen))
    return Edges(*edges)


def mark_edges(ax, points, *, moving=False):
    """Draw a broad band behind edges, a Polygon from `band_points`."""
    paint = {"facecolor": (LIGHT.line, 0.3), "edgecolor": "none", "linewidth": 0}
    return draw_polygon(ax, points, moving=moving, zorder=4, **paint)
