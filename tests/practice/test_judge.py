"""The judge: what every check has in common, tried with one exercise and with odd ones."""

import operator
import re
import sys
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from answers import best_w0

from lecture_lib.practice import check
from lecture_lib.practice.attempt import attempt
from lecture_lib.practice.exercise import Exercise, Trial, every
from lecture_lib.practice.judge import _read_from_the_notebook, judge
from lecture_lib.practice.kinds import one_number, pair_fault
from lecture_lib.practice.verdict import Verdict
from lecture_lib.practice.written import Formula, written


def test_a_right_answer_may_be_any_callable():
    assert check.best_w0(partial(lambda k, w1, x, y: k * best_w0.by_numpy(w1, x, y), 1))


@pytest.mark.parametrize(
    ("function", "named"),
    [
        (2.5, "was given something of type float"),
        (lambda x, y: 0.0, "yours takes (x, y)"),
        (lambda x, y, w1: 0.0, "same names in another order: ('x', 'y', 'w1')"),
    ],
)
def test_what_cannot_be_called_is_said(function, named):
    verdict = check.best_w0(function)
    assert verdict.kind == "wrong"
    assert named in verdict.message
    assert "best_w0(w1, x, y)" in verdict.message


def test_an_exception_is_shown_with_the_learners_line():
    def fails(w1, x, y):
        spread = np.linalg.norm(x)
        return np.linalg.inv(spread * np.zeros((2, 2)))

    verdict = check.best_w0(fails)
    line = fails.__code__.co_firstlineno + 2
    assert f"line {line}, at “return np.linalg.inv(spread * np.zeros((2, 2)))”" in verdict.message
    assert "LinAlgError: Singular matrix" in verdict.message


def test_an_argument_of_another_kind_is_told_as_the_learner_s_own_error():
    """The check looks at where the slope was asked; here it was asked at all starts at once."""

    def restarts(loss, slope, starts):
        theta = starts[0]
        for _ in range(300):
            theta = theta - slope(starts)
        return theta, loss(theta)

    told = str(check.restarts(restarts))
    assert "TypeError" in told
    assert "theta = theta - slope(starts)" in told


def test_a_list_of_pairs_is_no_list_of_points():
    def gradient_descent(grad, theta0, eta, steps):
        return [(step, theta0 - step * eta * grad(theta0)) for step in range(steps + 1)]

    assert "asked for is a list of all points" in str(check.gradient_descent(gradient_descent))


def test_an_exception_without_a_line_is_shown_too():
    verdict = check.best_w0(operator.setitem)
    assert verdict.message.startswith("Your function stopped with TypeError: 'float'")


def test_hints_unfold_one_inside_the_other():
    page = check.best_w0(None)._repr_html_()
    first, second = (page.index(check.hint("best_w0", strength)) for strength in (1, 2))
    assert page.count("<details>") == 2
    assert page.index("A hint") < first < page.index("A stronger hint") < second
    assert page.index("</details>") > second


def test_every_line_has_its_paragraph():
    page = Verdict("wrong", "no", "one\ntwo")._repr_html_()
    assert "<p>one</p><p>two</p>" in page


def test_what_the_learner_wrote_is_escaped():
    verdict = Verdict("wrong", "<i>", "a < b", "f(x) = <b>")
    assert "&lt;i&gt;" in verdict._repr_html_()
    assert "a &lt; b" in verdict._repr_html_()
    assert "<b>" not in verdict._repr_html_()


# An exercise of another kind: it takes a function and a list, and returns a pair of arrays.
def returns_a_pair(trial):
    return "" if isinstance(trial.answer, tuple) and len(trial.answer) == 2 else "It is no pair."


def is_mapped(trial):
    f, parts = trial.arguments
    return "" if np.allclose(trial.answer[1], [f(part) for part in parts]) else "It is not mapped."


TRAVEL = Exercise(
    name="travel",
    parameters=("f", "parts"),
    cases=lambda: [(np.sum, [np.ones(2), np.ones((2, 2))]), (np.max, [np.zeros(3)])],
    kind=returns_a_pair,
    requirements=(is_mapped, lambda trial: "; ".join(trial.warnings)),
    mistakes={every(lambda pair, f, parts: pair[1][0] == 2 * f(parts[0])): "Doubled."},
    hints=("Go.",),
    praise=lambda trials: "Well travelled.",
)


def travel_and_fill(f, parts):
    result = [f(part) for part in parts]
    parts[0][:] = 7
    return f, result


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda f, parts: (f, [f(part) for part in parts]), "all 2 cases. Well travelled."),
        (lambda f, parts: (f, [2 * f(part) for part in parts]), "Doubled."),
        (lambda f, parts: (f, [1 + f(part) for part in parts]), "It is not mapped."),
        (lambda f, parts: f(parts), "It is no pair."),
        (lambda f, parts: (np.log(0.0), [f(part) for part in parts]), "divide by zero"),
        (travel_and_fill, "It changed parts in place"),
    ],
)
def test_the_frame_carries_other_exercises(function, said):
    verdict = judge(TRAVEL, function)
    assert said in verdict.message
    assert bool(verdict) == ("Well" in said)


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ([[1], [1, 2]], "2 values"),
        (np.ones((2, 3)), "an array of shape (2, 3)"),
        (float("inf"), "returned inf"),
        ({}, "type dict"),
        (1j, "type complex"),
        (True, "type bool"),
        (np.array("x"), "type ndarray"),
    ],
)
def test_what_is_no_number_is_named(value, named):
    assert named in one_number(Trial((), value))
    assert not one_number(Trial((), np.int64(2)))


