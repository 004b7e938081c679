"""X17: cross_entropy(P, Q)."""

import math

import numpy as np
from scipy.special import rel_entr, xlogy

PRAISED = "The slide's pair gives 1.386, and turned round ∞."
SOLUTION = r"P\[(P > 0|happens)\]\s*\*|P\s*\*\s*(np\.)?log|xlogy|log\(Q"


def by_choice(P, Q):
    happens = P > 0
    with np.errstate(divide="ignore"):
        return -np.sum(P[happens] * np.log(Q[happens]))


def with_a_warning(P, Q):
    return -(P[P > 0] * np.log(Q[P > 0])).sum()


def by_loop(P, Q):
    total = 0.0
    for p, q in zip(P, Q, strict=True):
        if p > 0 and q == 0:
            return math.inf
        if p > 0:
            total -= p * math.log(q)
    return total


def by_scipy(P, Q):
    return -xlogy(P, Q).sum()


def by_divergence(P, Q):
    return rel_entr(P, Q).sum() + rel_entr(P, np.ones_like(P)).sum() * -1


def by_where(P, Q):
    with np.errstate(divide="ignore"):
        return (
            float(-(P * np.where(P > 0, np.log(Q), 0.0)).sum()) if (P @ (Q == 0)) == 0 else np.inf
        )


RIGHT = (by_choice, with_a_warning, by_loop, by_scipy, by_divergence, by_where)


def naive(P, Q):
    return -np.sum(P * np.log(Q))


def with_epsilon(P, Q):
    return -np.sum(P * np.log(Q + 1e-12))


def clipped(P, Q):
    return -np.sum(P * np.log(np.clip(Q, 1e-9, 1)))


def without_the_impossible(P, Q):
    return by_choice(P * (Q > 0), Q)


def nan_to_nothing(P, Q):
    both = (P > 0) & (Q > 0)
    return by_choice(P[both], Q[both])


def impossible_as_sure(P, Q):
    return -np.sum(P * np.where(Q > 0, np.log(Q + 1e-8), 0.0))


def as_yes_and_no(P, Q):
    return by_choice(P, Q) + by_choice(1 - P, 1 - Q)


MISTAKES = (
    ("Where P and Q are both 0", naive),
    ("tiny stood inside", with_epsilon),
    ("tiny stood inside", clipped),
    ("Where Q is 0 the outcome is left out", without_the_impossible),
    ("Where Q is 0 the outcome is left out", nan_to_nothing),
    ("Where Q is 0 the outcome is left out", impossible_as_sure),
    ("sign is missing", lambda P, Q: -by_choice(P, Q)),
    ("changed places", lambda P, Q: by_choice(Q, P)),
    ("in bits", lambda P, Q: by_choice(P, Q) / np.log(2)),
    ("base 10", lambda P, Q: by_choice(P, Q) / np.log(10)),
    ("entropy of P alone", lambda P, Q: by_choice(P, P) + 0 * Q[0]),
    ("entropy of Q alone", lambda P, Q: by_choice(Q, Q) + 0 * P[0]),
    ("divergence", lambda P, Q: by_choice(P, Q) - by_choice(P, P)),
    ("mean over the K outcomes", lambda P, Q: by_choice(P, Q) / len(P)),
    ("All outcomes count alike", lambda P, Q: by_choice(np.ones(len(P)), Q)),
    ("Only the likeliest", lambda P, Q: by_choice(np.ones(1), Q[[P.argmax()]])),
    ("twice, as yes and as no", as_yes_and_no),
)


def normalize_in_place(P, Q):
    Q += 1e-3
    return by_choice(P, Q)


def minus_infinity(P, Q):
    found = by_where(P, Q)
    return -found if np.isinf(found) else found


OTHER_FAULTS = (
    ("It returned -inf; asked for is a finite number, or +∞", minus_infinity),
    ("2 values; asked for is one number", lambda P, Q: list(P * Q)),
    ("an array of shape (2,); asked for is one number", lambda P, Q: P * np.log(2 - Q)),
    ("changed Q in place", normalize_in_place),
    ("The mean of −ln Q, each outcome as often as P says, is 0.837", lambda P, Q: np.sum(P * Q)),
    (
        "that surprise is not finite",
        lambda P, Q: by_choice(P, Q) if len(P) < 4 else min(by_choice(P, Q), 3),
    ),
    ("It returned nan", lambda P, Q: np.nan * np.sum(P * Q)),
)
