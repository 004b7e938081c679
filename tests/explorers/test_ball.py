"""A ball on a curve: the numbers of E3.2 and E4.1, what is drawn and what is said."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.grins import grins
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.explorers import GrinsExplorer, ValleyExplorer
from lecture_lib.optimizers import Momentum

NUMBERS = json.loads((Path(__file__).parents[1] / "maths" / "numbers.json").read_text())


def end_of(explorer):
    return explorer.run.thetas[-1, explorer.stage.take, 0]


def drag(explorer, x):
    """Move the start's handle to θ = x, as the browser would."""
    px, py = explorer.picture.valley.ax.transData.transform((x, 0.1))
    explorer.stage.position = ["start", px, explorer.stage.size[1] - py]


@pytest.mark.parametrize("setting", NUMBERS["S4.grins_gd"])
def test_grins_end_where_the_table_says(setting):
    eta, momentum = map(float, setting.split("/"))
    table = NUMBERS["S4.grins_gd"][setting]
    starts = np.array([*map(float, table)])[:, None]
    curve = grins(load_faces("grins"), GrinsExplorer.sharpness.default_value)
    run = descend(curve, starts, Momentum(eta, momentum), 2000)
    assert run.thetas[-1, :, 0] == pytest.approx(np.array([*table.values()]), abs=6e-4)


@pytest.mark.parametrize("start", [-5.0, -3.3, -1.8, 0.7, 2.4, 4.5, 5.0])
def test_the_wavy_bowl_leads_every_start_to_its_one_minimum(start):
    explorer = ValleyExplorer(curve="wavy", start=start, steps=100)
    assert end_of(explorer) == pytest.approx(0, abs=1e-6)
    assert "not convex" in explorer.sentence
    assert "rests in the lowest valley" in explorer.sentence


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"curve": "bowl"}, "rests in the lowest valley"),
        ({"curve": "bowl", "eta": 0.95, "steps": 5}, "hopped across the floor"),
        ({"curve": "bowl", "eta": 1.01}, "longer than the one before, and led out of the picture"),
        ({"curve": "bowl", "eta": 3.0, "steps": 400}, "diverges"),
        ({"curve": "bowl", "momentum": 0.95, "steps": 5}, "carried on by its momentum"),
        ({"curve": "wells", "start": 3.3, "eta": 2.0, "steps": 1}, "too long: it landed higher"),
        ({"curve": "crease", "start": 3.0, "eta": 0.4, "steps": 9}, "across the floor of a valley"),
        ({"curve": "endless", "start": 4.0, "eta": 0.05}, "there is no floor"),
        ({"curve": "bowl", "curvature": 0.2, "start": 0.5, "eta": 0.01}, "steps are very short"),
        ({"curve": "wells", "start": 4.0}, "not in the lowest, which is at θ = −2.59"),
        ({"curve": "wells", "start": -4.0}, "rests in the lowest valley"),
        ({"curve": "endless", "start": -1.0}, "there is no floor"),
        ({"curve": "endless", "start": -5.0}, "left the picture"),
        ({"curve": "crease", "eta": 0.7, "start": 3.0}, "hopped across the floor"),
    ],
)
def test_what_the_ball_does_is_said(state, said):
    assert said in ValleyExplorer(**state).sentence


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"start": 2.2}, "4 of 24 faces wrong. It rests in the lowest"),
        (
            {"start": 2.4},
            "5 of 24 faces wrong. It rests in a valley, but not in the lowest, which is at θ = 1.4",
        ),
        ({"start": -2.0, "steps": 2000}, "θ = −2.000, L = 0.2500, slope −2·10⁻⁷"),
        ({"start": 6.0, "steps": 2000}, "the land is flat here"),
        ({"start": 4.0, "sharpness": 2.0}, "rests in the lowest valley"),
        ({"start": 3.5, "sharpness": 40.0}, "rests in a valley, but not in the lowest"),
    ],
)
def test_what_the_line_among_the_grins_does_is_said(state, said):
    assert said in GrinsExplorer(**state).sentence


def test_each_hop_of_the_crease_is_as_long_as_eta_forever():
    explorer = ValleyExplorer(curve="crease", start=3.0, eta=0.7, steps=500)
    hops = np.abs(np.diff(explorer.run.thetas[:, explorer.stage.take, 0]))
    assert hops == pytest.approx(0.7)


def test_momentum_has_a_slider_only_where_it_plays_a_part():
    there = [GrinsExplorer(hand="momentum"), ValleyExplorer(momentum=0.5)]
    without = [GrinsExplorer(), ValleyExplorer(hand="eta")]
    assert all(e.controls["momentum"].layout.display == "" for e in there)
    assert all(e.controls["momentum"].layout.display == "none" for e in without)


def test_every_number_can_be_in_the_hand():
    for hand in GrinsExplorer.HANDS:
        explorer = GrinsExplorer(hand=hand, start=1.0, steps=20)
        assert explorer.stage.takes == len(getattr(GrinsExplorer, hand).values)
        assert explorer.sentence == GrinsExplorer(start=1.0, steps=20).sentence
    with pytest.raises(ValueError, match="hand must be one of start, eta, momentum, got 'c"):
        ValleyExplorer(hand="curvature")


