"""What units and playgrounds do on the course's data, against its numbers."""

from itertools import combinations

import numpy as np
import pytest

from lecture_lib import theory
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.bumps import grid_of_bumps
from lecture_lib.experiments.grins import grins, lowest_points
from lecture_lib.experiments.noise import batch_covariance, gradient_covariance
from lecture_lib.experiments.slide_errors import SlideSign
from lecture_lib.features import raw
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.labels import class_numbers, one_hot
from lecture_lib.logistic import LogisticRegression, SoftmaxRegression
from lecture_lib.losses import SquaredLoss, ZeroOneLoss
from lecture_lib.models import Linear, SigmoidUnit
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Momentum
from lecture_lib.softmax import softmax
from lecture_lib.stopping import NoImprovement, SmallGradient

MOODS = ("happy", "sad", "surprised", "neutral")


def six_digits(value):
    return pytest.approx(value, rel=6e-6, abs=1e-12)


@pytest.fixture(scope="module")
def curve():
    """The grins curve with its default sharpness."""
    return grins(load_faces("grins"))


@pytest.fixture(scope="module")
def happiness():
    """Mouth scores of the training faces with x_0 = 1, and labels 0 and 1."""
    faces = load_faces("train")
    return raw(1)(faces.scores("mouth")), (faces.labels + 1) / 2


@pytest.fixture(scope="module")
def moods():
    """Softmax regression on the four moods."""
    faces = load_faces("moods")
    y = one_hot(class_numbers(faces.labels, MOODS), 4)
    X = raw(2)(faces.scores("mouth_bend", "brow_raise"))
    return Objective(SoftmaxRegression(4), SoftmaxCrossEntropy(), X, y)


def minima(curve, low=0.0, high=4.5):
    """(θ, L) of the lowest points inside, on a grid finer than three digits."""
    theta = np.arange(low, high, 1e-4)
    L = curve.value(theta[:, None])
    inside = np.flatnonzero((L[1:-1] < L[:-2]) & (L[1:-1] < L[2:])) + 1
    return np.stack([theta[inside], L[inside]], axis=-1)


@pytest.mark.parametrize(("eta", "m"), [(0.5, 0), (1, 0), (0.5, 0.9), (1, 0.9), (2, 0.9)])
def test_where_the_ball_comes_to_rest(curve, numbers, eta, m):
    expected = numbers["S4.grins_gd"][f"{eta}/{m}"]
    starts = np.array([[float(start)] for start in expected])
    run = descend(curve, starts, Momentum(eta, m), 2000)
    np.testing.assert_allclose(run.theta[:, 0], list(expected.values()), atol=6e-4)


@pytest.mark.parametrize("a", ["0.5", "1", "2", "2.4", "2.5", "3", "4", "6", "12", "40"])
def test_valleys_at_each_sharpness(numbers, a):
    expected = numbers["S4.grins_minima_a"][a]
    found = minima(grins(load_faces("grins"), float(a)))[:, 0]
    # At a = 40 the curve is a staircase: the valleys are its treads, with small dips of their own.
    nearest = [found[np.abs(found - theta).argmin()] for theta in expected]
    np.testing.assert_allclose(nearest, expected, atol=2e-4)
    if a != "40":
        assert len(found) == len(expected)


def test_the_second_valley_is_born(numbers):
    birth = numbers["S4.second_minimum_appears_at_a"]
    counts = [len(minima(grins(load_faces("grins"), a))) for a in (birth - 0.005, birth + 0.005)]
    assert counts == [1, 2]


def test_plateaus_look_like_minima(curve, numbers):
    for start, expected in numbers["S5.plateau"].items():
        at = [float(start)]
        assert curve.value(at) == pytest.approx(expected["L"], rel=6e-6)
        assert curve.gradient(at)[0] == pytest.approx(expected["slope"], rel=6e-6)
    run = descend(curve, [-1.0], GradientDescent(1.0), 10, stop=[SmallGradient(1e-3)])
    assert (run.stopped_at, run.reason) == (0, "gradient")


