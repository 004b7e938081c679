"""Ways in which a visitor could run code, read files or hold up others, tried one by one."""

import contextlib
import json
import signal
import sys
from unittest.mock import Mock, call

import homes
import pytest
from nbformat.v4 import new_markdown_cell as prose
from stranger import HEADER, PROTOCOL, Stranger, ask, ask_for_python, framed, headers, message
from websockets.exceptions import ConnectionClosed, InvalidStatus

from serving import kernel as kernel_of_pages

SECTION = "11_b.ipynb"
SECRETS = ("Traceback", "site-packages", "root:", str(homes.REPOSITORY))
KERNELS = 2
FRAMES = "'self' https://school.example"
EXPLORER = {"name": "LineExplorer", "options": "{'eta': 0.3}"}


@pytest.fixture(scope="module")
def home(tmp_path_factory, write_notebook):
    """A dashboards server with room for two kernels."""
    folder = tmp_path_factory.mktemp("doors")
    (folder / "written").mkdir()
    write_notebook(folder / "written" / SECTION, prose("# B"))
    (folder / "secret.png").write_text("root: secret")
    options = f"--Pages.kernels={KERNELS}", f"--Dashboards.frames={FRAMES}"
    with homes.voila(folder / "written", folder, *options) as home:
        yield home


@pytest.fixture(scope="module")
def kernel(home):
    return ask_for_python(home)[-1]["kernel"]


@pytest.fixture
def stranger(home, kernel):
    """A visitor at a kernel that has an explorer; at the end it must answer as at the start."""
    with Stranger(home, kernel) as stranger:
        stranger.say("comm_open", {"comm_id": "mine", "target_name": "explorer", "data": EXPLORER})
        yield stranger
    with Stranger(home, kernel) as another:
        said = another.say("comm_msg", {"comm_id": "mine", "data": {"acts": [["put", "{}"]]}})
        assert "changes" in said[0][1]["data"]
        another.say("comm_close", {"comm_id": "mine", "data": {}})


def tells_nothing(said, home):
    words = json.dumps(said)
    assert not [secret for secret in (*SECRETS, str(home.log.parent)) if secret in words]


