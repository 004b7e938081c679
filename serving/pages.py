"""The pages that are shown before a kernel is there: built beforehand, served as files."""

import hashlib
import sys
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import quote

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher
from traitlets import Int, Unicode
from traitlets.config import Configurable

from serving.turns import Turns

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCES = ("lecture_lib", "serving", "tools/site")
FOR_EVER = "max-age=31536000, immutable"  # what is named by what is in it


class Pages(Configurable):
    """The pages that were built of notebooks as they are now, and how many may have a kernel.

    Parameters
    ----------
    root : str
        The folder that the server shows; notebooks lie in it or in its folder `notebooks`.
    """

    folder = Unicode(
        str(Path(sys.prefix, "share", "course-pages")),
        help="Where `python -m tools.site --dashboards` has built the pages.",
    ).tag(config=True)
    kernels = Int(60, help="How many kernels there may be; each takes some 100 MB.").tag(
        config=True
    )
    at_once = Int(2, help="How many kernels may start at the same time.").tag(config=True)

    def __init__(self, root: str, **told):
        super().__init__(**told)
        self.root = Path(root)

    @cached_property
    def turns(self) -> Turns:
        """The queue of those who wait for a kernel."""
        return Turns(self.at_once)

    @cached_property
    def built(self) -> Path:
        """The folder of the pages that this edition of the course has built."""
        return Path(self.folder, edition())

    def path(self, name: str) -> str:
        """A notebook's path, as the server calls it."""
        return name if is_file(self.root / name) else f"notebooks/{name}"

    def page(self, name: str) -> str | None:
        """The name of a notebook's page, if there is one and the notebook is still the same."""
        made, notebook = self.built / "made" / name, self.root / self.path(name)
        try:
            same = made.read_text() == digest(notebook)
        except (OSError, ValueError):  # the latter of names that no file has
            return None
        return f"{notebook.stem}.html" if same else None


def is_file(path: Path) -> bool:
    """Whether a file has this name, which may be one that no file can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def digest(path: Path) -> str:
    """Return a name for what is in a file."""
    told = path.stat()
    return _digest(path, told.st_mtime_ns, told.st_size)


@lru_cache(1024)
def _digest(path: Path, *unchanged: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def edition() -> str:
    """Return a name for all that pages are made of but the notebooks."""
    files = (path for name in SOURCES for path in sorted((REPOSITORY / name).rglob("*")))
    told = [digest(path) for path in files if path.is_file() and path.suffix != ".pyc"]
    return hashlib.sha256("".join(told).encode()).hexdigest()[:16]


class StoredPage(Matcher):
    """Matches the address of a notebook whose page is built, unless Voilà's own is asked for."""

    def __init__(self, start: str, pages: Pages):
        self.start, self.pages = start, pages

    def match(self, request: HTTPServerRequest) -> dict | None:
        """Return the name of the page, as a handler's keyword; None for other addresses."""
        if not request.path.startswith(self.start) or "voila" in request.arguments:
            return None
        path = request.path.removeprefix(self.start)
        name = path.rpartition("/")[2]
        page = self.pages.page(name) if path == self.pages.path(name) else None
        return {"path_kwargs": {"page": page}} if page else None


class PagesHandler(JupyterHandler):
    """A handler that knows the pages; its errors are told in a line."""

    write_error = web.RequestHandler.write_error

    def initialize(self, pages: Pages) -> None:
        self.pages = pages


class ToPageHandler(PagesHandler):
    """Leads from a notebook to its page."""

    @web.authenticated
    def get(self, page: str) -> None:
        address = url_path_join(self.base_url, "voila/pages", quote(page))
        query = self.request.query
        self.redirect(f"{address}?{query}" if query else address)


class FileHandler(PagesHandler, web.StaticFileHandler):
    """Serves the pages and what belongs to them; in place of a missing page, Voilà's own."""

    def initialize(self, pages: Pages) -> None:
        super().initialize(pages)
        web.StaticFileHandler.initialize(self, str(pages.built))

    @web.authenticated
    async def get(self, path: str, include_body: bool = True) -> None:
        if "\0" in path:  # no file has such a name, and to look for it is an error
            raise web.HTTPError(404)
        name = path.removesuffix(".html")
        if name != path and "/" not in path and not self.pages.page(f"{name}.ipynb"):
            notebook = quote(self.pages.path(f"{name}.ipynb"))
            self.redirect(url_path_join(self.base_url, "voila/render", notebook))
            return
        await web.StaticFileHandler.get(self, path, include_body)

    def set_extra_headers(self, path: str) -> None:
        """Files keep their names as long as they are the same; pages do not."""
        self.set_header("Cache-Control", FOR_EVER if path.startswith("files/") else "no-cache")
