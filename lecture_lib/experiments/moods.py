"""Four moods: softmax regression on sixty faces, the lecture's common approach."""

from lecture_lib.cross_entropy_losses import SoftmaxCrossEntropy
from lecture_lib.data import load_faces
from lecture_lib.features import raw
from lecture_lib.labels import class_numbers, one_hot
from lecture_lib.logistic import SoftmaxRegression
from lecture_lib.objective import Objective

MOODS = ("happy", "sad", "surprised", "neutral")


def moods():
    """Mean cross entropy of softmax regression on the sixty faces of four moods.

    With all twelve weights 0 it is ln 4 = 1.386; its minimum is 0.28585, with 7 mistakes.

    Returns
    -------
    Objective
        X (60, 3) holds x_0 = 1, the bend of the mouth and the raise of the brows, y (60, 4) the
        one-hot moods in the order of ``MOODS``.

    Examples
    --------
    >>> import numpy as np
    >>> moods().value(np.zeros(12)).round(3).item()
    1.386

    Source: S18.1-S18.8 (slides 54, 55), E18.1.
    """
    faces = load_faces("moods")
    labels = one_hot(class_numbers(faces.labels, MOODS), len(MOODS))
    model = SoftmaxRegression(len(MOODS))
    return Objective(model, SoftmaxCrossEntropy(), raw(2)(faces.features), labels)
