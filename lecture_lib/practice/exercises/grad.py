"""X12: the gradient of the squared loss of a linear unit.

An answer is right where it agrees with the slopes that are measured on the loss itself.
"""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.features import raw
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.losses import AbsoluteLoss, SquaredError, SquaredLoss
from lecture_lib.models import Linear, Perceptron
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault
from lecture_lib.practice.precision import near, slope_fault
from lecture_lib.stage.readout import number_text

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def cases():
    """Return the arguments (X, y, w): faces on paper, the 40 faces, random rows, edges."""
    rng = np.random.default_rng(12)
    faces = load_faces("train")
    mouth, both = raw(1)(faces.scores("mouth")), raw(2)(faces.scores("mouth", "brow"))
    few = np.array([[1.0, 1.0], [1.0, 3.0], [1.0, 2.0]])
    rows = np.c_[np.ones(7), rng.integers(-20, 21, (7, 2)) / 10]
    sets = [
        (few[:1], np.array([-1.0]), [[0.0, 0.0], [2.0, 1.0]]),
        (few, np.array([-1.0, 1.0, 1.0]), [[0.0, 1.0], [1.0, -0.5]]),
        (mouth, faces.labels.copy(), [[0.0, 0.0], [1.5, 1.0], [-1.5, 0.8]]),
        (both, faces.labels.copy(), [[0.5, -1.0, 2.0]]),
        (rows, rng.integers(-30, 31, 7) / 10, rng.integers(-20, 21, (2, 3)) / 10),
        (rows[:2], np.array([1.0, -1.0]), [[1.0, 2.0, -1.0]]),
        (rows[:3], np.array([1.0, -1.0, 0.5]), [[0.3, -0.7, 1.1]]),
        (few, np.array([3.0, 7.0, 5.0]), [[1.0, 2.0]]),  # every face is met: all slopes are 0
    ]
    return [(X, y, np.array(w)) for X, y, ws in sets for w in ws]


def one_slope_per_weight(trial):
    """Say what is wrong with the sort of thing that was returned."""
    return array_fault(trial.answer, np.shape(trial.arguments[2]), "one slope per weight")


def meets_the_measured_slopes(trial):
    """Require the slopes that central differences find; on a bowl they are exact for any h."""
    X, y, w = trial.arguments

    def loss(theta):
        return SquaredLoss().value(Linear().predict(theta, X), y).mean()

    return where_they_part(trial, numerical_gradient(loss, w, h=1.0))


def where_they_part(trial, measured):
    """Name the weight whose slope is furthest from the measured one, "" where none is far."""
    return slope_fault(
        trial.answer, measured, lambda d: f"w{d}".translate(SUBSCRIPTS), trial.coarse
    )


def of_loss(loss, X, y, w):
    """The library's gradient of the mean of a loss."""
    return Linear().gradient(w, X, loss.derivative(Linear().predict(w, X), y))


LOSSES = (SquaredLoss(), SquaredError("mean"), SquaredError("sum"))


def _right_for(loss):
    """Recognise answers that are the gradient of another loss."""
    return every(lambda answer, *question: near(answer, of_loss(loss, *question)))


def _what_if(change):
    """Recognise answers that are right for a changed question."""
    return every(lambda answer, *question: near(answer, of_loss(SquaredLoss(), *change(*question))))


def _times(factor):
    """Recognise answers that are a multiple of the gradient."""

    def fits(answer, *question):
        return near(answer, factor(*question) * of_loss(SquaredLoss(), *question))

    return every(fits)


def _turned_round(answer, X, y, w):
    """Whether it is minus the gradient, be it of the sum or of the mean, with or without ½."""
    turned = -np.asarray(answer, dtype=float)
    right_for_a_loss = any(near(turned, of_loss(loss, X, y, w)) for loss in LOSSES)
    return right_for_a_loss or near(turned, len(y) * of_loss(SquaredLoss(), X, y, w))


def _of_the_mean_face(X, y, w):
    return X.mean(axis=0, keepdims=True), y.mean(keepdims=True), w


