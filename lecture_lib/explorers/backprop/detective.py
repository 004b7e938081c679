"""Bug detective: find the fault in a backprop by its slopes."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments.backprop_faults import NAMES
from lecture_lib.experiments.detective import EXAMPLES, Case
from lecture_lib.explorers.backprop.evidence import (
    LABELS,
    evidence_against,
    question,
    score,
    state_of,
    verdict,
)
from lecture_lib.explorers.backprop.heat_map import UNIT, HeatMapView
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Pick, Slide, State, button, one_of
from lecture_lib.explorers.views.network import WeightsView
from lecture_lib.explorers.views.picture import NOWHERE, Picture
from lecture_lib.pictures.edges import band_points, mark_edges
from lecture_lib.pictures.figure import POINTS_PER_PIXEL, pixels_per_unit, text_style
from lecture_lib.pictures.network import mark_units, unit_diameter
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track, say

NETWORKS = ("2-2-1", "2-3-1", "3-4-2")
NUMBERS = {
    "ratio": "analytic ÷ numerical",
    "analytic": "analytic × 1000",
    "numerical": "numerical × 1000",
    "weights": "weights",
}
UNDECIDED = "undecided"
SUSPECTS = (UNDECIDED, *NAMES)
BATCHES = {n: str(n or "all") for n in range(EXAMPLES + 1)}
OFFERED = range(1, 22)  # cases on the slider; code may go further
HINTS = ("Whose loss the slopes are of", "Each has its own weights, examples and fault")
FARTHEST = 3000  # slope that the axes show, in thousandths
LINEAR = {"linthresh": 1, "linscale": 0.4}  # of the latter: the part round 0
TICKS = (
    (-1000, -100, -10, -1, 0, 1, 10, 100, 1000),
    ("", "−100", "−10", "", "0", "", "10", "100", ""),
)
SIGNS = "broad: large; filled: above 0, hollow: below"
HIDDEN, OUTPUTS, SECOND_BIAS = 1, 2, 4  # among columns of units, then biases
NONE, BIAS, UNITS = slice(0), slice(1), slice(1, None)  # columns of W₂
GUILTY = {  # where the fault sits: a group of units, and edges of W₂
    "sign": (OUTPUTS, NONE),
    "output slope": (OUTPUTS, NONE),
    "hidden slope": (HIDDEN, NONE),
    "wrong delta": (HIDDEN, UNITS),
    "bias": (SECOND_BIAS, BIAS),
    "new weights": (None, UNITS),
}


def _accusations(name, value):
    """Check a list of accusations; return it as tuples."""
    what = f"{name} must be a list of (network, case, suspect)"
    if not isinstance(value, list | tuple):
        raise TypeError(f"{what}, got {value!r}")
    for one in value:
        if not isinstance(one, list | tuple) or len(one) != 3:
            raise ValueError(f"{what}, got {one!r} in it")
        network, case, suspect = one
        one_of(f"{name} network", network, NETWORKS)
        checks.count(f"{name} case", case)
        one_of(f"{name} suspect", suspect, NAMES)
    return tuple(map(tuple, value))


class DetectiveExplorer(Explorer):
    """Compare what a backprop claims with what is measured, and find its fault.

    Every case is a network of sigmoids with weights, four examples and squared loss. Its backprop
    has one of the faults of `lecture_lib.experiments.backprop_faults`, or none.

    Parameters
    ----------
    network : {"2-2-1", "2-3-1", "3-4-2"}
        Inputs, hidden units, outputs.
    case : int
        From 1 on; each has its own weights, examples and fault.
    example : int
        1 to 4: the slopes of that example's loss; 0: of the mean over all four.
    numbers : {"ratio", "analytic", "numerical", "weights"}
        What the cells of the heat map say. Their colour is always the ratio.
    suspect : str
        Whom you would accuse, one of `backprop_faults.NAMES`, or "undecided".
    accused : sequence of (network, case, suspect)
        The accusations so far.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S14.5-S14.11 (slides 40, 41), E13.2, X14, errata 51, 57-59.
    """

    LABEL = "Heat map of analytic against numerical slopes, both as points, and the network"
    DRAWN_FOR = ("network",)
    MORE = ("numbers",)

    example = Slide(
        0, BATCHES, "example", HINTS[0], checks.count, text=BATCHES.get, low=0, high=EXAMPLES
    )
    case = Slide(1, OFFERED, "case", HINTS[1], checks.count)
    network = Pick("2-2-1", NETWORKS, "network")
    numbers = Pick("ratio", NUMBERS, "in the cells", NUMBERS.get)
    suspect = Pick(UNDECIDED, SUSPECTS, "suspect", lambda name: LABELS.get(name, name))
    accused = State((), _accusations)
    present = None  # the case in view, which keeps what it has computed

    @button("accuse")
    def accuse(self):
        """Accuse the suspect; without one, or in a solved case, nothing happens."""
        if self.suspect != UNDECIDED and self.present.fault not in self._trials().get(
            self.present, ()
        ):
            self.accused = (*self.accused, (self.network, self.case, self.suspect))

    @button("another case")
    def next_case(self):
        """Go on to the next case, undecided."""
        self.set(case=self.case + 1, suspect=UNDECIDED)

    def draw(self):
        """Return the picture of the present network."""
        return DetectivePicture(sizes_of(self.network))

    def show(self, examples):
        """Show the slopes of every example."""
        case = Case(sizes_of(self.network), self.case)
        self.present = case = self.present if self.present == case else case
        trials, framed, guilty = self._trials(), None, None
        suspects = trials.get(case, ())
        if suspects and suspects[-1] != case.fault:
            framed, *_ = evidence_against(case, suspects[-1])
        elif suspects:
            guilty = case.fault
        tracks = self.picture.tracks(case, self.numbers, framed, guilty)
        asked = question(case, suspects, self.suspect), score(trials.items())
        told = [(state_of(case, n), verdict(case, suspects, n), *asked) for n in examples]
        self.stage.show(tracks, say("{told}", told=[[" ".join(filter(None, t))] for t in told]))

    def _trials(self):
        """Who has been accused in each case, the latest last."""
        trials = {}
        for network, number, suspect in self.accused:
            trials.setdefault(Case(sizes_of(network), number), []).append(suspect)
        return trials


def sizes_of(network):
    """Return the sizes of the layers of a network, given like "2-3-1"."""
    return tuple(map(int, network.split("-")))


class DetectivePicture(Picture):
    """Heat map, scatter and network, for one network's sizes.

    Parameters
    ----------
    sizes : tuple of int
        Three layers of units.
    """

    def __init__(self, sizes):
        super().__init__()
        self.sizes = sizes
        heat, scatter, network = self.panels
        self.heat = HeatMapView(self.figure, heat, sizes)
        words = ("Both slopes", "numerical ∂L/∂w × 1000", "analytic ∂L/∂w × 1000")
        self._draw_scatter(self.axes(scatter, *words))
        self.network = WeightsView(self.figure, network, sizes, "The network", largest=None)
        self._mark_network(self.network.ax)

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
        return {
            **self.heat.tracks(case, numbers, framed),
            **self._dots(case, framed),
            **self.network.tracks(case.objective.model.weights(case.theta[None, None])),
            **self._guilty(guilty),
        }

    def _draw_scatter(self, ax):
        limits = (-FARTHEST, FARTHEST)
        ax.set_xscale("symlog", **LINEAR)
        ax.set_yscale("symlog", **LINEAR)
        ax.set(xlim=limits, ylim=limits)
        ax.set_xticks(*TICKS)
        ax.set_yticks(*TICKS)
        ax.tick_params("y", labelsize=11 * POINTS_PER_PIXEL)  # “−100” fits into the margin
        draw_line(ax, "reference", np.column_stack([limits, limits]))
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

    def _mark_network(self, ax):
        self.layout = self.network.places
        self.units = np.concatenate([*self.layout.columns, self.layout.biases])
        diameter = unit_diameter(ax, self.layout)
        self.halo = mark_units(ax, self.units, diameter=diameter, moving=True)
        self.band = mark_edges(ax, NOWHERE, moving=True)
        ax.text(
            0.46, -0.19, SIGNS, **text_style(12, LIGHT.muted, ha="center", va="center_baseline")
        )

    def _dots(self, case, framed):
        """Both slopes of every weight, layer by layer, and a ring round one of them."""
        points = UNIT * np.stack([case.numerical, case.analytic], axis=-1)[:, None]
        parts = np.split(points, [self.sizes[1] * (1 + self.sizes[0])], axis=-2)
        ringed = NOWHERE[None, None]
        if framed is not None:
            ringed = np.take_along_axis(points, framed[:, None, None, None], axis=-2)
        spots = zip((*self.dots, self.ring), (*parts, ringed), strict=True)
        return {artist: Track(points) for artist, points in spots}

    def _guilty(self, fault):
        """The marks on units and edges."""
        units, columns = GUILTY.get(fault, (None, NONE))
        groups = (*self.layout.columns, *self.layout.biases[:, None])
        shown = np.concatenate([np.full(len(g), place == units) for place, g in enumerate(groups)])
        edges = self.layout.edges[-1]
        ends = np.full_like(edges, np.nan)
        ends[:, columns] = edges[:, columns]
        ends = ends.reshape(-1, 2, 2)
        scale = pixels_per_unit(self.network.ax)
        band = band_points(ends, np.full(len(ends), 18.0), scale)
        return {
            self.halo: Track(self.units[None, None], shown=shown[None, None]),
            self.band: Track(band[None, None]),
        }
