"""The softmax mixer and the ten bars against the lecture's numbers."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.explorers import DistributionExplorer, SoftmaxExplorer

NUMBERS = json.loads((Path(__file__).parents[1] / "maths" / "numbers.json").read_text("utf-8"))
SHARES = [
    ("0.1", "(0.000, 0.000, 1.000)"),
    ("1", "(0.090, 0.245, 0.665)"),
    ("10", "(0.301, 0.332, 0.367)"),
]


def shares(explorer):
    """What softmax and the rival make of the scores as they are."""
    return [part[0] for part in explorer.shares(explorer.scores([explorer.a2]))]


@pytest.mark.parametrize(("temperature", "written"), SHARES)
def test_temperature_sharpens_or_evens_out(temperature, written):
    """Three scores are four, the last of which counts nothing."""
    explorer = SoftmaxExplorer(a4=-6.0, temperature=float(temperature))
    three = shares(explorer)[0][:3]
    three = three / three.sum()
    np.testing.assert_allclose(three, NUMBERS["S16.softmax_T"][temperature], rtol=1e-5)
    assert "({:.3f}, {:.3f}, {:.3f})".format(*three) == written
    divided = f"(1.0, 2.0, 3.0, −6.0), divided by T = {temperature}: softmax"
    assert (divided in explorer.sentence) == (temperature != "1")


@pytest.mark.parametrize("added", [1000.0, -1000.0])
def test_the_same_added_to_all_scores_changes_nothing_but_the_formula_as_printed(added):
    plain, moved = SoftmaxExplorer(), SoftmaxExplorer(added=added)
    np.testing.assert_allclose(shares(moved)[0], shares(plain)[0], rtol=1e-12)
    np.testing.assert_allclose(shares(plain)[1], shares(plain)[0], rtol=1e-12)
    assert "as printed gives the same" in plain.sentence
    assert "as printed gives nan" in moved.sentence
    assert ("∞/∞" in moved.sentence) == (added > 0)
    assert np.isnan(shares(moved)[1]).all()


def test_two_scores_make_a_sigmoid():
    explorer = SoftmaxExplorer(classes=2, a1=0.0)
    explorer.stage.pose()
    z, p = explorer.picture.softmax_curve.get_xydata().T
    np.testing.assert_allclose(p, 1 / (1 + np.exp(-z)), rtol=1e-12)


def test_the_rival_cannot_tell_minus_five_from_five():
    scores = {"a1": -5.0, "a2": 5.0, "a3": 0.0, "a4": 0.0}
    explorer = SoftmaxExplorer(rival="|a|", **scores)
    assert shares(explorer)[1].tolist() == [0.5, 0.5, 0, 0]
    assert "most to several alike, and an exact 0" in explorer.sentence
    explorer.set(a1=0.0, a2=0.0)
    assert "0/0 is no number" in explorer.sentence


def test_the_rival_has_a_crease_where_softmax_climbs():
    explorer = SoftmaxExplorer(rival="|a|")
    explorer.stage.pose()
    for curve, climbs in (
        (explorer.picture.softmax_curve, True),
        (explorer.picture.rival_curve, False),
    ):
        assert (np.diff(curve.get_ydata()) > 0).all() == climbs
    a2, p2 = explorer.picture.rival_curve.get_xydata().T
    assert a2[p2.argmin()] == 0


def test_dragging_a_bar_sets_its_score():
    explorer = SoftmaxExplorer()
    explorer.dragged("a3", 1.7, -2.04)
    assert explorer.a3 == -2.0
    explorer.dragged("a3", 3, 99)
    assert explorer.a3 == 6.0


JUDGED = [
    ((1.5, -0.5), "No distribution: they sum to 1, but the smallest number is −0.50."),
    ((0.5, 0.75), "No distribution: none is negative, but they sum to 1.25."),
    ((0.5, -0.25), "No distribution: the smallest number is −0.25, and they sum to 0.25."),
    ((0.25, 0.75), "sum to 1. The largest probability is 0.75, at class 1."),
    ((0, 1), "sum to 1. It is one-hot: class 1 for certain."),
    (10 * (0.1,), "sum to 1. It is uniform: every class has 0.10."),
]


@pytest.mark.parametrize(("numbers", "said"), JUDGED)
def test_lamps(numbers, said):
    explorer = DistributionExplorer(p=[*numbers, *(10 - len(numbers)) * [0]])
    assert explorer.sentence.endswith(said)
    explorer.stage.pose()
    lit = np.isfinite(explorer.picture.lit.get_ydata()).tolist()
    assert lit == [min(numbers) >= 0, sum(numbers) == pytest.approx(1)]


def test_ten_numbers_in_single_precision_light_both_lamps():
    sentence = DistributionExplorer(p=np.float32([0.7, 0.1, 0.1, 0.1, *6 * (0,)])).sentence
    assert "A distribution: none is negative and they sum to 1." in sentence


def test_the_digit_is_shown_where_the_label_is_one_hot():
    explorer = DistributionExplorer()
    shown = explorer.stage.tracks[explorer.picture.digit].shown
    assert [shown[take].any() for take in (explorer.stage.take, 0)] == [True, False]
    explorer.chosen = 5
    explorer.controls["make_one_hot"].click()
    assert explorer.p == (0, 0, 0, 0, 0, 1, 0, 0, 0, 0)
    explorer.controls["make_uniform"].click()
    assert "It is uniform" in explorer.sentence


def test_dragging_a_bar_takes_it_in_the_hand():
    explorer = DistributionExplorer()
    explorer.dragged("7", 7.2, 0.42)
    assert (explorer.chosen, explorer.p[7]) == (7, 0.4)
    number = explorer.controls["number"]
    assert number.options[number.index] == "0.4"
    assert explorer.stage.hand is number
