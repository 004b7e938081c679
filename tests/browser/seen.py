"""What is seen in a part of a page, as a string that differs where a pixel or a word does."""

from pathlib import Path

WATCH = Path(__file__).with_suffix(".js")  # every page runs it before its own scripts
PATIENCE = 60_000  # ms; a kernel may be busy, though most answer at once
# What anywidget complains of on a busy page, where a widget comes late, and hears the kernel then.
LATE = "[anywidget] Failed to initialize model."
EACH_CANVAS = "seen.canvases()"


def changes(output, what, *acts):
    """Do things until what is seen differs; one of them must do it."""
    before = at_rest(output)
    for act in acts:
        act()
        if output.evaluate("(part, args) => seen.differs(part, ...args)", [before, PATIENCE]):
            return
    raise AssertionError(f"{what} changes nothing")


def at_rest(output):
    """What is seen when what was done before has come to its end: a word, then the picture."""
    return output.evaluate("(part, patience) => seen.rest(part, patience)", PATIENCE)
