"""Numbers as strangers bring them: small integers, NaN, infinity, masks, single precision.

Each kind is tried on every public function of the mathematics that takes an array.
"""

from types import SimpleNamespace

import numpy as np
import pytest

from lecture_lib import checks, entropy, labels, softmax, theory
from lecture_lib.activations import Identity, ReLU, Sigmoid, Softplus, Step, Tanh
from lecture_lib.adaptive import AdaGrad, Adam, RMSProp
from lecture_lib.backprop import backward, forward, with_one
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from lecture_lib.descent import descend
from lecture_lib.experiments.blended import BlendedUnit
from lecture_lib.experiments.designs import train_design
from lecture_lib.experiments.last_layer import LastLayer
from lecture_lib.experiments.mood_runs import wrong_direction
from lecture_lib.experiments.saturation import as_printed
from lecture_lib.experiments.shares import distribution
from lecture_lib.experiments.slide_errors import SlideSign
from lecture_lib.experiments.upside_down import train_seven
from lecture_lib.experiments.weighted_loss import WeightedLoss
from lecture_lib.features import raw, standardized
from lecture_lib.gradient_check import check_gradient, difference_quotients, numerical_gradient
from lecture_lib.logistic import LogisticRegression, SoftmaxRegression
from lecture_lib.losses import (
    AbsoluteLoss,
    SquaredError,
    SquaredLoss,
    SquaredLossOfOutputs,
    ZeroOneLoss,
)
from lecture_lib.models import Linear, Perceptron, SigmoidUnit
from lecture_lib.network import Network
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Momentum, Nesterov
from lecture_lib.second_order import Newton, secant_update
from lecture_lib.stopping import steps_since_best

NAN, INF = float("nan"), float("inf")
X, TWO, SIGNS = [[1, 120], [1, 3], [1, 90]], [0, 1, 1], [-1, 1, 1]
HOT = [[1, 0], [0, 1], [0, 1]]
SCORES = [[0, 120], [100, 3], [7, 9]]
ACTIVATIONS = (Step(), Identity(), Sigmoid(), Tanh(), ReLU(), ReLU(0.1), Softplus())
ESTIMATE_LOSSES = (SquaredLoss(), SquaredError("sum"), SquaredError("mean"), AbsoluteLoss())
ESTIMATE_LOSSES += (WeightedLoss(SquaredLoss(), AbsoluteLoss(), 0.5), SlideSign(SquaredLoss()))
LAST = [LastLayer("none", "squared"), LastLayer("softmax", "squared")]
LAST += [LastLayer(name, "cross entropy") for name in ("sigmoid", "softmax")]
BLENDED = BlendedUnit(0.5)
MODELS = (Linear(), Perceptron(), SigmoidUnit(), LogisticRegression(), BLENDED)
NETWORK = Network((1, 1, 1), (Tanh(), Identity()))
RIGHT = Objective(Linear(), SquaredLoss(), X, SIGNS)


def both(one, *names):
    return [getattr(one, name) for name in names]


