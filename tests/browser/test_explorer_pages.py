"""The explorers in JupyterLab: every control moves pixels, by hand and by keyboard.

On the dashboards every control of every notebook is worked by test_notebooks_first.py and
test_notebooks_second.py. The bug detective is asked for in both homes: a case is solved by keys.
"""

import json
import time

import pytest
from dashboard import to_the_end
from nbformat.v4 import new_code_cell as code
from playwright.sync_api import expect
from seen import EACH_CANVAS, changes

pytestmark = pytest.mark.browser

EXPLORERS = {
    "line": "LineExplorer(eta=0.3)",
    "diverging": "LineExplorer(eta=0.34)",
    "by hand": "ByHandExplorer()",
    "face": "FaceExplorer()",
}
SLIDERS = {
    "line": ["learning rate η", "momentum m", "batch size B"],
    "diverging": ["learning rate η", "momentum m", "batch size B"],
    "by hand": ["weight w₀", "weight w₁"],
    "face": ["mouth score", "brow score"],
}
HANDLES = {
    "line": ["Start of the descent", "The line, right end"],
    "by hand": ["The line as a point of the map", "The line, left end"],
    "face": ["This face among the others"],
}
NAME = "explorers.ipynb"
STAGES = """
from ipywidgets.widgets.widget import _instances
from lecture_lib.stage import Stage
def living():
    stages = [w for w in list(_instances.values()) if isinstance(w, Stage) and w.data]
    return {stage.model_id: stage for stage in stages}
"""
LIVING = STAGES + "print(len(living()))"
ASK_STAGES = STAGES + "for stage in living().values(): stage.ask_whether_seen()"
SEEN = f"print(sum(stage.seen for stage in living().values()) == {len(EXPLORERS)})"
REMEMBER = STAGES + "before = {*living()}"
REPLACED = f"print(len(living()) == {len(EXPLORERS)} and not {{*living()}} & before)"
SUBSHELLS = """
import threading
print([t.name for t in threading.enumerate() if "subshell" in t.name])
"""
ASK_KERNEL = """async (code) => {
  const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const future = kernel.requestExecute({ code, store_history: false });
  let text = "";
  future.onIOPub = (message) => (text += message.content.text ?? "");
  await future.done;
  return text;
}"""
DETECTIVE = "detective.ipynb"
MUTE = """() => {
  const sockets = window.WebSocket.prototype;
  window.send = sockets.send;
  sockets.send = () => {}; // nothing gets through
}"""
UNMUTE = "() => { window.WebSocket.prototype.send = window.send; }"


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory, write_notebook):
    folder = tmp_path_factory.mktemp("explorers") / "notebooks"
    folder.mkdir()
    cells = [f"from lecture_lib.explorers import *\n{call}" for call in EXPLORERS.values()]
    write_notebook(folder / NAME, *map(code, cells))
    case = "from lecture_lib.explorers import DetectiveExplorer\nDetectiveExplorer()"
    write_notebook(folder / DETECTIVE, code(case))
    return folder


@pytest.fixture(scope="module")
def opened(open_lab):
    """The explorers, painted; the tests share them."""
    opened = open_lab(NAME)
    opened.page.wait_for_function(
        "(count) => document.querySelectorAll('.stage-live').length >= count", arg=11
    )
    return opened


def explorer(page, name):
    outputs = page.locator(".jp-OutputArea-output:has(.stage)")
    return outputs.nth(list(EXPLORERS).index(name))


def test_every_slider_and_handle_moves_pixels(opened):
    for name in EXPLORERS:
        for label in HANDLES.get(name, ()):  # first: a slider may send them out of view
            work_handle(explorer(opened.page, name), label)
        to_the_end(explorer(opened.page, name))  # a step not yet made shows no step size
        for label in SLIDERS[name]:
            work_slider(explorer(opened.page, name), label)
    assert opened.errors == []


def work_slider(output, label):
    """To both ends and a notch back, by keyboard."""
    slider = output.get_by_role("slider", name=label)
    slider.focus()
    for key in ("Home", "End", "ArrowLeft"):
        ends = slider.evaluate("(input) => [input.min, input.max, input.value]")
        if ends[2] != ends[{"Home": 0, "End": 1}.get(key, 0)]:
            changes(output, f"{key} on {label}", lambda key=key: output.page.keyboard.press(key))


