"""The far-away network of the benchmark: nothing is lost, nothing overtakes, all of it is late."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from bench.proxy import lateness, listen


@asynccontextmanager
async def server_and_proxy(answer, delay, **faults):
    """The addresses of a server that answers with `answer(reader, writer)`, and of its proxy."""
    async with (
        await asyncio.start_server(answer, "127.0.0.1", 0) as server,
        await listen(server.sockets[0].getsockname()[1], delay, **faults) as proxy,
    ):
        yield server.sockets[0].getsockname(), proxy.sockets[0].getsockname()
        await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}))  # all hung up


async def close(writer):
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize("faults", [{}, {"jitter": 0.02, "loss": 0.02}])
def test_bytes_come_back_complete_and_in_order(run, faults):
    async def echo(reader, writer):
        while chunk := await reader.read(1000):
            writer.write(chunk)
        await close(writer)

    async def scenario():
        async with server_and_proxy(echo, delay=0.01, **faults) as (_, proxy):
            reader, writer = await asyncio.open_connection(*proxy)
            for chunk in sent:
                writer.write(chunk)
                await asyncio.sleep(0)
            writer.write_eof()
            got = await reader.read()
            await close(writer)
            return got

    sent = [bytes([i % 251]) * (1 + 97 * i % 5000) for i in range(200)]
    assert run(scenario()) == b"".join(sent)


def test_what_is_sent_directly_overtakes(run):
    async def note(reader, writer):
        arrived.append(await reader.read())
        await close(writer)
        if len(arrived) == 2:
            both.set()

    async def scenario():
        async with server_and_proxy(note, delay=0.5) as (near, far):
            for name, address in ((b"far", far), (b"near", near)):
                _, writer = await asyncio.open_connection(*address)
                writer.write(name)
                await close(writer)
            await both.wait()

    arrived, both = [], asyncio.Event()
    run(scenario())
    assert arrived == [b"near", b"far"]


def test_what_is_lost_comes_a_round_trip_later():
    def lost(size, seed=1):
        late = lateness(0.1, 0.03, 0.02, seed)
        times = [late(size) for _ in range(10_000)]
        assert all(0.1 <= time <= 0.13 or 0.5 <= time <= 0.53 for time in times)
        return sum(time > 0.2 for time in times) / len(times)

    assert lost(1) == lost(1)
    assert lost(1) != lost(1, seed=2)
    assert lost(1) == pytest.approx(0.02, rel=0.2)
    assert lost(14_600) == pytest.approx(1 - 0.98**10, rel=0.1)  # ten packets, none may be lost
