"""Cells, bars and tags."""

import numpy as np
import pytest

from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.figure import new_axes, new_figure
from lecture_lib.pictures.heat_map import cell_edges, draw_cells
from lecture_lib.pictures.style import LIGHT, style
from lecture_lib.pictures.tags import draw_tag

LEVELS = np.arange(1, len(LIGHT.ramp))


@pytest.fixture
def ax():
    return new_axes(new_figure(340, 388), (0, 0, 340, 388))


def test_small_numbers_are_deep_and_holes_are_paper(ax):
    cells = draw_cells(ax, [0, 1, 2], [0, 1, 2], [[0.5, 1.5], [np.nan, 99]], LEVELS)
    ramp = [tuple(colour) for colour in cells.get_facecolor()]
    assert len(ramp) == 3
    wanted = draw_cells(ax, [0, 1], [0, 1], [[0.5]], LEVELS).get_facecolor()[0]
    assert ramp[0] == tuple(wanted)
    assert len(set(ramp)) == 3
    boxes = [path.get_extents().bounds for path in cells.get_paths()]
    assert boxes == [(0, 0, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (([0, 1], [0, 1], [[1.0, 2.0]], LEVELS), "values"),
        (([0, 1], [0, 1], [[1.0]], [1, 2]), "levels"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(ax, arguments, name):
    with pytest.raises(ValueError, match=name):
        draw_cells(ax, *arguments)


@pytest.mark.parametrize("centres", [[1], [2, 1], [1, 1]])
def test_cells_need_rising_centres(centres):
    with pytest.raises(ValueError, match="centres"):
        cell_edges(centres)


def test_edges_lie_half_way():
    assert cell_edges([0, 1, 3]).tolist() == [-0.5, 0.5, 2, 4]


def test_bars_reach_from_zero_to_their_height(ax):
    heights = np.array([[1.0, -2.0], [np.nan, 3.0]])
    points = bar_points([0, 5], heights, width=0.5)
    assert points.shape == (2, 10, 2)
    first = points[0].reshape(2, 5, 2)
    assert first[:, 1, 1].tolist() == [1.0, -2.0]
    assert first[:, 0, 1].tolist() == [0.0, 0.0]
    assert first[1, :4, 0].tolist() == [4.75, 4.75, 5.25, 5.25]
    assert np.isnan(points[1, :5, 1]).all()
    assert np.isnan(first[:, 4]).any(axis=-1).all()
    assert draw_bars(ax, points[0]).get_facecolor()[3] > 0
    assert draw_bars(ax, points[0], filled=False).get_facecolor()[3] == 0


def test_a_tag_has_the_colour_of_its_thing(ax):
    disc, letter = draw_tag(ax, [(1, 2)], "A", style("adam"))
    assert disc.get_markerfacecolor() == LIGHT.adam
    assert letter.get_markerfacecolor() == LIGHT.paper
    assert letter.get_zorder() > disc.get_zorder()
    with pytest.raises(ValueError, match="letter"):
        draw_tag(ax, [(1, 2)], "Adam", style("adam"))
