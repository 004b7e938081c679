"""The benchmark of the explorers: what it finds in each, and the table it writes."""

import numpy as np
import pytest

from bench.contenders import with_tag
from bench.explorers import MARKS, room, rooms, table, write
from lecture_lib import explorers
from lecture_lib.explorers import FaceExplorer, LineExplorer, explorer

SAMPLES = {
    "LineExplorer": {"hand": [10, 12, 20], "other": [20, 30], "play": [59.6], "messages": [0]},
    "FaceExplorer": {"hand": [9.4], "other": [24]},
}


def test_every_public_explorer_is_visited(monkeypatch):
    monkeypatch.setattr("bench.explorers.room", lambda kind: kind.__name__)  # all: half a minute
    assert rooms() == explorers.__all__


def test_a_room_knows_its_controls_and_where_the_tag_is():
    found = room(LineExplorer)
    assert (found.hand, found.other) == ("learning rate η", "momentum m")
    assert (found.frames, found.panel, found.height) == (121, 0, 348)
    assert found.data == len(LineExplorer().stage.data)
    assert found.source.startswith(".stage-panel:nth-child(1)")


def test_the_table_has_a_row_each_and_dashes_for_what_is_not_there(tmp_path):
    found = [room(LineExplorer), room(FaceExplorer)]
    row, other = table(found, SAMPLES).splitlines()[3:]
    assert "| learning rate η | 12 / 19 ms | momentum m | 25 / 30 ms | 60 | 0 |" in row
    assert "| mouth score | 9 / 9 ms | brow score | 24 / 24 ms | – | – |" in other
    page = tmp_path / "measurements.md"
    page.write_text(f"before\n{MARKS[0]}\nstale row\n{MARKS[1]}\nafter\n", "utf-8")
    write(found, SAMPLES, [0.1, 0.2], page)
    text = page.read_text("utf-8")
    assert "stale row" not in text
    assert text.startswith("before")
    assert "Load average before and after: 0.1 and 0.2." in text


@pytest.fixture
def tagged(monkeypatch):
    monkeypatch.setattr(explorer, "Stage", with_tag.TaggedStage)


def code(explorer, square, take, frame):
    """What a square of the tag says at an instant."""
    artist = explorer.stage.squares[square]
    _, green, blue, _ = explorer.stage.tracks[artist].at(take, frame)[0, 0].astype(int)
    assert green + blue == 255
    return green // 2


def test_what_is_played_slower_says_how_fast_it_was_asked_to():
    of = {"hand": [9], "play": [4.98], "asked": [5], "messages": [0]}
    assert "| 5.0 of 5 | 0 |" in table([room(FaceExplorer)], {"FaceExplorer": of})


def test_the_tag_tells_take_version_and_frame(tagged):
    explorer = LineExplorer()
    first = code(explorer, 1, 0, 0)
    explorer.momentum = 0.5
    assert code(explorer, 1, 3, 5) == first + 1
    assert (code(explorer, 0, 7, 0), code(explorer, 2, 0, 99)) == (7, 99)
    explorer.preview()
    assert code(explorer, 0, 0, 0) == explorer.stage.hand.index


def test_long_runs_count_in_circles(tagged):
    explorer = LineExplorer(steps=200)
    assert code(explorer, 2, 0, 130) == 2
    assert np.ptp([len(explorer.stage.tracks[s].points) for s in explorer.stage.squares]) > 0
