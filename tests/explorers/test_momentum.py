"""The explorers of momentum: what it remembers, what it costs, who wins the race."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex

from lecture_lib import theory
from lecture_lib.explorers import MemoryExplorer, RaceExplorer, RavineExplorer
from lecture_lib.explorers.momentum import race
from lecture_lib.explorers.momentum.ravine import ETAS, MOMENTA, STEPS, memory
from lecture_lib.pictures.style import LIGHT

NUMBERS = json.loads((Path(__file__).parents[1] / "maths" / "numbers.json").read_text())
TABLE = NUMBERS["S8.iters_momentum"]


def shown(explorer, artist, frame):
    return explorer.stage.tracks[artist].at(explorer.stage.take, frame)


@pytest.fixture(scope="module", autouse=True)
def sheets():
    """What stands still is looked at."""


@pytest.mark.parametrize("m", [0.0, 0.5, 0.8, 0.9, 0.99])
@pytest.mark.parametrize("source", ["steady", "zigzag", "along", "across"])
def test_the_velocity_is_the_sum_of_what_is_left_of_the_gradients(m, source):
    explorer = MemoryExplorer(momentum=m, source=source)
    for frame in (1, 7, 20):
        bars = shown(explorer, explorer.picture.left, frame).reshape(-1, 5, 2)[:, 1, 1]
        (_, V) = shown(explorer, explorer.picture.velocity.end, frame)[0]
        assert np.nansum(bars) == pytest.approx(V, abs=1e-9)
        assert np.isfinite(bars).sum() == min(frame, 20)


@pytest.mark.parametrize(
    ("source", "limit", "said"),
    [("steady", 5.0, "towards 1/(1 − m) = 5.00 η."), ("zigzag", 1 / 1.8, "±1/(1 + m) = ±0.56 η.")],
)
def test_where_the_velocity_tends_to(source, limit, said):
    explorer = MemoryExplorer(momentum=0.8, source=source)
    _, V = shown(explorer, explorer.picture.velocity.end, 30)[0]
    assert abs(V) == pytest.approx(limit, rel=0.01)
    assert said in explorer.sentence


def test_no_momentum_has_no_memory():
    explorer = MemoryExplorer(momentum=0.0)
    assert "counts 0.0 %. V = 1.00 η, without memory it would be 1.00 η." in explorer.sentence


def test_along_the_valley_the_slopes_add_up():
    explorer = MemoryExplorer(momentum=0.9, source="along")
    velocities = shown(explorer, explorer.picture.velocity.line, 30)[:, 1]
    plain = shown(explorer, explorer.picture.plain, 30)[:, 1]
    assert velocities.max() > 3 * plain.max()


@pytest.mark.parametrize(
    ("m", "way", "flips"), [(0.0, "11.08", "29 times"), (0.2, "4.42", "21"), (0.9, "24.24", "14")]
)
def test_across_the_valley_a_little_memory_cancels_and_much_makes_it_swing(m, way, flips):
    explorer = MemoryExplorer(momentum=m, source="across")
    assert f"travelled {way} across the valley; the slope has changed sign {flips}" in (
        explorer.sentence
    )
    explorer.stage.frame = 2
    assert "the slope has changed sign once." in explorer.sentence


@pytest.mark.parametrize("m", ["0", "0.5", "0.8", "0.9", "0.95", "0.99"])
@pytest.mark.parametrize("eta", ["0.02", "0.05", "0.1", "0.2", "0.3", "0.4"])
def test_the_bill_is_that_of_the_table(ravine, eta, m):
    wanted = TABLE[m][eta]
    ravine.set(eta=float(eta), momentum=float(m))
    at_first, at_last = ravine.stage.sentence(frame=1), ravine.stage.sentence(frame=STEPS)
    if wanted == "diverged":
        assert "It never arrives" in at_last
    else:
        assert f"It first touches the bottom at step {wanted}" in at_first
        assert ("It first touches" in at_last) == (wanted > STEPS)
        assert wanted > STEPS or re.search(rf"(since|at) step {wanted}\.", at_last)
    if m != "0" and TABLE["0"][eta] != "diverged":
        assert f"; plain descent is there at step {TABLE['0'][eta]}." in at_first
        assert f"lain descent is there at step {TABLE['0'][eta]}." in at_last


@pytest.fixture(scope="module")
def ravine():
    return RavineExplorer()


def test_the_best_pairs_of_theory_and_of_the_table(ravine):
    best = NUMBERS["S8.best"]
    ravine.set(eta=best["eta"], momentum=best["m"])
    assert f"It first touches the bottom at step {best['iters']};" in ravine.stage.sentence(frame=9)
    ravine.set(eta=0.48, momentum=0.48)
    said = "It first touches the bottom at step 27; plain descent would diverge."
    assert said in ravine.stage.sentence(frame=26)
    assert "since step 27. " in ravine.stage.sentence(frame=27)
    assert ravine.stage.sentence(frame=27).endswith(" Plain descent would diverge.")


def test_momentum_goes_uphill_on_the_way(ravine):
    ravine.set(eta=0.1, momentum=0.9)
    wanted = NUMBERS["S8.loss_goes_up"]
    said = ravine.stage.sentence(frame=60)
    assert f"Uphill on the way: {wanted['steps_up']} steps." in said
    assert "Uphill on the way: 1 step." in ravine.stage.sentence(frame=wanted["first_up"])
    assert "Never uphill on the way." in ravine.stage.sentence(frame=wanted["first_up"] - 1)


def test_momentum_bears_a_larger_learning_rate(ravine):
    ravine.set(eta=0.4, momentum=0.3)
    said = "It first touches the bottom at step 55; plain descent would diverge."
    assert said in ravine.stage.sentence(frame=54)


def test_slow_is_not_never(ravine):
    ravine.set(eta=0.005, momentum=0.0)
    assert "It is not there after 4000 steps." in ravine.sentence


@pytest.mark.parametrize(("eta", "m"), [(0.011, 0.9), (0.3, 0.5), (0.68, 0.0), (0.05, 0.99)])
def test_the_marker_can_be_dragged_to_what_is_offered(ravine, eta, m):
    x, y = ravine.picture.heat.transData.transform((eta * 1.01, memory(m) + 0.003))
    ravine.stage.position = ["pair", x, ravine.stage.size[1] - y]
    assert ravine.momentum == m
    assert ravine.eta in ETAS
    assert abs(np.log(ravine.eta / eta)) < 0.1
    assert shown(ravine, ravine.picture.marker, 0)[0] == pytest.approx((ravine.eta, memory(m)))


def test_everything_offered_has_a_cell():
    assert {(eta, m) for eta in ETAS for m in MOMENTA} <= RavineExplorer().known.keys()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"eta": 0.2}, "reached by Newton (1), BFGS (7), Nesterov (26)"),
        ({"eta": 0.2}, "plain (171)"),
        ({"eta": 0.2, "price": "gradients"}, "reached by Newton (3), BFGS (8), Nesterov (26)"),
        ({"eta": 0.2, "price": "examples"}, "Newton (120), BFGS (320), Nesterov (1040)"),
        ({"eta": 0.3}, "Diverged: Nesterov."),
        ({"eta": 0.4}, "Diverged: Nesterov, plain."),
        ({"ground": "rosenbrock", "eta": 0.001}, "reached by Newton (5), BFGS (30)."),
        ({"racers": ()}, "nobody is at the bottom."),
        ({"racers": ("plain",), "eta": 0.01}, "nobody is at the bottom. Lowest: plain, 0."),
        ({"eta": 0.2, "price": "gradients"}, "Lowest of the others: AdaGrad, 0.0369 above L*."),
    ],
)
def test_the_result_of_the_race_is_said(state, said):
    assert said in RaceExplorer(**state).sentence


def test_all_have_paid_the_same_at_every_frame():
    explorer = RaceExplorer(price="examples", batch_size=4, eta=0.1)
    paths = {key: explorer.picture.paths[key] for key in ("plain", "newton", "bfgs")}
    start = np.array([1.5, 1.0])
    still = [  # frames for which each one has not taken its first step
        int(np.argmax((explorer.stage.tracks[line].points[-1, 0] != start).any(axis=-1)))
        for line in paths.values()
    ]
    assert [4 * frame for frame in still] == [4, 120, 80]
    assert explorer.stage.steps[:3] == [0, 4, 8]


def test_without_data_a_gradient_counts_as_one_example():
    by_gradient, by_example = (
        RaceExplorer(ground="rosenbrock", price=price, batch_size=4)
        for price in ("gradients", "examples")
    )
    assert by_gradient.sentence.replace("gradients", "examples seen") == by_example.sentence
    assert by_example.controls["batch_size"].disabled


def test_another_price_only_names_the_axis_anew():
    explorer = RaceExplorer(racers=("plain",))
    sheet = explorer.stage.under
    explorer.batch_size = 4  # a step is a step
    assert explorer.stage.under is sheet
    explorer.price = "examples"
    assert explorer.stage.under is not sheet
    name = explorer.picture.excess.xaxis.get_major_formatter()
    assert [name(frame) for frame in (0, 100)] == ["0", "400"]


def test_a_race_that_was_seen_is_neither_run_nor_drawn_again(monkeypatch):
    explorer = RaceExplorer(racers=("plain", "adam"))
    sheet, paths = explorer.stage.under, explorer.picture.paths
    explorer.price = "gradients"
    monkeypatch.setattr(race, "race", None)  # who runs again, fails
    monkeypatch.setattr(race, "RacePicture", None)
    explorer.price = "steps"
    assert explorer.stage.under is sheet
    assert explorer.picture.paths is paths


def test_a_kept_picture_follows_the_theme():
    explorer = RaceExplorer(racers=("plain",))
    light = explorer.stage.under
    explorer.price = "gradients"
    explorer.stage.theme = "dark"
    explorer.price = "steps"
    assert explorer.picture.theme == "dark"
    assert explorer.stage.under != light


def test_ticking_a_box_lets_it_race():
    explorer = RaceExplorer(racers=("plain",))
    box = next(box for box in explorer.children[1].children if "Adam" in box.description)
    box.value = True
    assert explorer.racers == ("plain", "adam")
    explorer.racers = ("newton",)
    assert not box.value


def test_the_map_of_steps_is_bluest_where_they_are_fewest_and_bare_where_it_diverges():
    heat = RavineExplorer().picture.heat
    bands, cover = heat.collections[0], heat.collections[-1]
    colours = [to_hex(colour) for colour in bands.get_facecolor()]
    assert colours == [*LIGHT.seen]

    def band_at(eta, m):
        paths = bands.get_paths()
        return next(k for k, path in enumerate(paths) if path.contains_point((eta, memory(m))))

    assert band_at(0.45, 0.49) < band_at(0.05, 0.9) < band_at(0.05, 0.5) < band_at(0.012, 0.05)
    limit = theory.critical_eta(RavineExplorer().model.objective.X, 0.5)
    (path,) = cover.get_paths()
    assert path.contains_point((1.01 * limit, memory(0.5)))
    assert not path.contains_point((0.99 * limit, memory(0.5)))


def test_who_has_arrived_leaves_the_star_and_stands_in_a_row():
    explorer = RaceExplorer()
    stage, picture = explorer.stage, explorer.picture
    tags = {name: stage.tracks[picture.tags[line][0]] for name, line in picture.paths.items()}
    spots = {
        name: np.array([tag.at(stage.take, f)[0] for f in (0, 1, 300)])
        for name, tag in tags.items()
    }
    rooms = picture.rooms
    assert np.ptp([y for _, y in rooms.values()]) == 0
    assert np.diff([x for x, _ in rooms.values()]).min() > 0.5
    assert (spots["newton"][1:] == rooms["newton"]).all()  # it is there after one step
    assert spots["newton"][0].tolist() == spots["plain"][0].tolist()
    assert spots["adagrad"][-1].tolist() != rooms["adagrad"].tolist()
