"""Pages before a kernel is there: which are shown, which lead to Voilà's own, and how long kept."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from jupyter_server.auth import AllowAllAuthorizer
from jupyter_server.auth.identity import PasswordIdentityProvider
from nbformat.v4 import new_markdown_cell as prose
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler

from serving.app import rules
from serving.metrics import MetricsHandler
from serving.pages import FOR_EVER, Pages, StoredPage, digest

SECTION = "11_b.ipynb"


@pytest.fixture(params=["", "notebooks"])
def pages(tmp_path, write_notebook, request):
    """A server's folder with a notebook, in it or in its folder `notebooks`, and its page."""
    folder = tmp_path / "root" / request.param
    folder.mkdir(parents=True)
    write_notebook(folder / SECTION, prose("# B"))
    write_notebook(folder / "my #1.ipynb", prose("# Mine"))
    pages = Pages(root=str(tmp_path / "root"), folder=str(tmp_path / "pages"))
    (pages.built / "made").mkdir(parents=True)
    (pages.built / "files").mkdir()
    (pages.built / "files" / "0123.json").write_text("{}")
    for name in (SECTION, "my #1.ipynb"):
        (pages.built / name).with_suffix(".html").write_text(f"the page of {name}")
        (pages.built / "made" / name).write_text(digest(folder / name))
    (tmp_path / "secret.html").write_text("secret")
    return pages


def test_a_page_belongs_to_the_notebook_as_it_is(pages, write_notebook):
    assert pages.page(SECTION) == "11_b.html"
    assert pages.page("12_c.ipynb") is None
    write_notebook(pages.root / pages.path(SECTION), prose("# Changed"))
    assert pages.page(SECTION) is None


def test_a_notebook_that_is_gone_has_no_page(pages):
    (pages.root / pages.path(SECTION)).unlink()
    assert pages.page(SECTION) is None


@pytest.mark.parametrize("name", ["x\0.ipynb", "x" * 300 + ".ipynb", "", ".", "..", "/"])
def test_names_that_no_notebook_has(pages, name):
    assert pages.page(name) is None
    assert pages.path(name) in (name, f"notebooks/{name}")


def matched(pages, path, **arguments):
    request = SimpleNamespace(path=path, arguments=arguments)
    found = StoredPage("/x/voila/render/", pages).match(request)
    return found and found["path_kwargs"]["page"]


def test_the_address_of_a_notebook_leads_to_its_page(pages):
    address = "/x/voila/render/" + pages.path(SECTION)
    assert matched(pages, address) == "11_b.html"
    assert matched(pages, address, theme=[b"dark"]) == "11_b.html"
    assert matched(pages, address, voila=[b""]) is None
    assert matched(pages, address.replace("/x/", "/")) is None
    other = {SECTION: f"notebooks/{SECTION}", f"notebooks/{SECTION}": SECTION}[pages.path(SECTION)]
    for path in (other, "12_c.ipynb", f"../{SECTION}", f"notebooks/../{SECTION}", ""):
        assert matched(pages, f"/x/voila/render/{path}") is None


class Voila(RequestHandler):
    """In the place of Voilà's own page."""

    def get(self, path):
        self.write(f"Voilà's own: {path}")


class Kernels:
    """In the place of kernels: a start lasts until it is allowed."""

    def __init__(self, running, port):
        self.port = port  # of the server whose kernels they are
        self.ids = [f"old {n}" for n in range(running)]
        self.allowed, self.started, self.stopped = asyncio.Semaphore(0), 0, []

    def list_kernel_ids(self):
        return self.ids

    async def start_kernel(self, **_):
        self.started += 1
        self.ids.append(f"new {self.started}")
        return self.ids[-1]

    async def shutdown_kernel(self, made):
        self.stopped.append(made)

    def get_kernel(self, made):
        async def ready(timeout):
            await self.allowed.acquire()

        nothing = SimpleNamespace(start_channels=list, stop_channels=list, wait_for_ready=ready)
        return SimpleNamespace(client=lambda: nothing)


