"""A queue in which some are served at a time, in the order of arrival."""

import asyncio
from collections.abc import AsyncIterator


class Turns:
    """A queue.

    Parameters
    ----------
    at_once : int
        How many are served at a time.
    """

    def __init__(self, at_once: int):
        self.at_once, self.queue, self.moved = at_once, [], asyncio.Event()

    async def wait(self, who: object) -> AsyncIterator[int]:
        """Yield how many are before one, whenever that changes; the last is 0.

        Whoever has waited has to `leave`, however the wait has ended.
        """
        self.queue.append(who)
        told = None
        while told != 0:
            before = max(0, self.queue.index(who) + 1 - self.at_once)
            if before == told:
                await self.moved.wait()
            else:
                told = before
                yield before

    def leave(self, who: object) -> None:
        """Give up one's place: the others move up."""
        self.queue.remove(who)
        self.moved.set()
        self.moved = asyncio.Event()
