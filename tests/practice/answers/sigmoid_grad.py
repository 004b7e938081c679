"""X13: sigmoid_grad(X, y, w)."""

import numpy as np

PRAISED = "takes the loss of the 40 faces from 0.1250 to 0.1146"
SOLUTION = (
    r"\by_hat\s*\*\s*\(1|\bs\s*\*\s*\(1|ŷ\s*·?\s*\(1\s*[-−]|(y_hat|s|ŷ)\s*-\s*y\b|X\.T\s*@|@\s*X\b"
)


def sigma(z):
    return 1 / (1 + np.exp(-z))


def by_matrices(X, y, w):
    y_hat = sigma(X @ w)
    return X.T @ ((y_hat - y) * y_hat * (1 - y_hat)) / len(y)


def by_loop(X, y, w):
    total = 0
    for x, label in zip(X, y, strict=True):
        s = sigma(w @ x)
        total = total - (label - s) * (s - s**2) * x
    return total / len(y)


def by_both_tails(X, y, w):
    z = X.dot(w)
    delta = (sigma(z) - y) * sigma(z) * sigma(-z)
    return (delta[:, None] * X).mean(axis=0)


def by_tanh(X, y, w):
    t = np.tanh(X @ w / 2)
    return np.mean((1 + t - 2 * y) * (1 - t**2) * X.T, axis=1) / 8


RIGHT = (by_matrices, by_loop, by_both_tails, by_tanh)


def chain(error=lambda y_hat, z, y: y_hat - y, slope=lambda y_hat, z: y_hat * (1 - y_hat)):
    """The right chain with one link exchanged."""

    def gradient(X, y, w):
        z = X @ w
        return X.T @ (error(sigma(z), z, y) * slope(sigma(z), z)) / len(y)

    return gradient


def slides_sign(y_hat, z, y):
    return y - y_hat


def of_the_mean_face(X, y, w):
    y_hat = sigma(X @ w)
    return np.mean((y_hat - y) * y_hat * (1 - y_hat)) * X.mean(axis=0)


MISTAKES = (
    ("sign is that of slides 36 and 37", chain(slides_sign)),
    ("sign is that of slides 36 and 37", lambda X, y, w: -len(y) * by_matrices(X, y, w)),
    ("sign is that of slides 36 and 37", chain(slides_sign, lambda y_hat, z: 1)),
    ("The factor ∂ŷ/∂z is missing", chain(slope=lambda y_hat, z: 1)),
    ("twice the gradient", lambda X, y, w: 2 * by_matrices(X, y, w)),
    ("2N times", lambda X, y, w: 2 * len(y) * by_matrices(X, y, w)),
    ("It is N times", lambda X, y, w: len(y) * by_matrices(X, y, w)),
    ("linear unit", lambda X, y, w: X.T @ (X @ w - y) / len(y)),
    ("with the score where the estimate belongs", chain(slope=lambda y_hat, z: z * (1 - z))),
    ("gone through σ twice", chain(slope=lambda y_hat, z: sigma(y_hat) * sigma(-y_hat))),
    ("one factor is missing", chain(slope=lambda y_hat, z: y_hat)),
    ("right for the labels ±1", lambda X, y, w: by_matrices(X, 2 * y - 1, w)),
    ("errors and the faces separately", of_the_mean_face),
)


def shift_in_place(X, y, w):
    w += 1
    return by_matrices(X, y, w - 1)


OTHER_FAULTS = (
    ("one slope per weight: shape (2,)", lambda X, y, w: sigma(X @ w) - y),
    ("one slope per weight: shape (2,)", lambda X, y, w: np.mean(sigma(X @ w) - y)),
    ("changed w in place", shift_in_place),
    ("never looks at y.", lambda X, y, w: X.T @ sigma(X @ w)),
    ("Move w₁ alone", lambda X, y, w: by_matrices(X, y, w) * np.arange(1, len(w) + 1)),
)
