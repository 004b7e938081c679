"""How large the course may grow: a clone, its notebooks, its library, and each file of it.

A page of the site has its budget in tests/browser/test_site.py, a notebook in tools/notebooks.py.
"""

from pathlib import Path

import pytest
from test_release import ROOT, tracked

FILES = [ROOT / name for name in tracked() if (ROOT / name).is_file()]
PYTHON = [path for path in FILES if path.suffix == ".py"]
LONG = 560  # lines: what does not fit in one's head is split by subject


def size(files):
    return sum(path.stat().st_size for path in files)


def lines(files):
    return sum(len(path.read_text("utf-8").splitlines()) for path in files)


def test_a_clone_is_soon_there():
    assert size(FILES) < 12e6


def test_the_notebooks_are_soon_there():
    assert size(ROOT.glob("notebooks/*.ipynb")) < 7e6


def test_the_library_stays_small():
    assert lines(path for path in PYTHON if path.is_relative_to(ROOT / "lecture_lib")) <= 32_000


@pytest.mark.parametrize(("kind", "most"), [(".py", LONG), (".js", 350), (".md", 400)])
def test_no_file_is_too_long(kind, most):
    files = [path for path in FILES if path.suffix == kind]
    assert files
    assert {path.name: n for path in files if (n := lines([path])) > most} == {}


def test_no_picture_or_table_is_too_large():
    written = {"notebooks", "requirements.txt", "requirements-dev.txt"}
    others = [path for path in FILES if not written & set(path.relative_to(ROOT).parts)]
    assert {path.name for path in others if path.stat().st_size > 320_000} == set()


def test_the_top_level_is_seen_at_a_glance():
    top = {Path(name).parts[0] for name in tracked()}
    assert len(top) <= 25, sorted(top)
