"""The numbers of section 2: slope, gradient, and which way is down."""

from functools import cache

import numpy as np
from told_numbers import part

from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.playgrounds import AbsoluteValue, Pinch
from lecture_lib.explorers import TangentExplorer
from lecture_lib.explorers.slope.tangent import NUDGES
from lecture_lib.gradient_check import difference_quotients

MODEL = face_models(load_faces("train"))["raw"]
L, HERE = MODEL.objective, np.array([1.5, 1.0])
DOWN = -L.gradient(HERE)


def degrees(vector):
    return np.degrees(np.arctan2(vector[1], vector[0])) % 360


def apart(place, way=None):
    """The angle between the steepest way down and the way to the star."""
    way = -L.gradient(place) if way is None else way
    goal = MODEL.optimum - place
    return np.degrees(np.arccos(way @ goal / np.linalg.norm(way) / np.linalg.norm(goal)))


def at_the_star(*place):
    """A place from which down points at the star, as written: to the nearest degree."""
    assert apart(np.array(place)) < 0.5
    return place


def straight_down():
    """How long a step straight down still falls, and from which length on it ends higher up."""
    slope, unit = np.linalg.norm(DOWN), DOWN / np.linalg.norm(DOWN)
    curvature = unit @ (L.X.T @ L.X / L.N) @ unit
    return slope / curvature, 2 * slope / curvature


@cache
def best_nudges(kind):
    """In the middle of 501 places: the best nudge, and how good it is."""
    explorer, h = TangentExplorer(), np.array(NUDGES)
    off = []
    for theta in np.linspace(-2, 3, 501):
        slope = explorer.curve.gradient([theta]).item()
        off.append(abs(difference_quotients(explorer.f, theta, h)[kind] - slope))
    middle = np.median(off, axis=0)
    return h[middle.argmin()], middle.min()


def power(kind, which):
    return round(np.log10(best_nudges(kind)[which]))


def mantissa(kind):
    h = best_nudges(kind)[0]
    return round(h / 10 ** np.floor(np.log10(h))), int(np.floor(np.log10(h)))


def gap():
    assert TangentExplorer().f(1.0).round(1) == 2.3
    assert np.spacing(2.3) == 2 * np.spacing(1.0)
    return round(np.spacing(1.0) * 1e16)


def percent_off():
    explorer = TangentExplorer()
    slope = explorer.curve.gradient([1.0]).item()
    central = difference_quotients(explorer.f, 1.0, [1e-15])[1]
    return 100 * abs(central[0] - slope) / slope


def best_forward():
    """The power of ten near the best nudge at θ = 1, as the experiment shows it."""
    explorer, h = TangentExplorer(), np.array(NUDGES)
    off = abs(difference_quotients(explorer.f, 1.0, h)[0] - explorer.curve.gradient([1.0]).item())
    best = h[np.isclose(off, off.min(), rtol=0.05)]
    assert ((best > 1e-10) & (best < 1e-7)).all()
    return f"{np.log10(best).mean():.0f}".translate(str.maketrans("-−8", "⁻⁻⁸"))


def best_at_one(kind):
    """The best nudge at θ = 1, forward (0) or central (1)."""
    explorer, h = TangentExplorer(), np.array(NUDGES)
    off = abs(difference_quotients(explorer.f, 1.0, h)[kind] - explorer.curve.gradient([1.0]))
    return h[off.argmin()]


def best_central():
    return {5e-6: ("5", "⁻⁶")}[best_at_one(1)]


def heights_fall():
    """On straight lines to the origin the height goes to 0, on a parabola it does not."""
    ways = np.linspace(0, np.pi, 181)
    near = Pinch().value(1e-9 * np.stack([np.cos(ways), np.sin(ways)], axis=-1))
    assert np.abs(near[[0, 45, 90]]).max() < 1e-6
    assert np.abs(near).max() < 1e-6
    assert on_the_parabola() == "½"
    assert Pinch().value([0.3, 0.3]) == 0.3 / (0.3**2 + 1)
    x, y = np.meshgrid(*2 * [np.linspace(-2, 2, 401)])
    assert np.abs(Pinch().value(np.stack([x, y], axis=-1))).max() <= 0.5
    return 1


