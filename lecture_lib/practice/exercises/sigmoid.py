"""X13, first part: the sigmoid, safe at both ends of its range."""

from functools import partial

import numpy as np

from lecture_lib.activations import Sigmoid, Step, Tanh
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault, without_warnings
from lecture_lib.practice.precision import near as agree
from lecture_lib.practice.written import told_apart
from lecture_lib.softmax import softmax
from lecture_lib.stage.readout import number_text


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


def one_per_score(trial):
    """Say what is wrong with the sort of thing that was returned."""
    return array_fault(trial.answer, trial.arguments[0].shape, "one number per score")


digits_agree = partial(agree, floor=1e-25)  # however small; below 1e-30 they count as 0


def near(numbers, others, coarse=0.0):
    """Whether numbers agree, however small, and are 0 where no float is small enough."""
    none_left = np.asarray(others) == 0
    return digits_agree(numbers, others, coarse) and not np.any(np.asarray(numbers)[none_left])


def is_sigma(trial):
    """Require the library's sigmoid."""
    (z,) = trial.arguments
    own, real = np.array(trial.answer, dtype=float), Sigmoid().value(z)
    if near(own, real, trial.coarse):
        return ""
    off = np.abs(own - real) / np.maximum(real, np.where(real == 0, 1e-300, 1e-30))
    worst = np.unravel_index(np.argmax(off), z.shape)
    given, wanted = told_apart(own[worst], real[worst])
    return (
        f"At z = {number_text(z[worst], 2)} it gives {given}. There the curve from 0 to 1 has a "
        f"height of {wanted}."
    )


def _what_if(other):
    """Recognise answers that are another function of z, be their digits safe or not."""
    return every(lambda answer, z: np.allclose(answer, other(z), atol=1e-9))


def _overflows(trials):
    """Whether nothing is wrong but that e was raised to a power that no float can hold."""
    heard = any("overflow" in warning for trial in trials for warning in trial.warnings)
    raised = any(isinstance(trial.error, OverflowError) for trial in trials)
    fits = every(lambda answer, z: np.allclose(answer, Sigmoid().value(z), atol=1e-12))
    return (heard or raised) and fits(trials)


def _drowns(answer, z):
    """Whether it is right next to 1, while what is much smaller has lost its digits."""
    return np.allclose(answer, Sigmoid().value(z), rtol=0, atol=1e-12)


def _but_for_small_ones(fits):
    """Recognise answers that fit and are nevertheless not near everywhere."""

    def seen(trials):
        return every(fits)(trials) and not every(lambda s, z: near(s, Sigmoid().value(z)))(trials)

    return seen


def _clipped(answer, z):
    """Whether it is right up to some score, and stays as it is beyond."""
    ends = (5, 6, 10, 12, 15, 16, 20, 25, 30, 32, 36, 40, 50, 100, 500, 700, 709)
    return any(digits_agree(answer, Sigmoid().value(z.clip(-end, end))) for end in ends)


MISTAKES = {
    _overflows: (
        "The formula is right, but e^1000 is more than a computer can hold: numpy speaks of an "
        "overflow, and next to it may answer nan. (np.where does not help: it works out both of "
        "its sides for all scores.) On which side of 0 does your exponential grow, and how else "
        "can σ be written there?"
    ),
    _but_for_small_ones(_clipped): (
        "The scores are cut off: beyond some z nothing changes any more, where σ still falls "
        "towards 0. Without the cut your formula overflows; look for one that does not need it."
    ),
    _but_for_small_ones(_drowns): (
        "Very negative scores come out as 0, or have lost their digits: σ(−40) is 4.2e−18. You "
        "add something tiny to a number near 1, or take two such numbers from each other, and "
        "the rest is rounded away. Cross entropy will need its logarithm."
    ),
    _what_if(lambda z: Sigmoid().value(-z)): (
        "The curve runs from 1 down to 0: your σ(z) is σ(−z). What must e^(−z) do as z grows?"
    ),
    _what_if(lambda z: Sigmoid().value(2 * z)): (
        "That is σ(2z), twice as steep. If you go by way of tanh: tanh z = 2σ(2z) − 1, so which "
        "score does it need?"
    ),
    _what_if(Tanh().value): (
        "That is tanh, from −1 to 1. The sigmoid goes from 0 to 1 and is ½ at z = 0."
    ),
    _what_if(Sigmoid().derivative): (
        "That is the slope σ′(z), a hill of height ¼. Asked for is σ itself."
    ),
    _what_if(lambda z: 1 / Sigmoid().value(z.clip(-700))): (
        "The fraction is upside down, or Python has read “1 / 1 + …” as “(1 / 1) + …”: your "
        "numbers are those that 1 should be divided by."
    ),
    _what_if(lambda z: (Step().value(z) + 1) / 2): (
        "That is a step: 0 or 1 and nothing between. The sigmoid is the rounded step."
    ),
    _what_if(lambda z: softmax(z.ravel()).reshape(z.shape)): (
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
    kind=one_per_score,
    requirements=(is_sigma, without_warnings),
    mistakes=MISTAKES,
    hints=(
        "Write the slide's 1/(1 + e^(−z)) first and run the check: it tells you at which end it "
        "fails. Then multiply the fraction above and below by something that tames that end.",
        "Both ways of writing it, with e^(−z) and with e^z, are safe on one side of 0. Whichever "
        "side z is on, one and the same exponential between 0 and 1 occurs in both; only what "
        "stands above the line differs, and that np.where may choose.",
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
