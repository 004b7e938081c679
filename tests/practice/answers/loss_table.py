"""X9: loss_table, a row of three answers for each of six losses."""

import numpy as np

RIGHT_TABLE = {
    "0-1": (True, False, True),
    "squared": (True, True, False),
    "absolute": (True, False, True),
    "squared minus 3": (False, True, False),
    "squared of sigmoid": (True, True, True),
    "cross entropy": (True, True, True),
}

RIGHT = (
    RIGHT_TABLE,
    {name: list(row) for name, row in reversed(RIGHT_TABLE.items())},
    {name: tuple(np.array(row)) for name, row in RIGHT_TABLE.items()},
)
PRAISED = (
    "Only squared of sigmoid and cross entropy fulfil all three wishes. And yet they are not "
    "alike: a face that is wrong and sure, with the score −10, has the slopes −4.5394e−05 "
    "(squared of sigmoid) and −0.99995 (cross entropy)."
)
SOLUTION = r"[(\[](True|False), (True|False)"


def with_column(column, change):
    def row(answers):
        return tuple(change(one) if i == column else one for i, one in enumerate(answers))

    return {name: row(answers) for name, answers in RIGHT_TABLE.items()}


def with_row(name, *answers):
    return {**RIGHT_TABLE, name: answers}


MISTAKES = (
    ("“never negative” is answered the other way round", with_column(0, lambda one: not one)),
    ("“differentiable everywhere” is answered", with_column(1, lambda one: not one)),
    ("“slope bounded” is answered", with_column(2, lambda one: not one)),
)


def flipped(name, column):
    row = RIGHT_TABLE[name]
    return with_row(name, *(one != (i == column) for i, one in enumerate(row)))


WISHES = ("never negative", "differentiable everywhere", "slope bounded")
SMOOTH = "differ by no more than"
MEASURED = {  # what each wrong entry is answered with
    "0-1": ("is 0, at 0.01.", "at the score 0 it jumps by 1.", "±10,000 it is 0."),
    "squared": (
        "is 0, at 1.",
        f"{SMOOTH} 0.000100.",
        "±100 is 100.75, up to ±10,000 it is 10,001.",
    ),
    "absolute": ("is 0, at 1.", "at the score 1 its slope turns from −1 to 1.", "it is 1."),
    "squared minus 3": (
        "is −3, at 1.",
        f"{SMOOTH} 0.000100.",
        "is 100.75, up to ±10,000 it is 10,001.",
    ),
    "squared of sigmoid": ("is 1.0305e−09, at 10.", f"{SMOOTH} 0.000008.", "it is 0.14799."),
    "cross entropy": ("is 4.5399e−05, at 10.", f"{SMOOTH} 0.000025.", "up to ±10,000 it is 1."),
}

OTHER_FAULTS = (
    *(
        (numbers[column], flipped(name, column))
        for name, numbers in MEASURED.items()
        for column in range(3)
    ),
    ("squared minus 3, never negative? Not True", flipped("squared minus 3", 0)),
    ("squared, never negative? Not False", flipped("squared", 0)),
    ("2 answers do not hold.\n0-1, diff", with_row("0-1", True, True, False)),
    ("12 places are still open", {name: (row[0], ..., None) for name, row in RIGHT_TABLE.items()}),
    ("3 places are still open", with_row("absolute", ..., ..., ...)),
    ("It is of type list", [(True, True, True)] * 6),
    ("row of 'cross entropy' is missing", {**dict(list(RIGHT_TABLE.items())[:-1])}),
    ("The row 'hinge' is none of 0-1", {**RIGHT_TABLE, "hinge": (True, False, True)}),
    ("The row of 'absolute' needs three answers", with_row("absolute", True, False)),
    ("The row of 'absolute' needs three answers", {**RIGHT_TABLE, "absolute": True}),
    ("In the row of 'absolute' stands 'no'", with_row("absolute", True, "no", True)),
    ("In the row of 'absolute' stands 1;", with_row("absolute", 1, 0, 1)),
)
