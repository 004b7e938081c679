"""X18: loss_and_gradient(a, y)."""

import numpy as np
from scipy.special import log_softmax, softmax

PRAISED = "all scores 0 it gives 1.386: that is what knowing nothing costs. For a row that is sure"
SOLUTION = r"\(?(p|y_hat|ŷ)\s*[-−]\s*y\)?\s*/\s*(len|N|a\.shape)|\(ŷ [-−] y\)\s*/|log_softmax"


def p_of(a):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def log_p_of(a):
    lower = a - a.max(axis=1, keepdims=True)
    return lower - np.log(np.exp(lower).sum(axis=1, keepdims=True))


def by_hand(a, y):
    loss = -(y * log_p_of(a)).sum(axis=1).mean()
    return loss, (p_of(a) - y) / len(a)


def by_loop(a, y):
    loss, gradient = 0, []
    for row, label in zip(a, y, strict=True):
        top = max(row)
        total = sum(np.exp(row - top))
        loss += sum(label * (top + np.log(total) - row)) / len(a)
        gradient.append((np.exp(row - top) / total - label) / len(a))
    return loss, gradient


def by_scipy(a, y):
    p = softmax(a, axis=-1)
    return [-np.einsum("nk,nk->", y, log_softmax(a, axis=-1)) / len(a), (p - y) / len(a)]


def by_logaddexp(a, y):
    total = np.logaddexp.reduce(a, axis=1)
    return np.mean(total - (y * a).sum(axis=1)), (np.exp(a.T - total).T - y) / a.shape[0]


RIGHT = (by_hand, by_loop, by_scipy, by_logaddexp)


def naive(a, y):
    p = np.exp(a) / np.exp(a).sum(axis=1, keepdims=True)
    return -(y * np.log(p)).sum(axis=1).mean(), (p - y) / len(a)


def logarithm_of_softmax(a, y):
    p = p_of(a)
    return -(y * np.log(p)).sum(axis=1).mean(), (p - y) / len(a)


def one_maximum(a, y):
    lower = a - a.max()
    log_p = lower - np.log(np.exp(lower).sum(axis=1, keepdims=True))
    return -(y * log_p).sum() / len(a), (p_of(a) - y) / len(a)


def true_class_only(a, y):
    p = p_of(a)
    return -np.log(p[y > 0]).sum() / len(a), (p - y) / len(a)


def with_epsilon(a, y):
    p = p_of(a)
    return -(y * np.log(p + 1e-12)).sum(axis=1).mean(), (p - y) / len(a)


def clipped(a, y):
    p = p_of(a)
    return -(y * np.log(p.clip(1e-15))).sum(axis=1).mean(), (p - y) / len(a)


def loss(of):
    """The right gradient with another loss."""
    return lambda a, y: (of(a, y), by_hand(a, y)[1])


def gradient(of):
    """The right loss with another gradient."""
    return lambda a, y: (by_hand(a, y)[0], of(a, y))


def largest(y):
    return np.eye(y.shape[1])[y.argmax(axis=1)]


def yes_and_no(a, y):
    p = p_of(a).clip(1e-300, 1 - 1e-16)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum(axis=1).mean()


def down_the_columns(a, y):
    p = p_of(a.T).T
    return -(y * log_p_of(a.T).T).sum(axis=1).mean(), (p - y) / len(a)


MISTAKES = (
    ("e^1000", naive),
    ("move all rows by the same number", one_maximum),
    ("the loss is lost", logarithm_of_softmax),
    ("far scores the loss is much too small", with_epsilon),
    ("far scores the loss is much too small", clipped),
    ("sign of the loss", loss(lambda a, y: -by_hand(a, y)[0])),
    ("are added up", loss(lambda a, y: len(a) * by_hand(a, y)[0])),
    ("over all N · K entries. Within", loss(lambda a, y: -np.mean(y * log_p_of(a)))),
    ("in bits", loss(lambda a, y: by_hand(a, y)[0] / np.log(2))),
    ("class with the largest label", loss(lambda a, y: by_hand(a, largest(y))[0])),
    ("as yes and as no", loss(yes_and_no)),
    ("squared loss", loss(lambda a, y: ((p_of(a) - y) ** 2).sum() / (2 * len(a)))),
    ("columns sum to 1", down_the_columns),
    ("sign is that of slide 36", gradient(lambda a, y: (y - p_of(a)) / len(a))),
    ("sign is that of slide 36", gradient(lambda a, y: y - p_of(a))),
    ("one link short", gradient(lambda a, y: -y / p_of(a) / len(a))),
    ("slope of the sigmoid", gradient(lambda a, y: (p_of(a) - y) * p_of(a) * (1 - p_of(a)))),
    ("you return the probabilities", gradient(lambda a, y: p_of(a) / len(a))),
    ("largest label for a whole one", gradient(lambda a, y: (p_of(a) - largest(y)) / len(a))),
    ("look at your brackets", gradient(lambda a, y: p_of(a) - y / len(a))),
    ("gradient is N times too large", gradient(lambda a, y: p_of(a) - y)),
    ("gradient is K times too small", gradient(lambda a, y: (p_of(a) - y) / a.size)),
)


def subtract_in_place(a, y):
    a -= a.max(axis=1, keepdims=True)
    return by_hand(a, y)


OTHER_FAULTS = (
    ("asked for is the pair (loss, gradient)", lambda a, y: by_hand(a, y)[0]),
    (
        "As loss it returned an array of shape (1,)",
        loss(lambda a, y: -(y * log_p_of(a)).sum(axis=1)),
    ),
    (
        "As gradient it returned an array of shape (3,)",
        gradient(lambda a, y: (p_of(a) - y).mean(axis=0)),
    ),
    ("changed a in place", subtract_in_place),
    ("The loss comes out as 0.8152; the mean", loss(lambda a, y: 2 * by_hand(a, y)[0])),
    ("Move the score a[0, 2] alone", gradient(lambda a, y: 2 * by_hand(a, y)[1])),
)
