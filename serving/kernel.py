"""In the kernel of a page: explorers that the page asks for, each behind a comm of its own."""

import os

import comm
from comm.base_comm import BaseComm

MOST = 24  # explorers of a page; there are eight at most
links = {}


class Unheard(BaseComm):
    """The comm of a widget that no page shows: the page hears of explorers as a whole."""

    def publish_msg(self, *args, **kwargs):
        """Say nothing."""


def listen() -> None:
    """Answer pages from now on."""
    os.environ["VOILA_BASE_URL"] = "/"  # there is nobody to store a picture for
    comm.create_comm = Unheard
    comm.get_comm_manager().register_target("explorer", opened)


def opened(channel, message) -> None:
    """A page opens a channel for one of its explorers, and tells how it stands there.

    What the page says is a list of acts: ["set", widget, trait, value], ["press", widget] or
    ["put", state]; what it hears is a list of changes, as `Link` tells them.
    """
    from serving.bridge import Link  # what it imports takes longest: the page is heard before

    def act(acts) -> None:
        try:
            for name, *told in acts:
                link.act(name, *told)
            link.flush()  # before the kernel says that it is idle: then the page asks again
        except (KeyError, TypeError, ValueError) as error:
            channel.send({"error": str(error)})

    try:
        if len(links) >= MOST:
            raise ValueError(f"a page must have at most {MOST} explorers open")
        data = message["content"]["data"]
        link = Link(data["name"], data["options"], lambda changes: tell(channel, changes))
    except (KeyError, TypeError, ValueError) as error:
        channel.send({"error": str(error)})
        channel.close()
        return
    links[channel.comm_id] = link
    channel.on_msg(lambda said: act(said["content"]["data"]["acts"]))
    channel.on_close(lambda _: links.pop(channel.comm_id).close())
    act(data.get("acts", ()))


def tell(channel, changes) -> None:
    """Send changes: bytes apart, in the place of their number."""
    buffers, told = [], []
    for number, trait, value in changes:
        if isinstance(value, bytes):
            buffers.append(value)
            value = len(buffers) - 1
        told.append((number, trait, value))
    channel.send({"changes": told}, buffers=buffers)
