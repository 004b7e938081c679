"""Loss axes: logarithmic where they span decades."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
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


def test_the_name_of_a_reference_stands_at_the_side_that_is_asked_for(ax):
    loss_axes(ax, 40, (0.1, 20))
    draw_reference(ax, 0.1523, "L*", side="left")
    (name,) = [text for text in ax.texts if isinstance(text, Annotation)]
    assert name.xy == (0, 0.1523)
    low, high = ax.bbox.intervalx
    ends = name.get_window_extent().intervalx
    assert low < ends[0] < ends[1] < (low + high) / 2
    with pytest.raises(ValueError, match="side must be one of"):
        draw_reference(ax, 0.1523, "L*", side="top")


@pytest.mark.parametrize("place", [(0, 5), (100, 5), (50, 0), (100, 10)])
def test_a_dot_that_moves_is_whole_at_the_edge(ax, place):
    """Where a film begins and ends it stands on the frame of its axes."""
    ax.set(xlim=(0, 100), ylim=(0, 10))
    dot = draw_line(ax, "point", moving=True)
    dot.set_animated(False)
    assert size(dot, place) == pytest.approx(size(dot, (50, 5)), rel=0.05)
    assert size(dot, (110, 5)) == 0  # what has left the picture is not seen


def size(dot, place):
    """How many pixels of its own colour a dot has."""
    dot.set_data(*np.transpose([place]))
    dot.figure.canvas.draw()
    pixels = np.asarray(dot.figure.canvas.buffer_rgba())
    colour = np.round(255 * np.array(to_rgba(dot.get_markerfacecolor())))
    return int((abs(pixels - colour) < 2).all(axis=-1).sum())


def test_a_line_has_its_points(ax):
    points = [(0, 1), (np.nan, np.nan), (2, 3)]
    np.testing.assert_array_equal(draw_line(ax, "loss", points).get_xydata(), points)
