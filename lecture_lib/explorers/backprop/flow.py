"""Watch δ flow: one step of backpropagation through a small network, number by number."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments.flow import SIGNS, X, flow
from lecture_lib.explorers.backprop.flow_frames import (
    AGAIN,
    DELTAS,
    FRAMES,
    HIDDEN,
    LOSS,
    NAMES,
    OUTPUT,
    SLOPES,
    UPDATE,
    describe,
    glow,
    known,
    outputs_of,
    program,
)
from lecture_lib.explorers.backprop.nine_weights import nine_weights
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Held, Pick, State, one_of, signed
from lecture_lib.explorers.views.picture import NOWHERE, PANEL, Picture
from lecture_lib.pictures.digits import digit_spots, digits_shown, draw_digits, short_number
from lecture_lib.pictures.edges import band_points, draw_edges, edge_bands, mark_edges
from lecture_lib.pictures.figure import pixels_per_unit, side_by_side, text_style
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

START = (0.1, 0.8, -0.6, -0.3, 0.5, 0.9, 0.2, 1.1, -0.7)
SECOND = (-0.4, 0.9, 0.4)  # of a second output
REACH = 3.0  # of a weight; the largest is drawn with full breadth
VALUES = (np.round(np.arange(-REACH, REACH + 0.1, 0.2), 1) + 0.0).tolist()
ETAS = (0.5, 1.0, 4.0, 20.0)
UNIT = 1000.0  # δ and δ x are shown times this, as six glyphs are too few for them
FONT = 12.5
# of each edge: where its numbers are, so that no other edge passes between them and their own
BOTH = (0.5, 0.62, 0.26, 0.2, 0.26, 0.62)  # from one or two units and the bias to two
ALONG = {1: np.array([*BOTH, 0.45, 0.52, 0.52]), 2: np.array(BOTH + BOTH)}
PLATE = (52, 34)  # the frame round the numbers of an edge
ROW = 15  # CSS pixels, like these
HINT = "Press another weight to hold it"
NOTES = ("on an edge: w; w·δ back, then δ·x", "at a unit: z, output, δ (pink: ×1000)")


class FlowExplorer(Explorer):
    """Step through one pass forward, the pass back, and the update of a network of sigmoids.

    It has two inputs, two hidden units, and one or two outputs.

    Parameters
    ----------
    theta : sequence of float
        The nine weights, each within -3 and 3: w₁₀ w₁₁ w₁₂ of h₁, w₂₀ w₂₁ w₂₂ of h₂, v₀ v₁ v₂ of
        ŷ, the bias first. Three more are u₀ u₁ u₂ of a second output.
    weight : str
        The one that the slider holds, by its name.
    target : {0, 1}
        The label y; that of a second output is the other one.
    outputs : {1, 2}
        How many outputs the network has.
    eta : float
        Learning rate η of the update, positive.
    sign : {"slope", "delta rule", "slides"}
        δ = ∂L/∂z with w - η δ x; δ = -∂L/∂z with w + η δ x; or δ = -∂L/∂z with w - η δ x, which
        is what the slides have.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S14.3-S14.13 (slides 39-41), E14.2, errata 51, 57, 58.
    """

    LABEL = "A network with every weight, score, output, delta and slope on it; and the program"
    DRAWN_FOR = ("sign", "outputs")
    MORE = ("outputs", "sign", "eta")
    PREVIEWS = True
    SPEED, SPEEDS = 1.0, (0.5, 1, 2, 5)

    theta = State(START + SECOND, nine_weights, REACH, SECOND)
    weight = State("v₁", one_of, NAMES)
    number = Held(
        "theta", VALUES, ("weight", "outputs"), lambda one: f"weight {NAMES[one.held]}", HINT
    )
    target = Pick(1, (0, 1), "label y")
    outputs = Pick(1, (1, 2), "outputs")
    sign = Pick("slope", SIGNS, "sign", SIGNS.get)
    eta = Pick(4.0, ETAS, "η", "{:g}".format, checks.positive, ndim=0)

    @property
    def held(self):
        """Which of the weights is held: one of the first output, where there is no second."""
        k = NAMES.index(self.weight)
        return k if k < 6 + 3 * self.outputs else k - 3

    def draw(self):
        """Return the picture with the program of the present sign."""
        return FlowPicture(self.sign, self.outputs)

    def show(self, values):
        """Show the step for some values of the weight in the hand."""
        thetas = np.tile(np.array(self.theta, float), (len(values), 1))
        thetas[:, self.held] = values
        thetas = thetas[:, : 6 + 3 * self.outputs]
        numbers = flow(thetas, float(self.target), self.eta, self.sign)
        tracks = self.picture.tracks(numbers, self.target, self.held)
        told = describe(numbers, self.target, self.eta, self.sign, self.held)
        self.stage.show(tracks, told, self.picture.keys(self.held))

    def telling_frames(self):
        """Return the frames that tell the story: what comes back to h₁, all slopes, the outcome."""
        return [HIDDEN[0], UPDATE - 1, AGAIN][: 4 - self.outputs]

    def pressed(self, name):
        """Take another weight in the hand."""
        self.weight = name


class FlowPicture(Picture):
    """A network with weight and δ x on every edge, z, output and δ at every unit.

    Parameters
    ----------
    sign : {"slope", "delta rule", "slides"}
        Which program is written beside it.
    outputs : {1, 2}
    """

    def __init__(self, sign, outputs):
        super().__init__()
        self.K, sizes = outputs, (2, 2, outputs)
        self.panels = side_by_side(self.figure, [2, 1])
        (left, top, width, height), box = self.panels
        above = (left, top, width, height + 34)  # no axis is drawn: it needs no room
        self.ax = self.axes(above, "One example, there and back")
        self.ax.set(xlim=(0, 1.1), ylim=(-0.2, 1.02))  # on the right are the labels
        self.ax.axis("off")
        self.bar = write_program(self.figure, box, "The program", program(sign, outputs), size=12.5)
        self.layout, self.scale = Places(sizes), pixels_per_unit(self.ax)
        self._place()
        self._write()
        self._draw_moving()

    def _place(self):
        """Where the numbers are: of an edge on it, of a unit below it, labels on the right."""
        self.ends = np.concatenate([layer.reshape(-1, 2, 2) for layer in self.layout.edges])
        self.middles = self.ends[:, 0] + ALONG[self.K][:, None] * (
            self.ends[:, 1] - self.ends[:, 0]
        )
        self.weights = self._beside(self.middles, 0, ROW / 2)
        self.products = self._beside(self.middles, 0, -ROW / 2)
        units = np.concatenate(self.layout.columns[1:])
        self.rows = [self._beside(units, 9, -32 - ROW * k) for k in range(3)]  # z, output, δ
        ends = units[2:]
        loss = self._beside(ends[:1], 66, ROW)
        self.judged = np.concatenate([self._beside(ends, 66, 0), loss])  # y and L

    def _beside(self, spots, right, up):
        """Return places some CSS pixels away from others."""
        return spots + np.array([right, up]) / self.scale

    def _write(self):
        draw_units(self.ax, self.layout, unit_names(self.layout.sizes))
        quiet = text_style(FONT, LIGHT.muted, ha="left", va="center_baseline", zorder=9)
        ends = outputs_of(self.K)
        labels = [name.replace("ŷ", "y") for name in ends]
        units = 2 + self.K
        names = ("z" * units, ("h₁", "h₂", *ends), DELTAS[:units], (*labels, "L"))
        before = (-44, -44, -44, -39)
        for spots, row, left in zip((*self.rows, self.judged), names, before, strict=True):
            for spot, name in zip(spots, row, strict=True):
                self.ax.text(*self._beside(spot, left, 0), name, **quiet)
        look = quiet | {"ha": "center", "color": LIGHT.ink}
        for spot, x in zip(self.layout.columns[0], X[0, 1:], strict=True):
            self.ax.text(*self._beside(spot, 0, -30), signed(x), **look)
        for row, note in enumerate(NOTES):
            self.ax.text(-0.04, -0.12 - 0.07 * row, note, **quiet)

    def _draw_moving(self):
        ax = self.ax
        self.edges = draw_edges(ax, NOWHERE, NOWHERE, moving=True)
        self.band = mark_edges(ax, NOWHERE, moving=True)
        self.units = np.concatenate(self.layout.columns)
        diameter = unit_diameter(ax, self.layout)
        self.halo = mark_units(ax, self.units, diameter=diameter, moving=True)
        self.frame = draw_frame(ax, NOWHERE, moving=True)
        there = np.concatenate([self.weights, *self.rows[:2], self.judged])
        back = np.concatenate([self.products, self.rows[2]])
        self.spots = [digit_spots(places, self.scale, FONT) for places in (there, back)]
        look = {"size": FONT, "moving": True}
        self.halos = [draw_digits(ax, spots, halo=True, **look) for spots in self.spots]
        self.digits = [draw_digits(ax, spots, **look) for spots in self.spots]
        self.digits[1].set_facecolor(LIGHT.line)

    def tracks(self, flow, target, weight):
        """Return where everything is.

        Parameters
        ----------
        flow : Flow
        target : float
        weight : int
            The chosen one.
        """
        seen = (seen_there(flow, target, self.K), seen_back(flow, self.K))
        texts = list(zip(self.digits, self.halos, self.spots, seen, strict=True))
        chosen = frame_points(self.middles[weight], PLATE, self.scale)
        frames = np.arange(FRAMES)
        bars = bar_points(np.maximum(frames - 1, 0), PANEL[0])
        return {
            **self._edges(flow),
            **self._glow(),
            **{
                glyphs: Track(spots[None, None], shown=shown)
                for *both, spots, shown in texts
                for glyphs in both
            },
            self.frame: Track(chosen[None, None]),
            self.bar: Track(np.where(frames[:, None, None] > 0, bars, np.nan)[None]),
        }

    def keys(self, weight):
        """Return a key on every weight; the chosen one is in."""
        return [
            Handle(
                name,
                f"Weight {name}",
                self.ax,
                Track(middle[None, None, None]),
                pressed=k == weight,
            )
            for k, (name, middle) in enumerate(zip(NAMES, self.middles, strict=False))
        ]

    def _edges(self, flow):
        """The edges as broad as their weights, from the update on as the new ones."""
        old, new = (
            edge_bands(self.layout, matrices(theta), self.scale, largest=REACH)
            for theta in (flow.theta, flow.new)
        )
        late = (np.arange(FRAMES) >= UPDATE)[:, None, None]
        return {
            edge: Track(np.where(late, after[:, None], before[:, None]))
            for edge, before, after in zip(self.edges, old, new, strict=True)
        }

    def _glow(self):
        """The units and edges at which something happens."""
        counts = len(self.units), len(self.ends)
        units, edges = (
            np.array([np.isin(np.arange(count), list(on)) for on in part])
            for count, part in zip(counts, zip(*glow(self.K), strict=True), strict=True)
        )
        bands = band_points(self.ends, np.full(counts[1], 17.0), self.scale)
        bands = np.where(np.repeat(edges, 5, axis=1)[..., None], bands, np.nan)
        return {
            self.halo: Track(self.units[None, None], shown=units[None]),
            self.band: Track(bands[None]),
        }


def seen_there(flow, target, K):
    """Which glyphs of weights, scores, outputs, labels and loss are seen, and when."""
    y = np.tile([target, 1 - target][:K], (len(flow.theta), 1))
    before = glyphs(flow.theta, flow.z, flow.outputs, y, flow.loss[:, None])
    after = glyphs(flow.new, flow.z_new, flow.outputs_new, y, flow.loss_new[:, None])
    weights, units = flow.theta.shape[-1], 2 + K
    since = [0] * weights + [1, 2, *[3] * K] * 2 + [0] * K + [LOSS]
    renewed = [UPDATE] * weights + [AGAIN] * 2 * units + [FRAMES] * K + [AGAIN]
    return in_time(before, after, since, renewed)


def seen_back(flow, K):
    """Which glyphs of δ x and δ are seen, and when; the new weights have none yet.

    On the edges between the units, what comes back over them is seen first.
    """
    since, carried = np.array(known(K)), flow.products.copy()
    for unit, frame in enumerate(HIDDEN):
        over = np.arange(7 + unit, 6 + 3 * K, 3)
        since[over] = frame
        carried[:, over] = flow.theta[:, over] * flow.deltas[:, 2:]
    before, after = (glyphs(UNIT * part, UNIT * flow.deltas) for part in (carried, flow.products))
    shown = in_time(before, after, [*since, *HIDDEN, *[OUTPUT] * K], [SLOPES[0]] * after.shape[1])
    shown[:, AGAIN:] = False
    return shown


def glyphs(*columns):
    """Tell which glyphs write some numbers, (T, P, S)."""
    table = np.concatenate(columns, axis=-1)
    shown = digits_shown(np.vectorize(short_number)(table))
    return shown.reshape(*table.shape, -1)


def in_time(before, after, since, renewed):
    """Show numbers from one frame on, and what becomes of them from another on, (T, F, P S)."""
    seen, late = (np.arange(FRAMES)[:, None] >= np.array(first) for first in (since, renewed))
    shown = seen[..., None] & np.where(late[..., None], after[:, None], before[:, None])
    return shown.reshape(*shown.shape[:2], -1)


def matrices(theta):
    """Return the weights of each layer, (T, units, 3)."""
    return [theta[:, :6].reshape(-1, 2, 3), theta[:, 6:].reshape(len(theta), -1, 3)]
