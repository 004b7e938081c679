"""Takes by the slider, frames by the transport, and what Python hears of them."""

import pytest
import scenes
from page import (
    FRAME,
    expire,
    goto,
    hear,
    hold_timers,
    open_stages,
    receive,
    saved,
    settle,
    state_of,
)

pytestmark = pytest.mark.browser

COLLECT = """
() => {
  const count = document.querySelector(".stage-count");
  window.seen = [];
  new MutationObserver(() => {
    const now = parseInt(count.textContent);
    if (now !== seen.at(-1)) seen.push(now);
  }).observe(count, { childList: true });
}
"""


@pytest.fixture
def stage():
    return scenes.growing_line()


@pytest.fixture
def shown(page, stage):
    open_stages(page, stage)
    hold_timers(page)
    return page


def frame(page):
    settle(page)
    return page.evaluate(FRAME)


def count(page, index=0):
    return page.locator(f"#stage-{index}-0 .stage-count").text_content()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def set_speed(page, rate):
    page.evaluate("(rate) => stages[0].model.set('speed', rate)", rate)
    page.evaluate("stages[0].model.dirty = {}")


def wait_for_frame(page, wanted):
    """Until it is there, or past it: a busy machine may skip one."""
    page.wait_for_function(f"(n) => {FRAME} >= n", arg=wanted)


def test_keys_on_the_slider_show_another_take(shown):
    goto(shown, 0, 4)
    before = shown.locator(".stage-panels").screenshot()
    shown.get_by_label("take").focus()
    shown.keyboard.press("ArrowRight")
    settle(shown)
    assert shown.locator(".stage-panels").screenshot() != before
    assert shown.get_by_label("take").get_attribute("aria-valuetext") == "1"
    shown.keyboard.press("Home")
    settle(shown)
    assert shown.locator(".stage-panels").screenshot() == before


def test_python_hears_of_the_take_once_the_slider_rests(shown):
    shown.get_by_label("take").focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowRight"):
        shown.keyboard.press(key)
        settle(shown)
        assert saved(shown, of="slider") == []
    expire(shown)
    assert saved(shown, of="slider") == [{"index": 1}]


def test_a_slider_that_holds_no_stage_tells_python_at_once(page):
    stage = scenes.growing_line()
    stage.hand.at_rest = False
    open_stages(page, stage)
    page.get_by_label("take").focus()
    page.keyboard.press("ArrowRight")
    assert saved(page, of="slider") == [{"index": 1}]


def test_the_first_move_of_the_hand_sets_going_what_waits(page):
    stage = scenes.growing_line()
    stage.eager = True
    open_stages(page, stage)
    page.get_by_label("take").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{FRAME} === 4")
    press(page, "To the start")
    page.keyboard.press("ArrowLeft")
    page.get_by_label("take").focus()
    page.keyboard.press("ArrowLeft")
    settle(page)
    assert frame(page) == 0  # only once


def test_what_waits_jumps_to_its_end_where_motion_is_unwanted(page):
    page.emulate_media(reduced_motion="reduce")
    stage = scenes.growing_line()
    stage.eager = True
    open_stages(page, stage)
    page.get_by_label("take").focus()
    page.keyboard.press("ArrowRight")
    settle(page)
    assert frame(page) == 4


def test_the_hand_moves_nothing_on_where_nothing_waits(shown):
    shown.get_by_label("take").focus()
    shown.keyboard.press("ArrowRight")
    settle(shown)
    assert frame(shown) == 0


def test_stepping(shown):
    for button, wanted in (
        ("One step forward", 1),
        ("One step forward", 2),
        ("One step back", 1),
        ("To the end", 4),
        ("One step forward", 4),
        ("To the start", 0),
        ("One step back", 0),
    ):
        press(shown, button)
        assert frame(shown) == wanted
    settle(shown)
    assert count(shown) == "0 / 4"


def test_scrubbing_by_keys(shown):
    scrub = shown.get_by_label("Step", exact=True)
    scrub.focus()
    shown.keyboard.press("ArrowRight")
    shown.keyboard.press("ArrowRight")
    settle(shown)
    assert (frame(shown), count(shown)) == (2, "2 / 4")
    assert scrub.get_attribute("aria-valuetext") == "step 2 of 4"


def test_frames_go_by_their_own_names(page, stage):
    tracks, readout = stage.tracks, stage.readout
    stage.show(tracks, readout, steps=[0, 1, 10, 100, 1000])
    open_stages(page, stage)
    goto(page, 0, 3)
    assert count(page) == "100 / 1000"


