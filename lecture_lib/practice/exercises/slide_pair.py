"""X17, second part: two distributions that rebuild the slides' 1.39 and ∞."""

import numpy as np

from lecture_lib.entropy import cross_entropy, kl_divergence
from lecture_lib.practice.exercise import Exercise
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault, pair_fault
from lecture_lib.practice.precision import near
from lecture_lib.practice.written import told_apart
from lecture_lib.stage.readout import number_text


def two_distributions(trial):
    """Say what is wrong with the sort of thing that was given."""
    if fault := pair_fault(trial.answer, "(P, Q)"):
        return fault.replace("It returned", "It is", 1)
    for name, value in zip("PQ", trial.answer, strict=True):
        if value is None or value is ...:
            return f"{name} is still open."
        shape = (len(value),) if isinstance(value, list | tuple) else np.shape(value)[:1] or (2,)
        if fault := array_fault(value, shape, "a row of probabilities", f"{name} is"):
            return fault
        if fault := _no_distribution(name, np.array(value, dtype=float)):
            return fault
    sizes = [len(part) for part in trial.answer]
    if sizes[0] != sizes[1]:
        return f"P has {sizes[0]} outcomes, Q has {sizes[1]}: both are about the same ones."
    return ""


def _no_distribution(name, P):
    if (P < 0).any():
        return f"{name} has a negative entry, {P.min():g}: probabilities are 0 or more."
    if not near(P.sum(), 1.0):
        return f"{name} sums to {told_apart(P.sum(), 1.0)[0]}: probabilities must sum to 1."
    return ""


def pair(trial):
    """P and Q, whose sums may be 1 in single precision only."""
    return [np.array(part, dtype=float) / np.sum(part, dtype=float) for part in trial.answer]


def both_ways(trial):
    """H(P, Q) and H(Q, P)."""
    P, Q = pair(trial)
    return float(cross_entropy(P, Q)), float(cross_entropy(Q, P))


def is_the_slides(number):
    """Whether a number is 1.39 to two decimals."""
    return 1.385 <= number < 1.395


def is_1_39(trial):
    """Require H(P, Q) = 1.39."""
    there, _ = both_ways(trial)
    said = "∞" if np.isinf(there) else number_text(there, 4)
    return "" if is_the_slides(there) else f"H(P, Q) is {said}; asked for is 1.39."


def is_infinite_back(trial):
    """Require H(Q, P) = ∞."""
    _, back = both_ways(trial)
    if np.isinf(back):
        return ""
    return (
        f"H(P, Q) is 1.39 as on the slide, but H(Q, P) is {number_text(back, 4)}. When is a "
        "single term −Q(i) ln P(i) infinite?"
    )


def _seen(holds):
    """Recognise a mistake by H(P, Q) and H(Q, P)."""
    return lambda trials: all(trial.sound and holds(*both_ways(trial)) for trial in trials)


SLIDE_PAIR = Exercise(
    name="slide_pair",
    parameters=(),
    cases=list,
    kind=two_distributions,
    requirements=(is_1_39, is_infinite_back),
    mistakes={
        _seen(lambda there, back: np.isinf(there) and is_the_slides(back)): (
            "A good pair, the other way round: H(P, Q) is ∞ and H(Q, P) is 1.39. Which of the two "
            "is surprised by which?"
        ),
        _seen(lambda there, back: is_the_slides(there / np.log(2))): (
            "It is 1.39 in bits. The slide's log is the natural one: in bits its number would be 2."
        ),
        _seen(lambda there, back: np.isinf(there) and np.isinf(back)): (
            "Both ways it is ∞. For H(P, Q) to be finite, Q must not call impossible what "
            "happens in P."
        ),
        _seen(lambda there, back: is_the_slides(there) and 5 < back < np.inf): (
            "H(Q, P) is large, but finite: something tiny is not the same as impossible. Only an "
            "exact 0 makes it ∞."
        ),
    },
    hints=(
        "1.39 is ln 4, the surprise of one out of four equally likely outcomes. For ∞, somebody "
        "must call impossible what does happen.",
        "Look for a Q that is surprised by ln 4 whatever happens: then P is yours to choose, and "
        "you can choose it so that it leaves something out.",
    ),
    praise=lambda trials: _praise(trials[0]),
)


def _praise(trial):
    P, Q = pair(trial)
    there, _ = both_ways(trial)
    return (
        f"H(P, Q) = {number_text(there, 4)} and H(Q, P) = ∞, {np.sum((P == 0) & (Q > 0))} of "
        f"{len(P)} outcomes being impossible for P only. KL(P‖Q) is "
        f"{number_text(kl_divergence(P, Q), 4)}."
    )


def slide_pair(pair):
    """Check ``slide_pair``: two distributions (P, Q) with H(P, Q) = 1.39 and H(Q, P) = ∞.

    Parameters
    ----------
    pair : tuple
        Yours: two lists or arrays of probabilities for the same outcomes, as many as you like.

    Returns
    -------
    Verdict
        True where both numbers are the slides', 1.39 to two decimals.

    Source: X17 in S17.
    """
    return judge(SLIDE_PAIR, pair)
