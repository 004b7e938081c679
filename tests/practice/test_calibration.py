"""Confidence: what it is worth, and what a few answers can and cannot say about it."""

from html import unescape
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture_lib.practice import Prediction, calibration
from lecture_lib.practice.confidence import brier, chance, level_text, levels
from lecture_lib.practice.predict import UNDECIDED
from lecture_lib.practice.questions import QUESTIONS

VIEW = "application/vnd.jupyter.widget-view+json"
RIGHT, WRONG = "draws a parabola", "draws a V"
OPTIONS = len(QUESTIONS["P11.1"].options)
PROBABILITY = st.floats(0, 1)


def locked(*answers):
    """Predictions that are locked in, from (option, how sure)."""
    predictions = [Prediction("P11.1") for _ in answers]
    for prediction, (option, sure) in zip(predictions, answers, strict=True):
        prediction.choose(option, sure=sure)
        prediction.lock()
    return predictions


def told(*answers):
    return " ".join(calibration(*locked(*answers)).sentences())


@given(st.integers(2, 12))
def test_the_scale_runs_from_a_guess_to_certainty(n):
    scale = levels(n)
    assert scale[0] == 1 / n
    assert scale[-1] == 1
    assert list(scale) == sorted(set(scale))
    texts = [level_text(p, n) for p in scale]
    assert len(set(texts)) == len(texts)
    assert texts[0].startswith("guessing")
    assert texts[-1] == "certain"


@given(PROBABILITY, PROBABILITY, st.integers(2, 8))
def test_nothing_beats_saying_how_sure_you_are(said, true, n):
    """The score is proper: its mean over what happens is lowest where p is the truth."""

    def mean(p):
        return true * brier(p, True, n) + (1 - true) * brier(p, False, n)

    assert mean(true) <= mean(said) + 1e-12


@given(st.integers(2, 8))
def test_a_guess_scores_the_same_right_or_wrong(n):
    assert brier(1 / n, True, n) == pytest.approx(1 - 1 / n)
    assert brier(1 / n, False, n) == pytest.approx(1 - 1 / n)


@given(PROBABILITY, st.integers(2, 6), st.booleans())
def test_the_score_is_briers_sum_over_the_options(p, n, right):
    forecast = [p] + [(1 - p) / (n - 1)] * (n - 1)
    happened = 0 if right else 1
    squares = [(f - (k == happened)) ** 2 for k, f in enumerate(forecast)]
    assert brier(p, right, n) == pytest.approx(sum(squares))


@given(st.lists(PROBABILITY, min_size=1, max_size=6), st.data())
def test_chance_adds_up_all_ways(ps, data):
    right = data.draw(st.integers(0, len(ps)))
    at_most = at_least = 0
    for hits in product([False, True], repeat=len(ps)):
        probability = 1
        for p, hit in zip(ps, hits, strict=True):
            probability *= p if hit else 1 - p
        at_most += probability * (sum(hits) <= right)
        at_least += probability * (sum(hits) >= right)
    assert chance(ps, right) == pytest.approx((at_most, at_least))


def test_nothing_locked_in_is_said_kindly():
    assert "The prediction above is not locked in yet" in calibration(Prediction("P11.1")).value
    none = calibration(*(Prediction("P11.1") for _ in range(3)))
    assert "None of the 3 predictions is locked in yet" in none.value
    assert "<table>" not in none.value


def test_it_follows_what_is_locked_in():
    predictions = [Prediction("P11.1") for _ in range(2)]
    shown = calibration(*predictions)
    before = shown.value
    predictions[0].choose(RIGHT, sure=0.9)
    assert shown.value == before
    predictions[0].lock()
    assert "You gave your answer 90%, and it was right." in shown.value
    assert "1 of 2 still wait" in shown.value
    predictions[1].choose(WRONG, sure=0.6)
    predictions[1].lock()
    assert "promised 1.5 right answers of 2; 1 was right" in shown.value
    assert "still wait" not in shown.value
    assert shown.value == calibration(*predictions).value


def test_the_table_has_a_row_per_answer():
    page = unescape(calibration(*locked((RIGHT, 0.9), (WRONG, 0.6), (UNDECIDED, 0.9))).value)
    rows = page.split("<tr>")[2:]
    wanted = [(f"✓ {RIGHT}, 90% sure", "0.01"), (f"✗ {WRONG}, 60% sure", RIGHT, "1.20")]
    wanted.append((UNDECIDED, RIGHT, "0.80"))
    assert len(rows) == len(wanted)
    for row, parts in zip(rows, wanted, strict=True):
        assert all(part in row for part in ("P11.1", *parts))
    assert "90%" not in rows[2]
    assert "✗" not in rows[2]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([(RIGHT, 0.9)], "worth more than a guess"),
        ([(WRONG, 0.6)], "worth less than a guess"),
        ([(WRONG, 1 / OPTIONS)], "worth as much as a guess"),
        ([(UNDECIDED, 0.9)], "honest, and no measure of confidence"),
        ([(WRONG, 0.75)], "in 25 of 100 notebooks like this one. So one answer cannot tell"),
        (
            [(WRONG, 0.75), (RIGHT, 0.75)],
            "in 44 of 100 notebooks like this one. So 2 answers cannot tell",
        ),
        ([(WRONG, 0.75)] * 3, "in 2 of 100 notebooks like this one. So you were too sure"),
        (
            [(RIGHT, 1 / OPTIONS)] * 3,
            "in 1 of 100 notebooks like this one. So you can trust yourself more",
        ),
        ([(RIGHT, 1.0), (WRONG, 1.0)], "Certain means never wrong"),
        ([(WRONG, 1.0)], f"would have scored {brier(0.9, False, OPTIONS):.2f} instead of 2"),
        ([(RIGHT, 0.75)] * 18 + [(WRONG, 0.75)] * 6, "may well be right"),
    ],
)
def test_what_so_few_answers_say_is_said_and_no_more(answers, words):
    assert words in told(*answers)


def test_an_idea_and_none_are_told_apart():
    said = told((RIGHT, 0.9), (UNDECIDED, 0.9))
    assert "You gave your answer 90%" in said  # of the one that was an answer
    assert f"Brier score {(brier(0.9, True, OPTIONS) + 0.8) / 2:.2f}" in said


def test_what_is_stored_does_not_depend_on_the_answers():
    fresh, used = calibration(Prediction("P11.1")), calibration(*locked((RIGHT, 0.9)))
    bundles = [shown._repr_mimebundle_() for shown in (fresh, used)]
    assert all(VIEW in bundle for bundle in bundles)
    stored = [{k: v for k, v in bundle.items() if k != VIEW} for bundle in bundles]
    assert stored[0] == stored[1]
    assert all("Once you lock in predictions" in text for text in stored[0].values())


def test_bad_input_is_refused():
    prediction = Prediction("P11.1")
    with pytest.raises(ValueError, match="predictions must be one or more, got none"):
        calibration()
    with pytest.raises(TypeError, match=r"predictions must be of type Prediction, got 'P11\.1'"):
        calibration("P11.1")
    with pytest.raises(ValueError, match=r"predictions must differ, got P11\.1, P11\.1"):
        calibration(prediction, prediction)
    with pytest.raises(ValueError, match=r"p must be from 0 to 1, got 1.5"):
        brier(1.5, True, 2)
    with pytest.raises(ValueError, match="n must be a whole number of at least 2, got 1"):
        levels(1)
    with pytest.raises(ValueError, match="right must be a whole number from 0 to 1, got 2"):
        chance([0.5], 2)
