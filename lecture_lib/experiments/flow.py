"""Every number of one step of backpropagation in a small network of sigmoids, for one example.

It has two inputs, two hidden units, and K outputs, one or two.
"""

from typing import NamedTuple

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.network import Network

X = np.array([[1.0, 0.5, -1.5]])  # x_0 and the inputs of the example
SIGNS = {"slope": "δ = ∂L/∂z", "delta rule": "δ = −∂L/∂z", "slides": "slides"}


class Flow(NamedTuple):
    """What is computed on the way, for T networks side by side."""

    theta: np.ndarray  # the weights before the update, (T, 6 + 3 K)
    new: np.ndarray  # and after it
    z: np.ndarray  # score, σ(z), σ′(z) and δ of h₁, h₂ and the outputs: each (T, 2 + K)
    outputs: np.ndarray
    slopes: np.ndarray
    deltas: np.ndarray
    products: np.ndarray  # δ x of every weight, (T, 6 + 3 K)
    loss: np.ndarray  # (T,)
    z_new: np.ndarray  # forward once more, with the new weights
    outputs_new: np.ndarray
    loss_new: np.ndarray


def flow(thetas, target, eta, sign):
    """Do one step of backpropagation with everything on the way kept.

    Parameters
    ----------
    thetas : array (T, 6 + 3 K)
        Weights of the networks: three of h₁, three of h₂, three of each output, the bias first.
    target : float
        The label, 0 or 1; that of a second output is the other one.
    eta : float
    sign : {"slope", "delta rule", "slides"}
        δ = ∂L/∂z and w - η δ x; δ = -∂L/∂z and w + η δ x; or the slides' mixture, δ = -∂L/∂z and w
        - η δ x.
    """
    K = thetas.shape[-1] // 3 - 2
    network, y = Network((2, 2, K), (Sigmoid(), Sigmoid())), np.array([target, 1 - target])[:K]
    there = network.forward(thetas, X)
    slope = (there.outputs[-1] - y) * (1 if sign == "slope" else -1)
    back = network.backward(thetas, there, slope if K > 1 else slope[..., 0])
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
        _loss(there, y),
        _units(again.scores),
        _units(again.outputs),
        _loss(again, y),
    )


def _loss(passed, y):
    """Return ½ Σ (y - ŷ)² over the outputs, (T,)."""
    return 0.5 * ((passed.outputs[-1][:, 0] - y) ** 2).sum(axis=-1)


def _units(layers):
    """Return numbers of the hidden units and the outputs in one row, (T, 2 + K)."""
    return np.concatenate([layer[:, 0] for layer in layers], axis=-1)
