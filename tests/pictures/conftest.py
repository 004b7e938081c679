"""A small figure with every layer of the pictures floor, and its pixels."""

import sys

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


def draw_crowd(ax, moving):
    """Everything that is drawn over faces; the artists that can move."""
    spots = np.column_stack([MOUTH, LABEL])
    squares = residual_squares(MOUTH, LABEL, 0.5 * MOUTH - 1, (60, 60))
    draw_faces(ax, MOUTH, LABEL, MOUTH, BROW, LABEL)
    return [
        draw_happy_side(ax, happy_side(-2, 1, 0.2, (0, 4, -2, 2)), moving=moving),
        draw_residuals(ax, squares, moving=moving),
        mark_batch(ax, spots[:2], moving=moving),
        mark_wrong(ax, spots[1:], moving=moving),
        draw_line(ax, "line", SQUARE, moving=moving),
        draw_line(ax, "threshold", SQUARE, moving=moving),
    ]


def draw_map(ax, moving):
    """Everything that is drawn over a landscape; the artists that can move."""
    grid = np.linspace(-1, 1, 21)
    draw_landscape(ax, grid, grid, grid**2 + 2 * grid[:, None] ** 2)
    draw_line(ax, "optimum", [(0, 0)])
    needle = draw_needle(ax, needle_points((0, 0), (0.5, 0.2), (50, 50)), moving=moving)
    meanings = ("ghost", "path", "gradient", "point")
    return [needle] + [draw_line(ax, name, SQUARE, moving=moving) for name in meanings]


def draw_curves(ax, moving):
    """Everything that is drawn over steps; the artists that can move."""
    loss_axes(ax, 10, (0.1, 20))
    draw_reference(ax, 0.3, "L*")
    points = ((0, 10), (5, 1), (10, 0.4))
    meanings = ("batch", "validation", "loss", "point")
    return [draw_line(ax, name, points, moving=moving) for name in meanings]


@pytest.fixture(scope="session")
def everything():
    """A function that draws every layer and returns the figure and what moves in it."""

    def draw(palette=LIGHT, moving=False):
        with pytest.MonkeyPatch.context() as patch:  # the library itself draws in light alone
            for name, module in list(sys.modules.items()):
                if name.startswith("lecture_lib.pictures.") and hasattr(module, "LIGHT"):
                    patch.setattr(module, "LIGHT", palette)
            return draw_everything(moving)

    def draw_everything(moving):
        figure = new_figure(1000, 250)
        words = {"title": "Title", "xlabel": "x", "ylabel": "y"}
        panels = side_by_side(figure, (1, 1, 1, 1, 0.7))
        mouths, plane, weights, steps = (new_axes(figure, box, **words) for box in panels[:4])
        mouth_axes(mouths)
        plane_axes(plane)
        artists = draw_crowd(mouths, moving)
        artists += draw_crowd(plane, moving)
        artists += draw_map(weights, moving)
        artists += draw_curves(steps, moving)
        alone = new_axes(figure, panels[4])
        artists += draw_face(alone, 3, 1, 1, moving=moving)[2:]
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
