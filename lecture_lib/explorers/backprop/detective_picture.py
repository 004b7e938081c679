"""The figure of the bug detective: slopes as a heat map and as points, and the network."""

import numpy as np

from lecture_lib.explorers.views import Picture
from lecture_lib.pictures.digits import (
    LENGTH,
    WIDTH,
    digit_spots,
    digits_shown,
    draw_digits,
    short_number,
)
from lecture_lib.pictures.edges import band_points, draw_edges, edge_bands, mark_edges
from lecture_lib.pictures.figure import (
    POINTS_PER_PIXEL,
    axes_size,
    new_axes,
    pixels_per_unit,
    text_style,
)
from lecture_lib.pictures.heat import (
    bands_shown,
    draw_cells,
    draw_frame,
    draw_scale,
    frame_points,
)
from lecture_lib.pictures.network import (
    Places,
    draw_units,
    mark_units,
    network_axes,
    unit_diameter,
    unit_names,
)
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track

UNIT = 1000  # slopes are shown in thousandths
FARTHEST = 3000  # of them, that the axes show
LINEAR = {"linthresh": 1, "linscale": 0.4}  # of the latter: the part round 0
TICKS = (
    (-1000, -100, -10, -1, 0, 1, 10, 100, 1000),
    ("", "−100", "−10", "", "0", "", "10", "100", ""),
)
WIDEST = 84  # cell, in CSS pixels
GAP = 8  # beside the column of the bias
HEAD, BELOW = 30, 8  # above the cells of a matrix, and below them
TITLES = ("W₁, into the hidden layer", "W₂, into the output layer")
HIDDEN, OUTPUTS, SECOND_BIAS = 1, 2, 4  # among columns of units, then biases
GUILTY = {  # where the fault sits: a group of units, and edges of W₂
    "sign": (OUTPUTS, None),
    "output slope": (OUTPUTS, None),
    "hidden slope": (HIDDEN, None),
    "wrong delta": (HIDDEN, "units"),
    "bias": (SECOND_BIAS, "bias"),
    "new weights": (None, "units"),
}
NOWHERE = np.full((4, 2), np.nan)


