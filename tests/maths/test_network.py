"""Networks and backpropagation: right for any depth and mix, in one call or many at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture_lib import initialization
from lecture_lib import network as network_module
from lecture_lib import objective as objective_module
from lecture_lib.activations import Identity, ReLU, Sigmoid, Softplus, Tanh
from lecture_lib.backprop import backward, forward, with_one
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from lecture_lib.descent import descend
from lecture_lib.experiments.slide_errors import SlideSign
from lecture_lib.gradient_check import check_gradient
from lecture_lib.labels import one_hot
from lecture_lib.logistic import SoftmaxRegression
from lecture_lib.losses import SquaredLoss, SquaredLossOfOutputs
from lecture_lib.models import SigmoidUnit
from lecture_lib.network import Network
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent

HIDDEN = [Sigmoid(), Tanh(), Softplus(), Identity(), ReLU(leak=0.1), Softplus(3.0)]
# Output activation, loss, and the labels of one output.
HEADS = [
    (Sigmoid(), SquaredLoss(), (0.0, 1.0)),
    (Identity(), SigmoidCrossEntropy(), (0.0, 1.0)),
    (Tanh(), SquaredLoss(), (-1.0, 1.0)),
    (Identity(), SquaredLoss(), (-1.0, 1.0)),
]
HEADS_OF_SEVERAL = [(Sigmoid(), SquaredLossOfOutputs()), (Identity(), SoftmaxCrossEntropy())]
DEEP = Network((2, 3, 3, 2, 1), (Tanh(), Sigmoid(), Softplus(), Sigmoid()))


@st.composite
def problems(draw):
    """An objective on random examples with a random network, and a theta for it."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=5))
    rng = np.random.default_rng(draw(st.integers(0, 2**31)))
    N, hidden = draw(st.integers(1, 5)), [draw(st.sampled_from(HIDDEN)) for _ in sizes[2:]]
    if sizes[-1] == 1:
        last, loss, labels = draw(st.sampled_from(HEADS))
        y = rng.choice(labels, size=N)
    else:
        (last, loss), labels = draw(st.sampled_from(HEADS_OF_SEVERAL)), (0.0, 1.0)
        y = one_hot(rng.integers(sizes[-1], size=N), sizes[-1])
    network = Network(tuple(sizes), (*hidden, last), labels)
    X = with_one(rng.normal(size=(N, sizes[0])))
    return Objective(network, loss, X, y), rng.normal(size=network.D)


@given(problems())
def test_backprop_agrees_with_central_differences(problem):
    objective, theta = problem
    assert check_gradient(objective.value, objective.gradient, theta, tolerance=1e-5).ok


@given(problems())
def test_the_gradient_is_the_mean_of_the_examples(problem):
    objective, theta = problem
    each = objective.example_gradients(theta)
    assert each.shape == (objective.N, objective.model.D)
    np.testing.assert_allclose(each.mean(axis=0), objective.gradient(theta), atol=1e-12)
    for row in range(objective.N):
        alone = objective.on([row]).gradient(theta)
        np.testing.assert_allclose(each[row], alone, rtol=1e-9, atol=1e-12)


