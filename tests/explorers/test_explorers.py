"""What every explorer promises, without a browser and without a kernel."""

import gc
import weakref
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecture_lib.experiments import designs, gallery
from lecture_lib.experiments.backprop_faults import NAMES
from lecture_lib.experiments.moods import MOODS
from lecture_lib.explorers import (
    BlendExplorer,
    BreaksExplorer,
    BudgetExplorer,
    ByHandExplorer,
    CertificateExplorer,
    ChainExplorer,
    CliffExplorer,
    CloudExplorer,
    CompassExplorer,
    CrossEntropyExplorer,
    DesignerExplorer,
    DetectiveExplorer,
    DiceExplorer,
    DistributionExplorer,
    DriveExplorer,
    EpsilonExplorer,
    FaceExplorer,
    FlowExplorer,
    FoldExplorer,
    FreezeExplorer,
    GalleryExplorer,
    GrinsExplorer,
    GuessExplorer,
    HingeExplorer,
    LastOrBestExplorer,
    LineExplorer,
    MemoryExplorer,
    MeterExplorer,
    MixExplorer,
    MoodsExplorer,
    OverfittingExplorer,
    PaintExplorer,
    PathsExplorer,
    PseudocodeExplorer,
    RaceExplorer,
    RavineExplorer,
    SaturationExplorer,
    ScaleExplorer,
    SearchExplorer,
    SignExplorer,
    SoftmaxExplorer,
    StaircaseExplorer,
    StepExplorer,
    SubsetExplorer,
    SurfaceExplorer,
    SymmetryExplorer,
    TangentExplorer,
    TugExplorer,
    TypoExplorer,
    UnitsExplorer,
    ValleyExplorer,
    VanishingExplorer,
    WrongStartExplorer,
)
from lecture_lib.explorers.backprop import detective, flow, fold
from lecture_lib.explorers.batches import paths, subset
from lecture_lib.explorers.descent.certificate import CASES
from lecture_lib.explorers.descent.valley import CURVATURES, CURVES
from lecture_lib.explorers.entropy import guess
from lecture_lib.explorers.gradient import chain, drive, tug
from lecture_lib.explorers.initialization.grins import SHARPNESS
from lecture_lib.explorers.initialization.symmetry import DICE, EQUALS
from lecture_lib.explorers.line.line import BATCH_SIZES, ETAS, MODELS, MOMENTA, STARTS, THIRDS
from lecture_lib.explorers.loss import typo
from lecture_lib.explorers.momentum import memory, race, ravine
from lecture_lib.explorers.moods import four_moods
from lecture_lib.explorers.sigmoid import saturation, sign, units
from lecture_lib.explorers.softmax import softmax
from lecture_lib.explorers.step_size import cliff, step
from lecture_lib.explorers.stopping import budget, epsilon, overfitting
from lecture_lib.explorers.zero_one import blend

