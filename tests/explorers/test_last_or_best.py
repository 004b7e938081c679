"""Last or best: the numbers of E3.3, what is drawn and said."""

import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.batches import epochs
from lecture_lib.explorers import LastOrBestExplorer

NUMBERS = json.loads((Path(__file__).parents[1] / "maths" / "numbers.json").read_text())


def test_last_and_best_are_those_of_the_table():
    wanted = NUMBERS["S3.last_vs_best"]
    explorer = LastOrBestExplorer(eta=wanted["eta"], batch_size=wanted["B"], steps=wanted["steps"])
    take = explorer.stage.take
    assert explorer.run.losses[-1, take] == pytest.approx(wanted["last"], abs=5e-6)
    assert explorer.best[-1, take] == wanted["best_step"]
    assert explorer.run.losses[explorer.best[-1, take], take] == pytest.approx(
        wanted["best"], abs=5e-7
    )


def test_best_so_far_is_the_lowest_until_then():
    explorer = LastOrBestExplorer(steps=60)
    for t in (0, 1, 17, 60):
        assert (explorer.best[t] == explorer.run.losses[: t + 1].argmin(axis=0)).all()


def test_its_own_batch_judges_by_what_was_seen_before_each_step():
    explorer = LastOrBestExplorer(judge="its own batch", batch_size=4, steps=30)
    objective, take = explorer.model.objective, explorer.stage.take
    batches = list(islice(epochs(objective.N, 4, np.random.default_rng(explorer.seed)), 31))
    for t in (0, 7, 29, 30):  # the last theta, too, by the batch that would come next
        batch = objective.on(batches[t])
        assert explorer.seen[t, take] == pytest.approx(batch.value(explorer.run.thetas[t, take]))
    assert explorer.best[30, take] == explorer.seen[:, take].argmin()


@pytest.mark.parametrize("eta", [0.05, 0.15])
def test_a_batch_of_all_faces_judges_as_all_faces_do(eta):
    explorer = LastOrBestExplorer(judge="its own batch", batch_size=40, eta=eta)
    assert "Last and best are the same here." in explorer.sentence


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "step 130, with the loss 0.154. The last one has 5.26 times the loss of the best."),
        ({"batch_size": 40}, "Last and best are the same here."),
        ({"judge": "its own batch"}, "(0.000 on the faces of its batch)"),
        ({"judge": "its own batch", "seed": 0}, "this judge saw too few faces"),
    ],
)
def test_the_verdict_is_said(state, said):
    assert said in LastOrBestExplorer(**state).sentence


@pytest.mark.parametrize("batch_size", [1, 40])
def test_other_batches_are_offered_where_there_are_others(batch_size):
    offered = (
        LastOrBestExplorer(batch_size=batch_size).controls["other_batches"].layout.display != "none"
    )
    assert offered == (batch_size < 40)


def test_the_triangle_marks_the_best_on_map_and_curve():
    explorer = LastOrBestExplorer()
    take = explorer.stage.take
    on_map, on_curve = (
        explorer.stage.tracks[artist].at(take, 200) for artist in explorer.picture.best
    )
    assert on_map[0] == pytest.approx(explorer.run.thetas[130, take])
    assert on_curve[0] == pytest.approx((130, 0.153923), abs=1e-6)


def test_the_batch_is_ringed_only_where_it_is_a_part():
    def rings(explorer):
        return explorer.stage.tracks[explorer.picture.crowd.batch].shown[0]

    assert (rings(LastOrBestExplorer(batch_size=4, steps=12))[1:].sum(axis=-1) == 4).all()
    assert not rings(LastOrBestExplorer(batch_size=40, steps=12)).any()


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"eta": 0}, "eta must be a positive"),
        ({"batch_size": 41}, "batch_size must"),
        ({"judge": "me"}, "judge must be one of all faces, its own batch"),
        ({"seed": -1}, "seed must"),
        ({"steps": 0}, "steps must"),
    ],
)
def test_what_is_out_of_range_is_refused_by_name(state, message):
    with pytest.raises(ValueError, match=message):
        LastOrBestExplorer(**state)
