"""The sigmoid unit: three units, the sign, the saturation, labels out of reach (S13)."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.activations import Sigmoid
from lecture_lib.experiments.saturation import slopes
from lecture_lib.explorers import SaturationExplorer, SignExplorer, UnitsExplorer
from lecture_lib.explorers.sigmoid.units import stem_points
from lecture_lib.gradient_check import numerical_gradient

NUMBERS = json.loads((Path(__file__).parents[1] / "maths" / "numbers.json").read_text())
FAR = "σ on −1, +1"


@pytest.fixture(scope="module")
def signs():
    """The explorer of the sign with the slope of either slide, right and wrong."""
    both = SignExplorer(), SignExplorer(slope="y − ŷ (slide 36)")
    yield both
    for explorer in both:
        explorer.close()


@pytest.fixture(scope="module")
def far():
    """Labels -1 and +1 for the sigmoid, at the best thresholds."""
    explorer = UnitsExplorer(unit=FAR, threshold="best", steepness=12.0)
    yield explorer
    explorer.close()


def test_a_loss_that_rises_on_the_way_is_not_said_to_fall():
    explorer = UnitsExplorer(unit=FAR, threshold=1.0)
    assert (np.diff(losses(explorer, FAR)) > 0).any()
    assert "the loss is lowest at the far end: 0.5500 at 1000" in explorer.sentence


def losses(explorer, unit):
    return explorer.stage.tracks[explorer.picture.curves[unit]].points[0, 0, :, 1]


def test_each_slide_drives_as_the_lecture_notes_say(signs):
    for explorer, key in zip(signs, ("S13.sign_1", "S13.sign_-1"), strict=True):
        walked = explorer.run.losses[[0, 1, 2, 5, 10, 50], explorer.stage.take]
        assert walked == pytest.approx(NUMBERS[key]["L"], rel=1e-5)
        said = explorer.stage.sentence(frame=50)
        assert f", {NUMBERS[key]['mistakes']} of 40 faces wrong" in said
    assert "lower than at first" in signs[0].sentence
    assert "higher than at first" in signs[1].sentence


def test_nudges_agree_with_one_slide_and_contradict_the_other(signs):
    for frame in (0, 7, 50):
        assert ": the same." in signs[0].stage.sentence(frame=frame)
        assert "opposite, so each step goes uphill" in signs[1].stage.sentence(frame=frame)


def test_the_arrows_of_step_and_downhill_part_with_the_wrong_sign(signs):
    for explorer, sign in zip(signs, (1, -1), strict=True):
        take = explorer.stage.take
        here = explorer.run.thetas[5, take]
        arrows = (explorer.picture.step, explorer.picture.downhill)
        step, downhill = (explorer.stage.tracks[a].at(take, 5)[3] - here for a in arrows)
        assert step == pytest.approx(sign * downhill, abs=1e-5)
        measured = numerical_gradient(explorer.objectives[explorer.slope].value, here)
        assert downhill == pytest.approx(-1.5 * measured / np.linalg.norm(measured))


def test_the_rival_walks_with_the_other_sign(signs):
    for explorer, rival in (signs, signs[::-1]):
        drawn = explorer.stage.tracks[explorer.picture.rivals[0]].points[explorer.stage.take, 0]
        np.testing.assert_allclose(drawn, rival.run.thetas[:, rival.stage.take])


def test_dragging_the_start_leads_both_walks_there():
    explorer = SignExplorer()
    explorer.dragged("start", 5.0, -1.0)
    assert explorer.start == (4.0, -1.0)
    assert "lower than at first" in explorer.sentence
    explorer.start = (-4.0, -4.0)
    assert "2·10⁻⁶" in explorer.sentence
    assert "the walk does not get away" in explorer.sentence
    explorer.start = (4.0, -1.0)
    for path in (explorer.picture.walk.line, explorer.picture.rivals[0]):
        assert explorer.stage.tracks[path].at(0, 0)[0] == pytest.approx((4.0, -1.0))


def test_labels_in_reach_have_a_lowest_loss_and_labels_out_of_reach_have_none(far):
    inside, outside = losses(far, "σ on 0, 1"), losses(far, FAR)
    assert inside.min() == pytest.approx(NUMBERS["S13.sigmoid_labels_01"]["loss"], abs=2e-5)
    assert inside[-1] > 1.05 * inside.min()
    assert (np.diff(outside) < 0).all()
    assert outside[-1] == pytest.approx(NUMBERS["S13.sigmoid_labels_pm1"]["loss"], abs=1e-5)
    assert outside.min() > NUMBERS["S13.sigmoid_labels_pm1"]["floor_sad"]
    assert "0.3000 at 1000, still falling" in far.sentence
    near = UnitsExplorer(threshold="best", steepness=12.0)
    assert "lowest at 12.0: 0.0236" in near.sentence
    assert sad_costs(near).min() < 1e-6


def test_a_walk_that_is_stopped_is_not_said_to_stand():
    gone = SignExplorer(eta=1e10).sentence
    assert "stopped, at step 1: the weights had grown too large" in gone
    assert "does not get away" not in gone


def test_labels_out_of_reach_are_shown_only_to_whoever_begins_with_them(far):
    """The section asks what comes of them before it shows it."""
    explorer = UnitsExplorer()
    assert list(explorer.picture.curves) == ["step", "line", "σ on 0, 1"]
    assert explorer.controls["unit"].options == ["step", "line", "σ on 0, 1"]
    explorer.unit = FAR  # code may set it all the same
    assert FAR in explorer.picture.curves
    assert list(far.picture.curves) == far.controls["unit"].options
    assert FAR in far.controls["unit"].options


def test_every_sad_face_costs_at_least_a_half_where_its_label_is_out_of_reach(far):
    assert sad_costs(far).shape[1] == 20
    assert sad_costs(far).min() == pytest.approx(0.5, abs=1e-6)


def sad_costs(explorer):
    stems = explorer.stage.tracks[explorer.picture.stems[1]].points[..., 1]
    return stems.reshape(len(stems), -1, 3)[..., 1]


def test_the_sign_of_a_sigmoid_calls_every_face_happy(far):
    z = far.objectives[FAR].X @ (-24.0, 12.0)
    assert (Sigmoid().value(z) > 0).all()
    assert "read by it, 20 are wrong" in far.sentence


@pytest.mark.parametrize("unit", ["line", "σ on 0, 1"])
def test_the_slopes_of_a_unit_are_what_nudges_measure(unit):
    explorer = UnitsExplorer(unit=unit, steepness=1.5, threshold=2.5)
    measured = numerical_gradient(explorer.objectives[unit].value, [-3.75, 1.5])
    said = explorer.sentence.split("slopes (")[1].split(")")[0].replace("−", "-")
    assert [float(slope) for slope in said.split(", ")] == pytest.approx(measured, abs=6e-5)
    assert "sign of ŷ" not in explorer.sentence


def test_turned_up_the_sigmoid_becomes_the_step_which_knows_no_steepness():
    explorer = UnitsExplorer(unit="step", steepness=1000.0)
    assert "Loss 0.1500, 3 of 40 faces wrong, slopes (0.0000, 0.0000)" in explorer.sentence
    assert "The steepness changes nothing" in explorer.sentence
    step, _, sigmoid = (
        explorer.stage.tracks[curve].points[-1, 0] for curve in explorer.picture.crowd.beside
    )
    away = np.abs(step[:, 0] - 2) > 0.02
    np.testing.assert_allclose(2 * sigmoid[away, 1] - 1, step[away, 1], atol=1e-6)


def test_stems_stand_on_zero():
    stems = stem_points(np.array([1.0, 2.0]), np.array([[0.5, 0.25]]))
    np.testing.assert_array_equal(
        stems[0], [(1, 0), (1, 0.5), (1, np.nan), (2, 0), (2, 0.25), (2, np.nan)]
    )


def test_the_printed_slope_is_lost_where_the_lecture_notes_say():
    lost = NUMBERS["S13.saturation"]
    for z, row in ((lost["last_z_nonzero_naive"], 1), (lost["f32"], 2)):
        paper, *printed = slopes(np.array([z - 0.02, z + 0.02]))
        assert (printed[row - 1] == 0).tolist() == [False, True]
        assert (paper > 0).all()
    assert slopes(np.array([10.0]))[0] == pytest.approx(lost["dsig10"], rel=1e-5)
    assert slopes(np.array([0.0]))[0] == lost["max"]


def test_the_printed_sigmoid_is_lost_on_the_left_where_its_exponential_is_infinite():
    for far, row in ((-709.78, 1), (-88.72, 2)):
        printed = slopes(np.array([far, far - 0.02]))[row]
        assert (printed == 0).tolist() == [False, True]


def test_the_sentence_says_what_is_lost():
    explorer = SaturationExplorer(z=40.0, label="sad")
    assert "σ(z)σ(−z) = 4.2·10⁻¹⁸; written as σ(1 − σ) it comes out as 0" in explorer.sentence
    explorer.z = 10.0
    assert "A sad face has ∂L/∂z = 4.5·10⁻⁵ with squared loss, 0.99995 with" in explorer.sentence
    explorer.set(z=-10.0, label="happy")
    assert "A happy face has ∂L/∂z = −4.5·10⁻⁵ with squared loss, −0.99995" in explorer.sentence
