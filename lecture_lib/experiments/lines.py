"""The three readings of ŷ = w0 x0 + w1 x1 (+ w2 x2), on the same 40 faces.

``faces`` have mouth and brow scores, and labels ±1.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from lecture_lib import checks, theory
from lecture_lib.data import Faces
from lecture_lib.features import FeatureMap, centred, raw, standardized
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective

UNITS = ("raw", "centred", "standardized", "slipped")
SLIP = (22, 40.0)  # the face whose 4.00 loses its decimal point
KEYS = dict(zip(UNITS, ("raw", "centred", "standardized", "4.0 → 40"), strict=True))

WINDOW = (-4.0, 4.0)  # of every weight on a landscape: one unit is as long in each direction


def on_map(name, value):
    """Return a pair of weights within the window of the map; else a ``ValueError``."""
    pair = checks.numbers(name, value, ndim=1)
    if len(pair) != 2 or not all(WINDOW[0] <= w <= WINDOW[1] for w in pair):
        raise ValueError(f"{name} must be two numbers within -4 and 4, got {value}")
    return tuple(pair.tolist())


@dataclass(frozen=True, eq=False)
class FaceModel:
    """A linear unit on the faces: which scores it sees, and in which units."""

    name: str  # what its button says
    formula: str  # ŷ, for the title of the faces
    faces: Faces
    columns: tuple[str, ...]  # the scores that it sees, in the order of its weights
    phi: FeatureMap  # from scores to the rows of X
    objective: Objective = field(init=False)
    optimum: np.ndarray = field(init=False)

    def __post_init__(self):
        X = self.phi(self.faces.scores(*self.columns))
        objective = Objective(Linear(), SquaredLoss(), X, self.faces.labels)
        object.__setattr__(self, "objective", objective)
        object.__setattr__(self, "optimum", theory.optimum(X, self.faces.labels))

    @cached_property
    def curvatures(self):
        """The eigenvalues of the loss's Hessian, ascending."""
        return theory.curvatures(self.objective.X)

    @cached_property
    def lowest(self):
        """L*, the smallest loss that any theta has."""
        return float(self.objective.value(self.optimum))

    def critical_eta(self, m):
        """The learning rate from which on full-batch descent diverges."""
        return float(theory.critical_eta(self.objective.X, m))

    def plane_weights(self, theta):
        """Return (bias, mouth weight, brow weight) for raw scores, (..., 3)."""
        weights = self.phi.to_raw(theta)
        whole = np.zeros((*weights.shape[:-1], 3))
        whole[..., 0] = weights[..., 0]
        for place, column in enumerate(self.columns, start=1):
            whole[..., 1 + ("mouth", "brow").index(column)] = weights[..., place]
        return whole

    def theta_of(self, plane_weights):
        """Return the theta that makes the line of (bias, mouth weight, brow weight)."""
        wanted = [0, *(1 + ("mouth", "brow").index(column) for column in self.columns)]
        return self.phi.from_raw(np.asarray(plane_weights)[..., wanted])

    def best_values(self, w0, w1):
        """Return the loss (R, C) over w_0 (C,) and w_1 (R,), a third weight at its best."""
        theta = np.stack(np.meshgrid(w0, w1), axis=-1)
        X, y = self.objective.X, self.objective.y
        if X.shape[1] == 3:
            rest = y - theta @ X[:, :2].T
            theta = np.concatenate([theta, rest @ X[:, 2:] / (X[:, 2] @ X[:, 2])], axis=-1)
        return self.objective.value(theta)

    def slices(self, thetas):
        """Return the slices of a bowl in three weights at the third weight of each theta, (..., 3).

        That is the Hessian (2, 2) of (w_0, w_1), the same in every slice; each slice's lowest place
        (..., 2); and the loss there (...).
        """
        hessian = theory.hessian(self.objective.X)
        off = thetas[..., 2:] - self.optimum[2]
        centre = self.optimum[:2] - off * np.linalg.solve(hessian[:2, :2], hessian[:2, 2])
        lowest = self.objective.value(np.concatenate([centre, thetas[..., 2:]], -1))
        return hessian[:2, :2], centre, lowest

    def batch_bowls(self, rows):
        """Return the landscapes of batches over (w_0, w_1), a third weight at its best.

        ``rows``, bool (batches, N), says who is in each. A landscape is told by its Hessian,
        (batches, 2, 2), and its lowest place, (batches, 2), the one nearest to the origin where
        there are many.
        """
        X, y = self.objective.X, self.objective.y
        share = rows / np.maximum(rows.sum(axis=-1, keepdims=True), 1)
        hessian = np.einsum("bn,nd,ne->bde", share, X, X)
        slope = share @ (X * y[:, None])
        centre = (np.linalg.pinv(hessian, hermitian=True) @ slope[..., None])[..., 0]
        if X.shape[1] == 3:  # what the third feature leaves of the others: squares, never negative
            own = np.maximum(hessian[:, 2, 2], 1e-12)
            left = X[:, :2] - hessian[:, None, 2, :2] / own[:, None, None] * X[:, 2:]
            hessian = np.einsum("bn,bnd,bne->bde", share, left, left)
        return hessian, centre[:, :2]

    def redrawn(self, weights, moved, fixed):
        """Return plane weights whose line goes through two points of the picture of the faces.

        With one score these are points of ŷ over mouth, else of the mouth-brow plane. Without bias
        the line goes through the neutral face whatever ``fixed`` is, even None. The decision line
        keeps the size of the plane weights before, and their happy side.
        """
        moved, fixed = np.array(moved), np.array(fixed if self.phi.bias else self.phi.shift)
        if len(self.columns) == 1:
            slope = slope_through(moved, fixed)
            return np.array([fixed[1] - slope * fixed[0], slope, 0.0])
        across, up = moved - fixed
        size = np.hypot(*weights[1:]) or 1.0
        normal = np.array([up, -across]) / (np.hypot(across, up) or 1.0)
        if normal @ weights[1:] < 0:
            normal = -normal
        return np.array([-size * normal @ fixed, *(size * normal)])


