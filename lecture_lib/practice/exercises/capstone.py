"""The capstone: softmax regression, trained by the learner's own functions.

How the weights were found is the learner's affair. What counts is the loss that the library
measures there, on the moods and on the same faces with other names for the classes.
"""

from dataclasses import replace
from itertools import islice

import numpy as np

from lecture_lib.cross_entropy_losses import SoftmaxCrossEntropy
from lecture_lib.data import load_faces
from lecture_lib.descent import walk
from lecture_lib.features import raw
from lecture_lib.labels import class_numbers, one_hot
from lecture_lib.logistic import SoftmaxRegression
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.exercises.loss_and_gradient import MOODS
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault
from lecture_lib.practice.written import decimals_apart
from lecture_lib.stage.readout import number_text

GOAL = 0.30
BEGINNING = 15  # steps of η = 2
FURTHER = 2000  # steps of η = 2 after which the check gives up looking ahead


def cases():
    """Return the arguments (X, Y): one face of three moods each, the 60, the 60 renamed.

    All have four classes and three columns, as the notebook says.
    """
    faces = load_faces("moods")
    X, Y = raw(2)(faces.features), one_hot(class_numbers(faces.labels, MOODS), 4)
    first = Y.argmax(axis=0)[:3]
    return [(X[first], Y[first]), (X, Y), (X, np.roll(Y, 1, axis=1))]


def one_row_per_class(trial):
    """Say what is wrong with the sort of thing that was returned."""
    X, Y = trial.arguments
    return array_fault(trial.answer, (Y.shape[1], X.shape[1]), "W, one row of weights per class")


def objective(X, Y):
    """The library's mean cross entropy of softmax regression."""
    return Objective(SoftmaxRegression(Y.shape[1]), SoftmaxCrossEntropy(), X, Y)


def loss(W, X, Y):
    """The library's loss of weights W."""
    return float(objective(X, Y).value(np.ravel(W).astype(float)))


def has_arrived(trial):
    """Require a loss below the goal, and say how far it is."""
    (X, Y), W = trial.arguments, np.ravel(trial.answer).astype(float)
    reached, mistakes = loss(W, X, Y), objective(X, Y).mistakes(W)
    if reached < GOAL:
        return ""
    nothing = np.log(Y.shape[1])
    told, _ = decimals_apart(reached, GOAL, 4)
    return (
        f"On {len(X)} faces the loss of your W is {told}, with {mistakes} "
        f"mistakes; W = 0 has {number_text(nothing, 4)}, asked for is less than {GOAL:.2f}. "
        f"{_outlook(W, X, Y)}"
    )


def _outlook(W, X, Y):
    """What descent would still have to do from there."""
    path = walk(objective(X, Y), W, GradientDescent(2.0))
    losses = objective(X, Y).value([theta for theta, _ in islice(path, FURTHER)])
    if (losses < GOAL).any():
        steps = int((losses < GOAL).argmax()) + 1
        return (
            f"From there {steps} more step{'s' * (steps > 1)} of η = 2 would do with the library's "
            "gradient; with yours it may be others."
        )
    return f"From there not even {FURTHER} steps of η = 2 would do."


def _stays(answer, X, Y):
    return not np.any(answer)


def _uphill(W, X, Y):
    """How far W, seen from 0, lies in the direction in which the loss rises: 1 right there."""
    up = objective(X, Y).gradient(np.zeros(np.size(W)))
    return np.ravel(W) @ up / np.linalg.norm(W) / np.linalg.norm(up)


def _climbs(answer, X, Y):
    """Whether it has gone along the gradient, and the loss has risen."""
    return loss(answer, X, Y) > np.log(Y.shape[1]) and _uphill(answer, X, Y) > 0.5


def _no_bias(answer, X, Y):
    return np.any(answer) and not np.any(np.asarray(answer)[:, 0])


def _hardly_left(answer, X, Y):
    """Whether it lies on the way down from 0, but near its beginning."""
    path = walk(objective(X, Y), np.zeros(np.size(answer)), GradientDescent(0.2))
    way = np.array([theta for theta, _ in islice(path, 10 * BEGINNING)])
    away = np.linalg.norm(way - np.ravel(answer), axis=1)
    return away.min() < 0.1 * np.linalg.norm(answer)


