"""X6: the full gradient of data that come in chunks.

The right answer is the library's gradient on all the rows put together, and a mistake is recognised
by its gradients on the single chunks, put together otherwise. A stream notices who hoards.
"""

from functools import reduce

import numpy as np

from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.faces import faces_loss
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault
from lecture_lib.practice.precision import near
from lecture_lib.practice.written import Stream, point_text, points_apart


def cases():
    """Return the arguments (chunks, w): lists and streams, cut in several ways."""
    X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 3.0], [1.0, 4.0]])
    small = (X, np.array([-1.0, 1.0, -1.0, 1.0]))
    L, rng = faces_loss(), np.random.default_rng(6)
    wide = (np.round(rng.normal(size=(9, 5)), 1), np.where(rng.random(9) < 0.5, -1.0, 1.0))
    w, away = np.array([0.5, 0.25]), np.round(rng.normal(size=5), 1)
    start = np.array([1.5, 1.0])
    return [
        (cut(*small, 3, 1), w),
        (cut(*small, 1, 3), w),
        (Stream(cut(*small, 1, 2, 1)), w),
        (cut(*small, 2, 2), w),
        (cut(*small, 4), w),
        (cut(*wide, 2, 3, 4), away),
        (Stream(cut(*wide, 5, 1, 3)), 0 * away),
        (cut(L.X, L.y, 20, 20), start),
        (cut(L.X, L.y, 7, 13, 2, 18), start),
        (Stream(cut(L.X, L.y, 1, 2, 5, 8, 11, 13)), start),
    ]


def cut(X, y, *sizes):
    """Cut rows and labels into chunks."""
    ends = np.cumsum(sizes)
    parts = zip(ends - sizes, ends, strict=True)
    return [(X[first:end].copy(), y[first:end].copy()) for first, end in parts]


def losses(chunks):
    """The loss on each chunk."""
    chunks = chunks.chunks if isinstance(chunks, Stream) else chunks
    return [Objective(Linear(), SquaredLoss(), X, y) for X, y in chunks]


def full(chunks, w):
    """The gradient on all chunks put together."""
    each = losses(chunks)
    X, y = np.concatenate([L.X for L in each]), np.concatenate([L.y for L in each])
    return Objective(Linear(), SquaredLoss(), X, y).gradient(w)


def is_full(trial):
    """Require the gradient of the loss on all rows together."""
    found, wanted = trial.answer, full(*trial.arguments)
    if near(found, wanted, trial.coarse):
        return ""
    own, right = points_apart(found, wanted)
    sizes = [L.N for L in losses(trial.arguments[0])]
    return (
        f"With chunks of {', '.join(map(str, sizes))} rows it answers {own}. On all "
        f"{sum(sizes)} rows together the gradient is {right}."
    )


def does_not_hoard(trial):
    """Require that the chunks of a stream are let go: the last may stay until the next comes."""
    stream = trial.after[0]
    if not isinstance(stream, Stream) or stream.kept <= 2:
        return ""
    return (
        f"The gradient is right, but {stream.kept} chunks of the stream were kept in memory at "
        "once. Data that do not fit must be let go: what little has to be remembered of a chunk?"
    )


def _put(together):
    """Recognise another way of putting gradients together: `together(gradients, sizes)`."""

    def fits(answer, chunks, w):
        each = losses(chunks)
        gradients, sizes = np.array([L.gradient(w) for L in each]), np.array([L.N for L in each])
        return near(answer, together(gradients, sizes))

    return every(fits)


def _times(factor):
    """Recognise a multiple of the right answer: `factor(sizes)`."""

    def fits(answer, chunks, w):
        return near(answer, factor([L.N for L in losses(chunks)]) * full(chunks, w))

    return every(fits)


def _reads_twice(trials):
    """Whether lists are no trouble, and every stream comes to nothing right."""

    def is_right(trial):
        return trial.sound and near(trial.answer, full(*trial.arguments))

    return all(is_right(t) != isinstance(t.arguments[0], Stream) for t in trials)


ONE_CHUNK = "Only the {} chunk counts. {}"
LAST = ONE_CHUNK.format("last", "What becomes of the sum when the next chunk comes?")
MISTAKES = {
    _put(lambda gradients, sizes: gradients.mean(axis=0)): (
        "It is the mean of the chunks' means, so that a face in a small chunk counts for more than "
        "one in a large chunk. Every face must count the same."
    ),
    _put(lambda gradients, sizes: gradients.sum(axis=0)): (
        "It is the sum of the chunks' means. Which sums may be added, and what divides them?"
    ),
    _times(sum): "It is the sum over all rows, not yet the mean: N is missing.",
    _times(lambda sizes: sum(sizes) / len(sizes)): (
        "The sum over all rows is divided by the number of chunks. The loss is a mean over rows."
    ),
    _times(lambda sizes: sum(sizes) / sizes[-1]): (
        "The sum over all rows is divided by the size of the last chunk. N counts all rows."
    ),
    _put(lambda gradients, sizes: gradients[-1]): LAST,
    _put(lambda gradients, sizes: gradients[-1] * sizes[-1] / sizes.sum()): LAST,
    _put(lambda gradients, sizes: gradients[0]): ONE_CHUNK.format(
        "first", "Does a return stand inside the loop?"
    ),
    _put(
        lambda gradients, sizes: reduce(lambda mean, gradient: (mean + gradient) / 2, gradients)
    ): (
        "Each chunk is averaged with all before it, half and half: the last chunk weighs as much "
        "as all the others together."
    ),
    _times(lambda sizes: -1): "It is minus the gradient: y − wᵀx or wᵀx − y?",
    _times(lambda sizes: 2): "It is twice the gradient: the loss has a ½.",
    _reads_twice: (
        "It is right for lists, but not where the chunks come as a stream. That has no length, "
        "cannot be numbered, and can be read once: a second loop finds nothing left."
    ),
}


def _praise(trials):
    cuts = [t for t in trials if t.arguments[1].tolist() == [1.5, 1.0]]
    return f"However the 40 faces are cut, at (1.5, 1) it gives ∇L = {point_text(cuts[0].answer)}."


STREAMED_GRADIENT = Exercise(
    name="streamed_gradient",
    parameters=("chunks", "w"),
    cases=cases,
    kind=lambda trial: array_fault(
        trial.answer, trial.arguments[1].shape, "one slope for each weight"
    ),
    requirements=(is_full, does_not_hoard),
    mistakes=MISTAKES,
    hints=(
        "The full gradient is a sum over all rows, divided by the number of all rows. Which two "
        "sums must you carry from chunk to chunk, so that the chunk itself can be forgotten?",
        "Within a chunk, add up (estimate − label) × features over its rows; no mean yet. Outside "
        "the loop stands one division, by all the rows you have counted on the way.",
    ),
    praise=_praise,
)


def streamed_gradient(function):
    """Check ``streamed_gradient(chunks, w)``: the full gradient, one chunk at a time.

    It takes chunks (pairs (X, y) that come one after the other, of different sizes, and can be
    read once) and w (D weights), and returns the gradient of 1/(2N) Σ (y − wᵀx)² over all N rows.
    It passes where it is the gradient on all rows together, however they are cut, and finished
    chunks are let go; else what was seen and where to look.

    Source: X6 in S6.
    """
    return judge(STREAMED_GRADIENT, function)
