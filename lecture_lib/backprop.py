"""Backpropagation of error through layers of units, with every number on the way kept.

A layer of K units with D inputs is a matrix W of shape (K, 1 + D): one row of weights per unit, the
bias in column 0, where the input is x_0 = 1. Leading axes of W are networks side by side.

In this course δ = ∂L/∂z throughout, and weights go down: w - η ∂L/∂w. The slides' δ is -∂L/∂z, as
in the delta rule, which *adds* η δ x; with "- η ∂L/∂w" that climbs (errata 51, 57).
"""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks


@dataclass(frozen=True, eq=False)
class Forward:
    """What went through the layers; entry l of each tuple belongs to layer l, the first is 0.

    Parameters
    ----------
    inputs : tuple of ndarray, shape (..., N, 1 + D_l)
        What each layer got: 1, then the outputs of the layer before; the first gets X.
    scores : tuple of ndarray, shape (..., N, K_l)
        z = wᵀx of each unit.
    outputs : tuple of ndarray, shape (..., N, K_l)
        What each unit made of its z; the last are the network's answer.

    Source: S14.3 (slides 39-41).
    """

    inputs: tuple[np.ndarray, ...]
    scores: tuple[np.ndarray, ...]
    outputs: tuple[np.ndarray, ...]


@dataclass(frozen=True, eq=False)
class Backward:
    """What came back; entry l of each tuple belongs to layer l, the first is 0.

    Parameters
    ----------
    deltas : tuple of ndarray, shape (..., N, K_l)
        δ = ∂L_n/∂z of each unit, for each example.
    gradients : tuple of ndarray, shape (..., K_l, 1 + D_l)
        ∂L/∂W of the mean loss L = 1/N Σ_n L_n, one entry per weight.

    Source: S14.5-S14.12 (slides 40, 41).
    """

    deltas: tuple[np.ndarray, ...]
    gradients: tuple[np.ndarray, ...]


@np.errstate(under="ignore")  # what is too small for a float is 0
def forward(weights, activations, X):
    """Send examples through the layers: z = W x, output f(z), and with x_0 = 1 into the next.

    Parameters
    ----------
    weights : sequence of array_like, shape (..., K_l, 1 + D_l)
        One matrix per layer.
    activations : sequence of Sigmoid or alike
        f of each layer. With a cross-entropy loss, which takes scores, the last is ``Identity()``.
    X : array_like, shape (N, 1 + D_0)
        Examples in rows, x_0 = 1 in column 0.

    Returns
    -------
    Forward

    Raises
    ------
    TypeError, ValueError
        If there is not one activation per layer, or a layer does not fit what goes into it.

    Examples
    --------
    >>> from lecture_lib.activations import Identity, ReLU
    >>> layers = [[[0.0, 1.0], [0.0, -1.0]], [[0.0, 1.0, 1.0]]]  # |x| is ReLU(x) + ReLU(-x)
    >>> passed = forward(layers, [ReLU(), Identity()], [[1.0, -3.0], [1.0, 2.0]])
    >>> passed.outputs[-1].tolist()
    [[3.0], [2.0]]

    Source: S14.3, S14.4 (slides 39-41).
    """
    weights, x = _checked(weights, activations), checks.numbers("X", X, ndim=2)
    inputs, scores, outputs = [], [], []
    for layer, (W, activation) in enumerate(zip(weights, activations, strict=True)):
        if W.shape[-1] != x.shape[-1]:
            raise ValueError(
                f"weights[{layer}] must have {x.shape[-1]} columns, one per input and the bias, "
                f"got shape {W.shape}"
            )
        inputs.append(x)
        scores.append(x @ W.swapaxes(-1, -2))
        outputs.append(activation.value(scores[-1]))
        x = with_one(outputs[-1])
    return Forward(tuple(inputs), tuple(scores), tuple(outputs))


