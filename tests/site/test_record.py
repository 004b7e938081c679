"""Recordings: a combination that is played is what the library shows, and nothing moves untold."""

from itertools import product

import numpy as np
import pytest

from lecture_lib.explorers import (
    BreaksExplorer,
    ByHandExplorer,
    CliffExplorer,
    DistributionExplorer,
    MemoryExplorer,
    PathsExplorer,
    RaceExplorer,
    SaturationExplorer,
    SubsetExplorer,
    TugExplorer,
)
from tools.site.files import FARTHEST, GONE, PARTS, Files, differences
from tools.site.record import DRAWS, Recording, moves_the_hand


@pytest.mark.parametrize("kind", [BreaksExplorer, CliffExplorer, MemoryExplorer, PathsExplorer])
def test_every_combination_is_what_a_fresh_explorer_shows(kind, tmp_path):
    files, explorer = Files(tmp_path, effort=0), kind()
    recording = Recording(explorer, files, most=8)
    state, described = explorer.state, recording.described()
    axes = recording.plan.axes
    assert explorer.state == state
    assert axes
    places = list(product(*(range(axis.size) for axis in axes)))
    assert len(described["nodes"]) == len(places)
    for place, node in zip(places, described["nodes"], strict=True):
        twin = kind()
        for axis, value in zip(axes, place, strict=True):
            if axis.button:
                for _ in range(value):
                    getattr(twin, axis.name)()
            else:
                twin.controls[axis.name].index = value
        for theme in ("light", "dark"):
            twin.stage.theme = theme
            shown = node["pictures"][theme]
            assert shown["data"] == files.takes(twin.stage.scene, twin.stage.data)
            assert shown["under"] == files.sheet(twin.stage.under)
        for name, control in twin.controls.items():
            if name in twin.offers and name not in recording.plan.left:
                assert node["traits"][recording.ids[explorer.controls[name]]]["index"] == (
                    control.index
                )


def test_a_button_that_draws_anew_is_played_some_times(tmp_path):
    plan = Recording(PathsExplorer(), Files(tmp_path)).plan
    assert plan.axes[0].name == "other_batches"
    assert plan.axes[0].size == DRAWS + 1


def test_a_button_that_moves_the_hand_alone_has_an_aim(tmp_path):
    explorer = DistributionExplorer()
    plan = Recording(explorer, Files(tmp_path)).plan
    explorer.make_one_hot()
    assert plan.aims["make_one_hot"] == {"index": explorer.controls[explorer.in_hand()].index}


def test_what_depends_on_more_than_is_played_needs_python(tmp_path):
    files = Files(tmp_path)
    assert "meet" in Recording(TugExplorer(), files).plan.left
    assert "w1" in Recording(ByHandExplorer(), files).plan.left
    assert "0" in Recording(SubsetExplorer(), files).plan.left
    assert Recording(SaturationExplorer(), files).left() == []
    assert "P  plain" in Recording(RaceExplorer(), files).left()


def test_a_handle_is_played_where_it_moves_the_hand_alone():
    explorer = ByHandExplorer()
    handles = {handle.name: moves_the_hand(explorer, handle) for handle in explorer.stage.handles}
    assert handles == {"point": True, "line left": False, "line right": False}


def test_what_lies_far_off_is_not_squeezed():
    near = np.array([[[[1.25, -3.5], [np.nan, 7.0]]]], np.float32)
    steps = differences(near)
    whole = np.cumsum(steps, axis=2, dtype=np.int16)
    assert whole[0, 0, 1, 0] == GONE
    assert whole[0, 0, 0].tolist() == [1.25 * PARTS, -3.5 * PARTS]
    assert differences(near * (FARTHEST + 1)) is None
