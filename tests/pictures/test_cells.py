"""Cells of linear scores, and faces of four moods."""

import numpy as np
import pytest

from lecture_lib.experiments.moods import MOODS
from lecture_lib.pictures.cells import cell_points, draw_cell
from lecture_lib.pictures.figure import new_figure
from lecture_lib.pictures.moods import OPENS, TYPICAL, draw_moods, mood_mouth
from lecture_lib.pictures.style import LIGHT

BOX = (-2, 2, -1.5, 2)


def areas(cells):
    """Areas of polygons, by the shoelace formula."""
    x, y = np.moveaxis(cells, -1, 0)
    cross = x * np.roll(y, -1, axis=-1) - y * np.roll(x, -1, axis=-1)
    return np.nan_to_num(cross.sum(axis=-1) / 2)


def test_cells_cover_the_box_without_overlap():
    W = np.random.default_rng(0).normal(size=(500, 4, 3))
    cells = cell_points(W, BOX)
    assert cells.shape == (500, 4, 7, 2)
    assert (areas(cells) >= 0).all()
    np.testing.assert_allclose(areas(cells).sum(axis=-1), 14)


def test_in_the_middle_of_its_cell_a_class_has_the_highest_score():
    W = np.random.default_rng(1).normal(size=(200, 4, 3))
    cells = cell_points(W, BOX)
    middle = cells.mean(axis=-2)
    scores = np.einsum("nkd,njd->njk", W, np.insert(middle, 0, 1, axis=-1))
    there = areas(cells) > 1e-6
    assert there.sum() > 400
    np.testing.assert_array_equal(scores.argmax(axis=-1)[there], np.nonzero(there)[1])


def test_of_equal_scores_the_first_has_it():
    assert areas(cell_points(np.zeros((4, 3)), BOX)).tolist() == [14, 0, 0, 0]


@pytest.mark.parametrize("W", [np.zeros(3), np.zeros((4, 2)), np.full((4, 3), np.nan)])
def test_bad_weights_are_refused(W):
    with pytest.raises(ValueError, match="W must"):
        cell_points(W, BOX)


def test_a_box_is_four_numbers():
    with pytest.raises(ValueError, match="box must"):
        cell_points(np.zeros((4, 3)), (0, 1))


def test_a_mouth_opens_where_the_brows_are_raised():
    line, ring = mood_mouth(0.5, OPENS), mood_mouth(0.5, OPENS + 0.01)
    assert line[0, 0] != pytest.approx(line[-1, 0])
    np.testing.assert_allclose(ring[0], ring[-1], atol=1e-12)
    assert np.ptp(mood_mouth(0, 1.5)[:, 1]) > np.ptp(ring[:, 1])


def test_moods_differ_in_colour_and_in_shape():
    figure = new_figure(400, 100)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 4), ylim=(0, 1))
    faces = draw_moods(ax, np.arange(4) + 0.5, np.full(4, 0.5), *np.transpose(TYPICAL), MOODS)
    assert len({tuple(c) for c in faces.get_facecolors()[::4]}) == 4
    heads = [path.vertices for path in faces.get_paths()[::4]]
    assert (
        len({np.round(np.ptp(head, axis=0), 2).tobytes() + head[8].tobytes() for head in heads})
        == 4
    )
    with pytest.raises(ValueError, match="mood must be one of"):
        draw_moods(ax, [0], [0], [0], [0], ["angry"])


def test_a_cell_has_the_colour_of_its_class():
    ax = new_figure(100, 100).add_axes((0, 0, 1, 1))
    looks = {draw_cell(ax, np.zeros((3, 2)), f"{mood}_face").get_facecolor() for mood in MOODS}
    assert len(looks) == len(MOODS)
    assert all(hasattr(LIGHT, f"{mood}_face") for mood in MOODS)
