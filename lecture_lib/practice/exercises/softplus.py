"""X15, first part: soft plus, safe at both ends of its range."""

import numpy as np

from lecture_lib.activations import ReLU, Sigmoid, Softplus
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.exercises.sigmoid import near, one_per_score
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import without_warnings
from lecture_lib.practice.written import told_apart
from lecture_lib.stage.readout import number_text


def cases():
    """Return the arguments (z,) to try: a few scores, far ones, and a table of them."""
    rng = np.random.default_rng(15)
    rows = [
        [-2.0, 0.0, 2.0],
        [0.5],
        np.linspace(-6, 6, 25),
        rng.integers(-80, 81, (3, 4)) / 10,
        [-0.001, 0.001],
        [-12.0, 12.0],
        [-1000.0, 1000.0],
        [-50.0, -37.0, 37.0, 50.0],
        [-700.0, -100.0, 100.0, 710.0],
    ]
    return [(np.array(z),) for z in rows]


def is_softplus(trial):
    """Require the library's soft plus."""
    (z,) = trial.arguments
    own, real = np.array(trial.answer, dtype=float), Softplus().value(z)
    if near(own, real, trial.coarse):
        return ""
    off = np.abs(own - real) / np.maximum(real, np.where(real == 0, 1e-300, 1e-30))
    worst = np.unravel_index(np.argmax(off), z.shape)
    given, wanted = told_apart(own[worst], real[worst])
    return (
        f"At z = {number_text(z[worst], 3)} it gives {given}; the curve has a height of {wanted} "
        "there."
    )


def _what_if(other):
    """Recognise answers that are another function of z, be their digits safe or not."""
    return every(lambda answer, z: np.allclose(answer, other(z), atol=1e-9))


def _within_rounding_of_1(answer, z):
    return np.allclose(answer, Softplus().value(z), rtol=0, atol=1e-12)


def _overflows(trials):
    """Whether nothing is wrong but that e was raised to a power that no float can hold."""
    heard = any("overflow" in warning for trial in trials for warning in trial.warnings)
    raised = any(isinstance(trial.error, OverflowError) for trial in trials)
    return (heard or raised) and every(_within_rounding_of_1)(trials)


def _drowns(trials):
    """Whether it is right next to 1, while what is much smaller has lost its digits."""
    digits = every(lambda answer, z: near(answer, Softplus().value(z)))
    return every(_within_rounding_of_1)(trials) and not digits(trials)


def _cut_off(answer, z):
    ends = (20, 30, 50, 100, 500, 700, 709)
    return any(near(answer, Softplus().value(z.clip(-end, end))) for end in ends)


MISTAKES = {
    _overflows: (
        "The formula is right, but e^1000 is more than a computer can hold: numpy speaks of an "
        "overflow. (np.where does not help: it works out both of its sides for all scores.) What "
        "is ln(1 + e^z) almost equal to when z is large, and what is the small rest?"
    ),
    _drowns: (
        "Very negative scores come out as 0, or have lost their digits: softplus(−50) is 1.9e−22. "
        "Next to 1 something so small is rounded away before the logarithm sees it; numpy has a "
        "logarithm that is made for this."
    ),
    every(_cut_off): (
        "The scores are cut off: beyond some z nothing changes any more, where soft plus goes on "
        "like z itself. Without the cut your formula overflows; look for one that does not need "
        "it."
    ),
    _what_if(ReLU().value): (
        "That is ReLU, the hinge with its corner. Soft plus rounds it: at z = 0 it is ln 2."
    ),
    _what_if(Sigmoid().value): (
        "That is the slope of soft plus, which happens to be the sigmoid. Asked for is soft plus "
        "itself, which goes on growing."
    ),
    _what_if(lambda z: Softplus().value(-z)): (
        "The hinge is turned round: your curve falls where it should rise. Which sign has z in e^z?"
    ),
    _what_if(lambda z: z): "The 1 has gone: ln(e^z) is z again, a straight line.",
    _what_if(lambda z: Softplus().value(z) / np.log(2)): (
        "That is the logarithm to base 2; the slide's ln is the natural one, numpy's log."
    ),
    _what_if(lambda z: Softplus().value(z) / np.log(10)): (
        "That is the logarithm to base 10; the slide's ln is the natural one, numpy's log."
    ),
}


def _praise(trials):
    low = next(t.answer for t in trials if t.arguments[0].min() == -50)[0]
    high = next(t.answer for t in trials if t.arguments[0].min() == -1000)[1]
    middle = trials[0].answer[1]
    return (
        f"softplus(−50) comes out as {low:.2g}, softplus(1000) as {high:.0f}, without a warning; "
        f"at z = 0 it lies {number_text(middle, 3)} above ReLU, nowhere more."
    )


SOFTPLUS = Exercise(
    name="softplus",
    parameters=("z",),
    cases=cases,
    kind=one_per_score,
    requirements=(is_softplus, without_warnings),
    mistakes=MISTAKES,
    hints=(
        "For large z the answer is z and a little more. Take e^z out of the bracket in "
        "ln(1 + e^z), and see what that little is.",
        "ln(1 + e^z) = z + ln(1 + e^(−z)): each of the two ways of writing it is safe on one side "
        "of 0, and both share a logarithm in which e is raised to a power of at most 0. What "
        "stands before it is the hinge.",
    ),
    praise=_praise,
)


def softplus(function):
    """Check ``softplus(z)``: ln(1 + e^z), without a warning from −1000 to 1000.

    It takes an array of scores of any shape and returns one number per score. It passes where soft
    plus is right to single precision everywhere, and numpy had nothing to warn of.

    Source: X15 in S15.
    """
    return judge(SOFTPLUS, function)