def work_handle(output, label):
    """By the mouse and by a key."""
    page, handle = output.page, output.get_by_role("button", name=label)
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag():
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 40, y - 25, steps=5)
        page.mouse.up()

    changes(output, f"dragging {label}", drag)
    handle.focus()
    changes(output, f"a key on {label}", lambda: page.keyboard.press("ArrowDown"))


def test_playing_walks_to_the_end_and_every_key_moves_pixels(opened):
    output = explorer(opened.page, "line")
    output.get_by_role("button", name="reset").click()
    speed = output.get_by_label("Steps per second")
    speed.select_option("5")  # on a busy machine a fast film is over before anybody looks
    output.get_by_role("button", name="Play").click()
    last = output.locator(".stage-readout", has_text="Step 120 of 120")
    last.wait_for(state="detached")
    speed.select_option("60")
    last.wait_for()
    output.get_by_role("button", name="more").click()
    models = ("A centred", "A standardized", "C two scores", "as it is", "B no bias", "A raw")
    for name in (*models, "zeros", "random"):
        key = output.get_by_role("radio", name=name)
        key.wait_for()
        changes(output, name, lambda key=key: key.check(force=True))
    for name in ("another random start", "To the start", "One step forward", "To the end",
                 "One step back", "reset"):  # fmt: skip
        changes(output, name, output.get_by_role("button", name=name).click)
    output.get_by_role("button", name="The line, right end").focus()
    changes(output, "taking the line", lambda: opened.page.keyboard.press("ArrowDown"))
    output.locator(".stage-readout", has_text="Step 0 of 120").wait_for()  # it is the start now
    assert opened.errors == []


def test_a_cell_run_again_closes_the_explorer_that_it_showed(opened):
    page = opened.page
    assert json.loads(page.evaluate(ASK_KERNEL, LIVING)) == len(EXPLORERS)
    for _ in range(2):
        page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    assert json.loads(page.evaluate(ASK_KERNEL, LIVING)) == len(EXPLORERS)


def kernel_comes_to(page, code, wanted):
    """Ask until code prints what is wanted."""
    last = time.monotonic() + 60
    while (said := page.evaluate(ASK_KERNEL, code).strip()) != wanted:
        assert time.monotonic() < last, f"{said} is not {wanted}"
        page.wait_for_timeout(200)


def test_a_page_that_is_loaded_again_leaves_no_explorer_behind(opened, reload_lab):
    page = opened.page
    page.evaluate(ASK_KERNEL, ASK_STAGES)  # who is seen says so, and stays
    kernel_comes_to(page, SEEN, "True")
    page.evaluate(ASK_KERNEL, "from lecture_lib.explorers import predecessors")
    page.evaluate(ASK_KERNEL, "predecessors.PATIENCE = 1")
    page.evaluate(ASK_KERNEL, REMEMBER)
    reload_lab(NAME)
    kernel_comes_to(page, REPLACED, "True")
    work_slider(explorer(page, "face"), "mouth score")  # these are those that are seen


def test_what_the_page_says_is_heard_in_one_thread(opened):
    """JupyterLab would use another thread than the kernel's own for some messages, and two at once
    would change one explorer under each other's hands."""
    work_slider(explorer(opened.page, "face"), "mouth score")
    assert opened.page.evaluate(ASK_KERNEL, SUBSHELLS).strip() == "[]"


@pytest.fixture(params=["voila", "lab"])
def detective(request, open_voila, open_lab):
    opener = {"voila": open_voila, "lab": open_lab}[request.param]
    opened = opener(DETECTIVE, viewport={"width": 1280, "height": 1400})
    expect(opened.page.locator(".stage-readout")).to_contain_text("Case 1, network 2-2-1")
    return opened


def test_a_case_is_solved_by_keys_alone(detective):
    page = detective.page
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
    assert detective.errors == []


def test_an_example_is_shown_before_the_kernel_hears_of_it(detective):
    page, told = detective.page, detective.page.locator(".stage-readout")
    page.evaluate(MUTE)
    page.get_by_role("slider", name="example").focus()
    before = page.evaluate(EACH_CANVAS)
    page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("example 1")
    assert page.evaluate(EACH_CANVAS)[1] != before[1]  # the points; the ratios are all −1
    page.evaluate(UNMUTE)
