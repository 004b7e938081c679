"""A network as a picture: its units in columns, and the biases above them.

``places`` are `Places`, and axes are from `network_axes`.
"""

from dataclasses import dataclass
from itertools import chain

import numpy as np
from matplotlib.path import Path

from lecture_lib.checks import count
from lecture_lib.pictures.figure import pixels_per_unit, text_style
from lecture_lib.pictures.shapes import draw_stamps
from lecture_lib.pictures.style import LIGHT, pairs

UNIT, BIAS, HALO = 34, 22, 14  # diameters in CSS pixels; the halo adds to that of a unit
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, eq=False)
class Places:
    """Where the parts of a network are, in a square from 0 to 1.

    Parameters
    ----------
    sizes : tuple of int
        Number of inputs, units of each hidden layer, outputs: two or more, at least 1.

    Examples
    --------
    >>> places = Places((2, 1))
    >>> [column.tolist() for column in places.columns], places.edges[0].shape
    ([[[0.08, 0.55], [0.08, 0.1]], [[0.92, 0.325]]], (1, 3, 2, 2))

    Source: S14.4 (slide 39).
    """

    sizes: tuple[int, ...]

    def __post_init__(self):
        sizes = tuple(count("sizes", size) for size in self.sizes)
        if len(sizes) < 2:
            raise ValueError(f"sizes must be two or more numbers, got {self.sizes}")
        object.__setattr__(self, "sizes", sizes)

    @property
    def gap(self):
        """From the middle of a unit to that of the next one in its column."""
        return min(0.45, 0.7 / max(1, max(self.sizes) - 1))

    @property
    def columns(self):
        """Middles of the units, one array (K, 2) per column; the first are the inputs."""
        across = np.linspace(0.08, 0.92, len(self.sizes))
        return tuple(
            np.column_stack([np.full(K, x), 0.325 + self.gap * ((K - 1) / 2 - np.arange(K))])
            for x, K in zip(across, self.sizes, strict=True)
        )

    @property
    def biases(self):
        """Middles of the biases, (layers, 2): each above the column that it goes with."""
        return np.array([(column[0, 0], 0.93) for column in self.columns[:-1]])

    @property
    def edges(self):
        """Ends of every edge, one array (K, 1 + D, 2, 2) per layer: laid out as its weights."""
        layers = []
        for bias, before, after in zip(self.biases, self.columns, self.columns[1:], strict=False):
            start = np.concatenate([bias[None], before])
            pair = np.broadcast_arrays(start[None], after[:, None])
            layers.append(np.stack(pair, axis=-2))
        return tuple(layers)


def network_axes(ax):
    """Prepare axes for a network: the square of its places, no ticks."""
    ax.set(xlim=(0, 1), ylim=(-0.13, 1.05))
    ax.axis("off")


def unit_names(sizes):
    """Return the usual names of the units: x₁ …, h₁ …, ŷ; the layer as ′ where there are more.

    ``sizes`` are those of `Places`; there is a list of names for each.

    Examples
    --------
    >>> unit_names((2, 2, 1))
    [['x₁', 'x₂'], ['h₁', 'h₂'], ['ŷ']]
    """
    *hidden, last = sizes[1:]
    letters = ["x", *("h" + "′" * layer for layer in range(len(hidden))), "ŷ"]
    names = [
        [letter + str(k + 1).translate(SUBSCRIPTS) for k in range(K)]
        for letter, K in zip(letters, sizes, strict=True)
    ]
    return [*names[:-1], ["ŷ"]] if last == 1 else names


def unit_diameter(ax, places):
    """Return how large a unit is drawn, in CSS pixels: smaller where many stand in a column."""
    return float(min(UNIT, 0.9 * places.gap * pixels_per_unit(ax)[1]))


def draw_units(ax, places, names):
    """Draw units and biases with their ``names``, one per unit, column by column.

    They lie over all edges, and are two PathCollections: the units, the biases.
    """
    if [len(column) for column in names] != list(places.sizes):
        raise ValueError(f"names must be one per unit of {places.sizes}, got {names}")
    spots, look = np.concatenate(places.columns), text_style(13, LIGHT.ink, zorder=9.5)
    middle = {"ha": "center", "va": "center_baseline"}
    for (x, y), name in zip(spots, chain(*names), strict=True):
        ax.text(x, y, name, **middle, **look)
    for x, y in places.biases:
        ax.text(x, y, "1", **middle, **look)
    unit = unit_diameter(ax, places)
    drawn = [_discs(ax, spots, unit, False), _discs(ax, places.biases, min(BIAS, unit), False)]
    for discs, edge in zip(drawn, (LIGHT.ink, LIGHT.muted), strict=True):
        discs.set(facecolor=LIGHT.paper, edgecolor=edge, linewidth=1.2, zorder=9)
    return drawn


def mark_units(ax, spots, *, diameter=UNIT, moving=False):
    """Draw a halo round units of some ``diameter`` at ``spots``, (P, 2); a PathCollection."""
    halo = _discs(ax, spots, diameter + HALO, moving)
    halo.set(facecolor=(LIGHT.line, 0.3), edgecolor=LIGHT.line, linewidth=2, zorder=7)
    return halo


def _discs(ax, spots, diameter, moving):
    spots = pairs("spots", spots)
    return draw_stamps(ax, [Path.unit_circle()], spots, radius=diameter / 2, moving=moving)