@given(problems(), st.sampled_from([(4,), (2, 3), (2, 1, 3)]), st.integers(1, 400))
def test_networks_side_by_side(problem, grid, block):
    """Also when they are worked off in blocks, of whatever size."""
    objective, theta = problem
    spread = np.random.default_rng(0).normal(size=(*grid, len(theta)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(objective_module, "BLOCK", block)
        together = {
            method: getattr(objective, method)(spread)
            for method in ("predict", "value", "gradient", "example_gradients", "mistakes")
        }
    for place in np.ndindex(grid):
        for method, values in together.items():
            alone = getattr(objective, method)(spread[place])
            np.testing.assert_allclose(values[place], alone, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("method", "shape"), [("value", ()), ("gradient", (DEEP.D,)), ("mistakes", ())]
)
def test_a_long_path_is_worked_off_piece_by_piece(method, shape, monkeypatch):
    held, objective = [], Objective(DEEP, SquaredLoss(), np.ones((4, 3)), [0, 1, 1, 0])

    def watched(weights, activations, X):
        passed = forward(weights, activations, X)
        held.append(passed.outputs[-1].size)
        return passed

    monkeypatch.setattr(network_module, "forward", watched)
    monkeypatch.setattr(objective_module, "BLOCK", 1000)
    assert getattr(objective, method)(np.zeros((300, 2, DEEP.D))).shape == (300, 2, *shape)
    assert len(held) > 2
    assert max(held) <= 1000


@given(problems())
def test_theta_and_weights_are_inverse(problem):
    network = problem[0].model
    thetas = np.random.default_rng(0).normal(size=(2, 3, network.D))
    weights = network.weights(thetas)
    assert [W.shape[2:] for W in weights] == network.shapes
    np.testing.assert_array_equal(network.theta(weights), thetas)


def test_the_order_in_theta_is_layer_unit_bias_first():
    first, last = Network((2, 2, 1), (Tanh(), Tanh())).weights(np.arange(9.0))
    assert first.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert last.tolist() == [[6, 7, 8]]


# Worked by hand


def test_a_step_of_backprop_by_hand():
    """One input, one hidden unit, one output, all linear, so that every number is whole."""
    weights, linear = [[[1.0, 2.0]], [[-3.0, 4.0]]], (Identity(), Identity())
    passed = forward(weights, linear, [[1.0, 5.0]])
    # Forward: z_h = 1 + 2 · 5 = 11, and ŷ = -3 + 4 · 11 = 41.
    assert [z.item() for z in passed.scores] == [11, 41]
    assert [x.tolist() for x in passed.inputs] == [[[1, 5]], [[1, 11]]]
    back = backward(weights, linear, passed, SquaredLossOfOutputs().derivative([[41.0]], [[40.0]]))
    # Backward: δ = ŷ - y = 1; δ_h = 4 · 1, where the bias -3 has no part.
    assert [delta.item() for delta in back.deltas] == [4, 1]
    # ∂L/∂w = δ · what enters there: (1, 5) and (1, 11).
    assert [gradient.tolist() for gradient in back.gradients] == [[[4, 20]], [[1, 11]]]


def test_a_hidden_unit_sums_over_all_it_feeds():
    """δ_h = (Σ_k w_kh δ_k) f′(z_h) with two outputs, 3 and -2 their weights from h, f′ = ½."""
    weights, f = [[[0.0, 1.0]], [[7.0, 3.0], [9.0, -2.0]]], (ReLU(leak=0.5), Identity())
    passed = forward(weights, f, [[1.0, -4.0]])
    back = backward(weights, f, passed, [[10.0, 1.0]])
    assert back.deltas[0].item() == (3 * 10 - 2 * 1) * 0.5


def test_backprop_changes_nothing_it_is_given():
    theta, X = np.random.default_rng(0).normal(size=DEEP.D), np.ones((2, 3))
    kept = theta.copy()
    passed = DEEP.forward(theta, X)
    before = [array.copy() for array in (*passed.inputs, *passed.scores, *passed.outputs)]
    DEEP.backward(theta, passed, np.ones(2))
    after = (*passed.inputs, *passed.scores, *passed.outputs)
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))
    np.testing.assert_array_equal(theta, kept)


# What the lecture says about networks


@pytest.mark.parametrize("network", [DEEP, Network((2, 2, 1), (Sigmoid(), Sigmoid()))])
def test_with_the_slides_sign_no_layer_s_error_cancels(network):
    rng = np.random.default_rng(1)
    theta, X, y = rng.normal(size=network.D), with_one(rng.normal(size=(6, 2))), [1, 0, 0, 1, 1, 0]
    passed, slopes = network.forward(theta, X), []
    y_hat = passed.outputs[-1][:, 0]
    for loss in (SquaredLoss(), SlideSign(SquaredLoss())):
        slopes.append(network.backward(theta, passed, loss.derivative(y_hat, y)))
    right, slides = slopes
    for delta, slide_delta in zip(right.deltas, slides.deltas, strict=True):
        assert np.abs(delta).max() > 0
        np.testing.assert_array_equal(slide_delta, -delta)
    wrong = Objective(network, SlideSign(SquaredLoss()), X, y)
    assert not check_gradient(wrong.value, wrong.gradient, theta).ok
    run = descend(wrong, theta, GradientDescent(0.1), 20)
    assert run.loss > run.losses[0]


def test_one_layer_is_the_unit_of_the_slides():
    rng = np.random.default_rng(2)
    X, y = with_one(rng.normal(size=(7, 2))), rng.integers(2, size=7)
    one = Objective(Network((2, 1), (Sigmoid(),)), SquaredLoss(), X, y)
    unit = Objective(SigmoidUnit(), SquaredLoss(), X, y)
    theta = rng.normal(size=(5, 3))
    for method in ("value", "gradient", "example_gradients", "mistakes"):
        expected = getattr(unit, method)(theta)
        np.testing.assert_allclose(getattr(one, method)(theta), expected, rtol=1e-12, atol=1e-15)


