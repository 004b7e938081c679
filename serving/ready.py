"""What every kernel of a page needs, imported and tried once, before kernels are forked from it."""

import gc
import os
import sys
from importlib import import_module

OF_KERNELS = (  # those that a kernel imports when it starts
    *("ipykernel.kernelapp", "tornado.platform.asyncio", "serving.kernel", "serving.bridge"),
    *("IPython.core.completerlib", "IPython.core.debugger", "IPython.extensions.storemagic"),
)


def load() -> None:
    """Import; nobody looks for faults behind a page, and what would takes 10 MB of each kernel."""
    sys.modules["debugpy"] = None
    # A kernel says this, too, when it starts; matplotlib asks once, when it is imported.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    for name in OF_KERNELS:
        import_module(name)


def draw() -> None:
    """Draw once: then fonts are read, and all is loaded that draws."""
    import comm
    import ipywidgets

    from lecture_lib import explorers
    from serving.kernel import Unheard

    for name in explorers.__all__:  # each is imported when it is asked for
        getattr(explorers, name)
    heard, comm.create_comm = comm.create_comm, Unheard
    os.environ["VOILA_BASE_URL"] = "/"  # there is nobody to store a picture for
    explorers.FaceExplorer()
    ipywidgets.Widget.close_all()
    del os.environ["VOILA_BASE_URL"]
    comm.create_comm = heard


load()
draw()
gc.collect()
gc.freeze()  # to look for waste would copy what is shared
