"""`python -m bench.lite [folder]`: how the site answers a key, with Python in the page and without.

Section 11, opened in a browser that knows nothing of it: its page, whose hands need no Python, and
its notebook in JupyterLite. Python is asked for the momentum, on the start page.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.report import SAY, middle_worst, renewed

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "tests" / name) for name in ("browser", "site")]
from chromium import FLAGS, find_chromium  # noqa: E402
from lite_page import TIMEOUT, Notebook  # noqa: E402
from seen import WATCH  # noqa: E402
from static_server import serve  # noqa: E402
from stored import unfold  # noqa: E402

PAGE = ROOT / "docs" / "measurements.md"
MARKS = ("<!-- bench lite -->", "<!-- /bench lite -->")
SECTION, START, OTHER = "11_where_do_you_draw_the_line", "00_start_here", "momentum m"
HAND = ".stage-slider input:enabled"
ROUNDS = 3
PRESSES = 10
REST = 500  # ms; what follows a change is over by then
SECONDS = 3  # of playing
FRAMES = """() => {
  const { port1, port2 } = new MessageChannel(); // answered when a frame is painted
  const canvases = [...document.querySelectorAll("canvas.stage-live")];
  let began = 0;
  [window.drawn, window.painted] = [[], []];
  const context = CanvasRenderingContext2D.prototype;
  const { clearRect } = context; // with which the drawing of a panel begins
  context.clearRect = function (...args) {
    const note = () => drawn.push(performance.now() - began); // when it has been drawn
    if (canvases.includes(this.canvas)) queueMicrotask(note);
    return clearRect.apply(this, args);
  };
  const begin = ({ timeStamp }) => (drawn.length = painted.length = 0, (began = timeStamp));
  addEventListener("keydown", begin, true); // what was drawn before it does not count
  port1.onmessage = () => {
    const touched = canvases.filter((canvas) => canvas.sum === undefined); // see seen.js
    touched.forEach((canvas) => (canvas.sum = null)); // to read its pixels here would take time
    if (touched.length) painted.push(performance.now() - began);
  };
  const frame = () => (port2.postMessage(0), requestAnimationFrame(frame));
  frame();
}"""  # ms from the last key until an explorer was drawn, and until such a frame was painted
CHANGED = "(before) => seen.canvases().join() !== before"
NOTE = """\
Median and 95th percentile of {} keys in each explorer of section 11 that has a slider in hand, and
of {} keys on the momentum of the start page, each until the first frame that shows it; the times of
JupyterLite are the median and the worst of {} visits with nothing kept. On {} cores; load average
before: {:.1f}."""


def delays(page, slider):
    """Milliseconds from each key press on a slider until it is drawn, and until it is painted."""
    slider.focus()
    last = slider.evaluate("(s) => s.value === s.max")
    found = []
    for key in (["ArrowLeft", "ArrowRight"] if last else ["ArrowRight", "ArrowLeft"]) * PRESSES:
        page.wait_for_timeout(REST)
        before = page.evaluate("seen.canvases().join()")
        page.keyboard.press(key)
        page.wait_for_function("() => painted.length > 0", polling=50)
        found.append(page.evaluate("[drawn[0], painted[0]]"))
        page.wait_for_function(CHANGED, arg=before, polling=100)
    return found


def frames_a_second(page, figure):
    """How many frames an explorer is drawn in while it plays as fast as it can."""
    speeds = figure.locator(".stage-speed")
    fastest = max(speeds.locator("option").evaluate_all("(all) => all.map((o) => +o.value)"))
    speeds.select_option(f"{fastest:g}")
    figure.get_by_role("button", name="To the start").click()
    page.wait_for_timeout(REST)
    page.evaluate("drawn.length = painted.length = 0")
    figure.get_by_role("button", name="Play").click()
    page.wait_for_timeout(1000 * SECONDS)
    times = page.evaluate("painted")
    return 1000 * (len(times) - 1) / (times[-1] - times[0])


def on_the_page(browser, url):
    """Milliseconds of all keys on the hands of section 11; frames a second of its last explorer."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.add_init_script(path=WATCH)
        page.goto(f"{url}/{SECTION}.html")
        figures = unfold(page)
        page.evaluate(FRAMES)
        keys = []
        for figure in figures:
            hand = figure.locator(HAND).last  # it stands next to the picture, below the others
            if hand.count():
                figure.scroll_into_view_if_needed()
                keys += delays(page, hand)
        return keys, frames_a_second(page, figures[-1])


