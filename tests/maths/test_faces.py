"""The face data, and what descent does on it, against the numbers of the course."""

import hashlib
from importlib.resources import files
from itertools import combinations

import numpy as np
import pytest

from lecture_lib import theory
from lecture_lib.batches import epochs, in_order, minibatches
from lecture_lib.data import NAMES, load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments import noise
from lecture_lib.features import raw, standardized
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Momentum
from lecture_lib.stopping import SmallGradient

START = (1.5, 1.0)

SETS = {
    "train": (40, ("mouth", "brow"), "c144c5fe31935ac5"),
    "val": (40, ("mouth", "brow"), "eab6965b18b514e7"),
    "test": (400, ("mouth", "brow"), "f23c66d101ca1997"),
    "upside_down": (48, ("mouth_bend", "eyes_above_mouth"), "f70a2299d1c01656"),
    "moods": (60, ("mouth_bend", "brow_raise"), "5da0ea2fc1edd92d"),
    "grins": (24, ("mouth",), "b72bfc67d391c579"),
}


def six_digits(value):
    return pytest.approx(value, rel=6e-6, abs=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_the_published_ones(name):
    rows, columns, digest = SETS[name]
    content = files("lecture_lib").joinpath("faces", f"faces_{name}.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest()[:16] == digest
    faces = load_faces(name)
    assert (len(faces), faces.columns) == (rows, columns)
    assert faces.features.shape == (rows, len(columns))
    assert faces.features[0].tolist() == [float(x) for x in content.split()[1].split(b",")[:-1]]


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"moods"}))
def test_labels_are_happy_or_sad(name):
    assert set(load_faces(name).labels) == {-1.0, 1.0}


def test_moods_are_names():
    moods, counts = np.unique(load_faces("moods").labels, return_counts=True)
    assert moods.tolist() == ["happy", "neutral", "sad", "surprised"]
    assert counts.tolist() == [15] * 4


def test_scores_come_in_the_order_asked_for():
    faces = load_faces("train")
    np.testing.assert_array_equal(faces.scores("brow", "mouth"), faces.features[:, ::-1])
    np.testing.assert_array_equal(faces.mouth, faces.features[:, 0])
    np.testing.assert_array_equal(faces.brow, faces.features[:, 1])


@pytest.mark.parametrize("part", ["features", "labels"])
def test_faces_cannot_be_changed(part):
    with pytest.raises(ValueError, match="read-only"):
        getattr(load_faces("train"), part)[0] = 1


# λ_min, λ_max, κ, η_crit, w*, L*, mistakes: the printed table, with its digits.
MODELS = {
    "A_raw": (0.194326, 5.943711, 30.59, 0.336490, (-1.548624, 0.775961), 0.152272, 3),
    "A_centred": (0.99988, 1.15515, 1.155, 1.7314, (0.003298, 0.775961), 0.152272, 3),
    "A_standardized": (1, 1, 1.0, 2.0, (0, 0.833939), 0.152272, 3),
    "B_through_origin": (0.368096, 1.481082, 4.02, 1.35036, (0.225539, 0.677040), 0.140273, 2),
    "C_raw": (0.123553, 10.279374, 83.2, 0.194564, (-1.802289, 0.677056, 0.225527), 0.140269, 2),
}


@pytest.mark.parametrize("name", MODELS)
def test_table_of_models(name, face_models):
    lowest, highest, kappa, eta_crit, w_star, loss, mistakes = MODELS[name]
    objective = face_models[name]
    values, w = theory.curvatures(objective.X), theory.optimum(objective.X, objective.y)
    assert (values[0], values[-1]) == pytest.approx((lowest, highest), abs=6e-6)
    assert theory.condition_number(objective.X) == pytest.approx(kappa, rel=1e-3)
    assert theory.critical_eta(objective.X) == pytest.approx(eta_crit, rel=4e-5)
    np.testing.assert_allclose(w, w_star, atol=1.1e-6)
    assert objective.value(w) == pytest.approx(loss, abs=6e-7)
    assert objective.mistakes(w) == mistakes
    zero = np.zeros(objective.D)
    assert (objective.value(zero), objective.mistakes(zero)) == (0.5, 20)


