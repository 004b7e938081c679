"""Checks of arguments: each returns its argument ready for use, or says what is wrong with it.

``name`` is what the caller calls the argument, ``value`` the argument itself. It may have any
number of axes, unless ``ndim`` says how many: 0 for a single number. ``low`` and ``high`` are the
ends of a range, both included. What is of another kind raises ``TypeError`` (text, complex, and
True or False where numbers are asked for), what has other values or another shape ``ValueError``.
Every message names the argument, says what was expected and shows what came instead.
"""

import operator
from collections.abc import Hashable
from functools import wraps
from types import SimpleNamespace

import numpy as np

FLOAT = np.dtype(float)
COARSEST = 0.01  # how far probabilities of any type may be from a sum of 1


def numbers(name, value, ndim=None, finite=True):
    """Check that ``value`` holds real numbers, and finite ones unless told otherwise.

    Parameters
    ----------
    finite : bool
        Whether to refuse NaN and infinity.

    Returns
    -------
    ndarray of float
        The same numbers; the same array where it was one of floats already.

    Examples
    --------
    >>> numbers("y", [1.0, float("nan")])
    Traceback (most recent call last):
    ...
    ValueError: y must hold finite numbers, got nan at index (1,)
    """
    known = type(value) is np.ndarray and value.dtype is FLOAT and ndim in (None, value.ndim)
    array = value if known else _real_array(name, value, ndim)  # a thousand times in a descent
    if finite:
        _refuse_where(~np.isfinite(array), name, array, "hold finite numbers")
    return array


def whole_numbers(name, value, low, high):
    """Check that ``value`` is made of whole numbers from ``low`` to ``high``; return them."""
    array = unmasked(name, value)
    if array.dtype.kind not in "iu":
        raise TypeError(f"{name} must be whole numbers, got {_shown(array)}")
    least, most = np.minimum.reduce, np.maximum.reduce  # without what `min` and `max` do around
    if array.size and not low <= least(array, None) <= most(array, None) <= high:
        raise ValueError(f"{name} must be from {low} to {high}, got {_shown(array)}")
    return array


def distribution(name, value, ndim=None):
    """Check that ``value`` holds probabilities along its last axis: none negative, their sum 1.

    How exactly 1 depends on the numbers given: to 1e-9, or as exactly as their type can be where
    that is less, as in single precision; but never coarser than 0.01.

    Returns
    -------
    ndarray of float, shape (..., K)

    Examples
    --------
    >>> distribution("P", [0.5, 0.25])
    Traceback (most recent call last):
    ...
    ValueError: P must sum to 1, got 0.75
    """
    array = numbers(name, value, ndim)
    if not array.ndim:
        raise ValueError(f"{name} must have its probabilities in the last axis, got {array}")
    if (array < 0).any():
        raise ValueError(f"{name} must not be negative, got {array.min()}")
    given, total = np.asarray(value).dtype, array.sum(axis=-1)
    rounding = array.shape[-1] * np.finfo(given).eps if given.kind == "f" else 0.0
    apart = np.abs(total - 1) > max(1e-9, min(rounding, COARSEST))
    _refuse_where(apart, name, total, "sum to 1")
    return array


def positive(name, value, ndim=None):
    """Check that ``value`` is a positive finite number, or an array of such numbers.

    Returns
    -------
    float or ndarray of float
        The array cannot be written to.

    Examples
    --------
    >>> positive("eta", -0.1)
    Traceback (most recent call last):
    ...
    ValueError: eta must be a positive finite number, got -0.1
    """
    array = _real_array(name, value, ndim)
    bad = ~(np.isfinite(array) & (array > 0))
    _refuse_where(bad, name, array, "be a positive finite number")
    return _frozen(array)


def fraction(name, value, ndim=None):
    """Check that ``0 <= value < 1``, for a number or each entry of an array; return as `positive`.

    Examples
    --------
    >>> fraction("m", 0.9)
    0.9
    """
    array = _real_array(name, value, ndim)
    _refuse_where(~((array >= 0) & (array < 1)), name, array, "be at least 0 and below 1")
    return _frozen(array)


