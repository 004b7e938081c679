"""The worst slips of the slides as pairs of small pictures: what they say, beside what is so."""

from base64 import b64encode
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lecture_lib import checks
from lecture_lib.activations import Sigmoid
from lecture_lib.batches import epochs
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.entropy import cross_entropy, entropy
from lecture_lib.experiments.curves import endless_slope, wavy_bowl
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.saturation import pulls
from lecture_lib.experiments.slide_errors import SlideSign
from lecture_lib.experiments.small_gradients import plateau
from lecture_lib.experiments.units import unit_objectives
from lecture_lib.experiments.upside_down import equal_starts, upside_down
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.figure import new_axes, new_figure, pixels_per_unit
from lecture_lib.pictures.landscape import draw_landscape
from lecture_lib.pictures.style import draw_line
from lecture_lib.practice.page import element, styled
from lecture_lib.stage.sheets import png, render_moving

WIDTH, HEIGHT = 330, 260  # of a panel, in CSS pixels
LOOK = {"density": 1.5, "colours": 32}


class Panel(NamedTuple):
    """One small picture: its words, its limits, what draws into it, and what it shows, in words."""

    title: str
    labels: tuple[str, str]
    limits: tuple[tuple[float, float], tuple[float, float]]
    draw: Callable
    says: str

    def png(self):
        """Draw it; return the bytes of a PNG."""
        figure = new_figure(WIDTH, HEIGHT)
        names = {"title": self.title, "xlabel": self.labels[0], "ylabel": self.labels[1]}
        ax = new_axes(figure, (0, 0, WIDTH, HEIGHT), **names)
        ax.set(xlim=self.limits[0], ylim=self.limits[1])
        self.draw(ax)
        (pixels,) = render_moving(figure, LOOK["density"], [lambda: None])
        return png(pixels, LOOK["colours"])


class Slip:
    """What `show_slip` shows.

    Parameters
    ----------
    panels : list of Panel

    Source: The errata.
    """

    def __init__(self, panels):
        self.panels = panels

    def __repr__(self):
        return "\n".join(f"{panel.title}: {panel.says}" for panel in self.panels)

    def _repr_html_(self):
        pictures = (
            element(
                "img",
                src=f"data:image/png;base64,{b64encode(panel.png()).decode()}",
                alt=f"{panel.title}: {panel.says}",
                width=str(WIDTH),
                class_="practice-slip",
            )
            for panel in self.panels
        )
        return styled(*pictures)


def show_slip(number):
    """Show a slip of the slides in small pictures: what they say, beside what is so.

    Parameters
    ----------
    number : int
        Of the erratum; only the worst have pictures.

    Returns
    -------
    Slip
        As text, what the pictures show.

    Raises
    ------
    ValueError
        If the erratum has no pictures.

    Examples
    --------
    >>> show_slip(43)
    Labels −1 and +1: A sad face costs ½ (σ(z) + 1)², more than ½ at every score z.
    Labels 0 and 1: A sad face costs ½ σ(z)², which comes as near to 0 as you like.

    Source: The errata.
    """
    return Slip(list(SLIPS[checks.one_of("number", number, SLIPS)]()))


def _points(x, y):
    return np.column_stack(np.broadcast_arrays(x, y))


def _lines(**lines):
    """Return what draws some lines, by their styles, with blanks for underscores."""

    def draw(ax):
        for name, points in lines.items():
            draw_line(ax, name.replace("_", " "), points)

    return draw


def _trained():
    return unit_objectives(load_faces("train"))["σ on 0, 1"]


def _sign():
    unit = _trained()
    printed = Objective(unit.model, SlideSign(unit.loss), unit.X, unit.y)
    for title, objective in (("The slope y − ŷ", printed), ("The slope ŷ − y", unit)):
        losses = descend(objective, [0.0, 0.0], GradientDescent(1.0), 50).losses
        says = f"In 50 steps the loss goes from {losses[0]:.3f} to {losses[-1]:.3f}."
        draw = _lines(loss=_points(np.arange(51), losses))
        yield Panel(title, ("step", "L"), ((0, 50), (0, 0.3)), draw, says)


def _reading():
    unit, mouth = _trained(), np.linspace(0, 4, 201)
    theta = descend(unit, [0.0, 0.0], GradientDescent(1.0), 50).theta
    faces = unit.X @ theta
    rules = {"sign(σ)": lambda z: np.sign(Sigmoid().value(z)), "σ > ½": lambda z: np.sign(z)}
    for title, rule in rules.items():
        calls, wrong = rule(faces), rule(faces) != 2 * unit.y - 1
        spots = _points(unit.X[:, 1], 2 * unit.y - 1)
        draw = _lines(
            curve=_points(mouth, rule(theta[0] + theta[1] * mouth)),
            named_rightly=spots[~wrong],
            named_wrongly=spots[wrong],
        )
        says = f"{(calls > 0).sum()} of 40 faces are called happy; {wrong.sum()} are wrong."
        yield Panel(f"Read with {title}", ("mouth", "label"), ((0, 4.2), (-1.5, 1.5)), draw, says)


