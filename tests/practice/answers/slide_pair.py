"""X17: slide_pair, two distributions."""

import numpy as np

PRAISED = "and H(Q, P) = ∞"
SOLUTION = (
    r"\(?\[[01](\.0)?, [01](\.0)?, [01](\.0)?, [01](\.0)?\]|0?\.25, 0?\.25|[Uu]niform|one-hot"
)

UNIFORM = [0.25, 0.25, 0.25, 0.25]

RIGHT = (
    ([0, 1, 0, 0], UNIFORM),
    (np.array([0.5, 0.25, 0.25, 0.0]), np.array(UNIFORM)),
    [[1.0, 0.0], [0.249, 0.751]],
    (np.eye(5)[2], np.array([0.3, 0.2, 0.25, 0.15, 0.1])),
)

MISTAKES = (
    ("the other way round", (UNIFORM, [0, 1, 0, 0])),
    ("1.39 in bits", ([0, 1], [1 - 2**-1.39, 2**-1.39])),
    ("Both ways it is ∞", ([0, 1, 0, 0], [0.25, 0, 0.5, 0.25])),
    ("Both ways it is ∞", ([1, 0], [0, 1])),
    ("something tiny", ([1 - 3e-12, 1e-12, 1e-12, 1e-12], UNIFORM)),
)

OTHER_FAULTS = (
    ("P is still open", (..., [0.25] * 4)),
    ("Q is still open", ([0.25] * 4, None)),
    ("It is one number; asked for is the pair (P, Q)", 1.39),
    ("It is 3 values", (UNIFORM, UNIFORM, UNIFORM)),
    ("P sums to 1.5", ([0.5, 0.5, 0.5, 0], UNIFORM)),
    ("Q has a negative entry, -0.5", ([0, 1], [1.5, -0.5])),
    ("P has 2 outcomes, Q has 4", ([0, 1], UNIFORM)),
    ("P is something of type str", ("0100", UNIFORM)),
    ("P is one number", (1, UNIFORM)),
    ("Q is an array of shape (2, 2)", (UNIFORM, np.full((2, 2), 0.25))),
    ("H(P, Q) is 0.6931; asked for is 1.39", ([0.5, 0.5], [0.5, 0.5])),
    ("H(P, Q) is ∞; asked for is 1.39", ([0.5, 0.5], [0.0, 1.0])),
    ("H(Q, P) is 1.3863. When", (UNIFORM, UNIFORM)),
)
