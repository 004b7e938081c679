"""X15: dead(W, X)."""

import numpy as np

PRAISED = "On the 40 faces it finds (−5, 1) dead: z is at most −1.00"
SOLUTION = r"<=\s*0\)\.all|max\(axis=\d\)\s*<=|>\s*0\)\.any|not any\(w"


def by_all(W, X):
    return (X @ W.T <= 0).all(axis=0)


def by_the_best(W, X):
    return (W @ X.T).max(axis=1) <= 0


def by_loop(W, X):
    return [not any(w @ x > 0 for x in X) for w in W]


def by_slopes(W, X):
    return np.where(X @ W.T > 0, 1, 0).sum(axis=0) == 0


def as_numbers(W, X):
    return 1 - (X @ W.T > 0).any(axis=0)


RIGHT = (by_all, by_the_best, by_loop, by_slopes, as_numbers)

MISTAKES = (
    ("You name the living", lambda W, X: (X @ W.T > 0).any(axis=0)),
    ("off on one row", lambda W, X: (X @ W.T <= 0).any(axis=0)),
    ("by the mean of the rows", lambda W, X: (X @ W.T).mean(axis=0) <= 0),
    ("best z is exactly 0", lambda W, X: (X @ W.T < 0).all(axis=0)),
    ("bias is left out", lambda W, X: (X[:, 1:] @ W[:, 1:].T <= 0).all(axis=0)),
    ("first and the last row", lambda W, X: (X[[0, -1]] @ W.T <= 0).all(axis=0)),
    ("first row of X only", lambda W, X: W @ X[0] <= 0),
    ("never off", lambda W, X: (X @ W.T >= 0).all(axis=0)),
)


def mark_in_place(W, X):
    W[W < 0] = 0
    return (X @ W.T <= 0).all(axis=0)


def of_the_extremes(W, X):
    """Whether even a row made of the best entry of each column would leave a unit off."""
    return np.where(W > 0, W * X.max(axis=0), W * X.min(axis=0)).sum(axis=1) <= 0


OTHER_FAULTS = (
    ("Row 0 of W comes out as False. On these examples its z is at most −1.00", of_the_extremes),
    ("an array of truth values of shape (3,)", lambda W, X: (X @ W.T <= 0).all(axis=1)),
    ("an array of truth values of shape (3, 2)", lambda W, X: X @ W.T <= 0),
    ("one number; asked for is one True", lambda W, X: (X @ W.T <= 0).all(axis=0).sum()),
    ("changed W in place", mark_in_place),
    ("Row 0 of W comes out as 1.0", lambda W, X: (X @ W.T).max(axis=0)),
    (
        "Row 0 of W comes out as True. On these examples its z is at most 1.00",
        lambda W, X: X[0, 0] >= W[:, 0],
    ),
)
