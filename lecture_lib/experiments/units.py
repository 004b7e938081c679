"""Three units on the mouth score: the step, the line, the sigmoid with labels near and far."""

from lecture_lib.features import raw
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear, Perceptron, SigmoidUnit
from lecture_lib.objective import Objective

MODELS = {
    "step": Perceptron(),
    "line": Linear(),
    "σ on 0, 1": SigmoidUnit(),
    "σ on −1, +1": SigmoidUnit(labels=(-1.0, 1.0)),
}


def unit_objectives(faces):
    """Make the squared loss of every unit on the faces' mouth scores, by the names in `MODELS`.

    The step, the line and one sigmoid are given the labels -1 and +1, the other sigmoid 0 and 1.

    Parameters
    ----------
    faces : Faces

    Source: S13.1-S13.5 (slides 34, 35), E13.1.
    """
    X = raw(1)(faces.scores("mouth"))
    reachable = (faces.labels + 1) / 2
    return {
        name: Objective(model, SquaredLoss(), X, reachable if "0, 1" in name else faces.labels)
        for name, model in MODELS.items()
    }
