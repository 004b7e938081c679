"""The numbers of section 1: learning is a loop."""

from functools import cache

import numpy as np
from told_numbers import part

from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.guessing import chance_below
from lecture_lib.experiments.lines import face_models
from lecture_lib.explorers import DiceExplorer, SearchExplorer
from lecture_lib.optimizers import GradientDescent, Momentum

MODELS = face_models(load_faces("train"))
RAW = MODELS["raw"]
LINE, START = RAW.objective, np.array([1.5, 1.0])
WALK = descend(LINE, START, GradientDescent(0.1), 200)  # slopes by nudges are exact on a parabola
ETAS = {"raw": 0.3, "plane": 0.17}  # as in the race of dice and steps


def arrival(level=0.16, eta=0.3):
    return int(descend(LINE, START, GradientDescent(eta), 300).first_below(level))


def nudge(weight):
    up = 0.05 * np.eye(2)[weight]
    return LINE.value(START + up) - LINE.value(START - up)


@cache
def looks(steps):
    """How many places a walk of the explorer has looked at, and the loss at its end."""
    explorer = SearchExplorer(w0=1.5, w1=1.0)
    explorer.step(steps)
    return len(explorer.visited), LINE.value([explorer.w0, explorer.w1])


def in_tens():
    """A step and then tens of steps, as the instructions say: until the loss is below 0.16."""
    steps = 1 - 10 * ((1 - WALK.first_below(0.16)) // 10)
    return steps, looks(steps)[0]


def chance(level, name="raw"):
    objective = MODELS[name].objective
    return chance_below(objective.X, objective.y, level)


def guesses(level):
    return round(1 / chance(level))


@cache
def etas():
    """The learning rates with three weights and with two; with the latter three explode."""
    model = MODELS["plane"]
    run = descend(model.objective, [1.5, 1.0, 0.0], GradientDescent(ETAS["raw"]), 10)
    assert run.loss > 1e6
    return ETAS["plane"], ETAS["raw"]


def equally_high(name):
    """Guesses needed, and steps, for a bar as high above the lowest loss as 0.16 is."""
    model, eta = MODELS[name], ETAS[name]
    bar = model.lowest + 0.16 - RAW.lowest
    start = np.array([1.5, 1.0, 0.0])[: model.objective.D]
    run = descend(model.objective, start, GradientDescent(eta), 300)
    return 1 / chance(bar, name), int(run.first_below(bar))


def for_ten_weights():
    """Guesses, if each weight beyond the second cost as much as the third."""
    two, three = equally_high("raw")[0], equally_high("plane")[0]
    return int(np.log10(two * (three / two) ** 8))


def good_enough(level):
    """Below it dice need up to ten times the steps: the part of a grid over the square."""
    axis = np.linspace(-3, 3, 601)
    share = (LINE.value(np.stack(np.meshgrid(axis, axis), axis=-1)) < level).mean()
    assert 1 < 1 / share / arrival(level) < 10
    return level


def no_luck():
    """One player in how many is not below 0.1533 in 10,000 guesses."""
    return {5: "five"}[round((1 - chance(0.1533)) ** -10_000)]


def throws_that_arrive():
    """How many of the explorer's throws get below the bar with three weights."""
    explorer = DiceExplorer(parameters=3, below=0.16)
    assert abs(explorer.level - (MODELS["plane"].lowest + 0.16 - RAW.lowest)) < 1e-12
    hits = explorer.race.hits(explorer.level)
    return int((hits > 0).sum()), len(hits)


def luck():
    """The chance of a throw to be below 0.16 before the steps are."""
    return 1 - (1 - chance(0.16)) ** (arrival() - 1)


def lucky():
    """How many of the 24 throws of the explorer are below 0.16 before the steps are."""
    shape = (arrival() - 1, 2)
    throws = [np.random.default_rng(k).uniform(-3, 3, shape) for k in range(24)]
    return (LINE.value(np.array(throws)) < 0.16).any(axis=1).sum()


def into_the_valley():
    """The losses before and after the three steps that gain most; each later one gains little."""
    assert (-np.diff(WALK.losses[3:]) < 0.05).all()
    assert (-np.diff(WALK.losses[:4]) > 0.1).all()
    return LINE.value(START), looks(3)[1]


@cache
def notches():
    """All lines of the explorer's square."""
    axis = np.arange(-80, 81) / 20
    return np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)


