"""Kernel websockets send small messages at once, in both servers."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, HTTPError
from tornado.websocket import WebSocketHandler, websocket_connect
from traitlets import Any
from traitlets.config.loader import PyFileConfigLoader
from voila.app import Voila

from serving.connection import PROTOCOL, DashboardConnection, PromptConnection

SETTINGS = Path(__file__).resolve().parents[2] / "jupyter" / "etc" / "jupyter"


@pytest.mark.parametrize(
    ("file", "server", "kind"),
    [
        ("jupyter_server_config.py", ServerApp, PromptConnection),
        ("voila.py", Voila, DashboardConnection),
    ],
)
def test_servers_are_told_to_use_it(file, server, kind):
    config = PyFileConfigLoader(file, path=str(SETTINGS)).load_config()
    assert server(config=config).kernel_websocket_connection_class is kind


@pytest.mark.parametrize(
    ("offered", "refused"), [("", True), ("other", True), (f"other, {PROTOCOL}", False)]
)
def test_a_dashboard_speaks_no_old_protocol(monkeypatch, offered, refused):
    """Voilà takes its binary messages for new ones, and would never come to an end with them."""
    prepared = []

    async def prepare(self):
        prepared.append(self)

    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "prepare", prepare)
    request = SimpleNamespace(headers={"Sec-WebSocket-Protocol": offered})

    class Connection(DashboardConnection):
        websocket_handler = SimpleNamespace(request=request)

    connection = Connection.__new__(Connection)
    if refused:
        with pytest.raises(HTTPError, match="Sec-WebSocket-Protocol"):
            asyncio.run(connection.prepare())
    else:
        asyncio.run(connection.prepare())
    assert prepared == ([] if refused else [connection])


@pytest.mark.parametrize(
    ("kind", "nodelay"), [(PromptConnection, True), (ZMQChannelsWebsocketConnection, False)]
)
def test_connecting_sets_tcp_nodelay(monkeypatch, kind, nodelay):
    """On a real socket; only the part that would need a kernel is left out."""
    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", lambda self: None)
    seen, closed = [], asyncio.Event()

    class Connection(kind):
        websocket_handler = Any()  # any websocket will do, it need not lead to a kernel

    class Handler(WebSocketHandler):
        def open(self):
            Connection(websocket_handler=self).connect()
            accepted = self.ws_connection.stream.socket
            seen.append(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0)

        def on_close(self):
            closed.set()

    async def connect():
        listening, port = bind_unused_port()
        server = HTTPServer(Application([("/", Handler)]))
        server.add_socket(listening)
        client = await websocket_connect(f"ws://127.0.0.1:{port}/")
        client.close()
        await closed.wait()
        server.stop()
        await server.close_all_connections()

    with ThreadPoolExecutor() as threads:  # another test's event loop may be running in this one
        threads.submit(asyncio.run, connect()).result()
    assert seen == [nodelay]
