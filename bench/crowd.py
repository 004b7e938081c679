"""What one learner costs a server: memory and processor time, in each of the course's homes.

Processor time, unlike a clock's, hardly depends on what else the machine does. The servers and
their kernels are counted, the browser is not. `tools/capacity.py` computes from the table how many
learners a machine bears.
"""

import os
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from bench.report import renewed

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests" / "browser"))
import homes  # noqa: E402
import nginx  # noqa: E402
from chromium import FLAGS, find_chromium  # noqa: E402
from processes import free_ports  # noqa: E402
from seen import WATCH  # noqa: E402
from stored import unfold  # noqa: E402

from tools.site import dashboards  # noqa: E402

MARKS = ("<!-- bench crowd: written by make bench -->", "<!-- /bench crowd -->")
SECTIONS = sorted(path.name for path in homes.NOTEBOOKS.glob("[0-1][0-9]_*.ipynb"))
CONTROL, SHOWN_IN = "momentum m", "00_start_here.ipynb"
PAGE = "11_where_do_you_draw_the_line.html"
PRESSES = 20
VISITS = 10
REST = 2  # s in which nothing more is computed: the section is there
PATIENCE = 180  # s
RUN = """async () => {
  const notebook = jupyterapp.shell.currentWidget;
  await notebook.context.ready;
  await notebook.sessionContext.ready;
  jupyterapp.commands.execute("notebook:run-all-cells");
}"""
NOTE = """\
Medians over the notebooks that were opened, and the worst: {lab} in JupyterLab, {dashboards} as
dashboards. The change is of the momentum on the start page; the page is that of section 11, with
all of its explorers, from nginx with TLS. Processor time of the server and its kernels. PSS counts
once what processes share. On {cores} cores; load average before and after: {load}."""


def processes(server):
    """A server and its kernels."""
    return [server, *server.children(recursive=True)]


def spent(server):
    """Processor time of each process of a server and its kernels so far, in seconds."""
    found = {}
    for each in processes(server):
        with suppress(psutil.NoSuchProcess):  # it has just ended
            found[each.pid, each.create_time()] = sum(each.cpu_times()[:2])
    return found


def since(before, now):
    """Seconds of all that run now; what has ended meanwhile belongs to an earlier visit."""
    return sum(seconds - before.get(each, 0) for each, seconds in now.items())


def settled(server):
    """Wait until a server and its kernels rest; return the time spent by then."""
    end, last, rests = time.monotonic() + PATIENCE, spent(server), time.monotonic()
    while time.monotonic() < end and time.monotonic() - rests < REST:
        time.sleep(0.2)
        now = spent(server)
        if since(last, now) > 0.03:  # three ticks: more than the heartbeat
            last, rests = now, time.monotonic()
    return last


def opened(page, home, name, lab):
    """Open a section and wait until all of it was computed; a page computes what is unfolded."""
    page.set_default_timeout(1000 * PATIENCE)
    if not lab:
        page.add_init_script(path=WATCH)
    page.goto(home.page(name))
    if lab:
        page.wait_for_function("window.jupyterapp?.shell.currentWidget?.sessionContext")
        page.evaluate(RUN)
        page.wait_for_selector(".stage-slider input", state="attached")
    else:
        for figure in unfold(page):
            figure.locator(".player-has-python").wait_for(state="attached")


def visit(browser, home, name, lab):
    """What one section costs: seconds of opening, kernel and server in MB, seconds of a change."""
    server = psutil.Process(home.process.pid)
    began = settled(server)
    with browser.new_context() as context:
        page = context.new_page()
        opened(page, home, name, lab)
        cost = {"opening": since(began, settled(server))}
        kernels = home.kernels()
        kernel = max(kernels, key=lambda each: each.create_time())
        cost["kernel"] = kernel.memory_full_info().pss / 1e6
        others = [each for each in processes(server) if each not in kernels]
        cost["server"] = sum(each.memory_full_info().pss for each in others) / 1e6
        if name == SHOWN_IN:
            cost["change"] = change(page, server)
        page.evaluate("window.jupyterapp?.shell?.currentWidget?.sessionContext?.shutdown()")
    return cost


def change(page, server):
    """Seconds of processor time for one change that the kernel is asked for."""
    slider = page.get_by_role("slider", name=CONTROL).first
    slider.focus()
    before = settled(server)
    for _ in range(PRESSES):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(250)
    return since(before, settled(server)) / PRESSES


