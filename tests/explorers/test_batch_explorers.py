"""The explorers of section 6: other data, other landscapes; noise, and what it costs."""

import json
from math import comb
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.experiments.noise import gradient_covariance
from lecture_lib.explorers import CloudExplorer, PathsExplorer, SubsetExplorer
from lecture_lib.explorers.batches.cloud import SIZES
from lecture_lib.explorers.batches.paths import ORDERS
from lecture_lib.explorers.batches.subset import CHOICES, lowest_of_batches

NUMBERS = json.loads((Path(__file__).parents[1] / "maths" / "numbers.json").read_text())
SUBSETS = {
    "no grins": "without the 4 forced grins",
    "no shy": "without the 5 shy happy",
    "even": "even rows",
    "odd": "odd rows",
}


@pytest.mark.parametrize(("data", "name"), SUBSETS.items())
def test_valleys_of_some_faces_are_those_of_the_table(data, name):
    wanted = NUMBERS["S6.subsets"][name]
    said = SubsetExplorer(data=data).sentence
    assert said.startswith(f"{wanted['n']} of 24 faces: valley")
    for theta, loss in wanted["minima"]:
        assert f"{theta:.3f} ({loss:.4f})" in said


def test_the_curve_of_all_has_its_two_valleys():
    explorer = SubsetExplorer(batch_size=24)
    for theta, loss in NUMBERS["S6.subsets"]["all"]["minima"]:
        assert f"{theta:.3f} ({loss:.4f})" in explorer.sentence


def test_a_press_takes_a_face_out_and_in_again():
    explorer = SubsetExplorer(data="even")
    explorer.stage.presses = {"0": 1}
    assert explorer.data == "by hand"
    assert explorer.rows == list(range(2, 24, 2))
    states = {handle.name: handle.pressed for handle in explorer.stage.handles}
    assert states == {str(row): row in explorer.rows for row in range(24)}
    explorer.stage.presses = {"0": 2}
    assert explorer.rows == list(range(0, 24, 2))


def test_the_last_face_stays():
    explorer = SubsetExplorer(data="by hand", faces=(5,))
    explorer.stage.presses = {"5": 1}
    assert explorer.rows == [5]


def test_a_batch_grows_face_by_face():
    explorer = SubsetExplorer()
    before = set()
    for B in range(1, 25):
        explorer.batch_size = B
        assert len(explorer.rows) == B
        assert before < set(explorer.rows)
        before = set(explorer.rows)
        veil = explorer.stage.tracks[explorer.picture.veil].shown[explorer.stage.take, 0]
        assert set(np.flatnonzero(~veil).tolist()) == before


def test_keys_name_the_faces_and_follow_the_batch():
    explorer = SubsetExplorer(batch_size=3)
    explorer.batch_size = 9
    assert sum(handle.pressed for handle in explorer.stage.handles) == 9
    assert explorer.stage.handles[0].label == "Face 0: sad, mouth 0.45"


def test_more_than_a_third_of_the_batches_of_six_are_lowest_in_the_other_valley():
    share = 100 * (lowest_of_batches()[5] > 2.297).mean()
    assert 36 < share < 48  # all batches: 41.6
    assert f"{share:.1f} % are lowest" in SubsetExplorer(batch_size=6).sentence


def test_what_is_hidden_is_not_told():
    explorer = SubsetExplorer(everything="hidden")
    assert explorer.sentence.endswith("The curve of all 24 is hidden.")
    view = explorer.picture.valley
    for artist in (view.land, view.curve, view.point):
        assert np.isnan(explorer.stage.tracks[artist].points).all()
    assert not hasattr(explorer.picture, "bars")
    assert "0.0895" not in explorer.sentence


def test_while_all_is_hidden_the_faces_of_the_batch_show_their_own_losses():
    explorer = SubsetExplorer(everything="hidden", batch_size=6, seed=1)
    stage, picture = explorer.stage, explorer.picture
    happy, sad, mean = (stage.tracks[line].points[stage.take, 0] for line in picture.alone)
    curves = np.concatenate([side.reshape(-1, 242, 2) for side in (happy, sad)])
    shown = curves[np.isfinite(curves[:, 0, 0])][:, :-1]  # the last point is a gap
    assert len(shown) == 6
    assert mean[:, 1] == pytest.approx(shown[..., 1].mean(axis=0), abs=1e-4)
    explorer.everything = "shown"
    assert explorer.picture.bars


