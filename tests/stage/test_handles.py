"""Handles: dragged by mouse, finger and arrow keys; told to Python in data coordinates."""

import numpy as np
import pytest
import scenes
from page import expire, hold_timers, open_stages, receive, saved, settle, state_of

from lecture_lib.stage import Handle, Track

pytestmark = pytest.mark.browser

SPOT = (5.0, 5.0)  # the middle of the axes, in data coordinates


def draggable(spot=SPOT, track=None, part=0.0, **limits):
    """Return a stage with a handle named "start" at a spot, or on a track."""
    ax = scenes.axes(**limits)
    (artist,) = ax.plot([], [], zorder=4, animated=True)
    handle = Handle("start", "The start", ax, track or Track(np.array([[[spot]]])), part)
    return scenes.stage(ax, {artist: Track(scenes.path(), "grows")}, handles=[handle])


@pytest.fixture
def size():
    return {"width": scenes.WIDTH, "height": 500}


@pytest.fixture
def page(new_page, size):
    """A page in which the stage has its own size: a pixel of the page is one of the figure."""
    return new_page(viewport=size, has_touch=True)


def handle(page, view="#stage-0-0"):
    return page.locator(f"{view} .stage-handle")


def corner(page, view="#stage-0-0"):
    """Where the picture begins on the page; all places are told from there."""
    box = page.locator(f"{view} .stage-panel").first.bounding_box()
    return np.array([box["x"], box["y"]], float)


def middle(page, view="#stage-0-0"):
    box = handle(page, view).bounding_box()
    return np.array([box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]) - corner(
        page, view
    )


def in_page(stage, *spot):
    x, y = stage.handles[0].axes.transData.transform(spot)
    return np.array([x, scenes.HEIGHT - y])


def drag(page, to, view="#stage-0-0"):
    page.mouse.move(*corner(page, view) + middle(page, view))
    page.mouse.down()
    page.mouse.move(*corner(page, view) + to, steps=3)
    page.mouse.up()
    settle(page)


def told(page):
    """Return the newest position that Python was told."""
    return [message["position"] for message in saved(page) if "position" in message][-1]


def answer(page, stage, spot):
    """Let Python put the handle somewhere."""
    tracks = stage.tracks
    old = stage.handles[0]
    new = Handle(old.name, old.label, old.axes, Track(np.array([[[spot]]])))
    stage.show(tracks, stage.readout, [new])
    receive(page, {"data": state_of(stage)["data"]})


def test_it_lies_where_python_says(page):
    stage = draggable()
    open_stages(page, stage)
    assert middle(page) == pytest.approx(in_page(stage, *SPOT), abs=0.5)


def test_mouse(page):
    stage = draggable()
    open_stages(page, stage)
    hold_timers(page)
    drag(page, in_page(stage, 7, 3))
    assert middle(page) == pytest.approx(in_page(stage, 7, 3), abs=0.5)
    assert told(page)[0] == "start"
    assert told(page)[1:] == pytest.approx(in_page(stage, 7, 3), abs=0.5)


def test_it_does_not_jump_to_the_pointer(page):
    stage = draggable()
    open_stages(page, stage)
    page.mouse.move(*corner(page) + middle(page) + 9)
    page.mouse.down()
    page.mouse.move(*corner(page) + middle(page) + np.array([19, 9]))
    page.mouse.up()
    settle(page)
    assert middle(page) == pytest.approx(in_page(stage, *SPOT) + np.array([10, 0]), abs=0.5)


def test_the_other_mouse_button_does_nothing(page):
    stage = draggable()
    open_stages(page, stage)
    page.mouse.move(*corner(page) + middle(page))
    page.mouse.down(button="right")
    page.mouse.move(200, 60)
    page.mouse.up(button="right")
    assert saved(page) == []


