"""X10: zero_one(X, y, w)."""

from types import SimpleNamespace

import numpy as np

PRAISED = "3 of the 40 faces wrong, a rate of 0.075; the slide's loss is 0.15"
SOLUTION = r"\?\s*1\s*:|where\([^)]*,\s*1\.?0?,\s*-\s*1|2\s*\*\s*\(\w+\s*@|!=\s*y\b|\by\s*!="


def by_where(X, y, w):
    h = np.where(X @ w > 0, 1.0, -1.0)
    return (h != y).sum(), (h != y).mean(), 0.5 * np.mean((y - h) ** 2)


def by_loop(X, y, w):
    mistakes, squares = 0, 0
    for x, label in zip(X, y, strict=True):
        h = 1 if sum(weight * part for weight, part in zip(w, x, strict=True)) > 0 else -1
        mistakes += h != label
        squares += (label - h) ** 2
    return mistakes, mistakes / len(y), squares / (2 * len(y))


def by_arithmetic(X, y, w):
    h = 2 * (X.dot(w) > 0) - 1
    wrong = abs(y - h) / 2
    return np.array([wrong.sum(), wrong.mean(), 2 * wrong.mean()])


def by_counting(X, y, w):
    mistakes = int(np.count_nonzero((X @ w > 0) != (y > 0)))
    return [mistakes, mistakes / len(X), mistakes * 2 / len(X)]


RIGHT = (by_where, by_loop, by_arithmetic, by_counting)


def with_answers(h, X, y):
    return (h != y).sum(), (h != y).mean(), 0.5 * np.mean((y - h) ** 2)


def from_sign_and_rate(X, y, w):
    rate = np.mean(np.sign(X @ w) != y)
    return rate * len(y), rate, 2 * rate


def from_wrong(wrong):
    return wrong.sum(), wrong.mean(), 2 * wrong.mean()


def instead(which, change):
    """The right numbers, one of them changed."""

    def wrong(X, y, w):
        numbers = list(by_where(X, y, w))
        numbers[which] = change(numbers, y)
        return tuple(numbers)

    return wrong


def loss_of_sign(X, y, w):
    return (*by_where(X, y, w)[:2], 0.5 * np.mean((y - np.sign(X @ w)) ** 2))


def loss_of_scores(X, y, w):
    return (*by_where(X, y, w)[:2], 0.5 * np.mean((y - X @ w) ** 2))


def loss_without_brackets(X, y, w):
    mistakes, rate, _ = by_where(X, y, w)
    return mistakes, rate, 1 / 2 * len(y) * (4 * mistakes)


def count_the_right(X, y, w):
    mistakes, rate, loss = by_where(X, y, w)
    return len(y) - mistakes, 1 - rate, loss


MISTAKES = (
    ("always counted as wrong", lambda X, y, w: with_answers(np.sign(X @ w), X, y)),
    ("always counted as wrong", from_sign_and_rate),
    ("loss is off where wᵀx = 0", loss_of_sign),
    ("never counted as wrong", lambda X, y, w: from_wrong(y * (X @ w) < 0)),
    ("No sad face is ever right", lambda X, y, w: from_wrong((X @ w > 0) != y)),
    ("No sad face is ever right", lambda X, y, w: with_answers(1 * (X @ w > 0), X, y)),
    ("is answered with +1", lambda X, y, w: with_answers(np.where(X @ w >= 0, 1, -1), X, y)),
    ("changed places", lambda X, y, w: with_answers(np.where(X @ w > 0, -1, 1), X, y)),
    ("changed places", count_the_right),
    ("bias is left out", lambda X, y, w: by_where(X[:, 1:], y, w[1:])),
    ("again the number", instead(1, lambda numbers, y: numbers[0])),
    ("per cent", instead(1, lambda numbers, y: 100 * numbers[1])),
    ("that of the right answers", instead(1, lambda numbers, y: 1 - numbers[1])),
    ("error rate once more", instead(2, lambda numbers, y: numbers[1])),
    ("quarter of what it should be", instead(2, lambda numbers, y: numbers[1] / 2)),
    ("twice what it should be", instead(2, lambda numbers, y: 2 * numbers[2])),
    ("a sum stands", instead(2, lambda numbers, y: len(y) * numbers[2])),
    ("goes in brackets", loss_without_brackets),
    ("plain sum", instead(2, lambda numbers, y: 4 * numbers[0])),
    ("scores wᵀx themselves", loss_of_scores),
    ("another order", lambda X, y, w: by_where(X, y, w)[::-1]),
)

LABELS = SimpleNamespace(y=np.ones(3))


def pull_the_step(X, y, w):
    scores = X @ w
    scores[scores > 0] = 1
    return with_answers(scores, X, y)


def count_pairs(X, y, w):
    wrong = np.where(X @ w > 0, 1, -1)[:, None] != y
    return wrong.sum(), wrong.mean(), 2 * wrong.mean()


def read_the_notebook(X, y, w):
    return by_where(X[:3], LABELS.y, w)


def wrong_in_place(X, y, w):
    y -= np.where(X @ w > 0, 1, -1)
    return np.count_nonzero(y), np.mean(y != 0), np.mean(y**2) / 2


OTHER_FAULTS = (
    ("an array of truth values of shape (4,); asked for is three", lambda X, y, w: y * (X @ w) > 0),
    ("one number; asked for is three", lambda X, y, w: (np.sign(X @ w) != y).sum()),
    ("2 values; asked for is three", lambda X, y, w: by_where(X, y, w)[:2]),
    ("changed y in place", wrong_in_place),
    ("No sad face is ever right", pull_the_step),
    ("count of mistakes comes out as", count_pairs),
    ("The count of mistakes is right. Divided by", instead(1, lambda numbers, y: numbers[0] / 40)),
    ("The count and the rate are right. Which", instead(2, lambda numbers, y: 3 * numbers[2])),
    ("never looks at y, but reads LABELS", read_the_notebook),
)
