"""Gradient descent line by line: the trace, its numbers, what is drawn and said (E3.1)."""

import numpy as np
import pytest

from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.slide_errors import InTurn
from lecture_lib.experiments.trace import BEGIN, MEASURE, RETURN, STEP, TEST, UPDATE, trace
from lecture_lib.explorers import PseudocodeExplorer
from lecture_lib.explorers.descent.pseudocode import ETAS
from lecture_lib.optimizers import GradientDescent

FACES = face_models(load_faces("train"))["raw"].objective
LIMITS = {"steps": 40, "epsilon": 0.1}


def test_the_losses_are_those_of_the_lecture_notes():
    explorer = PseudocodeExplorer()
    for t, loss in enumerate(("6.291", "1.020", "0.783", "0.729")):
        assert f"Line 2, t = {t}: " in explorer.stage.sentence(frame=1 + 4 * t)
        assert f"L = {loss}," in explorer.stage.sentence(frame=1 + 4 * t)


def test_lines_come_in_the_order_of_the_program():
    lines = trace(FACES, (1.5, 1.0), [0.2], **LIMITS).line[0].tolist()
    assert lines[:6] == [BEGIN, TEST, MEASURE, STEP, UPDATE, TEST]
    assert lines[-2:] == [TEST, RETURN]
    assert len(lines) == 4 * 40 + 3


@pytest.mark.parametrize("in_turn", [False, True])
def test_theta_after_each_step_is_that_of_the_descent(in_turn):
    eta = np.array([[0.1], [0.3]])
    what = InTurn(FACES, eta) if in_turn else FACES
    run = descend(what, (1.5, 1.0), GradientDescent(eta), 40)
    traced = trace(FACES, (1.5, 1.0), [0.1, 0.3], in_turn=in_turn, **LIMITS)
    for take in range(2):
        updates = (traced.line[take] == UPDATE).nonzero()[0]
        assert len(updates) > 20
        for t, frame in enumerate(updates, start=1):
            assert traced.t[take, frame] == t
            assert traced.theta[take, frame] == pytest.approx(run.thetas[t, take])


def test_at_once_nothing_moves_before_the_update():
    traced = trace(FACES, (1.5, 1.0), [0.2], **LIMITS)
    assert (traced.theta[0, :4] == (1.5, 1.0)).all()
    assert (traced.theta[0, 4] != (1.5, 1.0)).all()


def test_in_turn_the_second_slope_sees_the_new_first_weight():
    traced = trace(FACES, (1.5, 1.0), [0.2], in_turn=True, **LIMITS)
    w0 = 1.5 - 0.2 * FACES.gradient([1.5, 1.0])[0]
    assert traced.theta[0, 2] == pytest.approx((w0, 1.0))
    assert traced.theta[0, 3] == pytest.approx((w0, 1 - 0.2 * FACES.gradient([w0, 1.0])[1]))
    assert (traced.theta[0, 4] == traced.theta[0, 3]).all()


def test_it_stops_where_the_gradient_is_short_and_stands_still():
    explorer = PseudocodeExplorer(eta=0.3)  # S5: the gradient is below 0.1 after 28 steps
    test = 1 + 4 * 28
    assert "shorter than 0.1: stop" in explorer.stage.sentence(frame=test)
    assert "go on" in explorer.stage.sentence(frame=test - 4)
    assert explorer.stage.sentence(frame=test + 1).startswith("Line 6, t = 28:")
    assert explorer.stage.sentence(frame=10**6) == explorer.stage.sentence(frame=test + 1)


@pytest.mark.parametrize(("eta", "said"), [(0.02, "40 steps are used up"), (0.5, "out of all")])
def test_every_other_end_is_said_too(eta, said):
    explorer = PseudocodeExplorer(eta=eta)
    sentences = [explorer.stage.sentence(frame=frame) for frame in range(explorer.stage.frames)]
    assert sum(said in sentence for sentence in sentences) == 1


def test_in_turn_bears_a_larger_learning_rate():
    def end(eta, update):
        explorer = PseudocodeExplorer(eta=eta, update=update)
        return explorer.trace.length[explorer.stage.take, -1]

    assert end(0.36, "at once") > 100
    assert end(0.36, "in turn") < 0.04


def test_the_bar_lies_on_the_executing_line():
    explorer = PseudocodeExplorer()
    bars = explorer.stage.tracks[explorer.picture.bar]
    first = bars.at(0, 0)
    assert bars.at(0, 4) == pytest.approx(first + np.array([0, 4 * 24]))


def test_the_arrows_show_the_gradient_and_the_step():
    explorer = PseudocodeExplorer()
    take, picture = explorer.stage.take, explorer.picture
    step = explorer.stage.tracks[picture.step]
    assert np.isnan(step.at(take, 2)).all()
    assert step.at(take, 3)[3] == pytest.approx(explorer.trace.new[take, 3])
    tip = explorer.stage.tracks[picture.uphill].at(take, 2)[3] - (1.5, 1.0)
    gradient = FACES.gradient([1.5, 1.0])
    assert tip[0] * gradient[1] == pytest.approx(tip[1] * gradient[0])
    assert (tip * gradient > 0).all()


def test_dragging_moves_the_start():
    explorer = PseudocodeExplorer()
    px, py = explorer.picture.map.transData.transform((-2.0, 3.0))
    explorer.stage.position = ["start", px, explorer.stage.size[1] - py]
    assert explorer.start == pytest.approx((-2.0, 3.0))
    assert "θ = (−2.000, 3.000)" in explorer.stage.sentence(frame=0)


def test_in_a_hurry_the_take_in_view_is_shown_alone():
    explorer = PseudocodeExplorer(eta=0.28)
    said = explorer.sentence
    explorer.preview()
    assert (explorer.stage.takes, explorer.sentence) == (1, said)
    explorer.show_all()
    assert (explorer.stage.takes, explorer.sentence) == (len(ETAS), said)


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"eta": -1.0}, "eta must be a positive"),
        ({"start": (1.0, 5.0)}, "start must be two numbers within -4 and 4"),
        ({"start": (1.0,)}, "start must be two numbers within -4 and 4"),
        ({"update": "both"}, "update must be one of at once, in turn"),
    ],
)
def test_what_is_out_of_range_is_refused_by_name(state, message):
    with pytest.raises(ValueError, match=message):
        PseudocodeExplorer(**state)


def test_the_gradient_and_the_step_are_said_where_they_are_made():
    explorer = PseudocodeExplorer(eta=0.2)
    assert "g = (3.496, 7.235) is measured" in explorer.stage.sentence(frame=2)
    assert "the step Δ = (−0.699, −1.447)" in explorer.stage.sentence(frame=3)


def test_in_turn_the_length_is_that_of_the_move():
    explorer = PseudocodeExplorer(eta=0.2, update="in turn")
    moved = np.linalg.norm(np.array([0.80085, -0.16801678]) - (1.5, 1.0))
    assert f"length of the step = {moved:.3f}" in explorer.stage.sentence(frame=0)
    assert "L = 4.092, ‖∇L‖ = 6.475" in explorer.stage.sentence(frame=2)  # both at the same place
