"""Python on a static page: once it is asked for, every control and handle works."""

import pytest
from playwright.sync_api import expect
from static_server import serve

from lecture_lib.explorers import FaceExplorer


@pytest.fixture(scope="module")
def url(site):
    with serve(site) as url:
        yield url


def test_python_answers_the_controls_that_are_not_in_the_page(visit, url):
    opened = visit(f"{url}/11_where_do_you_draw_the_line.html")
    page, twin = opened.page, FaceExplorer()
    figure = page.locator(".explorer").first
    figure.get_by_role("button", name="Start Python in this page").click()
    expect(figure.locator(".site-left")).to_contain_text("answers now", timeout=180_000)
    said = figure.locator(".stage-readout")
    expect(said).to_have_text(twin.sentence)

    brow = figure.get_by_label(twin.controls["brow"].label, exact=True)
    expect(brow).to_be_enabled()
    brow.focus()
    page.keyboard.press("End")
    twin.controls["brow"].index = len(twin.controls["brow"].options) - 1
    expect(said).to_have_text(twin.sentence)

    figure.get_by_label(twin.controls["mouth"].label, exact=True).focus()
    page.keyboard.press("Home")
    twin.controls["mouth"].index = 0
    expect(said).to_have_text(twin.sentence)

    handle = figure.locator(".stage-handle")
    handle.focus()
    page.keyboard.press("ArrowRight")
    expect(said).not_to_have_text(twin.sentence)
    figure.get_by_role("button", name="reset").click()
    twin.reset()
    expect(said).to_have_text(twin.sentence)
    assert opened.errors == []
    assert opened.external == []
