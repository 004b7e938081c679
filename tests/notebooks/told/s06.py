"""The numbers of section 6: how much data per step."""

from functools import cache
from itertools import combinations
from math import comb

import numpy as np
from told_numbers import part

from lecture_lib import theory
from lecture_lib.batches import in_order
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.budget import LEVEL, WAYS, price_list, prices
from lecture_lib.experiments.grins import grins
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.noise import critical_eta_of_batches, noise_floor, points_uphill
from lecture_lib.explorers.batches.cloud import SIX, batches_of
from lecture_lib.optimizers import GradientDescent

BOWL = face_models(load_faces("train"))["raw"]
X, Y = BOWL.objective.X, BOWL.objective.y
CURVE = grins(load_faces("grins"))
PLACE = [-1.2, 0.7]
THETAS = np.linspace(0, 4, 8001)


def uphill(data, B):
    """How many batches of the explorer's would send the line uphill at the place."""
    objective = BOWL.objective.on(SIX) if data == "six" else BOWL.objective
    each, full = objective.example_gradients(PLACE), objective.gradient(PLACE)
    return int((each[batches_of(objective.N, B)].mean(axis=1) @ full < 0).sum())


def of_forty():
    power = comb(40, 20)
    return f"{power / 1e11:.1f}", 11


@cache
def valley(low, high):
    places = np.linspace(low, high, 10001)
    return float(places[CURVE.value(places[:, None]).argmin()])


@cache
def hands():
    """How many batches of 6 out of 24 are lowest right of the hill, and how many there are.

    For 94 both valleys are equally deep, and rounding decides: they are left out of the count.
    """
    each, rows = CURVE.example_losses(THETAS[::10, None]), list(combinations(range(24), 6))
    beyond, right = THETAS[::10] > 2.297, 0
    for some in np.array_split(np.array(rows), 40):
        chosen = np.zeros((len(some), 24))
        np.put_along_axis(chosen, some, 1, axis=1)
        losses = chosen @ each.T
        lower = losses[:, beyond].min(axis=1) - losses[:, ~beyond].min(axis=1)
        right += int((lower < -1e-9).sum())
    return right, len(rows)


def half(first):
    """Where every other face's loss is lowest."""
    return THETAS[CURVE.on(range(first, 24, 2)).value(THETAS[:, None]).argmin()]


def by_a_hair():
    """The lowest loss of the odd rows, and that in their left valley."""
    losses = CURVE.on(range(1, 24, 2)).value(THETAS[:, None])
    return losses.min(), losses[THETAS < 2.297].min()


def mean_of_batches():
    """0 if the mean over all batches of 3 out of 6 is the full gradient, else 1 to 3."""
    objective = BOWL.objective.on(SIX)
    each, full = objective.example_gradients(PLACE), objective.gradient(PLACE)
    batches = each[batches_of(6, 3)].mean(axis=1)
    assert (np.linalg.norm(batches - full, axis=1) > 0.01).all()
    return 0 if np.allclose(batches.mean(axis=0), full, rtol=1e-12) else 3


def floors():
    """The long run with single faces: at the lowest value, above it by η, equally, or rising."""
    heights = [floor(eta) for eta in (0.01, 0.05, 0.1)]
    assert np.isfinite(heights).all()
    assert heights == sorted(heights)
    return 1 if heights[0] > 1e-3 and heights[-1] > 2 * heights[0] else 0


def floor(eta, B=1):
    return noise_floor(X, Y, eta, B)


@cache
def sorted_losses():
    run = descend(BOWL.objective, [1.5, 1], GradientDescent(0.05), 2000, batches=in_order(40, 1))
    return run.losses


def in_order_of_the_file():
    return float(sorted_losses()[-40:].mean())


def saw():
    """In the middle of an epoch the loss is several times as high as at its end; so for five."""
    middle, end = sorted_losses()[20:200:40], sorted_losses()[40:201:40]
    assert len(middle) == len(end) == 5
    assert (middle > 3 * end).all()
    return {5: "five"}[len(end)]


@cache
def shuffled(seeds=200):
    """Mean loss during the 50th epoch, on the median."""
    rng, w, losses = np.random.default_rng(0), np.tile([1.5, 1.0], (seeds, 1)), []
    for epoch in range(50):
        for n in rng.random((seeds, 40)).argsort(axis=1).T:
            error = (X[n] * w).sum(axis=1) - Y[n]
            w = w - 0.05 * error[:, None] * X[n]
            if epoch == 49:
                losses.append(BOWL.objective.value(w))
    return float(np.median(np.mean(losses, axis=0)))


def excess():
    """How many times as far above the lowest loss the order of the file is."""
    return round((in_order_of_the_file() - BOWL.lowest) / (shuffled() - BOWL.lowest))


@cache
def bill(goal):
    return price_list(goal)


def faces(goal, *sizes):
    return tuple(bill(goal)[B][2] for B in sizes)


def a_little_more():
    """To 0.16 small batches pay more in the table than in the picture, by these shares."""
    dots = (np.median(prices(way)) * way.B for way in WAYS[:-1])
    more = [faces(0.16, way.B)[0] / dot - 1 for way, dot in zip(WAYS, dots, strict=False)]
    return {6: "sixth"}[round(1 / min(more))], {4: "quarter"}[round(1 / max(more))]


