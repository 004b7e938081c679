"""Firefox and WebKit, driven alike: by WebDriver BiDi the one, by WebDriver the other.

Both take the same scripts and the same actions of hand and keys. Run as a script it installs what
is lacking, on Debian: ``python tests/engines/engines.py --install``.
"""

import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = [HERE / "watch.js", HERE.parent / "browser" / "seen.js"]  # before those of every page
PACKAGES = {  # a command, or a file: what of Debian has it
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",
    "/usr/lib/python3/dist-packages/gi": "python3-gi",
    "/usr/lib/x86_64-linux-gnu/girepository-1.0/Gtk-3.0.typelib": "gir1.2-gtk-3.0",
    "/usr/lib/x86_64-linux-gnu/girepository-1.0/WebKit2-4.1.typelib": "gir1.2-webkit2-4.1",
}
PATIENCE = 120  # s, for one answer; a busy machine is slow
KEYS = {
    **{"Tab": "\ue004", "Enter": "\ue007", "End": "\ue010", "Home": "\ue011"},
    **{"ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015"},
}
MIDDLE = """async (css) => { // once it stays where it is: what is above may still grow
  const node = [...document.querySelectorAll(css)].find((node) => node.checkVisibility());
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const middle = () => {
    node.scrollIntoView({ block: "center", inline: "center" });
    const { x, y, width, height } = node.getBoundingClientRect();
    return [Math.round(x + width / 2), Math.round(y + height / 2)];
  };
  for (let [now, before] = [middle(), []]; ; [now, before] = [middle(), now]) {
    if (now.join() === before.join() && !seen.waits()) return now;
    for (let frames = 0; frames < 5; frames++) await frame();
  }
}"""
FOCUS = "(css) => document.querySelector(css).focus()"
WAITED_FOR = "() => seen.waitsFor()"