def points(name, value, D, finite=False):
    """Check that ``value`` holds points, shape (..., D), with entries that are finite or not.

    Parameters
    ----------
    D : int
        How many parameters a point has.
    finite : bool
        Whether to refuse NaN and infinity.
    """
    array = numbers(name, value, finite=finite)
    if array.shape[-1:] != (D,):
        raise ValueError(f"{name} must have shape (..., {D}), got {array.shape}")
    return array


def paired(name, value, y, axes=1):
    """Check that ``value`` holds a number for each of the finite labels y.

    Parameters
    ----------
    y : array_like, shape (N,) or (N, K)
    axes : int
        How many axes y has: 2 if each of K classes has a label.

    Returns
    -------
    value : ndarray of float, shape (..., N) or (..., N, K)
    y : ndarray of float
    """
    array, y = numbers(name, value, finite=False), numbers("y", y, ndim=axes)
    # Without this check (N, 1) against (N,) would broadcast to all N² pairs.
    if array.shape[-axes:] != y.shape:
        expected = "(..., N) and y (N,)" if axes == 1 else "(..., N, K) and y (N, K)"
        raise ValueError(f"{name} must be {expected}, got {array.shape} and {y.shape}")
    return array, y


def together(**arrays):
    """Check that arrays, which have been looked at one by one, have shapes that broadcast.

    Parameters
    ----------
    **arrays : ndarray
        By the names of the arguments.

    Returns
    -------
    tuple of ndarray
        All of one shape; not to be written to.
    """
    try:
        return np.broadcast_arrays(*arrays.values())
    except ValueError as error:
        shapes = ", ".join(str(np.shape(one)) for one in arrays.values())
        expected = f"{', '.join(arrays)} must have shapes that broadcast"
        raise ValueError(f"{expected}, got {shapes}") from error


def count(name, value, low=1, high=None):
    """Check that ``value`` is a whole number of at least ``low``, and at most ``high`` if given.

    2.0 is a float and True a truth value: neither is a whole number.

    Examples
    --------
    >>> count("B", 41, high=40)
    Traceback (most recent call last):
    ...
    ValueError: B must be a whole number from 1 to 40, got 41
    """
    expected = f"{name} must be a whole number"
    if isinstance(value, bool | np.bool_):
        raise TypeError(f"{expected}, got {value}")
    try:
        whole = operator.index(value)
    except TypeError as error:
        raise TypeError(f"{expected}, got {_shown(value)}") from error
    if whole < low or (high is not None and whole > high):
        limits = f"of at least {low}" if high is None else f"from {low} to {high}"
        raise ValueError(f"{expected} {limits}, got {whole}")
    return whole


def one_of(name, value, known):
    """Check that ``value`` is one of those that are known.

    Parameters
    ----------
    known : sequence or mapping
        What it may be; of a mapping, one of the keys.

    Examples
    --------
    >>> one_of("unit", "digits", ("nats", "bits"))
    Traceback (most recent call last):
    ...
    ValueError: unit must be one of nats, bits, got 'digits'
    """
    if not isinstance(value, Hashable) or value not in known:
        raise ValueError(f"{name} must be one of {', '.join(map(str, known))}, got {value!r}")
    return value


def generator(name, value):
    """Check that ``value`` is a random generator, so that every draw has a seed somebody chose."""
    if not isinstance(value, np.random.Generator):
        raise TypeError(f"{name} must be a generator, as default_rng(0) makes, got {_shown(value)}")
    return value


def flag(name, value):
    """Check that ``value`` is True or False, and not 1 or 0."""
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be True or False, got {_shown(value)}")
    return value


def able(name, value, *methods):
    """Check that ``value`` can do what is asked of it, whatever its class; a class itself cannot.

    Parameters
    ----------
    *methods : str
        Names of the methods that it must have.

    Examples
    --------
    >>> able("optimizer", "adam", "init", "step")
    Traceback (most recent call last):
    ...
    TypeError: optimizer must have the methods init, step, got 'adam'
    """
    if isinstance(value, type) or not all(callable(getattr(value, one, None)) for one in methods):
        raise TypeError(f"{name} must have the methods {', '.join(methods)}, got {_shown(value)}")
    return value


