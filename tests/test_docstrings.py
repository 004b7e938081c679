"""The maths floor explains itself: docstrings name the real parameters, and their examples run."""

import dataclasses
import doctest
import importlib
import inspect
import re
from pathlib import Path

import pytest

import lecture_lib

MATHS = sorted(
    path.stem for path in Path(lecture_lib.__file__).parent.glob("*.py") if path.stem != "__init__"
)


def public(module):
    """Yield (name, object) for the functions, classes and methods that a module defines."""
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", None) != module.__name__:
            continue
        yield name, value
        if inspect.isclass(value):
            for member, inner in vars(value).items():
                shown = not member.startswith("_") or member == "__call__"
                if shown and (inspect.isfunction(inner) or isinstance(inner, property)):
                    yield f"{name}.{member}", inner


DOCUMENTED = [
    pytest.param(value, id=f"{module}.{name}")
    for module in MATHS
    for name, value in public(importlib.import_module(f"lecture_lib.{module}"))
]


def expected_parameters(value):
    if isinstance(value, property):
        return []
    if inspect.isclass(value):
        return [field.name for field in dataclasses.fields(value)]
    return [name for name in inspect.signature(value).parameters if name != "self"]


def section(doc, title):
    """The lines of one section of a numpydoc docstring."""
    found = re.search(rf"^{title}\n-+\n(.*?)(?=^\w[\w ]*\n-+\n|\Z)", doc, re.M | re.S)
    return found.group(1) if found else ""


def documented_parameters(doc):
    heads = re.findall(r"^(\S.*?) : ", section(doc, "Parameters"), re.M)
    return [name.strip("* ") for head in heads for name in head.split(",")]


@pytest.mark.parametrize("value", DOCUMENTED)
def test_the_docstring_names_the_parameters(value):
    doc = inspect.cleandoc(value.__doc__ or "")
    assert doc.partition("\n")[0].endswith((".", ":")), "a first line that is a sentence"
    assert documented_parameters(doc) == expected_parameters(value)


@pytest.mark.parametrize("module", sorted(set(MATHS) - {"checks"}))
def test_the_docstring_names_its_source(module):
    for name, value in public(importlib.import_module(f"lecture_lib.{module}")):
        if "." not in name:
            assert section(inspect.cleandoc(value.__doc__), "Source"), name


@pytest.mark.parametrize("module", MATHS)
def test_examples_run(module):
    module = importlib.import_module(f"lecture_lib.{module}")
    assert module.__doc__
    runner, report = doctest.DocTestRunner(verbose=False), []
    for test in doctest.DocTestFinder().find(module):
        runner.run(test, out=report.append)
    assert runner.failures == 0, "".join(report)


def test_the_reader_of_docstrings_reads():
    parameters = "Parameters\n----------\na, b : int\n    Two : numbers.\n*c : str\n"
    doc = f"Do.\n\n{parameters}\nReturns\n-------\nd : int"
    assert documented_parameters(doc) == ["a", "b", "c"]
    assert section(doc, "Returns") == "d : int"
    assert not section(doc, "Source")
