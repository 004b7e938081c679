"""The numbers of section 12: the gradient, by hand."""

from functools import cache

import numpy as np
from told_numbers import part

from lecture_lib import theory
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.driver import Driver
from lecture_lib.experiments.lines import face_models
from lecture_lib.explorers.gradient.freeze import NOTCH
from lecture_lib.losses import SquaredError, SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent

A = face_models(load_faces("train"))["raw"]
BOWL = A.objective
WHOLE = Objective(Linear(), SquaredError("mean"), BOWL.X, BOWL.y)  # without ½
FACE = Objective(Linear(), SquaredLoss(), [[1.0, 3.0]], [1.0])
START = [1.5, 1.0]


def pulls():
    """At (0, 0): how many faces pull w₀ up and down by 1, and the mean pull."""
    each = -BOWL.example_gradients([0.0, 0.0])
    return (each[:, 0] == 1).sum(), (each[:, 0] == -1).sum(), each.mean(axis=0)


def mean_mouths():
    """The mean mouth score of the happy faces, and of the sad ones."""
    return tuple(A.faces.mouth[A.faces.labels == label].mean() for label in (1, -1))


def nudged(by, mouth=3.0):
    """What a nudge of w₁ from (0, 0) changes in the loss of a happy face."""
    face = Objective(Linear(), SquaredLoss(), [[1.0, mouth]], [1.0])
    return face.value([0.0, by]) - face.value([0.0, 0.0])


def measured(by):
    slope = nudged(by) / by
    assert np.isclose(slope - FACE.gradient([0.0, 0.0])[1], by / 2 * 3**2)
    return slope


@cache
def in_turns(notch=None):
    """The losses as w₁ and w₀ go in turns to the lowest place, or notch, of their cut."""
    H, b = theory.hessian(BOWL.X), BOWL.X.T @ BOWL.y / BOWL.N
    w, losses = np.zeros(2), []
    while not losses or losses[-1] - A.lowest > 1e-6:
        for d in (1, 0):
            w[d] = (b[d] - H[d, 1 - d] * w[1 - d]) / H[d, d]
            w[d] = w[d] if notch is None else notch * round(w[d] / notch)
            losses.append(float(BOWL.value(w)))
        if notch is not None:
            break
    return losses


def halt():
    """Where no notch of one weight alone is better, in turns from (0, 0), and its loss."""
    w, before = np.zeros(2), None
    while before is None or (w != before).any():
        before = w.copy()
        for d in (1, 0):
            lines = np.tile(w, (81, 1))
            lines[:, d] = NOTCH * np.arange(-40, 41)
            w = lines[BOWL.value(lines).argmin()]
    return *w, BOWL.value(w), BOWL.gradient(w)[1]


def pull_of_a_right_face():
    """The option of P12.1: a face with ŷ = y has no slope of its own, wherever its mouth is."""
    for mouth in (0.5, 3.0):
        face = Objective(Linear(), SquaredLoss(), [[1.0, mouth]], [1.0])
        assert (face.gradient([1 - 0.7 * mouth, 0.7]).round(12) == 0).all()
    return 2


def really():
    """The option of P12.2: by how much the loss falls."""
    return 3 if nudged(0.5) > 0 else (2, 1, 0)[part(-nudged(0.5), 1.4, 1.6)]


def after_two_cuts():
    """The option of P12.3."""
    one, two = in_turns()[:2]
    if two < A.lowest + 0.01:
        return 0
    assert two > A.lowest + 0.1
    return 1 if two < one else 2


@cache
def halves(eta, without):
    return descend(WHOLE if without else BOWL, START, GradientDescent(eta), 30).thetas


def same_path():
    """The η with ½ that walks the path without ½ at 0.1."""
    (eta,) = (e for e in (0.05, 0.1, 0.2) if np.allclose(halves(e, False), halves(0.1, True)))
    return eta


@cache
def driven(eta, factor):
    """60 steps with a multiple of the gradient, as the explorer takes them."""
    driver = Driver(lambda X, y, w: factor * X.T @ (X @ w - y) / len(y), BOWL, 1)
    return descend(driver, START, GradientDescent(eta), 60)


def climbs():
    run = driven(0.1, -1)
    last = int(run.stopped_at) - 1
    assert (np.diff(run.losses[: last + 1]) > 0).all()
    return run.loss / 1e18, last, int(run.stopped_at)


def falls():
    run = driven(0.3, 1)
    return run.losses[0], run.loss


def forgetful():
    """The loss at both ends of a walk without the labels, which makes for (0, 0)."""
    driver = Driver(lambda X, y, w: X.T @ (X @ w) / len(y), BOWL, 1)
    run = descend(driver, START, GradientDescent(0.3), 60)
    assert np.linalg.norm(run.theta) < 0.03
    return run.losses[0], run.loss


