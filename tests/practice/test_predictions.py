"""Predictions: choose, lock in, and the answer stands beside what happened."""

import gc
import weakref
from html import unescape
from types import SimpleNamespace

import ipywidgets
import numpy as np
import pytest

from lecture_lib.data import load_faces
from lecture_lib.losses import SquaredLoss
from lecture_lib.practice import Prediction, calibration, predict
from lecture_lib.practice.predict import LOCKED, LOOKED, UNDECIDED
from lecture_lib.practice.questions import QUESTIONS, Question

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def prediction():
    return Prediction("P11.1")


def test_nothing_is_suggested_at_first(prediction):
    assert prediction.answer == UNDECIDED
    assert not prediction.locked


def test_locking_keeps_the_answer(prediction):
    prediction.choose("draws a V", sure=0.75)
    prediction.button.click()
    assert prediction.locked
    assert (prediction.answer, prediction.confidence) == ("draws a V", 0.75)
    assert prediction.options.disabled
    assert prediction.sure.disabled
    assert prediction.button.disabled
    assert "draws a V, 75% sure" in prediction.note.value
    with pytest.raises(ValueError, match="option must stay 'draws a V' once locked in"):
        prediction.choose("falls")


def test_no_idea_is_a_guess_however_sure(prediction):
    prediction.choose(UNDECIDED, sure=0.9)
    prediction.lock()
    assert prediction.confidence == 1 / 5
    assert "You said: <strong>no idea yet</strong>." in prediction.note.value


def test_nobody_is_taken_to_be_sure_who_did_not_say_so(prediction):
    prediction.choose("falls")
    assert prediction.confidence == 1 / 5
    assert prediction.sure.options[0] == "guessing (20%)"


def test_the_outcome_waits_for_the_prediction(prediction):
    outcome = prediction.outcome()
    assert "This opens when you have locked in your prediction." in outcome.value
    prediction.choose("draws a V")
    assert "draws a" not in outcome.value
    prediction.lock()
    said, happened = outcome.value.split("What happened")
    assert "draws a V, guessing (20%)" in said
    assert "not what happened" in said
    assert "draws a parabola" in happened


@pytest.mark.parametrize(
    ("option", "mark"),
    [("draws a parabola", "✓ as it happened"), ("falls", "✗ not what happened"), (UNDECIDED, "")],
)
def test_the_outcome_marks_the_answer(prediction, option, mark):
    prediction.choose(option)
    prediction.lock()
    page = prediction.outcome().value
    assert mark in page
    assert ("✓" in page, "✗" in page) == ("✓" in mark, "✗" in mark)


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_wrong_option_has_a_reply_of_its_own(key):
    question = QUESTIONS[key]
    wrong = set(question.options) - {question.happened}
    assert set(question.replies) == wrong
    assert len({*question.options}) == len(question.options)
    assert len(set(question.replies.values())) == len(wrong)


def test_a_wrong_answer_gets_a_reply_of_its_own():
    prediction = Prediction("P8.1")
    outcome = prediction.outcome()
    prediction.choose("takes fewer than 97")
    assert prediction.reply == ""
    prediction.lock()
    assert prediction.reply.startswith("More of a good thing")
    assert prediction.reply in unescape(outcome.value)
    right = Prediction("P8.1")
    right.choose(right.question.happened)
    right.lock()
    assert right.reply == ""


def test_the_experiment_opens_when_the_answer_is_locked_in(prediction):
    experiment = ipywidgets.VBox()
    assert prediction.unlocks(experiment) is experiment
    assert LOCKED in experiment._dom_classes
    prediction.lock()
    assert LOCKED not in experiment._dom_classes
    assert LOCKED not in prediction.unlocks(ipywidgets.VBox())._dom_classes


def test_who_looks_without_an_answer_is_noted(prediction):
    experiment, outcome = prediction.unlocks(ipywidgets.VBox()), prediction.outcome()
    prediction.choose("draws a V")
    prediction.anyway.click()
    assert (prediction.state, prediction.locked) == (LOOKED, False)
    assert prediction.opener.unfolded
    assert LOCKED not in experiment._dom_classes
    assert "<p>not predicted</p>" in outcome.value
    assert "draws a parabola" in outcome.value
    assert ("✓" in outcome.value, "✗" in outcome.value) == (False, False)
    with pytest.raises(ValueError, match="option must be chosen before what happened is seen"):
        prediction.choose("falls")
    prediction.lock()
    assert not prediction.locked  # what happened has been seen


