"""The last layer as a design: activations with losses, and the four moods."""

from itertools import product

import numpy as np
import pytest

from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from lecture_lib.experiments.last_layer import ACTIVATIONS, LOSSES, LastLayer
from lecture_lib.experiments.moods import moods
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.losses import SquaredLossOfOutputs

PAIRS = [pair for pair in product(ACTIVATIONS, LOSSES) if pair != ("none", "cross entropy")]
A = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, -1.0]])
Y = np.array([[1.0, 0.0, 0.0], [0.2, 0.3, 0.5]])


@pytest.mark.parametrize(("activation", "loss"), PAIRS)
def test_the_derivative_is_the_measured_slope(activation, loss):
    layer = LastLayer(activation, loss)

    def total(scores):
        return layer.value(scores.reshape(-1, *A.shape), Y).sum(axis=-1).reshape(scores.shape[:-1])

    measured = numerical_gradient(total, A.ravel()).reshape(A.shape)
    np.testing.assert_allclose(layer.derivative(A, Y), measured, atol=1e-8)


def test_the_usual_pairs_are_those_of_the_library():
    mine, real = LastLayer("softmax", "cross entropy"), SoftmaxCrossEntropy()
    np.testing.assert_allclose(mine.value(A, Y), real.value(A, Y))
    np.testing.assert_allclose(mine.derivative(3 * A, 2 * Y), real.derivative(3 * A, 2 * Y))
    column, labels = A[:, :1], Y[:, :1]
    real = SigmoidCrossEntropy().value(column[:, 0], labels[:, 0])
    np.testing.assert_allclose(LastLayer("sigmoid", "cross entropy").value(column, labels), real)
    squared = SquaredLossOfOutputs().value(A, Y)
    np.testing.assert_allclose(LastLayer("none", "squared").value(A, Y), squared)


@pytest.mark.parametrize(("activation", "loss"), PAIRS)
def test_far_scores_are_safe(activation, loss):
    layer = LastLayer(activation, loss)
    far = np.array([[1000.0, 0.0, -1000.0]])
    assert np.isfinite(layer.value(far, [[0, 0, 1]])).all()
    assert np.isfinite(layer.derivative(far, [[0, 0, 1]])).all()


def test_wrong_and_sure_leaves_the_squared_loss_without_a_slope():
    """S18: z = -10 for the true class, by a sigmoid."""
    squared, entropy = (LastLayer("sigmoid", loss).derivative([[-10.0]], [[1]]) for loss in LOSSES)
    np.testing.assert_allclose([squared.item(), entropy.item()], [-4.53937e-05, -0.999955], 1e-5)


@pytest.mark.parametrize(
    ("activation", "loss", "says"),
    [
        ("tanh", "squared", "activation must be one of none, sigmoid, softmax, got 'tanh'"),
        ("none", "0-1", "loss must be one of squared, cross entropy, got '0-1'"),
        ("none", "cross entropy", "activation must make shares"),
    ],
)
def test_other_designs_are_refused(activation, loss, says):
    with pytest.raises(ValueError, match=says):
        LastLayer(activation, loss)


def test_scores_and_labels_must_fit():
    with pytest.raises(ValueError, match="a must be"):
        LastLayer("softmax", "squared").value(A, Y[:, :2])


def test_the_moods_know_nothing_at_zero():
    objective = moods()
    assert objective.X.shape == (60, 3)
    assert objective.y.sum(axis=0).tolist() == [15, 15, 15, 15]
    assert objective.value(np.zeros(12)) == pytest.approx(np.log(4))
    assert objective.mistakes(np.zeros(12)) == 45
