"""`python -m bench.load`: a class comes at once, moves everything, and meets faults.

All of it happens on this machine, visitors and server alike, and every part has an end.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench import faults
from bench.report import middle_worst, renewed
from bench.visitor import Visitor

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests" / "browser"))
import homes  # noqa: E402

PAGE = ROOT / "docs" / "measurements.md"
MARKS = ("<!-- bench load: written by make load -->", "<!-- /bench load -->")
SECTION = "11_where_do_you_draw_the_line.ipynb"
PACE = 2  # changes a second of a visitor whose controls all move
PATIENCE = 300  # s until a part of this is given up
WARM = 5  # visits after which a server has loaded all that it needs
TAIL = 3000  # characters of a server's log that are shown where something failed
NOTE = """\
{visitors} visitors open section {section} at the same moment, read on to its {explorers} explorers,
and wait until Python answers behind each. Then each visitor moves all controls in turn for
{seconds} s, at most {pace} changes a second. Visitors are played by protocol, without a browser,
on the same {cores} cores as the server and the kernels; they took {own:.0f} % of one core. In the
second table a visitor asks for Python again as the page does, first after a second. Load average
before and after: {load}."""


def out_of_order(asked, given):
    """How many places, at most, somebody was served before or after their turn.

    Parameters
    ----------
    asked, given : sequence of float
        When each asked, and was served.
    """

    def ranks(times):
        order = sorted(range(len(times)), key=times.__getitem__)
        return {who: rank for rank, who in enumerate(order)}

    first, then = ranks(asked), ranks(given)
    return max(abs(first[who] - then[who]) for who in first)


async def arrive(visitor):
    """Open a page: seconds until it plays, and until all of its explorers answer."""
    began = time.perf_counter()
    plays = await visitor.plays()
    reading = asyncio.create_task(visitor.read_on())
    await reading
    await visitor.answers()
    return plays, time.perf_counter() - began


async def crowd(home, size, seconds):
    """Many visitors at once."""
    visitors = [Visitor(home.url, SECTION) for _ in range(size)]
    try:
        async with asyncio.timeout(PATIENCE):
            times = await asyncio.gather(*map(arrive, visitors))
        memory = [each.memory_full_info().pss / 1e6 for each in home.kernels()]
        began = time.perf_counter()
        async with asyncio.timeout(seconds + PATIENCE):
            moved = await asyncio.gather(*(each.move(seconds, PACE) for each in visitors))
        took = time.perf_counter() - began
    finally:
        await asyncio.gather(*(each.__aexit__() for each in visitors))
    changes = [value for each in moved for value in each]
    return {
        "plays": [plays for plays, _ in times],
        "answers": [answers for _, answers in times],
        "order": out_of_order(
            [each.told[0][0] for each in visitors], [each.told[-1][0] for each in visitors]
        ),
        "memory": memory,
        "changes": changes,
        "rate": len(changes) / took,
        "explorers": len(visitors[0].channels),
    }


def held(home):
    """What a server holds: processes, open files, and its memory in MB."""
    server = psutil.Process(home.process.pid)
    return {
        "processes": 1 + len(server.children(recursive=True)),
        "files": server.num_fds(),
        "memory": server.memory_full_info().pss / 1e6,
    }


async def rested(home):
    """Wait until all kernels have ended; return what the server holds then."""
    end = time.monotonic() + 30
    while home.kernels() and time.monotonic() < end:
        await asyncio.sleep(0.2)
    await asyncio.sleep(1)
    return held(home)


async def sequence(home, visits):
    """One visitor after the other: what the server holds before and after."""
    before = None
    for number in range(WARM + visits):
        if number == WARM:
            before = await rested(home)
        async with Visitor(home.url, SECTION) as visitor, asyncio.timeout(PATIENCE):
            await arrive(visitor)
            await visitor.move(0.5, pace=10)
    return {"visits": visits, "before": before, "after": await rested(home)}


def rows(found):
    """Yield the rows of the first table: what, measured, goal."""
    if at_once := found.get("crowd"):
        delays = sorted(1000 * value for value in at_once["changes"])
        late = delays[int(0.95 * (len(delays) - 1))]
        yield "first explorer plays, median / worst", middle_worst(at_once["plays"]), "≤ 2 / ≤ 4 s"
        what = "every explorer answers, median / worst"
        yield what, middle_worst(at_once["answers"], 0), "worst ≤ 45 s"
        what = "kernels given before or after their turn, by at most"
        yield what, f"{at_once['order']}", "in order of arrival"
        what = "all controls move: a change is answered, median / 95th percentile / worst"
        said = f"{statistics.median(delays):.0f} / {late:.0f} / {delays[-1]:.0f} ms"
        yield what, said, ""
        yield "changes answered in a second, of all visitors", f"{at_once['rate']:.0f}", ""
        yield "a kernel, PSS, median / worst", middle_worst(at_once["memory"], 0, "MB"), "≤ 100 MB"
    if one_by_one := found.get("sequence"):
        before, after, n = (one_by_one[key] for key in ("before", "after", "visits"))
        for key, what, goal in (
            ("processes", "processes", "the same"),
            ("files", "the server's open files", "the same"),
            ("memory", "the server's PSS", "± 5 %"),
        ):
            unit = " MB" if key == "memory" else ""
            said = f"{before[key]:.0f} / {after[key]:.0f}{unit}"
            yield f"{n} visits one after the other: {what}, before / after", said, goal


def table(found):
    """The Markdown tables of what was found."""
    lines = ["| | measured | goal |", "|---|---:|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows(found)]
    if "faults" in found:
        lines += ["", "| fault | what a visitor meets | Python answers after |", "|---|---|---:|"]
        lines += [f"| {' | '.join(row)} |" for row in found["faults"]]
    return "\n".join(lines) + "\n"


def write(found, page):
    """Write the tables into a page, between their marks; return the text."""
    text = f"{table(found)}\n{NOTE.format(**found['told'])}\n"
    page.write_text(renewed(page.read_text("utf-8"), text, MARKS), encoding="utf-8")
    return text


def measure(size, seconds, visits):
    """Do all of it, each part with a server that knows nothing of the one before."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(parts(Path(folder), size, seconds, visits))


