"""The numbers of section 11: where do you draw the line?"""

from functools import cache

import numpy as np
from told_numbers import part

from lecture_lib import theory
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import face_models
from lecture_lib.optimizers import GradientDescent

MODELS = face_models(load_faces("train"))
A = MODELS["raw"]
BOWL, BEST = A.objective, A.optimum
CURVATURE = theory.hessian(BOWL.X).diagonal()


def loss(w0, w1):
    return BOWL.value([w0, w1])


def best_w0(w1):
    """The lowest place of the parabola over w0, as three points tell it."""
    low, middle, high = (loss(w0, w1) for w0 in (-1, 0, 1))
    assert np.isclose(high - 2 * middle + low, 1)  # its curvature
    return (low - high) / 2


def scaled(k):
    return BOWL.value(k * BEST)


def wrong(k=1.0, name="raw"):
    model = MODELS[name]
    return int(model.objective.mistakes(k * model.optimum))


def doubled():
    assert np.isclose(scaled(2), loss(0, 0))
    return scaled(2)


def alike():
    (mistakes,) = {wrong(k) for k in (0.1, 1.0, 5.0)}
    return mistakes


@cache
def walk():
    """The descent from (1.5, 1.0) at η = 0.3, and how many faces it gets wrong at each step."""
    run = descend(BOWL, [1.5, 1.0], GradientDescent(0.3), 120)
    assert (np.diff(run.losses) < 0).all()
    return run, BOWL.mistakes(run.thetas)


def first(mistakes, for_good=False):
    """The first step with so many mistakes, or the one from which on there are so many."""
    found = walk()[1]
    if for_good:
        return int(np.flatnonzero(found != mistakes)[-1]) + 1
    at = int((found == mistakes).argmax())
    assert (found[at : first(3, for_good=True)] == mistakes).all()
    return at


def at_first():
    found = walk()[1]
    assert found[:2].max() == found.max()
    return int(found[1]), int(found[0])


def notch(w0, w1):
    return int(BOWL.mistakes([w0, w1]))


def lowest_notch():
    notches = np.arange(-80, 81) / 20
    w0, w1 = np.meshgrid(notches, notches)
    losses = BOWL.value(np.stack([w0, w1], axis=-1))
    at = np.unravel_index(losses.argmin(), losses.shape)
    return w0[at], w1[at]


def shape():
    """The option of P11.1: over w₀ the loss is a parabola with its lowest place in sight."""
    along = BOWL.value(np.column_stack([np.linspace(-4, 4, 81), np.ones(81)]))
    assert np.allclose(np.diff(along, 3), 0)
    return 3 if 0 < along.argmin() < 80 else int(along[0] < along[-1])


def wrong_along():
    """The option of P11.3."""
    found = walk()[1]
    if (np.diff(found) <= 0).all():
        return 0
    return 2 if found.min() < found[-1] else 1


def place_of_b():
    """The option of P11.4."""
    if MODELS["origin"].lowest > A.lowest:
        return 0
    return 1 + (MODELS["origin"].lowest - MODELS["plane"].lowest < 0.001)


def above_plane():
    """The line that only turns costs less than 0.001 more than the free one."""
    assert 0 < MODELS["origin"].lowest - MODELS["plane"].lowest < 0.001
    return 0.001


def cliff_of_c():
    """It lies between the rates of the two explorers; that of B is above both."""
    cliff = MODELS["plane"].critical_eta(0)
    assert 0.1 < cliff < 0.3
    assert MODELS["origin"].critical_eta(0) > 0.3
    return cliff


def row(name):
    model = MODELS[name]
    return (model.lowest, wrong(name=name), *model.optimum)