WEIGHT = st.sampled_from(np.round(np.arange(-4, 4.01, 0.05), 2).tolist())
SCORE = st.sampled_from(np.round(np.arange(0, 4.01, 0.1), 1).tolist())
NETWORK = st.sampled_from(detective.NETWORKS)
FOUR_SHARES = (
    st.lists(st.integers(0, 9), min_size=4, max_size=4)
    .filter(any)
    .map(lambda parts: tuple(part / sum(parts) for part in parts))
)
STATES = {
    GuessExplorer: st.fixed_dictionaries(
        {},
        optional={
            "p": st.sampled_from(tuple(guess.PRESETS.values())) | FOUR_SHARES,
            "guess": st.integers(0, 3),
            "unit": st.sampled_from(["nats", "bits"]),
            "seed": st.integers(0, 5),
        },
    ),
    CrossEntropyExplorer: st.fixed_dictionaries(
        {},
        optional={
            "p": FOUR_SHARES,
            "q": FOUR_SHARES,
            "chart": st.sampled_from(["P", "Q"]),
            "outcome": st.integers(0, 3),
        },
    ),
    MeterExplorer: st.fixed_dictionaries(
        {}, optional={"w0": WEIGHT, "w1": WEIGHT, "faces": st.sampled_from(["twelve", "forty"])}
    ),
    BlendExplorer: st.fixed_dictionaries(
        {},
        optional={
            "blend": st.sampled_from(blend.BLENDS) | st.floats(0, 1),
            "w0": WEIGHT,
            "w1": WEIGHT,
            "faces": st.sampled_from(["twelve", "forty"]),
        },
    ),
    StaircaseExplorer: st.fixed_dictionaries(
        {},
        optional={
            "start": st.floats(-2.2, 6.2),
            "eta": st.floats(0.01, 10),
            "momentum": st.sampled_from(MOMENTA),
            "sharpness": st.sampled_from(SHARPNESS),
            "steps": st.sampled_from([1, 150]),
        },
    ),
    UnitsExplorer: st.fixed_dictionaries(
        {},
        optional={
            "steepness": st.sampled_from(units.STEEPNESSES) | st.floats(0.1, 1000),
            "unit": st.sampled_from(tuple(units.MODELS)),
            "threshold": st.sampled_from(units.THRESHOLDS),
        },
    ),
    SignExplorer: st.fixed_dictionaries(
        {},
        optional={
            "eta": st.sampled_from(sign.ETAS) | st.floats(0.01, 10),
            "slope": st.sampled_from(tuple(sign.SLOPES)),
            "start": st.tuples(WEIGHT, WEIGHT),
        },
    ),
    SaturationExplorer: st.fixed_dictionaries(
        {},
        optional={
            "z": st.sampled_from(saturation.SCORES) | st.floats(-1000, 1000),
            "label": st.sampled_from(["happy", "sad"]),
        },
    ),
    TugExplorer: st.fixed_dictionaries(
        {},
        optional={
            "eta": st.sampled_from(tug.ETAS) | st.floats(0.001, 1),
            "start": st.tuples(WEIGHT, WEIGHT),
            "loss": st.sampled_from(tuple(tug.LOSSES)),
            "face": st.integers(1, 40),
        },
    ),
    DriveExplorer: st.fixed_dictionaries(
        {},
        optional={
            "eta": st.sampled_from(drive.ETAS) | st.floats(0.001, 1),
            "update": st.sampled_from(["minus", "plus"]),
            "start": st.tuples(WEIGHT, WEIGHT),
        },
    ),
    ChainExplorer: st.fixed_dictionaries(
        {},
        optional={
            "nudge": st.sampled_from(chain.NUDGES) | st.floats(-1, 1),
            "weight": st.sampled_from(["w0", "w1"]),
            "w0": st.sampled_from(chain.VALUES) | st.floats(-1.5, 1.5),
            "w1": st.sampled_from(chain.VALUES),
            "mouth": st.sampled_from(chain.SCORES) | st.floats(0, 4),
            "label": st.sampled_from(["happy", "sad"]),
        },
    ),
    FreezeExplorer: st.fixed_dictionaries(
        {}, optional={"locked": st.sampled_from(["w0", "w1"]), "w0": WEIGHT, "w1": WEIGHT}
    ),
    LineExplorer: st.fixed_dictionaries(
        {},
        optional={
            "eta": st.sampled_from(ETAS) | st.floats(0.001, 2.5),
            "momentum": st.sampled_from(MOMENTA),
            "batch_size": st.sampled_from(BATCH_SIZES) | st.integers(1, 40),
            "model": st.sampled_from(tuple(MODELS)),
            "start": st.sampled_from(STARTS),
            "third": st.sampled_from(THIRDS),
            "line": st.tuples(WEIGHT, WEIGHT, WEIGHT),
            "seed": st.integers(0, 5),
            "steps": st.sampled_from([1, 30]),
        },
    ),
    ByHandExplorer: st.fixed_dictionaries({}, optional={"w0": WEIGHT, "w1": WEIGHT}),
    CliffExplorer: st.fixed_dictionaries(
        {},
        optional={
            "eta": st.sampled_from(cliff.ETAS) | st.floats(0.001, 3),
            "units": st.sampled_from(cliff.UNITS),
        },
    ),
    MemoryExplorer: st.fixed_dictionaries(
        {},
        optional={
            "momentum": st.sampled_from(memory.MOMENTA) | st.floats(0, 0.999),
            "source": st.sampled_from(tuple(memory.SOURCES)),
        },
    ),
    RavineExplorer: st.fixed_dictionaries(
        {},
        optional={
            "eta": st.sampled_from(ravine.ETAS) | st.floats(0.001, 1),
            "momentum": st.sampled_from(ravine.MOMENTA) | st.floats(0, 0.999),
        },
    ),
    RaceExplorer: st.fixed_dictionaries(
        {},
        optional={
            "eta": st.sampled_from(race.ETAS) | st.floats(0.001, 3),
            "momentum": st.sampled_from(race.MOMENTA),
            "ground": st.sampled_from(tuple(race.GROUNDS)),
            "price": st.sampled_from(tuple(race.UNITS)),
            "batch_size": st.sampled_from(race.BATCH_SIZES),
            "racers": st.sets(st.sampled_from(tuple(race.RACERS))).map(tuple),
        },
    ),
    StepExplorer: st.fixed_dictionaries(
        {},
        optional={
            "eta": st.sampled_from(step.ETAS) | st.floats(0.001, 3),
            "curvature": st.sampled_from(step.CURVATURES) | st.floats(0.1, 6),
            "start": st.floats(0.1, 4) | st.floats(-4, -0.1),
        },
    ),
    SoftmaxExplorer: st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(softmax.SCORES, st.floats(-6, 6))
        | {
            "temperature": st.sampled_from(softmax.TEMPERATURES) | st.floats(0.05, 20),
            "added": st.sampled_from(tuple(softmax.ADDED)),
            "classes": st.sampled_from(softmax.CLASSES),
            "rival": st.sampled_from(tuple(softmax.RIVALS)),
        },
    ),
    DistributionExplorer: st.fixed_dictionaries(
        {},
        optional={
            "p": st.lists(st.floats(-0.6, 1.6), min_size=10, max_size=10),
            "chosen": st.integers(0, 9),
        },
    ),
    MoodsExplorer: st.fixed_dictionaries(
        {},
        optional={
            "eta": st.sampled_from(four_moods.ETAS) | st.floats(0.05, 20),
            "momentum": st.sampled_from(four_moods.MOMENTA),
            "batch_size": st.sampled_from([5, 60]),
            "face": st.tuples(st.floats(-1.45, 1.45), st.floats(-0.9, 1.9)),
            "mood": st.sampled_from(MOODS),
        },
    ),
    WrongStartExplorer: st.fixed_dictionaries(
        {}, optional={"sure": st.sampled_from([0.0, 5.0, 10.0]) | st.floats(0, 30)}
    ),
    DesignerExplorer: st.fixed_dictionaries(
        {},
        optional={
            "task": st.sampled_from(designs.TASKS),
            "activation": st.sampled_from(["none", "sigmoid", "softmax"]),
            "loss": st.sampled_from(["squared", "cross entropy"]),
            "hidden": st.sampled_from([0, 8]),
            "w": st.sampled_from(designs.WEIGHTS),
        },
    ),
    FaceExplorer: st.fixed_dictionaries({}, optional={"mouth": SCORE, "brow": SCORE}),
    DetectiveExplorer: st.fixed_dictionaries(
        {},
        optional={
            "network": NETWORK,
            "case": st.integers(1, 3),
            "example": st.integers(0, 4),
            "numbers": st.sampled_from(tuple(detective.NUMBERS)),
            "suspect": st.sampled_from((detective.UNDECIDED, *NAMES)),
            "accused": st.lists(
                st.tuples(NETWORK, st.integers(1, 3), st.sampled_from(NAMES)), max_size=6
            ),
        },
    ),
    ValleyExplorer: st.fixed_dictionaries(
        {},
        optional={
            "curve": st.sampled_from(tuple(CURVES)),
            "start": st.floats(-5, 5),
            "eta": st.floats(0.01, 3),
            "momentum": st.sampled_from(MOMENTA),
            "curvature": st.sampled_from(CURVATURES),
            "steps": st.sampled_from([1, 200]),
        },
    ),
    PseudocodeExplorer: st.fixed_dictionaries(
        {},
        optional={
            "eta": st.floats(0.01, 0.6),
            "start": st.tuples(WEIGHT, WEIGHT),
            "update": st.sampled_from(["at once", "in turn"]),
        },
    ),
    LastOrBestExplorer: st.fixed_dictionaries(
        {},
        optional={
            "eta": st.floats(0.01, 0.3),
            "batch_size": st.integers(1, 40),
            "judge": st.sampled_from(["all faces", "its own batch"]),
            "seed": st.integers(0, 5),
            "steps": st.sampled_from([1, 50]),
        },
    ),
    MixExplorer: st.fixed_dictionaries(
        {},
        optional={
            "activation": st.sampled_from(["sigmoid", "ReLU", "identity"]),
            "loss": st.sampled_from(["squared of σ", "0-1"]),
            "start": st.integers(1, 6),
        },
    ),
    HingeExplorer: st.fixed_dictionaries(
        {},
        optional={
            "w0": st.floats(-6, 1),
            "unit": st.sampled_from(["ReLU", "leaky ReLU", "soft plus, k = 2"]),
        },
    ),
    PaintExplorer: st.fixed_dictionaries(
        {},
        optional={
            "bends": st.tuples(*4 * [st.floats(-3, 3)]),
            "corners": st.sampled_from([(-2.4, -1.0, 0.0, 2.3), (-1.0, -0.9, 0.0, 1.0)]),
            "level": st.floats(-2, 2),
            "hinge": st.integers(1, 4),
            "target": st.sampled_from(["bump", "smile", "wave"]),
            "activation": st.sampled_from(["ReLU", "soft plus, k = 4", "identity"]),
        },
    ),
    FlowExplorer: st.fixed_dictionaries(
        {},
        optional={
            "theta": st.lists(st.sampled_from(flow.VALUES), min_size=9, max_size=9).map(tuple),
            "weight": st.sampled_from(flow.WEIGHTS),
            "target": st.integers(0, 1),
            "eta": st.sampled_from(flow.ETAS) | st.floats(0.01, 50),
            "sign": st.sampled_from(tuple(flow.SIGNS)),
        },
    ),
    FoldExplorer: st.fixed_dictionaries(
        {},
        optional={
            "hidden": st.sampled_from([1, 2]),
            "start": st.sampled_from(tuple(fold.STARTS)),
            "eta": st.sampled_from([2.0, 4.0]),
        },
    ),
    VanishingExplorer: st.fixed_dictionaries(
        {},
        optional={
            "depth": st.integers(1, 10),
            "weight": st.floats(0.1, 10),
            "activation": st.sampled_from(("sigmoid", "tanh")),
            "entering": st.sampled_from(("at the middle", "off the middle")),
        },
    ),
    SymmetryExplorer: st.fixed_dictionaries(
        {}, optional={"equal": st.sampled_from(EQUALS), "dice": st.sampled_from(DICE)}
    ),
    ScaleExplorer: st.fixed_dictionaries(
        {}, optional={"scale": st.sampled_from([0.01, 0.1, 0.3, 1.0, 2.0, 5.0, 10.0, 20.0])}
    ),
    CertificateExplorer: st.fixed_dictionaries(
        {}, optional={"case": st.sampled_from(CASES), "reach": st.floats(0.001, 30)}
    ),
    GrinsExplorer: st.fixed_dictionaries(
        {},
        optional={
            "start": st.floats(-2.2, 6.2),
            "eta": st.floats(0.01, 10),
            "momentum": st.sampled_from(MOMENTA),
            "sharpness": st.sampled_from(SHARPNESS),
            "steps": st.sampled_from([1, 150]),
        },
    ),
    GalleryExplorer: st.fixed_dictionaries(
        {},
        optional={
            "loss": st.sampled_from(tuple(gallery.LOSSES)),
            "start": st.floats(-10, 4),
            "eta": st.floats(0.01, 3),
            "steps": st.sampled_from([1, 30]),
        },
    ),
    TypoExplorer: st.fixed_dictionaries(
        {},
        optional={
            "typed": st.sampled_from(typo.VALUES) | st.floats(4, 40),
            "label": st.sampled_from(["happy", "sad"]),
        },
    ),
    SearchExplorer: st.fixed_dictionaries(
        {},
        optional={
            "w0": WEIGHT | st.floats(-4, 4),
            "w1": WEIGHT | st.floats(-4, 4),
            "visited": st.lists(st.tuples(WEIGHT, WEIGHT), max_size=30),
            "steps": st.integers(0, 3),
            "shown": st.booleans(),
        },
    ),
    DiceExplorer: st.fixed_dictionaries(
        {},
        optional={
            "luck": st.integers(0, 23),
            "parameters": st.sampled_from([2, 3]),
            "below": st.sampled_from([0.16, 0.1533]),
        },
    ),
    OverfittingExplorer: st.fixed_dictionaries(
        {},
        optional={
            "patience": st.sampled_from(overfitting.PATIENCES) | st.integers(1, 3000),
            "batch_size": st.sampled_from(overfitting.BATCH_SIZES),
            "seed": st.integers(0, 2),
            "faces": st.sampled_from(["training", "validation", "test"]),
        },
    ),
    EpsilonExplorer: st.fixed_dictionaries(
        {},
        optional={
            "epsilon": st.sampled_from(epsilon.EPSILONS) | st.floats(1e-7, 1),
            "landscape": st.sampled_from(["bowl", "plateau", "stuck"]),
        },
    ),
    BudgetExplorer: st.fixed_dictionaries(
        {},
        optional={
            "budget": st.sampled_from(budget.BUDGETS) | st.integers(1, 1600),
            "unit": st.sampled_from(budget.UNITS),
            "seed": st.integers(0, 2),
        },
    ),
    TangentExplorer: st.fixed_dictionaries(
        {},
        optional={
            "h": st.sampled_from([1e-15, 2e-9, 0.05, 1.0]) | st.floats(1e-15, 1),
            "theta": st.floats(-2, 3),
            "kind": st.sampled_from(["forward", "central"]),
        },
    ),
    SurfaceExplorer: st.fixed_dictionaries(
        {}, optional={"w0": WEIGHT, "w1": WEIGHT, "turn": st.floats(-72, 72)}
    ),
    CompassExplorer: st.fixed_dictionaries(
        {},
        optional={
            "angle": st.integers(0, 359).map(float) | st.floats(0, 359),
            "length": st.sampled_from([0.1, 3.0]) | st.floats(0.01, 3),
            "w0": WEIGHT,
            "w1": WEIGHT,
            "shown": st.booleans(),
        },
    ),
    BreaksExplorer: st.fixed_dictionaries(
        {},
        optional={
            "case": st.sampled_from(["crease", "trap", "stairs", "pinch"]),
            "way": st.sampled_from([0.0, 0.5, 1.0]) | st.floats(0, 1),
        },
    ),
    SubsetExplorer: st.fixed_dictionaries(
        {},
        optional={
            "batch_size": st.integers(1, 24),
            "data": st.sampled_from(list(subset.CHOICES)),
            "faces": st.lists(st.integers(0, 23), min_size=1, unique=True),
            "everything": st.sampled_from(["shown", "hidden"]),
            "seed": st.integers(0, 5),
        },
    ),
    PathsExplorer: st.fixed_dictionaries(
        {},
        optional={
            "eta": st.sampled_from(paths.ETAS) | st.floats(0.001, 0.5),
            "batch_size": st.sampled_from(paths.BATCH_SIZES) | st.integers(1, 40),
            "order": st.sampled_from(list(paths.ORDERS)),
            "seed": st.integers(0, 5),
            "steps": st.sampled_from([1, 30]),
        },
    ),
    CloudExplorer: st.fixed_dictionaries(
        {}, optional={"batch_size": st.integers(1, 6), "theta": st.tuples(WEIGHT, WEIGHT)}
    ),
}
# what all have from their base is asked of some
SOME_KINDS = pytest.mark.parametrize("kind", [LineExplorer, FaceExplorer, GrinsExplorer])
KINDS = pytest.mark.parametrize("kind", STATES, ids=lambda kind: kind.__name__)


