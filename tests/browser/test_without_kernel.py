"""A page whose kernel has gone says so, disables what needs it, and goes on with the rest."""

import homes
import pytest
from nbformat.v4 import new_code_cell as code
from nbformat.v4 import new_markdown_cell as prose
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NAME = "11_alone.ipynb"
SHOW = """from lecture_lib.explorers import LineExplorer
LineExplorer(eta=0.3)"""
PREDICT = """from lecture_lib.practice import Prediction
Prediction("P11.1")"""
RESTART = "jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
SHUT_DOWN = """async () => {
  const base = document.body.dataset.baseUrl;
  const told = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  await fetch(`${base}api/shutdown/${told.kernelId}`, { method: "POST" });
}"""


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory, write_notebook):
    folder = tmp_path_factory.mktemp("alone") / "notebooks"
    folder.mkdir()
    write_notebook(folder / NAME, prose("# Alone"), code(SHOW), code(PREDICT))
    return folder


def kill_kernels(home):
    """End the kernels of a home without a word, as a full memory does."""
    for kernel in homes.kernels_of(home.process.pid):
        kernel.kill()


@pytest.mark.parametrize(
    ("home", "end", "advice"),
    [
        ("lab", RESTART, "run the cell again"),
        ("voila", SHUT_DOWN, "reload the page"),
        ("voila", kill_kernels, "reload the page"),
    ],
)
def test_what_needs_the_kernel_is_disabled_and_the_rest_goes_on(
    serve, notebooks, open_lab, open_voila, home, end, advice
):
    page = {"lab": open_lab, "voila": open_voila}[home](NAME).page
    hand, momentum = (
        page.get_by_role("slider", name=name) for name in ("learning rate", "momentum m")
    )
    lost, readout = page.locator(".stage-lost"), page.locator(".stage-readout")
    expect(readout).to_contain_text("loss")
    expect(momentum).to_be_enabled()
    expect(lost).to_be_empty()
    if end is kill_kernels:
        end(serve(homes.voila, notebooks))
    else:
        page.evaluate(end)
    expect(lost).to_contain_text(advice)
    expect(momentum).to_be_disabled()
    expect(page.get_by_role("button", name="reset").first).to_be_disabled()
    for option in page.locator(".practice-prediction input").all():
        expect(option).to_be_disabled()
    said = readout.text_content()
    hand.focus()
    page.keyboard.press("ArrowRight")
    expect(readout).not_to_have_text(said)