def test_optimum_of_model_a_on_faces_it_has_not_seen(model_a, numbers):
    w, expected = theory.optimum(model_a.X, model_a.y), numbers["A.val_test"]
    for name, short in (("val", "val"), ("test", "test")):
        faces = load_faces(name)
        unseen = Objective(Linear(), SquaredLoss(), raw(1)(faces.scores("mouth")), faces.labels)
        assert unseen.value(w) == six_digits(expected[short])
        assert unseen.mistakes(w) == expected[f"{short}_mist"]


def test_standardized_uses_the_training_statistics_for_other_faces():
    train, val = load_faces("train").scores("mouth"), load_faces("val").scores("mouth")
    z = standardized(train)(val)[:, 1]
    np.testing.assert_allclose(z, (val[:, 0] - train.mean()) / train.std())


def steps_to_optimum(run, objective):
    lowest = objective.value(theory.optimum(objective.X, objective.y))
    return run.first_below(lowest + 1e-6)


@pytest.mark.parametrize("m", ["0", "0.3", "0.48", "0.5", "0.7", "0.8", "0.9", "0.95", "0.99"])
def test_momentum_table(m, model_a, numbers):
    row = numbers["S8.iters_momentum"][m]
    etas = np.array([float(eta) for eta in row])
    run = descend(model_a, START, Momentum(etas[:, None], float(m)), 4000)
    steps = steps_to_optimum(run, model_a)
    got = np.where(run.reason == "diverged", "diverged", steps.astype(str))
    assert got.tolist() == [str(expected) for expected in row.values()]


@pytest.mark.parametrize("eta", ["0.01", "0.05", "0.1", "0.2", "0.3", "0.32", "0.33", "0.336"])
def test_learning_rate_table(eta, model_a, numbers):
    run = descend(model_a, START, GradientDescent(float(eta)), 4000)
    assert steps_to_optimum(run, model_a) == numbers["S7.iters_to_1e-6"][eta]
    assert (run.reason, run.stopped_at) == ("steps", 4000)


@pytest.mark.parametrize(("eta", "after"), [(0.34, 993), (0.4, 65)])
def test_learning_rates_that_diverge(eta, after, model_a, numbers):
    run = descend(model_a, START, GradientDescent(eta), 4000)
    assert (run.reason, run.stopped_at) == ("diverged", after)
    assert numbers["S7.iters_to_1e-6"][str(eta)] == f"diverges (|w|>1e9 after {after})"


def test_fastest_descent(model_a, numbers):
    best = numbers["S8.best"]
    eta, (heavy_eta, m) = theory.best_eta(model_a.X), theory.best_momentum(model_a.X)
    assert (eta, heavy_eta, m) == six_digits((best["gd_best_eta"], best["eta"], best["m"]))
    values = theory.curvatures(model_a.X)
    assert np.abs(theory.step_factors(values, eta)).max() == six_digits(best["gd_rate"])
    assert np.sqrt(m) == six_digits(best["rate"])
    plain = descend(model_a, START, GradientDescent(eta), 200)
    assert steps_to_optimum(plain, model_a) == best["gd_iters"]
    heavy = descend(model_a, START, Momentum(heavy_eta, m), 200)
    assert steps_to_optimum(heavy, model_a) == best["iters"]


def test_paths_of_the_lecture_numbers(model_a, numbers):
    path = descend(model_a, START, GradientDescent(0.2), 50).losses
    assert path[[0, 1, 2, 3, 5, 10, 20, 50]] == six_digits(numbers["S7.path_eta.2"]["L"])
    path = descend(model_a, START, GradientDescent(0.34), 200).losses
    assert path[[0, 1, 2, 10, 50, 100, 200]] == six_digits(numbers["S7.path_eta.34"]["L"])
    expected = numbers["S8.loss_goes_up"]
    losses = descend(model_a, START, Momentum(0.1, 0.9), 60).losses
    assert losses[[0, 1, 2, 3, 5, 8, 10, 20]] == six_digits(expected["L"])
    up = np.flatnonzero(np.diff(losses) > 0)
    assert (len(up), up[0] + 1) == (expected["steps_up"], expected["first_up"])


@pytest.mark.parametrize("level", ["0.16", "0.1533"])
def test_steps_to_a_level(level, model_a, numbers):
    for eta, steps in numbers[f"S1.gd_steps_to_{level}"].items():
        run = descend(model_a, START, GradientDescent(float(eta)), 400)
        assert run.first_below(float(level)) == steps


