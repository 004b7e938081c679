"""A visitor without a browser: fetches what a page fetches, and says what a page says.

What is asked for, and in which order, follows `tools/site/web/kernel.js` and
`lecture_lib/stage/player.js`.
"""

import asyncio
import json
import re
import time
import uuid
from contextlib import suppress

import httpx
import websockets
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)

PROTOCOL = "v1.kernel.websocket.jupyter.org"
CONNECTIONS = 6  # that a browser has to one host
LARGEST = 2**26  # bytes of a message from the kernel
NAMED = re.compile(r'(?:href|src)="((?:assets|files)/[^"]+)"')
RECORD = re.compile(r'data-record="([^"]+)"')
GONE = ("restarting", "dead")


class Lost(Exception):
    """The kernel is gone, or the way to it."""


class Channel:
    """One explorer of a page, as the page knows it: the traits of its controls, and its state."""

    def __init__(self, record):
        self.id, self.record, self.state = uuid.uuid4().hex, record, None
        self.answers, self.error, self.fresh = 0, None, asyncio.Event()
        self.widgets = {
            number: dict(widget["traits"])
            for number, widget in record["widgets"].items()
            if widget["kind"] in ("slider", "choice")
        }

    def hear(self, told):
        """Take up what the kernel says of this explorer."""
        self.error = told.get("error")
        for number, trait, value in told.get("changes", ()):
            if isinstance(value, int):  # bytes beside the message: a picture, or its data
                continue
            if trait == "state":
                self.state = json.loads(value)
            elif str(number) in self.widgets:
                self.widgets[str(number)][trait] = json.loads(value)
        self.answers += 1
        self.fresh.set()

    def moves(self):
        """Yield each of its controls, moved on by one, again and again."""
        while True:
            able = [n for n, traits in self.widgets.items() if not traits.get("disabled")]
            for number in able:
                traits = self.widgets[number]
                traits["index"] = (traits["index"] + 1) % len(traits["options"])
                yield "set", number, "index", traits["index"]
            if not able:
                return


