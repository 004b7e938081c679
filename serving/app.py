"""Voilà, or a Jupyter server, with the course's pages before it."""

import gc
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from jupyter_client.provisioning import KernelProvisionerFactory
from jupyter_events import EventLogger
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado.routing import Rule
from tornado.web import Application, ErrorHandler
from traitlets import Instance, Unicode
from voila.app import Voila
from voila.server_extension import load_config_file

from serving.metrics import HealthHandler, MetricsHandler
from serving.pages import FileHandler, Pages, StoredPage, ToPageHandler
from serving.python import PythonHandler

FORKED = "course-forked"  # what starts kernels, where voila.py has set it
UPLOAD = 100_000  # bytes of a request


class Dashboards(Voila):
    """Voilà over a folder of notebooks; what is built of them is shown at once."""

    classes = (*Voila.classes, Pages)
    # Kernels report to this one; where there is none, each makes its own, which stays for ever.
    event_logger = Instance(EventLogger, ())
    frames = Unicode(
        "'self'", help="Sites that may show the dashboards in a frame, as frame-ancestors of a CSP."
    ).tag(config=True)

    def init_settings(self) -> dict:
        """Add to what is set who may show a dashboard in a frame."""
        headers = self.tornado_settings.get("headers", {})
        policy = {"Content-Security-Policy": f"frame-ancestors {self.frames}"}
        self.tornado_settings = self.tornado_settings | {"headers": headers | policy}
        return super().init_settings()

    def init_handlers(self) -> Sequence:
        """Ours come first: Voilà answers for what is not built."""
        pages = Pages(parent=self, root=self.root_dir)
        self.kernel_manager.most = pages.kernels
        ours = rules(pages, self.server_url)
        metrics = (url_path_join(self.server_url, "metrics"), MetricsHandler)
        return [*ours, metrics, *closed(self.server_url), *super().init_handlers()]

    def listen(self) -> None:
        """Listen; nobody uploads anything here."""
        chosen = KernelProvisionerFactory.instance(parent=self.kernel_manager)
        if chosen.default_provisioner_name == FORKED:
            from serving import forked  # where there is no fork, it cannot be imported

            forked.begin()
        gc.freeze()  # whoever looks for what a kernel has left need not look at all this
        self.app.listen = partial(self.app.listen, max_body_size=UPLOAD)
        super().listen()


def rules(pages: Pages, base_url: str) -> list:
    """Return the rules by which a server finds the course's own answers."""
    here, told = url_path_join(base_url, "voila"), {"pages": pages}
    return [
        Rule(StoredPage(f"{here}/render/", pages), ToPageHandler, told),
        (f"{here}/pages/(.*)", FileHandler, told),
        (f"{here}/python", PythonHandler, told),
        (f"{here}/health", HealthHandler, told),
    ]


def closed(base_url: str) -> list:
    """Return the rules for addresses at which Voilà fails: there is nothing."""
    nothing = {"status_code": 404}
    return [
        (url_path_join(base_url, address), ErrorHandler, nothing)
        for address in (r"voila/templates/(?![^/]+/static/[^.])(.*)", r"logout")
    ]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Add the pages to a Jupyter server; its extensions go by name, so that Voilà's comes later."""
    pages = Pages(parent=server, root=str(Path(server.root_dir).resolve()))
    pages.update_config(load_config_file() or {})
    application: Application = server.web_app
    application.add_handlers(".*$", rules(pages, application.settings["base_url"]))
