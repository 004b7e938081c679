"""The compass and the surface: which way is steepest, and where the gradient lives."""

import numpy as np
import pytest
from test_line import NUMBERS, drag

from lecture_lib.explorers import CompassExplorer, SurfaceExplorer
from lecture_lib.explorers.views.surface import AZIMUTHS, HEIGHT

WANTED = NUMBERS["S2.angle"]


def test_the_needle_finds_the_steepest_direction_60_degrees_off():
    explorer = CompassExplorer(shown=True)
    said = [explorer.stage.sentence(take=k) for k in range(360)]
    best = [k for k, sentence in enumerate(said) if "no other whole degree" in sentence]
    down = np.degrees(np.arctan2(*-np.array(WANTED["grad"])[::-1])) % 360
    assert len(best) == 1
    assert abs(best[0] - down) < 1
    assert f"{WANTED['angle_deg']:.0f}° apart" in explorer.sentence


def test_from_the_origin_it_is_63_degrees():
    assert (
        f"{NUMBERS['S2.angle0']['angle_deg']:.0f}° apart"
        in CompassExplorer(w0=0, w1=0, shown=True).sentence
    )


def test_a_short_step_keeps_what_the_slope_promises():
    said = CompassExplorer(angle=244, length=0.01).sentence
    assert "changes the loss by −0.0801, its slope promises −0.0804" in said


def test_changes_are_those_of_the_loss():
    explorer = CompassExplorer(angle=30, length=0.5)
    value = explorer.model.objective.value
    there = np.array([1.5, 1.0]) + 0.5 * np.array([np.cos(np.pi / 6), np.sin(np.pi / 6)])
    change = value(there) - value([1.5, 1.0])
    assert f"changes the loss by {change:.4f}" in explorer.sentence
    assert "uphill" in explorer.sentence
    gradient = explorer.model.objective.gradient([1.5, 1.0])
    on_wave = explorer.stage.tracks[explorer.picture.on_wave].at(explorer.stage.take, 0)[0]
    assert on_wave == pytest.approx((30, change / 0.5 / np.linalg.norm(gradient)))


@pytest.mark.parametrize(
    ("length", "said"), [(0.1, "further down"), (2.0, "downhill"), (3.0, "the step is too long")]
)
def test_the_way_down_can_be_walked_too_far(length, said):
    assert said in CompassExplorer(angle=244, length=length).sentence


def test_gradient_and_goal_are_drawn_when_asked_for():
    explorer = CompassExplorer()
    arrows = (explorer.picture.gradient, explorer.picture.goal)
    assert all(np.isnan(explorer.stage.tracks[arrow].points).all() for arrow in arrows)
    explorer.shown = True
    tip = explorer.stage.tracks[explorer.picture.goal].points[0, 0, 3]
    missing = explorer.model.optimum - tip
    assert 0.1 < np.linalg.norm(missing) < 0.3
    goal = explorer.model.optimum - (1.5, 1.0)
    assert missing @ goal == pytest.approx(np.linalg.norm(missing) * np.linalg.norm(goal))
    assert np.isfinite(explorer.stage.tracks[explorer.picture.gradient].points).all()


def test_the_needle_and_the_compass_can_be_dragged():
    explorer = CompassExplorer()
    drag(explorer, "needle", explorer.picture.map, -0.5, 1.0)
    assert explorer.angle == 180
    drag(explorer, "place", explorer.picture.map, -2.02, 0.51)
    assert (explorer.w0, explorer.w1, explorer.angle) == (-2.0, 0.5, 180)


@pytest.mark.parametrize("place", [(1.5, 1.0), (-3.0, 2.0), (0.5, -1.5)])
def test_the_gradient_is_square_to_the_contour_and_its_length_is_the_slope(place):
    explorer = SurfaceExplorer(w0=place[0], w1=place[1])
    gradient = explorer.model.objective.gradient(np.array(place))
    assert "along the contour the slope is 0.00" in explorer.sentence
    assert f"along the arrow {np.linalg.norm(gradient):.2f}" in explorer.sentence
    ring = explorer.stage.tracks[explorer.picture.level].points[0, 0, :-1]
    loss = explorer.model.objective.value(np.array(place))
    assert explorer.model.objective.value(ring) == pytest.approx(np.full(len(ring), loss))


