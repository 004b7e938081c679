"""X17, first part: the cross entropy of two distributions, zeros included."""

import numpy as np

from lecture_lib.entropy import cross_entropy as crossed
from lecture_lib.entropy import entropy, kl_divergence
from lecture_lib.labels import one_hot
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import number_fault
from lecture_lib.practice.precision import near
from lecture_lib.practice.written import told_apart
from lecture_lib.stage.readout import number_text


def cases():
    """Return the arguments (P, Q): without zeros, the slides' pairs, zeros in all places."""
    rng = np.random.default_rng(20)
    uniform, sure = [0.25] * 4, [0.0, 1.0, 0.0, 0.0]
    skewed, even = [0.7, 0.2, 0.1], [0.3, 0.3, 0.4]
    pairs = [
        ([0.5, 0.5], [0.25, 0.75]),
        (skewed, even),
        (even, skewed),
        (skewed, skewed),
        (sure, uniform),
        ([0.5, 0.25, 0.125, 0.125], uniform),
        *rng.dirichlet(np.ones(5), (2, 2)),
        (sure, sure),
        ([0.5, 0.5, 0.0, 0.0], [0.25, 0.75, 0.0, 0.0]),
        ([1.0, 0.0, 0.0], [0.001, 0.999, 0.0]),
        (uniform, sure),
        ([0.5, 0.5, 0.0], [0.2, 0.0, 0.8]),
    ]
    return [(np.array(P), np.array(Q)) for P, Q in pairs]


def one_number_or_infinity(trial):
    """Say what is wrong with the sort of thing that was returned."""
    one = isinstance(trial.answer, float | np.floating | np.ndarray) and np.ndim(trial.answer) == 0
    if one and not np.isfinite(trial.answer):
        said = f"It returned {float(trial.answer)}; asked for is a finite number, or +∞."
        return "" if trial.answer == np.inf else said
    return number_fault(trial.answer)


def is_the_mean_surprise(trial):
    """Require the library's cross entropy."""
    P, Q = trial.arguments
    own, real = float(trial.answer), float(crossed(P, Q))
    if near(own, real, trial.coarse):
        return ""
    if np.isinf(real):
        return (
            f"It gives {own:.6g}. Here something happens (P > 0) that Q calls impossible "
            "(Q = 0): that surprise is not finite."
        )
    if np.isinf(own):
        return "It gives ∞. What Q calls impossible has P = 0 here: it never happens, and counts 0."
    given, wanted = told_apart(own, real)
    return f"It gives {given}. The mean of −ln Q, each outcome as often as P says, is {wanted}."


def _what_if(other):
    """Recognise answers that are another number made of P and Q."""
    return every(lambda answer, P, Q: near(answer, other(P, Q)))


def _is_right(trial):
    return trial.sound and near(trial.answer, float(crossed(*trial.arguments)))


def _nan_where_both_are_0(trials):
    """Whether nothing is wrong but that 0 · ln 0 makes nan."""
    wrong = [trial for trial in trials if not _is_right(trial)]
    both = all(((P == 0) & (Q == 0)).any() for P, Q in (trial.arguments for trial in wrong))
    return both and all(np.isnan(trial.answer).all() for trial in wrong)


def _must_be_infinite(trial):
    return np.isinf(crossed(*trial.arguments))


def _finite_where_infinite(fits):
    """Recognise answers right but for those that must be infinite; the first of these is shown."""

    def holds(trial):
        if _must_be_infinite(trial):
            return trial.sound and fits(trial.answer)
        return not trial.sound or abs(trial.answer - crossed(*trial.arguments)) < 1e-3

    def seen(trials):
        most = 2 * sum(trial.sound for trial in trials) > len(trials)
        return most and all(map(holds, trials)) and next(filter(_must_be_infinite, trials), None)

    return seen


def _both_ways(P, Q):
    """Each outcome by itself as a question that is answered yes or no."""
    yes_or_no = (np.stack([R, 1 - R], axis=-1) for R in (P, Q))
    return crossed(*yes_or_no).sum()