def test_the_hand_finds_its_take_computed():
    explorer = GrinsExplorer(steps=50)
    data = explorer.stage.data
    explorer.start = 1.0
    assert explorer.stage.data is data
    assert explorer.sentence == GrinsExplorer(start=1.0, steps=50).sentence


def test_in_a_hurry_one_take_is_shown_and_it_is_the_right_one():
    explorer = GrinsExplorer(steps=50)
    explorer.start = 1.0
    said = explorer.sentence
    explorer.preview()
    assert explorer.stage.takes == 1
    assert explorer.sentence == said


def test_the_sharpness_in_the_hand_gives_each_take_its_own_curve():
    explorer = GrinsExplorer(hand="sharpness", steps=20)
    shapes = explorer.stage.tracks[explorer.picture.valley.curve].points
    for take, a in enumerate(GrinsExplorer.sharpness.values):
        heights = explorer.curve_of(a).value(explorer.picture.valley.grid)
        assert shapes[take, 0, :, 1] == pytest.approx(heights)


def test_the_ball_is_on_the_curve_and_the_line_stands_on_the_ball():
    explorer = GrinsExplorer(steps=30)
    view, take = explorer.picture.valley, explorer.stage.take
    for frame in (0, 4, 30):
        ((theta, loss),) = explorer.stage.tracks[view.point].at(take, frame)
        assert loss == pytest.approx(explorer.curve_of(6.0).value([theta]))
        line = explorer.stage.tracks[view.line].at(take, frame)
        assert line.tolist() == [[theta, loss], [theta, view.top]]


def test_the_tangent_has_the_slope_of_the_curve():
    explorer = ValleyExplorer(steps=10)
    view, take = explorer.picture.valley, explorer.stage.take
    left, right = explorer.stage.tracks[view.tangent].at(take, 3)
    slope = explorer.curve_of(2.0).gradient(explorer.run.thetas[3, take])
    assert (right - left)[1] / (right - left)[0] == pytest.approx(slope[0])


def test_dragging_the_ball_moves_the_start_by_notches_within_range():
    explorer = GrinsExplorer(steps=20)
    drag(explorer, 1.33)
    assert explorer.start == pytest.approx(1.35)
    drag(explorer, 99.0)
    assert explorer.start == pytest.approx(6.2)


def test_the_curvature_has_a_slider_only_with_the_bowl():
    explorer = ValleyExplorer()
    assert explorer.controls["curvature"].layout.display == ""
    explorer.curve = "wavy"
    assert explorer.controls["curvature"].layout.display == "none"


def test_without_choice_there_is_no_menu_of_curves():
    assert ValleyExplorer().controls["curve"].layout.display == ""
    assert ValleyExplorer(choose=False).controls["curve"].layout.display == "none"


@pytest.mark.parametrize(
    ("kind", "state", "message"),
    [
        (ValleyExplorer, {"start": 5.1}, "start must be within -5 and 5, got 5.1"),
        (ValleyExplorer, {"eta": 0.0}, "eta must be a positive"),
        (ValleyExplorer, {"momentum": 1.0}, "momentum must"),
        (ValleyExplorer, {"curvature": 11}, "curvature must be within 0.1 and 10"),
        (ValleyExplorer, {"curve": "hill"}, "curve must be one of bowl, wavy"),
        (ValleyExplorer, {"steps": 0}, "steps must"),
        (GrinsExplorer, {"start": 7}, "start must be within -2.2 and 6.2"),
        (GrinsExplorer, {"sharpness": 0.4}, "sharpness must be within 0.5 and 40"),
    ],
)
def test_what_is_out_of_range_is_refused_by_name(kind, state, message):
    with pytest.raises(ValueError, match=message):
        kind(**state)


@pytest.mark.parametrize(("steps", "frames"), [(1, 2), (5, 9), (300, 121), (3000, 100)])
def test_shown_steps_rise_from_start_to_end(steps, frames):
    shown = shown_steps(steps, frames)
    assert (shown[0], shown[-1]) == (0, steps)
    assert (np.diff(shown) > 0).all()
    assert len(shown) == min(steps + 1, frames)


def test_a_start_between_the_notches_is_offered_only_while_it_lasts():
    explorer = GrinsExplorer(steps=20)
    takes = explorer.stage.takes
    for start in (1.234, 1.321):
        explorer.start = start
        assert explorer.stage.takes == takes + 1
        assert explorer.run.thetas[0, explorer.stage.take, 0] == start
    explorer.start = 1.3
    assert explorer.stage.takes == takes


@pytest.mark.parametrize("sharpness", ["2.5", "3", "4", "6"])
def test_the_lowest_place_is_told_to_two_digits(sharpness):
    deeper = NUMBERS["S4.grins_minima_a"][sharpness][0]
    said = GrinsExplorer(start=3.5, sharpness=float(sharpness)).sentence
    assert f"which is at θ = {deeper:.2f}." in said


@pytest.mark.parametrize("state", [{"curvature": 6.0}, {"curvature": 10.0}, {"curve": "wells"}])
def test_every_start_is_in_the_picture(state):
    explorer = ValleyExplorer(start=5.0, **state)
    (_, height) = explorer.stage.tracks[explorer.picture.valley.point].at(explorer.stage.take, 0)[0]
    low, high = explorer.picture.valley.ax.get_ylim()
    assert low < height < high
