"""Faults in backprop: each spoils the entries that it is said to, in the way that it is said to."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture_lib.activations import Sigmoid, Softplus, Tanh
from lecture_lib.backprop import backward, with_one
from lecture_lib.experiments.backprop_faults import NAMES, with_fault, wrong_layers
from lecture_lib.gradient_check import check_gradient
from lecture_lib.labels import one_hot
from lecture_lib.losses import SquaredLossOfOutputs
from lecture_lib.network import Network
from lecture_lib.objective import Objective

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())
CASE = next(case for case in GOLDEN["cases"] if case["id"] == "backprop_342_batch")
FAULTS = [name for name in NAMES if name != "none"]
SIGMOIDS = (Sigmoid(), Sigmoid())


@st.composite
def problems(draw):
    """A network of two to four layers in a random place, where nothing is zero or equal."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=3, max_size=5))
    rng = np.random.default_rng(draw(st.integers(0, 2**31)))
    N = draw(st.integers(1, 4))
    hidden = [draw(st.sampled_from([Sigmoid(), Tanh(), Softplus()])) for _ in sizes[2:]]
    network = Network(tuple(sizes), (*hidden, Sigmoid()))
    X = with_one(rng.normal(size=(N, sizes[0])))
    y = rng.integers(2, size=N)
    y = y if sizes[-1] == 1 else one_hot(rng.integers(sizes[-1], size=N), sizes[-1])
    return Objective(network, SquaredLossOfOutputs(), X, y), rng.normal(size=network.D)


@given(problems(), st.sampled_from(NAMES))
def test_the_gradient_is_wrong_in_the_layers_that_are_told_and_in_no_other(problem, fault):
    objective, theta = problem
    faulty = with_fault(objective, fault)
    right, wrong = (
        objective.model.weights(o.gradient(theta))
        for o in (objective, with_fault(objective, fault))
    )
    told = wrong_layers(fault, len(right))
    for layer, (a, b) in enumerate(zip(right, wrong, strict=True)):
        if layer in told:
            assert (a != b).all()
        else:
            np.testing.assert_array_equal(a, b)
    assert faulty.value(theta) == objective.value(theta)


@given(problems(), st.sampled_from(FAULTS))
def test_networks_side_by_side(problem, fault):
    objective, _ = problem
    faulty = with_fault(objective, fault)
    thetas = np.random.default_rng(0).normal(size=(2, 3, objective.model.D))
    together = faulty.gradient(thetas)
    for place in np.ndindex(2, 3):
        np.testing.assert_allclose(together[place], faulty.gradient(thetas[place]), rtol=1e-9)


@pytest.mark.parametrize("fault", NAMES)
def test_a_gradient_check_catches_every_fault(fault):
    inputs = CASE["inputs"]
    network = Network((3, 4, 2), SIGMOIDS)
    y = one_hot([0, 1, 1], 2)
    objective = Objective(network, SquaredLossOfOutputs(), with_one(inputs["X"]), y)
    theta = network.theta([inputs["W1"], inputs["W2"]])
    found = check_gradient(objective.value, with_fault(objective, fault).gradient, theta)
    assert found.ok == (fault == "none")


@pytest.fixture
def small():
    """A 2-3-1 network, one example: (objective, theta, forward pass, W1, W2)."""
    network = Network((2, 3, 1), SIGMOIDS)
    rng = np.random.default_rng(3)
    theta = rng.normal(size=network.D)
    objective = Objective(network, SquaredLossOfOutputs(), with_one([[0.4, -1.1]]), [1])
    return objective, theta, network.forward(theta, objective.X), *network.weights(theta)


def spoilt(small, fault, eta=1.0):
    """Wrong over right gradient, W1 and W2."""
    objective, theta, *_ = small
    ratio = with_fault(objective, fault, eta).gradient(theta) / objective.gradient(theta)
    return objective.model.weights(ratio)


def test_the_sign_turns_everything_round(small):
    for ratio in spoilt(small, "sign"):
        assert ratio == pytest.approx(-1)


def test_without_the_outputs_slope_everything_is_larger_by_it(small):
    _, _, passed, *_ = small
    y_hat = passed.outputs[-1].item()
    for ratio in spoilt(small, "output slope"):
        assert ratio == pytest.approx(1 / (y_hat * (1 - y_hat)))
        assert (ratio >= 4).all()


def test_without_the_hidden_slopes_each_row_is_larger_by_its_own(small):
    _, _, passed, *_ = small
    h = passed.outputs[0][0]
    ratio, last = spoilt(small, "hidden slope")
    assert ratio == pytest.approx(np.tile(1 / (h * (1 - h)), (3, 1)).T)
    assert last == pytest.approx(1)


def test_with_the_layer_aboves_delta_all_rows_are_equal(small):
    objective, theta, passed, *_ = small
    y_hat = passed.outputs[-1].item()
    delta = (y_hat - 1) * y_hat * (1 - y_hat)
    first, _ = objective.model.weights(with_fault(objective, "wrong delta").gradient(theta))
    assert first == pytest.approx(np.tile(delta * objective.X[0], (3, 1)))


def test_over_the_bias_each_unit_gets_its_neighbours_weight(small):
    *_, W2 = small
    ratio, _ = spoilt(small, "bias")
    assert ratio == pytest.approx(np.tile(W2[0, :-1] / W2[0, 1:], (3, 1)).T)


@pytest.mark.parametrize("eta", [0.5, 4.0])
def test_over_new_weights_each_row_has_new_over_old(small, eta):
    objective, theta, passed, W1, W2 = small
    right = objective.gradient(theta)
    updated = W2 - eta * objective.model.weights(right)[1]
    slope = objective.loss.derivative(passed.outputs[-1][:, 0], objective.y)[:, None]
    early = backward([W1, updated], SIGMOIDS, passed, slope).gradients[0]
    ratio, last = spoilt(small, "new weights", eta)
    assert ratio == pytest.approx(early / objective.model.weights(right)[0])
    assert ratio == pytest.approx(np.tile(updated[0, 1:] / W2[0, 1:], (3, 1)).T)
    assert last == pytest.approx(1)