def answers(name, value, shape):
    """Check that what a function of the caller's gave is an array of the shape that is needed.

    Parameters
    ----------
    shape : tuple of int
    """
    if not isinstance(value, np.ndarray | np.generic) or value.shape != shape:
        came = f"{type(value).__name__} of shape {np.shape(value)}"
        raise ValueError(f"{name} must give an array of shape {shape}, got {came}")
    return value


def guarded_by(check):
    """Let ``check`` look at the arguments of a method before its formula has them.

    Parameters
    ----------
    check : function
        Takes the method's arguments, by the same names, and returns them ready for use.
    """

    def guarded(formula):
        @wraps(formula)
        def method(self, *arguments, **named):
            return formula(self, *check(*arguments, **named))

        method.formula = formula
        return method

    return guarded


def unguarded(value, *methods):
    """Give some of a value's methods without their guards, for arguments that have passed them.

    Parameters
    ----------
    *methods : str
        Their names.
    """

    def alone(method):
        return method.formula.__get__(value) if hasattr(method, "formula") else method

    return SimpleNamespace(**{name: alone(getattr(value, name)) for name in methods})


def unmasked(name, value):
    """Check that ``value`` is one array, whatever is in it, and return it as one."""
    if type(value) is np.ndarray:
        return value
    if _is_masked(value):
        raise ValueError(f"{name} must have no masked entries; leave them out, numpy forgets masks")
    try:
        return np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} must have rows of equal length, got {_shown(value)}") from error


def _real_array(name, value, ndim=None):
    array = unmasked(name, value)
    if array.dtype.kind not in "iuf":
        raise TypeError(f"{name} must be made of real numbers, got {_strange(name, array)}")
    if _kinds(value) & {bool, np.bool_}:  # beside numbers they are 1 and 0
        raise TypeError(f"{name} must be made of real numbers, got {_shown(value)}")
    if ndim is not None and array.ndim != ndim:
        expected = f"{ndim}-dimensional" if ndim else "one number"
        raise ValueError(f"{name} must be {expected}, got shape {array.shape}")
    return array.astype(float, copy=False)


def _is_masked(value):
    if isinstance(value, list | tuple):
        return any(map(_is_masked, value))
    return isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value)


def _kinds(value):
    """The types of what is in a value, or in lists of lists of them."""
    if not isinstance(value, list | tuple):
        return {type(value)}
    kinds = set(map(type, value))
    nested = any(issubclass(kind, list | tuple) for kind in kinds)
    return set().union(*map(_kinds, value)) if nested else kinds


def _strange(name, array):
    """Say what came in the place of numbers: the first entry that is none, and what to write."""
    entries = array.ravel().tolist()
    odd = [isinstance(one, bool) or not isinstance(one, int | float) for one in entries]
    place = odd.index(True) if True in odd else 0
    said = _shown(entries[place] if entries else array)
    if array.ndim:
        row = np.unravel_index(place, array.shape)[0] if entries else 0
        said = f"{array.dtype}, {said} in row {row}"
    numeric = array.dtype.kind == "b" or True not in odd
    return f"{said}: write {name}.astype(float)" if array.ndim and numeric else said


def _shown(value):
    """Write a value so that it fits into a message."""
    if isinstance(value, np.ndarray) and value.size > 12:
        return f"{value.dtype} of shape {value.shape}"
    text = str(value) if isinstance(value, np.ndarray) else repr(value)
    return text if len(text) <= 100 else f"{text[:60]} …"


def _refuse_where(bad, name, array, expected):
    if np.count_nonzero(bad):
        where = tuple(np.argwhere(bad)[0].tolist())
        place = f" at index {where}" if where else ""
        raise ValueError(f"{name} must {expected}, got {array[where]}{place}")


def _frozen(array):
    if array.ndim == 0:
        return float(array)
    array = array.copy()
    array.flags.writeable = False
    return array
