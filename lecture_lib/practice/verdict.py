"""What a check says, as text and as a box."""

from dataclasses import dataclass
from html import escape

from lecture_lib.practice.page import element, styled

ICONS = {"passed": "✓", "wrong": "✗", "untried": "○"}


@dataclass(frozen=True)
class Verdict:
    """The answer of a check; true where the exercise is solved.

    Parameters
    ----------
    kind : {"passed", "wrong", "untried"}
        How it stands.
    title : str
        In a few words.
    message : str
        What was seen and what to look at, in one or several lines.
    seen : str
        Where: a call that can be repeated, and what came of it.
    hints : tuple of str
        To be opened one after the other, each stronger than the one before.

    Examples
    --------
    >>> bool(Verdict("untried", "best_w0: not tried yet", "Write it, then run this again."))
    False
    """

    kind: str
    title: str
    message: str
    seen: str = ""
    hints: tuple[str, ...] = ()

    def __bool__(self):
        return self.kind == "passed"

    def __repr__(self):
        lines = [f"{ICONS[self.kind]} {self.title}", self.message, self.seen]
        return "\n".join(line for line in lines if line)

    def _repr_html_(self):
        title = element("p", element("strong", f"{ICONS[self.kind]} {escape(self.title)}"))
        body = "".join(element("p", escape(line)) for line in self.message.splitlines())
        if self.seen:
            body += element("p", element("code", escape(self.seen)))
        box = {"class_": f"practice-box practice-{self.kind}"}
        return styled(element("div", title, body, _folded(self.hints), **box))


def _folded(hints, name="A hint"):
    """Each hint holds the next one, so that the stronger cannot be opened first."""
    if not hints:
        return ""
    inner = element("p", escape(hints[0])) + _folded(hints[1:], "A stronger hint")
    return element("details", element("summary", name), inner)
