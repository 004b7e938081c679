"""Surfaces seen from any side, and arrows that keep their shape."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.figure import new_axes, new_figure
from lecture_lib.pictures.style import LIGHT
from lecture_lib.pictures.surface import (
    CORNERS,
    cells_below,
    draw_plane,
    draw_surface,
    level_lines,
    project,
)

AXIS = np.linspace(-1, 1, 9)
BOWL = AXIS[:, None] ** 2 + AXIS**2


@pytest.fixture
def ax():
    return new_axes(new_figure(340, 388), (0, 0, 340, 388))


def test_a_projection_keeps_lengths_across_and_shortens_those_along():
    points = np.random.default_rng(0).normal(size=(5, 3))
    for azimuth in (-60, 0, 45):
        seen = project(points, azimuth, elevation=30)
        assert project(-points, azimuth, elevation=30) == pytest.approx(-seen)
        assert (np.hypot(*seen.T) <= np.linalg.norm(points, axis=1) + 1e-12).all()
    assert project([[0, 0, 1]], 73, elevation=0) == pytest.approx(np.array([[0, 1]]))
    assert project([[0, 1, 5]], 0, elevation=90) == pytest.approx(np.array([[0, 1]]))


def test_many_sides_are_one_call():
    points, azimuths = np.ones((4, 3)), np.array([0.0, 30.0])
    seen = project(points, azimuths)
    assert seen.shape == (2, 4, 2)
    for one, azimuth in zip(seen, azimuths, strict=True):
        np.testing.assert_allclose(one, project(points, azimuth))


def test_walking_round_turns_the_floor():
    assert project([[1, 0, 0]], 90, elevation=90) == pytest.approx(np.array([[0, -1]]))


def test_rows_come_from_the_back_to_the_front():
    rows = cells_below(AXIS, AXIS, BOWL, cap=5)
    assert len(rows) == 8
    depth = [np.nanmean(row[..., 1]) for row in rows]
    assert depth == sorted(depth, reverse=True)
    assert all(row.shape == (8, CORNERS, 3) for row in rows)


def test_nothing_lies_above_the_cap_and_the_rim_lies_on_it():
    cells = np.concatenate(cells_below(AXIS, AXIS, BOWL, cap=0.5))
    heights = cells[..., 2]
    assert np.nanmax(heights) == pytest.approx(0.5)
    assert 0 < len(cells) < 64
    assert (cells[:, -2] == cells[:, 0]).all()
    assert np.isnan(cells[:, -1]).all()


def test_a_surface_above_the_cap_is_not_there():
    assert cells_below(AXIS, AXIS, BOWL + 3, cap=1) == []


def test_level_lines_are_level():
    lines = level_lines(AXIS, AXIS, AXIS[:, None] + 2 * AXIS, [0, 1])
    values = lines[:, 1] + 2 * lines[:, 0]
    assert set(values[np.isfinite(values)].round(9)) == {0, 1}
    assert np.isnan(lines).any()
    assert np.isnan(level_lines(AXIS, AXIS, BOWL, [9])).all()


def test_near_rows_are_drawn_over_far_ones(ax):
    rows = draw_surface(ax, [np.zeros((1, 2))] * 5, moving=True)
    order = [row.get_zorder() for row in rows]
    assert order == sorted(order)
    assert 4 < order[0] <= order[-1] < 5
    assert draw_plane(ax, np.zeros((3, 2)), moving=True).get_zorder() > order[-1]


@pytest.mark.parametrize("angle", [0.3, 2.0, 4.5])
def test_an_arrow_keeps_its_shape_at_every_angle(angle):
    scale = np.array([20.0, 60.0])
    vector = np.array([np.cos(angle), np.sin(angle)])
    points = arrow_points((1, 2), vector, scale, width=4, head=10)
    pixels = (points - (1, 2)) * scale
    assert points[3] == pytest.approx(vector + np.array([1, 2]))
    assert np.linalg.norm(pixels[0] - pixels[6]) == pytest.approx(4)
    assert np.linalg.norm(pixels[2] - pixels[4]) == pytest.approx(10)
    middle = (pixels[2] + pixels[4]) / 2
    assert np.linalg.norm(pixels[3] - middle) == pytest.approx(10)


def test_a_short_arrow_is_smaller_as_a_whole():
    points = arrow_points((0, 0), (0.5, 0), (10, 10), width=4, head=10) * 10
    assert np.ptp(points, axis=0) == pytest.approx((5, 5))


def test_no_vector_is_no_arrow():
    assert np.isnan(arrow_points((0, 0), (0, 0), (1, 1))).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: project([[1, 2]], 0), "points must have shape"),
        (lambda: project([[1, 2, 3]], np.nan), "azimuth must hold finite"),
        (lambda: cells_below(AXIS, AXIS, BOWL[:3], 1), "z must have shape"),
        (lambda: cells_below(AXIS, AXIS, np.full_like(BOWL, np.nan), 1), "z must hold finite"),
        (lambda: arrow_points((0, 0), (1, 1), (1, -1)), "scale must be"),
        (lambda: arrow_points((0, 0, 0), (1, 1), (1, 1)), "start must have"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_an_arrow_is_drawn_in_the_colour_of_its_role(ax):
    arrow = draw_arrow(ax, "gradient", arrow_points((0, 0), (1, 1), (50, 50)))
    assert to_hex(arrow.get_facecolor()) == LIGHT.gradient
