"""A kernel for a page that plays already; kernels start a few at a time, in order of arrival."""

import json
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.iostream import StreamClosedError

from serving.kernels import Full
from serving.pages import PagesHandler

LISTEN = "from serving.kernel import listen; listen()"
QUIET = "--IPKernelApp.capture_fd_output=False"  # it goes to the server's log, to no page
UNWRITTEN = "--HistoryManager.enabled=False"


class PythonHandler(PagesHandler):
    """Starts a kernel, and tells meanwhile how many pages are before this one.

    The answer is a line of JSON for each thing that is told: ``{"before": 3}``, at last
    ``{"kernel": id, "lab": folder or null}``, or ``{"full": true}`` if there are too many kernels.
    """

    @web.authenticated
    async def post(self) -> None:
        turns = self.pages.turns
        if self.taken() >= self.pages.kernels:
            self.tell(full=True)
            return
        try:
            async for before in turns.wait(self):
                self.tell(before=before)
                await self.flush()
            made = await self.started()
            if self.gone:
                await ensure_async(self.kernel_manager.shutdown_kernel(made))
            else:
                self.tell(kernel=made, lab=self.lab())
        except Full:
            self.tell(full=True)
        except StreamClosedError:
            self.log.info("A page is gone that waited for a kernel")
        except Exception:
            self.log.exception("A kernel did not start")  # its page hears of none, and asks again
        finally:
            turns.leave(self)

    gone, has_kernel = False, False

    def on_connection_close(self) -> None:
        """The page was left: nobody would ever stop its kernel."""
        self.gone = True

    def taken(self) -> int:
        """How many kernels there are, and will be for those who wait."""
        waiting = [page for page in self.pages.turns.queue if not page.has_kernel]
        return len(self.kernel_manager.list_kernel_ids()) + len(waiting)

    def tell(self, **told: Any) -> None:
        """Write a line."""
        self.write(json.dumps(told) + "\n")

    async def started(self) -> str:
        """Start a kernel that listens to pages, and wait until it does."""
        manager = self.kernel_manager
        listening = [f"--InteractiveShellApp.code_to_run={LISTEN}", QUIET, UNWRITTEN]
        made = await ensure_async(
            manager.start_kernel(kernel_name="python3", extra_arguments=listening)
        )
        self.has_kernel = True
        client = manager.get_kernel(made).client()
        client.start_channels()
        try:
            await ensure_async(client.wait_for_ready(timeout=120))
        except Exception:
            await ensure_async(manager.shutdown_kernel(made, now=True))
            raise
        finally:
            client.stop_channels()
        return made

    def lab(self) -> str | None:
        """The address of the notebooks in JupyterLab, where there is one beside the pages."""
        if "serverapp" not in self.settings:
            return None
        path = self.pages.path("00_start_here.ipynb").rpartition("/")[0]
        return url_path_join(self.base_url, "lab/tree", path, "/")
