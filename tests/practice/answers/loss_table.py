"""X9: loss_table, a row of three answers for each of six losses."""

import numpy as np

RIGHT_TABLE = {
    "hinge": (True, False, True),
    "squared hinge": (True, True, False),
    "Huber": (True, True, True),
    "minus the score": (False, True, True),
    "bent line": (False, False, True),
    "wave": (True, True, True),
}

RIGHT = (
    RIGHT_TABLE,
    {name: list(row) for name, row in reversed(RIGHT_TABLE.items())},
    {name: tuple(np.array(row)) for name, row in RIGHT_TABLE.items()},
)
PRAISED = (
    "Only Huber and wave fulfil all three wishes, and one of them is no good: the wave says "
    "0.002505 at the score 1.5 and 1.9775 at 4.5, though both are right. None of these three "
    "asks that a loss falls as the answers get better."
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
    "hinge": ("is 0, at 1.", "at the score 1 its slope turns from −1 to 0.", "it is 1."),
    "squared hinge": (
        "is 0, at 1.",
        f"{SMOOTH} 0.000100.",
        "±100 is 100.75, up to ±10,000 it is 10,001.",
    ),
    "Huber": ("is 0, at 1.", f"{SMOOTH} 0.000100.", "up to ±10,000 it is 1."),
    "minus the score": ("is −10, at 10.", f"{SMOOTH} 0.000000.", "it is 1."),
    "bent line": ("is −10, at 10.", "at the score 0 its slope turns from −3 to −1.", "it is 3."),
    "wave": ("is 3.1707e−07, at 1.57.", f"{SMOOTH} 0.000100.", "up to ±10,000 it is 1."),
}

OTHER_FAULTS = (
    *(
        (numbers[column], flipped(name, column))
        for name, numbers in MEASURED.items()
        for column in range(3)
    ),
    ("bent line, never negative? Not True", flipped("bent line", 0)),
    ("hinge, never negative? Not False", flipped("hinge", 0)),
    ("2 answers do not hold.\nhinge, diff", with_row("hinge", True, True, False)),
    ("12 places are still open", {name: (row[0], ..., None) for name, row in RIGHT_TABLE.items()}),
    ("3 places are still open", with_row("Huber", ..., ..., ...)),
    ("It is of type list", [(True, True, True)] * 6),
    ("row of 'wave' is missing", {**dict(list(RIGHT_TABLE.items())[:-1])}),
    ("The row '0-1' is none of hinge", {**RIGHT_TABLE, "0-1": (True, False, True)}),
    ("The row of 'Huber' needs three answers", with_row("Huber", True, False)),
    ("The row of 'Huber' needs three answers", {**RIGHT_TABLE, "Huber": True}),
    ("In the row of 'Huber' stands 'no'", with_row("Huber", True, "no", True)),
    ("In the row of 'Huber' stands 1;", with_row("Huber", 1, 0, 1)),
)
