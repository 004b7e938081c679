"""Dice against nudges: the race, its chances, and what is shown of it."""

import numpy as np
import pytest
from test_line import NUMBERS

from lecture_lib.explorers import DiceExplorer
from lecture_lib.explorers.loop.dice import BARS, LUCKS, MODELS, SHOWN, TRIES


@pytest.fixture(scope="module")
def explorer():
    return DiceExplorer()


@pytest.fixture(autouse=True)
def _begin_anew(request):
    if "explorer" in request.fixturenames:
        request.getfixturevalue("explorer").reset()


@pytest.mark.parametrize("below", [0.16, 0.1533])
def test_the_steps_and_the_chance_are_those_of_the_table(explorer, below):
    explorer.below = below
    steps = NUMBERS[f"S1.gd_steps_to_{below:g}"]["0.3"]
    expected = NUMBERS[f"S1.guess_area_{below:g}"]["expected"]
    assert explorer.race.run.first_below(below) == steps
    assert f"below {below:g} since step {steps}." in explorer.sentence
    assert f"once in {expected:.0f} guesses" in explorer.sentence


def test_guesses_hit_as_often_as_the_chance_says(explorer):
    """The number of guesses is geometric: its mean is 1/p, and so is its standard deviation."""
    expected = NUMBERS["S1.guess_area_0.16"]["expected"]
    hits = explorer.race.hits(0.16)
    assert (hits > 0).all()
    assert abs(hits.mean() - expected) < 3 * expected / np.sqrt(LUCKS)


def test_a_hit_is_the_first_guess_below(explorer):
    race = explorer.race
    for luck in (0, 5):
        hit = race.hits(0.16)[luck]
        assert race.losses[luck, hit - 1] < 0.16
        assert (race.losses[luck, : hit - 1] >= 0.16).all()
        value = race.model.objective.value(race.guesses[luck, hit - 1])
        assert value == pytest.approx(race.losses[luck, hit - 1])


def test_the_best_guess_is_the_best_so_far(explorer):
    race = explorer.race
    assert np.isnan(race.best_losses[:, 0]).all()
    for luck, frame in ((0, 2), (3, 41), (7, 119)):
        best = race.losses[luck, : SHOWN[frame]].argmin()
        assert race.best_losses[luck, frame] == race.losses[luck, best]
        assert (race.best_guesses[luck, frame] == race.guesses[luck, best]).all()


def test_the_race_is_told_from_the_start_to_the_end(explorer):
    said = [explorer.stage.sentence(take=0, frame=frame) for frame in (0, 38, 119)]
    assert said[0].startswith("0 tries. No guess yet. The steps are at loss 6.2914.")
    assert "below 0.16 since step 38" in said[1]
    assert f"below 0.16 since guess {explorer.race.hits(0.16)[0]}" in said[2]
    assert said[2].startswith(f"{TRIES:,} tries.")


def test_a_third_weight_makes_guessing_harder_with_the_bar_as_high_above_the_lowest(explorer):
    two = explorer.race.hits(explorer.level)
    explorer.parameters = 3
    hits = explorer.race.hits(explorer.level)
    three = np.where(hits < 0, TRIES, hits)
    assert np.median(three) > 10 * np.median(two)
    assert "A guess lands below 0.148 with" in explorer.sentence
    assert "once in 19,816 guesses" in explorer.sentence
    assert "below 0.148 since step 103" in explorer.sentence


@pytest.mark.parametrize("parameters", MODELS)
@pytest.mark.parametrize("below", BARS)
def test_the_bar_is_as_high_above_the_lowest_loss_as_its_key_says(explorer, parameters, below):
    explorer.set(parameters=parameters, below=below)
    height = explorer.level - explorer.race.model.lowest
    assert BARS[below] == f"{height:.4f} above L*"
    target = explorer.stage.tracks[explorer.picture.targets[1]].points
    assert target[..., 1] == pytest.approx(np.full(target.shape[:-1], height))


def test_every_throw_is_shown_with_its_own_guesses(explorer):
    tracks, picture = explorer.stage.tracks, explorer.picture
    hits = tracks[picture.hit].points[:, 0, 0]
    assert hits[:, 1].tolist() == list(range(1, LUCKS + 1))
    assert hits[:, 0].tolist() == explorer.race.hits(0.16).tolist()
    cloud = tracks[picture.cloud]
    assert cloud.points[4, 0, 7].tolist() == explorer.race.guesses[4, 7].tolist()
    frame = 20
    assert cloud.shown[0, frame].sum() == SHOWN[frame]


def test_the_target_is_where_the_loss_is_the_level(explorer):
    rim = explorer.stage.tracks[explorer.picture.targets[0]].points[0, 0, :-1]
    assert explorer.race.model.objective.value(rim) == pytest.approx(np.full(len(rim), 0.16))


def test_what_there_is_to_hit_is_seen_over_the_marks_that_end_in_it():
    picture = DiceExplorer().picture
    assert picture.targets[0].zorder > max(picture.walks[0].end.zorder, picture.best.zorder)
