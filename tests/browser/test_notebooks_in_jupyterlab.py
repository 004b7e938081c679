"""The course's notebooks in JupyterLab: they run, say what is stored, and ask no other host."""

import pytest
from stored import NOTEBOOKS, says_what_is_stored

TALL = {"width": 1280, "height": 12000}  # so high that JupyterLab builds every cell


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_in_jupyterlab_says_what_is_stored(open_lab, name):
    opened = open_lab(name, viewport=TALL)
    says_what_is_stored(opened.page, name)
    assert opened.errors == []
    assert opened.requests
    assert opened.external == []
