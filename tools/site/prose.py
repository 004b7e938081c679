"""Prose as HTML: nbconvert's Markdown, with equations as MathML and links between the pages."""

import re
from html import escape, unescape

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from tools.site.equations import mathml

LONG = 30  # characters of TeX: from there on an equation may be wider than a phone
# What stands at an equation goes to the next line with it, a unit with its number, and the number
# of a section with its word.
AFTER = re.compile(r"(<math [^>]*>(?:(?!</math>).)*</math>)(</span>)?([.,;:!?)]+)", re.DOTALL)
UNIT = re.compile(r"<(code|pre)\b.*?</\1>|(?<=\d) (?=[%€])|(?<=[Ss]ection) (?=\d)", re.DOTALL)
TIE = "\N{NO-BREAK SPACE}"


class Prose(IPythonRenderer):
    """As nbconvert writes a cell, but that nothing is left for a script to typeset."""

    def inline_math(self, body):
        """Write an equation in a line; a long one scrolls where the page is narrow."""
        made = mathml(body, "inline")
        return made if len(body) < LONG else f'<span class="equation">{made}</span>'

    def block_math(self, body):
        """Write an equation on its own; a wide one scrolls."""
        return f'<div class="equation" tabindex="0">{mathml(body, "block")}</div>'

    def latex_environment(self, name, body):
        """Write an environment that stands on its own."""
        return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")

    def heading(self, text, level, **attrs):
        """Write a heading that is called in addresses as JupyterLab calls it."""
        plain = re.sub(r'<math alttext="(.*?)".*?</math>', r"$\1$", text, flags=re.DOTALL)
        name = unescape(re.sub(r"<[^>]*>", "", plain)).replace(" ", "-")
        return f'<h{level} id="{escape(name)}">{text}</h{level}>\n'

    def link(self, text, url, title=None):
        """Link to a section's page, where the notebook links to its file."""
        return super().link(text, page_of(url), title)


def html(source):
    """Return a Markdown cell as HTML."""
    made = MarkdownWithMath(renderer=Prose(escape=False)).render(source)
    made = AFTER.sub(held, made)
    return UNIT.sub(lambda found: found[0] if found[1] else TIE, made)


def held(found):
    """Return an equation and the marks after it so that no line ends between them."""
    equation, scrolls, marks = found.groups()
    if scrolls:
        return equation + marks + scrolls
    return f'<span class="held">{equation}{marks}</span>'


def page_of(url):
    """Return the address of the page that is made from a notebook; any other as it is."""
    path, mark, place = url.partition("#")
    return path.removesuffix(".ipynb") + ".html" * path.endswith(".ipynb") + mark + place
