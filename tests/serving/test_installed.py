"""The environment's copies of the servers' settings and of the page template are up to date."""

import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "jupyter"
FILES = sorted(
    p.relative_to(SOURCE) for p in SOURCE.rglob("*") if p.is_file() and p.suffix != ".pyc"
)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_installed_copy_is_current(file):
    installed = Path(sys.prefix) / file
    assert installed.read_bytes() == (SOURCE / file).read_bytes(), "run `pip install -e .` again"
