"""What the stored notebooks say, for tests that compare a page with it."""

import homes
import nbformat
from playwright.sync_api import expect

NOTEBOOKS = sorted(path.name for path in homes.NOTEBOOKS.glob("*.ipynb"))
SPEAKING = (
    """[...document.querySelectorAll('.stage-readout')].filter((s) => s.textContent).length"""
)


def stored_sentences(name):
    """What the stored notebook's explorers say, in their order."""
    notebook = nbformat.read(homes.NOTEBOOKS / name, as_version=4)
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", ())]
    return [o.data["text/plain"] for o in outputs if "image/png" in o.get("data", {})]


def says_what_is_stored(page, name):
    """Lock every prediction in, and compare each explorer's sentence with the stored one."""
    wanted = stored_sentences(name)
    page.wait_for_function(f"(count) => {SPEAKING} >= count", arg=len(wanted))
    keys = page.get_by_role("button", name="lock in", exact=True)
    for left in reversed(range(keys.count())):
        keys.first.click()
        expect(keys).to_have_count(left)  # it is called otherwise now, and the next one the first
    page.wait_for_function("!document.querySelector('.practice-locked')")  # hidden has no text
    assert page.locator(".stage-readout").all_inner_texts() == wanted
