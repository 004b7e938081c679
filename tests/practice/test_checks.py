"""The checks: right answers pass however they are written, wrong ones hear what they did."""

import doctest
import importlib
import operator
import pkgutil
import re
from functools import partial
from pathlib import Path

import answers
import numpy as np
import pytest

import lecture_lib.practice
from lecture_lib.practice import check
from lecture_lib.practice.exercise import Exercise, Mistake, Trial, every, one_number
from lecture_lib.practice.exercises.best_w0 import BEST_W0
from lecture_lib.practice.judge import _read_from_the_notebook, judge
from lecture_lib.practice.verdict import Verdict

HOUSE = Path(lecture_lib.practice.__file__).parent


def stub(w1, x, y):
    """A docstring is not a try."""
    ...


def stub_that_answers_dots(w1, x, y):
    w0 = ...  # yours
    return w0


def stub_that_raises(w1, x, y):
    raise NotImplementedError


@pytest.mark.parametrize("function", answers.RIGHT, ids=lambda f: f.__name__)
def test_right_answers_pass(function):
    verdict = check.best_w0(function)
    assert verdict, verdict
    assert "−3.9915" in str(verdict)


def test_a_right_answer_may_be_any_callable():
    assert check.best_w0(partial(lambda k, w1, x, y: k * answers.by_numpy(w1, x, y), 1))


@pytest.mark.parametrize(("named", "function"), answers.MISTAKES)
def test_mistakes_are_recognised(named, function):
    verdict = check.best_w0(function)
    assert not verdict
    assert named in verdict.message
    assert verdict.kind == "wrong"


def test_every_mistake_that_is_claimed_has_its_wrong_answer():
    seen = {check.best_w0(function).message for _, function in answers.MISTAKES}
    assert seen == {mistake.says for mistake in BEST_W0.mistakes}


@pytest.mark.parametrize(("named", "function"), answers.OTHER_FAULTS)
def test_other_faults_are_said(named, function):
    verdict = check.best_w0(function)
    assert not verdict
    assert named in verdict.message


@pytest.mark.parametrize("function", [stub, stub_that_answers_dots, stub_that_raises, None, ...])
def test_a_stub_is_not_tried_yet(function):
    verdict = check.best_w0(function)
    assert not verdict
    assert verdict.kind == "untried"
    assert "not tried yet" in str(verdict)


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


def test_an_exception_without_a_line_is_shown_too():
    verdict = check.best_w0(operator.setitem)
    assert verdict.message.startswith("Your function stopped with TypeError: 'float'")


@pytest.mark.parametrize("wrong", [answers.MISTAKES[0][1], answers.fit_both])
def test_the_place_can_be_repeated(wrong):
    call, answer = check.best_w0(wrong).seen.split(" = ")
    assert eval(call, {"np": np, "best_w0": wrong}) == pytest.approx(float(answer), rel=1e-5)


def test_a_check_says_the_same_twice_and_makes_no_noise(capfd):
    for function in (answers.by_numpy, answers.MISTAKES[0][1], answers.fit_both):
        assert check.best_w0(function) == check.best_w0(function)
    assert capfd.readouterr() == ("", "")


def test_hints_get_stronger_and_end():
    assert check.hint("best_w0") == BEST_W0.hints[0]
    assert check.hint("best_w0", 2) == BEST_W0.hints[1]
    with pytest.raises(ValueError, match="strength must be a whole number from 1 to 2, got 3"):
        check.hint("best_w0", 3)
    with pytest.raises(TypeError, match="strength must be a whole number, got '2'"):
        check.hint("best_w0", "2")
    with pytest.raises(ValueError, match="name must be one of best_w0, got 'best'"):
        check.hint("best")


def test_no_message_holds_the_solution():
    functions = [*answers.MISTAKES, *answers.OTHER_FAULTS]
    said = [str(check.best_w0(function)) for _, function in functions]
    said += [str(check.best_w0(answers.by_numpy)), *BEST_W0.hints]
    solution = r"mean\(\s*y|y\s*\.mean|ȳ|[-−]\s*w1\s*\*?\s*(x̄|x\.mean|mean|np)"
    assert re.search(solution, "y.mean() - w1 * x.mean()")
    told = [text for text in said if re.search(solution, text)]
    assert told == []
    source = (HOUSE / "exercises" / "best_w0.py").read_text("utf-8")
    assert not re.search(solution, source.replace("np.mean(y**2)", ""))


def test_hints_unfold_one_inside_the_other():
    page = check.best_w0(stub)._repr_html_()
    first, second = (page.index(hint) for hint in BEST_W0.hints)
    assert page.count("<details>") == 2
    assert page.index("A hint") < first < page.index("A stronger hint") < second
    assert page.index("</details>") > second


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
    mistakes=(Mistake("Doubled.", every(lambda pair, f, parts: pair[1][0] == 2 * f(parts[0]))),),
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
    assert _read_from_the_notebook(answers.read_the_notebook) == ["LABELS", "SCORES"]
    assert _read_from_the_notebook(answers.fit_both) == []  # np is a module
    assert _read_from_the_notebook(answers.as_array_without_axes) == []  # a helper is no data
    assert _read_from_the_notebook(operator.setitem) == []


@pytest.mark.parametrize(
    "module",
    [m.name for m in pkgutil.walk_packages([str(HOUSE)], "lecture_lib.practice.")],
)
def test_examples_run(module):
    module, report = importlib.import_module(module), []
    runner = doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder().find(module):
        runner.run(test, out=report.append)
    assert runner.failures == 0, "".join(report)
