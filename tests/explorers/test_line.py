"""The explorer of the course: what it computes, says and answers to a hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecture_lib import theory
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import face_models
from lecture_lib.explorers import LineExplorer
from lecture_lib.explorers.views.descent import LEVELS

NUMBERS = json.loads((Path(__file__).parents[1] / "maths" / "numbers.json").read_text())
MODELS = face_models(load_faces("train"))


def drag(explorer, name, axes, x, y):
    """Move a handle to data coordinates, as the browser would."""
    px, py = axes.transData.transform((x, y))
    explorer.stage.position = [name, px, explorer.stage.size[1] - py]


@pytest.mark.parametrize(
    ("key", "eta_critical", "lowest", "optimum"),
    [
        ("raw", 0.336490, 0.152272, (-1.548624, 0.775961)),
        ("centred", 1.7314, 0.152272, (0.003298, 0.775961)),
        ("standardized", 2.0, 0.152272, (0, 0.833939)),
        ("origin", 1.35036, 0.140273, (0.225539, 0.677040)),
        ("plane", 0.194564, 0.140269, (-1.802289, 0.677056, 0.225527)),
    ],
)
def test_models_are_those_of_the_data(key, eta_critical, lowest, optimum):
    model = MODELS[key]
    assert model.critical_eta(0) == pytest.approx(eta_critical, abs=5e-5)
    assert model.lowest == pytest.approx(lowest, abs=1e-6)
    assert model.optimum == pytest.approx(optimum, abs=1e-6)


@pytest.mark.parametrize("key", MODELS)
def test_plane_weights_and_theta_are_each_others_inverse(key):
    theta = np.array([[0.3, -1.2, 0.7], [2.0, 0.5, -0.1]])[:, : MODELS[key].objective.D]
    assert MODELS[key].theta_of(MODELS[key].plane_weights(theta)) == pytest.approx(theta)


@pytest.mark.parametrize("key", MODELS)
def test_a_batch_of_one_face_or_two_has_a_landscape_that_falls_nowhere_below_flat(key):
    model, N = MODELS[key], len(MODELS[key].objective.y)
    one = np.eye(N, dtype=bool)
    for rows in (one, one | np.roll(one, 1, axis=0)):
        hessian, centre = model.batch_bowls(rows)
        size = np.linalg.eigvalsh(hessian)
        assert (size >= -1e-9 * np.abs(size).max(axis=-1, keepdims=True)).all()
        assert np.isfinite(centre).all()


def test_a_batch_of_the_plane_is_shown_at_the_best_third_weight():
    model = MODELS["plane"]
    X, y, at = model.objective.X, model.objective.y, np.array([0.4, -0.9])
    rows = np.arange(len(y)) < 5
    (hessian,), (centre,) = model.batch_bowls(rows[None])
    left = y[rows] - X[rows, :2] @ at
    w2 = left @ X[rows, 2] / (X[rows, 2] @ X[rows, 2])
    lowest = np.linalg.lstsq(X[rows], y[rows])[1][0] / 2 / rows.sum()
    loss = ((left - w2 * X[rows, 2]) ** 2).mean() / 2
    assert loss == pytest.approx(lowest + (at - centre) @ hessian @ (at - centre) / 2)


@pytest.mark.parametrize("eta", ["0.1", "0.2", "0.3", "0.32"])
def test_arrives_at_the_step_of_the_table(eta):
    wanted = NUMBERS["S7.iters_to_1e-6"][eta]
    explorer = LineExplorer(eta=float(eta), steps=400)
    assert f"since step {wanted}." in explorer.sentence
    assert "since" not in explorer.stage.sentence(frame=wanted - 1)


@pytest.mark.parametrize(("m", "eta"), [("0.5", "0.3"), ("0.8", "0.1"), ("0.48", "0.48")])
def test_momentum_arrives_at_the_step_of_the_table(m, eta):
    wanted = NUMBERS["S8.iters_momentum"][m][eta]
    explorer = LineExplorer(eta=float(eta), momentum=float(m))
    assert f" step {wanted}." in explorer.sentence


def test_who_swings_away_again_has_not_arrived_for_good():
    explorer = LineExplorer(eta=0.05, momentum=0.9)
    assert "It swings, within a millionth of L* = 0.1523 for the first time at step 97." in (
        explorer.sentence
    )


def test_divergence_is_said_and_drawn_without_nan():
    explorer = LineExplorer(eta=0.34)
    assert "It diverges: η = 0.34 is above 0.3365" in explorer.sentence
    assert "stopped" not in explorer.sentence
    explorer.eta = 0.4
    step = explorer.run.stopped_at[explorer.stage.take]
    assert (
        f"At step {step} it was stopped, as the weights had grown too large." in explorer.sentence
    )
    assert np.isfinite(explorer.run.thetas).all()
    assert np.isfinite(np.frombuffer(explorer.stage.data, np.float32)[-10:]).all()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"eta": 0.005}, "crawls"),
        ({"eta": 0.1}, "glides"),
        ({"eta": 0.32, "steps": 60}, "overshoots the valley"),
        ({"eta": 0.336}, "needs very many"),
        ({"eta": 0.1, "momentum": 0.9}, "swings"),
        ({"eta": 0.1, "batch_size": 1}, "trusts one face"),
        ({"eta": 0.36, "batch_size": 4, "steps": 300}, "steps are too long"),
        ({"eta": 0.9, "batch_size": 4}, "it diverges"),
    ],
)
def test_the_manner_of_the_descent_is_said(state, said):
    explorer = LineExplorer(**state)
    sentences = {explorer.stage.sentence(frame=frame) for frame in (20, explorer.steps)}
    assert any(said in sentence for sentence in sentences), sentences


def test_standardized_with_eta_one_arrives_in_one_step():
    assert "since step 1." in LineExplorer(model="standardized", eta=1.0).sentence


def test_all_learning_rates_share_the_batches():
    explorer = LineExplorer(batch_size=4)
    shown = explorer.stage.tracks[explorer.picture.crowd.batch].shown
    assert shown.shape == (1, 121, 40)
    assert (shown[0, 1:].sum(axis=-1) == 4).all()
    assert not shown[0, 0].any()


def test_dragging_the_start_moves_the_path():
    explorer = LineExplorer()
    drag(explorer, "start", explorer.picture.landscape.ax, -2.0, 3.0)
    assert explorer.start == "by hand"
    assert explorer.line == pytest.approx((-2.0, 3.0, 0.0))
    assert explorer.run.thetas[0, 0] == pytest.approx((-2.0, 3.0))


@pytest.mark.parametrize("model", MODELS)
def test_dragging_the_line_moves_the_point(model):
    explorer = LineExplorer(model=model)
    explorer.stage.frame = 60
    crowd = explorer.picture.crowd
    handle = next(h for h in explorer.stage.handles if h.name.startswith("line"))
    x, y = (1.0, 0.5) if crowd.over_mouth else (1.0, 3.0)
    drag(explorer, handle.name, crowd.ax, x, y)
    assert explorer.stage.frame == 0
    b, mouth, brow = MODELS[model].plane_weights(explorer.theta0())
    height = b + mouth * x + brow * (0 if crowd.over_mouth else y)
    assert height == pytest.approx(y if crowd.over_mouth else 0, abs=1e-6)


def test_the_same_line_starts_in_every_unit():
    explorers = [LineExplorer(model=key) for key in ("raw", "centred", "standardized")]
    starts = [MODELS[e.model].plane_weights(e.theta0()) for e in explorers]
    assert len(starts) == 3
    for start in starts[1:]:
        assert start == pytest.approx(starts[0])


def test_ghost_contours_are_level_lines_of_the_batch():
    explorer = LineExplorer(batch_size=5, steps=10)
    rings = explorer.stage.tracks[explorer.picture.landscape.ghost].points[0, 4]
    batch = MODELS["raw"].objective.on(explorer.run.batches[3])
    first = rings[: np.flatnonzero(np.isnan(rings[:, 0]))[0]]
    values = batch.value(first)
    assert values == pytest.approx(np.full(len(values), values[0]))
    everything = MODELS["raw"].objective.value(first)
    assert np.ptp(everything) > 0.01


def test_a_slice_shows_the_loss_at_the_present_third_weight():
    explorer = LineExplorer(model="plane", third="as it is", steps=10)
    rings = explorer.stage.tracks[explorer.picture.landscape.rings]
    objective = MODELS["plane"].objective
    take, frame = explorer.stage.take, 7
    w2 = explorer.run.thetas[frame, take, 2]
    to_one_above = np.array([1.0, 0.0, 0.0]) / np.sqrt(theory.hessian(objective.X)[0, 0] / 2)
    now = (table[take, frame] for table in (rings.points, rings.shown, rings.scales))
    for level, centre, shown, scale in zip(LEVELS, *now, strict=True):
        lowest = objective.value([*centre, w2])
        assert shown == (level > lowest)
        edge = objective.value([*centre, w2] + scale * to_one_above)
        assert edge == pytest.approx(max(level, lowest))


def test_the_key_for_the_third_weight_is_there_only_for_three_weights():
    explorer = LineExplorer()
    assert explorer.controls["third"].layout.display == "none"
    explorer.model = "plane"
    assert explorer.controls["third"].layout.display == ""
