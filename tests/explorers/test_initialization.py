"""Where to start: symmetry, the scale of the dice, and certificates (E4.2, E4.3, E4.4)."""

import csv
import re

import numpy as np
import pytest

from lecture_lib.activations import Sigmoid
from lecture_lib.experiments.certificate import ends
from lecture_lib.experiments.upside_down import (
    outcomes,
    random_start,
    stored_outcomes,
    upside_down,
)
from lecture_lib.explorers import CertificateExplorer, ScaleExplorer, SymmetryExplorer
from lecture_lib.explorers.descent.certificate import CASES, REACHES
from lecture_lib.explorers.initialization.symmetry import DICE
from lecture_lib.theory import curvatures
from tools.outcomes import FILE, SCALES, SEEDS


def hidden_weights(explorer, frame):
    W1, W2 = explorer.objective.model.weights(explorer.thetas[explorer.stage.take, frame])
    return [[*W1[unit], W2[0, 1 + unit]] for unit in (0, 1)]


# Symmetry


def test_zero_never_moves():
    explorer = SymmetryExplorer(equal=0.0)
    assert not explorer.thetas[0].any()
    assert "loss 0.1250" in explorer.sentence
    assert "nothing will ever move" in explorer.sentence


def test_equal_units_stay_equal_to_the_last_bit_and_move():
    explorer = SymmetryExplorer()
    for frame in range(explorer.stage.frames):
        first, second = hidden_weights(explorer, frame)
        assert first == second
    assert explorer.losses[0, -1] == pytest.approx(0.0877915, abs=5e-8)
    assert "exactly equal: one unit, twice. Not solved." in explorer.sentence
    assert np.ptp(explorer.thetas[0, :, 0]) > 4


def test_a_thousandth_of_a_difference_is_enough():
    explorer = SymmetryExplorer(dice=0.001)
    first, second = hidden_weights(explorer, -1)
    assert np.abs(np.subtract(first, second)).max() > 10
    assert "0 of 48 faces wrong" in explorer.sentence
    assert "Solved." in explorer.sentence


def test_coinciding_lines_are_drawn_in_one_place():
    explorer = SymmetryExplorer()
    one, two = (explorer.stage.tracks[line] for line in explorer.picture.plane.lines)
    assert one.at(0, 40).tolist() == two.at(0, 40).tolist()
    take = DICE.index(1.0)
    assert one.at(take, 40) != pytest.approx(two.at(take, 40), abs=0.1)


def test_a_hidden_line_is_where_its_unit_is_undecided():
    explorer = SymmetryExplorer(dice=1.0)
    take = explorer.stage.take
    ends_of_line = explorer.stage.tracks[explorer.picture.plane.lines[0]].at(take, 30)
    bias, *weights = hidden_weights(explorer, 30)[0][:3]
    assert bias + ends_of_line @ weights == pytest.approx([0, 0], abs=1e-9)


# Scale


def test_the_stored_outcomes_are_those_of_the_tool():
    rows = list(csv.DictReader(FILE.read_text("utf-8").splitlines()))
    assert [float(row["scale"]) for row in rows] == [s for s in SCALES for _ in SEEDS]
    assert [int(row["seed"]) for row in rows] == [seed for _ in SCALES for seed in SEEDS]


@pytest.mark.parametrize(("scale", "seeds"), [(0.3, range(12)), (2.0, range(12)), (20.0, range(5))])
def test_the_stored_outcomes_can_be_computed_again(scale, seeds):
    after, losses = outcomes(scale, seeds)
    stored_after, stored_losses = stored_outcomes()[scale]
    assert after.tolist() == stored_after[list(seeds)].tolist()
    assert losses == pytest.approx(stored_losses[list(seeds)], abs=1e-6)


@pytest.mark.parametrize(
    ("scale", "solved"),
    [(0.01, 11), (0.1, 49), (0.3, 50), (1, 49), (2, 43), (5, 26), (10, 11), (20, 2)],
)
def test_how_many_are_solved_is_said_and_drawn(scale, solved):
    explorer = ScaleExplorer(scale=scale)
    assert f"{solved} of 50 networks solved" in explorer.sentence
    point = explorer.stage.tracks[explorer.picture.point].at(explorer.stage.take, 0)
    assert point.tolist() == [[scale, solved]]


