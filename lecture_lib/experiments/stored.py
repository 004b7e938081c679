"""What `tools/outcomes.py` has computed, as it takes longer than a page can wait."""

import csv
from importlib.resources import files

import numpy as np


def stored_outcomes_of(file, keys, columns):
    """Read columns of numbers from a file in `experiments/outcomes`, by what is in other columns.

    ``keys`` are the columns that tell groups apart, each with what makes a key of its text, and
    ``columns`` those that are read, each with what makes a number of it: by tuples of the keys, a
    tuple of arrays.
    """
    text = files("lecture_lib.experiments").joinpath("outcomes", file).read_text("utf-8")
    groups = {}
    for row in csv.DictReader(text.splitlines()):
        key = tuple(kind(row[name]) for name, kind in keys.items())
        numbers = tuple(kind(row[name]) for name, kind in columns.items())
        groups.setdefault(key, []).append(numbers)
    return {key: tuple(map(np.array, zip(*rows, strict=True))) for key, rows in groups.items()}
