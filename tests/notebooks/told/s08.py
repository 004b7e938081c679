"""The numbers of section 8: momentum, and a zoo of variants."""

from functools import cache

import numpy as np
from told_numbers import part

from lecture_lib import theory
from lecture_lib.adaptive import AdaGrad, Adam, RMSProp
from lecture_lib.batches import minibatches
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.arrival import axis_coordinates, steps_to_arrive
from lecture_lib.experiments.grins import grins
from lecture_lib.experiments.playgrounds import Ravine
from lecture_lib.experiments.race import grounds
from lecture_lib.experiments.small_gradients import stuck
from lecture_lib.explorers.momentum import ravine
from lecture_lib.initialization import stored
from lecture_lib.optimizers import GradientDescent, Momentum, Nesterov
from lecture_lib.second_order import Newton, bfgs

BOWL, START = grounds()["faces"].objective, [1.5, 1.0]
LOWEST = BOWL.value(theory.optimum(BOWL.X, BOWL.y))
LAMBDA = theory.curvatures(BOWL.X)  # flattest first
KAPPA = LAMBDA[1] / LAMBDA[0]


def steps(eta, m=0.0):
    return int(steps_to_arrive(BOWL.X, BOWL.y, START, eta, m))


def for_good(eta, m):
    """The first step from which on the loss stays within a millionth of its lowest value."""
    excess = descend(BOWL, START, Momentum(eta, m), 4000).losses - LOWEST
    return int(np.flatnonzero(excess >= 1e-6)[-1]) + 1


@cache
def travelled(m, axis, steps=30):
    """How far the ball moves along an axis of the bowl, to and fro."""
    bowl = Ravine(tuple(LAMBDA))
    start = axis_coordinates(BOWL.X, BOWL.y, START)
    run = descend(bowl, start[None], Momentum(0.3, np.array([[m]])), steps)
    return np.abs(run.velocities[1:, 0, axis]).sum()


def far():
    way = travelled(0.9, 1)
    assert way > 2 * travelled(0.0, 1)
    for m in (0.0, 0.2):  # these are at rest by then
        assert travelled(m, 1, 400) - travelled(m, 1) < 0.01
    return way, travelled(0.9, 1, 400)


def kept(m):
    """For how many steps the slope across keeps its sign, on average."""
    bowl, start = Ravine(tuple(LAMBDA)), axis_coordinates(BOWL.X, BOWL.y, START)
    thetas = descend(bowl, start[None], Momentum(0.3, np.array([[m]])), 30).thetas[:-1]
    signs = np.sign(bowl.gradient(thetas)[:, 0, 1])
    return len(signs) / (1 + (signs[1:] != signs[:-1]).sum())


def fastest(eta):
    """The fewest steps at a learning rate, and the m of the slider that takes them."""
    return min((steps(eta, m), m) for m in ravine.MOMENTA)


def rolls_past(eta):
    """Along the valley it swings from the fastest m on, and not before: its roots are complex."""
    m = np.array(ravine.MOMENTA)
    swings = (1 + m - eta * LAMBDA[0]) ** 2 < 4 * m
    assert (swings == (m >= fastest(eta)[1])).all()
    return ()


@cache
def first_pair():
    """The pair of the sliders that is the first to touch the bottom, and its steps."""
    etas, momenta = np.array(ravine.ETAS), np.array(ravine.MOMENTA)
    bill = steps_to_arrive(BOWL.X, BOWL.y, START, etas[:, None], momenta, most=200)
    bill = np.where(bill < 0, 200, bill)
    e, m = np.unravel_index(bill.argmin(), bill.shape)
    return etas[e], momenta[m], bill[e, m]


@cache
def hopping(eta=0.2):
    """Of RMSProp, from how many starts it ends with hops of η, and how far above the bottom."""
    starts = np.random.default_rng(0).uniform(-4, 4, (200, 2))
    run = descend(BOWL, starts, RMSProp(eta), 3000)
    np.testing.assert_allclose(np.abs(np.diff(run.thetas[-50:], axis=0)), eta, rtol=1e-3)
    heights = run.losses[-50:] - LOWEST
    np.testing.assert_allclose(heights, heights.mean(), rtol=1e-3)
    return len(starts), heights.mean()


def same_fates():
    """With η = 2 plain descent is stuck from the first start; its steps from the second."""
    starts = [stored("momentum rescues"), stored("momentum ruins")]
    found = descend(stuck().objective, starts, GradientDescent(2.0), 3000).first_below(0.02)
    assert found[0] == -1
    return int(found[1])


