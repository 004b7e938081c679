"""Kernel connections that do not hold small messages back, and of which one is for strangers."""

import json

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.web import HTTPError

PROTOCOL = "v1.kernel.websocket.jupyter.org"
FEWEST, PARTS = 5, 64  # of a message: a channel, what its header and three more say, and buffers


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

    def handle_incoming_message(self, incoming_msg):
        """Pass on what is a message; whoever sends anything else has nothing more to say here.

        Of a message that claims to have 2⁶⁴ parts Jupyter would make a list of their places.
        """
        if is_whole(incoming_msg):
            super().handle_incoming_message(incoming_msg)
        else:
            self.log.warning("A page has sent what is no message; its connection is closed")
            self.websocket_handler.close(1002, "no message")


def is_whole(message):
    """Whether a message is made of a channel and four parts or more, each where it is said to be.

    Parameters
    ----------
    message : bytes
        How many places are named, as 8 bytes; the places, as 8 bytes each, where the parts begin
        and the last one ends; the parts.
    """
    if not isinstance(message, bytes):
        return False
    numbers = [int.from_bytes(message[at : at + 8], "little") for at in range(0, 8 * PARTS, 8)]
    count, places = numbers[0], numbers[1 : numbers[0] + 1]
    if not FEWEST < count < PARTS or places != sorted(places):
        return False
    if places[0] != 8 * (count + 1) or places[-1] != len(message):
        return False
    try:
        header = json.loads(message[places[1] : places[2]])
    except (ValueError, RecursionError):
        return False
    return isinstance(header, dict) and isinstance(header.get("msg_type"), str)