@pytest.fixture(scope="module", autouse=True)
def sheets():
    """What stands still is drawn here, where nothing else is said."""


@contextmanager
def no_sheets():
    """Draw nothing that stands still, where only what moves is looked at: half of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lecture_lib.stage.stage.draw_sheets", lambda figure, density: (b"", b""))
        yield


def data_of(explorer):
    """The moving artists' data at the last frame, and the sentence."""
    explorer.stage.pose(frame=explorer.stage.frames - 1)
    return [artist_data(artist) for artist in explorer.stage.moving], explorer.sentence


def artist_data(artist):
    for getter in ("get_xydata", "get_xy", "get_offsets", "get_position"):
        if hasattr(artist, getter):
            return np.ma.filled(getattr(artist, getter)(), np.nan)
    raise AssertionError(f"no data of {artist}")


@KINDS
@settings(max_examples=2, deadline=None)
@given(data=st.data())
@no_sheets()
def test_a_moved_explorer_equals_a_fresh_one_in_the_same_state(kind, data):
    moved = kind()
    moved.set(**OTHER[kind])
    moved.set(**data.draw(STATES[kind]))
    fresh = kind(**moved.state)
    assert fresh.state == moved.state
    moved.stage.frame = fresh.stage.frame
    (shown, said), (wanted, told) = data_of(moved), data_of(fresh)
    assert said == told
    for a, b in zip(shown, wanted, strict=True):
        np.testing.assert_array_equal(a, b)


