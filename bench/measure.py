"""One visit: open a contender's page in Chromium, work its controls, and note what came of it."""

import asyncio
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.async_api import TimeoutError

from bench.contenders.tag import CELL
from bench.contenders.usual import STEPS
from bench.report import rate
from lecture_lib.explorers.line.line import BATCH_SIZES, ETAS
from lecture_lib.explorers.views.picture import PANEL

ETA, OTHER, STEP = range(3)  # the squares of the tag
# For each slider the square that shows it, and by how much a key changes its code.
CODES = ((ETA, 1), (OTHER, len(BATCH_SIZES)), (OTHER, 1))
RIGHT, LEFT = "ArrowRight", "ArrowLeft"
PRESSES = 8  # there, and as many back
OTHER_PRESSES = 6
SWEEP_SECONDS = 3
KEYS_PER_SECOND = 90
REST = 0.7  # s; what follows a change is over by then, unless the network is slow
PATIENCE = 20  # s
TRIALS = 3


@dataclass(frozen=True)
class Contender:
    """How a program finds its way about a contender's page."""

    name: str
    source: str  # where the picture is
    slider: str  # what takes the keys
    play: str
    pad: int = 0  # pixels round the picture
    has_speed: bool = False
    places: tuple = (0, 1, 2)  # of learning rate, momentum and batch size among its sliders

    @property
    def notebook(self):
        """The file that shows it, called as those for which Voilà keeps a kernel warm."""
        return f"11_{self.name}.ipynb"


CONTENDERS = (
    Contender(
        "stage",
        ".stage-panels .stage-panel:first-child canvas:nth-of-type(2)",
        ".stage-slider input",
        ".stage-button[aria-label=Play]",
        has_speed=True,
        places=(2, 0, 1),  # the hand is the last, next to the picture
    ),
    Contender(
        "interact",
        ".jp-OutputArea img",
        ".noUi-handle",
        ".jupyter-widget-play button, .widget-play button",
        pad=10,  # the inline backend cuts the figure to what is drawn and adds a tenth of an inch
    ),
    Contender(
        "ipympl",
        ".jupyter-matplotlib-canvas-div canvas:first-of-type",
        ".noUi-handle",
        ".jupyter-widget-play button, .widget-play button",
    ),
)


@dataclass
class Traffic:
    """What goes over a page's websockets."""

    messages: int = 0
    bytes: int = 0

    def listen(self, page):
        """Count from now on."""
        page.on("websocket", self._opened)

    def reset(self):
        """Start from zero."""
        self.messages = self.bytes = 0

    def _opened(self, socket):
        socket.on("framesent", self._count)
        socket.on("framereceived", self._count)

    def _count(self, payload):
        self.messages += 1
        self.bytes += len(payload.encode() if isinstance(payload, str) else payload)


