"""The checker of the links to other hosts, asked about a host of its own."""

from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import links_outside
import pytest
from links_outside import addresses, answer, faults


class Host(BaseHTTPRequestHandler):
    """Answers /200 with 200, and so on; /get only if the method is GET; /moved leads to /200."""

    def reply(self, method):
        name = self.path.strip("/")
        status = 302 if name == "moved" else 200 if name == "get" else int(name)
        self.send_response(405 if (name, method) == ("get", "HEAD") else status)
        self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_HEAD(self):
        self.reply("HEAD")

    def do_GET(self):
        self.reply("GET")

    def log_message(self, *details):
        pass


@pytest.fixture(scope="module")
def host():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    Thread(target=partial(server.serve_forever, poll_interval=0.01), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("page", "said"), [("200", 200), ("moved", 200), ("get", 200), ("404", 404), ("403", 403)]
)
def test_a_host_is_asked_as_it_can_be_asked(host, page, said):
    assert answer(f"{host}/{page}") == said


def test_who_does_not_answer_is_told():
    assert "refused" in str(answer("http://127.0.0.1:9/"))


def test_what_is_gone_is_a_fault_and_what_is_guarded_is_none():
    places = {"a": {"x.md", "b.md"}, "b": {"y"}, "c": {"z"}}
    assert faults(places, {"a": 404, "b": 403, "c": 200}) == ["a: 404, in b.md, x.md"]
    assert faults(places, {"a": 200, "b": OSError("no such host"), "c": 429}) == [
        "b: no such host, in y"
    ]


def test_without_a_network_nothing_is_said():
    assert faults({"a": {"x"}}, {"a": OSError("unreachable")}) is None


def test_addresses_end_where_the_sentence_goes_on():
    text = (
        "[![See](https://a.org/b_(c))](https://d.org/e), <https://f.org/#g>. `http://127.0.0.1:8/`"
    )
    assert addresses(text) == {"https://a.org/b_(c)", "https://d.org/e", "https://f.org/"}
    assert addresses("https://github.com/OWNER/x and https://course.example.org/y") == set()


def test_there_are_links_to_follow():
    texts = map(links_outside.text_of, links_outside.pages())
    assert len({address for text in texts for address in addresses(text)}) > 20
