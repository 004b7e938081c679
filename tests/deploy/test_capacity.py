"""How many learners a machine bears follows from what was measured, and is written where it is."""

import pytest

from bench import crowd
from tools import capacity
from tools.capacity import MEASURED, PAGE, Costs, costs, needed, number, rows, tables, written

FOUND = {
    "lab": [
        {"server": 100, "kernel": 107.3741824, "opening": 6, "change": 0.06},
        {"server": 100, "kernel": 120, "opening": 6},
        {"server": 100, "kernel": 100, "opening": 6},
    ],
    "dashboards": [{"server": 120, "kernel": 107.3741824, "opening": 3, "change": 0.06}],
    "pages": [{"opening": 0.03, "sent": 1.5}],
}


@pytest.fixture
def measured():
    return rows(f"{crowd.MARKS[0]}\n{crowd.table(FOUND)}{crowd.MARKS[1]}")


def test_the_page_says_what_was_measured():
    page = PAGE.read_text("utf-8")
    assert page == written(page, MEASURED.read_text("utf-8")), "run `python tools/capacity.py`"


def test_the_medians_are_read(measured):
    assert measured["kernel with a section, PSS"] == {"lab": 107, "dashboards": 107}
    assert measured["a change that asks the kernel, processor time"] == {
        "lab": 60,
        "dashboards": 60,
    }
    assert measured["sent for a page"] == {"pages": 1.5}


def test_a_learner_costs_what_a_learner_does(measured):
    lab, dashboards, pages = (costs(place, measured) for place in capacity.PLACES)
    assert lab == Costs(core=6 / 300 + 10 / 60 * 0.06, memory=100 + 2 * 107, network=0)
    assert dashboards == Costs(core=3 / 300 + 10 / 60 * 0.06, memory=107, network=0, shared=120)
    assert pages == Costs(core=0.03 / 300, memory=0, network=pytest.approx(8 * 1.5 / 300))


def test_a_class_needs_what_its_learners_need(measured):
    lines = tables(measured).splitlines()
    assert "| learners per core | 23 | 35 | 7,000 |" in lines  # 0.7 / 0.03, / 0.02, / 0.0001
    assert "| learners per GiB | 3 | 10 | any number |" in lines
    # 30 × 0.03 / 0.7 cores; 30 × 314 MB; 30 × 107 + 120 MB; 30 × 0.04 Mbit/s
    assert "| 30 | 2 cores, 9 GiB | 1 core, 4 GiB | 1 core, 2 Mbit/s |" in lines
    assert lines[-1].startswith("| 30,000 | 1,300 cores, 8,800 GiB | 860 cores, 3,000 GiB |")


@pytest.mark.parametrize(("value", "said"), [(23.9, "23"), (7000.1, "7,000"), (1299, "1,200")])
def test_what_is_borne_is_rounded_down(value, said):
    assert number(value) == said


@pytest.mark.parametrize(("value", "said"), [(0.2, "1"), (8.01, "9"), (1201, "1,300")])
def test_what_is_needed_is_rounded_up(value, said):
    assert needed(value) == said
