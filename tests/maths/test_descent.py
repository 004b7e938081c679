"""What a run records: stopping, divergence, batches, side-by-side runs, purity."""

import warnings
from dataclasses import FrozenInstanceError, dataclass
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lecture_lib.batches import epochs, full_batch, in_order, minibatches
from lecture_lib.descent import descend, walk
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Momentum
from lecture_lib.stopping import Diverged, NoImprovement, SmallGradient

START = (1.5, 1.0)
ETAS = np.geomspace(0.005, 0.5, 7)

theta_values = arrays(float, 2, elements=st.floats(-3, 3))
learning_rates = st.floats(0.001, 0.6)
momenta = st.floats(0, 0.99)


@dataclass
class Prescribed:
    """A "validation loss" read from a list: theta counts the steps."""

    values: list

    def value(self, theta):
        return np.array(self.values)[theta[..., 0].astype(int)]


@dataclass
class Counter:
    """An objective whose theta counts the steps when eta is 1."""

    def value(self, theta):
        return -theta[..., 0]

    def gradient(self, theta):
        return -np.ones_like(theta)


def test_the_record_starts_at_theta0_and_has_every_step(model_a):
    run = descend(model_a, START, Momentum(0.1, 0.9), 30)
    assert run.thetas.shape == (31, 2)
    assert run.thetas[0].tolist() == list(START)
    np.testing.assert_array_equal(run.losses, model_a.value(run.thetas))
    assert (run.steps, run.stopped_at, run.reason, run.batches) == (30, 30, "steps", None)
    assert run.theta.tolist() == run.thetas[-1].tolist()
    assert run.loss == run.losses[-1]
    assert type(run.loss) is float
    assert type(run.reason) is str


def test_no_steps_record_the_start(model_a):
    run = descend(model_a, START, GradientDescent(0.1), 0)
    assert run.thetas.tolist() == [list(START)]
    assert (run.stopped_at, run.reason) == (0, "steps")


def test_the_record_cannot_be_changed(model_a):
    run = descend(model_a, START, GradientDescent(0.1), 3)
    for array in (run.thetas, run.losses):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    with pytest.raises(FrozenInstanceError):
        run.thetas = None


def test_velocities_are_those_of_the_recursion(model_a):
    eta, m = 0.1, 0.9
    run, V = descend(model_a, START, Momentum(eta, m), 40), np.zeros(2)
    for step in range(41):
        np.testing.assert_allclose(run.velocities[step], V, atol=1e-14)
        V = m * V - eta * model_a.gradient(run.thetas[step])


