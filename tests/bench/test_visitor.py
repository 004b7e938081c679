"""A visitor without a browser is answered as a page is, and comes back after a fault."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from bench import faults
from bench.faults import homes
from bench.visitor import Channel, Lost, Visitor

TRAITS = {"index": 0, "options": list(range(81)), "disabled": False}
RECORD = {  # of an explorer, as far as it is needed: its two sliders
    "explorer": {"name": "FaceExplorer", "options": "{'mouth': 3.0}"},
    "widgets": {number: {"kind": "slider", "traits": dict(TRAITS)} for number in "36"},
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    with homes.voila(homes.NOTEBOOKS, tmp_path_factory.mktemp("dashboards")) as home:
        yield home


@asynccontextmanager
async def opened(home):
    """A visitor with one explorer, behind which is Python."""
    async with Visitor(home.url, "") as visitor:
        visitor.channels = [Channel(RECORD)]
        await visitor.answers()
        yield visitor, visitor.channels[0]


async def moves(home):
    async with opened(home) as (visitor, channel):
        assert await visitor.act(channel, "set", "6", "index", 10) > 0
        assert channel.widgets["6"]["options"] != TRAITS["options"]  # it has told its own
        assert "'mouth': 0.5" in channel.state
        await visitor.act(channel, "set", "6", "index", 1000)
        assert "index" in channel.error
    while home.kernels():  # the page is closed: so is its kernel
        await asyncio.sleep(0.1)


async def comes_back(home):
    async with opened(home) as (visitor, channel):
        await visitor.act(channel, "set", "6", "index", 10)
        home.kernels()[0].kill()
        await visitor.gone()
        with pytest.raises(Lost):
            await visitor.act(channel, "set", "6", "index", 11)
        assert (await faults.recovered(visitor, 0))[1] == "all states kept"


@pytest.mark.parametrize("story", [moves, comes_back])
def test_a_visitor_is_answered(home, run, story):
    run(asyncio.wait_for(story(home), 60))
