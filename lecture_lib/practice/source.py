"""The library's own source beside the lecture's pseudocode, shown as an output."""

import ast
import inspect
from html import escape
from textwrap import dedent, indent

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from lecture_lib.practice.page import element, styled


def show_source(*functions, pseudocode, slide):
    """Show how the lecture writes something and how the library does.

    Parameters
    ----------
    *functions : function
        Functions or methods of the library; their code is shown without decorators and docstrings.
    pseudocode : str
        The lecture's lines.
    slide : str
        Where they are printed, such as "slide 24".

    Returns
    -------
    Source
        Shows both side by side; as text, one after the other.

    Raises
    ------
    TypeError
        If something is no Python function, none is given, or `pseudocode` is no text.

    Examples
    --------
    >>> from lecture_lib.losses import SquaredLoss
    >>> show_source(SquaredLoss.value, pseudocode="L = ½ (y − ŷ)²", slide="slide 24")
    The lecture, slide 24:
        L = ½ (y − ŷ)²
    SquaredLoss.value in lecture_lib/losses.py:
        def value(self, y_hat, y):
            return 0.5 * (y - y_hat) ** 2

    Source: The "code that does it" part of each section.
    """
    if not functions:
        raise TypeError("functions must be at least one function, got none")
    for function in functions:
        if not inspect.isroutine(function) or not hasattr(function, "__code__"):
            raise TypeError(f"functions must be Python functions, got {function!r}")
    if not isinstance(pseudocode, str):
        raise TypeError(f"pseudocode must be text, got {pseudocode!r}")
    return Source(functions, dedent(pseudocode).strip("\n"), slide)


class Source:
    """What `show_source` shows.

    Parameters
    ----------
    functions : sequence of function
    pseudocode : str
    slide : str

    Source: The "code that does it" part of each section.
    """

    def __init__(self, functions, pseudocode, slide):
        self.lecture = (f"The lecture, {slide}", pseudocode)
        self.library = [(_place(function), code_of(function)) for function in functions]

    def __repr__(self):
        parts = [self.lecture, *self.library]
        return "\n".join(f"{head}:\n{indent(text, '    ')}" for head, text in parts)

    def _repr_html_(self):
        left = element("div", _listing(self.lecture[0], escape(self.lecture[1])))
        right = element("div", *(_listing(head, _coloured(code)) for head, code in self.library))
        return styled(element("div", left, right, class_="practice-columns practice-source"))


def code_of(function):
    """Return the source of a function without its decorators and its docstring."""
    lines = dedent(inspect.getsource(function)).splitlines()
    definition = ast.parse("\n".join(lines)).body[0]
    if ast.get_docstring(definition) is not None:
        doc = definition.body[0]
        del lines[doc.lineno - 1 : doc.end_lineno]
    return "\n".join(lines[definition.lineno - 1 :])


def _place(function):
    module = inspect.unwrap(function).__module__
    return f"{function.__qualname__} in {module.replace('.', '/')}.py"


def _listing(head, inner):
    title = element("p", element("strong", escape(head)), class_="practice-head")
    # what may scroll must be within reach of the keyboard, and have a name
    return title + element("pre", inner, tabindex="0", role="region", aria_label=head)


def _coloured(code):
    return highlight(code, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
