"""The explorers of section 18 against the lecture's numbers."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.experiments import mood_runs
from lecture_lib.experiments.designs import BOTH, FOUR, RATING, TWO, Design, task
from lecture_lib.experiments.last_layer import LastLayer
from lecture_lib.explorers import DesignerExplorer, MoodsExplorer, WrongStartExplorer
from lecture_lib.gradient_check import numerical_gradient

NUMBERS = json.loads((Path(__file__).parents[1] / "maths" / "numbers.json").read_text("utf-8"))


@pytest.mark.parametrize("eta", [1, 2, 5])
def test_four_moods_learn_as_the_numbers_say(eta):
    explorer = MoodsExplorer(eta=float(eta))
    losses = explorer.objective.value(explorer.thetas[explorer.offered.index(eta)])
    mistakes = explorer.objective.mistakes(explorer.thetas[explorer.offered.index(eta)])
    expected = NUMBERS[f"S18.moods_gd_eta{eta}"]
    for step in (0, 1, 10, 300):
        frame = mood_runs.steps().tolist().index(step)
        loss, wrong = expected[str(step)]
        assert losses[frame] == pytest.approx(loss, abs=6e-6)
        assert mistakes[frame] == wrong
    assert mood_runs.lowest() == pytest.approx(NUMBERS["S18.moods_opt"]["L"], abs=5e-7)


def test_before_any_training_every_mood_gets_a_quarter():
    explorer = MoodsExplorer()
    explorer.stage.frame = 0
    assert "loss 1.386, 45 of 60 faces wrong. It knows nothing" in explorer.sentence
    assert "ŷ − y = (0.25, 0.25, −0.75, 0.25)" in explorer.sentence
    explorer.mood = "neutral"
    assert "ŷ − y = (0.25, 0.25, 0.25, −0.75)" in explorer.sentence


def test_the_dragged_face_stays_in_the_plane():
    explorer = MoodsExplorer()
    explorer.dragged("face", 0.514, 9.0)
    assert explorer.face == (0.51, 1.9)
    explorer.dragged("face", *explorer.stage.handles[0].at(0, 0))
    assert explorer.face == (0.51, 1.9)


def test_beyond_the_critical_rate_the_loss_does_not_settle():
    """The optimum is stable up to η = 18.67; at 20 the steps go to and fro about it."""
    settled, restless = MoodsExplorer(eta=16.0), MoodsExplorer(eta=20.0)
    assert "Within 0.001 of the lowest" in settled.sentence
    assert "Within 0.001 of the lowest" not in restless.sentence


def test_one_new_take_is_enough_while_a_hand_is_waiting():
    explorer = MoodsExplorer()
    explorer.preview()
    assert explorer.stage.takes == 1
    alone = explorer.sentence
    explorer.show_all()
    assert explorer.stage.takes == len(explorer.offered)
    assert explorer.sentence == alone


def test_from_a_wrong_start_the_squared_loss_loses_a_mood():
    explorer = WrongStartExplorer(sure=10.0)
    assert "56 of 60" in explorer.stage.sentence(frame=0)
    assert "19 of 60 faces wrong. Cross entropy: 0.83, 7 wrong. Both give" in explorer.sentence
    assert "the squared loss calls every sad face by another name." in explorer.sentence
    explorer.sure = 15.0
    said = "Cross entropy gives the true mood more than half, the squared loss does not."
    assert said in explorer.sentence
    explorer.sure = 2.0
    assert "Both give the true mood more than half." in explorer.sentence
    squared, entropy = explorer.shares()
    assert (entropy[1:, -1] > squared[1:, -1]).all()
    behind = mood_runs.margins(explorer.thetas[0][:, 0]).mean(axis=-1)
    np.testing.assert_allclose(behind, explorer.offered, atol=1e-12)


DESIGNS = [
    (FOUR, "softmax", "cross entropy", 0, "7 of 60 faces named wrongly. The four answers for a"),
    (FOUR, "none", "squared", 0, "15 of 60 faces named wrongly. Its answers go from −0.45 to 1.17"),
    (FOUR, "sigmoid", "squared", 8, "four separate questions"),
    (FOUR, "none", "cross entropy", 0, "no activation, cross entropy. It cannot be trained."),
    (TWO, "softmax", "squared", 0, "20 of 40 faces named wrongly. Softmax of a single score"),
    (TWO, "sigmoid", "cross entropy", 0, "2 of 40 faces named wrongly."),
    (RATING, "none", "squared", 0, "off by 0.00 on average."),
    (RATING, "sigmoid", "squared", 0, "a sigmoid cannot reach beyond 1."),
    (RATING, "softmax", "cross entropy", 0, "the labels go up to 4."),
]


@pytest.mark.parametrize(("card", "activation", "loss", "hidden", "said"), DESIGNS)
def test_designs(card, activation, loss, hidden, said):
    design = {"task": card, "activation": activation, "loss": loss, "hidden": hidden}
    assert said in DesignerExplorer(**design).sentence


def test_two_losses_share_a_hidden_layer():
    """The strength is no linear function of the scores; with w = 1 nobody teaches the moods."""
    straight = DesignerExplorer(task=BOTH)
    hidden = DesignerExplorer(task=BOTH, hidden=8)
    assert "w = 0.5, 7 of 60 faces named wrongly and the strength off by 0.25" in straight.sentence
    assert "the strength off by 0.0" in hidden.sentence
    hidden.w = 1.0
    assert "w = 1.0, 45 of 60" in hidden.sentence
    hidden.w = 0.0
    assert "the strength off by 0.80" in hidden.sentence
    assert hidden.controls["w"].layout.display == ""
    hidden.task = FOUR
    assert hidden.controls["w"].layout.display == "none"


def test_the_gradient_of_two_losses_is_the_measured_slope():
    design = Design(task(BOTH), LastLayer("softmax", "cross entropy"), 8, 0.3)
    theta = design.start() + np.random.default_rng(0).normal(size=design.network.D) / 3
    measured = numerical_gradient(design.value, theta)
    np.testing.assert_allclose(design.gradient(theta), measured, atol=1e-7)
