"""Numbers that change while a picture stands: glyphs in fixed places, shown or not.

There are S stamps for each of P places; ``size`` is that of the font.
"""

from math import isfinite

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from lecture_lib.checks import positive
from lecture_lib.pictures.shapes import draw_stamps
from lecture_lib.pictures.style import LIGHT, pairs

GLYPHS = "0123456789.−e"
WIDTH = 0.602  # of a glyph, in units of the font's size; all are equally wide
LENGTH = 6  # glyphs of the longest number
SLOTS = 2 * LENGTH - 1  # half a glyph apart, so that numbers of any length can be centred
FONT = "DejaVu Sans Mono"  # comes with matplotlib


def short_number(x):
    """Write a number in at most six glyphs, with at most three decimals: "−0.482", "12.35", "7e4".

    If ``x`` is not finite, it is no glyph at all.

    Examples
    --------
    >>> [short_number(x) for x in (1, -12.345, 148.06, 9999.7, 0.0004, -0.0004)]
    ['1.000', '−12.35', '148.1', '1e4', '0.000', '0.000']
    """
    if not isfinite(x):
        return ""
    for digits, limit in ((3, 10), (2, 100), (1, 1000), (0, 10_000)):
        text = f"{x:.{digits}f}"
        if abs(float(text)) < limit:
            return text.lstrip("-") if float(text) == 0 else text.replace("-", "−")
    return f"{x:.0e}".replace("e+0", "e").replace("e+", "e").replace("-", "−")


def digits_shown(texts):
    """Tell which glyphs of `draw_digits` are to be seen for each text, as `Track` takes it.

    ``texts``, (..., P), are numbers of at most six glyphs, as `short_number` writes them; of each
    stamp, (..., P S), it is told whether it is shown.
    """
    texts = np.asarray(texts, dtype=str)
    shown = np.zeros((texts.size, SLOTS, len(GLYPHS)), bool)
    for row, text in zip(shown, texts.ravel().tolist(), strict=True):
        if len(text) > LENGTH or not set(text) <= set(GLYPHS):
            raise ValueError(f"texts must be numbers of at most {LENGTH} glyphs, got {text!r}")
        first = LENGTH - len(text)
        for place, glyph in enumerate(text):
            row[first + 2 * place, GLYPHS.index(glyph)] = True
    return shown.reshape(*texts.shape[:-1], -1)


def digit_spots(places, scale, size):
    """Return where the stamps of `draw_digits` lie, (..., P S, 2).

    ``places`` are the middles of the numbers, (..., P, 2).
    """
    places, scale = pairs("places", places), positive("scale", scale)
    across = (np.arange(SLOTS) - (SLOTS - 1) / 2) * WIDTH / 2 * positive("size", size)
    spots = np.repeat(places[..., None, :], SLOTS, axis=-2)
    spots[..., 0] += across / scale[0]
    spots = np.repeat(spots, len(GLYPHS), axis=-2)
    return spots.reshape(*places.shape[:-2], -1, 2)


def draw_digits(ax, spots, *, size=12, halo=False, moving=False):
    """Draw numbers that can change: every glyph in every slot, to be shown or not.

    ``spots``, (P S, 2), are from `digit_spots`. All are one PathCollection. With ``halo`` they are
    drawn broad, in the colour of the paper: beneath the numbers, what they lie on stays apart.
    """
    glyphs = [_glyph(glyph, float(positive("size", size))) for glyph in GLYPHS]
    ink = {"facecolors": LIGHT.ink, "edgecolors": "none", "linewidths": 0, "zorder": 7}
    if halo:
        ink = {"facecolors": LIGHT.paper, "edgecolors": LIGHT.paper, "linewidths": 4, "zorder": 6.9}
        ink["joinstyle"] = "round"
    return draw_stamps(ax, glyphs, pairs("spots", spots), moving=moving, **ink)


def _glyph(glyph, size):
    """A glyph round the middle of its slot, in CSS pixels, upright about the height of digits."""
    path = TextPath((0, 0), glyph, size=size, prop=FontProperties(family=FONT))
    return Affine2D().translate(-WIDTH / 2 * size, -0.365 * size).transform_path(path)