def _overshoots(trials):
    """Whether somewhere it has gone downhill and too far, so that half the way is better."""
    wrong = [(np.asarray(t.answer), *t.arguments) for t in trials if t.sound and t.fault]
    return any(_uphill(W, X, Y) < -0.5 and loss(W / 2, X, Y) < loss(W, X, Y) for W, X, Y in wrong)


def _arrays(trials):
    """The trials that ended with an array of numbers, whatever its shape."""
    return [t for t in trials if isinstance(t.answer, np.ndarray) and t.answer.dtype.kind in "iuf"]


def _blew_up(trials):
    return any(not np.isfinite(trial.answer).all() for trial in _arrays(trials))


def _lies_on_its_side(trials):
    wrong = [trial for trial in _arrays(trials) if not trial.sound]
    return any(not one_row_per_class(replace(trial, answer=trial.answer.T)) for trial in wrong)


def _is_typed_in(trials):
    """Whether the moods with other names have got the same weights."""
    answers = [t.answer for t in trials if t.sound and len(t.arguments[0]) == 60]
    return len(answers) == 2 and np.any(answers[0]) and np.array_equal(*answers)


MISTAKES = {
    _blew_up: (
        "The weights are no numbers any more: somewhere e was raised too high. Are the softmax of "
        "section 16 and the loss of section 18 in there, the ones that passed?"
    ),
    _lies_on_its_side: (
        "W lies on its side: asked for is one row per class and one column per feature, so that "
        "the scores are X Wᵀ."
    ),
    every(_stays): (
        "W is still 0: nothing has been learned. Is each step assigned to W, and does the loop "
        "come round at all?"
    ),
    every(_climbs): (
        "The loss has risen: your W went along the gradient, uphill. Descent subtracts it; or is "
        "the sign of slide 36 in the gradient?"
    ),
    _is_typed_in: (
        "With other names for the moods the weights stay the same: they do not come from this X "
        "and Y. Start from W = 0 inside the function."
    ),
    every(_no_bias): (
        "The weights of x_0 = 1 have not moved. Column 0 of X belongs to the gradient like the "
        "others."
    ),
    lambda trials: every(_hardly_left)([trial for trial in trials if trial.fault]): (
        "The way is right, but W has hardly left 0. Is the gradient divided by N twice (that of "
        "loss_and_gradient is for the mean already), are the steps very small, or very few?"
    ),
    _overshoots: (
        "The weights have gone too far: halved, they would have a lower loss. Is the gradient a "
        "mean over the faces, not their sum, and is it new at each step?"
    ),
}


def _praise(trials):
    (X, Y), W = trials[1].arguments, np.ravel(trials[1].answer).astype(float)
    mistakes = objective(X, Y).mistakes(W)
    return (
        f"Your own functions have brought the 60 moods from {number_text(np.log(4), 4)}, "
        f"knowing nothing, to {number_text(loss(W, X, Y), 4)}: {60 - mistakes} of 60 named rightly."
    )


CAPSTONE = Exercise(
    name="capstone",
    parameters=("X", "Y"),
    cases=cases,
    kind=one_row_per_class,
    requirements=(has_arrived,),
    mistakes=MISTAKES,
    hints=(
        "The loop is that of slide 8, with W for θ: scores, loss and gradient for the scores from "
        "section 18, then one link further to W, then the step. Print the loss every 50 steps: it "
        "must fall.",
        "As a = X Wᵀ, the gradient for W is the same kind of product as in section 12, for each "
        "class: gradients for the scores (N, K) and X (N, D) must become (K, D), so N has to "
        "disappear. η = 2 and some hundreds of steps are enough.",
    ),
    praise=_praise,
    lines=5_000_000,
)


def capstone(function):
    """Check ``capstone(X, Y)``: softmax regression trained to a loss below 0.30.

    It takes X (N, D) with x_0 = 1 and Y (N, K) with one-hot rows, starts from W = 0, trains with
    your own functions and returns W (K, D). It passes where the library's cross entropy of X Wᵀ is
    below 0.30: for three faces, for the 60 moods, and for these with the classes in another order.

    Source: X18 in S18, with X12, X14 and X16.
    """
    return judge(CAPSTONE, function)
