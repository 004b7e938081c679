"""Checks that teach: each runs a function that you wrote and says what it saw.

A check compares with the definition, never with a stored answer. ``check.hint("best_w0")`` gives a
hint, ``check.hint("best_w0", 2)`` a stronger one; the solution it keeps to itself.
"""

from importlib import import_module

from lecture_lib import checks

NAMES = (  # in the order of the sections
    "guess_and_check",
    "num_grad",
    "gradient_descent",
    "restarts",
    "early_stop",
    "streamed_gradient",
    "critical_eta",
    "momentum",
    "loss_table",
    "zero_one",
    "best_w0",
    "grad",
    "sigmoid",
    "sigmoid_grad",
    "backprop",
    "softplus",
    "relu_slope",
    "dead",
    "softmax",
    "cross_entropy",
    "slide_pair",
    "loss_and_gradient",
    "capstone",
)
MODULES = {name: import_module(f"lecture_lib.practice.exercises.{name}") for name in NAMES}
EXERCISES = {name: getattr(module, name.upper()) for name, module in MODULES.items()}

__all__ = ["EXERCISES", "hint", *NAMES]


def __getattr__(name):
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(MODULES[name], name)


def __dir__():
    return sorted({*globals(), *__all__})


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
    hints = EXERCISES[checks.one_of("name", name, EXERCISES)].hints
    return hints[checks.count("strength", strength, 1, len(hints)) - 1]
