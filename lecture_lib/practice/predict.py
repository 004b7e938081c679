"""Predictions: commit to an answer, run the experiment, see both side by side."""

from html import escape

import ipywidgets
from traitlets import Bool

from lecture_lib.practice.confidence import level_text, levels
from lecture_lib.practice.page import element, styled
from lecture_lib.practice.questions import QUESTIONS
from lecture_lib.stage import Choice

UNDECIDED = "no idea yet"  # chosen at first: nothing is suggested, and nobody is held up
SURE = "How sure are you?"
LOCKED = "practice-locked"


class Prediction(ipywidgets.VBox):
    """A question to answer before the experiment: choose, say how sure, lock in, go and see.

    Parameters
    ----------
    key : str
        Number of the question, such as "P11.1".

    Raises
    ------
    ValueError
        If there is no such question.

    Examples
    --------
    >>> prediction = Prediction("P11.1")
    >>> prediction.choose("draws a V", sure=0.75)
    >>> prediction.lock()
    >>> prediction.answer, prediction.confidence, prediction.locked
    ('draws a V', 0.75, True)

    Source: The numbered predictions of the sections; P11.1 in S11.
    """

    locked = Bool(False)

    def __init__(self, key):
        if key not in QUESTIONS:
            raise ValueError(f"key must be one of {', '.join(QUESTIONS)}, got {key!r}")
        self.key, self.question = key, QUESTIONS[key]
        n = len(self.question.options)
        options = [*self.question.options, UNDECIDED]
        self.options = Choice(label=self.question.asks, options=options, index=n)
        self.levels = levels(n)
        self.sure = Choice(label=SURE, options=[level_text(p, n) for p in self.levels])
        self.button = ipywidgets.Button(
            description="lock in", button_style="primary", layout=ipywidgets.Layout(width="auto")
        )
        self.note = ipywidgets.HTML(styled())
        super().__init__([self.options, self.sure, ipywidgets.HBox([self.button, self.note])])
        self.add_class("practice-prediction")
        self.button.on_click(lambda _: self.lock())

    @property
    def answer(self):
        """The option chosen so far."""
        return self.options.options[self.options.index]

    @property
    def confidence(self):
        """How sure, as a probability; 1/n, a guess, where there is no idea."""
        return self.levels[0 if self.answer == UNDECIDED else self.sure.index]

    @property
    def said(self):
        """The answer and how sure it is, in words."""
        if self.answer == UNDECIDED:
            return self.answer
        sure = self.sure.options[self.sure.index]
        return f"{self.answer}, {sure}" + (" sure" if sure.endswith("%") else "")

    def choose(self, option, sure=None):
        """Choose as a click on the option does.

        Parameters
        ----------
        option : str
        sure : float, optional
            One of `levels`; it stays as it is if left out.

        Raises
        ------
        ValueError
            If it is none of the options, no such level, or the answer is locked in.
        """
        if option not in self.options.options:
            raise ValueError(f"option must be one of {self.options.options}, got {option!r}")
        if self.locked:
            raise ValueError(f"option must stay {self.answer!r} once locked in, got {option!r}")
        if sure is not None and sure not in self.levels:
            raise ValueError(f"sure must be one of {self.levels}, got {sure!r}")
        self.options.index = self.options.options.index(option)
        if sure is not None:
            self.sure.index = self.levels.index(sure)

    def lock(self):
        """Commit to the answer: from now on it stays."""
        self.options.disabled = self.sure.disabled = self.button.disabled = True
        self.button.description = "locked in"
        said = element("strong", escape(self.said))
        self.note.value = styled(element("p", f"You said: {said}. Now try it.", role="status"))
        self.locked = True

    def unlocks(self, experiment):
        """Keep an experiment folded away until the answer is locked in.

        Parameters
        ----------
        experiment : ipywidgets.DOMWidget
            An explorer, say.

        Returns
        -------
        ipywidgets.DOMWidget
            The experiment itself, to be shown.

        Raises
        ------
        TypeError
            If it is no widget.
        """
        if not isinstance(experiment, ipywidgets.DOMWidget):
            raise TypeError(f"experiment must be a widget, got {experiment!r}")
        if not self.locked:
            experiment.add_class(LOCKED)
            self.observe(lambda _: experiment.remove_class(LOCKED), "locked")
        return experiment

    def outcome(self):
        """What happened, beside the answer as soon as it is locked in.

        Returns
        -------
        Outcome
        """
        return Outcome(self)

    def _repr_mimebundle_(self, **kwargs):
        """Show the widget; where there is none, the question and the options."""
        options = self.question.options
        items = "".join(element("li", escape(option)) for option in options)
        question = element("p", element("strong", "Predict: "), escape(self.question.asks))
        text = "\n".join([f"Predict: {self.question.asks}", *(f"  ( ) {o}" for o in options)])
        return super()._repr_mimebundle_(**kwargs) | {
            "text/html": question + element("ul", items),
            "text/plain": text,
        }


class Outcome(ipywidgets.HTML):
    """What happened, beside what was predicted; `Prediction.outcome` makes it.

    Parameters
    ----------
    prediction : Prediction

    Source: The "what happened" part of each section.
    """

    def __init__(self, prediction):
        self.prediction = prediction
        super().__init__(self._page())
        prediction.observe(self._tell, "locked")

    def _tell(self, change):
        self.value = self._page()

    def _page(self):
        happened = self._happened()
        if not self.prediction.locked:
            summary = element("summary", "You have not locked in a prediction. Look all the same")
            return styled(element("details", summary, element("p", happened)))
        said = self.prediction.answer
        agrees = said == self.prediction.question.happened
        mark = {True: "✓ as it happened", False: "✗ not what happened"}[agrees]
        if said == UNDECIDED:
            mark = ""
        left = element("p", escape(self.prediction.said))
        left += element("p", mark, class_="practice-quiet")
        right = element("p", happened)
        cells = _column("You said", left) + _column("What happened", right)
        return styled(element("div", cells, class_="practice-columns practice-said"))

    def _happened(self):
        question = self.prediction.question
        return f"It {element('strong', escape(question.happened))}. {escape(question.because)}"

    def _repr_mimebundle_(self, **kwargs):
        """Show the widget; where there is none, what happened."""
        question = self.prediction.question
        return super()._repr_mimebundle_(**kwargs) | {
            "text/html": element("p", element("strong", "What happened: "), self._happened()),
            "text/plain": f"What happened: it {question.happened}. {question.because}",
        }


def _column(head, body):
    title = element("p", element("strong", head), class_="practice-head")
    return element("div", title, body)
