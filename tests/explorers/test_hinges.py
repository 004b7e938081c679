"""Mix and match, the hinge, and painting with hinges: the numbers of section 15."""

import numpy as np
import pytest

from lecture_lib.activations import ReLU
from lecture_lib.data import load_faces
from lecture_lib.experiments.mixture import ACTIVATIONS as KINDS
from lecture_lib.experiments.mixture import (
    LOSSES,
    hidden_dead,
    learned,
    mixture,
    mixture_outcomes,
    stored_mixtures,
)
from lecture_lib.experiments.one_hinge import hinge_mistakes
from lecture_lib.experiments.strokes import (
    ACTIVATIONS,
    END,
    TARGETS,
    Canvas,
    bends_through,
    corner_heights,
    strokes,
)
from lecture_lib.explorers import HingeExplorer, MixExplorer, PaintExplorer
from lecture_lib.gradient_check import numerical_gradient
from tools.outcomes import MANY

# Mix


def test_layers_of_identities_end_where_the_best_line_does():
    explorer = MixExplorer(activation="identity", loss="squared")
    assert "L = 0.500" in explorer.sentence
    assert "one straight line" in explorer.sentence
    explorer.start = 4
    assert "Diverged" in explorer.sentence
    objective = mixture("identity", "squared")
    W1, W2 = objective.model.weights(explorer.thetas[0, -1])
    line = W2[:, 1:] @ W1 + np.eye(3)[:1] * W2[0, 0]
    np.testing.assert_allclose(objective.X @ line[0], objective.predict(explorer.thetas[0, -1]))


def test_the_identity_is_offered_to_whoever_begins_with_it():
    explorer = MixExplorer()
    keys = explorer.controls["activation"]
    assert keys.options == ["sigmoid", "tanh", "ReLU", "soft plus", "step"]
    keys.index = 4
    assert explorer.activation == "step"
    explorer.activation = "identity"  # code may set it all the same
    assert keys.options[keys.index] == "identity"
    explorer.reset()
    assert len(keys.options) == 5
    asked = MixExplorer(activation="identity")
    asked.controls["activation"].index = 0
    assert asked.activation == "sigmoid"
    assert asked.controls["activation"].options == [*KINDS]


def test_a_loss_without_a_slope_moves_nothing_and_a_step_no_hidden_line():
    still = MixExplorer(loss="0-1")
    assert (still.thetas == still.thetas[:, :1]).all()
    half = MixExplorer(activation="step", loss="squared")
    assert (half.thetas[..., :12] == half.thetas[:, :1, :12]).all()
    assert (half.thetas[:, -1, 12:] != half.thetas[:, 0, 12:]).all()


def test_the_library_counts_who_has_learned():
    assert learned("tanh", "squared", starts=3, steps=300) == 3
    assert learned("identity", "squared", starts=3, steps=5) == 0


def test_dead_hidden_units_get_no_gradient():
    objective = mixture("ReLU", "squared")
    theta = np.tile([0.1, 1.0, -1.0], 6)[:17]
    assert hidden_dead(objective, theta) == 0
    theta[:3] = -9, 1, 1  # 1.35 + 1.35 does not lift it
    assert hidden_dead(objective, theta) == 1
    assert (objective.gradient(theta)[:3] == 0).all()
    assert objective.gradient(theta)[3:].any()


def test_the_labels_suit_the_output():
    for loss, labels in {
        "squared of σ": {0, 1},
        "squared": {-1, 1},
        "cross entropy": {0, 1},
    }.items():
        objective = mixture("sigmoid", loss)
        assert set(objective.y) == labels
        assert ((objective.y > 0) == (load_faces("upside_down").labels > 0)).all()


@pytest.mark.parametrize(("kind", "loss"), [("ReLU", "squared of σ"), ("step", "squared")])
def test_the_stored_mixtures_can_be_computed_again(kind, loss):
    stored = stored_mixtures()[kind, loss]
    for column, again in zip(stored, mixture_outcomes(kind, loss, range(4)), strict=True):
        assert again.tolist() == column[:4].tolist()


def test_the_stored_mixtures_are_those_of_the_tool():
    found = stored_mixtures()
    assert list(found) == [(kind, loss) for kind in KINDS for loss in LOSSES]
    assert all(len(wrong) == len(MANY) for wrong, _ in found.values())


# Hinge


def test_a_unit_that_wakes_late_still_arrives():
    assert hinge_mistakes("ReLU", -3.75, (0, 200, 2000, 5000)) == [20, 9, 3, 3]
    assert hinge_mistakes("soft plus, k = 1", -5.0, (200, 2000, 5000)) == [8, 6, 4]


def test_the_units_of_the_lecture_are_dead_as_good_as_dead_and_alive():
    explorer = HingeExplorer()
    assert "z is from −4.84 to −1.00" in explorer.sentence
    assert "dead: no step will move it" in explorer.sentence
    assert "w = (−5.00, 1.00)" in explorer.sentence
    explorer.unit = "soft plus, k = 16"
    assert "as good as dead" in explorer.sentence
    explorer.unit = "soft plus, k = 1"
    assert "step 5000 of 5000" in explorer.sentence
    assert "4 of 40 faces wrong" in explorer.sentence
    explorer.unit = "leaky ReLU"
    assert "w = (−5.00" not in explorer.sentence


