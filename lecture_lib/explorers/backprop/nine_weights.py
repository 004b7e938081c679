"""The weights of a network with two hidden units: their names, and what passes for them."""

import numpy as np

from lecture_lib import checks

WEIGHTS = ("w₁₀", "w₁₁", "w₁₂", "w₂₀", "w₂₁", "w₂₂", "v₀", "v₁", "v₂")
SECOND = ("u₀", "u₁", "u₂")  # of a second output


def nine_weights(name, value, reach, more=()):
    """Check that there are nine numbers within -reach and reach; return them, a tuple.

    Where a second output has weights too, these follow, or else are those of ``more``.

    Raises
    ------
    TypeError, ValueError
        If there are not; the message names the argument.
    """
    theta = checks.numbers(name, value, ndim=1)
    if len(theta) == len(WEIGHTS):
        theta = np.append(theta, more)
    if len(theta) != len(WEIGHTS) + len(more) or (np.abs(theta) > reach).any():
        raise ValueError(
            f"{name} must be nine numbers within -{reach:g} and {reach:g}, got {value}"
        )
    return tuple(theta.astype(float).tolist())