def fewest_mistakes():
    """Of any line: over all notches of the explorer, and with the threshold between any faces."""
    fewest = LINE.mistakes(notches()).min()
    mouths = np.unique(LINE.X[:, 1])
    thresholds = np.array([-1, *(mouths[1:] + mouths[:-1]) / 2, 5])
    lines = np.concatenate([[[-at, 1], [at, -1]] for at in thresholds])
    assert LINE.mistakes(lines).min() == fewest
    return fewest


@cache
def of_the_fewest():
    """The losses of the explorer's lines with the fewest mistakes, and the dearest line."""
    lines = notches()[LINE.mistakes(notches()) == fewest_mistakes()]
    losses = LINE.value(lines)
    assert losses.min() < 0.2  # the cheapest
    assert (LINE.mistakes(2 * lines) == fewest_mistakes()).all()
    small = np.abs(lines).sum(axis=1) < 1.2
    assert small.any()
    assert ((losses[small] > 0.2) & (losses[small] < 0.5)).all()
    dearest = lines[losses.argmax()]
    assert LINE.predict(dearest).max() > 2  # too far above 1
    assert LINE.predict(dearest).min() < -2
    return losses, tuple(dearest)


def dearest():
    """Where the dearest of them is, and its loss."""
    losses, place = of_the_fewest()
    assert losses.max() > 2 * LINE.value([0.0, 0.0])
    return *place, losses.max()


def differ_widely():
    """The two first steps point different ways: more than 45° apart."""
    assert between_first_steps() > 45
    return ()


def soon_below(steps, low, high):
    assert low < WALK.losses[steps] < high
    return ()


def stricter():
    """What the lower bar costs the steps, and the dice, in times."""
    assert arrival(0.1533) < 2 * arrival(0.16)
    assert guesses(0.1533) > 5 * guesses(0.16)
    return ()


def between_first_steps():
    """The angle between the steepest ways down, in raw and in standardized units."""
    other = MODELS["standardized"]
    start = other.theta_of(RAW.plane_weights(START))
    down, too = LINE.gradient(START), other.phi.to_raw(other.objective.gradient(start))
    return np.degrees(np.arccos(down @ too / np.linalg.norm(down) / np.linalg.norm(too)))


def momentum_rises():
    run = descend(LINE, START, Momentum(0.1, 0.9), 60)
    assert (np.diff(WALK.losses) <= 0).all()
    return int((np.diff(run.losses) > 0).sum())


