"""The class that comes at once: what is computed from its times, and what is written of it."""

import pytest

from bench import load, report
from bench.visitor import Channel

FOUND = {
    "crowd": {
        "plays": [1.0, 2.0, 3.5],
        "answers": [20, 30, 41],
        "order": 1,
        "memory": [95.0, 98.0],
        "changes": [0.02] * 19 + [0.1] + [0.3],
        "rate": 58.7,
    },
    "sequence": {
        "visits": 40,
        "before": {"processes": 1, "files": 12, "memory": 75.2},
        "after": {"processes": 1, "files": 13, "memory": 76.9},
    },
    "faults": [("a fault", "told in words", "2.0 s")],
}
TOLD = {"visitors": 3, "section": "11", "explorers": 7, "seconds": 20, "pace": 2, "cores": 2}


@pytest.mark.parametrize(
    ("asked", "given", "places"),
    [
        ([1, 2, 3, 4], [5, 6, 7, 8], 0),
        ([1, 2, 3, 4], [6, 5, 7, 8], 1),
        ([4, 3, 2, 1], [8, 7, 6, 5], 0),
        ([1, 2, 3, 4], [9, 6, 7, 8], 3),
    ],
)
def test_who_overtakes_is_seen(asked, given, places):
    assert load.out_of_order(asked, given) == places


def test_every_row_says_what_was_measured():
    lines = load.table(FOUND).splitlines()
    cells = [line.split(" | ")[1] for line in lines[2:11]]
    assert cells == [
        *("2.0 / 3.5 s", "30 / 41 s", "1", "20 / 100 / 300 ms", "59", "96 / 98 MB"),
        *("1 / 1", "12 / 13", "75 / 77 MB"),
    ]
    assert lines[8].startswith("| 40 visits one after the other: processes, before / after |")
    assert lines[-1] == "| a fault | told in words | 2.0 s |"


def test_the_tables_stand_between_their_marks(tmp_path):
    begin, end = load.MARKS
    page = tmp_path / "page.md"
    page.write_text(f"one\n{begin}\nold\n{end}\ntwo\n", "utf-8")
    text = load.write(FOUND | {"told": TOLD | {"own": 31.4, "load": "0.5 and 3.1"}}, page)
    assert page.read_text("utf-8") == f"one\n{begin}\n{text}{end}\ntwo\n"
    assert "they took 31 % of one core" in text
    assert load.PAGE.read_text("utf-8").count(begin) == 1
    report.between(load.PAGE.read_text("utf-8"), load.MARKS)


@pytest.fixture
def channel():
    traits = {"index": 2, "options": ["a", "b", "c"], "disabled": False}
    widgets = {
        "0": {"kind": "column"},
        "1": {"kind": "slider", "traits": traits},
        "2": {"kind": "choice", "traits": traits | {"index": 0}},
    }
    return Channel({"explorer": {}, "widgets": widgets})


def test_each_control_is_moved_in_turn(channel):
    moves = channel.moves()
    assert [next(moves) for _ in range(4)] == [
        *(("set", "1", "index", 0), ("set", "2", "index", 1)),
        *(("set", "1", "index", 1), ("set", "2", "index", 2)),
    ]


def test_what_python_changes_is_known(channel):
    changes = [[1, "disabled", "true"], [2, "options", '["a"]'], [0, "state", '"{}"'], [9, "x", 0]]
    channel.hear({"changes": changes})
    assert (channel.state, channel.error, channel.answers) == ("{}", None, 1)
    assert next(channel.moves()) == ("set", "2", "index", 0)
    channel.hear({"error": "must be one of three"})
    assert channel.error == "must be one of three"
    channel.hear({"changes": [[2, "disabled", "true"]]})
    assert list(channel.moves()) == []
