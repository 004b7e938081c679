"""The numbers of section 16: one-hot, probability, softmax."""

import math

import numpy as np
from told_numbers import part

from lecture_lib.explorers.softmax.softmax import TEMPERATURES
from lecture_lib.softmax import absolute_shares, softmax

FOUR = np.array([1.0, 2.0, 3.0, 0.0])


def overflow():
    """From where on, to two decimals, e^a is infinite in floating point."""
    a = math.ceil(100 * np.log(np.finfo(float).max)) / 100
    with np.errstate(over="ignore"):
        assert np.isinf(np.exp(a))
        assert np.isfinite(np.exp(a - 0.01))
    return a


def third(scale):
    return softmax(scale * FOUR[:3])[2]


def fourth(T):
    """The share of the fourth class of the picture."""
    return softmax([1.0, 2.0, 3.0, -6.0], temperature=T)[3]


def bound_of_fourth():
    assert max(fourth(T) for T in TEMPERATURES if T <= 1) < 0.0001
    return 0.0001


def rival(score):
    return absolute_shares([-5.0, score, 0.0, 0.0])[1]


def along():
    """The option of P16.1: the share falls to 0 with the score, and rises again below 0."""
    scores = np.linspace(5, -5, 101)
    shares = np.array([rival(score) for score in scores])
    assert (np.diff([soft(score) for score in scores]) < 0).all()
    assert (np.diff(shares)[:50] < 0).all()
    return 2 if (np.diff(shares)[50:] > 0).all() else int(shares[-1] == 0)


LISTS = (0.3, 0.3, 0.3), (0.7, 0.7, -0.4), (0.0, 1.0, 0.0), (0.2, 1.1, 0.7)


def distribution():
    """Which of the lists is one."""
    good = [min(p) >= 0 and np.isclose(sum(p), 1) for p in LISTS]
    assert good.count(True) == 1
    return good.index(True)


def soft(score):
    return softmax([-5.0, score, 0.0, 0.0])[1]


def shifted():
    np.testing.assert_allclose(softmax(FOUR), softmax(FOUR + 1000), rtol=1e-12)
    return tuple(softmax(FOUR + 1000))


TOLD = {
    "answers-distribution": [("$1.5 - 0.5$ is {:.0f} as well", lambda: 1.5 - 0.5)],
    "idea-softmax": [
        ("a factor of {:.3f}", lambda: softmax([1.0, 0.0])[0] / softmax([1.0, 0.0])[1])
    ],
    "deeper-temperature-intro": [("third class gets {:.3f}", lambda: third(1))],
    "instructions-temperature": [("below {:.4f} up to $T = 1$", bound_of_fourth)],
    "answers-temperature": [
        ("too much into {:.3f}", lambda: third(1)),
        ("fourth class gets {:.3f} there", lambda: fourth(10.0)),
    ],
    "slide-says-overflow": [("from $a = {:.2f}$ on", overflow)],
    "P16.1": [
        ("falls from {} to {:.0f} as", lambda: (rival(5.0), rival(0.0))),
        ("back at {} at", lambda: rival(-5.0)),
        ("from {:.3f} down to {:.3f}", lambda: (soft(5.0), soft(-5.0))),
    ],
    "P16.4": [
        ("they sum to {:.1f}.", lambda: sum(LISTS[0])),
        ("They do sum to {:.0f}.", lambda: sum(LISTS[1])),
        ("but they sum to {:.0f}.", lambda: sum(LISTS[3])),
    ],
    "P16.2": [("It is {:.3f}, {:.3f}, {:.3f} and {:.3f} before", shifted)],
    "P16.3": [
        ("It is {:.3f}.", lambda: third(2)),
        ("{:.3f} times the second", lambda: third(1) / softmax(FOUR[:3])[1]),
        ("becomes {:.3f} times", lambda: third(2) / softmax(2 * FOUR[:3])[1]),
    ],
}
HAPPENED = {
    "P16.1": along,
    "P16.2": lambda: 2 if shifted() else 3,
    "P16.3": lambda: part(third(2), 0.6, 0.7, 0.8),
    "P16.4": distribution,
}
GIVEN = {
    "why": "0010000000 0000010000",
    "instructions-mixer": "1000",
    "answers-mixer": "0.000 1000",
    "instructions-temperature": "0.1 10",
    "answers-temperature": "0.1 10",
    "instructions-distribution": "0.6 1.5 0.5",
    "instructions-rival": "1000",
    "answers-rival": "1000",
    "idea-logarithm": "800",
    "promise": "0100",
    "slide-says-distribution": "1.5 0.5",
    "slide-says-elsewhere": "0010000000",
    "P16.2": "1000",
    "P16.3": "0.6 0.7 0.8",
    "P16.4": "0.3 0.7 0.4 0.2 1.1",
}