# What is called, and with what whole numbers from -128 to 127: each list becomes an array.
CALLS = [
    *((f, (SCORES,)) for one in ACTIVATIONS for f in both(one, "value", "derivative")),
    *((f, ([0, 100, 3], TWO)) for one in ESTIMATE_LOSSES for f in both(one, "value", "derivative")),
    *((f, (SCORES, HOT)) for one in LAST for f in both(one, "value", "derivative")),
    *((f, ([100, 7, 5], TWO)) for f in both(ZeroOneLoss(), "value", "derivative")),
    *((f, ([100, 7, 5], TWO)) for f in both(SigmoidCrossEntropy(), "value", "derivative")),
    *((f, (SCORES, HOT)) for f in both(SoftmaxCrossEntropy(), "value", "derivative")),
    *((f, (SCORES, HOT)) for f in both(SquaredLossOfOutputs(), "value", "derivative")),
    *((one.predict, ([100, 2], X)) for one in MODELS),
    *((one.decide, ([100, 2, 0],)) for one in MODELS),
    *(
        (f, ((1, 2), X, [9, 7, 3]))
        for m in MODELS
        for f in both(m, "gradient", "example_gradients")
    ),
    (SoftmaxRegression(2).predict, ([100, 2, 3, 4], X)),
    (SoftmaxRegression(2).decide, (SCORES,)),
    (SoftmaxRegression(2).probabilities, ([0, 2, 0, 4], X)),
    *((f, ((1, 2, 3, 4), X, SCORES)) for f in both(SoftmaxRegression(2), "gradient")),
    (NETWORK.predict, ([100, 2, 3, 4], X)),
    (NETWORK.gradient, ([100, 2, 3, 4], X, [9, 7, 3])),
    (NETWORK.decide, ([100, 2, 3],)),
    (lambda W, x: forward([W], [Identity()], x).outputs, ([[100, 3]], X)),
    (
        lambda W, x, slope: backward([W], [Tanh()], forward([W], [Tanh()], x), slope).gradients,
        ([[100, 3]], X, [[9], [7], [3]]),
    ),
    (with_one, ([[100, 3]],)),
    (lambda X, y, theta: Objective(Linear(), SquaredLoss(), X, y).value(theta), (X, SIGNS, [5, 9])),
    (lambda X, y, w: Objective(Linear(), SquaredLoss(), X, y).gradient(w), (X, SIGNS, [5, 9])),
    *((f, ([5, 9],)) for f in both(RIGHT, "value", "gradient", "example_gradients", "mistakes")),
    (labels.check_two, (TWO, 0, 1)),
    (labels.check_one_hot, (HOT, 2)),
    (labels.decide_two, ([100, 3], 0, 1)),
    (labels.decide_many, (SCORES,)),
    *((f, (SCORES,)) for f in (softmax.softmax, softmax.log_softmax, softmax.log_sum_exp)),
    *((f, (SCORES,)) for f in (softmax.softmax_jacobian, softmax.absolute_shares)),
    (entropy.entropy, (HOT,)),
    *((f, (HOT, HOT)) for f in (entropy.cross_entropy, entropy.kl_divergence)),
    *((f, (X,)) for f in (theory.hessian, theory.curvatures, theory.critical_eta)),
    *((f, (X,)) for f in (theory.best_eta, theory.best_momentum, theory.condition_number)),
    (theory.optimum, (X, SIGNS)),
    (theory.step_factors, ([100, 4], [1, 2])),
    (raw(2), ([[100, 3]],)),
    (raw(1).to_raw, ([100, 3],)),
    (raw(1).from_raw, ([100, 3],)),
    (lambda x: standardized(x)(x), ([[100, 3], [120, 7]],)),
    (numerical_gradient, (lambda w: (w**2).sum(), [100, 3])),
    (difference_quotients, (np.square, 100, [1, 2])),
    (lambda w: check_gradient(lambda w: (w**2).sum(), lambda w: 2 * w, w).error, ([100, 3],)),
    (secant_update, ([[100, 0], [0, 3]], [10, 20], [7, 9])),
    (lambda theta: descend(RIGHT, theta, GradientDescent(1e-5), 3).thetas, ([5, 9],)),
    (steps_since_best, ([100, 3, 50],)),
    (distribution, ("p", [1, 0], (2,))),
    (checks.numbers, ("X", [100, 3])),
    (checks.distribution, ("P", [1, 0])),
]
OPTIMIZERS = (GradientDescent(1), Momentum(1, 0.5), Nesterov(1, 0.5), Newton([[2, 0], [0, 2]]))
OPTIMIZERS += (AdaGrad(1), RMSProp(1), Adam(1))
NAMES = [f"{getattr(f, '__qualname__', type(f).__name__)}-{i}" for i, (f, _) in enumerate(CALLS)]


def with_arrays(arguments, make):
    return [make(one) if isinstance(one, list) else one for one in arguments]