def test_other_faces_other_valleys(curve, numbers):
    faces = load_faces("grins")
    forced = (faces.mouth > 2.5) & (faces.labels < 0)
    shy = (faces.mouth < 2.1) & (faces.labels > 0)
    kept = {
        "all": np.arange(24),
        "without the 4 forced grins": np.flatnonzero(~forced),
        "without the 5 shy happy": np.flatnonzero(~shy),
        "even rows": np.arange(0, 24, 2),
        "odd rows": np.arange(1, 24, 2),
    }
    for name, expected in numbers["S6.subsets"].items():
        assert len(kept[name]) == expected["n"]
        found = minima(curve.on(kept[name]))
        assert len(found) == len(expected["minima"])
        np.testing.assert_allclose(found[:, 0], np.array(expected["minima"])[:, 0], atol=6e-4)
        np.testing.assert_allclose(found[:, 1], np.array(expected["minima"])[:, 1], atol=6e-5)


def test_where_the_curves_of_batches_are_lowest(curve, numbers):
    halves = lowest_points(curve, [range(0, 24, 2), range(1, 24, 2)])
    for found, half in zip(halves, ("even rows", "odd rows"), strict=True):
        lowest, _ = min(numbers["S6.subsets"][half]["minima"], key=lambda point: point[1])
        assert found == pytest.approx(lowest, abs=0.003)
    twice = [[0, 0, 7], [0, 7, 7]]  # a row that comes twice counts twice
    for batch, found in zip(twice, lowest_points(curve, twice), strict=True):
        theta = np.linspace(0, 4, 801)
        assert found == theta[curve.on(batch).value(theta[:, None]).argmin()]


def test_most_batches_of_six_find_the_deeper_valley(curve):
    """Every 20th of all 134 596 batches; data.md drew 2000 at random and found 43 %."""
    batches = np.array(list(combinations(range(24), 6)))[::20]
    right_of_the_hill = (lowest_points(curve, batches) > 2.297).mean()
    assert right_of_the_hill == pytest.approx(0.416, abs=0.01)


def test_the_staircase_of_mistakes(curve, numbers):
    for theta, mistakes in numbers["S10.grins_mistakes"].items():
        assert curve.mistakes([float(theta)]) == mistakes
    steep = grins(load_faces("grins"), sharpness=400.0)
    stairs = np.linspace(0.003, 4.5, 300)[:, None]
    between = np.abs(stairs - load_faces("grins").mouth).min(axis=1) > 0.03
    expected = steep.mistakes(stairs)[between] / 48
    np.testing.assert_allclose(steep.value(stairs)[between], expected, atol=1e-4)


def test_early_stopping_on_bumps(numbers):
    expected, bumps = numbers["S5.early_stopping"], grid_of_bumps(0, 4, per_axis=7, width=0.35)
    train, val, test = (
        Objective(Linear(), SquaredLoss(), bumps(faces.scores("mouth", "brow")), faces.labels)
        for faces in map(load_faces, ("train", "val", "test"))
    )
    assert theory.critical_eta(train.X) == six_digits(expected["eta_crit"])
    run = descend(train, np.zeros(50), GradientDescent(expected["eta"]), 3000)
    for step, row in expected["at"].items():
        theta = run.thetas[int(step)]
        losses = [one.value(theta) for one in (train, val, test)]
        mistakes = [one.mistakes(theta) for one in (train, val, test)]
        assert losses + mistakes == six_digits(row)
    assert val.value(run.thetas).argmin() == expected["best_val_step"]
    assert test.value(run.thetas).argmin() == expected["best_test_step"]
    stop = [NoImprovement(val, patience=20)]
    early = descend(train, np.zeros(50), GradientDescent(expected["eta"]), 3000, stop=stop)
    assert early.stopped_at == expected["best_val_step"] + 20


def test_too_right_costs_more_than_wrong(numbers):
    case = numbers["S9.too_correct"]
    costs = SquaredLoss().value([case["yhat"], case["yhat_wrong"]], [case["y"]] * 2)
    assert costs.tolist() == [case["loss"], case["loss_wrong"]]


