"""What is seen in a part of a page, as a string that differs where a pixel or a word does."""

PIXELS = """(canvas) => {
  if (!canvas.width || !canvas.height) return 0;
  const image = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let sum = 0; // a PNG of each would say the same, at a hundred times the cost
  for (const pixel of new Uint32Array(image.data.buffer)) sum = (Math.imul(sum, 31) + pixel) | 0;
  return sum;
}"""
SEEN = f"""(part) => part.innerText + [...part.querySelectorAll("canvas")].map({PIXELS}).join()"""
EACH_CANVAS = f"""() => [...document.querySelectorAll("canvas.stage-live")].map({PIXELS})"""


def changes(output, what, *acts):
    """Do things until what is seen differs; one of them must do it."""
    page, before = output.page, output.evaluate(SEEN)
    for act in acts:
        act()
        for _ in range(200 // len(acts)):  # a kernel may be busy; most answer at once
            if output.evaluate(SEEN) != before:
                return
            page.wait_for_timeout(50)
    raise AssertionError(f"{what} changes nothing")
