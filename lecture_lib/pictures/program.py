"""A program in a panel, with a bar under the line that is being executed."""

import numpy as np

from lecture_lib.pictures.figure import PIXELS_PER_INCH, text_style
from lecture_lib.pictures.shapes import draw_polygon
from lecture_lib.pictures.style import LIGHT

TOP, LINE = 38, 24  # CSS pixels: where the program begins, and how high a line of it is
EDGE = 8  # CSS pixels on both sides of the bar


def write_program(figure, box, title, lines, *, size=12.5):
    """Write a program, ``lines`` under a ``title``; return the bar that moves under its lines.

    ``box`` is its panel of the ``figure``, (left, top, width, height) in CSS pixels, ``size`` is
    that of the font. The axes of the bar, a Polygon, have the CSS pixel as their unit, y downwards.
    """
    left, top, width, height = box
    whole = figure.get_size_inches() * PIXELS_PER_INCH
    place = (left / whole[0], 1 - (top + height) / whole[1], width / whole[0], height / whole[1])
    ax = figure.add_axes(place, facecolor="none")
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.set_axis_off()
    bold = text_style(14, LIGHT.ink, fontweight="bold", zorder=9)
    ax.text(2 * EDGE, 22, title, va="center", **bold)
    mono = {"fontfamily": "DejaVu Sans Mono", "va": "center", "zorder": 9}
    for number, line in enumerate(lines):
        style = text_style(size, LIGHT.ink, **mono)
        ax.text(2 * EDGE, TOP + (number + 0.5) * LINE, line, **style)
    paint = {"facecolor": (LIGHT.happy_face, 0.35), "edgecolor": LIGHT.line, "linewidth": 1.2}
    return draw_polygon(ax, np.zeros((4, 2)), moving=True, zorder=4, **paint)


def bar_points(line, width):
    """Return where the bar lies under a line, (..., 4, 2).

    ``line`` is counted from 0, (...), ``width`` is the panel's.
    """
    x = np.array([EDGE, width - EDGE, width - EDGE, EDGE], float)
    y = TOP + LINE * (np.asarray(line)[..., None] + np.array([0, 0, 1, 1]))
    return np.stack(np.broadcast_arrays(x, y), axis=-1)