@pytest.mark.parametrize("B", SIZES["six"])
def test_the_mean_over_all_batches_is_the_full_gradient(B):
    explorer = CloudExplorer(batch_size=B)
    assert (f"all {comb(6, B)} batches" if B < 6 else "the one batch") in explorer.sentence
    take = explorer.stage.take
    dots = explorer.stage.tracks[explorer.picture.samples].at(take, 0)
    dots = dots[~np.isnan(dots[:, 0])]
    full = explorer.stage.tracks[explorer.picture.whole].at(take, 0)[0]
    assert len(dots) == comb(6, B)
    assert dots.mean(axis=0) == pytest.approx(full)
    wanted = gradient_covariance(explorer.model.objective, np.array(explorer.theta), B)
    assert np.cov(dots.T, bias=True) == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("B", [B for B in SIZES["forty"] if str(B) in NUMBERS["S6.sgd_faces"]])
def test_noise_at_the_optimum_is_that_of_the_table(B):
    explorer = CloudExplorer(data="forty", batch_size=B)
    explorer.theta = tuple(explorer.model.optimum)
    wanted = NUMBERS["S6.sgd_faces"][str(B)]["noise_std_at_opt"]
    assert f"The noise is {wanted:.3f} long." in explorer.sentence


def test_single_faces_that_point_uphill_are_counted():
    share = NUMBERS["S6.single_wrong_at"]["frac"]
    said = CloudExplorer(data="forty", batch_size=1, theta=(-1.2, 0.7)).sentence
    assert f"Of 40 steps, {40 * share:.0f} would go uphill, however short." in said


def test_every_single_gradient_is_in_the_picture_wherever_the_place_is():
    explorer = CloudExplorer(data="forty")
    for theta in ((-1.2, 0.7), (1.5, 1.0), (4.0, 4.0)):
        explorer.theta = theta
        dots = explorer.stage.tracks[explorer.picture.samples].at(0, 0)
        low, high = explorer.picture.plane.get_xlim()
        assert low < np.nanmin(dots[:, 0])
        assert np.nanmax(dots[:, 0]) < high
        assert np.nanmax(dots[:, 1]) < explorer.picture.plane.get_ylim()[1]


def test_the_place_can_be_dragged():
    explorer = CloudExplorer()
    px, py = explorer.picture.map.transData.transform((-2.0, 1.5))
    explorer.stage.position = ["place", px, explorer.stage.size[1] - py]
    assert explorer.theta == pytest.approx((-2.0, 1.5))


@pytest.mark.parametrize("order", ORDERS)
def test_each_order_asks_the_faces_it_says(order):
    explorer = PathsExplorer(order=order, batch_size=4, steps=20)
    rows = np.array(explorer.runs["few"].batches)
    first = np.sort(rows[:10].ravel())
    once = order in ("shuffled epochs", "sorted")
    assert (first.tolist() == list(range(40))) is once
    assert (rows[0].tolist() == [0, 1, 2, 3]) is (order == "sorted")
    shown = explorer.stage.tracks[explorer.picture.crowd.batch].shown[0]
    assert [set(np.flatnonzero(row)) for row in shown[1:]] == [set(row) for row in rows]


@pytest.mark.parametrize("B", ["1", "4", "8", "20"])
def test_the_noise_floor_is_that_of_the_table(B):
    explorer = PathsExplorer(batch_size=int(B), steps=1)
    for eta in ("0.01", "0.05", "0.1", "0.15"):
        explorer.eta = float(eta)
        floor = NUMBERS["S6.sgd_faces"][B]["excess"][eta]
        assert f"B = {B} stays {floor:.4f} above the lowest loss" in explorer.sentence
        assert "B = 40 arrives" in explorer.sentence


def test_what_blows_up_is_said():
    said = PathsExplorer(eta=0.34, batch_size=4).sentence
    for limit in ("with B = 1 grows without bound, since η is above 0.2075", "0.2956", "0.3365"):
        assert limit in said


def test_with_all_faces_the_three_paths_differ_only_in_the_single_one():
    explorer = PathsExplorer(batch_size=40, steps=10)
    assert explorer.runs["few"].losses == pytest.approx(explorer.runs["all"].losses)
    assert not np.allclose(explorer.runs["single"].losses, explorer.runs["all"].losses)


def test_with_replacement_a_batch_of_40_is_not_all_faces_once():
    explorer = PathsExplorer(batch_size=40, order="with replacement", steps=10)
    assert all(len(rows) == 40 > len(set(rows)) for rows in explorer.runs["few"].batches)
    assert explorer.runs["all"].batches is None


@pytest.mark.parametrize("order", ORDERS)
def test_other_batches_are_offered_where_there_are_others(order):
    offered = PathsExplorer(order=order).controls["other_batches"].layout.display != "none"
    assert offered == (order != "sorted")


def test_sorted_faces_pull_the_loss_up_and_down():
    losses = PathsExplorer(eta=0.05, batch_size=1, order="sorted", steps=200).runs["few"].losses
    take = PathsExplorer(eta=0.05).stage.take
    assert losses[160:, take].max() > 3 * losses[160:, take].min()


def test_every_choice_of_data_has_a_name():
    assert set(CHOICES) == {*SUBSETS, "batch", "by hand"}
