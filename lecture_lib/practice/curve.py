"""Exercises that ask for a curve over scores z, with all its digits at both ends of its range."""

from functools import partial

import numpy as np

from lecture_lib.practice.exercise import every, overflowed
from lecture_lib.practice.kinds import array_fault
from lecture_lib.practice.precision import near as agree
from lecture_lib.practice.written import told_apart
from lecture_lib.stage.readout import number_text

digits_agree = partial(agree, floor=1e-25)  # however small; below 1e-30 they count as 0


def near(numbers, others, coarse=0.0):
    """Whether numbers agree, however small, and are 0 where no float is small enough."""
    none_left = np.asarray(others) == 0
    return digits_agree(numbers, others, coarse) and not np.any(np.asarray(numbers)[none_left])


def one_per_score(trial):
    """Say what is wrong with the sort of thing that was returned."""
    return array_fault(trial.answer, trial.arguments[0].shape, "one number per score")


def meets(curve, decimals, says):
    """Require a curve. What is said names z where an answer is furthest off, and both heights."""

    def require(trial):
        (z,) = trial.arguments
        own, real = np.array(trial.answer, dtype=float), curve(z)
        if near(own, real, trial.coarse):
            return ""
        off = np.abs(own - real) / np.maximum(real, np.where(real == 0, 1e-300, 1e-30))
        worst = np.unravel_index(np.argmax(off), z.shape)
        return says.format(number_text(z[worst], decimals), *told_apart(own[worst], real[worst]))

    return require


def what_if(other):
    """Recognise answers that are another function of z, be their digits safe or not."""
    return every(lambda answer, z: np.allclose(answer, other(z), atol=1e-9))


def overflows(curve, rtol):
    """Recognise answers with nothing wrong but that a power of e is more than a float can hold."""
    fits = every(lambda answer, z: np.allclose(answer, curve(z), rtol=rtol, atol=1e-12))
    return lambda trials: overflowed(trials) and fits(trials)


def but_for_small_ones(curve, fits):
    """Recognise answers that fit and are nevertheless not near everywhere: by the first such."""

    def seen(trials):
        far = (t for t in trials if t.sound and not near(t.answer, curve(*t.arguments)))
        return every(fits)(trials) and next(far, False)

    return seen


def drowns(curve):
    """Recognise answers right next to 1, while what is much smaller has lost its digits."""

    def fits(answer, z):
        return np.allclose(answer, curve(z), rtol=0, atol=1e-12)

    return but_for_small_ones(curve, fits)
