"""What the kernel in the page does otherwise than others: an extension of IPython."""

import re

from pyodide_js import loadPackage

WITH_SCIPY = re.compile(r"RaceExplorer|\b(bfgs|race|scipy)\b")


def load_ipython_extension(shell):
    """Complete without jedi; fetch scipy for the cells that lead to it.

    The library imports scipy when it is used, when it is too late for a page to fetch it.
    """
    shell.Completer.use_jedi = False
    shell.kernel.lite_transform_manager.line_transforms.append(fetch_scipy)


async def fetch_scipy(lines):
    """Have scipy there before a cell runs that will need it."""
    if WITH_SCIPY.search("".join(lines)):
        await loadPackage("scipy")
    return lines