@pytest.mark.parametrize("dtype", [np.int8, np.uint8])
@pytest.mark.parametrize(("call", "arguments"), CALLS, ids=NAMES)
def test_small_integers_count_as_floats_do(call, arguments, dtype):
    def small(one):
        return np.array(one, np.int8 if np.min(one) < 0 else dtype)

    with np.errstate(divide="ignore", invalid="ignore"):  # Newton's own
        few = call(*with_arrays(arguments, small))
        many = call(*with_arrays(arguments, lambda one: np.array(one, float)))
    for one, other in zip(
        *((x if isinstance(x, tuple) else (x,)) for x in (few, many)), strict=True
    ):
        np.testing.assert_array_equal(one, other)


def test_the_reported_integers():
    loss = SquaredLoss()
    assert loss.derivative(np.uint8([0, 3]), np.uint8([1, 1])).tolist() == [-1, 2]
    assert loss.value(np.uint8([200, 10]), np.uint8([10, 200])).tolist() == [18050, 18050]


@pytest.mark.parametrize("one", OPTIMIZERS, ids=repr)
def test_small_integers_make_the_same_step(one):
    def step(dtype):
        theta, gradient = np.array([100, 3], dtype), np.array([90, 20], dtype)
        return one.step(theta, gradient, one.init(theta))[0].tolist()

    assert step(np.uint8) == step(np.int8) == step(float)


@pytest.mark.parametrize(("call", "arguments"), CALLS, ids=NAMES)
def test_masked_entries_are_refused_by_name(call, arguments):
    """Where numpy would forget the mask and answer for what it hides."""
    for place, one in enumerate(arguments):
        if isinstance(one, list):
            hidden = np.ma.masked_array(one, np.ones_like(one, bool))
            given = [hidden if n == place else x for n, x in enumerate(arguments)]
            with pytest.raises(ValueError, match="must have no masked entries"):
                call(*given)


def test_a_mask_that_hides_nothing_is_no_mask():
    assert checks.numbers("y", np.ma.masked_array([1, 2])).tolist() == [1, 2]
    with pytest.raises(ValueError, match="y must have no masked entries"):
        checks.numbers("y", [np.ma.masked_array([1, 2], [True, False]), [3, 4]])
    with pytest.raises(ValueError, match="rows must have no masked entries"):
        RIGHT.on(np.ma.masked_array([0, 1], [True, False]))
    with pytest.raises(ValueError, match="X must have no masked entries"):
        Objective(Linear(), SquaredLoss(), np.ma.masked_array(X, np.array(X) > 3), SIGNS)


def all_nan(answer):
    return bool(np.isnan(answer).all())


def test_nan_is_answered_with_nan_or_refused():
    for one in (*ACTIVATIONS[:1], *ACTIVATIONS[2:]):
        assert all_nan(one.value(NAN)), one
        assert all_nan(one.derivative(NAN)), one
    for one in (*ESTIMATE_LOSSES, ZeroOneLoss(), ZeroOneLoss(0.5), SigmoidCrossEntropy()):
        assert all_nan(one.value([NAN, NAN], [0, 1])), one
        assert all_nan(one.derivative([NAN, NAN], [0, 1])), one
        with pytest.raises(ValueError, match="y must hold finite numbers"):
            one.value([1.0, 1.0], [NAN, 1])
    for one in (SoftmaxCrossEntropy(), SquaredLossOfOutputs(), *LAST):
        assert all_nan(one.value([[NAN, NAN]], [[1, 0]])), one
    for one in (*MODELS, NETWORK, Network((1, 1), (Sigmoid(),))):
        decided = one.decide([NAN, 1e3])
        assert all_nan(decided[0]), one
        assert decided[1] == 1
    for one in (SoftmaxRegression(2), Network((1, 2), (Identity(),))):
        assert all_nan(one.decide([[NAN, 0.0]])), one
    assert np.isnan(labels.decide_two(NAN, 0, 1))
    assert steps_since_best([1.0, NAN, 0.5]).tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("model", "loss", "y"),
    [
        (Linear(), ZeroOneLoss(), SIGNS),
        (SigmoidUnit(), SquaredLoss(), TWO),
        (LogisticRegression(), SigmoidCrossEntropy(), TWO),
        (SoftmaxRegression(2), SoftmaxCrossEntropy(), HOT),
    ],
)
def test_a_model_that_blew_up_has_no_count_of_mistakes(model, loss, y):
    objective = Objective(model, loss, X, y)
    lost = np.full(2 * len(np.shape(objective.y)), NAN)
    assert np.isnan(objective.value(lost))
    assert np.isnan(objective.mistakes(lost))
    assert objective.wrong(lost).all()
    count = objective.mistakes(np.zeros_like(lost))
    assert count.dtype.kind == "i"
    assert np.isnan(objective.mistakes([lost, np.zeros_like(lost)])).tolist() == [True, False]


