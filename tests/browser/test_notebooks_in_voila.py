"""Notebooks whose pages are not built: Voilà runs them, and they say what is stored.

In JupyterLab the same widgets are asked of every notebook, see test_notebooks_in_jupyterlab.py.
"""

import pytest
from axe import violations
from stored import says_what_is_stored

KINDS = ["00_start_here.ipynb", "14_backprop.ipynb", "17_entropy.ipynb"]


@pytest.mark.parametrize("name", KINDS)
def test_voila_says_what_is_stored(open_voila, name):
    opened = open_voila(name, "?voila", reduced_motion="reduce")
    says_what_is_stored(opened.page, name)
    assert violations(opened.page) == []
    assert opened.errors == []
    assert opened.requests
    assert opened.external == []
