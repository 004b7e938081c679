"""A tag in a corner of a figure whose colours say what the picture shows, for a program to read.

Three squares: which learning rate, which of the other controls' positions, which step. A colour
(255, 2c, 255 - 2c) is the code c; no other colour of the pictures has red 255 and this sum.
"""

import numpy as np

from lecture_lib.explorers.line.line import BATCH_SIZES, ETAS, MOMENTA
from lecture_lib.stage import Track

CELL = 8  # CSS pixels
CELLS = 3
CODES = 128  # that a colour can say


def add_tag(figure):
    """Add the tag to the lower left corner of a figure; return its squares, as moving artists."""
    width, height = figure.get_size_inches() * figure.dpi
    ax = figure.add_axes((0, 0, CELLS * CELL / width, CELL / height))
    ax.set_axis_off()
    blank = np.zeros((1, 1, 4), np.uint8)
    look = {"interpolation": "nearest", "aspect": "auto", "animated": True, "zorder": 10}
    squares = [ax.imshow(blank, extent=(i, i + 1, 0, 1), **look) for i in range(CELLS)]
    ax.set(xlim=(0, CELLS), ylim=(0, 1))
    return squares


def tag_tracks(squares, etas, other, steps):
    """Return the tracks of the squares: codes per take, one code, codes per frame."""
    codes = np.atleast_1d(etas)[:, None], np.array([[other]]), np.atleast_1d(steps)[None]
    return {square: Track(_colour(code)) for square, code in zip(squares, codes, strict=True)}


def eta_code(eta):
    """Return the code of a learning rate."""
    return ETAS.index(eta)


def other_code(momentum, batch_size):
    """Return the code of the controls that need the kernel."""
    return len(BATCH_SIZES) * MOMENTA.index(momentum) + BATCH_SIZES.index(batch_size)


def _colour(code):
    full = np.full_like(code, 255)
    colours = np.stack([full, 2 * code, 255 - 2 * code, full], axis=-1)
    return colours[:, :, None, None].astype(np.uint8)
