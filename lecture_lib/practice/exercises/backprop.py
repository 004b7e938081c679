"""X14: backpropagation through one hidden layer of sigmoids.

An answer is right where it agrees with the slopes that are measured on the loss itself.
"""

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.backprop import forward, with_one
from lecture_lib.data import load_faces
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.losses import SquaredLossOfOutputs
from lecture_lib.practice.exercise import Exercise
from lecture_lib.practice.exercises.backprop_mistakes import MISTAKES
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault, pair_fault
from lecture_lib.practice.precision import slope_fault
from lecture_lib.stage.readout import number_text

SIGMOIDS = (Sigmoid(), Sigmoid())


def cases():
    """Return the arguments (W1, W2, x, t): 2-2-1, 3-4-2 and others, an upside-down face first."""
    rng = np.random.default_rng(18)
    face = load_faces("upside_down").features[0]
    W1, W2 = np.array([[0.1, 0.8, -0.6], [-0.3, 0.5, 0.9]]), np.array([[0.2, 1.1, -0.7]])
    questions = [
        (W1, W2, with_one(face), np.array([1.0])),
        (W1, W2, np.array([1.0, 0.5, -1.5]), np.array([1.0])),
        (W1, W2, np.array([1.0, 1.0, -1.0]), np.array([0.0])),
    ]
    for D, H, K in ((3, 4, 2), (3, 4, 2), (2, 3, 1), (2, 2, 2), (1, 2, 3), (4, 2, 1)):
        weights = [rng.integers(-15, 16, shape) / 10 for shape in ((H, 1 + D), (K, 1 + H))]
        x, t = rng.integers(-15, 16, D) / 10, rng.integers(0, 2, K) * 1.0
        questions.append((*weights, with_one(x), t))
    return questions


def pair_of_gradients(trial):
    """Say what is wrong with the sort of thing that was returned."""
    if fault := pair_fault(trial.answer, "(∂L/∂W1, ∂L/∂W2)"):
        return fault
    layers = zip(("W1", "W2"), trial.answer, trial.arguments[:2], strict=True)
    faults = (
        array_fault(own, W.shape, f"one slope per weight of {name}", f"For {name} it returned")
        for name, own, W in layers
    )
    return next(filter(None, faults), "")


def loss(weights, x, t):
    """½ Σ_k (t_k − ŷ_k)² of the network with these weights."""
    y_hat = forward(weights, SIGMOIDS, x[None]).outputs[-1]
    return SquaredLossOfOutputs().value(y_hat, t[None])[0]


def measured(W1, W2, x, t):
    """Both gradients by central differences of the loss."""

    def weights(theta):
        return theta[: W1.size].reshape(W1.shape), theta[W1.size :].reshape(W2.shape)

    theta = np.r_[W1.ravel(), W2.ravel()]
    return weights(numerical_gradient(lambda theta: loss(weights(theta), x, t), theta))


def meets_the_measured_slopes(trial):
    """Require the slopes that central differences find, and name the weight that is furthest off.

    The last layer is looked at first, as the error comes from there.
    """
    (W1, W2), (real1, real2) = trial.answer, measured(*trial.arguments)
    return slope_fault(W2, real2, "W2[{}, {}]".format, trial.coarse) or slope_fault(
        W1, real1, "W1[{}, {}]".format, trial.coarse
    )


def _praise(trials):
    *weights, x, t = trials[0].arguments
    pairs = zip(weights, trials[0].answer, strict=True)
    after = loss([W - 4 * np.asarray(own) for W, own in pairs], x, t)
    return (
        "For the first upside-down face one step of η = 4 along your gradients takes the loss "
        f"from {number_text(loss(weights, x, t), 4)} to {number_text(after, 4)}."
    )


BACKPROP = Exercise(
    name="backprop",
    parameters=("W1", "W2", "x", "t"),
    cases=cases,
    kind=pair_of_gradients,
    requirements=(meets_the_measured_slopes,),
    mistakes=MISTAKES,
    hints=(
        "Forward first, keeping what each layer gets and gives. Then one δ = ∂L/∂z per unit, the "
        "output's before the hidden ones'; each gradient is the δ of a unit times what enters it.",
        "δ of the outputs is the sigmoid gradient's chain of section 13 without its last link. A "
        "hidden unit collects it over the weights that lead out of it (column by column of W2, "
        "without that of the bias) and multiplies by its own slope of σ. np.outer multiplies each "
        "δ with each input.",
    ),
    praise=_praise,
)


def backprop(function):
    """Check ``backprop(W1, W2, x, t)``: the gradients of ½ Σ (t − ŷ)² for one example.

    It takes W1 (H, 1 + D) and W2 (K, 1 + H) with the biases in column 0, x (1 + D) that begins
    with x_0 = 1, and t (K targets); every unit is a sigmoid. It returns the pair (∂L/∂W1, ∂L/∂W2),
    each in the shape of its weights. It passes where all slopes are those that are measured on the
    loss.

    Source: X14 in S14.
    """
    return judge(BACKPROP, function)
