"""Every explorer: the control in hand, another control, and playing."""

import asyncio
import os
import random
from dataclasses import dataclass
from pathlib import Path

import nbformat

from bench.measure import LEFT, PATIENCE, REST, RIGHT, Traffic, prepare
from bench.report import SAY, renewed
from lecture_lib import explorers
from lecture_lib.explorers.explorer import descendants
from lecture_lib.stage import Slider

TAKE, VERSION = range(2)  # the squares of the tag beside STEP
PRESSES = 8
SECONDS = 2  # of playing, at most
SPEED = 60
MARKS = ("<!-- bench explorers: written by make bench -->", "<!-- /bench explorers -->")
HEAD = """\
| explorer | in hand | to pixels | other control | to pixels | playing | messages | data |
|---|---|---:|---|---:|---:|---:|---:|
| *goal* | | ≤ 17 / ≤ 34 ms | | ≤ 30 ms | ≥ 55 | 0 | |
"""
NOTE = """\
Median / 95th percentile from a key press on the control to the first frame whose pixels differ, on
loopback; frames per second while playing at {speed}, or of the fastest speed that is offered, and
messages meanwhile; the size of what the page holds. A dash: there is no such control, or nothing to
play. One visit to each, on {cores} cores. Load average before and after: {load}."""


@dataclass(frozen=True)
class Room:
    """An explorer's page: which control is where, and where its tag is."""

    name: str
    hand: str | None
    other: str | None
    frames: int
    data: int
    panel: int
    height: float

    @property
    def notebook(self):
        """The file that shows it."""
        return f"{self.name}.ipynb"

    @property
    def source(self):
        """Where the canvas with the tag is."""
        return f".stage-panel:nth-child({self.panel + 1}) canvas:nth-of-type(2)"


def rooms():
    """Return one for every public explorer, in its first state."""
    return [room(getattr(explorers, name)) for name in explorers.__all__]


def room(kind):
    """Look at an explorer: its hand, its first other slider in sight, its lower left panel."""
    explorer = kind()
    stage = explorer.stage
    sliders = [w for w in descendants(explorer) if isinstance(w, Slider)]
    seen = [slider for slider in sliders if slider.layout.display != "none"]
    others = [slider.label for slider in seen if slider is not stage.hand]
    height = stage.size[1]
    panel = next(i for i, (x, y, _, h) in enumerate(stage.panels) if x == 0 and y + h == height)
    found = Room(
        name=kind.__name__,
        hand=stage.hand.label if stage.hand in seen else None,
        other=others[0] if others else None,
        frames=stage.frames,
        data=len(stage.data),
        panel=panel,
        height=stage.panels[panel][3],
    )
    explorer.close()
    return found


def write_notebooks(folder, found):
    """Write one notebook per explorer."""
    folder.mkdir(parents=True)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    for each in found:
        code = f"from bench.contenders import with_tag\n\nwith_tag.show({each.name!r})"
        cells = [nbformat.v4.new_markdown_cell(f"# {each.name}"), nbformat.v4.new_code_cell(code)]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
        nbformat.write(notebook, folder / each.notebook)


async def visit(page, each, url):
    """Return an explorer's samples, by their names."""
    traffic = Traffic()
    await prepare(page, each.source, each.height)
    traffic.listen(page)
    await page.goto(url)
    await page.wait_for_function("bench.seen[0]?.[4] > 0", timeout=1000 * PATIENCE)
    await page.wait_for_timeout(1500)
    samples = {}
    for name, label, square in (("hand", each.hand, TAKE), ("other", each.other, VERSION)):
        if label:
            samples[name] = await press(page, label, square)
    if each.frames > 1:
        samples |= await play(page, traffic)
    return samples


async def press(page, label, square):
    """Return ms from each key press on a slider to the first frame with another code."""
    slider = page.get_by_role("slider", name=label, exact=True).first
    await slider.focus()
    await asyncio.sleep(REST)
    last = await slider.evaluate("(s) => s.value === s.max")
    delays = []
    for key in ([LEFT, RIGHT] if last else [RIGHT, LEFT]) * (PRESSES // 2):
        before = (await page.evaluate("bench.now"))[square]
        await page.evaluate("bench.clear()")
        await page.keyboard.press(key)
        answer = page.evaluate("([s, c]) => bench.leaves(s, c)", [square, before])
        delays.append((await asyncio.wait_for(answer, PATIENCE))[0])
        await asyncio.sleep(random.uniform(0.4, 0.5))  # what follows at rest is over by then
    return delays


async def play(page, traffic):
    """Return frames per second, and messages, while it plays."""
    bar = page.locator(".stage-transport")
    speeds = bar.locator(".stage-speed")
    offered = await speeds.locator("option").evaluate_all("(all) => all.map((o) => +o.value)")
    asked = SPEED if SPEED in offered else max(offered)
    await speeds.select_option(f"{asked:g}")
    await bar.get_by_role("button", name="To the start").click()
    await asyncio.sleep(3 * REST)
    await page.evaluate("bench.clear()")
    traffic.reset()
    await bar.get_by_role("button", name="Play").click()
    await page.wait_for_function(
        f"bench.seen.length && performance.now() - bench.seen.at(-1)[0] > {max(150, 1500 / asked)}"
        f" || performance.now() - (bench.seen[0]?.[0] ?? Infinity) > {1000 * SECONDS}"
    )
    messages = traffic.messages
    times = await page.evaluate("bench.seen.map((row) => row[0])")
    rate = 1000 * (len(times) - 1) / max(1e-3, times[-1] - times[0])
    return {"play": [rate], "asked": [asked], "messages": [messages]}


async def measure(browser, address, found, viewport):
    """Visit every explorer once; return {name: samples}."""
    samples = {}
    for each in found:
        print(each.name, flush=True)
        context = await browser.new_context(viewport=viewport)
        try:
            samples[each.name] = await visit(
                await context.new_page(), each, address + each.notebook
            )
        finally:
            await context.close()
    return samples


def table(found, samples):
    """Return the Markdown table of some explorers and their samples."""
    lines = []
    for each in found:
        of = samples[each.name]
        said = {
            name: SAY[unit](of[name]) if name in of else "–"
            for name, unit in (
                ("hand", "delay"),
                ("other", "delay"),
                ("play", "rate"),
                ("messages", "count"),
            )
        }
        if of.get("asked", [SPEED]) != [SPEED]:
            said["play"] += f" of {of['asked'][0]:g}"
        cells = (
            f"`{each.name}`",
            each.hand or "–",
            said["hand"],
            each.other or "–",
            said["other"],
            said["play"],
            said["messages"],
            f"{each.data / 1000:.0f} kB",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return HEAD + "\n".join(lines) + "\n"


def write(found, samples, load, page: Path):
    """Write the table into a page, between its marks; return the text."""
    load = " and ".join(f"{value:.1f}" for value in load)
    note = NOTE.format(speed=SPEED, cores=os.cpu_count(), load=load)
    text = f"{table(found, samples)}\n{note}\n"
    page.write_text(renewed(page.read_text("utf-8"), text, MARKS), encoding="utf-8")
    return text