def test_a_sure_answer_costs_nothing_and_a_masked_truth_everything():
    with np.errstate(all="raise"):
        softmax_loss, sigmoid_loss = SoftmaxCrossEntropy(), SigmoidCrossEntropy()
        masked = [[0.0, -INF], [0.0, -INF]]
        assert softmax_loss.value(masked, [[1, 0], [0, 1]]).tolist() == [0, INF]
        assert softmax_loss.derivative(masked[:1], [[1, 0]]).tolist() == [[0, 0]]
        assert sigmoid_loss.value([INF, INF, -INF, -INF], [1, 0, 0, 1]).tolist() == [0, INF, 0, INF]
        assert sigmoid_loss.derivative([INF, -INF, INF], [1, 1, 0]).tolist() == [0, -1, 1]
        assert sigmoid_loss.value([INF], [0.5]).tolist() == [INF]
        for name in ("softmax", "sigmoid"):
            layer = LastLayer(name, "cross entropy")
            assert layer.value([[800.0, -INF]], [[1, 0]]).tolist() == [0]
        assert softmax.log_sum_exp([0.0, -INF]) == 0
        assert softmax.log_sum_exp([-INF, -INF]) == -INF
        assert softmax.log_softmax([0.0, -INF]).tolist() == [0, -INF]
        assert softmax.softmax([0.0, -INF]).tolist() == [1, 0]
    assert all_nan(softmax_loss.value([[NAN, 0.0]], [[0, 1]]))
    assert all_nan(sigmoid_loss.value([NAN, NAN], [0, 1]))


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_probabilities_sum_to_1_as_exactly_as_their_type_can(dtype):
    for P in ([0.7, 0.2, 0.1], [0.7, 0.1, 0.1, 0.1], [1 / 21] * 21):
        P = np.array(P, dtype)
        assert entropy.entropy(P) == pytest.approx(
            entropy.entropy(P / P.sum(dtype=float)), rel=0.01
        )
        assert len(distribution("p", P, (len(P),))) == len(P)
        with pytest.raises(ValueError, match="P must sum to 1"):
            entropy.entropy(P.astype(float))
        with pytest.raises(ValueError, match="P must sum to 1"):
            entropy.entropy(P * dtype(1.05))


PARTNERS = [
    (SigmoidUnit(), SigmoidCrossEntropy(), TWO, "SigmoidUnit gives estimates .*Logi.*Regression"),
    (Linear(), SigmoidCrossEntropy(), SIGNS, "Linear gives estimates .*LogisticRegression"),
    (LogisticRegression(), SquaredLoss(), TWO, "scores .*use SigmoidCrossEntropy .*SigmoidUnit"),
    (LogisticRegression(), SlideSign(AbsoluteLoss()), TWO, "scores .*use SigmoidCrossEntropy"),
    (LogisticRegression(), WeightedLoss(SquaredLoss(), AbsoluteLoss(), 0.5), TWO, "gives scores"),
    (SigmoidUnit(), SlideSign(SigmoidCrossEntropy()), TWO, "use LogisticRegression"),
    (SoftmaxRegression(2), SquaredLossOfOutputs(), HOT, "use SoftmaxCrossEntropy as the loss"),
    (Network((1, 1), (Sigmoid(),)), SigmoidCrossEntropy(), TWO, r"or Identity\(\) as a network's"),
    (Network((1, 2), (Sigmoid(),)), SoftmaxCrossEntropy(), HOT, "use SoftmaxRegression"),
    (SigmoidUnit(), ZeroOneLoss(), TWO, "threshold must be above 0 and below 1.*got 0: try 0.5"),
    (Network((1, 1), (Sigmoid(),)), ZeroOneLoss(), TWO, "threshold must be above 0 and below 1"),
]


