"""Recordings: a combination that is played is what the library shows, and nothing moves untold."""

import json
from itertools import pairwise, product

import numpy as np
import pytest

from lecture_lib.explorers import (
    BreaksExplorer,
    ByHandExplorer,
    CloudExplorer,
    CompassExplorer,
    DistributionExplorer,
    FreezeExplorer,
    GuessExplorer,
    MemoryExplorer,
    MeterExplorer,
    PathsExplorer,
    RaceExplorer,
    SaturationExplorer,
    StepExplorer,
    SubsetExplorer,
    TangentExplorer,
    TugExplorer,
    ValleyExplorer,
)
from tools.site.axes import Axis, Plan
from tools.site.files import GONE, PARTS, QUICK, Files, smallest, wholes
from tools.site.handles import moves_the_hand, spot_of
from tools.site.plan import DRAWS, FEWEST, fit, thinner
from tools.site.record import Recording, in_runs

KINDS = [
    BreaksExplorer,
    MemoryExplorer,
    PathsExplorer,
    StepExplorer,
    TangentExplorer,
]


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Pictures so small that they are quickly drawn; what is recorded is the same."""
    monkeypatch.setattr("lecture_lib.stage.stage.DENSITY", 0.5)


def nodes_of(described, folder):
    """All combinations, each in full."""
    first = described["first"]
    told = json.loads((folder / described["nodes"]).read_text("utf-8"))
    return [node | {key: first[key] | node[key] for key in ("traits", "shown")} for node in told]


def left(explorer, files):
    """What of an explorer needs Python."""
    return Recording(explorer, files).plan.left


@pytest.mark.parametrize("kind", KINDS)
def test_every_combination_is_what_a_fresh_explorer_shows(kind, tmp_path):
    files, explorer = Files(tmp_path, effort=0), kind()
    recording = Recording(explorer, files, most=12)
    state, described = explorer.state, recording.described()
    axes = recording.plan.axes
    assert explorer.state == state
    assert axes
    places = list(product(*(range(len(axis.values)) for axis in axes)))
    nodes = nodes_of(described, tmp_path)
    assert len(nodes) == len(places)
    for place, node in zip(places, nodes, strict=True):
        twin = kind()
        for axis, value in zip(axes, place, strict=True):
            axis.go(twin, value)
        for theme in ("light", "dark"):
            twin.stage.theme = theme
            shown = node["pictures"][theme]
            assert shown["data"] == files.takes(twin.stage.scene, twin.stage.data)
            assert shown["under"] == files.sheet(twin.stage.under)
        for name, control in twin.controls.items():
            if name in twin.offers and name not in recording.plan.left:
                told = node["traits"][recording.ids[explorer.controls[name]]]
                assert told["options"][told["index"]] == control.options[control.index]


def test_what_is_shown_first_is_as_small_as_can_be(tmp_path):
    explorer, files = TugExplorer(loss="without ½"), Files(tmp_path, effort=6)
    first = Recording(explorer, files, most=4).described()["first"]["pictures"]
    for theme in ("dark", "light"):
        explorer.stage.theme = theme
        written = (tmp_path / first[theme]["under"]).read_bytes()
        assert written == smallest(explorer.stage.under, 6) != smallest(explorer.stage.under, QUICK)


def test_a_button_that_draws_anew_is_played_some_times(tmp_path):
    plan = Recording(PathsExplorer(), Files(tmp_path)).plan
    assert plan.axes[0].name == "other_batches"
    assert plan.axes[0].grades[0] == list(range(DRAWS + 1))


def test_a_button_that_moves_the_hand_alone_has_an_aim(tmp_path):
    explorer = DistributionExplorer()
    plan = Recording(explorer, Files(tmp_path)).plan
    explorer.make_one_hot()
    assert plan.aims["make_one_hot"] == {"index": explorer.controls[explorer.in_hand()].index}


def test_a_button_that_switches_is_played_to_and_fro(tmp_path):
    plan = Recording(CompassExplorer(), Files(tmp_path), most=4).plan
    assert plan.axes[0].name == "show_gradient"
    assert plan.axes[0].values == [0, 1]


def test_a_button_that_leads_to_one_place_leads_there_on_the_page(tmp_path):
    explorer = CloudExplorer()
    plan = Recording(explorer, Files(tmp_path), most=20).plan
    aim = plan.aims["to_the_lowest_place"]
    explorer.to_the_lowest_place()
    (axis,) = plan.axes
    assert axis.values[aim["value"]] == {"theta": explorer.theta}


def test_what_depends_on_more_than_is_played_needs_python(tmp_path):
    files = Files(tmp_path)
    assert "meet" in left(TugExplorer(), files)
    assert "0" in left(SubsetExplorer(), files)
    assert "uniform" in left(GuessExplorer(), files)
    assert Recording(SaturationExplorer(), files).left() == []
    assert "P  plain" in Recording(RaceExplorer(), files).left()


def test_what_is_never_seen_is_not_missed(tmp_path):
    recording = Recording(ValleyExplorer(), Files(tmp_path))
    assert "momentum" not in [axis.name for axis in recording.plan.axes]
    assert recording.left() == []


def test_a_handle_is_played_where_it_moves_the_hand_alone():
    explorer = ByHandExplorer()
    handles = {handle.name: moves_the_hand(explorer, handle) for handle in explorer.stage.handles}
    assert handles == {"point": True, "line left": False, "line right": False}


@pytest.mark.parametrize(("kind", "name"), [(CloudExplorer, "place"), (MeterExplorer, "start")])
def test_a_handle_that_is_dragged_to_a_recorded_place_leads_there(kind, name, tmp_path):
    explorer = kind()
    plan = Recording(explorer, Files(tmp_path), most=20).plan
    handle = next(each for each in explorer.stage.handles if each.name == name)
    axis = next(each for each in plan.axes if each.name in plan.places[name].axes)
    aimed = {aim.get("value") for aim in plan.aims.values()}  # where buttons lead, between notches
    for index in {*range(len(axis.values))} - aimed:
        axis.go(explorer, index)
        wanted = explorer.state
        x, y = spot_of(explorer, name)
        explorer.reset()
        place = (x, explorer.stage.size[1] - y)
        explorer.dragged(name, *map(float, handle.axes.transData.inverted().transform(place)))
        assert explorer.state == wanted
        explorer.reset()


def test_the_ends_of_a_line_know_each_other(tmp_path):
    places = Recording(ByHandExplorer(), Files(tmp_path), most=20).plan.places
    assert {name: reach.other for name, reach in places.items()} == {
        "point": None,
        "line left": "line right",
        "line right": "line left",
    }


def test_fewer_values_keep_the_ends_and_the_present_one():
    for first in (0, 3, 40):
        grades = thinner(list(range(41)), first)
        assert grades[0] == list(range(41))
        for finer, coarser in pairwise(grades):
            assert len(coarser) < len(finer)
            assert {0, first, 40} <= set(coarser)
        assert len(grades[-1]) <= FEWEST


def test_what_has_no_room_is_thinned_out_and_then_left():
    long, short = thinner(list(range(41)), 0), [[0, 1, 2]]
    plan = Plan([Axis("short", "pick", short, 0), Axis("long", "pick", long, 0)])
    fit(plan, 30)
    assert plan.axes[0].values == [0, 1, 2]
    assert plan.thinned == ["long"]
    fit(plan, 4)
    assert [axis.name for axis in plan.axes] == ["short"]
    assert plan.left == ["long"]


def test_names_that_count_on_are_said_in_one():
    names = {
        *(f"face {n}" for n in (*range(8, 13), 1, 2, 40)),
        "start",
        "face",
        "the line, left end",
        *("w1", "w", "w0"),
    }
    said = ["face", "face 1", "face 2", "face 8 to 12", "face 40", "start", "the line, left end"]
    said += ["w", "w0", "w1"]
    assert in_runs(names) == said


def test_numbers_become_whole_parts():
    near = np.array([1.25, -3.5, np.nan, 7.0], np.float32)
    whole, loose = wholes(near, PARTS)
    assert whole.dtype == np.int16
    assert whole.tolist() == [1.25 * PARTS, -3.5 * PARTS, GONE, 7 * PARTS]
    assert not len(loose)
    far, loose = wholes(np.array([3000.0, -0.125, 2e7], np.float32), 100)
    assert far.dtype == np.int32
    assert far.tolist() == [300_000, -13, 2**16 * GONE + 1]
    assert loose.tolist() == [2e7]


def test_two_numbers_are_exchanged(tmp_path):
    explorer = FreezeExplorer()
    recording = Recording(explorer, Files(tmp_path))
    (axis,) = recording.plan.axes
    count = len(recording.hand.options)
    assert recording.left() == []
    assert len(axis.values) == 2 * count
    for option, locked in enumerate(("w0", "w1")):
        assert axis.values[option * count + 3] == {"locked": locked, locked: explorer.offered[3]}
