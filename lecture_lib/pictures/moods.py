"""Faces of four moods. The mood is told twice, by the head's colour and by its shape.

The features tell the scores: the ``bend`` of the mouth and the raise of the ``brow``, both around
0. From a raise of 0.45 on the mouth opens. ``size`` is the diameter of a round head.
"""

import numpy as np
from matplotlib.path import Path

from lecture_lib.checks import positive
from lecture_lib.pictures.faces import (
    brow_lines,
    eyes_path,
    head_path,
    mouth_curve,
    same_length,
    stamp_faces,
)
from lecture_lib.pictures.figure import POINTS_PER_PIXEL
from lecture_lib.pictures.shapes import draw_stamps
from lecture_lib.pictures.style import LIGHT

# exponent of the outline, half the width, half the height
HEADS = {
    "happy": (2.0, 1.0, 1.0),
    "sad": (3.4, 0.95, 0.95),
    "surprised": (2.0, 0.88, 1.14),
    "neutral": (1.45, 1.14, 1.14),
}
TYPICAL = ((0.8, 0.1), (-0.8, 0.0), (0.0, 1.1), (0.0, 0.1))  # bend and raise of each mood
OPENS = 0.45  # raise of the brows
CENTRE = (0.0, -0.42)  # of the mouth


def mood_mouth(bend, brow):
    """Return the mouth of a face: a curve, or closed to a ring where the brows are raised.

    Its points, (P, 2), are in the face's coordinates, its head having radius 1.
    """
    if brow <= OPENS:
        return mouth_curve(2 + 1.6 * bend)
    t = np.linspace(0, 2 * np.pi, 25)
    high = 0.13 + 0.12 * min(brow - OPENS, 1.2)
    return CENTRE + np.column_stack([0.2 * np.cos(t), high * np.sin(t)])


def mood_brows(brow):
    """Return both eyebrows of a face, (5, 2); NaN in between."""
    return brow_lines(2 + 2 * brow)


def draw_moods(ax, x, y, bend, brow, mood, *, size=22, moving=False):
    """Draw N faces, each from its own scores, in the colour and shape of its mood.

    ``x`` and ``y`` are their centres, ``mood`` is "happy", "sad", "surprised" or "neutral" for
    each. All are one PathCollection; what moves has each face's place four times as its offsets.

    Source: E18.1 (slide 55).
    """
    x, y, bend, brow = same_length(x=x, y=y, bend=bend, brow=brow)
    if len(mood) != len(x) or set(mood) - set(HEADS):
        raise ValueError(f"mood must be one of {tuple(HEADS)} for each face, got {mood}")
    skins = [(getattr(LIGHT, f"{m}_face"), getattr(LIGHT, m)) for m in mood]
    parts = [
        part
        for m, b, r in zip(mood, bend, brow, strict=True)
        for part in (head_path(*HEADS[m]), eyes_path(), Path(mood_brows(r)), Path(mood_mouth(b, r)))
    ]
    return stamp_faces(ax, x, y, parts, skins, size, moving=moving)


def draw_loose_head(ax, spots, *, size=34):
    """Draw heads and eyes that the browser moves; their mood is not known yet. A PathCollection.

    ``spots`` are the place of the head, twice: for the head and for the eyes. Brows and mouth are
    lines of their own: `mood_brows` and `mood_mouth` give their points.

    Source: E18.1 (slide 55).
    """
    paint = {"facecolors": [LIGHT.paper, LIGHT.ink], "edgecolors": [LIGHT.line, "none"]}
    paint |= {"linewidths": [2.4 * POINTS_PER_PIXEL, 0], "zorder": 7}
    parts, radius = [head_path(2.0), eyes_path()], positive("size", size) / 2
    return draw_stamps(ax, parts, spots, radius=radius, moving=True, **paint)
