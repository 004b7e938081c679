"""The site, built once for a run of the tests."""

import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from tools.site import lite, pages
from tools.site.pyodide import SourceError


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """A folder with the page of section 11, and JupyterLite in `lite/`."""
    folder = tmp_path_factory.mktemp("site")
    pages.build(folder, ["11_"], effort=0, most=1, python="page")
    lite.ENVIRONMENT.mkdir(exist_ok=True)
    with (lite.ENVIRONMENT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another process may build, too, in the same cache
        try:
            lite.build(folder / "lite")
        except (SourceError, subprocess.CalledProcessError) as error:
            if can_reach_packages():
                raise
            pytest.skip(f"what JupyterLite is made of cannot be reached: {error}")
    return folder


def can_reach_packages() -> bool:
    """Whether pip finds anything at all."""
    command = (sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "-d")
    return not subprocess.run([*command, lite.CACHE, "comm"], check=False).returncode
