"""The lecture's equations, with the meaning of every symbol, here and elsewhere.

Symbols and equations are those of ``notation.toml``. What is shown is HTML that needs no kernel and
no script: whoever points at a symbol, or goes there with Tab, sees its row light up.
"""

import re
from html import escape
from pathlib import Path

from lecture_lib.practice.notation import TOKEN, letters_with_several_meanings, plain, read_notation
from lecture_lib.practice.page import element, styled

STYLE = Path(__file__).with_name("decoder.css").read_text("utf-8")


def decoder(*equations):
    """Show equations of the lecture; point at a symbol to see what it means, here and elsewhere.

    Parameters
    ----------
    *equations : str
        Their keys, such as "descent" or "squared"; without any, the whole lecture.

    Returns
    -------
    Decoder
        Shows the equations, each to be opened, and the letters that have several meanings; as
        text, all of it one below the other.

    Raises
    ------
    ValueError
        If a key is unknown; the message lists those there are.

    Examples
    --------
    >>> decoder("bounded")
    What is helpful (slide 19)
        0 < |∇L| ≪ ∞
        ∇: gradient: one slope for each parameter, with X and Y held fixed
        L: the loss of all examples: how bad the parameters are on these data
           elsewhere (slides 27–31, 36–41, 54, 55): the loss of one example
        Only away from a minimum; at a minimum ∇L = 0.

    Source: E9.3 (slide 20); errata 16, 24, 39-43.
    """
    known = read_notation()[1]
    if unknown := [key for key in equations if key not in known]:
        raise ValueError(f"equations must be among {', '.join(known)}, got {unknown[0]!r}")
    return Decoder([known[key] for key in equations or known], whole=not equations)


class Decoder:
    """What `decoder` shows.

    Parameters
    ----------
    equations : list of Equation
    whole : bool
        End with the letters that have several meanings.

    Source: E9.3 (slide 20).
    """

    def __init__(self, equations, whole):
        self.equations = equations
        self.clashes = letters_with_several_meanings() if whole else {}

    def __repr__(self):
        alone = not self.clashes
        lines = [line for equation in self.equations for line in _lines(equation, alone)]
        for letter, meanings in self.clashes.items():
            told = "; ".join(f"{one.meaning} ({_slides(one.slides)})" for one in meanings)
            lines.append(f"{letter} means: {told}")
        return "\n".join(lines)

    def _repr_html_(self):
        most = max(len(equation.symbols) for equation in self.equations)
        parts = [_folded(*told) for told in enumerate(self.equations)]
        if self.clashes:
            parts.append(_clash_table(self.clashes))
        style = element("style", STYLE, _lights(most))
        return styled(style, element("div", *parts, class_="decoder"))


def _lines(equation, elsewhere):
    """An equation and its symbols, line by line; with what they mean elsewhere if that is asked."""
    letters = {key: symbol.letter for key, symbol in equation.symbols.items()}
    yield f"{equation.title} ({_slides(equation.slides)})"
    yield "    " + plain(TOKEN.sub(lambda m: m[2] or letters[m[1]], equation.html))
    for symbol in equation.symbols.values():
        letter = plain(symbol.letter)
        yield f"    {letter}: {symbol.meaning}"
        for other in symbol.elsewhere if elsewhere else ():
            indent = " " * (len(letter) + 6)
            yield f"{indent}elsewhere ({_slides(other.slides)}): {other.meaning}"
    if equation.note:
        yield "    " + plain(equation.note)


def _slides(numbers):
    return f"{'slides' if re.search('[–, ]', numbers) else 'slide'} {numbers}"


def _folded(number, equation):
    """An equation that can be opened; of several, one at a time."""
    keys = list(equation.symbols)

    def printed(match):
        symbol = equation.symbols[match[1]]
        shown = match[2] or symbol.letter
        several = " decoder-several" if symbol.elsewhere else ""
        return element(
            "button",
            shown,
            type="button",
            class_=f"decoder-s{keys.index(match[1])}{several}",
            aria_label=f"{plain(shown)}: {symbol.meaning}",
        )

    slides = element("span", _slides(equation.slides), class_="practice-quiet")
    summary = element("summary", escape(equation.title), " ", slides)
    line = element("p", TOKEN.sub(printed, equation.html), class_="decoder-equation")
    note = element("p", equation.note, class_="practice-quiet") if equation.note else ""
    opened = {"open": ""} if number == 0 else {}
    table = _table(enumerate(equation.symbols.values()))
    return element("details", summary, line, note, table, name="decoder", **opened)


def _table(symbols):
    head = "".join(element("th", name, scope="col") for name in ("symbol", "here", "elsewhere"))
    rows = [
        element(
            "tr",
            element("th", symbol.letter, scope="row"),
            element("td", _meaning(symbol, symbol.shape)),
            element("td", *[_meaning(one, _slides(one.slides)) for one in symbol.elsewhere] or "–"),
            class_=f"decoder-m{number}",
        )
        for number, symbol in symbols
    ]
    return element("table", element("thead", element("tr", head)), element("tbody", *rows))


def _meaning(symbol, where):
    return element("p", escape(symbol.meaning), " ", element("span", escape(where)))


def _clash_table(clashes):
    """The letters that mean several things, each with its meanings."""
    rows = [
        element(
            "tr",
            element("th", meanings[0].letter, scope="row"),
            element("td", *(_meaning(one, _slides(one.slides)) for one in meanings)),
        )
        for meanings in clashes.values()
    ]
    title = f"All {len(clashes)} letters that mean several things"
    table = element("table", element("tbody", *rows))
    return element("details", element("summary", title), table, name="decoder")


def _lights(most):
    """Rules that light a symbol and its row up, for each place in an equation."""
    return "".join(
        f".decoder details:has(:is(.decoder-s{n},.decoder-m{n}):is(:hover,:focus))"
        f" :is(.decoder-s{n},.decoder-m{n}){{background:var(--light)}}"
        for n in range(most)
    )
