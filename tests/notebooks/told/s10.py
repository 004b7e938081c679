"""The numbers of section 10: the 0-1 loss."""

from functools import cache

import numpy as np
from told_numbers import part

from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.grins import grins
from lecture_lib.experiments.zero_one import crowd, ground_of, whole
from lecture_lib.explorers import MeterExplorer
from lecture_lib.explorers.zero_one import blend as blends
from lecture_lib.features import centred
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Perceptron
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.theory import optimum

GRINS = load_faces("grins")
PLACES = np.array([0.2, 1.43, 2.3, 3.05, 4.2])[:, None]
FORTY = load_faces("train")
ALL = Objective(Perceptron(), SquaredLoss(), centred(2)(FORTY.features), FORTY.labels)
LINE = np.array([0.2, 2.0, 1.0])
START = np.array([-2.0, -1.0])  # where the blend explorer starts


@cache
def ball(a):
    """From 0 with η = 1, as in the explorer, 300 steps."""
    return descend(grins(GRINS, a), [[0.0]], GradientDescent(1.0), 300)


def rests_with(a):
    return int(grins(GRINS, a).mistakes(ball(a).theta)[0])


def elsewhere():
    """The mistakes at the end of balls from the right of the hill, at a = 6; one from -1 stays."""
    starts = [[-1.0], [2.4], [3.0], [4.0], [5.0]]
    run = descend(grins(GRINS, 6.0), starts, GradientDescent(1.0), 300)
    assert abs(run.theta[0, 0] + 1) < 0.1
    (wrong,) = {*grins(GRINS, 6.0).mistakes(run.theta[1:]).tolist()}
    return wrong


def on_a_border():
    """Weights of the sliders at which a face of the twelve lies exactly on the line."""
    w0, w1 = -0.9, 0.4
    assert "A border" in MeterExplorer(w0=w0, w1=w1).sentence
    return w0, w1


def fewest():
    return int(grins(GRINS, 6.0).mistakes(np.linspace(-1, 5, 2401)[:, None]).min())


def counted(place):
    return int(grins(GRINS, 6.0).mistakes(PLACES)[place])


def agree():
    """To how many digits staircase and curve agree in the five places, at a = 40."""
    curve = grins(GRINS, 40.0)
    stairs = curve.mistakes(PLACES) / (2 * len(GRINS.mouth))
    np.testing.assert_array_equal(curve.value(PLACES).round(4), stairs.round(4))
    return len(GRINS.mouth)


@cache
def walked(b):
    ground = ground_of(crowd("twelve"), b)
    return descend(ground, START, GradientDescent(blends.ETA), blends.STEPS)


def wrong(b, step):
    return int(ground_of(crowd("twelve"), b).mistakes(walked(b).thetas[step]))


def answers():
    """From where to where the answers go at the bottom of the bowl."""
    ground = ground_of(crowd("twelve"), 1.0)
    found = ground.objective.predict(whole(walked(1.0).theta))
    return found.min(), found.max(), 2 - found.max()


def free_bowl():
    """The bottom where w₂ is free, too, and from where to where its answers go: no mistake."""
    ground = ground_of(crowd("twelve"), 1.0).objective
    w = optimum(ground.X, ground.y)
    found = ground.predict(w)
    assert ground.mistakes(w) == 0
    return *w, found.min(), found.max()


def jump_in_sixths():
    """Each border's jump in the loss is (1 - b) / 6: return the 6, for every face and blend."""
    twelve = crowd("twelve")
    w0 = -twelve.objective.X[:, 1:].sum(axis=1)  # of each face's border, at w₁ = 1
    before, after = (np.column_stack([w0 + side, np.ones(12)]) for side in (-1e-9, 1e-9))
    for b in (0.0, 0.1, 0.5, 0.9):
        ground = ground_of(twelve, b)
        jumps = np.abs(ground.value(after) - ground.value(before))
        np.testing.assert_allclose(jumps, (1 - b) / 6, rtol=1e-6)
    return 6


def in_the_gap():
    """A little way off in every direction from the start of the explorer the loss is the same."""
    turn = np.linspace(0, 2 * np.pi, 73)
    round_about = np.array([0.0, 1.0]) + 0.01 * np.column_stack([np.cos(turn), np.sin(turn)])
    assert (ground_of(crowd("twelve"), 0.0).value(round_about) == 0).all()
    return 2


def valleys_at_40():
    """How many faces are wrong in the valleys of the curve for a = 40; both are deep."""
    theta = np.linspace(-1, 5, 6001)[:, None]
    curve = grins(GRINS, 40.0)
    value = curve.value(theta)
    lowest = np.flatnonzero((value[1:-1] < value[:-2]) & (value[1:-1] < value[2:])) + 1
    assert value[lowest[0]] < grins(GRINS, 6.0).value(ball(6.0).theta)
    return tuple(curve.mistakes(theta[lowest]).tolist())


