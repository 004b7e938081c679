"""Every number of one step of backpropagation in a 2-2-1 network of sigmoids, one example."""

from typing import NamedTuple

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.experiments.slide_errors import SlideSign
from lecture_lib.losses import SquaredLoss
from lecture_lib.network import Network

SIZES = (2, 2, 1)
X = np.array([[1.0, 0.5, -1.5]])  # x_0 and the inputs of the example
SIGNS = {"slope": "δ = ∂L/∂z", "delta rule": "δ = −∂L/∂z", "slides": "slides"}


class Flow(NamedTuple):
    """What is computed on the way, for T networks side by side."""

    theta: np.ndarray  # the weights before the update, (T, 9)
    new: np.ndarray  # and after it
    z: np.ndarray  # score, σ(z), σ′(z) and δ of h₁, h₂ and ŷ: each (T, 3)
    outputs: np.ndarray
    slopes: np.ndarray
    deltas: np.ndarray
    products: np.ndarray  # δ x of every weight, (T, 9)
    loss: np.ndarray  # (T,)
    z_new: np.ndarray  # forward once more, with the new weights
    outputs_new: np.ndarray
    loss_new: np.ndarray


def flow(thetas, target, eta, sign):
    """Do one step of backpropagation with everything on the way kept.

    Parameters
    ----------
    thetas : array (T, 9)
        Weights of the networks: three of h₁, three of h₂, three of ŷ, the bias first.
    target : float
        The label, 0 or 1.
    eta : float
    sign : {"slope", "delta rule", "slides"}
        δ = ∂L/∂z and w - η δ x; δ = -∂L/∂z and w + η δ x; or the slides' mixture, δ = -∂L/∂z and w
        - η δ x.
    """
    network, loss = Network(SIZES, (Sigmoid(), Sigmoid())), SquaredLoss()
    y = np.array([target])
    there = network.forward(thetas, X)
    measured = loss if sign == "slope" else SlideSign(loss)
    slope = measured.derivative(there.outputs[-1][..., 0], y)
    back = network.backward(thetas, there, slope)
    products = network.theta(back.gradients)
    new = thetas + (eta if sign == "delta rule" else -eta) * products
    again = network.forward(new, X)
    return Flow(
        thetas,
        new,
        _units(there.scores),
        _units(there.outputs),
        Sigmoid().derivative(_units(there.scores)),
        _units(back.deltas),
        products,
        loss.value(there.outputs[-1][..., 0], y)[:, 0],
        _units(again.scores),
        _units(again.outputs),
        loss.value(again.outputs[-1][..., 0], y)[:, 0],
    )


def _units(layers):
    """Return numbers of the hidden units and the output in one row, (T, 3)."""
    return np.concatenate([layer[:, 0] for layer in layers], axis=-1)
