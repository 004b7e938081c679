"""Networks: a model made of layers of units, whose gradient is found by backpropagation.

``predict``, ``gradient``, ``example_gradients``, ``decide`` and ``check_labels`` are as in
`models`. Of several outputs estimates and slopes have shape (..., N, K), and labels are one-hot
rows.
"""

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from lecture_lib import checks
from lecture_lib.activations import Identity
from lecture_lib.backprop import backward, forward
from lecture_lib.labels import check_one_hot, check_two, decide_many, decide_two


@dataclass(frozen=True)
class Network:
    """Layers of units, each fed with all outputs of the layer before and with x_0 = 1.

    theta is every weight in one row, layer by layer, unit by unit, the bias first: what ``descend``
    needs, and leading axes are networks side by side. ``weights`` gives the matrices.

    Parameters
    ----------
    sizes : tuple of int
        Number of inputs (without x_0), units of each hidden layer, outputs: (2, 2, 1) is the 2-2-1
        network.
    activations : tuple of Sigmoid or alike
        One per layer, so one fewer than sizes. For a cross-entropy loss the last is
        ``Identity()``, as the loss has sigmoid or softmax inside and takes scores.
    labels : tuple of float
        Sad and happy, for one output: (0, 1), or (-1, 1) if that is what it can reach. Several
        outputs take one-hot rows.

    Raises
    ------
    TypeError, ValueError
        If sizes are not two or more whole numbers of at least 1, there is not one activation per
        layer, or the labels are others.

    Examples
    --------
    >>> from lecture_lib.activations import Sigmoid
    >>> network = Network((2, 2, 1), (Sigmoid(), Sigmoid()))
    >>> network.D, network.predict(np.zeros(9), [[1, 0.5, -1.5]]).tolist()
    (9, [0.5])

    Source: S14.2-S14.13, S15.5, S18.13 (slides 39-41, 43, 56).
    """

    sizes: tuple[int, ...]
    activations: tuple[Any, ...]
    labels: tuple[float, float] = (0.0, 1.0)

    def __post_init__(self):
        for name in ("sizes", "activations"):
            if not isinstance(getattr(self, name), tuple | list):
                raise TypeError(f"{name} must be a tuple, got {getattr(self, name)!r}")
        sizes = tuple(checks.count("sizes", size) for size in self.sizes)
        activations = tuple(self.activations)
        if len(sizes) < 2 or len(activations) != len(sizes) - 1:
            raise ValueError(
                f"activations must be one per layer, got {len(activations)} for sizes {sizes}"
            )
        for activation in activations:
            checks.able("activations", activation, "value", "derivative")
        if not isinstance(self.labels, tuple) or self.labels not in ((0, 1), (-1, 1)):
            raise ValueError(f"labels must be (0, 1) or (-1, 1), got {self.labels!r}")
        object.__setattr__(self, "sizes", sizes)
        object.__setattr__(self, "activations", activations)

    @property
    def shapes(self):
        """Shape (K, 1 + D) of each layer's weights."""
        return [(K, 1 + D) for D, K in zip(self.sizes, self.sizes[1:], strict=False)]

    @property
    def gives(self):
        """What the outputs are: estimates, and without an activation just as well scores."""
        linear = isinstance(self.activations[-1], Identity)
        return ("estimates", "scores") if linear else ("estimates",)

    @property
    def D(self):
        """Number of parameters."""
        return sum(K * columns for K, columns in self.shapes)

    def weights(self, theta):
        """Cut theta into the matrices of the layers.

        Parameters
        ----------
        theta : array_like, shape (..., D)
            All parameters in one row.

        Returns
        -------
        tuple of ndarray, shape (..., K_l, 1 + D_l)

        Raises
        ------
        TypeError, ValueError
            If theta does not have D real numbers in a row.

        Examples
        --------
        >>> from lecture_lib.activations import Tanh
        >>> [W.tolist() for W in Network((1, 2, 1), (Tanh(), Tanh())).weights(range(7))]
        [[[0.0, 1.0], [2.0, 3.0]], [[4.0, 5.0, 6.0]]]
        """
        theta = checks.points("theta", theta, self.D)
        parts, end = [], 0
        for K, columns in self.shapes:
            start, end = end, end + K * columns
            parts.append(theta[..., start:end].reshape(*theta.shape[:-1], K, columns))
        return tuple(parts)

    def theta(self, weights):
        """Put the matrices of the layers into one row: the inverse of ``weights``.

        Parameters
        ----------
        weights : sequence of array_like, shape (..., K_l, 1 + D_l)
            One matrix per layer; an entry per weight of anything, gradients too.

        Returns
        -------
        theta : ndarray, shape (..., D)

        Raises
        ------
        TypeError, ValueError
            If a matrix is missing or of another shape.
        """
        weights = [checks.numbers("weights", W, finite=False) for W in weights]
        if [W.shape[-2:] for W in weights] != self.shapes:
            got = [W.shape for W in weights]
            raise ValueError(f"weights must have the shapes {self.shapes}, got {got}")
        rows = [W.reshape(*W.shape[:-2], prod(W.shape[-2:])) for W in weights]
        return np.concatenate(rows, axis=-1)

    def forward(self, theta, X):
        """Send examples through, keeping all that ``backward`` needs and a picture shows.

        Parameters
        ----------
        theta : array_like, shape (..., D)
            Parameters.
        X : array_like, shape (N, 1 + inputs)
            Examples in rows, x_0 = 1 in column 0.

        Returns
        -------
        Forward
        """
        return forward(self.weights(theta), self.activations, X)

    def backward(self, theta, passed, slope):
        """Send the error back: every delta, and the gradient of the mean loss for every weight.

        Parameters
        ----------
        theta : array_like, shape (..., D)
            The parameters of the forward pass.
        passed : Forward
            What ``forward`` gave for them.
        slope : array_like, shape (..., N) or (..., N, K)
            ∂L_n/∂ŷ at the outputs, as the loss's ``derivative`` gives it.

        Returns
        -------
        Backward
        """
        slope = checks.numbers("slope", slope, finite=False)
        slope = slope[..., None] if self.sizes[-1] == 1 else slope
        return backward(self.weights(theta), self.activations, passed, slope)

    def predict(self, theta, X):
        """Outputs of the last layer."""
        y_hat = self.forward(theta, X).outputs[-1]
        return y_hat[..., 0] if self.sizes[-1] == 1 else y_hat

    def gradient(self, theta, X, slope):
        """Gradient of the mean loss, by backpropagation."""
        return self.theta(self.backward(theta, self.forward(theta, X), slope).gradients)

    def example_gradients(self, theta, X, slope):
        """Gradient of each example's own loss: δ_n x_n for every weight."""
        passed = self.forward(theta, X)
        pairs = zip(self.backward(theta, passed, slope).deltas, passed.inputs, strict=True)
        return self.theta([delta[..., None] * x[..., None, :] for delta, x in pairs])

    def decide(self, y_hat):
        """Turn outputs into answers: happy if z > 0 at the one output, else sad.

        With several outputs the answer is the largest, as a one-hot row; of equal ones the first.
        """
        if self.sizes[-1] > 1:
            return decide_many(y_hat)
        tie = self.activations[-1].value(0.0)  # ½ for a sigmoid, whose sign says nothing
        return decide_two(y_hat, *self.labels, tie=tie)

    def check_labels(self, y):
        """Refuse labels that the outputs cannot decide for."""
        several = self.sizes[-1] > 1
        return check_one_hot(y, self.sizes[-1]) if several else check_two(y, *self.labels)
