"""What a section's prose tells in numbers, held against what the library computes.

A module `told/s08.py` has three tables, the first two by the ids of cells, or the numbers of
questions; to a question belong its options and its replies:

- TOLD: pairs of a piece of the text with holes, and a call that returns what fills them:
  ``{"why": [("takes {} steps", lambda: steps(eta=0.05))]}``; several holes, a tuple. None where
  what is told is not so.
- GIVEN: the numbers that are settings, sizes or dates, so that nothing computes them, as one text:
  ``{"why": "0.05 1.5"}``.
- HAPPENED: for each question a call that returns the place of the option that the library bears
  out, counted from 0. Where the options are ranges, `part` finds it.

Every number of two digits or more must be one or the other. Slides, sections, errata, minutes,
code and addresses do not count.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType

from nbformat import NotebookNode

from lecture_lib.practice.questions import QUESTIONS

UNCOMPUTED = {"P9.4"}  # asks what a letter of a slide stands for
NUMERAL = re.compile(r"(?<![\w.,^_])\d[\d,]*(?:\.\d+)?(?!\w)")
ASIDE = (
    r"`[^`]*`",  # code
    r"\]\([^)]*\)",  # addresses
    r"</?\w[^>]*>",
    r"(?i)\b(?:slides?|sections?|errat(?:um|a)|notebooks?)\s+\d+(?:(?:,| and| to|–)\s*\d+)*",
    r"about \d+ minutes, the short way \d+",
    r"^# \d\d",
    r"^\d+\. ",
)


def texts(notebook: NotebookNode) -> dict[str, str]:
    """The prose of a notebook by the ids of its cells, and that of the questions it asks."""
    prose = {cell.id: cell.source for cell in notebook.cells if cell.cell_type == "markdown"}
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    for key in re.findall(r"""\bPrediction\(["'](P[\d.]+)["']\)""", code):
        question = QUESTIONS[key]
        replies = question.replies.values()
        told = [question.asks, *question.options, question.because, *replies]
        prose[key] = "\n".join(told).replace("\N{NO-BREAK SPACE}", " ")
    return prose


def part(value: float, *edges: float) -> int:
    """In which of the parts that the edges make a value lies, counted from the lowest."""
    assert list(edges) == sorted(edges)
    return sum(bool(value >= edge) for edge in edges)


def outcome_faults(keys: Iterable[str], section: ModuleType) -> list[str]:
    """The questions whose outcome nothing bears out, or another than the one that is told."""
    found = [f"no question {key!r}" for key in section.HAPPENED.keys() - {*keys}]
    for key in {*keys} - UNCOMPUTED:
        question, call = QUESTIONS[key], section.HAPPENED.get(key)
        if not call:
            found.append(f"{key}: nothing computes what happened")
        elif (option := question.options[call()]) != question.happened:
            found.append(f"{key}: says {question.happened!r}, and it {option}")
    return found


def faults(prose: Mapping[str, str], section: ModuleType) -> list[str]:
    """What is told wrongly, or told and not accounted for."""
    found = [f"no text {place!r}" for place in {*section.TOLD, *section.GIVEN} - prose.keys()]
    for place, text in prose.items():
        told, given = section.TOLD.get(place, []), section.GIVEN.get(place, "").split()
        found += [f"{place}: {fault}" for fault in _faults(text, told, given)]
    return found


def _faults(text: str, told: Sequence[tuple[str, Callable]], given: Sequence[str]) -> list[str]:
    found, text = [], _plain(text)
    left = list(text)
    for piece, call in told:
        if (numbers := call()) is None:
            found.append(f"it is not so that {piece!r}")
            continue
        filled = _filled(piece, numbers)
        places = [match.start() for match in re.finditer(re.escape(filled), text)]
        if not places:
            found.append(f"does not say {filled!r}")
        for start in places:  # pieces may overlap
            left[start : start + len(filled)] = "x" * len(filled)
    rest = "".join(left)
    for aside in ASIDE:
        rest = re.sub(aside, " ", rest, flags=re.MULTILINE)
    numbers = [number.rstrip(",") for number in NUMERAL.findall(rest)]
    open_ = {n for n in numbers if len(re.sub(r"\D", "", n)) > 1} - {*given}
    found += [f"{n} is neither computed nor given" for n in sorted(open_)]
    return found + [f"{n} is given, but not told" for n in given if n not in numbers]


def _filled(piece: str, numbers) -> str:
    """A piece with its holes filled; braces of LaTeX are doubled, as in every format."""
    return _plain(piece.format(*(numbers if isinstance(numbers, tuple) else (numbers,))))


def _plain(text: str) -> str:
    return text.replace("−", "-")
