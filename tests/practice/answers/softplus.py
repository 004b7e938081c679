"""X15: softplus(z)."""

import math

import numpy as np

PRAISED = "softplus(−50) comes out as 1.9e-22, softplus(1000) as 1000, without a warning; at z = 0"
SOLUTION = r"log1p|logaddexp|-\s*(np\.)?abs\("


def by_size(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def by_logaddexp(z):
    return np.logaddexp(0, z)


def by_masks(z):
    s = np.empty_like(z)
    left = z < 0
    s[left] = np.log1p(np.exp(z[left]))
    s[~left] = z[~left] + np.log1p(np.exp(-z[~left]))
    return s


def one_by_one(z):
    return np.vectorize(lambda score: max(score, 0.0) + math.log1p(math.exp(-abs(score))))(z)


def cut_where_it_makes_no_difference(z):
    return np.where(z > 50, z, np.log1p(np.exp(np.minimum(z, 50))))


RIGHT = (by_size, by_logaddexp, by_masks, one_by_one, cut_where_it_makes_no_difference)


def rounded_away(z):
    return np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z)))


def becomes_z(z, beyond):
    return np.where(z > beyond, z, np.logaddexp(0, z))


MISTAKES = (
    ("The formula is right", lambda z: np.log(1 + np.exp(z))),
    ("The formula is right", lambda z: np.log1p(np.exp(z))),
    ("The formula is right", lambda z: np.where(z > 30, z, np.log(1 + np.exp(z)))),
    ("The formula is right", lambda z: np.vectorize(lambda s: math.log(1 + math.exp(s)))(z)),
    ("lost their digits", rounded_away),
    ("cut off", lambda z: by_size(np.clip(z, -500, 500))),
    ("That is ReLU", lambda z: np.maximum(z, 0)),
    ("the slope of soft plus", lambda z: np.exp(-by_size(-z))),
    ("turned round", lambda z: by_size(-z)),
    ("The 1 has gone", lambda z: z + 0),
    ("base 2", lambda z: by_size(z) / np.log(2)),
    ("base 10", lambda z: np.log10(np.e) * rounded_away(z)),
    ("base 10", lambda z: by_size(z) / np.log(10)),
)

OTHER_FAULTS = (
    ("For large z it comes near to z", lambda z: becomes_z(z, 8)),
    ("For large z it comes near to z", lambda z: becomes_z(z, 10)),
    ("an array with nan in it", lambda z: np.where(np.abs(z) < 1, np.nan, by_size(z))),
    ("asked for is one number per score: shape (3,)", lambda z: by_size(z).max()),
    ("At z = −2.000 it gives 0.2539; the curve has a height of 0.1269", lambda z: 2 * by_size(z)),
)
