"""The course's own data, as exercises use them."""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.bumps import grid_of_bumps
from lecture_lib.features import raw
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent


def faces_loss():
    """Return the squared loss of lines among the 40 faces, an `Objective` of (w0, w1)."""
    faces = load_faces("train")
    return Objective(Linear(), SquaredLoss(), raw()(faces.scores("mouth")), faces.labels)


def bumps_validation(steps):
    """Return the loss on the validation faces while 49 bumps fit the training faces.

    They descend with η = 0.8 from zero, so many steps.
    """
    phi = grid_of_bumps(0, 4, per_axis=7, width=0.35)
    train, val = (
        Objective(Linear(), SquaredLoss(), phi(faces.scores("mouth", "brow")), faces.labels)
        for faces in (load_faces("train"), load_faces("val"))
    )
    return val.value(descend(train, np.zeros(train.D), GradientDescent(eta=0.8), steps).thetas)
