"""X18: the usual mistakes in the cross entropy of softmax, and in its gradient.

Each is recognised by one of the two parts of the answer: it is right for another question.
"""

import numpy as np

from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from lecture_lib.labels import one_hot
from lecture_lib.losses import SquaredLossOfOutputs
from lecture_lib.practice.exercise import every, overflowed
from lecture_lib.practice.precision import near
from lecture_lib.softmax import softmax


def mean_loss(a, y):
    """The library's mean cross entropy."""
    return SoftmaxCrossEntropy().value(a, y).mean()


def slopes(a, y):
    """The library's slopes of each row's own loss."""
    return SoftmaxCrossEntropy().derivative(a, y)


def _loss_is(other):
    """Recognise answers whose loss is another number."""
    return every(lambda answer, a, y: near(answer[0], other(a, y)))


def _slopes_are(other):
    """Recognise answers whose gradient is another one, be it divided by N or not."""

    def fits(answer, a, y):
        each = other(a, y)
        return near(answer[1], each / len(a)) or near(answer[1], each)

    return every(fits)


def _overflows(trials):
    """Whether a power was more than a float can hold, and all else is right."""
    return overflowed(trials) and every(_is_right)(trials)


def _is_right(answer, a, y):
    return near(answer[0], mean_loss(a, y)) and near(answer[1], slopes(a, y) / len(a))


def _logarithm_of_0(trials):
    """Whether the loss is not finite where a probability is rounded to 0, and all else right."""
    heard = any("divide by zero" in warning for trial in trials for warning in trial.warnings)
    infinite = any(_is_far(t) and not t.sound and not t.error for t in trials)
    return (heard or infinite) and every(_is_right)(trials)


def _is_far(trial):
    return np.ptp(trial.arguments[0]) > 700


def _one_maximum_for_all_rows(trials):
    """Whether a row is lost that lies far below another one, and all else is right."""
    wrong = [t for t in trials if not (t.sound and _is_right(t.answer, *t.arguments))]
    return bool(wrong) and all(len(t.arguments[0]) > 1 and _is_far(t) for t in wrong)


def _hides_the_infinite(trials):
    """Whether the loss is right where it is small, and far too small where it is large."""

    def fits(answer, a, y):
        real = mean_loss(a, y)
        return answer[0] < real / 2 if real > 100 else abs(answer[0] - real) < 1e-3

    return any(_is_far(trial) and trial.sound for trial in trials) and every(fits)(trials)


def _likeliest(y):
    return one_hot(y.argmax(axis=-1), y.shape[-1])


def _yes_and_no(answer, a, y):
    """Whether it is the loss of K questions; far scores are left out, it is not finite there."""
    p = softmax(a).ravel()
    scores = np.log(p) - np.log1p(-p)
    if not np.isfinite(scores).all():
        return True
    return near(answer[0], SigmoidCrossEntropy().value(scores, y.ravel()).sum() / len(a))


def _squared(a, y):
    return SquaredLossOfOutputs().value(softmax(a), y).mean()


MISTAKES = {
    _overflows: (
        "The formula is right, but e^1000 is more than a computer can hold. Take your softmax "
        "of section 16, which was safe."
    ),
    _one_maximum_for_all_rows: (
        "A row that lies far below the others is lost: you move all rows by the same number. Each "
        "row has a highest score of its own."
    ),
    _logarithm_of_0: (
        "Where a probability is so small that it is rounded to 0, its logarithm is −∞: the loss "
        "is lost. Do not take the logarithm of softmax; write ln ŷ_k out with the scores, and "
        "see what remains of the e in the numerator."
    ),
    _hides_the_infinite: (
        "At far scores the loss is much too small, as if something tiny stood inside the "
        "logarithm, or the probabilities were cut off. An estimate that is sure and wrong must "
        "cost what it costs: ln ŷ_k can be written without taking the logarithm of ŷ_k."
    ),
    _loss_is(lambda a, y: -mean_loss(a, y)): (
        "The sign of the loss is turned round: logarithms of probabilities are negative, a loss "
        "is not."
    ),
    _loss_is(lambda a, y: len(a) * mean_loss(a, y)): (
        "The losses of the rows are added up. Asked for is their mean, so that 60 faces cost no "
        "more than one."
    ),
    _loss_is(lambda a, y: mean_loss(a, y) / a.shape[1]): (
        "The mean is over all N · K entries. Within a row the sum belongs (y does the choosing); "
        "the mean is over the N rows."
    ),
    _loss_is(lambda a, y: mean_loss(a, y) / np.log(2)): (
        "The loss is in bits. The slide's log is the natural one."
    ),
    _loss_is(lambda a, y: mean_loss(a, _likeliest(y))): (
        "Only the class with the largest label counts. That is enough for one-hot labels; here a "
        "row of y may share out its 1."
    ),
    every(_yes_and_no): (
        "Each class counts as yes and as no: that is for K separate questions, with a sigmoid "
        "each. Here one class of K is true."
    ),
    _loss_is(_squared): (
        "That is the squared loss of the probabilities. The slide's loss is the cross entropy."
    ),
    _loss_is(lambda a, y: mean_loss(a.T, y.T) * a.shape[1] / len(a)): (
        "The columns sum to 1 where the rows should: your softmax goes along the examples. The "
        "scores of one example stand in the last axis."
    ),
    _slopes_are(lambda a, y: -slopes(a, y)): (
        "The sign is that of slide 36: your gradient is minus the gradient, and descent climbs "
        "with it. Slide 55 has it right."
    ),
    _slopes_are(lambda a, y: -y / softmax(a)): (
        "Those are the slopes for ŷ, one link short: ŷ in its turn depends on all scores a of its "
        "row. Written out, everything but the wonderfully simple cancels."
    ),
    _slopes_are(lambda a, y: slopes(a, y) * softmax(a) * (1 - softmax(a))): (
        "There is a slope of the sigmoid in it. Cross entropy has cancelled that: this is what "
        "makes it learn where squared loss stands still."
    ),
    _slopes_are(lambda a, y: softmax(a)): (
        "As gradient you return the probabilities. The label is missing: a row that is met "
        "exactly must not pull at all."
    ),
    _slopes_are(lambda a, y: slopes(a, _likeliest(y))): (
        "The gradient takes the largest label for a whole one. A row of y may share out its 1."
    ),
    every(lambda answer, a, y: near(answer[1], softmax(a) - y / len(a))): (
        "Only the labels are divided by N, not the whole difference: look at your brackets."
    ),
    every(lambda answer, a, y: near(answer[1], slopes(a, y))): (
        "The gradient is N times too large: it is that of the sum. The loss is a mean over the "
        "rows, so each row's part in it counts 1/N."
    ),
    every(lambda answer, a, y: near(answer[1], slopes(a, y) / a.size)): (
        "The gradient is K times too small: you divide by all N · K entries. The mean is over the "
        "N rows."
    ),
}
