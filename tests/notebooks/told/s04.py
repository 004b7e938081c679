"""The numbers of section 4: where to start."""

from functools import cache

import numpy as np
from told_numbers import part

from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.certificate import ends
from lecture_lib.experiments.grins import grins
from lecture_lib.experiments.upside_down import SOLVED, stored_outcomes, upside_down
from lecture_lib.initialization import constant, normal, zeros
from lecture_lib.optimizers import GradientDescent

CURVE = grins(load_faces("grins"))
NETWORK = upside_down()
PLACES = np.linspace(1.5, 3, 15001)  # round the hill
STARTS = (-2.0, 1.0, 3.0, 6.0)


@cache
def rest(start, steps=2000):
    return float(descend(CURVE, [start], GradientDescent(1.0), steps).theta[0])


def loss(start):
    return float(CURVE.value([rest(start)]))


def mistakes(start):
    return int(CURVE.mistakes([rest(start)]))


def hill():
    return float(PLACES[CURVE.value(PLACES[:, None]).argmax()])


def forced_grins():
    """How many faces the line in the left valley calls happy although they are sad."""
    wrong = CURVE.wrong([rest(2.2)])
    assert not CURVE.wrong([rest(2.3)])[13:17].any()
    return int((wrong & (load_faces("grins").labels < 0)).sum())


def places():
    return tuple(rest(start, 300) for start in STARTS)


def sharpness_of_the_second_valley():
    theta = np.linspace(0.5, 4, 3501)[:, None]
    for a in np.arange(2.4, 2.6, 0.005):
        curve = grins(load_faces("grins"), a).value(theta)
        if ((curve[1:-1] < curve[:-2]) & (curve[1:-1] < curve[2:])).sum() > 1:
            return a - 0.005  # the last one with one valley
    return None


def steps_off_the_plateau():
    """From −2 into the valley: on land so flat the ball moves by the slope in each step."""
    theta = np.linspace(-2, 1.4, 34001)
    slope = CURVE.gradient(theta[:, None])[:, 0]
    assert (slope < 0).all()  # nothing holds it
    pause = -1 / slope
    return int(round(((pause[1:] + pause[:-1]) / 2 * np.diff(theta)).sum(), -4))


def far_out():
    """With a = 2.4 two starts have not arrived after 300 steps, and arrive later."""
    gentle = grins(load_faces("grins"), 2.4)
    run = descend(gentle, [[-2.0], [6.2], [3.5]], GradientDescent(1.0), 3000)
    valley = run.theta[2]
    assert (np.abs(run.thetas[300, :2] - valley) > 1).all()
    assert np.allclose(run.theta, valley, atol=1e-3)
    for a in (0.5, 1, 1.5, 2, 2.2, 2.4):  # all the way it goes down to the one valley
        slope = grins(load_faces("grins"), a).gradient(np.linspace(-4, 8, 1201)[:, None])
        assert (np.diff(np.sign(slope[:, 0])) != 0).sum() == 1
        assert slope[0] < 0 < slope[-1]
    return 2.4, 6.2, 300


def flat_land():
    """It lies the further out the gentler the unit is, to the left and to the right."""
    theta, edges = np.linspace(-10, 15, 5001), []
    for a in (1, 1.5, 2, 2.4, 3, 6, 10, 40):
        slope = np.abs(grins(load_faces("grins"), a).gradient(theta[:, None])[:, 0])
        edges.append(theta[slope > slope.max() / 100][[0, -1]])
    assert (np.diff(edges, axis=0) * (1, -1) > 0).all()
    return ()


def valleys(sharpness):
    value = grins(load_faces("grins"), sharpness).value(np.linspace(0.5, 4, 35001)[:, None])
    return ((value[1:-1] < value[:-2]) & (value[1:-1] < value[2:])).sum()


def sharpest_with_two_valleys():
    """From the second valley on there are two and no more, up to the sharpest unit."""
    assert {valleys(a) for a in (2.5, 4, 6, 10, 15, 20, 30, 40)} == {2}
    return 40


def from_which_start():
    """Starts beyond the border end in the wrong valley; those between 0 and it do not."""
    assert all(abs(rest(start, 300) - rest(2.3)) < 1e-3 for start in (4.2, 3.4, 2.6))
    good = (abs(rest(start, 300) - rest(2.2)) < 1e-3 for start in (0, 0.5, 1, 1.5, 2, 2.2))
    assert all(good)
    assert rest(-1.0, 300) < 0
    return 300


