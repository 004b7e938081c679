"""The gradient by hand: the chain, the padlock, the tug of war, the learner's drive (S12)."""

import numpy as np
import pytest

from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import face_models
from lecture_lib.explorers import ChainExplorer, DriveExplorer, FreezeExplorer, TugExplorer
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.pictures.arrows import thin_arrows

FACES = face_models(load_faces("train"))["raw"].objective


def points(explorer, artist, take=None, frame=0):
    return explorer.stage.tracks[artist].at(explorer.stage.take if take is None else take, frame)


# the tug of war


def test_at_zero_half_the_faces_pull_up_and_half_down():
    said = TugExplorer().stage.sentence(frame=0)
    assert "20 faces pull w₀ up, 20 pull it down" in said
    assert "the mean pull −∇L is (0.000, 0.896)" in said


def test_every_arrow_lies_along_its_own_face():
    explorer = TugExplorer(start=(1.0, -0.5))
    tips = [points(explorer, fan)[1::6] for fan in explorer.picture.sides]
    w, happy = np.array([1.0, -0.5]), FACES.y > 0
    for drawn, rows in zip(tips, (happy, ~happy), strict=True):
        X, y = FACES.X[rows], FACES.y[rows]
        np.testing.assert_allclose(drawn, (y - X @ w)[:, None] * X, atol=1e-12)
    assert np.concatenate(tips).mean(axis=0) == pytest.approx(-FACES.gradient(w))


def test_without_the_half_the_pulls_double_and_half_the_rate_walks_the_same_path():
    half, whole = TugExplorer(eta=0.1), TugExplorer(eta=0.05, loss="without ½")
    mean = [points(e, e.picture.mean)[3] for e in (half, whole)]
    assert mean[1] == pytest.approx(2 * mean[0])
    takes = half.offered.index(0.1), whole.offered.index(0.05)
    np.testing.assert_allclose(
        half.run.thetas[:, takes[0]], whole.run.thetas[:, takes[1]], atol=1e-12
    )


def test_no_arrow_leaves_the_plane_while_the_walk_comes_down():
    explorer = TugExplorer(loss="without ½", start=(-4.0, 4.0))
    for start in [(0.0, 0.0), (1.0, 1.0)]:  # η = 0.15 shoots beyond: pulls grow at first
        explorer.start = start
        down = [take for take, eta in enumerate(explorer.offered) if eta < 0.168]
        fans = [explorer.stage.tracks[fan].points[down] for fan in explorer.picture.sides]
        longest = [np.nanmax(np.abs(np.concatenate(fans, axis=2)[..., axis])) for axis in (0, 1)]
        reach = explorer.picture.pulls.get_xlim()[1], explorer.picture.pulls.get_ylim()[1]
        assert np.less(longest, reach).all()
        assert np.greater(longest, np.array(reach) / 2).all()


@pytest.mark.parametrize("face", [1, 17, 40])
def test_a_face_that_has_its_way_does_not_pull(face):
    explorer = TugExplorer(face=face, start=(0.3, 0.1))
    explorer.meet()
    assert "does not pull at all: it is exactly right" in explorer.sentence
    assert np.isnan(points(explorer, explorer.picture.held)).all()
    x = FACES.X[face - 1]
    moved = np.array(explorer.start) - (0.3, 0.1)
    assert moved[0] * x[1] == pytest.approx(moved[1] * x[0])  # along its own (1, mouth)


def test_a_face_has_its_way_as_far_as_the_map_goes():
    explorer = TugExplorer(face=31, start=(3.5, -3.5))
    explorer.meet()
    moved = np.array(explorer.start) - (3.5, -3.5)
    assert explorer.start[0] == 4.0
    assert moved[1] / moved[0] == pytest.approx(FACES.X[30, 1])
    assert "does not pull" not in explorer.sentence


def test_a_face_that_is_pressed_is_looked_at():
    explorer = TugExplorer()
    explorer.stage.presses = {"6": 1}
    assert explorer.face == 7
    assert [h.name for h in explorer.stage.handles if h.pressed] == ["6"]


@pytest.mark.parametrize(("loss", "eta"), [("with ½", 0.34), ("without ½", 0.17)])
def test_a_rate_beyond_the_cliff_is_called_so(loss, eta):
    assert "overshoots by more than the last" in TugExplorer(loss=loss, eta=eta).sentence
    assert "overshoots" not in TugExplorer(loss=loss, eta=0.15).sentence


