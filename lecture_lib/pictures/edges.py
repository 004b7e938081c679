"""The edges of a network: bands as broad as the weights are large, filled above 0, hollow below."""

from typing import NamedTuple

import numpy as np
from matplotlib.patches import Polygon

from lecture_lib.checks import numbers, positive
from lecture_lib.pictures.style import LIGHT, pairs


class Edges(NamedTuple):
    """What `draw_edges` drew: weights above 0, filled, and below 0, hollow."""

    positive: Polygon
    negative: Polygon


def edge_bands(places, weights, scale, *, largest=None, widest=9):
    """Return the edges as bands: as broad as the weight is large.

    Parameters
    ----------
    places : Places
    weights : sequence of array_like (..., K, 1 + D)
        One matrix per layer, the bias in column 0.
    scale : (float, float)
        Pixels per unit of the axes.
    largest : float, optional
        The size of weight that has the full breadth; larger ones have no more. Without it: the
        largest of these weights.
    widest : float
        That breadth, in CSS pixels.

    Returns
    -------
    positive, negative : ndarray (..., 5 E, 2)
        Four corners per edge and NaN; all NaN where the weight has the other sign, or is 0.

    Raises
    ------
    ValueError
        If there is not one matrix per layer, of its shape, or a size is not positive.
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
    """Return bands between two points each.

    Parameters
    ----------
    ends : array_like (E, 2, 2)
        In data coordinates.
    breadth : array_like (..., E)
        In CSS pixels.
    scale : (float, float)
        Pixels per unit of the axes.

    Returns
    -------
    ndarray (..., 5 E, 2)
        Four corners and NaN for each.

    Raises
    ------
    ValueError
        If a shape is another or the scale not positive.
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

    Parameters
    ----------
    ax : Axes
        From `network_axes`.
    positive, negative : array_like (5 E, 2)
        From `edge_bands`.
    moving : bool
        Leave the artists to the browser.

    Returns
    -------
    Edges

    Raises
    ------
    ValueError
        If points are not (P, 2).
    """
    looks = ((positive, LIGHT.happy, LIGHT.happy), (negative, LIGHT.paper, LIGHT.sad))
    edges = []
    for points, face, edge in looks:
        band = Polygon(pairs("points", points), closed=True, animated=moving, zorder=5)
        band.set(facecolor=face, edgecolor=edge, linewidth=1.1, joinstyle="round")
        edges.append(ax.add_patch(band))
    return Edges(*edges)


def mark_edges(ax, points, *, moving=False):
    """Draw a broad band behind edges.

    Parameters
    ----------
    ax : Axes
        From `network_axes`.
    points : array_like (5 E, 2)
        From `band_points`.
    moving : bool
        Leave the artist to the browser.

    Returns
    -------
    Polygon
    """
    band = Polygon(pairs("points", points), closed=True, animated=moving, zorder=4)
    band.set(facecolor=(LIGHT.line, 0.3), edgecolor="none", linewidth=0)
    return ax.add_patch(band)
