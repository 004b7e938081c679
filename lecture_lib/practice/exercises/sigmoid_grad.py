"""X13, second part: the gradient of the squared loss of a sigmoid unit, with the right sign.

An answer is right where it agrees with the slopes that are measured on the loss itself.
"""

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy
from lecture_lib.data import load_faces
from lecture_lib.features import raw
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.losses import SquaredError, SquaredLoss
from lecture_lib.models import Linear, SigmoidUnit
from lecture_lib.objective import Objective
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.exercises.grad import one_slope_per_weight, where_they_part
from lecture_lib.practice.judge import judge
from lecture_lib.practice.precision import near
from lecture_lib.stage.readout import number_text


def cases():
    """Return the arguments (X, y, w): faces on paper, the 40 faces, random rows, a sure unit."""
    rng = np.random.default_rng(14)
    faces = load_faces("train")
    mouth, happy = raw(1)(faces.scores("mouth")), (faces.labels > 0) * 1.0
    few = np.array([[1.0, 2.0], [1.0, -1.0], [1.0, 0.5]])
    rows = np.c_[np.ones(7), rng.integers(-20, 21, (7, 2)) / 10]
    sets = [
        (few[:1], np.array([1.0]), [[0.0, 0.0], [1.0, -1.5]]),
        (few, np.array([1.0, 0.0, 0.0]), [[0.5, 1.0], [-1.0, 0.5]]),
        (mouth, happy, [[0.0, 0.0], [-1.5, 1.0], [2.0, -0.5]]),
        (rows, rng.integers(0, 2, 7) * 1.0, rng.integers(-20, 21, (3, 3)) / 10),
        (rows[:2], np.array([1.0, 0.0]), [[0.5, 1.0, -1.0]]),
        (few, np.array([0.0, 1.0, 0.0]), [[2.0, 4.0]]),  # wrong and sure: small slopes
    ]
    return [(X, y, np.array(w)) for X, y, ws in sets for w in ws]


def meets_the_measured_slopes(trial):
    """Require the slopes that central differences of the library's loss find."""
    X, y, w = trial.arguments
    measured = numerical_gradient(Objective(SigmoidUnit(), SquaredLoss(), X, y).value, w)
    return where_they_part(trial, measured)


def of_loss(loss, X, y, w):
    """The library's gradient of the mean of a loss of the sigmoid's estimate."""
    unit = SigmoidUnit()
    return unit.gradient(w, X, loss.derivative(unit.predict(w, X), y))


def of_score(loss, X, y, w):
    """The gradient of a loss of the score, whose way back has no sigmoid on it."""
    return Linear().gradient(w, X, loss.derivative(Linear().predict(w, X), y))


def with_slope(slope, X, y, w):
    """The slides' chain, ∂L/∂ŷ as it should be, with another number in the place of σ′."""
    z = Linear().predict(w, X)
    error = SquaredLoss().derivative(Sigmoid().value(z), y)
    return Linear().gradient(w, X, error * slope(z))


def _fits(gradient, *fixed, times=lambda X, y, w: 1):
    """Whether an answer is such a gradient, or a multiple of it."""

    def fits(answer, *question):
        return near(answer, times(*question) * gradient(*fixed, *question))

    return fits


N_TIMES = _fits(of_loss, SquaredLoss(), times=lambda X, y, w: len(y))
WITHOUT_SLOPE = _fits(of_score, SigmoidCrossEntropy())
SIZES = (
    _fits(of_loss, SquaredLoss()),
    _fits(of_loss, SquaredError("mean")),
    _fits(of_loss, SquaredError("sum")),
    N_TIMES,
    WITHOUT_SLOPE,
)


def _turned_round(answer, *question):
    """Whether it is minus a gradient, be its size right or not."""
    return any(fits(-np.asarray(answer, dtype=float), *question) for fits in SIZES)


def _with_labels_of_one(answer, X, y, w):
    return _fits(of_loss, SquaredLoss())(answer, X, 2 * y - 1, w)


