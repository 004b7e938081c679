"""The lecture's notation, read from ``notation.toml``: symbols, their letters, the equations."""

import re
import tomllib
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

TABLE = Path(__file__).with_name("notation.toml")
TOKEN = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")


@dataclass(frozen=True)
class Symbol:
    """One meaning of a letter.

    Parameters
    ----------
    letter : str
        HTML.
    meaning, shape, slides : str
        What it is, what it is made of, where.
    elsewhere : tuple of Symbol
        The letter's other meanings.
    """

    letter: str
    meaning: str
    shape: str
    slides: str
    elsewhere: tuple["Symbol", ...] = ()


@dataclass(frozen=True)
class Equation:
    """An equation of the lecture.

    Parameters
    ----------
    title, slides : str
    html : str
        With ``{key}`` or ``{key|how it is printed}`` for each symbol.
    note : str
        What was put right; HTML.
    symbols : dict of str to Symbol
        By key, in the order in which they are first met.
    """

    title: str
    slides: str
    html: str
    note: str
    symbols: dict[str, Symbol]


def read_notation():
    """Return the symbols by key, and the equations by key."""
    told = tomllib.loads(TABLE.read_text("utf-8"))
    alone = {
        key: Symbol(entry["letter"], entry["is"], entry["shape"], entry["slides"])
        for key, entry in told["symbols"].items()
    }
    symbols = {
        key: replace(one, elsewhere=_others(one, alone.values())) for key, one in alone.items()
    }
    return symbols, {entry["key"]: _equation(entry, symbols) for entry in told["equations"]}


def letters_with_several_meanings():
    """Return the symbols of each such letter, by the letter as text."""
    meanings = {}
    for symbol in read_notation()[0].values():
        if symbol.elsewhere:
            meanings.setdefault(plain(symbol.letter), []).append(symbol)
    return meanings


def plain(html):
    """Write HTML of an equation as text: "x<sub>i</sub>" becomes "x_i".

    Examples
    --------
    >>> plain("θ<sup>(t+1)</sup> &lt; <b>x</b><sub>i</sub>")
    'θ^(t+1) < x_i'
    """
    marked = html.replace("<sub>", "_").replace("<sup>", "^")
    return unescape(re.sub(r"<[^>]*>", "", marked)).replace("\u2003", " ")


def _others(symbol, symbols):
    letter = plain(symbol.letter)  # bold or not, it is the same letter
    return tuple(one for one in symbols if plain(one.letter) == letter and one is not symbol)


def _equation(entry, symbols):
    used = {key: symbols[key] for key, _ in TOKEN.findall(entry["html"])}
    return Equation(entry["title"], entry["slides"], entry["html"], entry.get("note", ""), used)