def test_finger(page):
    stage = draggable()
    open_stages(page, stage)
    touch = page.context.new_cdp_session(page)

    def send(kind, points=()):
        at = [{"x": float(x), "y": float(y)} for x, y in map(corner(page).__add__, points)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    start, end = middle(page), in_page(stage, 3, 8)
    send("touchStart", start[None])
    for share in (0.3, 0.6, 1):
        send("touchMove", (start + share * (end - start))[None])
    send("touchEnd")
    settle(page)
    assert middle(page) == pytest.approx(end, abs=0.6)
    assert told(page)[1:] == pytest.approx(end, abs=0.6)


@pytest.mark.parametrize(
    ("key", "by"),
    [
        ("ArrowLeft", (-6, 0)),
        ("ArrowRight", (6, 0)),
        ("ArrowUp", (0, -6)),
        ("ArrowDown", (0, 6)),
        ("Shift+ArrowLeft", (-1, 0)),
        ("Shift+ArrowDown", (0, 1)),
    ],
)
def test_arrow_keys(page, key, by):
    stage = draggable()
    open_stages(page, stage)
    handle(page).focus()
    page.keyboard.press(key)
    page.keyboard.press(key)
    settle(page)
    assert told(page)[1:] == pytest.approx(in_page(stage, *SPOT) + 2 * np.array(by), abs=0.01)


def test_chords_with_arrows_are_left_alone(page):
    open_stages(page, draggable())
    handle(page).focus()
    page.keyboard.press("Control+ArrowLeft")
    assert saved(page) == []


def test_it_stays_in_its_axes(page):
    stage = draggable()
    open_stages(page, stage)
    drag(page, (1, 1))
    assert told(page)[1:] == pytest.approx(in_page(stage, 0, 10), abs=0.01)
    drag(page, (299, 199))
    assert told(page)[1:] == pytest.approx(in_page(stage, 10, 0), abs=0.01)


def test_it_is_not_moved_by_a_stretched_page(page):
    stage = draggable()
    page.set_viewport_size({"width": 3 * scenes.WIDTH // 2, "height": 700})
    open_stages(page, stage)
    drag(page, 1.5 * in_page(stage, 2, 2))
    assert told(page)[1:] == pytest.approx(in_page(stage, 2, 2), abs=0.5)


def test_it_can_be_part_of_the_way_to_a_second_point(page):
    points = np.array([[[[1.0, 2.0], [5.0, 4.0]]]])
    stage = draggable(track=Track(points), part=0.25)
    open_stages(page, stage)
    assert middle(page) == pytest.approx(in_page(stage, 2, 2.5), abs=0.6)
    assert stage.handles[0].at(0, 0) == pytest.approx((2, 2.5))


def test_taking_it_stops_the_playback(page):
    open_stages(page, draggable())
    page.evaluate("stages[0].model.set('speed', 2)")
    page.get_by_role("button", name="Play", exact=True).click()
    handle(page).focus()
    page.keyboard.press("ArrowLeft")
    settle(page)
    assert page.get_by_role("button", name="Play", exact=True).is_visible()


def test_it_is_held_until_python_answers(page):
    stage = draggable()
    open_stages(page, stage)
    hold_timers(page)
    drag(page, in_page(stage, 7, 3))
    answer(page, stage, (6.0, 4.0))  # an answer to an earlier place
    assert middle(page) == pytest.approx(in_page(stage, 7, 3), abs=0.5)
    answer(page, stage, (7.0, 3.0))
    answer(page, stage, (2.0, 2.0))  # no longer held: goes where Python says
    assert middle(page) == pytest.approx(in_page(stage, 2, 2), abs=0.5)


def test_patience_ends(page):
    stage = draggable()
    open_stages(page, stage)
    hold_timers(page)
    drag(page, in_page(stage, 7, 3))
    assert middle(page) == pytest.approx(in_page(stage, 7, 3), abs=0.5)
    expire(page)
    assert middle(page) == pytest.approx(in_page(stage, *SPOT), abs=0.5)


def test_it_hides_outside_its_axes(page):
    stage = draggable()
    open_stages(page, stage)
    for nowhere in ((11.0, 5.0), (5.0, -1.0), (np.nan, 5.0), (1e300, 1.0)):
        answer(page, stage, nowhere)
        assert handle(page).is_hidden()
    answer(page, stage, (9.9, 0.1))
    assert handle(page).is_visible()


@pytest.mark.parametrize("limits", [{}, {"xscale": "log", "xlim": (1e-3, 1e2)}])
def test_python_is_called_in_data_coordinates(page, limits):
    stage = draggable(spot=(0.1, 5.0), **limits)
    open_stages(page, stage)
    drag(page, in_page(stage, 8, 6))
    calls = []
    stage.on_drag(lambda *args: calls.append(args))
    stage.position = told(page)
    ((name, x, y),) = calls
    assert name == "start"
    assert (x, y) == pytest.approx((8, 6), rel=0.02)


def test_it_is_named(page):
    open_stages(page, draggable())
    label = "The start. Drag, or use the arrow keys."
    assert page.get_by_role("button", name=label).count() == 1
    assert handle(page).get_attribute("title") == "The start"
