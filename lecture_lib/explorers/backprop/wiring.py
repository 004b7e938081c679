"""Two lines and a unit that combines them: the nine weights of a 2-2-1 network in the hand."""

import numpy as np

from lecture_lib.backprop import with_one
from lecture_lib.experiments.upside_down import upside_down
from lecture_lib.explorers.backprop.nine_weights import WEIGHTS, nine_weights
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Held, Pick, State, signed
from lecture_lib.explorers.views.network import UpsideDownView, WeightsView
from lecture_lib.explorers.views.picture import NOWHERE, Picture
from lecture_lib.initialization import stored
from lecture_lib.pictures.edges import band_points, mark_edges
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.line import boundary_in_plane, draw_happy_side, happy_side
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

REACH = 20  # of a weight; that is drawn with full breadth
VALUES = [float(n) for n in range(-REACH, REACH + 1)]
SEEN = (-0.15, 1.45, -0.15, 1.45)  # of what the hidden units say
CORNERS = with_one([[1.0, 1.0], [-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0]])
DOTS = {"happy dot": "happy", "sad dot": "sad"}
TEMPLATE = (
    "{mistakes} of {faces} faces wrong, loss {loss:.4f}. {formulas} ŷ is {a:.2f} at (1, 1),"
    " {b:.2f} at (−1, −1), {c:.2f} at (1, −1), {d:.2f} at (−1, 1)."
)


class WiringExplorer(Explorer):
    """Choose the weights of a 2-2-1 network of sigmoids by hand, for the upside-down faces.

    Parameters
    ----------
    theta : sequence of float
        The nine weights, each within -20 and 20: w₁₀ w₁₁ w₁₂ of h₁, w₂₀ w₂₁ w₂₂ of h₂, v₀ v₁ v₂ of
        ŷ, the bias first.
    weight : str
        The one that the slider holds, by its name.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S14.2 (slide 39), E14.1.
    """

    LABEL = (
        "Faces with two hidden lines, the network's weights, and the faces as its output sees them"
    )

    theta = State(tuple(stored("solved by hand").tolist()), nine_weights, REACH)
    number = Held("theta", VALUES, ("weight",), lambda one: f"weight {one.weight}")
    weight = Pick("w₁₀", WEIGHTS, "your weight")

    @property
    def held(self):
        """Which of the nine weights is held."""
        return WEIGHTS.index(self.weight)

    def draw(self):
        """Return the picture."""
        return WiringPicture(upside_down())

    def show(self, values):
        """Show the network for some values of the weight in the hand."""
        thetas = np.tile(np.array(self.theta), (len(values), 1))
        thetas[:, self.held] = values
        objective = self.picture.objective
        readout = say(
            TEMPLATE,
            mistakes=objective.mistakes(thetas)[:, None],
            faces=objective.N,
            loss=objective.value(thetas)[:, None],
            formulas=[[formulas(theta)] for theta in thetas],
            **dict(zip("abcd", objective.model.predict(thetas, CORNERS).T[..., None], strict=True)),
        )
        self.stage.show(self.picture.tracks(thetas[:, None], self.held), readout)


def formulas(theta):
    """Write down what the three units compute of nine weights."""
    units = zip(("h₁", "h₂", "ŷ"), theta.reshape(3, 3), (*2 * ["x"], "h"), strict=True)
    return " ".join(f"{unit} = σ({_sum(weights, entering)})." for unit, weights, entering in units)


def _sum(weights, entering):
    """Write a weighted sum: "−5 + 10 x₁ − 10 x₂"."""
    bias, *others = weights
    terms = [
        f" {'−' if w < 0 else '+'} {abs(w):g} {entering}{index}"
        for w, index in zip(others, "₁₂", strict=True)
    ]
    return signed(bias) + "".join(terms)


class WiringPicture(Picture):
    """The upside-down faces with two lines, the weights, and what the hidden units say.

    Parameters
    ----------
    objective : Objective
        A 2-2-1 network on these faces.
    """

    def __init__(self, objective):
        super().__init__()
        faces, network, seen = self.panels
        self.objective, sizes = objective, objective.model.sizes
        self.plane = UpsideDownView(self.figure, faces, objective)
        self.weights = WeightsView(self.figure, network, sizes, largest=REACH)
        self.band = mark_edges(self.weights.ax, NOWHERE, moving=True)
        names = {"first unit": "h₁ = ½", "second unit": "h₂ = ½", "line": "ŷ = ½"}
        draw_legend(self.weights.ax, names, loc="upper right")
        ax = self.axes(seen, "What the output unit sees", "h₁", "h₂")
        ax.set(xlim=SEEN[:2], ylim=SEEN[2:], xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
        draw_legend(ax, DOTS, loc="upper right")
        self.side = draw_happy_side(ax, np.full((4, 2), np.nan), moving=True)
        self.line = draw_line(ax, "line")
        self.dots = {draw_line(ax, dot): y for dot, y in zip(DOTS, (1, 0), strict=True)}

    def tracks(self, thetas, held):
        """Return where everything is, for thetas (takes, 1, 9)."""
        weights = self.objective.model.weights(thetas)
        seen = self.objective.model.forward(thetas, self.objective.X).outputs[0]
        v = np.moveaxis(weights[1][..., 0, :], -1, 0)
        ends = np.concatenate([e.reshape(-1, 2, 2) for e in self.weights.places.edges])
        scale = pixels_per_unit(self.weights.ax)
        band = band_points(ends[held : held + 1], np.full(1, 17.0), scale)
        return {
            **self.plane.tracks(thetas),
            **self.weights.tracks(weights),
            self.band: Track(band[None, None]),
            self.side: Track(happy_side(*v, SEEN, depth=0.12)),
            self.line: Track(boundary_in_plane(*v, SEEN)),
            **{dot: Track(seen[..., self.objective.y == y, :]) for dot, y in self.dots.items()},
        }
