"""The course's notebooks in JupyterLab: they run, come to what is stored, and ask no other host."""

import homes
import nbformat
import pytest
from stored import NOTEBOOKS, says_what_is_stored

from tools import notebooks as tool
from tools import stale

SAVED = "JSON.stringify(jupyterapp.shell.currentWidget.context.model)"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_in_jupyterlab_comes_to_what_is_stored(open_lab, name):
    opened = open_lab(name)
    executed = nbformat.reads(opened.page.evaluate(SAVED), as_version=4)
    stored = (homes.NOTEBOOKS / name).read_text(encoding="utf-8")
    found = stale.differences(tool.stored_form(executed, stored), stored, name)
    assert found == [], "run `make notebooks` if this is meant"
    says_what_is_stored(opened.page, name)
    assert opened.errors == []
    assert opened.requests
    assert opened.external == []
