"""Contours, a batch's ghost, arrows."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from matplotlib.colors import to_rgba_array

from lecture_lib.pictures.figure import new_axes, new_figure
from lecture_lib.pictures.landscape import contour_levels, draw_landscape, ellipses, needle_points
from lecture_lib.pictures.style import LIGHT

number = st.floats(-3, 3).map(lambda w: round(w, 3))
curvature = st.floats(0.01, 10)
angle = st.floats(0, 2 * np.pi)
excesses = st.lists(st.floats(0.01, 10), min_size=1, max_size=4)


@pytest.fixture
def ax():
    figure = new_figure(300, 300)
    return new_axes(figure, (0, 0, 300, 300))


def bowl(curvatures, turn):
    q = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return q @ np.diag(curvatures) @ q.T


def test_heights_of_levels_grow_by_a_constant_factor():
    levels = contour_levels(0.15, 30.15, 12, finest=1e-3)
    assert len(levels) == 13
    np.testing.assert_allclose(levels[[0, 1, -1]], (0.15, 0.18, 30.15))
    heights = levels[1:] - 0.15
    np.testing.assert_allclose(heights[1:] / heights[:-1], heights[1] / heights[0])


def test_a_landscape_is_deepest_where_the_loss_is_lowest(ax, pixels):
    w0, w1 = np.linspace(-2, 2, 41), np.linspace(-1, 1, 31)
    loss = (w0 - 1) ** 2 + 3 * (w1[:, None] + 0.5) ** 2
    landscape = draw_landscape(ax, w0, w1, loss)
    assert (*ax.get_xlim(), *ax.get_ylim()) == (-2, 2, -1, 1)
    np.testing.assert_allclose(landscape.bands.get_facecolor(), to_rgba_array(LIGHT.ramp))
    np.testing.assert_allclose(
        landscape.lines.get_edgecolor(), to_rgba_array([LIGHT.contour]), atol=1e-12
    )
    image = pixels(ax.figure)
    column, row = ax.transData.transform((1.01, -0.51))
    np.testing.assert_array_equal(image[300 - int(row), int(column)], 255 * rgb(LIGHT.ramp[0]))
    column, row = ax.transData.transform((-1.9, 0.95))
    np.testing.assert_array_equal(image[300 - int(row), int(column)], 255 * rgb(LIGHT.ramp[-1]))


def rgb(colour):
    return to_rgba_array(colour)[0, :3]


def test_the_lowest_level_is_the_known_optimum(ax):
    grid = np.linspace(1, 2, 5)
    loss = grid**2 + grid[:, None] ** 2
    landscape = draw_landscape(ax, grid, grid, loss, lowest=0.5)
    assert landscape.bands.levels[0] == 0.5


@given(st.tuples(curvature, curvature), angle, st.tuples(number, number), excesses)
def test_on_an_ellipse_the_loss_exceeds_its_least_by_just_that(curvatures, turn, centre, excess):
    hessian = bowl(curvatures, turn)
    rings = ellipses(hessian, centre, excess, points=24).reshape(len(excess), 26, 2)
    assert np.isnan(rings[:, -1]).all()
    np.testing.assert_allclose(rings[:, 0], rings[:, -2], atol=1e-9)
    offset = rings[:, :-1] - centre
    loss = np.einsum("kpi,ij,kpj->kp", offset, hessian, offset) / 2
    np.testing.assert_allclose(loss, np.repeat(excess, 25).reshape(-1, 25), rtol=1e-6)


@given(angle, st.tuples(number, number), st.floats(0.1, 5))
@example(1.2e-158, (0, 0), 1)
def test_a_batch_of_one_has_parallel_lines(turn, centre, excess):
    x = np.array([np.cos(turn), np.sin(turn)])
    ring = ellipses(np.outer(x, x), centre, [excess], points=40)[:-1]
    across, along = (ring - centre) @ x, (ring - centre) @ (-x[1], x[0])
    assert np.abs(along).max() > 5000
    near = np.abs(along) < 2000  # in sight the line is straight: both its corners are far away
    assert not (near & (np.abs(across) < 0.9 * np.sqrt(2 * excess))).any()
    np.testing.assert_allclose(np.abs(across).max(), np.sqrt(2 * excess), rtol=0.01)


def test_a_flat_bowl_has_its_rings_out_of_sight():
    rings = ellipses(np.zeros((2, 2)), (0, 0), [1])
    np.testing.assert_allclose(np.hypot(*rings[:-1].T), 1e4)


def test_ellipses_of_many_batches_in_one_call():
    hessians = np.stack([bowl((1, 2), 0.3), bowl((1, 0), 1), np.eye(2)])
    centres = np.arange(6.0).reshape(3, 2)
    rings = ellipses(hessians, centres, (0.5, 2))
    assert rings.shape == (3, 2 * 42, 2)
    for ring, hessian, centre in zip(rings, hessians, centres, strict=True):
        np.testing.assert_allclose(ring, ellipses(hessian, centre, (0.5, 2)), atol=1e-9)


@given(st.tuples(number, number), st.floats(0.5, 3), angle)
def test_a_needle_leads_from_its_broad_end_to_its_tip(start, length, turn):
    scale = np.array([40, 90])
    vector = length * np.array([np.cos(turn), np.sin(turn)])
    left, tip, right = needle_points(start, vector, scale, width=6) * scale
    np.testing.assert_allclose((left + right) / 2 / scale, start, atol=1e-12)
    np.testing.assert_allclose(tip / scale, np.add(start, vector), atol=1e-12)
    assert np.hypot(*(left - right)) == pytest.approx(6)
    assert (left - right) @ (vector * scale) == pytest.approx(0, abs=1e-9)


def test_no_needle_is_drawn_for_standing_still():
    needles = needle_points((0, 0), [(0.1, 0), (0, 0)], (50, 50))
    assert np.isfinite(needles[0]).all()
    assert np.isnan(needles[1]).all()
