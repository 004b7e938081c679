"""A face shows its features and its label, at any size, round on any axes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from lecture_lib.pictures.faces import brow_lines, draw_face, draw_faces, mouth_curve
from lecture_lib.pictures.figure import new_figure
from lecture_lib.pictures.style import LIGHT

scores = st.floats(0, 4)


def empty_axes(width=60, height=60):
    """Axes over a whole figure, in its pixels."""
    figure = new_figure(width, height)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.set_axis_off()
    return figure, ax


def like(image, colour):
    """Where an image has a colour, more or less."""
    return np.abs(image - 255 * np.array(to_rgb(colour))).max(axis=-1) < 60


def turn(curve):
    """How much higher the ends of a curve are than its middle."""
    return curve[0, 1] - curve[len(curve) // 2, 1]


@given(scores)
def test_a_mouth_bends_as_its_score_says(mouth):
    bend = (mouth - 2) / 1.6
    np.testing.assert_allclose(turn(mouth_curve(mouth)), 0.38 * bend, atol=1e-12)


def test_a_grin_turns_up_a_frown_down_and_two_is_straight():
    grin, frown, straight = mouth_curve([4, 0, 2])
    assert turn(grin) > 0.3
    assert turn(frown) < -0.3
    assert np.ptp(straight[:, 1]) == 0


def test_brows_are_worried_level_or_raised():
    worried, level, raised = brow_lines([0, 2, 4])
    assert (worried[[1, 3], 1] > worried[[0, 4], 1] + 0.2).all()
    assert np.ptp(level[[0, 1, 3, 4], 1]) == 0
    np.testing.assert_allclose(raised[[0, 1, 3, 4], 1] - level[[0, 1, 3, 4], 1], 0.16)


@given(scores, scores)
def test_features_stay_on_the_head_and_are_symmetric(mouth, brow):
    curve, brows = mouth_curve(mouth), brow_lines(brow)
    assert np.nanmax(np.hypot(*curve.T)) < 1
    assert np.nanmax(np.hypot(*brows.T)) < 1
    for line in (curve, brows):
        np.testing.assert_allclose(line[::-1] * (-1, 1), line, atol=1e-12)


def test_features_have_leading_axes():
    mouth = np.linspace(0, 4, 6).reshape(2, 3)
    assert mouth_curve(mouth, points=7).shape == (2, 3, 7, 2)
    assert brow_lines(mouth).shape == (2, 3, 5, 2)
    np.testing.assert_array_equal(brow_lines(mouth)[1, 2], brow_lines(4))


def test_faces_are_one_artist_with_their_data():
    _, ax = empty_axes()
    faces = draw_faces(ax, [10, 20], [30, 40], [1, 3], [2, 2], [-1, 1])
    assert list(ax.collections) == [faces]
    assert len(faces.get_paths()) == 8
    np.testing.assert_array_equal(faces.get_offsets()[::4], [(10, 30), (20, 40)])
    np.testing.assert_allclose(faces.get_paths()[3].vertices, mouth_curve(1))
    np.testing.assert_allclose(faces.get_paths()[6].vertices, brow_lines(2))


@pytest.mark.parametrize("label", [-1, 1])
@pytest.mark.parametrize("xlim", [(0, 60), (0, 3000)])
def test_a_face_has_its_size_on_the_screen_whatever_the_scales(pixels, label, xlim):
    figure, ax = empty_axes()
    ax.set(xlim=xlim)
    draw_faces(ax, [xlim[1] / 2], [30], [2], [2], [label], size=40)
    rows, columns = np.nonzero((pixels(figure) < 250).any(axis=-1))
    assert np.ptp(rows) == pytest.approx(40, abs=3)
    assert np.ptp(columns) == pytest.approx(40, abs=3)


def test_the_label_shows_in_the_shape_of_the_head(pixels):
    areas = []
    for label in (-1, 1):
        figure, ax = empty_axes()
        draw_faces(ax, [30], [30], [2], [2], [label], size=40)
        drawn = (pixels(figure) < 250).any(axis=-1)
        rows, columns = np.nonzero(drawn)
        areas.append(drawn.sum() / (np.ptp(rows) + 1) / (np.ptp(columns) + 1))
    square, round_ = areas
    assert round_ == pytest.approx(np.pi / 4, abs=0.05)
    assert square > 0.9


@pytest.mark.parametrize("size", [20, 28])
def test_an_expression_can_be_read_at_twenty_pixels(pixels, size):
    turns = []
    for mouth in (0.4, 2, 3.6):
        figure, ax = empty_axes(30, 30)
        draw_faces(ax, [15], [15], [mouth], [2], [1], size=size)
        dark = pixels(figure).sum(axis=-1) < 330
        dark[:17] = False  # eyes and brows
        rows, columns = np.nonzero(dark)
        outer = np.abs(columns - 14.5) > 0.13 * size
        turns.append(rows[~outer].mean() - rows[outer].mean())  # rows count downwards
    frown, straight, smile = turns
    assert frown < -1
    assert abs(straight) < 0.5
    assert smile > 1


def test_a_later_face_hides_all_of_an_earlier_one(pixels):
    alone, ax = empty_axes()
    draw_faces(ax, [30], [30], [4], [2], [1], size=40)
    both, ax = empty_axes()
    draw_faces(ax, [30, 30], [30, 30], [0, 4], [0, 2], [1, 1], size=40)
    inside = np.hypot(*(np.indices((60, 60)) - 29.5)) < 17
    np.testing.assert_array_equal(pixels(alone)[inside], pixels(both)[inside])


def test_one_face_fills_its_axes_and_its_mouth_can_move(pixels):
    figure, ax = empty_axes(160, 100)
    face = draw_face(ax, 4, 2, 1)
    rows, columns = np.nonzero(like(pixels(figure), LIGHT.happy_face))
    assert 80 < np.ptp(rows) <= 100
    assert np.ptp(columns) == pytest.approx(np.ptp(rows), abs=2)
    np.testing.assert_allclose(face.mouth.get_xydata(), mouth_curve(4))
    np.testing.assert_allclose(face.brows.get_xydata(), brow_lines(2))
    before = pixels(figure)
    face.mouth.set_data(*mouth_curve(0).T)
    assert (pixels(figure) != before).any()
