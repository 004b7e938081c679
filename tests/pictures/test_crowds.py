"""Where faces stand, and the marks on them."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture_lib.data import load_faces
from lecture_lib.pictures.crowd import mark_batch, mark_wrong, mouth_axes, only, swarm
from lecture_lib.pictures.figure import new_axes, new_figure, pixels_per_unit

crowds = st.lists(st.floats(0, 4), min_size=1, max_size=5)


def smallest_gap(mouth, row):
    gaps = [np.diff(np.sort(mouth[row == r])) for r in np.unique(row)]
    return np.concatenate([*gaps, [np.inf]]).min()


@given(crowds)
def test_no_other_choice_of_rows_leaves_a_larger_smallest_gap(mouth):
    mouth = np.array(mouth)
    mine = smallest_gap(mouth, swarm(mouth, np.ones(len(mouth))))
    best = max(smallest_gap(mouth, np.array(row)) for row in product(range(3), repeat=len(mouth)))
    assert mine == best


@given(crowds, st.integers(1, 4), st.floats(0.1, 0.5))
def test_rows_stand_evenly_about_the_label(mouth, rows, spacing):
    height = swarm(mouth, -np.ones(len(mouth)), rows=rows, spacing=spacing)
    wanted = -1 + spacing * (np.arange(rows) - (rows - 1) / 2)
    assert all(np.isclose(h, wanted).any() for h in height)


def test_labels_do_not_mix():
    height = swarm([2, 2, 2, 2], [1, -1, 1, -1], spacing=0.3)
    np.testing.assert_array_equal(np.sign(height), [1, -1, 1, -1])


def test_no_face_of_the_training_set_is_hidden():
    faces = load_faces("train")
    ax = new_axes(new_figure(340, 388), (0, 0, 340, 388))
    mouth_axes(ax)
    spots = np.column_stack([faces.mouth, swarm(faces.mouth, faces.labels)]) * pixels_per_unit(ax)
    apart = np.linalg.norm(spots[:, None] - spots, axis=-1) + 1e9 * np.eye(len(spots))
    assert apart.min() > 4.5  # of 22 pixels; without rows it is 0


def test_only_hides_the_others_for_all_leading_axes():
    shown = np.array([[True, False], [False, False], [True, True]])
    spots = only([(1, 2), (3, 4)], shown)
    assert spots.shape == (3, 2, 2)
    np.testing.assert_array_equal(np.isfinite(spots).all(axis=-1), shown)


@pytest.fixture
def unit_axes():
    """Axes in the pixels of their figure, y up."""
    figure = new_figure(60, 60)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 60), ylim=(0, 60))
    ax.set_axis_off()
    return ax


def drawn(ax, pixels):
    """Coordinates of the pixels that are not paper, relative to the middle, y up."""
    rows, columns = np.nonzero((pixels(ax.figure) < 200).any(axis=-1))
    return columns - 29.5, 29.5 - rows


def test_a_batch_is_ringed(unit_axes, pixels):
    ring = mark_batch(unit_axes, [(30, 30), (np.nan, np.nan)], size=20)
    np.testing.assert_array_equal(ring.get_offsets()[0], (30, 30))
    radius = np.hypot(*drawn(unit_axes, pixels))
    assert radius.min() > 10
    assert radius.max() < 14


def test_a_wrong_face_has_a_cross_at_its_upper_right(unit_axes, pixels):
    mark_wrong(unit_axes, [(30, 30)], size=20)
    x, y = drawn(unit_axes, pixels)
    assert min(x.min(), y.min()) > 2
    assert max(x.max(), y.max()) < 14


def test_where_all_is_nan_nothing_is_drawn(unit_axes, pixels):
    for mark in (mark_batch, mark_wrong):
        mark(unit_axes, np.full((3, 2), np.nan))
    assert len(drawn(unit_axes, pixels)[0]) == 0
