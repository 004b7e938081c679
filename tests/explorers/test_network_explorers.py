"""Backpropagation to watch, networks that learn what no line can, and vanishing errors (S14)."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.experiments.flow import SIGNS, flow
from lecture_lib.experiments.mixture import mixture
from lecture_lib.experiments.upside_down import (
    STARTS,
    mistakes_of_lines,
    seven_starts,
    share_of,
    share_solved,
    size_outcomes,
    stored_sizes,
    upside_down,
)
from lecture_lib.experiments.way_back import left_of_error, two_outputs
from lecture_lib.explorers import (
    FlowExplorer,
    FoldExplorer,
    MixExplorer,
    VanishingExplorer,
    WiringExplorer,
)
from lecture_lib.explorers.backprop import vanishing
from lecture_lib.explorers.backprop.flow_frames import AGAIN, FRAMES, NAMES, SLOPES, UPDATE
from lecture_lib.explorers.backprop.vanishing import KINDS, chain
from lecture_lib.explorers.views.network import nearest_line
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.pictures.digits import digits_shown, short_number
from tools.outcomes import MANY, MOMENTA, SIZES

GOLDEN = json.loads((Path(__file__).parents[1] / "maths" / "golden.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def single():
    cases = {case["id"]: case for case in GOLDEN["cases"]}
    return cases["backprop_221_single"]


def said(explorer, frame):
    return explorer.stage.sentence(frame=frame)


def numbers_of(text):
    return [float(x.replace("−", "-")) for x in re.findall(r"−?\d+\.\d+", text)]


# Flow


def test_the_flow_has_the_golden_numbers(single):
    explorer = FlowExplorer()
    expected, numbers = single["expected"], flow(np.array([explorer.theta[:9]]), 1.0, 4.0, "slope")
    outputs, deltas = expected["activations"][0], expected["deltas"][0]
    assert [*single["inputs"]["W1"][0], *single["inputs"]["W1"][1]] == list(explorer.theta[:6])
    assert numbers.outputs[0] == pytest.approx([*outputs["hidden"], *outputs["yhat"]], rel=1e-12)
    assert numbers.deltas[0] == pytest.approx([*deltas["hidden"], *deltas["output"]], rel=1e-12)
    products = np.concatenate([np.ravel(expected["grad_W1"]), np.ravel(expected["grad_W2"])])
    assert numbers.products[0] == pytest.approx(products, rel=1e-12)
    assert numbers.loss[0] == pytest.approx(expected["loss"], rel=1e-12)


def test_the_flow_says_the_golden_numbers(single):
    explorer, expected = FlowExplorer(), single["expected"]
    assert f"= {expected['loss']:.5f}." in said(explorer, 4)
    products = np.concatenate([np.ravel(expected["grad_W2"]), *expected["grad_W1"]]).round(5)
    for frame, three in zip(SLOPES, products.reshape(3, 3), strict=True):
        text = said(explorer, frame).split(" Your weight")[0]
        assert set(three) <= set(numbers_of(text))


def test_two_deltas_come_back_to_one_unit():
    explorer, paths = FlowExplorer(outputs=2), two_outputs()
    numbers = flow(np.array([explorer.theta]), 1.0, 4.0, "slope")
    assert numbers.deltas[0, 2:] == pytest.approx(paths["δ there"][:2], rel=1e-12)
    assert numbers.deltas[0, 0] == pytest.approx(paths["share in δ₁"][2], rel=1e-12)
    v, u, _, delta, _, rest, slope, home = numbers_of(said(explorer, 6).split(" Your")[0])[:8]
    assert [v, u] == paths["over the weight"][:2]
    assert (v * delta + u * rest) * slope == pytest.approx(home, abs=2e-5)
    seen = explorer.stage.tracks[explorer.picture.digits[1]].shown[explorer.stage.take]
    edges = seen.reshape(FRAMES, 12 + 4, -1)[:, [7, 10]]
    for edge, share in enumerate(np.array([v, u]) * numbers.deltas[0, 2:]):
        assert (edges[6, edge] == digits_shown(np.array([short_number(1000 * share)]))).all()


def test_the_slopes_of_two_outputs_are_those_that_nudges_measure():
    theta, step = np.array([FlowExplorer().theta]), 1e-5
    nudges = theta + step * np.concatenate([np.eye(12), -np.eye(12)])
    up, down = flow(nudges, 1.0, 4.0, "slope").loss.reshape(2, 12)
    products = flow(theta, 1.0, 4.0, "slope").products[0]
    assert products == pytest.approx((up - down) / (2 * step), abs=1e-9)


def test_a_weight_of_a_second_output_gives_way_where_there_is_none():
    explorer = FlowExplorer(outputs=2, weight="u₁")
    assert explorer.stage.hand.label == "weight u₁"
    explorer.outputs = 1
    assert explorer.stage.hand.label == "weight v₁"
    assert "Your weight: v₁ = 1.10." in said(explorer, 0)


@pytest.mark.parametrize("sign", SIGNS)
def test_what_is_said_multiplies_out(sign):
    explorer = FlowExplorer(theta=(0.4, -1.2, 2.0, 1.0, 0.2, -0.8, -0.4, 1.6, -2.2), sign=sign)
    v, delta, slope, there = numbers_of(said(explorer, 6).split(" Your weight")[0])[-4:]
    assert v * delta * slope == pytest.approx(there, abs=2e-5)
    w, eta, product, new = numbers_of(said(explorer, UPDATE).split(" Your weight")[0])[-4:]
    up = 1 if sign == "delta rule" else -1
    assert w + up * eta * product == pytest.approx(new, abs=1e-4)


def test_what_eta_will_do_is_said_at_the_start():
    explorer = FlowExplorer(eta=0.5)
    assert "w becomes w − η δ x, with η = 0.5." in said(explorer, 0)
    explorer.set(eta=20.0, sign="delta rule")
    assert "w becomes w + η δ x, with η = 20.0." in said(explorer, 0)


@pytest.mark.parametrize("sign", SIGNS)
def test_one_of_three_signs_climbs(sign):
    became = "risen" if sign == "slides" else "fallen"
    assert f"the loss has {became}" in said(FlowExplorer(sign=sign), AGAIN)


@pytest.mark.parametrize("outputs", [1, 2])
def test_the_wrong_sign_reaches_every_delta_and_every_product(outputs):
    theta = np.array([FlowExplorer().theta[: 6 + 3 * outputs]])
    right, wrong = (flow(theta, 1.0, 4.0, sign) for sign in ("slope", "slides"))
    assert wrong.deltas.tolist() == (-right.deltas).tolist()
    assert wrong.products.tolist() == (-right.products).tolist()


@pytest.mark.parametrize("weight", NAMES)
def test_the_slider_holds_the_pressed_weight(weight):
    explorer = FlowExplorer(outputs=2)
    explorer.stage.presses = {weight: 1}
    assert explorer.weight == weight
    assert explorer.stage.hand.label == f"weight {weight}"
    explorer.stage.hand.index = len(explorer.offered) - 1
    assert explorer.theta[explorer.held] == 3.0
    others = np.delete(np.array(explorer.theta), explorer.held)
    assert others.tolist() == np.delete(np.array(FlowExplorer().theta), explorer.held).tolist()


def test_every_value_of_the_slider_is_a_take():
    explorer = FlowExplorer(weight="w₂₁")
    assert explorer.stage.takes == len(explorer.offered)
    for take, value in enumerate(explorer.offered):
        weight = f"{value:.2f}" if value >= 0 else f"(−{-value:.2f})"
        assert f" + {weight} × 0.5 + " in explorer.stage.sentence(take=take, frame=2)


def test_numbers_are_seen_once_they_are_known():
    explorer = FlowExplorer()
    tracks, (there, back) = explorer.stage.tracks, explorer.picture.digits
    glyphs = [tracks[digits].shown.sum(axis=-1)[explorer.stage.take] for digits in (there, back)]
    seen = np.array([np.diff(counts, prepend=0) != 0 for counts in glyphs])
    assert np.flatnonzero(seen[0][:5]).tolist() == [0, 1, 2, 3, 4]
    assert np.flatnonzero(seen[1]).tolist() == [5, 6, 7, 8, 9, 10, AGAIN]
    assert glyphs[1][AGAIN] == 0
    theta = sum(len(short_number(w)) for w in (*explorer.theta[:9], explorer.target))
    assert glyphs[0][0] == theta


def test_every_frame_has_a_line_of_the_program():
    explorer = FlowExplorer()
    bars = explorer.stage.tracks[explorer.picture.bar].points[0]
    assert len(bars) == FRAMES
    assert np.isnan(bars[0]).all()
    assert (np.diff(bars[1:, 0, 1]) > 0).all()


# Fold


PLAIN = {"fast": 122, "typical": 224, "long plateau": 1910, "momentum ruins": 464}
HEAVY = {"fast": 34, "typical": 63, "long plateau": 577, "momentum rescues": 126}


@pytest.mark.parametrize(
    ("eta", "momentum", "solved"), [(4.0, 0.0, PLAIN), (2.0, 0.9, HEAVY)], ids=["plain", "heavy"]
)
def test_seven_starts_end_as_the_lecture_found(eta, momentum, solved):
    explorer = FoldExplorer(eta=eta, momentum=momentum)
    for name, after in zip(STARTS, explorer.after.tolist(), strict=True):
        assert after == solved.get(name, -1), name
        explorer.start = name
        assert (
            f"since step {after}" if after >= 0 else "Not solved by step 3000"
        ) in explorer.sentence


@pytest.mark.parametrize(("eta", "momentum"), [(2.0, 0.0), (1.0, 0.0), (1.0, 0.5)])
def test_what_is_merely_slow_is_not_called_stuck(eta, momentum):
    said = FoldExplorer(start="long plateau", eta=eta, momentum=momentum).sentence
    assert "Not solved by step 3000: the loss is near 1/12" in said


def test_the_stuck_ones_sink_towards_one_sixteenth_and_one_twelfth():
    for start, text in (("stuck 1/16", "loss 0.0631"), ("stuck 1/12", "loss 0.0842")):
        explorer = FoldExplorer(start=start)
        assert text in explorer.sentence
        assert f"is near {start[-4:]}" in explorer.sentence


def test_one_unit_never_solves_and_eight_always_do():
    assert (FoldExplorer(hidden=1).after < 0).all()
    eight = FoldExplorer(hidden=8)
    assert (eight.after > 0).all()
    assert len(eight.picture.plane.lines) == 8


def test_starts_are_called_by_what_becomes_of_two_units_for_others_they_are_dice():
    explorer = FoldExplorer()
    slider = explorer.stage.hand
    assert slider.options == list(STARTS)
    explorer.hidden = 1
    assert slider.options == [f"dice {n}" for n in range(1, 8)]
    slider.index = 3
    assert explorer.start == list(STARTS)[3]
    assert slider.options[slider.index] == "dice 4"


def test_the_stored_starts_are_the_dice_of_their_seeds():
    seeds = STARTS.values()
    dice = [np.random.default_rng(seed).normal(size=9).round(2) for seed in seeds]
    assert seven_starts(2).tolist() == np.array(dice).tolist()


def test_the_share_of_solved_starts_counts_what_is_solved():
    seeds = tuple(STARTS.values())
    assert share_solved(2, seeds, steps=500) == {"solved": 3, "median step": 224.0}
    assert share_solved(1, (0, 1), steps=10) == {"solved": 0, "median step": None}


def test_hidden_lines_of_all_sizes_lie_where_their_units_are_undecided():
    explorer = FoldExplorer(hidden=4)
    W1 = upside_down(4).model.weights(explorer.thetas)[0]
    for k, line in enumerate(explorer.picture.plane.lines):
        ends = explorer.stage.tracks[line].at(0, 20)
        if np.isfinite(ends).all():
            assert W1[0, 20, k, 0] + ends @ W1[0, 20, k, 1:] == pytest.approx([0, 0], abs=1e-8)


@pytest.mark.parametrize(("hidden", "momentum"), [(2, 0.9), (3, 0.0)])
def test_the_stored_sizes_can_be_computed_again(hidden, momentum):
    after, losses = size_outcomes(hidden, momentum, range(5))
    stored_after, stored_losses = stored_sizes()[hidden, momentum]
    assert after.tolist() == stored_after[:5].tolist()
    assert losses == pytest.approx(stored_losses[:5], abs=1e-6)


def test_the_stored_sizes_are_those_of_the_tool():
    found = stored_sizes()
    assert list(found) == [(hidden, momentum) for hidden in SIZES for momentum in MOMENTA]
    assert all(len(after) == len(MANY) for after, _ in found.values())
    assert share_of(found[2, 0.0][0]) == {"solved": 142, "median step": 298.0}


# Wiring


def test_the_three_units_found_by_thinking_leave_one_face_wrong():
    explorer = WiringExplorer()
    assert explorer.theta == (-5, 10, 10, -5, -10, -10, -10, 20, 20)
    assert explorer.sentence.startswith("1 of 48 faces wrong, loss 0.0104. h₁ = ")
    assert "h₂ = σ(−5 − 10 x₁ − 10 x₂). ŷ = σ(−10 + 20 h₁ + 20 h₂)." in explorer.sentence
    assert (
        "ŷ is 1.00 at (1, 1), 1.00 at (−1, −1), 0.00 at (1, −1), 0.00 at (−1, 1)."
        in explorer.sentence
    )


def test_a_weight_is_moved_for_all_its_values_at_once():
    explorer = WiringExplorer(weight="w₂₀")
    mistakes = [
        int(explorer.stage.sentence(take=take).split()[0]) for take in range(explorer.stage.takes)
    ]
    theta = np.tile(np.array(explorer.theta), (len(mistakes), 1))
    theta[:, 3] = explorer.offered
    assert mistakes == upside_down().mistakes(theta).tolist()
    assert min(mistakes) == 0


def test_the_output_unit_sees_the_faces_as_the_hidden_units_tell_them():
    explorer = WiringExplorer()
    take = explorer.stage.take
    happy, sad = (explorer.stage.tracks[dots].at(take, 0) for dots in explorer.picture.dots)
    assert (len(happy), len(sad)) == (24, 24)
    ends = explorer.stage.tracks[explorer.picture.line].at(take, 0)
    assert ends.sum(axis=-1) == pytest.approx([0.5, 0.5])
    assert (happy.sum(axis=-1) > 0.5).all()
    assert (sad.sum(axis=-1) > 0.5).sum() == 1


def test_no_line_splits_the_faces():
    assert mistakes_of_lines(np.linspace(0, 2 * np.pi, 361)).min() == 12


# Vanishing


def test_two_errors_that_come_home_add_up():
    first, second, together, measured = two_outputs()["share in δ₁"]
    assert first < 0 < second
    assert together == pytest.approx(first + second)
    assert measured == pytest.approx(together, rel=1e-7)


def test_off_the_middle_every_layer_is_less_steep():
    assert left_of_error("sigmoid", [1.0], 1.0)[0] == pytest.approx(0.196612**10, rel=1e-4)
    assert left_of_error("tanh", [1.0], 0.0) == [1.0]


@pytest.mark.parametrize(
    ("depth", "left"), [(1, "0.2500"), (2, "0.0625"), (5, "9.8·10⁻⁴"), (10, "9.5·10⁻⁷")]
)
def test_a_sigmoid_leaves_a_quarter_per_layer_at_best(depth, left):
    said = VanishingExplorer(depth=depth).sentence
    assert f"δ = {left} is left" in said
    assert said.startswith(f"Depth {depth}, back in layer 1")


def test_weights_of_four_keep_an_error_and_larger_ones_blow_it_up():
    assert "δ = 0.2500 is" in VanishingExplorer(weight=4.0).sentence
    assert "128.0 times as much" in VanishingExplorer(weight=8.0).sentence
    kept = VanishingExplorer(activation="tanh")
    assert "δ = 1.0000 is left." in kept.sentence


def test_off_the_middle_less_is_left():
    explorer = VanishingExplorer(depth=3, entering="off the middle")
    text = explorer.sentence
    assert numbers_of(text)[1] < 0.25**3
    assert "its slope is 0.1966" in text
    least = VanishingExplorer(weight=0.5, entering="off the middle")
    assert "δ = 1.7·10⁻¹⁰ is left, one part in 5.9·10⁹." in least.sentence
    size = least.stage.tracks[least.picture.sizes.end].at(least.stage.take, least.stage.frame)
    assert size[0, 1] > vanishing.SIZES[0]  # in sight


def test_the_delta_of_a_chain_is_a_slope():
    """An error of 1 at the output is ∂L/∂ŷ for L = ŷ: δ of layer 1 is dŷ/dz₁."""
    for f in KINDS.values():
        z, deltas = chain(f, 4, 1.7, 0.6)

        def output(first, f=f):
            score = float(first[0])
            for _ in range(3):
                score = 0.6 + 1.7 * (float(f.value(score)) - float(f.value(0.6)))
            return float(f.value(score))

        assert z[:4] == pytest.approx(4 * [0.6])
        assert deltas[0] == pytest.approx(numerical_gradient(output, [0.6])[0], rel=1e-6)


def test_a_border_of_steps_lies_on_the_lines_of_the_hidden_units():
    explorer = MixExplorer(activation="step", loss="cross entropy")
    ring = explorer.stage.tracks[explorer.picture.plane.region].points[0, -1].astype(float)
    inside = ring[(np.abs(ring) < 1.35).all(axis=-1)]  # but for the frame of the picture
    off = nearest_line(
        mixture("step", "cross entropy").model.weights(explorer.thetas[0, -1])[0], inside
    )
    assert len(inside) > 20
    assert np.quantile(off, 0.9) < 1e-5  # corners alone are cut, by less than the grid
    assert off.max() < 0.085
