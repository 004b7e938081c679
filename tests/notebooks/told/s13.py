"""The numbers of section 13: the sigmoid."""

from functools import cache

import numpy as np
from told_numbers import part

from lecture_lib.activations import Sigmoid
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.grins import grins
from lecture_lib.experiments.saturation import as_printed, pulls
from lecture_lib.experiments.slide_errors import SlideSign
from lecture_lib.experiments.units import unit_objectives
from lecture_lib.explorers.sigmoid.units import PLACES, STEEPNESSES
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import SigmoidUnit
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent

UNITS = unit_objectives(load_faces("train"))
UNIT, FAR = UNITS["σ on 0, 1"], UNITS["σ on −1, +1"]
SLIDE = Objective(UNIT.model, SlideSign(UNIT.loss), UNIT.X, UNIT.y)
FACE = Objective(SigmoidUnit(), SquaredLoss(), [[1.0, 3.0]], [1.0])
W = np.array([-2.0, 1.0])


@cache
def fifty(objective):
    return descend(objective, [0.0, 0.0], GradientDescent(1.0), 50)


def row(objective):
    run = fifty(objective)
    return (*run.losses[[0, 1, 2, 50]], int(objective.mistakes(run.theta)))


def corner():
    corner = [-4.0, -4.0]
    assert UNIT.mistakes(corner) == 20  # all the happy ones
    assert round(np.linalg.norm(UNIT.gradient(corner)) * 1e6) == 2
    return UNIT.value(corner)


def rest(start):
    return float(descend(grins(load_faces("grins")), [start], GradientDescent(1.0), 2000).theta[0])


def length(k):
    return np.linalg.norm(UNIT.gradient(k * W))


@cache
def steepnesses(objective):
    """The lowest loss at each steepness, with the best threshold."""
    k = np.array(STEEPNESSES)
    thetas = k[:, None, None] * np.stack([-PLACES, np.ones_like(PLACES)], axis=-1)
    return objective.value(thetas).min(axis=-1)


def nearest():
    """How far the nearest mouth is from the threshold."""
    return np.abs(UNIT.X[:, 1] - 2).min()


def ever_steeper():
    """The option of P13.3: what the loss does for the labels −1 and +1 as k grows."""
    losses = steepnesses(FAR)
    if (np.diff(losses) < 0).all():
        return 1 if losses[-1] > 0.25 else 0
    return 2 if losses.argmin() else 3


def rises_again():
    losses = steepnesses(UNIT)
    assert 0 < losses.argmin() < len(losses) - 1
    return 0, 1


def near_end():
    losses = steepnesses(UNIT)
    return losses.min(), STEEPNESSES[int(losses.argmin())]


def far_end():
    losses = steepnesses(FAR)
    assert (np.diff(losses) < 0).all()
    return losses[-1]


def wrong_side():
    """What two faces on the wrong side cost beyond ½ for each sad face."""
    sad, happy = 0.5 * (-1 - 1) ** 2 - 0.5, 0.5 * (1 - 0) ** 2
    assert np.isclose(far_end(), 0.25 + (sad + happy) / 40, atol=1e-5)
    return sad, happy, (sad + happy) / 40


@cache
def settled(objective, eta):
    return descend(objective, [0.0, 0.0], GradientDescent(eta), 10_000)


def grown():
    sizes = np.linalg.norm(settled(FAR, 10).thetas, axis=-1)
    assert (np.diff(sizes[1000:]) > 0).all()
    return sizes[-1]


@cache
def kept(precision):
    """Where the slope as printed leaves anything, from and to."""
    z = np.arange(-80_000, 4000) / 100
    z = z[as_printed(z, precision) > 0]
    return z[0], z[-1]


def beyond(precision):
    """The end on the right, to the nearest of steps of 0.0001."""
    z = kept(precision)[1] + np.arange(200) / 10_000
    return z[as_printed(z, precision) > 0][-1]


def tiny(x):
    """A number and the power of ten before it."""
    power = int(np.floor(np.log10(abs(x))))
    return x / 10.0**power, power


def at(z, y=1.0):
    squared, entropy = pulls(np.array([z]), y)
    return float(squared[0]), float(entropy[0])


def less_and_less():
    """Far out, beyond the largest pull, the squared loss pulls the less the worse the unit is off.

    Nearer to the middle it is the other way round.
    """
    z = np.linspace(-40, 0, 4001)
    pulls_at = -pulls(z, 1.0)[0]
    largest = pulls_at.argmax()
    assert -1 < z[largest] < -0.5
    assert (np.diff(pulls_at[: largest + 1]) > 0).all()
    assert (np.diff(pulls_at[largest:]) < 0).all()
    return ()


def by_sign():
    return int((UNIT.y == 0).sum())


