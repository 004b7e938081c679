"""What every explorer promises, without a browser and without a kernel."""

import gc
import weakref
from contextlib import contextmanager

import numpy as np
import pytest
from states import KINDS, another, examples, parts, refused

from lecture_lib import explorers
from lecture_lib.explorers import (
    ByHandExplorer,
    DetectiveExplorer,
    FaceExplorer,
    GrinsExplorer,
    LineExplorer,
)
from lecture_lib.explorers.explorer import END, STORED, STORED_FILM
from lecture_lib.stage.sheets import draw_sheets

# what all have from their base is asked of some
SOME_KINDS = pytest.mark.parametrize("kind", [LineExplorer, FaceExplorer, GrinsExplorer])
DENSITY = 0.5  # of all pictures: small, as nobody looks at them
EACH = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


@pytest.fixture(scope="module", autouse=True)
def sheets():
    """What stands still is drawn here, where nothing else is said."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lecture_lib.stage.stage.DENSITY", DENSITY)
        for look in (STORED, STORED_FILM):
            patch.setitem(look, "density", DENSITY)
        yield


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


def assert_alike(moved, fresh, state):
    """Two explorers look alike, say the same, and have the same controls."""
    moved.stage.frame = fresh.stage.frame
    (shown, said), (wanted, told) = data_of(moved), data_of(fresh)
    assert said == told, state
    for one, other in zip(shown, wanted, strict=True):
        np.testing.assert_array_equal(one, other, str(state))
    assert [(p.label, p.options, p.index) for p in pickers(moved)] == [
        (p.label, p.options, p.index) for p in pickers(fresh)
    ], state


@EACH
@no_sheets()
def test_a_moved_explorer_equals_a_fresh_one_in_the_same_state_and_finds_back(kind):
    moved = kind()
    first, picture, (_, said) = moved.state, moved.picture, data_of(moved)
    frame = moved.stage.frame
    for state in (another(kind), *examples(kind)):
        moved.set(**state)
        fresh = kind(**moved.state)
        assert fresh.state == moved.state
        assert_alike(moved, fresh, state)
        if state == another(kind):
            assert data_of(moved)[1] != said
            if moved.picture is not picture:
                assert standing(moved) == standing(fresh)
    moved.stage.frame = 0 if frame else moved.stage.frames - 1
    moved.reset()
    assert (moved.state, moved.stage.frame) == (first, frame)
    assert data_of(moved)[1] == said


def standing(explorer):
    """What stands still."""
    return draw_sheets(explorer.stage.figure, DENSITY)


@EACH
@no_sheets()
def test_each_control_changes_one_part_of_the_state(kind):
    explorer = kind()
    assert pickers(explorer)
    for picker in pickers(explorer):
        before = explorer.state
        picker.index = (picker.index + 1) % len(picker.options)
        changed = {name for name in before if before[name] != explorer.state[name]}
        changed.discard("visited")  # the places a search has seen: they follow
        assert len(changed) == 1, picker.label
    assert data_of(explorer)[1] == data_of(kind(**explorer.state))[1]


@SOME_KINDS
def test_parts_of_the_state_are_set_one_by_one(kind):
    explorer, twin = kind(), kind(**another(kind))
    for name, value in another(kind).items():
        setattr(explorer, name, value)
    assert_alike(explorer, twin, twin.state)


def pickers(explorer):
    """The controls that choose one of some options."""
    return [w for w in widgets_in(explorer) if hasattr(w, "options") and hasattr(w, "index")]


def widgets_in(box):
    for child in box.children:
        yield child
        if hasattr(child, "children"):
            yield from widgets_in(child)


BAD = [  # what no check of a part says: tuples, and what depends on more than the value
    ("GuessExplorer", "p", (0.5, 0.5), ValueError),
    ("GuessExplorer", "p", (1.5, -0.5, 0, 0), ValueError),
    ("CrossEntropyExplorer", "p", (0.5, 0.5), ValueError),
    ("CrossEntropyExplorer", "q", (0.5, 0.5, 0.5, 0), ValueError),
    ("SignExplorer", "start", (0.0, 5.0), ValueError),
    ("TugExplorer", "start", (0.0, 5.0), ValueError),
    ("DriveExplorer", "start", (0.0,), ValueError),
    ("DriveExplorer", "gradient", 3, TypeError),
    ("SubsetExplorer", "faces", (), ValueError),
    ("SubsetExplorer", "faces", (3, 24), ValueError),
    ("SubsetExplorer", "faces", (3, 3), ValueError),
    ("CloudExplorer", "batch_size", 7, ValueError),
    ("CloudExplorer", "theta", (0.0, 5.0), ValueError),
    ("CloudExplorer", "theta", (0.0,), ValueError),
    ("DistributionExplorer", "p", (0.5, 0.5), ValueError),
    ("DistributionExplorer", "p", (2.0,) + 9 * (0.0,), ValueError),
    ("MoodsExplorer", "face", (0.0, 3.0), ValueError),
    ("LineExplorer", "line", (1.0,), ValueError),
    ("LineExplorer", "line", (1.0, float("nan")), ValueError),
    ("ByHandExplorer", "hand", "w2", ValueError),
    ("DetectiveExplorer", "accused", 3, TypeError),
    ("DetectiveExplorer", "accused", [("2-2-1", 1)], ValueError),
    ("DetectiveExplorer", "accused", [("2-2-1", 1, "butler")], ValueError),
    ("DetectiveExplorer", "accused", [("2-2-1", 0, "sign")], ValueError),
    ("FlowExplorer", "theta", (0.0,) * 8, ValueError),
    ("FlowExplorer", "theta", (3.5,) * 9, ValueError),
    ("FlowExplorer", "theta", "all", TypeError),
    ("PaintExplorer", "bends", (1.0, 2.0), ValueError),
    ("PaintExplorer", "corners", (0.0, 0.0, 1.0, 2.0), ValueError),
    ("PaintExplorer", "corners", (-2.5, 0.0, 1.0, 2.0), ValueError),
    ("PaintExplorer", "level", "high", TypeError),
    ("RaceExplorer", "racers", ("sgd",), ValueError),
    ("StepExplorer", "start", 0, ValueError),
    ("StepExplorer", "start", 5, ValueError),
    ("SearchExplorer", "w0", 4.5, ValueError),
    ("SearchExplorer", "w1", "up", TypeError),
    ("SearchExplorer", "visited", ((0.0, 5.0),), ValueError),
    ("SearchExplorer", "visited", (1.0, 2.0), ValueError),
    ("CompassExplorer", "length", 3.5, ValueError),
]


@pytest.mark.parametrize(("kind", "name", "value", "error"), BAD)
def test_bad_input_is_refused_by_name(kind, name, value, error):
    with pytest.raises(error, match=name):
        getattr(explorers, kind)(**{name: value})


@EACH
def test_what_a_check_refuses_is_refused_by_name(kind):
    for name, part in parts(kind).items():
        for value, error in refused(part):
            with pytest.raises(error, match=name):
                kind(**{name: value})


@pytest.mark.parametrize(
    ("kind", "name", "value", "error"),
    [
        (LineExplorer, "steps", 0, ValueError),
        (FaceExplorer, "brow", "up", TypeError),
        (DetectiveExplorer, "accused", 3, TypeError),
        (LineExplorer, "momentum", (0.5, 0.9), ValueError),
    ],
)
def test_where_a_change_is_refused_nothing_changes(kind, name, value, error):
    explorer = kind()
    before, said = explorer.state, explorer.sentence
    good = next(item for item in another(kind).items() if item[0] != name)
    with pytest.raises(error, match=name):
        explorer.set(**dict([good]), **{name: value})
    assert (explorer.state, explorer.sentence) == (before, said)


def test_where_a_change_cannot_be_shown_nothing_has_changed():
    """The check lets it pass; the descent then refuses it."""
    explorer = LineExplorer()
    before, said = explorer.state, explorer.sentence
    with pytest.raises(ValueError, match="must lie within"):
        explorer.set(line=(1e10, 0), eta=0.1)
    assert (explorer.state, explorer.sentence, explorer.stage.error) == (before, said, "")
    explorer.set(eta=0.1)
    assert explorer.sentence == LineExplorer(eta=0.1).sentence


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
        explorer.set(**another(kind))
    assert "the maths is broken" in explorer.stage.error


@pytest.mark.parametrize(("frame", "told"), [(120, [0, 11, 120]), (30, [0, 11, 30, 120])])
def test_a_run_is_told_by_its_start_an_early_step_and_its_end(frame, told):
    explorer = LineExplorer()
    explorer.stage.frame = frame
    assert explorer.telling_frames() == told
    assert ByHandExplorer().telling_frames() == [0]


@EACH
def test_an_explorer_is_shown_in_both_themes_and_freed_when_closed(kind):
    """A kernel that runs a cell again and again must not grow."""
    with np.errstate(all="raise"):  # as somebody may have set it who looks for overflows
        explorer = kind()
    said = explorer.sentence
    bundle = explorer._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert bundle["text/plain"] == said
    if kind.FRAME == END:
        assert explorer.stage.frame == 0  # what is stored tells the end, who can play begins anew
    light = explorer.stage.under, explorer.stage.over
    explorer.stage.theme = "dark"
    assert explorer.stage.under != light[0]
    explorer.stage.theme = "light"
    assert (explorer.stage.under, explorer.stage.over) == light
    kept = weakref.ref(explorer)
    explorer.close(picture=False)
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