def test_only_data_counts_as_read_from_the_notebook():
    assert _read_from_the_notebook(best_w0.read_the_notebook) == ["LABELS", "SCORES"]
    assert _read_from_the_notebook(best_w0.fit_both) == []  # np is a module
    assert _read_from_the_notebook(best_w0.as_array_without_axes) == []  # a helper is no data
    assert _read_from_the_notebook(operator.setitem) == []


def never_ends(f, parts):
    while True:
        parts = parts[:1]


def never_ends_in_a_helper(f, parts):
    return f, endless(parts)


def endless(parts):
    return [part for _ in iter(int, 1) for part in parts]


def calls_for_ever(f, parts):
    while f(parts[0]) < np.inf:
        pass


@pytest.mark.parametrize(
    ("function", "line", "after"),
    [
        (never_ends, r"while True:|parts = parts\[:1\]", "500,000 lines"),
        (never_ends_in_a_helper, r"return \[part for", "500,000 lines"),
        (calls_for_ever, r"while f\(parts", "20,000 calls of one function"),
    ],
)
def test_what_does_not_end_is_ended(function, line, after, capfd):
    verdict = judge(TRAVEL, function)
    assert f"after {after} it had not come to an end" in verdict.message
    assert re.search(f"at “({line})", verdict.message)
    assert sys.gettrace() is None
    assert capfd.readouterr() == ("", "")


def test_a_debugger_keeps_its_hook():
    def hook(frame, event, _):
        return hook

    sys.settrace(hook)
    try:
        verdict = judge(TRAVEL, lambda f, parts: (f, [f(part) for part in parts]))
        kept = sys.gettrace()
    finally:
        sys.settrace(None)
    assert kept is hook
    assert verdict


def test_a_trial_keeps_what_a_function_was_asked():
    def ask_twice(f, theta):
        theta = theta.copy()
        first = f(theta)
        theta += 1
        return first + f(theta)

    trial = attempt(ask_twice, (Formula("theta.sum()"), np.zeros(2)))
    (first, second) = trial.after[0].calls
    assert (first[0][0].tolist(), first[1]) == ([0.0, 0.0], 0.0)
    assert (second[0][0].tolist(), second[1]) == ([1.0, 1.0], 2.0)
    assert trial.changed == ()
    assert trial.answer == 2.0


def test_every_trial_has_its_own_dice():
    def draw(rng):
        return rng.random()

    case = (np.random.default_rng(1),)
    assert attempt(draw, case).answer == attempt(draw, case).answer
    after = attempt(draw, case).after[0].bit_generator.state
    assert after != case[0].bit_generator.state


HALVES = Exercise(
    name="halves",
    parameters=(),
    cases=list,
    kind=lambda trial: pair_fault(trial.answer, "(half, half)"),
    requirements=(lambda trial: "" if sum(trial.answer) == 1 else "They do not add up to 1.",),
    mistakes={every(lambda pair: pair[0] == pair[1] == 1): "These are wholes."},
    hints=("Cut it.",),
    praise=lambda trials: "Well cut.",
)


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ((0.5, 0.5), "passed", "Well cut."),
        ((1, 1), "wrong", "These are wholes."),
        ([0.5, 0.6], "wrong", "They do not add up to 1."),
        (0.5, "wrong", "It returned one number; asked for is the pair (half, half)."),
        (..., "untried", "Write halves in the cell above"),
        ((..., {"half": [None]}), "untried", "Write halves in the cell above"),
    ],
)
def test_a_value_may_be_asked_for_instead_of_a_function(value, kind, said):
    verdict = judge(HALVES, value)
    assert (verdict.kind, said in verdict.message) == (kind, True)
    if said.startswith(("These", "They")):
        assert verdict.seen.startswith("halves = ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([1, (2.5,), []], "[1, (2.5,), []]"),
        (np.eye(2), "np.array([[1.0, 0.0], [0.0, 1.0]])"),
        (np.array([1, -2]), "np.array([1, -2])"),
        (np.array([1e-9, np.nan]), "np.array([1e-09, nan])"),
        (Formula("2 * theta"), "lambda theta: 2 * theta"),
        ([np.ones(2)] * 13, ""),
        ([1, "two"], ""),
        (np.ones((4, 4)), ""),
    ],
)
def test_what_can_be_typed_in_is_written_out(value, text):
    assert written(value) == text


def test_who_leaves_python_gets_a_verdict_too():
    verdict = check.best_w0(lambda w1, x, y: sys.exit())
    assert verdict.kind == "wrong"
    assert "SystemExit" in verdict.message


def test_an_exercise_may_allow_for_plain_loops(monkeypatch):
    def long(f, parts):
        for _ in range(400_000):
            pass
        return f, [f(part) for part in parts]

    few = judge(TRAVEL, long)
    assert "after 500,000 lines it had not come to an end" in few.message
    assert "or it is too slow for this check" in few.message
    assert judge(replace(TRAVEL, lines=2_000_000), long)
    monkeypatch.setattr("lecture_lib.practice.attempt.SECONDS", -1)
    assert "after 500,000 lines" in judge(replace(TRAVEL, lines=2_000_000), long).message
