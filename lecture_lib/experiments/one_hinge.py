"""One unit with a bend, on the mouths of the forty faces: 1 for happy, 0 for sad."""

import numpy as np

from lecture_lib.activations import ReLU, Softplus
from lecture_lib.backprop import with_one
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.losses import SquaredLoss, ZeroOneLoss
from lecture_lib.network import Network
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent

ETA = 0.1
UNITS = {f"soft plus, k = {k:g}": Softplus(float(k)) for k in (0.5, 1, 2, 4, 16)}
UNITS |= {"ReLU": ReLU(), "leaky ReLU": ReLU(leak=0.1)}


def hinge(unit):
    """Return the squared loss of one unit, by its name in `UNITS`, as an Objective."""
    faces = load_faces("train")
    X, y = with_one(faces.mouth[:, None]), (faces.labels + 1) / 2
    return Objective(Network((1, 1), (UNITS[unit],)), SquaredLoss(), X, y)


def hinge_descent(unit, biases, steps):
    """Descend from z = w0 + mouth, for some biases w0 side by side; return the Run."""
    start = np.column_stack([biases, np.ones(len(biases))])
    return descend(hinge(unit), start, GradientDescent(ETA), steps)


def hinge_wrong(unit, thetas):
    """Count the faces on the wrong side of ½, (...), for thetas (..., 2)."""
    objective = hinge(unit)
    wrong = ZeroOneLoss(0.5).value(objective.predict(thetas), objective.y)
    return wrong.sum(axis=-1).astype(int)


def hinge_mistakes(unit, w0, steps):
    """Count the faces that a unit has wrong after some steps of descent from z = w0 + mouth.

    Parameters
    ----------
    unit : str
        "ReLU", "leaky ReLU", or "soft plus, k = 1", where k is 0.5, 1, 2, 4 or 16.
    w0 : float
    steps : sequence of int
        Ascending.

    Returns
    -------
    list of int

    Source: S15.6, S15.7 (slide 44), E15.2, erratum 61.
    """
    run = hinge_descent(unit, [w0], steps[-1])
    return hinge_wrong(unit, run.thetas[list(steps), 0]).tolist()
