"""What a release consists of agrees: version, changes, citation, workflows and licences."""

import importlib.metadata
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CHANGES = (ROOT / "docs" / "CHANGELOG.md").read_text("utf-8")
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)

# Words of licences under which a package may be used, changed and passed on, whoever uses ours.
FREE = r"\b(MIT|BSD|Apache|ISC|PSF|Python Software|MPL|Mozilla|Unlicense|HPND|Zlib|0BSD|CC0)\b"


def tracked():
    """The files of the repository that git knows."""
    command = ("git", "ls-files", "-z")
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return listed.stdout.rstrip("\0").split("\0")


def test_the_version_is_one():
    versions = re.findall(r"^## (\d+\.\d+\.\d+)$", CHANGES, re.MULTILINE)
    assert versions[0] == PROJECT["version"] == CITATION["version"]
    assert versions == sorted(versions, key=Version, reverse=True)


def test_the_citation_is_of_this_repository():
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["repository-code"] == PROJECT["urls"]["Repository"]
    assert " AND ".join(CITATION["license"]) == PROJECT["license"]
    assert {"title", "message", "authors", "date-released"} <= CITATION.keys()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_run_what_is_there(path):
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
    steps = [(job, step["run"]) for job in jobs for step in job["steps"] if "run" in step]
    for job, command in steps:
        what = job.get("strategy", {}).get("matrix", {}).get("what", [""])
        for each in what:
            text = command.replace("${{ matrix.what }}", each)
            assert set(re.findall(r"^make ([\w-]+)", text, re.MULTILINE)) <= set(TARGETS)
    assert any(command.startswith("make ") for _, command in steps)


def test_every_file_has_a_licence():
    licence = (ROOT / "LICENSE").read_text("utf-8").partition("-----")[0]
    named = set(re.findall(r"`([^`]+?)/?`", licence)) | {"LICENSE", "LICENSE-CONTENT", "Makefile"}
    patterns = [re.escape(name).replace(r"\*", ".*") for name in named]
    top = {name.partition("/")[0] for name in tracked()}
    assert [each for each in top if not any(re.fullmatch(p, each) for p in patterns)] == []


def licence(about):
    """What a package says of its licence, in the newest of the three ways in which it says it."""
    kinds = about.get_all("Classifier", [])
    classified = [kind for kind in kinds if kind.startswith("License ::")]
    return about["License-Expression"] or ", ".join(classified) or about["License"] or ""


def test_what_is_installed_is_free():
    course = re.findall(
        r"^([\w.-]+)(?:\[.*\])?==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE
    )
    guarded = {}
    for name in course:
        try:
            said = licence(importlib.metadata.metadata(name))
        except importlib.metadata.PackageNotFoundError:
            continue  # of another system or Python
        if not re.search(FREE, said) or re.search(r"(?<!L)GPL", said):
            guarded[name] = said
    assert guarded == {}