@KINDS
@no_sheets()
def test_reset_leads_back_to_the_first_state(kind):
    explorer = kind()
    state, (_, said) = explorer.state, data_of(explorer)
    frame = explorer.stage.frame
    explorer.set(**OTHER[kind])
    assert data_of(explorer)[1] != said
    explorer.stage.frame = 0 if frame else explorer.stage.frames - 1
    explorer.reset()
    assert explorer.stage.frame == frame
    assert explorer.state == state
    assert data_of(explorer)[1] == said


OTHER = {
    GuessExplorer: {"p": (0.6, *20 * (0.02,)), "guess": 1, "unit": "bits", "seed": 3},
    CrossEntropyExplorer: {"p": (0.5, 0.5, 0, 0), "q": (0, 1, 0, 0), "chart": "Q", "outcome": 0},
    MeterExplorer: {"w0": -1.0, "w1": 0.5, "faces": "forty"},
    BlendExplorer: {"blend": 0.5, "w0": 1.0, "w1": -2.0, "faces": "forty"},
    StaircaseExplorer: {"start": 4.0, "eta": 2.0, "sharpness": 40.0},
    UnitsExplorer: {"steepness": 20.0, "unit": "line", "threshold": "best"},
    SignExplorer: {"eta": 2.0, "slope": "y − ŷ (slide 36)", "start": (1.0, 0.5)},
    SaturationExplorer: {"z": 40.0, "label": "sad"},
    TugExplorer: {"eta": 0.2, "loss": "without ½", "face": 7, "start": (1.0, 0.5)},
    DriveExplorer: {"eta": 0.3, "update": "plus", "start": (-1.0, 0.5)},
    ChainExplorer: {"nudge": -0.2, "weight": "w0", "w1": 0.5, "mouth": 1.0, "label": "sad"},
    FreezeExplorer: {"locked": "w1", "w0": -1.0, "w1": 0.5},
    SubsetExplorer: {"batch_size": 12, "data": "odd"},
    PathsExplorer: {"eta": 0.05, "batch_size": 8, "order": "sorted"},
    CloudExplorer: {"batch_size": 3, "theta": (-1.0, 0.5)},
    OverfittingExplorer: {"patience": 5, "batch_size": 10, "faces": "test"},
    EpsilonExplorer: {"epsilon": 0.01, "landscape": "plateau"},
    BudgetExplorer: {"budget": 40, "unit": "faces seen"},
    LineExplorer: {"eta": 0.3, "momentum": 0.9, "batch_size": 4, "model": "plane"},
    ByHandExplorer: {"w0": -2.0, "w1": 0.5},
    SoftmaxExplorer: {"a2": 0.5, "a3": -2.0, "temperature": 2.0, "classes": 2, "rival": "|a|"},
    MoodsExplorer: {"eta": 5.0, "momentum": 0.5, "face": (-0.5, 0.0), "mood": "sad"},
    WrongStartExplorer: {"sure": 2.0},
    DesignerExplorer: {"activation": "none", "loss": "squared", "task": "mood, strength"},
    DistributionExplorer: {"p": (0.5, 0.25, 0.25, 0, 0, 0, 0, 0, 0, 0), "chosen": 1},
    FaceExplorer: {"mouth": 0.5, "brow": 0.5},
    DetectiveExplorer: {"network": "3-4-2", "case": 2, "example": 3, "suspect": "bias"},
    CliffExplorer: {"eta": 0.3, "units": "centred"},
    MemoryExplorer: {"momentum": 0.5, "source": "zigzag"},
    RavineExplorer: {"eta": 0.1, "momentum": 0.5},
    RaceExplorer: {"eta": 0.1, "momentum": 0.5, "price": "gradients", "racers": ("bfgs",)},
    StepExplorer: {"eta": 0.9, "curvature": 3.0, "start": -2.0},
    ValleyExplorer: {"curve": "wavy", "start": -3.0, "eta": 0.2, "momentum": 0.5},
    PseudocodeExplorer: {"eta": 0.1, "start": (2.0, 1.0), "update": "in turn"},
    LastOrBestExplorer: {"eta": 0.05, "batch_size": 4, "judge": "its own batch"},
    FlowExplorer: {"weight": "w₁₂", "target": 0, "eta": 1.0, "sign": "slides"},
    MixExplorer: {"activation": "ReLU", "loss": "squared", "start": 2},
    HingeExplorer: {"w0": -1.5, "unit": "soft plus, k = 1"},
    PaintExplorer: {"bends": (1.0, -2.0, 1.0, 0.5), "hinge": 2, "target": "smile"},
    FoldExplorer: {"hidden": 1, "start": "fast"},
    VanishingExplorer: {"depth": 3, "weight": 4.0, "activation": "tanh"},
    SymmetryExplorer: {"equal": 0.0, "dice": 0.01},
    ScaleExplorer: {"scale": 20.0},
    CertificateExplorer: {"case": "grins", "reach": 2.0},
    GrinsExplorer: {"start": 4.0, "eta": 2.0, "momentum": 0.9, "sharpness": 3.0},
    GalleryExplorer: {"loss": "cross entropy", "start": -4.0, "eta": 1.0},
    TypoExplorer: {"typed": 40.0, "label": "sad"},
    SearchExplorer: {"w0": -1.0, "w1": 0.5, "shown": True},
    DiceExplorer: {"luck": 3, "parameters": 3, "below": 0.1533},
    TangentExplorer: {"h": 1e-5, "theta": 0.5, "kind": "central"},
    SurfaceExplorer: {"w0": -1.0, "w1": 2.0, "turn": 0.0},
    CompassExplorer: {"angle": 244.0, "length": 2.0, "shown": True},
    BreaksExplorer: {"case": "pinch", "way": 0.7},
}


