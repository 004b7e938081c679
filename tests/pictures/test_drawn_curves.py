"""Loss axes: logarithmic where they span decades."""

import numpy as np
import pytest
from matplotlib.text import Annotation

from lecture_lib.pictures.curves import draw_reference, loss_axes
from lecture_lib.pictures.figure import new_axes, new_figure
from lecture_lib.pictures.style import draw_line


@pytest.fixture
def ax():
    return new_axes(new_figure(300, 300), (0, 0, 300, 300))


def shown_labels(axis):
    axis.figure.canvas.draw()
    low, high = sorted(axis.get_view_interval())
    return [
        t.label1.get_text()
        for t in axis.get_major_ticks()
        if low <= t.get_loc() <= high and t.label1.get_text()
    ]


@pytest.mark.parametrize(
    ("limits", "scale", "labels"),
    [
        ((0.1, 20), "log", ["0.1", "0.2", "0.5", "1", "2", "5", "10", "20"]),
        ((1e-3, 1e3), "log", ["0.001", "0.01", "0.1", "1", "10", "100", "1000"]),
        ((0.2, 1), "linear", ["0.2", "0.4", "0.6", "0.8", "1.0"]),
        ((0, 4), "linear", ["0", "1", "2", "3", "4"]),
    ],
)
def test_the_scale_follows_the_limits_and_labels_are_plain(ax, limits, scale, labels):
    loss_axes(ax, 40, limits)
    assert ax.get_yscale() == scale
    assert ax.get_ylim() == limits
    assert [float(t) for t in shown_labels(ax.yaxis)] == [float(t) for t in labels]
    if scale == "log":
        assert shown_labels(ax.yaxis) == labels


@pytest.mark.parametrize("steps", [3, 40, 200, 1000])
def test_steps_are_whole_numbers(ax, steps):
    loss_axes(ax, steps, (0.1, 20))
    labels = shown_labels(ax.xaxis)
    assert labels[0] == "0"
    assert all(text.isdigit() for text in labels)
    assert 3 <= len(labels) <= 7


def test_a_reference_crosses_the_axes_and_has_its_name(ax):
    loss_axes(ax, 40, (0.1, 20))
    line = draw_reference(ax, 0.1523, "L*")
    np.testing.assert_array_equal(line.get_xydata(), [(0, 0.1523), (40, 0.1523)])
    (name,) = [text for text in ax.texts if isinstance(text, Annotation)]
    assert name.get_text() == "L*"
    assert name.xy == (40, 0.1523)


def test_a_line_has_its_points(ax):
    points = [(0, 1), (np.nan, np.nan), (2, 3)]
    np.testing.assert_array_equal(draw_line(ax, "loss", points).get_xydata(), points)
