"""What strangers may say to an explorer behind a page: what a hand can do, and nothing else."""

import json
import re
from types import SimpleNamespace

import numpy as np
import pytest

import lecture_lib.explorers as explorers
import serving.bridge
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.stage.sheets import draw_sheets
from serving.bridge import LONGEST, PRESSES, Link, read


@pytest.mark.parametrize("name", explorers.__all__)
def test_states_of_every_explorer_can_be_read(monkeypatch, name):
    """They are what a recording has as options and states, and what Python tells the page."""
    stage = SimpleNamespace(frame=0, observe=lambda *_: None, hand=SimpleNamespace())
    monkeypatch.setattr(Explorer, "stage", stage, raising=False)
    for part in ("build", "show_all"):  # a picture would take ten times as long
        monkeypatch.setattr(Explorer, part, lambda self: [])
    explorer = getattr(explorers, name)()
    for written in (explorer.options, explorer.state):
        made = read(repr({key: value for key, value in written.items() if not callable(value)}))
        for key, value in made.items():
            np.testing.assert_equal(value, written[key])


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("{}", {}),
        ("{'eta': 0.3, 'label': 'sad', 'on': True, 'none': None}", None),
        ("{'eta': -inf, 'm': np.float64(-0.5), 'n': np.int64(3), 'b': np.bool_(True)}", None),
        ("{'theta': np.array([[1.0, -2.0], [0.0, 4.0]]), 'pair': (1, 2)}", None),
    ],
)
def test_numbers_words_and_tables_are_read(written, made):
    wanted = eval(written, {"np": np, "inf": np.inf}) if made is None else made
    np.testing.assert_equal(read(written), wanted)


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("{'eta': __import__('os').getcwd()}", "__import__('os').getcwd()"),
        ("{'eta': open('x')}", "open('x')"),
        ("{'eta': eta}", "eta"),
        ("{'eta': __builtins__}", "__builtins__"),
        ("{'eta': ().__class__}", "().__class__"),
        ("{'eta': np.load}", "np.load"),
        ("{'eta': np.load('x')}", "np.load('x')"),
        ("{'eta': np.array.__self__}", "np.array.__self__"),
        ("{'eta': inf.array(1)}", "inf.array"),
        ("{'eta': np.array(1)(2)}", "np.array(1)(2)"),
        ("{'eta': np.array(['x', 'y'])}", "np.array(['x', 'y'])"),
        ("{'eta': np.array(0, 'S2000000000')}", "S2000000000"),
        ("{'eta': np.array([0], dtype='O')}", "dtype='O'"),
        ("{'eta': [n for n in (1, 2)]}", "[n for n in (1, 2)]"),
        ("{'eta': lambda: 1}", "lambda: 1"),
        ("{'eta': 9 ** 9 ** 9}", "9 ** 9 ** 9"),
        ("{'eta': [0] * 1000000000}", "[0] * 1000000000"),
        ("{'eta': f'{1}'}", "f'{1}'"),
        ("{'eta': (n := 1)}", "(n := 1)"),
        ("{'eta': 1 if 2 else 3}", "1 if 2 else 3"),
        ("{'eta': [1][0]}", "[1][0]"),
        ("{'eta': b'x'}", "b'x'"),
        ("{'eta': 1j}", "1j"),
        ("{'eta': ...}", "got ..."),
        ("{'eta': 1", "as Python writes them"),
        ("eta = 1", "as Python writes them"),
        ("{'eta': 'x\0'}", "as Python writes them"),
        ("{[]: 1}", "as Python writes them"),
        ("{1: 2}", "as Python writes them"),
        ("{**5}", "as Python writes them"),
        ("5", "as Python writes them"),
        ("{'eta': " + "-" * 9000 + "1}", "as Python writes them"),
        ("{'eta': " + "[" * 9000 + "]" * 9000 + "}", "as Python writes them"),
        ("{'eta': " + "9" * 9000 + "}", "as Python writes them"),
        ("{" + " " * LONGEST + "}", str(LONGEST)),
        (5, "text"),
        (None, "text"),
    ],
)
def test_all_else_is_refused_by_name(written, named):
    with pytest.raises(ValueError, match=re.escape(named)) as refused:
        read(written)
    assert len(str(refused.value)) < 300


@pytest.fixture
def linked(monkeypatch):
    """``linked(name, options)``: a link; its `heard()` is what its page hears by now."""
    loop = SimpleNamespace(call_soon=lambda flush: None)  # when there is time: see `heard`
    monkeypatch.setattr(serving.bridge.asyncio, "get_event_loop", lambda: loop)
    made = []

    def linked(name, options):
        told = []

        def heard():
            link.flush()
            changes = told[:]
            told.clear()
            return changes

        link = Link(name, options, told.extend)
        link.heard = heard
        made.append(link)
        return link

    yield linked
    for link in made:
        link.close()


@pytest.fixture
def link(linked):
    """A link to the explorer of the line."""
    link = linked("LineExplorer", "{'eta': 0.3}")
    link.begin()
    return link


def number(link, widget):
    return next(n for n, other in link.widgets.items() if other is widget)


def test_a_link_tells_all_at_first_and_then_what_changes(link):
    stage, slider = (
        number(link, w) for w in (link.explorer.stage, link.explorer.controls["momentum"])
    )
    first = [told[:2] for told in link.heard()]
    assert {(stage, "data"), (stage, "under"), (slider, "index"), (slider, "display")} <= {*first}
    link.act("set", slider, "index", 3)
    changed = [told[:2] for told in link.heard()]
    assert (stage, "data") in changed
    assert (0, "state") in changed
    assert (slider, "index") not in changed  # the page has set it
    link.act("put", "{'eta': 0.2}")
    assert link.explorer.state["momentum"] == 0.7
    assert read(json.loads(link.heard()[-1][2])) == link.explorer.state
    reset = next(w for w in link.widgets.values() if getattr(w, "description", "") == "reset")
    link.act("press", str(number(link, reset)))
    assert link.explorer.state == link.explorer.initial


