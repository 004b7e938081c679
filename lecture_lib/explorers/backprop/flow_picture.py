"""The figure of the flow explorer: a network with every number on it, and the program."""

import numpy as np
from matplotlib.patches import Polygon

from lecture_lib.experiments.flow import SIZES, X
from lecture_lib.explorers.backprop.flow_words import AGAIN, FRAMES, KNOWN, UPDATE, WEIGHTS, program
from lecture_lib.explorers.views import NOWHERE, PANEL, Picture
from lecture_lib.pictures.digits import digit_spots, digits_shown, draw_digits, short_number
from lecture_lib.pictures.edges import band_points, draw_edges, edge_bands, mark_edges
from lecture_lib.pictures.figure import new_axes, pixels_per_unit, side_by_side, text_style
from lecture_lib.pictures.heat import draw_frame, frame_points
from lecture_lib.pictures.network import (
    Places,
    draw_units,
    mark_units,
    unit_diameter,
    unit_names,
)
from lecture_lib.pictures.program import bar_points, write_program
from lecture_lib.pictures.style import LIGHT
from lecture_lib.stage import Handle, Track

UNIT = 1000.0  # δ and δ x are shown times this, as six glyphs are too few for them
FONT = 12.5
ALONG = 0.3  # of an edge: where its numbers are
PLATE, CARD = (52, 34), (78, 50)  # CSS pixels: under the numbers of an edge, of a unit
ROW = 15  # CSS pixels
LARGEST = 3.0  # weight that is drawn with full breadth
OUTPUTS = ("h₁", "h₂", "ŷ")
# For each frame: which units glow (of x₁ x₂ h₁ h₂ ŷ), and which of the nine edges.
GLOW = {
    1: ((2,), (0, 1, 2)),
    2: ((3,), (3, 4, 5)),
    3: ((4,), (6, 7, 8)),
    4: ((4,), ()),
    5: ((4,), ()),
    6: ((2,), (7,)),
    7: ((3,), (8,)),
    8: ((4,), (6, 7, 8)),
    9: ((2,), (0, 1, 2)),
    10: ((3,), (3, 4, 5)),
    11: ((), range(9)),
    12: ((2, 3, 4), range(9)),
}


