"""The HTML that practice shows: one style for all of it, readable where styles are stripped."""

from html import escape
from pathlib import Path

STYLE = Path(__file__).with_name("practice.css").read_text("utf-8")


def styled(*parts):
    """Wrap pieces of HTML so that they look the same in every home and theme."""
    return f'<div class="practice"><style>{STYLE}</style>{"".join(parts)}</div>'


def element(tag, *parts, **attributes):
    """Write one element; text among its ``parts`` has gone through `escape`.

    Of the attributes `class_` is written class, `aria_label` aria-label.

    Examples
    --------
    >>> element("p", "a &lt; b", class_="note")
    '<p class="note">a &lt; b</p>'
    """
    names = (name.rstrip("_").replace("_", "-") for name in attributes)
    pairs = zip(names, attributes.values(), strict=True)
    inside = "".join(f' {name}="{escape(value)}"' for name, value in pairs)
    return f"<{tag}{inside}>{''.join(parts)}</{tag}>"
