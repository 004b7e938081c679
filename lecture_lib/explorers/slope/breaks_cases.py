"""Functions whose gradient misleads or is missing, and what is met on a way through each."""

from dataclasses import dataclass, field

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.experiments.playgrounds import AbsoluteValue, Pinch
from lecture_lib.features import raw
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Perceptron
from lecture_lib.objective import Objective
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.pictures.surface import level_lines

NAN = np.full((1, 2), np.nan)
FAN = (-1.0, -0.5, 0.0, 0.5, 1.0)  # subgradients that are drawn at the crease


@dataclass(frozen=True)
class Met:
    """What is met on the way, for every place on it.

    Parameters
    ----------
    left, right : array (takes, 2)
        Where the point is in both panels.
    values : dict of str to array (takes,)
        Numbers of the sentence.
    other_left, other_right : array (takes, 2), optional
        Where the point of a second way is.
    tangent : array (takes, P, 2), optional
        In the left panel.
    """

    left: np.ndarray
    right: np.ndarray
    values: dict
    other_left: np.ndarray = field(default_factory=lambda: NAN)
    other_right: np.ndarray = field(default_factory=lambda: NAN)
    tangent: np.ndarray = field(default_factory=lambda: NAN[None])


class Crease:
    """|θ|: two slopes, and at the crease between them none."""

    key = "|θ|"
    titles = ("The height |θ|", "Its slope")
    labels = (("θ", "|θ|"), ("θ", "slope"))
    limits = ((-2.2, 2.2, -0.6, 2.4), (-2.2, 2.2, -1.6, 1.6))
    ticks = (((-2, -1, 0, 1, 2), (0, 1, 2)), ((-2, -1, 0, 1, 2), (-1, 0, 1)))
    says = (
        "θ = {theta}: the slope is {slope}.",
        "θ = {theta}: there is no slope here. Every number from −1 to 1 is a subgradient.",
    )
    ground = AbsoluteValue()

    def draw(self, left, right):
        """Draw what stands still."""
        draw_line(left, "curve", [(-2.2, 2.2), (0, 0), (2.2, 2.2)])
        draw_line(right, "curve", [(-2.2, -1), (0, -1), (np.nan, 0), (0, 1), (2.2, 1)])
        draw_line(right, "reference", [(0, -1), (0, 1)])

    def met(self, t):
        """Return what is met from θ = -2 to 2, for t from 0 to 1."""
        theta = (4 * t - 2).round(9)
        height, slope = (
            self.ground.value(theta[:, None]),
            self.ground.gradient(theta[:, None])[:, 0],
        )
        slopes = np.where((theta == 0)[:, None], FAN, slope[:, None])
        return Met(
            left=np.column_stack([theta, height]),
            right=np.column_stack([theta, slope]),
            tangent=_lines(theta, height, slopes),
            values={"said": theta == 0, "theta": theta, "slope": slope},
        )


class Trap:
    """|x| + 2|y| at (1, 0): minus a subgradient leads uphill."""

    key = "|x| + 2|y|"
    titles = ("The map of |x| + 2|y|", "The height on both ways")
    labels = (("x", "y"), ("t", "height"))
    limits = ((-1.5, 1.5, -1.5, 1.5), (0, 0.5, 0, 2.6))
    ticks = (((-1, 0, 1), (-1, 0, 1)), ((0, 0.1, 0.2, 0.3, 0.4, 0.5), (0, 1, 2)))
    says = (
        "t = {t}: against the subgradient (1, 2) the height has gone from 1 to {up}; against"
        " (1, 0), which is one as well, to {down}.",
    )
    ground = AbsoluteValue((1.0, 2.0))
    start = np.array([1.0, 0.0])

    def draw(self, left, right):
        """Draw what stands still."""
        axis = np.linspace(-1.5, 1.5, 121)  # with the creases on its lines
        _draw_levels(left, axis, self.ground, "contour", np.arange(0.25, 5, 0.25))
        draw_line(left, "optimum", [(0, 0)])
        names = {"loss": "along −(1, 2)", "guesses": "along −(1, 0)"}
        both = self._ways(np.linspace(0, 0.5, 51))
        for (places, heights, _), meaning in zip(both, names, strict=True):
            for ax, way in ((left, places), (right, heights)):
                draw_line(ax, meaning, way).set_zorder(2.5)
        draw_legend(right, names, loc="upper left")

    def met(self, t):
        """Return what is met on both ways, 0 to 0.5 units of each subgradient far."""
        (to, rising, up), (across, falling, down) = self._ways(t / 2)
        values = {"said": np.zeros_like(t), "t": t / 2, "up": up, "down": down}
        return Met(left=to, right=rising, other_left=across, other_right=falling, values=values)

    def _ways(self, t):
        for against in ((1.0, 2.0), (1.0, 0.0)):
            places = self.start - t[:, None] * np.array(against)
            heights = self.ground.value(places)
            yield places, np.column_stack([t, heights]), heights