@KINDS
def test_controls_follow_the_state_and_the_state_the_controls(kind):
    explorer = kind()
    for name, value in OTHER[kind].items():
        setattr(explorer, name, value)
    pickers = [w for w in widgets_in(explorer) if hasattr(w, "options") and hasattr(w, "index")]
    assert pickers
    for picker in pickers:
        before = explorer.state
        picker.index = (picker.index + 1) % len(picker.options)
        changed = {name for name in before if before[name] != explorer.state[name]}
        changed.discard("visited")  # the places a search has seen: they follow
        assert len(changed) == 1, picker.label
    assert data_of(explorer)[1] == data_of(kind(**explorer.state))[1]


def widgets_in(box):
    for child in box.children:
        yield child
        if hasattr(child, "children"):
            yield from widgets_in(child)


BAD = [
    (GuessExplorer, "p", (0.5, 0.5), ValueError),
    (GuessExplorer, "p", (1.5, -0.5, 0, 0), ValueError),
    (GuessExplorer, "guess", 4, ValueError),
    (GuessExplorer, "unit", "digits", ValueError),
    (GuessExplorer, "seed", 0.5, TypeError),
    (CrossEntropyExplorer, "p", (0.5, 0.5), ValueError),
    (CrossEntropyExplorer, "q", (0.5, 0.5, 0.5, 0), ValueError),
    (CrossEntropyExplorer, "chart", "R", ValueError),
    (CrossEntropyExplorer, "outcome", 4, ValueError),
    (MeterExplorer, "w0", 4.5, ValueError),
    (MeterExplorer, "w1", None, TypeError),
    (MeterExplorer, "faces", "few", ValueError),
    (BlendExplorer, "blend", 1.5, ValueError),
    (BlendExplorer, "w0", "left", TypeError),
    (BlendExplorer, "w1", -5, ValueError),
    (BlendExplorer, "faces", 12, ValueError),
    (StaircaseExplorer, "start", 7, ValueError),
    (StaircaseExplorer, "sharpness", 0, ValueError),
    (UnitsExplorer, "steepness", 0, ValueError),
    (UnitsExplorer, "unit", "tanh", ValueError),
    (UnitsExplorer, "threshold", 1.7, ValueError),
    (SignExplorer, "start", (0.0, 5.0), ValueError),
    (SignExplorer, "slope", "ŷ − y", ValueError),
    (SignExplorer, "eta", 0, ValueError),
    (SaturationExplorer, "z", "far", TypeError),
    (TugExplorer, "eta", 0, ValueError),
    (TugExplorer, "start", (0.0, 5.0), ValueError),
    (TugExplorer, "loss", "half", ValueError),
    (TugExplorer, "face", 0, ValueError),
    (TugExplorer, "face", 41, ValueError),
    (DriveExplorer, "eta", -1, ValueError),
    (DriveExplorer, "update", "times", ValueError),
    (DriveExplorer, "start", (0.0,), ValueError),
    (DriveExplorer, "gradient", 3, TypeError),
    (ChainExplorer, "nudge", 1.5, ValueError),
    (ChainExplorer, "weight", "w2", ValueError),
    (ChainExplorer, "w0", 2, ValueError),
    (ChainExplorer, "mouth", -1, ValueError),
    (ChainExplorer, "label", 1, ValueError),
    (FreezeExplorer, "w1", 4.5, ValueError),
    (FreezeExplorer, "locked", "both", ValueError),
    (SubsetExplorer, "batch_size", 25, ValueError),
    (SubsetExplorer, "data", "train", ValueError),
    (SubsetExplorer, "faces", (), ValueError),
    (SubsetExplorer, "faces", (3, 24), ValueError),
    (SubsetExplorer, "faces", (3, 3), ValueError),
    (SubsetExplorer, "everything", True, ValueError),
    (SubsetExplorer, "seed", -1, ValueError),
    (PathsExplorer, "eta", 0, ValueError),
    (PathsExplorer, "batch_size", 41, ValueError),
    (PathsExplorer, "order", "random", ValueError),
    (PathsExplorer, "steps", 0, ValueError),
    (CloudExplorer, "batch_size", 7, ValueError),
    (CloudExplorer, "theta", (0.0, 5.0), ValueError),
    (CloudExplorer, "theta", (0.0,), ValueError),
    (OverfittingExplorer, "patience", 0, ValueError),
    (OverfittingExplorer, "batch_size", 41, ValueError),
    (OverfittingExplorer, "seed", 0.5, TypeError),
    (OverfittingExplorer, "faces", "grins", ValueError),
    (EpsilonExplorer, "epsilon", 0, ValueError),
    (EpsilonExplorer, "landscape", "saddle", ValueError),
    (BudgetExplorer, "budget", 1601, ValueError),
    (BudgetExplorer, "unit", "seconds", ValueError),
    (BudgetExplorer, "seed", -1, ValueError),
    (SoftmaxExplorer, "a1", 6.1, ValueError),
    (SoftmaxExplorer, "a4", "high", TypeError),
    (SoftmaxExplorer, "temperature", 0, ValueError),
    (SoftmaxExplorer, "added", 100, ValueError),
    (SoftmaxExplorer, "classes", 3, ValueError),
    (SoftmaxExplorer, "rival", "tanh", ValueError),
    (DistributionExplorer, "p", (0.5, 0.5), ValueError),
    (DistributionExplorer, "p", (2.0,) + 9 * (0.0,), ValueError),
    (DistributionExplorer, "chosen", 10, ValueError),
    (DistributionExplorer, "chosen", 1.5, TypeError),
    (MoodsExplorer, "eta", 0, ValueError),
    (MoodsExplorer, "momentum", 1.0, ValueError),
    (MoodsExplorer, "batch_size", 61, ValueError),
    (MoodsExplorer, "face", (0.0, 3.0), ValueError),
    (MoodsExplorer, "mood", "angry", ValueError),
    (WrongStartExplorer, "sure", 31.0, ValueError),
    (WrongStartExplorer, "sure", "very", TypeError),
    (DesignerExplorer, "activation", "tanh", ValueError),
    (DesignerExplorer, "loss", "0-1", ValueError),
    (DesignerExplorer, "hidden", 4, ValueError),
    (DesignerExplorer, "w", 0.4, ValueError),
    (DesignerExplorer, "task", "five moods", ValueError),
    (LineExplorer, "eta", -0.1, ValueError),
    (LineExplorer, "eta", float("nan"), ValueError),
    (LineExplorer, "eta", "fast", TypeError),
    (LineExplorer, "momentum", 1.0, ValueError),
    (LineExplorer, "batch_size", 41, ValueError),
    (LineExplorer, "batch_size", 2.5, TypeError),
    (LineExplorer, "model", "cubic", ValueError),
    (LineExplorer, "start", "anywhere", ValueError),
    (LineExplorer, "third", "worst", ValueError),
    (LineExplorer, "line", (1.0,), ValueError),
    (LineExplorer, "line", (1.0, float("nan")), ValueError),
    (LineExplorer, "seed", -1, ValueError),
    (LineExplorer, "steps", 0, ValueError),
    (ByHandExplorer, "w0", 4.5, ValueError),
    (ByHandExplorer, "w1", None, TypeError),
    (ByHandExplorer, "hand", "w2", ValueError),
    (FaceExplorer, "mouth", 5, ValueError),
    (FaceExplorer, "brow", "up", TypeError),
    (DetectiveExplorer, "network", "2-2", ValueError),
    (DetectiveExplorer, "case", 0, ValueError),
    (DetectiveExplorer, "example", 5, ValueError),
    (DetectiveExplorer, "example", 1.5, TypeError),
    (DetectiveExplorer, "numbers", "deltas", ValueError),
    (DetectiveExplorer, "suspect", "butler", ValueError),
    (DetectiveExplorer, "accused", 3, TypeError),
    (DetectiveExplorer, "accused", [("2-2-1", 1)], ValueError),
    (DetectiveExplorer, "accused", [("2-2-1", 1, "butler")], ValueError),
    (DetectiveExplorer, "accused", [("2-2-1", 0, "sign")], ValueError),
    (FlowExplorer, "theta", (0.0,) * 8, ValueError),
    (FlowExplorer, "theta", (3.5,) * 9, ValueError),
    (FlowExplorer, "theta", "all", TypeError),
    (FlowExplorer, "weight", "w₃", ValueError),
    (FlowExplorer, "target", 2, ValueError),
    (FlowExplorer, "eta", 0, ValueError),
    (FlowExplorer, "sign", "minus", ValueError),
    (MixExplorer, "activation", "hinge", ValueError),
    (MixExplorer, "loss", "none", ValueError),
    (MixExplorer, "start", 7, ValueError),
    (HingeExplorer, "w0", 1.5, ValueError),
    (HingeExplorer, "unit", "soft plus", ValueError),
    (PaintExplorer, "bends", (1.0, 2.0), ValueError),
    (PaintExplorer, "corners", (0.0, 0.0, 1.0, 2.0), ValueError),
    (PaintExplorer, "corners", (-2.5, 0.0, 1.0, 2.0), ValueError),
    (PaintExplorer, "level", "high", TypeError),
    (PaintExplorer, "hinge", 5, ValueError),
    (PaintExplorer, "target", "face", ValueError),
    (PaintExplorer, "activation", "step", ValueError),
    (FoldExplorer, "hidden", 5, ValueError),
    (FoldExplorer, "start", "slow", ValueError),
    (FoldExplorer, "eta", -1, ValueError),
    (FoldExplorer, "momentum", 1.0, ValueError),
    (VanishingExplorer, "depth", 11, ValueError),
    (VanishingExplorer, "weight", 0, ValueError),
    (VanishingExplorer, "activation", "step", ValueError),
    (VanishingExplorer, "entering", "anywhere", ValueError),
    (GalleryExplorer, "loss", "hinge", ValueError),
    (GalleryExplorer, "start", -10.5, ValueError),
    (GalleryExplorer, "eta", 0, ValueError),
    (TypoExplorer, "typed", 41, ValueError),
    (TypoExplorer, "typed", "forty", TypeError),
    (TypoExplorer, "label", "angry", ValueError),
    (CliffExplorer, "eta", 0, ValueError),
    (CliffExplorer, "units", "inches", ValueError),
    (StepExplorer, "eta", -1, ValueError),
    (MemoryExplorer, "momentum", 1.0, ValueError),
    (MemoryExplorer, "source", "dreams", ValueError),
    (RavineExplorer, "eta", 0.0, ValueError),
    (RavineExplorer, "momentum", -0.1, ValueError),
    (RaceExplorer, "eta", "fast", TypeError),
    (RaceExplorer, "momentum", 1.0, ValueError),
    (RaceExplorer, "ground", "moon", ValueError),
    (RaceExplorer, "price", "euros", ValueError),
    (RaceExplorer, "batch_size", 0, ValueError),
    (RaceExplorer, "racers", ("sgd",), ValueError),
    (StepExplorer, "curvature", 7.0, ValueError),
    (StepExplorer, "curvature", "steep", TypeError),
    (StepExplorer, "start", 0, ValueError),
    (StepExplorer, "start", 5, ValueError),
    (SearchExplorer, "w0", 4.5, ValueError),
    (SearchExplorer, "w1", "up", TypeError),
    (SearchExplorer, "visited", ((0.0, 5.0),), ValueError),
    (SearchExplorer, "visited", (1.0, 2.0), ValueError),
    (SearchExplorer, "steps", -1, ValueError),
    (SearchExplorer, "shown", 1, TypeError),
    (DiceExplorer, "luck", 24, ValueError),
    (DiceExplorer, "parameters", 4, ValueError),
    (DiceExplorer, "below", 0.2, ValueError),
    (TangentExplorer, "h", 0.0, ValueError),
    (TangentExplorer, "h", 2.0, ValueError),
    (TangentExplorer, "theta", 3.5, ValueError),
    (TangentExplorer, "kind", "backward", ValueError),
    (SurfaceExplorer, "w0", -4.5, ValueError),
    (SurfaceExplorer, "turn", 90.0, ValueError),
    (CompassExplorer, "angle", 360.0, ValueError),
    (CompassExplorer, "length", 3.5, ValueError),
    (CompassExplorer, "w1", "up", TypeError),
    (CompassExplorer, "shown", 1, TypeError),
    (BreaksExplorer, "case", "cliff", ValueError),
    (BreaksExplorer, "way", -0.1, ValueError),
]


