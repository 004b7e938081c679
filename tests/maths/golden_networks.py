"""Runners of the golden cases on backpropagation."""

import numpy as np
from golden_registry import RUNNERS, case

from lecture_lib.activations import Identity, Sigmoid
from lecture_lib.backprop import backward, forward, with_one
from lecture_lib.cross_entropy_losses import SoftmaxCrossEntropy
from lecture_lib.losses import SquaredLossOfOutputs
from lecture_lib.network import Network


def there_and_back(given, activations, loss):
    """Loss, forward and backward pass; and once more through the model, which must agree."""
    weights = [np.array(given["W1"]), np.array(given["W2"])]
    X, Y = with_one(given["X"]), np.array(given["Y"])
    passed = forward(weights, activations, X)
    y_hat = passed.outputs[-1]
    back = backward(weights, activations, passed, loss.derivative(y_hat, Y))

    network = Network((weights[0].shape[1] - 1, len(weights[0]), len(weights[1])), activations)
    theta, y = network.theta(weights), Y[:, 0] if Y.shape[1] == 1 else Y
    slope = loss.derivative(network.predict(theta, X), y)
    gradient = network.theta(back.gradients)
    np.testing.assert_allclose(network.gradient(theta, X, slope), gradient, rtol=1e-14)
    each = network.example_gradients(theta, X, slope)
    np.testing.assert_allclose(each.mean(axis=0), gradient, rtol=1e-12, atol=1e-15)
    return loss.value(y_hat, Y).mean(), passed, back


def of_sigmoids(given):
    """A case where every unit is a sigmoid, with the squared loss."""
    loss, passed, back = there_and_back(given, (Sigmoid(), Sigmoid()), SquaredLossOfOutputs())
    outputs, deltas = zip(*passed.outputs, strict=True), zip(*back.deltas, strict=True)
    return {
        "activations": [{"hidden": hidden, "yhat": y_hat} for hidden, y_hat in outputs],
        "deltas": [{"hidden": hidden, "output": output} for hidden, output in deltas],
        "loss": loss,
        "grad_W1": back.gradients[0],
        "grad_W2": back.gradients[1],
    }


OF_SIGMOIDS = ("221_single", "221_batch", "342_single", "342_batch", "zero_init", "constant_init")
RUNNERS.update({f"backprop_{name}": of_sigmoids for name in OF_SIGMOIDS})


@case
def backprop_342_softmax(given):
    loss, _, back = there_and_back(given, (Sigmoid(), Identity()), SoftmaxCrossEntropy())
    return {"loss": loss, "grad_W1": back.gradients[0], "grad_W2": back.gradients[1]}