def from_the_front(explorer, artist):
    """Points of an artist in the box, seen with x to the right: (x, y sin 28° + z cos 28°)."""
    return explorer.stage.tracks[artist].points[AZIMUTHS.index(0), 0]


def test_the_tangent_plane_has_the_slopes_of_the_gradient_and_the_normal_is_square_to_it():
    explorer = SurfaceExplorer(w0=1.5, w1=1.0)
    space, tilt = explorer.picture.space, np.radians(28)
    plane = from_the_front(explorer, explorer.picture.tangent_plane)
    along_x, along_y = plane[1] - plane[0], plane[3] - plane[0]
    per_unit = np.array([4.0, 4.0]) * space.per_loss  # the box is 4 weights wide to either side
    slope_x = along_x[1] / np.cos(tilt) / along_x[0]
    slope_y = (along_y[1] / along_x[0] - np.sin(tilt)) / np.cos(tilt)
    assert (slope_x, slope_y) == pytest.approx(per_unit * WANTED["grad"], rel=1e-4)
    corners = from_the_front(explorer, explorer.picture.normal)
    normal = corners[3] - (corners[0] + corners[6]) / 2
    vector = np.array([slope_x, slope_y, -1.0])
    seen = np.array([vector[0], np.sin(tilt) * vector[1] + np.cos(tilt) * vector[2]])
    assert normal / np.linalg.norm(normal) == pytest.approx(seen / np.linalg.norm(seen), abs=1e-6)


def test_the_lowest_place_lies_at_the_bottom_of_the_box_and_the_cap_at_its_top():
    space = SurfaceExplorer().picture.space
    heights = space.lift(np.zeros((2, 2)), np.array([space.lowest, space.cap]))[:, 2]
    assert heights == pytest.approx([0, HEIGHT])
    highest = max(np.nanmax(cells[:, 2]) for cells in space.cells)
    assert highest == pytest.approx(HEIGHT)


def test_the_plane_touches_the_surface():
    explorer = SurfaceExplorer(w0=1.0, w1=0.5)
    plane = explorer.stage.tracks[explorer.picture.tangent_plane].points
    place = explorer.stage.tracks[explorer.picture.place].points
    assert plane.shape[0] == len(AZIMUTHS)
    assert plane.mean(axis=2) == pytest.approx(place[:, :, 0])


def test_the_cut_has_the_slope_of_the_arrow():
    explorer = SurfaceExplorer(w0=1.5, w1=1.0)
    (x0, y0), (x1, y1) = explorer.stage.tracks[explorer.picture.tangent].at(0, 0)
    assert (y1 - y0) / (x1 - x0) == pytest.approx(np.linalg.norm(WANTED["grad"]), rel=1e-5)
    curve = explorer.stage.tracks[explorer.picture.curve].at(0, 0)
    assert np.interp(0, *curve.T) == pytest.approx(6.29139, rel=1e-5)


def test_places_off_the_surface_and_at_the_bottom_are_said():
    assert "cut off" in SurfaceExplorer(w0=4, w1=4).sentence
    assert "almost level" in SurfaceExplorer(w0=-1.55, w1=0.8).sentence


def test_in_a_hurry_the_side_in_view_is_shown_alone():
    explorer = SurfaceExplorer()
    whole, said = len(explorer.stage.data), explorer.sentence
    explorer.preview()
    assert len(explorer.stage.data) < whole / 10
    assert explorer.sentence == said


def test_a_contour_to_walk_along_stays_on_the_map():
    picture = SurfaceExplorer(w0=0.0, w1=0.0).picture
    (pinned,) = [
        line
        for line in picture.map.lines
        if line.get_linestyle() == "--" and not line.get_animated()
    ]
    spots = pinned.get_xydata()[:-1]
    np.testing.assert_allclose(picture.model.objective.value(spots), 0.5)
