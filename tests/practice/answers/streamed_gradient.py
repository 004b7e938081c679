"""X6: streamed_gradient(chunks, w)."""

from functools import reduce

import numpy as np


def by_sums(chunks, w):
    total, N = 0, 0
    for X, y in chunks:
        total = total + X.T @ (X @ w - y)
        N += len(y)
    return total / N


def by_rows(chunks, w):
    gradient, N = np.zeros(len(w)), 0
    for X, y in chunks:
        for x, label in zip(X, y, strict=True):
            N += 1
            gradient += ((x @ w - label) * x - gradient) / N
    return gradient


def by_weighted_means(chunks, w):
    sizes, gradients = [], []
    for X, y in chunks:
        sizes.append(y.size)
        gradients.append(-np.mean((y - X @ w)[:, None] * X, axis=0))
    return np.average(gradients, axis=0, weights=sizes)


def by_reduce(chunks, w):
    def add(so_far, chunk):
        X, y = chunk
        return so_far[0] + (X @ w - y) @ X, so_far[1] + len(X)

    total, N = reduce(add, chunks, (np.zeros_like(w), 0))
    return (total / N).tolist()


def by_normal_equations(chunks, w):
    A, b, N = 0, 0, 0
    for chunk in chunks:
        X, y = chunk
        A, b, N = A + X.T @ X, b + X.T @ y, N + X.shape[0]
    return (A @ w - b) / N


RIGHT = (by_sums, by_rows, by_weighted_means, by_reduce, by_normal_equations)
PRAISED = "at (1.5, 1) it gives ∇L = (3.496, 7.235)."
SOLUTION = r"X\.T\s*@|@\s*X\b|Xᵀ|X @ w"


def means(chunks, w):
    return np.array([X.T @ (X @ w - y) / len(y) for X, y in chunks])


def divided_by_chunks(chunks, w):
    return np.mean([X.T @ (X @ w - y) for X, y in chunks], axis=0)


def divided_by_the_last(chunks, w):
    total = 0
    for X, y in chunks:
        total = total + X.T @ (X @ w - y)
    return total / len(y)


def last_over_all(chunks, w):
    N = 0
    for X, y in chunks:
        total = X.T @ (X @ w - y)
        N += len(y)
    return total / N


def first_only(chunks, w):
    for X, y in chunks:
        return X.T @ (X @ w - y) / len(y)


def half_and_half(chunks, w):
    return reduce(lambda mean, gradient: (mean + gradient) / 2, means(chunks, w))


def reads_twice(chunks, w):
    total = sum(X.T @ (X @ w - y) for X, y in chunks)
    return total / max(1, sum(len(y) for X, y in chunks))


def asks_for_the_length(chunks, w):
    total = 0
    for i in range(len(chunks)):
        X, y = chunks[i]
        total = total + X.T @ (X @ w - y)
    return total / sum(len(y) for X, y in chunks)


MISTAKES = (
    ("mean of the chunks' means", lambda chunks, w: means(chunks, w).mean(axis=0)),
    ("sum of the chunks' means", lambda chunks, w: means(chunks, w).sum(axis=0)),
    ("N is missing", lambda chunks, w: sum(X.T @ (X @ w - y) for X, y in chunks)),
    ("by the number of chunks", divided_by_chunks),
    ("by the size of the last chunk", divided_by_the_last),
    ("Only the last chunk", lambda chunks, w: means(chunks, w)[-1]),
    ("Only the last chunk", last_over_all),
    ("Only the first chunk", first_only),
    ("half and half", half_and_half),
    ("minus the gradient", lambda chunks, w: -by_sums(chunks, w)),
    ("twice the gradient", lambda chunks, w: 2 * by_sums(chunks, w)),
    ("a second loop finds nothing left", reads_twice),
    ("a second loop finds nothing left", asks_for_the_length),
)


def hoards(chunks, w):
    chunks = list(chunks)
    X, y = (np.concatenate(parts) for parts in zip(*chunks, strict=True))
    return X.T @ (X @ w - y) / len(y)


def walks_on(chunks, w):
    for X, y in chunks:
        w -= 0.01 * X.T @ (X @ w - y)
    return w


def centres_in_place(chunks, w):
    total, N = 0, 0
    for X, y in chunks:
        y -= X @ w
        total, N = total - X.T @ y, N + len(y)
    return total / N


OTHER_FAULTS = (
    ("3 chunks of the stream were kept in memory", hoards),
    ("changed w in place", walks_on),
    ("changed chunks in place", centres_in_place),
    ("one number; asked for is one slope for each weight", lambda *q: by_sums(*q).sum()),
    ("With chunks of 3, 1 rows it answers", lambda chunks, w: 3 * by_sums(chunks, w)),
    ("never looks at w", lambda chunks, w: np.mean([X.T @ y for X, y in chunks], axis=0)),
)
