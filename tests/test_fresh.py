"""What `make fresh` says of newer packages and of tests that fail with them."""

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tools import fresh

PINS = """\
numpy==2.3.0 ; python_full_version < '3.12' \\
    --hash=sha256:0
numpy==2.4.0 ; python_full_version >= '3.12' \\
    --hash=sha256:1
jupyter-server==2.0 \\
    --hash=sha256:2
"""
REPORT = """\
<testsuites><testsuite>
  <testcase classname="tests.maths.test_a" name="test_b[1]">
    <failure message="assert 1 == 2&#10; more">long</failure>
  </testcase>
  <testcase classname="tests.maths.test_a" name="test_c"/>
  <testcase classname="tests.x" name="test_d"><skipped message="no"/></testcase>
  <testcase classname="" name="tests.y"><error message="collection failure">long</error></testcase>
</testsuite></testsuites>"""
INSTALLED = [
    {"name": "numpy", "version": "2.5.0"},
    {"name": "jupyter_server", "version": "2.0"},
    {"name": "more", "version": "1"},
    {"name": "lecture-lib", "version": "0.1.0"},
]
FAULTS = ["tests.maths.test_a::test_b[1]: assert 1 == 2", "::tests.y: collection failure"]


def test_what_is_newer_is_named():
    lines = ["more: new → 1", "numpy: 2.3.0 or 2.4.0 → 2.5.0"]
    assert fresh.newer(fresh.pinned(PINS), INSTALLED) == lines


def test_what_fails_is_named():
    assert fresh.failed(REPORT) == FAULTS


@pytest.mark.parametrize(
    ("report", "code", "said"),
    [
        ("<testsuites/>", 0, "Failed: 0 tests."),
        (REPORT, 1, f"Failed: 2 tests.\n  {FAULTS[0]}"),
        (None, 1, "no module of that name\nThe tests did not run."),
    ],
)
def test_a_run_ends_as_its_tests_do(monkeypatch, capsys, report, code, said):
    def run(_, module, *options):
        if module == "pip":
            return CompletedProcess((), 0, json.dumps(INSTALLED).encode())
        (path,) = (o.partition("=")[2] for o in options if o.startswith("--junit-xml="))
        if report:
            Path(path).write_text(report, "utf-8")
        return CompletedProcess((), 0, b"no module of that name")

    monkeypatch.setattr(fresh, "run", run)
    assert fresh.main() == code
    assert said in capsys.readouterr().out
