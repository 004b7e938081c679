"""The image that repo2docker would build from this checkout, without building it."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# repo2docker imports a name that one of its own dependencies has moved
pytestmark = pytest.mark.filterwarnings("ignore:pythonjsonlogger:DeprecationWarning")


@pytest.fixture
def build(monkeypatch):
    """The build pack that repo2docker chooses for the checkout."""
    from repo2docker.app import Repo2Docker

    monkeypatch.chdir(ROOT)
    app = Repo2Docker()
    packs = [pack(app.base_image) for pack in app.buildpacks]
    chosen = next(pack for pack in packs if pack.detect())
    chosen.platform = "linux/amd64"
    return chosen


def test_python_and_folder(build):
    assert type(build).__name__ == "PythonBuildPack"
    assert build.binder_dir == "binder"
    assert build.python_version == "3.11"


def test_pins_are_installed_before_the_package(build):
    lines = build.render({}).splitlines()
    copy = lines.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    pins = next(i for i, line in enumerate(lines) if '-r "binder/requirements.txt"' in line)
    package = lines.index("RUN ./binder/postBuild")
    assert copy < pins < package  # the list of pins lies outside binder/


def test_post_build_installs_the_package_and_builds_the_pages():
    script = (ROOT / "binder" / "postBuild").read_text(encoding="utf-8")
    assert "pip install --no-deps --no-build-isolation --editable .\n" in script
    assert script.endswith("\npython -m tools.site --dashboards\n")
    assert os.access(ROOT / "binder" / "postBuild", os.X_OK)
    subprocess.run(["bash", "-n", "binder/postBuild"], cwd=ROOT, check=True)
