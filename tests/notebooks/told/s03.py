"""The numbers of section 3: gradient descent."""

from functools import cache

import numpy as np
from told_numbers import part

from lecture_lib.batches import epochs
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.curves import double_well, endless_slope, wavy_bowl
from lecture_lib.experiments.guessing import chance_below
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.playgrounds import AbsoluteValue, Ravine
from lecture_lib.experiments.slide_errors import InTurn
from lecture_lib.explorers.descent.valley import CURVATURES
from lecture_lib.optimizers import GradientDescent

RAW = face_models(load_faces("train"))["raw"]
FACES, START = RAW.objective, [1.5, 1.0]
STARTS = np.linspace(-5, 5, 101).round(1)
STEPPED = descend(FACES, START, GradientDescent(0.2), 40)
SHUFFLES, STEPS, ETA, SEED = 400, 200, 0.15, 39  # of the notebook's runs on single faces


def length(t):
    return 0.2 * np.linalg.norm(FACES.gradient(STEPPED.thetas[t]))


def so_long():
    """Of the first four steps the second and the third are between 0.1 and 0.5 long."""
    assert [part(length(t), 0.1, 0.5) for t in (0, 1, 2, 3)] == [2, 1, 1, 0]
    return ()


def all_rest_at_0():
    """From every start with the η of the question, and with all up to the limit."""
    for eta, steps in ((0.1, 200), (0.24, 4000)):
        run = descend(wavy_bowl(), STARTS[:, None], GradientDescent(eta), steps)
        assert np.abs(run.theta).max() < 1e-6
    above = descend(wavy_bowl(), STARTS[:, None], GradientDescent(0.26), 4000).theta[:, 0]
    assert (np.abs(above) > 0.01).sum() == len(STARTS) - 1  # but that at 0 itself
    return len(STARTS)


def hops_between():
    """The rates at which the balls of the bowl with dents hop for ever; above, most fly off."""
    for eta in (0.26, 0.6, 0.99):
        run = descend(wavy_bowl(), STARTS[:, None], GradientDescent(eta), 3000)
        assert np.isfinite(run.losses).all()
        assert (np.abs(run.theta[STARTS != 0]) > 0.01).all()
    run = descend(wavy_bowl(), STARTS[:, None], GradientDescent(1.05), 3000)
    assert (run.reason == "diverged").mean() > 0.9
    return 2 / 8, 1


def steepest_bend():
    """λ of the bowl with dents: the largest change of slope per unit of θ."""
    theta = np.linspace(-5, 5, 100001)[:, None]
    return np.gradient(wavy_bowl().gradient(theta)[:, 0], theta[:, 0]).max()


def shelf():
    """Where right of the dent the slope is least, and how much it is."""
    theta = np.linspace(1.5, 3, 15001)[:, None]
    slope = wavy_bowl().gradient(theta)[:, 0]
    assert (wavy_bowl().gradient(np.linspace(0.01, 5, 1000)[:, None]) > 0).all()
    return theta[slope.argmin(), 0], slope.min()


@cache
def wells():
    """Where the ball rests from each start, η = 0.5."""
    return descend(double_well(2.5), STARTS[:, None], GradientDescent(0.5), 2000).theta[:, 0]


def left_of_the_hill():
    """The last start from which it rests on the left, and that place."""
    ends = wells()
    border = np.flatnonzero(ends > 0)[0]
    assert (ends[border:-1] > 0).all()
    assert ends[-1] < 0
    assert (
        descend(double_well(2.5), [5.0], GradientDescent(0.5), 1).theta < STARTS[border - 1] + 0.1
    )
    return STARTS[border - 1], ends[border - 1]


def right_of_the_hill():
    border = np.flatnonzero(wells() > 0)[0]
    value = double_well(2.5).value
    assert value(wells()[border : border + 1]) > value(wells()[:1])
    return STARTS[border], wells()[border]


def endless(*steps):
    run = descend(endless_slope(), [-1.0], GradientDescent(0.5), max(steps))
    assert (np.diff(run.losses) < 0).all()
    return tuple(run.thetas[list(steps), 0])