def test_the_frame_reaches_python_once_and_only_at_rest(shown):
    for _ in range(3):
        press(shown, "One step forward")
    assert saved(shown) == []
    expire(shown)
    assert saved(shown) == [{"frame": 3}]


@pytest.mark.parametrize(
    "sent", [lambda page: receive(page, {"frame": 3}), lambda page: hear(page, {"seek": 0})]
)
def test_where_python_puts_the_frame_it_stays(shown, sent):
    """Though a step was made just before, of which Python does not know yet."""
    press(shown, "One step forward")
    sent(shown)
    put = count(shown)
    assert put != "1 / 4"
    expire(shown)
    assert count(shown) == put
    assert saved(shown) == []


def test_python_stops_the_motion_where_it_puts_the_frame(shown):
    set_speed(shown, 0.5)
    press(shown, "Play")
    receive(shown, {"frame": 3})
    assert count(shown) == "3 / 4"
    assert shown.get_by_role("button", name="Play", exact=True).is_visible()


def test_playing_sends_one_message_at_the_end(shown):
    set_speed(shown, 2)
    press(shown, "Play")
    wait_for_frame(shown, 1)
    expire(shown)
    assert saved(shown) == []
    wait_for_frame(shown, 4)
    settle(shown)
    assert saved(shown) == []
    expire(shown)
    assert saved(shown) == [{"frame": 4}]


def test_every_frame_is_shown_in_its_turn(shown):
    shown.evaluate(COLLECT)
    set_speed(shown, 10)
    press(shown, "Play")
    wait_for_frame(shown, 4)
    seen = shown.evaluate("seen")
    assert seen == sorted(set(seen))
    assert seen[-1] == 4


def test_playing_from_the_end_starts_again(shown):
    goto(shown, 0, 4)
    set_speed(shown, 1)
    press(shown, "Play")
    settle(shown)
    assert frame(shown) == 0
    press(shown, "Pause")


def test_a_pause_keeps_the_frame_and_tells_python(shown):
    set_speed(shown, 0.5)
    press(shown, "Play")
    wait_for_frame(shown, 1)
    press(shown, "Pause")
    where = frame(shown)
    expire(shown)
    assert frame(shown) == where
    assert saved(shown) == [{"frame": where}]
    assert shown.get_by_role("button", name="Play", exact=True).is_visible()


@pytest.mark.parametrize("button", ["One step back", "To the start"])
def test_a_step_while_playing_pauses(shown, button):
    set_speed(shown, 0.5)
    press(shown, "Play")
    wait_for_frame(shown, 1)
    press(shown, button)
    assert frame(shown) == 0
    expire(shown)
    assert frame(shown) == 0


def test_playing_right_after_a_step_sends_nothing_on_the_way(shown):
    press(shown, "One step forward")
    set_speed(shown, 2)
    press(shown, "Play")
    expire(shown)
    assert saved(shown) == []
    press(shown, "Pause")


def test_another_speed_while_playing_goes_on_from_the_same_frame(shown):
    set_speed(shown, 1)
    press(shown, "Play")
    wait_for_frame(shown, 1)
    shown.evaluate(COLLECT)
    shown.get_by_label("Steps per second").select_option("5")
    wait_for_frame(shown, 4)
    assert 0 not in shown.evaluate("seen")
    assert {2, 3} & set(shown.evaluate("seen"))
    assert next(sent["speed"] for sent in saved(shown) if "speed" in sent) == 5


def test_new_data_while_playing_keeps_playing(shown, stage):
    set_speed(shown, 2)
    press(shown, "Play")
    wait_for_frame(shown, 1)
    stage.show(
        {
            artist: scenes.Track(track.points + 1, track.mode)
            for artist, track in stage.tracks.items()
        },
        stage.readout,
    )
    state = state_of(stage)
    receive(shown, {"data": state["data"]})
    assert shown.get_by_role("button", name="Pause", exact=True).is_visible()
    wait_for_frame(shown, 4)


def test_a_shorter_run_shows_its_last_frame(shown, stage):
    goto(shown, 0, 4)
    stage.show(
        {
            artist: scenes.Track(track.points[:, :, :3], track.mode)
            for artist, track in stage.tracks.items()
        },
        stage.readout,
    )
    state = state_of(stage)
    receive(shown, {"data": state["data"], "scene": state["scene"]})
    assert count(shown) == "2 / 2"


def test_a_single_frame_has_no_transport(page, stage):
    stage.show(
        {
            artist: scenes.Track(track.points[:, :, :1], track.mode)
            for artist, track in stage.tracks.items()
        },
        stage.readout,
    )
    open_stages(page, stage)
    assert page.get_by_role("group", name="Playback").is_hidden()
