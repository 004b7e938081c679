"""Faces drawn from their features.

A face is a ``mouth`` score, from 0 (deep frown) over 2 (straight) to 4 (grin), and a ``brow``
score, from 0 (worried) over 2 (level) to 4 (raised; S11). In the face's own coordinates the head
has radius 1, x to the right and y up. The ``label``, +1 happy or -1 sad, is told twice: a happy
head is round and yellow, a sad one is a rounded square and blue; the expression is told by the
features alone.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from lecture_lib.checks import count, numbers, positive
from lecture_lib.pictures.figure import POINTS_PER_PIXEL, axes_size
from lecture_lib.pictures.shapes import draw_stamps
from lecture_lib.pictures.style import LIGHT

ROUNDNESS = {1: 2.0, -1: 3.4}  # exponent of the head's outline |x|^p + |y|^p = 1: disc, squircle
PENS = (0.05, 0.0, 0.06, 0.075)  # width of head, eyes, brows and mouth, in head diameters


class Face(NamedTuple):
    """What `draw_face` drew: head and eyes stand still, brows and mouth can move."""

    head: PathPatch
    eyes: PathPatch
    brows: Line2D
    mouth: Line2D


def mouth_curve(mouth, points=13):
    """Return mouths as curves (..., points, 2): parabolas bent by (mouth - 2) / 1.6.

    They lead from corner to corner, in the face's coordinates; ``points`` is at least 2.

    Source: S11.
    """
    bend = (numbers("mouth", mouth)[..., None] - 2) / 1.6
    t = np.linspace(-1, 1, count("points", points, low=2))
    y = -0.42 + 0.38 * bend * (t**2 - 0.5)
    return np.stack(np.broadcast_arrays(0.5 * t, y), axis=-1)


def brow_lines(brow):
    """Return both eyebrows: worried (inner ends up), level or raised, by (brow - 2) / 2.

    They are (..., 5, 2): the left brow from its outer to its inner end, NaN, the right one from its
    inner to its outer end.

    Source: S11.
    """
    lift = (numbers("brow", brow)[..., None] - 2) / 2
    inner, gap = np.array([-0.3, 0.7, 0, 0.7, -0.3]), np.array([0, 0, np.nan, 0, 0])
    y = 0.46 + 0.16 * np.maximum(lift, 0) - 0.26 * np.minimum(lift, 0) * inner + gap
    x = np.array([-0.58, -0.2, 0, 0.2, 0.58]) + gap
    return np.stack(np.broadcast_arrays(x, y), axis=-1)


def draw_faces(ax, x, y, mouth, brow, label, *, upside_down=None, size=22, moving=False):
    """Draw N faces, each from its own features, later ones over earlier ones.

    Parameters
    ----------
    x, y : array_like (N,)
        Centres, in data coordinates.
    upside_down : bool array (N,), optional
        Which faces stand on their heads. Their mouths are bent as seen in the picture: a score
        above 2 is a ∪, which on such a face is a frown.
    size : float
        Diameter of a head, whatever the scales of the axes.
    moving : bool
        So that they can lie on a region that moves.

    Returns
    -------
    PathCollection
        Four paths for each face: head, eyes, brows, mouth.

    Source: S11.
    """
    x, y, mouth, brow = same_length(x=x, y=y, mouth=mouth, brow=brow, label=label)[:4]
    label = labels_of(label)
    tilt = np.where(np.zeros(len(x), bool) if upside_down is None else upside_down, -1, 1)
    features = zip(label, brow_lines(brow), mouth_curve(2 + tilt * (mouth - 2)), tilt, strict=True)
    parts = [
        part.transformed(Affine2D().scale(1, turn))
        for k, b, m, turn in features
        for part in (_head(k), eyes_path(), Path(b), Path(m))
    ]
    skins = [_skin(value) for value in label]
    return stamp_faces(ax, x, y, parts, skins, size, moving=moving)


def stamp_faces(ax, x, y, parts, skins, size, *, moving=False):
    """Draw the ``parts`` of faces, four paths for each, in the colours of their ``skins``.

    Those are pairs, of the head and of its outline; ``x``, ``y`` and ``size`` are as in
    `draw_faces`.
    """
    places, ink = np.repeat(np.column_stack([x, y]), len(PENS), axis=0), LIGHT.feature
    return draw_stamps(
        ax,
        parts,
        places,
        radius=positive("size", size) / 2,
        moving=moving,
        facecolors=[c for face, _ in skins for c in (face, ink, "none", "none")],
        edgecolors=[c for _, edge in skins for c in (edge, "none", ink, ink)],
        linewidths=np.tile(PENS, len(x)) * size * POINTS_PER_PIXEL,
        capstyle="round",
        joinstyle="round",
        zorder=5 if moving else 2.7,
    )


def draw_face(ax, mouth, brow, label, *, moving=False):
    """Draw one face that fills the axes, with a mouth and eyebrows that can move.

    The limits of the axes become those of the face and their frame is taken away. The points of
    what moves are those of `mouth_curve` and `brow_lines`.

    Source: S11.
    """
    (label,) = labels_of([label])
    size = axes_size(ax)
    x, y = 1.08 * size / size.min()
    ax.set(xlim=(-x, x), ylim=(-y, y))
    ax.set_axis_off()
    pen = size.min() / 1.08 * POINTS_PER_PIXEL * np.array(PENS)
    face, edge = _skin(label)
    head = PathPatch(_head(label), facecolor=face, edgecolor=edge, linewidth=pen[0], zorder=2)
    eyes = PathPatch(eyes_path(), facecolor=LIGHT.feature, linewidth=0, zorder=2.1)
    ax.add_patch(head)
    ax.add_patch(eyes)
    ink = {"color": LIGHT.feature, "solid_capstyle": "round", "animated": moving, "zorder": 5}
    (brows,) = ax.plot(*brow_lines(brow).T, linewidth=pen[2], **ink)
    (curve,) = ax.plot(*mouth_curve(mouth).T, linewidth=pen[3], **ink)
    return Face(head, eyes, brows, curve)


def _skin(label):
    """Return the colours of a head and of its outline."""
    happy = (LIGHT.happy_face, LIGHT.happy)
    return happy if label > 0 else (LIGHT.sad_face, LIGHT.sad)


def _head(label):
    area = 1 if label > 0 else 0.95  # a squircle of the same width looks larger
    return head_path(ROUNDNESS[label], area)


def head_path(power, width=1.0, height=None):
    """Return the outline of a head: |x / width|^p + |y / height|^p = 1, as a path.

    A ``power`` p of 2 is round, above it a rounded square, below it a rounded diamond. ``width``
    and ``height`` are half the head's; alike where no height is given.
    """
    t = np.linspace(0, 2 * np.pi, 65)
    c, s = np.cos(t), np.sin(t)
    radius = (np.abs(c) ** power + np.abs(s) ** power) ** (-1 / power)
    halves = (width, width if height is None else height)
    return Path(halves * np.column_stack([c, s]) * radius[:, None], closed=True)


def eyes_path():
    """Return both eyes of a face, as a path."""
    eye = Path.unit_circle().transformed(Affine2D().scale(0.13, 0.15))
    left, right = (eye.transformed(Affine2D().translate(x, 0.14)) for x in (-0.36, 0.36))
    return Path.make_compound_path(left, right)


def labels_of(label):
    """Return labels, (N,), if each is +1 (happy) or -1 (sad)."""
    label = numbers("label", label, ndim=1)
    if not np.isin(label, (-1, 1)).all():
        raise ValueError(f"label must be +1 (happy) or -1 (sad), got {set(label.tolist())}")
    return label


def same_length(**arrays):
    """Return finite ``arrays`` of one axis, given by name, if their lengths agree."""
    checked = [numbers(name, value, ndim=1) for name, value in arrays.items()]
    lengths = dict(zip(arrays, map(len, checked), strict=True))
    if len(set(lengths.values())) > 1:
        raise ValueError(f"lengths must agree, got {lengths}")
    return checked