@pytest.mark.parametrize("epsilon", ["0.1", "0.01", "0.001", "0.0001", "1e-06"])
def test_small_gradient_stops_the_faces(epsilon, model_a, numbers):
    expected, rule = numbers["S5.eps"][epsilon], SmallGradient(float(epsilon))
    run = descend(model_a, START, GradientDescent(0.3), 400, stop=[rule])
    w_star = theory.optimum(model_a.X, model_a.y)
    assert (run.stopped_at, run.reason) == (expected["steps"], "gradient")
    assert np.linalg.norm(run.theta - w_star) == pytest.approx(expected["dist"], rel=1e-5)


def test_one_slider_one_parabola(model_a, numbers):
    expected = numbers["S11.w0_parabola"]
    mouth = model_a.X[:, 1]
    lowest = model_a.y.mean() - expected["w1"] * mouth.mean()
    assert lowest == six_digits(expected["best_w0"])
    at_lowest, at_zero = model_a.value([[lowest, 1.0], [0.0, 1.0]])
    assert (at_lowest, at_zero) == six_digits((expected["L_at_best"], expected["L_at_w0_0"]))
    hessian = theory.hessian(model_a.X)
    assert np.diag(hessian) == six_digits([expected["curvature"], expected["w1_curv"]])


def test_scaled_weights_draw_the_same_line_with_another_loss(model_a, numbers):
    w_star = theory.optimum(model_a.X, model_a.y)
    for factor, expected in numbers["S11.scale"].items():
        theta = float(factor) * w_star
        assert model_a.value(theta) == six_digits(expected["L"])
        assert model_a.mistakes(theta) == expected["mistakes"]


def test_one_slip_of_a_decimal_point(model_a, numbers):
    expected, X = numbers["S9.missing_decimal_point"]["40.0"], model_a.X.copy()
    X[22, 1] = 40.0
    slipped = Objective(Linear(), SquaredLoss(), X, model_a.y)
    w = theory.optimum(X, model_a.y)
    assert w == six_digits(expected["w"])
    assert slipped.mistakes(w) == expected["mistakes"]
    assert theory.critical_eta(X) == six_digits(expected["eta_crit"])
    assert theory.condition_number(X) == six_digits(expected["kappa"])


@pytest.mark.parametrize(("name", "start"), [("S2.angle", START), ("S2.angle0", (0.0, 0.0))])
def test_steepest_is_not_towards_the_goal(name, start, model_a, numbers):
    expected, w_star = numbers[name], theory.optimum(model_a.X, model_a.y)
    gradient, way = model_a.gradient(start), w_star - start
    assert gradient == six_digits(expected["grad"])
    cosine = -gradient @ way / np.linalg.norm(gradient) / np.linalg.norm(way)
    assert np.degrees(np.arccos(cosine)) == six_digits(expected["angle_deg"])
    assert numerical_gradient(model_a.value, start) == pytest.approx(gradient, rel=1e-8)


def test_some_faces_point_uphill(model_a, numbers):
    for key, share in (
        ("S6.single_example_gradients", "frac_pointing_wrong"),
        ("S6.single_wrong_at", "frac"),
    ):
        expected = numbers[key]
        assert noise.points_uphill(model_a, expected["at"]).mean() == expected[share]
    w_star = theory.optimum(model_a.X, model_a.y)
    norms = np.linalg.norm(model_a.example_gradients(w_star), axis=-1)
    expected = numbers["S6.single_example_gradients"]["at_opt_norms"]
    assert [norms.min(), norms.max()] == six_digits(expected)


def test_with_noise_the_last_step_is_not_the_best(model_a, numbers):
    expected = numbers["S3.last_vs_best"]
    source = epochs(model_a.N, expected["B"], np.random.default_rng(3))
    optimizer = GradientDescent(expected["eta"])
    run = descend(model_a, START, optimizer, expected["steps"], batches=source)
    assert (run.loss, run.best_loss) == six_digits((expected["last"], expected["best"]))
    assert run.best_step == expected["best_step"]
    assert model_a.value(run.best_theta) == pytest.approx(run.best_loss, rel=1e-12)


@pytest.mark.parametrize("eta", ["0.05", "0.1"])
def test_faces_in_sorted_order(eta, model_a, numbers):
    expected = numbers["S6.shuffle"][f"sorted {eta}"]
    source = in_order(model_a.N, 1)
    run = descend(model_a, (0.0, 0.0), GradientDescent(float(eta)), 40 * 100, batches=source)
    assert run.theta == six_digits(expected["w"])
    assert run.loss == six_digits(expected["L_end_of_epoch"])
    assert model_a.mistakes(run.theta) == expected["mistakes"]


