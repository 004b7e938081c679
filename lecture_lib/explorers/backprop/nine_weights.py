"""The nine weights of a 2-2-1 network: what they are called, and what passes for them."""

import numpy as np

from lecture_lib import checks

WEIGHTS = ("w₁₀", "w₁₁", "w₁₂", "w₂₀", "w₂₁", "w₂₂", "v₀", "v₁", "v₂")


def nine_weights(name, value, reach):
    """Check that there are nine numbers within -reach and reach; return them, a tuple.

    Raises
    ------
    TypeError, ValueError
        If there are not; the message names the argument.
    """
    theta = checks.numbers(name, value, ndim=1)
    if len(theta) != len(WEIGHTS) or (np.abs(theta) > reach).any():
        raise ValueError(
            f"{name} must be nine numbers within -{reach:g} and {reach:g}, got {value}"
        )
    return tuple(theta.astype(float).tolist())
