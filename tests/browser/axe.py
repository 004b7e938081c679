"""axe-core, which looks for what shuts people out of a page."""

from axe_playwright_python.base import AXE_SCRIPT

# It would also tell of everything that is right: megabytes, of which nobody reads a word.
RUN = """([part, rules]) => axe.run(part ?? document, { ...rules, resultTypes: ["violations"] })
  .then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]))"""

PHONE = {"runOnly": ["scrollable-region-focusable", "target-size"]}  # all that a width can spoil


def violations(page, part=None, rules=None):
    """What axe finds in a page or a part of it, by all its rules or by some: names and places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, [part, rules])