def hops():
    """The two places between which it ends up hopping, from 3 with η = 0.7."""
    thetas = descend(AbsoluteValue(), [3.0], GradientDescent(0.7), 60).thetas[:, 0]
    assert np.allclose(thetas[-2:], thetas[-4:-2])
    first = thetas[np.flatnonzero(thetas < 0)[0] - 1]
    return first, thetas[thetas < 0][0], first


def bowls():
    """The sharpest bowl in which it rests with η = 0.4, and the next."""
    ends = [descend(Ravine((c,)), [1.5], GradientDescent(0.4), 500).theta[0] for c in CURVATURES]
    rests = np.abs(ends) < 1e-6
    last = np.flatnonzero(rests)[-1]
    return int(CURVATURES[last]), int(CURVATURES[last + 1])


def grows():
    """With η = 0.4 each step is longer than the one before, and the loss climbs."""
    run = descend(FACES, START, GradientDescent(0.4), 40)
    lengths = np.linalg.norm(FACES.gradient(run.thetas), axis=-1)
    assert (np.diff(lengths) > 0).all()
    assert (np.diff(run.losses) > 0).all()
    return 0.4


def in_turn():
    """After one step in turn, and at once."""
    other = descend(InTurn(FACES, 0.2), START, GradientDescent(0.2), 1).theta
    return (*other, *STEPPED.thetas[1])


def arrives_in_turn():
    eta = 0.36
    run = descend(InTurn(FACES, eta), START, GradientDescent(eta), 400)
    assert run.loss < RAW.lowest + 1e-6
    assert descend(FACES, START, GradientDescent(eta), 400).reason == "diverged"
    return eta


@cache
def shuffled(eta=ETA):
    """Losses on all faces (steps + 1, shuffles), and what the next face says (steps, shuffles)."""
    sources = [epochs(40, 1, np.random.default_rng(seed)) for seed in range(SHUFFLES)]
    rows = np.array([[next(source)[0] for _ in range(STEPS)] for source in sources]).T
    thetas = np.empty((STEPS + 1, SHUFFLES, 2))
    thetas[0] = START
    seen = np.empty((STEPS, SHUFFLES))
    for t in range(STEPS):
        x = FACES.X[rows[t]]
        error = (x * thetas[t]).sum(axis=-1) - FACES.y[rows[t]]
        seen[t] = error**2 / 2
        thetas[t + 1] = thetas[t] - eta * error[:, None] * x
    return FACES.value(thetas), seen


def last():
    return shuffled()[0][-1]


def best():
    return shuffled()[0].min(axis=0)


def picked():
    losses, seen = shuffled()
    return losses[seen.argmin(axis=0), np.arange(SHUFFLES)]


def much_worse(share=0.25):
    """In about a quarter of the shuffles the last loss is more than 3 times the best."""
    assert abs((last() / best() > 3).mean() - share) < 0.03
    return 400


def over_best(eta=ETA):
    """The last loss over the best on the way, on the median."""
    losses = shuffled(eta)[0]
    return np.median(losses[-1] / losses.min(axis=0))


def calmer(eta=0.1):
    assert 1.1 < over_best(eta) < 1.5
    return eta


def all_faces():
    """With all forty faces in each step the last loss is the best."""
    losses = descend(FACES, START, GradientDescent(ETA), STEPS).losses
    assert losses[-1] == losses.min()
    return ()


def where_it_rests():
    """Of all starts: at 0 from each, from some, from none but 0; or nowhere."""
    thetas = descend(wavy_bowl(), STARTS[:, None], GradientDescent(0.1), 2000).thetas[-2:, :, 0]
    if not np.allclose(*thetas):
        return 3
    at_0 = (np.abs(thetas[-1]) < 1e-6).sum()
    return 0 if at_0 == len(STARTS) else part(-at_0, -1) + 1


def hopping():
    """From 3 with η = 0.7: to rest at 0, ever closer to it, between two places, or outwards."""
    theta = descend(AbsoluteValue(), [3.0], GradientDescent(0.7), 60).thetas[:, 0]
    first, last = hops()[:2]
    assert theta[-1] * theta[-2] < 0
    assert {*theta[-10:].round(9)} == {round(float(first), 9), round(float(last), 9)}
    np.testing.assert_allclose(np.abs(np.diff(theta)), 0.7)
    return 2


def half_are_worse():
    assert 0.45 < (picked() > last()).mean() < 0.55
    return SHUFFLES


