"""X13: sigmoid(z)."""

import math

import numpy as np
from scipy.special import expit

PRAISED = "σ(−40) comes out as 4.2e-18, with all its digits; σ(−1000) as "
SOLUTION = r"-\s*(np\.)?abs\(|-\s*np\.fabs|e\^\(?[-−]\|z|logaddexp|expit|errstate"


def by_size(z):
    e = np.exp(-np.abs(z))
    return np.where(z < 0, e, 1.0) / (1 + e)


def by_masks(z):
    s = np.empty_like(z)
    s[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    s[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return s


def one_by_one(z):
    def of(score):
        e = math.exp(-abs(score))
        return 1 / (1 + e) if score > 0 else e / (1 + e)

    return np.vectorize(of)(z)


def by_logarithm(z):
    return np.exp(-np.logaddexp(0, -z))


def by_scipy(z):
    return expit(z)


def by_silence(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def by_a_far_cut(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


RIGHT = (by_size, by_masks, one_by_one, by_logarithm, by_scipy, by_silence)


def choose_late(z):
    return np.where(z > 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def by_math(z):
    return np.vectorize(lambda score: 1 / (1 + math.exp(-score)))(z)


MISTAKES = (
    ("formula is right, but e^1000", lambda z: 1 / (1 + np.exp(-z))),
    ("formula is right, but e^1000", lambda z: np.exp(z) / (1 + np.exp(z))),
    ("formula is right, but e^1000", choose_late),
    ("formula is right, but e^1000", by_math),
    ("cut off", lambda z: 1 / (1 + np.exp(-np.clip(z, -10, 10)))),
    ("cut off", by_a_far_cut),
    ("lost their digits", lambda z: 0.5 * (1 + np.tanh(z / 2))),
    ("lost their digits", lambda z: 1 - by_size(-z)),
    ("runs from 1 down to 0", lambda z: by_size(-z)),
    ("twice as steep", lambda z: by_size(2 * z)),
    ("That is tanh", lambda z: np.tanh(z)),
    ("the slope σ′(z)", lambda z: by_size(z) * by_size(-z)),
    ("upside down", lambda z: 1 / 1 + np.exp(-z.clip(-700))),
    ("That is a step", lambda z: (z > 0) * 1.0),
    ("that is softmax", lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum()),
)


def in_place(z):
    z[z < -500] = -500
    return by_size(z)


OTHER_FAULTS = (
    ("an array with nan in it", lambda z: np.where(np.abs(z) < 500, by_size(z), np.nan)),
    ("asked for is one number per score: shape (3,)", lambda z: by_size(z).sum()),
    (
        "it gives 0.0024726. There the curve from 0 to 1 has a height of 0.00247262",
        lambda z: np.round(by_size(z), 7),
    ),
    ("changed z in place", in_place),
    ("At z = −2.00 it gives 0.2384", lambda z: 2 * by_size(z)),
    ("on the way numpy warned: divide by zero", lambda z: by_size(z) + 0 / (1 / np.float64(0))),
)
