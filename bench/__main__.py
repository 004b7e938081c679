"""`python -m bench [--rounds 2]`: measure; write results.png and docs/measurements.md."""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from pathlib import Path

import nbformat
from playwright.async_api import async_playwright

from bench import crowd, explorers, maths, report
from bench.measure import CONTENDERS, Visit

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "measurements.md"
README = HERE.parent / "README.md"  # quotes some rows of it
sys.path.append(str(HERE.parent / "tests" / "browser"))
import homes  # noqa: E402
from chromium import FLAGS, find_chromium  # noqa: E402

ROUND_TRIP = 0.2  # s
SLOW_SOCKET = (
    "--Voila.kernel_websocket_connection_class="
    "jupyter_server.services.kernels.connection.channels.ZMQChannelsWebsocketConnection"
)
WARM = "--VoilaConfiguration.preheat_kernel=True"
VIEWPORT = {"width": 1280, "height": 900}


def write_notebooks(folder):
    """Write one notebook per contender."""
    folder.mkdir(parents=True)
    for contender in CONTENDERS:
        magic = "%matplotlib widget\n" if contender.name == "ipympl" else ""
        code = f"{magic}from bench.contenders import with_{contender.name}\n\n"
        cells = [
            nbformat.v4.new_markdown_cell(f"# {contender.name}"),
            nbformat.v4.new_code_cell(f"{code}with_{contender.name}.show()"),
        ]
        kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
        notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
        nbformat.write(notebook, folder / contender.notebook)


@contextmanager
def far_away(home):
    """Return the address of a home behind the proxy."""
    port = home.url.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "bench.proxy", port, str(ROUND_TRIP / 2)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}{home.path}"
        finally:
            process.terminate()


async def visit(browser, contender, address, server, everything):
    """Open a contender in a fresh browser context and return its samples."""
    context = await browser.new_context(viewport=VIEWPORT)
    try:
        page = await context.new_page()
        visit = Visit(page, contender, server)
        return await visit.measure(address + contender.notebook, everything)
    finally:
        await context.close()


async def run(rounds, places):
    """Visit every contender everywhere, round after round; return {place: {name: samples}}."""
    samples = defaultdict(lambda: defaultdict(list))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for number in range(rounds):
            for place, (address, server, names) in places.items():
                for contender in (c for c in CONTENDERS if c.name in names):
                    print(f"round {number + 1}: {contender.name}, {place}", flush=True)
                    everything = place != "without TCP_NODELAY"
                    found = await visit(browser, contender, address, server, everything)
                    for name, values in found.items():
                        samples[contender.name, place][name] += values
            keep(samples)
        await browser.close()
    return samples


def keep(samples):
    """Keep what was measured so far, for whoever wants to look closer."""
    out = HERE / "out"
    out.mkdir(exist_ok=True)
    named = {", ".join(key): found for key, found in samples.items()}
    (out / "samples.json").write_text(json.dumps(named), encoding="utf-8")


def measure_maths():
    """Measure the mathematics; write and return its table."""
    before = os.getloadavg()[0]
    samples = maths.measure()
    return maths.write(samples, [before, os.getloadavg()[0]], PAGE)


def measure_pages(names, rounds):
    """Measure some of the contenders; write their table and plot, and return the table."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        write_notebooks(folder / "written")
        for name in ("fast", "slow"):
            (folder / name).mkdir()
        written = folder / "written"
        home = stack.enter_context(homes.voila(written, folder / "fast", WARM))
        slow = stack.enter_context(homes.voila(written, folder / "slow", WARM, SLOW_SOCKET))
        remote = stack.enter_context(far_away(home))
        places = {
            "loopback": (home.url + home.path, home, names),
            "200 ms": (remote, home, names),
            "without TCP_NODELAY": (slow.url + slow.path, slow, ["stage"]),
        }
        before, _, _ = os.getloadavg()
        samples = asyncio.run(run(rounds, places))
        after, _, _ = os.getloadavg()
    machine = {"cores": os.cpu_count(), "rounds": rounds, "load": [before, after]}
    text = report.write(samples, machine, HERE, PAGE)
    report.quote(PAGE, README)
    return text


def measure_explorers():
    """Measure every explorer; write and return the table."""
    found = explorers.rooms()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        explorers.write_notebooks(folder / "written", found)
        (folder / "home").mkdir()
        home = stack.enter_context(homes.voila(folder / "written", folder / "home"))
        before = os.getloadavg()[0]
        samples = asyncio.run(tour(home.url + home.path, found))
    return explorers.write(found, samples, [before, os.getloadavg()[0]], PAGE)


def measure_crowd():
    """Measure what a learner costs; write and return the table, and what follows from it."""
    before = os.getloadavg()[0]
    found = crowd.measure()
    text = crowd.write(found, [before, os.getloadavg()[0]], PAGE)
    subprocess.run([sys.executable, HERE.parent / "tools" / "capacity.py"], check=True)
    return text


async def tour(address, found):
    """Visit every explorer in one browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        samples = await explorers.measure(browser, address, found, VIEWPORT)
        await browser.close()
    return samples


def main():
    """Measure and report."""
    pages = [contender.name for contender in CONTENDERS]
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=2, help="of the pages")
    parts = ["maths", *pages, "explorers", "crowd"]
    parser.add_argument("--only", nargs="+", choices=parts, default=parts)
    arguments = parser.parse_args()
    if "maths" in arguments.only:
        print(measure_maths())
    if names := [name for name in pages if name in arguments.only]:
        print(measure_pages(names, arguments.rounds))
    if "explorers" in arguments.only:
        print(measure_explorers())
    if "crowd" in arguments.only:
        print(measure_crowd())


if __name__ == "__main__":
    main()
