"""Runners of the golden cases on the optimizers of slide 17."""

import numpy as np
from golden_registry import case
from quadratic import Quadratic

from lecture_lib.adaptive import AdaGrad, Adam, RMSProp
from lecture_lib.descent import descend
from lecture_lib.experiments.curves import Curve
from lecture_lib.experiments.playgrounds import Rosenbrock
from lecture_lib.optimizers import Nesterov
from lecture_lib.second_order import Newton, bfgs, secant_update


def walked(given, optimizer):
    bowl = Quadratic(given["A"], given["b"])
    return descend(bowl, given["theta0"], optimizer, given["steps"])


@case
def nesterov(given):
    m = given["m"]
    run = walked(given, Nesterov(given["eta"], m))
    return {
        "theta_lookahead": run.thetas[1:],
        "theta_pytorch": (run.thetas + m * run.velocities)[1:],
    }


@case
def adagrad(given):
    return {"theta": walked(given, AdaGrad(given["eta"], given["eps"])).thetas[1:]}


@case
def rmsprop(given):
    run = walked(given, RMSProp(given["eta"], given["rho"], given["eps"]))
    return {"theta": run.thetas[1:]}


@case
def adam(given):
    run = walked(given, Adam(given["eta"], given["beta1"], given["beta2"], given["eps"]))
    return {"theta": run.thetas[1:]}


@case
def newton_quadratic(given):
    bowl = Quadratic(given["A"], given["b"])
    run = descend(bowl, given["theta0"], Newton(given["A"]), 1)
    gradient = np.linalg.norm(bowl.gradient(run.theta))
    return {"theta1": run.theta, "gradient_norm_after": gradient}


@case
def newton_quadratic_convergence(given):
    curve = Curve(lambda theta: np.exp(theta) - 2 * theta, lambda theta: np.exp(theta) - 2)
    newton = Newton(lambda theta: np.exp(theta)[..., None])
    errors = np.abs(descend(curve, [given["x0"]], newton, 4).thetas[1:, 0] - np.log(2))
    # By Taylor's theorem the error e goes to e² f‴ / (2 f″), here with f‴ = f″.
    return {"errors": errors, "ratios": errors[1:] / errors[:-1] ** 2, "ratio_limit": 1 / 2}


@case
def bfgs_rosenbrock(given):
    """The case halves α where scipy searches otherwise; what is learned from a step is ours."""
    valley, theta, B = Rosenbrock(), np.array(given["x0"]), np.eye(2)
    gradient, path, skipped = valley.gradient(theta), [], 0
    while np.abs(gradient).max() > given["tol"]:
        step = -B @ gradient
        while valley.value(theta + step) > valley.value(theta) + 1e-4 * gradient @ step:
            step = step / 2
        change = valley.gradient(theta + step) - gradient
        B, before = secant_update(B, step, change), B
        theta, gradient = theta + step, gradient + change
        path.append(theta)
        skipped += B is before
    run = bfgs(valley, given["x0"], 100, epsilon=given["tol"])
    np.testing.assert_allclose(run.theta, theta, atol=1e-7)
    return {
        "path": path[:15],
        "iterations": len(path),
        "skipped_updates": skipped,
        "minimum": theta,
    }
