"""What is allowed and rare: long runs side by side, no runs at all, digits at the far ends."""

import numpy as np
import pytest

from lecture_lib.activations import Sigmoid
from lecture_lib.backprop import backward, forward
from lecture_lib.batches import full_batch, in_order
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.entropy import kl_divergence
from lecture_lib.experiments import budget
from lecture_lib.experiments.blended import BlendedUnit
from lecture_lib.experiments.guessing import chance_below
from lecture_lib.experiments.last_layer import LastLayer
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.optima import cross_entropy_optima, squared_optima
from lecture_lib.experiments.slide_errors import InTurn
from lecture_lib.experiments.weighted_loss import WeightedLoss
from lecture_lib.gradient_check import difference_quotients
from lecture_lib.logistic import SoftmaxRegression
from lecture_lib.losses import SquaredLoss, ZeroOneLoss
from lecture_lib.models import Linear
from lecture_lib.network import Network
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.softmax import log_softmax, softmax_jacobian

LINE = face_models(load_faces("train"))["raw"].objective
SIGMOIDS = [Sigmoid(), Sigmoid()]


def test_units_side_by_side_keep_their_own_parameter_however_long_the_run():
    both = Objective(BlendedUnit([[0.0], [1.0]]), SquaredLoss(), LINE.X, LINE.y)
    run = descend(both, [[1.5, 1.0]] * 2, GradientDescent(0.05), 3000)
    for b, end in zip((0.0, 1.0), run.loss, strict=True):
        one = Objective(BlendedUnit(b), SquaredLoss(), LINE.X, LINE.y)
        assert descend(one, [1.5, 1.0], GradientDescent(0.05), 3000).loss == pytest.approx(end)


def test_no_theta_gives_no_losses_and_no_gradients():
    network = Network([2, 2, 1], SIGMOIDS)
    X, y = np.c_[np.ones(3), np.arange(6.0).reshape(3, 2)], np.array([0, 1, 1])
    one = Objective(network, SquaredLoss(), X, y)
    assert one.gradient(np.zeros((0, 9))).shape == (0, 9)
    assert one.example_gradients(np.zeros((0, 9))).shape == (0, 3, 9)
    many = Objective(SoftmaxRegression(2), SoftmaxCrossEntropy(), X, np.eye(2)[y])
    assert many.gradient(np.zeros((0, 6))).shape == (0, 6)
    assert many.example_gradients(np.zeros((0, 6))).shape == (0, 3, 6)
    none = LastLayer("sigmoid", "cross entropy").value(np.zeros((0, 2, 3)), np.eye(3)[:2])
    assert none.shape == (0, 2)
    run = descend(LINE, np.zeros((0, 2)), GradientDescent(0.1), 3, batches=full_batch(40))
    assert run.batches == ()


def test_a_level_that_the_start_satisfies_takes_no_step(monkeypatch):
    monkeypatch.setattr(budget, "SIZES", (40,))
    assert budget.price_list(7.0)[40][1:] == (0, 0)


@pytest.mark.parametrize("unit", [1e-10, 1.0, 1e8])
def test_lowest_points_do_not_depend_on_the_unit(unit):
    X = np.array([[1, 0.0], [1, 0.0], [1, 0.0], [1, 1.0], [1, 1.0], [1, 1.0]])
    found = cross_entropy_optima(X * [1, unit], [0, 0, 1, 0, 1, 1])
    assert found * [1, unit] == pytest.approx(np.log(2) * np.array([-1, 2]))


def test_lowest_points_keep_their_digits_where_columns_are_nearly_alike():
    k = 1e6
    w0, w1 = squared_optima([[1, k], [1, k + 1], [1, k + 3]], [-1, 1, 1])
    assert w1 == pytest.approx(4 / 7, rel=1e-9)
    assert w0 == pytest.approx(1 / 3 - 4 / 7 * (k + 4 / 3), rel=1e-9)


def test_one_step_is_enough_for_difference_quotients():
    forward_one, central = difference_quotients(np.square, 1.0, 0.5)
    assert (forward_one, central) == (2.5, 2.0)


def test_softmax_keeps_the_digits_that_the_sigmoid_keeps():
    small = Sigmoid().derivative(40.0)
    slopes = small * np.array([[1, -1], [-1, 1]])
    assert softmax_jacobian([40.0, 0.0]) == pytest.approx(slopes, rel=1e-14, abs=0)
    log_p = -np.log1p(np.exp(-20.0))
    assert log_softmax([20.0, 0.0])[0] == pytest.approx(log_p, rel=1e-14, abs=0)
    a, y = [[40.0, 0.0]], [[1, 0]]
    of_two, of_one = SoftmaxCrossEntropy(), SigmoidCrossEntropy()
    assert of_two.value(a, y) == pytest.approx(of_one.value([40.0], [1]), rel=1e-14, abs=0)
    slope = of_one.derivative([40.0], [1])[0]
    wanted = pytest.approx(np.array([[slope, -slope]]), rel=1e-14, abs=0)
    assert of_two.derivative(a, y) == wanted
    assert LastLayer("softmax", "cross entropy").derivative(a, y) == wanted
    single = LastLayer("sigmoid", "cross entropy").derivative([[40.0]], [[1]])
    assert single == pytest.approx(slope, rel=1e-14, abs=0)


@pytest.mark.parametrize("source", [full_batch(4), in_order(4, 2)])
def test_rows_that_are_given_again_cannot_be_changed(source):
    with pytest.raises(ValueError, match="read-only"):
        next(source)[0] = 3


def test_a_batch_cannot_be_changed():
    assert not any(data.flags.writeable for data in (LINE.on([0, 1]).X, LINE.on([0, 1]).y))


def test_a_divergence_is_never_negative():
    rng = np.random.default_rng(0)
    P = rng.dirichlet(np.ones(3), 1000)
    Q = P + 1e-9 * np.array([1, -1, 0])
    assert (kl_divergence(P, Q) >= 0).all()


@pytest.mark.parametrize("D", [200, 400])
def test_a_chance_in_many_dimensions_is_small_and_a_number(D):
    p = chance_below(np.eye(D), np.zeros(D), 1e-3, reach=4.0)
    assert 0 <= p < 1e-300


def test_matrices_in_one_array_are_a_sequence_of_layers():
    layers = np.zeros((2, 2, 3))
    passed = forward(layers, SIGMOIDS, [[1.0, 0.5, 0.5]])
    assert passed.outputs[-1].tolist() == [[0.5, 0.5]]
    with pytest.raises(ValueError, match="passed must be what forward gave for these 2 layers"):
        backward(layers, SIGMOIDS, None, [[0.0, 0.0]])


def test_a_loss_of_scores_beside_one_of_estimates_is_refused_by_name():
    mixed = WeightedLoss(ZeroOneLoss(), SigmoidCrossEntropy(), 0.5)
    with pytest.raises(ValueError, match="loss must take what the model gives"):
        Objective(Linear(), mixed, LINE.X, LINE.y)


def test_one_start_takes_several_rates_in_turn():
    """Each weight is moved before the slope of the next one is measured; side by side too."""
    objective = Objective(Linear(), SquaredLoss(), [[1.0, 0.0], [1.0, 4.0]], [-1, 1])
    rates = np.array([[0.1], [0.3]])
    together = InTurn(objective, rates).gradient([1.0, 1.0])
    alone = [InTurn(objective, eta.item()).gradient([1.0, 1.0]) for eta in rates]
    assert together == pytest.approx(np.array(alone), rel=1e-14, abs=0)
    assert together[0] != pytest.approx(together[1])
