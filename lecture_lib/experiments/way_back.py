"""The way of an error back through a network: through many layers, and over two edges at once."""

import numpy as np

from lecture_lib.activations import Sigmoid, Tanh
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.losses import SquaredLossOfOutputs
from lecture_lib.network import Network
from lecture_lib.objective import Objective

DEEPEST = 10
KINDS = {"sigmoid": Sigmoid(), "tanh": Tanh()}


def chain(f, depth, weight, offset):
    """Send an error of 1 back through a chain of units.

    Parameters
    ----------
    f : Sigmoid or alike
        Activation of every unit.
    depth : int
        Units, the output included.
    weight : float
        From each unit to the next.
    offset : float
        Score of every unit: the biases see to that.

    Returns
    -------
    z, deltas : array (10,)
        From the first layer to the output; NaN where there is no layer.
    """
    network = Network((1,) * (depth + 1), (f,) * depth)
    bias = offset - weight * float(f.value(offset))
    theta = network.theta([[[0.0, 1.0]]] + [[[bias, weight]]] * (depth - 1))
    there = network.forward(theta, [[1.0, offset]])
    back = network.backward(theta, there, np.ones(1))
    z, deltas = np.full((2, DEEPEST), np.nan)
    z[:depth] = np.ravel(there.scores)
    deltas[:depth] = np.ravel(back.deltas)
    return z, deltas


def left_of_error(kind, weights, z):
    """Return what is left of an error of 1 in the first of ten layers, for each weight.

    Parameters
    ----------
    kind : {"sigmoid", "tanh"}
        The activation of every unit.
    weights : sequence of float
        Between each two units.
    z : float
        The score of every unit.

    Returns
    -------
    list of float

    Source: S14.12 (slide 41), E14.4.
    """
    return [float(chain(KINDS[kind], DEEPEST, weight, z)[1][0]) for weight in weights]


def two_outputs():
    """Return what comes home to the first hidden unit of a 2-2-2 network from each of its outputs.

    It is the network of section 14 with a second output, whose target is 0.

    Returns
    -------
    dict of str to list
        The columns of a table: each way, their sum, and what a nudge of the unit's score measures.

    Source: S14.10 (slide 41).
    """
    network = Network((2, 2, 2), (Sigmoid(), Sigmoid()))
    W1, W2 = [[0.1, 0.8, -0.6], [-0.3, 0.5, 0.9]], [[0.2, 1.1, -0.7], [-0.4, 0.9, 0.4]]
    theta = network.theta([W1, W2])
    objective = Objective(network, SquaredLossOfOutputs(), [[1, 0.5, -1.5]], [[1, 0]])
    passed = network.forward(theta, objective.X)
    (h, _), y_hat = passed.outputs[0][0], passed.outputs[-1][0]
    deltas = (y_hat - objective.y[0]) * y_hat * (1 - y_hat)
    over = np.array([W2[0][1], W2[1][1]])
    home = over * deltas * h * (1 - h)
    measured = numerical_gradient(objective.value, theta)[0]  # the bias of h₁ moves its score
    return {
        "from": ["ŷ₁", "ŷ₂", "together", "measured by a nudge"],
        "δ there": [*deltas.tolist(), "", ""],
        "over the weight": [*over.tolist(), "", ""],
        "share in δ₁": [*home.tolist(), float(home.sum()), float(measured)],
    }
