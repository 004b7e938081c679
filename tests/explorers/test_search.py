"""Being the optimizer: what is looked at, what four nudges tell, and where the steps lead."""

import numpy as np
import pytest
from test_line import NUMBERS, drag

from lecture_lib.descent import descend
from lecture_lib.explorers import SearchExplorer
from lecture_lib.explorers.loop.search import PART
from lecture_lib.optimizers import GradientDescent
from lecture_lib.pictures.style import LIGHT


def test_the_numbers_of_the_start_and_of_the_lowest_place():
    said = SearchExplorer(shown=True).sentence
    assert "loss 0.5000, 20 of 40 faces wrong" in said
    assert "lowest loss of all is 0.1523 at (−1.55, 0.78)" in said


def test_every_place_counts_as_a_look_once():
    explorer = SearchExplorer()
    assert explorer.visited == ((0.0, 0.0),)
    explorer.w0 = 1.0
    explorer.set(w0=1.0, w1=0.5)
    explorer.w1 = 0.0
    assert explorer.visited == ((0.0, 0.0), (1.0, 0.0), (1.0, 0.5))
    explorer.measure()
    assert len(explorer.visited) == 7
    assert "Looks at the meter: 7." in explorer.sentence


def test_four_nudges_say_what_the_loss_does():
    explorer = SearchExplorer(w0=1.5, w1=1.0)
    assert "Nudging" not in explorer.sentence
    explorer.measure()
    value = explorer.model.objective.value
    changes = [value(place) - value([1.5, 1.0]) for place in explorer.visited[1:]]
    for change in changes:
        assert f"{change:.4f}".replace("-", "−") in explorer.sentence


def test_a_hand_can_nudge_too():
    by_hand, by_key = SearchExplorer(), SearchExplorer()
    for name, values in (("w0", (-0.05, 0.05, 0.0)), ("w1", (-0.05, 0.05, 0.0))):
        for value in values:
            setattr(by_hand, name, value)
    by_key.measure()
    assert set(by_hand.visited) == set(by_key.visited)
    assert by_hand.sentence == by_key.sentence


def test_nudges_hold_where_they_were_made():
    explorer = SearchExplorer()
    explorer.measure()
    needle = explorer.stage.tracks[explorer.picture.needle].points[:, 0, :, 0]
    known = [
        w0 for w0, here in zip(explorer.offered, np.isfinite(needle).all(1), strict=True) if here
    ]
    assert known == [0.0]


def test_the_needle_points_down_the_gradient():
    explorer = SearchExplorer(w0=1.5, w1=1.0)
    explorer.measure()
    start, tip = explorer.stage.tracks[explorer.picture.needle].at(explorer.stage.take, 0)[[0, 3]]
    middle = np.array([1.5, 1.0])
    gradient = explorer.model.objective.gradient(middle)
    along = (tip - middle) / np.linalg.norm(tip - middle)
    assert along == pytest.approx(-gradient / np.linalg.norm(gradient), abs=1e-6)
    assert np.linalg.norm(start - middle) < 0.1


def test_steps_by_nudges_are_gradient_descent():
    steps = NUMBERS["S1.gd_steps_to_0.16"][str(PART)]
    explorer = SearchExplorer(w0=1.5, w1=1.0)
    run = descend(explorer.model.objective, [1.5, 1.0], GradientDescent(PART), steps)
    for k in range(steps):
        assert explorer.model.objective.value(explorer.here) >= 0.16
        explorer.step()
        assert explorer.here == pytest.approx(run.thetas[k + 1], abs=2e-3)
    assert explorer.model.objective.value(explorer.here) < 0.16
    assert len(explorer.visited) == 1 + 5 * steps  # four nudges for each step, and where it led
    again = SearchExplorer(w0=1.5, w1=1.0)
    again.step(steps)
    assert (again.here, again.visited) == (explorer.here, explorer.visited)
    assert f"581, and {steps} steps. w₀" in again.sentence
    again.reset()
    again.step()
    assert "6, and 1 step. w₀" in again.sentence


def test_dots_lie_on_the_places_in_the_colour_of_their_loss():
    explorer = SearchExplorer(w0=-1.5, w1=0.8, visited=((3, 3), (3, 2.9), (0, 0)))
    picture = explorer.picture
    dots = explorer.stage.tracks[picture.dots].points[0, 0]
    places = {tuple(dot): k % len(LIGHT.seen) for k, dot in enumerate(dots) if dot[0] == dot[0]}
    assert set(places) == set(explorer.visited)
    by_loss = sorted(places, key=lambda place: explorer.model.objective.value(place))
    assert by_loss[0] == (-1.5, 0.8)
    colours = [places[place] for place in by_loss]
    assert colours == sorted(colours)
    assert colours[0] < colours[1] < colours[3]


def test_uncovering_takes_the_cover_away_and_back():
    explorer = SearchExplorer()
    covered = explorer.stage.tracks[explorer.picture.cover].points
    assert np.ptp(covered, axis=2) == pytest.approx(8)
    explorer.shown = True
    assert np.isnan(explorer.stage.tracks[explorer.picture.cover].points).all()
    explorer.shown = False
    assert np.isfinite(explorer.stage.tracks[explorer.picture.cover].points).all()


def test_a_step_off_the_notches_leaves_no_trace_on_the_slider():
    explorer = SearchExplorer(w0=1.5, w1=1.0)
    notches = list(explorer.offered)
    explorer.step()
    assert explorer.w0 in explorer.offered
    assert len(explorer.offered) == len(notches) + 1
    explorer.step()
    assert len(explorer.offered) == len(notches) + 1
    explorer.w0 = 0.5
    assert explorer.offered == notches


def test_dragging_the_point_moves_the_line():
    explorer = SearchExplorer()
    drag(explorer, "point", explorer.picture.map, -1.23, 0.77)
    assert explorer.here == (-1.25, 0.75)
    assert explorer.here in explorer.visited


def test_the_meter_marks_what_to_get_below_far_enough_apart_to_read():
    meter = SearchExplorer().picture.instruments.bar.axes
    marked = [line.get_ydata()[0] for line in meter.lines if line.get_linestyle() == "--"]
    assert {0.16, 0.2} <= set(marked)
    places = meter.transData.transform([(0, 0.16), (0, 0.2), (0, 1), (0, 10), (0, 100)])[:, 1]
    assert np.diff(places).min() > 11
