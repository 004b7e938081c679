"""The notebooks as they are stored: their structure, and what a reader without a kernel sees.

That they are fresh is asked where they are executed anyway: test_notebooks_in_jupyterlab.py.
"""

from pathlib import Path

import nbformat
import numpy as np
import pytest
import rules
from by_hand import EXPECTED

from tools import notebooks as tool

START = "00_start_here.ipynb"


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == "code" and cell.source]


def by_cell(path: Path, faults) -> list[str]:
    return [f"{cell.id}: {fault}" for cell in code_cells(path) for fault in faults(cell)]


def test_there_is_a_start_page():
    assert (tool.FOLDER / START).is_file()


def test_code_cells_are_short_and_define_nothing(path):
    assert by_cell(path, rules.code_faults) == []


def test_sections_are_in_order(path):
    if not rules.is_section(path.name):
        pytest.skip("a page at an end of the course, not a section")
    assert rules.section_faults(read(path)) == []


def test_what_is_below_a_prediction_is_folded(path):
    assert rules.fold_faults(read(path)) == []


def test_says_how_long_it_takes(path):
    if not rules.is_section(path.name):
        pytest.skip("a page at an end of the course, not a section")
    assert rules.time_faults(read(path)) == []


def test_begins_with_its_title(path):
    levels = [level for level, _ in rules.headings(read(path))]
    assert levels[0] == 1
    assert levels.count(1) == 1


def test_at_most_one_cell_is_by_hand(path):
    assert sum("by-hand" in rules.tags(cell) for cell in code_cells(path)) <= 1


def test_by_hand_agrees_with_the_library(path):
    cells = code_cells(path)
    place = next((n for n, cell in enumerate(cells) if "by-hand" in rules.tags(cell)), None)
    if place is None:
        pytest.skip("nothing is worked out by hand here")
    sources = [c.source for c in cells[: place + 1] if "exercise" not in rules.tags(c)]
    variables = {}
    for source in rules.needed(sources):
        exec(compile(source, path.name, "exec"), variables)
    assert path.stem in EXPECTED, "tests/notebooks/by_hand.py must say what it is compared with"
    for name, expected in EXPECTED[path.stem](variables).items():
        np.testing.assert_allclose(variables[name], expected, rtol=1e-9, err_msg=name)


def test_links_lead_somewhere(path):
    assert rules.link_faults(read(path), path.parent, read) == []


def test_start_page_leads_everywhere():
    text = "".join(cell.source for cell in read(tool.FOLDER / START).cells)
    names = {path.name for path in tool.FOLDER.glob("*.ipynb")} - {START}
    assert {name for name in names if f"]({name}" not in text} == set()


def test_is_stored_executed_and_in_normal_form(path):
    text = path.read_text(encoding="utf-8")
    assert all(cell.execution_count for cell in code_cells(path)), "run `make notebooks`"
    normal = nbformat.writes(tool.normalise(read(path))) + "\n"
    assert text == normal, "run `make notebooks`"


def test_is_small(path):
    assert path.stat().st_size < tool.LARGEST


def test_shows_no_errors_warnings_or_machine(path):
    assert by_cell(path, rules.output_faults) == []
    assert rules.MACHINE.findall("".join(cell.source for cell in read(path).cells)) == []


def test_explorers_are_stored_with_picture_and_sentence(path):
    for cell in code_cells(path):
        if rules.explorer_calls(cell):
            shown = [output.get("data", {}) for output in cell.outputs]
            assert any({"image/png", "text/plain"} <= data.keys() for data in shown), cell.source
            assert not any(data.get("text/plain", "").startswith("<") for data in shown)
