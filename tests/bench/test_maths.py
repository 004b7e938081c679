"""The benchmark of the mathematics: it compares like with like, and says so."""

import numpy as np
import pytest

from bench import maths, report

CONTESTS = maths.contests(maths.face_objective())


def contest(rival, goal=1 / 2):
    return maths.Contest("a task", lambda: np.ones(2), rival, goal)


@pytest.mark.parametrize("one", CONTESTS, ids=lambda one: f"{one.what}, {one.against}")
def test_both_ways_lead_to_the_same_numbers(one):
    if one.rival is None:
        pytest.skip("PyTorch is not installed")
    np.testing.assert_allclose(one.ours(), one.rival(), rtol=1e-9)


def test_what_differs_is_not_compared(monkeypatch):
    monkeypatch.setattr(maths, "contests", lambda objective: [contest(lambda: np.zeros(2))])
    with pytest.raises(AssertionError):
        maths.measure()


def test_rounds_measure_both_and_leave_out_who_is_not_there(monkeypatch):
    both, alone = contest(lambda: np.ones(2)), contest(None)
    monkeypatch.setattr(maths, "contests", lambda objective: [both, alone])
    monkeypatch.setattr(maths, "SPAN", 0.0)
    samples = maths.measure(rounds=3)
    assert np.shape(samples[both]) == (3, 2)
    assert samples[alone] == []


def test_a_short_call_is_repeated(monkeypatch):
    clock, calls = iter(range(100)), []
    monkeypatch.setattr(maths, "process_time", lambda: next(clock))
    monkeypatch.setattr(maths, "SPAN", 5.0)
    assert maths.seconds(lambda: calls.append(1)) == 1 / 5  # a second by that clock, for 5 calls
    assert len(calls) == 1 + 5


def test_table_says_medians_and_the_median_ratio():
    times = [(0.001, 0.002), (0.003, 0.03), (0.002, 0.08)]
    lines = maths.table({contest(print): times, contest(None, goal=2): []}).splitlines()
    assert lines[2] == "| a task | the barest loop | 2 ms | 30 ms | 1/10 | ≤ 1/2 |"
    assert lines[3] == "| a task | the barest loop | – | not installed | – | ≤ 2 |"


@pytest.mark.parametrize(
    ("ratio", "text"), [(1 / 12, "1/12"), (1 / 15.64, "1/15.6"), (1.8442, "1.84"), (2, "2")]
)
def test_ratios_are_said_as_fractions_below_one(ratio, text):
    assert maths.times_as_long(ratio) == text


def test_the_page_gets_this_table_and_keeps_the_other(tmp_path):
    page = tmp_path / "measurements.md"
    other = "\n".join((report.MARKS[0], "pages", report.MARKS[1]))
    page.write_text("\n".join((other, maths.MARKS[0], "old", maths.MARKS[1], "")), "utf-8")
    text = maths.write({contest(print): [(0.001, 0.002)]}, [0.5, 1.25], page)
    assert "1 interleaved round" in text
    assert "0.5 and 1.2" in text
    expected = "\n".join((other, maths.MARKS[0], text + maths.MARKS[1], ""))
    assert page.read_text("utf-8") == expected