PATHS = [
    *("/api/contents", "/api/contents/server.log", "/api/kernels", "/api/sessions"),
    *("/api/terminals", "/api/kernelspecs", "/api/config/x", "/terminals/1", "/lab", "/tree"),
    *(f"/files/{SECTION}", f"/nbconvert/html/{SECTION}", "/edit/server.log"),
    *("/voila/files/../secret.png", "/voila/files/%2e%2e/secret.png", "/voila/files/server.log"),
    *("/voila/files/..%2fsecret.png", "/voila/files/%2fetc%2fpasswd", f"/voila/files/{SECTION}"),
    *("/voila/pages/../server.log", "/voila/pages/..%2f..%2fserver.log", "/voila/pages/x%00.html"),
    *("/voila/pages/%2fetc%2fpasswd", "/voila/pages/..%2f..%2fsecret.png", "/voila/pages/nothing"),
    *("/voila/render/../server.log", "/voila/render/..%2fserver.log", "/voila/render/%00.ipynb"),
    *("/voila/render/" + "x" * 300 + ".ipynb", "/voila/pages/" + "x" * 300 + ".html"),
    *("/voila/render/nothing.ipynb", "/voila/tree/..", "/voila/tree/%00"),
    *("/voila/static/..%2f..%2f..%2fetc%2fpasswd", "/voila/labextensions/..%2fx"),
    *("/voila/templates/course/static/..%2f..%2f..%2f..%2fetc%2fpasswd", "/voila/api/themes/../x"),
    *("/voila/api/contents/..%2fserver.log", "/voila/api/contents/%00"),
    *("/voila/api/contents/server.log", "/voila/execution/0-0-0-0-0", "/voila/query/0-0-0-0-0"),
    *("/api/kernels/0-0-0-0-0", "/api/kernels/0-0-0-0-0/channels"),
    *("/voila/templates/x", "/voila/templates/x/static/y", "/voila/templates/course/static/"),
    *("/voila/templates/course/static/../../conf.json", "/voila/templates/course/conf.json"),
    *("/logout", "/login"),
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_leads_to_files_or_to_what_runs(home, path, method):
    status, words = ask(home.url + path, method, b'{"name": "python3"}' * (method == "POST"))
    assert 400 <= status < 500
    tells_nothing(words, home)


def test_of_a_notebook_only_its_name_is_listed(home):
    status, words = ask(f"{home.url}/voila/api/contents/{SECTION}")
    assert status == 200
    assert json.loads(words)["content"] is None


@pytest.mark.parametrize("path", ["health", "render/none.ipynb", "pages/none.html", "python"])
def test_no_other_site_shows_a_dashboard_in_a_frame(home, path):
    policy = headers(f"{home.url}/voila/{path}")["Content-Security-Policy"]
    assert policy.split(";")[0] == f"frame-ancestors {FRAMES}"


def test_large_requests_are_refused(home):
    with contextlib.suppress(OSError):  # the server hangs up while we still speak
        assert ask(f"{home.url}/voila/python", "POST", b"x" * 2_000_000)[0] >= 400
    assert ask(f"{home.url}/voila/health")[0] == 200


@pytest.mark.parametrize(
    ("kind", "content", "channel"),
    [
        ("execute_request", {"code": "open('made', 'w')", "silent": True}, "shell"),
        ("execute_request", {"code": "open('made', 'w')", "silent": True}, "control"),
        ("input_reply", {"value": "x"}, "stdin"),
        ("complete_request", {"code": "o", "cursor_pos": 1}, "shell"),
        ("inspect_request", {"code": "open", "cursor_pos": 1}, "shell"),
        ("history_request", {"hist_access_type": "tail", "n": 9}, "shell"),
        ("interrupt_request", {}, "control"),
        ("debug_request", {"type": "request", "command": "evaluate"}, "control"),
        ("create_subshell_request", {}, "control"),
    ],
)
def test_what_pages_never_say_reaches_no_kernel(stranger, home, kind, content, channel):
    assert stranger.say(kind, content, channel) == []
    assert not list(home.log.parent.rglob("made"))


@pytest.mark.parametrize("target", ["nobody", "jupyter.widget", "jupyter.widget.control", ""])
def test_nothing_but_explorers_can_be_opened(stranger, home, target):
    data = {"state": {"_model_name": "IntSliderModel"}}
    said = stranger.say("comm_open", {"comm_id": "x", "target_name": target, "data": data})
    assert [kind for kind, _ in said] == ["comm_close"]
    tells_nothing(said, home)


def test_widgets_inside_an_explorer_are_not_listed(stranger):
    stranger.send()
    assert stranger.comms == {"mine": {"target_name": "explorer"}}


@pytest.mark.parametrize(
    "data",
    [
        *(None, 5, "x", [], {}, {"acts": 5}, {"acts": None}, {"acts": [5]}, {"acts": [[]]}),
        *(
            {"acts": [["close"]]},
            {"acts": [["set"]]},
            {"acts": [["press", 0, 0]]},
            {"acts": [[{}]]},
        ),
        *({"acts": [["set", 0, "children", []]]}, {"acts": [["set", "x", "y", "z"]]}),
        {"acts": [["put", "{'eta': __import__('os').system('touch made')}"]]},
        *(
            {"acts": [["put", "{'eta': open('/etc/passwd').read()}"]]},
            {"acts": [["put", "{'z': 1}"]]},
        ),
        *({"acts": [["put", "{'eta': 'x'}"]]}, {"acts": [["put", "{'eta': -1}"]]}),
        {"acts": [["put", "[" * 9000]]},
    ],
)
def test_nonsense_is_answered_in_words(stranger, home, data):
    (error,) = stranger.errors("mine", data)
    assert error
    tells_nothing(error, home)
    assert not list(home.log.parent.rglob("made"))


@pytest.mark.parametrize(
    "data",
    [
        *(None, 5, [], {}, {"name": "Explorer", "options": "{}"}, {"name": "LineExplorer"}),
        *({"name": "LineExplorer", "options": "{'eta': open('x')}"}, {"name": [], "options": {}}),
        {"name": "LineExplorer", "options": "{'layout': 1}"},
    ],
)
def test_what_cannot_be_opened_is_answered_in_words(stranger, home, data):
    said = stranger.say("comm_open", {"comm_id": "y", "target_name": "explorer", "data": data})
    assert said[0][1]["data"]["error"]
    tells_nothing(said, home)
    assert [*stranger.comms] == ["mine"]


def test_a_page_has_so_many_explorers_and_no_more(stranger):
    opened = {"target_name": "explorer", "data": {"name": "SaturationExplorer", "options": "{}"}}
    for n in range(kernel_of_pages.MOST - 1):
        stranger.say("comm_open", {"comm_id": f"{n}", **opened})
    said = stranger.say("comm_open", {"comm_id": "one more", **opened})
    assert str(kernel_of_pages.MOST) in said[0][1]["data"]["error"]
    for n in range(kernel_of_pages.MOST - 1):
        stranger.say("comm_close", {"comm_id": f"{n}", "data": {}})


def walk_of(steps):
    """What opens an explorer with so many steps for each of its takes."""
    data = {"name": "PathsExplorer", "options": f"{{'steps': {steps}}}"}
    return {"comm_id": "long", "target_name": "explorer", "data": data}


@pytest.mark.skipif(sys.platform == "win32", reason="kernels are not forked there")
def test_who_wants_more_memory_than_there_is_for_a_page_is_told(stranger):
    said = stranger.say("comm_open", walk_of(10_000_000))  # 4.5 GB
    assert "memory" in said[0][1]["data"]["error"]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no signal ends what takes too long")
def test_who_takes_too_long_is_told(monkeypatch):
    monkeypatch.setattr(kernel_of_pages, "SECONDS", 1)
    monkeypatch.setattr(kernel_of_pages.comm.get_comm_manager(), "targets", {})
    channel, message = Mock(comm_id="long"), {"content": walk_of(100_000)}  # 45 MB, two minutes
    kernel_of_pages.opened(channel, message)
    assert channel.send.call_args == call({"error": "That takes longer than 1 s."})
    assert channel.close.called
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


GOOD = message("comm_info_request", {})[1]
MALFORMED = {
    "2⁶⁴ parts": b"\xff" * 8 + GOOD[8:],
    "4 billion parts": (2**32).to_bytes(8, "little") + GOOD[8:],
    "cut": GOOD[:-1],
    "too long": GOOD + b"x",
    "nothing": b"",
    "a few bytes": b"abc",
    "too few parts": framed([b"shell", b"{}"]),
    "a place before the start": GOOD[:16] + (0).to_bytes(8, "little") + GOOD[24:],
    "a header of no kind": framed([b"shell", b"{}", b"{}", b"{}", b"{}"]),
    "a header that is a list": framed([b"shell", b"[]", b"{}", b"{}", b"{}"]),
    "a header that is deep": framed([b"shell", b"[" * 100_000, b"{}", b"{}", b"{}"]),
    "no JSON": framed([b"shell", b"{", b"{}", b"{}", b"{}"]),
    "no UTF-8": framed([b"\xff\xfe", b"\xff", b"{}", b"{}", b"{}"]),
    "text": GOOD.decode("latin-1"),
    "2 MB": message("comm_msg", {"comm_id": "mine", "data": {"acts": ["x" * 2_000_000]}})[1],
}


@pytest.mark.parametrize("name", MALFORMED)
def test_whoever_sends_no_message_is_cut_off(stranger, home, name):
    """And the others are served as before: `stranger` asks for it."""
    with pytest.raises(ConnectionClosed):
        stranger.send(MALFORMED[name])
    assert ask(f"{home.url}/voila/health")[0] == 200


def test_content_that_cannot_be_read_harms_nobody(stranger, home):
    header = json.dumps(HEADER | {"msg_type": "comm_msg", "msg_id": "n"}).encode()
    contents = (b"{", b"[" * 100_000, b"[]", b"5", b'{"comm_id": []}')
    said = stranger.send(*(framed([b"shell", header, b"{}", b"{}", c]) for c in contents))
    tells_nothing(said, home)


@pytest.mark.parametrize("protocols", [(), ("other",)])
def test_the_old_protocol_is_not_spoken(home, kernel, protocols):
    with pytest.raises(InvalidStatus) as refused, Stranger(home, kernel, protocols):
        pass
    assert refused.value.response.status_code == 400


def test_no_more_kernels_start_than_there_is_room_for(home, kernel):
    """Neither for pages that play already nor for Voilà's own."""
    told = [ask_for_python(home)[-1] for _ in range(KERNELS)]
    assert [*map(list, told)] == [["kernel", "lab"]] * (KERNELS - 1) + [["full"]]
    status, words = ask(f"{home.url}/voila/render/{SECTION}?voila")
    assert status >= 400
    tells_nothing(words, home)
    assert json.loads(ask(f"{home.url}/voila/health")[1])["kernels"] == KERNELS
    assert ask(f"{home.url}/voila/api/shutdown/{told[0]['kernel']}", "POST", b"")[0] == 204
    assert [*ask_for_python(home)[-1]] == ["kernel", "lab"]


def test_the_protocol_is_that_of_the_pages():
    script = homes.REPOSITORY / "tools" / "site" / "web" / "kernel.js"
    assert f'PROTOCOL = "{PROTOCOL}"' in script.read_text("utf-8")
