"""Sizes in CSS pixels, legible type, and no global state."""

import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot, rc_context, rcParams
from matplotlib import style as mpl_style
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

import lecture_lib.pictures
from lecture_lib.pictures.figure import (
    axes_size,
    new_axes,
    new_figure,
    pixels_per_unit,
    side_by_side,
    text_style,
)
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage.sheets import render

MODULES = [path.stem for path in Path(lecture_lib.pictures.__path__[0]).glob("[a-z]*.py")]


def test_a_figure_has_the_size_it_was_asked_for(pixels):
    assert pixels(new_figure(321, 123)).shape == (123, 321, 3)
    assert pixels(new_figure(321, 123), density=2).shape == (246, 642, 3)


def test_panels_tile_the_figure():
    panels = side_by_side(new_figure(1000, 400), (1.12, 1, 0.88))
    lefts, tops, widths, heights = np.transpose(panels)
    np.testing.assert_array_equal(lefts, [0, *np.cumsum(widths)[:-1]])
    assert (sum(widths), set(tops), set(heights)) == (1000, {0}, {400})


def test_axes_keep_their_margins_inside_their_panel():
    figure = new_figure(600, 400)
    ax = new_axes(figure, (300, 100, 300, 200), title="Title", xlabel="x", ylabel="y")
    x0, y0, x1, y1 = ax.get_position().extents * (600, 400, 600, 400)
    np.testing.assert_allclose((x0, 600 - x1), (340, 14))
    np.testing.assert_allclose((400 - y1, y0), (158, 144))
    np.testing.assert_allclose(axes_size(ax), (246, 98))


def test_labels_stay_inside_their_panel():
    figure = new_figure(340, 388)
    ax = new_axes(
        figure, (0, 0, 340, 388), title="Title", xlabel="step", ylabel="ŷ = w₀ + w₁ mouth"
    )
    ax.set(xlim=(0, 200), ylim=(-1.5, 1.5))
    box = ax.get_tightbbox(figure.canvas.get_renderer())
    assert min(box.x0, box.y0, 340 - box.x1, 388 - box.y1) >= 0


def test_pixels_per_unit():
    figure = new_figure(254, 302)
    ax = new_axes(figure, (0, 0, 254, 302))
    ax.set(xlim=(0, 4), ylim=(-1, 1))
    np.testing.assert_allclose(pixels_per_unit(ax), (50, 100))


def test_all_text_is_at_least_eleven_pixels_high(everything):
    figure, _ = everything()
    figure.canvas.draw()
    texts = [t for t in figure.findobj(Text) if t.get_text() and t.get_visible()]
    assert len(texts) > 30
    assert min(t.get_fontsize() for t in texts) * figure.dpi / 72 >= 11


def test_limits_stay_when_something_is_drawn(everything):
    figure, _ = everything()
    mouths, plane, weights, steps = figure.axes[:4]
    assert (*mouths.get_xlim(), *mouths.get_ylim()) == (-0.3, 4.3, -2.4, 2.4)
    assert (*plane.get_xlim(), *plane.get_ylim()) == (-0.3, 4.3, -0.3, 4.3)
    assert (*weights.get_xlim(), *weights.get_ylim()) == (-1, 1, -1, 1)
    assert (*steps.get_xlim(), *steps.get_ylim()) == (0, 10, 0.1, 20)


def test_new_axes_do_not_follow_their_data():
    ax = new_axes(new_figure(200, 200), (0, 0, 200, 200))
    draw_line(ax, "path", [(-5, -5), (5, 5)])
    assert (*ax.get_xlim(), *ax.get_ylim()) == (0, 1, 0, 1)


def test_a_picture_does_not_depend_on_global_settings(everything, pixels):
    before = pixels(everything()[0])
    taste = {"font.family": "DejaVu Serif", "grid.linestyle": ":", "lines.linewidth": 7}
    with mpl_style.context(["dark_background", "ggplot", taste]):
        np.testing.assert_array_equal(pixels(everything()[0]), before)


def test_global_settings_are_left_alone(everything, pixels):
    before = dict(mpl.rcParams)
    pixels(everything()[0])
    assert dict(mpl.rcParams) == before


def test_pyplot_is_not_imported():
    names = ", ".join(f"lecture_lib.pictures.{name}" for name in MODULES)
    code = f"import sys, {names}; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert len(MODULES) > 5
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    assert doctest.testmod(import_module(f"lecture_lib.pictures.{name}")).failed == 0


SETTINGS = {
    "beads": {"lines.marker": "o", "scatter.marker": "x"},
    "a sketch": {"path.sketch": (1, 100, 2)},
    "effects": {"path.effects": [withStroke(linewidth=4, foreground="w")]},
    "LaTeX": {"text.usetex": True},
    "large and thick": {"font.size": 30, "lines.linewidth": 9, "axes.linewidth": 5},
    "other signs": {"axes.unicode_minus": False, "axes.formatter.use_locale": True},
    "cut": {"axes.xmargin": 0.4, "figure.autolayout": True, "axes.axisbelow": False},
}


def house_picture():
    """A picture with a bit of everything, as explorers draw it."""
    figure = new_figure(500, 300)
    ax = new_axes(figure, (0, 0, 500, 300), title="A title", xlabel="x", ylabel="L")
    ax.set(xlim=(-1, 1), ylim=(-1, 1))
    draw_line(ax, "curve", [[-1, 0], [1, 0.5]])
    draw_legend(ax, {"curve": "the curve", "path": "the path"})
    ax.scatter([0.2], [0.3])
    ax.text(0, -0.5, "−0.5 m/s", **text_style(12, LIGHT.ink))
    ax.add_artist(Text(0.5, -0.5, "more", **text_style(12, LIGHT.ink)))
    return render(figure, 1).copy()


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_what_a_notebook_sets_for_its_own_figures_changes_nothing_here(settings):
    usual = house_picture()
    with rc_context(settings):
        assert np.array_equal(house_picture(), usual)
        assert rcParams[next(iter(settings))] == next(iter(settings.values()))


def test_not_even_a_comic_changes_anything():
    usual = house_picture()
    with pyplot.xkcd():
        assert np.array_equal(house_picture(), usual)
