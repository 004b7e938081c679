"""The far-away network of the benchmark: nothing is lost, nothing overtakes, all of it is late."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from bench.proxy import listen


@asynccontextmanager
async def server_and_proxy(answer, delay):
    """The addresses of a server that answers with `answer(reader, writer)`, and of its proxy."""
    async with (
        await asyncio.start_server(answer, "127.0.0.1", 0) as server,
        await listen(server.sockets[0].getsockname()[1], delay) as proxy,
    ):
        yield server.sockets[0].getsockname(), proxy.sockets[0].getsockname()
        await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}))  # all hung up


def run(coroutine):
    """Run it in a thread: in this one a browser test may have left a loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


async def close(writer):
    writer.close()
    await writer.wait_closed()


def test_bytes_come_back_complete_and_in_order():
    async def echo(reader, writer):
        while chunk := await reader.read(1000):
            writer.write(chunk)
        await close(writer)

    async def scenario():
        async with server_and_proxy(echo, delay=0.01) as (_, proxy):
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


def test_what_is_sent_directly_overtakes():
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
