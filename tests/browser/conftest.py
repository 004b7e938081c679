"""Fixtures for tests that drive a real Chromium against JupyterLab and Voilà.

A test asks for `open_voila` or `open_lab` and calls it with a notebook's file name. A module that
wants notebooks of its own overrides the fixture `notebooks` with a folder of them.
"""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import homes
import pytest
from playwright.sync_api import Page, expect
from seen import LATE, WATCH
from stored import unfold

WINDOW = {"width": 1280, "height": 900}
OPEN = """async (path) => {
  const notebook = await jupyterapp.commands.execute("docmanager:open", { path });
  await notebook.context.ready;
  await notebook.sessionContext.ready;
}"""
CLOSE = """async () => {
  const notebook = jupyterapp.shell.currentWidget;
  if (!notebook?.sessionContext) return; // the launcher, or nothing
  await notebook.sessionContext.shutdown();
  notebook.dispose(); // to close it would be to be asked whether to save it
}"""


SELDOM = """{
  const soon = window.setTimeout;
  window.setTimeout = (act, ms, ...rest) => soon(act, ms === 100 ? 4000 : ms, ...rest);
}"""  # as on a busy page: who looks for a model every 100 ms looks but once, and too late


GIVEN_UP = """{
  const after = AbortSignal.timeout;
  AbortSignal.timeout = (ms) => after.call(AbortSignal, ms === 2000 ? 0 : ms);
}"""  # as on a busy page: anywidget has given up before a widget's module is there


@dataclass
class Visit:
    """A page that was opened, and what it said and asked for meanwhile."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self):
        page = self.page
        page.on("console", self._hear)
        page.on("pageerror", self._hear_of_fault)
        page.on("requestfailed", self._fail)
        page.on("response", self._check)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))

    @property
    def external(self) -> list[str]:
        """Requests that went to another host."""
        inside = ("127.0.0.1", None)  # None: data: and blob: addresses
        return [url for url in self.requests if urlsplit(url).hostname not in inside]

    def _hear(self, message) -> None:
        if message.type == "error":
            self.errors.append(f"console: {message.text} ({message.location.get('url')})")

    def _hear_of_fault(self, error) -> None:
        if LATE not in str(error):
            self.errors.append(f"uncaught: {error}")

    def _fail(self, request) -> None:
        if "/voila/api/shutdown/" not in request.url:  # said while leaving: nobody waits for it
            self.errors.append(f"failed: {request.url} {request.failure}")

    def _check(self, response) -> None:
        if response.status >= 400:
            self.errors.append(f"HTTP {response.status}: {response.url}")


@pytest.fixture(scope="module")
def notebooks() -> Path:
    """The folder of notebooks that the homes serve; override it to serve others."""
    return homes.NOTEBOOKS


@pytest.fixture(scope="session")
def serve(tmp_path_factory):
    """``serve(homes.voila, folder)``: a home over the folder, started once."""
    running = {}
    with ExitStack() as stack:

        def serve(start, notebooks: Path) -> homes.Home:
            if (start, notebooks) not in running:
                folder = tmp_path_factory.mktemp(start.__name__)
                running[start, notebooks] = stack.enter_context(start(notebooks, folder))
            return running[start, notebooks]

        yield serve


@contextmanager
def visits(browser):
    """A function that opens pages, as `visit` does; at the end they are closed."""
    with ExitStack() as stack:

        def visit(url: str, **context) -> Visit:
            context.setdefault("viewport", WINDOW)
            page = stack.enter_context(browser.new_context(**context)).new_page()
            page.add_init_script(path=WATCH)
            visit = Visit(page)
            page.goto(url)
            return visit

        yield visit


@pytest.fixture
def visit(browser):
    """``visit(url, **context)``: a new page at the address; its context takes Playwright's options.

    For example ``viewport={"width": 375, "height": 800}``, ``color_scheme="dark"``,
    ``device_scale_factor=2``, ``has_touch=True``.
    """
    with visits(browser) as visit:
        yield visit


@pytest.fixture
def open_late(browser):
    """``open_late(url)``: a page so busy that ipywidgets and anywidget have given up early on."""
    with browser.new_context() as context:
        context.add_init_script(SELDOM)
        context.add_init_script(GIVEN_UP)

        def open_late(url: str) -> Page:
            page = context.new_page()
            page.goto(url)
            return page

        yield open_late


def dashboards(serve, visit, notebooks):
    """A function that opens dashboards, as `open_voila` does."""

    def open_voila(name: str, query: str = "", **context) -> Visit:
        home = serve(homes.voila, notebooks)
        opened = visit(home.page(name) + query, **context)
        opened.page.wait_for_selector("#rendered_cells", state="visible")
        return opened

    return open_voila


@pytest.fixture
def open_voila(serve, visit, notebooks):
    """``open_voila(name, query="", **context)``: a dashboard, waited for until its cells show."""
    return dashboards(serve, visit, notebooks)


@pytest.fixture
def open_dashboard(serve, visit):
    """``open_dashboard(name, query="", **context)``: a notebook's page, all of it played by Python.

    Every prediction is locked in, and everything that is folded is open.
    """

    def open_dashboard(name: str, query: str = "", **context) -> Visit:
        home = serve(homes.voila, homes.NOTEBOOKS)
        homes.build_page(home, name)
        opened = visit(home.page(name) + query, **context)
        assert "/voila/pages/" in opened.page.url
        for figure in unfold(opened.page):
            expect(figure.locator(".player-has-python")).to_have_count(1)
        expect(opened.page.locator(".site-python")).to_be_empty()
        return opened

    return open_dashboard


@pytest.fixture(scope="module")
def keep_voila(serve, browser, notebooks):
    """As `open_voila`, for a module whose tests share a page and leave it as it was."""
    with visits(browser) as visit:
        yield dashboards(serve, visit, notebooks)


def wait_for_lab(page):
    """Wait until JupyterLab is there."""
    page.wait_for_function("'jupyterapp' in window")
    page.evaluate("jupyterapp.restored")


def run_in_lab(page, name):
    """Open a notebook in JupyterLab and run all of its cells."""
    page.evaluate(OPEN, f"notebooks/{name}")
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")


@pytest.fixture
def reload_lab(opened):
    """``reload_lab(name)``: the page of `open_lab` loaded again, and all cells of its notebook run.

    The kernel goes on.
    """

    def reload_lab(name: str) -> None:
        opened.page.reload()
        wait_for_lab(opened.page)
        run_in_lab(opened.page, name)

    return reload_lab


@pytest.fixture(scope="module")
def open_lab(serve, browser, notebooks):
    """``open_lab(name, **media)``: the notebook alone in JupyterLab, all cells run.

    The one before is closed. JupyterLab itself is loaded once in a module, which takes longer than
    a notebook in it; so the options are only those that a page can change: viewport, color_scheme.
    """
    home = serve(homes.jupyterlab, notebooks)
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(path=WATCH)
        lab = Visit(page)
        page.goto(f"{home.url}/doc")
        wait_for_lab(page)

        def open_lab(name: str, viewport: dict = WINDOW, color_scheme: str = "light") -> Visit:
            page.evaluate(CLOSE)
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=color_scheme)
            lab.errors.clear()
            lab.requests.clear()
            run_in_lab(page, name)
            return lab

        yield open_lab
        page.evaluate(CLOSE)
