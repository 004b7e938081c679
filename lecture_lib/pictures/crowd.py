"""The faces as a crowd: where they stand, and how they are marked by what a model does to them.

Marks lie at ``positions``, (N, 2); where a row is NaN there is none (see `only`). ``size`` is the
diameter of the heads. A set of marks is one PathCollection.
"""

import numpy as np
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from lecture_lib.checks import count, positive
from lecture_lib.pictures.faces import labels_of, same_length
from lecture_lib.pictures.figure import POINTS_PER_PIXEL, text_style
from lecture_lib.pictures.shapes import draw_stamps
from lecture_lib.pictures.style import LIGHT, draw_line, pairs

SCORES = (-0.3, 4.3)  # what axes show of the scale from 0 to 4


def swarm(mouth, label, *, rows=3, spacing=0.38):
    """Return heights at which faces of one label stand in rows, so that none hides another.

    ``mouth`` holds their scores, (N,), and ``label``, +1 or -1, the height of the middle row of
    each. The faces of a label take the ``rows`` in turn, from left to right; two rows are
    ``spacing`` apart, in units of the label. No other choice has a larger smallest gap, as of any
    ``rows`` + 1 successive faces two must share a row.

    Examples
    --------
    >>> swarm([0, 1, 2, 3], [-1, -1, -1, 1], rows=3, spacing=0.25)
    array([-1.25, -1.  , -0.75,  0.75])

    Source: S11.
    """
    mouth, label = same_length(mouth=mouth, label=labels_of(label))
    height = label.copy()
    middle = (count("rows", rows) - 1) / 2
    for value in (-1, 1):
        ordered = np.flatnonzero(label == value)
        ordered = ordered[np.argsort(mouth[ordered], kind="stable")]
        row = np.arange(len(ordered)) % rows
        height[ordered] += (row - middle) * positive("spacing", spacing)
    return height


def mouth_axes(ax):
    """Prepare axes for faces on the mouth axis, sad ones standing at -1 and happy ones at +1.

    Source: S11.
    """
    ax.set(xlim=SCORES, ylim=(-2.4, 2.4), xticks=range(5), yticks=(-1, 0, 1))
    ax.set_yticklabels(("−1", "0", "+1"))
    words = text_style(12.5, LIGHT.muted, va="bottom", zorder=2)
    ax.text(SCORES[0] + 0.15, 1.06, "happy", ha="left", **words)
    ax.text(SCORES[1] - 0.15, -0.94, "sad", ha="right", **words)
    draw_line(ax, "reference", [(SCORES[0], 0), (SCORES[1], 0)])


def plane_axes(ax):
    """Prepare axes for faces in the plane of mouth and brow.

    Source: S11.
    """
    ax.set(xlim=SCORES, ylim=SCORES, xticks=range(5), yticks=range(5))


def mark_batch(ax, positions, *, size=22, moving=False):
    """Draw a ring round each position: the faces of the current batch.

    Source: S6, S11.
    """
    ring = Path.unit_circle().transformed(Affine2D().scale(1 + 4.2 / positive("size", size)))
    ink = {"facecolors": "none", "edgecolors": LIGHT.batch, "linewidths": 2.4 * POINTS_PER_PIXEL}
    return _stamp(ax, ring, positions, size, moving, zorder=4.2, **ink)


def mark_wrong(ax, positions, *, size=22, moving=False):
    """Put a small cross at the upper right of each position: faces decided wrongly.

    Source: S10, S11.
    """
    marker = MarkerStyle("X")
    place = Affine2D().scale(0.95).translate(0.78, 0.78)
    cross = marker.get_path().transformed(marker.get_transform() + place)
    ink = {"facecolors": LIGHT.ink, "edgecolors": LIGHT.paper, "linewidths": 0.8}
    return _stamp(ax, cross, positions, positive("size", size), moving, zorder=6.2, **ink)


def veil(ax, positions, *, size=22, moving=False):
    """Draw a veil over each position: faces that do not count at the moment.

    Source: S6, E6.1.
    """
    disc = Path.unit_circle().transformed(Affine2D().scale(1 + 3 / positive("size", size)))
    ink = {"facecolors": [(LIGHT.paper, 0.8)], "edgecolors": "none", "linewidths": 0}
    return _stamp(ax, disc, positions, size, moving, zorder=6.4, **ink)


def only(positions, shown):
    """Return positions, (..., N, 2), with NaN for those that are not ``shown``, bool (..., N).

    Examples
    --------
    >>> only([[1, 2], [3, 4]], [True, False])
    array([[ 1.,  2.],
           [nan, nan]])
    """
    positions, shown = pairs("positions", positions), np.asarray(shown)
    if shown.dtype != bool:
        raise TypeError(f"shown must be made of truth values, got {shown.dtype}")
    if positions.ndim != 2 or shown.shape[-1:] != positions.shape[:1]:
        raise ValueError(
            f"shown must have one value per position, got {shown.shape} for {positions.shape}"
        )
    return np.where(shown[..., None], positions, np.nan)


def _stamp(ax, path, positions, size, moving, **ink):
    positions = pairs("positions", positions)
    return draw_stamps(ax, [path], positions, radius=size / 2, moving=moving, **ink)