@pytest.fixture
def sheets(monkeypatch):
    """How often what stands still is drawn from now on: one entry for each time."""
    drawn = []

    def draw(figure, density):
        drawn.append(figure)
        return draw_sheets(figure, density)

    monkeypatch.setattr("lecture_lib.stage.stage.draw_sheets", draw)
    return drawn


def test_what_the_page_shows_is_not_drawn_again_until_it_changes(linked, sheets):
    """Here the other picture has no sheet over what moves: that of the page has to go."""
    link = linked("BlendExplorer", "{}")
    stage = number(link, link.explorer.stage)
    link.begin([["put", "{}"], ["set", stage, "theme", "dark"]], drawn=True)
    told = {what[:2]: what[2] for what in link.heard()}
    assert sheets == []
    assert (stage, "under") not in told
    assert (stage, "over") not in told
    twin = explorers.BlendExplorer()
    twin.stage.theme = "dark"
    assert json.loads(told[stage, "scene"]) == json.loads(json.dumps(twin.stage.scene))
    assert told[stage, "data"] == twin.stage.data
    over = []
    for right in ("the loss along w₀", "the answers"):
        link.act("put", repr({"right": right}))
        twin.set(right=right)
        told = {what[:2]: what[2] for what in link.heard()}
        assert (told[stage, "under"], told[stage, "over"]) == (twin.stage.under, twin.stage.over)
        over.append(bool(twin.stage.over))
    assert not all(over)
    twin.close(picture=False)


def test_what_the_page_does_not_show_is_drawn_once_however_much_was_done(linked, sheets):
    link = linked("LineExplorer", "{'eta': 0.3}")
    stage = number(link, link.explorer.stage)
    link.begin([["put", "{'steps': 50}"], ["set", stage, "theme", "dark"]])
    assert len(sheets) == 1
    told = {what[:2]: what[2] for what in link.heard()}
    twin = explorers.LineExplorer(eta=0.3, steps=50)
    twin.stage.theme = "dark"
    assert (told[stage, "under"], told[stage, "over"]) == (twin.stage.under, twin.stage.over)
    twin.close(picture=False)


def test_acts_that_cannot_be_done_leave_an_explorer_that_answers(linked):
    link = linked("LineExplorer", "{}")
    with pytest.raises(ValueError, match="eta"):
        link.begin([["put", "{'eta': -1}"]], drawn=False)
    told = {trait for _, trait, _ in link.heard()}
    assert {"scene", "data", "under"} <= told
    link.act("put", "{'eta': 0.2}")
    assert link.explorer.eta == 0.2


def acts(link):
    """What must be refused, and what the message names."""
    stage, slider, explorer = (
        number(link, widget)
        for widget in (link.explorer.stage, link.explorer.controls["momentum"], link.explorer)
    )
    handle = link.explorer.stage.handles[0].name
    return [
        (("put", "{'eta': -1}"), "eta"),
        (("put", "{'eta': nan}"), "eta"),
        (("close",), "name"),
        (("__init__", "x"), "name"),
        (("press", slider), "button"),
        (("press", 99), "number"),
        (("press", None), "number"),
        (("press", {}), "number"),
        (("set", 99, "index", 0), "number"),
        (("set", 1e999, "index", 0), "number"),
        (("set", explorer, "children", []), "children"),
        (("set", slider, "options", ["x"]), "options"),
        (("set", slider, "_esm", "x"), "_esm"),
        (("set", slider, "index", 99), "index"),
        (("set", slider, "index", -1), "index"),
        (("set", slider, "index", "1"), "index"),
        (("set", slider, "index", None), "index"),
        (("set", stage, "hand", None), "hand"),
        (("set", stage, "scene", {}), "scene"),
        (("set", stage, "theme", "pink"), "theme"),
        (("set", stage, "theme", []), "theme"),
        (("set", stage, "frame", -1), "frame"),
        (("set", stage, "frame", 1.5), "frame"),
        (("set", stage, "frame", True), "frame"),
        (("set", stage, "position", []), "position"),
        (("set", stage, "position", ["nobody", 1, 1]), "position"),
        (("set", stage, "position", [[], 1, 1]), "position"),
        (("set", stage, "position", [handle, 1e308, 1]), "position"),
        (("set", stage, "position", [handle, float("nan"), 1]), "position"),
        (("set", stage, "position", [handle, "1", 1]), "position"),
        (("set", stage, "presses", {"nobody": 1}), "presses"),
        (("set", stage, "presses", {handle: PRESSES + 1}), "presses"),
        (("set", stage, "presses", {handle: -1}), "presses"),
        (("set", stage, "presses", {handle: 1.5}), "presses"),
        (("set", stage, "presses", [handle]), "presses"),
    ]


def test_what_no_hand_can_do_is_refused_by_name_and_changes_nothing(link):
    before, frame = link.explorer.state, link.explorer.stage.frame
    for act, named in acts(link):
        with pytest.raises(ValueError, match=named):
            link.act(*act)
        assert (link.explorer.state, link.explorer.stage.frame) == (before, frame), act


def test_a_frame_that_is_gone_is_the_last_one(link):
    stage = link.explorer.stage
    link.act("set", number(link, stage), "frame", 10**9)
    assert stage.frame == stage.frames - 1


@pytest.mark.parametrize("name", ["Explorer", "__getattr__", "import_module", "WHERE", "", 5, []])
def test_only_explorers_are_made(name):
    with pytest.raises(ValueError, match="name"):
        Link(name, "{}", print)
