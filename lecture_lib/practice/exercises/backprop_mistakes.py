"""X14: the usual mistakes in backpropagation.

Each is recognised by sending the error back with the library, through a network that is not the
one which was asked about.
"""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from lecture_lib.activations import Identity, Sigmoid
from lecture_lib.backprop import backward, forward, with_one
from lecture_lib.losses import SquaredLossOfOutputs
from lecture_lib.practice.exercise import every
from lecture_lib.practice.kinds import pair_fault
from lecture_lib.practice.precision import near

SIGMOIDS = (Sigmoid(), Sigmoid())
SLOPE_OF_Z = SimpleNamespace(value=Sigmoid().value, derivative=lambda z: z * (1 - z))


def same(value):
    """Leave it as it is."""
    return value


def sent_back(question, there=SIGMOIDS, back=SIGMOIDS, over=same, change=same):
    """The library's gradients, of a network that may be another one on the way there or back.

    A question is (W1, W2, x, t); ``there`` and ``back`` are the activations of both layers on the
    two ways. ``over`` gives from W2 the weights over which the error goes back, and ``change``,
    from what went forward, what the way back sees of it.
    """
    W1, W2, x, t = question
    passed = forward([W1, W2], there, x[None])
    slope = SquaredLossOfOutputs().derivative(passed.outputs[-1], t[None])
    return backward([W1, over(W2)], back, change(passed), slope).gradients


def _near(answer, gradients, signs=(1, 1)):
    pairs = zip(answer, gradients, signs, strict=True)
    return all(near(own, sign * gradient) for own, gradient, sign in pairs)


def _like(**other):
    """Recognise answers that are right for another network."""
    return every(lambda answer, *question: _near(answer, sent_back(question, **other)))


def _times(factors):
    """Recognise gradients that are multiplied by a factor each."""

    def fits(answer, *question):
        return _near(answer, sent_back(question), factors(*question))

    return every(fits)


def _shaped(shapes):
    """Recognise pairs of gradients by their shapes, given the numbers of units."""

    def seen(trials):
        return all(_has_shapes(trial.answer, shapes(*_sizes(trial))) for trial in trials)

    return seen


def _sizes(trial):
    W1, W2 = trial.arguments[:2]
    return W1.shape[1] - 1, len(W1), len(W2)


def _has_shapes(answer, shapes):
    return not pair_fault(answer, "") and all(
        isinstance(part, np.ndarray) and part.shape == shape
        for part, shape in zip(answer, shapes, strict=True)
    )


ONE_SLOPE_SHORT = ((Sigmoid(), Identity()), (Identity(), Sigmoid()), (Identity(), Identity()))


def _turned_round(answer, *question):
    """Whether it is minus the gradients, with both slopes of the sigmoid or without one."""
    ways = [sent_back(question, back=back) for back in (SIGMOIDS, *ONE_SLOPE_SHORT)]
    return any(_near(answer, gradients, (-1, -1)) for gradients in ways)


def _error_instead_of_delta(answer, *question):
    """Whether the hidden layer gets ŷ − t back, while the last layer's gradient is right."""
    hidden, _ = sent_back(question, back=(Sigmoid(), Identity()))
    return _near(answer, (hidden, sent_back(question)[1]))


def _weights_of_the_next_step(trials):
    """Whether the error goes back over W2 − η ∂L/∂W2, with one η for all trials."""
    etas = [_eta_of(trial) for trial in trials if trial.sound]
    return bool(etas) and None not in etas and np.allclose(etas, etas[0], rtol=1e-4)


def _eta_of(trial):
    """The η whose step of W2 explains the hidden gradient, None if there is no such η."""
    hidden, last = sent_back(trial.arguments)
    per_eta, _ = sent_back(trial.arguments, over=lambda W2: last)
    eta = np.sum((hidden - trial.answer[0]) * per_eta) / np.sum(per_eta**2)
    explained = _near(trial.answer, (hidden - eta * per_eta, last))
    return eta if explained and eta > 1e-6 else None


def _bias_behind(answer, W1, W2, x, t):
    """Whether the columns of W2 are read as if the last were the bias."""
    hidden, last = sent_back((W1, np.roll(W2, 1, axis=1), x, t))
    return _near(answer, (hidden, np.roll(last, -1, axis=1)))


def _with_outputs_as_scores(passed):
    return replace(passed, scores=passed.outputs)


def _with_scores_as_inputs(passed):
    return replace(passed, inputs=(passed.inputs[0], with_one(passed.scores[0])))


