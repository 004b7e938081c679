"""The arithmetic of the benchmark's report, and the pages that it writes into."""

import numpy as np
import pytest

from bench import __main__ as bench
from bench import explorers, maths, report
from bench.contenders.tag import add_tag, eta_code, other_code, tag_tracks
from bench.measure import CONTENDERS
from lecture_lib.explorers import LineExplorer
from lecture_lib.explorers.line.line import ETAS, MOMENTA
from lecture_lib.pictures.figure import new_figure
from lecture_lib.stage import Slider

PAGE, README = (path.read_text("utf-8") for path in (bench.PAGE, bench.README))


def inside(widget):
    """A widget and what it shows, in the order of the page."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def test_the_keys_go_to_the_sliders_that_are_meant():
    line = LineExplorer()
    labels = [each.label for each in inside(line) if isinstance(each, Slider)]
    meant = [line.controls[name].label for name in ("eta", "momentum", "batch_size")]
    assert [labels[place] for place in CONTENDERS[0].places] == meant
    line.close()


def test_rate_counts_what_lies_between():
    assert report.rate([0, 10, 20, 30, 990, 1000, 1001], 0, 1000) == 5


def test_middle_and_high():
    values = list(range(101))
    assert (report.middle(values), report.high(values)) == (50, 95)


@pytest.mark.parametrize(
    ("unit", "values", "text"),
    [
        ("delay", [10, 12, 14], "12 / 14 ms"),
        ("rate", [3.9, 4.04, 4.1], "4.0"),
        ("rate", [59.6], "60"),
        ("count", [0, 0, 1], "0"),
        ("bytes", [1499, 1549], "1.5 kB"),
        ("seconds", [930], "0.93 s"),
        ("megabytes", [94.7], "95 MB"),
    ],
)
def test_numbers_are_said_with_their_unit(unit, values, text):
    assert report.SAY[unit](values) == text


def test_table_has_every_row_and_a_dash_where_nothing_was_measured():
    lines = report.table({("stage", report.NEAR): {"eta": [10, 10]}}).splitlines()
    assert len(lines) == 2 + len(report.ROWS)
    assert lines[2].split(" | ")[2:5] == ["10 / 10 ms", "–", "–"]


def test_plot_can_be_drawn_of_part_of_the_samples():
    report.draw({("stage", report.FAR): {"eta": [10.0, 12.0], "sweep": [60.0]}})


def test_codes_of_the_tag_are_colours_that_tell_them_apart():
    codes = {other_code(m, b) for m in MOMENTA for b in (1, 40)} | set(map(eta_code, ETAS))
    assert max(codes) <= 127
    squares = add_tag(new_figure(300, 200))
    tracks = tag_tracks(squares, np.arange(3), 5, np.arange(128))
    assert [tracks[square].points.shape[:2] for square in squares] == [(3, 1), (1, 1), (1, 128)]
    colours = tracks[squares[2]].points[0, :, 0, 0].astype(int)
    assert len({tuple(colour) for colour in colours}) == 128
    assert np.all(colours[:, 1] + colours[:, 2] == 255)


def test_a_page_keeps_all_but_what_stands_between_the_marks():
    begin, end = report.MARKS
    before = f"one\n{begin}\nold\n{end}\ntwo\n"
    assert report.renewed(before, "new\n") == f"one\n{begin}\nnew\n{end}\ntwo\n"
    with pytest.raises(ValueError, match="marks"):
        report.renewed("no marks here", "new")


@pytest.mark.parametrize("marks", [report.MARKS, explorers.MARKS, maths.MARKS])
def test_the_page_of_measurements_holds_each_table_once(marks):
    assert [PAGE.count(mark) for mark in marks] == [1, 1]
    assert PAGE[slice(*report.between(PAGE, marks))].startswith("\n| ")


def test_the_readme_quotes_rows_as_they_were_measured():
    assert report.quoted(PAGE, README) == README, "quote docs/measurements.md as it is"


def test_a_quoted_row_follows_its_measurement():
    page = "\n".join([report.MARKS[0], "| a | near | 1 |", "| a | far | 2 |", report.MARKS[1]])
    page = f"| a | far | of another table |\n{page}\n"
    readme = "\n".join(["one", report.QUOTE_MARKS[0], "| a | far | 9 |", report.QUOTE_MARKS[1], ""])
    assert report.quoted(page, readme) == readme.replace("9", "2")
    with pytest.raises(ValueError, match=r"quotes: \| b \| far"):
        report.quoted(page, readme.replace("| a", "| b"))
    with pytest.raises(ValueError, match="marks"):
        report.quoted(page, "no marks here")
