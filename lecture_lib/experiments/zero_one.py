"""What the explorers of S10 stand on: faces, a plane of weights, and its cells of equal answers.

``value``, ``gradient`` and ``mistakes`` are as in `objective`, for the (w_0, w_1) of a plane.
"""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks
from lecture_lib.data import Faces, load_faces
from lecture_lib.experiments.blended import BlendedUnit
from lecture_lib.experiments.lines import WINDOW, FaceModel, slope_through
from lecture_lib.features import centred
from lecture_lib.losses import SquaredLoss
from lecture_lib.objective import Objective

FEW = [0, 2, 5, 8, 10, 14, 21, 23, 25, 28, 29, 34]  # with a gap between sad and happy ones
CROWDS = ("twelve", "forty")
FORMULA = "g = w₀ + w₁·(mouth − 2) + brow − 2"
NEUTRAL = 2.0
TOUCHES = 1e-9  # so near to 0 a score is a tie


def crowd(name):
    """Return the linear unit on all training faces, or on the few with a gap between them.

    Parameters
    ----------
    name : {"twelve", "forty"}

    Raises
    ------
    ValueError
        If the name is another one.

    Source: S10 (slides 21 to 23).
    """
    checks.one_of("name", name, ("twelve", "forty"))
    faces = load_faces("train")
    if name == "twelve":
        faces = Faces(faces.name, faces.features[FEW], faces.labels[FEW], faces.columns)
    return FaceModel("", FORMULA, faces, ("mouth", "brow"), centred(2))


def whole(theta):
    """Return all three weights of (w_0, w_1), as w_2 is 1 in this plane."""
    return np.concatenate([theta, np.ones((*theta.shape[:-1], 1))], axis=-1)


@dataclass(frozen=True)
class Slice:
    """An objective of three weights in the plane w_2 = 1.

    Answers depend on the direction of w alone, so that this plane shows all that can be had with a
    positive w_2.
    """

    objective: Objective

    def value(self, theta):
        """Mean loss."""
        return self.objective.value(whole(theta))

    def gradient(self, theta):
        """Gradient within the plane."""
        return self.objective.gradient(whole(theta))[..., :2]

    def mistakes(self, theta):
        """Number of faces decided wrongly."""
        return self.objective.mistakes(whole(theta))

    def ties(self, theta):
        """Whether a face lies on the line, shape (...)."""
        scores = whole(theta) @ self.objective.X.T
        return (np.abs(scores) < TOUCHES).any(axis=-1)


def ground_of(model, blend):
    """Return the squared loss of a unit whose step is partly taken away, in the plane w_2 = 1.

    Parameters
    ----------
    model : FaceModel
        From `crowd`.
    blend : float
        From 0, the perceptron, whose loss is twice the rate of its mistakes, to 1, the linear unit.

    Source: S10.15 (slide 23).
    """
    X, y = model.objective.X, model.objective.y
    return Slice(Objective(BlendedUnit(blend), SquaredLoss(), X, y))


class Cells:
    """The plane of weights, cut up by one line per face: within a cell all answers are equal.

    Face n is on the line between sad and happy for all (w_0, w_1) with w_0 + w_1 x_1 + x_2 = 0.
    That is a line in the plane of the weights. X is (N, 3), with x_0 = 1.
    """

    def __init__(self, X):
        low, high = WINDOW
        frame = np.array([(1, 0, -low), (-1, 0, high), (0, 1, -low), (0, -1, high)])
        self.lines = np.concatenate([X, frame])
        self.faces = len(X)
        first, second = np.triu_indices(len(self.lines), k=1)
        with np.errstate(divide="ignore", invalid="ignore"):  # parallel lines have no corner
            crossing = np.cross(self.lines[first], self.lines[second])
            corners = crossing[:, :2] / crossing[:, 2:]
        inside = (np.abs(np.nan_to_num(corners, nan=np.inf)) <= high + TOUCHES).all(axis=-1)
        self.corners = corners[inside]
        sides = whole(self.corners) @ self.lines.T
        self.sides = np.where(np.abs(sides) < TOUCHES, 0, np.sign(sides))

    def segments(self):
        """Return the line of each face within the window, NaN between them, (3 N, 2)."""
        ends = np.full((self.faces, 3, 2), np.nan)
        on = self.sides == 0
        for n in range(self.faces):
            place = self.corners[on[:, n]]
            if len(place):
                order = place @ (-self.lines[n, 1], self.lines[n, 0])
                ends[n, :2] = place[[order.argmin(), order.argmax()]]
        return ends.reshape(-1, 2)

    def around(self, theta):
        """Return the cell of each place as a polygon, (..., P, 2); NaN outside the window."""
        scores = whole(theta).reshape(-1, 3) @ self.lines.T
        scores[:, self.faces :] += TOUCHES  # the edge of the window belongs to it
        answers = np.where(scores > 0, 1, -1)  # a tie is a −1
        cells, which = np.unique(answers, axis=0, return_inverse=True)
        outlines = [self._outline(cell) for cell in cells]
        table = np.full((len(cells), max(map(len, outlines)), 2), np.nan)
        for row, outline in zip(table, outlines, strict=True):
            row[: len(outline)] = outline
            row[len(outline) :] = outline[-1]
        return table[which.ravel()].reshape(*theta.shape[:-1], -1, 2)

    def _outline(self, cell):
        corners = self.corners[(self.sides * cell >= 0).all(axis=-1)]
        if len(corners) < 3:  # only touched
            return np.full((1, 2), np.nan)
        off = corners - corners.mean(axis=0)
        return corners[np.argsort(np.arctan2(off[:, 1], off[:, 0]), kind="stable")]


def gap_points(cells, mouths):
    """Return where the line of equal answers can be, among the faces: a band, (..., 2 M, 2).

    ``cells`` are corners (..., P, 2) in the plane of the weights; the band is told at M ascending
    ``mouths``.
    """
    w0, w1 = cells[..., 0, None], cells[..., 1, None]
    brows = NEUTRAL - w0 - w1 * (mouths - NEUTRAL)  # of each corner's line, (..., P, M)
    low, high = brows.min(axis=-2), brows.max(axis=-2)
    brow = np.concatenate([high, low[..., ::-1]], axis=-1)
    mouth = np.broadcast_to(np.concatenate([mouths, mouths[::-1]]), brow.shape)
    return np.stack([mouth, brow], axis=-1)


def line_through(moved, fixed):
    """Return (w_0, w_1) of the line among the faces through two points (mouth, brow)."""
    slope = slope_through(moved, fixed)  # never upright, as w_2 is 1
    return np.array([NEUTRAL - fixed[1] + slope * (fixed[0] - NEUTRAL), -slope])