MISTAKES = {
    every(_turned_round): (
        "That is the sign of slide 40, δ = (y − σ) …: all your slopes are minus the gradient, in "
        "both layers, because the hidden rule hands the sign on. With W − η · (…) the network "
        "climbs. Here δ is ∂L/∂z; slide 28 has the sign of its first factor."
    ),
    _times(lambda *question: (1, -1)): (
        "The gradient of W1 is right, that of W2 has the wrong sign. Both come from the same δ of "
        "the output."
    ),
    _times(lambda *question: (-1, 1)): (
        "The gradient of W2 is right, that of W1 has the wrong sign. The sign is in the δ of the "
        "output already; the hidden rule adds none."
    ),
    _shaped(lambda D, H, K: ((H + 1, D + 1), (K, H + 1))): (
        "The gradient of W1 has one row too many: the bias column of W2 took part on the way "
        "back. The bias comes from no hidden unit, so no error returns over it."
    ),
    _shaped(lambda D, H, K: ((H, D + 1), (K, H))): (
        "The gradient of W2 lacks its first column: what enters the last layer are the outputs "
        "of the hidden units and, for the bias, a 1 in front of them."
    ),
    _shaped(lambda D, H, K: ((D + 1, H), (H + 1, K))): (
        "Both gradients lie on their side: rows and columns have changed places. Each must have "
        "the shape of its weights, one row per unit."
    ),
    _shaped(lambda D, H, K: ((K, H + 1), (H, D + 1))): (
        "The two gradients have changed places: asked for is first that of W1, then that of W2."
    ),
    _like(back=(Sigmoid(), Identity())): (
        "The slope of the sigmoid is missing at the output: δ = ∂L/∂z has two factors, ∂L/∂ŷ and "
        "∂ŷ/∂z. (Without the second it is the gradient of the cross entropy.)"
    ),
    _like(back=(Identity(), Sigmoid())): (
        "The slope of the sigmoid is missing at the hidden units: what returns over the weights "
        "is ∂L/∂h, and δ is ∂L/∂z. The sum on slide 41 has a factor behind it."
    ),
    _like(back=(Identity(), Identity())): (
        "The slope of the sigmoid is missing in both layers. Each unit has a σ on the way, and "
        "each δ needs its slope."
    ),
    every(_error_instead_of_delta): (
        "The last layer is right, but what you send back from it is ŷ − t. Back goes δ, with the "
        "slope of the output's sigmoid in it."
    ),
    _weights_of_the_next_step: (
        "The error goes back over the weights W2 after their step. The gradient belongs to one "
        "point: use the old W2 for both layers, and step afterwards."
    ),
    _like(over=lambda W2: np.roll(W2, 1, axis=1)): (
        "The error goes back over the wrong columns of W2: the last one is left out, not the "
        "first. Column 0 is the bias, which comes from no unit."
    ),
    _like(over=np.ones_like): (
        "The error comes back to all hidden units alike, as if every weight in W2 were 1. Each "
        "unit answers for as much as its weight passes on."
    ),
    _like(change=_with_outputs_as_scores): (
        "The slope of the sigmoid is taken at the outputs instead of the scores: it has gone "
        "through σ twice. Does your helper for the slope expect z, or σ(z)?"
    ),
    _like(back=(SLOPE_OF_Z, SLOPE_OF_Z)): (
        "The slope of the sigmoid is taken with z where σ belongs: slide 35 has dσ/dz in terms of "
        "σ, and σ is not z."
    ),
    every(_bias_behind): (
        "The bias stands at the wrong end: you put the 1 behind the outputs of the hidden units. "
        "In W2 it is column 0, so the 1 comes first."
    ),
    _like(change=_with_scores_as_inputs): (
        "Into the gradient of W2 go the scores z of the hidden units. What enters the last layer "
        "are their outputs, σ(z)."
    ),
    _like(there=(Identity(), Sigmoid()), back=(Identity(), Sigmoid())): (
        "The hidden units have no σ on the way forward: without it two layers are no more than one."
    ),
    _like(there=(Sigmoid(), Identity()), back=(Sigmoid(), Identity())): (
        "The outputs have no σ: that is a network with linear output units. Here every unit is a "
        "sigmoid."
    ),
    _times(lambda *question: (2, 2)): (
        "All slopes are twice as large as they should be: the loss has a ½ before the squares."
    ),
    _times(lambda W1, W2, x, t: (1 / len(t), 1 / len(t))): (
        "The slopes are divided by the number of outputs. The loss adds the outputs up; a mean "
        "is taken over examples, and here is one."
    ),
}
