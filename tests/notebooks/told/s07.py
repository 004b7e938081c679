"""The numbers of section 7: the step size."""

from functools import cache

import numpy as np
from told_numbers import part

from lecture_lib import theory
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.arrival import steps_to_arrive
from lecture_lib.experiments.lines import models_in_units
from lecture_lib.experiments.playgrounds import Ravine
from lecture_lib.optimizers import GradientDescent

MODELS = models_in_units(load_faces("train"))
BOWL, START = MODELS["raw"].objective, [1.5, 1.0]
X = BOWL.X
LAMBDA = theory.curvatures(X)  # flattest first
KAPPA = theory.condition_number(X)
CLIFF = theory.critical_eta(X)


def steps(*etas):
    found = steps_to_arrive(X, BOWL.y, START, list(etas)).tolist()
    return found[0] if len(etas) == 1 else tuple(found)


@cache
def cheapest():
    """The least and largest learning rate with the smallest bill from this start, and the bill."""
    etas = np.linspace(0.2, 0.3364, 1365)
    bill = steps_to_arrive(X, BOWL.y, START, etas)
    arrives = bill >= 0
    best = bill[arrives].min()
    return etas[bill == best].min(), etas[bill == best].max(), int(best)


@cache
def walk(eta, most):
    return descend(BOWL, START, GradientDescent(eta), most)


def explosion():
    losses = walk(0.34, 200).losses
    return losses[0], losses[200]


def mistakes(of=START):
    return int(BOWL.mistakes(np.array(of)))


def flips():
    """How many first steps change the sign of w₁."""
    signs = np.sign(walk(0.32, 40).thetas[:, 1])
    return int((signs[1:] == signs[:-1]).argmax())


def turning_points():
    """Where each line meets the one before, as long as the lines turn over."""
    w0, w1 = walk(0.32, 12).thetas.T
    return float(np.median(-np.diff(w0) / np.diff(w1)))


def turns():
    """By turns the sad and the happy are wrong over 12 steps: return how many faces differ."""
    wrong = (BOWL.predict(walk(0.32, 12).thetas) > 0) != (BOWL.y > 0)
    sad, happy = (wrong[:, BOWL.y == label].sum(axis=-1) for label in (-1, 1))
    bad, good = np.where(np.arange(13) % 2, (happy, sad), (sad, happy))
    return int(np.maximum(20 - bad, good).max())


def by_hand_above():
    """The loop by hand ends above the cliff too, but at no number."""
    w, steps = np.array(START), 0
    with np.errstate(over="ignore", invalid="ignore"):
        while BOWL.value(w) - MODELS["raw"].lowest >= 1e-6:
            w, steps = w - 0.34 * BOWL.gradient(w), steps + 1
    assert steps > 30000
    assert not np.isfinite(w).all()
    return ()


def height(line):
    """The height of a line at the place about which it turns over."""
    return line[0] + line[1] * turning_points()


def believed():
    """Slope trusted, landing, slope found, and their ratio: η = 0.8, λ = 2, from 2.5."""
    parabola = Ravine((2.0,))
    run = descend(parabola, [2.5], GradientDescent(0.8), 1)
    (trusted,), (found,) = parabola.gradient(run.thetas)
    return trusted, run.theta[0], found, found / trusted


def first_twelve():
    wrong = BOWL.mistakes(walk(0.32, 12).thetas)
    return int(wrong.min()), int(wrong.max())


def arrival():
    """The option of P7.1 that η = 0.336 falls into; one that is larger makes each swing wider."""
    assert steps(0.34) < 0
    least, most = steps(0.32, 0.3)
    return part(steps(0.336), least, most + 1, 1001)


def narrower():
    """By how much a swing across the valley is narrower than the one before, in percent."""
    return 100 * (1 + (1 - 0.336 * LAMBDA[1]))


def flattest_pays():
    """Below the best rate the flat axis has the factor that is nearer to 1, above it the steep."""
    best = theory.best_eta(X)
    for eta, axis in ((0.5 * best, 0), (0.99 * best, 0), (1.01 * best, 1)):
        assert np.abs(1 - eta * LAMBDA).argmax() == axis
    return ()


def curvature_believed():
    """0 if the curvature that a step believes in depends on η alone: it is 1/η."""
    for eta, curvature, start in ((0.8, 2.0, 2.5), (0.8, 0.3, 2.5), (0.8, 2.0, -1.0), (0.1, 1, 3)):
        parabola = Ravine((curvature,))
        run = descend(parabola, [start], GradientDescent(eta), 1)
        slope = parabola.gradient([start]).item()
        assert np.isclose(slope / (start - run.theta.item()), 1 / eta)
    return 0


def wrong_faces():
    """The option of P7.2: 12 steps leave about 20 faces wrong, or some other number."""
    least, most = first_twelve()
    return 3 if least > 18 and most < 22 else 2


def of(units, number):
    return number(MODELS[units].objective.X)


def largest(units):
    return theory.curvatures(MODELS[units].objective.X)[-1]


def percent_below():
    first, last, _ = cheapest()
    return 100 * (1 - last / CLIFF), 100 * (1 - first / CLIFF)


