"""`python -m bench.pages [folder]`: how soon the site's pages play, and how large they are.

Each page is opened in a browser that knows nothing of it, at the speed of this machine and as on a
phone (1.6 Mbit/s, 150 ms, a processor four times slower). Where a prediction holds the first
experiment back, the clock starts anew when that is opened.
"""

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.report import middle_worst, renewed
from tools.site import weights

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests" / "browser"))
from chromium import FLAGS, find_chromium  # noqa: E402
from static_server import serve  # noqa: E402

PAGE = ROOT / "docs" / "measurements.md"
MARKS = ("<!-- bench pages -->", "<!-- /bench pages -->")
NOTE = """\
{} pages with explorers, each opened in a browser that knows nothing of it; a phone has 1.6 Mbit/s,
150 ms of delay and a processor four times slower. On {} cores; load average before: {:.1f}."""

PHONE = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 1e5}
SLOWER = 4
PLAYS = ".site-plays .stage-under"
ROUNDS = 3


def first_play(browser, url, phone=False):
    """Return seconds until the first explorer plays, and kB until then."""
    viewport = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
    with browser.new_context(viewport=viewport, service_workers="block") as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        if phone:
            session.send("Network.emulateNetworkConditions", PHONE)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        loaded = []
        session.on("Network.loadingFinished", lambda told: loaded.append(told["encodedDataLength"]))
        began = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.wait_for_selector(".practice-prediction, .site-plays", timeout=60_000)
        if not page.locator(".explorer").first.is_visible():
            page.wait_for_load_state()
            began = time.perf_counter()
            page.get_by_role("button", name="show me anyway").first.click()
        page.wait_for_selector(PLAYS, timeout=60_000)
        return time.perf_counter() - began, sum(loaded) / 1000


def measure(folder):
    """For each page with explorers: seconds here, kB until then, seconds on a phone."""
    found = {}
    with serve(folder) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for name in weights.with_explorers(folder):
            quick = [first_play(browser, f"{url}/{name}") for _ in range(ROUNDS)]
            seconds, size = (statistics.median(column) for column in zip(*quick, strict=True))
            phone, _ = first_play(browser, f"{url}/{name}", phone=True)
            found[name] = seconds, size, phone
            print(f"{name}: {seconds:.2f} s, {size:.0f} kB; {phone:.1f} s on a phone", flush=True)
        browser.close()
    return found


def table(found, folder, load):
    """What was measured, and what a reader fetches, as a table."""
    quick, _, phone = zip(*found.values(), strict=True)
    first, whole = weights.weighed(folder, 1), weights.weighed(folder)
    rows = [
        ("first explorer plays, at this machine's speed", middle_worst(quick, 2, "s")),
        ("the same on a phone", middle_worst(phone, 1, "s")),
        ("what has to be fetched for that", kilobytes(first)),
        ("a page that is read through", kilobytes(whole)),
        ("all pages read through", f"{sum(whole.values()) / 1e6:.1f} MB"),
    ]
    lines = ["| | median / worst |", "|---|---:|", *(f"| {what} | {said} |" for what, said in rows)]
    return "\n".join(lines) + f"\n\n{NOTE.format(len(found), os.cpu_count(), load)}\n"


def kilobytes(sizes):
    """The sizes of pages, median and worst."""
    return middle_worst([size / 1e3 for size in sizes.values()], 0, "kB")


def main():
    """Measure all pages of a folder, and write a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("site"))
    folder, load = parser.parse_args().folder, os.getloadavg()[0]
    text = table(measure(folder), folder, load)
    PAGE.write_text(renewed(PAGE.read_text("utf-8"), text, MARKS), "utf-8")
    print(text)


if __name__ == "__main__":
    main()
