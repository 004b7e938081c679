"""Entropy and cross entropy of distributions, with zeros in them as they come in one-hot labels.

A probability of 0 adds nothing to an entropy (0 log 0 = 0). An outcome that Q thinks impossible and
P does not makes the cross entropy infinite; nothing is added inside the logarithm to hide that.

- ``P``, ``Q``: distributions along the last axis, shape (..., K): what outcomes are drawn from, and
  what is believed.
- ``unit``: "nats" for the natural logarithm, "bits" for base 2.

What comes back has shape (...). ``ValueError`` or ``TypeError`` if one is no distribution (not
negative, sum 1 to 1e-9 or the precision of its type), they differ in K, or the unit is another.
"""

import numpy as np

from lecture_lib import checks

PER_NAT = {"nats": 1.0, "bits": 1 / np.log(2)}


def entropy(P, unit="nats"):
    """Entropy H(P) = -Σ_i P(i) log P(i): how spread out P is.

    0 for a one-hot P, log K for the uniform one. In bits it is the average number of yes/no
    questions, up to one more. The slides call it skewedness, which it is not (erratum 69), and
    print 1.39 = ln 4, which tells that their log is the natural one.

    Examples
    --------
    >>> entropy([[0.25, 0.25, 0.25, 0.25], [1.0, 0, 0, 0]], unit="bits").tolist()
    [2.0, 0.0]

    Source: S17.1-S17.4 (slides 49, 50), errata 69-71.
    """
    return cross_entropy(P, P, unit)


def cross_entropy(P, Q, unit="nats"):
    """Cross entropy H(P, Q) = -Σ_i P(i) log Q(i): the larger, the less Q is like P.

    Smallest at Q = P, and H(P) there, not 0. Not symmetric. Infinite where Q(i) = 0 and P(i) > 0.

    Examples
    --------
    >>> one_hot, uniform = [0, 1.0, 0, 0], [0.25] * 4
    >>> cross_entropy(one_hot, uniform).round(2).item(), cross_entropy(uniform, one_hot).item()
    (1.39, inf)

    Source: S17.5-S17.9 (slides 51-53), errata 72-74.
    """
    P, Q = _pair(P, Q)
    with np.errstate(divide="ignore", under="ignore"):  # ln 0 = -∞ is what is meant
        logs = np.log(np.where(P > 0, Q, 1.0))  # a term with P = 0 is 0 whatever Q is
        # Minus a sum that is 0 would be -0.0.
        return _in_unit(0.0 - (P * logs).sum(axis=-1), unit)


def kl_divergence(P, Q, unit="nats"):
    """Kullback-Leibler divergence KL(P‖Q) = Σ_i P(i) log(P(i)/Q(i)) = H(P, Q) - H(P).

    What believing in Q costs beyond what P costs anyway: 0 at Q = P, else positive; never below 0.

    Examples
    --------
    >>> kl_divergence([0.5, 0.5], [0.5, 0.5]).item()
    0.0

    Source: Erratum 72 (slide 51); Kullback & Leibler 1951.
    """
    return np.maximum(cross_entropy(P, Q, unit) - entropy(P, unit), 0.0)


def _in_unit(nats, unit):
    return nats * PER_NAT[checks.one_of("unit", unit, PER_NAT)]


def _pair(P, Q):
    P, Q = checks.distribution("P", P), checks.distribution("Q", Q)
    if P.shape[-1] != Q.shape[-1]:
        raise ValueError(f"Q must have as many outcomes as P, got {Q.shape} and {P.shape}")
    return checks.together(P=P, Q=Q)
