"""What is seen in a part of a page, as a string that differs where a pixel or a word does."""

import time

PATIENCE = 30  # s; a kernel may be busy, though most answer at once
# Made once in a page, so that the browser compiles it once; a PNG would cost a hundred times as
# much, and a loop over the values themselves seven times.
PIXELS = """(window.sumOfPixels ??= (canvas) => {
  if (!canvas.width || !canvas.height) return 0;
  const image = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) sum = (Math.imul(sum, 31) + pixels[i]) | 0;
  return sum;
})"""
# Without values: a slider tells its own, whether anything follows it or not.
WORDS = ".stage-readout, .stage-error, .stage-slider label, .stage-choice legend"
MOVING = f"""(part) => [
  ...[...part.querySelectorAll("{WORDS}")].map((node) => node.textContent),
  ...[...part.querySelectorAll("canvas.stage-live")].map({PIXELS}),
].join()"""
STILL = f"""(part) => [...part.querySelectorAll("canvas:not(.stage-live)")].map({PIXELS}).join()"""
EACH_CANVAS = f"""() => [...document.querySelectorAll("canvas.stage-live")].map({PIXELS})"""


def changes(output, what, *acts):
    """Do things until what is seen differs; one of them must do it."""
    page, moving, still = output.page, at_rest(output), output.evaluate(STILL)
    for act in acts:
        act()
        end = time.monotonic() + PATIENCE / len(acts)
        while time.monotonic() < end:
            if output.evaluate(MOVING) != moving or output.evaluate(STILL) != still:
                return
            page.wait_for_timeout(50)
    raise AssertionError(f"{what} changes nothing")


def at_rest(output):
    """What is seen when what was done before has come to its end: a word, then the picture."""
    seen, before = output.evaluate(MOVING), None
    while seen != before:
        output.page.wait_for_timeout(100)
        seen, before = output.evaluate(MOVING), seen
    return seen
