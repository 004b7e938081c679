"""Activations, losses, units, softmax and entropy: conventions, extremes, and what always holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lecture_lib.activations import Identity, ReLU, Sigmoid, Softplus, Step, Tanh
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from lecture_lib.descent import descend
from lecture_lib.entropy import cross_entropy, entropy, kl_divergence
from lecture_lib.experiments.blended import BlendedUnit
from lecture_lib.experiments.slide_errors import SlideSign
from lecture_lib.experiments.weighted_loss import WeightedLoss
from lecture_lib.gradient_check import check_gradient
from lecture_lib.labels import one_hot
from lecture_lib.logistic import LogisticRegression, SoftmaxRegression
from lecture_lib.losses import AbsoluteLoss, SquaredError, SquaredLoss, ZeroOneLoss
from lecture_lib.models import Linear, Perceptron, SigmoidUnit
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.softmax import absolute_shares, log_softmax, log_sum_exp, softmax, softmax_jacobian

EXTREMES = np.array([-1000.0, -745.0, -37.0, -1e-9, 0.0, 1e-9, 37.0, 745.0, 1000.0])
SMOOTH = [Identity(), Sigmoid(), Tanh(), Softplus(), Softplus(sharpness=4.0)]
HINGED = [Step(), ReLU(), ReLU(leak=0.1)]

up_to_4 = st.floats(-4, 4).map(lambda x: round(x, 3))
scores = arrays(float, st.integers(1, 5), elements=st.floats(-1000, 1000))


@st.composite
def distributions(draw, how_many=1):
    K = draw(st.integers(1, 5))
    parts = draw(arrays(float, (how_many, K), elements=st.integers(0, 9).map(float)))
    parts[:, draw(st.integers(0, K - 1))] += 1  # at least one part
    return parts / parts.sum(axis=1, keepdims=True)


@st.composite
def classifiers(draw):
    """An objective of each kind of classifier on a few random examples, and a theta for it."""
    N, D, K = draw(st.integers(1, 5)), draw(st.integers(1, 3)), draw(st.integers(2, 4))
    X = draw(arrays(float, (N, D), elements=up_to_4))
    classes = draw(arrays(int, N, elements=st.integers(0, K - 1)))
    y = np.minimum(classes, 1)
    kinds = [
        (SigmoidUnit(), SquaredLoss(), y, D),
        (SigmoidUnit((-1, 1)), SquaredError("sum"), 2 * y - 1, D),
        (LogisticRegression(), SigmoidCrossEntropy(), y, D),
        (SoftmaxRegression(K), SoftmaxCrossEntropy(), one_hot(classes, K), K * D),
        (Perceptron(), SquaredLoss(), 2 * y - 1, D),
        (Linear(), SquaredError("mean"), 2 * y - 1, D),
        (LogisticRegression(), WeightedLoss(SigmoidCrossEntropy(), SquaredLoss(), 0.3), y, D),
    ]
    model, loss, labels, size = draw(st.sampled_from(kinds))
    theta = draw(arrays(float, size, elements=up_to_4))
    return Objective(model, loss, X, labels), theta


@pytest.mark.parametrize("unit", SMOOTH + HINGED, ids=repr)
def test_activations_are_at_ease_with_extremes(unit):
    for z in (EXTREMES, EXTREMES.reshape(3, 3)):
        value, slope = unit.value(z), unit.derivative(z)
        assert value.shape == slope.shape == z.shape
        assert np.isfinite(value).all()
        assert (slope >= 0).all()
        assert (np.diff(value.ravel()) >= 0).all()
    assert np.isnan(unit.value(np.nan)) or unit == Step()


@pytest.mark.parametrize("unit", SMOOTH + HINGED, ids=repr)
@given(z=st.floats(-30, 30).filter(lambda z: abs(z) > 1e-3))
def test_slopes_of_activations(unit, z):
    checked = check_gradient(lambda at: unit.value(at[0]), lambda at: unit.derivative(at), [z])
    assert checked.ok


def test_slopes_where_activations_have_none():
    assert [unit.derivative(0.0) for unit in HINGED] == [0, 0, 0.1]


def test_slopes_keep_their_digits_where_the_formulas_lose_them():
    # σ′(z) = e^-z and tanh′(z) = 4 e^-2z as far as float64 can tell them apart.
    np.testing.assert_allclose(Sigmoid().derivative([40, -40]), np.exp(-40), rtol=1e-12)
    np.testing.assert_allclose(Tanh().derivative([30, -30]), 4 * np.exp(-60), rtol=1e-12)
    s = Sigmoid().value(40.0)
    assert s * (1 - s) == 0


@given(st.floats(-300, 300))
def test_relations_between_activations(z):
    s, plus = Sigmoid(), Softplus()
    assert s.value(z) + s.value(-z) == pytest.approx(1)
    assert Tanh().value(z) == pytest.approx(2 * s.value(2 * z) - 1, abs=1e-12)
    assert plus.value(z) - plus.value(-z) == pytest.approx(z)
    assert plus.derivative(z) == s.value(z)
    assert softmax([z, 0.0])[0] == pytest.approx(s.value(z), rel=1e-12)
    assert 0 <= Softplus(sharpness=50.0).value(z) - ReLU().value(z) <= np.log(2) / 50 + 1e-12


@given(classifiers())
def test_gradients_agree_with_central_differences(problem):
    objective, theta = problem
    if isinstance(objective.model, Perceptron):
        assert not objective.gradient(theta).any()
    else:
        checked = check_gradient(objective.value, objective.gradient, theta)
        # Where the loss is nearly 0, differences of it have no six digits.
        assert checked.ok or np.abs(checked.claimed - checked.measured).max() < 1e-9
    losses, each = objective.example_losses(theta), objective.example_gradients(theta)
    assert losses.mean() == pytest.approx(objective.value(theta))
    assert each.shape == (objective.N, len(theta))
    for row in range(objective.N):
        alone = objective.on([row]).gradient(theta)
        if objective.loss == SquaredError("sum"):
            alone = objective.N * alone
        np.testing.assert_allclose(each[row], alone, atol=1e-12)


@given(classifiers(), st.sampled_from([(), (3,), (2, 3)]))
def test_one_call_evaluates_a_grid_of_thetas(problem, grid):
    objective, theta = problem
    N, D = objective.N, len(theta)
    thetas = np.random.default_rng(0).normal(size=(*grid, D))
    shapes = {"value": (), "mistakes": (), "gradient": (D,), "wrong": (N,), "example_losses": (N,)}
    for method, tail in {**shapes, "example_gradients": (N, D)}.items():
        together = getattr(objective, method)(thetas)
        assert together.shape == grid + tail
        for place in np.ndindex(grid):
            alone = getattr(objective, method)(thetas[place])
            np.testing.assert_allclose(together[place], alone, atol=1e-12)


@given(arrays(float, (4, 3), elements=up_to_4), arrays(float, 3, elements=up_to_4))
def test_two_classes_of_softmax_are_logistic_regression(X, w):
    y = np.array([0, 1, 1, 0])
    logistic = Objective(LogisticRegression(), SigmoidCrossEntropy(), X, y)
    two = Objective(SoftmaxRegression(2), SoftmaxCrossEntropy(), X, one_hot(1 - y, 2))
    theta = np.concatenate([w, 0 * w])
    assert two.value(theta) == pytest.approx(logistic.value(w), abs=1e-12)
    np.testing.assert_allclose(two.gradient(theta)[:3], logistic.gradient(w), atol=1e-12)
    p = two.model.probabilities(theta, X)[:, 0]
    np.testing.assert_allclose(p, logistic.model.probabilities(w, X), atol=1e-12)
    np.testing.assert_allclose(p, SigmoidUnit().predict(w, X), atol=1e-12)


def test_softmax_regression_lays_its_weights_in_rows():
    model, W, X = SoftmaxRegression(3), np.arange(6.0).reshape(3, 2), np.array([[1.0, 10.0]])
    assert model.weights(W.ravel()).tolist() == W.tolist()
    assert model.predict(W.ravel(), X).tolist() == [[10.0, 32.0, 54.0]]
    assert model.decide([[1.0, 3.0, 3.0]]).tolist() == [[0, 1, 0]]


def test_a_tie_is_sad():
    X, w = [[1.0, 0.0]], [0.0, 0.0]
    assert Perceptron().predict(w, X) == Perceptron().decide(0.0) == -1
    assert SigmoidUnit().decide(SigmoidUnit().predict(w, X)) == 0
    assert SigmoidUnit((-1, 1)).decide(0.5) == -1
    assert LogisticRegression().decide(0.0) == 0
    assert ZeroOneLoss().value([0.0, 0.0], [-1, 1]).tolist() == [0, 1]
    assert ZeroOneLoss(threshold=0.5).value([0.5, 0.6], [0, 0.3]).tolist() == [0, 1]


def test_zero_one_loss_is_the_error_rate(model_a):
    zero_one = Objective(Linear(), ZeroOneLoss(), model_a.X, model_a.y)
    w = np.array([-1.5, 0.7])
    assert zero_one.value(w) * 40 == zero_one.mistakes(w) == model_a.mistakes(w)
    perceptron = Objective(Perceptron(), SquaredLoss(), model_a.X, model_a.y)
    assert perceptron.value(w) == 2 * zero_one.value(w)
    for flat in (zero_one, perceptron):
        run = descend(flat, w, GradientDescent(0.5), 10)
        assert (run.theta == w).all()


def test_three_conventions_of_the_squared_loss(model_a):
    w = np.array([1.5, 1.0])
    for reduction, factor in (("mean", 2), ("sum", 80)):
        other = Objective(Linear(), SquaredError(reduction), model_a.X, model_a.y)
        assert other.value(w) == pytest.approx(factor * model_a.value(w), rel=1e-12)
        np.testing.assert_allclose(other.gradient(w), factor * model_a.gradient(w), rtol=1e-12)
        # On a batch of B the sum is over B.
        assert other.on([0, 1]).value(w) == pytest.approx(
            (factor if factor == 2 else 4) * model_a.on([0, 1]).value(w), rel=1e-12
        )


def test_absolute_loss():
    loss, y = AbsoluteLoss(), np.array([1.0, 1.0, -1.0])
    assert loss.value([3.0, 1.0, -2.0], y).tolist() == [2, 0, 1]
    assert loss.derivative([3.0, 1.0, -2.0], y).tolist() == [1, 0, -1]


def test_the_slides_sign_turns_the_gradient_round_and_nothing_else(model_a):
    slide = Objective(Linear(), SlideSign(SquaredLoss()), model_a.X, model_a.y)
    w = np.array([1.5, 1.0])
    assert slide.value(w) == model_a.value(w)
    assert (slide.gradient(w) == -model_a.gradient(w)).all()
    checked = check_gradient(slide.value, slide.gradient, w)
    assert not checked.ok
    assert checked.error == pytest.approx(2, rel=1e-6)


def test_cross_entropy_of_scores_is_exact_where_the_estimate_is_rounded():
    z, y = np.array([-1000.0, 1000.0, 50.0, -50.0]), np.array([1.0, 0.0, 1.0, 0.0])
    binary = SigmoidCrossEntropy()
    np.testing.assert_allclose(binary.value(z, y), [1000, 1000, np.exp(-50), np.exp(-50)])
    np.testing.assert_allclose(binary.derivative(z, y), [-1, 1, -np.exp(-50), np.exp(-50)])
    a = np.array([[1000.0, 0.0]])
    assert SoftmaxCrossEntropy().value(a, [[0, 1]]).tolist() == [1000]
    assert SoftmaxCrossEntropy().derivative(a, [[0, 1]]).tolist() == [[1, -1]]


def test_soft_labels():
    # L is lowest where the estimate is the label.
    z = np.log(0.3 / 0.7)
    assert SigmoidCrossEntropy().derivative([z], [0.3]) == pytest.approx(0, abs=1e-15)
    p = np.array([[0.1, 0.2, 0.7]])
    assert SoftmaxCrossEntropy().value(np.log(p), p)[0] == pytest.approx(entropy(p[0]))
    np.testing.assert_allclose(SoftmaxCrossEntropy().derivative(np.log(p), p), 0, atol=1e-15)


@given(scores, st.floats(-1000, 1000))
def test_softmax_is_a_distribution_that_shifts_do_not_change(a, shift):
    p = softmax(a)
    assert (p >= 0).all()
    assert p.sum() == pytest.approx(1)
    np.testing.assert_allclose(softmax(a + shift), p, atol=1e-12)
    np.testing.assert_allclose(np.exp(log_softmax(a)), p, atol=1e-12)
    np.testing.assert_allclose(a - log_sum_exp(a), log_softmax(a), atol=1e-9)
    assert a.max() <= log_sum_exp(a) <= a.max() + np.log(len(a)) + 1e-9
    np.testing.assert_allclose(softmax_jacobian(a).sum(axis=-1), 0, atol=1e-12)


@given(arrays(float, (2, 3), elements=up_to_4))
def test_softmax_works_along_the_last_axis(a):
    for function in (softmax, log_softmax, log_sum_exp, softmax_jacobian, absolute_shares):
        together = function(a)
        for row in range(2):
            np.testing.assert_allclose(together[row], function(a[row]), rtol=1e-12)


@given(arrays(float, 4, elements=up_to_4))
def test_the_jacobian_is_the_slope_of_softmax(a):
    J, weights = softmax_jacobian(a), np.array([1.0, -2.0, 0.5, 3.0])
    assert check_gradient(lambda at: weights @ softmax(at), lambda at: weights @ J, a).ok


def test_temperature():
    a = np.array([1.0, 2.0, 3.0])
    np.testing.assert_allclose(softmax(a, temperature=0.5), softmax(2 * a))


def test_scores_that_are_not_finite_answer_nan():
    assert np.isnan(softmax([np.inf, 0.0])[0])
    assert np.isnan(log_softmax([np.nan, 0.0])).all()


def test_the_rival_of_softmax():
    assert np.isnan(absolute_shares([0.0, 0.0])).all()
    assert absolute_shares([-5, 5, 0]).tolist() == [0.5, 0.5, 0]
    assert absolute_shares([6.0, 7.0]).tolist() != absolute_shares([1.0, 2.0]).tolist()


@given(distributions(how_many=2))
def test_cross_entropy_is_lowest_at_the_truth(pair):
    P, Q = pair
    assert 0 <= entropy(P) <= np.log(len(P)) + 1e-12
    assert cross_entropy(P, Q) >= entropy(P) - 1e-12
    assert cross_entropy(P, P) == entropy(P)
    assert kl_divergence(P, P) == 0
    assert kl_divergence(P, Q) == pytest.approx(cross_entropy(P, Q) - entropy(P))
    assert (cross_entropy(P, Q) == np.inf) == bool(((P > 0) & (Q == 0)).any())


def test_entropy_of_many_distributions():
    P = np.full((2, 3, 4), 0.25)
    assert entropy(P, "bits").tolist() == np.full((2, 3), 2.0).tolist()
    assert cross_entropy(P, [1.0, 0, 0, 0]).tolist() == np.full((2, 3), np.inf).tolist()
    assert not np.signbit(entropy([1.0, 0.0]))


def test_the_weights_of_two_losses_mix_their_landscapes():
    X, y, thetas = [[1, 0.0], [1, 2.0], [1, 3.0]], [-1, 1, 1], np.mgrid[-2:2:5j, -2:2:5j].T
    one, two = (Objective(Linear(), loss, X, y) for loss in (SquaredLoss(), AbsoluteLoss()))
    for w in (0, 0.25, 1):
        both = Objective(Linear(), WeightedLoss(SquaredLoss(), AbsoluteLoss(), w), X, y)
        for method in ("value", "gradient"):
            expected = (1 - w) * getattr(one, method)(thetas) + w * getattr(two, method)(thetas)
            np.testing.assert_allclose(getattr(both, method)(thetas), expected, atol=1e-12)


def test_a_blended_unit_goes_from_the_perceptron_to_the_linear_unit():
    X, y, w = [[1.0, -2.0], [1.0, 0.5], [1.0, 3.0]], [-1, -1, 1], np.array([0.3, 0.8])
    step, line = (Objective(unit, SquaredLoss(), X, y) for unit in (Perceptron(), Linear()))
    for blend, same in ((0.0, step), (1.0, line)):
        unit = Objective(BlendedUnit(blend), SquaredLoss(), X, y)
        assert unit.value(w) == pytest.approx(same.value(w))
        np.testing.assert_allclose(unit.gradient(w), same.gradient(w))
    between = Objective(BlendedUnit(0.4), SquaredLoss(), X, y)
    assert check_gradient(between.value, between.gradient, w).ok
    both = BlendedUnit([[0.0], [1.0]]).predict(np.array([w, w]), X)
    np.testing.assert_allclose(both, [step.predict(w), line.predict(w)])
