"""What every layer keeps to: what moves is animated and above what stands; bad input is refused."""

import numpy as np
import pytest

from lecture_lib.pictures import (
    crowd,
    curves,
    dots,
    faces,
    figure,
    landscape,
    line,
    residuals,
    style,
)


def test_moving_layers_are_left_to_the_browser(everything):
    _, moving = everything(moving=True)
    _, still = everything(moving=False)
    assert len(moving) == len(still) == 23
    assert all(artist.get_animated() for artist in moving)
    assert not any(artist.get_animated() for artist in still)


def test_what_stands_still_lies_below_all_that_moves(everything):
    fig, _ = everything(moving=True)
    for ax in fig.axes:
        children = [artist for artist in ax.get_children() if artist.get_visible()]
        moving = [artist.get_zorder() for artist in children if artist.get_animated()]
        still = [artist.get_zorder() for artist in children if not artist.get_animated()]
        assert max(still) < min(moving)


AX = figure.new_axes(figure.new_figure(200, 200), (0, 0, 200, 200))
FACES = {"x": [1, 2], "y": [1, 2], "mouth": [1, 2], "brow": [1, 2], "label": [1, -1]}
GRID = {"w0": [0, 1, 2], "w1": [0, 1], "values": np.eye(2, 3)}
NAN, BOX = float("nan"), (0, 1, 0, 1)

