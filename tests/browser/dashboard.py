"""What is asked of a notebook as a dashboard: it says what is stored, and all in it moves."""

from axe import PHONE, violations
from playwright.sync_api import expect
from seen import at_rest, changes
from stored import tells_what_is_stored

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # all that a theme can spoil
SORTS = """() => {
  const outputs = [...document.querySelectorAll(".explorer")];
  const sorts = new Map(); // of each sort the output that is met first
  for (const output of outputs.filter((output) => output.querySelector(".stage")).reverse()) {
    const parts = [...output.querySelectorAll(".stage-panels, label, legend")];
    sorts.set(parts.map((part) => part.ariaLabel ?? part.textContent).join(), output);
  }
  return [...sorts.values()].reverse().map((output, i) => (output.id = `explorer-${i}`));
}"""
BUT_HANDLES = {"exclude": [[".stage-handle"]]}  # each lies where its number is, and has keys
WIDTHS = (320, 375, 390, 800, 850, 2560, 1280)
ON_ONE_SCREEN = {  # of that width: its height, and what of an explorer has to be seen together
    390: (844, [".stage-slider, .stage-choice", ".stage-transport", ".stage-panels"]),
    850: (800, [".stage-slider, .stage-choice", ".stage-panels", ".stage-readout"]),
}
HEIGHTS = """(parts) => [...document.querySelectorAll(".explorer:has(.stage)")].map((output) => {
  const found = parts.map((part) => output.querySelector(part)?.getBoundingClientRect());
  const boxes = found.filter((box) => box?.height);
  const [tops, ends] = [boxes.map((box) => box.top), boxes.map((box) => box.bottom)];
  return Math.max(...ends) - Math.min(...tops);
})"""  # of each explorer: from the highest of its parts to the lowest


def speaks_fits_is_accessible_and_moves(opened, name):
    """Ask all of it of an opened dashboard."""
    page = opened.page
    tells_what_is_stored(page, name, python=True)
    assert violations(page) == []
    assert not [h for h in page.locator("h1, h2, h3, h4").all_text_contents() if "$" in h]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        at_rest(page.locator("body"))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width == min(WIDTHS):
            assert violations(page, BUT_HANDLES, PHONE) == []
        if width in ON_ONE_SCREEN:
            height, parts = ON_ONE_SCREEN[width]
            assert all(0 < tall <= height for tall in page.evaluate(HEIGHTS, parts))
    works = (work_boxes, work_handles, work_sliders, work_choices, work_transport, work_keys)
    for output in different_explorers(page):
        go(output, "more")
        for work in works:
            work(output)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    at_rest(page.locator("body"))  # the sheets are drawn anew
    assert violations(page, rules=COLOURS) == []
    assert opened.errors == [], opened.errors
    assert opened.requests
    assert opened.external == []


def different_explorers(page):
    """The outputs with explorers, one of each sort: the others are its telling states."""
    for name in page.evaluate(SORTS):
        yield page.locator(f"#{name}")  # found at once, which is asked a hundred times


def work_boxes(output):
    """Turn every box over and back; first of all, while nothing lies upon anything else."""
    for box in output.get_by_role("checkbox").all():
        if box.is_visible() and box.is_enabled():
            text = box.evaluate("(b) => b.labels[0].textContent.trim()")
            for turn in ("over", "back"):
                changes(output, f"turning {text} {turn}", box.click)


def to_the_end(output):
    """Go to the last step: what is not yet made shows nothing of itself."""
    go(output, "To the end")


def go(output, name):
    """Press a button of the transport, where there is one."""
    button = output.get_by_role("button", name=name)
    if button.count() and button.is_visible():
        button.click()


def work_sliders(output):
    """Move every slider to both of its ends by keyboard."""
    to_the_end(output)
    for slider in output.get_by_role("slider").all():
        if not slider.is_visible() or not slider.is_enabled():
            continue
        slider.focus()
        place = slider.evaluate(
            "(s) => [s.min, s.max, s.value, s.ariaLabel ?? s.labels[0]?.textContent]"
        )
        first = "Home" if place[2] == place[1] else "End"
        for key in (first, {"Home": "End", "End": "Home"}[first]):
            changes(output, f"{key} on {place[3]}", lambda key=key: output.page.keyboard.press(key))


def work_handles(output):
    """Move every handle by an arrow key; early, as sliders put handles at the end of their way."""
    page = output.page
    for name in [h.get_attribute("data-name") for h in output.locator(".stage-handle").all()]:
        handle = output.locator(f".stage-handle[data-name='{name}']")
        if not handle.is_visible():
            continue
        handle.scroll_into_view_if_needed()
        handle.focus()
        arrows = ("ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight")
        acts = [lambda key=key: page.keyboard.press(key) for key in arrows]
        changes(output, f"an arrow key on {name}", *acts)


def work_choices(output):
    """Choose every option of every choice."""
    to_the_end(output)
    for option in output.get_by_role("radio").all():
        if option.is_visible() and option.is_enabled() and not option.is_checked():
            text = option.evaluate("(o) => o.labels[0].textContent")
            changes(output, f"choosing {text}", lambda o=option: o.check(force=True))


def work_transport(output):
    """Go to the start and forward again, where there is a transport."""
    bar = output.locator(".stage-transport")
    if bar.is_visible():
        for name in ("To the end", "To the start", "One step forward"):
            key = bar.get_by_role("button", name=name)
            if name != "To the end":
                changes(output, name, key.click)
            else:
                key.click()


def work_keys(output):
    """Press every key at the end; a step back from there, reset has something to undo."""
    to_the_end(output)
    keys = [
        k for k in output.locator("button.stage-key").all() if k.is_visible() and k.is_enabled()
    ]
    for key in sorted(keys, key=lambda key: key.inner_text() == "reset"):
        if key.inner_text() == "reset":
            go(output, "One step back")
        changes(output, key.inner_text(), key.click)