def test_thin_arrows_have_equal_barbs_on_the_screen():
    scale = np.array([10.0, 40.0])
    arrow = thin_arrows((1, 2), [[3.0, 1.0]], scale, head=6)
    foot, tip, left, _, right, hole = arrow
    assert foot == pytest.approx((1, 2))
    assert tip == pytest.approx((4, 3))
    lengths = [np.linalg.norm((barb - tip) * scale) for barb in (left, right)]
    assert lengths == pytest.approx([6, 6], rel=0.01)
    assert np.isnan(hole).all()
    assert np.isnan(thin_arrows((0, 0), [[0.0, 0.0]], scale)).all()


# the chain of gauges


def test_the_face_on_paper_has_the_slopes_of_the_lecture_notes():
    assert "the product is −3.00" in ChainExplorer(weight="w1").sentence
    assert "the product is −1.00" in ChainExplorer(weight="w0").sentence


@pytest.mark.parametrize("weight", ["w0", "w1"])
def test_the_product_is_what_small_nudges_measure(weight):
    explorer = ChainExplorer(weight=weight, w0=0.7, w1=-0.4, mouth=2.5, label="sad")

    def loss(w):
        return 0.5 * (-1 - w[0] - 2.5 * w[1]) ** 2

    slope = numerical_gradient(loss, [0.7, -0.4])[int(weight == "w1")]
    x, error, product = explorer._numbers([0.0]).slopes
    assert x * error == pytest.approx(product)
    assert product == pytest.approx(slope, abs=1e-8)


def test_what_the_nudge_misses_is_half_its_size_times_the_square_of_x():
    said = ChainExplorer(nudge=0.5).sentence  # ½ · 0.5 · 3²
    assert "measured −0.750, off by 2.250" in said
    assert "off by 0.225" in ChainExplorer(nudge=0.05).sentence
    assert "nothing to measure" in ChainExplorer(nudge=0.0).sentence


def test_the_nudged_points_lie_on_their_curves():
    explorer = ChainExplorer(nudge=-0.3, mouth=2.0, w1=0.5)
    for gauge in explorer.picture.gauges:
        curve = points(explorer, gauge.curve)
        for artist in (gauge.before, gauge.after):
            ((x, y),) = points(explorer, artist)
            assert y == pytest.approx(np.interp(x, *curve.T), abs=0.01)


# the padlock


def test_the_arrows_on_the_map_are_long_enough_to_be_seen():
    for w0, w1 in ((0.0, 0.2), (1.5, 1.0), (-1.5, 0.8)):
        explorer = FreezeExplorer(locked="w1", w0=w0, w1=w1)
        gradient = FACES.gradient([w0, w1])
        whole, part = (
            points(explorer, arrow)[3] - [w0, w1]  # the tip
            for arrow in (explorer.picture.whole, explorer.picture.part)
        )
        length = np.hypot(*whole)
        np.testing.assert_allclose(whole / length, gradient / np.hypot(*gradient), atol=1e-9)
        assert part == pytest.approx([whole[0], 0])  # one scale for both
        assert length >= min(1.2, 12 * np.hypot(*gradient)) - 1e-9


def test_the_slope_of_the_cut_is_the_partial_derivative():
    for locked, d in (("w0", 1), ("w1", 0)):
        explorer = FreezeExplorer(locked=locked, w0=-0.4, w1=1.1)
        tangent = points(explorer, explorer.picture.cut.tangent)
        slope = np.diff(tangent[:, 1]) / np.diff(tangent[:, 0])
        assert slope == pytest.approx(FACES.gradient([-0.4, 1.1])[d])


def test_dragging_moves_the_free_weight_only():
    explorer = FreezeExplorer(locked="w0", w0=0.5, w1=0.0)
    explorer.dragged("point", 3.0, 1.2)
    assert (explorer.w0, explorer.w1) == (0.5, 1.2)


def test_the_slider_has_the_free_weight_in_the_hand():
    explorer = FreezeExplorer(locked="w0")
    slider = explorer.stage.hand
    assert slider.label == "free weight w₁"
    explorer.locked = "w1"
    assert slider.label == "free weight w₀"
    slider.index = 0
    assert (explorer.w0, explorer.w1) == (-4.0, 0.0)