def slope_through(moved, fixed):
    """Return the slope of the line through two points; it is never quite upright."""
    across, up = np.subtract(moved, fixed)
    return up / np.copysign(max(abs(across), 0.05), across)


def face_models(faces):
    """Make the three readings of ŷ = w0 x0 + w1 x1 (+ w2 x2) on some faces.

    Returns
    -------
    dict of str to FaceModel
        "raw", "centred" and "standardized" see the mouth score in three units (A); "origin" sees
        both scores without a bias (B), "plane" both with one (C).

    Source: S11.3-S11.6 (slides 24, 25), E11.3.
    """
    one, swapped, two = ("mouth",), ("brow", "mouth"), ("mouth", "brow")
    models = {
        "raw": ("A  raw", "ŷ = w₀ + w₁·mouth", one, raw(1)),
        "centred": ("A  centred", "ŷ = w₀ + w₁·(mouth − 2)", one, centred(1)),
        "standardized": ("A  standardized", "ŷ = w₀ + w₁·z", one, standardized(faces.scores(*one))),
        "origin": (
            "B  no bias",
            "ŷ = w₀·(brow − 2) + w₁·(mouth − 2)",
            swapped,
            centred(2, bias=False),
        ),
        "plane": ("C  two scores", "ŷ = w₀ + w₁·mouth + w₂·brow", two, raw(2)),
    }
    return {
        key: FaceModel(name, formula, faces, columns, phi)
        for key, (name, formula, columns, phi) in models.items()
    }


def models_in_units(faces):
    """Make the linear unit on the mouth score, by the units in which it sees that score.

    Returns
    -------
    dict of str to FaceModel
        "raw", "centred", "standardized", and "slipped": one face's 4.00 has lost its point.

    Source: S7 (slide 15), E7.3.
    """
    models = face_models(faces)
    features = faces.features.copy()
    row, mouth = SLIP
    features[row, faces.columns.index("mouth")] = mouth
    slipped = replace(faces, features=features)
    models["slipped"] = FaceModel(KEYS["slipped"], "ŷ = w₀ + w₁·mouth", slipped, ("mouth",), raw(1))
    return {name: models[name] for name in UNITS}
