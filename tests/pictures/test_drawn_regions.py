"""Regions with islands and holes, height lines, and legends."""

import numpy as np
import pytest
from matplotlib.path import Path

from lecture_lib.pictures.figure import new_axes, new_figure
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.regions import draw_region, level_lines, region_rings
from lecture_lib.pictures.style import style

GRID = np.linspace(-2, 2, 81)
RADIUS = np.hypot(*np.meshgrid(GRID, GRID))


def pieces(points):
    """The parts between the rows of NaN."""
    gaps = np.flatnonzero(np.isnan(points[:, 0]))
    return [part for part in np.split(points, gaps) if len(part) > 1]


def turn(ring):
    """Signed area: positive anticlockwise."""
    x, y = ring[~np.isnan(ring[:, 0])].T
    return 0.5 * (x[:-1] * y[1:] - x[1:] * y[:-1]).sum()


def test_a_hole_runs_the_other_way_round():
    outer, hole = sorted(pieces(region_rings(GRID, GRID, 0.25 - (RADIUS - 1) ** 2)), key=len)[::-1]
    assert turn(outer) == pytest.approx(np.pi * 1.5**2, rel=0.01)
    assert turn(hole) == pytest.approx(-np.pi * 0.5**2, rel=0.02)


def test_layers_have_one_length_and_an_empty_one_is_nan():
    rings = region_rings(GRID, GRID, np.stack([1 - RADIUS, -1 - RADIUS]))
    assert rings.shape[0] == 2
    assert np.isnan(rings[1]).all()
    assert len(pieces(rings[0])) == 1


def test_height_lines_lie_at_their_heights():
    lines = level_lines(GRID, GRID, RADIUS, [0.5, 1.5])
    heights = np.hypot(*lines[~np.isnan(lines[:, 0])].T)
    assert set(heights.round(1)) == {0.5, 1.5}


@pytest.mark.parametrize("trace", [region_rings, lambda x, y, v: level_lines(x, y, v, [0])])
def test_values_must_fit_the_grid(trace):
    with pytest.raises(ValueError, match=r"values must have shape \(\.\.\., 81, 80\)"):
        trace(GRID[1:], GRID, RADIUS)
    with pytest.raises(ValueError, match="values must hold finite numbers"):
        trace(GRID, GRID, np.where(RADIUS > 1, np.nan, 1))


def test_a_region_is_filled_between_its_rings_alone():
    ax = new_axes(new_figure(300, 300), (0, 0, 300, 300))
    ax.set(xlim=(-2, 2), ylim=(-2, 2))
    region = draw_region(ax, region_rings(GRID, GRID, 0.25 - (RADIUS - 1) ** 2))
    ax.figure.canvas.draw()
    pixels = np.asarray(ax.figure.canvas.buffer_rgba())

    def colour(x, y):
        column, row = ax.transData.transform((x, y)).round().astype(int)
        return tuple(pixels[300 - row, column, :3])

    assert colour(0.07, 0.07) == colour(1.7, 1.7) == (255, 255, 255)
    assert colour(0.71, 0.73) != (255, 255, 255)
    assert isinstance(region.get_path(), Path)


def test_a_legend_shows_each_meaning_as_it_is_drawn():
    ax = new_axes(new_figure(300, 300), (0, 0, 300, 300))
    legend = draw_legend(ax, {"loss": "training", "validation": "validation"})
    assert [text.get_text() for text in legend.get_texts()] == ["training", "validation"]
    for line, meaning in zip(legend.get_lines(), ("loss", "validation"), strict=True):
        assert line.get_color() == style(meaning)["color"]
        assert line.get_linewidth() == style(meaning)["linewidth"]
    assert legend.get_zorder() <= 3
    on_top = draw_legend(ax, {"loss": "training"}, on_top=True)
    assert on_top.get_zorder() == 9
    assert on_top.get_frame_on()
    assert not legend.get_frame_on()
    with pytest.raises(ValueError, match="meaning must be one of"):
        draw_legend(ax, {"sine": "sine"})
