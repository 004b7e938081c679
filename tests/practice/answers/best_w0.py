"""X11: best_w0(w1, x, y)."""

import statistics
from types import SimpleNamespace

import numpy as np


def by_numpy(w1, x, y):
    return y.mean() - w1 * x.mean()


def by_loop(w1, x, y):
    total = 0.0
    for score, label in zip(x, y, strict=True):
        total += label - w1 * score
    return total / len(x)


def by_least_squares(w1, x, y):
    return np.linalg.lstsq(np.ones((len(x), 1)), y - w1 * x, rcond=None)[0][0]


def by_dot(w1, x, y):
    return np.dot(np.ones(len(x)), y - w1 * x) / len(x)


def by_one_newton_step(w1, x, y):
    return float(np.array([-1.0]) @ [np.average(w1 * x - y)])


def as_python_number(w1, x, y):
    return statistics.fmean(y.tolist()) - w1 * statistics.fmean(x.tolist())


def as_array_without_axes(w1, x, y):
    return np.array(by_numpy(w1, x, y))


RIGHT = (
    by_numpy,
    by_loop,
    by_least_squares,
    by_dot,
    by_one_newton_step,
    as_python_number,
    as_array_without_axes,
    lambda slope, scores, labels: np.mean(labels - slope * scores),
)
PRAISED = "−3.9915"
SOLUTION = r"mean\(\s*y\s*\)|y\s*\.mean|ȳ|[-−]\s*w1\s*\*?\s*(x̄|x\.mean|mean|np)"


def fit_both(w1, x, y):
    return np.linalg.lstsq(np.c_[np.ones_like(x), x], y, rcond=None)[0][0]


def descend_a_little(w1, x, y):
    w0 = 0.0
    for _ in range(60):
        w0 -= 0.2 * np.mean(w0 + w1 * x - y)
    return w0


def divide_python_numbers(w1, x, y):
    return w1 * (sum(y.tolist()) / len(y) / w1 - sum(x.tolist()) / len(x))


MISTAKES = (
    ("sign of the w1 term", lambda w1, x, y: y.mean() + w1 * x.mean()),
    ("whole answer has the wrong sign", lambda w1, x, y: w1 * x.mean() - y.mean()),
    ("w1 is left out: your w0", lambda w1, x, y: y.mean()),
    ("left out as a factor", lambda w1, x, y: y.mean() - x.mean()),
    ("labels are left out", lambda w1, x, y: -w1 * x.mean()),
    ("N times too large", lambda w1, x, y: (y - w1 * x).sum()),
    ("labels enter as a sum", lambda w1, x, y: y.sum() - w1 * x.mean()),
    ("scores enter as a sum", lambda w1, x, y: y.mean() - w1 * x.sum()),
    ("half of what it should be", lambda w1, x, y: by_numpy(w1, x, y) / 2),
    ("a median at work", lambda w1, x, y: np.median(y - w1 * x)),
    ("medians at work", lambda w1, x, y: np.median(y) - w1 * np.median(x)),
    ("the threshold", lambda w1, x, y: -by_numpy(w1, x, y) / w1),
    ("the threshold", lambda w1, x, y: x.mean() - y.mean() / w1),
    ("changed places", lambda w1, x, y: by_numpy(w1, y, x)),
    ("chooses w1 as well", fit_both),
    ("divides by w1", lambda w1, x, y: w1 * (y.mean() / w1 - x.mean())),
    ("divides by w1", divide_python_numbers),
    ("Very close", lambda w1, x, y: round(by_numpy(w1, x, y), 2)),
    ("Very close", descend_a_little),
)

LABELS = SimpleNamespace(mean=lambda: 0.0)  # balanced, as those of the faces are
SCORES = np.array([1.0, 3.0])


def forget_to_return(w1, x, y):
    y.mean() - w1 * x.mean()


def centre_in_place(w1, x, y):
    y -= w1 * x
    return y.mean()


def read_the_notebook(w1, x, y):
    return LABELS.mean() - w1 * SCORES.mean()


def read_half_of_the_notebook(w1, x, y):
    return LABELS.mean() - w1 * x.mean()


OTHER_FAULTS = (
    ("an array of shape (3,)", lambda w1, x, y: y - w1 * x),
    ("an array of shape (1,)", lambda w1, x, y: np.array([by_numpy(w1, x, y)])),
    ("3 values", lambda w1, x, y: (y - w1 * x).tolist()),
    ("returned nan", lambda w1, x, y: np.float64("nan") * w1 * x[0] * y[0]),
    ("of type str", lambda w1, x, y: str(by_numpy(w1, x, y))),
    ("returned nothing", forget_to_return),
    ("changed y in place", centre_in_place),
    ("looks at x and y, but reads LABELS and SCORES from the notebook", read_the_notebook),
    ("looks at y, but reads LABELS from the notebook", read_half_of_the_notebook),
    ("never looks at w1, x and y.", lambda w1, x, y: 0.0),
    ("a smaller w0 would do better", lambda w1, x, y: y.max() + 10 * abs(w1) * x.max()),
    ("a larger w0 would do better", lambda w1, x, y: y.min() - 10 * abs(w1) * x.max()),
)
