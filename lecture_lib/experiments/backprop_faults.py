"""Backpropagation gone wrong, one fault at a time: on purpose, for experiments that find it.

``fault`` is a name in the table of ``with_fault``, and ``eta`` the positive learning rate of the
update that "new weights" makes too early. ``backward`` is as in `network`. What is not as described
raises ``TypeError`` or ``ValueError``; the message names the argument.
"""

from dataclasses import dataclass, replace

import numpy as np

from lecture_lib import checks
from lecture_lib.backprop import Backward
from lecture_lib.experiments.slide_errors import SlideSign
from lecture_lib.network import Network

NAMES = ("none", "sign", "output slope", "hidden slope", "wrong delta", "bias", "new weights")


def with_fault(objective, fault, eta=1.0):
    """Give an objective of a network whose value is right and whose gradient has one fault.

    =============== ================================ ==============================================
    fault           what is done                     what should be done
    =============== ================================ ==============================================
    "none"          nothing wrong
    "sign"          ∂L/∂ŷ = y - ŷ                    ŷ - y
    "output slope"  δ_k = ∂L/∂ŷ_k                    times f′(z_k)
    "hidden slope"  δ_h = Σ_k w_kh δ_k               times f′(z_h)
    "wrong delta"   δ_h = Σ_k δ_k                    over the weights w_kh, and times f′(z_h)
    "bias"          δ_h = (Σ_k w_k,h-1 δ_k) f′(z_h)  w_kh: the first h took the bias, column 0
    "new weights"   δ_h over w_kh - η ∂L/∂w_kh       over the w_kh of the forward pass
    =============== ================================ ==============================================

    Parameters
    ----------
    objective : Objective
        Its model is a ``Network``.

    Examples
    --------
    >>> from lecture_lib.activations import Sigmoid
    >>> from lecture_lib.losses import SquaredLoss
    >>> from lecture_lib.objective import Objective
    >>> network = Network((1, 1, 1), (Sigmoid(), Sigmoid()))
    >>> right = Objective(network, SquaredLoss(), [[1.0, 2.0]], [1.0])
    >>> theta = [0.0, 1.0, 0.0, -1.0]
    >>> wrong = with_fault(right, "bias").gradient(theta)  # the bias is 0: nothing comes back
    >>> right.gradient(theta).round(4).tolist(), wrong.round(4).tolist()
    ([0.0154, 0.0308, -0.1465, -0.129], [0.0, 0.0, -0.1465, -0.129])

    Source: S14.5-S14.11 (slides 40, 41), errata 51, 57-59, X14.
    """
    network = getattr(objective, "model", None)
    if not isinstance(network, Network):
        raise TypeError(f"objective must have a Network as its model, got {network!r}")
    checks.positive("eta", eta, ndim=0)
    if checks.one_of("fault", fault, NAMES) == "none":
        return objective
    if fault == "sign":
        return replace(objective, loss=SlideSign(objective.loss))
    parts = (network.sizes, network.activations, network.labels)
    return replace(objective, model=FaultyNetwork(*parts, fault, eta))


def wrong_layers(fault, layers):
    """In which layers the gradient is wrong; there it is wrong in every entry, elsewhere in none.

    Parameters
    ----------
    layers : int
        How many layers of weights there are.

    Returns
    -------
    tuple of int
        Counted from 0, where the inputs come in.

    Examples
    --------
    >>> wrong_layers("sign", 2), wrong_layers("bias", 2), wrong_layers("none", 2)
    ((0, 1), (0,), ())

    Source: X14 (slides 40, 41).
    """
    layers = tuple(range(checks.count("layers", layers)))
    if checks.one_of("fault", fault, NAMES) == "none":
        return ()
    return layers if fault in ("sign", "output slope") else layers[:-1]


@dataclass(frozen=True)
class FaultyNetwork(Network):
    """A network whose outputs are right and whose ``backward`` is not.

    Parameters
    ----------
    sizes, activations, labels
        As for ``Network``.
    fault : str
        What is wrong there; not "sign", which is the loss's.

    Source: S14.10 (slide 41).
    """

    fault: str = "none"
    eta: float = 1.0

    def __post_init__(self):
        super().__post_init__()
        if checks.one_of("fault", self.fault, NAMES) == "sign":
            raise ValueError("fault must not be 'sign': turn the loss round with SlideSign")
        checks.positive("eta", self.eta, ndim=0)

    def backward(self, theta, passed, slope):
        """Send the error back, wrongly."""
        weights = self.weights(theta)
        right = super().backward(theta, passed, slope)
        slopes = [f.derivative(z) for f, z in zip(self.activations, passed.scores, strict=True)]
        bare = self.fault == "output slope"
        deltas = [np.reshape(slope, right.deltas[-1].shape) if bare else right.deltas[-1]]
        for layer in range(len(weights) - 1, 0, -1):
            W, x = weights[layer], passed.inputs[layer]
            deltas.insert(0, self._sent_back(deltas[0], W, x, slopes[layer - 1]))
        pairs = zip(deltas, passed.inputs, strict=True)
        gradients = [delta.swapaxes(-1, -2) @ x / x.shape[-2] for delta, x in pairs]
        return Backward(tuple(deltas), tuple(gradients))

    def _sent_back(self, delta, W, x, slope):
        """δ of a layer, given that of the layer above, its W and x, and f′(z) of the layer."""
        if self.fault == "hidden slope":
            return delta @ W[..., 1:]
        if self.fault == "wrong delta":
            return delta.sum(axis=-1, keepdims=True) + np.zeros_like(slope)
        if self.fault == "bias":
            return delta @ W[..., :-1] * slope
        if self.fault == "new weights":  # of the update that should come later
            W = W - self.eta * (delta.swapaxes(-1, -2) @ x / x.shape[-2])
        return delta @ W[..., 1:] * slope