def _of_the_step(answer, X, y, w):
    """Whether the errors are those of answers ±1 behind a step."""
    return near(answer, Linear().gradient(w, X, Perceptron().predict(w, X) - y))


MISTAKES = {
    every(_turned_round): (
        "The sign is turned round: your slopes say which way the loss falls. The gradient says "
        "which way it rises, and descent subtracts it. Start from ∂L/∂ŷ: does L rise or fall "
        "when ŷ is above y and grows?"
    ),
    _right_for(SquaredError("mean")): (
        "It is twice the gradient: right for the loss 1/N Σ (y − ŷ)². The slide's loss has "
        "1/(2N), so that something cancels."
    ),
    _right_for(SquaredError("sum")): (
        "It is 2N times the gradient: right for the plain sum Σ (y − ŷ)². The slide's loss has "
        "1/(2N) before it."
    ),
    _times(lambda X, y, w: len(y)): (
        "It is N times the gradient: you add up the faces where the loss takes their mean. With "
        "the 40 faces every step would be 40 times too long."
    ),
    _times(lambda X, y, w: 0.5): (
        "It is half of the gradient. The ½ of the loss has done its work when the square has "
        "been differentiated; is it still there?"
    ),
    _times(lambda X, y, w: len(y) / len(w)): (
        "The sum is divided by the number of weights. The mean is over the faces: N is the "
        "number of rows of X."
    ),
    _times(lambda X, y, w: 1 / len(w)): (
        "The sum is divided by the number of entries of X. The mean is over the faces: N is the "
        "number of its rows."
    ),
    _what_if(lambda X, y, w: (X, -y, w)): (
        "Estimate and label are added where their difference counts: your slopes would be right "
        "for the opposite labels."
    ),
    _what_if(lambda X, y, w: (X, 0 * y, w)): (
        "The labels are left out: your slopes would be right if every y were 0. A face that is "
        "met exactly, ŷ = y, must not pull at all."
    ),
    _what_if(lambda X, y, w: (X, y, 0 * w)): (
        "The weights are left out: your slopes are those at w = 0, wherever you stand. Where "
        "does the estimate ŷ come in?"
    ),
    _what_if(_of_the_mean_face): (
        "That is the gradient of one average face: the mean error times the mean of x. The mean "
        "of products is not the product of means; multiply face by face, then average."
    ),
    _right_for(AbsoluteLoss()): (
        "All errors pull with the same force, only their sign counts: that is the gradient of "
        "the absolute loss |y − ŷ|. For squares a large error pulls more."
    ),
    every(_of_the_step): (
        "Your errors are those of the answers ±1, behind a step. The linear unit has no step: "
        "ŷ is the score wᵀx itself."
    ),
}


def _praise(trials):
    first, second = next(t.answer for t in trials if len(t.arguments[1]) == 40)
    return (
        f"At w = (0, 0) the 40 faces give ({number_text(first, 3)}, {number_text(second, 3)}): "
        "half of them pull w₀ up and half down, and w₁ has to grow."
    )


GRAD = Exercise(
    name="grad",
    parameters=("X", "y", "w"),
    cases=cases,
    kind=one_slope_per_weight,
    requirements=(meets_the_measured_slopes,),
    mistakes=MISTAKES,
    hints=(
        "Begin with one face: how far is its estimate from its label, and what does the "
        "estimate gain if w_d grows by 1? The slope for w_d is one times the other, averaged "
        "over the faces.",
        "All N estimates are one product of X and w. A sum over the faces of (one number per "
        "face) × (its row of X) is one product more, in which the N in the shapes must "
        "disappear: which way round must X stand?",
    ),
    praise=_praise,
)


def grad(function):
    """Check ``grad(X, y, w)``: the gradient of the squared loss 1/(2N) Σ (y − wᵀx)².

    It takes X (N, D) with x_0 = 1, y (N labels) and w (D weights), and returns one slope per
    weight, shape (D,). It passes where all slopes are those that are measured on the loss.

    Source: X12 in S12.
    """
    return judge(GRAD, function)