TOLD = {
    "predict": [
        ("its loss is {:.2f}", lambda: LINE.value(START)),
        ("After {} such steps the loss is below 0.16", lambda: WALK.first_below(0.16)),
        ("has {:.4f}", lambda: RAW.lowest),
    ],
    "nudged-numbers": [
        ("at step {}, after {} looks", lambda: (WALK.first_below(0.16), looks(116)[0])),
        ("at step {}, after {}.)", in_tens),
        ("down into the valley, from {:.2f} to {:.2f}", into_the_valley),
    ],
    "deeper-paint-intro": [
        ("a loss of {:.1f}, and {} mistakes", lambda: (
            LINE.value([0.0, 0.0]), LINE.mistakes([0.0, 0.0]))),
        ("get only {} faces wrong, and no line gets fewer", fewest_mistakes),
    ],
    "painted-said": [
        ("is $({:.3f}, {:.3f})$", lambda: tuple(RAW.optimum)),
        ("with {} mistakes", lambda: LINE.mistakes(RAW.optimum)),
        ("makes only {}, and its loss is higher, {:.4f} instead of {:.4f}", lambda: (
            LINE.mistakes([-1.55, 0.8]), LINE.value([-1.55, 0.8]), RAW.lowest)),
    ],
    "dice-said": [
        ("costs the steps little and the dice a great deal", stricter),
        ("{} for the {} steps to 0.16", lambda: (5 * arrival(), arrival())),
        ("a quarter of {}", lambda: guesses(0.16)),
        ("a chance of {:.1f} %", lambda: 100 * luck()),
        ("Among {} that makes about {}; of", lambda: (
            throws_that_arrive()[1], {1: "one"}[round(24 * luck())])),
        ("of the 24 here, {} are", lucky),
    ],
    "instructions-dice": [("the *bar* to {:.4f} above", lambda: 0.16 - RAW.lowest),
                          ("to a loss of {}.", lambda: 0.16)],
    "instructions-weight": [("now {:.3f}, {:.4f} above the lowest", lambda: (
        MODELS["plane"].lowest + 0.16 - RAW.lowest, 0.16 - RAW.lowest)),
        ("shows the {} throws", lambda: throws_that_arrive()[1])],
    "deeper-weight-intro": [
        ("dice took {} guesses", lambda: guesses(0.16)),
        (r"$\eta = {}$ instead of {}, with which they would explode", etas),
    ],
    "what-local-buys": [("$10^{{{}}}$ guesses", for_ten_weights)],
    "rises-said": [("needed {} steps", lambda: WALK.first_below(0.16))],
    "by-hand-intro": [("the {} steps above", lambda: WALK.first_below(0.16))],
    "slide-says-measure": [
        ("of the {} looks above, {} were nudges", lambda: (looks(116)[0], 4 * 116)),
    ],
    "slide-says-slips": [("the two first steps differ widely", differ_widely)],
    "P1.1": [
        ("arrive at step {}", lambda: arrival(0.1533)),
        ("with probability {:.6f}", lambda: chance(0.1533)),
        ("it takes {} guesses on average", lambda: guesses(0.1533)),
        ("in 10,000 about one player in {} has no luck", no_luck),
        ("if {} were good enough", lambda: good_enough(0.5)),
        ("For 0.16 it would be {:.0f} times", lambda: guesses(0.16) / arrival()),
    ],
    "P1.2": [
        ("from {:.2f} to just below 0.16, in {} steps", lambda: (
            LINE.value(START), WALK.first_below(0.16))),
        ("It is {:.2f}.", lambda: WALK.losses[12]),
        ("to {:.2f}, where the ground", lambda: WALK.losses[1]),
        ("takes the other {} steps", lambda: WALK.first_below(0.16) - 12),
        ("A {} of the steps for a tenth", lambda: {10: "tenth"}[round(116 / 12)]),
        ("There it is after one step", lambda: soon_below(1, 1, 2)),
    ],
    "P1.3": [
        ("get only {} faces wrong", fewest_mistakes),
        ("At ({:.2f}, {:.2f}), for example, it is {:.2f}, more than twice", dearest),
        ("which gets {} wrong", lambda: LINE.mistakes([0.0, 0.0])),
        ("by that measure gets {} wrong", lambda: LINE.mistakes(RAW.optimum)),
    ],
    "P1.4": [
        ("It takes {:,.0f} instead of {:.0f}", lambda: (
            equally_high("plane")[0], equally_high("raw")[0])),
        ("{:.0f} times as many", lambda: equally_high("plane")[0] / equally_high("raw")[0]),
        ("The steps need {} (with η = {}) instead of {} (with {})", lambda: (
            equally_high("plane")[1], etas()[0], equally_high("raw")[1], etas()[1])),
        ("arrive in {} of the {} throws", throws_that_arrive),
    ],
}  # fmt: skip
HAPPENED = {
    "P1.1": lambda: part(guesses(0.1533) / arrival(0.1533), 1, 10, 50),
    "P1.2": lambda: 3 - part(WALK.losses[12], 1, 2, 5),
    "P1.3": lambda: part(of_the_fewest()[0].max(), 0.2, 0.5),
    "P1.4": lambda: part(equally_high("plane")[0] / equally_high("raw")[0], 2, 5, 15),
}
GIVEN = {
    "predict": "1.5 0.05",
    "instructions-search": "0.2 10 0.16",
    "nudged-numbers": "0.16",
    "five-steps": "1.5",
    "idea-nudge": "0.05 10",
    "painted-intro": "165",
    "painted-said": "1.55 0.80",
    "deeper-dice-intro": "0.1533 1.5",
    "instructions-dice": "0.1533 24",
    "dice-said": "0.16",
    "deeper-weight-intro": "0.16",
    "P1.1": "0.1533 10 50",
    "P1.2": "12 0.16 6.29 0.61",
    "P1.3": "0.2 0.5",
    "P1.4": "15 10,000",
}
