"""A visitor who does not use the page: what may be said to a dashboard's kernel, byte by byte."""

import json
import urllib.error
import urllib.request
import uuid

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1
from websockets.sync.client import connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"
HEADER = {"username": "", "session": "stranger", "date": "2026-01-01T00:00:00Z", "version": "5.3"}


def ask(url, method="GET", data=None, headers=()):
    """Status and words of an answer, wherever it leads."""
    request = urllib.request.Request(url, data=data, headers=dict(headers), method=method)
    with answered(request) as answer:
        return answer.status, answer.read().decode(errors="replace")


def headers(url):
    """The headers of an answer."""
    with answered(url) as answer:
        return answer.headers


def answered(request):
    """An answer; an error is one, too."""
    try:
        return urllib.request.urlopen(request, timeout=60)
    except urllib.error.HTTPError as error:
        return error


def ask_for_python(home):
    """What a page is told that asks for a kernel."""
    _, words = ask(f"{home.url}/voila/python", "POST", b"")
    return [json.loads(line) for line in words.splitlines()]


def framed(parts):
    """Parts as one message: how many, where each begins, and the parts."""
    count = len(parts) + 1
    places = [8 * (count + 1)]
    for part in parts:
        places.append(places[-1] + len(part))
    return b"".join([number.to_bytes(8, "little") for number in (count, *places)] + parts)


def message(kind, content, channel="shell"):
    """The number of a message, and the message."""
    header = HEADER | {"msg_id": uuid.uuid4().hex, "msg_type": kind}
    parts = [channel, *map(json.dumps, (header, {}, {}, content))]
    return header["msg_id"], framed([part.encode() for part in parts])


def unframed(data):
    """The kind of a message, its parent's number, and its content."""
    header, parent, _, content = map(json.loads, deserialize_msg_from_ws_v1(data)[1][:4])
    return header["msg_type"], parent.get("msg_id"), content


class Stranger:
    """A connection to a kernel."""

    def __init__(self, home, kernel, protocols=(PROTOCOL,)):
        address = f"{home.url.replace('http', 'ws')}/api/kernels/{kernel}/channels"
        options = {"subprotocols": list(protocols) or None, "max_size": None}
        self.connection = connect(f"{address}?session_id=stranger", **options)

    def __enter__(self):
        self.socket = self.connection.__enter__()
        return self

    def __exit__(self, *raised):
        self.connection.__exit__(*raised)

    def say(self, kind, content, channel="shell"):
        """Say something, and hear what is said to it: (kind, content) of each message."""
        return self.send(message(kind, content, channel)[1])

    def send(self, *told):
        """Send messages, and hear what is said until the kernel has done with them.

        What it is asked last, which comms there are, is answered when all else is.
        """
        last, question = message("comm_info_request", {})
        for one in (*told, question):
            self.socket.send(one)
        said, idle, self.comms = [], False, None
        while not idle or self.comms is None:
            kind, parent, content = unframed(self.socket.recv(timeout=60))
            if kind == "comm_info_reply" and parent == last:
                self.comms = content["comms"]
            elif kind != "status":
                said.append((kind, content))
            idle |= (kind, parent) == ("status", last) and content["execution_state"] == "idle"
        return said

    def errors(self, name, data):
        """What is answered to what is said on a comm."""
        said = self.say("comm_msg", {"comm_id": name, "data": data})
        return [content["data"].get("error") for kind, content in said if kind == "comm_msg"]
