"""Where the slope of the sigmoid goes: on paper, in floating point, in a loss."""

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy


def slopes(z):
    """Return σ′(z) as σ(z)σ(-z), as σ(1 - σ) in float64, and so in float32."""
    return Sigmoid().derivative(z), as_printed(z, np.float64), as_printed(z, np.float32)


@np.errstate(under="ignore")
def as_printed(z, precision):
    """Compute σ(1 - σ) with σ = 1/(1 + e^-z), as the slides print both, with some precision.

    Far on the left e^-z is infinite, and σ comes out as 0.

    Parameters
    ----------
    z : ndarray
        Scores.
    precision : type
        ``numpy.float64`` or ``numpy.float32``.

    Source: S13.7 (slide 35), erratum 55.
    """
    with np.errstate(over="ignore"):
        sigma = 1 / (1 + np.exp(-z.astype(precision)))
    return (sigma * (1 - sigma)).astype(float)


@np.errstate(under="ignore")
def pulls(z, y):
    """Return ∂L/∂z of a face with squared loss and with cross entropy, at each z."""
    error = SigmoidCrossEntropy().derivative(z[:, None], [y])[:, 0]  # ŷ - y, with all its digits
    return error * Sigmoid().derivative(z), error
