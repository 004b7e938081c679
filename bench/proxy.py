"""A network that is far away: a TCP proxy that delivers everything late, and in order.

python -m bench.proxy PORT SECONDS    prints the port that it listens on
"""

import asyncio
import sys
from contextlib import suppress

CHUNK = 2**16


async def listen(port, delay, host="127.0.0.1"):
    """Pass connections on to a port, everything `delay` seconds late each way.

    Parameters
    ----------
    port : int
        Where connections are passed on to.
    delay : float
        Seconds, each way.

    Returns
    -------
    asyncio.Server
    """

    async def connect(reader, writer):
        far_reader, far_writer = await asyncio.open_connection(host, port)
        await asyncio.gather(_carry(reader, far_writer, delay), _carry(far_reader, writer, delay))
        for end in (writer, far_writer):
            end.close()
            with suppress(OSError):
                await end.wait_closed()

    return await asyncio.start_server(connect, host, 0)


async def _carry(reader, writer, delay):
    """Two tasks: one notes what comes in and when it is due, the other hands it out."""
    parcels = asyncio.Queue()
    await asyncio.gather(_receive(reader, parcels, delay), _deliver(parcels, writer))


async def _receive(reader, parcels, delay):
    clock = asyncio.get_running_loop()
    chunk = b"-"
    while chunk:
        try:
            chunk = await reader.read(CHUNK)
        except OSError:
            chunk = b""
        parcels.put_nowait((clock.time() + delay, chunk))


async def _deliver(parcels, writer):
    clock = asyncio.get_running_loop()
    with suppress(OSError):
        while True:
            due, chunk = await parcels.get()
            await asyncio.sleep(due - clock.time())
            if not chunk:
                break
            writer.write(chunk)
            await writer.drain()
        writer.write_eof()


async def main(port, delay):
    """Run a proxy for ever."""
    server = await listen(port, delay)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
