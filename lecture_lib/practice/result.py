"""What an experiment gave, as a small table or a sentence: readable where no code is shown."""

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from lecture_lib.practice.page import element


def show_result(result, *, digits=3, words=None):
    """Show numbers that matter, in a table with a head or in a sentence.

    Parameters
    ----------
    result : str or mapping of str to sequence
        A sentence; or the columns of a table, each under its head, all of the same length. What
        stands in a column is a number or a text.
    digits : int or mapping of str to int
        Decimals of the numbers that are not whole, for all columns or by head.
    words : mapping of number to str, optional
        What is said in place of a number, as {-1: "never"}.

    Returns
    -------
    Result
        As text, the same numbers in columns.

    Raises
    ------
    TypeError, ValueError
        If `result` is neither, or the columns differ in length.

    Examples
    --------
    >>> show_result({"m": [0, 0.9], "steps": [692, -1]}, words={-1: "never"})
      m  steps
      0    692
    0.9  never
    >>> show_result("It takes 55 steps.")
    It takes 55 steps.

    Source: The "what happened" part of each section.
    """
    if isinstance(result, str):
        return Result((), [[result]])
    if not isinstance(result, Mapping) or not result:
        raise TypeError(f"result must be a sentence or columns by their heads, got {result!r}")
    columns = {head: _column(head, column) for head, column in result.items()}
    lengths = {head: len(column) for head, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"result must have columns of one length, got {lengths}")
    places = digits if isinstance(digits, Mapping) else dict.fromkeys(columns, digits)
    texts = [[_text(item, places.get(head, 3), words or {}) for item in column]
             for head, column in columns.items()]  # fmt: skip
    return Result(tuple(columns), [list(row) for row in zip(*texts, strict=True)])


class Result:
    """What `show_result` shows.

    Parameters
    ----------
    heads : tuple of str
        None for a sentence.
    rows : list of list of str

    Source: The "what happened" part of each section.
    """

    def __init__(self, heads, rows):
        self.heads, self.rows = heads, rows

    def __repr__(self):
        rows = [list(self.heads), *self.rows] if self.heads else self.rows
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ("  ".join(t.rjust(w) for t, w in zip(row, widths, strict=True)) for row in rows)
        return "\n".join(line.rstrip() for line in lines)

    def _repr_html_(self):
        if not self.heads:
            return element("p", escape(self.rows[0][0]))
        head = element("tr", *(element("th", escape(text), scope="col") for text in self.heads))
        body = (element("tr", *(element("td", escape(text)) for text in row)) for row in self.rows)
        return element("table", element("thead", head), element("tbody", *body))


def _column(head, column):
    if isinstance(column, np.ndarray):
        column = column.tolist()
    if isinstance(column, str) or not isinstance(column, Sequence):
        raise TypeError(f"result[{head!r}] must be a sequence, got {column!r}")
    return column


def _text(item, digits, words):
    """Write a number or a text: whole numbers whole, others with their decimals."""
    if isinstance(item, str):
        return item
    if item in words:
        return words[item]
    if not np.isfinite(item):
        return "–"
    text = f"{item:.0f}" if float(item).is_integer() and abs(item) < 1e6 else f"{item:.{digits}f}"
    return text.rstrip("0").rstrip(".").replace("-", "−") if "." in text else text.replace("-", "−")
