"""X9: which of the slide's wishes does which loss fulfil?

The losses are others than those of the gallery: its ticks would be the answers. No table of
answers is kept. Each loss is measured: how low it gets, how much its slopes left and right of a
score differ, and how its steepest slope grows with the range of scores.
"""

import numpy as np

from lecture_lib.practice.exercise import Exercise
from lecture_lib.practice.judge import judge

WISHES = ("never negative", "differentiable everywhere", "slope bounded")
H = 1e-4  # half the width of a measured slope
NEAR = np.arange(-1000, 1001) / 100  # scores, 0 and 1 among them
FAR = (np.arange(-20_000, 20_001) + 0.5) / 2  # scores up to 10,000, no corner within reach of H
LOSSES = {  # of one face with the label happy, as functions of its score
    "hinge": lambda s: np.maximum(0, 1 - s),
    "squared hinge": lambda s: 0.5 * np.maximum(0, 1 - s) ** 2,
    "Huber": lambda s: np.where(abs(1 - s) <= 1, 0.5 * (1 - s) ** 2, abs(1 - s) - 0.5),
    "minus the score": lambda s: -s,
    "bent line": lambda s: np.maximum(-s, -3 * s),
    "wave": lambda s: 1 - np.sin(s),
}


def slopes(loss, scores):
    """Slope around each score, by central differences."""
    return (loss(scores + H) - loss(scores - H)) / (2 * H)


def never_negative(loss):
    """Whether no measured loss is below 0, and what was measured."""
    values = loss(NEAR)
    lowest, where = values.min(), NEAR[values.argmin()]
    says = f"its lowest value between the scores −10 and 10 is {_text(lowest)}, at {_text(where)}"
    return lowest >= 0, says


def differentiable(loss):
    """Whether slopes left and right of every measured score agree, and what was measured."""
    here = loss(NEAR)
    left, right = (here - loss(NEAR - H)) / H, (loss(NEAR + H) - here) / H
    worst = np.abs(right - left).argmax()
    place, a, b = _text(NEAR[worst]), left[worst], right[worst]
    if abs(a - b) > 0.1:
        return False, f"at the score {place} its slope turns from {_text(a)} to {_text(b)}"
    return True, (
        f"measured a hair's breadth to the left and right of {len(NEAR):,} scores, its slopes "
        f"differ by no more than {abs(a - b):.6f}"
    )


def bounded(loss):
    """Whether its slopes stop growing when the scores get larger, and what was measured."""
    steep = np.abs(slopes(loss, FAR))
    inner, outer = steep[np.abs(FAR) < 100].max(), steep.max()
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
        one = "The answer that you gave holds"
        held = one if len(filled) == 1 else f"The {len(filled)} answers that you gave hold"
        return f"{held}; {left} {'place is' if left == 1 else 'places are'} still open."
    return ""


def _opposite(column):
    """Recognise a column that is answered the other way round in every row."""

    def seen(trials):
        places = entries(trials[0].answer) if trials[0].sound else [()]
        column_of = [place[2:4] for place in places if place[1:2] == (WISHES[column],)]
        return bool(column_of) and all(answer == (not truth) for answer, truth in column_of)

    return seen


def _praise(trials):
    table = trials[0].answer
    fine = [name for name in LOSSES if all(table[name])]
    here, there = (_text(LOSSES["wave"](score)) for score in (1.5, 4.5))
    return (
        f"Only {' and '.join(fine)} fulfil all three wishes, and one of them is no good: the wave "
        f"says {here} at the score 1.5 and {there} at 4.5, though both are right. None of these "
        "three asks that a loss falls as the answers get better."
    )


LOSS_TABLE = Exercise(
    name="loss_table",
    parameters=(),
    cases=list,
    kind=kind,
    requirements=(holds,),
    mistakes={
        _opposite(column): (
            f"“{wish}” is answered the other way round in all six rows. Write True where the wish "
            "is fulfilled."
        )
        for column, wish in enumerate(WISHES)
    },
    hints=(
        "Draw each loss over the score, from far left to far right. Where is it lowest? Is there a "
        "corner? How steep does it get at the ends?",
        "A corner has two slopes; where two pieces meet with the same slope there is none. At the "
        "far ends a parabola gets ever steeper, a straight line does not, and it may go below 0: "
        "what does each of the curves do there?",
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

    Source: X9 in S9.
    """
    return judge(LOSS_TABLE, table)