def test_the_lowest_notch_of_a_cut_is_told_from_that_of_the_bowl():
    assert "though not of the bowl" in FreezeExplorer(locked="w0", w0=2.0, w1=-0.6).sentence
    best = FreezeExplorer(locked="w0", w0=-1.5, w1=0.8).sentence
    assert best.endswith("lowest notch of the cut.")
    assert "lowest" not in FreezeExplorer(locked="w0", w0=-1.5, w1=2.0).sentence


# the learner's gradient drives


def right(X, y, w):
    return X.T @ (X @ w - y) / len(y)


def test_a_right_gradient_drives_as_the_library_does():
    own, library = DriveExplorer(right), DriveExplorer()
    np.testing.assert_allclose(own.run.thetas, library.run.thetas, rtol=1e-9, atol=1e-12)
    assert "it is what nudges measure" in own.sentence
    assert "The library's own gradient drives" in library.sentence


def test_what_a_drive_comes_to_is_not_told_at_its_start():
    for eta in (0.1, 0.4):
        stage = DriveExplorer(eta=eta).stage
        assert stage.sentence(frame=0).endswith("20 of 40 faces wrong. Here it starts.")
        assert "Here it starts" not in stage.sentence(frame=1)


def test_a_walk_to_another_place_is_not_promised_the_bottom():
    said = DriveExplorer(lambda X, y, w: X.T @ (X @ w) / len(y)).sentence  # without the labels
    assert "It comes down; the lowest loss of all, 0.1523, lies below that." in said


@pytest.mark.parametrize(
    ("gradient", "said"),
    [
        (lambda X, y, w: -right(X, y, w), "its sign is opposite"),
        (lambda X, y, w: 40 * right(X, y, w), "it is 40 times what"),
        (lambda X, y, w: right(X, y, w) * (1, -1), "away from what nudges measure"),
        (lambda X, y, w: 0 * w, "it is zero"),
        (lambda X, y, w: None, "returns nothing yet"),
        (lambda X, y, w: X @ w - y, "returned the shape (40,)"),
        (lambda X, y, w: "steep", "not made of numbers"),
        (lambda X, y, w: w / 0, "slopes that are not finite"),
        (lambda X, y, w: {}["slope"], "stopped with KeyError: 'slope'"),
        (lambda X, y, w: int("{w}"), "stopped with ValueError"),
    ],
)
def test_it_says_what_the_gradient_is_worth(gradient, said):
    assert said in DriveExplorer(gradient).sentence


def test_a_wrong_sign_climbs_whoever_puts_it_there():
    by_function = DriveExplorer(lambda X, y, w: -right(X, y, w))
    by_loop = DriveExplorer(right, update="plus")
    for explorer in (by_function, by_loop):
        losses = explorer.run.losses[:, explorer.stage.take]
        assert losses[-1] > losses[0]
        assert "It climbs" in explorer.sentence
    twice = DriveExplorer(lambda X, y, w: -right(X, y, w), update="plus")
    assert "It climbs" not in twice.sentence


def test_a_run_that_runs_away_says_at_which_step_it_was_stopped():
    drive = DriveExplorer(update="plus")
    assert "Step 43 of 60: loss 1.4·10¹⁸" in drive.sentence
    assert "At step 44 it was stopped" in drive.sentence
    assert drive.run.stopped_at[drive.stage.take] == 44
    tug = TugExplorer(eta=0.4, loss="without ½", start=(1.5, 1.0))
    assert "At step 16 it was stopped" in tug.sentence
    assert "stopped" not in DriveExplorer().sentence + TugExplorer().sentence
    assert "still" not in (gone := DriveExplorer(eta=1e10).sentence)
    assert "At step 1 it was stopped" in gone


def test_a_function_that_fails_on_its_way_stops_there():
    calls = []

    def fails_later(X, y, w):
        calls.append(w)
        if len(calls) > 40:
            raise RuntimeError("tired")
        return right(X, y, w)

    explorer = DriveExplorer(fails_later)
    assert "stopped with RuntimeError: tired" in explorer.sentence
    assert (explorer.run.thetas[5:] == explorer.run.thetas[5]).all()
    assert len(calls) == 41


def test_what_a_function_does_to_its_arguments_stays_with_it():
    def careless(X, y, w):
        y -= X @ w
        w[:] = 9.0
        return -X.T @ y / len(y)

    np.testing.assert_allclose(
        DriveExplorer(careless).run.thetas, DriveExplorer().run.thetas, rtol=1e-9, atol=1e-12
    )
