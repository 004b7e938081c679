"""The tables of contents, on the start page and in the README, list the notebooks as they are."""

import re

import nbformat
import pytest
import rules

from tools.notebooks import FOLDER

START = FOLDER / "00_start_here.ipynb"
SECTIONS = [path for path in sorted(FOLDER.glob("*.ipynb")) if rules.is_section(path.name)]
PAGES = [path for path in sorted(FOLDER.glob("*.ipynb")) if path not in {START, *SECTIONS}]
LINE = re.compile(r"^\| (\d\d) \| \[(.+)\]\((?:notebooks/)?(\S+)\) \| .+\? \|$", re.MULTILINE)
PAGE = re.compile(r"^- \[(.+)\]\((?:notebooks/)?([a-z]\w+\.ipynb)\): .+$", re.MULTILINE)


def heading(path):
    """The title in a notebook's first line."""
    return nbformat.read(path, as_version=4).cells[0].source.splitlines()[0].removeprefix("# ")


def title(section):
    """The number and the name in a section's title."""
    return re.fullmatch(r"(\d\d) · (.+)", heading(section)).groups()


def contents(page):
    """The text of the start page or of the README."""
    if page == "README":
        return (FOLDER.parent / "README.md").read_text("utf-8")
    return "\n".join(cell.source for cell in nbformat.read(START, as_version=4).cells)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda path: path.stem)
def test_a_section_is_titled_by_its_number(section):
    assert title(section)[0] == section.name[:2]


@pytest.mark.parametrize("page", ["start page", "README"])
def test_contents_list_every_section_by_its_title(page):
    listed = [line for line in LINE.findall(contents(page)) if line[2] != START.name]
    assert listed == [(*title(path), path.name) for path in SECTIONS]


@pytest.mark.parametrize("page", ["start page", "README"])
def test_contents_list_every_page_at_the_end_by_its_title(page):
    assert PAGE.findall(contents(page)) == [(heading(path), path.name) for path in PAGES]