@given(theta0=theta_values, m=momenta)
def test_side_by_side_is_one_after_the_other(theta0, m, model_a):
    together = descend(model_a, theta0, Momentum(ETAS[:, None], m), 60)
    assert together.thetas.shape == (61, 7, 2)
    for place, eta in enumerate(ETAS):
        alone = descend(model_a, theta0, Momentum(eta, m), 60)
        np.testing.assert_allclose(together.thetas[:, place], alone.thetas, rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(together.losses[:, place], alone.losses, rtol=1e-6, atol=1e-9)


def test_starts_and_learning_rates_span_a_grid(model_a):
    starts = np.random.default_rng(0).normal(size=(5, 1, 2))
    run = descend(model_a, starts, GradientDescent(ETAS[:, None]), 20)
    assert run.thetas.shape == (21, 5, 7, 2)
    assert run.losses.shape == (21, 5, 7)
    assert run.best_theta.shape == run.theta.shape == (5, 7, 2)
    assert run.reason.shape == run.stopped_at.shape == run.best_step.shape == (5, 7)
    alone = descend(model_a, starts[3, 0], GradientDescent(ETAS[2]), 20)
    np.testing.assert_allclose(run.thetas[:, 3, 2], alone.thetas, rtol=1e-12)


@given(theta0=theta_values, eta=learning_rates)
def test_no_momentum_is_plain_descent(theta0, eta, model_a):
    plain = descend(model_a, theta0, GradientDescent(eta), 50)
    heavy = descend(model_a, theta0, Momentum(eta, 0.0), 50)
    np.testing.assert_allclose(heavy.thetas, plain.thetas, rtol=1e-9, atol=1e-12)


@given(seed=st.integers(0, 99), m=momenta)
def test_a_batch_of_all_examples_is_batch_descent(seed, m, model_a):
    rng, N = np.random.default_rng(seed), model_a.N
    full = descend(model_a, START, Momentum(0.1, m), 30)
    for source in (full_batch(N), minibatches(N, N, rng), epochs(N, N, rng), in_order(N, N)):
        run = descend(model_a, START, Momentum(0.1, m), 30, batches=source)
        np.testing.assert_allclose(run.thetas, full.thetas, rtol=1e-9, atol=1e-12)


def test_batches_are_recorded_and_replay_the_run(model_a):
    source = minibatches(model_a.N, 4, np.random.default_rng(5))
    run = descend(model_a, START, GradientDescent(0.1), 25, batches=source)
    assert [len(rows) for rows in run.batches] == [4] * 25
    again = descend(model_a, START, GradientDescent(0.1), 25, batches=run.batches)
    np.testing.assert_array_equal(again.thetas, run.thetas)
    first = model_a.on(run.batches[0]).gradient(run.thetas[0])
    np.testing.assert_array_equal(run.thetas[1], run.thetas[0] - 0.1 * first)


def test_runs_side_by_side_share_their_batches(model_a):
    def source():
        return minibatches(model_a.N, 2, np.random.default_rng(5))

    together = descend(
        model_a, START, GradientDescent(np.array([[0.01], [0.1]])), 25, batches=source()
    )
    for place, eta in enumerate((0.01, 0.1)):
        alone = descend(model_a, START, GradientDescent(eta), 25, batches=source())
        np.testing.assert_allclose(together.thetas[:, place], alone.thetas, rtol=1e-12)


def test_walk_is_the_algorithm_without_an_end(model_a):
    theta, optimizer = np.array(START), Momentum(0.1, 0.5)
    thetas = [theta for theta, _ in islice(walk(model_a, theta, optimizer), 10)]
    np.testing.assert_array_equal(thetas, descend(model_a, START, optimizer, 10).thetas[1:])


@given(theta0=theta_values, eta=st.floats(0.4, 1e6), m=st.floats(0, 0.15))
def test_divergence_ends_a_run_in_silence(theta0, eta, m, model_a):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run = descend(model_a, theta0 + 5.0, Momentum(eta, m), 400)
    assert run.reason == "diverged"
    assert 0 < run.stopped_at <= 400
    assert np.isfinite(run.thetas).all()
    assert np.isfinite(run.losses).all()
    assert np.abs(run.thetas).max() <= 1e9
    last = run.thetas[run.stopped_at - 1]
    np.testing.assert_array_equal(
        run.thetas[run.stopped_at - 1 :], np.tile(last, (402 - run.stopped_at, 1))
    )
    np.testing.assert_allclose(run.losses[-1], model_a.value(last), rtol=1e-12)
    gone, _ = next(islice(walk(model_a, theta0 + 5.0, Momentum(eta, m)), run.stopped_at - 1, None))
    assert np.abs(gone).max() > 1e9


def test_some_diverge_and_some_arrive(model_a):
    run = descend(model_a, START, GradientDescent(np.array([[0.1], [0.4], [9.0]])), 3000)
    assert run.reason.tolist() == ["steps", "diverged", "diverged"]
    assert run.stopped_at.tolist()[:2] == [3000, 65]
    assert run.first_below(0.16).tolist() == [116, -1, -1]


def test_a_lower_limit_ends_a_run_sooner(model_a):
    run = descend(model_a, START, GradientDescent(0.4), 100, limit=10.0)
    assert run.reason == "diverged"
    assert run.stopped_at < 65
    assert np.abs(run.thetas).max() <= 10


def test_an_infinite_loss_is_a_divergence():
    class Cliff(Counter):
        def value(self, theta):
            return np.exp(theta[..., 0] * 100)

    run = descend(Cliff(), [0.0], GradientDescent(1.0), 20)
    assert (run.reason, run.stopped_at) == ("diverged", 8)  # exp(800) overflows
    assert run.theta.tolist() == [7.0]


@pytest.mark.parametrize("steps", [100, 3000])
def test_a_stopped_run_stands_still(steps, model_a):
    run = descend(model_a, START, GradientDescent(0.3), steps, stop=[SmallGradient(0.01)])
    assert (run.stopped_at, run.reason) == (67, "gradient")
    assert run.thetas.shape == (steps + 1, 2)
    norms = np.linalg.norm(model_a.gradient(run.thetas), axis=-1)
    assert norms[66] >= 0.01 > norms[67]
    assert (run.thetas[67:] == run.thetas[67]).all()
    assert (run.losses[67:] == run.losses[67]).all()


def test_a_rule_met_at_the_start_takes_no_step(model_a):
    run = descend(model_a, START, GradientDescent(0.3), 10, stop=[SmallGradient(1e3)])
    assert (run.stopped_at, run.reason) == (0, "gradient")
    assert run.theta.tolist() == list(START)


def test_who_has_diverged_at_the_start_stands_there(model_a):
    run = descend(model_a, START, GradientDescent(0.1), 20, stop=[Diverged(1.0)])
    assert (run.stopped_at, run.reason) == (0, "diverged")
    assert (run.thetas == START).all()
    assert (run.losses == model_a.value(START)).all()


class Own:
    """An objective of somebody's own: the sum of squares, whatever it gives them as."""

    def __init__(self, value=lambda theta: (theta**2).sum(-1), gradient=lambda theta: 2 * theta):
        self.value, self.gradient = value, gradient


@pytest.mark.parametrize(
    ("own", "words"),
    [
        (Own(value=lambda theta: float((theta**2).sum())), r"value .* \(1,\), got float of shape"),
        (Own(value=lambda theta: np.sum(theta**2)), r"value .* \(1,\), got float64 of shape \(\)"),
        (Own(gradient=lambda theta: [2.0, 4.0]), r"gradient .* \(2,\), got list of shape \(2,\)"),
        (Own(gradient=lambda theta: theta.sum(keepdims=True)), r"gradient .*got ndarray .*\(1,\)"),
    ],
)
def test_an_objective_of_one_s_own_is_told_what_it_must_give(own, words):
    assert descend(Own(), [1.0, 2.0], GradientDescent(0.25), 2).theta.tolist() == [0.25, 0.5]
    with pytest.raises(ValueError, match=f"objective.{words}"):
        descend(own, [1.0, 2.0], GradientDescent(0.25), 2)


def test_rules_stop_each_run_for_itself(model_a):
    optimizer = GradientDescent(np.array([[0.3], [0.01], [0.4]]))
    run = descend(model_a, START, optimizer, 500, stop=(SmallGradient(0.01),))
    assert run.reason.tolist() == ["gradient", "steps", "diverged"]
    assert run.stopped_at.tolist() == [67, 500, 65]


def test_a_stopped_run_keeps_only_the_batches_it_used(model_a):
    source = minibatches(model_a.N, 40, np.random.default_rng(0))
    rule = SmallGradient(0.01)
    run = descend(model_a, START, GradientDescent(0.3), 400, batches=source, stop=[rule])
    assert run.stopped_at == len(run.batches) == 67


@pytest.mark.parametrize(
    ("values", "patience", "stops"),
    [
        ([5, 4, 3, 4, 5, 6, 7], 2, 4),
        ([5, 4, 3, 4, 2, 3, 4], 2, 6),  # a dip after the first rise
        ([5, 5, 5, 5, 5, 5, 5], 3, 3),  # a tie is no new best
        ([5, 4, 4, 4, 3, 3, 3], 3, None),
        ([7, 6, 5, 4, 3, 2, 1], 1, None),
        ([1, 2, 3, 4, 5, 6, 7], 1, 1),
    ],
)
def test_patience(values, patience, stops):
    rule = NoImprovement(Prescribed(values), patience)
    run = descend(Counter(), [0.0], GradientDescent(1.0), 6, stop=[rule])
    expected = (6, "steps") if stops is None else (stops, "validation")
    assert (run.stopped_at, run.reason) == expected


def test_patience_of_runs_side_by_side():
    class TwoColumns(Prescribed):
        def value(self, theta):
            step = theta[..., 0].astype(int)
            return np.array(self.values)[step, np.arange(2)]

    values = [[5, 5], [4, 6], [3, 7], [4, 4], [5, 5], [6, 6]]
    rule = NoImprovement(TwoColumns(values), 2)
    run = descend(Counter(), [[0.0], [0.0]], GradientDescent(1.0), 5, stop=[rule])
    assert run.stopped_at.tolist() == [4, 2]


def test_the_first_rule_to_be_met_gives_the_reason():
    early, late = NoImprovement(Prescribed([1, 2, 3, 4]), 1), NoImprovement(Prescribed([1] * 4), 3)
    for stop in ([early, late], [late, early]):
        run = descend(Counter(), [0.0], GradientDescent(1.0), 3, stop=stop)
        assert run.stopped_at == 1
    run = descend(Counter(), [0.0], GradientDescent(1.0), 3, stop=[late], limit=2.5)
    assert (run.stopped_at, run.reason) == (3, "diverged")


def test_best_is_the_first_lowest_loss(model_a):
    run = descend(model_a, START, Momentum(np.array([[0.1], [0.48]]), 0.9), 40)
    for place in range(2):
        best = int(np.argmin(run.losses[:, place]))
        assert run.best_step[place] == best
        assert run.best_theta[place].tolist() == run.thetas[best, place].tolist()
        assert run.best_loss[place] == run.losses[best, place]


def test_of_equal_losses_the_first_is_best(model_a):
    run = descend(model_a, START, GradientDescent(0.3), 100, stop=[SmallGradient(0.01)])
    assert run.best_step == run.stopped_at == 67


def test_first_below_is_strict(model_a):
    run = descend(model_a, START, GradientDescent(0.2), 20)
    assert run.first_below(run.losses[7]) == 8
    assert run.first_below(0.0) == -1
    assert run.first_below(100.0) == 0


@given(theta=theta_values, gradient=theta_values, V=theta_values, eta=learning_rates, m=momenta)
def test_a_step_leaves_its_arguments_alone(theta, gradient, V, eta, m):
    kept = [array.copy() for array in (theta, gradient, V)]
    moved, new_V = Momentum(eta, m).step(theta, gradient, V)
    plain, _ = GradientDescent(eta).step(theta, gradient, None)
    for array, copy in zip((theta, gradient, V), kept, strict=True):
        np.testing.assert_array_equal(array, copy)
    np.testing.assert_allclose(new_V, m * V - eta * gradient, rtol=1e-12)
    np.testing.assert_allclose(moved, theta + new_V, rtol=1e-12)
    np.testing.assert_allclose(plain, theta - eta * gradient, rtol=1e-12)
    assert not any(np.shares_memory(new, old) for new in (moved, new_V, plain) for old in kept)


def test_descend_leaves_its_arguments_alone(model_a):
    theta0, eta = np.array([START, (0.0, 0.0)]), np.array([[0.1], [0.2]])
    kept = theta0.copy(), eta.copy(), model_a.X.copy(), model_a.y.copy()
    descend(model_a, theta0, Momentum(eta, 0.5), 10, stop=[SmallGradient(0.1)])
    for array, copy in zip((theta0, eta, model_a.X, model_a.y), kept, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_an_optimizer_does_not_see_later_changes_of_eta():
    eta = np.array([[0.1], [0.2]])
    optimizer = GradientDescent(eta)
    eta[0] = 7.0
    assert optimizer.eta.tolist() == [[0.1], [0.2]]


def test_later_batches_do_not_disturb_earlier_ones(model_a):
    part = model_a.on([0, 1, 2])
    part.on([0]).gradient(START)
    assert (part.N, model_a.N) == (3, 40)


def test_an_objective_keeps_its_data():
    X, y = np.ones((2, 1)), np.array([1.0, -1.0])
    objective = Objective(Linear(), SquaredLoss(), X, y)
    X[0], y[0] = 7, -1
    assert (objective.X.tolist(), objective.y.tolist()) == ([[1], [1]], [1, -1])
    for array in (objective.X, objective.y):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_diverged_is_a_rule_like_the_others():
    thetas = np.array([[0.0], [5.0], [np.nan], [-11.0]])
    met = Diverged(10.0).met(None, thetas, np.array([0.0, np.inf, 0.0, 0.0]))
    assert met.tolist() == [False, True, True, True]


def test_regression_targets_are_the_loss_s_own_business():
    with pytest.raises(ValueError, match="y must hold the labels"):
        Objective(Linear(), SquaredLoss(), [[1.0]], [0.5])
    assert SquaredLoss().value([0.0], [0.5]).tolist() == [0.125]
