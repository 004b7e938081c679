"""A control that needs the kernel: the take in view comes at once, the others at rest."""

import asyncio
from types import SimpleNamespace

import numpy as np
import pytest

from lecture_lib.explorers import LineExplorer, explorer
from lecture_lib.explorers.line.line import ETAS


@pytest.fixture
def by_hand(monkeypatch):
    """Let every change count as made in the page, and hands rest at once."""
    monkeypatch.setattr(explorer, "made_in_the_page", lambda: True)
    monkeypatch.setattr(explorer, "AT_REST", 0.0)


@pytest.mark.parametrize(("kind", "by_hand"), [("comm_msg", True), ("execute_request", False)])
@pytest.mark.parametrize("more", [{}, {"msg_type": "whatever"}])
def test_a_kernel_says_who_made_a_change(monkeypatch, kind, by_hand, more):
    """The kernel in a page has the kind of a message in its header alone, others there, too."""
    kernel = SimpleNamespace(get_parent=lambda: {"header": {"msg_type": kind}, **more})
    monkeypatch.setattr(explorer, "get_ipython", lambda: SimpleNamespace(kernel=kernel))
    assert explorer.made_in_the_page() == by_hand


def told(moved):
    """What a stage sends, as bytes and as words."""
    return moved.stage.data, moved.stage.scene, moved.sentence


def in_a_loop(play):
    """Run a coroutine to its end, then whatever waits for the hands to rest."""

    async def whole():
        await play()
        await asyncio.sleep(0.01)

    asyncio.run(whole())


@pytest.mark.parametrize(
    "change", [{"momentum": 0.9}, {"batch_size": 4}, {"model": "plane"}, {"start": "zeros"}]
)
def test_the_take_in_view_comes_first_and_the_others_follow(by_hand, change):
    moved, fresh = LineExplorer(eta=0.2), LineExplorer(eta=0.2, **change)

    async def play():
        moved.set(**change)
        assert moved.stage.takes == 1
        assert moved.sentence == fresh.sentence
        shown, wanted = (e.stage.tracks[e.picture.crowd.line] for e in (moved, fresh))
        np.testing.assert_allclose(shown.at(0, 7), wanted.at(ETAS.index(0.2), 7))

    in_a_loop(play)
    assert moved.stage.takes == len(ETAS)
    assert told(moved) == told(fresh)


def test_only_the_last_change_of_many_is_followed_up(by_hand, monkeypatch):
    moved, shown = LineExplorer(), []
    show_all = moved.show_all
    monkeypatch.setattr(moved, "show_all", lambda: (shown.append(1), show_all()))

    async def play():
        for m in (0.3, 0.5, 0.7):
            moved.momentum = m

    in_a_loop(play)
    assert len(shown) == 1
    assert told(moved) == told(LineExplorer(momentum=0.7))


def test_the_line_can_be_taken_while_the_others_are_awaited(by_hand):
    moved = LineExplorer(eta=0.2)

    async def play():
        moved.momentum = 0.5
        x, y = 340.0, 200.0
        moved.stage.position = ["line right", x, y]

    in_a_loop(play)
    fresh = LineExplorer(**moved.state)
    fresh.stage.frame = moved.stage.frame
    assert moved.line != (1.5, 1.0, 0.0)
    assert told(moved) == told(fresh)


def test_a_move_of_the_hand_sends_nothing(by_hand):
    """Unless the takes among which the page could move are still awaited."""
    moved, sent = LineExplorer(eta=0.2), []
    moved.stage.observe(sent.append, "data")

    async def play():
        moved.eta = 0.3
        assert sent == []
        moved.momentum = 0.5
        moved.eta = 0.1
        assert len(sent) == 2

    in_a_loop(play)
    assert len(sent) == 3
    assert told(moved) == told(LineExplorer(eta=0.1, momentum=0.5))


def test_code_gets_everything_at_once():
    moved = LineExplorer()

    async def play():
        moved.momentum = 0.5
        assert moved.stage.takes == len(ETAS)

    in_a_loop(play)


def test_a_closed_explorer_follows_nothing_up(by_hand):
    moved = LineExplorer()

    async def play():
        moved.momentum = 0.5
        moved.close()

    in_a_loop(play)
    assert moved.stage.data == b""


def test_a_fault_in_what_follows_is_shown(by_hand, monkeypatch):
    moved = LineExplorer()

    def fail():
        raise RuntimeError("late")

    monkeypatch.setattr(moved, "show_all", fail)

    async def whole():
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        moved.momentum = 0.5
        await asyncio.sleep(0.01)

    asyncio.run(whole())
    assert moved.stage.error == "RuntimeError: late"
