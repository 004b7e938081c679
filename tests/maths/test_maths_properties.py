"""Things that hold for any data: hypothesis looks for a counterexample."""

from itertools import combinations, islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lecture_lib import initialization, theory
from lecture_lib.batches import epochs, full_batch, in_order, minibatches
from lecture_lib.features import FeatureMap, centred, raw, standardized
from lecture_lib.gradient_check import check_gradient, numerical_gradient
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective

numbers_up_to_4 = st.floats(-4, 4).map(lambda x: round(x, 3))
whole = st.integers(0, 2**31)


@st.composite
def problems(draw, most=7):
    """An objective on a few random examples, and a theta for it."""
    N, D = draw(st.integers(1, most)), draw(st.integers(1, 3))
    X = draw(arrays(float, (N, D), elements=numbers_up_to_4))
    y = draw(arrays(float, N, elements=st.sampled_from([-1.0, 1.0])))
    theta = draw(arrays(float, D, elements=numbers_up_to_4))
    return Objective(Linear(), SquaredLoss(), X, y), theta


@given(problems())
def test_gradients_agree_with_central_differences(problem):
    objective, theta = problem
    assert check_gradient(objective.value, objective.gradient, theta).ok


@given(problems())
def test_gradient_is_the_mean_of_the_examples(problem):
    objective, theta = problem
    each = objective.example_gradients(theta)
    assert each.shape == (objective.N, objective.D)
    np.testing.assert_allclose(each.mean(axis=0), objective.gradient(theta), atol=1e-12)
    for row in range(objective.N):
        alone = objective.on([row]).gradient(theta)
        np.testing.assert_allclose(each[row], alone, atol=1e-12)


@given(problems(most=5), st.integers(1, 5))
def test_batches_are_right_on_average(problem, B):
    objective, theta = problem
    subsets = combinations(range(objective.N), min(B, objective.N))
    gradients = [objective.on(rows).gradient(theta) for rows in subsets]
    np.testing.assert_allclose(np.mean(gradients, axis=0), objective.gradient(theta), atol=1e-12)


@given(problems(), st.sampled_from([(), (4,), (2, 3), (2, 1, 3)]), whole)
def test_one_call_evaluates_a_grid_of_thetas(problem, grid, seed):
    objective, _ = problem
    N, D = objective.N, objective.D
    thetas = np.random.default_rng(seed).normal(size=(*grid, D))
    shapes = {"value": (), "mistakes": (), "gradient": (D,), "predict": (N,), "wrong": (N,)}
    for method, tail in {**shapes, "example_gradients": (N, D)}.items():
        together = getattr(objective, method)(thetas)
        assert together.shape == grid + tail
        for place in np.ndindex(grid):
            alone = getattr(objective, method)(thetas[place])
            np.testing.assert_allclose(together[place], alone, atol=1e-12)


@given(problems())
def test_optimum_is_the_lowest_point(problem):
    objective, theta = problem
    w_star = theory.optimum(objective.X, objective.y)
    assert np.abs(objective.gradient(w_star)).max() < 1e-10
    assert objective.value(w_star) <= objective.value(theta) + 1e-12


@given(problems())
def test_the_hessian_is_the_change_of_the_gradient(problem):
    objective, theta = problem
    columns = [
        numerical_gradient(lambda at, d=d: objective.gradient(at)[d], theta)
        for d in range(objective.D)
    ]
    np.testing.assert_allclose(columns, theory.hessian(objective.X), atol=1e-6)


def test_dependent_columns_make_a_valley_without_an_end():
    X = [[1, 2.0], [1, 2.0], [1, 2.0]]
    assert theory.curvatures(X)[0] == 0
    assert theory.condition_number(X) == np.inf
    np.testing.assert_allclose(theory.optimum(X, [1, 1, -1]), [1 / 15, 2 / 15])  # the shortest


@given(st.floats(0.1, 10), st.floats(0.001, 1), st.floats(0, 0.99))
def test_step_factors_are_the_eigenvalues_of_the_step(curvature, eta, m):
    pull = eta * curvature
    expected = np.linalg.eigvals(np.array([[1 - pull, m], [-pull, m]], dtype=complex))
    factors = theory.step_factors(curvature, eta, m)
    np.testing.assert_allclose(factors.sum(), expected.sum(), atol=1e-12)
    np.testing.assert_allclose(factors.prod(), expected.prod(), atol=1e-12)
    assert abs(factors[0]) >= abs(factors[1]) - 1e-12


def test_step_factors_broadcast():
    assert theory.step_factors(np.ones((3, 1)), np.full(4, 0.1), 0.5).shape == (3, 4, 2)


feature_maps = st.builds(
    lambda shift, scale, bias: FeatureMap(tuple(shift), tuple(scale), bias),
    st.lists(st.floats(-3, 3), min_size=2, max_size=2),
    st.lists(st.floats(0.1, 5), min_size=2, max_size=2),
    st.booleans(),
)


@given(feature_maps, whole)
def test_raw_weights_draw_the_same_line(feature_map, seed):
    rng = np.random.default_rng(seed)
    scores, theta = rng.normal(size=(5, 2)), rng.normal(size=(3, 2 + feature_map.bias))
    weights = feature_map.to_raw(theta)
    expected = Linear().predict(theta, feature_map(scores))
    np.testing.assert_allclose(Linear().predict(weights, raw(2)(scores)), expected, atol=1e-9)
    np.testing.assert_allclose(feature_map.from_raw(weights), theta, atol=1e-9)