class Engine:
    """A browser with one page: what can be done with it by hand, and asked of it."""

    def click(self, css, finger=False):
        """Press and release on the middle of the first such element in sight."""
        self.drag(css, 0, 0, finger)

    def drag(self, css, right, down, finger=False):
        """Press on the middle of an element and move, by the mouse or a finger."""
        x, y = self.ask(MIDDLE, css)
        move = {"type": "pointerMove", "duration": 50}
        steps = [{**move, "x": x, "y": y}, {"type": "pointerDown", "button": 0}]
        if right or down:
            ways = ((x + right * part // 4, y + down * part // 4) for part in range(1, 5))
            steps += [{**move, "x": x, "y": y} for x, y in ways]
        steps.append({"type": "pointerUp", "button": 0})
        kind = "touch" if finger else "mouse"
        hand = {"type": "pointer", "id": kind, "parameters": {"pointerType": kind}}
        self.act([{**hand, "actions": steps}])

    def press(self, css, *keys):
        """Give an element the focus, and type."""
        self.ask(FOCUS, css)
        codes = [KEYS.get(key, key) for key in keys]
        strokes = [{"type": kind, "value": c} for c in codes for kind in ("keyDown", "keyUp")]
        self.act([{"type": "key", "id": "keys", "actions": strokes}])

    def wait(self, function, *args):
        """Wait until a function of the page returns something true, and return that."""
        return _until(
            lambda: self.ask(function, *args),
            lambda: f"{function} {args} is true; waited for {self.ask(WAITED_FOR)}",
        )


class Firefox(Engine):
    """Firefox by WebDriver BiDi, which it speaks itself."""

    def __init__(self, socket):
        self._socket, self._numbers = socket, itertools.count()
        self._send("session.new", capabilities={})
        self._page = self._send("browsingContext.getTree")["contexts"][0]["context"]
        scripts = "".join(path.read_text("utf-8") for path in SCRIPTS)
        self._send("script.addPreloadScript", functionDeclaration=f"() => {{ {scripts} }}")

    def open(self, address, width=1280, height=900):
        size = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._page, viewport=size)
        self._send("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def ask(self, function, *args):
        """What a function returns in the page, or its promise comes to."""
        call = f"async (args) => JSON.stringify(await ({function})(...JSON.parse(args)))"
        answer = self._send(
            "script.callFunction",
            functionDeclaration=call,
            arguments=[{"type": "string", "value": json.dumps(args)}],
            target={"context": self._page},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise AssertionError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def act(self, actions):
        self._send("input.performActions", context=self._page, actions=actions)

    def _send(self, method, **params):
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:  # what else it tells is of no interest here
            told = json.loads(self._socket.recv(PATIENCE))
            if told.get("id") == number:
                if told["type"] == "error":
                    raise AssertionError(f"{method}: {told['message']}")
                return told["result"]


class WebKit(Engine):
    """WebKit by the driver that comes with it."""

    def __init__(self, address):
        self._address = f"{address}/session"
        scripts = "".join(path.read_text("utf-8") for path in SCRIPTS)
        window = {"binary": str(HERE / "webkit_window.py"), "args": [scripts]}
        wanted = {"webkitgtk:browserOptions": window, "timeouts": {"script": PATIENCE * 1000}}
        told = self._send("", capabilities={"alwaysMatch": wanted})
        self._address += f"/{told['sessionId']}"

    def open(self, address, width=1280, height=900):
        self._send("/window/rect", width=width, height=height)
        self._send("/url", url=address)

    def ask(self, function, *args):
        """What a function returns in the page, or its promise comes to."""
        script = f"""const [args, done] = arguments;
            (async () => ({function})(...args))().then(
              (value) => done({{ value }}), (error) => done({{ error: String(error) }}))"""
        answer = self._send("/execute/async", script=script, args=[args])
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer.get("value")

    def act(self, actions):
        self._send("/actions", actions=actions)

    def _send(self, path, **told):
        request = urllib.request.Request(self._address + path, json.dumps(told).encode())
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{path}: {error.read().decode()}") from error


@contextmanager
def firefox():
    """A Firefox without a window, and with nothing in it of its user's."""
    from processes import running  # not found by the script that installs
    from websockets.sync.client import connect

    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        command = [shutil.which("firefox-esr") or "firefox", "--headless", "--no-remote"]
        command += ["--profile", folder, "--remote-debugging-port=0"]
        log = Path(folder) / "log"
        with log.open("wb") as stream:
            stack.enter_context(running(command, stdout=stream, stderr=stream))
        said = r"WebDriver BiDi listening on (ws://\S+)"
        address = _until(lambda: re.search(said, log.read_text("utf-8", "replace")))[1]
        yield Firefox(stack.enter_context(connect(f"{address}/session", max_size=None)))


@contextmanager
def webkit():
    """A WebKit in a window that nobody sees."""
    from processes import free_ports, running

    with ExitStack() as stack:
        read, write = os.pipe()
        screen = ["Xvfb", "-displayfd", str(write), "-screen", "0", "2600x1400x24"]
        stack.enter_context(running(screen, pass_fds=[write], stderr=subprocess.DEVNULL))
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        (port,) = free_ports(1)
        here = {**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
        stack.enter_context(running(["WebKitWebDriver", f"--port={port}"], env=here))
        _until(lambda: _listens(port))
        yield WebKit(f"http://127.0.0.1:{port}")


ENGINES = {"firefox": firefox, "webkit": webkit}


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _until(found, what=lambda: "a browser has started"):
    """Ask until the answer is true, and return it; if that is too long, say what was hoped for."""
    last = time.monotonic() + PATIENCE
    while not (answer := found()):
        if time.monotonic() > last:
            raise AssertionError(f"not in {PATIENCE} s: {what()}")
        time.sleep(0.1)
    return answer


def lacking():
    """The packages whose command or file is not there."""
    there = {name for name in PACKAGES if shutil.which(name) or Path(name).exists()}
    return [package for name, package in PACKAGES.items() if name not in there]


def install():
    """Install what is lacking from Debian's archive, if this is root there; else say what it is."""
    packages = lacking()
    if packages and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "check": True}
        subprocess.run(["apt-get", "update"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *packages], **quiet)
    if still := lacking():
        sys.exit(f"these packages of Debian are lacking: {' '.join(still)}")


if __name__ == "__main__":
    install() if "--install" in sys.argv else print(" ".join(lacking()) or "nothing is lacking")