class FlowPicture(Picture):
    """A 2-2-1 network with weight and δ x on every edge, z, output and δ at every unit.

    Parameters
    ----------
    sign : {"slope", "delta rule", "slides"}
        Which program is written beside it.
    """

    def __init__(self, sign):
        super().__init__()
        self.panels = side_by_side(self.figure, [2, 1])
        (left, top, width, height), box = self.panels
        above = (left, top, width, height + 34)  # no axis is drawn: it needs no room
        self.ax = new_axes(self.figure, above, title="One example, there and back")
        self.ax.set(xlim=(0, 1), ylim=(-0.2, 1.02))
        self.ax.axis("off")
        lines = program(sign)
        self.bar = write_program(self.figure, box, "The program", lines, size=12.5)
        self.layout, self.scale = Places(SIZES), pixels_per_unit(self.ax)
        self._place()
        self._write()
        self._draw_moving()

    def _place(self):
        """Where the numbers are."""
        edges = np.concatenate([layer.reshape(-1, 2, 2) for layer in self.layout.edges])
        self.ends = edges
        on_edge = edges[:, 0] + ALONG * (edges[:, 1] - edges[:, 0])
        row = np.array([0, ROW]) / self.scale
        self.weights, self.products = on_edge + row / 2, on_edge - row / 2
        units = np.concatenate(self.layout.columns[1:])
        under = units - np.array([-9, 32]) / self.scale
        self.rows = [under - k * row for k in range(3)]  # z, output, δ of h₁, h₂, ŷ
        self.judged = units[-1] + np.array([[9, 50], [9, 35]]) / self.scale  # y and L
        middles = units - np.array([0, 32 + ROW]) / self.scale
        plates = frame_points(on_edge, PLATE, self.scale), frame_points(middles, CARD, self.scale)
        above = frame_points(units[-1:] + np.array([0, 42.5]) / self.scale, (78, 34), self.scale)
        gaps = [np.append(f, [[np.nan] * 2], axis=0) for g in (*plates, above) for f in g]
        self.plates = np.concatenate(gaps)

    def _write(self):
        draw_units(self.ax, self.layout, unit_names(SIZES))
        quiet = text_style(FONT, LIGHT.muted, ha="left", va="center_baseline", zorder=9)
        shift = np.array([-44, 0]) / self.scale
        for unit, output in enumerate(OUTPUTS):
            for spots, name in zip(self.rows, ("z", output, "δ"), strict=True):
                self.ax.text(*(spots[unit] + shift), name, **quiet)
        for spot, name in zip(self.judged, ("y", "L"), strict=True):
            self.ax.text(*(spot + shift), name, **quiet)
        middle = quiet | {"ha": "center"}
        for spot, x in zip(self.layout.columns[0], X[0, 1:], strict=True):
            spot = spot - np.array([0, 30]) / self.scale
            self.ax.text(*spot, f"{x:g}".replace("-", "−"), **middle | {"color": LIGHT.ink})
        for row, text in enumerate(("on each edge its weight,", "below it δ·x × 1000", "δ × 1000")):
            self.ax.text(0.68, -0.06 - 0.05 * row, text, **quiet)

    def _draw_moving(self):
        ax = self.ax
        self.edges = draw_edges(ax, NOWHERE, NOWHERE, moving=True)
        self.band = mark_edges(ax, NOWHERE, moving=True)
        spots = np.concatenate(self.layout.columns)
        self.halo = mark_units(ax, spots, diameter=unit_diameter(ax, self.layout), moving=True)
        plates = Polygon(self.plates, closed=True, animated=True, zorder=5.8)
        plates.set(facecolor=LIGHT.paper, edgecolor="none", linewidth=0)
        self.plate = ax.add_patch(plates)
        self.frame = draw_frame(ax, NOWHERE, moving=True)
        there = np.concatenate([self.weights, *self.rows[:2], self.judged])
        back = np.concatenate([self.products, self.rows[2]])
        self.spots = [digit_spots(places, self.scale, FONT) for places in (there, back)]
        self.digits = [draw_digits(ax, spots, size=FONT, moving=True) for spots in self.spots]
        self.digits[1].set_facecolor(LIGHT.line)

    def tracks(self, flow, target, weight):
        """Return where everything is.

        Parameters
        ----------
        flow : Flow
        target : float
        weight : str
            The chosen one.
        """
        texts = self._there(flow, target), self._back(flow)
        digits = {
            artist: Track(spots[None, None], shown=shown)
            for artist, spots, shown in zip(self.digits, self.spots, texts, strict=True)
        }
        chosen = frame_points(self._middle(weight), PLATE, self.scale)
        line = np.maximum(np.arange(FRAMES) - 1, 0)
        bars = np.where(np.arange(FRAMES)[:, None, None] > 0, bar_points(line, PANEL[0]), np.nan)
        return {
            **self._edges(flow),
            **self._glow(),
            **digits,
            self.plate: Track(self.plates[None, None]),
            self.frame: Track(chosen[None, None]),
            self.bar: Track(bars[None]),
        }

    def keys(self, weight):
        """Return a key on every weight; the chosen one is in."""
        return [
            Handle(
                name,
                f"Weight {name}",
                self.ax,
                Track(self._middle(name)[None, None, None]),
                pressed=name == weight,
            )
            for name in WEIGHTS
        ]

    def _middle(self, weight):
        k = WEIGHTS.index(weight)
        return (self.weights[k] + self.products[k]) / 2

    def _there(self, flow, target):
        """Which glyphs of weights, scores, outputs, label and loss are seen, and when."""
        y = np.full((len(flow.theta), 1), target)
        before = _shown(flow.theta, flow.z, flow.outputs, y, flow.loss[:, None])
        after = _shown(flow.new, flow.z_new, flow.outputs_new, y, flow.loss_new[:, None])
        from_frame = np.array([0] * 9 + [1, 2, 3] * 2 + [0, 4])
        renewed = np.array([UPDATE] * 9 + [AGAIN] * 6 + [0, AGAIN])
        return _in_time(before, after, from_frame, renewed)

    def _back(self, flow):
        """Which glyphs of δ x and δ are seen, and when; the new weights have none yet."""
        known = _shown(UNIT * flow.products, UNIT * flow.deltas)
        from_frame = np.array([*KNOWN, 6, 7, 5])
        return _in_time(known, np.zeros_like(known), from_frame, np.full(12, AGAIN))

    def _edges(self, flow):
        old, new = (
            edge_bands(self.layout, _matrices(theta), self.scale, largest=LARGEST)
            for theta in (flow.theta, flow.new)
        )
        late = (np.arange(FRAMES) >= UPDATE)[:, None, None]
        return {
            edge: Track(np.where(late, after[:, None], before[:, None]))
            for edge, before, after in zip(self.edges, old, new, strict=True)
        }

    def _glow(self):
        units, edges = np.zeros((FRAMES, 5), bool), np.zeros((FRAMES, 9), bool)
        for frame, (units_on, edges_on) in GLOW.items():
            units[frame, list(units_on)] = True
            edges[frame, list(edges_on)] = True
        bands = band_points(self.ends, np.full(9, 17.0), self.scale)
        bands = np.where(np.repeat(edges, 5, axis=1)[..., None], bands, np.nan)
        spots = np.concatenate(self.layout.columns)
        return {
            self.halo: Track(spots[None, None], shown=units[None]),
            self.band: Track(bands[None]),
        }


def _shown(*columns):
    """Tell which glyphs write some numbers, (T, P, S)."""
    table = np.concatenate(columns, axis=-1)
    shown = digits_shown(np.vectorize(short_number)(table))
    return shown.reshape(*table.shape, -1)


def _in_time(before, after, from_frame, renewed):
    """Show numbers from one frame on, and what becomes of them from another on, (T, F, P S)."""
    frames = np.arange(FRAMES)[:, None, None]
    seen = frames >= from_frame[:, None]
    late = (frames >= renewed[:, None]) & (renewed > 0)[:, None]
    shown = seen & np.where(late, after[:, None], before[:, None])
    return shown.reshape(*shown.shape[:2], -1)


def _matrices(theta):
    return [theta[:, :6].reshape(-1, 2, 3), theta[:, 6:].reshape(-1, 1, 3)]
