"""Every notebook in JupyterLite says what the stored one says: ``make test-site-all``.

They run one after the other in one page and one kernel, which saves most of the time.
"""

import json

import pytest
from lite_page import Notebook, said
from static_server import serve

from tools.site import lite

NOTEBOOKS = sorted(path.name for path in (lite.ROOT / "notebooks").glob("*.ipynb"))

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def notebook(site, browser):
    with serve(site) as url, browser.new_context() as context:
        yield Notebook(context.new_page(), url, NOTEBOOKS[0])


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_says_what_is_stored(notebook, name):
    stored = json.loads((lite.ROOT / "notebooks" / name).read_text(encoding="utf-8"))
    notebook.show(stored)
    notebook.run_all()
    expected = {cell["id"]: said(cell) for cell in stored["cells"]}
    assert {cell["id"]: said(cell) for cell in notebook.cells()} == expected
