"""The browser's picture against matplotlib drawing everything itself."""

import numpy as np
import pytest
import scenes
from compare import difference, drawn_by_browser, drawn_by_matplotlib, nothing_moving
from page import open_stages, receive, state_of, text

pytestmark = pytest.mark.browser

TOLERANCE = 0.09  # of the ink; a line of 2 pixels that lies 1 pixel off has an error of about 0.7
TOLERANCES = {"square caps": 0.02, "polygon": 0.022, "stacked": 0.02, "under a legend": 0.02}


@pytest.fixture(scope="module")
def exact_pages(browser):
    """Pages as wide as the samples, so that one of their pixels is one of the page's."""
    viewport = {"width": scenes.WIDTH, "height": 500}
    contexts = {k: browser.new_context(viewport=viewport, device_scale_factor=k) for k in (1, 2)}
    yield {density: context.new_page() for density, context in contexts.items()}
    for context in contexts.values():
        context.close()


def is_right(page, name, stage, density):
    return difference(page, stage, 1, 3, density) < TOLERANCES.get(name, TOLERANCE)


@pytest.mark.parametrize("density", [1, 2])
@pytest.mark.parametrize("name", scenes.SCENES)
def test_browser_draws_what_matplotlib_draws(exact_pages, density, name):
    stage = scenes.build(name)
    open_stages(exact_pages[density], stage)
    assert is_right(exact_pages[density], name, stage, density)


def test_still_parts_are_matplotlib_s_own_pixels(exact_pages):
    stage, page = scenes.build("under a legend"), exact_pages[2]
    state = state_of(stage)
    state["scene"]["layers"] = []
    open_stages(page, stage, states=[state])
    with nothing_moving(stage):
        want = drawn_by_matplotlib(stage, 0, 0, 2, fine=2)
    # where the over sheet lies on the under sheet, alpha is rounded twice
    assert np.abs(drawn_by_browser(page) - want).max() <= 3


def shift(layer):
    """By one CSS pixel each way; the data are shifted in the test."""


def recolour(layer):
    layer["stroke"] = ["rgb(255 127 14)"]


def widen(layer):
    layer["width"] = [layer["width"][0] * 1.4]


def undash(layer):
    layer["dash"] = []


def stretch_dashes(layer):
    layer["dash"] = [1.2 * d for d in layer["dash"]]


def fade(layer):
    layer["stroke"] = [layer["stroke"][0].replace("/ 1.0", "/ 0.8")]


def unclip(layer):
    layer["clip"] = None


def clip_too_much(layer):
    layer["clip"][2] -= 40


def blur(layer):
    layer["smooth"] = True


def round_caps(layer):
    layer["cap"] = "round"


FAULTS = [
    ("line", shift),
    ("line", recolour),
    ("line", widen),
    ("line", fade),
    ("line", clip_too_much),
    ("dashed line", shift),
    ("dashed line", undash),
    ("dashed line", stretch_dashes),
    ("square caps", round_caps),
    ("square caps", shift),
    ("clipped", unclip),
    ("scatter", shift),
    ("scatter", widen),
    ("marker shapes", shift),
    ("text", shift),
    ("polygon", shift),
    ("log axis", shift),
    ("nearest image", blur),
]


@pytest.mark.parametrize(
    ("name", "fault"), FAULTS, ids=[f"{name}, {fault.__name__}" for name, fault in FAULTS]
)
def test_a_fault_is_seen(exact_pages, name, fault):
    stage = scenes.build(name)
    state = state_of(stage)
    data = stage.data
    if fault is shift:
        data = (np.frombuffer(data, np.float32) + 1).tobytes()
    for layer in state["scene"]["layers"]:
        fault(layer)
    open_stages(exact_pages[1], stage, states=[state | {"data": text(data)}])
    assert not is_right(exact_pages[1], name, stage, 1)


@pytest.mark.parametrize("name", ["stacked", "polygon"])
def test_a_wrong_order_is_seen(exact_pages, name):
    stage = scenes.build(name)
    state = state_of(stage)
    state["scene"]["layers"].reverse()
    open_stages(exact_pages[1], stage, states=[state])
    assert not is_right(exact_pages[1], name, stage, 1)


def test_a_legend_under_the_moving_parts_is_seen(exact_pages):
    stage = scenes.build("under a legend")
    open_stages(exact_pages[1], stage)
    receive(exact_pages[1], {"over": ""})
    assert not is_right(exact_pages[1], "under a legend", stage, 1)
