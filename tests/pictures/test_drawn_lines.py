"""Lines lie where their equations say; residual squares are square."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from lecture_lib.pictures.figure import new_axes, new_figure, pixels_per_unit
from lecture_lib.pictures.line import (
    boundary_in_plane,
    happy_side,
    line_over_mouth,
    threshold_points,
)
from lecture_lib.pictures.residuals import draw_residuals, residual_squares

BOX = (-0.3, 4.3, -2.4, 2.4)
weight = st.floats(-5, 5).map(lambda w: round(w, 3))
weights = st.tuples(weight, weight, weight)


def crosses(w, box=BOX):
    """Whether a line meets the inside of a box: its corners are not all on one side."""
    corners = [(x, y) for x in box[:2] for y in box[2:]]
    values = [w[0] + w[1] * x + w[2] * y for x, y in corners]
    return min(values) < 0 < max(values)


@given(weight, weight)
def test_the_line_is_w0_plus_w1_mouth(w0, w1):
    x, y = line_over_mouth((w0, w1), (-0.3, 4.3)).T
    np.testing.assert_array_equal(x, (-0.3, 4.3))
    np.testing.assert_allclose(y, w0 + w1 * x)


@given(weight, weight)
def test_at_the_threshold_y_hat_is_zero(w0, w1):
    points = threshold_points((w0, w1), (-2, 2))
    if w1 == 0:
        assert np.isnan(points[:, 0]).all()
    else:
        np.testing.assert_allclose(w0 + w1 * points[:, 0], 0, atol=1e-9)
        np.testing.assert_array_equal(points[:, 1], (-2, 2))


@given(weights)
def test_a_boundary_lies_on_the_line_and_reaches_from_side_to_side(w):
    ends = boundary_in_plane(*w, BOX)
    if not crosses(w):
        assert np.isnan(ends).all()
        return
    np.testing.assert_allclose(w[0] + ends @ w[1:], 0, atol=1e-9)
    gaps = np.abs(ends[:, [0, 0, 1, 1]] - BOX)
    assert (gaps.min(axis=1) < 1e-9).all()
    assert (ends >= np.array(BOX)[[0, 2]] - 1e-9).all()
    assert (ends <= np.array(BOX)[[1, 3]] + 1e-9).all()


@given(weights)
def test_the_happy_side_is_to_the_right_of_the_boundary(w):
    assume(crosses(w))
    start, end = boundary_in_plane(*w, BOX)
    along = end - start
    assert along @ (-w[2], w[1]) > 0


@given(weights)
def test_the_strip_lies_along_the_line_on_its_happy_side(w):
    corners = happy_side(*w, BOX, depth=0.3)
    if w[1] == w[2] == 0:
        assert np.isnan(corners).all()
        return
    distance = (w[0] + corners @ w[1:]) / np.hypot(*w[1:])
    np.testing.assert_allclose(distance, (0, 0, 0.3, 0.3), atol=1e-9)
    if crosses(w):  # its long sides begin and end outside of the box
        ends = np.sort(boundary_in_plane(*w, BOX), axis=0)
        strip = np.sort(corners[:2], axis=0)
        assert (strip[0] <= ends[0] + 1e-9).all()
        assert (strip[1] >= ends[1] - 1e-9).all()


def test_lines_along_an_axis():
    np.testing.assert_allclose(
        boundary_in_plane([0, -2], [0, 1], [1, 0], BOX),
        [[(4.3, 0), (-0.3, 0)], [(2, -2.4), (2, 2.4)]],
    )


def test_lines_far_out_of_sight_are_not_drawn_and_nobody_is_warned():
    huge, tiny = [1e308, 1e300, 1e9], [1e-308, 1e-300, 1]
    assert np.isnan(boundary_in_plane(huge, tiny, 0, BOX)).all()
    assert threshold_points(np.column_stack([huge, tiny]), (0, 1)).shape == (3, 2, 2)


@given(st.lists(weights, min_size=2, max_size=6))
def test_many_lines_in_one_call_are_those_of_single_calls(many):
    many = np.array(many)
    for geometry in (boundary_in_plane, happy_side):
        together = geometry(*many.T, BOX)
        single = [geometry(*w, BOX) for w in many]
        np.testing.assert_array_equal(together, single)
    pairs = many[:, :2]
    np.testing.assert_array_equal(
        line_over_mouth(pairs, (0, 4)), [line_over_mouth(w, (0, 4)) for w in pairs]
    )


def test_residual_squares_are_square_on_the_screen():
    ax = new_axes(new_figure(500, 300), (0, 0, 500, 300))
    ax.set(xlim=(0, 4), ylim=(-2, 2))
    x, y, y_hat = np.array([[1, 2, 3], [1, -1, 1], [0.25, -0.5, 1]])
    points = residual_squares(x, y, y_hat, pixels_per_unit(ax))
    draw_residuals(ax, points)
    for square, value, target, estimate in zip(points.reshape(3, 6, 2), x, y, y_hat, strict=True):
        np.testing.assert_array_equal(square[:2], [(value, target), (value, estimate)])
        np.testing.assert_array_equal(square[4], square[0])
        assert np.isnan(square[5]).all()
        sides = np.abs(np.diff(ax.transData.transform(square[:5]), axis=0)).max(axis=1)
        np.testing.assert_allclose(sides, sides[0], atol=1e-9)


def test_residual_squares_have_leading_axes():
    y_hat = np.arange(12.0).reshape(2, 3, 2)
    squares = residual_squares([0, 1], [1, -1], y_hat, (50, 60))
    assert squares.shape == (2, 3, 12, 2)
    np.testing.assert_array_equal(
        squares[1, 2], residual_squares([0, 1], [1, -1], y_hat[1, 2], (50, 60))
    )


def test_every_square_is_filled_and_none_is_joined_to_the_next(pixels):
    figure = new_figure(200, 100)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 200), ylim=(0, 100))
    ax.set_axis_off()
    draw_residuals(ax, residual_squares([20, 180], [20, 20], [70, 70], (1, 1)))
    tinted = (pixels(figure) < 255).any(axis=-1)
    assert tinted[50, 45]
    assert tinted[50, 155]
    assert not tinted[:, 75:125].any()