TOLD = {
    "answers-sign": [
        (r"$\hat y - y$ | {:.3f} | {:.4f} | {:.4f} | **{:.4f}** | {} |", lambda: row(UNIT)),
        (r"$y - \hat y$ | {:.3f} | {:.4f} | {:.4f} | **{:.4f}** | {} |", lambda: row(SLIDE)),
    ],
    "no-bowl": [("the loss is {:.2f}, and the slope", corner)],
    "grins-again": [("at {:.3f} and {:.3f}", lambda: (rest(1.0), rest(4.0)))],
    "idea": [("= ({:.3f}, {:.3f})$. Both", lambda: tuple(FACE.gradient([0.0, 0.0])))],
    "deeper-units-intro": [("$({:.4f}, {:.4f})$", lambda: tuple(UNIT.gradient(W)))],
    "answers-units": [
        ("{} wrong faces cost 2", lambda: int(UNITS["step"].mistakes(W))),
        ("while the mouth grows by ${:.1f}/k$", lambda: 2 * np.log(9)),
    ],
    "answers-labels-k": [
        ("down to {:.4f}: ¼, and", far_end),
        ("and {:.2f} from two faces", lambda: wrong_side()[2]),
        ("$({:.1f} + {:.1f})/40 = {:.2f}$", wrong_side),
        ("lowest, {:.4f}, near $k = {:.0f}$", near_end),
    ],
    "answers-labels": [
        ("near $({:.0f}, {:.0f})$", lambda: tuple(settled(UNIT, 30).theta)),
        ("to {:.0f} in size", grown),
        ("and {} are wrong", by_sign),
    ],
    "exercise-sigmoid-intro": [
        (r"${:.1f}\cdot10^{{{}}}$, not 0", lambda: tiny(float(Sigmoid().value(-40.0)))),
    ],
    "answers-saturation": [
        (r"Beyond $z = {:.2f}$, $e^{{-z}}$ is", lambda: beyond(np.float64)),
        ("gives up at {:.2f}.)", lambda: beyond(np.float32)),
        ("below ${:.2f}$, in", lambda: kept(np.float64)[0]),
        ("in float32 below ${:.2f}$", lambda: kept(np.float32)[0]),
        (r"it says ${:.1f}\cdot10^{{{}}}$", lambda: tiny(float(Sigmoid().derivative(40.0)))),
        (r"at most, ${:.1f}\cdot10^{{{}}}$ at $|z| = 10$", lambda: tiny(
            float(Sigmoid().derivative(10.0)))),
        (r"pulls with ${:.1f}\cdot10^{{{}}}$", lambda: tiny(at(-10.0)[0])),
        ("here ${:.5f}$", lambda: at(-10.0)[1]),
        ("in float64 from $z = {:.2f}$", lambda: beyond(np.float64)),
        ("in float32 from {:.2f}", lambda: beyond(np.float32)),
    ],
    "slide-says": [
        ("from {:.3f} to {:.3f} in 50 steps", lambda: (row(SLIDE)[0], row(SLIDE)[3])),
        ("approaches {:.2f} as", far_end),
        ("it has one, {:.4f}", lambda: settled(UNIT, 30).loss),
    ],
    "P13.1": [
        ("The loss, {:.3f} at first", lambda: row(UNIT)[0]),
        ("It is {:.3f}.", lambda: row(SLIDE)[3]),
        ("leads to {:.3f}", lambda: row(UNIT)[3]),
        ("With the gradient it is, at {:.3f}", lambda: row(UNIT)[3]),
    ],
    "P13.2": [
        ("Its length was {:.3f} and", lambda: length(1)),
        ("The nearest stands {:.2f} away", nearest),
        ("and is 10{}", lambda: "⁻¹⁰" if 0.5e-10 < length(1000) < 2e-10 else length(1000)),
    ],
    "P13.3": [
        ("With the labels {} and {} it does", rises_again),
        ("creeps down to {:.4f}", far_end),
        ("cost the other {:.2f}", lambda: wrong_side()[2]),
    ],
    "P13.4": [
        ("∂L/∂z = {:.3f}. At", lambda: at(0.0)[0]),
        ("that alone would give {:.2f}", lambda: -2 * at(0.0)[0]),
        ("It is {:.6f}. The", lambda: -at(-10.0)[0]),
        ("from ¼ to {:.6f}", lambda: float(Sigmoid().derivative(-10.0))),
        ("Far out, the worse the unit is off, the less the face can pull", less_and_less),
    ],
}  # fmt: skip
HAPPENED = {
    "P13.1": lambda: part(row(SLIDE)[3], 0.1, 0.12, 0.13),
    "P13.2": lambda: 3 - part(length(1000) / length(1), 1e-3, 1, 100),
    "P13.3": ever_steeper,
    "P13.4": lambda: 3 - part(-at(-10.0)[0], 0.01, 0.1, 0.25),
}
GIVEN = {
    "answers-sign": "50 1.5 1.0",
    "instructions-units": "1000",
    "answers-units": "0.1 0.9 1000",
    "instructions-labels": "0.1",
    "answers-labels-k": "30 10",
    "answers-labels": "10,000",
    "instructions-saturation": "10 16 40 100",
    "exercise-sigmoid-intro": "1000 40",
    "answers-saturation": "16 40",
    "slide-says": "34 36 37 40 41",
    "P13.1": "50 0.1 0.12 0.13",
    "P13.2": "100 1000",
    "P13.4": "10 0.25 0.1 0.01",
}
