"""X12: grad(X, y, w)."""

from types import SimpleNamespace

import numpy as np

PRAISED = "At w = (0, 0) the 40 faces give (0.000, −0.896)"
SOLUTION = r"X\.T\s*@|@\s*X\b|X\s*@\s*w\s*-|-\s*X\s*@\s*w|wᵀx\s*[-−]\s*y\)"


def by_matrices(X, y, w):
    return X.T @ (X @ w - y) / len(y)


def by_loop(X, y, w):
    total = np.zeros(len(w))
    for x, label in zip(X, y, strict=True):
        total += (x.dot(w) - label) * x
    return total / len(X)


def by_mean_of_rows(X, y, w):
    return -((y - X @ w)[:, None] * X).mean(axis=0)


def by_einsum(X, y, w):
    return np.einsum("nd,n->d", X, np.einsum("nd,d->n", X, w) - y) / X.shape[0]


def by_lists(X, y, w):
    errors = [sum(w * x) - label for x, label in zip(X, y, strict=True)]
    return [float(np.mean(errors * column)) for column in X.T]


RIGHT = (by_matrices, by_loop, by_mean_of_rows, by_einsum, by_lists)


def of_the_mean_face(X, y, w):
    return np.mean(X @ w - y) * X.mean(axis=0)


def keep_the_half(X, y, w):
    return 0.5 * by_matrices(X, y, w)


MISTAKES = (
    ("sign is turned round", lambda X, y, w: X.T @ (y - X @ w) / len(y)),
    ("sign is turned round", lambda X, y, w: 2 * X.T @ (y - X @ w) / len(y)),
    ("sign is turned round", lambda X, y, w: X.T @ (y - X @ w)),
    ("sign is turned round", lambda X, y, w: 2 * X.T @ (y - X @ w)),
    ("twice the gradient", lambda X, y, w: 2 * X.T @ (X @ w - y) / len(y)),
    ("2N times", lambda X, y, w: 2 * X.T @ (X @ w - y)),
    ("It is N times", lambda X, y, w: X.T @ (X @ w - y)),
    ("half of the gradient", keep_the_half),
    ("number of weights", lambda X, y, w: X.T @ (X @ w - y) / len(w)),
    ("entries of X", lambda X, y, w: X.T @ (X @ w - y) / X.size),
    ("opposite labels", lambda X, y, w: X.T @ (X @ w + y) / len(y)),
    ("labels are left out", lambda X, y, w: X.T @ (X @ w) / len(y)),
    ("weights are left out", lambda X, y, w: -X.T @ y / len(y)),
    ("one average face", of_the_mean_face),
    ("absolute loss", lambda X, y, w: X.T @ np.sign(X @ w - y) / len(y)),
    ("behind a step", lambda X, y, w: X.T @ (np.where(X @ w > 0, 1, -1) - y) / len(y)),
)

FACES = SimpleNamespace(X=np.array([[1.0, 3.0]]), y=np.array([1.0]))


def error_in_place(X, y, w):
    y -= X @ w
    return -X.T @ y / len(y)


def read_the_notebook(X, y, w):
    return FACES.X.T @ (FACES.X @ w - FACES.y)


def scale_the_rows_up(X, y, w):
    return by_matrices(X, y, w) * np.arange(1, len(w) + 1)


OTHER_FAULTS = (
    ("one slope per weight: shape (2,)", lambda X, y, w: np.mean(X @ w - y)),
    ("an array of shape (1,)", lambda X, y, w: X @ w - y),
    ("an array of shape (1, 2)", lambda X, y, w: (X @ w - y)[:, None] * X),
    ("changed y in place", error_in_place),
    ("looks at X and y, but reads FACES", read_the_notebook),
    (
        "Move w₁ alone and the loss changes at a rate of 1.0000; your slope for it is 2.0000",
        scale_the_rows_up,
    ),
)
