"""One list of pins, and everything that installs the course agrees with it."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tools.badges import badges, repository

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
LISTS = ("requirements.txt", "requirements-dev.txt")
OTHERS = (
    "requirements-site.txt",
    "requirements-oldest.txt",
    "deploy/hub/requirements.txt",
)


def pins(name: str) -> dict[str, set[Version]]:
    """Versions by package; a package may have one for each range of Pythons."""
    found: dict[str, set[Version]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([\w.-]+)(?:\[.*\])?==([^\s;\\]+)", line):
            found.setdefault(match[1], set()).add(Version(match[2]))
    return found


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    ("file", "dependencies"),
    [
        ("requirements.txt", PROJECT["dependencies"]),
        ("requirements-dev.txt", PROJECT["optional-dependencies"]["dev"]),
        ("requirements-site.txt", PYPROJECT["dependency-groups"]["site"]),
        ("requirements-oldest.txt", PYPROJECT["dependency-groups"]["oldest"]),
        ("deploy/hub/requirements.txt", PYPROJECT["dependency-groups"]["hub"]),
    ],
)
def test_every_dependency_is_pinned_within_its_range(file, dependencies):
    pinned = pins(file)
    for requirement in map(Requirement, dependencies):
        versions = pinned.get(normal(requirement.name), set())
        assert versions, f"{requirement.name} is missing in {file}: run `make pins`"
        assert all(version in requirement.specifier for version in versions)


def test_the_oldest_are_those_that_are_named():
    named = {normal(each.name): each for each in map(Requirement, PROJECT["dependencies"])}
    oldest = pins("requirements-oldest.txt")
    for name in ("numpy", "scipy", "matplotlib", "contourpy", "pillow", "ipywidgets", "anywidget"):
        ((floor,), (version,)) = named[name].specifier, oldest[name]
        assert floor.operator == ">="
        length = len(Version(floor.version).release)
        assert version.release[:length] == Version(floor.version).release


def test_tests_run_with_what_students_run():
    course, development = (pins(name) for name in LISTS)
    assert {name: development.get(name) for name in course} == course


def test_a_hub_is_installed_beside_what_students_run():
    course, hub = pins("requirements.txt"), pins("deploy/hub/requirements.txt")
    both = course.keys() & hub.keys()
    assert {name: hub[name] for name in both} == {name: course[name] for name in both}
    assert hub["jupyterhub"] != set()


@pytest.mark.parametrize("name", [*LISTS, *OTHERS])
def test_no_server_builds_grammars_when_it_starts(name):
    assert "rfc3987-syntax" not in pins(name)


@pytest.mark.parametrize("name", [*LISTS, *OTHERS])
def test_pins_carry_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(
        r"://|--(extra-)?index|--find-links|^ *(-i|-f|-e|\.|/)", text, re.MULTILINE
    )
    blocks = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_binder_and_conda_use_the_list():
    nested = (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8")
    assert nested.split() == ["-r", "../requirements.txt"]
    conda = (ROOT / "environment.yml").read_text(encoding="utf-8")
    installed = re.findall(r"^ +- (.+)$", conda, re.MULTILINE)
    assert installed == ["conda-forge", "python=3.11", "pip", "pip:", "-r requirements.txt"]


def test_pythons_agree():
    runtime = (ROOT / "binder" / "runtime.txt").read_text(encoding="utf-8").strip()
    assert runtime == "python-3.11"
    assert "python=3.11" in (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert PROJECT["requires-python"] == ">=3.11"
    assert "--python-version 3.11" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_badges_lead_to_the_repository():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    name = repository((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert readme == badges(readme, name), "run `make badges`"
    for page in ("lab/tree/notebooks/00_start_here", "voila/render/notebooks/00_start_here"):
        address = f"mybinder.org/v2/gh/{name}/HEAD?urlpath={page}.ipynb"
        assert address in readme.replace("%2F", "/")


def test_badges_follow_the_name():
    text = "[b](https://mybinder.org/v2/gh/old/name/HEAD?urlpath=lab) [c](https://example.org/a/b/)"
    assert badges(text, "new/one") == text.replace("old/name", "new/one")
    assert repository('[project.urls]\nRepository = "https://host/new/one/"') == "new/one"