def test_the_units_begin_at_the_scores_of_the_start_weights():
    explorer = ScaleExplorer(scale=2.0)
    z = explorer.stage.tracks[explorer.picture.units].at(explorer.stage.take, 0)[:, 0]
    weights = random_start(2.0, 0)[:9].reshape(3, 3)
    scores = np.clip(upside_down(3).X @ weights.T, -12, 12)
    assert np.sort(z) == pytest.approx(np.sort(scores.ravel()))


@pytest.mark.parametrize("scale", [2.0, 20.0])
def test_how_many_are_asleep_is_told_of_all_fifty(scale):
    starts = np.stack([random_start(scale, seed) for seed in range(50)])
    objective = upside_down(3)
    slope = Sigmoid().derivative(objective.model.forward(starts, objective.X).scores[0])
    assert (
        f"{100 * (slope < 0.05).mean():.0f} % of all hidden" in ScaleExplorer(scale=scale).sentence
    )


# Certificates


def verdicts(case):
    explorer = CertificateExplorer(case=case)
    sentences = []
    for reach in REACHES:
        explorer.reach = reach
        sentences.append(explorer.sentence)
    return sentences


def test_the_bowl_is_certified_without_looking():
    assert all("Yes, the global minimum" in said for said in verdicts("face bowl"))
    bowl = ends()["face bowl"]
    assert bowl.convex == (curvatures(bowl.objective.X)[0] > 0)


def test_in_the_wrong_valley_it_cannot_be_told_until_one_sees_the_other():
    said = verdicts("grins")
    assert all("cannot be told" in sentence for sentence in said[: REACHES.index(1.3)])
    assert not any("has a slope" in sentence for sentence in said)
    assert all("No: you have seen" in sentence for sentence in said[REACHES.index(1.3) :])
    assert ends()["grins"].theta == pytest.approx(3.0449, abs=5e-5)


@pytest.mark.parametrize("case", CASES)
def test_who_looks_further_has_seen_no_less(case):
    explorer, lowest = CertificateExplorer(case=case), np.inf
    for reach in REACHES:
        explorer.set(reach=reach)
        seen = float(re.search(r"lowest (\d+\.\d+)", explorer.sentence)[1])
        assert seen <= lowest
        lowest = seen


def test_a_loss_at_its_bound_is_certified_although_it_is_not_convex():
    said = verdicts("network, solved")
    assert all("Yes, as good as" in sentence for sentence in said)
    assert not ends()["network, solved"].convex


def test_the_stuck_network_is_far_from_what_would_be_better():
    said = verdicts("network, stuck")
    assert "L = 0.0634" in said[0]
    assert all("cannot be told" in sentence for sentence in said[:-1])
    assert "No: you have seen" in said[-1]


def test_a_place_with_a_slope_is_not_exactly_a_minimum():
    stuck = ends()["network, stuck"]
    slope = stuck.objective.gradient(stuck.theta)
    ahead = stuck.theta - 0.1 * slope / np.linalg.norm(slope)
    assert stuck.objective.value(ahead) < stuck.objective.value(stuck.theta)
    assert all("Not exactly: it has a slope" in said for said in verdicts("network, stuck")[:-1])


@pytest.mark.parametrize("case", CASES)
def test_the_list_is_marked_as_it_is_said(case):
    explorer = CertificateExplorer(case=case, reach=25.0)
    tracks, take = explorer.stage.tracks, explorer.stage.take
    shown = [
        [bool(np.isfinite(tracks[mark].at(take, 0)).all()) for mark in marks]
        for marks in explorer.picture.marks
    ]
    assert all(yes != no for yes, no in shown)
    flat, convex, bound, nothing_lower = (yes for yes, _ in shown)
    assert ((flat and convex) or bound) == ("Yes" in explorer.sentence)
    assert nothing_lower == ("No:" not in explorer.sentence)


@pytest.mark.parametrize(
    ("kind", "state", "message"),
    [
        (SymmetryExplorer, {"equal": 0.5}, "equal must be one of"),
        (SymmetryExplorer, {"dice": 2}, "dice must be one of"),
        (ScaleExplorer, {"scale": 3}, "scale must be one of 0.01, 0.1"),
        (CertificateExplorer, {"case": "hill"}, "case must be one of face bowl"),
        (CertificateExplorer, {"reach": 0}, "reach must be a positive"),
    ],
)
def test_what_is_not_offered_is_refused_by_name(kind, state, message):
    with pytest.raises(ValueError, match=message):
        kind(**state)
