"""Equations as MathML: what latex2mathml makes of TeX, spaced as TeX spaces it."""

import re
import unicodedata
from xml.etree import ElementTree

from latex2mathml.commands import MATRICES
from latex2mathml.converter import convert

NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'  # which HTML does without
ENVIRONMENT = re.compile(r"\\begin{(.*?)}")
ROWS = {"math", "mrow", "mtd", "msqrt", "mstyle"}
SCRIPTS = {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
SIGNS = set("+−±∓")
BARS = set("|‖")
ENDS = {*")]}⟩!", "′"}  # after these a sign is a difference, not a number's own
TIGHT = BARS | {"/"}
LETTERS = set("∞∇∂")  # upright but the last
FACES = {"bold": "BOLD", "double-struck": "DOUBLE-STRUCK", "script": "SCRIPT"}
ARG_MIN = "arg\N{NO-BREAK SPACE}min"
LIMITS = {"lim", "min", "max", ARG_MIN}  # what they range over stands below them
THIN = "0.167em"


def mathml(tex, display):
    """Return an equation as MathML, with its source for whoever copies it.

    Parameters
    ----------
    tex : str
    display : {"inline", "block"}

    Raises
    ------
    ValueError
        Where latex2mathml does not know a command, or an environment.
    """
    tex = tex.strip()
    words = known(tex)
    made = convert(words, display=display).replace(NAMESPACE, "", 1)
    named = [*re.findall(r">[^<]*(\\[A-Za-z]+|&)<", made), *ENVIRONMENT.findall(words)]
    if unknown := [name for name in named if "\\" + name not in MATRICES]:
        raise ValueError(f"tex must be TeX that MathML can be made of, got {unknown[0]} in {tex}")
    math = ElementTree.fromstring(made)
    math.attrib = {"alttext": tex, **math.attrib}
    for each in math.iter():
        put_right(each, display)
    for row in math.iter():
        if row.tag in ROWS:
            raise_whole(row)
            put_spaces(row)
    return ElementTree.tostring(math, encoding="unicode")


def known(tex):
    """Return TeX in words that latex2mathml knows."""
    tex = tex.replace("{aligned}", "{split}").replace(r"arg\,min", ARG_MIN)
    return tex.replace(r"\operatorname*", r"\operatorname")


def put_right(each, display):
    """Let an element be what it is in TeX: a name, a bold letter, a bar of its own height."""
    text, face = each.text or "", FACES.get(each.get("mathvariant"))
    if each.tag == "mo" and (text in LETTERS or text[:1].isalpha()):
        each.tag = "mi"
        each.attrib = {"mathvariant": "normal"} if len(text) == 1 and text != "∂" else {}
    elif each.tag == "mo" and text in TIGHT:
        each.attrib |= {"lspace": "0", "rspace": "0"}
        if text in BARS and "form" not in each.attrib:
            each.set("stretchy", "false")
    elif face and text.isascii() and text.isalpha():
        each.text = "".join(in_face(letter, face) for letter in text)
        del each.attrib["mathvariant"]
    elif each.tag == "msub" and display == "block" and each[0].text in LIMITS:
        each.tag = "munder"
    elif each.tag == "mover" and each[1].text in {"¯", "―"}:
        put_bar(each)


def in_face(letter, face):
    """Return a letter in a face of mathematics, as a character of its own."""
    name = f"{face} {'CAPITAL' if letter.isupper() else 'SMALL'} {letter.upper()}"
    try:
        return unicodedata.lookup(f"MATHEMATICAL {name}")
    except KeyError:
        return unicodedata.lookup(name)  # ℝ and six others are older


def put_bar(over):
    """Draw a bar over one letter as an accent, and over more than that as a line."""
    one = over[0].tag == "mi"
    over[1].text, over[1].attrib = ("¯", {}) if one else ("‾", {"stretchy": "true"})
    over.attrib = {"accent": "true"} if one else {}


def raise_whole(row):
    """Let the power of a big bracket be that of all it closes: alone it would be drawn small."""
    for place, each in enumerate(row):
        if each.tag == "msup" and each[0].get("minsize"):
            big = [i for i, other in enumerate(row[:place]) if other.get("minsize")]
            start = big[-1] if big else place
            whole = ElementTree.Element("mrow")
            whole.extend([*row[start:place], each[0]])
            each[0], row[start:place] = whole, []
            return raise_whole(row)


def put_spaces(row):
    """Let signs be close to their number, and names of functions apart from what they stand at."""
    before, at_word, open_bar, spaced = None, False, False, []
    for each in row:
        if each.tag == "mo" and each.text in SIGNS and begins(before, open_bar):
            each.set("form", "prefix")
        word = is_word(each) or (is_bar(each) and not open_bar)
        if at_word and word and (is_name(before) or is_name(each)):
            spaced.append(ElementTree.Element("mspace", width=THIN))
        spaced.append(each)
        open_bar ^= is_bar(each)
        at_word = is_word(each) or (is_bar(each) and not open_bar)
        before = before if each.tag == "mspace" else each
    row[:] = spaced


def begins(before, open_bar):
    """Whether a number begins here: at a start, after an open bracket, a relation or a comma."""
    if before is None:
        return True
    if is_bar(before):
        return open_bar
    return before.tag == "mo" and before.text not in ENDS


def is_bar(each):
    """Whether it is a bar, or what is written above a bar; the first of two opens."""
    return base(each).tag == "mo" and base(each).text in BARS


def is_name(each):
    """Whether it is the name of a function, with or without something above or below it."""
    text = base(each).text or ""
    return base(each).tag == "mi" and len(text) > 1 and text.replace(ARG_MIN, "arg").isalpha()


def is_word(each):
    """Whether it stands for itself: no sign, bracket, or operator, which bring their own spaces."""
    return each.tag != "mspace" and (base(each).tag != "mo" or base(each).text in ENDS)


def base(each):
    """What something is written above or below of, if so."""
    while each.tag in SCRIPTS:
        each = each[0]
    return each
