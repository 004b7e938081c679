"""The kinds of answers: what is wrong with the sort of thing that was returned, if anything.

Each function returns a sentence, or "" where nothing is wrong. `says` begins it: "It returned".
"""

import numpy as np

SAYS = "It returned"


def is_number(value):
    """Whether a value is one finite real number, whatever its type calls itself.

    Examples
    --------
    >>> is_number(2), is_number(np.array(2.0)), is_number([2.0]), is_number(np.nan)
    (True, True, False, False)
    """
    array = _real_array(value)
    return array is not None and array.shape == () and bool(np.isfinite(array))


def one_number(trial):
    """Require that the answer is one finite number."""
    return number_fault(trial.answer)


def number_fault(value, says=SAYS):
    """Say why a value is not one finite real number.

    Examples
    --------
    >>> number_fault([1.0, 2.0])
    'It returned 2 values; asked for is one number.'
    """
    return array_fault(value, (), "one number", says)


def array_fault(value, shape, wanted="an array", says=SAYS, truths=False):
    """Say why a value is not finite real numbers in an array of this shape, or lists alike.

    ``wanted`` is what was asked for, "one slope per weight". With ``truths``, True and False will
    do for 1 and 0.

    Examples
    --------
    >>> array_fault(np.ones((3, 1)), (3,), "one slope per weight")
    'It returned an array of shape (3, 1); asked for is one slope per weight: shape (3,).'
    >>> array_fault([1, 2, 3], (3,))
    ''
    """
    array = _real_array(value, "iufb" if truths else "iuf")
    if array is None or array.shape != shape:
        place = f": shape {shape}" if shape else ""
        return f"{says} {_described(value)}; asked for is {wanted}{place}."
    if np.isfinite(array).all():
        return ""
    first = float(array[~np.isfinite(array)][0])
    found = f"an array with {first} in it" if shape else first
    return f"{says} {found}; asked for {'are finite numbers' if shape else 'is a finite number'}."


def pair_fault(value, names):
    """Say why a value is not a pair; the ``names`` of the two are such as "(theta, loss)".

    Examples
    --------
    >>> pair_fault(0.5, "(theta, loss)")
    'It returned one number; asked for is the pair (theta, loss).'
    """
    sized = isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim)
    if sized and len(value) == 2:
        return ""
    return f"{SAYS} {_described(value)}; asked for is the pair {names}."


def without_warnings(trial):
    """Require that numpy had nothing to warn of."""
    if not trial.warnings:
        return ""
    return f"The answer is right, but on the way numpy warned: {trial.warnings[0]}."


def _real_array(value, kinds="iuf"):
    """The value as an array, or None where it is not one of real numbers."""
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different lengths
        return None
    return array if array.dtype.kind in kinds else None


def _described(value):
    if isinstance(value, list | tuple):
        count = f"{len(value)} value{'s' if len(value) != 1 else ''}"
        odd = next((k for k, one in enumerate(value) if not is_number(one)), None)
        if odd is None or len(value) == 1:
            return count
        return f"{count}, of which entry {odd} is {_described(value[odd])}"
    if is_number(value):
        return "one number"
    if isinstance(value, np.ndarray) and value.dtype.kind in "iufb":
        truths = "truth values of " if value.dtype.kind == "b" else ""
        return f"an array of {truths}shape {value.shape}"
    return f"something of type {type(value).__name__}"
