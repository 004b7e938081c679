"""Kernel connections that do not hold small messages back, and of which one is for strangers."""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.web import HTTPError

PROTOCOL = "v1.kernel.websocket.jupyter.org"


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Jupyter's connection between page and kernel, with TCP_NODELAY set on its websocket.

    A slider's answer is several small messages. Without TCP_NODELAY the operating system keeps
    the second one back until the first is acknowledged (Nagle's algorithm), and the browser
    acknowledges after about 40 ms (delayed ACK): some 20 changes a second at most. The servers
    take this class through their setting ``kernel_websocket_connection_class``.
    """

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()


class DashboardConnection(PromptConnection):
    """The same for Voilà, with the protocol alone that its pages speak.

    Voilà takes a binary message in the older one for a message in the newer one; it reads from it
    that it has more parts than there is memory for, and answers nobody any more.
    """

    async def prepare(self):
        """Refuse a connection before it is made."""
        offered = self.websocket_handler.request.headers.get("Sec-WebSocket-Protocol", "")
        if PROTOCOL not in offered:
            raise HTTPError(400, f"Sec-WebSocket-Protocol must be {PROTOCOL}, got {offered!r}")
        await super().prepare()
