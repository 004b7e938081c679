"""The tangent: what nudges of every size measure, and where rounding takes over."""

import numpy as np
import pytest
from test_line import NUMBERS, drag

from lecture_lib.explorers import TangentExplorer
from lecture_lib.explorers.powers import power_text
from lecture_lib.explorers.slope.tangent import NUDGES

TABLE = NUMBERS["S2.finite_difference"]


@pytest.fixture(scope="module")
def explorer():
    return TangentExplorer()


@pytest.mark.parametrize("kind", ["forward", "central"])
@pytest.mark.parametrize("h", ["0.1", "0.01", "0.001"])
def test_the_point_lies_at_the_error_of_the_table(h, kind):
    explorer = TangentExplorer(h=float(h), kind=kind)
    at = explorer.stage.tracks[explorer.picture.error].at(explorer.stage.take, 0)[0]
    assert at == pytest.approx((float(h), TABLE[h][kind]), rel=2e-5)


def test_the_error_falls_and_rises_again(explorer):
    curves = [explorer.stage.tracks[curve].points[0, 0] for curve in explorer.picture.curves]
    best = [curve[np.lexsort((curve[:, 0], curve[:, 1]))[0]] for curve in curves]
    for curve, (h, error) in zip(curves, best, strict=True):
        assert curve[0, 1] > 1e4 * error
        assert curve[-1, 1] > 1e4 * error
        assert 1e-10 < h < 1e-3
    assert best[1][1] < best[0][1] / 10
    assert best[1][0] > best[0][0] * 10


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"h": 1.0}, "quotient is 0.1628, off by about 1: the curve bends"),
        ({"h": 0.01}, "forward quotient is 1.2469, off by about 0.006: the curve bends"),
        ({"h": 0.01, "kind": "central"}, "central quotient is 1.2533, off by about 7·10⁻⁵"),
        ({"h": 1e-5, "kind": "central"}, "good to about 10⁻¹⁰: near the best there is"),
        ({"h": 1e-8}, "good to about 6·10⁻⁸"),
        ({"h": 1e-10}, "Rounding takes over: the forward quotient is 1.2534"),
        ({"h": 1e-15}, "uncertain by up to 0.6"),
    ],
)
def test_the_share_of_the_curve_and_of_rounding_is_said(state, said):
    explorer = TangentExplorer(**state)
    assert said in explorer.sentence
    assert "f′ = 1.2534" in explorer.sentence


def test_what_is_said_does_not_hang_on_the_last_digit(monkeypatch):
    """Machines differ in the last digit of the sine; the sentences must not."""
    explorer = TangentExplorer()
    wanted = [explorer.stage.sentence(take=k) for k in range(len(NUDGES))]
    rng = np.random.default_rng(0)
    exact = TangentExplorer.f

    def rounded_otherwise(self, theta):
        value = exact(self, theta)
        return value + np.spacing(value) * rng.integers(-1, 2, np.shape(value))

    monkeypatch.setattr(TangentExplorer, "f", rounded_otherwise)
    explorer = TangentExplorer()
    assert [explorer.stage.sentence(take=k) for k in range(len(NUDGES))] == wanted


@pytest.mark.parametrize("kind", ["forward", "central"])
def test_the_tangent_touches_and_the_secant_cuts(kind):
    explorer = TangentExplorer(h=0.5, kind=kind)
    picture, take = explorer.picture, explorer.stage.take
    tracks = explorer.stage.tracks
    tangent = tracks[picture.tangents[0]].at(take, 0)
    assert np.diff(tangent[:, 1]) / np.diff(tangent[:, 0]) == pytest.approx(1.25338, abs=1e-5)
    assert tangent.mean(axis=0) == pytest.approx((1, float(explorer.f(1.0))))
    ends = tracks[picture.ends[0]].at(take, 0)
    assert ends[:, 0] == pytest.approx([1.0 if kind == "forward" else 0.5, 1.5])
    secant = tracks[picture.secants[0]].at(take, 0)
    for x, y in ends:
        on_line = np.interp(x, secant[:, 0], secant[:, 1])
        assert on_line == pytest.approx(y)
    normal = tracks[picture.normal].at(take, 0)
    assert np.diff(normal, axis=0)[0] @ np.diff(tangent, axis=0)[0] == pytest.approx(0, abs=1e-12)


def test_the_microscope_shows_a_line_and_then_stairs(explorer):
    enlarged = explorer.stage.tracks[explorer.picture.enlarged].points[:, 0, :, 1]
    straight = np.diff(enlarged[NUDGES.index(1e-5)])
    assert straight.max() < 1.01 * straight.min()
    assert len(np.unique(enlarged[NUDGES.index(1e-15)])) < 20


def test_a_level_tangent_has_an_upright_normal():
    explorer = TangentExplorer()
    explorer.set(theta=1.55)
    steep = explorer.picture.tracks(0.0, 0.0, np.array([0.1]), np.zeros(1), central=False)
    (x0, _), (x1, _) = steep[explorer.picture.normal].at(0, 0)
    assert x0 == x1


def test_dragging_the_point_moves_the_tangent(explorer):
    drag(explorer, "point", explorer.picture.whole, -0.52, 3.0)
    assert explorer.theta == -0.5
    assert "θ = −0.50, f′ = 0.5433" in explorer.sentence


@pytest.mark.parametrize(
    ("h", "text"),
    [(1.0, "1"), (0.05, "0.05"), (2e-7, "2·10⁻⁷"), (1e-15, "10⁻¹⁵"), (5e-4, "5·10⁻⁴")],
)
def test_nudges_are_written_shortly(h, text):
    assert power_text(h) == text