@cache
def equal():
    return descend(NETWORK, constant(9, 0.3), GradientDescent(4.0), 2000)


def pair():
    """The pair of hidden lines has parted, has moved together, or has not moved."""
    hidden, _ = NETWORK.model.weights(equal().theta)
    if (hidden[0] != hidden[1]).any():
        return 0
    return 2 - int(np.abs(hidden - 0.3).max() > 0.01)


def zero_stays():
    """Of nine equal weights those at 0 alone have no slope."""
    slopes = {c: np.abs(NETWORK.gradient(constant(9, c))).max() for c in (-1, -0.1, 0, 0.1, 1)}
    assert [c for c, slope in slopes.items() if slope == 0] == [0]
    return 0


def weights():
    hidden, _ = NETWORK.model.weights(equal().theta)
    assert (hidden[0] == hidden[1]).all()
    return tuple(hidden[0])


@cache
def solved_by_dice(equal, dice):
    """Of 200 throws of the dice, how many are solved after 2000 steps."""
    throws = np.array([normal(9, np.random.default_rng(seed)) for seed in range(200)])
    theta = equal + dice * throws
    for _ in range(2000):
        theta = theta - 4 * NETWORK.gradient(theta)
    return int(((NETWORK.value(theta) < SOLVED) & (NETWORK.mistakes(theta) == 0)).sum())


def solved(scale):
    after, _ = stored_outcomes()[scale]
    return int((after >= 0).sum())


def true_share(scale, n=50, z=1.96):
    """In per cent, from and to: Wilson's interval."""
    p = solved(scale) / n
    middle, half = p + z**2 / (2 * n), z * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
    return tuple(100 * (middle + sign * half) / (1 + z**2 / n) for sign in (-1, 1))


def end_loss(name):
    return float(ends()[name].objective.value(ends()[name].theta))


def sight():
    """How far left of the right valley the land is lower than there."""
    lower = PLACES[CURVE.value(PLACES[:, None]) < CURVE.value([rest(2.3)]) - 1e-9]
    return rest(2.3) - lower[lower < hill()].max()


def sure():
    """Of how many of the four places it is known that no place is lower, but for 0.001."""
    bowl, valley = ends()["face bowl"], ends()["grins"]
    assert np.linalg.eigvalsh(bowl.objective.X.T @ bowl.objective.X).min() > 0  # convex
    no_slope = np.linalg.norm(bowl.objective.gradient(bowl.theta)) < 1e-6
    near_0 = end_loss("network, solved") < 0.001  # and no loss is below 0
    assert loss(2.2) < valley.objective.value(valley.theta)
    assert end_loss("network, solved") < end_loss("network, stuck")
    return int(no_slope) + int(near_0)


def slope_of_the_stuck():
    """It has a slope, and a step of 0.1 against it leads lower."""
    stuck = ends()["network, stuck"]
    slope = stuck.objective.gradient(stuck.theta)
    ahead = stuck.theta - 0.1 * slope / np.linalg.norm(slope)
    assert stuck.objective.value(ahead) < end_loss("network, stuck")
    return np.linalg.norm(slope)


def apart():
    return np.linalg.norm(ends()["network, solved"].theta - ends()["network, stuck"].theta)


