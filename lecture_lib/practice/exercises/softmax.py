"""X16: softmax, row by row, at scores of any size."""

from functools import partial

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.labels import one_hot
from lecture_lib.practice.exercise import Exercise, every, overflowed
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault, without_warnings
from lecture_lib.practice.precision import near as agree
from lecture_lib.practice.written import told_apart
from lecture_lib.softmax import absolute_shares, log_softmax
from lecture_lib.softmax import softmax as shares
from lecture_lib.stage.readout import number_text

near = partial(agree, floor=1e-9)  # a small probability has digits too


def cases():
    """Return the arguments (a,) to try: a few scores, the slide's questions, rows, large scores."""
    rng = np.random.default_rng(19)
    scores = [
        [1.0, 2.0, 3.0],
        [0.0, 0.0, 0.0],
        [2.0, -1.0, 0.5, 0.0],
        [-5.0, 5.0, 0.0],
        [7.0],
        [0.5, -0.5],
        [[1.0, 2.0, 3.0], [0.0, 4.0, -1.0]],
        rng.integers(-30, 31, (3, 3)) / 10,
        rng.integers(-30, 31, (4, 2)) / 10,
        [1000.0, 1001.0, 1002.0],
        [-1000.0, 0.0, 1000.0],
        [-1000.0, -999.0],
        [[0.0, 1.0], [-1000.0, -999.0], [1000.0, 1001.0]],
    ]
    return [(np.array(a),) for a in scores]


def one_share_per_score(trial):
    """Say what is wrong with the sort of thing that was returned."""
    return array_fault(trial.answer, trial.arguments[0].shape, "one probability per score")


def is_a_distribution(trial):
    """Require numbers that are not negative and sum to 1, in each row."""
    own = np.atleast_2d(np.array(trial.answer, dtype=float))
    if (own < 0).any():
        return f"It gives {own.min():.4g} as a probability: none may be negative."
    total = own.sum(axis=-1)
    if near(total, 1.0, trial.coarse):
        return ""
    row = int(np.abs(total - 1).argmax())
    where = f"of row {row} " if np.ndim(trial.answer) > 1 else ""
    found, _ = told_apart(total[row], 1.0)
    return f"The probabilities {where}sum to {found}; they must sum to 1."


def in_the_right_proportion(trial):
    """Require the library's softmax; said by the ratio of two probabilities."""
    (a,) = trial.arguments
    own, real = np.array(trial.answer, dtype=float), shares(a)
    if near(own, real, trial.coarse):
        return ""
    top = a.argmax(axis=-1)[..., None]
    ratio = np.exp(a - np.take_along_axis(a, top, -1))
    highest = np.take_along_axis(own, top, -1)
    place = np.unravel_index(np.abs(own - ratio * highest).argmax(), a.shape)
    best = (*place[:-1], 0)
    found, wanted = told_apart(own[place] / highest[best], ratio[place])
    return (
        f"The score {number_text(a[place], 2)} gets the probability {own[place]:.4g}, the highest "
        f"score gets {highest[best]:.4g}. Their ratio is {found}; it must be e^(difference of the "
        f"scores), here {wanted}."
    )


def _what_if(other):
    """Recognise answers that are another function of the scores."""
    return every(lambda answer, a: near(answer, other(a)))


def _is_right(trial):
    return trial.sound and near(trial.answer, shares(*trial.arguments))


def _overflows(trials):
    """Whether nothing is wrong but that e was raised to a power that no float can hold."""
    return overflowed(trials) and all(_is_right(trial) for trial in trials if trial.sound)


def _moves_too_little(trials):
    """Whether it overflows though it takes something from the scores first."""
    return _overflows(trials) and any(_is_right(t) for t in trials if t.arguments[0].min() > 700)


def _rows_do_not_fit(trials):
    """Whether single rows are right, but several end in an error of shapes."""
    single = [trial for trial in trials if trial.arguments[0].ndim == 1]
    raised = any(isinstance(trial.error, ValueError) for trial in trials)
    return raised and all(map(_is_right, single))


def _one_maximum_for_all_rows(trials):
    """Whether 0/0 comes out where one row lies far below another, and all else is right."""
    wrong = [trial for trial in trials if not _is_right(trial)]
    return all(t.arguments[0].ndim > 1 and np.ptp(t.arguments[0]) > 700 for t in wrong)


def _clipped(answer, a):
    ends = (20, 30, 50, 100, 500, 600, 700, 709)
    return any(near(answer, shares(a.clip(-end, end))) for end in ends)