def in_home(browser, start, lab):
    """The costs of every section in a home."""
    with tempfile.TemporaryDirectory() as folder, start(homes.NOTEBOOKS, Path(folder)) as home:
        if not lab:
            dashboards.build(Path(folder, "pages"))
        found = []
        for name in SECTIONS:
            found.append(visit(browser, home, name, lab))
            print(name, {key: round(value, 3) for key, value in found[-1].items()}, flush=True)
        return found


@contextmanager
def files(folder):
    """nginx that serves a folder with TLS: its process and address."""
    with tempfile.TemporaryDirectory() as scratch:
        scratch, (port, plain) = Path(scratch), free_ports(2)
        crt, key = nginx.certificate(scratch)
        replaced = {
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen 443 ": f"listen 127.0.0.1:{port} ",
            "/etc/letsencrypt/live/course.example.org/fullchain.pem": crt,
            "/etc/letsencrypt/live/course.example.org/privkey.pem": key,
            "/srv/course/site/": f"{folder}/",
        }
        with nginx.running(scratch, replaced) as process:
            yield psutil.Process(process.pid), f"https://127.0.0.1:{port}/course"


def read_through(page):
    """Open all that a page keeps closed, and look at each explorer."""
    for closed in page.get_by_role("button", name="show me anyway").all():
        closed.click()
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    for explorer in page.locator(".explorer").all():
        explorer.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")


def pages(browser, folder):
    """What a visit to a page of the folder costs nginx: seconds and MB."""
    with files(folder) as (server, url):
        time.sleep(1)
        before, loaded = spent(server), []
        for _ in range(VISITS):
            with browser.new_context(ignore_https_errors=True, service_workers="block") as context:
                page = context.new_page()
                session = context.new_cdp_session(page)
                session.send("Network.enable")
                session.on(
                    "Network.loadingFinished", lambda told: loaded.append(told["encodedDataLength"])
                )
                page.goto(f"{url}/{PAGE}")
                page.wait_for_load_state()
                read_through(page)
        return {
            "opening": since(before, spent(server)) / VISITS,
            "sent": sum(loaded) / VISITS / 1e6,
        }


def measure():
    """Visit every section in both homes, and a page of the folder, which has to be built.

    ``SystemExit`` if that is not there, or no nginx: before ten minutes have passed.
    """
    if not (ROOT / "site" / PAGE).exists() or not nginx.find_nginx():
        raise SystemExit("crowd: run `make site` and `python tests/browser/nginx.py --install`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        found = {
            "lab": in_home(browser, homes.jupyterlab, lab=True),
            "dashboards": in_home(browser, homes.voila, lab=False),
            "pages": [pages(browser, ROOT / "site")],
        }
        browser.close()
    return found


def of(found, place, name, scale=1, unit="", digits=0):
    """The median of some costs, and the worst if there are several."""
    values = [scale * cost[name] for cost in found.get(place, []) if name in cost]
    if not values:
        return "–"
    said = [statistics.median(values)] + ([max(values)] if len(values) > 1 else [])
    return " / ".join(f"{value:.{digits}f}" for value in said) + f" {unit}"


def table(found):
    """The Markdown table of the costs."""
    rows = [
        ("server, PSS", "server", 1, "MB", 0),
        ("kernel with a section, PSS", "kernel", 1, "MB", 0),
        ("opening a section, processor time", "opening", 1, "s", 2),
        ("a change that asks the kernel, processor time", "change", 1000, "ms", 0),
        ("sent for a page", "sent", 1, "MB", 2),
    ]
    lines = ["| | lab | dashboards | pages |", "|---|---:|---:|---:|"]
    for what, name, *how in rows:
        cells = [of(found, place, name, *how) for place in ("lab", "dashboards", "pages")]
        lines.append(f"| {what} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def write(found, load, page):
    """Write the table into a page, between its marks; return the text."""
    load = " and ".join(f"{value:.1f}" for value in load)
    opened = {place: len(found.get(place, [])) for place in ("lab", "dashboards")}
    note = NOTE.format(**opened, cores=os.cpu_count(), load=load)
    text = f"{table(found)}\n{note}\n"
    page.write_text(renewed(page.read_text("utf-8"), text, MARKS), encoding="utf-8")
    return text
