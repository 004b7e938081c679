"""The checks: right answers pass however they are written, wrong ones hear what they did."""

import doctest
import functools
import importlib
import inspect
import itertools
import pkgutil
import re
from pathlib import Path

import answers
import numpy as np
import pytest

import lecture_lib.practice
from lecture_lib.practice import check

HOUSE = Path(lecture_lib.practice.__file__).parent
NAMES = sorted(module.name for module in pkgutil.iter_modules(answers.__path__))
ANSWERS = {name: importlib.import_module(f"answers.{name}") for name in NAMES}
CHECKS = {name: getattr(check, name) for name in NAMES}


def of_each(kind):
    """The exercise, kind and number of each answer."""
    return [
        pytest.param(name, kind, i, id=f"{name}-{kind}-{i}")
        for name, module in ANSWERS.items()
        for i in range(len(getattr(module, kind)))
    ]


@functools.cache  # some checks train a classifier
def told(name, kind, i):
    """What an answer hears."""
    answer = getattr(ANSWERS[name], kind)[i]
    if kind == "RIGHT":
        return CHECKS[name](answer)
    with pytest.MonkeyPatch.context() as patch:  # no time for what never comes to an end
        patch.setattr("lecture_lib.practice.attempt.SECONDS", 0)
        return CHECKS[name](answer[1])


def all_told(name, kind):
    return [told(name, kind, i) for i in range(len(getattr(ANSWERS[name], kind)))]


def test_every_exercise_is_checked_and_has_its_answers():
    assert set(check.EXERCISES) == set(NAMES)
    assert set(check.__all__) == {*NAMES, "EXERCISES", "hint"}
    for name, exercise in check.EXERCISES.items():
        assert exercise.name == name
        assert len(exercise.hints) == 2


@pytest.mark.parametrize("name", NAMES)
def test_a_check_says_what_it_wants(name):
    doc = inspect.getdoc(CHECKS[name])
    wanted = f"{name}({', '.join(check.EXERCISES[name].parameters)})".removesuffix("()")
    assert doc.startswith(f"Check ``{wanted}``")
    assert re.search(r"^Source: X\d+ in S\d+", doc, re.M)
    asked = list(inspect.signature(CHECKS[name]).parameters)
    said = re.findall(r"^(\w+) : ", doc, re.M)
    assert said == ([] if asked == ["function"] else asked)  # `exercises` says once what that is


@pytest.mark.parametrize(("name", "kind", "i"), of_each("RIGHT"))
def test_right_answers_pass(name, kind, i):
    verdict = told(name, kind, i)
    assert verdict, verdict
    assert ANSWERS[name].PRAISED in str(verdict)


@pytest.mark.parametrize("name", NAMES)
def test_right_answers_are_written_in_several_ways(name):
    assert len(ANSWERS[name].RIGHT) >= 3


WRONG = [*of_each("MISTAKES"), *of_each("OTHER_FAULTS")]


@pytest.mark.parametrize(("name", "kind", "i"), WRONG)
def test_wrong_answers_hear_what_they_did(name, kind, i):
    verdict = told(name, kind, i)
    assert verdict.kind == "wrong"
    assert getattr(ANSWERS[name], kind)[i][0] in verdict.message


UNIFORM_AND_SURE = "np.array([0.25, 0.25, 0.25, 0.25]), np.array([0.0, 1.0, 0.0, 0.0])"


@pytest.mark.parametrize(
    ("name", "words", "shown"),
    [
        ("softplus", "e^1000", "[-1000.0, 1000.0]"),
        ("softplus", "softplus(−50)", "[-50.0, "),
        ("cross_entropy", "Where it should be ∞", UNIFORM_AND_SURE),
        ("cross_entropy", "Where Q is 0", UNIFORM_AND_SURE),
    ],
)
def test_the_shown_call_is_one_that_the_words_are_about(name, words, shown):
    heard = [verdict for verdict in all_told(name, "MISTAKES") if words in verdict.message]
    assert heard
    assert all(shown in verdict.seen for verdict in heard)


