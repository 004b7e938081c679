"""Calls and answers as text that the learner can type in again."""

from dataclasses import dataclass
from weakref import ref

import numpy as np

from lecture_lib.practice.kinds import is_number
from lecture_lib.stage.readout import number_text

LONG = 12  # entries from which on an array is shown by its name


@dataclass(frozen=True)
class Formula:
    """A function of theta that can be shown: made from its text, an expression in `theta` and `np`.

    Examples
    --------
    >>> Formula("theta**2")(3.0)
    9.0
    """

    text: str

    def __post_init__(self):
        object.__setattr__(self, "function", eval(str(self), {"np": np}))

    def __call__(self, *theta):
        return self.function(*theta)

    def __str__(self):
        return f"lambda theta: {self.text}"


class Stream:
    """Chunks of data that come one after the other, can be read once, and are then gone.

    ``kept`` says how many chunks, tuples of arrays, were still alive at most when the next was
    asked for.

    Examples
    --------
    >>> stream = Stream([(np.ones(2),), (np.zeros(1),), (np.ones(3),)])
    >>> everything = list(stream)
    >>> len(everything), stream.kept, list(stream)
    (3, 3, [])
    """

    def __init__(self, chunks):
        self.chunks, self.kept = chunks, 0
        self._read = []  # the arrays handed out, watched but not held

    def __iter__(self):
        return self

    def __next__(self):
        self.kept = max(self.kept, sum(first() is not None for first in self._read))
        if len(self._read) == len(self.chunks):
            raise StopIteration
        chunk = tuple(array.copy() for array in self.chunks[len(self._read)])
        self._read.append(ref(chunk[0]))
        return chunk

    def __str__(self):
        chunks = written(self.chunks)
        return f"iter({chunks})" if chunks else ""


def written(value):
    """Write numbers, short arrays and the like as Python has them, "" for anything else.

    Examples
    --------
    >>> written((np.array([0.5, 1.0]), 3)), written(np.ones(40))
    ('(np.array([0.5, 1.0]), 3)', '')
    """
    if is_number(value):
        return _number(value)
    if isinstance(value, Formula | Stream):
        return str(value)
    if isinstance(value, np.random.Generator):
        return f"np.random.default_rng({value.bit_generator.seed_seq.entropy})"
    if isinstance(value, list | tuple):
        return _row(value)
    if not isinstance(value, np.ndarray) or value.size > LONG:
        return ""
    short = {"float_kind": _number, "int_kind": str}
    rows = np.array2string(value, max_line_width=1000, separator=", ", formatter=short)
    return f"np.array({rows.replace(chr(10), '')})"


def point_text(theta, digits=4):
    """Write a point in a sentence, with four digits; a single number without brackets.

    Examples
    --------
    >>> point_text([-1.25, 1 / 3]), point_text([2.0])
    ('(−1.25, 0.3333)', '2')
    """
    numbers = [_with_minus(x, f".{digits}g") for x in np.ravel(theta)]
    return f"({', '.join(numbers)})" if len(numbers) > 1 else numbers[0]


def _number(value):
    text = f"{value:.6g}"
    whole = np.asarray(value).dtype.kind == "f" and not set(text) & set(".en")
    return f"{text}.0" if whole else text  # an array of whole numbers would be of another type


def told_apart(number, other):
    """Write two numbers with as many digits as it takes to see the difference.

    Examples
    --------
    >>> told_apart(1.5, 2.0), told_apart(0.11920292, 0.1192)
    (('1.5', '2'), ('0.119203', '0.1192'))
    """
    return _apart(_with_minus, number, other, (".4g", ".6g", ".9g", ".12g", ".17g", ""))


def decimals_apart(number, other, decimals):
    """Write two numbers with so many decimals, or with as many as it takes to see the difference.

    Examples
    --------
    >>> decimals_apart(0.5, 2.0, 2), decimals_apart(0.50001, 0.5, 2)
    (('0.50', '2.00'), ('0.500010', '0.500000'))
    """
    pair = _apart(number_text, number, other, (decimals, 6, 9))
    return pair if pair[0] != pair[1] else told_apart(number, other)


def points_apart(point, other):
    """Write two points as in `point_text`, with as many digits as it takes to see the difference.

    Examples
    --------
    >>> points_apart([0.5, 1 / 3], [0.5, 0.33333])
    ('(0.5, 0.333333)', '(0.5, 0.33333)')
    """
    return _apart(point_text, point, other, (4, 6, 9, 12, 17))


def _apart(write, one, other, digits):
    """Write two things with the fewest digits that show a difference, or with the most."""
    pairs = [(write(one, some), write(other, some)) for some in digits]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])


def _with_minus(number, form):
    return f"{number:{form}}".replace("-", "−")


def _row(values):
    parts = [written(value) for value in values]
    if len(parts) > LONG or not all(parts):
        return ""
    inner = ", ".join(parts)
    if isinstance(values, list):
        return f"[{inner}]"
    return f"({inner},)" if len(parts) == 1 else f"({inner})"
