"""What a visitor meets when something fails: each fault is made, and what follows is told.

A row says what failed, what a visitor meets meanwhile, and after how long Python answers again. A
visitor here does what the page does: it waits as long before it asks again, and tells the new
Python how each explorer stood.
"""

import asyncio
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path

import httpx
import psutil
from websockets import ConnectionClosed

from bench.proxy import listen
from bench.visitor import Lost, Visitor

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests" / "browser"))
import homes  # noqa: E402
from processes import free_ports, running  # noqa: E402

PAUSES = (1, 2, 4, 8, 16)  # s after which a page asks again; then a reader has to
PATIENCE = 120  # s
FAR = {"delay": 0.1, "jitter": 0.03, "loss": 0.02}
SOON = 10  # s
LARGE = 2_000_000  # bytes: more than a page may say
PLACES = 4  # kernels
BOUND = ("setpriv", "--bounding-set=-dac_override")  # then root, too, may not write everywhere


@asynccontextmanager
async def settled(url, name, seconds=1):
    """A visitor whose explorers have all been moved."""
    async with asyncio.timeout(PATIENCE), Visitor(url, name) as visitor:
        await visitor.plays()
        await visitor.read_on()
        await visitor.answers()
        for channel in visitor.channels:
            await visitor.act(channel, *next(channel.moves()))
        await visitor.move(seconds, pace=10)
        yield visitor


async def recovered(visitor, began):
    """Ask for Python again as the page does; return how soon all is as it was, and a word on it."""
    states = [channel.state for channel in visitor.channels]
    for pause in PAUSES:
        await visitor.leave()
        await asyncio.sleep(pause)
        try:
            await visitor.answers()
        except (Lost, OSError, httpx.HTTPError):
            continue
        pairs = zip(visitor.channels, states, strict=True)
        same = sum(channel.state == state for channel, state in pairs)
        kept = "all states kept" if same == len(states) else f"{same} of {len(states)} states kept"
        return f"{time.perf_counter() - began:.1f} s", kept
    return "never by itself", "a reader has to ask"


def seconds(began):
    """How long it took, in words."""
    return f"{time.perf_counter() - began:.1f} s"


async def killed(home, name):
    """A kernel ends while it is in use."""
    async with settled(home.url, name) as visitor:
        (kernel,) = home.kernels()  # this is the first visitor
        began = time.perf_counter()
        kernel.kill()
        await visitor.gone()
        noticed = seconds(began)
        after, kept = await recovered(visitor, began)
    words = f"told after {noticed}; {kept}; kernels left over: {await left_over(home)}"
    return "a kernel is killed while in use", words, after


async def left_over(home):
    """How many kernels there are soon after all pages were closed."""
    await asyncio.sleep(SOON)
    return len(home.kernels())


async def cut(home, name):
    """The network between page and kernel is cut, and is there again."""
    async with settled(home.url, name) as visitor:
        began = time.perf_counter()
        visitor.socket.transport.abort()
        await visitor.gone()
        after, kept = await recovered(visitor, began)
    return "the websocket is cut", kept, after


async def asleep(home, name):
    """A laptop sleeps so long that the server ends its kernel, and wakes up."""
    folder, (port,) = home.log.parent, free_ports(1)
    idle = [f"--MappingKernelManager.cull_{what}=1" for what in ("idle_timeout", "interval")]
    with server(folder, port, *idle) as process:
        async with settled(f"http://127.0.0.1:{port}", name) as visitor:
            kernels = homes.kernels_of(process.pid)
            visitor.socket.transport.abort()
            await visitor.gone()
            while any(each.is_running() for each in kernels):
                await asyncio.sleep(0.1)
            after, kept = await recovered(visitor, time.perf_counter())
    return "a laptop sleeps until its kernel is ended, and wakes up", kept, after


async def far(home, name):
    """Everything is late, some of it more than the rest."""
    port = int(home.url.rpartition(":")[2])
    async with await listen(port, **FAR) as proxy:
        url = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
        plays, after, took = await used(url, name, 10)
    delays = f"{1000 * statistics.median(took):.0f} / {1000 * max(took):.0f} ms"
    words = f"plays after {plays:.1f} s; a change is answered in {delays} (median / worst)"
    return "200 ms of round trip, 30 ms of jitter, 2 % loss", words, after


async def used(url, name, for_seconds):
    """Open a page and use it: seconds until it plays, words on Python, seconds of each change."""
    async with asyncio.timeout(PATIENCE), Visitor(url, name) as visitor:
        plays = await visitor.plays()
        await visitor.read_on()
        began = time.perf_counter()
        await visitor.answers()
        return plays, seconds(began), await visitor.move(for_seconds, pace=10)