def close_by():
    """A line with no mistake lies within 0.02 of the bottom of the bowl."""
    bottom = walked(1.0).theta
    near = bottom + 0.02 * np.stack(np.meshgrid(*2 * [np.linspace(-1, 1, 41)]), axis=-1)
    assert ground_of(crowd("twelve"), 1.0).mistakes(near).min() == 0
    return ()


def from_anywhere():
    """At a = 1 the ball comes to rest in one place from all starts of the slider and beyond."""
    starts = np.linspace(-3, 7, 101)[:, None]
    found = descend(grins(GRINS, 1.0), starts, GradientDescent(1.0), 3000).theta
    assert np.ptp(found) < 1e-6
    return ()


def sad():
    return int(ALL.mistakes(np.zeros(3)))


TOLD = {
    "answers-meter": [
        ("{} faces are wrong", lambda: ALL.mistakes(LINE)),
        ("At $w_0 = {}$, $w_1 = {}$ the sentence says so", on_a_border),
    ],
    "deeper-stairs-intro": [
        ("the fewest mistakes are {}.", fewest),
        ("where {} faces are wrong", lambda: int(grins(GRINS, 6.0).mistakes(np.array([0.0])))),
        ("comes to rest with {} wrong", lambda: rests_with(6.0)),
    ],
    "stairs-said": [("There are {} steps", agree)],
    "stairs-tension": [
        (r"\frac{{{}}}{{48}} = {:.4f}", lambda: (counted(1), counted(1) / 48)),
        (r"\frac{{{}}}{{48}} = {:.4f}", lambda: (counted(3), counted(3) / 48)),
        ("the ball rolls from anywhere", from_anywhere),
        ("to a place with {} mistakes", lambda: rests_with(1.0)),
        ("it finds the {} from", lambda: rests_with(6.0)),
        (r"it finds the {}, and from $\theta = -1$ it hardly moves", elsewhere),
    ],
    "deeper-blend-intro": [(r"with $\eta = {}$ starts on a terrace with {} of 12 wrong", lambda: (
        blends.ETA, wrong(0.1, 0)))],
    "blend-said": [(r"\frac{{1-b}}{{{}}}$ high", jump_in_sixths)],
    "bowl-said": [
        ("the happy face at {1:.1f} costs as much as one at $-{2:.1f}$", lambda: tuple(
            np.abs(answers()))),
        ("from ${0:.1f}$ to {1:.1f}", answers),
        ("bottom is $({:.2f}, {:.2f}, {:.2f})$, with no mistake and answers from ${:.1f}$ "
         "to {:.1f}", free_bowl),
    ],
    "cone-said": [("sad: {} mistakes", sad)],
    "by-hand-intro": [("that {} faces are on", lambda: ALL.mistakes(LINE))],
    "slide-model": [("and {} of {} are wrong", lambda: (sad(), ALL.N))],
    "slide-says-sse": [("with its {} mistakes of {}", lambda: (ALL.mistakes(LINE), ALL.N))],
    "P10.1": [("jumps by 1/{}, twice one mistake", jump_in_sixths)],
    "P10.2": [
        ("has {} faces wrong, as at a = 6", lambda: valleys_at_40()[0]),
        ("has {} faces wrong, in a valley further", lambda: valleys_at_40()[1]),
        ("still has {} faces wrong", lambda: rests_with(40.0)),
        ("a slope of {:.8f}", lambda: abs(grins(GRINS, 40.0).gradient([0.0]).item())),
    ],
    "P10.3": [
        ("starts with {} faces wrong", lambda: wrong(0.1, 0)),
        ("After {} steps", lambda: walked(0.1).steps),
        ("It has {} wrong", lambda: wrong(0.1, -1)),
        ("with {} wrong\n", lambda: wrong(0.0, -1)),
        ("So it is at b = 0.", lambda: () if wrong(0.0, -1) == wrong(0.0, 0) else None),
        ("But {} steps are enough", lambda: walked(0.1).steps),
    ],
    "P10.4": [
        ("makes {} mistake", lambda: wrong(1.0, -1)),
        ("lines with no mistake lie close by", close_by),
    ],
}  # fmt: skip
HAPPENED = {
    "P10.1": in_the_gap,
    "P10.2": lambda: part(rests_with(40.0), 5, 6, 12),
    "P10.3": lambda: 3 - part(wrong(0.1, -1), 2, 4, 6),
    "P10.4": lambda: part(wrong(1.0, -1), 1, 2, 5),
}
GIVEN = {
    "instructions-meter": "0.5",
    "answers-meter": "12",
    "instructions-stairs": "40",
    "stairs-tension": "40",
    "instructions-blend": "0.1 0.5",
    "bowl-said": "1958",
    "P10.2": "40 300 11",
    "P10.3": "0.1",
}