def test_one_layer_of_scores_is_softmax_regression():
    rng = np.random.default_rng(3)
    X, y = with_one(rng.normal(size=(7, 2))), one_hot(rng.integers(4, size=7), 4)
    one = Objective(Network((2, 4), (Identity(),)), SoftmaxCrossEntropy(), X, y)
    regression = Objective(SoftmaxRegression(4), SoftmaxCrossEntropy(), X, y)
    theta = rng.normal(size=(5, 12))
    for method in ("value", "gradient", "example_gradients", "mistakes"):
        expected = getattr(regression, method)(theta)
        np.testing.assert_allclose(getattr(one, method)(theta), expected, rtol=1e-12, atol=1e-15)


def test_ten_linear_layers_are_one():
    network = Network((2,) * 10 + (1,), (Identity(),) * 10)
    rng = np.random.default_rng(4)
    theta, X = rng.normal(size=network.D), with_one(rng.normal(size=(9, 2)))
    y_hat = network.predict(theta, X)
    line = np.linalg.lstsq(X, y_hat, rcond=None)[0]
    np.testing.assert_allclose(X @ line, y_hat, rtol=1e-9)


@pytest.mark.parametrize("depth", ["1", "2", "5", "10"])
def test_sigmoids_make_deltas_vanish(depth, numbers):
    """Weights 1 and biases that keep every z at 0, where σ′ is largest: ¼ per layer."""
    weights = [[[0.0, 1.0]]] + [[[-0.5, 1.0]]] * (int(depth) - 1)
    sigmoids = (Sigmoid(),) * int(depth)
    passed = forward(weights, sigmoids, [[1.0, 0.0]])
    back = backward(weights, sigmoids, passed, [[1.0]])
    assert [z.item() for z in passed.scores] == [0] * int(depth)
    assert back.deltas[0].item() == 0.25 ** int(depth)
    assert back.deltas[0].item() == pytest.approx(numbers["S14.vanishing"][depth], rel=1e-6)


def test_a_dead_unit_gets_no_gradient():
    X = with_one(np.array([[0.0], [2.0], [4.0]]))  # scores 0 … 4, and z = -5 + x < 0
    network = Network((1, 1, 1), (ReLU(), Sigmoid()))
    objective = Objective(network, SquaredLoss(), X, [0, 1, 1])
    hidden, _ = network.weights(objective.gradient([-5.0, 1.0, 0.3, 0.7]))
    assert hidden.tolist() == [[0, 0]]


@pytest.mark.parametrize("last", [Sigmoid(), Identity(), Tanh()])
def test_one_output_decides_by_its_score_and_a_tie_is_sad(last):
    network = Network((1, 1), (last,), (-1.0, 1.0))
    y_hat = network.predict([0.0, 1.0], [[1, -1e-9], [1, 0.0], [1, 1e-9]])
    assert network.decide(y_hat).tolist() == [-1, -1, 1]


def test_several_outputs_decide_for_the_largest():
    network = Network((2, 3), (Sigmoid(),))
    assert network.decide([[0.1, 0.3, 0.2], [0.5, 0.5, 0.1]]).tolist() == [[0, 1, 0], [1, 0, 0]]


def test_a_network_is_a_value():
    assert Network([2, 1], [Sigmoid()]) == Network((2, 1), (Sigmoid(),))
    assert Network((2, 3, 1), (Sigmoid(), Sigmoid())).D == 13


# Starts


@pytest.mark.parametrize(("draw", "variance"), [("glorot", 2 / 300), ("he", 2 / 200)])
def test_scaled_starts(draw, variance):
    W = getattr(initialization, draw)((5, 100, 201), np.random.default_rng(0))
    assert W.shape == (5, 100, 201)
    assert (W[..., 0] == 0).all()
    assert W[..., 1:].mean() == pytest.approx(0, abs=1e-3)
    assert W[..., 1:].var() == pytest.approx(variance, rel=0.02)


@pytest.mark.parametrize(("draw", "f"), [("glorot", Tanh()), ("he", ReLU())])
def test_scaled_starts_keep_signals_alive_where_others_do_not(draw, f):
    """Ten layers of 100: the size of what arrives, of what comes back, as a part of what began."""
    rng, sizes = np.random.default_rng(0), {}
    X, slope = with_one(rng.normal(size=(20, 100))), rng.normal(size=(20, 100))
    starts = {
        draw: getattr(initialization, draw)((10, 100, 101), rng),
        "small": initialization.normal((10, 100, 101), rng, scale=0.01),
    }
    starts["small"][..., 0] = 0
    for name, layers in starts.items():
        passed = forward(list(layers), (f,) * 10, X)
        back = backward(list(layers), (f,) * 10, passed, slope)
        sizes[name] = np.std(passed.outputs[-1]), np.std(back.deltas[0])
    assert min(sizes[draw]) > 0.05
    assert max(sizes["small"]) < 1e-4
