"""X10: the mistakes of the perceptron, their rate, and the squared loss of its answers ±1."""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.features import raw
from lecture_lib.losses import SquaredLoss, ZeroOneLoss
from lecture_lib.models import Linear, Perceptron
from lecture_lib.objective import Objective
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault
from lecture_lib.practice.precision import near
from lecture_lib.practice.written import told_apart
from lecture_lib.stage.readout import number_text

ABOUT = {  # each number: its name, and what to ask of whoever has those before it right
    "count of mistakes": "The first scores wᵀx are {scores}: which answers follow from them, and "
    "which are wrong?",
    "error rate": "The count of mistakes is right. Divided by what is it the share of these faces?",
    "loss of the answers ±1": "The count and the rate are right. Which differences are squared, "
    "which squares are added, and by what is all of their sum divided?",
}
WS = ([-1.5, 0.75], [-2.0, 1.0], [0.0, 0.0], [3.0, -1.5])


def cases():
    """Return the arguments (X, y, w): two small sets, the 40 faces, random rows, three edges.

    All scores are either 0 to the last bit or far from it, so that every machine sees the same.
    """
    rng = np.random.default_rng(10)
    faces = load_faces("train")
    rows = np.c_[np.ones(9), rng.integers(-6, 7, (9, 2)) / 2]
    answers = rng.choice([-1.0, 1.0], 9)
    small = np.array([[1.0, 2.0], [1.0, -1.0], [1.0, 0.5], [1.0, -3.0]])
    ties = np.array([[1.0, 1.0], [1.0, 1.0], [1.0, 3.0]])
    sets = [
        (small, np.array([1.0, 1.0, -1.0, -1.0]), ([0.0, 1.0], [-2.0, 3.0])),
        (ties, np.array([-1.0, -1.0, 1.0]), ([-1.0, 1.0], [2.0, -1.0])),
        (raw(1)(faces.scores("mouth")), faces.labels.copy(), WS),
        (rows, answers, rng.integers(-3, 4, (3, 3)) / 2),
        (rows[:, :2], answers, ([0.5, 1.0], [-1.0, -1.0])),
        (np.array([[1.0, 2.0]]), np.array([-1.0]), ([-2.0, 1.0], [1.0, 1.0], [0.0, -1.0])),
    ]
    return [(X, y, np.array(w)) for X, y, ws in sets for w in ws]


def truth(X, y, w):
    """Mistakes, rate and ½ mean square, as the library's perceptron has them."""
    perceptron = Objective(Perceptron(), SquaredLoss(), X, y)
    rate = Objective(Perceptron(), ZeroOneLoss(), X, y).value(w)
    return np.array([perceptron.mistakes(w), rate, perceptron.value(w)])


def three_numbers(trial):
    """Say what is wrong with the sort of thing that was returned."""
    return array_fault(trial.answer, (3,), "three numbers (mistakes, rate, loss)")


def is_the_perceptrons(trial):
    """Require the numbers of the library's perceptron, and name the first that differs."""
    X, y, w = trial.arguments
    own, real = np.array(trial.answer, dtype=float), truth(X, y, w)
    differ = [i for i in range(3) if not near(own[i], real[i], trial.coarse)]
    if not differ:
        return ""
    name, question = list(ABOUT.items())[differ[0]]
    given, wanted = told_apart(own[differ[0]], real[differ[0]])
    scores = ", ".join(number_text(score, 2) for score in (X @ w)[:3])
    return f"The {name} comes out as {given}, but is {wanted}. {question.format(scores=scores)}"


def _what_if(change, numbers=slice(3)):
    """Recognise answers whose numbers are right for a changed question."""

    def fits(answer, *question):
        return near(answer[numbers], truth(*change(*question))[numbers])

    return every(fits)


def _instead(which, number):
    """Recognise answers that are right but for one number, which is another one."""

    def fits(answer, *question):
        expected = truth(*question)
        expected[which] = number(expected, *question)
        return near(answer, expected)

    return every(fits)


def _ties(X, y, w, label):
    """The question in which every face on the line has this label."""
    return X, np.where(X @ w == 0, label(y), y), w


def _reordered(answer, *question):
    return near(np.sort(np.asarray(answer, dtype=float)), np.sort(truth(*question)))


