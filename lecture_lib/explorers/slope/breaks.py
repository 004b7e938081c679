"""Where the gradient breaks: creases, traps, stairs, and a pinch."""

from dataclasses import dataclass, field

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.experiments.playgrounds import AbsoluteValue, Pinch
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Pick, Slide, signed, within
from lecture_lib.explorers.views.picture import NOWHERE, Picture, over
from lecture_lib.features import raw
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Perceptron
from lecture_lib.objective import Objective
from lecture_lib.pictures.figure import side_by_side
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.pictures.surface import level_lines
from lecture_lib.stage import Track, say

WAY = np.linspace(0, 1, 101).round(2).tolist()
FAN = (-1.0, -0.5, 0.0, 0.5, 1.0)  # subgradients that are drawn at the crease


@dataclass(frozen=True)
class Met:
    """What is met on the way, for every place on it.

    Parameters
    ----------
    template : str
        The sentence.
    told : dict of str to array (takes,)
        What fills it.
    points : pair of array (takes, 2)
        Where the point is in both panels.
    others : pair of array (takes, 2), optional
        Where the point of a second way is.
    tangent : array (takes, P, 2), optional
        In the left panel.
    """

    template: str
    told: dict
    points: tuple
    others: tuple = (NOWHERE, NOWHERE)
    tangent: np.ndarray = field(default_factory=lambda: NOWHERE[None])


class Crease:
    """|θ|: two slopes, and at the crease between them none."""

    key = "|θ|"
    titles = ("The height |θ|", "Its slope")
    labels = (("θ", "|θ|"), ("θ", "slope"))
    limits = ((-2.2, 2.2, -0.6, 2.4), (-2.2, 2.2, -1.6, 1.6))
    ticks = (((-2, -1, 0, 1, 2), (0, 1, 2)), ((-2, -1, 0, 1, 2), (-1, 0, 1)))
    ground = AbsoluteValue()

    def draw(self, left, right):
        """Draw what stands still."""
        draw_line(left, "curve", [(-2.2, 2.2), (0, 0), (2.2, 2.2)])
        draw_line(right, "curve", [(-2.2, -1), (0, -1), (np.nan, 0), (0, 1), (2.2, 1)])
        draw_line(right, "reference", [(0, -1), (0, 1)])

    def met(self, t):
        """Return what is met from θ = -2 to 2."""
        theta = (4 * t - 2).round(9)
        height = self.ground.value(theta[:, None])
        slope = self.ground.gradient(theta[:, None])[:, 0]
        slopes = np.where((theta == 0)[:, None], FAN, slope[:, None])
        points = (over(theta, height), over(theta, slope))
        said = np.where(
            theta == 0,
            "there is no slope here. Every number from −1 to 1 is a subgradient.",
            "the slope is {slope:.2f}.",
        )
        told = {"said": said, "theta": theta, "slope": slope}
        return Met("θ = {theta:.2f}: {said}", told, points, tangent=lines(theta, height, slopes))


class Trap:
    """|x| + 2|y| at (1, 0): minus a subgradient leads uphill."""

    key = "|x| + 2|y|"
    titles = ("The map of |x| + 2|y|", "The height along both paths")
    labels = (("x", "y"), ("t", "height"))
    limits = ((-1.5, 1.5, -1.5, 1.5), (0, 0.5, 0, 2.6))
    ticks = (((-1, 0, 1), (-1, 0, 1)), ((0, 0.1, 0.2, 0.3, 0.4, 0.5), (0, 1, 2)))
    says = (
        "t = {t:.2f}: against the subgradient (1, 2) the height has gone from 1 to {up:.2f},"
        " against the subgradient (1, 0) to {down:.2f}."
    )
    ground = AbsoluteValue((1.0, 2.0))
    start = np.array([1.0, 0.0])

    def draw(self, left, right):
        """Draw what stands still."""
        axis = np.linspace(-1.5, 1.5, 121)  # with the creases on its lines
        draw_levels(left, axis, self.ground, "contour", np.arange(0.25, 5, 0.25))
        draw_line(left, "optimum", [(0, 0)])
        names = {"loss": "along −(1, 2)", "guesses": "along −(1, 0)"}
        draw_ways((left, right), self._ways(np.linspace(0, 0.5, 51)), names)
        draw_legend(right, names, loc="upper left")

    def met(self, t):
        """Return what is met along both paths, 0 to 0.5 units of each subgradient far."""
        (way, other) = self._ways(t / 2)
        told = {"t": t / 2, "up": way[1][:, 1], "down": other[1][:, 1]}
        return Met(self.says, told, way, other)

    def _ways(self, t):
        """The places (T, 2) against two subgradients, and the heights there."""
        for against in ((1.0, 2.0), (1.0, 0.0)):
            places = self.start - t[:, None] * np.array(against)
            yield places, over(t, self.ground.value(places))