@np.errstate(under="ignore")
def backward(weights, activations, passed, slope):
    """Send the error back through the layers: deltas, and from them the gradient.

    δ_k = ∂L/∂ŷ_k f′(z_k) at an output unit, δ_h = (Σ_k w_kh δ_k) f′(z_h) at a hidden one, where
    w_kh leads from h to k; ∂L/∂w = δ x, with x the input of that weight, averaged over examples.
    All of it with the weights of the forward pass: they change together, afterwards.

    Parameters
    ----------
    weights : sequence of array_like, shape (..., K_l, 1 + D_l)
        One matrix per layer.
    activations : sequence of Sigmoid or alike
        f of each layer.
    passed : Forward
        What ``forward`` gave for the same weights and activations.
    slope : array_like, shape (..., N, K)
        ∂L_n/∂ŷ of each output, as the loss's ``derivative`` gives it.

    Returns
    -------
    Backward

    Raises
    ------
    TypeError, ValueError
        If there is not one activation per layer, or the slope does not fit the outputs.

    Examples
    --------
    >>> from lecture_lib.activations import Identity
    >>> layers, linear = [[[0.0, 3.0]], [[1.0, 2.0]]], [Identity(), Identity()]
    >>> passed = forward(layers, linear, [[1.0, 5.0]])  # x = 5, h = 15, y_hat = 31
    >>> back = backward(layers, linear, passed, slope=[[1.0]])
    >>> [delta.item() for delta in back.deltas]  # the hidden one has gone back over the 2
    [2.0, 1.0]
    >>> [gradient.tolist() for gradient in back.gradients]
    [[[2.0, 10.0]], [[1.0, 15.0]]]

    Source: S14.5-S14.12 (slides 40, 41), errata 51, 57-59; Rumelhart, Hinton & Williams 1986.
    """
    weights, slope = _checked(weights, activations), checks.numbers("slope", slope, finite=False)
    if len(getattr(passed, "outputs", ())) != len(weights):
        raise ValueError(f"passed must be what forward gave for these {len(weights)} layers")
    if slope.shape != passed.outputs[-1].shape:
        raise ValueError(f"slope must be {passed.outputs[-1].shape}, got {slope.shape}")
    delta = slope * activations[-1].derivative(passed.scores[-1])
    deltas = [delta]
    for layer in reversed(range(len(weights) - 1)):
        # Column 0 stays out: the bias comes from no unit, so no error goes back over it.
        error = delta @ weights[layer + 1][..., 1:]
        delta = error * activations[layer].derivative(passed.scores[layer])
        deltas.insert(0, delta)
    pairs = zip(deltas, passed.inputs, strict=True)
    gradients = [delta.swapaxes(-1, -2) @ x / x.shape[-2] for delta, x in pairs]
    return Backward(tuple(deltas), tuple(gradients))


def with_one(x):
    """Put x_0 = 1 in front, for the bias.

    Parameters
    ----------
    x : array_like, shape (..., D)
        Inputs.

    Returns
    -------
    ndarray, shape (..., 1 + D)

    Raises
    ------
    ValueError
        If x is a single number.

    Examples
    --------
    >>> with_one([[0.5, -1.5]]).tolist()
    [[1.0, 0.5, -1.5]]

    Source: Erratum 40 (slide 20).
    """
    x = checks.numbers("x", x, finite=False)
    if not x.ndim:
        raise ValueError(f"x must have shape (..., D), got the number {x}")
    return np.concatenate([np.ones((*x.shape[:-1], 1)), x], axis=-1)


def _checked(weights, activations):
    layers = [checks.numbers(f"weights[{n}]", W, finite=False) for n, W in enumerate(weights)]
    if len(layers) != len(activations) or not layers:
        raise ValueError(
            f"activations must be one per layer, got {len(activations)} for {len(layers)} layers"
        )
    for n, (W, activation) in enumerate(zip(layers, activations, strict=True)):
        checks.able(f"activations[{n}]", activation, "value", "derivative")
        if W.ndim < 2:
            raise ValueError(f"weights[{n}] must be of shape (..., K, 1 + D), got {W.shape}")
    return layers