def visiting(pages, visit, running=0, **settings):
    """What ``visit(ask, kernels)`` returns; ``ask(path)`` is an answer of a server with pages."""

    async def visits():
        listening, port = bind_unused_port()
        kernels = Kernels(running, port)
        own = [(r"/x/voila/render/(.*)", Voila), (r"/x/metrics", MetricsHandler)]
        identity = PasswordIdentityProvider(token="")
        server = HTTPServer(
            Application(
                [*rules(pages, "/x/"), *own],
                base_url="/x/",
                kernel_manager=kernels,
                identity_provider=identity,
                authorizer=AllowAllAuthorizer(identity_provider=identity),
                cookie_secret="secret",
                allow_remote_access=True,
                disable_check_xsrf=True,
                **settings,
            )
        )
        server.add_socket(listening)

        async def ask(path, **options):
            address = f"http://127.0.0.1:{port}{path}"
            return await AsyncHTTPClient().fetch(address, raise_error=False, **options)

        told = await visit(ask, kernels)
        server.stop()
        await server.close_all_connections()
        return told

    with ThreadPoolExecutor() as threads:  # another test's event loop may be running in this one
        return threads.submit(asyncio.run, visits()).result()


def asked(pages, path, **options):
    """The answer of a server to one question: its status, what it says, and its headers."""

    async def visit(ask, kernels):
        told = await ask(path, **options)
        return told.code, told.body.decode(), told.headers

    return visiting(pages, visit)


@pytest.mark.parametrize("query", ["", "?theme=dark"])
def test_who_asks_for_a_notebook_sees_its_page(pages, query):
    status, words, headers = asked(pages, f"/x/voila/render/{pages.path(SECTION)}{query}")
    assert (status, words) == (200, f"the page of {SECTION}")
    assert headers["Cache-Control"] == "no-cache"


def test_the_query_goes_with_it(pages):
    address = f"/x/voila/render/{pages.path(SECTION)}?theme=dark"
    status, _, headers = asked(pages, address, follow_redirects=False)
    assert (status, headers["Location"]) == (302, "/x/voila/pages/11_b.html?theme=dark")


def test_names_are_quoted_on_the_way(pages):
    own = f"/x/voila/render/{pages.path('my #1.ipynb')}".replace(" #", "%20%23")
    assert asked(pages, "/x/voila/pages/my%20%231.html")[1] == "the page of my #1.ipynb"
    (pages.built / "made" / "my #1.ipynb").write_text("older")
    status, _, headers = asked(pages, "/x/voila/pages/my%20%231.html", follow_redirects=False)
    assert (status, headers["Location"]) == (302, own)


def test_voila_answers_for_what_is_not_built(pages, write_notebook):
    path = pages.path(SECTION)
    assert asked(pages, f"/x/voila/render/{path}?voila")[1] == f"Voilà's own: {path}"
    write_notebook(pages.root / path, prose("# Changed"))
    for address in (f"/x/voila/render/{path}", "/x/voila/pages/11_b.html"):
        assert asked(pages, address)[1] == f"Voilà's own: {path}"
    assert asked(pages, "/x/voila/pages/12_c.html")[1] == "Voilà's own: notebooks/12_c.ipynb"


def test_what_is_named_by_its_content_is_kept(pages):
    status, words, headers = asked(pages, "/x/voila/pages/files/0123.json")
    assert (status, words, headers["Cache-Control"]) == (200, "{}", FOR_EVER)


@pytest.mark.parametrize(
    "path",
    [
        *("../secret.html", "..%2fsecret.html", "%2e%2e/secret.html", "files/../../../secret.html"),
        *("../../secret.html", "..%2f..%2fsecret.html", "....//secret.html", "../secret.html%00"),
        *("%2fetc%2fpasswd", "/etc/passwd", "%00", "x%00.html", "x" * 300, "files", "", "."),
    ],
)
def test_no_other_file_is_served(pages, path):
    status, words, _ = asked(pages, f"/x/voila/pages/{path}")
    assert status in (403, 404)
    assert "secret" not in words
    assert str(pages.root.parent) not in words
    assert "Traceback" not in words


