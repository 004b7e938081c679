"""X13, first part: the sigmoid, safe at both ends of its range."""

import numpy as np

from lecture_lib.activations import Sigmoid, Step, Tanh
from lecture_lib.practice import curve
from lecture_lib.practice.exercise import Exercise
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import without_warnings
from lecture_lib.softmax import softmax


def cases():
    """Return the arguments (z,) to try: a few scores, far ones, and a table of them."""
    rng = np.random.default_rng(13)
    rows = [
        [-2.0, 0.0, 2.0],
        [0.5],
        [-1.0, 3.0, 0.25, -0.125],
        np.linspace(-6, 6, 25),
        rng.integers(-80, 81, (3, 4)) / 10,
        [-40.0, -12.0, 12.0, 40.0],
        [-1000.0, 1000.0],
        [-745.0, -710.0, -100.0, 100.0, 710.0, 745.0],
    ]
    return [(np.array(z),) for z in rows]


SIGMA = Sigmoid().value
IS_SIGMA = curve.meets(
    SIGMA, 2, "At z = {} it gives {}. There the curve from 0 to 1 has a height of {}."
)


def _clipped(answer, z):
    """Whether it is right up to some score, and stays as it is beyond."""
    ends = (5, 6, 10, 12, 15, 16, 20, 25, 30, 32, 36, 40, 50, 100, 500, 700, 709)
    return any(curve.digits_agree(answer, SIGMA(z.clip(-end, end))) for end in ends)


MISTAKES = {
    curve.overflows(SIGMA, rtol=1e-5): (
        "The formula is right, but e^1000 is more than a computer can hold: numpy speaks of an "
        "overflow, and next to it may answer nan. (np.where alone does not help: it works out "
        "both of its sides for all scores.) On which side of 0 does your exponential grow, and "
        "how else can σ be written there?"
    ),
    curve.but_for_small_ones(SIGMA, _clipped): (
        "The scores are cut off: beyond some z nothing changes any more, where σ still falls "
        "towards 0. Without the cut your formula overflows; look for one that does not need it."
    ),
    curve.drowns(SIGMA): (
        "Very negative scores come out as 0, or have lost their digits: σ(−40) is 4.2e−18. You "
        "add something tiny to a number near 1, or take two such numbers from each other, and "
        "the rest is rounded away. Cross entropy will need its logarithm."
    ),
    curve.what_if(lambda z: SIGMA(-z)): (
        "The curve runs from 1 down to 0: your σ(z) is σ(−z). What must e^(−z) do as z grows?"
    ),
    curve.what_if(lambda z: SIGMA(2 * z)): (
        "That is σ(2z), twice as steep. If you go by way of tanh: tanh z = 2σ(2z) − 1, so which "
        "score does it need?"
    ),
    curve.what_if(Tanh().value): (
        "That is tanh, from −1 to 1. The sigmoid goes from 0 to 1 and is ½ at z = 0."
    ),
    curve.what_if(Sigmoid().derivative): (
        "That is the slope σ′(z), a hill of height ¼. Asked for is σ itself."
    ),
    curve.what_if(lambda z: 1 / SIGMA(z.clip(-700))): (
        "The fraction is upside down, or Python has read “1 / 1 + …” as “(1 / 1) + …”: your "
        "numbers are those that 1 should be divided by."
    ),
    curve.what_if(lambda z: (Step().value(z) + 1) / 2): (
        "That is a step: 0 or 1 and nothing between. The sigmoid is the rounded step."
    ),
    curve.what_if(lambda z: softmax(z.ravel()).reshape(z.shape)): (
        "The numbers of one array depend on each other and sum to 1: that is softmax. σ looks at "
        "each score by itself."
    ),
}


def _praise(trials):
    tiny, *_ = next(t.answer for t in trials if t.arguments[0].min() == -40)
    low, high = next(t.answer for t in trials if t.arguments[0].min() == -1000)
    return (
        f"σ(−40) comes out as {tiny:.2g}, with all its digits; σ(−1000) as {low:.2g} and "
        f"σ(1000) as {high:.2g}, without a warning."
    )


SIGMOID = Exercise(
    name="sigmoid",
    parameters=("z",),
    cases=cases,
    kind=curve.one_per_score,
    requirements=(IS_SIGMA, without_warnings),
    mistakes=MISTAKES,
    hints=(
        "Write the slide's 1/(1 + e^(−z)) first and run the check: it tells you at which end it "
        "fails. Then multiply numerator and denominator by something that tames that end.",
        "Both ways of writing it, with e^(−z) and with e^z, are safe on one side of 0. Whichever "
        "side z is on, the same exponential, between 0 and 1, will do; only the numerator differs, "
        "and np.where can choose it.",
    ),
    praise=_praise,
)


def sigmoid(function):
    """Check ``sigmoid(z)``: σ(z) = 1/(1 + e^(−z)), without a warning from −1000 to 1000.

    It takes an array of scores of any shape and returns one number per score. It passes where σ is
    right everywhere to single precision and numpy had nothing to warn of.

    Source: X13 in S13.
    """
    return judge(SIGMOID, function)
