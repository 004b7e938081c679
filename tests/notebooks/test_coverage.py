"""Nothing of the lecture is left out: whatever its sections number has a place in a notebook.

`coverage/S11.toml` says for section 11 in which cells of its notebook each item is taught, each
erratum put right, and each experiment, prediction and exercise shown.
"""

import ast
import tomllib
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest
import rules
from nbformat.v4 import new_code_cell as code
from nbformat.v4 import new_markdown_cell as prose

from tools.notebooks import FOLDER


class Section(NamedTuple):
    """How much a section of the lecture has, and the numbers of the errata in it."""

    items: int
    experiments: int
    predictions: int
    errata: tuple[int, ...]


LECTURE = {
    1: Section(11, 3, 1, (2, 3, 4, 81)),
    2: Section(10, 4, 1, (5, 6, 7, 8, 9)),
    3: Section(12, 3, 1, (10, 11, 12, 13, 14, 15)),
    4: Section(12, 4, 1, (16, 17, 18, 19, 20, 21)),
    5: Section(5, 3, 1, (22, 23)),
    6: Section(19, 5, 2, (24, 25, 26, 27, 28, 29, 30)),
    7: Section(4, 3, 1, (31,)),
    8: Section(10, 4, 1, (32, 33, 34, 80)),
    9: Section(13, 3, 1, (8, 24, 35, 36, 37, 38, 39, 40, 41, 42, 43)),
    10: Section(15, 3, 1, (1, 44, 45, 46, 47, 48, 49)),
    11: Section(11, 3, 1, (1, 37, 40, 50)),
    12: Section(21, 4, 1, (16, 39, 51, 52, 77, 78)),
    13: Section(17, 4, 1, (42, 43, 51, 53, 54, 55, 79)),
    14: Section(13, 4, 2, (51, 54, 55, 56, 57, 58, 59)),
    15: Section(8, 3, 1, (60, 61, 62)),
    16: Section(18, 3, 1, (24, 43, 63, 64, 65, 66, 67, 68)),
    17: Section(9, 2, 1, (69, 70, 71, 72, 73, 74)),
    18: Section(14, 3, 1, (41, 51, 66, 75, 76)),
}
CLAIMS = Path(__file__).parent / "coverage"


def numbered(number: int) -> dict[str, list[str]]:
    """Everything in a section that must have a place, by the table that says where."""
    section = LECTURE[number]
    shown = [f"E{number}.{i + 1}" for i in range(section.experiments)]
    shown += [f"P{number}.{i + 1}" for i in range(section.predictions)]
    return {
        "items": [f"S{number}.{i + 1}" for i in range(section.items)],
        "errata": [str(erratum) for erratum in section.errata],
        "shown": [*shown, f"X{number}"],
    }


def faults(number: int, claims: dict, cell_at) -> list[str]:
    """What is left out or claimed wrongly; `cell_at` finds the cell at a place, or None."""
    needed = numbered(number)
    found = [f"unknown table [{table}]" for table in claims.keys() - needed.keys()]
    for table, names in needed.items():
        places = claims.get(table, {})
        found += [f"{name} has no place" for name in names if not places.get(name)]
        found += [f"{name} is not in section {number}" for name in places.keys() - set(names)]
        for name in places:
            found += [f"{name}: {fault}" for fault in place_faults(name, places[name], cell_at)]
    return found


def place_faults(name: str, places: list[str], cell_at) -> list[str]:
    """The places that do not exist, and those where the thing cannot be."""
    found = [f"{place} is named twice" for place in set(places) if places.count(place) > 1]
    for place in places:
        cell = cell_at(place)
        if cell is None:
            found.append(f"no cell {place}")
        elif (kind := wrong_kind(name, cell)) is not None:
            found.append(f"{place} is no {kind}")
    return found


def wrong_kind(name: str, cell: nbformat.NotebookNode) -> str | None:
    """What a cell would have to be for this name, if it is something else."""
    is_code = cell.cell_type == "code"
    match name[0]:
        case "S":
            return None
        case "E":
            return None if is_code and is_experiment(cell) else "explorer"
        case "P":
            return None if is_code and name in predictions(cell) else f"Prediction({name!r})"
        case "X":
            return None if "exercise" in rules.tags(cell) else "cell tagged exercise"
        case _:
            return "markdown" if is_code else None


def is_experiment(cell: nbformat.NotebookNode) -> bool:
    """Whether a code cell makes an explorer, or shows the decoder, which needs no kernel."""
    return rules.explorer_calls(cell) or bool(calls(cell, "decoder"))


