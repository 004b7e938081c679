"""The evidence in a case: where slopes agree, what a suspect would leave behind, the verdict."""

import numpy as np

from lecture_lib.experiments.detective import ratios
from lecture_lib.pictures.digits import short_number
from lecture_lib.pictures.network import unit_names

LABELS = {
    "none": "no fault",
    "sign": "sign turned round",
    "output slope": "no σ′ at the output",
    "hidden slope": "no σ′ at the hidden units",
    "wrong delta": "δ of the wrong layer",
    "bias": "δ back over the bias",
    "new weights": "δ back over new weights",
}
SIGNATURES = {  # what each would look like
    "none": "without a fault every ratio is 1",
    "sign": "y − ŷ for ŷ − y makes every ratio −1, in both layers",
    "output slope": (
        "without σ′(z) at the output W₂ is wrong too: for each example and output too large by "
        "the same 1/σ′, at least 4"
    ),
    "hidden slope": (
        "without σ′(z_h) W₂ stays right, and for each example every row of W₁ is too large by its "
        "own 1/σ′, at least 4"
    ),
    "wrong delta": (
        "with the outputs' δ W₂ stays right, and all rows of W₁ hold the same analytic slopes"
    ),
    "bias": (
        "with column 0 in it, each hidden unit gets the error back over its neighbour's weight, "
        "the first one over the bias: W₂ stays right, and with one output each row of W₁ has the "
        "ratio of those two weights"
    ),
    "new weights": (
        "with W₂ updated too early, W₂'s slopes stay right, and with one output each row of W₁ "
        "has the ratio of new weight to old: often near 1, but not 1"
    ),
}
LAYERS = ("W₁", "W₂")
ASK = "Who did it? Choose a suspect and accuse."


def weight_names(sizes):
    """Name every weight by its ends, in the order of theta: "W₁ (h₂ ← x₁)"."""
    columns = unit_names(sizes)
    return [
        f"{layer} ({unit} ← {source})"
        for layer, before, after in zip(LAYERS, columns[:-1], columns[1:], strict=True)
        for unit in after
        for source in ("bias", *before)
    ]


def state_of(case, batch):
    """Say where the slopes of one batch agree; batch 0 is all examples together."""
    parts = case.objective.model.weights(case.ratios[batch])
    layers = "; ".join(map(layer_state, LAYERS, parts))
    network = "-".join(map(str, case.sizes))
    which = f"example {batch}" if batch else f"all {case.objective.N} examples"
    return f"Case {case.number}, network {network}, {which}: {layers}."


def layer_state(name, ratio):
    """Say where the slopes of one layer agree, by their ratios."""
    off = ratio[ratio != 1]
    if not off.size:
        return f"{name} agrees in all {ratio.size} slopes"
    low, high = short_number(off.min()), short_number(off.max())
    factors = f"factor {low} everywhere" if low == high else f"factors from {low} to {high}"
    return f"{name} is off in {off.size} of {ratio.size}, {factors}"


def evidence_against(case, suspect):
    """For each batch, the weight at which a suspect is refuted most clearly.

    Parameters
    ----------
    case : Case
    suspect : str
        Not the fault.

    Returns
    -------
    place : ndarray of int (batches,)
        Position in theta.
    expected, seen : ndarray (batches,)
        The ratio that the suspect would leave there, and the one that is there.
    """
    expected, seen = ratios(case.gradients(suspect), case.numerical), case.ratios
    apart = np.abs(expected - seen) / np.maximum(np.abs(expected), np.abs(seen))
    place = apart.argmax(axis=-1)
    rows = np.arange(len(place))
    return place, expected[rows, place], seen[rows, place]


def verdict(case, accusations, batch):
    """Say what became of the latest of some accusations in a case, with the evidence in a batch."""
    if not accusations:
        return ""
    suspect = accusations[-1]
    name, signature = LABELS[suspect], SIGNATURES[suspect]
    if suspect == case.fault:
        where = "" if suspect == "none" else " The network shows where it sits."
        return f"Solved, “{name}”: {signature}.{where}"
    place, expected, seen = (column[batch] for column in evidence_against(case, suspect))
    ratio = f"{short_number(expected)} at {weight_names(case.sizes)[place]}, framed"
    said = f"Not “{name}”: that would make the ratio {ratio}, and it is {short_number(seen)}."
    said += f" Its traces: {signature}."
    hint = f" A hint: {SIGNATURES[case.fault]}." if len(accusations) > 1 else ""
    return said + hint


def question(case, accusations, suspect):
    """Ask for the next accusation after some, as long as the case is not solved."""
    if case.fault in accusations:
        return ""
    if suspect in LABELS and suspect not in accusations[-1:]:
        return f"Do you accuse “{LABELS[suspect]}”?"
    return "" if accusations else ASK


def score(accused):
    """Say how many cases are solved, given each with its suspects: (Case, list of str)."""
    if not accused:
        return ""
    solved = sum(case.fault in suspects for case, suspects in accused)
    at_once = sum(case.fault == suspects[0] for case, suspects in accused)
    cases = "1 case" if len(accused) == 1 else f"{len(accused)} cases"
    return f"So far {solved} of {cases} solved, {at_once} at the first try."
