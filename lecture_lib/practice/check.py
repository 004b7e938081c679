"""Checks that teach: each runs a function that you wrote and says what it saw.

A check compares with the definition, never with a stored answer. ``check.hint("best_w0")`` gives a
hint, ``check.hint("best_w0", 2)`` a stronger one; the solution it keeps to itself.
"""

from lecture_lib import checks
from lecture_lib.practice.exercises.backprop import BACKPROP, backprop
from lecture_lib.practice.exercises.best_w0 import BEST_W0, best_w0
from lecture_lib.practice.exercises.capstone import CAPSTONE, capstone
from lecture_lib.practice.exercises.critical_eta import CRITICAL_ETA, critical_eta
from lecture_lib.practice.exercises.cross_entropy import CROSS_ENTROPY, cross_entropy
from lecture_lib.practice.exercises.dead import DEAD, dead
from lecture_lib.practice.exercises.early_stop import EARLY_STOP, early_stop
from lecture_lib.practice.exercises.grad import GRAD, grad
from lecture_lib.practice.exercises.gradient_descent import GRADIENT_DESCENT, gradient_descent
from lecture_lib.practice.exercises.guess_and_check import GUESS_AND_CHECK, guess_and_check
from lecture_lib.practice.exercises.loss_and_gradient import LOSS_AND_GRADIENT, loss_and_gradient
from lecture_lib.practice.exercises.loss_table import LOSS_TABLE, loss_table
from lecture_lib.practice.exercises.momentum import MOMENTUM, momentum
from lecture_lib.practice.exercises.num_grad import NUM_GRAD, num_grad
from lecture_lib.practice.exercises.relu_slope import RELU_SLOPE, relu_slope
from lecture_lib.practice.exercises.restarts import RESTARTS, restarts
from lecture_lib.practice.exercises.sigmoid import SIGMOID, sigmoid
from lecture_lib.practice.exercises.sigmoid_grad import SIGMOID_GRAD, sigmoid_grad
from lecture_lib.practice.exercises.slide_pair import SLIDE_PAIR, slide_pair
from lecture_lib.practice.exercises.softmax import SOFTMAX, softmax
from lecture_lib.practice.exercises.softplus import SOFTPLUS, softplus
from lecture_lib.practice.exercises.streamed_gradient import STREAMED_GRADIENT, streamed_gradient
from lecture_lib.practice.exercises.zero_one import ZERO_ONE, zero_one

__all__ = [
    "EXERCISES",
    "backprop",
    "best_w0",
    "capstone",
    "critical_eta",
    "cross_entropy",
    "dead",
    "early_stop",
    "grad",
    "gradient_descent",
    "guess_and_check",
    "hint",
    "loss_and_gradient",
    "loss_table",
    "momentum",
    "num_grad",
    "relu_slope",
    "restarts",
    "sigmoid",
    "sigmoid_grad",
    "slide_pair",
    "softmax",
    "softplus",
    "streamed_gradient",
    "zero_one",
]

EXERCISES = {
    exercise.name: exercise
    for exercise in (
        GUESS_AND_CHECK,
        NUM_GRAD,
        GRADIENT_DESCENT,
        RESTARTS,
        EARLY_STOP,
        STREAMED_GRADIENT,
        CRITICAL_ETA,
        MOMENTUM,
        LOSS_TABLE,
        ZERO_ONE,
        BEST_W0,
        GRAD,
        SIGMOID,
        SIGMOID_GRAD,
        BACKPROP,
        SOFTPLUS,
        RELU_SLOPE,
        DEAD,
        SOFTMAX,
        CROSS_ENTROPY,
        SLIDE_PAIR,
        LOSS_AND_GRADIENT,
        CAPSTONE,
    )
}


def hint(name, strength=1):
    """Give a hint for an exercise.

    Parameters
    ----------
    name : str
        Of the function to write, such as "best_w0".
    strength : int
        1 for a nudge, 2 for a push.

    Returns
    -------
    str

    Raises
    ------
    TypeError
        If `strength` is no whole number.
    ValueError
        If there is no such exercise or no such hint.

    Source: The exercises X1 to X18 of the sections.
    """
    if name not in EXERCISES:
        raise ValueError(f"name must be one of {', '.join(EXERCISES)}, got {name!r}")
    hints = EXERCISES[name].hints
    return hints[checks.count("strength", strength, 1, len(hints)) - 1]