@contextmanager
def dashboards(folder, name):
    """A server of its own, with the page that another one has built before, if one has."""
    here, built = folder / name, sorted(folder.glob("*/pages"))
    here.mkdir()
    if built:
        (here / "pages").symlink_to(built[0])
    with homes.voila(homes.NOTEBOOKS, here) as home:
        if not built:
            homes.build_page(home, SECTION)
        try:
            yield home
        except Exception:
            print(home.log.read_text("utf-8")[-TAIL:], file=sys.stderr)
            raise


async def parts(folder, size, seconds, visits):
    """The crowd, the sequence, and the faults."""
    found, before = {}, os.getloadavg()[0]
    with dashboards(folder, "crowd") as home:
        spent, began = time.process_time(), time.perf_counter()
        found["crowd"] = await crowd(home, size, seconds)
        own = 100 * (time.process_time() - spent) / (time.perf_counter() - began)
    with dashboards(folder, "sequence") as home:
        found["sequence"] = await sequence(home, visits)
    print(table(found), flush=True)
    with dashboards(folder, "faults") as home:
        found["faults"] = [row async for row in faults.met(home, SECTION)]
    found["told"] = {
        "visitors": size,
        "section": SECTION[:2],
        "explorers": found["crowd"]["explorers"],
        "seconds": seconds,
        "pace": PACE,
        "cores": os.cpu_count(),
        "own": own,
        "load": f"{before:.1f} and {os.getloadavg()[0]:.1f}",
    }
    return found


def main():
    """Measure and report."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--visitors", type=int, default=30, help="at once")
    parser.add_argument("--seconds", type=int, default=20, help="in which all controls move")
    parser.add_argument("--visits", type=int, default=40, help="one after the other")
    chosen = parser.parse_args()
    print(write(measure(chosen.visitors, chosen.seconds, chosen.visits), PAGE))


if __name__ == "__main__":
    main()
