"""The frozen meter, the staircase and the blend against the lecture's numbers."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.data import load_faces
from lecture_lib.experiments.grins import grins
from lecture_lib.experiments.zero_one import Cells, crowd, ground_of, line_through, whole
from lecture_lib.explorers import BlendExplorer, MeterExplorer, StaircaseExplorer
from lecture_lib.explorers.zero_one.staircase import staircase

NUMBERS = json.loads((Path(__file__).parents[1] / "maths" / "numbers.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def cells():
    return Cells(crowd("twelve").objective.X)


def test_within_a_cell_no_answer_changes_and_across_its_border_one_does(cells):
    objective = crowd("twelve").objective
    here = np.array([0.0, 1.0])
    corners = cells.around(here)
    middle = corners.mean(axis=0)
    answers = objective.model.decide(objective.predict(whole(np.array(here))))
    inside, outside = (middle + part * (corners - middle) for part in (0.999, 1.001))
    within = np.abs(outside).max(axis=-1) < 4
    assert within.sum() >= 3
    for places, same in ((inside, True), (outside[within], False)):
        there = objective.model.decide(objective.predict(whole(places)))
        assert ((there == answers).all(axis=-1) == same).all()


def test_places_of_one_cell_have_one_outline(cells):
    one, same, other = cells.around(np.array([[0.0, 1.0], [0.1, 1.2], [-2.0, -1.0]]))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)
    assert np.isnan(cells.around(np.array([9.0, 0.0]))).all()


def test_the_meter_is_frozen_in_the_gap_and_jumps_at_a_face():
    explorer = MeterExplorer()
    stage = explorer.stage
    said = [stage.sentence(take, 0) for take in range(stage.takes)]
    frozen = [text for text in said if "0 of 12 faces wrong, L = 0.000" in text]
    assert len(frozen) == 16  # w0 from -0.6 to 0.9
    assert all("∇L = (0, 0)" in text for text in said)
    assert sum("L = 0.167" in text for text in said) > 2
    assert "Frozen, and no line does better." in explorer.sentence


def test_descent_on_the_mistakes_does_not_move():
    explorer = MeterExplorer(w0=-2.0, w1=-1.0, faces="forty")
    stage = explorer.stage
    assert stage.sentence(frame=20).startswith("Step 20 of 20: w₀ = −2.00, w₁ = −1.00, ")
    assert stage.sentence(frame=20).endswith("Descent has not moved.")
    path = stage.tracks[explorer.picture.plane.path].points
    assert np.ptp(path, axis=2).max() == 0


def test_a_tie_is_said():
    """With w1 = 0 and w0 = -0.23 the sad face with brow 2.23 lies on the line."""
    explorer = MeterExplorer(w0=-0.23, w1=0.0)
    assert "A border: a face lies on the line" in explorer.sentence


def test_the_stairs_are_the_loss():
    explorer = MeterExplorer(w1=0.7)
    x, y = explorer.stage.tracks[explorer.picture.stairs].points[0, 0].T
    w0 = np.linspace(-3.97, 3.97, 97)
    loss = explorer.picture.ground.value(np.column_stack([w0, np.full(97, 0.7)]))
    np.testing.assert_allclose(y[np.searchsorted(x, w0)], loss)


def test_dragging_the_line_draws_it_through_both_points():
    w0, w1 = line_through((3.0, 1.0), (1.0, 3.0))
    for mouth, brow in ((3.0, 1.0), (1.0, 3.0)):
        assert w0 + w1 * (mouth - 2) + (brow - 2) == pytest.approx(0)
    explorer = MeterExplorer()
    explorer.dragged("line upper", 0.0, 9.0)
    assert explorer.w1 > 1.0
    explorer.dragged("start", -1.26, 0.52)
    assert (explorer.w0, explorer.w1) == (-1.25, 0.5)


def test_the_grins_staircase_has_the_lectures_counts():
    faces = load_faces("grins")
    x, y = staircase(grins(faces), (-2.3, 6.3)).T
    for theta, mistakes in NUMBERS["S10.grins_mistakes"].items():
        assert y[np.searchsorted(x, float(theta))] * 2 * len(faces) == pytest.approx(mistakes)
    assert (np.diff(y) != 0).sum() == len(faces)


def test_the_sharper_the_nearer_to_the_stairs_and_the_flatter_beside_them():
    explorer = StaircaseExplorer(start=0.0)
    stage, view = explorer.stage, explorer.picture.valley
    steps = stage.tracks[view.stairs].points[0, 0]
    curves = stage.tracks[view.curve].points[:, 0]
    place = np.searchsorted(steps[:, 0], curves[0, :, 0]).clip(max=len(steps) - 1)
    off = np.abs(curves[..., 1] - steps[place, 1]).mean(axis=-1)
    assert off[-1] < 0.003 < 0.03 < off[0]
    assert "slope −0.0528" in explorer.sentence
    explorer.sharpness = 6.0
    assert "slope −0.0268" in explorer.sentence


def test_from_terraces_to_a_bowl():
    explorer = BlendExplorer()
    stage = explorer.stage
    stage.frame = 40
    assert "w₀ = −2.00, w₁ = −1.00, L = 1.000" in explorer.sentence
    assert "answers run from −1.00 to −1.00" in explorer.sentence
    explorer.blend = 1.0
    assert "The bottom of the bowl." in explorer.sentence
    path = stage.tracks[explorer.picture.plane.path].points[-1, 0]
    model = crowd("twelve").objective  # the linear unit: the bowl's bottom in this plane
    rest = model.y - model.X[:, 2]
    best = np.linalg.lstsq(model.X[:, :2], rest, rcond=None)[0]
    np.testing.assert_allclose(path[-1], best, atol=0.02)
    heights = stage.tracks[explorer.picture.answer].points[:, 0, :, 1]
    np.testing.assert_allclose(heights[[0, -1]][:, [0, 4]], [[-1, 1], [-6, 6]])


@pytest.mark.parametrize("blend", [0.0, 0.5, 1.0])
def test_the_cut_jumps_at_the_borders_as_long_as_a_step_is_left(blend):
    explorer = BlendExplorer(blend=blend, right="the loss along w₀")
    stage, picture = explorer.stage, explorer.picture
    x, loss = stage.tracks[picture.loss].points[stage.take, 40].T
    w0, height = stage.tracks[picture.place].points[stage.take, 40, 0]
    w1 = stage.tracks[picture.plane.path].points[stage.take, 0, 40, 1]
    ground = ground_of(crowd("twelve"), blend)
    assert ground.value(np.array([w0, w1])) == pytest.approx(height, abs=1e-6)
    np.testing.assert_allclose(ground.value(np.column_stack([x, np.full_like(x, w1)])), loss)
    slope = ground.gradient(np.column_stack([x, np.full_like(x, w1)]))[:, 0]
    unforeseen = np.abs(np.diff(loss) - np.diff(x) * (slope[1:] + slope[:-1]) / 2)
    assert (unforeseen.max() > 0.01) == (blend < 1)  # by the slopes on both sides
