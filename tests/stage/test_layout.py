"""Widths from 375 to 2560 pixels, sharpness, keys and accessibility."""

import numpy as np
import pytest
import scenes
from axe_playwright_python.sync_playwright import Axe
from matplotlib.figure import Figure
from page import open_stages, receive, settle, state_of
from test_handles import draggable

from lecture_lib.stage import Handle, Readout, Stage, Track

pytestmark = pytest.mark.browser


def three_panels():
    """A stage as wide as an explorer's, in three panels, with a handle and a sentence."""
    figure = Figure((9.0, 3.48), dpi=100)
    tracks = {}
    for ax in figure.subplots(1, 3):
        ax.set(xlim=(0, 10), ylim=(0, 10))
        (artist,) = ax.plot([], [], lw=2, zorder=4, animated=True)
        tracks[artist] = Track(scenes.path(), "grows")
    panels = [(x, 0, 300, 348) for x in (0, 300, 600)]
    stage = Stage(figure, label="Three views", panels=panels, hand=scenes.hand())
    start = Handle("start", "The start", ax, Track(np.array([[[[5.0, 5.0]]]])))
    words = Readout("Step {step}: a sentence of some length.", {"step": np.arange(5)[None]})
    stage.show(tracks, words, [start])
    return stage


def tops(page):
    return [panel.bounding_box()["y"] for panel in page.locator(".stage-panel").all()]


@pytest.mark.parametrize(
    ("width", "rows"), [(601, 2), (800, 1), (848, 1), (1060, 1), (1600, 1), (2560, 1)]
)
def test_no_width_overflows(page, width, rows):
    page.set_viewport_size({"width": width, "height": 900})
    open_stages(page, three_panels())
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert len(set(tops(page))) == rows
    assert page.locator(".stage-panels").get_attribute("tabindex") is None
    for node in page.locator(".stage-panel, .stage-transport > *, .stage-slider").all():
        box = node.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("width", [320, 390, 600])
@pytest.mark.parametrize("uneven", [False, True])
def test_on_a_phone_the_panels_are_swiped_from_side_to_side(page, width, uneven):
    page.set_viewport_size({"width": width, "height": 844})
    stage = three_panels()
    if uneven:
        stage.panels = [[0, 0, 300, 348], [300, 0, 200, 348], [500, 0, 400, 348]]
        stage.redraw()
    open_stages(page, stage)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert len(set(tops(page))) == 1
    first, second, _ = (panel.bounding_box() for panel in page.locator(".stage-panel").all())
    assert 0.9 * width < first["width"] < width
    assert second["x"] < width  # the edge of the next is seen
    play, said = (
        page.locator(f".stage-{part}").bounding_box() for part in ("transport", "readout")
    )
    assert said["y"] + said["height"] - play["y"] < 844  # all on one screen
    page.locator(".stage-panels").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.stage-panels').scrollLeft > 0")


def test_on_a_phone_a_broad_panel_is_not_made_small(page):
    stage = three_panels()
    stage.panels = [[0, 0, 600, 348], [600, 0, 300, 348]]
    stage.redraw()
    page.set_viewport_size({"width": 390, "height": 844})
    open_stages(page, stage)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    large, small = (p.bounding_box()["width"] for p in page.locator(".stage-panel").all())
    assert large > 0.9 * 600  # its text stays legible, and it is swiped
    assert small < 390


def test_on_a_phone_a_half_of_a_picture_is_seen_whole(page):
    stage = three_panels()
    stage.panels = [[0, 0, 450, 348], [450, 0, 450, 348]]
    stage.redraw()
    page.set_viewport_size({"width": 390, "height": 844})
    open_stages(page, stage)
    first, second = (panel.bounding_box() for panel in page.locator(".stage-panel").all())
    assert first["x"] + first["width"] < 390
    assert second["x"] < 390  # the edge of the next is seen


@pytest.mark.parametrize(("width", "rows"), [(760, 2), (1060, 1), (1600, 1)])
def test_panels_of_unequal_widths_keep_their_ratio_in_a_row(page, width, rows):
    stage = three_panels()
    stage.panels = [[0, 0, 600, 348], [600, 0, 300, 348]]
    stage.redraw()
    page.set_viewport_size({"width": width, "height": 900})
    open_stages(page, stage)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert len(set(tops(page))) == rows
    large, small = (p.bounding_box()["width"] for p in page.locator(".stage-panel").all())
    if rows == 1:
        assert large / small == pytest.approx(2, rel=0.01)
        assert large + small > 0.9 * min(width, 1.5 * 900)
    else:
        assert small <= 1.1 * 300 + 1


@pytest.mark.parametrize("density", [1, 1.5, 2])
def test_the_canvas_stays_sharp(new_page, density):
    page = new_page(device_scale_factor=density)
    open_stages(page, three_panels())
    for width in (1060, 500, 1300):
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        for canvas in page.locator(".stage-live").all():
            box = canvas.bounding_box()
            size = canvas.evaluate("(node) => [node.width, node.height]")
            want = (box["width"] * density, box["height"] * density)
            assert size == pytest.approx(want, abs=1.5)


def focusable(page):
    return page.locator(".stage :is(button, input, select), .stage-slider input").all()


HEAR = """
() => {
  window.heard = [];
  document.addEventListener("keydown", (event) => heard.push(event.key));
}
"""


def test_jupyter_does_not_get_plain_keys(page):
    open_stages(page, draggable())
    page.evaluate(HEAR)
    for node in focusable(page):
        node.focus()
        for key in ("a", "b", "0", "Enter", "Shift+Enter", "ArrowLeft", "Delete"):
            page.keyboard.press(key)
    assert page.evaluate("heard") == []


@pytest.mark.parametrize("chord", ["Control+b", "Alt+b", "Meta+b", "Escape"])
def test_jupyter_gets_its_chords(page, chord):
    open_stages(page, draggable())
    nodes = focusable(page)
    for node in nodes:
        page.evaluate("heard = []") if node is not nodes[0] else page.evaluate(HEAR)
        node.focus()
        page.keyboard.press(chord)
        assert chord.split("+")[-1] in page.evaluate("heard")


def test_tab_goes_through_in_reading_order(page):
    open_stages(page, draggable())
    order = []
    for _ in range(9):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate(
                "(({ ariaLabel, labels }) => ariaLabel ?? labels[0].textContent)"
                "(document.activeElement)"
            )
        )
    assert order == [
        *("To the start", "One step back", "Play", "One step forward", "To the end"),
        *("Step", "Steps per second"),
        *("The start. Drag, or use the arrow keys.", "take"),
    ]


def test_focus_is_visible(page):
    open_stages(page, draggable())
    for _ in range(9):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(({ outlineStyle, outlineWidth }) => [outlineStyle, outlineWidth])"
            "(getComputedStyle(document.activeElement))"
        )
        assert outline == ["solid", "3px"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1060])
def test_axe_finds_nothing(page, theme, width):
    page.set_viewport_size({"width": width, "height": 900})
    open_stages(page, three_panels(), views=2, theme=theme)
    receive(page, {"error": "ValueError: eta must be positive"})
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def test_the_label_names_the_picture(page):
    stage = three_panels()
    open_stages(page, stage)
    assert page.get_by_role("group", name="Three views").count() == 1
    state = state_of(stage)["scene"] | {"label": "Other views"}
    receive(page, {"scene": state})
    assert page.get_by_role("group", name="Other views").count() == 1