class Stairs:
    """The number of wrong faces: flat nearly everywhere, and a jump elsewhere."""

    key = "stairs"
    titles = ("The mistakes as w₀ moves the line", "Their slope")
    labels = (("w₀", "wrong"), ("w₀", "slope"))
    limits = ((-4, 0, -1, 21), (-4, 0, -1.6, 1.6))
    ticks = (((-4, -3, -2, -1, 0), (0, 5, 10, 15, 20)), ((-4, -3, -2, -1, 0), (-1, 0, 1)))
    says = ("w₀ = {w0}: {wrong} of 40 faces are wrong, and the slope is {slope}.",)

    def __init__(self):
        faces = load_faces("train")
        X = raw()(faces.scores("mouth"))
        self.objective = Objective(Perceptron(), SquaredLoss(), X, faces.labels)

    def draw(self, left, right):
        """Draw what stands still."""
        w0 = np.linspace(-4, 0, 1601)
        wrong = self.objective.mistakes(_with_slope_one(w0)).astype(float)
        jumps = w0[1:][np.diff(wrong) != 0]
        wrong[1:][np.diff(wrong) != 0] = np.nan  # a gap, as there is no way from step to step
        draw_line(left, "curve", np.column_stack([w0, wrong]))
        draw_line(right, "curve", [(-4, 0), (0, 0)])
        hollow = np.column_stack([jumps, np.zeros_like(jumps)])
        draw_line(right, "run", hollow)

    def met(self, t):
        """Return what is met from w0 = -4 to 0, with w1 = 1."""
        w0 = 4 * t - 4
        theta = _with_slope_one(w0)
        wrong = self.objective.mistakes(theta).astype(float)
        slope = self.objective.gradient(theta)[:, 0]
        return Met(
            left=np.column_stack([w0, wrong]),
            right=np.column_stack([w0, slope]),
            tangent=_lines(w0, wrong, slope[:, None]),
            values={"said": np.zeros_like(t), "w0": w0, "wrong": wrong, "slope": slope},
        )


class Pinched:
    """x²y/(x⁴ + y²): both partial derivatives are 0 at the origin, where it jumps."""

    key = "x²y/(x⁴ + y²)"
    titles = ("The map of x²y/(x⁴ + y²)", "The height on both ways")
    labels = (("x", "y"), ("x", "height"))
    limits = ((-1.1, 1.1, -1.1, 1.1), (0, 1.1, -0.1, 0.7))
    ticks = (((-1, 0, 1), (-1, 0, 1)), ((0, 0.5, 1), (0, 0.25, 0.5)))
    says = (
        "x = {x}: on the parabola y = x² the height is {bent}, on the line y = x it is {straight}.",
        "At the origin the height is {bent}, and so are both partial derivatives. On the parabola"
        " it was 0.5 up to here.",
    )
    ground = Pinch()

    def draw(self, left, right):
        """Draw what stands still."""
        axis = np.linspace(-1.1, 1.1, 220)  # an even number: the origin lies between its points
        levels = np.array([0.1, 0.2, 0.3, 0.4, 0.499])
        _draw_levels(left, axis, self.ground, "contour", levels)
        _draw_levels(left, axis, self.ground, "reference", -levels[::-1])
        x = np.linspace(0.001, 1.1, 200)
        for bend, meaning in ((2, "loss"), (1, "guesses")):
            way = np.column_stack([x, x**bend])
            draw_line(left, meaning, way).set_zorder(2.5)
            height = np.column_stack([x, self.ground.value(way)])
            draw_line(right, meaning, height).set_zorder(2.5)
        names = {"loss": "on y = x²", "guesses": "on y = x"}
        draw_legend(right, names, loc="upper right")

    def met(self, t):
        """Return what is met on both ways from x = 1 to the origin."""
        x = (1 - t).round(9)
        bent, straight = np.column_stack([x, x**2]), np.column_stack([x, x])
        on_bent, on_straight = self.ground.value(bent), self.ground.value(straight)
        return Met(
            left=bent,
            right=np.column_stack([x, on_bent]),
            other_left=straight,
            other_right=np.column_stack([x, on_straight]),
            values={"said": x == 0, "x": x, "bent": on_bent, "straight": on_straight},
        )


CASES = {"crease": Crease, "trap": Trap, "stairs": Stairs, "pinch": Pinched}


def _draw_levels(ax, axis, ground, meaning, levels):
    """Draw lines of equal height of a landscape over a square."""
    heights = ground.value(np.stack(np.meshgrid(axis, axis), axis=-1))
    ax.grid(visible=False)
    draw_line(ax, meaning, level_lines(axis, axis, heights, levels)).set_zorder(2)


def _with_slope_one(w0):
    return np.column_stack([w0, np.ones_like(w0)])


def _lines(x, y, slopes):
    """Short lines of slopes (takes, K) through (x, y), NaN between: (takes, 3 K, 2)."""
    run = np.array([-0.7, 0.7, np.nan])
    across = x[:, None, None] + np.broadcast_to(run, (*slopes.shape, 3))
    up = y[:, None, None] + slopes[..., None] * run
    return np.stack([across, up], axis=-1).reshape(len(x), -1, 2)