@pytest.mark.parametrize(("kind", "name", "value", "error"), BAD)
def test_bad_input_is_refused_by_name(kind, name, value, error):
    with pytest.raises(error, match=name):
        kind(**{name: value})


@pytest.mark.parametrize(
    ("kind", "name", "value", "error"),
    [
        (LineExplorer, "steps", 0, ValueError),
        (FaceExplorer, "brow", "up", TypeError),
        (DetectiveExplorer, "accused", 3, TypeError),
    ],
)
def test_where_a_change_is_refused_nothing_changes(kind, name, value, error):
    explorer = kind()
    before, said = explorer.state, explorer.sentence
    good = next(n for n in OTHER[kind] if n != name)
    with pytest.raises(error, match=name):
        explorer.set(**{good: OTHER[kind][good], name: value})
    assert (explorer.state, explorer.sentence) == (before, said)


@SOME_KINDS
def test_unknown_state_is_refused(kind):
    with pytest.raises(TypeError, match="learning_rate"):
        kind(learning_rate=0.1)
    with pytest.raises(TypeError, match="learning_rate"):
        kind().set(learning_rate=0.1)


@SOME_KINDS
def test_an_error_in_a_callback_is_shown_and_raised(kind, monkeypatch):
    explorer = kind()

    def fail():
        raise RuntimeError("the maths is broken")

    monkeypatch.setattr(explorer, "show_all", fail)
    with pytest.raises(RuntimeError):
        explorer.set(**OTHER[kind])
    assert "the maths is broken" in explorer.stage.error


