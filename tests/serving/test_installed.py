"""The environment's copies of the servers' settings and of the page template are up to date."""

import json
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "jupyter"
FILES = sorted(
    p.relative_to(SOURCE) for p in SOURCE.rglob("*") if p.is_file() and p.suffix != ".pyc"
)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_installed_copy_is_current(file):
    installed = Path(sys.prefix) / file
    assert installed.read_bytes() == (SOURCE / file).read_bytes(), "run `pip install -e .` again"


LOADED = "import json, sys, serving.app, tools.site.dashboards; print(json.dumps([*sys.modules]))"


def test_dashboards_need_what_the_course_installs_and_no_more():
    root = SOURCE.parent
    command = (sys.executable, "-c", LOADED)
    said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    roots = {name.partition(".")[0] for name in json.loads(said)}
    owners = packages_distributions()
    wanted = {owner.lower().replace("_", "-") for name in roots for owner in owners.get(name, ())}
    pins = (root / "requirements.txt").read_text()
    pinned = re.findall(r"^([\w.-]+)(?:\[.*\])?==", pins, re.MULTILINE)
    assert "voila" in wanted
    spared = {"lecture-lib", "pip", "setuptools", "brotli"}  # urllib3 takes the last where it is
    assert wanted - set(pinned) - spared == set()
