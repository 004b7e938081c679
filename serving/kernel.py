"""In the kernel of a page: explorers that the page asks for, each behind a comm of its own."""

import logging
import os
import signal
import sys
from contextlib import contextmanager

import comm
from comm.base_comm import BaseComm

MOST = 24  # explorers of a page; there are eight at most
SECONDS = 30  # of a processor, for all that is said at once: nothing takes a fifth of that
links = {}


class Unheard(BaseComm):
    """The comm of a widget that no page shows: the page hears of explorers as a whole.

    Nor does it say anything: nobody can find it, as it is listed nowhere.
    """

    def open(self, *args, **kwargs):
        """Stay unknown."""

    def close(self, *args, **kwargs):
        """Nobody knows of it."""

    def publish_msg(self, *args, **kwargs):
        """Say nothing."""


def listen() -> None:
    """Answer pages from now on."""
    os.environ["VOILA_BASE_URL"] = "/"  # there is nobody to store a picture for
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__  # a page hears of no traceback
    comm.create_comm = Unheard
    comm.get_comm_manager().register_target("explorer", opened)


def opened(channel, message) -> None:
    """A page opens a channel for one of its explorers, and tells how it stands there.

    What the page says is a list of acts: ["set", widget, trait, value], ["press", widget] or
    ["put", state]; at first also whether the picture to which they lead is "drawn" there. What it
    hears is a list of changes, as `Link` tells them.
    """
    from serving.bridge import Link  # what it imports takes longest: the page is heard before

    for target in {*comm.get_comm_manager().targets} - {"explorer"}:  # ipywidgets' are open now
        del comm.get_comm_manager().targets[target]

    def act(said) -> None:
        for name, *told in said["content"]["data"]["acts"]:
            link.act(name, *told)
        link.flush()  # before the kernel says that it is idle: then the page asks again

    with told_if_wrong(channel):
        if len(links) >= MOST:
            raise ValueError(f"a page must have at most {MOST} explorers open")
        if channel.comm_id in links:
            raise ValueError("comm_id must be a new one")
        data = message["content"]["data"]
        link = Link(data["name"], data["options"], lambda changes: tell(channel, changes))
        links[channel.comm_id] = link
        channel.on_msg(told_if_wrong(channel)(act))
        channel.on_close(lambda _: links.pop(channel.comm_id).close())
        link.begin(data.get("acts", ()), bool(data.get("drawn")))
        link.flush()
    if channel.comm_id not in links:
        channel.close()


@contextmanager
def told_if_wrong(channel):
    """Tell the page what was wrong with what it said: in words if it is ours, and never more."""
    try:
        with in_time():
            yield
    except (TimeoutError, ValueError) as error:
        channel.send({"error": str(error)})
    except MemoryError:
        channel.send({"error": "That takes more memory than a page has."})
    except Exception:
        logging.exception("A page has said what cannot be done")
        channel.send({"error": "That cannot be done."})


@contextmanager
def in_time():
    """End what takes too long, wherever it is; where signals can, which Windows' cannot."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGVTALRM, too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)  # it stands still while others compute
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def too_long(*_):
    """Somebody's time is up."""
    raise TimeoutError(f"That takes longer than {SECONDS} s.")


def tell(channel, changes) -> None:
    """Send changes: bytes apart, in the place of their number."""
    buffers, told = [], []
    for number, trait, value in changes:
        if isinstance(value, bytes):
            buffers.append(value)
            value = len(buffers) - 1
        told.append((number, trait, value))
    channel.send({"changes": told}, buffers=buffers)