@pytest.mark.parametrize("name", NAMES)
def test_every_mistake_that_is_claimed_has_its_wrong_answer(name):
    seen = {verdict.message for verdict in all_told(name, "MISTAKES")}
    assert seen == set(check.EXERCISES[name].mistakes.values())


def stubs(name):
    """What a learner's cell may hold before anything is written, and nothing at all."""
    if not check.EXERCISES[name].parameters:
        return [None, ..., (..., ...), {"one": (..., ...), "other": ...}]
    bodies = ["...", '"""A docstring is not a try."""', "raise NotImplementedError"]
    bodies += ["answer = ...  # yours\n    return answer"]
    spaces = [{} for _ in bodies]
    for body, space in zip(bodies, spaces, strict=True):
        exec(f"def {name}({', '.join(check.EXERCISES[name].parameters)}):\n    {body}", space)
    return [None, ..., *(space[name] for space in spaces)]


@pytest.mark.parametrize("name", NAMES)
def test_a_stub_is_not_tried_yet(name):
    for stub in stubs(name):
        verdict = CHECKS[name](stub)
        assert not verdict
        assert verdict.kind == "untried"
        assert "not tried yet" in str(verdict)


ODD = [
    0.5,
    True,
    "0.5",
    1j,
    float("nan"),
    float("-inf"),
    -1e300,
    (),
    [None, None],
    (1.0, 2.0),
    (0.5, "x"),
    (np.ones(2), np.ones((2, 2))),
    [[1.0], [1.0, 2.0]],
    {"a": 1.0},
    np.array(0.5),
    np.zeros(0),
    np.full((2, 3), 1e300),
    np.array(["x"]),
    np.array([None, 1.0]),
    len,
]


def now_and_then(odd, right):
    """A function that gives an odd answer every third time."""
    turns = itertools.count()
    return lambda *arguments: odd if next(turns) % 3 == 2 else right(*arguments)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_answered_a_verdict_comes_of_it(name):
    for odd in ODD:
        tries = [odd]
        if check.EXERCISES[name].parameters:
            tries = [lambda *_, odd=odd: odd, now_and_then(odd, ANSWERS[name].RIGHT[0])]
        for answer in tries:
            assert CHECKS[name](answer).kind in ("wrong", "untried")


def single(number):
    return np.asarray(number, dtype=np.float32)


def whole_single(number):
    """As a Python number or nested lists, which do not tell where they come from."""
    return single(number).tolist()


def six_decimals(number):
    return np.round(number, 6)


def with_numbers(change, answer):
    """An answer whose numbers are changed, where it has some that are not whole."""
    if isinstance(answer, tuple):
        return tuple(with_numbers(change, part) for part in answer)
    return change(answer) if np.asarray(answer).dtype.kind == "f" else answer


@pytest.mark.parametrize("change", [single, whole_single, six_decimals])
@pytest.mark.parametrize("name", NAMES)
def test_right_but_for_the_last_digits_is_right_or_told_so(name, change):
    right = ANSWERS[name].RIGHT[0]
    if check.EXERCISES[name].parameters:
        verdict = CHECKS[name](lambda *question: with_numbers(change, right(*question)))
    else:
        verdict = CHECKS[name](with_numbers(change, right))
    if not verdict:
        told = "single precision|rounded|asked for is 1e-07"
        assert re.search(told, verdict.message), verdict
    assert verdict or change is six_decimals or name in MADE_FOR_ALL_DIGITS


MADE_FOR_ALL_DIGITS = ("best_w0", "critical_eta", "num_grad")


def test_a_softmax_in_single_precision_sums_to_1():
    def softmax(a):
        e = np.exp((a - a.max(axis=-1, keepdims=True)).astype(np.float32))
        return e / e.sum(axis=-1, keepdims=True)

    assert check.softmax(softmax)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("off", [1e-3, 1e-4, 2e-5])
