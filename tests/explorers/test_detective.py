"""The bug detective: fair cases, true words, and a verdict that points at the evidence."""

import re
from collections import Counter

import numpy as np
import pytest

from lecture_lib.experiments.backprop_faults import NAMES, wrong_layers
from lecture_lib.experiments.detective import Case, ratios
from lecture_lib.explorers import DetectiveExplorer
from lecture_lib.explorers.backprop.detective import NETWORKS, UNDECIDED
from lecture_lib.explorers.backprop.evidence import (
    ASK,
    LABELS,
    SIGNATURES,
    evidence_against,
    question,
    score,
    state_of,
    verdict,
    weight_names,
)
from lecture_lib.pictures.digits import GLYPHS, SLOTS, short_number
from lecture_lib.pictures.heat import band_of

SIZES = [tuple(map(int, network.split("-"))) for network in NETWORKS]
CASES = [Case(sizes, number) for sizes in SIZES for number in range(1, 15)]
CULPRITS = [name for name in NAMES if name != "none"]
all_cases = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.sizes}-{case.number}")


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_of_seven_cases_in_a_row_each_has_another_fault(sizes):
    for lap in range(3):
        faults = Counter(Case(sizes, 7 * lap + k).fault for k in range(1, 8))
        assert faults == Counter(NAMES)
    assert Case(sizes, 1).fault != "none"  # the first one is to be found


@all_cases
def test_a_case_shows_its_fault_in_the_layers_where_it_is(case):
    """In the mean over the examples two faults can cancel; in each example they cannot."""
    told = wrong_layers(case.fault, 2)
    for batch in range(1, len(case.batches)):
        parts = case.objective.model.weights(case.ratios[batch])
        for layer, part in enumerate(parts):
            assert (part != 1).all() if layer in told else (part == 1).all()


@all_cases
def test_every_fault_can_be_told_from_every_other_by_what_is_written(case):
    """For each batch some cell shows other digits than any other fault would leave there."""
    written = {
        fault: np.vectorize(short_number)(ratios(case.gradients(fault), case.numerical))
        for fault in NAMES
    }
    mine = written.pop(case.fault)
    for fault, other in written.items():
        assert (mine != other).any(axis=-1).all(), fault


@all_cases
def test_the_evidence_speaks_against_every_innocent(case):
    for suspect in set(NAMES) - {case.fault}:
        place, expected, seen = evidence_against(case, suspect)
        rows = np.arange(len(place))
        np.testing.assert_array_equal(seen, case.ratios[rows, place])
        claimed = case.gradients(suspect)[rows, place] / case.numerical[rows, place]
        assert expected == pytest.approx(claimed, rel=1e-4)
        for batch in rows:
            assert short_number(expected[batch]) != short_number(seen[batch])


@pytest.mark.parametrize("fault", NAMES)
def test_what_is_said_of_a_fault_is_true(fault):
    """The signatures, checked on each single example of many cases."""
    for sizes in SIZES:
        for number in range(1, 9):
            case = Case(sizes, number)
            found = ratios(case.gradients(fault), case.numerical)[1:]
            for ratio, slopes in zip(found, case.gradients(fault)[1:], strict=True):
                first, last = case.objective.model.weights(ratio)
                SEEN[fault](case, first, last, case.objective.model.weights(slopes)[0])


def seen_none(case, first, last, slopes):
    assert (first == 1).all()
    assert (last == 1).all()


def seen_sign(case, first, last, slopes):
    assert first == pytest.approx(-1, rel=1e-4)
    assert last == pytest.approx(-1, rel=1e-4)


def seen_output_slope(case, first, last, slopes):
    assert (last >= 4 - 1e-3).all()
    assert last == pytest.approx(np.tile(last[:, :1], last.shape[1]), rel=1e-3)


def seen_hidden_slope(case, first, last, slopes):
    assert (last == 1).all()
    assert (first >= 4 - 1e-3).all()
    assert first == pytest.approx(np.tile(first[:, :1], first.shape[1]), rel=1e-3)


def seen_wrong_delta(case, first, last, slopes):
    assert (last == 1).all()
    assert slopes == pytest.approx(np.tile(slopes[0], (len(slopes), 1)))


def rows_have(case, first, last, wanted):
    assert (last == 1).all()
    if case.sizes[-1] == 1:
        assert first == pytest.approx(np.tile(wanted[:, None], first.shape[1]), rel=1e-3)


def seen_bias(case, first, last, slopes):
    W2 = case.objective.model.weights(case.theta)[1][0]
    rows_have(case, first, last, W2[:-1] / W2[1:])