def _labels():
    z = np.linspace(-6, 6, 121)
    ends = {
        "Labels −1 and +1": (-1, "½ (σ(z) + 1)², more than ½ at every score z."),
        "Labels 0 and 1": (0, "½ σ(z)², which comes as near to 0 as you like."),
    }
    for title, (label, says) in ends.items():
        cost = (Sigmoid().value(z) - label) ** 2 / 2
        draw = _lines(sad_cost=_points(z, cost), reference=_points([-6, 6], 0.5))
        yield Panel(title, ("z", "cost"), ((-6, 6), (0, 2.2)), draw, f"A sad face costs {says}")


def _convex():
    cases = (
        ("Convex, no lowest place", endless_slope(), [-1.0], 0.5, ((-2, 6), (-1, 8))),
        ("Not convex, one goal", wavy_bowl(), np.linspace(-5, 5, 11), 0.1, ((-5.5, 5.5), (-4, 33))),
    )
    for title, curve, starts, eta, limits in cases:
        run = descend(curve, np.reshape(starts, (-1, 1)), GradientDescent(eta), 200)
        grid = np.linspace(*limits[0], 201)
        draw = _lines(
            land=_points(grid, curve.value(grid[:, None])),
            landing=_points(run.thetas[0, :, 0], curve.value(run.thetas[0])),
            point=_points(run.theta[:, 0], curve.value(run.theta)),
        )
        far = np.abs(run.theta).max()
        end = "all are at the lowest place" if far < 1e-6 else f"θ is {far:.1f}, and still grows"
        says = f"The rings are starts, {len(starts)} in all. After 200 steps {end}."
        yield Panel(title, ("θ", "L"), limits, draw, says)


def _perpendicular():
    theta, place = np.linspace(-1.5, 2.5, 81), np.array([1.0, 0.5])
    ways = {
        "The normal": (-1, "a line at right angles to the curve: it says nothing of L nearby"),
        "The tangent": (1, "a line along the curve: it says how L changes"),
    }
    for title, (slope, says) in ways.items():
        line = place + np.outer([-3, 3], (1, slope))
        draw = _lines(land=_points(theta, theta**2 / 2), gradient=line, point=place[None])
        limits = ((-1.0, 2.1), (-0.3, 1.475))  # one scale: right angles look right
        yield Panel(title, ("θ", "L"), limits, draw, f"On ½ θ² at θ = 1, {says}.")
    says = "On the plane of the weights, an arrow at right angles to the contour."
    yield Panel("The gradient", ("w₀", "w₁"), ((-4, 4), (-1.3, 3.28)), _draw_gradient, says)


def _draw_gradient(ax):
    model, start = face_models(load_faces("train"))["raw"], np.array([1.5, 1.0])
    w0, w1 = (np.linspace(*limits, 121) for limits in (ax.get_xlim(), ax.get_ylim()))
    draw_landscape(ax, w0, w1, model.best_values(w0, w1), lowest=model.lowest)
    uphill = model.objective.gradient(start)
    uphill /= np.linalg.norm(uphill)
    draw_line(ax, "bound", start + np.outer([-9, 9], uphill[::-1] * (1, -1)))
    draw_arrow(ax, "gradient", arrow_points(start, 1.5 * uphill, pixels_per_unit(ax)))
    draw_line(ax, "point", start[None])


def _spread():
    for title, P in (("Skewed", (0.94, 0.02, 0.02, 0.02)), ("Uniform", (0.25,) * 4)):
        says = f"Entropy {entropy(P):.3f}, " + ("little" if P[0] > 0.5 else "the largest there is")
        yield _bars(f"{title}: H = {entropy(P):.3f}", "outcome", "P", "1234", P, 1.05, f"{says}.")


def _unlike():
    P = np.array([0.7, 0.2, 0.1])
    names, Q = ("Q = P", "near", "far"), np.array([P, (0.5, 0.3, 0.2), (0.1, 0.2, 0.7)])
    for title, heights in (
        ("Cross entropy H(P, Q)", cross_entropy(P, Q)),
        ("Divergence: H(P, Q) − H(P)", cross_entropy(P, Q) - entropy(P)),
    ):
        says = ", ".join(f"{name} {h:.3f}" for name, h in zip(names, heights, strict=True))
        yield _bars(title, "", "nats", names, heights, 2.0, f"{says}.")