def lines(told):
    return [json.loads(line) for line in told.body.decode().splitlines()]


ASK = {"path": "/x/voila/python", "method": "POST", "body": ""}


async def until(true):
    """Wait for what other tasks do."""
    while not true():
        await asyncio.sleep(0.001)


def test_kernels_start_some_at_a_time_in_order_of_arrival(pages):
    async def visit(ask, kernels):
        first = []
        for number in (1, 2):  # one after the other: two at a time may come in either order
            first.append(asyncio.create_task(ask(**ASK)))
            await until(lambda number=number: kernels.started == number)
        third = asyncio.create_task(ask(**ASK))
        await until(lambda: len(pages.turns.queue) == 3)
        started = kernels.started
        for _ in range(3):
            kernels.allowed.release()
        return started, [lines(await task) for task in (*first, third)]

    started, told = visiting(pages, visit)
    assert started == 2
    assert [line[0]["before"] for line in told] == [0, 0, 1]
    assert [line[-1]["kernel"] for line in told] == ["new 1", "new 2", "new 3"]
    assert pages.turns.queue == []


def test_there_are_no_more_kernels_than_there_is_room_for(pages):
    """Those that wait count, too: they will have one."""
    pages.kernels = 4

    async def visit(ask, kernels):
        told = asyncio.as_completed([ask(**ASK) for _ in range(5)])  # they come in any order
        full = [lines(await next(told)) for _ in range(2)]
        for _ in range(3):
            kernels.allowed.release()
        return full, [lines(await one)[-1] for one in told], kernels.ids

    full, rest, ids = visiting(pages, visit, running=1)
    assert full == [[{"full": True}]] * 2
    assert all("kernel" in told for told in rest)
    assert len(ids) == 4


def test_a_page_that_is_left_while_its_kernel_starts_keeps_none(pages):
    async def visit(ask, kernels):
        _, page = await asyncio.open_connection("127.0.0.1", kernels.port)
        page.write(b"POST /x/voila/python HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        await until(lambda: kernels.started)
        page.close()
        await page.wait_closed()
        await until(lambda: pages.turns.queue[0].gone)
        kernels.allowed.release()
        await until(lambda: kernels.stopped)
        await until(lambda: not pages.turns.queue)
        return kernels.stopped

    assert visiting(pages, visit) == ["new 1"]


@pytest.mark.parametrize("more", [{}, {"serverapp": object()}])
def test_a_page_knows_where_jupyterlab_is(pages, more):
    async def visit(ask, kernels):
        kernels.allowed.release()
        return lines(await ask(**ASK))[-1]["lab"]

    folder = str(pages.path(SECTION)).rpartition("/")[0]
    (pages.root / folder / "00_start_here.ipynb").write_text("{}")
    lab = f"/x/lab/tree/{folder}/".replace("//", "/") if more else None
    assert visiting(pages, visit, **more) == lab


def test_health_is_a_line(pages):
    pages.kernels = 7

    async def visit(ask, kernels):
        waits = asyncio.create_task(ask(**ASK))
        await until(lambda: kernels.started)
        told = json.loads((await ask("/x/voila/health")).body)
        kernels.allowed.release()
        await waits
        return told

    wanted = {"status": "ok", "kernels": 3, "most": 7, "waiting": 1, "pages": 2}
    assert visiting(pages, visit, running=2) == wanted


def test_metrics_are_prometheus_own(pages):
    status, words, headers = asked(pages, "/x/metrics")
    assert status == 200
    assert headers["Content-Type"].startswith("text/plain; version=")
    assert "# TYPE process_resident_memory_bytes gauge" in words
