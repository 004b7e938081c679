"""The floors of the house: imports go down only, and the maths needs numpy alone."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import lecture_lib

HOUSE = Path(lecture_lib.__file__).parent
FLOOR = {"maths": 0, "pictures": 1, "stage": 1, "practice": 2, "explorers": 2, "serving": 2}
# Other people's packages that a room may import; a room that is not named may import any.
GUESTS = {"maths": {"numpy", "scipy"}, "pictures": {"numpy", "matplotlib", "contourpy"}}
LAZY = {"scipy"}  # 40 MB and 0.2 s: only inside the function that needs it

FILES = sorted(HOUSE.rglob("*.py"))
MATHS = sorted(path.stem for path in HOUSE.glob("*.py") if path.stem != "__init__")

FORBID = """
import importlib, sys

class Forbidden:
    def find_spec(self, name, path=None, target=None):
        root = name.partition(".")[0]
        if root not in sys.stdlib_module_names | {"numpy", "lecture_lib"}:
            raise ImportError(f"{name} is not for the maths floor")

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
        ("explorers/line.py", "import ipywidgets\nfrom ..stage import Stage\nfrom .. import data"),
    ],
)
def test_an_import_that_goes_down_is_welcome(file, source):
    assert not list(violations(HOUSE / file, source))


def import_without_guests(*names):
    command = [sys.executable, "-c", FORBID, *names]
    return subprocess.run(command, cwd=HOUSE.parent, capture_output=True, text=True)


def test_the_maths_imports_where_only_numpy_exists():
    result = import_without_guests(*(f"lecture_lib.{module}" for module in MATHS))
    assert result.returncode == 0, result.stderr


def test_the_ban_holds():
    assert "matplotlib is not for the maths floor" in import_without_guests("matplotlib").stderr
