"""Curves made of hinges: c + Σ v f(w x + b), their corners, and the curves they are to become.

``value`` and ``gradient`` are as in `objective`.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from lecture_lib.activations import Identity, ReLU, Softplus
from lecture_lib.backprop import with_one
from lecture_lib.losses import SquaredLoss
from lecture_lib.network import Network

HINGES = 4
END = 2.4  # where the last stroke can be taken
SAMPLES = (np.arange(40) - 19.5) / 10  # from -1.95 to 1.95, beside the notches of the corners
ACTIVATIONS = {"ReLU": ReLU(), "soft plus, k = 4": Softplus(4.0), "identity": Identity()}
TARGETS = {
    "bump": lambda x: np.maximum(0, 1 - np.abs(x)),
    "smile": lambda x: x**2 / 2 - 1,
    "wave": lambda x: np.sin(np.pi * x / 1.5),
}


@dataclass(frozen=True)
class Canvas:
    """The squared loss of a 1-4-1 network against a curve, for `descend`."""

    activation: Any  # f of the four hidden units; the output is linear
    target: Any  # the curve, a function

    @cached_property
    def network(self):
        """The model."""
        return Network((1, HINGES, 1), (self.activation, Identity()))

    def height(self, thetas, x):
        """ŷ at places x: (..., places), where x is one row for all or has a row for each theta."""
        (b, w), (c, v) = self.parts(thetas)
        z = b[..., None, :] + w[..., None, :] * x[..., None]
        return c[..., None] + (v[..., None, :] * self.activation.value(z)).sum(axis=-1)

    def parts(self, thetas):
        """Return ((b, w), (c, v)), each (..., 4), but c (...)."""
        W1, W2 = self.network.weights(thetas)
        return (W1[..., 0], W1[..., 1]), (W2[..., 0, 0], W2[..., 0, 1:])

    @cached_property
    def y(self):
        """The curve at the samples."""
        return self.target(SAMPLES)

    def value(self, theta):
        """Mean of ½ (y - ŷ)² over the samples, (...)."""
        return SquaredLoss().value(self.network.predict(theta, X), self.y).mean(axis=-1)

    def gradient(self, theta):
        """Its gradient, by backpropagation, (..., D)."""
        passed = self.network.forward(theta, X)
        slope = SquaredLoss().derivative(passed.outputs[-1][..., 0], self.y)
        return self.network.theta(self.network.backward(theta, passed, slope).gradients)


X = with_one(SAMPLES[:, None])


def strokes(corners, bends, level):
    """Return the networks c + Σ v f(x - t) as rows of weights, for t and v (..., 4) and one c."""
    corners, bends = np.broadcast_arrays(np.asarray(corners, float), bends)
    hidden = np.stack([-corners, np.ones_like(corners)], axis=-1).reshape(*corners.shape[:-1], -1)
    level = np.full((*corners.shape[:-1], 1), float(level))
    return np.concatenate([hidden, level, bends], axis=-1)


def corner_heights(corners, bends, level):
    """Return the heights (..., 5) of a curve of ReLUs at its four corners and at its end."""
    places = np.append(corners, END)
    rises = np.maximum(places[:, None] - np.asarray(corners), 0)  # (places, hinges)
    return level + np.asarray(bends) @ rises.T


def bends_through(corners, heights):
    """Return bends (4,) and level of the curve of ReLUs through its rising corners and its end.

    Heights are one for each corner, and one for the end.

    Examples
    --------
    >>> bends, level = bends_through((-1, 0, 1, 2), (0, 1, 0, 0, 0))
    >>> bends.tolist(), level
    ([1.0, -2.0, 1.0, 0.0], 0.0)
    """
    slopes = np.diff(heights) / np.diff([*corners, END])
    return np.diff(slopes, prepend=0.0), float(heights[0])
