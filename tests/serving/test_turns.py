"""A queue: some are served at a time, in the order of arrival, and nobody holds the others up."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from serving.turns import Turns


def run(visits):
    """Run visits in a thread: another test's event loop may be running in this one."""
    with ThreadPoolExecutor() as threads:
        return threads.submit(asyncio.run, visits()).result()


class Visitor:
    """Waits, then stays until it is told to go; `told` is how many were said to be before it."""

    def __init__(self, turns):
        self.turns, self.told, self.goes = turns, [], asyncio.Event()
        self.task = asyncio.create_task(self.visit())

    async def visit(self):
        try:
            async for before in self.turns.wait(self):
                self.told.append(before)
            await self.goes.wait()
        finally:
            self.turns.leave(self)


async def settled():
    """Let all who can go on do so."""
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("at_once", "first"), [(1, [0, 1, 2, 3]), (2, [0, 0, 1, 2]), (9, [0, 0, 0, 0])]
)
def test_each_is_told_how_many_are_before_it(at_once, first):
    async def visits():
        turns = Turns(at_once)
        visitors = [Visitor(turns) for _ in range(4)]
        await settled()
        told = [visitor.told[:] for visitor in visitors]
        for visitor in visitors:
            visitor.goes.set()
        await asyncio.gather(*(visitor.task for visitor in visitors))
        return told, [visitor.told for visitor in visitors], turns.queue

    told, in_all, left = run(visits)
    assert told == [[before] for before in first]
    assert in_all == [sorted({before, 0}, reverse=True) for before in first]  # all went at once
    assert left == []


def test_whoever_leaves_early_lets_the_others_up():
    async def visits():
        turns = Turns(1)
        first, second, third = (Visitor(turns) for _ in range(3))
        await settled()
        second.task.cancel()
        await settled()
        before = third.told[:]
        first.goes.set()
        await settled()
        third.goes.set()
        await asyncio.gather(first.task, third.task)
        return second.told, before, third.told

    assert run(visits) == ([1], [2, 1], [2, 1, 0])


def test_a_turn_that_fails_passes_on():
    async def visits():
        turns = Turns(1)
        first, second = Visitor(turns), Visitor(turns)
        await settled()
        first.task.cancel()
        second.goes.set()
        await asyncio.gather(first.task, second.task, return_exceptions=True)
        return second.told, turns.queue

    assert run(visits) == ([1, 0], [])
