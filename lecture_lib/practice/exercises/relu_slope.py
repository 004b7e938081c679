"""X15, second part: the slope of ReLU.

A slope is right where the line that has it, laid at the hinge, lies nowhere above the hinge.
"""

import numpy as np

from lecture_lib.activations import ReLU, Sigmoid, Step
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault
from lecture_lib.stage.readout import number_text


def cases():
    """Return the arguments (z,) to try: scores near and far, with the corner and without."""
    rng = np.random.default_rng(16)
    rows = [
        [-2.0, 3.0],
        [-1.0, 0.5, 4.0],
        [-2.0, 0.0, 2.0],
        [-0.001, 0.001],
        [-1000.0, 1000.0],
        np.linspace(-5, 5, 21),
        rng.integers(-40, 41, (3, 4)) / 10,
        [0.0],
    ]
    return [(np.array(z),) for z in rows]


def one_per_score(trial):
    """Say what is wrong with the sort of thing that was returned; True will do for 1."""
    return array_fault(trial.answer, trial.arguments[0].shape, "one slope per score", truths=True)


def never_above_the_hinge(trial):
    """Require lines that touch the hinge and lie nowhere above it: that makes them (sub)slopes."""
    (z,) = trial.arguments
    own, relu = np.array(trial.answer, dtype=float), ReLU().value
    for other in (z - 1, z + 1, z / 2, 1.5 * z):
        above = relu(z) + own * (other - z) - relu(other)
        if (above > 1e-6 * np.abs(z).clip(1e-3)).any():
            worst = np.unravel_index(above.argmax(), z.shape)
            return (
                f"At z = {number_text(z[worst], 3)} the slope comes out as {own[worst]:.4g}. "
                f"From there to z = {number_text(other[worst], 4)} the hinge goes from "
                f"{relu(z)[worst]:.4g} to {relu(other)[worst]:.4g}."
            )
    return ""


def _slope_of(other):
    """Recognise answers that are another function of z, leaving out the corner."""

    def fits(answer, z):
        away = z != 0
        return np.allclose(np.asarray(answer, dtype=float)[away], other(z[away]), atol=1e-9)

    return every(fits)


def _leaks(answer, z):
    own, off = np.asarray(answer, dtype=float), z < 0
    leak = own[off].max(initial=0)
    return not off.any() or (0 < leak < 1 and np.allclose(own[off], leak))


def _undefined_at_the_corner(trials):
    """Whether no number comes out where z = 0, and nothing else is wrong."""
    wrong = [trial for trial in trials if trial.fault]
    return all((trial.arguments[0] == 0).any() and not trial.sound for trial in wrong)


RELU_SLOPE = Exercise(
    name="relu_slope",
    parameters=("z",),
    cases=cases,
    kind=one_per_score,
    requirements=(never_above_the_hinge,),
    mistakes={
        _slope_of(ReLU().value): (
            "That is ReLU itself, max(0, z). Asked for is how steep it is: how much it gains for "
            "each step of z."
        ),
        _slope_of(Step().value): (
            "For negative z your slope is −1, as if the hinge fell there (that is the slope of "
            "|z|). How much does max(0, z) change between −3 and −2?"
        ),
        _slope_of(lambda z: ReLU().derivative(-z)): (
            "The sides have changed places: your hinge rises on the left and is flat on the "
            "right. On which side is max(0, z) equal to z?"
        ),
        _slope_of(np.ones_like): (
            "The slope is 1 everywhere: so would be that of the straight line z. What does "
            "max(0, …) do to the negative side?"
        ),
        _slope_of(Sigmoid().value): (
            "That is the slope of soft plus, the sigmoid. The hinge has no bend: its slope takes "
            "two values only."
        ),
        every(_leaks): (
            "For negative z your slope is small but not 0: that is the leaky ReLU. The one of "
            "the slide is quite flat there, which is how units die."
        ),
        _undefined_at_the_corner: (
            "At the corner, z = 0, no number comes out: 0/0. There is no slope there, but descent "
            "needs one; any from 0 to 1 will do, and one comparison of z with 0 gives it."
        ),
    },
    hints=(
        "Draw max(0, z). How steep is it on the left, how steep on the right? At the corner "
        "itself you may choose.",
        "There are only two answers, and which it is depends on one comparison of z with 0; numpy "
        "makes it for all scores at once.",
    ),
    praise=lambda trials: (
        f"At the corner it takes {float(trials[-1].answer[0]):g}, which is as good as any number "
        "from 0 to 1."
    ),
)


def relu_slope(function):
    """Check ``relu_slope(z)``: the slope of max(0, z).

    It takes an array of scores of any shape and returns one slope per score; at z = 0 any number
    from 0 to 1. It passes where no line of that slope through the hinge lies above it anywhere.

    Source: X15 in S15.
    """
    return judge(RELU_SLOPE, function)