BAD = [
    (figure.new_figure, {"width": -1}, "width must be a positive finite number, got -1"),
    (figure.new_figure, {"height": NAN}, "height must be a positive finite number, got nan"),
    (figure.side_by_side, {"figure": AX.figure, "shares": (1, 0)}, "shares must be a positive"),
    (figure.new_axes, {"figure": AX.figure, "box": (0, 0, 54, 200)}, "box must be wider than 54"),
    (style.style, {"meaning": "sine"}, "meaning must be one of reference, .*, got 'sine'"),
    (style.draw_line, {"ax": AX, "meaning": "x", "points": [(0, 0)]}, "meaning must be one of"),
    (style.draw_line, {"ax": AX, "meaning": "line", "points": [0, 1]}, r"\(P, 2\), got \(2,\)"),
    (style.draw_line, {"ax": AX, "meaning": "line", "points": [0]}, "points must have a last axis"),
    (style.pairs, {"name": "w", "value": ["a", "b"]}, "w must be made of real numbers, got"),
    (faces.mouth_curve, {"mouth": NAN}, "mouth must hold finite numbers, got nan"),
    (faces.mouth_curve, {"mouth": 1, "points": 1}, "points must be a whole number of at least 2"),
    (faces.brow_lines, {"brow": np.inf}, "brow must hold finite numbers, got inf"),
    (faces.draw_faces, {"ax": AX, **FACES, "x": [1]}, "lengths must agree, got .*'x': 1, 'y': 2"),
    (faces.draw_faces, {"ax": AX, **FACES, "label": [1, 0]}, r"label must be \+1 \(happy\) or -1"),
    (faces.draw_faces, {"ax": AX, **FACES, "brow": [1, NAN]}, "brow must hold finite numbers"),
    (faces.draw_faces, {"ax": AX, **FACES, "size": 0}, "size must be a positive finite number"),
    (faces.draw_face, {"ax": AX, "mouth": 1, "brow": 1, "label": 2}, "label must be .* got {2.0}"),
    (crowd.swarm, {"mouth": [1, 2], "label": [1]}, "lengths must agree"),
    (crowd.swarm, {"mouth": [1], "label": [3]}, "label must be"),
    (crowd.swarm, {"mouth": [1], "label": [1], "rows": 0}, "rows must be a whole number"),
    (crowd.swarm, {"mouth": [1], "label": [1], "spacing": 0}, "spacing must be a positive"),
    (crowd.mark_batch, {"ax": AX, "positions": [1, 2, 3]}, "positions must have a last axis"),
    (crowd.mark_wrong, {"ax": AX, "positions": [(1, 2)], "size": -2}, "size must be a positive"),
    (crowd.only, {"positions": [(1, 2)], "shown": [1]}, "shown must be made of truth values"),
    (crowd.only, {"positions": [(1, 2)], "shown": [True, True]}, "shown must have one value per"),
    (dots.draw_dots, {"ax": AX, "radii": [1, 0], "zorder": 4}, "radii must be a positive"),
    (line.line_over_mouth, {"w": [1, 2, 3], "x_range": (0, 4)}, "w must have a last axis"),
    (line.line_over_mouth, {"w": [1, 2], "x_range": (0, 2, 4)}, "x_range must be two numbers"),
    (line.threshold_points, {"w": [1, 2], "y_range": 1}, "y_range must "),
    (line.boundary_in_plane, {"w0": NAN, "w1": 1, "w2": 1, "box": BOX}, "w0 must hold finite"),
    (line.boundary_in_plane, {"w0": 1, "w1": 1, "w2": 1, "box": (1, 0, 0, 1)}, "box must be"),
    (line.happy_side, {"w0": 1, "w1": 1, "w2": NAN, "box": BOX}, "w2 must hold finite"),
    (line.happy_side, {"w0": 1, "w1": 1, "w2": 1, "box": BOX, "depth": 0}, "depth must be a pos"),
    (line.draw_happy_side, {"ax": AX, "points": [1]}, "points must have a last axis"),
    (
        residuals.residual_squares,
        {"x": [1], "y": [1], "y_hat": [NAN], "scale": (1, 1)},
        "y_hat must hold finite numbers",
    ),
    (
        residuals.residual_squares,
        {"x": [1], "y": [1], "y_hat": [1], "scale": (1, 0)},
        "scale must be a positive finite number",
    ),
    (residuals.draw_residuals, {"ax": AX, "points": [1]}, "points must have a last axis"),
    (landscape.contour_levels, {"lowest": 1, "highest": 1, "bands": 5}, "highest must be above"),
    (
        landscape.draw_landscape,
        {"ax": AX, **GRID, "w0": [0, 1]},
        r"values must have shape \(2, 2\)",
    ),
    (landscape.draw_landscape, {"ax": AX, **GRID, "values": np.ones((2, 3))}, "highest must be"),
    (landscape.draw_landscape, {"ax": AX, **GRID, "values": [[NAN]]}, "values must hold finite"),
    (
        landscape.ellipses,
        {"hessian": [[1, 2], [0, 1]], "centre": (0, 0), "excess": [1]},
        "hessian must be symmetric",
    ),
    (
        landscape.ellipses,
        {"hessian": [[1, 0], [0, -1]], "centre": (0, 0), "excess": [1]},
        "hessian must have no negative eigenvalue",
    ),
    (
        landscape.ellipses,
        {"hessian": np.eye(2), "centre": (0, 0), "excess": [0]},
        "excess must be a positive finite number",
    ),
    (
        landscape.needle_points,
        {"start": (0, 0), "vector": (1, 1), "scale": (1, 1), "width": -1},
        "width must be a positive",
    ),
    (landscape.needle_points, {"start": 0, "vector": (1, 1), "scale": (1, 1)}, "start must have"),
    (curves.loss_axes, {"ax": AX, "steps": 0, "limits": (1, 2)}, "steps must be a"),
    (curves.loss_axes, {"ax": AX, "steps": 9, "limits": (2, 1)}, r"limits must rise, got \(2, 1\)"),
    (curves.draw_reference, {"ax": AX, "value": NAN, "text": "L*"}, "value must hold finite"),
]


@pytest.mark.parametrize(("function", "arguments", "message"), BAD)
def test_bad_input_is_refused_in_words(function, arguments, message):
    with pytest.raises((ValueError, TypeError), match=message):
        function(**arguments)


def test_squares_of_the_screen_need_linear_axes():
    ax = figure.new_axes(figure.new_figure(200, 200), (0, 0, 200, 200))
    ax.set_yscale("log")
    with pytest.raises(ValueError, match="ax must have linear scales, got linear, log"):
        figure.pixels_per_unit(ax)