def seen_new_weights(case, first, last, slopes):
    rows_have(case, first, last, first[:, 0])
    assert (first != 1).all()


SEEN = {
    "none": seen_none,
    "sign": seen_sign,
    "output slope": seen_output_slope,
    "hidden slope": seen_hidden_slope,
    "wrong delta": seen_wrong_delta,
    "bias": seen_bias,
    "new weights": seen_new_weights,
}


def test_every_suspect_has_its_words():
    assert set(LABELS) == set(SIGNATURES) == set(NAMES)
    assert len(set(LABELS.values())) == len(NAMES)


def test_the_state_is_said_from_the_numbers():
    case = Case((2, 2, 1), 1)
    assert case.fault == "sign"
    wanted = "W₁ is off in 6 of 6, factor −1.000 everywhere; W₂ is off in 3 of 3"
    assert state_of(case, 2).startswith(f"Case 1, network 2-2-1, example 2: {wanted}")
    healthy = next(case for case in CASES if case.fault == "none")
    said = state_of(healthy, 0)
    assert "all 4 examples" in said
    assert said.count("agrees in all") == 2


def test_slopes_agree_where_they_differ_by_rounding_only():
    assert ratios(np.array([1 + 1e-7, -2.0, 1.001]), np.array([1.0, 2.0, 1.0])).tolist() == [
        1,
        -1,
        pytest.approx(1.001),
    ]


def test_a_wrong_accusation_is_answered_with_evidence_then_with_a_hint():
    case = Case((2, 3, 1), 1)
    assert case.fault == "wrong delta"
    first = verdict(case, ["bias"], 2)
    place, expected, seen = (column[2] for column in evidence_against(case, "bias"))
    assert first.startswith(f"Not “{LABELS['bias']}”")
    assert weight_names(case.sizes)[place] in first
    assert f"the ratio {short_number(expected)} at " in first
    assert f"and it is {short_number(seen)}." in first
    assert SIGNATURES[case.fault] not in first
    second = verdict(case, ["bias", "sign"], 2)
    assert "A hint: " + SIGNATURES[case.fault] in second
    assert LABELS[case.fault] not in second
    last = verdict(case, ["bias", "sign", case.fault], 2)
    assert last.startswith(f"Solved, “{LABELS[case.fault]}”")


def test_it_asks_until_the_case_is_solved():
    case = Case((2, 3, 1), 1)
    accuse = f"Do you accuse “{LABELS['bias']}”?"
    assert question(case, [], UNDECIDED) == ASK
    assert question(case, [], "bias") == accuse
    assert question(case, ["sign"], "bias") == accuse
    assert question(case, ["bias"], "bias") == ""
    assert question(case, ["bias"], UNDECIDED) == ""
    assert question(case, ["bias", case.fault], "bias") == ""


def test_names_of_weights_are_in_the_order_of_theta():
    names = weight_names((2, 2, 1))
    assert names[:3] == ["W₁ (h₁ ← bias)", "W₁ (h₁ ← x₁)", "W₁ (h₁ ← x₂)"]
    assert names[-1] == "W₂ (ŷ ← h₂)"
    assert len(names) == Case((2, 2, 1), 1).theta.size


def test_the_score_counts_cases_and_first_tries():
    one, other = Case((2, 2, 1), 1), Case((2, 2, 1), 2)
    assert score([]) == ""
    assert score([(one, ["bias"])]) == "So far 0 of 1 case solved, 0 at the first try."
    both = [(one, [one.fault]), (other, ["none", other.fault])]
    assert score(both) == "So far 2 of 2 cases solved, 1 at the first try."


def button(explorer, text, box=None):
    for child in (box or explorer).children:
        if getattr(child, "description", "") == text:
            return child
        if hasattr(child, "children") and (found := button(explorer, text, child)):
            return found
    return None


def test_the_keys_accuse_and_go_on():
    explorer = DetectiveExplorer()
    button(explorer, "accuse").click()
    assert explorer.accused == ()  # nobody was chosen
    explorer.suspect = "bias"
    button(explorer, "accuse").click()
    assert "Not “δ back over the bias”" in explorer.sentence
    explorer.suspect = "sign"
    button(explorer, "accuse").click()
    button(explorer, "accuse").click()  # solved is solved
    assert explorer.accused == (("2-2-1", 1, "bias"), ("2-2-1", 1, "sign"))
    assert "So far 1 of 1 case solved, 0 at the first try." in explorer.sentence
    button(explorer, "another case").click()
    assert (explorer.case, explorer.suspect) == (2, UNDECIDED)
    assert ASK in explorer.sentence
    explorer.set(suspect=explorer.present.fault)
    button(explorer, "accuse").click()
    assert "So far 2 of 2 cases solved, 1 at the first try." in explorer.sentence
    explorer.case = 1
    assert "Solved, “sign turned round”" in explorer.sentence
    explorer.reset()
    assert explorer.accused == ()
    assert "So far" not in explorer.sentence


