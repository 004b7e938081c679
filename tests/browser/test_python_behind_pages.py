"""A page plays without its Python, says so when that is gone, and goes on where it was."""

import json
import sys
import time
import urllib.request
from contextlib import ExitStack
from types import SimpleNamespace

import homes
import pytest
from playwright.sync_api import expect
from processes import free_ports, running
from stored import unfold
from stranger import ask_for_python
from test_without_kernel import kill_kernels

from lecture_lib.explorers import LineExplorer

pytestmark = pytest.mark.browser

NAME = "11_where_do_you_draw_the_line.ipynb"
GONE = "Python is gone"
FIND = """const page = document.querySelector("script[src*='site.js']").src;
const { kernel } = await import(new URL("kernel.js", page));
const isHere = ({ elements, record }) => figure.contains(elements[record.root]);
const { stage, hand } = [...kernel.players].find(isHere);
const cut = () => stage.get("scene").takes < hand.get("options").length;
"""
IS_CUT = f"async (figure) => {{ {FIND} return cut(); }}"
LOSE_WHEN_CUT = f"""async (figure) => {{
  {FIND} stage.on("change:scene", () => cut() && kernel.socket && kernel.lost());
}}"""


class Host:
    """The dashboards, which can be stopped and started again at the same address."""

    def __init__(self, folder):
        self.folder, self.port, self.runs = folder, free_ports(1)[0], ExitStack()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        command = homes.serving(self.port, homes.NOTEBOOKS, self.folder)
        log = self.runs.enter_context((self.folder / "server.log").open("ab"))
        told = {"env": homes.environment(self.folder), "stdout": log, "stderr": log}
        told["cwd"] = homes.REPOSITORY
        self.process = self.runs.enter_context(running([sys.executable, "-m", *command], **told))
        self.until(lambda: self.health()["status"] == "ok")

    def stop(self):
        self.runs.close()

    def health(self):
        with urllib.request.urlopen(f"{self.url}/voila/health", timeout=60) as answer:
            return json.load(answer)

    def until(self, true, seconds=60):
        """Wait for what the server has to do."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if true():
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise AssertionError(self.health())


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    host = Host(tmp_path_factory.mktemp("host"))
    homes.build_page(SimpleNamespace(log=host.folder / "server.log"), NAME)
    host.start()
    yield host
    host.stop()


@pytest.fixture(autouse=True)
def started(host):
    """The server runs, whatever a test before has left."""
    if host.process.poll() is not None:
        host.start()


@pytest.fixture
def line(host, visit):
    """The page, and its explorer of the line in a state that Python has computed."""
    page = visit(f"{host.url}/voila/pages/{NAME.replace('.ipynb', '.html')}").page
    unfold(page)
    says_nothing(page)
    line = page.locator(".explorer", has=page.get_by_role("slider", name="momentum m")).first
    hand, momentum = controls(line)
    for slider, index in ((momentum, 3), (hand, 11)):
        slider.focus()
        slider.fill(str(index))
    line.get_by_role("button", name="To the end").click()
    expect(line.locator(".stage-readout")).to_have_text(sentence(momentum=3, eta=11))
    host.until(lambda: not line.evaluate(IS_CUT))  # the present take comes first
    return line


def controls(line):
    return [line.get_by_role("slider", name=name) for name in ("learning rate", "momentum m")]


def sentence(step=None, **indices):
    """What the library says of a state."""
    twin = LineExplorer(eta=0.3)
    for name, index in indices.items():
        twin.controls[name].index = index
    frame = twin.stage.frames - 1 if step is None else step
    said = twin.stage.sentence(frame=frame)
    twin.close(picture=False)
    return said


def says_nothing(page):
    expect(page.locator(".site-python")).to_be_empty()


def is_lost_and_plays(line):
    """The page says that Python is gone; what needs it waits, and the hand plays."""
    hand, momentum = controls(line)
    expect(line.page.locator(".site-python")).to_contain_text("Python is")
    expect(momentum).to_be_disabled()
    said = line.locator(".stage-readout").text_content()
    hand.focus()
    line.page.keyboard.press("ArrowRight")
    expect(line.locator(".stage-readout")).not_to_have_text(said)


def is_back_where_it_was(line, **indices):
    """Python is there, and says of the learner's state what the library says."""
    hand, momentum = controls(line)
    says_nothing(line.page)
    expect(momentum).to_be_enabled()
    assert [s.input_value() for s in (hand, momentum)] == [
        str(indices[name]) for name in ("eta", "momentum")
    ]
    line.get_by_role("button", name="To the end").click()
    expect(line.locator(".stage-readout")).to_have_text(sentence(**indices))


