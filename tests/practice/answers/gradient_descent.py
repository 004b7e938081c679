"""X3: gradient_descent(grad, theta0, eta, steps)."""

from itertools import accumulate

import numpy as np


def by_loop(grad, theta0, eta, steps):
    thetas = [theta0]
    for _ in range(steps):
        theta0 = theta0 - eta * grad(theta0)
        thetas.append(theta0)
    return thetas


def by_array(grad, theta0, eta, steps):
    thetas = np.empty((steps + 1, len(theta0)))
    thetas[0] = theta0
    for t in range(steps):
        thetas[t + 1] = thetas[t] - eta * grad(thetas[t])
    return thetas


def by_copies_in_place(grad, theta0, eta, steps):
    theta = theta0.copy()
    thetas = [theta.copy()]
    while len(thetas) <= steps:
        theta -= eta * grad(theta)
        thetas.append(theta.copy())
    return tuple(thetas)


def by_last(grad, theta0, eta, steps):
    thetas = [list(theta0)]
    for _ in range(steps):
        here = np.array(thetas[-1])
        slopes = grad(here)
        thetas.append([x - eta * slope for x, slope in zip(here, slopes, strict=True)])
    return thetas


def by_accumulate(grad, theta0, eta, steps):
    return list(
        accumulate(range(steps), lambda theta, _: theta - eta * grad(theta), initial=theta0)
    )


def by_recursion(grad, theta0, eta, steps):
    if steps == 0:
        return [theta0]
    return [theta0, *by_recursion(grad, theta0 - eta * grad(theta0), eta, steps - 1)]


RIGHT = (by_loop, by_array, by_copies_in_place, by_last, by_accumulate, by_recursion)
PRAISED = "its 20 steps bring the loss from 6.291 down to 0.302"
SOLUTION = r"[-−]\s*(eta|η)\s*[*·]?\s*(∇|grad|slope)|-=\s*eta"


def one_array(grad, theta0, eta, steps):
    theta = theta0.copy()
    thetas = [theta]
    for _ in range(steps):
        theta -= eta * grad(theta)
        thetas.append(theta)
    return thetas


def always_from_the_start(grad, theta0, eta, steps):
    return [theta0] + [theta0 - eta * grad(theta0) for _ in range(steps)]


def old_gradient(grad, theta0, eta, steps):
    slopes = grad(theta0)
    return [theta0 - t * eta * slopes for t in range(steps + 1)]


def steps_of_one_length(grad, theta0, eta, steps):
    def unit(theta):
        slopes = grad(theta)
        return slopes / max(np.linalg.norm(slopes), 1e-300)

    return by_loop(unit, theta0, eta, steps)


def one_entry_after_the_other(grad, theta0, eta, steps):
    theta, thetas = theta0.copy(), [theta0]
    for _ in range(steps):
        for d in range(len(theta)):
            theta[d] -= eta * grad(theta)[d]
        thetas.append(theta.copy())
    return thetas


MISTAKES = (
    ("the same array", one_array),
    ("starts from theta0 again", always_from_the_start),
    ("It climbs", lambda grad, theta0, eta, steps: by_loop(grad, theta0, -eta, steps)),
    ("right for η = 1", lambda grad, theta0, eta, steps: by_loop(grad, theta0, 1, steps)),
    ("divided by η", lambda grad, theta0, eta, steps: by_loop(grad, theta0, 1 / eta, steps)),
    ("the gradient at theta0", old_gradient),
    ("divided by its own length", steps_of_one_length),
    ("one after the other", one_entry_after_the_other),
)


def in_place(grad, theta0, eta, steps):
    thetas = []
    for _ in range(steps + 1):
        thetas.append(theta0.copy())
        theta0 -= eta * grad(theta0)
    return thetas


def with_momentum(grad, theta0, eta, steps):
    V, thetas = 0, [theta0]
    for _ in range(steps):
        V = 0.5 * V - eta * grad(thetas[-1])
        thetas.append(thetas[-1] + V)
    return thetas


def stops_where_it_is_flat(grad, theta0, eta, steps):
    thetas = [theta0]
    while len(thetas) <= steps and np.any(grad(thetas[-1])):
        thetas.append(thetas[-1] - eta * grad(thetas[-1]))
    return thetas


def walks_before_it_writes(grad, theta0, eta, steps):
    thetas = [theta0, theta0 - eta * grad(theta0)]
    for _ in range(steps - 1):
        thetas.append(thetas[-1] - eta * grad(thetas[-1]))
    return thetas


def fails_on_one_entry(grad, theta0, eta, steps):
    x, y = theta0
    return by_loop(grad, np.array([x, y]), eta, steps)


def never_stops(grad, theta0, eta, steps):
    while np.linalg.norm(grad(theta0)) > -1:
        theta0 = theta0 - eta * grad(theta0)
    return theta0


OTHER_FAULTS = (
    ("3 points; 3 steps, with theta0 first, make 4", lambda *q: by_loop(*q)[1:]),
    ("4 points; 2 steps", lambda g, t, e, s: by_loop(g, t, e, s) + [t] * (s == 2)),
    ("an array of shape (1,); asked for is a list of all points", lambda *q: by_loop(*q)[-1]),
    ("1 value; asked for is a list", lambda *q: by_loop(*q)[-1].tolist()),
    ("begins with 2", lambda g, t, e, s: by_loop(g, t / 2, e, s)),
    ("changed theta0 in place", in_place),
    ("Step 2 is the first wrong one. It leads from 2 to 0", with_momentum),
    ("20,000 calls of one function", never_stops),
    ("1 point; 2 steps, with theta0 first, make 3", stops_where_it_is_flat),
    ("2 points; 0 steps, with theta0 first, make 1", walks_before_it_writes),
    ("at “x, y = theta0”, with ValueError", fails_on_one_entry),
    ("never looks at grad", lambda grad, theta0, eta, steps: [theta0 * (1 - eta)] * (steps + 1)),
)