def test_without_bias_the_line_is_moved_through_the_neutral_point():
    theta = centred(2, bias=False).from_raw([7.0, 1.0, -2.0])
    assert theta.tolist() == [1.0, -2.0]
    assert centred(2, bias=False).to_raw(theta).tolist() == [2.0, 1.0, -2.0]


def test_feature_maps():
    scores = np.array([[0.0, 1.0], [4.0, 3.0]])
    assert raw(2)(scores).tolist() == [[1, 0, 1], [1, 4, 3]]
    assert raw(2, bias=False)(scores).tolist() == scores.tolist()
    assert centred(2)(scores).tolist() == [[1, -2, -1], [1, 2, 1]]
    assert centred(2, neutral=1.0, bias=False)(scores).tolist() == [[-1, 0], [3, 2]]
    assert standardized(scores)(scores).tolist() == [[1, -1, -1], [1, 1, 1]]
    assert raw(2)(np.zeros((3, 4, 2))).shape == (3, 4, 3)
    assert centred(1) == centred(1)


@given(st.integers(1, 12), st.data(), whole)
def test_sources_of_batches(N, data, seed):
    B = data.draw(st.integers(1, N))
    rng = np.random.default_rng(seed)
    assert next(full_batch(N)).tolist() == list(range(N))
    for rows in islice(minibatches(N, B, rng), 5):
        assert len(rows) == len(set(rows)) == B
        assert set(rows) <= set(range(N))
    per_epoch = -(-N // B)
    for source in (epochs(N, B, rng), in_order(N, B)):
        for _ in range(3):
            epoch = list(islice(source, per_epoch))
            assert sorted(np.concatenate(epoch)) == list(range(N))
            assert [len(rows) for rows in epoch[:-1]] == [B] * (per_epoch - 1)
    in_file_order = np.concatenate(list(islice(in_order(N, B), per_epoch)))
    assert in_file_order.tolist() == list(range(N))


def test_the_seed_decides_the_batches():
    for source in (epochs, minibatches):
        draws = [
            np.concatenate(list(islice(source(40, 8, np.random.default_rng(seed)), 10))).tolist()
            for seed in (1, 1, 2)
        ]
        assert draws[0] == draws[1] != draws[2]


def test_with_replacement_a_row_can_come_twice():
    source = minibatches(3, 3, np.random.default_rng(0), replace=True)
    assert any(len(set(rows)) < 3 for rows in islice(source, 20))


def test_epochs_are_shuffled_anew():
    source = epochs(20, 20, np.random.default_rng(0))
    assert next(source).tolist() != next(source).tolist()


def test_starts():
    rng = np.random.default_rng(0)
    assert initialization.zeros(3).tolist() == [0, 0, 0]
    assert initialization.constant((2, 2), 0.3).tolist() == [[0.3, 0.3]] * 2
    assert initialization.constant((2, 3), [1, 2, 3]).tolist() == [[1, 2, 3]] * 2
    assert initialization.normal((5, 2), rng).shape == (5, 2)
    wide = initialization.normal(4000, rng, scale=3.0)
    assert (wide.mean(), wide.std()) == pytest.approx((0, 3), abs=0.15)
    one, same, other = (initialization.normal(4, np.random.default_rng(s)) for s in (1, 1, 2))
    assert one.tolist() == same.tolist() != other.tolist()


def test_check_gradient_finds_the_wrong_component():
    result = check_gradient(lambda w: w @ w, lambda w: 2 * w * [1, 1, -1], [1.0, 2.0, 0.5])
    assert (result.ok, result.worst) == (False, 2)
    assert result.error == pytest.approx(2)
    assert str(result) == (
        "The gradient is off by 2 (relative): component 2 is -1, measured was 1."
    )


@pytest.mark.parametrize("factor", [-1.0, 0.5, 2.0, 1.001])
def test_check_gradient_finds_wrong_factors(factor, model_a):
    result = check_gradient(model_a.value, lambda w: factor * model_a.gradient(w), [1.5, 1.0])
    assert not result.ok
    assert check_gradient(model_a.value, model_a.gradient, [1.5, 1.0]).ok


def test_check_gradient_measures_small_slopes_against_the_function():
    result = check_gradient(lambda w: 1000 + 1e-3 * w[0], lambda w: [2e-3], [1.0])
    assert result.error == pytest.approx(1e-3, rel=1e-3)


def test_check_gradient_is_at_ease_at_a_minimum(model_a):
    w_star = theory.optimum(model_a.X, model_a.y)
    result = check_gradient(model_a.value, model_a.gradient, w_star)
    assert result.ok
    assert str(result).startswith("The gradient agrees")
    assert check_gradient(lambda w: 0.0, np.zeros_like, [1.0]).error == 0


def test_numerical_gradient_protects_theta_from_the_function():
    theta = np.array([1.0, 2.0])

    def careless(at):
        at += 1
        return at @ at

    np.testing.assert_allclose(numerical_gradient(careless, theta), [4, 6], rtol=1e-9)
    check_gradient(careless, lambda at: np.add(at, 1, out=at), theta)
    assert theta.tolist() == [1.0, 2.0]