def _of_the_mean_face(answer, X, y, w):
    unit, mean = SigmoidUnit(), np.broadcast_to(X.mean(axis=0), X.shape)
    each = unit.example_gradients(w, X, SquaredLoss().derivative(unit.predict(w, X), y))
    return near(answer, each[:, 0].mean() * mean[0])


MISTAKES = {
    every(_turned_round): (
        "The sign is that of slides 36 and 37, which print ∂L/∂ŷ = y − ŷ: your numbers are minus "
        "the gradient, and w − η · (…) climbs with them. Slide 28 derives ∂L/∂ŷ with the right "
        "sign."
    ),
    every(WITHOUT_SLOPE): (
        "The factor ∂ŷ/∂z is missing: between the estimate and the score stands the sigmoid, and "
        "the chain rule wants its slope too. (Your numbers are the gradient of the cross entropy: "
        "a better loss, but another one.)"
    ),
    every(SIZES[1]): (
        "It is twice the gradient: right for the loss 1/N Σ (y − ŷ)². Here a ½ stands before it."
    ),
    every(SIZES[2]): (
        "It is 2N times the gradient: right for the plain sum Σ (y − ŷ)². Here 1/(2N) stands "
        "before it."
    ),
    every(N_TIMES): (
        "It is N times the gradient: you add up the faces where the loss takes their mean."
    ),
    every(_fits(of_score, SquaredLoss())): (
        "That is the gradient of the linear unit, the one of slides 26 to 33. Here the estimate "
        "is σ(wᵀx), not wᵀx."
    ),
    every(_fits(with_slope, lambda z: z * (1 - z))): (
        "The slope of the sigmoid is taken with the score where the estimate belongs: slide 35 "
        "has dσ/dz in terms of σ, and σ is not z."
    ),
    every(_fits(with_slope, lambda z: Sigmoid().derivative(Sigmoid().value(z)))): (
        "The slope of the sigmoid is taken at the estimate instead of the score: it has gone "
        "through σ twice. Does your helper for the slope expect z, or σ(z)?"
    ),
    every(_fits(with_slope, Sigmoid().value)): (
        "Of the sigmoid's slope one factor is missing: yours keeps growing towards 1, where a "
        "sure unit should hardly move."
    ),
    every(_with_labels_of_one): (
        "Your slopes would be right for the labels ±1. A sigmoid cannot reach −1; here y holds 0 "
        "and 1 already."
    ),
    every(_of_the_mean_face): (
        "You average the errors and the faces separately. The mean of products is not the "
        "product of means: multiply face by face, then average."
    ),
}


def _praise(trials):
    trial = next(t for t in trials if len(t.arguments[1]) == 40)
    X, y, w = trial.arguments
    L = Objective(SigmoidUnit(), SquaredLoss(), X, y).value
    after = L(w - np.asarray(trial.answer, dtype=float))
    return (
        f"One step of η = 1 along it, from w = (0, 0), takes the loss of the 40 faces from "
        f"{number_text(L(w), 4)} to {number_text(after, 4)}; with the sign of slide 36 it would "
        "have climbed."
    )


SIGMOID_GRAD = Exercise(
    name="sigmoid_grad",
    parameters=("X", "y", "w"),
    cases=cases,
    kind=one_slope_per_weight,
    requirements=(meets_the_measured_slopes,),
    mistakes=MISTAKES,
    hints=(
        "Three links: how the loss answers to ŷ, how ŷ answers to z, how z answers to w_d. Write "
        "each with a name of its own, one number per face, and multiply.",
        "Keep ŷ = 1/(1 + e^(−z)), with z = X @ w, in a variable: the first link needs it together "
        "with y (slide 28 has the sign), the second link can be written with nothing but ŷ (slide "
        "35), the third is the x you had in section 12.",
    ),
    praise=_praise,
)


def sigmoid_grad(function):
    """Check ``sigmoid_grad(X, y, w)``: the gradient of 1/(2N) Σ (y − σ(wᵀx))².

    It takes X (N, D) with x_0 = 1, y (N labels 0 and 1) and w (D weights), and returns one slope
    per weight, shape (D,). It passes where all slopes are those that are measured on the loss.

    Source: X13 in S13.
    """
    return judge(SIGMOID_GRAD, function)
