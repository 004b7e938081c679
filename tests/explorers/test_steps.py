"""The explorers of the step size: what a step believes, what a learning rate costs."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.experiments.playgrounds import Ravine
from lecture_lib.explorers import CliffExplorer, StepExplorer
from lecture_lib.explorers.step_size import cliff

NUMBERS = json.loads((Path(__file__).parents[1] / "maths" / "numbers.json").read_text())


@pytest.mark.parametrize(
    ("eta", "curvature", "said"),
    [
        (0.2, 2.0, "glides"),
        (0.5, 2.0, "first step arrives"),
        (0.25, 4.0, "first step arrives"),
        (0.8, 2.0, "and still it arrives"),
        (1.0, 2.0, "bounces for ever"),
        (0.4, 5.0, "bounces for ever"),
        (1.01, 2.0, "diverges"),
        (2.2, 5.0, "diverges"),
    ],
)
def test_the_regime_is_said(eta, curvature, said):
    assert said in StepExplorer(eta=eta, curvature=curvature).sentence


@pytest.mark.parametrize("eta", [0.2, 0.5, 0.8, 1.1])
def test_a_step_goes_to_the_bottom_of_what_it_believes(eta):
    explorer = StepExplorer(eta=eta, curvature=2.0, start=2.0)
    parabola, picture, frame = Ravine((2.0,)), explorer.picture, 1
    belief, promised, here, there = (
        explorer.stage.tracks[artist].at(explorer.stage.take, frame)
        for artist in (picture.belief, picture.promised, picture.here, picture.there)
    )
    assert promised[0, 0] == pytest.approx(there[0, 0])
    assert (belief[:, 1] >= promised[0, 1] - 1e-12).all()
    now = here[0, 0]
    near = np.argsort(abs(belief[:, 0] - now))[:3]
    fit = np.polynomial.Polynomial.fit(*belief[np.sort(near)].T, 2).convert()
    assert fit(now) == pytest.approx(parabola.value([now]))
    assert fit.deriv()(now) == pytest.approx(parabola.gradient([now]).item())
    assert fit.coef[2] == pytest.approx(1 / (2 * eta))


def test_the_slope_is_trusted_as_far_as_the_landing():
    explorer = StepExplorer(eta=0.8, curvature=2.0, start=2.5)
    trusted = explorer.stage.tracks[explorer.picture.trusted].at(explorer.stage.take, 0)
    assert trusted == pytest.approx(np.array([[2.5, 5.0], [-1.5, 5.0]]))
    assert "the slope is −3.00" in explorer.sentence


def test_dragging_the_start_stays_off_the_bottom():
    explorer = StepExplorer()
    for x, wanted in ((1.23, 1.2), (0.01, 0.1), (-3.0, -3.0)):
        px, py = explorer.picture.valley.ax.transData.transform((x, 1.0))
        explorer.stage.position = ["start", px, explorer.stage.size[1] - py]
        assert explorer.start == pytest.approx(wanted)


def test_single_steps_are_played_slowly():
    stage = StepExplorer().stage
    assert stage.speed == min(stage.speeds)


def test_reset_goes_to_the_first_step():
    explorer = StepExplorer(eta=0.8)
    before = explorer.sentence
    explorer.set(eta=0.2)
    explorer.stage.frame = 5
    explorer.reset()
    assert explorer.sentence == before


@pytest.mark.parametrize("eta", ["0.01", "0.05", "0.1", "0.2", "0.3", "0.32", "0.33", "0.336"])
def test_the_cost_is_that_of_the_table(eta):
    wanted = NUMBERS["S7.iters_to_1e-6"][eta]
    explorer = CliffExplorer(eta=float(eta))
    assert f"In all it takes {wanted} steps." in explorer.sentence
    marker = explorer.stage.tracks[explorer.picture.marker].at(explorer.stage.take, 0)
    assert marker == pytest.approx(np.array([[float(eta), wanted]]))


@pytest.mark.parametrize(
    ("units", "condition", "critical"),
    [
        ("raw", "30.59", "0.3365"),
        ("centred", "1.16", "1.7314"),
        ("standardized", "1.00", "2.0000"),
        ("slipped", "55.53", "0.0445"),
    ],
)
def test_the_cliff_is_a_matter_of_units(units, condition, critical):
    state = {"units": units, "compared": True}
    below, above = (CliffExplorer(**state, eta=float(critical) * k) for k in (0.99, 1.01))
    assert f"κ = {condition}, the cliff is at η = {critical}." in below.sentence
    assert CliffExplorer(units=units).sentence.startswith(f"Here the cliff is at η = {critical}.")
    assert "It never arrives." not in below.sentence
    assert "It never arrives." in above.sentence


def test_in_standard_units_a_step_of_one_arrives():
    explorer = CliffExplorer(units="standardized", eta=1.0)
    assert "In all it takes one step." in explorer.sentence


def test_at_the_limit_itself_it_bounces_and_does_not_grow():
    said = CliffExplorer(units="standardized", eta=2.0).sentence
    assert "loss 6.2914. It bounces for ever: η = 2 is the limit of this bowl itself." in said


def test_what_a_later_prediction_asks_is_not_told():
    assert "wrong" not in CliffExplorer().sentence
    assert "κ" not in CliffExplorer().sentence  # which is explained below


def test_the_descent_is_drawn_from_the_same_line_in_all_units():
    for units in cliff.UNITS:
        explorer = CliffExplorer(units=units)
        first = explorer.stage.tracks[explorer.picture.landscape.path].at(explorer.stage.take, 0)[0]
        weights = explorer.models[units].plane_weights(first)
        assert weights == pytest.approx(np.array(cliff.LINE))


def test_what_is_drawn_and_what_is_counted_agree():
    explorer = CliffExplorer(eta=0.3)
    curve = explorer.stage.tracks[explorer.picture.excess.trail.line].at(explorer.stage.take, 240)
    arrived = np.flatnonzero(curve[:, 1] < 1e-6)[0]
    assert arrived == NUMBERS["S7.iters_to_1e-6"]["0.3"]


def test_the_price_curve_is_lowest_between_the_two_curvatures():
    explorer = CliffExplorer()
    etas, needed = explorer.prices["raw"].T
    assert etas[needed.argmin()] == pytest.approx(0.3258, abs=0.015)
    assert (np.diff(needed[etas > 0.3259]) >= 0).all()
    assert tuple(explorer.prices["raw"][-1]) == pytest.approx((0.33649, cliff.NEVER), rel=1e-5)


@pytest.mark.parametrize("units", ["raw", "centred", "standardized"])
def test_the_prices_that_coincide_are_dashed_and_whole(units):
    explorer = CliffExplorer(units=units, compared=True)
    lines = dict(zip(explorer.prices, explorer.picture.price.get_lines(), strict=False))
    assert lines["standardized"].is_dashed()
    assert not lines["centred"].is_dashed()


@pytest.mark.parametrize("compared", [False, True])
def test_other_units_are_seen_only_where_they_are_compared(compared):
    explorer = CliffExplorer(compared=compared)
    curves, marker = (len(cliff.UNITS) if compared else 1), 1
    assert len(explorer.picture.price.get_lines()) == curves + marker
    names = [text.get_text() for text in explorer.picture.price.texts]
    assert names == [cliff.KEYS[units] for units in cliff.UNITS if compared]
    assert (explorer.controls["units"].layout.display == "none") != compared


@pytest.mark.parametrize("units", ["raw", "centred", "slipped"])
def test_the_axes_of_the_bowl_are_drawn_through_the_star(units):
    explorer = CliffExplorer(units=units)
    X, best = explorer.models[units].objective.X, explorer.models[units].optimum
    lines = [line.get_xydata() for line in explorer.picture.landscape.ax.lines]
    axes = [line - best for line in lines if len(line) == 2]
    for (_, way), curvature in zip(axes, np.linalg.eigvalsh(X.T @ X / len(X)), strict=True):
        np.testing.assert_allclose(X.T @ (X @ way) / len(X), curvature * way)


def test_a_round_bowl_has_no_axes():
    lines = CliffExplorer(units="standardized").picture.landscape.ax.lines
    assert [line for line in lines if len(line.get_xydata()) == 2] == []