@pytest.mark.parametrize("B", [1, 2, 4, 8, 10, 20, 40])
def test_table_of_batch_sizes(B, model_a, numbers):
    expected, X, y = numbers["S6.sgd_faces"][str(B)], model_a.X, model_a.y
    std = np.sqrt(np.trace(noise.batch_covariance(X, y, B)))
    assert std == six_digits(expected["noise_std_at_opt"])
    assert noise.critical_eta_of_batches(X, B) == six_digits(expected["eta_crit_mean_square"])
    for eta, excess in expected["excess"].items():
        assert noise.noise_floor(X, y, float(eta), B) == six_digits(excess)


@pytest.mark.parametrize("B", [1, 8])
def test_a_long_run_hovers_at_the_exact_excess_loss(B, model_a):
    steps, eta = 20_000, 0.1
    source = minibatches(model_a.N, B, np.random.default_rng(0))
    w_star = theory.optimum(model_a.X, model_a.y)
    run = descend(model_a, w_star, GradientDescent(eta), steps, batches=source)
    hovering = run.losses[1000:].mean() - model_a.value(w_star)
    assert hovering == pytest.approx(noise.noise_floor(model_a.X, model_a.y, eta, B), rel=0.1)


@pytest.mark.parametrize(("B", "eta"), [(1, 0.05), (8, 0.1), (40, 0.3)])
def test_the_expected_loss_is_the_mean_of_many_runs(B, eta, model_a):
    X, y, steps = model_a.X, model_a.y, 60
    exact = noise.expected_losses(X, y, START, eta, B, steps)
    runs = [
        descend(
            model_a,
            START,
            GradientDescent(eta),
            steps,
            batches=minibatches(model_a.N, B, np.random.default_rng(seed)),
        ).losses
        for seed in range(100 if B < 40 else 1)
    ]
    spread = np.std(runs, axis=0) / len(runs) ** 0.5
    assert (np.abs(np.mean(runs, axis=0) - exact) < 4.5 * spread + 1e-12).all()


def test_the_expected_loss_settles_at_the_noise_floor(model_a):
    X, y = model_a.X, model_a.y
    etas = [0.05, 0.1, 0.3]
    settled = noise.expected_losses(X, y, START, etas, 1, 5000)[-1]
    lowest = model_a.value(theory.optimum(X, y))
    for eta, loss in zip(etas[:2], settled[:2], strict=True):
        assert loss - lowest == pytest.approx(noise.noise_floor(X, y, eta, 1), rel=1e-9)
    assert not settled[2] < 1e9  # above `critical_eta_of_batches`


def test_batch_noise_is_the_spread_of_all_batches(model_a):
    part = model_a.on(range(6))
    w_star = theory.optimum(part.X, part.y)
    for B in range(1, 7):
        gradients = [part.on(rows).gradient(w_star) for rows in combinations(range(6), B)]
        expected = np.cov(np.transpose(gradients), bias=True)
        np.testing.assert_allclose(
            noise.batch_covariance(part.X, part.y, B), expected, rtol=1e-9, atol=1e-12
        )


@pytest.mark.parametrize("B", [1, 2, 3, 5])
def test_noise_of_three_parameters_by_going_through_all_batches(B, face_models):
    X, y = face_models["C_raw"].X[:5], face_models["C_raw"].y[:5]
    part, w_star, one = Objective(Linear(), SquaredLoss(), X, y), theory.optimum(X, y), np.eye(3)
    batches = [part.on(rows) for rows in combinations(range(5), B)]

    def step_of_squares(eta):
        steps = [one - eta * theory.hessian(batch.X) for batch in batches]
        return np.mean([np.kron(step, step) for step in steps], axis=0)

    limit = noise.critical_eta_of_batches(X, B)
    assert np.abs(np.linalg.eigvals(step_of_squares(limit))).max() == pytest.approx(1, rel=1e-9)
    eta, gradients = limit / 2, np.array([batch.gradient(w_star) for batch in batches])
    kick = eta**2 * np.mean(gradients[:, :, None] * gradients[:, None, :], axis=0)
    M = np.linalg.solve(np.eye(9) - step_of_squares(eta), kick.ravel()).reshape(3, 3)
    excess = 0.5 * np.trace(theory.hessian(X) @ M)
    assert noise.noise_floor(X, y, eta, B) == pytest.approx(excess, rel=1e-6, abs=1e-15)