@dataclass
class Visit:
    """A page with a contender in it."""

    page: object
    contender: Contender
    home: object
    traffic: Traffic = field(default_factory=Traffic)

    async def measure(self, url, everything=True):
        """Return all samples of a visit, by their names."""
        await self._prepare()
        await self._quiet()
        samples = {"load": [await self._load(url)]}
        await self._quiet()
        samples["memory"] = [largest(self.home.kernels())]
        there_and_back = [RIGHT, LEFT] * OTHER_PRESSES
        samples |= await self._press("momentum", 1, there_and_back)
        if everything:
            samples |= await self._press("batch", 2, there_and_back[::-1])
            samples |= await self._press("eta", 0, [RIGHT] * PRESSES + [LEFT] * PRESSES)
            samples |= await self._sweep()
            samples |= await self._play()
        return samples

    async def _prepare(self):
        await prepare(self.page, self.contender.source, PANEL[1], self.contender.pad)
        self.traffic.listen(self.page)

    async def _load(self, url):
        """Milliseconds from the start of the navigation to the first picture."""
        for attempt in range(TRIALS):
            try:
                await self.page.goto(url, timeout=1000 * PATIENCE)
                break
            except TimeoutError:  # cells with Output widgets now and then never finish in Voilà
                if attempt == TRIALS - 1:
                    raise
        await self.page.wait_for_function("bench.seen[0]?.[4] > 0", timeout=1000 * PATIENCE)
        return await self.page.evaluate("bench.seen[0][4]")

    async def _quiet(self):
        """Wait until the servers have prepared the next page and this one has its pictures."""
        await self.page.wait_for_timeout(1500)
        for _ in range(40):
            before = cpu_seconds(self.home)
            await self.page.wait_for_timeout(500)
            if cpu_seconds(self.home) - before < 0.05:
                return

    async def _focus(self, slider):
        await self.page.locator(self.contender.slider).nth(self.contender.places[slider]).focus()
        await asyncio.sleep(REST)

    async def _press(self, name, slider, keys):
        """Return ms from each key press to the frame that shows the new state, and bytes each."""
        await self._focus(slider)
        square, step = CODES[slider]
        now = (await self.page.evaluate("bench.now"))[square]
        self.traffic.reset()
        delays = []
        for key in keys:
            now += step if key == RIGHT else -step
            await self.page.evaluate("bench.clear()")
            await self.page.keyboard.press(key)
            answer = self.page.evaluate("([s, c]) => bench.until(s, c)", [square, now])
            delays.append(await asyncio.wait_for(answer, PATIENCE))
            await asyncio.sleep(random.uniform(0.2, 0.3))
        await asyncio.sleep(REST)
        drawn, painted = map(list, zip(*delays, strict=True))
        per_change = self.traffic.bytes / len(keys)
        return {name: drawn, f"{name} painted": painted, f"{name} bytes": [per_change]}

    async def _sweep(self):
        """Hold the key, to one end and back; how often did the picture change meanwhile."""
        await self._focus(0)
        await self.page.evaluate("bench.clear()")
        self.traffic.reset()
        place = ETAS.index(0.1)
        clock, presses, key = asyncio.get_running_loop(), [], RIGHT
        begin = clock.time()
        for i in range(SWEEP_SECONDS * KEYS_PER_SECOND):
            await asyncio.sleep(begin + i / KEYS_PER_SECOND - clock.time())
            if place in (0, len(ETAS) - 1):
                key = RIGHT if place == 0 else LEFT
            place += 1 if key == RIGHT else -1
            presses.append(asyncio.create_task(self.page.keyboard.down(key)))
        await asyncio.gather(*presses)
        keys, seen = await self.page.evaluate("[bench.keys, bench.seen]")
        await self.page.keyboard.up(RIGHT)
        await self.page.keyboard.up(LEFT)
        painted = [row[0] for row in seen]
        began, ended = keys[0], keys[-1]
        changes = rate(painted, began, ended)
        return {
            "sweep": [changes],
            "keys": [rate(keys, began, ended)],
            "sweep bytes": [self.traffic.bytes / max(1, len(painted))],
        }

    async def _play(self):
        """Frames per second and messages from the first frame to the last, or for some seconds."""
        await asyncio.sleep(REST)
        if self.contender.has_speed:
            await self.page.locator(".stage-speed").select_option("60")
        await asyncio.sleep(3 * REST)
        await self.page.evaluate("bench.clear()")
        self.traffic.reset()
        await self.page.locator(self.contender.play).first.click()
        await self.page.evaluate(
            f"Promise.race([bench.until({STEP}, {STEPS}), new Promise(d => setTimeout(d, 4000))])"
        )
        messages = self.traffic.messages
        times = [row[0] for row in await self.page.evaluate("bench.seen")]
        return {
            "play": [1000 * (len(times) - 1) / (times[-1] - times[0])],
            "messages": [messages],
        }


async def prepare(page, source, height, pad=0):
    """Let a page read the tag in every frame, from a picture of some height (CSS pixels)."""
    settings = {"source": source, "pad": pad, "height": height, "cell": CELL}
    script = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
    await page.add_init_script(script.replace("SETTINGS", json.dumps(settings)))


def largest(kernels):
    """Return the memory (PSS, MB) of the largest kernel: that of the page, or one just like it."""
    return max(kernel.memory_full_info().pss for kernel in kernels) / 1e6


def cpu_seconds(home):
    """Return the processor time that a server and its kernels have used so far."""
    server, total = psutil.Process(home.process.pid), 0.0
    for process in [server, *server.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total
