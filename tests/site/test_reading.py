"""What a page says to a prediction: what the library says of it in a notebook."""

from html import escape
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell as code

from lecture_lib.practice.predict import LOOKED, Outcome, Prediction
from lecture_lib.practice.questions import QUESTIONS
from tools.site.reading import question, what_plays, without_style


@pytest.fixture(autouse=True)
def kernel(monkeypatch):
    """A kernel in which a question is the same however often it is asked, as in a notebook."""
    shell = SimpleNamespace(meta={})
    monkeypatch.setattr("lecture_lib.practice.predict.get_ipython", lambda: shell)


@pytest.mark.parametrize("key", ["P1.1", "P11.1", "P18.1"])
def test_whatever_is_answered_the_page_says_what_the_library_says(key):
    told = question(Prediction(key))
    assert escape(QUESTIONS[key].happened) not in told["waits"]
    for option, levels in enumerate(told["said"]):
        for level, said in enumerate(levels):
            prediction = Prediction(key)
            prediction.options.index, prediction.sure.index = option, level
            prediction.lock()
            assert said["outcome"] == without_style(Outcome(prediction).value)
            assert said["note"] == without_style(prediction.note.value)
            assert escape(prediction.question.happened) in said["outcome"]


@pytest.mark.parametrize("key", ["P1.1", "P11.1", "P18.1"])
def test_who_would_rather_look_is_told_what_happened(key):
    looked = question(Prediction(key))["looked"]
    assert looked["said"] == LOOKED
    assert escape(QUESTIONS[key].happened) in looked["outcome"]


def test_of_a_notebook_only_what_a_widget_is_made_of_is_run():
    lines = ["eta = 1", "table = [eta for eta in range(9)]", "half = eta / 2", "eta = 3"]
    cells = [code(line) for line in [*lines, "LineExplorer(eta=half)", "print(eta)"]]
    played = what_plays(cells)
    assert [cell.source for cell in cells if cell.id in played] == [
        *("eta = 1", "half = eta / 2", "LineExplorer(eta=half)"),
    ]
