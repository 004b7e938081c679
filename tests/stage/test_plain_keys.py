"""Plain keys on a focused control belong to it; chords and Escape to the application around it."""

import pytest
import scenes
from page import open_stages

from lecture_lib.stage import Handle, Track

# An application that takes every key it sees: while the event rises, as JupyterLab does, and while
# it falls, as JupyterLite does, unless the focused element asks it not to.
TAKES = """
() => {
  window.taken = { falling: [], rising: [] };
  const allowed = ({ target }) => !target.hasAttribute("data-lm-suppress-shortcuts");
  const hear = (phase) => (event) => allowed(event) && taken[phase].push(event.key);
  document.addEventListener("keydown", hear("falling"), true);
  document.addEventListener("keydown", hear("rising"));
}
"""
PRESSED = ("ArrowRight", "a", "Escape", "d", "Control+z", "ArrowLeft", "Shift+m")


@pytest.fixture
def page(new_page):
    ax = scenes.axes()
    (artist,) = ax.plot([], [], zorder=4, animated=True)
    track = Track(scenes.path(), "grows")
    handle = Handle("start", "The start", ax, Track([[[(5.0, 5.0)]]]))
    page = new_page()
    open_stages(page, scenes.stage(ax, {artist: track}, handles=[handle]))
    page.evaluate(TAKES)
    return page


@pytest.mark.browser
@pytest.mark.parametrize("control", ["input[type=range]", ".stage-handle", ".stage-button"])
def test_an_application_is_left_chords_and_escape(page, control):
    page.locator(control).first.focus()
    for key in PRESSED:
        page.keyboard.press(key)
    expected = ["Escape", "Control", "z"]
    assert [key for key in page.evaluate("taken.falling") if key != "Shift"] == expected
    assert [key for key in page.evaluate("taken.rising") if key != "Shift"] == expected


@pytest.mark.browser
def test_keys_elsewhere_stay_the_applications(page):
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("a")
    page.evaluate("stages[0].closeViews.splice(0).forEach((close) => close())")
    page.keyboard.press("b")
    assert page.evaluate("taken.falling") == page.evaluate("taken.rising") == ["a", "b"]
