"""The course's own data, as exercises use them."""

from lecture_lib.data import load_faces
from lecture_lib.features import raw
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective


def faces_loss():
    """The squared loss of lines among the 40 faces, a function of (w0, w1).

    Returns
    -------
    Objective
    """
    faces = load_faces("train")
    return Objective(Linear(), SquaredLoss(), raw()(faces.scores("mouth")), faces.labels)
