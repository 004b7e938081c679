"""The numbers of section 17: entropy and cross entropy."""

import heapq

import numpy as np
from told_numbers import part

from lecture_lib.entropy import PER_NAT, cross_entropy, entropy
from lecture_lib.experiments.shares import PRESETS

UNIFORM, SKEWED = PRESETS["uniform"], PRESETS["skewed"]
MANY, TWO = PRESETS["one and twenty"], PRESETS["two"]
UNSURE = (0.05, 0.85, 0.05, 0.05)


def whatever():
    """The cross entropy with a uniform Q, the same for many P."""
    P = np.random.default_rng(0).dirichlet(np.ones(4), 200)
    H = cross_entropy(P, [UNIFORM] * 200)
    assert np.ptp(H) < 1e-12
    return H[0]


def other_way():
    """H(Q,P) while the small bars of Q go down to 0, with a uniform P."""
    share = np.array([0.05, 0.02, 0.0])[:, None]
    Q = np.hstack([share, 1 - 3 * share, share, share])
    H = cross_entropy(Q, [UNIFORM] * 3)
    assert np.ptp(H) < 1e-12
    return H[0]


def questions(p):
    """How many yes/no questions the best ones need on average: those of Huffman's code."""
    parts, total = list(p), 0.0
    heapq.heapify(parts)
    while len(parts) > 1:
        joined = heapq.heappop(parts) + heapq.heappop(parts)
        total += joined
        heapq.heappush(parts, joined)
    return total


def share_of_hits():
    """Of a thousand draws with probability ½, in per cent: 5 and 95 % of 2,000 seeds."""
    hits = [(np.random.default_rng(seed).random(1000) < 0.5).sum() for seed in range(2000)]
    return tuple(np.quantile(hits, [0.05, 0.95]) / 10)


def two_and_many():
    """The option of P17.4."""
    return 2 * int(entropy(MANY) < entropy(TWO)) + int(max(MANY) > max(TWO))


def best():
    """The smallest cross entropy with the skewed chart, at Q = P; no other Q comes near it."""
    Q = np.random.default_rng(0).dirichlet(np.ones(4), 2000)
    assert (cross_entropy([SKEWED] * 2000, Q) > entropy(SKEWED)).all()
    return cross_entropy(SKEWED, SKEWED)


TOLD = {
    "answers-cross": [("**{:.2f} is", whatever), ("$H(P,Q) = {:.2f}$ beside", whatever)],
    "answers-swap": [("$H(Q,P)$ stays at {:.3f} all", other_way)],
    "answers-best": [("here {:.3f}.", best)],
    "answers-guess": [
        ("between {:.1f} and {:.1f} % hits", share_of_hits),
        ("= {:.2f},", lambda: questions(SKEWED)),
        ("{:.2f} questions on average", lambda: questions(MANY)),
        ("entropy is {:.2f} bits", lambda: entropy(MANY, "bits")),
    ],
    "slide-says-entropy": [
        ("{:.3f} for the uniform", lambda: entropy(UNIFORM)),
        ("{:.3f} for the skewed", lambda: entropy(SKEWED)),
        ("slide 52's {:.2f} shows", whatever),
        ("example would give {:.0f}.", lambda: whatever() * PER_NAT["bits"]),
    ],
    "slide-says-elsewhere": [("the {:.2f} that holds", whatever)],
    "P17.1": [("= {:.3f}, so", whatever), ("the mean is {:.3f} for", whatever)],
    "P17.2": [
        ("H(Q,P) is {:.3f}.", lambda: cross_entropy(UNSURE, UNIFORM)),
        ("It is {:.3f}.", lambda: cross_entropy(UNIFORM, UNSURE)),
        ("surprise of {:.3f} each", lambda: -np.log(UNSURE[0])),
    ],
    "P17.3": [("surprise is {:.3f}.", best)],
    "P17.4": [
        ("{:.3f} nats against {:.3f}", lambda: (entropy(MANY), entropy(TWO))),
        ("in {:.0f} % of cases against {:.0f} %", lambda: (100 * max(MANY), 100 * max(TWO))),
        ("the best guess has {} here, and {} there", lambda: (max(MANY), max(TWO))),
        ("surprise by {:.3f} each", lambda: -np.log(min(MANY))),
    ],
}
HAPPENED = {
    "P17.1": lambda: 3 if whatever() else 2,
    "P17.2": lambda: part(cross_entropy(UNIFORM, UNSURE), 1.3, 1.5, 3),
    "P17.3": lambda: 2 if best() else 1,
    "P17.4": two_and_many,
}
GIVEN = {
    "why": "90",
    "answers-cross": "0010",
    "deeper-swap-intro": "0.85 0.05",
    "exercise-pair": "1.39",
    "deeper-guess-intro": "0.5 0.6 0.02",
    "P17.2": "0.05 0.85 1.3 1.5",
}