def _divided_by_the_largest(answer, a):
    largest = a.max(axis=-1, keepdims=True)
    return not largest.all() or near(answer, shares(a / largest))


MISTAKES = {
    _moves_too_little: (
        "You do move the scores first, but what is left can still be large: of −1000, 0 and 1000 "
        "one exponent remains at 1000 or more. What must be taken off so that none is above 0?"
    ),
    _overflows: (
        "The formula is right, but e^1000 is more than a computer can hold: numpy speaks of an "
        "overflow, and ∞/∞ is nan. Only the differences of the scores count, so there is "
        "something you may do to all of them first."
    ),
    _rows_do_not_fit: (
        "One row of scores works, several do not: take maximum and sum along the last axis, one "
        "for each row, and keep them a column of shape (N, 1); (N,) does not fit."
    ),
    _one_maximum_for_all_rows: (
        "A row that lies far below the others loses all its probabilities, 0/0: you move all "
        "rows by the same number. Each row has a highest score of its own."
    ),
    _what_if(lambda a: shares(a.ravel()).reshape(a.shape)): (
        "All probabilities together sum to 1, not those of each row. Each row of scores is an "
        "experiment of its own: along which axis do you sum?"
    ),
    _what_if(lambda a: shares(a.T).T): (
        "The columns sum to 1 where the rows should. The scores of one example stand side by "
        "side, in the last axis."
    ),
    _what_if(absolute_shares): (
        "That is the rival of slide 48, |a| over the sum of |a|: it cannot tell −5 from 5 and is "
        "0/0 where all scores are 0. Softmax takes e^a, which is positive anyway."
    ),
    _what_if(lambda a: a / a.sum(axis=-1, keepdims=True)): (
        "The scores are divided by their sum, without e^: negative scores give negative "
        "probabilities then."
    ),
    _what_if(np.exp): (
        "The numbers are positive and in the right proportion, but they do not sum to 1: the "
        "division by the sum is missing."
    ),
    _what_if(lambda a: shares(-a)): (
        "The lowest score gets the highest probability: one minus too many in the exponent."
    ),
    _what_if(Sigmoid().value): (
        "Each score goes through a sigmoid by itself: that answers “this or not” for each class, "
        "and the answers need not sum to 1."
    ),
    _what_if(lambda a: one_hot(a.argmax(axis=-1), a.shape[-1])): (
        "The highest score gets everything. Softmax is soft: the others keep a share, and a slope."
    ),
    _what_if(log_softmax): (
        "Those are the logarithms of the probabilities. Asked for are the probabilities."
    ),
    _what_if(lambda a: shares(a * np.log(2))): (
        "The powers are those of 2, as if entropy in bits were asked for. Softmax takes powers of "
        "e."
    ),
    _what_if(lambda a: a.shape[-1] * shares(a)): (
        "The probabilities are K times too large: they are divided by the mean where the sum "
        "belongs."
    ),
    every(_clipped): (
        "The scores are cut off, so that 1000, 1001 and 1002 become alike. The same number added "
        "to all scores changes nothing; cutting does."
    ),
    every(_divided_by_the_largest): (
        "The scores are divided by the largest one. That changes their differences, and with "
        "them the probabilities; only adding the same number to all changes nothing."
    ),
}


def _praise(trials):
    near_0, far = (
        ", ".join(number_text(p, 3) for p in trial.answer)
        for trial in (trials[0], next(t for t in trials if t.arguments[0].min() == 1000))
    )
    return (
        f"The scores 1, 2, 3 give {near_0}, and so do 1000, 1001, 1002: {far}. Only differences "
        "count."
    )


SOFTMAX = Exercise(
    name="softmax",
    parameters=("a",),
    cases=cases,
    kind=one_share_per_score,
    requirements=(is_a_distribution, in_the_right_proportion, without_warnings),
    mistakes=MISTAKES,
    hints=(
        "Write the slide's formula first, for one row. Then ask what happens to it if the same "
        "number c is added to all scores, and which c is safe whatever the scores are.",
        "With a c that makes the highest exponent 0, no power exceeds 1. For several rows the c "
        "and the sum are one number per row; numpy's reductions take an axis, and can be told to "
        "leave it in place with length 1.",
    ),
    praise=_praise,
)


def softmax(function):
    """Check ``softmax(a)``: probabilities e^a_i / Σ_j e^a_j along the last axis.

    It takes scores a, shape (K,) or (N, K), and returns probabilities of the same shape; each row
    of them sums to 1. It passes where the probabilities are those of softmax and numpy had nothing
    to warn of, from scores of −1000 to 1002.

    Source: X16 in S16.
    """
    return judge(SOFTMAX, function)