def with_python(browser, url):
    """Seconds until the kernel is idle and the first explorer is seen; MB that were fetched."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        answers = []
        context.on("requestfinished", lambda request: answers.append(request))
        page, began = context.new_page(), time.perf_counter()
        notebook = Notebook(page, url, f"{SECTION}.ipynb")
        idle = time.perf_counter() - began
        page.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')")
        notebook.scroll_to(first(notebook, "Prediction("))  # it shows what is in view
        page.get_by_role("button", name="show me anyway").first.click()
        notebook.scroll_to(first(notebook, "Explorer("))
        page.locator(".stage-live").first.wait_for(timeout=TIMEOUT)
        seconds = time.perf_counter() - began
        notebook.run_all()
        return idle, seconds, sum(each.sizes()["responseBodySize"] for each in answers) / 1e6


def first(notebook, word):
    """The name of the first cell of code with a word in it."""
    cells = (cell for cell in notebook.cells() if cell["cell_type"] == "code")
    return next(cell["id"] for cell in cells if word in "".join(cell["source"]))


def keys_to_python(browser, url):
    """Milliseconds of all keys on a control whose change Python computes in the page."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.add_init_script(path=WATCH)
        notebook = Notebook(page, url, f"{START}.ipynb")
        notebook.run_all()
        notebook.scroll_to(first(notebook, "Explorer("))
        slider = page.get_by_role("slider", name=OTHER).first
        slider.wait_for()
        page.get_by_role("button", name="To the end").first.click()  # where it makes a difference
        page.evaluate(FRAMES)
        page.wait_for_timeout(REST)
        return delays(page, slider)


def measure(folder):
    """All that is measured, as rows of a table: what, how much, the goal."""
    with serve(folder) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        hands, rate = on_the_page(browser, url)
        visits = [with_python(browser, url) for _ in range(ROUNDS)]
        others = keys_to_python(browser, url)
        browser.close()
    idle, seen, fetched = zip(*visits, strict=True)
    (drawn, painted), (other, _) = zip(*hands, strict=True), zip(*others, strict=True)
    return [
        ("a page: key to pixels, median / p95", SAY["delay"](drawn), "≤ 17 ms"),
        ("the same, until that frame is painted", SAY["delay"](painted), ""),
        ("a page: frames per second, playing", f"{rate:.0f}", "≥ 55"),
        ("JupyterLite: kernel idle, median / worst", middle_worst(idle), "≤ 11 s"),
        ("JupyterLite: first explorer", middle_worst(seen), "≤ 14 s"),
        ("JupyterLite: fetched, all cells run", f"{max(fetched):.1f} MB", "≤ 20 MB"),
        ("JupyterLite: another control to pixels", SAY["delay"](other), "≤ 60 ms"),
    ]


def main():
    """Measure a folder, and write a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("site"))
    folder, load = parser.parse_args().folder, os.getloadavg()[0]
    lines = [f"| {' | '.join(row)} |" for row in measure(folder)]
    note = NOTE.format(2 * PRESSES, 2 * PRESSES, ROUNDS, os.cpu_count(), load)
    text = "\n".join(["| | | goal |", "|---|---:|---:|", *lines, "", note, ""])
    PAGE.write_text(renewed(PAGE.read_text("utf-8"), text, MARKS), "utf-8")
    print(text)


if __name__ == "__main__":
    main()
