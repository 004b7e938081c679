"""The site as `make site` has built it keeps its budgets: ``make test-site-all``."""

import re

import pytest

from tools.site import lite, weights

FOLDER = lite.ROOT / "site"
ROW = r"<tr><td>.*?</td><td>(\w+)</td>\s*<td>(.*?)</td>"


def test_most_explorers_play_with_all_their_controls():
    rows = re.findall(ROW, (FOLDER / "plays.html").read_text("utf-8"), re.DOTALL)
    kinds, need_python = {kind for kind, _ in rows}, {kind for kind, left in rows if left != "–"}
    assert len(kinds - need_python) >= 40


@pytest.mark.parametrize(("most", "budget"), [(1, 250e3), (None, 1.2e6)])
def test_no_page_is_heavy(most, budget):
    sizes = weights.weighed(FOLDER, most)
    assert sizes
    assert {page: size for page, size in sizes.items() if size > budget} == {}


def test_the_course_can_be_read_through_in_few_bytes():
    assert 0 < sum(weights.weighed(FOLDER).values()) < 14e6