def start_again(page):
    """Press the key, if it is there: a page that asks by itself just then may have found Python."""
    page.evaluate("document.querySelector('.site-python button')?.click()")


def test_a_kernel_that_is_killed_comes_back_by_itself(host, line):
    kill_kernels(host)
    is_lost_and_plays(line)
    is_back_where_it_was(line, momentum=3, eta=12)
    _, momentum = controls(line)
    momentum.fill("5")  # and all works as before
    line.get_by_role("button", name="To the end").click()
    expect(line.locator(".stage-readout")).to_have_text(sentence(momentum=5, eta=12))


def test_a_server_that_is_started_again_is_found_again(host, line):
    host.stop()
    is_lost_and_plays(line)
    expect(line.page.locator(".site-python")).to_contain_text(GONE)
    host.start()
    start_again(line.page)
    is_back_where_it_was(line, momentum=3, eta=12)


def test_a_hand_whose_takes_have_not_come_waits_as_well(line):
    hand, momentum = controls(line)
    line.page.route("**/voila/python", lambda route: route.abort())
    line.evaluate(LOSE_WHEN_CUT)
    momentum.fill("5")
    expect(line.page.locator(".site-python")).to_contain_text(GONE)
    expect(hand).to_be_disabled()
    assert line.evaluate(IS_CUT)
    line.page.unroute("**/voila/python")
    is_back_where_it_was(line, momentum=5, eta=11)
    expect(hand).to_be_enabled()


def test_what_is_reset_without_python_stays_reset(host, line):
    host.stop()
    expect(line.page.locator(".site-python")).to_contain_text(GONE)
    line.get_by_role("button", name="reset").click()
    host.start()
    start_again(line.page)
    twin = LineExplorer(eta=0.3)
    is_back_where_it_was(line, **{n: twin.controls[n].index for n in ("momentum", "eta")})
    twin.close(picture=False)


def test_leaving_the_page_stops_its_kernel(host, line):
    host.until(lambda: host.health()["kernels"])
    line.page.goto("about:blank")
    host.until(lambda: host.health()["kernels"] == 0)


def test_what_the_page_shows_is_not_sent_to_it_again(visit, host):
    page, told = visit("about:blank").page, []

    def hear(socket):
        socket.on("framereceived", lambda frame: told.append(frame))

    page.on("websocket", hear)
    page.goto(f"{host.url}/voila/pages/{NAME.replace('.ipynb', '.html')}")
    unfold(page)
    says_nothing(page)
    assert any(b'"scene"' in frame for frame in told)
    assert not any(b'"under"' in frame for frame in told)
    page.emulate_media(color_scheme="dark")  # all is drawn anew
    # to ask the page anything lets the frames come in
    host.until(lambda: page.evaluate("1") and any(b'"under"' in frame for frame in told))


def test_who_has_to_wait_is_told_how_many_are_before(visit, host):
    """As the server tells it line by line, which is held up here between the lines."""
    opened = visit("about:blank", bypass_csp=True).page  # `wait_for_function` evaluates words
    opened.add_init_script(
        """const fetched = fetch;
        window.fetch = (address, ...options) => {
          if (!String(address).endsWith("voila/python")) return fetched(address, ...options);
          const told = new ReadableStream({ start: (stream) => (window.told = stream) });
          return Promise.resolve(new Response(told));
        };
        const bytes = (line) => new TextEncoder().encode(JSON.stringify(line) + "\\n");
        window.tell = (line) => told.enqueue(bytes(line));
        """
    )
    opened.goto(f"{host.url}/voila/pages/{NAME.replace('.ipynb', '.html')}")
    opened.wait_for_function("window.told")
    line = opened.locator(".site-python")
    for before, words in ((3, "3 pages are before this one"), (1, "one page is before this one")):
        opened.evaluate("(before) => tell({ before })", before)
        expect(line).to_contain_text(words)
    kernel = ask_for_python(host)[-1]
    opened.evaluate("(kernel) => { tell(kernel); told.close(); }", kernel)
    says_nothing(opened)


def test_who_finds_no_place_can_ask_again(visit, host):
    page = visit("about:blank").page
    page.route("**/voila/python", lambda route: route.fulfill(body='{"full": true}\n'), times=1)
    page.goto(f"{host.url}/voila/pages/{NAME.replace('.ipynb', '.html')}")
    expect(page.locator(".site-python")).to_contain_text("All places for Python are taken")
    page.get_by_role("button", name="Start it again").click()
    says_nothing(page)