TOLD = {
    "why": [("where $L = {:.3f}$", lambda: walk(0.3, 1).losses[0])],
    "answers-cliff": [
        ("{}, {}, {} … {}.", lambda: steps(0.32, 0.16, 0.08, 0.01)),
        (r"$\eta = 0.33$ takes {} steps, 0.336 takes {}", lambda: steps(0.33, 0.336)),
        ("from {:.1f} to {:,.0f} in 200 steps", explosion),
        ("from {:.4f} to {:.4f} with {} steps", cheapest),
        ("lies {:.0f} to {:.0f} % below the edge", percent_below),
    ],
    "idea-one": [
        ("over all $N = {}$ faces", lambda: len(X)),
        (r"1 & {:.3f} \\ {:.3f} & {:.3f}", lambda: tuple(theory.hessian(X)[[0, 1, 1], [1, 0, 1]])),
    ],
    "idea-two": [
        (r"2/\lambda_{{\max}} = {:.4f}$", lambda: CLIFF),
        ("Below the best $\\eta$ the **flattest**", flattest_pays),
        ("= {:.4f}$, where both", lambda: theory.best_eta(X)),
        (r"= \pm{:.3f}$", lambda: (KAPPA - 1) / (KAPPA + 1)),
        (r"\lambda_{{\min}} = {:.1f}$", lambda: KAPPA),
    ],
    "deeper-line-intro": [
        ("with {} faces wrong", mistakes),
        ("has {} wrong", lambda: mistakes(MODELS["raw"].optimum)),
    ],
    "answers-line": [
        ("at each of the first {} steps", flips),
        ("give or take {}", lambda: {1: "one"}[turns()]),
        ("at mouth $= {:.1f}$", turning_points),
        ("from height {:.1f} to", lambda: height(START)),
        ("to $-{:.1f}$", lambda: -height(MODELS["raw"].optimum)),
        ("the factor is {:.3f}", lambda: 1 - 0.32 * LAMBDA[0]),
        ("the factor is ${:.3f}$", lambda: 1 - 0.32 * LAMBDA[1]),
    ],
    "answers-step": [
        ("trusts the slope {:.2f}; where it lands, at ${:.1f}$, the slope is ${:.2f}$. "
         "The ratio ${:.1f}$", believed),
        (r"from $\eta = 1/\lambda = {:.1f}$", lambda: 1 / 2),
    ],
    "answers-units": [
        (r"$\kappa = {:.1f}$", lambda: KAPPA),
        (r"$\kappa = {:.2f}$", lambda: of("centred", theory.condition_number)),
        ("its cliff at {:.2f}", lambda: of("centred", theory.critical_eta)),
        ("{:.0f} % of it for the raw", lambda: 100 * KAPPA / (1 + KAPPA)),
        ("from {:.1f} to {:.1f}.", lambda: (LAMBDA[1], largest("slipped"))),
        ("drops from {:.4f} to {:.4f}", lambda: (CLIFF, of("slipped", theory.critical_eta))),
    ],
    "by-hand-intro": [("only that ends the loop", by_hand_above)],
    "slide-overshoot": [
        (r"1/\lambda_{{\max}} = {:.3f}$", lambda: 1 / LAMBDA[1]),
        ("from there to {:.4f}", lambda: CLIFF),
        ("with its {} steps", lambda: steps(0.32)),
    ],
    "P7.1": [
        ("arrives in {} steps, with η = 0.32 in {}", lambda: steps(0.3, 0.32)),
        ("Above η = {:.4f} it explodes", lambda: CLIFF),
        ("2/λₘₐₓ = {:.4f}", lambda: CLIFF),
        ("It takes {}.", lambda: steps(0.336)),
        ("narrower by only {:.1f} % a step", narrower),
        ("the loss climbs from {:.1f} to {:,.0f} in 200", explosion),
        ("takes fewer than {} steps", lambda: steps(0.32)),
        ("takes {1} to {0} steps", lambda: steps(0.3, 0.32)),
        ("takes {} to 1000 steps", lambda: steps(0.3) + 1),
        ("lowest place near {:.2f}", lambda: cheapest()[0]),
        ("0.33 takes {} steps", lambda: steps(0.33)),
    ],
    "P7.2": [
        ("from {:.3f} to {:.3f} after 12", lambda: tuple(walk(0.32, 12).losses[[0, 12]])),
        ("have {} to {} faces wrong", first_twelve),
        ("give or take {}", lambda: {1: "one"}[turns()]),
    ],
    "P7.4": [
        ("converges was {:.4f}", lambda: CLIFF),
        ("grows to about {:.1f}", lambda: of("centred", theory.critical_eta)),
        ("stays at about {:.2f}", lambda: CLIFF),
        ("{:.2f} instead of {:.2f}", lambda: (largest("centred"), LAMBDA[1])),
    ],
}  # fmt: skip
HAPPENED = {
    "P7.1": arrival,
    "P7.2": wrong_faces,
    "P7.3": curvature_believed,
    "P7.4": lambda: part(of("centred", theory.critical_eta), 0.25, 0.5, 1.0),
}
GIVEN = {
    "why": "1.5 1.0",
    "instructions-cliff": "0.32 0.005",
    "answers-cliff": "0.34",
    "deeper-line-intro": "0.32 1.5 1.0",
    "instructions-line": "1.2 0.35 1.0 2.0",
    "instructions-step": "0.8 1.1",
    "answers-step": "0.8",
    "instructions-units": "4.0 40",
    "answers-units": "40 4.0",
    "by-hand-intro": "0.32",
    "slide-overshoot": "0.32",
    "P7.1": "0.3 0.34 0.336 1000",
    "P7.2": "0.32 12 20 40",
    "P7.4": "0.17 0.67",
}
