"""The explorers of section 5: what stops a descent, and where that leaves it."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.budget import WAYS, price_list, prices
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.noise import expected_losses
from lecture_lib.experiments.overfitting import STEPS, bump_objectives, bumps, patience_ends
from lecture_lib.experiments.small_gradients import CASES
from lecture_lib.explorers import BudgetExplorer, EpsilonExplorer, OverfittingExplorer
from lecture_lib.explorers.stopping.overfitting import PATIENCES
from lecture_lib.optimizers import GradientDescent
from lecture_lib.stopping import NoImprovement, SmallGradient

NUMBERS = json.loads((Path(__file__).parents[1] / "maths" / "numbers.json").read_text())
EARLY = NUMBERS["S5.early_stopping"]
TABLE = [
    ("bowl", 0.1, "stops at step 28, at distance 0.510295 from"),
    ("bowl", 0.01, "stops at step 67, at distance 0.049028 from"),
    ("bowl", 0.001, "stops at step 105, at distance 0.005002 from"),
    ("bowl", 0.0001, "stops at step 143, at distance 0.000510 from"),
    ("plateau", 0.001, "stops at step 0, on a plateau: loss 0.2500, and the valley has 0.0895"),
    ("plateau", 5e-5, "at θ = 1.434, in the deeper valley"),
    ("stuck", 0.001, "no minimum: the weights are 13.1 long and keep growing, the loss is 0.0650"),
    ("stuck", 0.0001, "In 3000 steps it does not fall below ε = 0.0001"),
]


def sentence_at(explorer, step):
    """What is said at a step that is shown."""
    return explorer.stage.sentence(frame=explorer.stage.steps.index(step))


@pytest.mark.parametrize(("landscape", "epsilon", "said"), TABLE)
def test_what_a_small_gradient_stops_at(landscape, epsilon, said):
    assert said in EpsilonExplorer(landscape=landscape, epsilon=epsilon).sentence


@pytest.mark.parametrize("epsilon", ["0.1", "0.01", "0.001", "0.0001", "1e-06"])
def test_epsilon_stops_at_the_step_of_the_table(epsilon):
    wanted = NUMBERS["S5.eps"][epsilon]["steps"]
    explorer = EpsilonExplorer(epsilon=float(epsilon))
    assert "is not reached yet" in sentence_at(explorer, wanted - 1 if wanted < 60 else 0)
    assert f"stops at step {wanted}," in sentence_at(explorer, wanted)


@pytest.mark.parametrize("landscape", CASES)
def test_the_explorer_stops_where_the_rule_stops(landscape):
    case, epsilon = CASES[landscape](), 0.001
    optimizer, rule = GradientDescent(case.eta), SmallGradient(epsilon)
    run = descend(case.objective, case.start, optimizer, case.steps, stop=(rule,))
    explorer = EpsilonExplorer(landscape=landscape, epsilon=epsilon)
    assert f"stops at step {run.stopped_at}," in explorer.sentence
    frame = explorer.stage.steps.index(run.stopped_at)
    mark = explorer.stage.tracks[explorer.picture.stopped].at(explorer.stage.take, frame)
    spots = explorer.picture.ground.spots(run.thetas, run.losses)
    assert mark[0] == pytest.approx(spots[run.stopped_at])


def test_losses_and_mistakes_are_those_of_the_table():
    explorer = OverfittingExplorer()
    study = explorer.study
    for step, wanted in EARLY["at"].items():
        theta = explorer_theta(int(step))
        names = ("training", "validation", "test")
        losses = [float(bump_objectives()[name].value(theta)) for name in names]
        mistakes = [int(bump_objectives()[name].mistakes(theta)) for name in names]
        assert [*losses, *mistakes] == pytest.approx(wanted, rel=1e-4)
        if int(step) in study.steps:
            said = sentence_at(explorer, int(step))
            assert f"validation {wanted[1]:.4f}, test {wanted[2]:.4f}" in said
            assert f"{wanted[5]:.0f} of 400" in said


def explorer_theta(step):
    """The weights after some steps, from a descent of that length."""
    training = bump_objectives()["training"]
    return descend(training, np.zeros(training.D), GradientDescent(EARLY["eta"]), step).theta


def test_the_best_validation_loss_is_kept_whatever_the_patience():
    explorer = OverfittingExplorer()
    best = EARLY["best_val_step"]
    for patience in PATIENCES[:-1]:
        explorer.patience = patience
        said = f"Patience {patience} ran out at step {best + patience}; step {best} is kept"
        assert said in explorer.sentence
        kept = explorer.stage.tracks[explorer.picture.kept].at(explorer.stage.take, 0)[0]
        assert kept == pytest.approx((best, EARLY["at"]["87"][1]), rel=1e-4)


def test_with_batches_too_little_patience_stops_too_early():
    explorer = OverfittingExplorer(batch_size=4)
    kept = {}
    for patience in (1, 20):
        explorer.patience = patience
        kept[patience] = float(explorer.sentence.rpartition(" ")[2].rstrip("."))
    assert kept[1] > 3 * kept[20]


@pytest.mark.parametrize("patience", [1, 7, 50])
def test_patience_ends_where_the_rule_ends(patience):
    objectives = bump_objectives()
    rule = NoImprovement(objectives["validation"], patience)
    optimizer, start = GradientDescent(0.8), np.zeros(objectives["training"].D)
    run = descend(objectives["training"], start, optimizer, 400, stop=(rule,))
    validation = objectives["validation"].value(run.thetas[: run.stopped_at + 1])
    (stop,), (best,) = patience_ends(validation, [patience])
    assert (stop, best) == (run.stopped_at, validation.argmin())
    assert run.reason == "validation"


def test_a_patience_that_lasts_ends_with_the_last_step():
    explorer = OverfittingExplorer(patience=STEPS)
    assert f"Patience {STEPS} outlasts the training; step 87 is kept" in explorer.sentence


def test_the_region_is_where_the_estimate_is_positive():
    explorer = OverfittingExplorer()
    frame = explorer.stage.frames - 1
    border = explorer.stage.tracks[explorer.picture.plane.region].at(0, frame)
    inside = (np.abs(border - 2.0) < 2.2).all(axis=-1)  # not along the edge of the grid
    y_hat = bumps()(border[inside]) @ explorer.study.thetas[frame]
    assert np.abs(y_hat).max() < 0.05


def test_a_price_is_the_first_at_which_the_mean_loss_stays_below():
    bowl = face_models(load_faces("train"))["raw"].objective
    for B, (eta, steps, faces) in price_list(0.2).items():
        losses = expected_losses(bowl.X, bowl.y, [1.5, 1.0], eta, B, 4000)
        assert losses[steps - 1] >= 0.2 > losses[steps:].max()
        assert faces == B * steps


def test_far_off_small_batches_are_cheap_and_near_by_large_ones():
    far, near = price_list(0.2), price_list(0.155)
    assert far[1][2] < 0.25 * far[40][2]
    assert near[40][2] < 0.6 * near[1][2]
    for prices_of in (far, near):
        steps = [steps for _, steps, _ in prices_of.values()]
        assert steps == sorted(steps, reverse=True)


@pytest.mark.parametrize("way", WAYS)
def test_a_run_is_there_when_a_whole_epoch_is(way):
    epoch = 40 // way.B
    for seed, steps in enumerate(prices(way)):
        losses = way.run(seed, steps).losses
        assert losses[-epoch:].mean() < 0.16 <= losses[-epoch - 1 : -1].mean()


def test_a_budget_is_said_in_epochs():
    said = BudgetExplorer(budget=120).sentence
    for text in (" after 3.0 epochs", " after 12.0 epochs", " after 120.0 epochs, 20 of 20."):
        assert text in said
    said = BudgetExplorer(budget=480, unit="faces seen").sentence
    assert said.count("12.0 epochs") == 4
    assert "B = 1: 0.2228 after 12.0 epochs, 0 of 20;" in said
    assert "B = 40: 0.3405 after 12.0 epochs, 0 of 20." in said


def test_runs_that_are_there_are_filled():
    explorer = BudgetExplorer(budget=120)
    shown = explorer.stage.tracks[explorer.picture.there].at(explorer.stage.take, 0)
    there = sum((np.array(prices(way)) <= 120).sum() for way in WAYS)
    assert np.isfinite(shown[:, 0]).sum() == there > 20


def test_heights_above_and_below_0_are_lines_of_two_kinds():
    explorer = OverfittingExplorer()
    plane, frame = explorer.picture.plane, explorer.stage.frames - 1
    assert plane.above.get_linestyle() != plane.below.get_linestyle()
    for line, sign in ((plane.above, 1), (plane.below, -1)):
        spots = explorer.stage.tracks[line].at(0, frame)
        y_hat = bumps()(spots[np.isfinite(spots).all(axis=-1)]) @ explorer.study.thetas[frame]
        assert len(y_hat) > 20
        assert (sign * y_hat > 0.8).all()