class Stairs:
    """The number of wrong faces: flat nearly everywhere, and a jump elsewhere."""

    key = "stairs"
    titles = ("The mistakes as w₀ moves the line", "Their slope")
    labels = (("w₀", "wrong"), ("w₀", "slope"))
    limits = ((-4, 0, -1, 21), (-4, 0, -1.6, 1.6))
    ticks = (((-4, -3, -2, -1, 0), (0, 5, 10, 15, 20)), ((-4, -3, -2, -1, 0), (-1, 0, 1)))
    says = "w₀ = {w0:.2f}: {wrong} of 40 faces are wrong, and the slope is {slope:.2f}."

    def __init__(self):
        faces = load_faces("train")
        X = raw()(faces.scores("mouth"))
        self.objective = Objective(Perceptron(), SquaredLoss(), X, faces.labels)

    def draw(self, left, right):
        """Draw what stands still."""
        w0 = np.linspace(-4, 0, 1601)
        wrong = self.objective.mistakes(over(w0, 1)).astype(float)
        jumps = w0[1:][np.diff(wrong) != 0]
        wrong[1:][np.diff(wrong) != 0] = np.nan  # a gap, as there is no way from step to step
        draw_line(left, "curve", over(w0, wrong))
        draw_line(right, "curve", [(-4, 0), (0, 0)])
        draw_line(right, "run", over(jumps, 0))

    def met(self, t):
        """Return what is met from w0 = -4 to 0, with w1 = 1."""
        w0 = 4 * t - 4
        theta = over(w0, 1)
        wrong, slope = self.objective.mistakes(theta), self.objective.gradient(theta)[:, 0]
        points = (over(w0, wrong), over(w0, slope))
        told = {"w0": w0, "wrong": wrong, "slope": slope}
        return Met(self.says, told, points, tangent=lines(w0, wrong, slope[:, None]))


class Pinched:
    """x²y/(x⁴ + y²): both partial derivatives are 0 at the origin, where it jumps."""

    key = "x²y/(x⁴ + y²)"
    titles = ("The map of x²y/(x⁴ + y²)", "The height along both paths")
    labels = (("x", "y"), ("x", "height"))
    limits = ((-1.1, 1.1, -1.1, 1.1), (0, 1.1, -0.1, 0.7))
    ticks = (((-1, 0, 1), (-1, 0, 1)), ((0, 0.5, 1), (0, 0.25, 0.5)))
    says = (
        "x = {x:.2f}: on the parabola y = x² the height is {bent:.2f}, on the line y = x it is"
        " {straight:.2f}.",
        "At the origin the height is {bent:.2f}, and so are both slopes. On the"
        " parabola it was 0.5 up to here.",
    )
    ground = Pinch()

    def draw(self, left, right):
        """Draw what stands still."""
        axis = np.linspace(-1.1, 1.1, 220)  # an even number: the origin lies between its points
        levels = np.array([0.1, 0.2, 0.3, 0.4, 0.499])
        draw_levels(left, axis, self.ground, "contour", levels)
        draw_levels(left, axis, self.ground, "reference", -levels[::-1])
        names = {"loss": "on y = x²", "guesses": "on y = x"}
        draw_ways((left, right), self._ways(np.linspace(0.001, 1.1, 200)), names)
        draw_legend(right, names, loc="upper right")

    def met(self, t):
        """Return what is met along both paths from x = 1 to the origin."""
        x = (1 - t).round(9)
        way, other = self._ways(x)
        said = np.array(self.says)[(x == 0).astype(int)]
        told = {"said": said, "x": x, "bent": way[1][:, 1], "straight": other[1][:, 1]}
        return Met("{said}", told, way, other)

    def _ways(self, x):
        """The places (T, 2) on the parabola and on the line, and the heights there."""
        for bend in (2, 1):
            places = over(x, x**bend)
            yield places, over(x, self.ground.value(places))