class Visitor:
    """Somebody who opens a page, waits for Python, and moves the controls.

    Parameters
    ----------
    url : str
        The server's address.
    name : str
        The notebook's file name.
    """

    def __init__(self, url, name):
        self.url, self.name, self.kernel, self.told = url, name, None, []
        limits = httpx.Limits(max_connections=CONNECTIONS)
        self.http = httpx.AsyncClient(limits=limits, timeout=None, follow_redirects=True)
        self.session, self.socket, self.hearing = uuid.uuid4().hex, None, None
        self.channels, self.idle = [], {}

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.leave()
        await self.http.aclose()

    async def fetch(self, address):
        """Return a file; whatever is not there is an error."""
        answer = await self.http.get(address)
        answer.raise_for_status()
        return answer

    async def plays(self):
        """Fetch the page and all that its first explorer needs; return the seconds that it took."""
        began = time.perf_counter()
        page = await self.fetch(f"{self.url}/voila/render/{self.name}")
        records = RECORD.findall(page.text)
        if not records:
            raise RuntimeError(f"{page.url} must be a page that was built, with explorers")
        first = f"files/{records[0]}"
        named = {*NAMED.findall(page.text), "assets/kernel.js"} - {first}
        record, *_ = await asyncio.gather(
            self.fetch(page.url.join(first)),
            *(self.fetch(page.url.join(name)) for name in sorted(named)),
        )
        pictures = record.json()["first"]["pictures"]["light"]
        files = [page.url.join(f"files/{name}") for name in pictures.values() if name]
        await asyncio.gather(*map(self.fetch, files))
        took = time.perf_counter() - began
        self.records = [f"files/{name}" for name in records]
        self.page = page.url
        return took

    async def read_on(self):
        """Fetch the other explorers of the page."""
        found = await asyncio.gather(*(self.fetch(self.page.join(name)) for name in self.records))
        self.channels = [Channel(answer.json()) for answer in found]

    async def ask(self):
        """Ask for a kernel; note when the server says what. Return what it says at last."""
        told = {}
        async with self.http.stream("POST", f"{self.url}/voila/python") as answer:
            answer.raise_for_status()
            async for line in answer.aiter_lines():
                told = json.loads(line)
                self.told.append((time.perf_counter(), told))
        self.kernel = told.get("kernel")
        return told

    async def connect(self):
        """Open the websocket to the kernel."""
        way = f"/api/kernels/{self.kernel}/channels?session_id={self.session}"
        address = self.url.replace("http", "ws", 1) + way
        self.socket = await websockets.connect(
            address, subprotocols=[PROTOCOL], max_size=LARGEST, ping_interval=None
        )
        self.hearing = asyncio.create_task(self._hear(self.socket))

    async def answers(self):
        """Have Python behind every explorer, each in the state in which the page has it."""
        told = await self.ask()
        if not self.kernel:
            raise Lost(f"the server has no kernel: {told}")
        await self.connect()
        await asyncio.gather(*map(self._open, self.channels))

    async def act(self, channel, *act):
        """Do one thing in an explorer; return the seconds until it was answered."""
        began = time.perf_counter()
        await self._say(channel, "comm_msg", {"data": {"acts": [act]}})
        return time.perf_counter() - began

    async def move(self, seconds, pace):
        """Move every control in turn, so often in a second; return how long each answer took."""
        moves = [(channel, channel.moves()) for channel in self.channels]
        took, end = [], time.perf_counter() + seconds
        while time.perf_counter() < end:
            for channel, each in moves:
                if (act := next(each, None)) and time.perf_counter() < end:
                    took.append(await self.act(channel, *act))
                    await asyncio.sleep(max(0, 1 / pace - took[-1]))
        return took

    async def gone(self):
        """Wait until the page has noticed that its kernel is gone."""
        with suppress(Lost):
            await asyncio.shield(self.hearing)

    async def leave(self):
        """Close the page: the kernel is not needed any more."""
        kernel, self.kernel = self.kernel, None
        if kernel:
            with suppress(httpx.HTTPError):
                await self.http.post(f"{self.url}/voila/api/shutdown/{kernel}")
        if self.hearing:
            self.hearing.cancel()
            await asyncio.gather(self.hearing, return_exceptions=True)
            await self.socket.close()
        self.socket = self.hearing = None

    async def _open(self, channel):
        acts = [["put", channel.state]] if channel.state else []
        data = channel.record["explorer"] | {"acts": acts, "drawn": not channel.state}
        await self._say(channel, "comm_open", {"target_name": "explorer", "data": data})

    async def _say(self, channel, kind, content):
        """Send a message for an explorer, and wait until it is answered and the kernel rests."""
        channel.fresh.clear()
        idle = await self.send(kind, {"comm_id": channel.id, **content})
        both = asyncio.create_task(_all(idle, channel.fresh))
        await asyncio.wait([both, self.hearing], return_when=asyncio.FIRST_COMPLETED)
        if not both.done():
            both.cancel()
            raise Lost(f"no answer to {kind}")

    async def send(self, kind, content):
        """Send a message; return the event of its having been worked off."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": self.session}
        header |= {"username": "", "date": "", "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        packed = serialize_msg_to_ws_v1(
            message, "shell", pack=lambda part: json.dumps(part).encode()
        )
        idle = self.idle[header["msg_id"]] = asyncio.Event()
        try:
            await self.socket.send(packed)
        except websockets.ConnectionClosed as closed:
            raise Lost(str(closed)) from None
        return idle

    async def _hear(self, socket):
        channels = {channel.id: channel for channel in self.channels}
        with suppress(websockets.ConnectionClosed):
            async for message in socket:
                _, parts = deserialize_msg_from_ws_v1(message)
                header, parent, _, content = map(json.loads, parts[:4])
                if header["msg_type"] == "status":
                    self._rests(parent, content["execution_state"])
                elif channel := channels.get(content.get("comm_id")):
                    channel.hear(content.get("data", {}))
        raise Lost("the websocket is closed")

    def _rests(self, parent, state):
        if state in GONE:
            raise Lost(f"the kernel is {state}")
        if state == "idle" and (event := self.idle.pop(parent.get("msg_id"), None)):
            event.set()


async def _all(*events):
    """Wait until all of some events have happened."""
    for event in events:
        await event.wait()
