"""Labels: the codes of the answers that a model can be right about.

±1 for linear units and the perceptron, 0 and 1 for sigmoids, one-hot rows for softmax.
"""

import numpy as np

from lecture_lib import checks

TIE = 1e-12  # a score is a tie if rounding, which differs from machine to machine, may have made it


def one_hot(classes, K):
    """One-hot code: y_nk = 1 if k is the class of example n, else 0; classes count from 0.

    The slide's 0010000000 is class 2 of 10.

    Parameters
    ----------
    classes : array_like of int, shape (...)
        The class of each example, 0 to K - 1.
    K : int
        How many classes there are.

    Returns
    -------
    y : ndarray of float, shape (..., K)

    Raises
    ------
    TypeError, ValueError
        If a class is no whole number or not from 0 to K - 1, or K is not at least 1.

    Examples
    --------
    >>> one_hot([2, 0], K=4).tolist()
    [[0.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0]]

    Source: S16.1-S16.5 (slide 45), erratum 63.
    """
    K = checks.count("K", K)
    classes = checks.whole_numbers("classes", classes, 0, K - 1)
    return (classes[..., None] == np.arange(K)).astype(float)


def class_numbers(labels, classes):
    """Number the classes: where among ``classes`` each label stands, counting from 0.

    Parameters
    ----------
    labels : array_like, shape (N,)
        Names, as in the faces "moods".
    classes : sequence
        The names in the order in which they are to be counted, each once.

    Returns
    -------
    ndarray of int, shape (N,)

    Raises
    ------
    ValueError
        If a label is not among the classes, a class comes twice, or they are not names in a row.

    Examples
    --------
    >>> class_numbers(["sad", "happy", "sad"], classes=("happy", "sad")).tolist()
    [1, 0, 1]

    Source: S16.4 (slide 45), E18.1.
    """
    labels, classes = checks.unmasked("labels", labels), checks.unmasked("classes", classes)
    if classes.ndim != 1 or not classes.size:
        raise ValueError(f"classes must be names in one row, got {classes}")
    if len(np.unique(classes)) != classes.size:
        raise ValueError(f"classes must differ from each other, got {classes}")
    same = labels[..., None] == classes
    if not same.any(axis=-1).all():
        strange = labels[~same.any(axis=-1)][0]
        known = f"{classes}" if classes.size <= 12 else f"the {classes.size} classes"
        raise ValueError(f"labels must be among {known}, got {str(strange)!r}")
    return same.argmax(axis=-1)


def check_two(y, sad, happy):
    """Refuse labels other than the two of a model.

    Parameters
    ----------
    y : array_like, shape (N,)
        Labels.
    sad, happy : float
        The two that it knows.

    Returns
    -------
    ndarray of float

    Raises
    ------
    TypeError, ValueError
        If a label is another one, or they do not stand in one row.

    Examples
    --------
    >>> check_two([1, -1], 0, 1)
    Traceback (most recent call last):
    ...
    ValueError: y must hold the labels 0 and 1, got -1.0 in row 1

    Source: S9.12 (slide 20), erratum 43.
    """
    first = np.ravel(np.asarray(y, dtype=object))[:1].tolist()
    if sad and first and isinstance(first[0], bool | np.bool_):  # else astype will do
        told = f"got bool, {first[0]} in row 0: write np.where(y, {happy:g}, {sad:g})"
        raise TypeError(f"y must be made of real numbers, {told}")
    y = checks.numbers("y", y, ndim=1)
    bad = np.flatnonzero((y != sad) & (y != happy))
    if len(bad):
        row = int(bad[0])
        raise ValueError(f"y must hold the labels {sad:g} and {happy:g}, got {y[row]} in row {row}")
    return y


def decide_two(scores, sad, happy, tie=0.0):
    """Turn estimates or scores into answers: happy above the tie, else sad.

    A tie is also what only rounding tells from one, and counts as sad. NaN is no answer, and stays.

    Parameters
    ----------
    scores : array_like, shape (...)
        Estimates or scores.
    sad, happy : float
        The two labels.
    tie : float
        Where the one answer turns into the other: ½ for estimates from 0 to 1.

    Returns
    -------
    ndarray of float, shape (...)

    Raises
    ------
    TypeError
        If a score is no real number.

    Examples
    --------
    >>> decide_two([2.0, 0.0, float("nan")], sad=-1, happy=1).tolist()
    [1.0, -1.0, nan]

    Source: S10.4 (slide 21), erratum 45.
    """
    scores = checks.numbers("scores", scores, finite=False)
    answers = np.where(scores > tie + TIE, float(happy), float(sad))
    return np.where(np.isnan(scores), np.nan, answers)


def decide_many(scores):
    """Name the class with the highest score, as a one-hot row; of equal ones the first.

    Where a score is NaN there is no answer: the row is NaN.

    Parameters
    ----------
    scores : array_like, shape (..., K)
        Scores or estimates of K classes.

    Returns
    -------
    ndarray of float, shape (..., K)

    Raises
    ------
    TypeError, ValueError
        If a score is no real number, or there are none.

    Examples
    --------
    >>> decide_many([[0.2, 0.7, 0.1]]).tolist()
    [[0.0, 1.0, 0.0]]

    Source: S18.4 (slide 55).
    """
    scores = checks.numbers("scores", scores, finite=False)
    if not scores.ndim or not scores.shape[-1]:
        raise ValueError(f"scores must have their classes in the last axis, got {scores.shape}")
    answers = one_hot(scores.argmax(axis=-1), scores.shape[-1])
    return np.where(np.isnan(scores).any(axis=-1, keepdims=True), np.nan, answers)


def check_one_hot(y, K):
    """Refuse labels that are not one-hot rows of K classes.

    Parameters
    ----------
    y : array_like, shape (N, K)
        Labels.
    K : int
        How many classes there are.

    Returns
    -------
    ndarray of float

    Raises
    ------
    TypeError, ValueError
        If a row is no one-hot code of K classes.

    Examples
    --------
    >>> check_one_hot([[0, 1], [1, 1]], K=2)
    Traceback (most recent call last):
    ...
    ValueError: y must hold one-hot rows of 2 classes, got [1. 1.] in row 1

    Source: S18.4 (slide 55).
    """
    y, K = checks.numbers("y", y, ndim=2), checks.count("K", K)
    expected = f"y must hold one-hot rows of {K} classes"
    if y.shape[1] != K:
        raise ValueError(f"{expected}, got shape {y.shape}")
    bad = np.flatnonzero(((y != 0) & (y != 1)).any(axis=1) | (y.sum(axis=1) != 1))
    if len(bad):
        raise ValueError(f"{expected}, got {y[bad[0]]} in row {bad[0]}")
    return y