@pytest.mark.parametrize(("model", "loss", "y", "words"), PARTNERS)
def test_a_loss_of_scores_wants_a_model_that_gives_scores(model, loss, y, words):
    with pytest.raises(ValueError, match=words):
        Objective(model, loss, X, y)


def test_what_fits_is_taken():
    for model, loss, y in (
        (SigmoidUnit(), ZeroOneLoss(0.5), TWO),
        (LogisticRegression(), ZeroOneLoss(), TWO),
        (Network((1, 1), (Identity(),)), SigmoidCrossEntropy(), TWO),
        (Network((1, 1), (Identity(),)), SquaredLoss(), TWO),
        (Network((1, 1), (ReLU(),)), ZeroOneLoss(), TWO),
    ):
        assert Objective(model, loss, X, y).N == 3


def test_labels_of_another_type_are_told_what_to_write():
    y = np.array(SIGNS)
    for model, loss, words in (
        (
            LogisticRegression(),
            SigmoidCrossEntropy(),
            r"got bool, False in row 0: .* y.astype\(float",
        ),
        (Linear(), SquaredLoss(), r"got bool, False in row 0: write np.where\(y, 1, -1\)"),
    ):
        with pytest.raises(TypeError, match=f"y must be made of real numbers, {words}"):
            Objective(model, loss, X, y > 0)
    with pytest.raises(TypeError, match=r"object, -1 in row 0: write y.astype\(float\)"):
        Objective(Linear(), SquaredLoss(), X, y.astype(object))
    with pytest.raises(TypeError, match=r"y must .* object, None in row 2$"):
        Objective(Linear(), SquaredLoss(), X, np.array([1, -1, None]))
    with pytest.raises(TypeError, match=r"X must .* got bool, True in row 0: write X.astype"):
        Objective(Linear(), SquaredLoss(), np.ones((3, 2), bool), y)


def test_no_message_prints_all_of_the_data():
    many = np.ones((400, 30))
    for call, *arguments in (
        (checks.numbers, "X", many > 0),
        (checks.numbers, "X", many.astype(object) > 0),
        (checks.numbers, "X", [[1.0], *many.tolist()]),
        (checks.count, "N", many),
        (checks.count, "N", many.tolist()),
        (checks.generator, "rng", many),
        (checks.flag, "bias", many),
        (checks.able, "loss", many, "value"),
        (checks.distribution, "P", many),
        (checks.whole_numbers, "rows", many[0], 0, 3),
        (RIGHT.on, many[:, 0].astype(int) * 99),
        (labels.class_numbers, ["a"] * 4, np.arange(400)),
        (descend, RIGHT, many * 1e9, GradientDescent(0.1), 3),
    ):
        with pytest.raises((TypeError, ValueError)) as told:
            call(*arguments)
        assert len(str(told.value)) < 200


SALARIES = np.c_[np.ones(5), 1e7 * np.arange(1, 6)]
PAID = Objective(Linear(), SquaredLoss(), SALARIES, [-1, -1, 1, 1, 1])


def test_each_component_of_a_gradient_is_judged_by_its_own_size():
    w = [0.5, 1e-8]
    right = check_gradient(PAID.value, PAID.gradient, w)
    assert right.ok
    for factors in ([-1, 1], [1.001, 1], [1, 1.001], [0, 1]):
        wrong = check_gradient(PAID.value, lambda w, by=factors: by * PAID.gradient(w), w)
        assert not wrong.ok
        assert wrong.worst == int(factors[0] == 1)
    # Another one of the kind: a penalty that is forgotten for one of many weights.
    tiny = np.array([1e-6, 1.0])
    forgotten = check_gradient(lambda w: (tiny * w**2).sum(), lambda w: [0.0, 2 * w[1]], [1.0, 3.0])
    assert not forgotten.ok


