"""The numbers of section 18: softmax with cross entropy, two losses, and designs."""

from functools import cache
from itertools import islice, permutations

import numpy as np
from told_numbers import part

from lecture_lib import theory
from lecture_lib.descent import descend, walk
from lecture_lib.experiments import mood_runs
from lecture_lib.experiments.designs import (
    BOTH,
    FOUR,
    HIDDEN,
    RATING,
    STEPS,
    Design,
    goals,
    mistakes,
    task,
    train_design,
)
from lecture_lib.experiments.last_layer import LastLayer
from lecture_lib.experiments.moods import MOODS, moods
from lecture_lib.explorers.moods.four_moods import ETAS
from lecture_lib.explorers.moods.wrong_start import SURE
from lecture_lib.initialization import he
from lecture_lib.optimizers import GradientDescent, Momentum
from lecture_lib.softmax import softmax, softmax_jacobian

FACES = moods()
SAD = FACES.y[:, MOODS.index("sad")] == 1
CROSS = "softmax", "cross entropy"


@cache
def from_wrong(loss, steps, eta=2.0, starts=(10.0,)):
    start = np.array(starts)[:, None] * mood_runs.wrong_direction()
    return descend(mood_runs.judged_by(loss), start, GradientDescent(eta), steps)


def wrong(loss, step, start=10.0):
    run = from_wrong(loss, mood_runs.LONG, starts=tuple(SURE))
    return int(FACES.mistakes(run.thetas[step])[SURE.index(start)])


def all_wrong(loss, *starts):
    """How many faces are wrong at the last step, the same from each of some starts."""
    (number,) = {wrong(loss, mood_runs.LONG, start) for start in starts}
    return number


def lost(eta=2.0, steps=20000):
    run = from_wrong("squared", steps, eta)
    return int(FACES.wrong(run.theta)[0, SAD].sum())


def four_more():
    """How many faces of other moods are wrong at step 2,000, besides all the sad ones."""
    return {4: "four"}[wrong("squared", 2000) - lost(2.0, 2000)]


def of_each_mood():
    """The option of P18.2: three moods are mostly right at step 2,000, one never."""
    missed = FACES.wrong(from_wrong("squared", 2000).theta)[0]
    share = [missed[FACES.y[:, k] == 1].mean() for k in range(4)]
    assert sum(one == 1 for one in share) == 1
    return 2 if sorted(share)[2] < 0.5 else 3


def less_sure():
    """From a start that is less sure of itself the squared loss has about as many right."""
    assert abs(wrong("squared", 2000, 2.0) - wrong("cross entropy", 2000, 2.0)) <= 1
    return ()


def missed_mood():
    """The option of P18.3: the mood that four flat planes name wrongly, and where it lies."""
    _, bend, lift = np.array([FACES.X[FACES.y[:, k] == 1].mean(axis=0) for k in range(4)]).T
    assert (bend.argmax(), bend.argmin(), lift.argmax()) == (0, 1, 2)
    missed = design("none", "squared")[1]
    return int(np.argmax([missed[FACES.y[:, k] == 1].sum() for k in range(4)]))


def at_16():
    """The option of P18.4: the second step leads up, and the loss settles all the same."""
    losses = zero(16.0).losses
    assert losses[2] > losses[1]
    return 1 if abs(losses[-1] - mood_runs.lowest()) < 1e-4 else 2


def lost_from():
    """The first start of the slider from which the squared loss loses all sad faces, and no more.

    From those before it learns all moods.
    """
    run = from_wrong("squared", mood_runs.LONG, starts=tuple(SURE))
    sad = FACES.wrong(run.theta)[:, SAD].all(axis=-1)
    assert sad.tolist() == sorted(sad.tolist())
    return int(SURE[sad.argmax()])