def limit_files(process, size):
    """From now on a process and its children may write no file longer than that."""
    for each in (process, *process.children(recursive=True)):
        each.rlimit(psutil.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


async def full(home, name):
    """No file can be written any more, until there is room again."""
    server = psutil.Process(home.process.pid)
    async with settled(home.url, name) as visitor, Visitor(home.url, name) as late:
        limit_files(server, 0)
        try:
            await visitor.move(2, pace=10)
            plays = await late.plays()
            await late.read_on()
            refused = await turned_away(late)
        finally:
            limit_files(server, resource.RLIM_INFINITY)
        began = time.perf_counter()
        after, _ = await recovered(late, began)
    words = f"who is there goes on; who comes plays after {plays:.1f} s, and {refused}"
    return "the disk is full", words, after


async def turned_away(visitor):
    """What somebody is told who asks for Python in vain."""
    try:
        await visitor.answers()
    except httpx.HTTPStatusError as error:
        return f"is told HTTP {error.response.status_code}"
    except (Lost, OSError, httpx.HTTPError):
        return "is told that Python is gone"
    return "has Python, too"


@contextmanager
def server(folder, port, *options, before=(), env=None):
    """The dashboards at a port, with the pages that lie in a folder; yields the process."""
    serving = homes.serving(port, homes.NOTEBOOKS, folder, *options)
    command = [*before, sys.executable, "-m", *serving]
    here = {"cwd": folder, "env": env or homes.environment(folder)}
    with (folder / f"{port}.log").open("wb") as log:
        told = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
        with running(command, **here, **told) as process:
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end and process.poll() is None and not serves(port):
                time.sleep(0.1)
            yield process


def serves(port):
    """Whether somebody answers there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/voila/health", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


async def restarted(home, name):
    """The server ends under an open page, and comes again."""
    folder, (port,) = home.log.parent, free_ports(1)
    async with AsyncExitStack() as stack:
        with server(folder, port) as process:
            url = f"http://127.0.0.1:{port}"
            visitor = await stack.enter_async_context(settled(url, name))
            kernels = homes.kernels_of(process.pid)
            began = time.perf_counter()
        await visitor.gone()
        left = sum(each.is_running() for each in kernels)
        stack.enter_context(server(folder, port))
        after, kept = await recovered(visitor, began)
    words = f"{kept}; kernels of the old server left over: {left}"
    return "the server is restarted under an open page", words, after


async def read_only(home, name):
    """The server's account has a home in which nothing can be written."""
    folder, (port,) = home.log.parent, free_ports(1)
    own = folder / "home"
    own.mkdir(mode=0o555)
    env = homes.environment(folder) | {"HOME": str(own)}
    env |= {f"JUPYTER_{kind}_DIR": str(own / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    for elsewhere in ("IPYTHONDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME"):
        env.pop(elsewhere, None)
    what = "the server's home is read-only"
    before = () if os.geteuid() else BOUND
    if before and not shutil.which(before[0]):
        return what, f"not tried: root needs {before[0]}", "–"
    with server(folder, port, before=before, env=env):
        plays, after, took = await used(f"http://127.0.0.1:{port}", name, 2)
    return what, f"plays after {plays:.1f} s; {len(took)} changes are answered", after


async def crowded(home, name):
    """More pages ask for a kernel than there may be."""
    folder, (port,) = home.log.parent, free_ports(1)
    with server(folder, port, f"--Pages.kernels={PLACES}") as process:
        visitors = [Visitor(f"http://127.0.0.1:{port}", name) for _ in range(2 * PLACES)]
        async with asyncio.timeout(PATIENCE):
            told = await asyncio.gather(*(visitor.ask() for visitor in visitors))
        kernels = len(homes.kernels_of(process.pid))
        refused = sum(bool(each.get("full")) for each in told)
        await asyncio.gather(*(visitor.__aexit__() for visitor in visitors))
    words = f"{refused} are told that all places are taken, {kernels} have a kernel"
    return f"{2 * PLACES} pages ask at once where {PLACES} kernels are allowed", words, "–"


async def hasty(home, name):
    """Pages are closed before their kernel is there."""
    before = len(home.kernels())
    for _ in range(PLACES):
        async with Visitor(home.url, name) as visitor:
            with suppress(TimeoutError):
                await asyncio.wait_for(visitor.ask(), 0.3)
    what = f"{PLACES} pages are closed while their kernels start"
    return what, f"kernels left over: {await left_over(home) - before}", "–"


async def nonsense(home, name):
    """A visitor says what no page says, and then goes on."""
    async with settled(home.url, name, 0) as visitor:
        channel = visitor.channels[0]
        acts = (
            ("set", "6", "index", 10**6),
            ("set", "6", "index", "1"),
            ("set", "6", "layout", {}),
            ("set", "999", "index", 1),
            ("put", "__import__('os').system('true')"),
            ("run", "1 + 1"),
        )
        refused = 0
        for act in acts:
            await visitor.act(channel, *act)
            refused += bool(channel.error)
        await visitor.send("execute_request", {"code": "1 + 1", "silent": False})
        await visitor.send("comm_open", {"comm_id": "1", "target_name": "jupyter.widget"})
        await visitor.act(channel, *next(channel.moves()))
        said = f"{refused} of {len(acts)} strange acts are refused in words, and the page goes on"
        began = time.perf_counter()
        with suppress(ConnectionClosed):  # the server does not read it to its end
            await visitor.socket.send(json.dumps("x" * LARGE))
        await visitor.gone()
        after, kept = await recovered(visitor, began)
    return (
        "nonsense, then a message of 2 MB",
        f"{said}; the long one ends the websocket, {kept}",
        after,
    )


FAULTS = (killed, cut, asleep, restarted, far, full, read_only, crowded, nonsense, hasty)


async def met(home, name):
    """Yield a row for each fault."""
    for fault in FAULTS:
        try:
            yield await fault(home, name)
        except (TimeoutError, Lost, httpx.HTTPError) as error:
            yield fault.__doc__.strip("."), f"**{type(error).__name__}**: {error}", "never"