def test_a_right_gradient_may_drown_in_rounding_but_not_be_condemned():
    def far(w):
        return 1e6 + w[0] ** 2

    assert check_gradient(far, lambda w: 2 * w, [1e-7]).ok
    assert check_gradient(far, lambda w: 2 * w, [1e-3], h=1e-6).ok
    assert check_gradient(lambda w: 1e3 + w[0], lambda w: [1.0], [1.0], tolerance=1e-9).ok


@pytest.mark.parametrize("plain", [lambda x: x, float])
def test_single_precision_is_named(plain):
    x = np.float32([1.3, 2.7, -0.6])

    def loss(w):
        return plain(np.float32(0.5) * ((x * np.float32(w[0]) - 1) ** 2).mean(dtype=np.float32))

    def gradient(w):
        return [(x * (x * w[0] - 1)).mean()]

    told = check_gradient(loss, gradient, [1.7])
    assert not told.ok
    assert "But f came in single precision (float32)" in str(told)
    exact = Objective(Linear(), SquaredLoss(), np.array(x)[:, None], [1, 1, 1])
    coarse = check_gradient(exact.value, lambda w: np.float32(1.00001 * exact.gradient(w)), [1.7])
    assert "But gradient came in single precision" in str(coarse)
    assert check_gradient(exact.value, lambda w: np.float32(exact.gradient(w)), [1.7]).ok
    assert "single" not in str(check_gradient(exact.value, lambda w: 2 * exact.gradient(w), [1.7]))


def test_a_slope_far_from_0_is_measured_over_the_distance_that_was_walked():
    for theta in (1e10, -1e10, 3e10):
        assert numerical_gradient(lambda at: at[0], [theta]).tolist() == [1.0]
    with pytest.raises(ValueError, match=r"h must be large enough to move theta\[1\] = 1e\+20"):
        numerical_gradient(lambda at: at[0], [1.0, 1e20])


def test_a_round_number_does_not_come_from_single_precision():
    wrong = check_gradient(lambda theta: theta[0] ** 2, lambda theta: theta, [2.0**-13])
    assert not wrong.ok
    assert "float32" not in str(wrong)


def test_curvatures_that_lie_far_apart_are_no_zeros():
    salaries = np.column_stack([np.ones(5), 1e7 * np.arange(1, 6)])
    low, high = theory.curvatures(salaries)
    assert (low, high) == pytest.approx((2 / 11, 1.1e15), rel=1e-3)
    assert theory.condition_number(np.diag([1, 1e-9])) == pytest.approx(1e18)
    assert theory.curvatures([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]])[0] == 0
    assert theory.curvatures([[1.0, 2.0, 3.0]]).tolist() == [0, 0, pytest.approx(14)]


def test_shares_of_numbers_whose_sum_is_too_large_are_shares():
    assert softmax.absolute_shares([1e308, 1e308]).tolist() == [0.5, 0.5]


def test_half_precision_is_no_licence():
    with pytest.raises(ValueError, match=r"P must sum to 1, got 0\.0"):
        entropy.entropy(np.zeros(2000, np.float16))


def test_a_tie_that_only_rounding_tells_is_sad_for_the_loss_and_for_the_count():
    for model in (Linear(), LogisticRegression()):
        tie = Objective(model, ZeroOneLoss(), [[1, 3.0]], [model.labels[0]])
        assert tie.predict([-0.3, 0.1]) > 0
        assert (tie.value([-0.3, 0.1]), tie.mistakes([-0.3, 0.1])) == (0, 0)


def test_what_is_kept_for_the_next_caller_cannot_be_changed():
    kept = (wrong_direction(), *train_seven(2, 4.0, 0.0, (10,)))
    design = train_design("mood, strength", "sigmoid", "squared", 0)
    kept += design.answers, design.strengths
    assert not any(array.flags.writeable for array in kept)


