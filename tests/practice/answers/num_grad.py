"""X2: num_grad(f, theta)."""

import numpy as np


def by_loop(f, theta, h=1e-5):
    slopes = np.zeros(len(theta))
    for d in range(len(theta)):
        right, left = theta.copy(), theta.copy()
        right[d] += h
        left[d] -= h
        slopes[d] = (f(right) - f(left)) / (2 * h)
    return slopes


def by_unit_vectors(f, theta):
    h = 1e-6
    return np.array([(f(theta + h * e) - f(theta - h * e)) / 2 / h for e in np.eye(len(theta))])


def by_lists(f, theta):
    h, slopes = 1e-4, []
    for d, here in enumerate(theta):
        around = [np.where(np.arange(len(theta)) == d, here + s, theta) for s in (h, -h)]
        slopes.append((f(around[0]) - f(around[1])) / (around[0][d] - around[1][d]))
    return slopes


def by_five_points(f, theta):
    def slope(e):
        h = 1e-3 * e
        near, far = f(theta + h) - f(theta - h), f(theta + 2 * h) - f(theta - 2 * h)
        return (8 * near - far) / 12e-3

    return np.array([slope(e) for e in np.eye(len(theta))])


def by_relative_step(f, theta):
    theta = theta.copy()
    slopes = np.empty_like(theta)
    for d in range(theta.size):
        here, h = theta[d], 1e-5 * max(1.0, abs(theta[d]))
        theta[d] = here + h
        above = f(theta)
        theta[d] = here - h
        slopes[d] = (above - f(theta)) / (2 * h)
        theta[d] = here
    return slopes


RIGHT = (by_loop, by_unit_vectors, by_lists, by_five_points, by_relative_step)
PRAISED = "∇L = (3.496, 7.235)"
SOLUTION = r"f\(.*?\)\s*[-−]\s*f\(.*?\)\)?\s*/\s*\(?\s*2|/\s*\(?2\s*\*?\s*h"


def forward(f, theta, h=1e-6):
    return np.array([(f(theta + h * e) - f(theta)) / h for e in np.eye(len(theta))])


def backward(f, theta):
    return forward(f, theta, -1e-8)


def all_at_once(f, theta):
    h = 1e-5
    return np.full(len(theta), (f(theta + h) - f(theta - h)) / (2 * h))


def never_put_back(f, theta):
    h, theta, slopes = 1e-5, theta.copy(), []
    for d in range(len(theta)):
        theta[d] += h
        right = f(theta)
        theta[d] -= 2 * h
        slopes.append((right - f(theta)) / (2 * h))
    return np.array(slopes)


def in_place(f, theta):
    slopes = never_put_back(f, theta)
    theta -= 1e-5
    return slopes


def step_in_proportion(f, theta):
    h = 1e-5 * theta
    steps = np.diag(h)
    return np.array([f(theta + s) - f(theta - s) for s in steps]) / (2 * h)


def step_in_proportion_in_python(f, theta):
    slopes = []
    for d, here in enumerate(theta.tolist()):
        h = 1e-5 * here
        step = h * np.eye(len(theta))[d]
        slopes.append(float(f(theta + step) - f(theta - step)) / (2 * h))
    return slopes


def a_second_name(f, theta):
    slopes = np.zeros(len(theta))
    for d in range(len(theta)):
        right = left = theta.copy()
        right[d] += 1e-5
        left[d] -= 1e-5
        slopes[d] = (f(right) - f(left)) / 2e-5
    return slopes


MISTAKES = (
    ("a second name for an array", a_second_name),
    ("twice the gradient", lambda f, theta: 2 * by_loop(f, theta)),
    ("half the gradient", lambda f, theta: forward(f, theta) / 2),
    ("minus the gradient", lambda f, theta: -by_loop(f, theta)),
    ("not yet its slope", lambda f, theta: by_loop(f, theta) * 2e-5),
    ("not yet its slope", lambda f, theta: forward(f, theta) * 1e-2),
    ("move at once", all_at_once),
    ("the first has not come back", never_put_back),
    ("a step in proportion to theta", step_in_proportion),
    ("a step in proportion to theta", step_in_proportion_in_python),
    ("one-sided", forward),
    ("one-sided", backward),
    ("one-sided", lambda f, theta: forward(f, theta, 1e-2)),
    ("h is too small besides", lambda f, theta: forward(f, theta, 1e-15)),
    ("h is too small besides", lambda f, theta: forward(f, theta, 1e-9)),
    ("too far away", lambda f, theta: by_loop(f, theta, 1e-2)),
    ("too far away", lambda f, theta: by_loop(f, theta, 1e-3)),
    ("too far away", lambda f, theta: by_loop(f, theta, 5e-4)),
    ("too far away", lambda f, theta: by_loop(f, theta, 4e-4)),
    ("h is too small", lambda f, theta: by_loop(f, theta, 1e-9)),
    ("h is too small", lambda f, theta: by_loop(f, theta, 1e-14)),
    ("h is too small", lambda f, theta: by_loop(f, theta, 1e-17)),
)


def fails_on_one_number(f, theta):
    return by_loop(f, np.array([theta[0], theta[1]]))


OTHER_FAULTS = (
    ("one number; asked for is one slope for each", lambda f, theta: by_loop(f, theta)[0]),
    ("an array of shape (1, 2)", lambda f, theta: by_loop(f, theta)[None]),
    ("changed theta in place", in_place),
    ("never looks at f", lambda f, theta: 2 * theta),
    (
        "Entry 1 of the gradient is 3.60000000; the exact slope is 3.0",
        lambda f, theta: by_loop(f, theta) * [1.1, 1.2, 1, 1, 1][: len(theta)],
    ),
    ("IndexError: index 1 is out of bounds", fails_on_one_number),
)
