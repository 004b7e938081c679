"""What all tests share: a browser, notebooks of their own, and examples that do not change."""

from collections import Counter
from pathlib import Path

import nbformat
import pytest
from chromium import FLAGS, find_chromium
from hypothesis import settings
from playwright.sync_api import expect, sync_playwright

# The same examples on every machine, however slow it is, and nothing left behind.
settings.register_profile("course", deadline=None, derandomize=True, database=None)
settings.load_profile("course")

PATIENCE = 60_000  # ms; a cold kernel on a busy machine is slow, a hanging test is slower
expect.set_options(timeout=PATIENCE)

LONG = 60  # s of test time from which on it is worth telling
SLOWEST = 15  # files


@pytest.fixture(scope="module")
def browser():
    """A patient Chromium. No wider scope: while it is there, nothing else can run an event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        new_context = browser.new_context

        def new_patient_context(**options):
            context = new_context(**options)
            context.set_default_timeout(PATIENCE)
            return context

        browser.new_context = new_patient_context
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def write_notebook():
    """``write_notebook(path, *cells)``: a notebook of cells made with nbformat.v4, on disk."""

    def write_notebook(path: Path, *cells: nbformat.NotebookNode) -> Path:
        kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
        notebook = nbformat.v4.new_notebook(cells=list(cells), metadata={"kernelspec": kernel})
        nbformat.write(notebook, path)
        return path

    return write_notebook


def pytest_terminal_summary(terminalreporter):
    """Say where the time went: a slow machine, or a slow test, is seen as one."""
    seconds = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if hasattr(report, "duration"):
                seconds[report.nodeid.partition("::")[0]] += report.duration
    if seconds.total() > LONG:
        terminalreporter.section("where the time went")
        for file, time in seconds.most_common(SLOWEST):
            terminalreporter.line(f"{time:7.1f} s  {time / seconds.total():5.1%}  {file}")
        rest = len(seconds) - SLOWEST
        terminalreporter.line(
            f"{seconds.total():7.1f} s  in all, {max(rest, 0)} other files included"
        )
