"""Section 9: where the ball stands, walks, brakes and runs; what a missing decimal point does."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.experiments.gallery import LOSSES, wishes
from lecture_lib.explorers import GalleryExplorer, TypoExplorer

NUMBERS = json.loads((Path(__file__).parents[1] / "maths" / "numbers.json").read_text())
FULFILLED = {  # ≥ 0, falls, differentiable, steep while wrong, bounded slope
    "0-1": (1, 1, 0, 0, 1),
    "squared": (1, 0, 1, 1, 0),
    "absolute": (1, 0, 0, 1, 1),
    "squared minus 3": (0, 0, 1, 1, 0),
    "squared of sigmoid": (1, 1, 1, 0, 1),
    "cross entropy": (1, 1, 1, 1, 1),
}


def scores(explorer):
    return explorer.run.thetas[:, explorer.stage.take, 0]


def test_two_losses_are_shown_where_an_explorer_begins_with_one_of_them():
    """A prediction asks what they do far out, below the first gallery."""
    sure = ["squared of σ", "cross entropy"]
    first, second = GalleryExplorer(), GalleryExplorer(loss="cross entropy")
    assert not {*first.controls["loss"].options} & {*sure}
    assert second.controls["loss"].options[-2:] == sure
    curves = [len(explorer.picture.slope.lines) for explorer in (first, second)]
    assert np.diff(curves) == len(sure)
    second.set(loss="squared")
    assert second.controls["loss"].options[-2:] == sure


def test_the_ball_stands_still_on_0_1_loss_and_brakes_on_the_squared_sigmoid():
    gallery = GalleryExplorer(loss="0-1")
    assert np.ptp(gallery.run.thetas[..., 0], axis=0).max() == 0  # from every start
    assert "the land is flat here, and no valley" in gallery.sentence
    gallery.start = 2.0
    assert "the land is flat here, and as low as it gets" in gallery.sentence
    gallery.start = -10.0
    gallery.loss = "squared of sigmoid"
    slopes = NUMBERS["S18.wrong_and_sure"]
    first = np.diff(scores(gallery)[:2])[0]
    assert first == pytest.approx(-gallery.eta * slopes["sse_gradient"], rel=1e-4)
    assert abs(scores(gallery)[-1] + 10) < 0.001
    gallery.loss = "cross entropy"
    first = np.diff(scores(gallery)[:2])[0]
    assert first == pytest.approx(-gallery.eta * slopes["ce_gradient"], rel=1e-4)
    assert scores(gallery)[-1] > 2


def test_a_constant_changes_the_loss_and_not_the_way():
    gallery = GalleryExplorer(loss="squared")
    way, losses = scores(gallery), gallery.run.losses
    gallery.loss = "squared minus 3"
    np.testing.assert_array_equal(scores(gallery), way)
    np.testing.assert_allclose(gallery.run.losses, losses - 3)


def test_each_loss_is_measured_against_the_wishes():
    for name, loss in LOSSES.items():
        assert tuple(wish.holds for wish in wishes(loss.curve())) == FULFILLED[name], name


def test_the_typo_costs_the_line_six_faces_and_the_sigmoid_none():
    typo, told = TypoExplorer(), NUMBERS["S9.missing_decimal_point"]
    for typed, case in ((4.0, "None"), (40.0, "40.0")):
        typo.typed = typed
        line, sigmoid = told[case], f"{told[case]['logistic_threshold']:.3f}"
        assert f"threshold {line['threshold']:.3f}, {line['mistakes']} of 40" in typo.sentence
        assert f"threshold {sigmoid}, {told[case]['logistic_mistakes']} wrong" in typo.sentence


def test_said_to_be_sad_the_typo_takes_both_along():
    sentence = TypoExplorer(typed=40.0, label="sad").sentence
    assert "19 of 40 faces wrong" in sentence
    assert "19 wrong. This face is wrong and sure" in sentence
