"""Several views, several stages, new sheets, themes and the end of a stage."""

import numpy as np
import pytest
import scenes
from page import FRAME, expire, goto, hold_timers, open_stages, receive, saved, settle, state_of
from test_handles import drag, draggable, in_page, middle

from lecture_lib.stage import Track

pytestmark = pytest.mark.browser

LOOKS = ("data", "scene", "under", "over")


@pytest.fixture
def size():
    return {"width": scenes.WIDTH, "height": 900}


@pytest.fixture
def page(new_page, size):
    return new_page(viewport=size)


def look(page, view):
    settle(page)
    return page.locator(f"{view} .stage-panels").screenshot()


def play_labels(page):
    settle(page)
    buttons = page.locator(".stage-button:nth-child(3)")
    return [button.get_attribute("aria-label") for button in buttons.all()]


def close(page, view, index=0):
    page.evaluate("([i, j]) => stages[i].closeViews[j]()", [index, view])
    settle(page)


def test_two_views_move_together(page):
    open_stages(page, draggable(), views=2)
    page.get_by_label("take").focus()
    page.keyboard.press("ArrowRight")
    page.locator("#stage-0-0").get_by_role("button", name="To the end").click()
    assert look(page, "#stage-0-0") == look(page, "#stage-0-1")
    assert page.locator("#stage-0-1 .stage-count").text_content() == "4 / 4"
    page.locator("#stage-0-1").get_by_label("Steps per second").select_option("15")
    settle(page)
    assert page.locator("#stage-0-0 .stage-speed").input_value() == "15"


def test_a_handle_moves_in_all_views(page):
    stage = draggable()
    open_stages(page, stage, views=2)
    hold_timers(page)
    drag(page, in_page(stage, 7, 3))
    for view in ("#stage-0-0", "#stage-0-1"):
        assert middle(page, view) == pytest.approx(in_page(stage, 7, 3), abs=0.6)


def test_a_stage_is_made_at_once(page):
    """A widget that is not ready after two seconds would never hear of Python again."""
    open_stages(page, scenes.growing_line())
    made = page.evaluate("""() => {
      const never = () => new Promise(() => {});
      window.createImageBitmap = never;
      const [{ widget, model }] = stages;
      model.widget_manager = { get_model: never };
      return typeof widget.initialize({ model });
    }""")
    assert made == "function"


def test_both_play_buttons_show_what_goes_on(page):
    open_stages(page, scenes.growing_line(), views=2)
    page.evaluate("stages[0].model.set('speed', 2)")
    page.locator("#stage-0-1").get_by_role("button", name="Play", exact=True).click()
    assert play_labels(page) == ["Pause", "Pause"]
    page.locator("#stage-0-0").get_by_role("button", name="Pause").click()
    assert play_labels(page) == ["Play", "Play"]


def test_one_view_outlives_the_other(page):
    stage = draggable()
    open_stages(page, stage, views=2)
    page.evaluate("stages[0].model.set('speed', 5)")
    page.locator("#stage-0-0").get_by_role("button", name="Play", exact=True).click()
    close(page, 0)
    page.wait_for_function(f"{FRAME} === 4")
    settle(page)
    assert page.locator("#stage-0-1 .stage-count").text_content() == "4 / 4"
    drag(page, in_page(stage, 7, 3), "#stage-0-1")
    assert middle(page, "#stage-0-1") == pytest.approx(in_page(stage, 7, 3), abs=0.6)


def test_without_a_view_nothing_plays(page):
    open_stages(page, scenes.growing_line())
    page.evaluate("stages[0].model.set('speed', 2)")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(f"{FRAME} >= 1")
    close(page, 0)
    page.wait_for_function("stages[0].model.saved.length")  # it rests, and Python is told
    where = page.evaluate("stages[0].model.get('frame')")
    page.evaluate("stages[0].addView()")
    settle(page)
    assert play_labels(page) == ["Play"]
    assert page.evaluate(FRAME) == where < 4


def test_a_later_view_shows_the_present(page):
    open_stages(page, scenes.growing_line())
    goto(page, 1, 3)
    page.evaluate("stages[0].addView()")
    assert look(page, "#stage-0-0") == look(page, "#stage-0-1")


def test_stages_do_not_disturb_each_other(page):
    stages = [scenes.growing_line(), draggable()]
    open_stages(page, *stages)
    before = look(page, "#stage-1-0")
    page.evaluate("stages[0].model.set('speed', 60)")
    page.locator("#stage-0-0").get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(f"{FRAME} === 4")
    page.get_by_label("take").first.focus()
    page.keyboard.press("ArrowRight")
    assert look(page, "#stage-1-0") == before
    assert saved(page, 1) == saved(page, 1, of="slider") == []
    assert page.locator("#stage-1-0 .stage-count").text_content().startswith("0 / ")


