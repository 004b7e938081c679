"""From light to dark and back, without drawing again."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from lecture_lib.pictures.figure import new_axes, new_figure
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.repaint import repaint
from lecture_lib.pictures.style import DARK, LIGHT, draw_line


def test_repainted_is_the_same_as_drawn_in_the_other_palette(everything, pixels):
    figure, _ = everything(LIGHT)
    repaint(figure, LIGHT, DARK)
    np.testing.assert_array_equal(pixels(figure), pixels(everything(DARK)[0]))


def test_there_and_back_leaves_every_pixel(everything, pixels):
    figure, _ = everything(LIGHT)
    before = pixels(figure)
    repaint(figure, LIGHT, DARK)
    assert (pixels(figure) != before).any(axis=-1).mean() > 0.9
    repaint(figure, DARK, LIGHT)
    np.testing.assert_array_equal(pixels(figure), before)


def test_moving_artists_are_repainted_too(everything):
    figure, artists = everything(LIGHT, moving=True)
    repaint(figure, LIGHT, DARK)
    _, wanted = everything(DARK, moving=True)
    for artist, other in zip(artists, wanted, strict=True):
        for name in ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor"):
            if hasattr(artist, f"get_{name}"):
                mine, theirs = (getattr(a, f"get_{name}")() for a in (artist, other))
                np.testing.assert_allclose(rgba(mine), rgba(theirs), err_msg=f"{artist} {name}")


def test_the_box_of_a_text_is_repainted(pixels):
    pictures = []
    for palette in (LIGHT, DARK):
        figure = new_figure(200, 200)
        ax = new_axes(figure, (0, 0, 200, 200))
        ax.text(0.5, 0.5, "100", bbox={"facecolor": LIGHT.paper, "edgecolor": "none"})
        ax.patch.set_facecolor(LIGHT.ink)
        repaint(figure, LIGHT, palette)
        pictures.append(pixels(figure)[100, 95:140, :3].tolist())
    paper = [[round(255 * c) for c in to_rgba(p.paper)[:3]] for p in (LIGHT, DARK)]
    assert all(colour in row for colour, row in zip(paper, pictures, strict=True))


def rgba(colour):
    return to_rgba(colour) if isinstance(colour, str | tuple) else np.asarray(colour)


def test_ticks_that_come_later_have_the_new_colours(pixels):
    pictures = []
    for late in (False, True):
        figure = new_figure(300, 200)
        ax = new_axes(figure, (0, 0, 300, 200))
        if late:
            repaint(figure, LIGHT, DARK)
        ax.set(xlim=(0, 90), xticks=range(0, 91, 10))
        if not late:
            repaint(figure, LIGHT, DARK)
        pictures.append(pixels(figure))
    np.testing.assert_array_equal(*pictures)


def test_legends_are_repainted():
    figure = new_figure(300, 200)
    ax = new_axes(figure, (0, 0, 300, 200))
    draw_line(ax, "loss", [(0, 0), (1, 1)]).set_label("loss")
    legend = ax.legend(facecolor=LIGHT.paper, labelcolor=LIGHT.ink)
    repaint(figure, LIGHT, DARK)
    assert legend.get_texts()[0].get_color() == to_rgba(DARK.ink)
    assert legend.get_frame().get_facecolor()[:3] == to_rgba(DARK.paper)[:3]
    assert legend.get_lines()[0].get_color() == to_rgba(DARK.line)


def test_a_frame_that_is_not_to_be_seen_stays_so(pixels):
    figure = new_figure(300, 200)
    ax = new_axes(figure, (0, 0, 300, 200))
    draw_line(ax, "loss", [(0, 0), (1, 1)]).set_label("loss")
    frame = draw_legend(ax, {"loss": "loss"}, on_top=True).get_frame()
    before = pixels(figure)
    repaint(figure, LIGHT, DARK)
    assert to_rgba(frame.get_edgecolor())[3] == 0
    repaint(figure, DARK, LIGHT)
    np.testing.assert_array_equal(pixels(figure), before)


def test_other_colours_and_transparency_stay():
    figure = new_figure(300, 200)
    ax = new_axes(figure, (0, 0, 300, 200))
    foreign = ax.axvspan(0, 1, color="#123456")
    veil = ax.axvspan(0, 1, facecolor=(LIGHT.happy, 0.25), edgecolor="none")
    repaint(figure, LIGHT, DARK)
    assert foreign.get_facecolor() == to_rgba("#123456")
    assert veil.get_facecolor() == to_rgba(DARK.happy, 0.25)


def test_a_palette_with_two_roles_of_one_colour_is_refused():
    twins = replace(LIGHT, happy=LIGHT.sad)
    with pytest.raises(ValueError, match="old must have one role per colour, got two for #2f80d3"):
        repaint(new_figure(), twins, DARK)