@pytest.mark.parametrize("mouth", ["None", "40.0"])
def test_logistic_regression_does_not_notice_the_missing_point(happiness, numbers, mouth):
    X, t = happiness
    expected, X = numbers["S9.missing_decimal_point"][mouth], X.copy()
    row, was = numbers["S9.missing_decimal_point"]["changed"]
    assert X[row, 1] == was
    X[row, 1] = was if mouth == "None" else float(mouth)
    logistic, w = (
        Objective(LogisticRegression(), SigmoidCrossEntropy(), X, t),
        expected["logistic_w"],
    )
    assert np.abs(logistic.gradient(w)).max() < 1e-5  # the optimum, as far as six digits tell
    assert logistic.value(w) == six_digits(expected["logistic_loss"])
    assert logistic.mistakes(w) == expected["logistic_mistakes"]
    assert -w[0] / w[1] == six_digits(expected["logistic_threshold"])


def test_optima_of_the_sigmoid_unit(happiness, numbers):
    X, t = happiness
    for name, labels in (("labels_01", (0, 1)), ("labels_pm1", (-1, 1))):
        sad, happy = labels
        objective = Objective(SigmoidUnit(labels), SquaredLoss(), X, np.where(t, happy, sad))
        expected = numbers[f"S13.sigmoid_{name}"]
        w = expected["w"]
        assert np.abs(objective.gradient(w)).max() < 1e-6
        assert objective.value(w) == six_digits(expected["loss"])
        assert objective.mistakes(w) == expected["mistakes_half"]
        assert -w[0] / w[1] == pytest.approx(expected["threshold"], rel=1e-5)
    # With ±1 the 20 sad faces cost at least ½ each: the estimate cannot go below 0.
    floor = SquaredLoss().value(0 * t, np.where(t, 0, -1)).mean()
    assert floor == numbers["S13.sigmoid_labels_pm1"]["floor_sad"]


def test_the_sign_of_a_sigmoid_calls_everybody_happy(happiness, numbers):
    X, t = happiness
    expected = numbers["S13.sigmoid_labels_01"]
    signs = np.sign(SigmoidUnit().predict(expected["w"], X))
    assert (signs == 1).all()
    assert (signs != 2 * t - 1).sum() == expected["mistakes_sign"]


def test_the_optimum_of_logistic_regression(happiness, numbers):
    expected = numbers["S13.logistic"]
    logistic = Objective(LogisticRegression(), SigmoidCrossEntropy(), *happiness)
    assert logistic.value(expected["w"]) == six_digits(expected["ce"])
    assert logistic.mistakes(expected["w"]) == expected["mistakes"]
    assert np.abs(logistic.gradient(expected["w"])).max() < 1e-5


@pytest.mark.parametrize("sign", [1, -1])
def test_one_sign_walks_down_and_the_slides_climbs(happiness, numbers, sign):
    loss = SquaredLoss() if sign == 1 else SlideSign(SquaredLoss())
    objective = Objective(SigmoidUnit(), loss, *happiness)
    run = descend(objective, [0.0, 0.0], GradientDescent(1.0), 51)
    expected = numbers[f"S13.sign_{sign}"]
    assert run.losses[[0, 1, 2, 5, 10, 50]] == six_digits(expected["L"])
    np.testing.assert_allclose(run.thetas[51], expected["w"], rtol=1e-5)
    assert objective.mistakes(run.theta) == expected["mistakes"]


def test_saturation(numbers):
    expected, unit = numbers["S13.saturation"], SigmoidUnit().activation
    edge = expected["last_z_nonzero_naive"]
    s = unit.value([edge - 0.01, edge + 0.01])
    assert (s * (1 - s) > 0).tolist() == [True, False]
    assert unit.derivative([edge + 0.01])[0] == pytest.approx(np.exp(-edge - 0.01), rel=1e-12)
    assert unit.derivative([10.0, 0.0]) == six_digits([expected["dsig10"], expected["max"]])


def test_softmax_at_temperatures(numbers):
    for temperature, p in numbers["S16.softmax_T"].items():
        assert softmax([1.0, 2.0, 3.0], float(temperature)) == six_digits(p)


