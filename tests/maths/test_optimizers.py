"""Optimizers beyond momentum: their defining properties, and a race that is fair."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lecture_lib import theory
from lecture_lib.adaptive import AdaGrad, Adam, RMSProp
from lecture_lib.batches import streamed_gradient
from lecture_lib.descent import descend
from lecture_lib.experiments.curves import Curve
from lecture_lib.experiments.playgrounds import AbsoluteValue, Ravine, Rosenbrock
from lecture_lib.optimizers import GradientDescent, Momentum, Nesterov, looks_at
from lecture_lib.schedules import Scheduled
from lecture_lib.second_order import Newton, bfgs, secant_update
from lecture_lib.stopping import SmallGradient

START = (1.5, 1.0)
ZOO = [
    GradientDescent(0.1),
    Momentum(0.1, 0.9),
    Nesterov(0.1, 0.9),
    AdaGrad(0.1),
    RMSProp(0.1),
    Adam(0.1),
    Newton([[2.0, 1.0], [1.0, 3.0]]),
    Scheduled(Nesterov(0.1, 0.9), lambda t: 1 / (1 + t)),
]
FIRST_ORDER = [*ZOO[:6], ZOO[7]]

vectors = arrays(float, 2, elements=st.floats(-3, 3))
learning_rates = st.floats(0.001, 0.3)
momenta = st.floats(0, 0.99)


def names(optimizer):
    return type(optimizer).__name__


def excess(run, objective):
    return run.losses - objective.value(theory.optimum(objective.X, objective.y))


@pytest.mark.parametrize("optimizer", ZOO, ids=names)
@given(theta=vectors, gradients=st.lists(vectors, min_size=3, max_size=3))
def test_steps_leave_their_arguments_alone(optimizer, theta, gradients):
    state, kept = optimizer.init(theta), []
    for gradient in gradients:
        kept.append((theta, theta.copy(), gradient, gradient.copy()))
        looks_at(optimizer, theta, state)
        again = optimizer.step(theta, gradient, state)[0]
        theta, state = optimizer.step(theta, gradient, state)
        np.testing.assert_array_equal(theta, again)  # the state is as it was, too
    for theta, theta_before, gradient, gradient_before in kept:
        np.testing.assert_array_equal(theta, theta_before)
        np.testing.assert_array_equal(gradient, gradient_before)


@pytest.mark.parametrize("kind", [Nesterov, AdaGrad, RMSProp, Adam], ids=lambda kind: kind.__name__)
def test_learning_rates_go_side_by_side(kind, model_a):
    more, etas = [0.9] if kind is Nesterov else [], np.array([[0.01], [0.1], [0.2]])
    # Not more steps: near the minimum RMSProp divides by next to nothing and magnifies rounding.
    together = descend(model_a, START, kind(etas, *more), 30)
    for place, eta in enumerate(etas[:, 0]):
        alone = descend(model_a, START, kind(eta, *more), 30)
        np.testing.assert_allclose(together.thetas[:, place], alone.thetas, rtol=1e-9)


@pytest.mark.parametrize("optimizer", FIRST_ORDER, ids=names)
def test_all_of_them_go_down_the_bowl_of_the_faces(optimizer, model_a):
    run = descend(model_a, START, optimizer, 2000)
    assert run.reason == "steps"
    assert run.loss < 0.7 * run.losses[0]


# Nesterov's momentum


@given(theta0=vectors, eta=learning_rates)
def test_without_momentum_nesterov_is_plain_descent(theta0, eta, model_a):
    plain = descend(model_a, theta0, GradientDescent(eta), 40)
    ahead = descend(model_a, theta0, Nesterov(eta, 0.0), 40)
    np.testing.assert_allclose(ahead.thetas, plain.thetas, rtol=1e-9, atol=1e-12)


def test_nesterov_measures_the_gradient_ahead(model_a):
    eta, m = 0.05, 0.9
    run = descend(model_a, START, Nesterov(eta, m), 30)
    ahead = run.thetas + m * run.velocities
    expected = m * run.velocities - eta * model_a.gradient(ahead)
    np.testing.assert_allclose(run.velocities[1:], expected[:-1], atol=1e-14)


def test_nesterov_on_batches_replays(model_a):
    rows = [np.array([3, 5]), np.array([0, 30]), np.array([7, 7])]
    run = descend(model_a, START, Nesterov(0.1, 0.5), 3, batches=rows)
    theta, V = np.array(START), np.zeros(2)
    for batch, expected in zip(rows, run.thetas[1:], strict=True):
        V = 0.5 * V - 0.1 * model_a.on(batch).gradient(theta + 0.5 * V)
        theta = theta + V
        np.testing.assert_allclose(theta, expected, rtol=1e-12)


@pytest.mark.parametrize("m", ["0.5", "0.7", "0.9"])
def test_nesterov_steps_table(m, model_a, numbers):
    row = numbers["S8.iters_nesterov"][m]
    etas = np.array([float(eta) for eta in row])
    run = descend(model_a, START, Nesterov(etas[:, None], float(m)), 2000)
    level = model_a.value(theory.optimum(model_a.X, model_a.y)) + 1e-6
    got = dict(zip(row, run.first_below(level).tolist(), strict=True))
    expected = {eta: -1 if steps == "diverged" else steps for eta, steps in row.items()}
    assert got == expected
    diverged = [steps == "diverged" for steps in row.values()]
    assert (run.reason == "diverged").tolist() == diverged
    assert (etas > theory.critical_eta(model_a.X, float(m), nesterov=True)).tolist() == diverged


@pytest.mark.parametrize("m", [0.0, 0.5, 0.9, 0.99])
def test_nesterov_s_critical_learning_rate(m):
    X = np.sqrt(2) * np.diag(np.sqrt([1.0, 4.0]))
    limit = theory.critical_eta(X, m, nesterov=True)
    assert limit == pytest.approx((2 + 2 * m) / ((1 + 2 * m) * 4))
    start, etas = [0.0, 1.0], limit * np.array([[0.99], [1.01]])
    run = descend(Ravine((1.0, 4.0)), start, Nesterov(etas, m), 4000)
    assert run.reason.tolist() == ["steps", "diverged"]
    assert run.losses[-1, 0] < 1e-6


# Optimizers with a learning rate per parameter


@given(theta0=vectors, scale=st.floats(0.01, 100))
def test_adaptive_paths_do_not_depend_on_the_scale_of_the_loss(theta0, scale):
    curvatures = np.array([1.0, 7.0])
    for kind in (AdaGrad, RMSProp, Adam):
        optimizer = kind(0.1, epsilon=1e-300)
        path = descend(Ravine(curvatures), theta0 + 4, optimizer, 20).thetas
        scaled = descend(Ravine(scale * curvatures), theta0 + 4, optimizer, 20).thetas
        np.testing.assert_allclose(scaled, path, rtol=1e-9, atol=1e-9)


@given(
    gradient=arrays(float, 2, elements=st.floats(0.01, 1e6)), signs=st.tuples(*[st.booleans()] * 2)
)
def test_first_steps(gradient, signs):
    gradient = np.where(signs, gradient, -gradient)
    sign, theta = np.sign(gradient), np.zeros(2)
    lengths = {Adam(0.1): 0.1, AdaGrad(0.1): 0.1, RMSProp(0.1, 0.75): 0.2}
    for optimizer, length in lengths.items():
        theta1, _ = optimizer.step(theta, gradient, optimizer.init(theta))
        np.testing.assert_allclose(theta1, -length * sign, rtol=1e-5)


def test_adagrad_s_steps_shrink_and_rmsprop_s_do_not():
    slope = Curve(lambda theta: theta, np.ones_like)
    adagrad = descend(slope, [0.0], AdaGrad(0.1), 400).velocities[1:, 0]
    np.testing.assert_allclose(adagrad, -0.1 / np.sqrt(np.arange(1, 401)), rtol=1e-6)
    rmsprop = descend(slope, [0.0], RMSProp(0.1), 400).velocities[1:, 0]
    np.testing.assert_allclose(rmsprop[200:], -0.1, rtol=1e-6)


def test_zero_gradients_move_nothing():
    for kind in (AdaGrad, RMSProp, Adam):
        run = descend(Curve(np.zeros_like, np.zeros_like), [3.0], kind(0.1), 5)
        assert run.thetas[:, 0].tolist() == [3.0] * 6


# Schedules


def test_a_schedule_is_another_learning_rate_at_each_step(model_a):
    etas, theta, V = [0.1, 0.2, 0.05], np.array(START), np.zeros(2)
    run = descend(model_a, START, Scheduled(Momentum(1.0, 0.9), etas.__getitem__), 3)
    for eta, expected in zip(etas, run.thetas[1:], strict=True):
        theta, V = Momentum(eta, 0.9).step(theta, model_a.gradient(theta), V)
        np.testing.assert_allclose(expected, theta, rtol=1e-14)


@pytest.mark.parametrize("optimizer", FIRST_ORDER[:6], ids=names)
def test_a_constant_factor_of_one_changes_nothing(optimizer, model_a):
    run = descend(model_a, START, optimizer, 30)
    same = descend(model_a, START, Scheduled(optimizer, lambda t: 1), 30)
    np.testing.assert_array_equal(same.thetas, run.thetas)


def test_a_subgradient_method_arrives_only_if_its_steps_shrink():
    # |θ| from 1 with η = 0.3: 1, 0.7, 0.4, 0.1, -0.2, 0.1, -0.2 … for ever.
    hops = descend(AbsoluteValue(), [1.0], GradientDescent(0.3), 1000)
    assert np.abs(hops.thetas[100:]).min() == pytest.approx(0.1)
    shrinking = Scheduled(GradientDescent(0.3), lambda t: (1 + t) ** -0.5)
    assert abs(descend(AbsoluteValue(), [1.0], shrinking, 1000).theta[0]) < 0.01


def test_a_schedule_that_goes_bad_on_the_way_says_when():
    with pytest.raises(ValueError, match=r"factor\(7\) must be a positive finite number, got 0.0"):
        descend(AbsoluteValue(), [1.0], Scheduled(GradientDescent(0.1), lambda t: 7 - t), 20)


# Second order


@given(theta0=vectors)
def test_newton_reaches_the_bottom_of_the_bowl_in_one_step(theta0, model_a):
    run = descend(model_a, theta0, Newton(theory.hessian(model_a.X)), 1)
    np.testing.assert_allclose(run.theta, theory.optimum(model_a.X, model_a.y), atol=1e-9)


def test_newton_side_by_side_with_a_hessian_that_changes():
    starts = np.array([(-1.2, 1.0), (0.5, 2.0), (2.0, 2.0)])
    together = descend(Rosenbrock(), starts, Newton(Rosenbrock().hessian), 8)
    for place, start in enumerate(starts):
        alone = descend(Rosenbrock(), start, Newton(Rosenbrock().hessian), 8)
        np.testing.assert_allclose(together.thetas[:, place], alone.thetas, rtol=1e-9)
    np.testing.assert_allclose(together.theta, np.ones((3, 2)), atol=1e-9)


def test_newton_goes_to_a_maximum_as_gladly():
    hill = Curve(lambda theta: -(theta**2), lambda theta: -2 * theta)
    assert descend(hill, [3.0], Newton([[-2.0]]), 1).theta.tolist() == [0.0]


def test_where_there_is_no_curvature_newton_diverges_alone():
    flat_right = Curve(
        lambda theta: np.where(theta < 0, theta**2 - theta, -theta),
        lambda theta: np.where(theta < 0, 2 * theta - 1, -1.0),
    )
    newton = Newton(lambda theta: np.where(theta < 0, 2.0, 0.0)[..., None])
    run = descend(flat_right, [[-2.0], [1.0]], newton, 1)
    assert run.reason.tolist() == ["steps", "diverged"]
    assert run.theta[:, 0].tolist() == [0.5, 1.0]


@given(seed=st.integers(0, 999))
def test_the_secant_update_learns_the_step(seed):
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(3, 3))
    H = A @ A.T + np.eye(3)  # the true Hessian: gradients change by H s
    B, steps = np.eye(3), rng.normal(size=(3, 3))
    for s in steps:
        B = secant_update(B, s, H @ s)
        np.testing.assert_allclose(B @ H @ s, s, atol=1e-9)
        np.testing.assert_allclose(B, B.T, atol=1e-9)
        assert np.linalg.eigvalsh(B).min() > 0


def test_the_secant_update_learns_nothing_from_a_falling_slope():
    B = np.array([[2.0, 0.0], [0.0, 1.0]])
    assert secant_update(B, [1.0, 0.0], [-1.0, 0.0]) is B


# BFGS


class Watched:
    """An objective that counts, point by point."""

    def __init__(self, objective):
        self.objective, self.values, self.gradients = objective, 0, 0

    def value(self, theta):
        self.values += np.ndim(theta) == 1
        return self.objective.value(theta)

    def gradient(self, theta):
        self.gradients += 1
        return self.objective.gradient(theta)


def test_bfgs_counts_what_it_measures():
    watched = Watched(Rosenbrock())
    run = bfgs(watched, [-1.2, 1.0], 100)
    assert run.reason == "gradient"
    assert run.evaluations[0] == 0
    assert (np.diff(run.evaluations[: run.stopped_at + 1]) >= 1).all()
    # Loss and gradient of the start are looked at first, the gradient of the end says why it ended.
    assert run.evaluations[-1] == watched.values - 1 == watched.gradients - 2


def test_bfgs_is_scipy_s():
    from scipy.optimize import minimize

    valley, options = Rosenbrock(), {"gtol": 1e-8, "norm": 2, "return_all": True}
    scipy = minimize(valley.value, [-1.2, 1.0], jac=valley.gradient, method="BFGS", options=options)
    run = bfgs(valley, [-1.2, 1.0], 100)
    np.testing.assert_array_equal(run.thetas[: run.stopped_at + 1], scipy["allvecs"])
    assert run.stopped_at == scipy.nit
    assert run.evaluations[-1] == scipy.nfev == scipy.njev
    np.testing.assert_array_equal(run.losses, valley.value(run.thetas))


def test_bfgs_stands_still_where_it_ends(model_a):
    run = bfgs(model_a, START, 50)
    assert run.thetas.shape == (51, 2)
    assert run.stopped_at < 20
    assert (run.thetas[run.stopped_at :] == run.theta).all()
    np.testing.assert_allclose(run.theta, theory.optimum(model_a.X, model_a.y), atol=1e-8)
    assert np.linalg.norm(model_a.gradient(run.theta)) <= 1e-8


def test_bfgs_measures_the_gradient_as_the_stopping_rule_does():
    # ∇L = (0.9, 0.9): no entry reaches ε = 1, but ‖∇L‖ = 1.27 does.
    assert bfgs(Ravine((1.0, 1.0)), [0.9, 0.9], 10, epsilon=1.0).stopped_at == 1
    assert bfgs(Ravine((1.0, 1.0)), [0.7, 0.7], 10, epsilon=1.0).stopped_at == 0


@pytest.mark.parametrize("steps", [0, 1, 5])
def test_bfgs_can_run_out_of_steps(steps):
    start = np.array([-1.2, 1.0])
    run = bfgs(Rosenbrock(), start, steps)
    assert (run.reason, run.stopped_at, len(run.thetas)) == ("steps", steps, steps + 1)
    assert run.thetas[0].tolist() == start.tolist() == [-1.2, 1.0]


def test_bfgs_that_runs_away_stands_at_the_last_theta_within_the_limit():
    slope = Curve(lambda theta: -theta, lambda theta: -np.ones_like(theta))
    run = bfgs(slope, [0.0], 200, limit=100.0)
    assert run.reason == "diverged"
    assert 0 < run.stopped_at < 200
    assert np.abs(run.thetas).max() <= 100
    assert run.theta.tolist() == run.thetas[run.stopped_at - 1].tolist()


def test_bfgs_says_where_rounding_ends_it():
    run = bfgs(Rosenbrock(), [-1.2, 1.0], 100, epsilon=1e-30)
    assert run.reason in ("precision", "gradient")
    np.testing.assert_allclose(run.theta, [1, 1], atol=1e-8)


def test_a_fair_race_in_gradients(model_a):
    runs = [descend(model_a, START, optimizer, 300) for optimizer in FIRST_ORDER]
    for run in runs:
        assert run.evaluations.tolist() == list(range(301))
    stopped = descend(model_a, START, GradientDescent(0.3), 200, stop=[SmallGradient(0.01)])
    assert stopped.evaluations[[0, 66, 67, 68, 200]].tolist() == [0, 66, 67, 67, 67]
    side = descend(model_a, START, GradientDescent(np.array([[0.1], [0.4]])), 100)
    assert side.evaluations.shape == (101, 2)
    assert side.evaluations[-1].tolist() == [100, 65]
    with pytest.raises(ValueError, match="read-only"):
        side.evaluations[0] = 0


# The gradient of more data than fit


@given(cuts=st.sets(st.integers(1, 39)), theta=vectors)
def test_a_streamed_gradient_is_the_full_one(cuts, theta, model_a):
    chunks = np.split(np.arange(40), sorted(cuts))
    streamed = streamed_gradient((model_a.on(rows) for rows in chunks), theta)
    np.testing.assert_allclose(streamed, model_a.gradient(theta), rtol=1e-12, atol=1e-12)


def test_the_mean_of_chunk_means_is_another_vector(model_a):
    chunks = [model_a.on(range(30)), model_a.on(range(30, 40))]
    full, means = model_a.gradient(START), [chunk.gradient(START) for chunk in chunks]
    np.testing.assert_allclose(streamed_gradient(chunks, START), full, rtol=1e-12)
    assert np.abs(np.mean(means, axis=0) - full).max() > 0.1


def test_runs_side_by_side_stream_together(model_a):
    thetas = np.random.default_rng(0).normal(size=(3, 4, 2))
    chunks = [model_a.on([0]), model_a.on(range(1, 40))]
    np.testing.assert_allclose(
        streamed_gradient(chunks, thetas), model_a.gradient(thetas), rtol=1e-12, atol=1e-12
    )