def repaired():
    assert np.allclose(driven(0.3 / BOWL.N, BOWL.N).thetas, driven(0.3, 1).thetas)
    return 0.3 / BOWL.N


TOLD = {
    "answers-tug": [
        ("{} happy faces pull $w_0$ up by 1, {} sad ones", lambda: pulls()[:2]),
        ("The mean is $({:.0f}, {:.3f})$", lambda: tuple(pulls()[2])),
        ("larger mouth scores, {:.2f} on average against {:.2f}", mean_mouths),
    ],
    "idea": [("the slopes are $({:.0f}, {:.0f})$", lambda: tuple(FACE.gradient([0.0, 0.0])))],
    "answers-chain": [
        ("nudge of 0.5 measures ${:.2f}$ instead of $-3$", lambda: measured(0.5)),
        ("At 0.05 the measurement says ${:.3f}$", lambda: measured(0.05)),
    ],
    "deeper-freeze-intro": [("has the loss {:.4f}", lambda: A.lowest)],
    "answers-freeze": [
        ("With $w_0 = 0$ the lowest notch is $w_1 = {:.1f}$", lambda: NOTCH * min(
            range(40), key=lambda n: BOWL.value([0.0, NOTCH * n]))),
        ("has the slope {:.2f}", lambda: BOWL.gradient([0.0, 0.2])[0]),
        ("it halts at $({:.1f}, {:.1f})$, where the loss is {:.4f}: no notch of one weight "
         "alone is better there, though the slope in $w_1$ is still ${:.2f}$", halt),
    ],
    "answers-half": [
        ("from {:.4f} to {:.4f}", lambda: (A.critical_eta(0), A.critical_eta(0) / 2)),
    ],
    "answers-drive": [
        ("falls from {:.3f} to {:.4f} in 60 steps", falls),
        ("comes down too, from {:.3f} to {:.3f}", forgetful),
        (r"reached ${:.1f}\cdot10^{{18}}$ at step {}, and at step {} the run", climbs),
    ],
    "slide-says": [
        ("promised ${:.1f}$ and", lambda: 0.5 * FACE.gradient([0.0, 0.0])[1]),
        ("delivered ${:.3f}$", lambda: nudged(0.5)),
    ],
    "P12.2": [
        ("promises 3 · 0.5 = {:.1f}, and", lambda: -0.5 * FACE.gradient([0.0, 0.0])[1]),
        ("It falls by {:.3f}, to {:.3f}", lambda: (-nudged(0.5), FACE.value([0.0, 0.5]))),
        ("ŷ goes from 0 to {:.1f}", lambda: FACE.predict([0.0, 0.5])[0]),
        ("from 0 to {0:.1f}. But {0:.1f} is nearer", lambda: FACE.predict([0.0, 0.5])[0]),
    ],
    "P12.3": [
        ("The loss, {:.1f} at first", lambda: BOWL.value([0.0, 0.0])),
        ("lowest, {:.4f}", lambda: A.lowest),
        ("0.1 above {:.4f}", lambda: A.lowest),
        ("It is {:.4f} after w₁ and {:.4f} after w₀", lambda: tuple(in_turns()[:2])),
        ("on the notches, {:.4f} and {:.4f}", lambda: tuple(in_turns(NOTCH)[:2])),
        ("takes {} rounds", lambda: len(in_turns()) // 2),
    ],
    "P12.4": [
        ("as with ½ at η = {:g}", same_path),
        ("and 0.1 times twice a pull is {:g} times", same_path),
    ],
    "P12.5": [
        ("as if η were {:.0f}", lambda: 0.3 * BOWL.N),
        ("the bowl tolerates {:.4f}", lambda: A.critical_eta(0)),
        ("At step {} the run is stopped", lambda: int(driven(0.3, BOWL.N).stopped_at)),
        ("0.3/40 = {:.4f} it walks", repaired),
    ],
}  # fmt: skip
HAPPENED = {
    "P12.1": pull_of_a_right_face,
    "P12.2": really,
    "P12.3": after_two_cuts,
    "P12.4": lambda: (0.05, 0.1, 0.2).index(same_path()),
    "P12.5": lambda: 3 if driven(0.3, BOWL.N).stopped_at else 0,
}
GIVEN = {
    "instructions-tug": "0.3",
    "instructions-chain": "0.5",
    "answers-chain": "0.5",
    "deeper-half-intro": "1.5 1.0",
    "instructions-half": "0.1",
    "deeper-drive-intro": "1.5 1.0",
    "drive-intro": "0.3",
    "answers-drive": "0.3 0.1 10",
    "symbols": "40",
    "slide-says": "0.5",
    "P12.2": "0.5 1.6 1.4",
    "P12.3": "0.01",
    "P12.4": "0.1 0.05",
    "P12.5": "40 0.3 1.5 1.0",
}
