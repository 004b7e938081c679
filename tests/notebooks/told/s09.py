"""The numbers of section 9: what makes a good loss."""

from functools import cache

import numpy as np
from told_numbers import part

from lecture_lib.activations import Sigmoid
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.gallery import FAR, LOSSES
from lecture_lib.experiments.lines import SLIP, face_models
from lecture_lib.experiments.optima import cross_entropy_optima, squared_optima
from lecture_lib.losses import SquaredLoss
from lecture_lib.optimizers import GradientDescent

LINE = face_models(load_faces("train"))["raw"]
ROW, MOUTH = SLIP[0], 1  # the face, and the column of its mouth score
OTHER = np.array([-1.55, 0.8])  # a line with a higher loss and fewer mistakes


@cache
def ball(loss, eta=0.5, start=-10.0):
    return descend(LOSSES[loss].curve(), [start], GradientDescent(eta), 40)


def slope(loss, at=-10.0):
    return abs(LOSSES[loss].curve().gradient([at]).item())


def same_steps():
    """How many steps the ball takes alike with and without the 3."""
    one, other = (ball(loss).thetas for loss in ("squared", "squared minus 3"))
    assert (one == other).all()
    return len(one) - 1


def readings():
    """What the two losses of P9.1 read at the end, and where that is."""
    ends = [LOSSES[loss].curve().value(ball(loss).theta) for loss in ("squared minus 3", "squared")]
    assert np.allclose(ball("squared").theta, 1)
    return tuple(round(float(end), 9) for end in ends)


def shrinks():
    """By how much σ shrinks with each unit, far to the left."""
    sigma = Sigmoid().value(np.array([-9.0, -10.0]))
    return sigma[0] / sigma[1]


def outweighs():
    """The error of the typed face, with the weights that the line had before, beside the others."""
    X = LINE.objective.X.copy()
    X[ROW, MOUTH] = 40.0
    errors = (X @ LINE.optimum - LINE.objective.y) ** 2
    assert errors[ROW] > errors.sum() / 2
    return ()


def hops():
    return tuple(sorted(ball("absolute", 0.3).thetas[-2:, 0]))


def exploded():
    """The η at which the parabola's loss has grown, and cross entropy's has fallen."""
    parabola, other = (ball(loss, 2.1).losses for loss in ("squared", "cross entropy"))
    assert parabola[-1] > parabola[0]
    assert other[-1] < other[0]
    return 2.1


def never_explodes():
    """Cross entropy never rises, below η = 8 and far beyond."""
    for eta in (0.5, 7.9, 100.0):
        assert (np.diff(ball("cross entropy", eta).losses) <= 0).all()
    return ()


def per_unit(loss):
    """The most by which the slope of a loss changes per unit, as one over it."""
    at = np.linspace(-20, 20, 40001)[:, None]
    slopes = LOSSES[loss].curve().gradient(at)[:, 0]
    return 1 / (np.abs(np.diff(slopes)).max() / (at[1, 0] - at[0, 0]))


@cache
def fits(typed, label=1.0):
    """The weights of line and sigmoid, fitted to what was typed."""
    X, y = LINE.objective.X.copy(), LINE.objective.y.copy()
    X[ROW, MOUTH], y[ROW] = typed, label
    return squared_optima(X[None], y)[0], cross_entropy_optima(X[None], (y + 1) / 2)[0]


def threshold(machine, typed):
    w0, w1 = fits(typed)[machine]
    return -w0 / w1


def wrong(machine, typed, label=1.0):
    """Mistakes on the true scores; the label of the face is what it is said to be."""
    y = LINE.objective.y.copy()
    y[ROW] = label
    answers = np.where(LINE.objective.X @ fits(typed, label)[machine] > 0, 1, -1)
    return int((answers != y).sum())


def always(typed):
    """What the sigmoid's threshold and mistakes are from 4 to 40, to three decimals."""
    found = {(f"{threshold(1, t):.3f}", wrong(1, t)) for t in np.linspace(4, typed, 10)}
    ((where, mistakes),) = found
    return float(where), mistakes


def too_right():
    y_hat = LINE.optimum @ (1, SLIP[1])
    return y_hat, SquaredLoss().value([y_hat], [1.0])[0]


def all_sad():
    """The mistakes of both machines on the other faces, as one face that is far out is sad."""
    assert all((LINE.objective.X @ w <= 0).all() for w in fits(40.0, -1.0))
    line, sigmoid = (wrong(machine, 40.0, -1.0) for machine in (0, 1))
    assert line == sigmoid
    return line


