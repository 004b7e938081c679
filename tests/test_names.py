"""docs/names.md lists every public name with a line and an example, and the examples come true."""

import ast
import importlib
import inspect
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

import lecture_lib

HOUSE = Path(lecture_lib.__file__).parent
PAGE = (HOUSE.parent / "docs" / "names.md").read_text("utf-8")
SHARED = PAGE.partition("```python\n")[2].partition("```")[0]
CODE = [
    cell.source
    for path in sorted((HOUSE.parent / "notebooks").glob("*.ipynb"))
    for cell in nbformat.read(path, as_version=4).cells
    if cell.cell_type == "code"
]
DOORS = ("explorers", "practice", "stage")  # their __all__ is what they offer
INSIDE = {"checks"}  # what the mathematics asks of its own arguments
ROW = re.compile(r"^\| `([\w.]+)` \| ([^|]+) \| `([^`|]+)`(?: → `([^`|]+)`)? \|$")
HEAD = re.compile(r"^\| \*\*`([\w.]+)`\*\* \| [^|]+ \| \|$")


def rows(text):
    """(file, name, what it is, example, what comes of it) of each row of the tables."""
    file, found = None, []
    for line in text.splitlines():
        if head := HEAD.match(line):
            file = head[1]
        elif line.startswith("| ") and not line.startswith("| name "):
            row = ROW.match(line)
            assert row, f"no name, line and example: {line}"
            found.append((file, *row.groups()))
    return found


LISTED = rows(PAGE)


def offered():
    """(file, name) of the mathematics, of what notebooks use or the page lists of the experiments,
    and of what the rooms above offer."""
    names = []
    for path in HOUSE.glob("*.py"):
        if path.stem not in {"__init__", *INSIDE}:
            names += [(path.stem, name) for name in public(f"lecture_lib.{path.stem}")]
    for path in HOUSE.glob("experiments/*.py"):
        file = f"experiments.{path.stem}"
        listed = {(file, name) for name in public(f"lecture_lib.{file}")} & {
            row[:2] for row in LISTED
        }
        names += listed | {(file, name) for name in used(file)}
    for door in DOORS:
        names += [(door, name) for name in importlib.import_module(f"lecture_lib.{door}").__all__]
    check = importlib.import_module("lecture_lib.practice.check")
    functions = [name for name in check.__all__ if inspect.isfunction(getattr(check, name))]
    return names + [("practice", f"check.{name}") for name in functions]


def used(file):
    """Functions and classes of an experiment that notebooks import."""
    known = set(public(f"lecture_lib.{file}"))
    for source in CODE:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and node.module == f"lecture_lib.{file}":
                yield from known & {alias.name for alias in node.names}


def public(module):
    """Names of the functions and classes that a module defines."""
    for name, value in vars(importlib.import_module(module)).items():
        made = inspect.isclass(value) or inspect.isfunction(inspect.unwrap(value))
        if made and value.__module__ == module and not name.startswith("_"):
            yield name


@pytest.fixture
def namespace():
    """Every listed name, and the lines that the examples share, new for each example."""
    names = {"check": importlib.import_module("lecture_lib.practice.check")}
    for file, name, *_ in LISTED:
        if "." not in name:
            names[name] = getattr(importlib.import_module(f"lecture_lib.{file}"), name)
    exec(SHARED, names)
    return names


def short(value):
    """Plain Python with four digits that count, as the page shows it."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, float):
        return float(f"{value:.4g}")
    return type(value)(map(short, value)) if isinstance(value, list | tuple) else value


def test_the_list_and_the_library_are_the_same():
    listed = [row[:2] for row in LISTED]
    assert len(listed) == len(set(listed)), "a name is listed twice"
    assert set(listed) ^ set(offered()) == set(), "not in the list, or not in the library"


def test_the_counts_are_right():
    counted = re.findall(r"^- \[(.+)\]\(#.+\): (\d+) names$", PAGE, re.MULTILINE)
    parts = [part.partition("\n") for part in PAGE.split("\n## ")[1:]]
    assert counted == [(title, f"{len(rows(part))}") for title, _, part in parts if rows(part)]


def test_the_shared_lines_import_what_they_need():
    exec(SHARED, {})


@pytest.mark.parametrize(
    ("name", "example", "value"),
    [(row[1], *row[3:]) for row in LISTED],
    ids=[row[1] for row in LISTED],
)
def test_the_example_comes_true(name, example, value, namespace):
    found = eval(example, namespace)
    if value is not None:
        assert repr(short(found)) == value


def test_a_row_without_an_example_is_refused():
    with pytest.raises(AssertionError, match="no name, line and example"):
        rows("| **`losses`** | how bad | |\n| `SquaredLoss` | half the square | |")
