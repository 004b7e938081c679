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


FOLDS = "details.course-fold:not([open]) > summary, .jp-showHiddenCellsButton"


def says_what_is_stored(page, name):
    """Open all that is folded, and compare each explorer's sentence with the stored one."""
    wanted = stored_sentences(name)
    waiting = {"arg": len(wanted), "timeout": 240_000}  # a kernel may draw ten on a busy machine
    page.wait_for_function(f"(count) => {SPEAKING} >= count", **waiting)
    open_all(page)
    page.wait_for_function("!document.querySelector('.practice-locked')")  # hidden has no text
    for stage, sentence in zip(page.locator(".stage").all(), wanted, strict=True):
        said = stage.locator(".stage-readout")
        if said.inner_text() != sentence:  # it opens at its start, and the end is stored
            stage.get_by_role("button", name="To the end").click()
        expect(said).to_have_text(sentence)


def open_all(page):
    """Lock in every prediction that is in sight, unfold what is left, and so on within that."""
    while True:
        keys = page.get_by_role("button", name="lock in", exact=True)  # of those that can be seen
        folds = page.locator(FOLDS).filter(visible=True)
        if keys.count():
            before = keys.count()
            keys.first.click()
            expect(keys).to_have_count(before - 1)  # called otherwise now; what opens has its own
        elif folds.count():
            folds.first.click()
            page.wait_for_timeout(50)
        else:
            return