def _bars(title, xlabel, ylabel, names, heights, top, says):
    def draw(ax):
        ax.set_xticks(range(len(names)), names)
        draw_bars(ax, bar_points(np.arange(len(names)), heights), role="line")

    return Panel(title, (xlabel, ylabel), ((-0.6, len(names) - 0.4), (0, top)), draw, says)


def _last_or_best():
    model, batches = (
        face_models(load_faces("train"))["raw"],
        epochs(40, 1, np.random.default_rng(13)),
    )
    losses = descend(model.objective, [1.5, 1.0], GradientDescent(0.15), 60, batches=batches).losses
    marks = {"last": 60, "best": losses.argmin()}
    for name, step in marks.items():
        says = f"Loss {losses[step]:.3f}, at step {step} of a run with one face per step."
        curve = _points(np.arange(61), losses)
        draw = _lines(loss=curve, stopped=curve[[step]])
        yield Panel(f"One run: its {name}", ("step", "L"), ((0, 62), (0, 2)), draw, says)


def _slopes():
    z = np.linspace(-6, 6, 121)
    squared = ((z - 1) ** 2 / 2, z - 1, "The slope is 0 at the minimum and has no bound")
    sigmoid = ((Sigmoid().value(z) - 1) ** 2 / 2, pulls(z, 1.0)[0], "Far left the loss is largest"
               " and the slope is next to 0")  # fmt: skip
    for title, (loss, slope, says), high in (
        ("Squared loss of a line", squared, 6),
        ("Squared loss of a sigmoid", sigmoid, 0.6),
    ):
        draw = _lines(
            curve=_points(z, loss), gradient=_points(z, slope), reference=_points([-6, 6], 0)
        )
        label = "L, and dashed dL/dz"
        yield Panel(title, ("z", label), ((-6, 6), (-high / 2, high)), draw, f"{says}.")


def _zeros():
    steps = np.arange(0, 1501, 10)
    runs = equal_starts(0.0, (0.0, 1.0), tuple(steps.tolist()), 8)
    for title, thetas in zip(("Started at 0", "Started with dice"), runs, strict=True):
        losses = upside_down().value(thetas)
        says = f"In 1500 steps the loss goes from {losses[0]:.3f} to {losses[-1]:.3f}."
        draw = _lines(loss=_points(steps, losses))
        yield Panel(title, ("step", "L"), ((0, 1500), (0, 0.2)), draw, says)


def _chunks():
    objective = face_models(load_faces("train"))["raw"].objective
    for title, size, who in (
        ("All 40 faces at once", 40, "The arrow ends"),
        ("Five chunks of 8, added", 8, "Five arrows, one after the other, end"),
    ):
        chunks = np.arange(40).reshape(-1, size)
        parts = [objective.on(rows).gradient([1.5, 1.0]) * size / 40 for rows in chunks]
        feet = np.cumsum([np.zeros(2), *parts], axis=0)

        def draw(ax, feet=feet):
            for foot, part in zip(feet, np.diff(feet, axis=0), strict=False):
                draw_arrow(ax, "gradient", arrow_points(foot, part, pixels_per_unit(ax)))

        says = f"{who} at ({feet[-1][0]:.3f}, {feet[-1][1]:.3f})."
        yield Panel(title, ("∂L/∂w₀", "∂L/∂w₁"), ((-0.5, 4.5), (-1, 9)), draw, says)


def _small_slopes():
    theta = np.linspace(-2, 5, 7001)
    curve = plateau().objective
    loss, slope = curve.value(theta[:, None]), curve.gradient(theta[:, None])[:, 0]
    for title, where, says in (
        ("A minimum", abs(theta - 1.434) < 0.1, "at the lowest place"),
        (
            "All places of that kind",
            True,
            "in another valley, on the hill and on both plateaus too",
        ),
    ):
        flat = np.where(where & (np.abs(slope) < 0.001), loss, np.nan)
        draw = _lines(land=_points(theta[::20], loss[::20]), measured=_points(theta, flat))
        says = f"One line among the grins: the slope is below 0.001 {says}."
        yield Panel(title, ("θ", "L"), ((-2, 5), (0, 0.4)), draw, says)


SLIPS = {
    51: _sign,
    56: _reading,
    43: _labels,
    11: _convex,
    5: _perpendicular,
    69: _spread,
    72: _unlike,
    12: _last_or_best,
    38: _slopes,
    18: _zeros,
    25: _chunks,
    22: _small_slopes,
}
