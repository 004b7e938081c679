"""The floors of the house: imports go down only, and what computes needs numpy alone."""

import ast
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import lecture_lib
from lecture_lib import explorers

HOUSE = Path(lecture_lib.__file__).parent
FLOOR = {
    "maths": 0,
    "experiments": 1,
    **dict.fromkeys(("pictures", "stage"), 2),
    **dict.fromkeys(("practice", "explorers"), 3),
}
# Other people's packages that a room may import; a room that is not named may import any.
GUESTS = {
    "maths": {"numpy", "scipy"},
    "experiments": {"numpy"},
    "pictures": {"numpy", "matplotlib", "contourpy"},
}
LAZY = {"scipy"}  # 40 MB and 0.2 s: only inside the function that needs it

FILES = sorted(HOUSE.rglob("*.py"))
NOTEBOOKS = sorted((HOUSE.parent / "notebooks").glob("*.ipynb"))
COMPUTES = [path for path in FILES if path.parent.name in ("lecture_lib", "experiments")]

FORBID = """
import importlib, sys

class Forbidden:
    def find_spec(self, name, path=None, target=None):
        root = name.partition(".")[0]
        if root not in sys.stdlib_module_names | {"numpy", "lecture_lib"}:
            raise ImportError(f"{name} is not for what computes")

sys.meta_path.insert(0, Forbidden())
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def room_of(path):
    """The room a file belongs to: its folder, or the maths at the top of the library."""
    inside = path.relative_to(HOUSE).parts
    return inside[0] if len(inside) > 1 else "maths"


def imported(path, tree):
    """Yield (full name, node) for every import, relative ones spelled out."""
    package = ("lecture_lib", *path.relative_to(HOUSE).parts[:-1])
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((f"{base}.{alias.name}", node) for alias in node.names)


def room_named(name):
    """The room that "lecture_lib.x.y" lies in; the maths modules have no folder."""
    first = name.removeprefix("lecture_lib").strip(".").partition(".")[0]
    return first if first in FLOOR else "maths"


def violations(path, source):
    """What this file imports and must not."""
    tree, room = ast.parse(source), room_of(path)
    for name, node in imported(path, tree):
        root = name.partition(".")[0]
        if name.endswith("*"):
            yield f"{name}: star import"
        if root == "lecture_lib":
            other = room_named(name)
            if other != room and FLOOR[other] >= FLOOR[room]:
                yield f"{name}: {other} is not below {room}"
        elif room in GUESTS and root not in sys.stdlib_module_names | GUESTS[room]:
            yield f"{name}: not for {room}"
        elif root in LAZY and node in tree.body:
            yield f"{name}: import it inside the function that needs it"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_imports_go_down_only(path):
    assert room_of(path) in FLOOR, "a room that is not on the plan"
    assert not list(violations(path, path.read_text("utf-8")))


@pytest.mark.parametrize(
    ("file", "source", "found"),
    [
        ("descent.py", "from lecture_lib.pictures import faces", "pictures is not below maths"),
        ("descent.py", "from lecture_lib.experiments import lines", "experiments is not below"),
        ("experiments/lines.py", "import scipy.optimize", "not for experiments"),
        ("experiments/lines.py", "from lecture_lib.pictures import faces", "pictures is not below"),
        ("descent.py", "from .explorers.line import Line", "explorers is not below maths"),
        ("descent.py", "def f():\n    import matplotlib.pyplot as plt", "not for maths"),
        ("descent.py", "import scipy.optimize", "inside the function"),
        ("descent.py", "from lecture_lib.checks import *", "star import"),
        ("pictures/faces.py", "import ipywidgets", "not for pictures"),
        ("pictures/faces.py", "from ..stage import Stage", "stage is not below pictures"),
        ("pictures/faces.py", "from lecture_lib import stage", "stage is not below pictures"),
        ("stage/stage.py", "from lecture_lib.practice import ask", "practice is not below stage"),
        ("practice/ask.py", "import lecture_lib.explorers", "explorers is not below practice"),
    ],
)
def test_a_forbidden_import_is_found(file, source, found):
    (violation,) = violations(HOUSE / file, source)
    assert found in violation


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("descent.py", "import numpy as np\nfrom lecture_lib.stopping import Diverged"),
        ("optimizers.py", "def bfgs():\n    from scipy.optimize import minimize"),
        ("pictures/faces.py", "from . import style\nfrom lecture_lib import data"),
        ("pictures/faces.py", "from lecture_lib.experiments.lines import WINDOW"),
        ("experiments/lines.py", "from lecture_lib import data\nfrom . import grins"),
        ("explorers/line.py", "import ipywidgets\nfrom ..stage import Stage\nfrom .. import data"),
    ],
)
def test_an_import_that_goes_down_is_welcome(file, source):
    assert not list(violations(HOUSE / file, source))


def import_without_guests(*names):
    command = [sys.executable, "-c", FORBID, *names]
    return subprocess.run(command, cwd=HOUSE.parent, capture_output=True, text=True)


def test_what_computes_imports_where_only_numpy_exists():
    modules = [".".join(path.relative_to(HOUSE.parent).with_suffix("").parts) for path in COMPUTES]
    result = import_without_guests(*modules)
    assert result.returncode == 0, result.stderr


def takes_a_theme(path):
    """Functions of a file that are told a palette or a theme."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            named = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
            if named & {"palette", "theme", "look"}:
                yield node.name


@pytest.mark.parametrize("room", ["pictures", "explorers"])
def test_pictures_know_no_theme(room):
    found = {path.name: list(takes_a_theme(path)) for path in (HOUSE / room).rglob("*.py")}
    assert {name: functions for name, functions in found.items() if functions} == {}


def inner_imports(source):
    """What a notebook's cell takes from explorers beyond what they offer."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("lecture_lib.explorers"):
            names = {alias.name for alias in node.names}
            known = set(explorers.__all__) if node.module == "lecture_lib.explorers" else set()
            yield from (f"{node.module}.{name}" for name in sorted(names - known))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_import_only_what_explorers_offer(path):
    cells = nbformat.read(path, as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    assert [found for source in code for found in inner_imports(source)] == []


def test_an_import_from_inside_is_found():
    inner = "from lecture_lib.explorers.line.line import ETAS"
    assert list(inner_imports(inner)) == ["lecture_lib.explorers.line.line.ETAS"]
    assert list(inner_imports("from lecture_lib.explorers import LineExplorer, line")) == [
        "lecture_lib.explorers.line"
    ]


def test_the_ban_holds():
    assert "matplotlib is not for what computes" in import_without_guests("matplotlib").stderr
