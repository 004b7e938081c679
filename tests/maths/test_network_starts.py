"""The upside-down faces: what one line cannot do, and what becomes of stored and random starts."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from lecture_lib import initialization, theory
from lecture_lib.activations import Sigmoid
from lecture_lib.backprop import with_one
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.features import raw
from lecture_lib.logistic import LogisticRegression
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.network import Network
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Momentum
from lecture_lib.second_order import bfgs

EXPECTED = json.loads((Path(__file__).parent / "network_starts.json").read_text())
SEVEN = EXPECTED["starts_221"]
FACES = load_faces("upside_down")
X, HAPPY = raw(2)(FACES.features), (FACES.labels + 1) / 2
CORNERS = with_one([[-1, -1], [-1, 1], [1, -1], [1, 1]])
PLAIN, HEAVY = GradientDescent(4.0), Momentum(2.0, 0.9)


def network_of(hidden):
    return Network((2, hidden, 1), (Sigmoid(), Sigmoid()))


def faces_for(hidden):
    return Objective(network_of(hidden), SquaredLoss(), X, HAPPY)


def corners():
    return Objective(network_of(2), SquaredLoss(), CORNERS, [1, 0, 0, 1])


def solved_after(run, objective):
    """The first step without a mistake and with a loss below 0.02; -1 where there is none."""
    solved = (run.losses < 0.02) & (objective.mistakes(run.thetas) == 0)
    return np.where(solved.any(axis=0), solved.argmax(axis=0), -1)


def drawn(hidden, seeds, scale=1.0):
    """One start per seed, from the normal distribution, rounded to two decimals."""
    D = network_of(hidden).D
    starts = [initialization.normal(D, np.random.default_rng(s), scale) for s in range(seeds)]
    return np.round(starts, 2)


# One unit


def test_one_linear_unit_learns_nothing():
    objective, expected = Objective(Linear(), SquaredLoss(), X, FACES.labels), EXPECTED["linear"]
    w_star = theory.optimum(X, FACES.labels)
    assert w_star == pytest.approx(expected["w"], abs=6e-6)
    assert objective.value(w_star) == pytest.approx(expected["L"], abs=6e-7)
    assert objective.mistakes(w_star) == expected["mistakes"]
    assert theory.curvatures(X) == pytest.approx(expected["eig"], abs=6e-6)


def test_nor_does_a_sigmoid():
    objective = Objective(LogisticRegression(), SigmoidCrossEntropy(), X, HAPPY)
    run, expected = bfgs(objective, np.zeros(3), 100), EXPECTED["logistic"]
    assert run.reason == "gradient"
    assert run.theta == pytest.approx(expected["w"], abs=6e-6)
    assert run.loss == pytest.approx(expected["ce"], abs=6e-7)
    assert run.losses[0] == pytest.approx(expected["ln2"], rel=1e-12)
    assert objective.mistakes(run.theta) == expected["mistakes"]


def test_the_best_of_all_lines_makes_twelve_mistakes():
    """Any line can be moved until it touches two faces, and those two can be had for nothing."""
    fewest = []
    for pair in combinations(range(len(X)), 2):
        w = np.cross(*X[list(pair)])
        others = np.setdiff1d(np.arange(len(X)), pair)
        wrong = np.sum(np.sign(X[others] @ w) != FACES.labels[others])
        fewest.append(min(wrong, len(others) - wrong))
    assert min(fewest) == EXPECTED["best_single_line_mistakes"]


# Starts with a known fate


def test_stored_starts_are_the_published_ones():
    network, by_hand = network_of(2), EXPECTED["handmade_221"]
    for name, start in {**SEVEN, "solved by hand": by_hand}.items():
        theta = network.theta([start["W1"], [start["W2"]]])
        assert initialization.stored(name).tolist() == theta.tolist()
        if "seed" in start:
            assert drawn(2, start["seed"] + 1)[-1].tolist() == theta.tolist()
    assert set(initialization.STORED) == {*SEVEN, "solved by hand"}


@pytest.mark.parametrize(
    ("optimizer", "prefix", "steps"), [(PLAIN, "plain", "eta4"), (HEAVY, "momentum", "eta2_m09")]
)
def test_seven_starts(optimizer, prefix, steps):
    starts = [initialization.stored(name) for name in SEVEN]
    run = descend(faces_for(2), starts, optimizer, 5000)
    got = dict(zip(SEVEN, solved_after(run, faces_for(2)).tolist(), strict=True))
    assert got == {name: start[f"{prefix}_{steps}"] for name, start in SEVEN.items()}
    final = [start[f"{prefix}_final_L"] for start in SEVEN.values()]
    np.testing.assert_allclose(run.loss, final, atol=6e-6)


def test_seven_starts_on_the_corners():
    starts = [initialization.stored(name) for name in SEVEN]
    run = descend(corners(), starts, PLAIN, 3000)
    expected = [start["corners_eta4"] for start in SEVEN.values()]
    assert solved_after(run, corners()).tolist() == expected


def test_the_one_solved_by_hand():
    theta, expected = initialization.stored("solved by hand"), EXPECTED["handmade_221"]
    assert corners().predict(theta) == pytest.approx(expected["corner_outputs"], abs=6e-6)
    assert faces_for(2).mistakes(theta) == expected["mistakes"]
    assert faces_for(2).value(theta) == pytest.approx(expected["L"], rel=1e-12)


@pytest.mark.parametrize("where", ["", " (48 faces)"])
@pytest.mark.parametrize(("name", "value"), [("zero", 0.0), ("constant 0.3", 0.3)])
def test_equal_hidden_units_stay_equal(name, value, where):
    objective = faces_for(2) if where else corners()
    run = descend(objective, initialization.constant(9, value), PLAIN, 2000)
    first, second = network_of(2).weights(run.theta)[0]
    np.testing.assert_allclose(first, second, rtol=1e-9)
    assert run.loss == pytest.approx(EXPECTED[f"start {name}{where}"]["L"], rel=1e-9)
    assert solved_after(run, objective) == -1
    if value == 0:
        assert not run.theta.any()


def test_a_stuck_start_has_a_small_gradient_and_is_no_minimum():
    """‖∇L‖ falls like 1 / steps while the weights grow: the rule of slide 11 would be content."""
    objective = faces_for(2)
    run = descend(objective, initialization.stored("stuck 1/16"), PLAIN, 10_000)
    seen = run.thetas[1000::1000]
    gradients = np.linalg.norm(objective.gradient(seen), axis=-1)
    assert run.loss == pytest.approx(0.0627, abs=5e-5)
    assert gradients[-1] == pytest.approx(6.7e-5, abs=6e-7)
    assert gradients[4] / gradients[-1] == pytest.approx(2, rel=0.05)
    assert (np.diff(np.linalg.norm(seen, axis=-1)) > 0).all()


# A hundred random starts. Where all that can be solved are solved early, later steps are left out.

HUNDRED = [
    *((1, PLAIN, 1500), (2, PLAIN, 3000), (3, PLAIN, 700), (4, PLAIN, 400), (8, PLAIN, 300)),
    *((1, HEAVY, 600), (2, HEAVY, 2000), (3, HEAVY, 750), (4, HEAVY, 450), (8, HEAVY, 100)),
]


@pytest.mark.parametrize(("hidden", "optimizer", "steps"), HUNDRED)
def test_a_hundred_starts(hidden, optimizer, steps):
    m = getattr(optimizer, "m", 0.0)
    expected = EXPECTED["upside_down_100_seeds"][f"hidden={hidden} eta={optimizer.eta} m={m}"]
    objective = faces_for(hidden)
    run = descend(objective, drawn(hidden, 100), optimizer, steps)
    after = solved_after(run, objective)
    solved = after[after >= 0]
    assert len(solved) == expected["solved"]
    if len(solved):
        assert np.median(solved) == expected["median_steps"]
        assert [solved.min(), solved.max()] == expected["range"]
    if hidden == 2:
        losses, counts = np.unique(run.loss[after < 0].round(3), return_counts=True)
        stuck = {str(loss): count for loss, count in zip(losses, counts.tolist(), strict=True)}
        assert stuck == expected["stuck_losses"]


def test_too_large_a_start_is_worse():
    expected = EXPECTED["init_scale"]["3 hidden, scale 10.0"]
    run = descend(faces_for(3), drawn(3, 50, scale=10.0), PLAIN, 3000)
    after = solved_after(run, faces_for(3))
    assert (after >= 0).sum() == expected["solved_of_50"]
    assert np.median(after[after >= 0]) == expected["median"]