CASES = {"crease": Crease, "trap": Trap, "stairs": Stairs, "pinch": Pinched}


def draw_levels(ax, axis, ground, meaning, levels):
    """Draw lines of equal height of a landscape over a square."""
    heights = ground.value(np.stack(np.meshgrid(axis, axis), axis=-1))
    ax.grid(visible=False)
    draw_line(ax, meaning, level_lines(axis, axis, heights, levels)).set_zorder(2)


def draw_ways(panels, ways, meanings):
    """Draw two ways, below what moves on them: on the map, and their heights."""
    for way, meaning in zip(ways, meanings, strict=True):
        for ax, points in zip(panels, way, strict=True):
            draw_line(ax, meaning, points).set_zorder(2.5)


def lines(x, y, slopes):
    """Short lines of slopes (takes, K) through (x, y), NaN between: (takes, 3 K, 2)."""
    run = np.array([-0.7, 0.7, np.nan])
    points = over(x[:, None, None] + run, y[:, None, None] + slopes[..., None] * run)
    return points.reshape(len(x), -1, 2)


class BreaksExplorer(Explorer):
    """Walk through functions that are not differentiable everywhere.

    Parameters
    ----------
    case : {"crease", "trap", "stairs", "pinch"}
        |θ|; |x| + 2|y| from (1, 0); the mistakes on the faces; x²y/(x⁴ + y²).
    way : float
        How far along the way of the case, from 0 to 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S2 (slide 5): E2.4; errata 7 and 8.
    """

    LABEL = "A function whose gradient misleads or is missing, and what is met on a way through it"
    DRAWN_FOR = ("case",)

    case = Pick("crease", CASES, "function", lambda name: CASES[name].key)
    way = Slide(0.25, WAY, "along the way", "", within, low=0, high=1)

    def prepare(self):
        """Make all functions; one of them looks at the faces."""
        self.cases = {name: case() for name, case in CASES.items()}

    def draw(self):
        """Return the picture of the present function."""
        return BreaksPicture(self.cases[self.case])

    def show(self, ways):
        """Show what is met at some parts of the way."""
        met = self.cases[self.case].met(np.array(ways))
        told = {name: np.reshape(value, (-1, 1)) for name, value in met.told.items()}
        self.stage.show(self.picture.tracks(met), say(met.template, **told))


class BreaksPicture(Picture):
    """The function, and what is met on the way; `case` is one of `CASES`."""

    def __init__(self, case):
        super().__init__()
        self.panels = side_by_side(self.figure, (1, 2))
        parts = (self.panels, case.titles, case.labels, case.limits, case.ticks)
        axes = []
        for box, title, labels, limits, (xticks, yticks) in zip(*parts, strict=True):
            ax = self.axes(box, title, *labels)
            ax.set(xlim=limits[:2], ylim=limits[2:])
            ax.set_xticks(xticks, map(signed, xticks))
            ax.set_yticks(yticks, map(signed, yticks))
            axes.append(ax)
        case.draw(*axes)
        self.tangent = draw_line(axes[0], "gradient")
        self.others = [draw_line(ax, "dice") for ax in axes]
        self.points = [draw_line(ax, "point") for ax in axes]

    def tracks(self, met):
        """Return where everything is, for what is met."""
        spots = zip([*self.points, *self.others], [*met.points, *met.others], strict=True)
        return {
            self.tangent: Track(met.tangent[:, None]),
            **{artist: Track(points[:, None, None]) for artist, points in spots},
        }
