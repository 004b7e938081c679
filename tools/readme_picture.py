"""Film the explorer for the README: ``python tools/readme_picture.py`` writes docs/explorer.gif.

The frames are those of a real Chromium that shows the start page as a dashboard: the learning rate
is moved through its range, and then one descent is played.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
import homes  # noqa: E402
from chromium import FLAGS, find_chromium  # noqa: E402

TARGET = ROOT / "docs" / "explorer.gif"
WIDTH, HEIGHT = 1100, 900
COLOURS = 64
FRAME = 120  # ms
PAUSE = 1500


def film(page):
    """Move the learning rate, then play; return the frames and how long each is shown."""
    explorer = page.locator(".jp-OutputArea-output", has=page.locator(".stage")).first
    slider, scrub = page.get_by_label("learning rate η"), page.get_by_label("Step", exact=True)
    frames, times = [], []

    def shoot(time=FRAME):
        page.wait_for_timeout(60)
        frames.append(Image.open(io.BytesIO(explorer.screenshot())).convert("RGB"))
        times.append(time)

    slider.focus()
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    shoot(PAUSE)
    for _ in range(18):
        page.keyboard.press("ArrowRight")
        shoot()
    times[-1] = PAUSE
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    scrub.focus()
    page.keyboard.press("Home")
    for _ in range(30):
        shoot()
        for _ in range(2):
            page.keyboard.press("ArrowRight")
    shoot(PAUSE)
    return frames, times


def main():
    """Write the film."""
    with (
        tempfile.TemporaryDirectory() as folder,
        homes.voila(homes.NOTEBOOKS, Path(folder)) as home,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(home.page("00_start_here.ipynb"))
        page.wait_for_selector(".stage-live")
        page.wait_for_timeout(1000)
        frames, times = film(page)
        browser.close()
    palette = frames[0].quantize(COLOURS)
    first, *rest = [frame.quantize(palette=palette, dither=0) for frame in frames]
    TARGET.parent.mkdir(exist_ok=True)
    first.save(TARGET, save_all=True, append_images=rest, duration=times, loop=0, optimize=True)
    print(f"{TARGET.relative_to(ROOT)}: {len(frames)} frames, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
