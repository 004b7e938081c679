"""From scores to probabilities: softmax, its relatives, and the rival that the slide asks about.

Every function works along the last axis, the K classes. A score that is not finite is not refused:
that is how a divergence shows. Of NaN or +∞ probabilities are NaN; -∞ gets none (NaN by the rival).
Scores that are no real numbers raise ``TypeError``; none at all, and a temperature that is not one
positive number, ``ValueError``.
"""

import numpy as np

from lecture_lib import checks


@np.errstate(under="ignore")  # what is too small for a float is 0
def softmax(a, temperature=1.0):
    """Softmax: p_i = e^(a_i/T) / Σ_j e^(a_j/T), positive numbers that sum to 1.

    The same number added to all scores changes nothing, so the largest is subtracted first and
    nothing overflows. Two scores make a sigmoid: softmax([z, 0]) = [σ(z), σ(-z)].

    Parameters
    ----------
    a : array_like, shape (..., K)
        Scores, also called logits.
    temperature : float
        T, positive; 1 on the slides. A low one favours the largest score, a high one evens out.

    Returns
    -------
    p : ndarray, shape (..., K)

    Examples
    --------
    >>> softmax([1000.0, 1001.0, 1002.0]).round(3).tolist()
    [0.09, 0.245, 0.665]

    Source: S16.12, S16.17 (slides 47, 48), erratum 67.
    """
    temperature = checks.positive("temperature", temperature, ndim=0)
    e = np.exp(_below_the_top(_scores(a)) / temperature)
    return e / e.sum(axis=-1, keepdims=True)


@np.errstate(under="ignore")
def log_softmax(a):
    """Logarithm of softmax: ln p_i = a_i - ln Σ_j e^(a_j), finite also where p_i is rounded to 0.

    Parameters
    ----------
    a : array_like, shape (..., K)
        Scores.

    Returns
    -------
    ndarray, shape (..., K)

    Examples
    --------
    >>> log_softmax([-1000.0, 0.0, 1000.0]).tolist()
    [-2000.0, -1000.0, 0.0]

    Source: Erratum 67 (slide 47), erratum 75 (slide 54).
    """
    lower = _below_the_top(_scores(a))
    top = np.arange(lower.shape[-1]) == lower.argmax(axis=-1)[..., None]  # there e^lower is 1
    return lower - np.log1p((np.exp(lower) - top).sum(axis=-1, keepdims=True))


@np.errstate(under="ignore")
def log_sum_exp(a):
    """Soft maximum: ln Σ_j e^(a_j), between max a and max a + ln K.

    Parameters
    ----------
    a : array_like, shape (..., K)
        Scores.

    Returns
    -------
    ndarray, shape (...)

    Examples
    --------
    >>> log_sum_exp([1000.0, 1000.0]).round(4).item()
    1000.6931

    Source: Erratum 67 (slide 47).
    """
    return np.logaddexp.reduce(_scores(a), axis=-1)  # takes the largest out of the sum itself


@np.errstate(under="ignore")
def softmax_jacobian(a):
    """How each probability answers to each score: J_ij = ∂p_i/∂a_j = p_i (δ_ij - p_j).

    Rows and columns sum to 0, as the probabilities always sum to 1 and one score is redundant.

    Parameters
    ----------
    a : array_like, shape (..., K)
        Scores.

    Returns
    -------
    ndarray, shape (..., K, K)

    Examples
    --------
    >>> softmax_jacobian([0.0, 0.0]).tolist()
    [[0.25, -0.25], [-0.25, 0.25]]

    Source: S16.12, S18.8 (slides 47, 55).
    """
    p, same = softmax(a), np.eye(np.shape(a)[-1])
    others = 1 - same  # 1 - p_i is the sum of the others, with all its digits
    return p[..., :, None] * (same * (p @ others)[..., None] - others * p[..., None, :])


def absolute_shares(a):
    """The rival that the slide asks about: p_i = |a_i| / Σ_j |a_j|.

    It cannot tell -5 from 5, changes when the same number is added to all scores, and gives exact
    zeros, which cross entropy punishes without bound. If all scores are 0 it is 0/0: NaN.

    Parameters
    ----------
    a : array_like, shape (..., K)
        Scores.

    Returns
    -------
    p : ndarray, shape (..., K)

    Examples
    --------
    >>> absolute_shares([[-5.0, 5.0, 0.0], [0.0, 0.0, 0.0]]).tolist()
    [[0.5, 0.5, 0.0], [nan, nan, nan]]

    Source: S16.15 (slide 48), erratum 68.
    """
    sizes = np.abs(_scores(a))
    with np.errstate(under="ignore", invalid="ignore"):  # 0/0
        sizes = sizes / sizes.max(axis=-1, keepdims=True)  # their sum may be too large for a float
        return sizes / sizes.sum(axis=-1, keepdims=True)


@np.errstate(invalid="ignore")  # infinity minus infinity
def _below_the_top(a):
    return a - a.max(axis=-1, keepdims=True)


def _scores(a):
    a = checks.numbers("a", a, finite=False)
    if not a.shape or not a.shape[-1]:
        raise ValueError(f"a must have at least one score, in the last axis, got shape {a.shape}")
    return a
