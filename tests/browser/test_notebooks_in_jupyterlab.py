"""The course's notebooks in JupyterLab: they run, come to what is stored, and ask no other host.

nbval's strict comparison is asked of the same outputs. That nbval comes to them with a kernel of
its own is asked of one notebook, in the Makefile: all of them would be executed once more.
"""

import homes
import nbformat
import pytest
from nbval.plugin import IPyNbFile, coalesce_streams
from stored import NOTEBOOKS, says_what_is_stored

from tools import notebooks as tool
from tools import stale

SAVED = "JSON.stringify(jupyterapp.shell.currentWidget.context.model)"


@pytest.fixture
def differences_by_nbval(request):
    """``differences_by_nbval(path, executed)``: what `pytest --nbval` says of these outputs."""

    def differences_by_nbval(path, executed):
        fresh = [cell.outputs for cell in executed.cells if cell.cell_type == "code"]
        cells = list(IPyNbFile.from_parent(request.session, path=path).collect())
        found = []
        for cell, outputs in zip(cells, fresh, strict=True):
            stored = cell.cell.outputs
            assert cell.options["check"]
            if not cell.compare_outputs(*map(coalesce_streams, (outputs, stored))):
                found.append((cell.name, *cell.comparison_traceback))
        return found

    return differences_by_nbval


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_in_jupyterlab_comes_to_what_is_stored(open_lab, differences_by_nbval, name):
    opened = open_lab(name)
    executed = nbformat.reads(opened.page.evaluate(SAVED), as_version=4)
    path = homes.NOTEBOOKS / name
    assert differences_by_nbval(path, executed) == []
    stored = path.read_text(encoding="utf-8")
    found = stale.differences(tool.stored_form(executed, stored), stored, name)
    assert found == [], "run `make notebooks` if this is meant"
    says_what_is_stored(opened.page, name)
    assert opened.errors == []
    assert opened.requests
    assert opened.external == []


def test_nbval_sees_a_number_that_differs(differences_by_nbval):
    path = homes.NOTEBOOKS / "17_entropy.ipynb"
    executed = nbformat.read(path, as_version=4)
    assert differences_by_nbval(path, executed) == []
    said = next(o for cell in executed.cells for o in cell.get("outputs", ()) if "text" in o)
    said.text = said.text.replace("1", "2")
    assert len(differences_by_nbval(path, executed)) == 1
