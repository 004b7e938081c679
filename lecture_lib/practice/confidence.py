"""How sure somebody is, as a probability; and what that is worth once the answer is known."""

from math import isclose

from lecture_lib import checks

STEPS = (0.4, 0.6, 0.75, 0.9)  # between a guess and certainty; few enough to be told apart
CERTAIN = 1.0


def levels(n):
    """How sure one can be of an answer: from guessing, 1/n, to certain, 1.

    Less than 1/n would mean that another answer is better.

    Parameters
    ----------
    n : int
        Number of options, at least 2.

    Returns
    -------
    tuple of float
        Ascending.

    Raises
    ------
    TypeError, ValueError
        If n is no whole number of at least 2.

    Examples
    --------
    >>> levels(2)
    (0.5, 0.6, 0.75, 0.9, 1.0)

    Source: Lichtenstein, Fischhoff and Phillips (1982), *Calibration of probabilities*: with k
    alternatives the scale runs from 1/k to 1, and "certain" is on it, since people use it too
    often.
    """
    guess = 1 / checks.count("n", n, 2)
    return (guess, *(p for p in STEPS if p > guess), CERTAIN)


def level_text(p, n):
    """Write a level ``p`` of an answer to ``n`` options: "guessing (20%)", "75%", "certain"."""
    percent = f"{p:.0%}"
    if p == CERTAIN:
        return "certain"
    return f"guessing ({percent})" if isclose(p, 1 / n) else percent


def brier(p, right, n):
    """Brier score of an answer: Σ_k (p_k - o_k)² over the options, o being 1 for what happened.

    p is for the chosen option and (1 - p)/(n - 1) for each of the others. 0 is perfect, 2 is
    certain and wrong. A guess, p = 1/n, scores (n - 1)/n whether it was right or not. On average
    nothing beats saying how sure one really is: the score is proper.

    Parameters
    ----------
    p : float
        Probability of the chosen option, from 0 to 1.
    right : bool
        Whether it happened.
    n : int
        Number of options, at least 2.

    Returns
    -------
    float

    Raises
    ------
    TypeError, ValueError
        If p is no probability or n no whole number of at least 2.

    Examples
    --------
    >>> brier(1, True, 5), brier(1, False, 5), brier(0.5, True, 2), brier(0.5, False, 2)
    (0.0, 2.0, 0.5, 0.5)

    Source: Brier (1950), *Verification of forecasts expressed in terms of probability*.
    """
    p = float(checks.numbers("p", p, ndim=0))
    if not 0 <= p <= 1:
        raise ValueError(f"p must be from 0 to 1, got {p}")
    other = (1 - p) / (checks.count("n", n, 2) - 1)
    if right:
        return (1 - p) ** 2 + (n - 1) * other**2
    return p**2 + (1 - other) ** 2 + (n - 2) * other**2


def chance(ps, right):
    """How often as few, and as many, would be right by chance if the probabilities were true.

    Parameters
    ----------
    ps : sequence of float
        Probability of each answer to be right.
    right : int
        How many were, from 0 to their number.

    Returns
    -------
    at_most, at_least : float
        Probability of this number or fewer, and of this number or more.

    Raises
    ------
    TypeError, ValueError
        If `right` is no such number.

    Examples
    --------
    >>> chance([0.5, 0.5], 0)
    (0.25, 1.0)

    Source: The number of successes of independent trials of different probabilities, added up
    exactly.
    """
    right = checks.count("right", right, 0, len(ps))
    share = [1.0]  # of every number of right answers so far
    for p in ps:
        missed, hit = [*(s * (1 - p) for s in share), 0.0], [0.0, *(s * p for s in share)]
        share = [a + b for a, b in zip(missed, hit, strict=True)]
    return sum(share[: right + 1]), sum(share[right:])
