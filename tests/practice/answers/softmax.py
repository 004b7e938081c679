"""X16: softmax(a)."""

import numpy as np
import scipy.special

PRAISED = "The scores 1, 2, 3 give 0.090, 0.245, 0.665, and so do 1000, 1001, 1002: 0.090, 0.245"
SOLUTION = r"\ba\s*-\s*(a\.max|np\.max|max)|subtract"


def by_keepdims(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def by_turning(a):
    e = np.exp((a.T - np.max(a, axis=-1)).T)
    return (e.T / e.sum(axis=-1)).T


def by_rows(a):
    if a.ndim > 1:
        return np.array([by_rows(row) for row in a])
    e = [np.exp(score - max(a)) for score in a]
    return np.array(e) / sum(e)


def by_logarithm(a):
    top = a.max(axis=-1)[..., None]
    return np.exp(a - top - np.log(np.exp(a - top).sum(axis=-1))[..., None])


def by_differences(a):
    with np.errstate(over="ignore"):
        return 1 / np.exp(a[..., None, :] - a[..., :, None]).sum(axis=-1)


def by_scipy(a):
    return scipy.special.softmax(a, axis=-1)


RIGHT = (by_keepdims, by_turning, by_rows, by_logarithm, by_differences, by_scipy)


def naive(a):
    return np.exp(a) / np.exp(a).sum(axis=-1, keepdims=True)


def less(of):
    """Softmax with something taken off the scores first."""
    return lambda a: naive(a - of(a))


def without_keepdims(a):
    e = np.exp(a - a.max(axis=-1)) if a.ndim == 1 else np.exp((a.T - a.max(axis=-1)).T)
    return e / e.sum(axis=-1)


def one_maximum(a):
    e = np.exp(a - a.max())
    return e / e.sum(axis=-1, keepdims=True)


def down_the_columns(a):
    e = np.exp(a - a.max(axis=0))
    return e / e.sum(axis=0)


def all_together(a):
    e = np.exp(a - a.max())
    return e / e.sum()


def hardest(a):
    return (a == a.max(axis=-1, keepdims=True)) * 1.0


def first_of_the_hardest(a):
    return np.eye(a.shape[-1])[a.argmax(axis=-1)]


def by_mean(a):
    return by_keepdims(a) * a.shape[-1]


MISTAKES = (
    ("formula is right", naive),
    ("formula is right", lambda a: by_rows(a) if a.max() < 500 else naive(a)),
    ("what is left can still be large", less(lambda a: a.mean(axis=-1, keepdims=True))),
    ("what is left can still be large", less(lambda a: a[..., :1])),
    ("several do not", without_keepdims),
    ("far below the others", one_maximum),
    ("All probabilities together", all_together),
    ("columns sum to 1", down_the_columns),
    ("rival of slide 48", lambda a: np.abs(a) / np.abs(a).sum(axis=-1, keepdims=True)),
    ("without e^", lambda a: a / a.sum(axis=-1, keepdims=True)),
    ("division by the sum is missing", lambda a: np.exp(a)),
    ("minus too many", lambda a: by_keepdims(-a)),
    ("a sigmoid by itself", lambda a: 1 / (1 + np.exp(-a.clip(-700)))),
    ("highest score gets everything", first_of_the_hardest),
    ("logarithms of the probabilities", lambda a: np.log(by_keepdims(a))),
    ("those of 2", lambda a: by_keepdims(a * np.log(2))),
    ("K times too large", by_mean),
    ("cut off", lambda a: by_keepdims(a.clip(-500, 500))),
    ("divided by the largest one", lambda a: by_keepdims(a / a.max(axis=-1, keepdims=True))),
)


def down_in_place(a):
    a -= a.max(axis=-1, keepdims=True)
    return by_keepdims(a)


OTHER_FAULTS = (
    ("an array with nan in it", less(lambda a: np.abs(a).max(axis=-1, keepdims=True))),
    ("one probability per score: shape (3,)", lambda a: by_keepdims(a).max()),
    ("changed a in place", down_in_place),
    ("sum to 1.5; they must", lambda a: by_keepdims(a) * 1.5),
    ("of row 1 sum to 1.5", lambda a: by_keepdims(a) * (1 if a.ndim == 1 else 1.5)),
    (
        "score 2.00 gets the probability 0.3072, the highest score gets 0.5065",
        lambda a: by_keepdims(a / 2),
    ),
    (
        "It gives -0.91 as a probability",
        lambda a: by_keepdims(a) - 1 * (a == a.min()) + 1 * (a == a.max()),
    ),
)