@cache
def exchanged(loss):
    """Which faces are wrong at step 2,000 from each exchange of the moods, 10 behind, (starts, 60).

    Trained weights, with no mood's own under its name.
    """
    trained, own = mood_runs.wrong_direction().reshape(4, 3)[[1, 2, 3, 0]], np.arange(4)
    orders = [order for order in permutations(own) if (order != own).all()]
    starts = np.array([trained[[*order]].ravel() for order in orders])
    starts *= 10 / mood_runs.margins(starts).mean(axis=-1)[:, None]
    judge = mood_runs.judged_by(loss)
    # Without the losses on the way, which would take as long again.
    *_, (theta, _) = islice(walk(judge, starts, GradientDescent(2.0)), mood_runs.LONG)
    return FACES.wrong(theta)


def exchanges():
    return {9: "nine"}[len(exchanged("squared"))]


def losing():
    """How many of them lose a mood."""
    missed = exchanged("squared")
    lost = [any(one[FACES.y[:, k] == 1].all() for k in range(4)) for one in missed]
    return {9: "nine"}[sum(lost)]


def never_lost():
    """How many faces cross entropy has wrong, the same from each of them."""
    (number,) = {*exchanged("cross entropy").sum(axis=-1).tolist()}
    return number


def largest_share_of_sad(step):
    run = from_wrong("squared", 20000)
    shares = FACES.model.probabilities(run.thetas[step], FACES.X)[0]
    return shares[SAD, MOODS.index("sad")].max()


def half(start, loss="cross entropy"):
    """The step at which a loss first gives the true mood half, on average."""
    run = from_wrong(loss, mood_runs.LONG, starts=tuple(SURE))
    shares = FACES.model.probabilities(run.thetas[:, SURE.index(start)], FACES.X)
    reached = (shares * FACES.y).sum(axis=-1).mean(axis=-1) > 0.5
    assert reached.any()
    return int(reached.argmax())


def steep(loss, step):
    """The length of the gradient on the way from the wrong start."""
    theta = from_wrong(loss, mood_runs.LONG).thetas[step, 0]
    return np.linalg.norm(mood_runs.judged_by(loss).gradient(theta))


@cache
def zero(eta, steps=300):
    return descend(FACES, np.zeros(12), GradientDescent(eta), steps)


def swing():
    """Between which losses η = 20 hops, at the end of 300 steps and of 5,000."""
    ends = [sorted(zero(20.0, steps).losses[-2:].round(4)) for steps in (300, 5000)]
    assert ends[0] == ends[1]
    return tuple(ends[0])


def settled(eta):
    return int(np.flatnonzero(zero(eta).losses > mood_runs.lowest() + 0.001)[-1]) + 1


def smallest_that_arrives():
    arrived = [zero(eta).loss < mood_runs.lowest() + 0.001 for eta in ETAS]
    return int(ETAS[arrived.index(True)])


def curvature_at_the_best():
    X = FACES.X
    best = descend(FACES, np.zeros(12), Momentum(8.0, 0.9), 300).theta
    J = softmax_jacobian(FACES.predict(best))
    H = np.einsum("nkl,nd,ne->kdle", J, X, X).reshape(12, 12) / len(X)
    return np.linalg.eigvalsh(H)[-1]


def design(activation, loss):
    answers = train_design(FOUR, activation, loss, 0).answers[0, -1]
    return answers, mistakes(FOUR, answers)


def meeting(weights):
    """Where the planes of happy and sad meet, at the neutral faces' mean raise: all four scores."""
    lift = FACES.X[FACES.y[:, 3] == 1, 2].mean()
    bias, bend, raise_ = weights[0] - weights[1]
    return weights @ [1, -(bias + raise_ * lift) / bend, lift]


def planes():
    """Least squares: happy, sad and neutral at one height, neutral's plane all but level.

    The softmax has neutral clear above the two others there.
    """
    weights = np.linalg.lstsq(FACES.X, design("none", "squared")[0])[0].T
    assert np.ptp(meeting(weights)[[0, 1, 3]]) < 0.005
    assert abs(weights[3, 1]) < 0.01 * min(weights[0, 1], -weights[1, 1])
    happy, sad, _, neutral = meeting(zero(2.0).theta.reshape(4, 3))
    assert neutral > max(happy, sad) + 1
    return meeting(weights)[3]


def off(name, hidden=0, take=0, activation="softmax", loss="cross entropy"):
    return goals(name, train_design(name, activation, loss, hidden))[1][take, -1]


