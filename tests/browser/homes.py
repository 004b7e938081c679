"""Start the course's two homes, JupyterLab and Voilà, as a student would, but apart from theirs.

Each home gets a copy of a folder of notebooks, a free port and Jupyter folders of its own, so
nothing that happens in it reaches the checkout or the user's settings.
"""

import multiprocessing
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing.context import BaseContext
from pathlib import Path

import psutil
from processes import free_ports, running

REPOSITORY = Path(__file__).resolve().parents[2]
NOTEBOOKS = REPOSITORY / "notebooks"
TRACKER = "@jupyterlab/notebook-extension/tracker.jupyterlab-settings"


@dataclass(frozen=True)
class Home:
    """A running server: ``page(name)`` is the address at which it shows a notebook."""

    url: str
    path: str
    process: subprocess.Popen
    log: Path

    def page(self, notebook: str) -> str:
        return f"{self.url}{self.path}{notebook}"

    def kernels(self) -> list[psutil.Process]:
        """The processes of its kernels: started by themselves, or forked from one beside it."""
        return kernels_of(self.process.pid)


@contextmanager
def jupyterlab(notebooks: Path, folder: Path, *options: str) -> Iterator[Home]:
    """JupyterLab; pages open one document alone and show the application as `jupyterapp`."""
    (port,) = free_ports(1)
    command = [
        *("jupyterlab", f"--port={port}", "--ServerApp.port_retries=0", "--no-browser"),
        *("--allow-root", "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token="),
        *(f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True"),
    ]
    _copy(notebooks, folder)
    settings = folder / "config_dir" / "lab" / "user-settings" / TRACKER
    settings.parent.mkdir(parents=True)
    settings.write_text('{"windowingMode": "none"}')  # what is out of view can be read, too
    with _running(command + list(options), folder) as (process, log):
        home = Home(f"http://127.0.0.1:{port}", "/doc/tree/notebooks/", process, log)
        _wait_until_serving(home, "/api")
        yield home


@contextmanager
def voila(notebooks: Path, folder: Path, *options: str) -> Iterator[Home]:
    """The dashboards of a folder of notebooks, as `make dashboards` serves them.

    No pages are built: until a test builds one (see `build_page`), Voilà shows the notebook itself.
    """
    (port,) = free_ports(1)
    _copy(notebooks, folder)
    with _running(serving(port, "notebooks", folder, *options), folder) as (process, log):
        home = Home(f"http://127.0.0.1:{port}", "/voila/render/", process, log)
        _wait_until_serving(home, "/voila/health")
        yield home


def serving(port: int, notebooks: Path | str, folder: Path, *options: str) -> list[str]:
    """What Python has to run to serve dashboards at a port, with the pages built in a folder."""
    command = ["serving", str(notebooks), f"--port={port}", "--Voila.ip=127.0.0.1"]
    return [*command, "--no-browser", f"--Pages.folder={folder / 'pages'}", *options]


def build_page(home: Home, name: str) -> None:
    """Build the page of a notebook of the course, which plays before its kernel is there."""
    told = home.log.parent / "pages", Path(name).stem
    process = builder().Process(target=_build, args=told)
    process.start()
    process.join()
    assert process.exitcode == 0, "what went wrong is written above"


def _build(folder: Path, name: str) -> None:
    from tools.site import dashboards

    dashboards.build(folder, only=[name], effort=0, workers=1)


@cache
def builder() -> BaseContext:
    """Starts a new process for each page, forked from one that has imported all that it takes."""
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["tools.site.dashboards"])
    return forking


def kernels_of(server: int) -> list[psutil.Process]:
    """The processes of the kernels of a server."""
    children = psutil.Process(server).children()
    alone = [each for each in children if "ipykernel_launcher" in each.cmdline()]
    return alone + [forked for each in children for forked in each.children()]


def _copy(notebooks: Path, folder: Path) -> None:
    ignore = shutil.ignore_patterns(".ipynb_checkpoints")
    shutil.copytree(notebooks, folder / "notebooks", ignore=ignore)


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[tuple[subprocess.Popen, Path]]:
    log = folder / "server.log"
    with log.open("wb") as stream:
        options = {"stdin": subprocess.DEVNULL, "stdout": stream, "stderr": subprocess.STDOUT}
        here = {"cwd": folder, "env": environment(folder)}
        with running([sys.executable, "-m", *command], **here, **options) as process:
            yield process, log


def environment(folder: Path) -> dict[str, str]:
    """Jupyter's folders of its own, and the checkout's configuration, installed or not."""
    names = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    for kind in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
        names[f"JUPYTER_{kind}"] = str(folder / kind.lower())
    names["JUPYTER_CONFIG_PATH"] = str(REPOSITORY / "jupyter" / "etc" / "jupyter")
    names["JUPYTER_PATH"] = str(REPOSITORY / "jupyter" / "share" / "jupyter")
    return names


def _wait_until_serving(home: Home, path: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(home.url + path, timeout=5).close()
            return
        except OSError:
            if home.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the server did not start:\n{home.log.read_text()}") from None
            time.sleep(0.1)
