"""What the softmax mixer says: the scores, the shares, and what the rival makes of them."""

import numpy as np

from lecture_lib.stage import Readout

TIE = 1e-9
ADDED = {0.0: "", 1000.0: ", 1000 added to each", -1000.0: ", 1000 taken from each"}
TEMPLATE = "Scores ({a}){added}: softmax gives ({p}), {favourite}. {rival}"
PRINTED = (
    "The formula as printed gives the same.",
    "The formula as printed gives nan: eᵃ is infinite in floating point, and ∞/∞ is no number.",
    "The formula as printed gives nan: every eᵃ is rounded to 0, and 0/0 is no number.",
)
ABSOLUTE = (
    "|a|/Σ|a| gives ({r}), {second}{zero}.",
    "|a|/Σ|a| gives nan: every score is 0, and 0/0 is no number.",
)
ZEROS = ("", ", and an exact 0")


def shares_readout(scores, p, rival, added, name):
    """Return the sentences for all takes.

    Parameters
    ----------
    scores, p, rival : array (takes, K)
        Before anything is added; what softmax and what the rival makes of them.
    added : float
    name : {"as printed", "|a|"}
        Of the rival.
    """
    K = scores.shape[1]
    columns = {"a": scores, "p": p, "r": np.nan_to_num(rival)}
    values = {f"{c}{k}": table[:, k, None] for c, table in columns.items() for k in range(K)}
    holes = {c: ", ".join(f"{{{c}{k}}}" for k in range(K)) for c in columns}
    failed = np.isnan(rival).any(axis=1)
    printed = name == "as printed"
    texts = PRINTED if printed else [_fill(text, holes) for text in ABSOLUTE]
    favourites = (
        *(f"most for class {k + 1}" for k in range(K)),
        "most for several classes at once",
    )
    values |= {
        "favourite": favourite(p)[:, None],
        "second": favourite(np.nan_to_num(rival))[:, None],
        "zero": (rival == 0).any(axis=1)[:, None],
        "rival": (failed * (1 + (printed and added < 0)))[:, None],
    }
    return Readout(
        _fill(TEMPLATE, holes | {"added": ADDED[added]}),
        values=values,
        digits={name: 1 if name[0] == "a" else 3 for name in values},
        words={"favourite": favourites, "second": favourites, "zero": ZEROS, "rival": texts},
    )


def favourite(p):
    """Return the position of the largest share in each row, K where several are the largest."""
    top = p.max(axis=1, keepdims=True)
    several = (p > top - TIE).sum(axis=1) > 1
    return np.where(several, p.shape[1], p.argmax(axis=1))


def _fill(text, holes):
    for name, inside in holes.items():
        text = text.replace(f"{{{name}}}", inside)
    return text