def test_what_is_too_small_for_a_float_is_0_whatever_numpy_is_told():
    far, spread = [-1000.0, 0.0, 1000.0], [[-1000.0, 0.0]]
    with np.errstate(all="raise"):
        for one in ACTIVATIONS:
            one.value(far), one.derivative(far)
        assert softmax.softmax(spread).tolist() == [[0, 1]]
        assert softmax.log_softmax(spread).tolist() == [[-1000, 0]]
        assert softmax.log_sum_exp(spread).tolist() == [0]
        assert softmax.softmax_jacobian(spread).tolist() == [[[0, 0], [0, 0]]]
        assert softmax.absolute_shares([1e-200, 1e200]).tolist() == [0, 1]
        entropy.cross_entropy([1e-300, 1 - 1e-300], [1 - 1e-10, 1e-10])
        for loss in (SoftmaxCrossEntropy(), *LAST):
            loss.value(spread, [[1, 0]]), loss.derivative(spread, [[0, 1]])
        SigmoidCrossEntropy().value(far, [0, 1, 1]), SigmoidCrossEntropy().derivative(far, TWO)
        unit = Objective(SigmoidUnit(), SquaredLoss(), X, TWO)
        unit.value([0.0, -10.0]), unit.gradient([0.0, -10.0]), unit.example_gradients([0, -10.0])
        network = Network((1, 2, 1), (Sigmoid(), Sigmoid()))
        deep = Objective(network, SquaredLoss(), X, TWO)
        deep.value(np.full(7, -9.0)), deep.gradient(np.full(7, -9.0))


def test_the_slope_as_printed_underflows_quietly():
    z = np.array([-800.0, 0.0, 800.0])
    with np.errstate(all="raise"):
        assert as_printed(z, np.float32).tolist() == [0, 0.25, 0]


def test_what_passed_the_checks_once_opens_no_door_for_anything_else():
    """An objective passes over checks that a theta of the same type and shape has passed."""
    good = np.array([0.5, -1.0])
    for model, loss, y in (
        (Linear(), SquaredLoss(), SIGNS),
        (SigmoidUnit(), SquaredLoss(), TWO),
        (LogisticRegression(), SigmoidCrossEntropy(), TWO),
    ):
        objective = Objective(model, loss, X, y)
        first, again = objective.gradient(good), objective.gradient(good)
        assert first.tolist() == again.tolist()
        for bad in (good + 1j, good > 0, good.astype(object), np.ma.masked_less(good, 0)):
            with pytest.raises((TypeError, ValueError), match="theta must"):
                objective.gradient(bad)
        for bad in (good[:1], np.append(good, 1.0), good[:, None]):
            with pytest.raises(ValueError, match="theta must be of shape"):
                objective.gradient(bad)
        for other in (np.longdouble, np.float32, int):
            assert objective.gradient(good.astype(other)).dtype == float
            assert objective.gradient(good.astype(other)).dtype == float


def test_the_plain_formula_of_a_guarded_method_is_the_one_that_it_guards():
    loss = checks.unguarded(SquaredLoss(), "value", "derivative")
    assert loss.derivative(np.array([3.0]), np.array([1.0])).tolist() == [2]
    assert loss.value(np.zeros((2, 1)), np.zeros(2)).shape == (2, 2)  # what the guard refuses
    own = SimpleNamespace(value=abs)
    assert checks.unguarded(own, "value").value is abs


def test_labels_that_a_loss_cannot_judge_are_refused_before_the_first_batch():
    class Anything(LogisticRegression):
        def check_labels(self, y):
            return np.asarray(y, float)

    with pytest.raises(ValueError, match="y must hold labels from 0 to 1, got 2"):
        Objective(Anything(), SigmoidCrossEntropy(), [[1.0], [1.0]], [0, 2])


@pytest.mark.parametrize("value", [[1.0, True], [[1, 2], [3, False]], (np.bool_(True), 2.0)])
def test_truth_values_among_numbers_are_none(value):
    """Numpy turns them into 1 and 0 as soon as a number stands beside them."""
    with pytest.raises(TypeError, match="x must be made of real numbers, got"):
        checks.numbers("x", value)