MISTAKES = {
    _what_if(lambda X, y, w: _ties(X, y, w, np.ones_like), slice(2)): (
        "A face exactly on the line, with wᵀx = 0, is always counted as wrong: numpy's sign "
        "answers 0 there, which is neither +1 nor −1, and y · wᵀx is 0 whatever the label is. "
        "What does the slide's “else” answer on a tie?"
    ),
    _instead(
        2, lambda numbers, X, y, w: SquaredLoss().value(np.sign(Linear().predict(w, X)), y).mean()
    ): (
        "The counts are right, but the loss is off where wᵀx = 0: numpy's sign answers 0 there, "
        "which is neither +1 nor −1. Take it from the same answers as the counts."
    ),
    _what_if(lambda X, y, w: _ties(X, y, w, lambda label: -np.ones_like(label)), slice(2)): (
        "A face exactly on the line, with wᵀx = 0, is never counted as wrong: y · wᵀx is 0 there. "
        "What does the slide's “else” answer on a tie?"
    ),
    _what_if(lambda X, y, w: (X, np.where(Perceptron().predict(w, X) > 0, y, 1), w), slice(2)): (
        "No sad face is ever right: answers of 0 and 1 (or False and True) are compared with "
        "labels of −1 and +1. Turn them into ±1 first."
    ),
    _what_if(lambda X, y, w: _ties(X, y, w, np.negative)): (
        "A face exactly on the line, with wᵀx = 0, is answered with +1. The slide says +1 if "
        "0 < wᵀx, so a tie is a −1."
    ),
    _what_if(lambda X, y, w: (X, -y, w), slice(2)): (
        "Right and wrong have changed places: the count is that of the other answers. Which of "
        "y = h and y ≠ h is a mistake?"
    ),
    _what_if(lambda X, y, w: (X, y, np.r_[0.0, w[1:]])): (
        "The bias is left out: your numbers would be right for w₀ = 0. Column 0 of X is "
        "x_0 = 1, so it belongs in wᵀx like the others."
    ),
    _instead(1, lambda numbers, X, y, w: numbers[0]): (
        "The rate is again the number of mistakes. Out of how many faces are they?"
    ),
    _instead(1, lambda numbers, X, y, w: 100 * numbers[1]): (
        "The rate is given in per cent. Asked for is the share itself, a number from 0 to 1."
    ),
    _instead(1, lambda numbers, X, y, w: 1 - numbers[1]): (
        "The rate is that of the right answers. How many of the N faces are wrong?"
    ),
    _instead(2, lambda numbers, X, y, w: numbers[1]): (
        "The loss is the error rate once more, as if a mistake cost 1. How far apart are +1 and "
        "−1, and what is ½ of the square of that?"
    ),
    _instead(2, lambda numbers, X, y, w: numbers[2] / 4): (
        "The loss is a quarter of what it should be, as if answers and labels were 0 and 1. "
        "Here they are ±1: how far apart is a wrong one?"
    ),
    _instead(2, lambda numbers, X, y, w: 2 * numbers[2]): (
        "The loss is twice what it should be: the 2 of 1/(2N) is missing."
    ),
    _instead(2, lambda numbers, X, y, w: len(y) * numbers[2]): (
        "The loss grows with the number of faces: a sum stands where a mean belongs. What does "
        "the N of 1/(2N) do?"
    ),
    _instead(2, lambda numbers, X, y, w: len(y) ** 2 * numbers[2]): (
        "The loss is multiplied by N where it should be divided: 1/2*N is (1/2)·N. What stands "
        "below the line goes in brackets, 1/(2*N)."
    ),
    _instead(2, lambda numbers, X, y, w: 2 * len(y) * numbers[2]): (
        "The loss is the plain sum of squares. The slide has 1/(2N) before it."
    ),
    _instead(2, lambda numbers, X, y, w: Objective(Linear(), SquaredLoss(), X, y).value(w)): (
        "The loss is taken from the scores wᵀx themselves, so that a face far from the line costs "
        "more. Here h is the answer behind the step: +1 or −1."
    ),
    every(_reordered): (
        "These are the right numbers in another order. Asked for is (mistakes, rate, loss)."
    ),
}


def _praise(trials):
    mistakes, rate, loss = next(t.answer for t in trials if len(t.arguments[1]) == 40)
    return (
        f"With w₀ = {number_text(WS[0][0], 1)} and w₁ = {number_text(WS[0][1], 2)} it finds "
        f"{mistakes:.0f} of the 40 faces wrong, a rate of {rate:g}; the slide's loss is "
        f"{loss:g}, twice the rate, as it is for all weights."
    )


ZERO_ONE = Exercise(
    name="zero_one",
    parameters=("X", "y", "w"),
    cases=cases,
    kind=three_numbers,
    requirements=(is_the_perceptrons,),
    mistakes=MISTAKES,
    hints=(
        "Go in three steps: a score for each face, from each score an answer h of +1 or −1, and "
        "then compare the answers with y. All three numbers come from the same h.",
        "A comparison such as 0 < scores gives True or False for each face at once, and np.where "
        "turns them into two numbers of your choice. Another comparison says which faces are "
        "wrong; True counts as 1.",
    ),
    praise=_praise,
)


def zero_one(function):
    """Check ``zero_one(X, y, w)``: how many faces are wrong, their share, and 1/(2N) Σ (y − h)².

    It takes X (N, D) with x_0 = 1, y (N labels ±1) and w (D weights), and returns the three
    numbers (mistakes, rate, loss). It passes where all three are those of the perceptron, a tie
    being a −1.

    Source: X10 in S10.
    """
    return judge(ZERO_ONE, function)
