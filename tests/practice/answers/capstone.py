"""The capstone: capstone(X, Y), with functions as learners have them by then."""

import math

import numpy as np

PRAISED = "Your own functions have brought the 60 moods from 1.3863, knowing nothing, to 0.29"
SOLUTION = r"\.T\s*@\s*X|W\s*-=|W = W -|W\s*[-−]\s*(eta|η)"


def softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def loss_and_gradient(a, y):
    lower = a - a.max(axis=1, keepdims=True)
    logs = lower - np.log(np.exp(lower).sum(axis=1, keepdims=True))
    return -(y * logs).sum(axis=1).mean(), (softmax(a) - y) / len(a)


def by_descent(X, Y, eta=2.0, steps=300):
    W = np.zeros((Y.shape[1], X.shape[1]))
    for _ in range(steps):
        _, slopes = loss_and_gradient(X @ W.T, Y)
        W = W - eta * slopes.T @ X
    return W


def until_it_is_low(X, Y):
    W = np.zeros((Y.shape[1], X.shape[1]))
    loss, slopes = loss_and_gradient(X @ W.T, Y)
    while loss > 0.299:
        W -= 3.0 * slopes.T @ X
        loss, slopes = loss_and_gradient(X @ W.T, Y)
    return W


def with_momentum(X, Y):
    W = V = np.zeros((Y.shape[1], X.shape[1]))
    for _ in range(100):
        V = 0.8 * V - loss_and_gradient(X @ W.T, Y)[1].T @ X
        W = W + V
    return W


def face_by_face(X, Y):
    W = [[0.0] * X.shape[1] for _ in Y[0]]
    for _ in range(400):
        gradient = np.zeros((Y.shape[1], X.shape[1]))
        for x, y in zip(X, Y, strict=True):
            gradient += np.outer(softmax(np.array([w @ x for w in np.array(W)])) - y, x)
        W = (np.array(W) - 2 * gradient / len(X)).tolist()
    return W


def for_sixty_moods(X, Y):
    """Weights of the shape that the notebook's text speaks of."""
    W = np.zeros((4, 3))
    for _ in range(300):
        W = W - 2 * loss_and_gradient(X @ W.T, Y)[1].T @ X
    return W


def in_plain_loops(X, Y):
    N, K, D = len(X), len(Y[0]), len(X[0])
    W = [[0.0] * D for _ in range(K)]
    for _ in range(300):
        slopes = [[0.0] * D for _ in range(K)]
        for n in range(N):
            scores = []
            for k in range(K):
                score = 0.0
                for d in range(D):
                    score += W[k][d] * X[n, d]
                scores.append(score)
            powers = [math.exp(score - max(scores)) for score in scores]
            for k in range(K):
                delta = powers[k] / sum(powers) - Y[n, k]
                for d in range(D):
                    slopes[k][d] += delta * X[n, d] / N
        for k in range(K):
            for d in range(D):
                W[k][d] -= 2 * slopes[k][d]
    return W


def in_single_precision(X, Y):
    return by_descent(np.float32(X), np.float32(Y)).astype(np.float32)


RIGHT = (by_descent, until_it_is_low, with_momentum, face_by_face, for_sixty_moods)
RIGHT += (in_plain_loops, in_single_precision)


def with_naive_softmax(X, Y):
    W = np.zeros((Y.shape[1], X.shape[1]))
    for _ in range(300):
        e = np.exp(X @ W.T)
        W = W - 1000 * (e / e.sum(axis=1, keepdims=True) - Y).T @ X
    return W


def forget_to_assign(X, Y):
    W = np.zeros((Y.shape[1], X.shape[1]))
    for _ in range(300):
        W - 2 * loss_and_gradient(X @ W.T, Y)[1].T @ X
    return W


def without_bias(X, Y):
    return np.c_[np.zeros(Y.shape[1]), by_descent(X[:, 1:], Y)]


def typed_in(X, Y):
    """Weights for the order in which the moods come in the file, whatever is asked for."""
    return by_descent(X, np.repeat(np.eye(4), 15, axis=0) if len(X) == 60 else Y)


MISTAKES = (
    ("no numbers any more", with_naive_softmax),
    ("on its side", lambda X, Y: by_descent(X, Y).T),
    ("W is still 0", forget_to_assign),
    ("W is still 0", lambda X, Y: by_descent(X, Y, steps=0)),
    ("loss has risen", lambda X, Y: by_descent(X, Y, eta=-2.0)),
    ("stay the same", typed_in),
    ("weights of x_0 = 1", without_bias),
    ("hardly left 0", lambda X, Y: by_descent(X, Y, eta=2 / len(X))),
    ("have gone too far", lambda X, Y: by_descent(X, Y, eta=2.0 * len(X))),
)


def never_ends(X, Y):
    W = np.zeros((Y.shape[1], X.shape[1]))
    while loss_and_gradient(X @ W.T, Y)[0] > 0.30:
        W = W + 2 * np.dot(loss_and_gradient(X @ W.T, Y)[1].T, X)  # this line may be quoted
    return W


def by_chance(X, Y):
    return np.random.default_rng(Y[0].argmax()).normal(size=(Y.shape[1], X.shape[1]))


OTHER_FAULTS = (
    ("On 3 faces the loss of your W is 1.5562, with 3 mistakes", by_chance),
    ("On 3 faces the loss of your W is", lambda X, Y: by_descent(X, Y, steps=1)),
    ("On 60 faces the loss of your W is 0.4211", lambda X, Y: by_descent(X, Y, steps=30)),
    ("On 60 faces the loss of your W is 0.3263, with", lambda X, Y: by_descent(X, Y, steps=100)),
    ("more steps of η = 2 would do", lambda X, Y: by_descent(X, Y, steps=100)),
    (
        "asked for is W, one row of weights per class: shape (4, 3)",
        lambda X, Y: by_descent(X, Y).ravel(),
    ),
    ("had not come to an end", never_ends),
)