def test_unfolding_by_hand_is_looking(prediction):
    prediction.opener._handle_custom_msg("looked", [])
    assert prediction.state == LOOKED


def test_unfolding_after_the_answer_changes_nothing(prediction):
    prediction.lock()
    prediction.opener._handle_custom_msg("looked", [])
    assert prediction.locked


@pytest.fixture
def shell(monkeypatch):
    """A kernel's memory, as predictions of the same question find it."""
    shell = SimpleNamespace(meta={})
    monkeypatch.setattr(predict, "get_ipython", lambda: shell)
    return shell


@pytest.mark.parametrize("act", ["lock", "look"])
def test_the_newest_prediction_unlocks_what_waits_for_an_older_one(shell, act):
    older = Prediction("P11.1")
    experiment, outcome = older.unlocks(ipywidgets.VBox()), older.outcome()
    table, other = calibration(older), Prediction("P8.1")
    newer = Prediction("P11.1")
    getattr(newer, act)()
    assert LOCKED not in experiment._dom_classes
    assert outcome.prediction is newer
    assert "draws a parabola" in outcome.value
    assert "P11.1" in table.value
    assert other.state == "waits"


def test_asking_again_asks_again(shell):
    older = Prediction("P11.1")
    outcome = older.outcome()
    older.lock()
    newer = Prediction("P11.1")
    assert "draws a parabola" not in outcome.value
    assert LOCKED in newer.unlocks(ipywidgets.VBox())._dom_classes


def test_an_experiment_that_nobody_holds_is_not_kept(shell):
    prediction = Prediction("P11.1")
    experiment = prediction.unlocks(ipywidgets.VBox())
    kept = weakref.ref(experiment)
    experiment.close()
    del experiment
    gc.collect()
    assert kept() is None


def test_an_experiment_that_was_closed_meanwhile_does_no_harm(prediction):
    prediction.unlocks(ipywidgets.VBox()).close()
    prediction.lock()
    assert prediction.locked


def test_without_a_kernel_question_and_options_can_be_read(prediction):
    bundle = prediction._repr_mimebundle_()
    assert VIEW in bundle
    question = prediction.question
    for mime in ("text/plain", "text/html"):
        for text in (question.asks, *question.options):
            assert text in unescape(bundle[mime])
        assert UNDECIDED not in bundle[mime]


def test_without_a_kernel_what_happened_can_be_read(prediction):
    bundle = prediction.outcome()._repr_mimebundle_()
    assert VIEW in bundle
    for mime in ("text/plain", "text/html"):
        assert prediction.question.because in unescape(bundle[mime])
        assert prediction.question.happened in bundle[mime]


def test_what_is_stored_does_not_depend_on_the_answer(prediction):
    def stored():
        bundles = (prediction._repr_mimebundle_(), prediction.outcome()._repr_mimebundle_())
        return [{k: v for k, v in bundle.items() if k != VIEW} for bundle in bundles]

    before = stored()
    prediction.choose("falls")
    prediction.lock()
    assert stored() == before


def test_bad_input_is_refused(prediction):
    with pytest.raises(ValueError, match=r"key must be one of .*P11\.1.*, got 'P0'"):
        Prediction("P0")
    with pytest.raises(ValueError, match=r"option must be one of .*, got 'explodes'"):
        prediction.choose("explodes")
    with pytest.raises(ValueError, match=r"sure must be one of \(0.2, .*, got 0.5"):
        prediction.choose("falls", sure=0.5)
    assert prediction.answer == UNDECIDED
    with pytest.raises(TypeError, match="experiment must be a widget, got 3"):
        prediction.unlocks(3)
    with pytest.raises(ValueError, match=r"happened must be one of .*, got 'c'"):
        Question("?", ("a", "b"), "c", "")
    for reply in ("a", "c"):
        with pytest.raises(ValueError, match="replies must be to the other options"):
            Question("?", ("a", "b"), "a", "", {reply: "so"})


def test_the_numbers_that_are_told_are_true():
    faces = load_faces("train")
    w0 = np.linspace(-4, 4, 801)
    y_hat = w0[:, None] + faces.mouth
    loss = SquaredLoss().value(y_hat, faces.labels).mean(axis=-1)
    because = QUESTIONS["P11.1"].because
    assert f"from {loss[0]:.2f} to {loss.min():.2f}" in because
    assert f"near w₀ = −{-w0[loss.argmin()]:.0f}" in because
    assert f"climbs to {loss[-1]:.2f}" in because
    assert np.diff(loss, 2) == pytest.approx(1e-4, abs=1e-9)  # a parabola of curvature 1