@pytest.mark.parametrize(("frame", "told"), [(120, [0, 11, 120]), (30, [0, 11, 30, 120])])
def test_a_run_is_told_by_its_start_an_early_step_and_its_end(frame, told):
    explorer = LineExplorer()
    explorer.stage.frame = frame
    assert explorer.telling_frames() == told
    assert ByHandExplorer().telling_frames() == [0]


@KINDS
def test_an_explorer_is_shown_in_both_themes_and_freed_when_closed(kind):
    """A kernel that runs a cell again and again must not grow."""
    explorer = kind()
    bundle = explorer._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert bundle["text/plain"] == explorer.sentence
    light = explorer.stage.under
    explorer.stage.theme = "dark"
    assert explorer.stage.under != light
    explorer.stage.theme = "light"
    assert explorer.stage.under == light
    kept = weakref.ref(explorer)
    explorer.close()
    del explorer
    gc.collect()
    assert kept() is None


@pytest.mark.parametrize(
    ("name", "value"), [("SERVER_SOFTWARE", "voila/0.5"), ("VOILA_BASE_URL", "/")]
)
def test_no_picture_is_drawn_where_nothing_is_stored(name, value, monkeypatch):
    explorer = FaceExplorer()
    assert "image/png" in explorer._repr_mimebundle_()
    monkeypatch.setenv(name, value)
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "text/plain"}


@SOME_KINDS
def test_a_closed_explorer_holds_no_data(kind):
    explorer = kind()
    stage = explorer.stage
    explorer.close()
    assert not stage.data
    assert not stage.under
    assert stage.figure is None
