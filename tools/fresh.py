"""Try the newest packages: run the quick tests in .venv-fresh, say what is newer and what failed.

`make fresh` makes that environment, from the ranges in pyproject.toml, and runs this in `.venv`.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
FRESH = ROOT / ".venv-fresh" / "bin" / "python"
LEFT_OUT = ("tests/site", "tests/browser", "tests/binder")  # long, or about the pins themselves
QUICK = ("-m", "not browser", "-n", "2", *(f"--ignore={folder}" for folder in LEFT_OUT))

OURS = ("lecture-lib", "pip", "setuptools")  # the last two come with the environment

Versions = dict[str, set[str]]


def pinned(requirements: str) -> Versions:
    """The versions in a list of pins; a package may have one for each range of Pythons."""
    found: Versions = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", requirements, re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def newer(pins: Versions, installed: list[dict[str, str]]) -> list[str]:
    """What an environment has in another version than any pin, a line each."""
    lines = []
    for each in installed:
        name = re.sub(r"[-_.]+", "-", each["name"]).lower()
        old = pins.get(name, set())
        if each["version"] not in old and name not in OURS:
            lines.append(f"{name}: {' or '.join(sorted(old)) or 'new'} → {each['version']}")
    return sorted(lines)


def failed(report: str) -> list[str]:
    """The tests that failed, with the first line of why, from pytest's report in JUnit's form."""
    lines = []
    for case in ElementTree.fromstring(report).iter("testcase"):
        for fault in (*case.findall("failure"), *case.findall("error")):
            why = fault.get("message", "").partition("\n")[0]
            lines.append(f"{case.get('classname')}::{case.get('name')}: {why}")
    return lines


def run(*command: str) -> subprocess.CompletedProcess:
    """Run the fresh Python with some arguments, in the repository."""
    return subprocess.run([FRESH, *command], cwd=ROOT, check=False, stdout=subprocess.PIPE)


def main() -> int:
    """Print what is newer and what fails with it; return 1 if something does."""
    installed = json.loads(run("-m", "pip", "list", "--format=json").stdout)
    changes = newer(pinned((ROOT / "requirements-dev.txt").read_text("utf-8")), installed)
    print(f"Other than pinned: {len(changes)} packages.", *changes, sep="\n  ", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        tests = run("-m", "pytest", *QUICK, f"--junit-xml={report}", "tests")
        if not report.exists():
            print(tests.stdout.decode(), "The tests did not run.", sep="\n")
            return 1
        faults = failed(report.read_text("utf-8"))
    print(f"Failed: {len(faults)} tests.", *faults, sep="\n  ")
    return 1 if faults or tests.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
