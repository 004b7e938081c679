"""The bug detective in both homes: a case is solved by keys alone."""

import pytest
from nbformat.v4 import new_code_cell as code
from nbformat.v4 import new_markdown_cell as prose
from playwright.sync_api import expect
from seen import EACH_CANVAS

pytestmark = pytest.mark.browser

NAME = "detective.ipynb"
SHOW = "from lecture_lib.explorers import DetectiveExplorer\nDetectiveExplorer()"

MUTE = """() => {
  const sockets = window.WebSocket.prototype;
  window.send = sockets.send;
  sockets.send = () => {}; // nothing gets through
}"""
UNMUTE = "() => { window.WebSocket.prototype.send = window.send; }"


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory, write_notebook):
    folder = tmp_path_factory.mktemp("detective") / "notebooks"
    folder.mkdir()
    write_notebook(folder / NAME, prose("# Bug detective"), code(SHOW))
    return folder


@pytest.fixture(params=["voila", "lab"])
def opened(request, open_voila, open_lab):
    opener = {"voila": open_voila, "lab": open_lab}[request.param]
    opened = opener(NAME, viewport={"width": 1280, "height": 1400})
    expect(opened.page.locator(".stage-readout")).to_contain_text("Case 1, network 2-2-1")
    return opened


def test_a_case_is_solved_by_keys_alone(opened):
    page = opened.page
    cells = page.locator(".jp-Cell").count()
    told = page.locator(".stage-readout")
    page.get_by_role("radio", name="undecided").focus()
    page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("Do you accuse “no fault”?")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="accuse")).to_be_focused()
    before = page.evaluate(EACH_CANVAS)
    page.keyboard.press("Enter")
    expect(told).to_contain_text("Not “no fault”")
    heat, scatter, network = page.evaluate(EACH_CANVAS)
    assert heat != before[0]  # the frame
    assert scatter != before[1]  # the ring
    assert network == before[2]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("Solved, “sign turned round”")
    expect(told).to_contain_text("So far 1 of 1 case solved, 0 at the first try.")
    assert page.evaluate(EACH_CANVAS)[2] != network
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("Case 2")
    expect(page.get_by_role("radio", name="undecided")).to_be_checked()
    assert page.locator(".jp-Cell").count() == cells  # no key got through to JupyterLab
    assert opened.errors == []


def test_an_example_is_shown_before_the_kernel_hears_of_it(opened):
    page, told = opened.page, opened.page.locator(".stage-readout")
    page.evaluate(MUTE)
    page.get_by_role("slider", name="example").focus()
    before = page.evaluate(EACH_CANVAS)
    page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("example 1")
    assert page.evaluate(EACH_CANVAS)[1] != before[1]  # the points; the ratios are all −1
    page.evaluate(UNMUTE)