MISTAKES = {
    _nan_where_both_are_0: (
        "Where P and Q are both 0 it answers nan: 0 · ln 0 is 0 · (−∞) for numpy. What never "
        "happens does not count, whatever Q thinks of it: leave those outcomes out."
    ),
    _finite_where_infinite(lambda answer: 5 < answer < np.inf): (
        "Where it should be ∞ your answer is finite, as if something tiny stood inside the "
        "logarithm, or Q were cut off below. That hides the one thing which the example is about: "
        "Q = 0 for something that happens. Where it is added to Q, the last digits are wrong "
        "everywhere else, too."
    ),
    _finite_where_infinite(lambda answer: answer <= 5): (
        "Where Q is 0 the outcome is left out, even if it happens. Leave out what has P = 0; "
        "what has Q = 0 and happens all the same costs ∞."
    ),
    _what_if(lambda P, Q: -crossed(P, Q)): (
        "The sign is missing: logarithms of probabilities are negative, a surprise is not."
    ),
    _what_if(lambda P, Q: crossed(Q, P)): (
        "P and Q have changed places, and it is not symmetric. Who draws the outcomes, and whose "
        "belief is surprised?"
    ),
    _what_if(lambda P, Q: crossed(P, Q, unit="bits")): (
        "That is in bits, with the logarithm to base 2. The slide's 1.39 is ln 4, so its log is "
        "the natural one."
    ),
    _what_if(lambda P, Q: crossed(P, Q) / np.log(10)): (
        "That is with the logarithm to base 10. The slide's 1.39 is ln 4, so its log is the "
        "natural one."
    ),
    _what_if(lambda P, Q: entropy(P)): "That is the entropy of P alone; Q has no say in it.",
    _what_if(lambda P, Q: entropy(Q)): (
        "That is the entropy of Q alone. The outcomes are drawn from P; Q is only asked how "
        "surprised it is."
    ),
    _what_if(kl_divergence): (
        "That is the divergence KL(P‖Q), which is 0 for P = Q. The cross entropy is larger by H(P)."
    ),
    _what_if(lambda P, Q: crossed(P, Q) / len(P)): (
        "A mean over the K outcomes stands where the sum belongs. P does the averaging already."
    ),
    _what_if(lambda P, Q: len(P) * crossed(np.full(len(P), 1 / len(P)), Q)): (
        "All outcomes count alike: P is missing before the logarithm."
    ),
    _what_if(lambda P, Q: crossed(one_hot(P.argmax(), len(P)), Q)): (
        "Only the likeliest outcome counts. That is the same for one-hot P; here P may be any "
        "distribution."
    ),
    _what_if(_both_ways): (
        "Each outcome counts twice, as yes and as no: that is for K separate questions, with a "
        "sigmoid each. Here one outcome of K happens."
    ),
}


def _praise(trials):
    there, back = (number_text(t.answer, 3) for t in trials[1:3])
    slide = next(t.answer for t in trials if len(t.arguments[0]) == 4)
    return (
        f"The slide's pair gives {number_text(slide, 3)}, and turned round ∞. It matters for "
        f"others too which of the two is P: {there} one way, {back} the other."
    )


CROSS_ENTROPY = Exercise(
    name="cross_entropy",
    parameters=("P", "Q"),
    cases=cases,
    kind=one_number_or_infinity,
    requirements=(is_the_mean_surprise,),
    mistakes=MISTAKES,
    hints=(
        "Take −ln Q of every outcome as its surprise and average, each outcome as often as P "
        "says. Then look at the zeros: of P, of Q, of both.",
        "Outcomes with P = 0 never happen: choose the others first, with a comparison as index, "
        "for P and for Q alike. What remains of numpy's formula is right, ∞ included.",
    ),
    praise=_praise,
)


def cross_entropy(function):
    """Check ``cross_entropy(P, Q)``: H(P, Q) = −Σ P(i) ln Q(i), in nats.

    It takes two arrays of K probabilities and returns one number, ``np.inf`` where an outcome with
    P > 0 has Q = 0. It passes where it holds for all pairs, those with zeros included.

    Source: X17 in S17.
    """
    return judge(CROSS_ENTROPY, function)
