"""How exactly an answer must be right: to single precision. What has fewer digits is told so."""

import numpy as np

from lecture_lib.practice.written import decimals_apart

SINGLE = 5e-6  # of single precision's 6e-8, and what a hundred steps make of it
COARSER = (1e-5, 1e-4, 1e-3)


def near(own, other, coarse=0.0, floor=1.0):
    """Whether numbers agree to single precision.

    ``coarse`` is how far they may be apart where it is asked whether only digits are missing; below
    the size ``floor`` a number is not asked for digits of its own.

    Examples
    --------
    >>> near(np.float32(0.1), 0.1), near(0.1, 0.1001), near(0.1, 0.1001, coarse=1e-3)
    (True, False, True)
    """
    low = coarse or SINGLE * floor
    return bool(np.allclose(own, other, rtol=coarse or SINGLE, atol=low))


def slope_fault(own, measured, named, coarse, decimals=4):
    """Say which slope is furthest from the measured one, "" where none is far.

    ``named`` writes what has to move for it, given its place in the array.
    """
    own = np.array(own, dtype=float)
    if near(own, measured, coarse):
        return ""
    place = np.unravel_index(np.abs(own - measured).argmax(), measured.shape)
    wanted, found = decimals_apart(measured[place], own[place], decimals)
    return (
        f"Move {named(*place)} alone and the loss changes at a rate of {wanted}; your slope for it "
        f"is {found}."
    )


def missing_digits(faults):
    """Say that only digits are missing, where an answer is right if it is looked at less exactly.

    ``faults(coarse)`` is whether anything is wrong with numbers that may be so far off. "" where it
    is more than that.
    """
    coarse = next((coarse for coarse in COARSER if not faults(coarse)), None)
    if coarse is None:
        return ""
    digits = round(-np.log10(coarse))
    return (
        f" All answers are right to {digits} digits or so, and then end: were they rounded, "
        "computed in single precision (float32), or measured where there is a formula?"
    )