TOLD = {
    "grins-found": [
        ("rolls left, to {:.3f}, where the loss is {:.4f} and {} faces are wrong", lambda: (
            rest(2.2), loss(2.2), mistakes(2.2))),
        ("to **{:.3f}**, where the loss is {:.4f} and {} are wrong", lambda: (
            rest(2.3), loss(2.3), mistakes(2.3))),
        ("lies a hill, at {:.3f}", hill),
        (r"The slope is $2\cdot10^{{{:.0f}}}$", lambda: np.log10(
            abs(CURVE.gradient([-2.0])[0]) / 1.8734)),
        ("still at {:.3f}", lambda: rest(-2.0)),
    ],
    "idea-basins": [
        ("reach {:.3f}, after some {:,} steps", lambda: (rest(2.2), steps_off_the_plateau())),
    ],
    "exercise": [("and {} steps each", from_which_start)],
    "sharpness-found": [
        ("Up to $a = {:.2f}$", sharpness_of_the_second_valley),
        ("though at $a = {}$ one at −2 or {} needs more than {} steps", far_out),
        ("further out the gentler the unit is", flat_land),
        ("Above $a = {:.2f}$ there are two", sharpness_of_the_second_valley),
        ("At {} you see stairs", sharpest_with_two_valleys),
    ],
    "symmetry-told": [
        ("solved the task within 2000 steps in {}, and dice × 0.001 in {}", lambda: (
            solved_by_dice(0.3, 0.0001), solved_by_dice(0.3, 0.001))),
        ("dice × 0.1 solved it in {}", lambda: solved_by_dice(0.0, 0.1)),
    ],
    "zero-told": [
        ("{:.4f} by now", lambda: equal().loss),
        ("1/12 = {:.4f}", lambda: 1 / 12),
        ("{} of 48 stay wrong", lambda: NETWORK.mistakes(equal().theta)),
    ],
    "scale-told": [
        ("{} solved of 50 means a true share between {:.0f} and {:.0f} %", lambda: (
            solved(0.01), *true_share(0.01))),
        ("{} of 50 one between {:.0f} and {:.0f} %", lambda: (solved(20.0), *true_share(20.0))),
    ],
    "deeper-certificate-intro": [
        ("at {:.3f}, with slope 0", lambda: rest(2.3)),
        ("with $L = {:.4f}$ after 2000 steps;", lambda: end_loss("network, solved")),
        ("with $L = {:.4f}$ after 2000 steps.", lambda: end_loss("network, stuck")),
    ],
    "certificate-told": [
        ("further than {:.2f} to the left", sight),
        ("up to {:.4f}: no loss", lambda: end_loss("network, solved")),
        ("its slope is {:.4f}", slope_of_the_stuck),
        ("{:.0f} units of weight away", apart),
    ],
    "slide-initialization": [
        ("the loss stays at {:.3f}", lambda: float(NETWORK.value(zeros(9)))),
        ("{} were solved with scale 0.01", lambda: solved(0.01)),
        ("and {} with 20", lambda: solved(20.0)),
    ],
    "P4.1": [
        ("the weights {:.3f}, {:.3f} and {:.3f}", weights),
        ("{} of 48 faces are wrong", lambda: NETWORK.mistakes(equal().theta)),
        ("loss of {:.4f} sinks", lambda: equal().loss),
        ("Only from {} do they not move at all.", zero_stays),
        ("That is what happens at {}.", zero_stays),
    ],
    "P4.2": [
        ("stand at {:.1f}, {:.1f}, {:.1f} and {:.1f}", places),
        ("into a valley each, {:.3f} and {:.3f}", lambda: places()[1:3]),
    ],
    "P4.3": [("only from a = {:.2f} on", sharpness_of_the_second_valley)],
    "P4.4": [
        ("of scale 1, {} are solved", lambda: solved(1.0)),
        ("{} of fifty are.", lambda: {2: "Two"}[solved(20.0)]),
        ("At scale 10 it is {};", lambda: solved(10.0)),
        ("about half are lost, {} are solved", lambda: solved(5.0)),
    ],
    "P4.5": [("only {:.4f} to gain", lambda: end_loss("network, solved"))],
}  # fmt: skip
HAPPENED = {
    "P4.1": pair,
    "P4.2": lambda: len({round(place, 1) for place in places()}) - 1,
    "P4.3": lambda: int(valleys(2)),
    "P4.4": lambda: part(solved(20.0), 6, 21, 41),
    "P4.5": lambda: (0, 1, 2, 4).index(sure()),
}
GIVEN = {
    "why-grins": "24",
    "grins-found": "2.2 2.3 2000",
    "idea-basins": "2.3",
    "instructions-sharpness": "40",
    "sharpness-found": "0.3",
    "deeper-equal-intro": "48",
    "instructions-symmetry": "0.3 0.0001 0.001 0.01",
    "symmetry-told": "200 0.0001 0.3 24",
    "equal-rows-intro": "0.3 2000",
    "deeper-scale-intro": "3000 0.02",
    "instructions-scale": "400 3000",
    "scale-told": "0.01 3000 95",
    "deeper-certificate-intro": "48 0.1",
    "instructions-certificate": "0.1",
    "certificate-told": "16",
    "by-hand-intro": "0.1",
    "slide-initialization": "0.3",
    "P4.1": "0.3 2000 12",
    "P4.2": "300",
    "P4.4": "3000 20 21 40 41",
}
