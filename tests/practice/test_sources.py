"""The source beside the lecture: real code, no docstrings, readable without styles."""

import re
from html import unescape

import numpy as np
import pytest

from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.practice import show_source
from lecture_lib.practice.source import code_of

PSEUDOCODE = """
    h(x) = wᵀx
    a < b
"""


@pytest.fixture
def shown():
    return show_source(Linear.predict, SquaredLoss.value, pseudocode=PSEUDOCODE, slide="slide 24")


def test_the_text_has_lecture_and_library(shown):
    text = repr(shown)
    assert text.startswith("The lecture, slide 24:\n    h(x) = wᵀx\n    a < b\nLinear.predict in")
    assert "SquaredLoss.value in lecture_lib/losses.py:\n    def value(self, y_hat, y):\n" in text
    assert "        return 0.5 * (y - y_hat) ** 2" in text


def test_the_page_has_the_same_words(shown):
    page = re.sub(r"<style>.*?</style>", "", shown._repr_html_(), flags=re.S)
    words = unescape(re.sub(r"<[^>]+>", "", page))
    for line in repr(shown).splitlines():
        assert line.strip().removesuffix(":") in words


def test_code_is_coloured_and_line_breaks_survive_without_styles(shown):
    listings = re.findall(r"<pre[^>]*>(.*?)</pre>", shown._repr_html_(), flags=re.S)
    assert len(listings) == 3
    assert '<span class="k">return</span>' in listings[2]
    assert listings[2].count("\n") == 1


def test_docstrings_are_left_out_and_comments_stay():
    def half(x):
        """One line."""
        # why not
        return x / 2

    def third(x):
        return x / 3

    assert code_of(half) == "def half(x):\n    # why not\n    return x / 2"
    assert code_of(third) == "def third(x):\n    return x / 3"
    assert "Parameters" not in code_of(Linear.predict)


def test_bad_input_is_refused():
    with pytest.raises(TypeError, match="functions must be at least one function, got none"):
        show_source(pseudocode="a", slide="slide 1")
    for wrong in (3, Linear, np.add):
        with pytest.raises(TypeError, match="functions must be Python functions, got"):
            show_source(wrong, pseudocode="a", slide="slide 1")
    with pytest.raises(TypeError, match="pseudocode must be text, got 3"):
        show_source(Linear.predict, pseudocode=3, slide="slide 1")
