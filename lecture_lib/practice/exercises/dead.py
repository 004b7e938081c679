"""X15, third part: the ReLU units that are dead on the data.

A unit is dead where backprop brings nothing back through it, whatever the example.
"""

import numpy as np

from lecture_lib.activations import ReLU
from lecture_lib.backprop import backward, forward
from lecture_lib.data import load_faces
from lecture_lib.features import raw
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault
from lecture_lib.stage.readout import number_text


def cases():
    """Return the arguments (W, X) to try: units on three rows, on the 40 faces, on random rows."""
    rng = np.random.default_rng(17)
    few = np.array([[1.0, 0.0], [1.0, 2.0], [1.0, 3.0]])
    mouth = raw(1)(load_faces("train").scores("mouth"))
    rows = np.c_[np.ones(9), rng.integers(-4, 5, (9, 2)) / 2]
    return [
        (np.array([[1.0, -1.0], [-1.0, -1.0]]), few),
        (np.array([[-4.0, 1.0], [-1.0, 0.4], [0.5, 1.0], [2.0, -2.0]]), few),
        (np.array([[-3.0, 1.0], [1.0, -3.0]]), few),  # the first one's best z is 0
        (np.zeros((1, 2)), few),
        (np.array([[-1.0, 1.0]]), few[[0, 2, 0]]),  # on in the middle
        # Off on each row; a row with the largest of each column would be on.
        (np.array([[-3.0, 1.0, 1.0]]), np.array([[1.0, 0, 2], [1.0, 1, 1], [1.0, 2, 0]])),
        (np.array([[-5.0, 1.0], [-2.0, 1.0], [1.0, -1.0], [0.5, 0.5]]), mouth),
        (rng.integers(-6, 3, (5, 3)) / 2, rows),
        (rng.integers(-6, 3, (4, 3)) / 2, rows[:2]),
        (np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, -1.0]]), few[1:2]),
    ]


def one_truth_per_unit(trial):
    """Say what is wrong with the sort of thing that was returned."""
    units = (len(trial.arguments[0]),)
    return array_fault(trial.answer, units, "one True or False per row of W", truths=True)


def no_error_returns(W, X):
    """Whether nothing comes back through a unit, on any row, for an error of 1 at its output."""
    passed = forward([W], [ReLU()], X)
    (deltas,) = backward([W], [ReLU()], passed, np.ones((len(X), len(W)))).deltas
    return ~deltas.any(axis=0)


def are_the_dead(trial):
    """Require True for the units through which no error returns, and False for the others."""
    W, X = trial.arguments
    own, real = np.array(trial.answer, dtype=float), no_error_returns(W, X)
    if (own == real).all():
        return ""
    unit = int((own != real).argmax())
    highest = number_text(np.max(X @ W[unit]), 2)
    return (
        f"Row {unit} of W comes out as {trial.answer[unit]}. On these examples its z is at most "
        f"{highest}: is its slope 0 on all of them?"
    )


def _what_if(change, turn=False):
    """Recognise answers that are right for a changed question, or the opposite of it."""

    def fits(answer, W, X):
        return (np.asarray(answer) == (no_error_returns(*change(W, X)) ^ turn)).all()

    return every(fits)


def _on_any(answer, W, X):
    alone = np.array([no_error_returns(W, X[n : n + 1]) for n in range(len(X))])
    return (np.asarray(answer) == alone.any(axis=0)).all()


DEAD = Exercise(
    name="dead",
    parameters=("W", "X"),
    cases=cases,
    kind=one_truth_per_unit,
    requirements=(are_the_dead,),
    mistakes={
        _what_if(lambda W, X: (W, X), turn=True): (
            "You name the living: True where a unit still has a slope on some row. Turn it round."
        ),
        every(_on_any): (
            "You call a unit dead as soon as it is off on one row. One row on which it is on is "
            "enough to learn from: dead means off on all of them."
        ),
        _what_if(lambda W, X: (W, X.mean(axis=0, keepdims=True))): (
            "You judge by the mean of the rows: a unit whose z is negative on average may still "
            "be on for some, and learn from those."
        ),
        _what_if(lambda W, X: (np.c_[W[:, :1] + 1e-9, W[:, 1:]], X)): (
            "A unit whose best z is exactly 0 is called alive. The slope at the corner is taken "
            "as 0 here, so nothing comes back through it."
        ),
        _what_if(lambda W, X: (np.c_[0 * W[:, :1], W[:, 1:]], X)): (
            "The bias is left out: your answers would be right for w₀ = 0. Column 0 of X is "
            "x_0 = 1, so it belongs in z like the others."
        ),
        _what_if(lambda W, X: (W, X[[0, -1]])): (
            "You look at the first and the last row of X only. A unit that is off on both may be "
            "on for one between them."
        ),
        _what_if(lambda W, X: (W, X[:1])): (
            "You look at the first row of X only. A unit may be off there and on elsewhere."
        ),
        _what_if(lambda W, X: (-W, X)): (
            "True stands where a unit is never off. Dead is the opposite: z is never above 0."
        ),
    },
    hints=(
        "The product X @ W.T is a table of z: one row per example, one column per unit. "
        "What does the column of a dead unit look like?",
        "Ask the question “is the slope 0 here?” for every entry of the table, then let numpy "
        "answer “everywhere?” along the axis of the examples.",
    ),
    praise=lambda trials: _on_the_faces(next(t for t in trials if len(t.arguments[1]) == 40)),
)


def _on_the_faces(trial):
    W, X = trial.arguments
    names = [
        f"({number_text(a, 0)}, {number_text(b, 0)})" for a, b in W[np.array(trial.answer) > 0]
    ]
    best = number_text(np.max(X @ W[0]), 2)
    return (
        f"On the 40 faces it finds {' and '.join(names)} dead: z is at most {best}, and no "
        "gradient will ever lift it."
    )


def dead(function):
    """Check ``dead(W, X)``: which ReLU units have slope 0 on every example.

    It takes W (one row of weights per unit) and X (N, D) with x_0 = 1, and returns one True or
    False per row of W; at z = 0 the slope counts as 0. It passes where those are named through
    which no error comes back.

    Source: X15 in S15.
    """
    return judge(DEAD, function)