@cache
def strengths_of_many():
    """How far the strength is off with eight ReLUs, over 200 starts: median, 5 and 95 %."""
    net = Design(task(BOTH), LastLayer(*CROSS), HIDDEN, np.full((200, 1), 0.5))
    first, last = net.network.shapes
    starts = [
        net.network.theta([he(first, np.random.default_rng(seed)), np.zeros(last)])
        for seed in range(200)
    ]
    # Without the losses on the way, which would take three times as long.
    *_, (theta, _) = islice(walk(net, np.array(starts), GradientDescent(net.task.eta)), STEPS)
    error = np.abs(net.scores(theta)[1] - net.task.strength).mean(axis=-1)
    return tuple(np.quantile(error, [0.5, 0.05, 0.95]))


@cache
def signs():
    down = up = np.zeros(12)
    for _ in range(10):
        down, up = down - 2 * FACES.gradient(down), up + 2 * FACES.gradient(up)
    return FACES.value(down), FACES.value(up)


def timid():
    return softmax([1.0, 0.0, 0.0, 0.0])[0]


TOLD = {
    "answers-wrong": [
        ("At step {} it gives", lambda: half(10.0)),
        ("slider's worst start, at step {}.", lambda: half(20.0)),
        ("it has {} faces wrong at step 2,000", lambda: all_wrong("cross entropy", *SURE)),
        ("At step 600 it has {} faces wrong, and a slope of {:.3f}", lambda: (
            FACES.mistakes(from_wrong("squared", 20000).thetas[600])[0], steep("squared", 600))),
        ("cross entropy began with {:.2f}", lambda: steep("cross entropy", 0)),
        ("From step {} on the true mood has half", lambda: half(10.0, "squared")),
        ("all {} stay wrong", lost),
        ("sinks from {:.7f} to {:.7f}", lambda: (
            largest_share_of_sad(2000), largest_share_of_sad(20000))),
        ("down towards {:.2f}", lambda: from_wrong("squared", 20000).loss[0]),
        ("it is the same {} at step 2,000", lambda: lost(20.0, 2000)),
        ("from {} behind on", lost_from),
        ("still has {} faces wrong", lambda: all_wrong("squared", 15.0, 20.0)),
    ],
    "pull-starts": [
        ("there are {} ways that leave none its own name", exchanges),
        ("every one of the {} loses at least one mood", losing),
        ("Cross entropy has {} faces wrong from each", never_lost),
    ],
    "pull": [("its share is {:.6f}", lambda: softmax([10.0, 0.0, 0.0, 0.0])[1])],
    "capstone-task": [(r"$\eta = 2$ it takes {} steps", lambda: zero(2.0).first_below(0.30))],
    "answers-moods": [
        ("happy: {} of 60 wrong", lambda: FACES.mistakes(np.zeros(12))),
        (r"$\ln 4 = {:.3f}$, the slides' {:.2f}", lambda: (FACES.value(np.zeros(12)), np.log(4))),
        ("lowest loss at {:.4f}", mood_runs.lowest),
    ],
    "deeper-eta-intro": [
        ("which is {:.3f}. As", lambda: theory.curvatures(FACES.X)[-1]),
        (r"$2/(\frac12\cdot{:.3f}) = {:.2f}$, up", lambda: (
            theory.curvatures(FACES.X)[-1], 2 / (theory.curvatures(FACES.X)[-1] / 2))),
    ],
    "answers-eta": [
        (r"even $\eta = {:.2f}$ would", lambda: 2 / curvature_at_the_best()),
        ("up to {:.3f}, and settles", lambda: zero(16.0).losses.max()),
        ("from step {} on", lambda: settled(16.0)),
        ("between {} and {}", swing),
        ("within 300 steps is {}.", smallest_that_arrives),
    ],
    "designer-rating-intro": [
        ("it is off by {:.2f}.", lambda: off(RATING, activation="none", loss="squared")),
        ("it is off by {:.2f}:", lambda: off(RATING, activation="sigmoid", loss="squared")),
    ],
    "answers-designer": [
        ("may sum to {:.2f} or", lambda: design("sigmoid", "cross entropy")[0].sum(axis=1).min()),
        ("or to {:.2f}.", lambda: design("sigmoid", "cross entropy")[0].sum(axis=1).max()),
        ("meet in the middle at about {:.2f}", planes),
        ("{} of the {} neutral faces", lambda: (
            design("none", "squared")[1][FACES.y[:, 3] == 1].sum(), int(FACES.y[:, 3].sum()))),
        ("names {} of the 60", lambda: 60 - design(*CROSS)[1].sum()),
    ],
    "two-losses-intro": [
        ("off by {:.2f} at", lambda: off(BOTH, take=2)),
        ("bring it to {:.2f} in", lambda: off(BOTH, HIDDEN, 2)),
        ("the median is {:.3f}, and nine in ten lie between {:.3f} and {:.3f}", strengths_of_many),
    ],
    "answers-both": [
        ("{} of 60 wrong", lambda: goals(BOTH, train_design(BOTH, *CROSS, HIDDEN))[0][-1, -1]),
        ("off by {:.2f}", lambda: off(BOTH, HIDDEN, 0)),
    ],
    "slide-says-loss": [("would not be {:.2f}", lambda: np.log(4))],
    "slide-says-elsewhere": [
        ("to {:.3f} with the one", lambda: signs()[0]),
        ("and to {:.1f} with the other", lambda: signs()[1]),
        ("exceed {:.4f}", timid),
        (r"$-\ln {:.4f} = {:.3f}$", lambda: (timid(), -np.log(timid()))),
        ("goes to {:.3f}", mood_runs.lowest),
    ],
    "P18.1": [
        ("ln 4 = {:.3f} for", lambda: FACES.value(np.zeros(12))),
        ("ln 16 = {:.3f} for", lambda: LastLayer(*CROSS).value(
            np.zeros((1, 16)), np.eye(16)[:1])[0]),
    ],
    "P18.2": [
        ("names {} of 60", lambda: 60 - all_wrong("cross entropy", *SURE)),
        ("All {} sad faces", lambda: lost(2.0, mood_runs.LONG)),
        ("and {} more faces", four_more),
        ("At step 600 it still has {} wrong", lambda: wrong("squared", 600)),
        ("from a start that is less sure of itself", less_sure),
    ],
    "P18.3": [
        ("{} of its {} faces", lambda: (
            design("none", "squared")[1][FACES.y[:, 3] == 1].sum(), int(FACES.y[:, 3].sum()))),
    ],
    "P18.4": [
        (r"Up to η = {:.2f}", lambda: 2 / (theory.curvatures(FACES.X)[-1] / 2)),
        ("rises to {:.3f} at step {}", lambda: (
            zero(16.0).losses.max(), zero(16.0).losses.argmax())),
        ("That is certain up to {:.2f} alone", lambda: (
            2 / (theory.curvatures(FACES.X)[-1] / 2))),
        ("That is what η = {} does", lambda: 20 if swing()[0] < swing()[1] else None),
        ("even {:.2f} is", lambda: 2 / curvature_at_the_best()),
    ],
}  # fmt: skip
HAPPENED = {
    "P18.1": lambda: part(np.log(16) / FACES.value(np.zeros(12)), 0.5, 1.5, 3),
    "P18.2": of_each_mood,
    "P18.3": missed_mood,
    "P18.4": at_16,
}
GIVEN = {
    "why-two-losses": "10",
    "instructions-wrong": "15 20 2,000",
    "answers-wrong": "2,000 20,000 20 15",
    "exercise": "0100 1000",
    "pull": "10 0100",
    "pull-starts": "10 2,000",
    "capstone-task": "0.30",
    "instructions-eta": "16 20 0.001 300 0.9",
    "answers-eta": "16 0.001 20 5,000 0.9",
    "instructions-designer": "300",
    "designer-rating-intro": "300",
    "answers-designer": "300",
    "two-losses-intro": "200 0.5",
    "slide-says-loss": "1000 10 12",
    "slide-says-condition": "0.5",
    "P18.2": "2,000",
    "P18.4": "16",
    "look-round-table": "10 11 12 13 14 15 16 17 18",
}
