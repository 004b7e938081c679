"""A network that is far away: a TCP proxy that delivers everything late, and in order.

What is lost on the way is sent again, so over TCP it is not missing but later still, and with it
all that was sent after it.

python -m bench.proxy PORT SECONDS    prints the port that it listens on
"""

import asyncio
import random
import sys
from contextlib import suppress

CHUNK = 2**16
PACKET = 1460  # bytes
AGAIN = 0.2  # s: Linux waits at least so long, and a round trip, before it sends a packet again


async def listen(port, delay, host="127.0.0.1", *, jitter=0, loss=0, seed=0):
    """Pass connections on to a port, everything `delay` seconds late each way.

    Parameters
    ----------
    port : int
        Where connections are passed on to.
    delay : float
        Seconds, each way.
    jitter : float
        Seconds by which it is later at most.
    loss : float
        Which part of all packets is lost at first.
    seed : int
        What is late and what is lost is drawn with it.

    Returns
    -------
    asyncio.Server
    """
    late = lateness(delay, jitter, loss, seed)

    async def connect(reader, writer):
        far_reader, far_writer = await asyncio.open_connection(host, port)
        await asyncio.gather(_carry(reader, far_writer, late), _carry(far_reader, writer, late))
        for end in (writer, far_writer):
            end.close()
            with suppress(OSError):
                await end.wait_closed()

    return await asyncio.start_server(connect, host, 0)


def lateness(delay, jitter=0, loss=0, seed=0):
    """Return a function that draws by how many seconds so many bytes are late; see `listen`."""
    dice = random.Random(seed)

    def late(size):
        lost = dice.random() > (1 - loss) ** -(-size // PACKET)
        return delay + jitter * dice.random() + lost * (AGAIN + 2 * delay)

    return late


async def _carry(reader, writer, late):
    """Two tasks: one notes what comes in and when it is due, the other hands it out."""
    parcels = asyncio.Queue()
    await asyncio.gather(_receive(reader, parcels, late), _deliver(parcels, writer))


async def _receive(reader, parcels, late):
    clock = asyncio.get_running_loop()
    chunk = b"-"
    while chunk:
        try:
            chunk = await reader.read(CHUNK)
        except OSError:
            chunk = b""
        parcels.put_nowait((clock.time() + late(len(chunk)), chunk))


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
