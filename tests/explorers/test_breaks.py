"""Where the gradient breaks: creases, traps, stairs and the pinch."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.explorers import BreaksExplorer
from lecture_lib.explorers.slope.breaks import WAY

GOLDEN = json.loads((Path(__file__).parents[1] / "maths" / "golden.json").read_text())


def test_the_trap_is_that_of_the_golden_case():
    case = next(case for case in GOLDEN["cases"] if case["id"] == "subgradient_trap")
    wanted = case["expected"]
    rows = zip(
        case["inputs"]["t"],
        wanted["along_minus_subgradient"],
        wanted["along_steepest"],
        strict=True,
    )
    explorer = BreaksExplorer(case="trap")
    for t, up, down in rows:
        explorer.way = 2 * t
        assert f"from 1 to {up:.2f}, against the subgradient (1, 0)" in explorer.sentence
        assert f"to {down:.2f}." in explorer.sentence


@pytest.mark.parametrize(
    ("case", "way", "said"),
    [
        ("crease", 0.25, "θ = −1.00: the slope is −1.00."),
        ("crease", 0.5, "θ = 0.00: there is no slope here"),
        ("crease", 1.0, "θ = 2.00: the slope is 1.00."),
        ("stairs", 0.5, "w₀ = −2.00: 3 of 40 faces are wrong, and the slope is 0.00."),
        ("stairs", 1.0, "w₀ = 0.00: 20 of 40 faces are wrong, and the slope is 0.00."),
        ("pinch", 0.9, "x = 0.10: on the parabola y = x² the height is 0.50"),
        ("pinch", 1.0, "At the origin the height is 0.00"),
    ],
)
def test_what_is_met_is_said(case, way, said):
    assert said in BreaksExplorer(case=case, way=way).sentence


def test_at_the_crease_there_are_many_tangents_and_elsewhere_one():
    explorer = BreaksExplorer()
    tangent = explorer.stage.tracks[explorer.picture.tangent]
    for way, count in ((0.25, 1), (0.5, 5)):
        lines = tangent.at(WAY.index(way), 0).reshape(-1, 3, 2)
        slopes = np.diff(lines[:, :2], axis=1)[:, 0]
        assert len(np.unique((slopes[:, 1] / slopes[:, 0]).round(9))) == count


def test_stairs_are_flat_everywhere():
    explorer = BreaksExplorer(case="stairs")
    slopes = explorer.stage.tracks[explorer.picture.points[1]].points[..., 1]
    assert (slopes == 0).all()
    wrong = explorer.stage.tracks[explorer.picture.points[0]].points[..., 1]
    assert wrong.min() == 2
    assert len(np.unique(wrong)) > 10


def test_the_pinch_is_half_up_to_the_origin_and_0_there():
    explorer = BreaksExplorer(case="pinch")
    heights = explorer.stage.tracks[explorer.picture.points[1]].points[:, 0, 0]
    assert heights[:-1, 1] == pytest.approx(np.full(100, 0.5))
    assert heights[-1].tolist() == [0, 0]
