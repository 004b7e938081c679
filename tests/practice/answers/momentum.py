"""X8: momentum(grad, theta0, eta, m, steps)."""

import numpy as np


def by_loop(grad, theta0, eta, m, steps):
    theta, V = theta0, 0
    for _ in range(steps):
        V = m * V - eta * grad(theta)
        theta = theta + V
    return theta, V


def in_place_on_copies(grad, theta0, eta, m, steps):
    theta, V = theta0.copy(), np.zeros_like(theta0)
    for _ in range(steps):
        V *= m
        V -= eta * grad(theta)
        theta += V
    return theta, V


def by_decaying_sum(grad, theta0, eta, m, steps):
    thetas, slopes = [theta0], []
    for t in range(steps):
        slopes.append(grad(thetas[-1]))
        V = -eta * sum(m ** (t - k) * slope for k, slope in enumerate(slopes))
        thetas.append(thetas[-1] + V)
    return [thetas[-1].tolist(), V.tolist()]


def by_last_two_points(grad, theta0, eta, m, steps):
    before = here = theta0
    for _ in range(steps):
        before, here = here, here - eta * grad(here) + m * (here - before)
    return np.array([here, here - before])


RIGHT = (by_loop, in_place_on_copies, by_decaying_sum, by_last_two_points)
PRAISED = "its loss is 0.2623 with m = 0 and 0.1523 with m = 0.9"
SOLUTION = r"m\s*\*\s*V\s*-|theta\s*=\s*theta\s*\+\s*V"


def moves_first(grad, theta0, eta, m, steps):
    theta, V = theta0, 0
    for _ in range(steps):
        theta, V = theta + V, m * V - eta * grad(theta)
    return theta, V + 0 * theta


def moves_first_then_measures(grad, theta0, eta, m, steps):
    theta, V = theta0, 0
    for _ in range(steps):
        theta = theta + V
        V = m * V - eta * grad(theta)
    return theta, V


def nesterov(grad, theta0, eta, m, steps):
    theta, V = theta0, np.zeros_like(theta0)
    for _ in range(steps):
        V = m * V - eta * grad(theta + m * V)
        theta = theta + V
    return theta, V


def pytorch(grad, theta0, eta, m, steps):
    theta, V = theta0, np.zeros_like(theta0)
    for _ in range(steps):
        V = m * V + grad(theta)
        theta = theta - eta * V
    return theta, V


def subtracted(grad, theta0, eta, m, steps):
    theta, V = theta0, np.zeros_like(theta0)
    for _ in range(steps):
        V = m * V + eta * grad(theta)
        theta = theta - V
    return theta, V


def eta_at_the_end(grad, theta0, eta, m, steps):
    theta, V = theta0, np.zeros_like(theta0)
    for _ in range(steps):
        V = m * V - grad(theta)
        theta = theta + eta * V
    return theta, V


def changed_gradient(change):
    def function(grad, theta0, eta, m, steps):
        return by_loop(lambda theta: change(grad, theta, theta0, eta, m), theta0, eta, m, steps)

    return function


def moving_average(grad, theta0, eta, m, steps):
    theta, V = theta0, 0
    for _ in range(steps):
        V = m * V + (1 - m) * grad(theta)
        theta = theta - eta * V
    return theta, V


def reset_every_step(grad, theta0, eta, m, steps):
    theta = theta0
    for _ in range(steps):
        V = np.zeros_like(theta0)
        V = m * V - eta * grad(theta)
        theta = theta + V
    return theta, V


MISTAKES = (
    ("moves by the old V", moves_first),
    ("moves by the old V", moves_first_then_measures),
    ("only 1 − m times", changed_gradient(lambda g, t, t0, eta, m: (1 - m) * g(t))),
    ("only 1 − m times", moving_average),
    ("m multiplies the gradient too", changed_gradient(lambda g, t, t0, eta, m: m * g(t))),
    ("It climbs", changed_gradient(lambda g, t, t0, eta, m: -g(t))),
    ("right for η = 1", changed_gradient(lambda g, t, t0, eta, m: g(t) / eta)),
    ("the gradient at theta0", changed_gradient(lambda g, t, t0, eta, m: g(t0))),
    ("Nesterov", nesterov),
    ("m has no effect", reset_every_step),
    ("wrong order", lambda *question: by_loop(*question)[::-1]),
    ("points against the motion", subtracted),
    ("PyTorch's convention", pytorch),
    ("V has no η in it", eta_at_the_end),
    ("one step too many", lambda g, t, eta, m, steps: by_loop(g, t, eta, m, steps + 1)),
    ("one step too few", lambda g, t, eta, m, steps: in_place_on_copies(g, t, eta, m, steps - 1)),
)


def in_place(grad, theta0, eta, m, steps):
    V = 0
    for _ in range(steps):
        V = m * V - eta * grad(theta0)
        theta0 += V
    return theta0, V


def starts_with_a_push(grad, theta0, eta, m, steps):
    V, theta = np.ones_like(theta0), theta0
    for _ in range(steps):
        V = m * V - eta * grad(theta)
        theta = theta + V
    return theta, V


def moved_by(factor):
    def walk(grad, theta0, eta, m, steps):
        theta, V = theta0, 0 * theta0
        for _ in range(steps):
            V = m * V - eta * grad(theta)
            theta = theta + factor(m) * V
        return theta, V

    return walk


MISTAKES += (
    ("theta moves against V", moved_by(lambda m: -1)),
    ("theta moves by m · V", moved_by(lambda m: m)),
)
OTHER_FAULTS = (
    ("an array of shape (1,); asked for is the pair (theta, V)", lambda *q: by_loop(*q)[0]),
    ("As V it returned one number", lambda *q: (by_loop(*q)[0], float(by_loop(*q)[1].sum()))),
    ("changed theta0 in place", in_place),
    ("After 1 step theta should be 2, and yours is 2.5", starts_with_a_push),
    ("never looks at m", lambda grad, theta0, eta, m, steps: (theta0 - eta * steps, grad(theta0))),
    ("is not defined", lambda grad, theta0, eta, m, steps: (theta0, V)),  # noqa: F821
)