def jury_of_one():
    seen = shuffled()[1][:, SEED]
    return seen.argmin(), seen.min()


def stuck_guess():
    chance = chance_below(FACES.X, FACES.y, 0.16)
    run = descend(FACES, START, GradientDescent(0.3), 100)
    return round(1 / chance), int(run.first_below(0.16))


TOLD = {
    "valleys-said": [
        (r"With $\eta$ between {} and {} not", hops_between),
        ("From {} and further left the ball comes to rest at $-{:.2f}$", lambda: (
            left_of_the_hill()[0], -left_of_the_hill()[1])),
        ("from {} on at {:.2f}", right_of_the_hill),
        ("rests at $-{:.2f}$ again", lambda: -wells()[-1]),
    ],
    "valleys-table": [
        (r"if $\eta < {}$ |", lambda: 2 / 8),
        ("it is at {:.1f}, {:.1f}, {:.1f}, {:.1f} |", lambda: endless(10, 100, 1000, 10000)),
        (r"so $\eta < {}$. For", lambda: 2 / 8),
        ("with {} and not the one with {}", bowls),
        (r"$\lambda = {:.0f}$, so $\eta < 0.25$", steepest_bend),
        ("all {} balls arrived", all_rest_at_0),
    ],
    "deeper-processor-intro": [("is {:.3f} long", lambda: length(0))],
    "lengths-told": [(r"With $\eta = {}$", grows)],
    "in-turn-told": [
        ("at ({:.3f}, {:.3f}) instead of ({:.3f}, {:.3f})", in_turn),
        (r"at $\eta = {}$, where", arrives_in_turn),
    ],
    "last-said": [("that there is, {:.4f}", lambda: RAW.lowest)],
    "own-batch-told": [
        ("at step {} went", lambda: jury_of_one()[0]),
        ("its loss was {:.3f}", lambda: jury_of_one()[1]),
        ("On all forty faces it is {:.3f}", lambda: picked()[SEED]),
        ("has a median of {:.3f}", lambda: np.median(picked())),
        ("the {} shuffles", half_are_worse),
    ],
    "slide-says-guessing": [("takes {} guesses on average, or {} steps", stuck_guess)],
    "P3.1": [("near {:.1f} slows the ball down, to a slope of {:.1f}", shelf)],
    "P3.2": [("to {:.1f}, hops to {:.1f}, and back to {:.1f}", hops)],
    "P3.3": [
        ("It is {:.3f} long", lambda: length(10)),
        ("is {:.3f} long, the third {:.3f}, the one after forty steps {:.3f}", lambda: (
            length(1), length(2), length(40))),
        ("already the second is {:.3f} long", lambda: length(1)),
        ("So long are the second and the third.", so_long),
    ],
    "P3.4": [
        ("The median is {:.1f} times", lambda: np.median(last() / best())),
        ("between {:.3f} and {:.2f}", lambda: tuple(np.quantile(last(), [0.05, 0.95]))),
        ("median of {:.3f}; that", lambda: np.median(last())),
        ("on the way is {:.4f}", lambda: np.median(best())),
        ("As a median over {} shuffles", much_worse),
        ("With η = {} it would be", calmer),
        ("with all forty faces in each step", all_faces),
    ],
}  # fmt: skip
HAPPENED = {
    "P3.1": where_it_rests,
    "P3.2": hopping,
    "P3.3": lambda: 3 - part(length(10), 0.1, 0.5, 1.5),
    "P3.4": lambda: part(over_best(), 1.1, 1.5, 3),
}
GIVEN = {
    "predict": "0.1 101",
    "instructions-valleys": "0.1 0.3 0.5",
    "valleys-said": "5.0 0.5",
    "exercise": "0.25 1.5",
    "deeper-convex-intro": "0.7",
    "instructions-convex": "0.5 1.5 0.4",
    "valleys-table": "0.5 10 100 1000 10,000 0.7 0.4",
    "deeper-processor-intro": "1.5 0.2",
    "instructions-processor": "0.4",
    "deeper-last-intro": "200 0.15 400",
    "instructions-last": "40",
    "slide-says-guessing": "0.16 0.3",
    "P3.1": "0.1",
    "P3.2": "0.7",
    "P3.3": "0.5 1.5 0.1",
    "P3.4": "1.1 1.5",
}
