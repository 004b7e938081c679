"""What the stored notebooks say, for tests that compare a page with it."""

import homes
import nbformat
from playwright.sync_api import TimeoutError, expect
from seen import PATIENCE

NOTEBOOKS = sorted(path.name for path in homes.NOTEBOOKS.glob("*.ipynb"))
OUTPUTS = """[...document.querySelectorAll('.jp-OutputArea-output')]
  .map((output) => `${output.childElementCount} in: ${output.textContent.slice(0, 40)}`)"""
SPEAKING = (
    """[...document.querySelectorAll('.stage-readout')].filter((s) => s.textContent).length"""
)


def stored_sentences(name):
    """What the stored notebook's explorers say, in their order."""
    notebook = nbformat.read(homes.NOTEBOOKS / name, as_version=4)
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", ())]
    return [o.data["text/plain"] for o in outputs if "image/png" in o.get("data", {})]


TO_THE_END = "(stage) => stage.querySelector('[aria-label=\"To the end\"]').click()"
FOLDS = "details.course-fold:not([open]) > summary, .jp-showHiddenCellsButton"
OPEN_NEXT = """(folds) => {
  if (seen.asks()) return false; // what was opened last may open more
  const all = (css) => [...document.querySelectorAll(css)];
  const keys = all(".practice-prediction button").filter((key) => key.textContent === "lock in");
  const next = [...keys, ...all(folds)].find((node) => node.checkVisibility());
  next?.click();
  return !next && !seen.waits();
}"""


def unfold(page):
    """Open all that is folded on a page that plays by itself; return its explorers, which play."""
    open_all(page)
    figures = page.locator(".explorer").all()
    for figure in figures:
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_class("explorer site-plays", timeout=PATIENCE)
    return figures


# Behind a page there is no notebook in which the learner could have written one.
NO_FUNCTION = (
    "Your function returns nothing yet; until it does, the library's drives.",
    "The library's own gradient drives.",
)


def tells_what_is_stored(page, name, python=False):
    """Compare each explorer's sentence with the stored one, on a page that plays by itself.

    ``python`` says whether Python answers there.
    """
    for figure, sentence in zip(unfold(page), stored_sentences(name), strict=True):
        sentence = sentence.replace(*NO_FUNCTION) if python else sentence
        said = figure.locator(".stage-readout")
        if said.inner_text() != sentence:  # it opens at its start, and the end is stored
            figure.get_by_role("button", name="To the end").click()
        expect(said).to_have_text(sentence)


def wait_for_speakers(page, count):
    """Wait until so many explorers say something; of those that stay silent tell what is there."""
    waiting = {"arg": count, "timeout": 240_000}  # a kernel may draw ten on a busy machine
    try:
        page.wait_for_function(f"(count) => {SPEAKING} >= count", **waiting)
    except TimeoutError as late:
        told = page.evaluate(f"[{SPEAKING}, {OUTPUTS}, seen.waitsFor()]")
        raise AssertionError(
            "of {} explorers {} speak; {}; waits for {}".format(count, *told)
        ) from late


def says_what_is_stored(page, name):
    """Open all that is folded, and compare each explorer's sentence with the stored one."""
    wanted = stored_sentences(name)
    wait_for_speakers(page, len(wanted))
    open_all(page)
    page.wait_for_function("!document.querySelector('.practice-locked')")  # hidden has no text
    said = page.locator(".stage-readout")
    for place, (now, sentence) in enumerate(zip(said.all_inner_texts(), wanted, strict=True)):
        if now != sentence:  # it opens at its start, and the end is stored
            page.locator(".stage").nth(place).evaluate(TO_THE_END)
    expect(said).to_have_text(wanted)


def open_all(page):
    """Lock in every prediction that is in sight, unfold what is left, and so on within that.

    In the page itself: to look for a key by its role, ten times on such a page, takes seconds. Only
    the kernel is waited for on the way: JupyterLab itself is busy for a second after each fold.
    """
    page.wait_for_function(OPEN_NEXT, arg=FOLDS)
