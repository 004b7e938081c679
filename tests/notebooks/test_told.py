"""Every number that the prose tells is computed by the library, or is a setting."""

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import rules
from nbformat.v4 import new_code_cell as code
from nbformat.v4 import new_markdown_cell as prose
from nbformat.v4 import new_notebook
from told_numbers import UNCOMPUTED, faults, outcome_faults, part, texts

from lecture_lib.practice.questions import QUESTIONS
from tools.notebooks import FOLDER

SECTIONS = sorted((Path(__file__).parent / "told").glob("s*.py"))


@cache
def load(file: Path):
    spec = importlib.util.spec_from_file_location(f"told_{file.stem}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("file", SECTIONS, ids=lambda file: file.stem)
def test_every_number_of_the_prose_is_computed_or_given(file):
    (path,) = FOLDER.glob(f"{file.stem[1:]}_*.ipynb")
    assert faults(texts(nbformat.read(path, as_version=4)), load(file)) == []


@pytest.mark.parametrize("file", SECTIONS, ids=lambda file: file.stem)
def test_what_happened_is_what_the_library_bears_out(file):
    number = int(file.stem[1:])
    keys = [key for key in QUESTIONS if key.startswith(f"P{number}.")]
    assert outcome_faults(keys, load(file)) == []


def test_no_more_is_left_uncomputed_than_there_is():
    assert QUESTIONS.keys() > UNCOMPUTED


def test_every_question_is_asked_once():
    code = "\n".join(
        cell.source
        for path in FOLDER.glob("*.ipynb")
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
    )
    asked = re.findall(r"""\bPrediction\(["'](P[\d.]+)["']\)""", code)
    assert sorted(asked) == sorted(QUESTIONS)
    assert len(asked) >= 40


def test_every_section_tells_its_numbers():
    sections = {path.name[:2] for path in FOLDER.glob("*.ipynb") if rules.is_section(path.name)}
    assert {file.stem[1:] for file in SECTIONS} == sections


def section(told=None, given=None, happened=None):
    return SimpleNamespace(TOLD=told or {}, GIVEN=given or {}, HAPPENED=happened or {})


TEXT = {"why": "It takes 692 steps at η = 0.05, and ends at −1.25."}
TOLD = {"why": [("takes {} steps", lambda: 692), ("ends at {:.2f}", lambda: -1.25)]}


def test_what_is_computed_or_given_has_no_fault():
    assert faults(TEXT, section(TOLD, {"why": "0.05"})) == []


@pytest.mark.parametrize(
    ("told", "given", "fault"),
    [
        ({"why": [("takes {} steps", lambda: 693)]}, {}, "does not say 'takes 693 steps'"),
        ({"why": [("ends at", lambda: None)]}, {}, "it is not so that 'ends at'"),
        (TOLD, {}, "0.05 is neither computed nor given"),
        (TOLD, {"why": "0.05 0.07"}, "0.07 is given, but not told"),
        (TOLD | {"gone": []}, {"why": "0.05"}, "no text 'gone'"),
    ],
)
def test_a_fault_is_named(told, given, fault):
    assert [text for text in faults(TEXT, section(told, given)) if fault in text]


def test_slides_sections_code_and_addresses_are_no_statements():
    text = (
        "*Slides 16 and 17 · about 45 minutes, the short way 20* [section 12](12_a.ipynb) `x[40]`"
    )
    assert faults({"title": f"# 08 · M\n{text} (slide 35)\n\n1. Do."}, section()) == []


def test_questions_are_prose_too():
    notebook = new_notebook(cells=[prose("a", id="b"), code('x = Prediction("P11.1")\nx')])
    found = texts(notebook)
    assert found["b"] == "a"
    assert "parabola" in found["P11.1"]
    assert all(reply in found["P11.1"] for reply in QUESTIONS["P11.1"].replies.values())


def test_a_wrong_outcome_is_named():
    right, wrong = section(happened={"P8.1": lambda: 3}), section(happened={"P8.1": lambda: 2})
    assert outcome_faults(["P8.1"], right) == []
    (fault,) = outcome_faults(["P8.1"], wrong)
    assert fault == "P8.1: says 'takes more than 692', and it takes 340 to 692"
    assert outcome_faults(["P8.1"], section()) == ["P8.1: nothing computes what happened"]
    assert outcome_faults([], right) == ["no question 'P8.1'"]


def test_a_value_lies_in_one_part():
    assert [part(value, 1, 10) for value in (0.5, 1, 9, 10, 11)] == [0, 1, 1, 2, 2]
