"""Where the losses of many data sets are lowest, all at once: the fits of one unit.

The data sets differ in their examples and share their labels: the same faces with one score typed
in forty ways, for example. ``X``, shape (..., N, D), holds examples in rows, with x_0 = 1 in column
0 and linearly independent columns; leading axes are data sets. ``y``, shape (N,), are the labels of
all of them. What is not as described raises ``TypeError`` or ``ValueError``; the message names the
argument.
"""

import numpy as np

from lecture_lib import checks
from lecture_lib.activations import Sigmoid
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy
from lecture_lib.labels import TIE, check_two

STEPS = 60  # of Newton's method; ten are many where there is a lowest point
ARRIVED = 1e-9  # slope; below it losses differ by rounding alone
SHORTER = 0.5 ** np.arange(9)  # parts of a step that are tried


def squared_optima(X, y):
    """Lowest point of the mean squared loss of a linear unit on each data set: (XᵀX)⁻¹ Xᵀy.

    Labels are any finite numbers.

    Returns
    -------
    ndarray, shape (..., D)

    Examples
    --------
    >>> X = [[[1, 0.0], [1, 2.0]], [[1, 0.0], [1, 4.0]]]
    >>> squared_optima(X, [-1, 1]).round(12).tolist()
    [[-1.0, 1.0], [-1.0, 0.5]]

    Source: S9.4 (slide 19), E9.2; erratum 78.
    """
    X, y = _data(X, checks.numbers("y", y, ndim=1))
    return np.linalg.pinv(X) @ y  # XᵀX would lose half of the digits


def cross_entropy_optima(X, y):
    """Lowest point of the mean cross entropy of a sigmoid unit on each data set.

    Newton's method on all of them, each step shortened by halves as far as it pays. Labels are 0 or
    1, and no line may split those of a data set.

    Returns
    -------
    ndarray, shape (..., D)

    Examples
    --------
    >>> cross_entropy_optima([[1, 0.0], [1, 0.0], [1, 0.0], [1, 1.0], [1, 1.0], [1, 1.0]],
    ...                      [0, 0, 1, 0, 1, 1]).round(4).tolist()  # odds of 1 to 2 and 2 to 1
    [-0.6931, 1.3863]

    Source: S9.4 (slide 19), E9.2.
    """
    X, y = _data(X, check_two(y, 0, 1))
    theta, loss = np.zeros((*X.shape[:-2], X.shape[-1])), SigmoidCrossEntropy()
    for _ in range(STEPS):
        z = (X @ theta[..., None])[..., 0]
        margins = z * (2 * y - 1)
        furthest = margins.max(axis=-1)
        if ((margins.min(axis=-1) >= -TIE * furthest) & (furthest > 0)).any():
            break  # larger weights only ever gain
        p = Sigmoid().value(z)
        slope = ((p - y)[..., None] * X).mean(axis=-2)
        if (np.abs(slope) < ARRIVED * np.abs(X).max(axis=-2)).all():  # in the units of X
            return theta
        curvature = (p * (1 - p))[..., None] * X / len(y)
        hessian = X.swapaxes(-1, -2) @ curvature
        step = np.linalg.solve(hessian, slope[..., None])[..., 0]
        tried = theta - SHORTER.reshape(-1, *[1] * theta.ndim) * step
        losses = loss.value((X @ tried[..., None])[..., 0], y).mean(axis=-1)
        theta = np.take_along_axis(tried, losses.argmin(axis=0)[None, ..., None], axis=0)[0]
    raise ValueError("X must have a lowest point, but a line splits the labels of some data set")


def _data(X, y):
    X = checks.numbers("X", X)
    if X.ndim < 2 or X.shape[-2] != len(y) or not X.size:
        raise ValueError(f"X must have shape (..., {len(y)}, D) for these y, got {X.shape}")
    if np.linalg.matrix_rank(X).min() < X.shape[-1]:
        raise ValueError("X must have linearly independent columns in each data set")
    return X, y