def round_the_star():
    """The least and the largest slope on the contour through (0, 0)."""
    room = 2 * (L.value([0.0, 0.0]) - MODEL.lowest)
    return tuple(np.sqrt(room * MODEL.curvatures))


def times_as_long():
    """The longest gradient on the contour over the shortest: as long over wide as the valley is."""
    shortest, longest = round_the_star()
    assert np.isclose(longest / shortest, np.sqrt(MODEL.curvatures[1] / MODEL.curvatures[0]))
    return longest / shortest


def against_a_subgradient():
    ground = AbsoluteValue((1.0, 2.0))
    ways = np.array([1.0, 0.0]) - np.array([[0.05], [0.1], [0.2]]) * (1, 2)
    return tuple(ground.value(ways))


def on_the_parabola():
    assert Pinch().value([[0.1, 0.01], [1e-3, 1e-6]]).tolist() == [0.5, 0.5]
    return "½"


def against_the_arrow():
    """The slopes as an arrow point straight up, and nowhere else is a short step as good."""
    ways = np.radians(np.arange(360))
    ends = L.value(HERE + 1e-6 * np.stack([np.cos(ways), np.sin(ways)], axis=-1))
    assert abs(ends.argmin() - degrees(DOWN)) < 1
    assert abs(ends.argmax() - degrees(-DOWN)) < 1
    return ()


TOLD = {
    "compass-said": [
        ("point straight up, and the best direction is exactly against them", against_the_arrow),
        ("opposite, at {:.0f}°", lambda: degrees(DOWN)),
        ("lies at {:.0f}°", lambda: degrees(MODEL.optimum - HERE)),
        ("from $({}, {})$, say", lambda: at_the_star(-0.8, 2.65)),
        ("or $({}, {})$", lambda: at_the_star(0.25, 0.05)),
        ("up to a length of {:.2f}", lambda: straight_down()[0]),
        ("from {:.2f} on", lambda: straight_down()[1]),
    ],
    "tangent-rounding": [
        (r"lie ${}\cdot10^{{-16}}$ apart", gap),
        ("is best at $h = 10^{{{}}}$", lambda: power(0, 0)),
        ("good to some $10^{{{}}}$, the central", lambda: power(0, 1)),
        (r"the central one at ${}\cdot10^{{{}}}$", lambda: mantissa(1)),
        ("good to some $10^{{{}}}$. With", lambda: power(1, 1)),
        ("even the central one is {:.0f} % off", percent_off),
    ],
    "deeper-surface-intro": [("the loss is {:.1f}, and", lambda: L.value([0.0, 0.0])),
                             ("stays {:.1f}", lambda: L.value([0.0, 0.0]))],
    "instructions-surface": [("the loss is {:.1f}. Where", lambda: L.value([0.0, 0.0]))],
    "breaks-said": [("from 1 to {:.2f}, {:.2f}, {:.2f} after", against_a_subgradient)],
    "P2.1": [("It is {:.0f}°", lambda: apart(HERE, DOWN))],
    "P2.2": [
        ("Near 10{} two errors", best_forward),
        ("The central quotient is best there, near {}·10{}", best_central),
    ],
    "P2.3": [
        ("from {:.2f}, at the far ends of the valley, to {:.2f} at its sides", round_the_star),
        ("its sides, {:.1f} times as much", times_as_long),
        ("the valley is {:.1f} times as long as it is wide", times_as_long),
    ],
    "P2.4": [("it is {} all the way", on_the_parabola)],
}  # fmt: skip
HAPPENED = {
    "P2.1": lambda: part(apart(HERE, DOWN), 5, 20, 45),
    "P2.2": lambda: part(best_at_one(0), 3e-15, 3e-11, 3e-7),
    "P2.3": lambda: part(times_as_long(), 1.001, 2, 4),
    "P2.4": heights_fall,
}
GIVEN = {
    "predict": "1.5",
    "instructions-compass": "1.5 0.1 0.5",
    "compass-said": "1.5",
    "idea-slope": "90 180",
    "deeper-tangent-intro": "10 15 16",
    "instructions-tangent": "10 15",
    "tangent-rounding": "16 2.3 501 10 15",
    "breaks-said": "0.05 0.1 0.2",
    "slide-says-slope": "1.1",
    "P2.1": "1.5 20 45",
    "P2.2": "10 16",
    "P2.3": "0.5",
}
