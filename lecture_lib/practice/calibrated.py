"""How well a notebook's predictions fit how sure the learner was of them."""

from html import escape

import ipywidgets

from lecture_lib.practice.confidence import CERTAIN, brier, chance
from lecture_lib.practice.page import element, styled
from lecture_lib.practice.predict import UNDECIDED, WAITS, Prediction

RARE = 0.05  # what chance does less often than this is worth a word
DOZENS = 24
STORED = (
    "Once you lock in predictions in a running notebook, you see here how sure you were, "
    "what came true, and your Brier score."
)


def calibration(*predictions):
    """Show how well the confidence in predictions fits what happened, now and as more are made.

    Parameters
    ----------
    *predictions : Prediction
        Those of the notebook, in its order.

    Returns
    -------
    Calibration

    Raises
    ------
    TypeError, ValueError
        If one is no prediction, one comes twice, or there are none.

    Examples
    --------
    >>> prediction = Prediction("P11.1")
    >>> prediction.choose("draws a V", sure=0.75)
    >>> prediction.lock()
    >>> calibration(prediction).sentences()[0]
    'You gave your answer 75%, and it was wrong.'

    Source: Erratum 65: a probability need not be a calibrated one; yours can be checked too.
    """
    return Calibration(predictions)


class Calibration(ipywidgets.HTML):
    """A table of answers with their confidence and score; `calibration` makes it.

    Parameters
    ----------
    predictions : sequence of Prediction

    Raises
    ------
    TypeError, ValueError
        If there is none, one comes twice, or something is no prediction.

    Source: Brier (1950); Lichtenstein, Fischhoff and Phillips (1982).
    """

    def __init__(self, predictions):
        if not predictions:
            raise ValueError("predictions must be one or more, got none")
        for prediction in predictions:
            if not isinstance(prediction, Prediction):
                raise TypeError(f"predictions must be of type Prediction, got {prediction!r}")
        if len(set(predictions)) < len(predictions):
            keys = ", ".join(prediction.key for prediction in predictions)
            raise ValueError(f"predictions must differ, got {keys}")
        self.asked = [prediction.asked for prediction in predictions]
        super().__init__(self._page())
        for asked in self.asked:
            asked.observe(self._tell, "news")

    @property
    def predictions(self):
        """The newest prediction of each question."""
        return tuple(asked.newest for asked in self.asked)

    def sentences(self):
        """What can be said so far, in a list of a few sentences."""
        locked = [p for p in self.predictions if p.locked]
        if not locked:
            return [_nothing_yet(len(self.predictions))]
        decided = [p for p in locked if p.answer != UNDECIDED]
        said = [_worth(locked)]
        if not decided:
            said.append("You had no idea, and said so: honest, and no measure of confidence.")
        else:
            said = [_promise(decided), *said, _verdict(decided)]
        if missing := sum(p.state == WAITS for p in self.predictions):
            still = "still waits" if missing == 1 else "still wait"
            said.append(f"{missing} of {len(self.predictions)} {still} to be locked in.")
        return said

    def _tell(self, change):
        self.value = self._page()

    def _page(self):
        head = element("p", element("strong", "How sure, and how right"), class_="practice-head")
        text = "".join(element("p", escape(sentence)) for sentence in self.sentences())
        told = [p for p in self.predictions if p.state != WAITS]
        return styled(element("div", head, _table(told), text, class_="practice-calibration"))

    def _repr_mimebundle_(self, **kwargs):
        """Show the widget; where there is none, what it is for."""
        return super()._repr_mimebundle_(**kwargs) | {
            "text/html": element("p", element("strong", "How sure, and how right: "), STORED),
            "text/plain": STORED,
        }


def _right(prediction):
    return prediction.answer == prediction.question.happened


def _score(prediction):
    n = len(prediction.question.options)
    return brier(prediction.confidence, _right(prediction), n)


def _nothing_yet(count):
    which = "The prediction above is not" if count == 1 else f"None of the {count} predictions is"
    return f"{which} locked in yet. Go back and commit: a wrong answer costs nothing."


def _worth(locked):
    mean = sum(map(_score, locked)) / len(locked)
    guess = sum(1 - 1 / len(p.question.options) for p in locked) / len(locked)
    words = "more than" if mean < guess else "less than"
    if abs(mean - guess) < 0.005:
        words = "as much as"
    return (
        f"Brier score {mean:.2f} (0 is perfect, certain but wrong would be 2). Guessing scores "
        f"{guess:.2f}, so what you said was worth {words} a guess."
    )


def _promise(decided):
    promised, right = sum(p.confidence for p in decided), sum(map(_right, decided))
    if len(decided) == 1:
        how = "right" if right else "wrong"
        return f"You gave your answer {promised:.0%}, and it was {how}."
    were = f"{right} was" if right == 1 else f"{right} were"
    return (
        f"Your percentages promised {promised:.3g} right answers of {len(decided)}; {were} right."
    )


def _verdict(decided):
    """Too sure, not sure enough, or what can be said of so few: by chance alone."""
    certain = [p for p in decided if p.confidence == CERTAIN and not _right(p)]
    if certain:
        n = len(certain[0].question.options)
        return (
            "Certain means never wrong, and you were wrong where you were certain. At 90% that "
            f"answer would have scored {brier(0.9, False, n):.2f} instead of 2."
        )
    count, right = len(decided), sum(map(_right, decided))
    few = right < sum(p.confidence for p in decided)
    share = chance([p.confidence for p in decided], right)[0 if few else 1]
    luck = "this badly or worse, by bad luck alone" if few else "this well or better, by good luck"
    said = f"do {luck}, in {100 * share:.0f} of 100 notebooks like this one"
    if share < RARE:
        advice = "you were too sure" if few else "you can trust yourself more"
        return f"If your percentages were right, you would {said}. So {advice}."
    said = f"Even if all your percentages are right, you will {said}. "
    if count >= DOZENS:
        return f"{said}So they may well be right."
    answers = "one answer cannot" if count == 1 else f"{count} answers cannot"
    return f"{said}So {answers} tell whether you are too sure or not sure enough; dozens can."


def _table(told):
    if not told:
        return ""
    names = ("no.", "you said", "it happened", "score")
    head = element("tr", *(element("th", name, scope="col") for name in names))
    return element("table", element("thead", head), element("tbody", *map(_row, told)))


def _row(prediction):
    mark = {True: "✓ ", False: "✗ "}[_right(prediction)]
    decided = prediction.locked and prediction.answer != UNDECIDED
    said = (mark if decided else "") + prediction.said
    score = f"{_score(prediction):.2f}" if prediction.locked else "–"
    cells = (said, prediction.question.happened, score)
    return element(
        "tr",
        element("th", escape(prediction.key), scope="row"),
        *(element("td", escape(cell)) for cell in cells),
    )
