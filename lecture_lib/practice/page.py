"""The HTML that practice shows: one style for all of it, readable where styles are stripped."""

from html import escape
from pathlib import Path

STYLE = Path(__file__).with_name("practice.css").read_text("utf-8")


def styled(*parts):
    """Wrap pieces of HTML so that they look the same in every home and theme.

    Parameters
    ----------
    *parts : str
        HTML.

    Returns
    -------
    str
    """
    return f'<div class="practice"><style>{STYLE}</style>{"".join(parts)}</div>'


def element(tag, *parts, **attributes):
    """Write one element.

    Parameters
    ----------
    tag : str
        Its name.
    *parts : str
        HTML; text goes through `escape` before.
    **attributes
        Of the element, as text; `class_` is written class, `aria_label` aria-label.

    Returns
    -------
    str

    Examples
    --------
    >>> element("p", "a &lt; b", class_="note")
    '<p class="note">a &lt; b</p>'
    """
    names = (name.rstrip("_").replace("_", "-") for name in attributes)
    pairs = zip(names, attributes.values(), strict=True)
    inside = "".join(f' {name}="{escape(value)}"' for name, value in pairs)
    return f"<{tag}{inside}>{''.join(parts)}</{tag}>"
