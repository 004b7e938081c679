"""X9: which of the slide's wishes does which loss fulfil?

No table of answers is kept. Each loss is measured: how low it gets, how much its slopes left and
right of a score differ, and how its steepest slope grows with the range of scores.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy
from lecture_lib.losses import AbsoluteLoss, SquaredLoss, ZeroOneLoss
from lecture_lib.practice.exercise import Exercise, Mistake
from lecture_lib.practice.judge import judge

WISHES = ("never negative", "differentiable everywhere", "slope bounded")
H = 1e-4  # half the width of a measured slope
NEAR = np.arange(-1000, 1001) / 100  # scores, 0 and 1 among them
FAR = (np.arange(-20_000, 20_001) + 0.5) / 2  # scores up to 10,000, no corner within reach of H


@dataclass(frozen=True)
class ScoreLoss:
    """A loss of one face with the label happy, as a function of its score.

    Parameters
    ----------
    loss : SquaredLoss or alike
    squash : callable
        What is done to the score first.
    add : float
        What is added to the loss.
    """

    loss: Any
    squash: Any = np.asarray
    add: float = 0.0

    def __call__(self, scores):
        y_hat = self.squash(scores)
        return self.loss.value(y_hat, np.ones_like(y_hat)) + self.add

    def slopes(self, scores):
        """Slope around each score, by central differences."""
        return (self(scores + H) - self(scores - H)) / (2 * H)

    def sides(self, scores):
        """Slopes just left and just right of each score."""
        here = self(scores)
        return (here - self(scores - H)) / H, (self(scores + H) - here) / H


LOSSES = {
    "0-1": ScoreLoss(ZeroOneLoss()),
    "squared": ScoreLoss(SquaredLoss()),
    "absolute": ScoreLoss(AbsoluteLoss()),
    "squared minus 3": ScoreLoss(SquaredLoss(), add=-3.0),
    "squared of sigmoid": ScoreLoss(SquaredLoss(), squash=Sigmoid().value),
    "cross entropy": ScoreLoss(SigmoidCrossEntropy()),
}


def never_negative(loss):
    """Whether no measured loss is below 0, and what was measured."""
    values = loss(NEAR)
    lowest, where = values.min(), NEAR[values.argmin()]
    says = f"its lowest value between the scores −10 and 10 is {_text(lowest)}, at {_text(where)}"
    return lowest >= 0, says


def differentiable(loss):
    """Whether slopes left and right of every measured score agree, and what was measured."""
    left, right = loss.sides(NEAR)
    worst = np.abs(right - left).argmax()
    here, a, b = _text(NEAR[worst]), left[worst], right[worst]
    if abs(a - b) * H > 0.5:
        return False, f"at the score {here} it jumps by {_text(abs(a - b) * H)}"
    if abs(a - b) > 0.1:
        return False, f"at the score {here} its slope turns from {_text(a)} to {_text(b)}"
    return True, (
        f"measured a hair's breadth to the left and right of {len(NEAR):,} scores, its slopes "
        f"differ by no more than {abs(a - b):.6f}"
    )


def bounded(loss):
    """Whether its slopes stop growing when the scores get larger, and what was measured."""
    slopes = np.abs(loss.slopes(FAR))
    inner = slopes[np.abs(FAR) < 100].max()
    outer = slopes.max()
    says = f"its steepest slope up to scores of ±100 is {_text(inner)}, up to ±10,000 "
    says += f"it is {_text(outer)}"
    return outer < 2 * inner + 1e-9, says


MEASURED = (never_negative, differentiable, bounded)


def _text(x):
    text = f"{x:,.0f}" if abs(x) >= 1000 else f"{x:.5g}"
    return text.replace("-", "−")


def entries(table):
    """Yield (loss, wish, answer, truth, what was measured) for all 18 places."""
    for name, loss in LOSSES.items():
        for wish, answer, measure in zip(WISHES, table[name], MEASURED, strict=True):
            yield name, wish, answer, *measure(loss)


def kind(trial):
    """Require a row for each of the losses, with True, False or nothing yet in three places."""
    table = trial.answer
    if not isinstance(table, dict):
        return f"It is of type {type(table).__name__}; asked for is a dict with a row per loss."
    if missing := [name for name in LOSSES if name not in table]:
        return f"The row of {missing[0]!r} is missing."
    if strange := [name for name in table if name not in LOSSES]:
        return f"The row {strange[0]!r} is none of {', '.join(LOSSES)}."
    for name, row in table.items():
        if not isinstance(row, tuple | list) or len(row) != len(WISHES):
            return f"The row of {name!r} needs three answers: {', '.join(WISHES)}?"
        if odd := [one for one in row if not _may_stand(one)]:
            return f"In the row of {name!r} stands {odd[0]!r}; write True or False."
    return ""


def _may_stand(answer):
    return answer is ... or answer is None or isinstance(answer, bool | np.bool_)


def holds(trial):
    """Require that no place contradicts what was measured, then that none is left open."""
    places = list(entries(trial.answer))
    filled = [place for place in places if isinstance(place[2], bool | np.bool_)]
    wrong = [
        f"{name}, {wish}? Not {bool(answer)}: {says}."
        for name, wish, answer, truth, says in filled
        if answer != truth
    ]
    if wrong:
        count = "One answer does" if len(wrong) == 1 else f"{len(wrong)} answers do"
        return "\n".join([f"{count} not hold.", *wrong])
    if left := len(places) - len(filled):
        return f"The {len(filled)} answers that you gave hold; {left} places are still open."
    return ""


def _opposite(column):
    """Recognise a column that is answered the other way round in every row."""

    def seen(trials):
        places = entries(trials[0].answer) if trials[0].sound else [()]
        column_of = [place[2:4] for place in places if place[1:2] == (WISHES[column],)]
        return bool(column_of) and all(answer == (not truth) for answer, truth in column_of)

    return Mistake(
        f"“{WISHES[column]}” is answered the other way round in all six rows. Write True where "
        "the wish is fulfilled.",
        seen,
    )


def _praise(trials):
    table = trials[0].answer
    fine = [name for name in LOSSES if all(table[name])]
    steep = [_text(LOSSES[name].slopes(np.array([-10.0]))[0]) for name in fine]
    pairs = " and ".join(f"{slope} ({name})" for name, slope in zip(fine, steep, strict=True))
    return (
        f"Only {' and '.join(fine)} fulfil all three wishes. And yet they are not alike: a face "
        f"that is wrong and sure, with the score −10, has the slopes {pairs}."
    )


LOSS_TABLE = Exercise(
    name="loss_table",
    parameters=(),
    cases=list,
    kind=kind,
    requirements=(holds,),
    mistakes=tuple(_opposite(column) for column in range(len(WISHES))),
    hints=(
        "Draw each loss over the score, from far left to far right. Where is it lowest? Is there a "
        "jump or a corner? How steep does it get at the ends?",
        "Adding a number moves a curve up or down and leaves its slopes alone. A corner has two "
        "slopes, a jump has none; away from it a step is perfectly flat. At the far ends a "
        "parabola gets ever steeper: what do the other curves do there?",
    ),
    praise=_praise,
)


def loss_table(table):
    """Check ``loss_table``: which wishes do six losses of one happy face fulfil?

    Parameters
    ----------
    table : dict of str to tuple of bool
        Yours: for each loss, as a function of the face's score, whether it is never negative,
        whether it is differentiable everywhere, and whether its slope, wherever it has one, is
        bounded.

    Returns
    -------
    Verdict
        True where no answer contradicts what is measured on the losses; else a number for each
        that does.

    Source
    ------
    X9 in S9.
    """
    return judge(LOSS_TABLE, table)