def test_the_end_of_a_stage(page):
    stage = draggable()
    open_stages(page, stage)
    hold_timers(page)
    page.evaluate("stages[0].model.set('speed', 5)")
    page.get_by_role("button", name="Play", exact=True).click()
    stage.close()
    page.evaluate("stages[0].close()")
    receive(page, {"data": "", "under": "", "over": "", "scene": {}})
    goto(page, 1, 2)
    expire(page)
    assert saved(page) == []
    listeners = page.evaluate("Object.values(stages[0].model.calls).map((calls) => calls.size)")
    assert sum(listeners) == 1  # the view's own, until Jupyter removes it


def test_a_stage_without_data_waits_for_it(page):
    stage = scenes.growing_line()
    state = state_of(stage)
    empty = state | {"data": "", "under": "", "over": "", "scene": {"frames": 1}}
    open_stages(page, stage, states=[empty])
    assert page.locator(".stage-panel").count() == 0
    receive(page, {name: state[name] for name in LOOKS})
    page.wait_for_selector(".stage-panel")


def two_colours():
    """A stage whose paper and square agree in colour, and its update to another colour."""
    ax = scenes.axes()
    ax.set_axis_off()
    (square,) = ax.fill([0, 0], [0, 0], fc="w", ec="none", zorder=4, animated=True)
    corners = np.array([[[[2, 2], [8, 2], [8, 8], [2, 8]]]], float)
    stage = scenes.stage(ax, {square: Track(corners)})
    states = []
    for colour in ("#ff0000", "#0000ff"):
        stage.figure.set_facecolor(colour)
        square.set_facecolor(colour)
        stage.redraw()
        states.append(state_of(stage))
    return stage, states


WATCH = """
() => {
  const decode = window.createImageBitmap;
  window.createImageBitmap = async (blob) => {
    await new Promise((done) => setTimeout(done, 100)); // as a large sheet would take
    return decode(blob);
  };
  window.pairs = [];
  const red = (name) => {
    const canvas = document.querySelector(`.stage-${name}`);
    return canvas.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data[0];
  };
  const look = () => {
    pairs.push(`${red("under")},${red("live")}`);
    requestAnimationFrame(look);
  };
  look();
}
"""


def test_new_sheets_and_their_data_appear_in_one_frame(page):
    stage, (red, blue) = two_colours()
    open_stages(page, stage, states=[red])
    page.evaluate(WATCH)
    receive(page, {name: blue[name] for name in LOOKS})
    page.wait_for_function("pairs.at(-1) === '0,0'")
    assert set(page.evaluate("pairs")) == {"255,255", "0,0"}


def test_data_that_follow_new_sheets_wait_for_them(page):
    stage, (red, blue) = two_colours()
    open_stages(page, stage, states=[red])
    page.evaluate(WATCH)
    updates = [{name: blue[name] for name in LOOKS}] + [{"data": blue["data"]}] * 3
    page.evaluate(
        """(updates) => updates.forEach((update, i) =>
             setTimeout(() => stages[0].model.receive(update), i))""",
        updates,
    )
    page.wait_for_function("pairs.at(-1) === '0,0'")
    assert set(page.evaluate("pairs")) == {"255,255", "0,0"}


def test_an_empty_over_sheet_takes_the_old_one_away(page):
    stage = scenes.under_a_legend()
    open_stages(page, stage)
    receive(page, {"over": ""})
    seen = page.evaluate(
        """() => {
          const { width, height } = document.querySelector(".stage-over");
          const ctx = document.querySelector(".stage-over").getContext("2d");
          return ctx.getImageData(0, 0, width, height).data.some((value) => value > 0);
        }"""
    )
    assert not seen


def test_python_hears_of_the_theme(page):
    open_stages(page, scenes.growing_line(), views=2)
    assert saved(page) == []
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    settle(page)
    assert saved(page) == [{"theme": "dark"}]
    page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    settle(page)
    assert saved(page) == [{"theme": "dark"}, {"theme": "light"}]


def test_a_stage_that_opens_in_the_dark(page):
    open_stages(page, scenes.growing_line(), theme="dark")
    assert saved(page) == [{"theme": "dark"}]


def test_an_error_is_an_alert(page):
    open_stages(page, scenes.growing_line())
    alert = page.get_by_role("alert")
    assert alert.is_hidden()
    receive(page, {"error": "ValueError: eta must be positive"})
    assert alert.text_content() == "ValueError: eta must be positive"
    receive(page, {"error": ""})
    assert alert.is_hidden()
