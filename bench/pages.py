"""`python -m bench.pages [folder]`: how soon the site's pages play, and how large they are.

Each page is opened in a browser that knows nothing of it, at the speed of this machine and as on a
phone (1.6 Mbit/s, 150 ms, a processor four times slower). Where a prediction holds the first
experiment back, the clock starts anew when that is opened.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.append(str(Path(__file__).parents[1] / "tests" / "browser"))
from chromium import FLAGS, find_chromium
from static_server import serve

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


def main():
    """Measure all pages of a folder, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("site"))
    folder = parser.parse_args().folder
    every = sorted(folder.glob("[0-9]*.html"))
    pages = [path.name for path in every if "data-record" in path.read_text("utf-8")]
    print("| page | plays after | kB until then | on a phone |\n|---|---:|---:|---:|")
    with serve(folder) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for name in pages:
            quick = [first_play(browser, f"{url}/{name}") for _ in range(ROUNDS)]
            seconds, size = (statistics.median(column) for column in zip(*quick, strict=True))
            phone, _ = first_play(browser, f"{url}/{name}", phone=True)
            print(f"| {name} | {seconds:.2f} s | {size:.0f} | {phone:.1f} s |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
