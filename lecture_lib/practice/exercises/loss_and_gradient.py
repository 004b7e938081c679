"""X18: softmax and cross entropy together: the mean loss, and its gradient for the scores.

The gradient is right where it agrees with the slopes that are measured on the loss itself.
"""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.labels import class_numbers, one_hot
from lecture_lib.practice.exercise import Exercise
from lecture_lib.practice.exercises.loss_and_gradient_mistakes import MISTAKES, mean_loss
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault, number_fault, pair_fault, without_warnings
from lecture_lib.practice.precision import near, slope_fault
from lecture_lib.practice.written import told_apart
from lecture_lib.stage.readout import number_text

MOODS = ("happy", "sad", "surprised", "neutral")


def cases():
    """Return the arguments (a, y): one row, soft labels, the 60 moods, several rows, far scores."""
    rng = np.random.default_rng(21)
    moods = one_hot(class_numbers(load_faces("moods").labels, MOODS), 4)
    rows, square = rng.integers(-30, 31, (5, 4)) / 10, rng.integers(-30, 31, (3, 3)) / 10
    questions = [
        ([[1.0, 2.0, 3.0]], [[0, 0, 1.0]]),
        ([[1.0, 2.0, 3.0], [0.5, -1.0, 0.0]], [[1.0, 0, 0], [0, 1.0, 0]]),
        ([[0.0, 0.0, 0.0, 0.0]], [[0, 1.0, 0, 0]]),
        ([[2.0, -1.0, 0.5, 0.0]], [[0.1, 0.2, 0.3, 0.4]]),
        (np.zeros(moods.shape), moods),
        (rows, one_hot([0, 3, 1, 1, 2], 4)),
        (rows[:, :3], [[0.5, 0.5, 0], [0.2, 0.3, 0.5], [0, 0.1, 0.9], [1.0, 0, 0], [0.6, 0, 0.4]]),
        (square, one_hot([2, 0, 1], 3)),
        (rows[:, :2], one_hot([0, 1, 1, 0, 1], 2)),
        ([[1000.0, 1001.0, 1002.0]], [[1.0, 0, 0]]),
        ([[-1000.0, 0.0, 1000.0]], [[1.0, 0, 0]]),
        ([[-1000.0, 0.0, 1000.0], [0.0, 1.0, 2.0]], [[1.0, 0, 0], [0, 0, 1.0]]),
    ]
    return [(np.array(a), np.array(y)) for a, y in questions]


def loss_and_slopes(trial):
    """Say what is wrong with the sort of thing that was returned."""
    a, _ = trial.arguments
    return (
        pair_fault(trial.answer, "(loss, gradient)")
        or number_fault(trial.answer[0], "As loss it returned")
        or array_fault(trial.answer[1], a.shape, "one slope per score", "As gradient it returned")
    )


def is_the_mean_loss(trial):
    """Require the library's loss."""
    own, real = float(trial.answer[0]), float(mean_loss(*trial.arguments))
    if near(own, real, trial.coarse):
        return ""
    given, wanted = told_apart(own, real)
    return f"The loss comes out as {given}; the mean of −ln ŷ, weighed by y, is {wanted}."


def meets_the_measured_slopes(trial):
    """Require the slopes that central differences of the loss find."""
    a, y = trial.arguments
    flat = numerical_gradient(lambda b: mean_loss(b.reshape(a.shape), y), a.ravel(), h=1e-4)
    measured = flat.reshape(a.shape)
    named = "the score a[{}, {}]".format
    return slope_fault(trial.answer[1], measured, named, trial.coarse, decimals=5)


def _praise(trials):
    loss = next(trial.answer[0] for trial in trials if len(trial.arguments[0]) == 60)
    far = trials[-1].answer[0]
    return (
        f"For the 60 moods with all scores 0 it gives {number_text(loss, 3)}: that is "
        f"what knowing nothing costs. For a row that is sure and wrong beside a good one it gives "
        f"{number_text(far, 1)}, and not ∞."
    )


LOSS_AND_GRADIENT = Exercise(
    name="loss_and_gradient",
    parameters=("a", "y"),
    cases=cases,
    kind=loss_and_slopes,
    requirements=(is_the_mean_loss, meets_the_measured_slopes, without_warnings),
    mistakes=MISTAKES,
    hints=(
        "The gradient is slide 55's, row by row; as the loss is a mean over N rows, what does "
        "each row's share become? For the loss write ln of the softmax out before you program it.",
        "ln(e^a_k / Σ e^a_j) is a difference of two terms, and the first is a_k itself. The "
        "second is safe if the highest score of the row is taken out of the sum first, as in "
        "section 16. Weigh with y, sum each row, then the mean.",
    ),
    praise=_praise,
)


def loss_and_gradient(function):
    """Check ``loss_and_gradient(a, y)``: the mean cross entropy of softmax(a) with y, and ∂L/∂a.

    It takes scores a (N, K) and labels y (N, K) whose rows sum to 1, one-hot or soft, and returns
    the pair (loss, gradient): the mean over the rows, and an array (N, K). It passes where both
    are right, finite and without a warning, from scores of −1000 to 1002.

    Source: X18 in S18.
    """
    return judge(LOSS_AND_GRADIENT, function)