def test_wrong_and_sure(numbers):
    case = numbers["S18.wrong_and_sure"]
    X, w, t = [[1.0]], [case["z"]], [1.0]
    squared = Objective(SigmoidUnit(), SquaredLoss(), X, t)
    entropy = Objective(LogisticRegression(), SigmoidCrossEntropy(), X, t)
    assert squared.gradient(w)[0] == six_digits(case["sse_gradient"])
    assert entropy.gradient(w)[0] == six_digits(case["ce_gradient"])


def test_descent_on_the_moods(moods, numbers):
    etas = np.array([1.0, 2.0, 5.0])
    run = descend(moods, np.zeros(12), GradientDescent(etas[:, None]), 3000)
    mistakes = moods.mistakes(run.thetas)
    for column, eta in enumerate(etas):
        for step, (loss, wrong) in numbers[f"S18.moods_gd_eta{eta:.0f}"].items():
            assert run.losses[int(step), column] == pytest.approx(loss, abs=6e-6)
            assert mistakes[int(step), column] == wrong


def curvatures_at(objective, theta):
    """Eigenvalues of the Hessian, measured: rows are the change of the gradient."""
    rows = [
        numerical_gradient(lambda at, d=d: objective.gradient(at)[d], theta)
        for d in range(len(theta))
    ]
    return np.linalg.eigvalsh((np.array(rows) + np.transpose(rows)) / 2)


def test_the_optimum_of_the_moods(moods, numbers):
    expected = numbers["S18.moods_opt"]
    W, zero = np.array(expected["W"]), np.zeros(12)
    np.testing.assert_allclose(W.sum(axis=0), 0, atol=1e-4)  # centred: softmax sees no shift
    assert np.linalg.norm(W) == six_digits(expected["norm"])
    assert np.abs(moods.gradient(W.ravel())).max() < 1e-6
    assert moods.value(W.ravel()) == six_digits(expected["L"])
    assert moods.mistakes(W.ravel()) == expected["errors"]
    assert moods.value(zero) == six_digits(expected["L0"]) == six_digits(np.log(4))
    # One row of weights is redundant: three curvatures are 0.
    values = curvatures_at(moods, W.ravel())
    np.testing.assert_allclose(values[:3], 0, atol=1e-9)
    np.testing.assert_allclose(values[3:], expected["eig_nonzero"], rtol=1e-5)
    assert 2 / values[-1] == pytest.approx(expected["eta_crit_at_opt"], rel=1e-5)
    assert curvatures_at(moods, zero)[-1] == pytest.approx(expected["lam_max_at_0"], rel=1e-5)
    # The softmax Hessian is at most half of that of the squared loss.
    assert 2 * theory.critical_eta(moods.X) == six_digits(expected["eta_safe"])


def test_the_best_thresholds_make_two_mistakes(happiness, numbers):
    X, t = happiness
    zero_one = Objective(LogisticRegression(), ZeroOneLoss(), X, t)
    thresholds = np.arange(0, 4, 0.01).round(2)
    weights = np.stack([-thresholds, np.ones_like(thresholds)], axis=-1)
    mistakes = (zero_one.value(weights) * 40).round().astype(int)
    assert mistakes.min() == numbers["A.best01"]["mistakes"]
    best = thresholds[mistakes == 2]
    for threshold in numbers["A.best01"]["thresholds"]:
        assert np.abs(best - threshold).min() < 0.011


@pytest.mark.parametrize("B", [1, 4, 40])
def test_noise_of_batches_anywhere_is_that_at_the_optimum_there(B):
    faces = load_faces("train")
    X = raw()(faces.scores("mouth"))
    objective = Objective(Linear(), SquaredLoss(), X, faces.labels)
    w = theory.optimum(X, faces.labels)
    once = gradient_covariance(objective, w, B)
    assert once == pytest.approx(batch_covariance(X, faces.labels, B), abs=1e-12)
    again = gradient_covariance(objective, w, B, replace=True)
    assert again == pytest.approx(gradient_covariance(objective, w, 1) / B)