def test_the_unit_wakes_where_two_faces_are_beyond_the_corner():
    explorer = HingeExplorer(w0=-4.0)
    assert "to 0.00: its slope is 0" in explorer.stage.sentence(frame=0)
    explorer.w0 = -3.75
    assert "slope reaches 1.000" in explorer.stage.sentence(frame=0)
    assert (explorer.faces.mouth > 3.75).sum() == 2


def test_what_the_dots_show_is_the_slope_of_each_face():
    explorer = HingeExplorer(w0=-1.5)
    z, slope = explorer.stage.tracks[explorer.picture.dots].at(explorer.stage.take, 0).T
    assert z.tolist() == (explorer.faces.mouth - 1.5).tolist()
    assert slope.tolist() == ReLU().derivative(z).tolist()


# Paint


def test_three_hinges_are_a_bump():
    explorer = PaintExplorer(bends=(1, -2, 1, 0), corners=(-1, 0, 1, 2))
    assert "L = 0.0000" in explorer.stage.sentence(frame=0)
    assert "One hinge is dead" in explorer.stage.sentence(frame=0)


def test_identities_paint_a_line_whatever_the_bends():
    explorer = PaintExplorer(activation="identity", bends=(1, -2, 1, 0.5))
    assert "straight line of slope 0.50" in explorer.stage.sentence(frame=0)
    x, y = explorer.stage.tracks[explorer.picture.line].at(explorer.stage.take, 30).T
    np.testing.assert_allclose(y, y[0] + (x - x[0]) * (y[-1] - y[0]) / (x[-1] - x[0]), atol=1e-9)
    grips = explorer.stage.tracks[explorer.picture.corners].at(explorer.stage.take, 0)
    assert np.isnan(grips).any(axis=-1).all()  # there is no corner to drag


def test_a_dragged_corner_moves_alone():
    explorer = PaintExplorer(level=0.5)
    before = corner_heights(explorer.corners, explorer.bends, explorer.level)
    for name, x, y in (("1", -2.0, 0.0), ("3", 0.2, -0.75), ("4", 9.0, 1.0), ("5", 0.0, 2.0)):
        explorer.dragged(name, x, y)
        before[int(name) - 1] = y
        after = corner_heights(explorer.corners, explorer.bends, explorer.level)
        np.testing.assert_allclose(after, before, atol=0.02)
    assert explorer.corners == (-2.0, -0.5, 0.2, 2.3)
    grips = explorer.stage.tracks[explorer.picture.corners].at(explorer.stage.take, 0)
    np.testing.assert_allclose(
        grips, np.column_stack([[*explorer.corners, END], before]), atol=0.02
    )


def test_the_corners_are_on_the_painting_before_the_first_step_only():
    explorer = PaintExplorer()
    corners, line = explorer.picture.corners, explorer.picture.line
    for take in (0, explorer.stage.takes - 1):
        grips = explorer.stage.tracks[corners].at(take, 0)
        np.testing.assert_allclose(
            np.interp(grips[:, 0], *explorer.stage.tracks[line].at(take, 0).T), grips[:, 1]
        )
    assert np.isnan(explorer.stage.tracks[corners].at(0, 1)).all()


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gradient_of_a_painting_is_its_slope(activation):
    canvas = Canvas(ACTIVATIONS[activation], TARGETS["wave"])
    theta = strokes((-1.5, -0.5, 0.5, 1.5), (1.0, -2.0, 0.5, 1.0), 0.3)
    slopes = numerical_gradient(lambda t: float(canvas.value(t)), theta)
    np.testing.assert_allclose(canvas.gradient(theta), slopes, atol=1e-7)


def test_bends_and_heights_are_two_ways_to_say_the_same():
    corners, bends = (-2.0, -1.0, 0.5, 2.2), (1.0, -3.0, 0.25, 2.0)
    back, level = bends_through(corners, corner_heights(corners, bends, 0.7))
    np.testing.assert_allclose(back, bends)
    assert level == pytest.approx(0.7)


def test_descent_comes_as_far_as_the_notebook_says():
    explorer = PaintExplorer()
    for target, loss in {"bump": "0.0007", "smile": "0.0024", "wave": "0.0053"}.items():
        explorer.target = target
        assert f"L = {loss}" in explorer.stage.sentence(frame=30)
    explorer.activation = "identity"
    assert "L = 0.2165" in explorer.stage.sentence(frame=30)
    explorer.set(**explorer.initial | {"bends": (-3.0, -1.0, 0.0, 0.0)})
    last = explorer.stage.sentence(frame=30)
    assert "L = 0.0483" in last
    assert "Three hinges are dead" in last
    explorer.corners = (2.0, 2.1, 2.2, 2.3)
    assert "All four hinges are dead" in explorer.stage.sentence(frame=30)


def test_a_painting_that_diverges_says_so():
    explorer = PaintExplorer(bends=(900.0, -900.0, 900.0, 900.0))
    assert "Diverged" in explorer.stage.sentence(frame=30)