def predictions(cell: nbformat.NotebookNode) -> set[str]:
    """The numbers of the predictions that a code cell makes."""
    first = [call.args[0] for call in calls(cell, "Prediction") if call.args]
    return {argument.value for argument in first if isinstance(argument, ast.Constant)}


def calls(cell: nbformat.NotebookNode, name: str) -> list[ast.Call]:
    """Where a code cell calls something by its name."""
    found = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
    return [call for call in found if isinstance(call.func, ast.Name) and call.func.id == name]


def finder(notebook: Path):
    """A function that finds a cell by its id, or one of another notebook by `NN_name#id`."""

    def cell_at(place: str) -> nbformat.NotebookNode | None:
        name, _, cell_id = place.rpartition("#")
        path = notebook.with_stem(name) if name else notebook
        if not path.exists():
            return None
        cells = nbformat.read(path, as_version=4).cells
        return next((cell for cell in cells if cell.id == cell_id), None)

    return cell_at


def number_of(claims: Path) -> int:
    return int(claims.stem.removeprefix("S"))


def notebook_of(number: int) -> Path:
    (path,) = FOLDER.glob(f"{number:02d}_*.ipynb")
    return path


def test_the_lecture_has_222_items_and_81_errata():
    assert sum(section.items for section in LECTURE.values()) == 222
    assert {e for section in LECTURE.values() for e in section.errata} == {*range(1, 82)}


def test_a_notebook_and_its_coverage_come_together():
    written = {int(path.name[:2]) for path in FOLDER.glob("*.ipynb") if rules.is_section(path.name)}
    covered = sorted(number_of(path) for path in CLAIMS.glob("*.toml"))
    assert covered == sorted(written)
    assert written <= LECTURE.keys()


@pytest.mark.parametrize("file", sorted(CLAIMS.glob("*.toml")), ids=lambda file: file.stem)
def test_everything_numbered_has_its_place(file):
    number, claims = number_of(file), tomllib.loads(file.read_text("utf-8"))
    assert faults(number, claims, finder(notebook_of(number))) == []


CELLS = {
    "why": prose("Because."),
    "play": code("LineExplorer(eta=0.3)"),
    "decode": code("decoder('descent')"),
    "ask": code("question = Prediction('P11.1')"),
    "stub": code("...", metadata={"tags": ["exercise"]}),
}
WHERE = {"S": "why", "E": "play", "P": "ask", "X": "stub"}


def whole():
    """A coverage of section 11 that leaves nothing out."""
    return {
        table: {name: [WHERE.get(name[0], "why")] for name in names}
        for table, names in numbered(11).items()
    }


def test_a_whole_coverage_has_no_fault():
    assert faults(11, whole(), CELLS.get) == []


def test_the_decoder_is_an_experiment():
    claims = whole() | {"shown": whole()["shown"] | {"E11.1": ["decode"]}}
    assert faults(11, claims, CELLS.get) == []


@pytest.mark.parametrize(
    ("table", "name", "places", "fault"),
    [
        ("items", "S11.3", [], "S11.3 has no place"),
        ("items", "S11.12", ["why"], "S11.12 is not in section 11"),
        ("items", "S11.3", ["gone"], "S11.3: no cell gone"),
        ("items", "S11.3", ["why", "why"], "S11.3: why is named twice"),
        ("errata", "2", ["why"], "2 is not in section 11"),
        ("errata", "50", ["play"], "50: play is no markdown"),
        ("shown", "E11.1", ["why"], "E11.1: why is no explorer"),
        ("shown", "E11.1", ["play", "ask"], "E11.1: ask is no explorer"),
        ("shown", "P11.1", ["play"], "P11.1: play is no Prediction('P11.1')"),
        ("shown", "X11", ["ask"], "X11: ask is no cell tagged exercise"),
        ("more", "S11.1", ["why"], "unknown table [more]"),
    ],
)
def test_a_fault_is_named(table, name, places, fault):
    claims = whole()
    claims.setdefault(table, {})[name] = places
    assert faults(11, claims, CELLS.get) == [fault]


def test_what_is_not_claimed_is_left_out():
    claims = whole()
    del claims["shown"], claims["errata"]["1"]
    assert faults(11, claims, CELLS.get) == [
        f"{name} has no place" for name in ("1", *numbered(11)["shown"])
    ]


def test_places_are_found_in_this_notebook_and_in_others():
    cell_at = finder(notebook_of(11))
    assert cell_at("idea").cell_type == "markdown"
    assert cell_at("00_start_here#first-play").source.startswith("from lecture_lib")
    assert [cell_at(place) for place in ("nowhere", "00_start_here#idea", "99_gone#x")] == [
        None
    ] * 3
