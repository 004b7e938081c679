"""A small figure with every layer of the pictures floor, and its pixels."""

import numpy as np
import pytest

from lecture_lib.pictures.crowd import mark_batch, mark_wrong, mouth_axes, plane_axes
from lecture_lib.pictures.curves import draw_reference, loss_axes
from lecture_lib.pictures.faces import draw_face, draw_faces
from lecture_lib.pictures.figure import new_axes, new_figure, side_by_side
from lecture_lib.pictures.landscape import draw_landscape, draw_needle, needle_points
from lecture_lib.pictures.line import draw_happy_side, happy_side
from lecture_lib.pictures.residuals import draw_residuals, residual_squares
from lecture_lib.pictures.style import LIGHT, draw_line

MOUTH, BROW, LABEL = np.array([[0.3, 1.2, 2.4, 3.8], [0.2, 2, 3, 1], [-1, 1, -1, 1]])
SQUARE = ((0, 0), (0.5, 0.4), (1, 0.2))


def draw_crowd(ax, moving, palette):
    """Everything that is drawn over faces; the artists that can move."""
    spots = np.column_stack([MOUTH, LABEL])
    squares = residual_squares(MOUTH, LABEL, 0.5 * MOUTH - 1, (60, 60))
    draw_faces(ax, MOUTH, LABEL, MOUTH, BROW, LABEL, palette=palette)
    look = {"moving": moving, "palette": palette}
    return [
        draw_happy_side(ax, happy_side(-2, 1, 0.2, (0, 4, -2, 2)), **look),
        draw_residuals(ax, squares, **look),
        mark_batch(ax, spots[:2], **look),
        mark_wrong(ax, spots[1:], **look),
        draw_line(ax, "line", SQUARE, **look),
        draw_line(ax, "threshold", SQUARE, **look),
    ]


def draw_map(ax, moving, palette):
    """Everything that is drawn over a landscape; the artists that can move."""
    grid = np.linspace(-1, 1, 21)
    draw_landscape(ax, grid, grid, grid**2 + 2 * grid[:, None] ** 2, palette=palette)
    draw_line(ax, "optimum", [(0, 0)], palette=palette)
    look = {"moving": moving, "palette": palette}
    needle = draw_needle(ax, needle_points((0, 0), (0.5, 0.2), (50, 50)), **look)
    meanings = ("ghost", "path", "gradient", "point")
    return [needle] + [draw_line(ax, name, SQUARE, **look) for name in meanings]


def draw_curves(ax, moving, palette):
    """Everything that is drawn over steps; the artists that can move."""
    loss_axes(ax, 10, (0.1, 20))
    draw_reference(ax, 0.3, "L*", palette=palette)
    points = ((0, 10), (5, 1), (10, 0.4))
    meanings = ("batch", "validation", "loss", "point")
    return [draw_line(ax, name, points, moving=moving, palette=palette) for name in meanings]


@pytest.fixture(scope="session")
def everything():
    """A function that draws every layer and returns the figure and what moves in it."""

    def draw(palette=LIGHT, moving=False):
        figure = new_figure(1000, 250, palette=palette)
        words = {"title": "Title", "xlabel": "x", "ylabel": "y", "palette": palette}
        panels = side_by_side(figure, (1, 1, 1, 1, 0.7))
        mouths, plane, weights, steps = (new_axes(figure, box, **words) for box in panels[:4])
        mouth_axes(mouths, palette=palette)
        plane_axes(plane)
        artists = draw_crowd(mouths, moving, palette)
        artists += draw_crowd(plane, moving, palette)
        artists += draw_map(weights, moving, palette)
        artists += draw_curves(steps, moving, palette)
        alone = new_axes(figure, panels[4], palette=palette)
        artists += draw_face(alone, 3, 1, 1, moving=moving, palette=palette)[2:]
        return figure, artists

    return draw


@pytest.fixture(scope="session")
def pixels():
    """A function that draws a figure and returns its pixels (h, w, 3) as integers."""

    def draw(figure, density=1):
        dpi = figure.dpi
        figure.set_dpi(dpi * density)
        figure.canvas.draw()
        rgb = np.asarray(figure.canvas.buffer_rgba())[..., :3].astype(int)
        figure.set_dpi(dpi)
        return rgb

    return draw