def stand_in():
    of = LINE.objective
    losses, mistakes = of.value([OTHER, LINE.optimum]), of.mistakes([OTHER, LINE.optimum])
    return mistakes[0], losses[0], mistakes[1], losses[1]


def best_thresholds():
    """Between which mouth scores a threshold makes the fewest mistakes, and how many."""
    faces = LINE.faces
    edges = np.sort(faces.mouth)
    middles = (edges[1:] + edges[:-1])[:, None] / 2
    counts = ((faces.mouth > middles) != (faces.labels > 0)).sum(axis=-1)
    best = np.flatnonzero(counts == counts.min())
    return (*edges[[best, best + 1]].T.ravel(), counts.min())


TOLD = {
    "answers-gallery": [("between {:.1f} and {:.1f} for ever", hops)],
    "deeper-sure-intro": [
        (r"$\sigma = {:.6f}$", lambda: Sigmoid().value(np.array([-10.0])).item()),
    ],
    "answers-slopes": [
        ("after {} steps the ball has gone", lambda: ball("squared of sigmoid").steps),
        ("right side of 0 after {} steps", lambda: (ball("cross entropy").thetas > 0).argmax()),
        ("pulls with {:.0f}, and with {:.0f} at", lambda: (
            slope("squared"), slope("squared", FAR[0, 0]))),
        (r"explodes at $\eta = {}$", exploded),
        ("and at {} the ball merely", exploded),
        (r"more than $\frac1{:.0f}$ per unit", lambda: per_unit("cross entropy")),
        (r"every $\eta$ below {:.0f} goes downhill", lambda: 2 * per_unit("cross entropy")),
        (r"no $\eta$ explodes", never_explodes),
    ],
    "deeper-typo-intro": [
        ("the line makes {} mistakes in 40, and the sigmoid {}.", lambda: (
            wrong(0, 4.0), wrong(1, 4.0))),
    ],
    "typo-said": [
        ("from {:.3f} to {:.3f}", lambda: (threshold(0, 4.0), threshold(0, 40.0))),
        ("stays at {:.3f}", lambda: always(40.0)[0]),
    ],
    "answers-typo": [
        ("would answer {:.2f} to the typed 40, at a loss of {:.1f}", too_right),
        ("until that answer is {:.2f}, and", lambda: fits(40.0)[0] @ (1, 40.0)),
        ("call every face sad: {} mistakes each", all_sad),
    ],
    "stand-in-outcome": [
        ("between {:.2f} and {:.2f}, or {:.2f} and {:.2f}, make only {}", best_thresholds),
        ("accident: {} mistakes", lambda: wrong(0, 5.5)),
    ],
    "conventions": [("{} × {} numbers", lambda: LINE.objective.X.shape),
                    ("| {} numbers |", lambda: LINE.objective.N)],
    "slide-wishes": [
        ("{} mistakes at {:.4f}, {} mistakes at {:.4f}", stand_in),
        ("gradient, {:.0f} at a score", lambda: slope("squared", FAR[0, 0])),
    ],
    "P9.1": [
        ("the same {} steps to", same_steps),
        ("reads {:.0f} there, the other {:.0f}", readings),
    ],
    "P9.2": [
        ("It is {:.5f}, and that of squared of σ is {:.6f}", lambda: (
            slope("cross entropy"), slope("squared of sigmoid"))),
        ("σ shrinks by the factor {:.1f} with each, and", shrinks),
        ("σ shrinks by the factor {:.1f} with each unit", shrinks),
    ],
    "P9.3": [
        ("It makes {}.", lambda: wrong(0, 40.0)),
        ("keeps its {} mistakes", lambda: always(40.0)[1]),
        ("A little typo does that", lambda: () if wrong(0, 5.5) < 3 else None),
        ("its error outweighs all the others together", outweighs),
    ],
}  # fmt: skip
HAPPENED = {
    "P9.1": lambda: 0 if same_steps() else 2,
    "P9.2": lambda: part(slope("cross entropy") / slope("squared of sigmoid"), 3, 100, 10_000),
    "P9.3": lambda: part(wrong(0, 40.0), 3, 4, 6),
}
GIVEN = {
    "instructions-gallery": "10 0.3",
    "answers-gallery": "0.3 10",
    "deeper-sure-intro": "10",
    "instructions-sure": "10 2.1",
    "answers-slopes": "1000",
    "deeper-typo-intro": "4.0 40",
    "instructions-typo": "40 4.0",
    "answers-typo": "40",
    "slide-wishes": "1000",
    "P9.1": "10 0.5",
    "P9.2": "10 500 10,000",
    "P9.3": "40 4.0",
}
