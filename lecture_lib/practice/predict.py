"""Predictions: commit to an answer, run the experiment, see both side by side.

What follows a prediction stays folded until it is locked in: the notebook stores the heading below
it as collapsed, JupyterLab and the dashboards fold it, and an `Opener` unfolds it in the page.
"""

from html import escape
from pathlib import Path
from weakref import WeakSet

import anywidget
import ipywidgets
from IPython import get_ipython
from traitlets import Bool, HasTraits, Int, Unicode

from lecture_lib import checks
from lecture_lib.practice.confidence import level_text, levels
from lecture_lib.practice.page import element, styled
from lecture_lib.practice.questions import QUESTIONS
from lecture_lib.stage import Choice

UNDECIDED = "no idea yet"  # chosen at first: nothing is suggested, and nobody is held up
SURE = "How sure are you?"
LOCKED = "practice-locked"  # the class of an experiment that waits
WAITS, COMMITTED, LOOKED = "waits", "locked in", "not predicted"


class Opener(anywidget.AnyWidget):
    """Unfolds, in the page, what is below its prediction, and hears who unfolds it otherwise."""

    _esm = Path(__file__).with_name("opener.js").read_text("utf-8")

    unfolded = Bool(False).tag(sync=True)


class Asked(HasTraits):
    """A question, as often as its cell was run: what waits for it follows the newest prediction."""

    news = Int(0)

    def __init__(self):
        super().__init__()
        self.experiments = WeakSet()

    def ask(self, prediction):
        """Follow a prediction from now on."""
        self.newest = prediction
        prediction.observe(self._tell, "state")
        self.news += 1

    def _tell(self, change):
        for experiment in self.experiments:
            experiment.remove_class(LOCKED)
        self.news += 1


class Prediction(ipywidgets.VBox):
    """A question to answer before the experiment: choose, say how sure, lock in, go and see.

    Whoever would rather not predict can look all the same, and that is noted.

    Parameters
    ----------
    key : str
        Number of the question, such as "P11.1".

    Attributes
    ----------
    state : {"waits", "locked in", "not predicted"}
        In any but the first, what is below it is open.

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

    state = Unicode(WAITS)

    def __init__(self, key):
        self.key, self.question = key, QUESTIONS[checks.one_of("key", key, QUESTIONS)]
        n = len(self.question.options)
        options = [*self.question.options, UNDECIDED]
        self.options = Choice(label=self.question.asks, options=options, index=n)
        self.levels = levels(n)
        self.sure = Choice(label=SURE, options=[level_text(p, n) for p in self.levels])
        self.button = _button("lock in", self.lock, button_style="primary")
        self.anyway = _button("show me anyway", self.look)
        self.note = ipywidgets.HTML(styled())
        self.opener = Opener()
        self.opener.on_msg(lambda *_: self.look())
        acts = ipywidgets.HBox([self.button, self.anyway, self.note, self.opener])
        super().__init__([self.options, self.sure, acts])
        self.add_class("practice-prediction")
        self.asked = _asked(key)
        self.asked.ask(self)

    @property
    def locked(self):
        """Whether the answer is locked in."""
        return self.state == COMMITTED

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
        if self.state == LOOKED:
            return LOOKED
        if self.answer == UNDECIDED:
            return self.answer
        sure = self.sure.options[self.sure.index]
        return f"{self.answer}, {sure}" + (" sure" if sure.endswith("%") else "")

    @property
    def reply(self):
        """What is said to the answer, once it is locked in and another than what happened."""
        return self.question.replies.get(self.answer, "") if self.locked else ""

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
        if self.state == LOOKED:
            raise ValueError(f"option must be chosen before what happened is seen, got {option!r}")
        if self.locked:
            raise ValueError(f"option must stay {self.answer!r} once locked in, got {option!r}")
        if sure is not None and sure not in self.levels:
            raise ValueError(f"sure must be one of {self.levels}, got {sure!r}")
        self.options.index = self.options.options.index(option)
        if sure is not None:
            self.sure.index = self.levels.index(sure)

    def lock(self):
        """Commit to the answer: from now on it stays."""
        said = element("strong", escape(self.said))
        self._open(COMMITTED, f"You said: {said}. Now try it.")

    def look(self):
        """See what is below without an answer; that is noted, too."""
        self._open(LOOKED, "Not predicted. Everything below is open.")

    def _open(self, state, note):
        if self.state != WAITS:
            return
        for control in (self.options, self.sure, self.button, self.anyway):
            control.disabled = True
        self.anyway.layout.display = "none"
        self.button.description = state
        self.note.value = styled(element("p", note, role="status"))
        self.state = state
        self.opener.unfolded = True

    def unlocks(self, experiment):
        """Keep an experiment folded away until the answer is locked in, or not to be given.

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
        if self.state == WAITS:
            experiment.add_class(LOCKED)
            self.asked.experiments.add(experiment)
        return experiment

    def outcome(self):
        """What happened, beside the answer as soon as it is locked in: an `Outcome`."""
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
        self.asked = prediction.asked
        super().__init__(self._page())
        self.asked.observe(self._tell, "news")

    @property
    def prediction(self):
        """The newest prediction of the question."""
        return self.asked.newest

    def _tell(self, change):
        self.value = self._page()

    def _page(self):
        happened = self._happened()
        if self.prediction.state == WAITS:
            return styled(element("p", "This opens when you have locked in your prediction."))
        left = element("p", escape(self.prediction.said))
        left += element("p", self._mark(), class_="practice-quiet")
        if reply := self.prediction.reply:
            left += element("p", escape(reply))
        right = element("p", happened)
        cells = _column("You said", left) + _column("What happened", right)
        return styled(element("div", cells, class_="practice-columns practice-said"))

    def _mark(self):
        if self.prediction.state == LOOKED or self.prediction.answer == UNDECIDED:
            return ""
        agrees = self.prediction.answer == self.prediction.question.happened
        return "✓ as it happened" if agrees else "✗ not what happened"

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


def _asked(key):
    """Return the question as it was asked before in this kernel, or as one that was never asked."""
    shell = get_ipython()
    return Asked() if shell is None else shell.meta.setdefault("asked", {}).setdefault(key, Asked())


def _button(text, act, **style):
    button = ipywidgets.Button(description=text, layout=ipywidgets.Layout(width="auto"), **style)
    button.on_click(lambda _: act())
    return button


def _column(head, body):
    title = element("p", element("strong", head), class_="practice-head")
    return element("div", title, body)
