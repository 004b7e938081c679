"""A kernel connection that does not hold small messages back."""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


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
