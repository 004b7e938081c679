"""Keys among the handles: they stay where they are, are pressed, and lose no press."""

import numpy as np
import pytest
import scenes
from page import open_stages, receive, saved, settle, state_of

from lecture_lib.stage import Handle, Track

SPOTS = {"left": (2.0, 5.0), "middle": (5.0, 5.0), "right": (8.0, 3.0)}


def keyed(pressed=(True, True, False), spots=SPOTS):
    """Return a stage with three keys and a handle that can be dragged."""
    ax = scenes.axes()
    (artist,) = ax.plot([], [], zorder=4, animated=True)
    keys = [
        Handle(name, f"The {name} one", ax, Track(np.array([[[spot]]])), pressed=state)
        for (name, spot), state in zip(spots.items(), pressed, strict=True)
    ]
    drag = Handle("start", "The start", ax, Track(np.array([[[(5.0, 9.0)]]])))
    return scenes.stage(ax, {artist: Track(scenes.path(), "grows")}, handles=[*keys, drag])


@pytest.fixture
def page(new_page):
    return new_page(viewport={"width": scenes.WIDTH, "height": 500}, has_touch=True)


def key(page, name):
    return page.get_by_role("button", name=f"The {name} one", exact=True)


def presses(page):
    """Return the newest counts that Python was told."""
    return [message["presses"] for message in saved(page) if "presses" in message][-1]


@pytest.mark.browser
def test_it_lies_where_python_says_and_tells_whether_it_is_in(page):
    stage = keyed()
    open_stages(page, stage)
    top = page.locator(".stage-panel").first.bounding_box()["y"]
    for name, spot in SPOTS.items():
        box = key(page, name).bounding_box()
        x, y = stage.handles[0].axes.transData.transform(spot)
        middle = box["x"] + box["width"] / 2, box["y"] - top + box["height"] / 2
        assert middle == pytest.approx((x, scenes.HEIGHT - y), abs=0.6)
    states = [key(page, name).get_attribute("aria-pressed") for name in SPOTS]
    assert states == ["true", "true", "false"]


@pytest.mark.browser
def test_it_is_pressed_by_mouse_finger_and_keyboard(page):
    open_stages(page, keyed())
    key(page, "left").click()
    assert presses(page) == {"left": 1}
    key(page, "left").tap()
    key(page, "middle").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert presses(page) == {"left": 2, "middle": 2}


@pytest.mark.browser
def test_tab_stops_once_and_arrows_lead_from_key_to_key(page):
    open_stages(page, keyed())
    stops = page.locator(".stage-panels button[tabindex='0'], .stage-panels button:not([tabindex])")
    assert stops.count() == 2  # one for all keys, one for the handle
    key(page, "left").focus()
    for arrow, name in (("ArrowRight", "middle"), ("ArrowDown", "right"), ("ArrowRight", "left")):
        page.keyboard.press(arrow)
        assert page.evaluate("document.activeElement.dataset.name") == name
    page.keyboard.press("ArrowLeft")
    assert key(page, "right").get_attribute("tabindex") == "0"
    assert key(page, "left").get_attribute("tabindex") == "-1"
    page.keyboard.press("Control+ArrowLeft")  # the application's own
    assert page.evaluate("document.activeElement.dataset.name") == "right"


@pytest.mark.browser
def test_an_answer_changes_its_state_and_leaves_the_focus_alone(page):
    stage = keyed()
    open_stages(page, stage)
    key(page, "right").focus()
    after = keyed(pressed=(False, True, True))
    stage.show(stage.tracks, stage.readout, [moved_to(stage, handle) for handle in after.handles])
    receive(page, {"scene": state_of(stage)["scene"], "data": state_of(stage)["data"]})
    settle(page)
    assert page.evaluate("document.activeElement.dataset.name") == "right"
    states = [key(page, name).get_attribute("aria-pressed") for name in SPOTS]
    assert states == ["false", "true", "true"]


def moved_to(stage, handle):
    """The same handle in the axes of a stage."""
    axes = stage.handles[0].axes
    return Handle(handle.name, handle.label, axes, handle.track, pressed=handle.pressed)


def test_python_hears_of_every_press():
    stage, heard = keyed(), []
    stage.on_press(heard.append)
    stage.presses = {"left": 1}
    stage.presses = {"left": 1, "right": 2}  # two presses that came in one message
    assert heard == ["left", "right", "right"]
