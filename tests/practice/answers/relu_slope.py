"""X15: relu_slope(z)."""

import numpy as np

PRAISED = "which is as good as any number from 0 to 1"
SOLUTION = r"\bz\s*>=?\s*0|0\s*<=?\s*z\b|heaviside|np\.sign"


def as_truths(z):
    return z > 0


def by_where(z):
    return np.where(z >= 0, 1.0, 0.0)


def half_at_the_corner(z):
    return (np.sign(z) + 1) / 2


def by_heaviside(z):
    return np.heaviside(z, 0.25)


def by_loop(z):
    return np.array([1 if score > 0 else 0 for score in z.ravel()]).reshape(z.shape)


def by_division(z):
    return np.maximum(z, 0) / np.where(z == 0, 1, z)


def in_spite_of_a_warning(z):
    return np.where(z == 0, 0.5, np.maximum(z, 0) / z)


def by_differences(z):
    return (np.maximum(z + 1e-6, 0) - np.maximum(z - 1e-6, 0)) / 2e-6


RIGHT = (
    as_truths,
    by_where,
    half_at_the_corner,
    by_heaviside,
    by_loop,
    by_division,
    by_differences,
    in_spite_of_a_warning,
)

MISTAKES = (
    ("That is ReLU itself", lambda z: np.maximum(z, 0)),
    ("For negative z your slope is −1", lambda z: np.sign(z)),
    ("For negative z your slope is −1", lambda z: np.where(z > 0, 1, -1)),
    ("changed places", lambda z: np.where(z < 0, 1, 0)),
    ("1 everywhere", lambda z: np.ones_like(z)),
    ("slope of soft plus", lambda z: 1 / (1 + np.exp(-np.clip(z, -500, 500)))),
    ("leaky ReLU", lambda z: np.where(z > 0, 1, 0.01)),
    ("At the corner", lambda z: np.maximum(z, 0) / z),
)


def in_place(z):
    z[z <= 0] = 0
    z[z > 0] = 1
    return z


OTHER_FAULTS = (
    ("It never looks at z", lambda z: np.array([0.0, 1.0])),
    ("asked for is one slope per score: shape (2,)", lambda z: (z > 0).any()),
    ("an array of shape (2, 2)", lambda z: np.diag(z > 0) * 1),
    ("changed z in place", in_place),
    ("At z = 3.000 the slope comes out as 3", lambda z: np.where(z > 1, 3, z > 0)),
    ("At z = 0.000 the slope comes out as 1.5", lambda z: np.where(z == 0, 1.5, z > 0)),
)