TOLD = {
    "answers-w0": [
        ("passes through {:.3f} at $w_0 = 0$", lambda: loss(0, 1)),
        ("lowest, {:.4f}, at $w_0 = {:.3f}$", lambda: (loss(best_w0(1), 1), best_w0(1))),
        ("its curvature is always {:.0f}", lambda: CURVATURE[0]),
    ],
    "idea": [("= {:.3f}$: steeper", lambda: CURVATURE[1])],
    "deeper-w1-intro": [
        ("$(w_0, w_1) = ({:.3f}, {:.3f})$", lambda: tuple(BEST)),
        ("a loss of {:.4f}, and {} of the forty", lambda: (A.lowest, 40 - wrong())),
    ],
    "answers-w1": [
        ("makes the same {} mistakes each time", alike),
        ("runs from {:.3f} through {:.4f} to {:.3f}", lambda: (scaled(0.1), A.lowest, scaled(5))),
        ("{} of 40 faces are wrong", lambda: wrong(-1)),
        ("lowest notch is $({:.1f}, {:.1f})$, with", lowest_notch),
        ("with {} faces wrong; beside it, at a higher loss, there were {}", lambda: (
            notch(*lowest_notch()), notch(-1.55, 0.8))),
    ],
    "deeper-walk-intro": [("so that {} are wrong", lambda: notch(1.5, 1.0))],
    "answers-walk": [
        ("From about {:.2f} on, each step leaps", lambda: 1 / A.curvatures[-1]),
        ("The cliff is at {:.4f}", lambda: A.critical_eta(0)),
        ("the fastest learning rate, {:.4f}", lambda: theory.best_eta(BOWL.X)),
    ],
    "deeper-x0-intro": [("Its lowest loss is {:.4f}", lambda: A.lowest)],
    "instructions-x0": [("beyond the cliff of C, {:.4f}", cliff_of_c)],
    "answers-x0": [
        ("| **A** | {:.4f} | {} | 1: {:.3f}, mouth: {:.3f} |", lambda: row("raw")),
        ("| **B** | {:.4f} | {} | brow − 2: {:.3f}, mouth − 2: {:.3f} |", lambda: row("origin")),
        ("| **C** | {:.4f} | {} | 1: {:.3f}, mouth: {:.3f}, brow: {:.3f} |", lambda: row("plane")),
    ],
    "slide-says-gradient": [("losses ({:.4f} and {:.1f} for", lambda: (A.lowest, scaled(2)))],
    "take-away": [
        ("the lowest loss ({} mistakes)", wrong),
        ("mouth makes {} at a higher loss", lambda: notch(-1.55, 0.8)),
    ],
    "P11.1": [
        ("falls from {:.2f} to {:.2f} near", lambda: (loss(-4, 1), loss(best_w0(1), 1))),
        ("near w₀ = {:.0f} and climbs to {:.2f}", lambda: (best_w0(1), loss(4, 1))),
        ("It does beyond w₀ = {:.0f},", lambda: best_w0(1)),
    ],
    "P11.2": [
        ("{} of 40 faces are right", lambda: 40 - wrong(2)),
        ("surer of {} right answers", lambda: 40 - wrong(2)),
        ("The loss, {:.4f} so far", lambda: A.lowest),
        ("It is {:.1f}, exactly what the line ŷ = 0 costs", doubled),
    ],
    "P11.3": [
        ("gets {} faces wrong instead of {}", at_first),
        ("From step {} on 2 are wrong", lambda: first(2)),
        ("at step {} it becomes 3, and stays so", lambda: first(3, for_good=True)),
    ],
    "P11.4": [
        ("A comes down to {:.4f}", lambda: A.lowest),
        ("B and C to {:.4f}", lambda: MODELS["origin"].lowest),
        ("B and C to {:.4f}.", lambda: MODELS["plane"].lowest),
        ("less than {:.3f} above that of C", above_plane),
    ],
}  # fmt: skip
HAPPENED = {
    "P11.1": shape,
    "P11.2": lambda: part(scaled(2), 0.1, 0.2, 0.4),
    "P11.3": wrong_along,
    "P11.4": place_of_b,
}
GIVEN = {
    "instructions-w1": "0.8 1.55 3.1 1.6",
    "answers-w1": "0.1",
    "deeper-walk-intro": "1.5 1.0 0.3",
    "instructions-walk": "0.3 0.005 0.1",
    "instructions-x0": "0.1 0.9 0.3",
    "take-away": "1.55 0.8",
    "P11.2": "0.1 0.2 0.4",
    "P11.3": "1.5 1.0 0.3 120",
    "P11.4": "0.001",
}