class DetectivePicture(Picture):
    """Heat map, scatter and network, for one network's sizes.

    Parameters
    ----------
    sizes : tuple of int
        Three layers of units.
    """

    def __init__(self, sizes):
        super().__init__()
        self.sizes, self.names = sizes, unit_names(sizes)
        heat, scatter, network = self.panels
        self.heat = new_axes(self.figure, heat, title="The slope of every weight")
        self._draw_heat()
        self._draw_scatter(scatter)
        self.network = new_axes(self.figure, network, title="The network")
        self._draw_network()

    def tracks(self, case, numbers, framed=None, guilty=None):
        """Return where everything is, a take per batch.

        Parameters
        ----------
        case : Case
        numbers : {"ratio", "analytic", "numerical", "weights"}
            What the cells say; their colour is the ratio.
        framed : array of int (batches,), optional
            The weight that is talked about.
        guilty : str, optional
            The fault that has been found.
        """
        tracks = {
            self.cells: Track(self.cell_spots, shown=bands_shown(case.ratios)[:, None]),
            self.digits: Track(self.digit_spots, shown=self._digits(case, numbers)[:, None]),
            **self._dots(case, framed),
            **self._edges(case),
            **self._guilty(guilty),
        }
        frames = NOWHERE[None, None] if framed is None else self._frames(framed)
        return tracks | {self.frame: Track(frames)}

    def _draw_heat(self):
        ax, (width, height) = self.heat, axes_size(self.heat)
        ax.set(xlim=(0, width), ylim=(height, 0))  # its unit is the pixel
        ax.axis("off")
        columns, rows = 1 + max(self.sizes[:-1]), sum(self.sizes[1:])
        room = height - 2 * (HEAD + BELOW)
        self.size = (min(WIDEST, (width - GAP - 4) / columns), min(48, room / rows))
        places, top = [], 0.0
        pairs = zip(TITLES, self.names[:-1], self.names[1:], strict=True)
        for title, before, after in pairs:
            places.append(self._draw_matrix(top, title, before, after))
            top += HEAD + BELOW + self.size[1] * len(after)
        self.places = np.concatenate(places)
        self.cells = draw_cells(ax, self.places, self.size, moving=True)
        self.cell_spots = self.cells.get_offsets()[None, None]
        font = min(16, (self.size[0] - 6) / LENGTH / WIDTH)
        spots = digit_spots(self.places, (1, 1), font)
        self.digits = draw_digits(ax, spots, size=font, moving=True)
        self.digit_spots = spots[None, None]
        self.frame = draw_frame(ax, NOWHERE, moving=True)
        words = text_style(12, LIGHT.muted, va="center_baseline")
        ax.text(-24, height + 4, "colour: analytic ÷ numerical", **words)
        self.scale = draw_scale(ax, -24, width + 24, height + 25)

    def _draw_matrix(self, top, title, before, after):
        """Write the names round one matrix; return the middles of its cells."""
        ax, (width, height) = self.heat, self.size
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

    def _draw_scatter(self, box):
        words = {"xlabel": "numerical ∂L/∂w × 1000", "ylabel": "analytic ∂L/∂w × 1000"}
        self.scatter = ax = new_axes(self.figure, box, title="Both slopes", **words)
        ax.set_xscale("symlog", **LINEAR)
        ax.set_yscale("symlog", **LINEAR)
        ax.set(xlim=(-FARTHEST, FARTHEST), ylim=(-FARTHEST, FARTHEST))
        ax.set_xticks(*TICKS)
        ax.set_yticks(*TICKS)
        ax.tick_params("y", labelsize=11 * POINTS_PER_PIXEL)  # “−100” fits into the margin
        draw_line(ax, "reference", [(-FARTHEST, -FARTHEST), (FARTHEST, FARTHEST)])
        ink, paper = LIGHT.ink, LIGHT.paper
        style = {"animated": True, "zorder": 6, "linewidths": 1.3, "edgecolors": ink}
        self.dots = [
            ax.scatter([0], [0], s=34, marker="o", facecolors=paper, **style),
            ax.scatter([0], [0], s=26, marker="s", facecolors=ink, **style),
        ]
        ring = {"edgecolors": LIGHT.line, "linewidths": 2, "zorder": 7}
        self.ring = ax.scatter([0], [0], s=150, facecolors="none", animated=True, **ring)
        where = {"xycoords": "axes fraction", "ha": "left", "va": "top"}
        ax.annotate("○ W₁   ■ W₂", (0.04, 0.97), **where, **text_style(13, ink))

    def _draw_network(self):
        network_axes(self.network)
        self.layout = Places(self.sizes)
        self.pixels = pixels_per_unit(self.network)
        draw_units(self.network, self.layout, self.names)
        spots = np.concatenate([*self.layout.columns, self.layout.biases])
        nothing = np.full((1, 2), np.nan)
        self.edges = draw_edges(self.network, nothing, nothing, moving=True)
        diameter = unit_diameter(self.network, self.layout)
        self.halo = mark_units(self.network, spots, diameter=diameter, moving=True)
        self.band = mark_edges(self.network, nothing, moving=True)
        words = text_style(12, LIGHT.muted, ha="center", va="center_baseline")
        text = "broad: large weight; filled: above 0, hollow: below"
        self.network.text(0.46, -0.19, text, **words)

    def _digits(self, case, numbers):
        values = {
            "ratio": case.ratios,
            "analytic": UNIT * case.analytic,
            "numerical": UNIT * case.numerical,
            "weights": case.theta[None],
        }[numbers]
        return digits_shown(np.vectorize(short_number)(values))

    def _dots(self, case, framed):
        points = UNIT * np.stack([case.numerical, case.analytic], axis=-1)[:, None]
        first = self.sizes[1] * (1 + self.sizes[0])
        parts = (points[:, :, :first], points[:, :, first:])
        tracks = {dots: Track(part) for dots, part in zip(self.dots, parts, strict=True)}
        if framed is None:
            return tracks | {self.ring: Track(NOWHERE[None, None, :1])}
        rows = np.arange(len(framed))
        return tracks | {self.ring: Track(points[rows, :, framed][:, :, None])}

    def _frames(self, framed):
        return frame_points(self.places[framed], self.size, (1, 1))[:, None]

    def _edges(self, case):
        weights = case.objective.model.weights(case.theta)
        bands = edge_bands(self.layout, weights, self.pixels)
        return {edge: Track(band[None, None]) for edge, band in zip(self.edges, bands, strict=True)}

    def _guilty(self, fault):
        units, edges = GUILTY.get(fault, (None, None))
        groups = (*self.layout.columns, *self.layout.biases[:, None])
        shown = np.concatenate([np.full(len(g), i == units) for i, g in enumerate(groups)])
        ends = self.layout.edges[-1].copy()
        from_bias = np.arange(ends.shape[1]) == 0
        ends[:, from_bias if edges != "bias" else ~from_bias] = np.nan
        if edges is None:
            ends[:] = np.nan
        ends = ends.reshape(-1, 2, 2)
        band = band_points(ends, np.full(len(ends), 18.0), self.pixels)
        spots = np.concatenate(groups)[None, None]
        return {
            self.halo: Track(spots, shown=shown[None, None]),
            self.band: Track(band[None, None]),
        }
