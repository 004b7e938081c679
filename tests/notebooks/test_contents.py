"""The tables of contents, on the start page and in the README, list the notebooks as they are."""

import re

import nbformat
import pytest

from tools.notebooks import FOLDER

START = FOLDER / "00_start_here.ipynb"
SECTIONS = sorted(path for path in FOLDER.glob("*.ipynb") if path != START)
LINE = re.compile(r"^\| (\d\d) \| \[(.+)\]\((?:notebooks/)?(\S+)\) \| .+\? \|$", re.MULTILINE)


def title(path):
    """The number and the name in a notebook's first line."""
    first = nbformat.read(path, as_version=4).cells[0].source.splitlines()[0]
    return re.fullmatch(r"# (\d\d) · (.+)", first).groups()


@pytest.mark.parametrize("section", SECTIONS, ids=lambda path: path.stem)
def test_a_section_is_titled_by_its_number(section):
    assert title(section)[0] == section.name[:2]


@pytest.mark.parametrize("page", ["start page", "README"])
def test_contents_list_every_section_by_its_title(page):
    start = "\n".join(cell.source for cell in nbformat.read(START, as_version=4).cells)
    text = start if page == "start page" else (FOLDER.parent / "README.md").read_text("utf-8")
    listed = [line for line in LINE.findall(text) if line[2] != START.name]
    assert listed == [(*title(path), path.name) for path in SECTIONS]