def far_in_ten():
    """How far the ball gets along the valley in ten steps, with m = 0.5 and without."""
    return travelled(0.5, 0, 10), travelled(0.0, 0, 10)


@cache
def rest(start, m):
    return float(descend(grins(load_faces("grins")), [start], Momentum(1.0, m), 2000).theta[0])


def alike_from_further():
    assert abs(rest(-1.0, 0.9) - rest(0.0, 0.9)) < 1e-6
    return ()


@cache
def stuck_runs():
    """Plain descent with η = 4 and momentum with η = 2, from both starts."""
    starts = [stored("momentum rescues"), stored("momentum ruins")]
    optimizers = GradientDescent(4.0), Momentum(2.0, 0.9)
    return [descend(stuck().objective, starts, optimizer, 3000) for optimizer in optimizers]


def below(run, start):
    return int(stuck_runs()[run].first_below(0.02)[start])


def stuck_at(run, start):
    return float(stuck_runs()[run].loss[start])


def gradients(optimizer, most=300):
    return int(descend(BOWL, START, optimizer, most).first_below(LOWEST + 1e-6))


def newton_gradients():
    """One step of Newton, at the price of two gradients more."""
    assert gradients(Newton(lambda theta: theory.hessian(BOWL.X))) == 1
    return 3


@cache
def bend(optimizer=None, most=16000):
    ground = grounds()["rosenbrock"]
    if optimizer is None:
        optimizer, most = Newton(ground.hessian), 10
    return int(descend(ground.objective, ground.start, optimizer, most).first_below(1e-6))


@cache
def small_batches():
    """Excess after 800 examples in batches of 4, over 200 seeds: median, 5 and 95 %."""
    excess = []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        batches = minibatches(40, 4, rng)
        run = descend(BOWL, START, GradientDescent(0.1), 200, batches=batches)
        excess.append(run.loss - LOWEST)
    return tuple(np.quantile(excess, [0.5, 0.05, 0.95]))


def calm():
    """When Adam with η = 1 is down, and when for good; and when AdaGrad is, at once for good."""
    found = []
    for optimizer in (Adam(1.0), AdaGrad(1.0)):
        above = descend(BOWL, START, optimizer, 300).losses - LOWEST >= 1e-6
        found += [int(above.argmin()), int(np.flatnonzero(above)[-1]) + 1]
    assert found[2] == found[3]
    return tuple(found[:3])


def not_their_best():
    """The steps of three in the bent valley at better rates than in the table; AdaGrad has one."""
    told = GradientDescent(0.001), Momentum(0.001, 0.9), Adam(0.1), AdaGrad(1.0)
    better = GradientDescent(0.002), Momentum(0.003, 0.9), Adam(0.5), AdaGrad(0.5)
    found = [bend(one, most) for one, most in zip(better, (8000, 700, 700, 8000), strict=True)]
    assert min(found) > 0
    for optimizer, steps in zip(told, found, strict=True):
        assert bend(optimizer, steps) == -1  # not yet there
    return tuple(found[:3])


def worse_again():
    assert steps(0.05, 0.85) < steps(0.05, 0.9) < steps(0.05, 0.95) < steps(0.05, 0.99)
    return 0.9


def ahead_of_adam():
    """The gradients of those that Adam does not overtake, but for Newton and BFGS."""
    found = gradients(Nesterov(0.2, 0.9)), gradients(Momentum(0.2, 0.9))
    assert max(found) < gradients(Adam(0.2))
    return found


def place_of_adam():
    """The option of P8.4."""
    adam, heavy = gradients(Adam(0.2)), gradients(Momentum(0.2, 0.9))
    if adam > gradients(GradientDescent(0.2)):
        return 3
    return 2 if heavy < adam else 1


def where_it_rests():
    """The option of P8.3: in the lower valley, sooner or later than without, or in the higher."""
    line = grins(load_faces("grins"))
    plain, heavy = (descend(line, [0.0], Momentum(1.0, m), 2000) for m in (0.0, 0.9))
    assert line.value(heavy.theta) > line.value(plain.theta)
    return 2 if abs(heavy.theta - rest(4.0, 0.0)) < 1e-6 else 0


def rises():
    run = descend(BOWL, START, Momentum(0.1, 0.9), 60)
    return int((np.diff(run.losses) > 0).sum())


