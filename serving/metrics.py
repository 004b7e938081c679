"""Whether the server is well, for those who watch it: a line of JSON, and Prometheus's numbers."""

import prometheus_client
from tornado import web

from serving.pages import PagesHandler


class HealthHandler(PagesHandler):
    """``{"status": "ok", "kernels": 3, "most": 60, "waiting": 0, "pages": 22}``."""

    @web.authenticated
    def get(self) -> None:
        made = self.pages.built / "made"
        self.write(
            {
                "status": "ok",
                "kernels": len(self.kernel_manager.list_kernel_ids()),
                "most": self.pages.kernels,
                "waiting": len(self.pages.turns.queue),
                "pages": len(list(made.iterdir())) if made.exists() else 0,
            }
        )


class MetricsHandler(web.RequestHandler):
    """What Prometheus collects of this process, at the address that a Jupyter server has for it."""

    def get(self) -> None:
        self.set_header("Content-Type", prometheus_client.CONTENT_TYPE_LATEST)
        self.write(prometheus_client.generate_latest())
