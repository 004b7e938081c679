"""The course's notebooks in both homes: they load cleanly and say what is stored."""

import homes
import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

NOTEBOOKS = sorted(path.name for path in homes.NOTEBOOKS.glob("*.ipynb"))


def stored_sentences(name):
    """What the stored notebook's explorers say, in their order."""
    notebook = nbformat.read(homes.NOTEBOOKS / name, as_version=4)
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", ())]
    return [o.data["text/plain"] for o in outputs if "image/png" in o.get("data", {})]


@pytest.fixture(params=["voila", "lab"])
def open_notebook(request, open_voila, open_lab):
    """Open a notebook in either home, and wait until all that it shows at once is painted."""
    opener = {"voila": open_voila, "lab": open_lab}[request.param]

    def open_notebook(name, **context):
        # a window so high that JupyterLab builds every cell
        context.setdefault("viewport", {"width": 1280, "height": 12000})
        opened = opener(name, **context)
        opened.page.wait_for_function(
            "(count) => [...document.querySelectorAll('.stage')]"
            ".filter((stage) => stage.querySelector('.stage-live')).length >= count",
            arg=len(stored_sentences(name)) - folded(name),
        )
        return opened

    return open_notebook


def folded(name):
    """How many explorers wait for a prediction."""
    notebook = nbformat.read(homes.NOTEBOOKS / name, as_version=4)
    return sum(".unlocks(" in cell.source for cell in notebook.cells if cell.cell_type == "code")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook_loads_cleanly_and_says_what_is_stored(open_notebook, name):
    opened = open_notebook(name)
    page = opened.page
    if folded(name):
        page.get_by_role("button", name="lock in").first.click()
        page.wait_for_function("!document.querySelector('.practice-locked')")  # hidden has no text
    wanted = stored_sentences(name)
    page.wait_for_function(
        "(count) => [...document.querySelectorAll('.stage-readout')]"
        ".filter((said) => said.textContent).length >= count",
        arg=len(wanted),
    )
    said = page.locator(".stage-readout").all_inner_texts()
    assert said == wanted
    assert opened.errors == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_axe_finds_nothing_in_a_dashboard(open_voila, name, theme):
    opened = open_voila(name, f"?theme={theme}")
    opened.page.wait_for_selector(".stage-live")
    opened.page.wait_for_timeout(500)
    violations = Axe().run(opened.page).response["violations"]
    found = [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in violations]
    assert found == []


@pytest.mark.parametrize("width", [375, 800, 2560])
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_page_is_wider_than_its_window(open_voila, name, width):
    page = open_voila(name, viewport={"width": width, "height": 900}).page
    page.wait_for_selector(".stage-live")
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
