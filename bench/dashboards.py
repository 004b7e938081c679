"""`python -m bench.dashboards`: how soon each dashboard plays, and how soon Python answers there.

Each is opened in a browser that knows nothing of it, from a server that has built its pages.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.report import middle_worst, renewed

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests" / "browser"))
import homes  # noqa: E402
from chromium import FLAGS, find_chromium  # noqa: E402

from tools.site import dashboards  # noqa: E402

PAGE = ROOT / "docs" / "measurements.md"
MARKS = ("<!-- bench dashboards -->", "<!-- /bench dashboards -->")
WAYS = {"at this machine's speed": 1, "with a processor four times slower": 4}
ROUNDS = 3
SIGNS = (".stage-live", ".player-has-python")  # it plays; Python answers


def opened(browser, url, slower):
    """Seconds until the first explorer plays, and until Python answers behind it."""
    with browser.new_context() as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        start = time.perf_counter()
        page.goto(url, wait_until="commit")
        times = []
        for sign in SIGNS:
            page.locator(sign).first.wait_for(state="attached")
            times.append(time.perf_counter() - start)
        return times


def measure(home, names):
    """For each way, the median times of each notebook that has an explorer."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        return {
            way: {
                name: [
                    statistics.median(times)
                    for times in zip(
                        *(opened(browser, home.page(name), slower) for _ in range(ROUNDS)),
                        strict=True,
                    )
                ]
                for name in names
            }
            for way, slower in WAYS.items()
        }


def table(found, load):
    """What was measured, as a table."""
    rows = ["| | first explorer plays, median / worst | Python answers, median / worst |"]
    rows.append("|---|---:|---:|")
    for way, times in found.items():
        cells = [middle_worst(each, 2) for each in zip(*times.values(), strict=True)]
        rows.append(f"| {way} | {cells[0]} | {cells[1]} |")
    told = f"Medians of {ROUNDS} visits to each of {len(times)} dashboards with explorers, on"
    rows.append(f"\n{told} {os.cpu_count()} cores; load average before: {load:.1f}.")
    return "\n".join(rows)


def main():
    """Build the pages, visit them, and write the table."""
    names = [
        path.name
        for path in sorted(homes.NOTEBOOKS.glob("*.ipynb"))
        if "Explorer(" in path.read_text(encoding="utf-8")
    ]
    with (
        tempfile.TemporaryDirectory() as folder,
        homes.voila(homes.NOTEBOOKS, Path(folder)) as home,
    ):
        dashboards.build(Path(folder, "pages"))
        load = os.getloadavg()[0]
        text = table(measure(home, names), load)
    PAGE.write_text(renewed(PAGE.read_text("utf-8"), text, MARKS), "utf-8")
    print(text)


if __name__ == "__main__":
    main()
