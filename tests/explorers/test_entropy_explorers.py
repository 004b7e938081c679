"""The guessing game and the two charts against the lecture's numbers."""

import numpy as np
import pytest

from lecture_lib.entropy import cross_entropy, entropy
from lecture_lib.experiments.shares import PRESETS, with_share
from lecture_lib.explorers import CrossEntropyExplorer, GuessExplorer
from lecture_lib.explorers.entropy.guess import DRAWS, least_spread, most_spread


def test_one_share_moves_and_the_others_keep_their_proportions():
    np.testing.assert_allclose(with_share([0.2, 0.6, 0.2], 1, 0.2), [0.4, 0.2, 0.4])
    np.testing.assert_allclose(with_share([0, 1, 0], 1, [1, 0.5]), [[0, 1, 0], [0.25, 0.5, 0.25]])


def test_the_presets_have_the_slides_entropies():
    explorer = GuessExplorer()
    told = {
        "uniform": ("1.386 nats = 2.00 bits", "right in 25.0 %"),
        "skewed": ("1.213 nats = 1.75 bits", "right in 50.0 %"),
        "two": ("0.693 nats = 1.00 bits", "right in 50.0 %"),
        "one-hot": ("0.000 nats = 0.00 bits", "right in 100.0 %"),
        "one and twenty": ("1.871 nats = 2.70 bits", "right in 60.0 %"),
    }
    assert set(told) == set(PRESETS)
    for name, parts in told.items():
        explorer.controls[name.replace("-", "_").replace(" ", "_")].click()
        assert explorer.p == PRESETS[name]
        assert all(part in explorer.sentence for part in parts), name
        assert explorer.sentence == explorer.sentence.strip(), name


@pytest.mark.parametrize(("share", "spread"), [(0.6, True), (0.95, False)])
def test_only_what_is_spread_wide_is_called_so(share, spread):
    p = with_share(np.array(PRESETS["one and twenty"]), 0, share)
    said = GuessExplorer(p=tuple(p.tolist())).sentence
    assert ("Spread over many, and yet" in said) == spread


@pytest.mark.parametrize(
    ("explorer", "name"),
    [(CrossEntropyExplorer, "p"), (CrossEntropyExplorer, "q"), (GuessExplorer, "p")],
)
def test_a_distribution_in_single_precision_is_one(explorer, name):
    given = np.float32([0.7, 0.1, 0.1, 0.1])
    assert sum(getattr(explorer(**{name: given}), name)) == pytest.approx(1, abs=1e-12)


def test_hits_are_counted_among_the_draws():
    explorer = GuessExplorer(guess=1, seed=2)
    drawn = explorer.drawn()
    assert set(drawn) == {0, 1, 2, 3}
    for frame in (1, 40, 100):
        step, said = DRAWS[frame], explorer.stage.sentence(frame=frame)
        assert f"{(drawn[:step] == 1).sum()} of {step} draws right" in said
        assert f"The last was {'ABCD'[drawn[step - 1]]}." in said
    explorer.p = (0.0, 0.5, 0.5, 0.0)
    assert set(explorer.drawn()) == {1, 2}


def test_no_distribution_leaves_the_room_between_most_and_least_spread():
    rng = np.random.default_rng(17)
    p = rng.dirichlet(np.full(4, 0.6), 200)
    best = p.max(axis=1)

    def H(p):
        return -(p * np.log(np.where(p > 0, p, 1))).sum(axis=1)

    assert (H(least_spread(best, 4)) <= H(p) + 1e-9).all()
    assert (H(p) <= H(most_spread(best, 4)) + 1e-9).all()
    np.testing.assert_allclose(least_spread(best, 4).max(axis=1), best)


def test_the_slides_pair_and_the_same_swapped():
    explorer = CrossEntropyExplorer()
    assert "H(P,Q) = 1.386, H(Q,P) = ∞, H(P) = 0.000, KL(P‖Q) = 1.386" in explorer.sentence
    explorer.controls["swap"].click()
    assert "H(P,Q) = ∞, H(Q,P) = 1.386, H(P) = 1.386, KL(P‖Q) = ∞. A happens" in explorer.sentence
    stage = explorer.stage
    marks = stage.tracks[explorer.picture.infinite].points[stage.take, 0]
    assert np.isfinite(marks[:, 1]).tolist() == [True, False]
    explorer.controls["make_alike"].click()
    assert "H(P,Q) = 1.386, H(Q,P) = 1.386, H(P) = 1.386, KL(P‖Q) = 0.000" in explorer.sentence


def test_with_a_uniform_Q_no_share_of_P_matters():
    stage = CrossEntropyExplorer(p=(0.4, 0.3, 0.2, 0.1)).stage
    said = [stage.sentence(take, 0) for take in range(stage.takes)]
    assert len(said) == 21
    assert all("H(P,Q) = 1.386" in text for text in said)
    assert len({text.split("KL")[1] for text in said}) > 10


def test_what_is_on_top_is_the_divergence():
    p, q = (0.5, 0.25, 0.125, 0.125), (0.1, 0.2, 0.3, 0.4)
    explorer = CrossEntropyExplorer(p=p, q=q)
    own, top = (
        explorer.stage.tracks[part].points[explorer.stage.take, 0].reshape(2, 5, 2)[:, 1, 1]
        for part in explorer.picture.parts
    )
    assert own == pytest.approx([entropy(p), entropy(q)])
    assert top == pytest.approx([cross_entropy(p, q), cross_entropy(q, p)])
    assert "KL(P‖Q) = 0.606. H(P,Q) is H(P) and KL(P‖Q) together." in explorer.sentence


def test_a_bar_that_is_higher_than_the_panel_says_how_high():
    sure = (0.0, 1.0, 0.0, 0.0)
    explorer = CrossEntropyExplorer(p=sure, q=(0.95, 0.05 / 3, 0.05 / 3, 0.05 / 3))
    picture, stage = explorer.picture, explorer.stage

    def marked(artist):
        return np.isfinite(stage.tracks[artist].points[stage.take, 0, :, 1]).tolist()

    assert cross_entropy(explorer.p, explorer.q) < picture.sums.get_ylim()[1]
    assert marked(picture.onward) == [False, False]
    assert not stage.tracks[picture.numbers].shown[stage.take].any()
    explorer.q = (0.99, 0.01, 0.0, 0.0)  # 4.605
    assert marked(picture.onward) == [True, False]
    assert marked(picture.infinite) == [False, True]
    assert stage.tracks[picture.numbers].shown[stage.take].sum() == len("4.605")


def test_dragging_a_bar_takes_its_share_in_the_hand():
    explorer = CrossEntropyExplorer()
    explorer.dragged("QD", 3.2, 0.42)
    assert (explorer.chart, explorer.outcome, explorer.q[3]) == ("Q", 3, 0.4)
    assert sum(explorer.q) == pytest.approx(1)
    share = explorer.controls["share"]
    assert share.options[share.index] == "0.4"
    game = GuessExplorer()
    game.dragged("B", 1, 7.0)
    assert game.p == (0.0, 1.0, 0.0, 0.0)