def test_no_two_equal_numbers_are_told_as_different(name, off):
    """Whatever is a little off: one sees the difference of what was given and what was wanted."""
    right = ANSWERS[name].RIGHT[0]
    if not check.EXERCISES[name].parameters:
        pytest.skip("a value")
    verdict = CHECKS[name](lambda *a: with_numbers(lambda x: np.asarray(x) * (1 + off), right(*a)))
    for one, other in PAIRS.findall(verdict.message):
        assert one != other, verdict.message


NUMBER = r"([(−\d][−\d.,() ·⁰¹²³⁴⁵⁶⁷⁸⁹e-]*\d\)?)"
PAIRS = re.compile(
    f"{NUMBER}(?:; your slope for it is|, and yours is|; they must sum to|; it must be e\\^.*here|"
    r"\. There the curve from 0 to 1 has a height of|; the curve has a height of|, but is|"
    rf"\. The mean of .* is|; the mean of .* is|\. On all .* is|; asked for is) {NUMBER}"
)


def is_named_only(call):
    """Whether a call holds long data by their names, so that it cannot be typed in."""
    return bool(re.search(r"[(,] ?[a-zA-Z_]\w*(?=[,)])", call))


def assert_same(answer, said):
    """Answers of several parts, each of its own shape, are compared part by part."""
    if isinstance(answer, tuple):
        for pair in zip(answer, said, strict=True):
            assert_same(*pair)
    else:
        np.testing.assert_allclose(answer, said, rtol=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_the_place_can_be_repeated(name):
    repeated = 0
    for (_, wrong), verdict in zip(ANSWERS[name].MISTAKES, all_told(name, "MISTAKES"), strict=True):
        call, _, said = verdict.seen.partition(" = ")
        if said and not is_named_only(call):
            with np.errstate(all="ignore"):
                answer = eval(call, {"np": np, name: wrong})
            assert_same(answer, eval(said, {"np": np}))
            repeated += 1
    assert repeated or not check.EXERCISES[name].parameters  # a value stands above its check


@pytest.mark.parametrize("name", NAMES)
def test_a_check_says_the_same_twice_and_makes_no_noise(name, capfd):
    module = ANSWERS[name]
    assert CHECKS[name](module.RIGHT[0]) == told(name, "RIGHT", 0)
    assert [CHECKS[name](wrong) for _, wrong in module.MISTAKES] == all_told(name, "MISTAKES")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", NAMES)
def test_hints_get_stronger_and_end(name):
    hints = check.EXERCISES[name].hints
    assert (check.hint(name), check.hint(name, 2)) == hints
    with pytest.raises(ValueError, match="strength must be a whole number from 1 to 2, got 3"):
        check.hint(name, 3)


def test_a_hint_that_does_not_exist_is_refused():
    with pytest.raises(TypeError, match="strength must be a whole number, got '2'"):
        check.hint("best_w0", "2")
    with pytest.raises(ValueError, match=r"name must be one of .*best_w0.*, got 'best'"):
        check.hint("best")


def text_of(answer):
    return inspect.getsource(answer) if callable(answer) else repr(answer)


@pytest.mark.parametrize("name", NAMES)
def test_no_message_holds_the_solution(name):
    module, exercise = ANSWERS[name], check.EXERCISES[name]
    solution = re.compile(module.SOLUTION)
    assert any(solution.search(text_of(answer)) for answer in module.RIGHT)
    wrong = [*all_told(name, "MISTAKES"), *all_told(name, "OTHER_FAULTS")]
    shown = [str(told(name, "RIGHT", 0)), *(verdict.message for verdict in wrong)]
    shown += [*exercise.hints, *exercise.mistakes.values()]
    file = Path(inspect.getsourcefile(CHECKS[name]))
    shown += [path.read_text("utf-8") for path in file.parent.glob(f"{file.stem}*.py")]
    shown += [inspect.getdoc(CHECKS[name])]
    assert [text for text in shown if solution.search(text)] == []


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
