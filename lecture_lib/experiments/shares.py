"""Distributions that are set by hand: one share is moved, the others make room."""

import numpy as np

from lecture_lib import checks

MANY = 21
PRESETS = {
    "uniform": (0.25, 0.25, 0.25, 0.25),
    "skewed": (0.5, 0.25, 0.125, 0.125),
    "two": (0.5, 0.5, 0.0, 0.0),
    "one-hot": (1.0, 0.0, 0.0, 0.0),
    "one and twenty": (0.6, *(MANY - 1) * (0.02,)),
}

NOTCH = 0.05
SHARES = (np.round(np.arange(0, 1 + NOTCH / 2, NOTCH), 2) + 0.0).tolist()
LETTERS = "ABCD"


def distribution(name, value, sizes):
    """Return a distribution over one of some numbers of outcomes; ``ValueError`` if it is none.

    One in single precision, whose sum is 1 to seven digits, comes back with the sum 1.

    Examples
    --------
    >>> p = distribution("p", np.float32([0.7, 0.2, 0.1]), [3])
    >>> abs(sum(p) - 1) < 1e-9
    True
    """
    p = checks.numbers(name, value, ndim=1)
    if len(p) not in sizes:
        expected = " or ".join(map(str, sizes))
        raise ValueError(f"{name} must hold {expected} probabilities, got {len(p)}")
    try:
        p = checks.distribution(name, value)
    except ValueError as error:
        raise ValueError(f"{name} must not be negative and sum to 1, got {p.tolist()}") from error
    return tuple((p if abs(p.sum() - 1) <= 1e-9 else p / p.sum()).tolist())


def with_share(p, place, shares):
    """Return p with one outcome's share changed to each of some, (..., K); the others make room.

    They keep their proportions; where they had nothing, they get equal parts of what is left.

    Examples
    --------
    >>> with_share([0.5, 0.25, 0.25], 0, 0.8).round(2).tolist()
    [0.8, 0.1, 0.1]
    """
    others = np.array(p, dtype=float)
    others[place] = 0.0
    if not others.sum():
        others[:] = 1.0
        others[place] = 0.0
    shares = np.asarray(shares, dtype=float)[..., None]
    made = others / others.sum() * (1 - shares)
    made[..., place] = shares[..., 0]
    return made
