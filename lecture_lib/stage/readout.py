"""The running sentence of a stage: a template that the browser fills in per take and frame."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
NEGATIVE = re.compile(r"([+−×·] )(−\d+(?:,\d{3})?(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)")


def number_text(x, digits):
    """Write a number as the browser does: "3.14", "2.1·10¹⁷", "−0.5", "–" if it is not finite.

    Digits are decimals; from 10,000 on thousands are set apart, "20,884", and from 100,000 on one
    decimal and a power of ten are shown instead.
    """
    x = float(x)
    if not np.isfinite(x):
        return "–"
    if abs(x) >= 1e5:
        power = Decimal(x).adjusted()
        lead = Decimal(x).scaleb(-power).quantize(Decimal("0.1"), ROUND_HALF_UP)
        if abs(lead) == 10:
            lead, power = lead.scaleb(-1).quantize(Decimal("0.1")), power + 1
        text = f"{lead}·10{str(power).translate(SUPERSCRIPTS)}"
    else:
        text = f"{Decimal(x).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}"
    text = re.sub(r"^(-?\d\d)(?=\d{3}(\.|$))", r"\1,", text)
    return re.sub(r"^-(?=[0.]*$)", "", text).replace("-", "−")  # no "−0.0"


@dataclass(frozen=True)
class Readout:
    """A sentence with holes. A negative number behind +, −, × or · is put in brackets.

    Parameters
    ----------
    template : str
        Text with `{name}` for each value. What a name stands for may contain further holes.
    values : mapping of str to array (takes or 1, frames or 1)
        Numbers, or positions in `words`.
    digits : mapping of str to int
        Decimals of each number; 0 where it is not given.
    words : mapping of str to sequence of str
        For a value that is said in words: the words, chosen by the number in `values`.

    Raises
    ------
    ValueError
        If a hole has no value, or a value is no (takes, frames) table.
    """

    template: str = ""
    values: Mapping[str, np.ndarray] = field(default_factory=dict)
    digits: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self):
        texts = [self.template, *(text for words in self.words.values() for text in words)]
        holes = {hole for text in texts for hole in re.findall(r"\{(\w+)\}", text)}
        if missing := sorted(holes - set(self.values)):
            raise ValueError(f"values must hold every name of the template, it lacks {missing}")
        for name, table in self.values.items():
            if np.ndim(table) != 2:
                raise ValueError(
                    f"values[{name!r}] must have shape (takes, frames), got {np.shape(table)}"
                )

    def sentence(self, take, frame):
        """Return the sentence at one instant, exactly as the browser shows it."""

        def fill(text):
            return re.sub(r"\{(\w+)\}", lambda match: say(match[1]), text)

        def say(name):
            table = np.asarray(self.values[name])
            with np.errstate(over="ignore", under="ignore"):  # the browser has float32 too
                x = np.float32(table[min(take, len(table) - 1), min(frame, table.shape[1] - 1)])
            if name in self.words:
                return fill(self.words[name][int(x)])
            return number_text(x, self.digits.get(name, 0))

        return NEGATIVE.sub(r"\1(\2)", fill(self.template))


def say(template, **values):
    """Return a Readout whose template is written like an f-string: "loss {loss:.4f}".

    Parameters
    ----------
    template : str
        A hole without a format is filled with a whole number, or with words.
    **values : number, str, or array (takes or 1, frames or 1) of numbers or of str
        Words may contain further holes.

    Raises
    ------
    ValueError
        If a hole has no value, or a format is not like ".4f".

    Examples
    --------
    >>> say("{who}: loss {loss:.2f}", who="A", loss=np.array([[0.5, 0.25]])).sentence(0, 1)
    'A: loss 0.25'
    """
    numbers, digits, words = {}, {}, {}
    for name, value in values.items():
        table = np.atleast_2d(value)
        if table.dtype.kind in "UO":
            texts = {}  # each once; to sort them all, as np.unique does, takes longer
            places = [texts.setdefault(text, len(texts)) for text in table.ravel().tolist()]
            words[name], table = list(texts), np.reshape(places, table.shape)
        numbers[name] = table

    def plain(text):
        return re.sub(r"\{(\w+)(?::([^}]*))?\}", hole, text)

    def hole(match):
        """A number that is told with other decimals elsewhere is a value of its own there."""
        name, decimals = match[1], _decimals(match[2])
        if digits.setdefault(name, decimals) != decimals:
            name, told = f"{name}_{decimals}", name
            numbers[name], digits[name] = numbers[told], decimals
        return f"{{{name}}}"

    template = plain(template)
    words = {name: tuple(map(plain, texts)) for name, texts in words.items()}
    digits = {name: count for name, count in digits.items() if name not in words}
    return Readout(template, numbers, digits, words)


def _decimals(form):
    if not form:
        return 0
    found = re.fullmatch(r"\.(\d+)f", form)
    if not found:
        raise ValueError(f"template must have formats like '.4f', got {form!r}")
    return int(found[1])