def seconds_apart():
    return faces(0.2, 40)[0] / faces(0.2, 1)[0]


TOLD = {
    "cloud-answer": [
        ("none of the {} batches of 4", lambda: comb(6, 4) + uphill("six", 4)),
        ("Of all forty faces {} would", lambda: int(points_uphill(BOWL.objective, PLACE).sum())),
        (r"\approx {}\cdot10^{{{}}}", of_forty),
        ("so {} random ones", lambda: len(batches_of(40, 20))),
    ],
    "deeper-subset-intro": [
        ("the left one, at {:.3f}", lambda: valley(1.0, 2.0)),
        ("lies at {:.3f}", lambda: valley(2.7, 3.5)),
    ],
    "subset-answer": [
        ("is lowest at {:.2f} and the other at {:.2f}", lambda: (half(0), half(1))),
        ("a hair: {:.4f} against {:.4f}", by_a_hair),
    ],
    "floor-answer": [
        ("is {:.4f} instead of {:.4f}", lambda: (
            critical_eta_of_batches(X, 1), critical_eta_of_batches(X, 40))),
        (r"it is {:.4f} at $\eta = 0.01$, {:.4f} at 0.05 and {:.4f} at 0.1", lambda: (
            floor(0.01), floor(0.05), floor(0.1))),
    ],
    "deeper-price-intro": [("The lowest loss is {:.4f}", lambda: BOWL.lowest)],
    "instructions-order": [
        ("shows the first {} epochs", saw),
    ],
    "instructions-price": [("The goal here is {}, not", lambda: LEVEL)],
    "price-intro": [("small batches pay a {} to a {} more than the dots above", a_little_more)],
    "price-answer": [
        ("it takes {} steps with single faces, and {} with all", lambda: (
            bill(0.155)[1][1], bill(0.155)[40][1])),
        ("all forty, {} against {}", lambda: faces(0.2, 1, 40)),
        ("about the same, {} to {}", lambda: faces(0.16, 1, 8)),
        ("round: {} against {}", lambda: faces(0.155, 1, 40)),
        ("comes near {:.4f}, where even all 40", lambda: theory.critical_eta(X)),
    ],
    "slide-one": [
        ("below {:.4f} against {:.4f})", lambda: (
            critical_eta_of_batches(X, 1), critical_eta_of_batches(X, 40))),
        ("{} faces against {}", lambda: faces(0.2, 40, 1)),
        ("stops growing at {:.4f}", lambda: theory.critical_eta(X)),
    ],
    "P6.1": [
        ("It is {:.1f} %: some {:,} of the {:,} ways", lambda: (
            100 * hands()[0] / hands()[1], round(hands()[0], -3), hands()[1])),
    ],
    "P6.3": [
        ("with η = 0.01 it hovers {:.4f} above", lambda: floor(0.01)),
        ("with 0.1 it hovers {:.4f} above", lambda: floor(0.1)),
        ("beyond η = {:.4f} does the noise win", lambda: critical_eta_of_batches(X, 1)),
    ],
    "P6.4": [
        ("is {:.3f} (the median", shuffled),
        ("It is {:.3f}, about", in_order_of_the_file),
        ("the lowest loss, {:.4f}. Each", lambda: BOWL.lowest),
        ("about {} times as far", lambda: {8: "eight", 9: "nine", 10: "ten"}[excess()]),
    ],
    "P6.5": [
        ("All 40 take {} faces, single faces {}.", lambda: faces(0.155, 40, 1)),
        ("creep at η = {}, or", lambda: bill(0.155)[1][0]),
        ("all 40 take η = {}.", lambda: bill(0.155)[40][0]),
        ("it is {} faces against {}", lambda: faces(0.2, 40, 1)),
        ("nearly {} times as many", lambda: {10: "ten"}[
            int(np.ceil(bill(0.155)[8][1] / bill(0.155)[40][1]))]),
    ],
}  # fmt: skip
HAPPENED = {
    "P6.1": lambda: part(hands()[0] / hands()[1], 0.05, 0.2, 0.35),
    "P6.2": mean_of_batches,
    "P6.3": floors,
    "P6.4": lambda: part(in_order_of_the_file(), 0.17, 0.19, 0.3),
    "P6.5": lambda: int(np.argmin(faces(0.155, 1, 4, 8, 40))),
}
GIVEN = {
    "why": "100",
    "predict": "20",
    "cloud-answer": "1.2 0.7 20 40",
    "deeper-subset-intro": "24",
    "instructions-subset": "24",
    "subset-answer": "0.005",
    "deeper-paths-intro": "1.5 40",
    "floor-intro": "0.05",
    "deeper-order-intro": "20 0.05",
    "instructions-order": "40",
    "order-answer": "40 2000",
    "instructions-price": "0.16 20 0.155",
    "price-answer": "0.155 0.2 0.16 100",
    "slide-memory": "32",
    "slide-one": "0.2",
    "P6.1": "24 20 35 50",
    "P6.2": "20 10",
    "P6.3": "40",
    "P6.4": "200 0.17 0.19 0.3",
    "P6.5": "0.155 40 0.2",
}
assert uphill("six", 1) == 1
assert half(0) < 2.297 < half(1)
assert seconds_apart() > 5
