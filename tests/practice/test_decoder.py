"""The decoder: every symbol of every equation is explained, in the page and as text."""

import re
from html.parser import HTMLParser

import pytest

from lecture_lib.practice import decoder
from lecture_lib.practice.notation import TOKEN, letters_with_several_meanings, read_notation

SYMBOLS, EQUATIONS = read_notation()
CLASHES = {"D", "i", "x_i", "X", "N", "σ", "L", "δ"}  # of E9.3
VOID = {"br"}


class Page(HTMLParser):
    """Reads HTML; every element must be closed in the order in which it was opened."""

    def __init__(self, html):
        super().__init__()
        self.open, self.buttons, self.rows, self.details = [], [], [], []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)
        kept = {"button": self.buttons, "tr": self.rows, "details": self.details}.get(tag)
        if kept is not None:
            kept.append(dict(attributes))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_every_symbol_has_a_meaning_and_is_met_somewhere():
    met = {key for equation in EQUATIONS.values() for key in equation.symbols}
    met |= {key for key, one in SYMBOLS.items() if one.elsewhere}
    assert met == set(SYMBOLS)
    for equation in EQUATIONS.values():
        assert not re.search(r"[{}]", TOKEN.sub("", equation.html)), equation.title


def test_the_clashes_of_the_lecture_are_named():
    clashes = letters_with_several_meanings()
    assert set(clashes) >= CLASHES
    bold_and_plain = [one.letter for one in clashes["x_i"]]
    assert len(bold_and_plain) == 3
    assert len(set(bold_and_plain)) == 2
    for meanings in clashes.values():
        assert len({one.meaning for one in meanings}) == len(meanings) > 1


def test_each_button_says_its_meaning_and_has_a_row_of_the_same_number():
    for key, equation in EQUATIONS.items():
        page = Page(decoder(key)._repr_html_())
        rows = {row["class"] for row in page.rows if "class" in row}
        assert len(rows) == len(equation.symbols)
        spoken = [symbol.meaning for symbol in equation.symbols.values()]
        for button in page.buttons:
            number = int(re.search(r"decoder-s(\d+)", button["class"])[1])
            assert f"decoder-m{number}" in rows
            assert button["aria-label"].endswith(f": {spoken[number]}")
            several = list(equation.symbols.values())[number].elsewhere
            assert ("decoder-several" in button["class"]) == bool(several)


def test_the_whole_lecture_is_one_page_and_opens_at_the_first_equation():
    whole = decoder()
    page = Page(whole._repr_html_())
    assert len(page.details) == len(EQUATIONS) + 1
    assert ["open" in one for one in page.details] == [True] + [False] * len(EQUATIONS)
    assert {one["name"] for one in page.details} == {"decoder"}
    for equation in EQUATIONS.values():
        assert equation.title in repr(whole)
    assert "σ means: the sigmoid of a score" in repr(whole)


def test_some_equations_are_shown_alone_in_the_order_asked_for():
    text = repr(decoder("squared", "descent"))
    assert text.index("squared loss") < text.index("A step of gradient descent")
    assert "Softmax" not in text
    assert "elsewhere (slides 47–54): how many classes" in text


def test_an_unknown_equation_is_refused():
    with pytest.raises(ValueError, match=r"equations must be among loss, .* got 'hinge loss'"):
        decoder("descent", "hinge loss")
