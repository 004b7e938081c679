"""Results: small tables and sentences that can be read without the code."""

import numpy as np
import pytest

from lecture_lib.practice import show_result


def test_a_table_says_the_same_as_text_and_as_html():
    shown = show_result({"m": [0, 0.9], "loss": np.array([0.0625, np.nan]), "is": ["a", "<b>"]})
    assert repr(shown) == "  m   loss   is\n  0  0.062    a\n0.9      –  <b>"
    html = shown._repr_html_()
    assert html.count("<th ") == 3
    for cell in ("0", "0.9", "0.062", "–", "a", "&lt;b&gt;"):
        assert f"<td>{cell}</td>" in html


def test_digits_are_for_all_or_for_one_column():
    columns = {"a": [1 / 3], "b": [2 / 3]}
    assert repr(show_result(columns, digits=1)).split() == ["a", "b", "0.3", "0.7"]
    assert repr(show_result(columns, digits={"a": 5})).split() == ["a", "b", "0.33333", "0.667"]


def test_a_number_that_means_something_is_said():
    shown = show_result({"steps": [3, -1]}, words={-1: "diverges"})
    assert repr(shown).split() == ["steps", "3", "diverges"]


def test_minus_is_a_minus():
    assert repr(show_result({"x": [-0.5, -2]})).split() == ["x", "−0.5", "−2"]


def test_a_sentence_is_a_paragraph():
    shown = show_result("1 < 2")
    assert repr(shown) == "1 < 2"
    assert shown._repr_html_() == "<p>1 &lt; 2</p>"


def test_bad_input_is_refused():
    with pytest.raises(TypeError, match="result must be a sentence or columns by their heads"):
        show_result([1, 2])
    with pytest.raises(TypeError, match=r"result\['a'\] must be a sequence, got 'text'"):
        show_result({"a": "text"})
    with pytest.raises(ValueError, match=r"columns of one length, got \{'a': 1, 'b': 2\}"):
        show_result({"a": [1], "b": [1, 2]})
