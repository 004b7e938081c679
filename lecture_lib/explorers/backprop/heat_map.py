"""The slopes of a network as a heat map: a cell with a number for every weight."""

import numpy as np

from lecture_lib.explorers.views.picture import NOWHERE
from lecture_lib.pictures.digits import (
    LENGTH,
    WIDTH,
    digit_spots,
    digits_shown,
    draw_digits,
    short_number,
)
from lecture_lib.pictures.figure import axes_size, new_axes, text_style
from lecture_lib.pictures.heat import (
    bands_shown,
    draw_cells,
    draw_frame,
    draw_scale,
    frame_points,
)
from lecture_lib.pictures.network import unit_names
from lecture_lib.pictures.style import LIGHT
from lecture_lib.stage import Track

UNIT = 1000  # slopes are shown in thousandths
WIDEST = 84  # cell, in CSS pixels
GAP = 8  # beside the column of the bias
HEAD, BELOW = 30, 8  # above the cells of a matrix, and below them
TITLES = ("W₁, into the hidden layer", "W₂, into the output layer")


class HeatMapView:
    """The matrices of a network, a cell for every weight, and a frame round one of them.

    Parameters
    ----------
    figure : Figure
    box : (left, top, width, height)
    sizes : tuple of int
        Three layers of units.
    """

    def __init__(self, figure, box, sizes):
        ax = new_axes(figure, box, title="The slope of every weight")
        width, height = axes_size(ax)
        ax.set(xlim=(0, width), ylim=(height, 0))  # its unit is the pixel
        ax.axis("off")
        room = height - 2 * (HEAD + BELOW)
        columns, rows = 1 + max(sizes[:-1]), sum(sizes[1:])
        self.size = (min(WIDEST, (width - GAP - 4) / columns), min(48, room / rows))
        self.places = self._draw_matrices(ax, unit_names(sizes))
        self.cells = draw_cells(ax, self.places, self.size, moving=True)
        self.cell_spots = self.cells.get_offsets()
        font = min(16, (self.size[0] - 6) / LENGTH / WIDTH)
        self.spots = digit_spots(self.places, (1, 1), font)
        self.digits = draw_digits(ax, self.spots, size=font, moving=True)
        self.frame = draw_frame(ax, NOWHERE, moving=True)
        words = text_style(12, LIGHT.muted, va="center_baseline")
        ax.text(-24, height + 4, "colour: analytic ÷ numerical", **words)
        draw_scale(ax, -24, width + 24, height + 25)

    def tracks(self, case, numbers, framed=None):
        """Return where everything is: what the cells say, and the weight that is framed."""
        cells, spots = self.cell_spots[None, None], self.spots[None, None]
        place = NOWHERE if framed is None else self.places[framed]
        return {
            self.cells: Track(cells, shown=bands_shown(case.ratios)[:, None]),
            self.digits: Track(spots, shown=written(case, numbers)[:, None]),
            self.frame: Track(frame_points(place, self.size, (1, 1))[:, None]),
        }

    def _draw_matrices(self, ax, names):
        """Write the names round both matrices; return the middles of all cells."""
        places, top = [], 0.0
        for title, before, after in zip(TITLES, names[:-1], names[1:], strict=True):
            places.append(self._draw_matrix(ax, top, title, before, after))
            top += HEAD + BELOW + self.size[1] * len(after)
        return np.concatenate(places)

    def _draw_matrix(self, ax, top, title, before, after):
        """Write the names round one matrix; return the middles of its cells."""
        width, height = self.size
        quiet = text_style(12, LIGHT.muted, va="center_baseline")
        ax.text(-24, top - 3, title, **text_style(12.5, LIGHT.ink, va="center_baseline"))
        column = np.arange(1 + len(before))
        x = 2 + width * (column + 0.5) + GAP * (column > 0)
        y = top + HEAD - 4 + height * (np.arange(len(after)) + 0.5)
        for middle, name in zip(x, ("bias", *before), strict=True):
            ax.text(middle, top + 15, name, ha="center", **quiet)
        for middle, name in zip(y, after, strict=True):
            ax.text(-24, middle, name, ha="left", **quiet)
        return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def written(case, numbers):
    """Tell which glyphs are seen in the cells, (batches, P S)."""
    values = {
        "ratio": case.ratios,
        "analytic": UNIT * case.analytic,
        "numerical": UNIT * case.numerical,
        "weights": case.theta[None],
    }[numbers]
    return digits_shown(np.vectorize(short_number)(values))