TOLD = {
    "why": [
        ("curved more than {:.0f} times as strongly", lambda: np.floor(KAPPA)),
        (r"Above $\eta = {:.4f}$", lambda: theory.critical_eta(BOWL.X)),
        (r"it takes {} steps at $\eta = 0.32$, and {} at", lambda: (steps(0.32), steps(0.05))),
    ],
    "answers-ravine": [
        ("falls from {} steps to {} at $m = {}$. Beyond", lambda: (steps(0.05), *fastest(0.05))),
        ("along the valley it rolls past", lambda: rolls_past(0.05)),
        ("it swings for {} steps", lambda: steps(0.05, 0.99)),
        ("with $m = 0.9$ it is down for good at step {}", lambda: for_good(0.05, 0.9)),
        ("with 0.99 at step {}", lambda: for_good(0.05, 0.99)),
        ("With $m = 0.2$ it arrives, in {} steps", lambda: steps(0.4, 0.2)),
        ("with 0.3 in {}", lambda: steps(0.4, 0.3)),
        (r"$\lambda_{{\max}} = {:.3f}$", lambda: LAMBDA[1]),
        (r"$\eta = {:.4f}$, $m = {:.4f}$", lambda: theory.best_momentum(BOWL.X)),
        ("with {} steps from here", lambda: steps(*theory.best_momentum(BOWL.X))),
        (r"$\eta = {:.4f}$, takes", lambda: theory.best_eta(BOWL.X)),
        ("takes {}.", lambda: steps(theory.best_eta(BOWL.X))),
        ("{} with {} is the first to touch, after {}", first_pair),
    ],
    "idea-memory": [(r"{:.0f} times $\eta$ at $m = 0.9$", lambda: 1 / (1 - 0.9))],
    "idea-swing": [
        ("= {:.3f}$ of the error", lambda: (KAPPA - 1) / (KAPPA + 1)),
        ("momentum ${:.3f}$", lambda: (KAPPA**0.5 - 1) / (KAPPA**0.5 + 1)),
    ],
    "answers-memory": [
        ("{:.0f} times a plain step at $m = 0.8$", lambda: 1 / (1 - 0.8)),
        ("{:.0f} times at 0.9", lambda: 1 / (1 - 0.9)),
        ("{:.0f} times at 0.99", lambda: 1 / (1 - 0.99)),
        ("with $m = 0.8$ only {:.2f} of a plain step", lambda: 1 / 1.8),
        ("travels {:.1f} to and fro", lambda: travelled(0.0, 1)),
        ("cancels: the ball travels {:.1f}", lambda: travelled(0.2, 1)),
        ("lead {:.2f} far with $m = 0.5$, and {:.2f} without", far_in_ten),
        ("keeps its sign for about two steps", lambda: () if 1.9 < kept(0.9) < 2.3 else None),
        (r"\sqrt{{0.9}} = {:.3f}$ of it", lambda: 0.9**0.5),
        ("against {:.3f} without", lambda: 0.3 * LAMBDA[1] - 1),
        ("travels {:.1f} ({:.1f} in the end), more than twice as far", far),
    ],
    "deeper-hill-intro": [
        ("at {:.3f} and another", lambda: rest(0.0, 0.0)),
        ("another at {:.3f}", lambda: rest(4.0, 0.0)),
    ],
    "answers-hill": [("so it does from $-1$", alike_from_further)],
    "answers-network": [
        ("at a loss of {:.3f}", lambda: stuck_at(0, 0)),
        ("the task in {} steps", lambda: below(1, 0)),
        ("solves it in {} steps", lambda: below(0, 1)),
        ("gets stuck at {:.4f}", lambda: stuck_at(1, 1)),
        ("and needs {} steps for the second", same_fates),
    ],
    "table-race": [
        ("| plain | follows it | {} |", lambda: gradients(GradientDescent(0.2))),
        ("| adds it to a velocity | {} |", lambda: gradients(Momentum(0.2, 0.9))),
        ("where the velocity leads anyway | {} |", lambda: gradients(Nesterov(0.2, 0.9))),
        ("both means corrected for their start at 0 | {} |", lambda: gradients(Adam(0.2))),
        ("the inverse of the second derivatives | {}, in one step", newton_gradients),
        ("from each of {} starts it ends hopping to and fro, by", lambda: hopping()[0]),
        (r"by $\eta$ in each weight, {:.3f} above the bottom", lambda: hopping()[1]),
        ("how gradients change | {}", lambda: bfgs(BOWL, START, 20).first_below(LOWEST + 1e-6) + 1),
    ],
    "race-intro": [
        ("needs {} steps at $\\eta = 0.002$, momentum {} at 0.003, Adam {} at 0.5", not_their_best),
    ],
    "answers-race": [
        ("takes {} steps through Rosenbrock's valley", bend),
        ("plain descent takes {:,}, or {} at twice the", lambda: (
            bend(GradientDescent(0.001)), bend(GradientDescent(0.002), 8000))),
        (r"\lambda_{{\max}}}} = {:.3f}$ for $m = 0.9$", lambda: 2 * 1.9 / (1 + 1.8) / LAMBDA[1]),
        ("is {:.2f} above the bottom", lambda: descend(
            BOWL, START, GradientDescent(0.1), 20).loss - LOWEST),
        ("bottom after {} gradients and stays from {} on, AdaGrad from {};", calm),
        ("hops to and fro, {:.2f} above the bottom", lambda: hopping(1.0)[1]),
        ("the median is {:.4f}, and nine in ten lie between {:.4f} and {:.2f}", small_batches),
    ],
    "slide-momentum": [
        ("the loss goes up in {} of the first 60 steps", rises),
        ("it takes {} steps with $m = 0.99$, {} without", lambda: (steps(0.05, 0.99), steps(0.05))),
    ],
    "P8.1": [
        ("takes {} steps without momentum, {} with m = 0.5 and {} with m = 0.9", lambda: (
            steps(0.05), steps(0.05, 0.5), steps(0.05, 0.9))),
        ("It takes {}.", lambda: steps(0.05, 0.99)),
        ("√0.99 = {:.1f} % of the swing", lambda: 100 * 0.99**0.5),
        ("It does get worse again beyond {},", worse_again),
        ("It does get worse again beyond {};", worse_again),
    ],
    "P8.2": [
        ("It is {:.1f} instead of {:.1f}", lambda: (travelled(0.2, 1), travelled(0.0, 1))),
        ("With much momentum it can be.", lambda: () if far() else None),
    ],
    "P8.3": [("at {:.3f}, and stays there", lambda: rest(0.0, 0.0)),
             ("stop only at {:.3f}", lambda: rest(0.0, 0.9))],
    "P8.4": [
        ("arrives after {} gradients, momentum after {} and plain descent after {}", lambda: (
            gradients(Adam(0.2)), gradients(Momentum(0.2, 0.9)), gradients(GradientDescent(0.2)))),
        ("tolerates a much larger η", lambda: () if gradients(Adam(1.0)) < 300 else None),
        ("Nesterov ({}) and momentum ({}) are ahead here", ahead_of_adam),
        ("gets there {} gradients sooner", lambda: (
            gradients(GradientDescent(0.2)) - gradients(Adam(0.2)))),
    ],
}  # fmt: skip
HAPPENED = {
    "P8.1": lambda: part(steps(0.05, 0.99), 97, 340, 693),
    "P8.2": lambda: part(travelled(0.2, 1) / travelled(0.0, 1), 0.5, 1.15, 2),
    "P8.3": where_it_rests,
    "P8.4": place_of_adam,
}
GIVEN = {
    "title": "0.5 0.9 0.99",
    "why": "0.05 1.0 1.5",
    "instructions-ravine": "0.05 0.4 0.99",
    "answers-ravine": "0.05 0.4 0.99",
    "idea-swing": "0.99",
    "deeper-memory-intro": "0.3",
    "instructions-memory": "20 0.2 0.5 0.9 0.95 10 30",
    "answers-memory": "0.2 0.3 0.9 10 30",
    "deeper-hill-intro": "24",
    "instructions-hill": "4.0 0.9",
    "answers-hill": "4.5 0.9 0.8",
    "instructions-race": "0.1 40 100 800 0.001",
    "table-race": "0.2 0.9 300",
    "race-intro": "300",
    "answers-race": "10 12 0.3 0.1 800 40 200",
    "adam-intro": "0.9 0.999 10 1.5 1.0 0.2",
    "by-hand-intro": "20",
    "slide-momentum": "0.9 0.99 0.1 0.05",
    "P8.1": "0.05 97 339 340 692 0.99 99",
    "P8.2": "0.3 0.2",
    "P8.3": "0.9",
    "P8.4": "0.2 0.9",
}
