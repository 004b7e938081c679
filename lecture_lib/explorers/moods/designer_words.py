"""What the system designer says: the result in numbers, and what the last layer can answer."""

import numpy as np

from lecture_lib.experiments.designs import BOTH, FOUR, RATING, TWO, WEIGHTS, goals, steps
from lecture_lib.stage import Readout

REFUSED = {
    "no shares": "{0}: cannot be trained. Cross entropy takes the logarithm of a "
    "share, and a score without activation may be negative or above 1.",
    "labels": "{0}: cannot be trained. Cross entropy compares shares, from 0 to 1; "
    "the labels go up to 4.",
}
RESULTS = {
    TWO: "{wrong} of {N} faces named wrongly.",
    FOUR: "{wrong} of {N} faces named wrongly.",
    RATING: "off by {error} on average.",
    BOTH: "with w = {w}, {wrong} of {N} faces named wrongly and the strength off by {error}.",
}
ONE = "Softmax of a single score is always 1: it cannot learn."
ANY = "Its answers go from {low} to {high}: "
LIMITS = {
    (TWO, "none"): ANY + "no shares, but above ½ or below is told.",
    (TWO, "sigmoid"): "Its answer is a share, from 0 to 1.",
    (TWO, "softmax"): ONE,
    (RATING, "none"): ANY + "any number can be reached.",
    (RATING, "sigmoid"): ANY + "a sigmoid cannot reach beyond 1.",
    (RATING, "softmax"): ONE,
    "none": ANY + "no shares.",
    "sigmoid": "The four answers for a face sum to {least} up to {most}: four separate questions.",
    "softmax": "The four answers for a face always sum to 1.",
}


def design_readout(name, activation, loss, hidden, run):
    """Return the sentences for all takes and frames.

    Parameters
    ----------
    name, activation, loss : str
    hidden : int
    run : Trained
    """
    wrong, error = goals(name, run)
    limit = LIMITS.get((name, activation)) or LIMITS[activation]
    design = design_name(name, activation, loss, hidden)
    answers, totals = run.answers, run.answers.sum(axis=-1)
    values = {
        "step": steps()[None],
        "steps": steps()[None, -1:],
        "N": np.full((1, 1), answers.shape[-2]),
        "wrong": wrong,
        "error": error,
        "w": np.array(WEIGHTS if name == BOTH else [0.0])[:, None],
        "low": answers.min(axis=(2, 3)),
        "high": answers.max(axis=(2, 3)),
        "least": totals.min(axis=2),
        "most": totals.max(axis=2),
    }
    digits = {"error": 2, "w": 1} | dict.fromkeys(("low", "high", "least", "most"), 2)
    template = f"{design}. Step {{step}} of {{steps}}: {RESULTS[name]} {limit}"
    return Readout(template, values=values, digits=digits)


def design_name(name, activation, loss, hidden):
    """Return what a design is called at the beginning of its sentence."""
    layer = f"{hidden} ReLU units, " if hidden else ""
    output = activation if activation != "none" else "no activation"
    return f"{name[0].upper()}{name[1:]}: {layer}{output} and {loss}"