def written(explorer):
    """What the cells of the heat map say, read from the glyphs that are shown."""
    take = explorer.stage.take
    track = explorer.stage.tracks[explorer.picture.heat.digits]
    cells = track.shown[min(take, len(track.shown) - 1), 0].reshape(-1, SLOTS, len(GLYPHS))
    return ["".join(GLYPHS[g] for g in cell.nonzero()[1]) for cell in cells]


@pytest.mark.parametrize("network", NETWORKS)
def test_cells_say_what_was_asked_for_and_their_colour_is_the_ratio(network):
    explorer = DetectiveExplorer(network=network, case=2, example=3)
    case = explorer.present
    wanted = {
        "ratio": case.ratios[3],
        "analytic": 1000 * case.analytic[3],
        "numerical": 1000 * case.numerical[3],
        "weights": case.theta,
    }
    for numbers, values in wanted.items():
        explorer.numbers = numbers
        assert written(explorer) == [short_number(value) for value in values]
        shown = explorer.stage.tracks[explorer.picture.heat.cells].shown[3, 0]
        assert shown.reshape(-1, 7).argmax(axis=-1).tolist() == band_of(case.ratios[3]).tolist()


def test_the_evidence_is_framed_and_ringed():
    explorer = DetectiveExplorer(network="2-3-1", case=1, example=2)
    picture = explorer.picture
    assert np.isnan(picture.heat.frame.get_xy()).all()
    explorer.accused = [("2-3-1", 1, "bias")]
    place = evidence_against(explorer.present, "bias")[0][2]
    explorer.stage.pose()
    assert picture.heat.frame.get_xy()[:4].mean(axis=0) == pytest.approx(picture.heat.places[place])
    case = explorer.present
    ringed = 1000 * np.array([case.numerical[2, place], case.analytic[2, place]])
    assert picture.ring.get_offsets()[0] == pytest.approx(ringed)
    name = re.search(r"at (W.*), framed", explorer.sentence)[1]
    assert weight_names(case.sizes)[place] == name


GUILTY = {  # haloed units: a column, or the second bias; columns of W₂ whose edges are marked
    "sign": ("ŷ", ()),
    "output slope": ("ŷ", ()),
    "hidden slope": ("h", ()),
    "wrong delta": ("h", (1, 2, 3)),
    "bias": ("bias", (0,)),
    "new weights": ("", (1, 2, 3)),
}


@pytest.mark.parametrize("fault", CULPRITS)
def test_the_network_shows_where_a_found_fault_sits(fault):
    number = next(n for n in range(1, 8) if Case((2, 3, 1), n).fault == fault)
    explorer = DetectiveExplorer(network="2-3-1", case=number)
    picture, layout = explorer.picture, explorer.picture.layout
    explorer.stage.pose()
    assert np.ma.filled(picture.halo.get_offsets(), np.nan).shape == (8, 2)
    assert np.isnan(np.ma.filled(picture.halo.get_offsets(), np.nan)).all()
    explorer.accused = [("2-3-1", number, fault)]
    unit, columns = GUILTY[fault]
    groups = {"ŷ": layout.columns[2], "h": layout.columns[1], "bias": layout.biases[1:], "": []}
    haloed = np.ma.filled(picture.halo.get_offsets(), np.nan)
    haloed = haloed[~np.isnan(haloed[:, 0])]
    np.testing.assert_array_equal(haloed, np.reshape(groups[unit], (-1, 2)))
    bands = picture.band.get_xy()[: 5 * 4].reshape(4, 5, 2)[:, :4].mean(axis=1)
    for column, middle in enumerate(bands):
        wanted = layout.edges[1][0, column].mean(axis=0)
        if column in columns:
            assert middle == pytest.approx(wanted)
        else:
            assert np.isnan(middle).all()


def test_another_theme_paints_the_cells_anew():
    explorer = DetectiveExplorer()
    light = explorer.picture.heat.cells.get_facecolor().copy()
    explorer.stage.theme = "dark"
    assert (explorer.picture.heat.cells.get_facecolor() != light).any(axis=-1).all()
    explorer.network = "2-3-1"  # a figure made later is dark as well
    dark = DetectiveExplorer(network="2-3-1")
    dark.stage.theme = "dark"
    a, b = (e.picture.heat.cells.get_facecolor() for e in (explorer, dark))
    np.testing.assert_array_equal(a, b)
