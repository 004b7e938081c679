"""What every kernel of a page needs, imported and tried once, before kernels are forked from it."""

import gc
import os
import sys

sys.modules["debugpy"] = None  # nobody looks for faults behind a page: 10 MB of each kernel

import comm  # noqa: E402
import IPython.core.completerlib
import IPython.core.debugger
import IPython.extensions.storemagic
import ipykernel.kernelapp
import ipywidgets
import tornado.platform.asyncio  # noqa: F401

from lecture_lib import explorers
from serving import bridge, kernel  # noqa: F401


def draw() -> None:
    """Draw once: then fonts are read, and all is loaded that draws."""
    heard, comm.create_comm = comm.create_comm, kernel.Unheard
    os.environ["VOILA_BASE_URL"] = "/"  # there is nobody to store a picture for
    explorers.FaceExplorer()
    ipywidgets.Widget.close_all()
    del os.environ["VOILA_BASE_URL"]
    comm.create_comm = heard


every = [getattr(explorers, name) for name in explorers.__all__]
draw()
gc.collect()
gc.freeze()  # to look for waste would copy what is shared
