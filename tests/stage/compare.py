"""How far the browser's picture is from matplotlib's."""

import io
from contextlib import contextmanager

import matplotlib
import numpy as np
import scenes
from page import goto
from PIL import Image

FINE = 4  # matplotlib's density, averaged down: its own rounding to pixels vanishes


def pixels(png):
    """Return a PNG as floats (h, w, 3)."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), float)


def average(image, k):
    """Return an image at 1/k of its density."""
    h, w, _ = image.shape
    return image.reshape(h // k, k, w // k, k, 3).mean((1, 3))


def drawn_by_matplotlib(stage, take, frame, density, fine=FINE):
    with matplotlib.rc_context({"path.snap": False, "text.hinting": "no_hinting"}):
        return average(pixels(stage.picture(take, frame, density=fine)), fine // density)


def drawn_by_browser(page, selector="#stage-0-0 .stage-panels"):
    return pixels(page.locator(selector).screenshot(scale="device"))


@contextmanager
def nothing_moving(stage):
    for artist in stage.moving:
        artist.set_visible(False)
    yield
    for artist in stage.moving:
        artist.set_visible(True)


def difference(page, stage, take, frame, density):
    """Return the browser's error, relative to the ink of everything that moves."""
    goto(page, take, frame)
    want = drawn_by_matplotlib(stage, take, frame, density)
    with nothing_moving(stage):
        empty = drawn_by_matplotlib(stage, take, frame, density)
    have = drawn_by_browser(page)
    assert have.shape == want.shape == (scenes.HEIGHT * density, scenes.WIDTH * density, 3)
    return np.abs(have - want).sum() / np.abs(want - empty).sum()
