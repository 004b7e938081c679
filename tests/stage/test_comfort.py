"""Nobody is left out: what is spoken, colours that a system forces, the last row, paper."""

import pytest
from page import expire, hold_timers, open_stages, settle
from test_layout import three_panels, tops

pytestmark = pytest.mark.browser

LISTEN = """() => {
  const said = "[aria-live]:not([aria-live=off]), [role=status], [role=alert]";
  window.heard = [];
  for (const node of document.querySelectorAll(`${said}, output:not([aria-live])`))
    new MutationObserver(() => heard.push(node.textContent)).observe(
      node, { childList: true, characterData: true, subtree: true });
}"""
A4 = 673  # CSS pixels between the margins
TYPE = "(node) => parseFloat(getComputedStyle(node).fontSize)"
LAST_ROW = pytest.mark.parametrize("switch", ["course-projector", "jp-mod-presentationMode"])


def test_who_listens_hears_a_film_and_a_slider_once_at_their_end(page):
    open_stages(page, three_panels())
    hold_timers(page)
    page.evaluate(LISTEN)
    for end in ("To the end", "To the start"):
        page.get_by_role("button", name=end).click()
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("document.querySelector('.stage-count').textContent === '4 / 4'")
    page.get_by_role("slider", name="take").focus()
    page.keyboard.press("End")
    settle(page)
    assert page.evaluate("heard") == []
    expire(page)
    assert len(page.evaluate("heard")) == 1


def test_forced_colours_leave_every_key_its_sign(new_page):
    page = new_page(forced_colors="active", color_scheme="dark")
    open_stages(page, three_panels())
    colours = """(svg) => {
      const [sign, key] = [svg, svg.parentElement].map((node) => getComputedStyle(node));
      return [sign.fill, key.color, key.backgroundColor];
    }"""
    for sign in page.locator(".stage-button svg").all():
        fill, text, ground = sign.evaluate(colours)
        assert fill == text
        assert fill != ground


@LAST_ROW
def test_all_is_larger_for_the_last_row(page, switch):
    page.set_viewport_size({"width": 1280, "height": 800})
    open_stages(page, three_panels())
    parts = ".stage, .stage-slider, .stage-speed"
    panel = page.locator(".stage-panel").first
    before = [node.evaluate(TYPE) for node in page.locator(parts).all()]
    sides = [node.bounding_box()["width"] for node in (panel, page.locator("svg").first)]
    page.evaluate("(name) => document.body.classList.add(name)", switch)
    settle(page)
    after = [node.evaluate(TYPE) for node in page.locator(parts).all()]
    assert len(after) == 3
    assert all(large >= 1.4 * small for small, large in zip(before, after, strict=True))
    # with a panel its type and its lines, with a key its sign
    for node, side in zip((panel, page.locator("svg").first), sides, strict=True):
        assert node.bounding_box()["width"] >= 1.4 * side
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 1280


@LAST_ROW
def test_a_phone_is_no_projector(page, switch):
    page.set_viewport_size({"width": 320, "height": 700})
    open_stages(page, three_panels())
    page.evaluate("(name) => document.body.classList.add(name)", switch)
    settle(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


def test_on_paper_are_the_picture_in_a_row_and_its_sentence(page):
    page.set_viewport_size({"width": A4, "height": 900})
    open_stages(page, three_panels())
    assert len(set(tops(page))) > 1
    page.emulate_media(media="print")
    settle(page)
    assert len(set(tops(page))) == 1
    assert page.locator(".stage-readout").is_visible()
    last = page.locator(".stage-panel").last.bounding_box()
    assert 0.95 * A4 < last["x"] + last["width"] <= A4
    for key in page.locator(".stage :is(button, input, select), .stage-slider").all():
        assert not key.is_visible()
