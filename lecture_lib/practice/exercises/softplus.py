"""X15, first part: soft plus, safe at both ends of its range."""

import numpy as np

from lecture_lib.activations import ReLU, Sigmoid, Softplus
from lecture_lib.practice import curve
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import without_warnings
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
        [8.5, 9.0, 10.5, 15.0],
        [15.1, 16.3, 18.7, 20.6],
        [-1000.0, 1000.0],
        [-50.0, -37.0, 37.0, 50.0],
        [-700.0, -100.0, 100.0, 710.0],
    ]
    return [(np.array(z),) for z in rows]


SOFT = Softplus().value
REST = 1e-9  # how exactly what lies above the hinge must be right
IS_SOFT = curve.meets(SOFT, 3, "At z = {} it gives {}; the curve has a height of {} there.")


def keeps_the_rest(trial):
    """Require what soft plus has above the hinge, but of single precision, which cannot hold it."""
    (z,) = trial.arguments
    own = np.array(trial.answer, dtype=float)
    if trial.coarse or (own == own.astype(np.float32)).all():
        return ""
    off = np.where(z > 0, np.abs(own - SOFT(z)), 0)
    if (off <= REST).all():
        return ""
    worst = np.unravel_index(off.argmax(), z.shape)
    return (
        f"At z = {number_text(z[worst], 3)} it gives {own[worst]:.10f}; the curve has a height of "
        f"{SOFT(z)[worst]:.10f} there. For large z it comes near to z, and never is z."
    )


def _cut_off(answer, z):
    ends = (20, 30, 50, 100, 500, 700, 709)
    return any(curve.near(answer, SOFT(z.clip(-end, end))) for end in ends)


MISTAKES = {
    curve.overflows(SOFT, rtol=0): (
        "The formula is right, but e^1000 is more than a computer can hold: numpy speaks of an "
        "overflow. (np.where alone does not help: it works out both of its sides for all scores.) "
        "On which side of 0 does your exponential grow, and how else can it be written there?"
    ),
    curve.drowns(SOFT): (
        "Very negative scores come out as 0, or have lost their digits: softplus(−50) is 1.9e−22. "
        "Next to 1 something so small is rounded away before the logarithm sees it; numpy has a "
        "logarithm that is made for this."
    ),
    every(_cut_off): (
        "The scores are cut off: beyond some z nothing changes any more, where soft plus goes on "
        "like z itself. Without the cut your formula overflows; look for one that does not need "
        "it."
    ),
    curve.what_if(ReLU().value): (
        "That is ReLU, the hinge with its corner. Soft plus rounds it: at z = 0 it is ln 2."
    ),
    curve.what_if(Sigmoid().value): (
        "That is the slope of soft plus, which happens to be the sigmoid. Asked for is soft plus "
        "itself, which goes on growing."
    ),
    curve.what_if(lambda z: SOFT(-z)): (
        "The hinge is turned round: your curve falls where it should rise. Which sign has z in e^z?"
    ),
    curve.what_if(lambda z: z): "The 1 has gone: ln(e^z) is z again, a straight line.",
    curve.what_if(lambda z: SOFT(z) / np.log(2)): (
        "That is the logarithm to base 2; the slide's ln is the natural one, numpy's log."
    ),
    curve.what_if(lambda z: SOFT(z) / np.log(10)): (
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
    kind=curve.one_per_score,
    requirements=(IS_SOFT, keeps_the_rest, without_warnings),
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
