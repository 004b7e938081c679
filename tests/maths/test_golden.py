"""Every case of golden.json, judged by numbers that were computed elsewhere to 110 digits."""

import itertools
import json
from pathlib import Path

import golden_networks  # noqa: F401  (registers its runners)
import golden_optimizers  # noqa: F401
import golden_units  # noqa: F401
import numpy as np
import pytest
from golden_registry import RUNNERS, case
from quadratic import Quadratic

from lecture_lib import theory
from lecture_lib.batches import in_order
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments import curves
from lecture_lib.features import centred, raw
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Momentum

CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "golden.json").read_text())["cases"]
}


def assert_agrees(got, expected, rtol, atol, where):
    if isinstance(expected, dict):
        assert sorted(got) == sorted(expected), where
        for key in expected:
            assert_agrees(got[key], expected[key], rtol, atol, f"{where}.{key}")
    elif isinstance(expected, list) and expected and isinstance(expected[0], dict | list):
        assert len(got) == len(expected), where
        for place, (one, other) in enumerate(zip(got, expected, strict=True)):
            assert_agrees(one, other, rtol, atol, f"{where}[{place}]")
    else:
        got, expected = np.asarray(got), np.asarray(expected, dtype=float)  # "inf" is a text
        assert got.shape == expected.shape, where
        np.testing.assert_allclose(got, expected, rtol=rtol, atol=atol, err_msg=where)


@pytest.mark.parametrize("name", sorted(CASES))
def test_golden(name):
    golden = CASES[name]
    got = RUNNERS[name](golden["inputs"])
    assert_agrees(got, golden["expected"], golden["rtol"], golden["atol"], name)


def test_every_case_has_a_runner_and_every_runner_a_case():
    assert set(RUNNERS) == set(CASES)
    assert len(CASES) == 52


def squared(given):
    return Objective(Linear(), SquaredLoss(), given["X"], given["y"])


def with_curvatures(*values):
    """A design matrix whose Hessian has these eigenvalues."""
    return np.sqrt(len(values)) * np.diag(np.sqrt(values))


@case
def squared_loss(given):
    objective, w = squared(given), np.array(given["w"])
    mean_half_square = objective.value(w)
    return {
        "yhat": objective.predict(w),
        "loss": mean_half_square,
        "sum_squares": 2 * objective.N * mean_half_square,
        "mse": 2 * mean_half_square,
        "gradient": objective.gradient(w),
    }


@case
def squared_loss_optimum(given):
    X, w_star = given["X"], theory.optimum(given["X"], given["y"])
    return {
        "hessian": theory.hessian(X),
        "w_star": w_star,
        "loss_star": squared(given).value(w_star),
        "eigenvalues": theory.curvatures(X),
        "eta_crit": theory.critical_eta(X),
        "eta_opt": theory.best_eta(X),
        "kappa": theory.condition_number(X),
    }


@case
def linear_chain_rule(given):
    x, y, w = np.array([given["x"]]), np.array([given["y"]]), np.array(given["w"])
    model, loss = Linear(), SquaredLoss()
    y_hat = model.predict(w, x)
    dL_dyhat = loss.derivative(y_hat, y)
    return {
        "yhat": y_hat[0],
        "loss": loss.value(y_hat, y)[0],
        "loss_expanded": (y**2 / 2 + y_hat**2 / 2 - y * y_hat)[0],
        "dL_dyhat": dL_dyhat[0],
        "dyhat_dw": model.gradient(w, x, np.ones(1)),
        "gradient": model.gradient(w, x, dL_dyhat),
    }


@case
def batch_gradient_is_mean(given):
    each = squared(given).example_gradients(given["w"])
    np.testing.assert_allclose(each.mean(axis=0), squared(given).gradient(given["w"]), rtol=1e-12)
    return {"per_example": each, "mean": each.mean(axis=0)}


@case
def zero_one_loss(given):
    objective, w = squared(given), np.array(given["w"])
    scores = objective.predict(w)
    h = Linear().decide(scores)
    # Away from the tie the answers stay the same all round w: the slope is 0.
    clear = objective.on(np.flatnonzero(scores != 0))
    nudges = w + 1e-6 * np.vstack([np.eye(3), -np.eye(3)])
    rises = clear.mistakes(nudges) - clear.mistakes(w)
    return {
        "scores": scores,
        "h": h,
        "zero_one": objective.wrong(w).astype(int),
        "mistakes": objective.mistakes(w),
        "error_rate": objective.mistakes(w) / objective.N,
        "sse_thresholded": objective.loss.value(h, objective.y).mean(),
        "gradient": (rises[:3] - rises[3:]) / 2e-6,
    }


@case
def gd_quadratic(given):
    bowl = Quadratic(given["A"], given["b"])
    run = descend(bowl, given["theta0"], GradientDescent(given["eta"]), given["steps"])
    return {
        "theta": run.thetas[1:],
        "loss": run.losses[1:],
        "theta_star": bowl.lowest,
        "loss_star": bowl.value(bowl.lowest),
    }


@case
def gd_critical_eta(given):
    bowl, X = Quadratic(given["A"], given["b"]), np.sqrt(2) * np.linalg.cholesky(given["A"]).T
    low, high = theory.curvatures(X)
    etas = np.array(given["etas"])
    run = descend(bowl, given["theta0"], GradientDescent(etas[:, None]), given["steps"])
    factors = 1 - etas[:, None] * [low, high]
    # Both roots of one axis are 1 - ηλ and 0; the first is the larger.
    plain = theory.step_factors([low, high], etas[:, None])[..., 0].real
    np.testing.assert_allclose(plain, factors, rtol=1e-12)
    error = np.linalg.norm(run.theta - bowl.lowest, axis=-1)
    keys = ("eta", "factors", "rate", "error50")
    columns = zip(etas, plain, np.abs(plain).max(axis=-1), error, strict=True)
    return {
        "eigenvalues": theory.curvatures(X),
        "eta_crit": theory.critical_eta(X),
        "eta_opt": theory.best_eta(X),
        "best_rate": np.abs(theory.step_factors(high, theory.best_eta(X))[0]),
        "rows": [dict(zip(keys, row, strict=True)) for row in columns],
    }


@case
def momentum_quadratic(given):
    bowl, optimizer = Quadratic(given["A"], given["b"]), Momentum(given["eta"], given["m"])
    run = descend(bowl, given["theta0"], optimizer, given["steps"])
    return {"V": run.velocities[1:], "theta": run.thetas[1:], "loss": run.losses[1:]}


@case
def momentum_eta_change(given):
    bowl, m = Quadratic(given["A"], given["b"]), given["m"]
    theta, state, slide = np.array(given["theta0"]), np.zeros(2), []
    for eta in given["etas"]:
        theta, state = Momentum(eta, m).step(theta, bowl.gradient(theta), state)
        slide.append(theta)
    theta, buffer, pytorch = np.array(given["theta0"]), 0.0, []
    for eta in given["etas"]:
        buffer = m * buffer + bowl.gradient(theta)
        theta = theta - eta * buffer
        pytorch.append(theta)
    return {"theta_slide": slide, "theta_pytorch": pytorch}


@case
def heavy_ball_eigenvalues(given):
    rows = []
    for lam, eta, m in given["cases"]:
        factors = theory.step_factors(lam, eta, m)
        sizes = np.sort(np.abs(factors))
        rows.append(
            {
                **{"lam": lam, "eta": eta, "m": m, "abs_eigenvalues": sizes},
                "spectral_radius": sizes[-1],
                "complex": bool((factors.imag != 0).all()),
                "stable": bool(eta < theory.critical_eta(with_curvatures(lam), m)),
            }
        )
        assert rows[-1]["stable"] == (sizes[-1] < 1)
    return {"rows": rows}


@case
def heavy_ball_optimum(given):
    rows = []
    for mu, L in given["cases"]:
        X = with_curvatures(mu, L)
        eta, m = theory.best_momentum(X)
        row = {"mu": mu, "L": L, "eta_opt": eta, "m_opt": m}
        row["rate"] = np.sqrt(m)
        row["rate_gd"] = np.abs(theory.step_factors(L, theory.best_eta(X))[0])
        row["eta_crit"] = theory.critical_eta(X, m)
        row["eta_crit_gd"] = theory.critical_eta(X)
        rows.append(row)
    return {"rows": rows}


@case
def momentum_closed_form(given):
    optimizer = Momentum(given["eta"], given["m"])
    run = descend(Quadratic([[given["lam"]]], [0.0]), [given["theta0"]], optimizer, given["steps"])
    factors = theory.step_factors(given["lam"], given["eta"], given["m"])
    return {"theta": run.thetas[1:, 0], "abs_r": np.abs(factors[0])}


@case
def rate_sublinear(given):
    curve = curves.Curve(lambda theta: theta**4 / 4, lambda theta: theta**3)
    run = descend(curve, [given["theta0"]], GradientDescent(given["eta"]), given["report"][-1])
    return {"theta": {str(step): run.thetas[step, 0] for step in given["report"]}}


@case
def sgd_noise_floor(given):
    """The stationary variance from the optimizer's own step, which is linear in (theta, V)."""
    rows = []
    for lam, s2, eta, m in given["cases"]:
        optimizer, unit = Momentum(eta, m), np.eye(3)
        theta, V, xi = unit[:, :1], unit[:, 1:2], unit[:, 2:]
        response = np.hstack(optimizer.step(theta, lam * (theta - xi), V)).T
        memory, kick = response[:, :2], response[:, 2:]
        noise = s2 * (kick @ kick.T).ravel()
        covariance = np.linalg.solve(np.eye(4) - np.kron(memory, memory), noise)
        rows.append({"lam": lam, "s2": s2, "eta": eta, "m": m, "variance": covariance[0]})
    return {"rows": rows}


@case
def minibatch_unbiased(given):
    objective, w, by_size = squared(given), np.array(given["w"]), {}
    each = objective.example_gradients(w)
    for B in range(1, objective.N + 1):
        subsets = itertools.combinations(range(objective.N), B)
        gradients = np.array([objective.on(rows).gradient(w) for rows in subsets])
        by_size[str(B)] = {
            "batches": len(gradients),
            "mean": gradients.mean(axis=0),
            "covariance": np.cov(gradients.T, bias=True),
        }
    return {
        "full_gradient": objective.gradient(w),
        "per_example": each,
        "S": np.cov(each.T, bias=True),
        "by_batch_size": by_size,
    }


@case
def epoch_of_minibatches(given):
    objective, w = squared(given), np.array(given["w"])
    epoch = itertools.islice(in_order(objective.N, 2), 3)
    gradients = np.array([objective.on(rows).gradient(w) for rows in epoch])
    return {"batches": gradients, "mean": gradients.mean(axis=0)}


@case
def double_well(given):
    curve = curves.double_well()
    starts = np.array(given["starts"])[:, None]
    run = descend(curve, starts, GradientDescent(given["eta"]), given["steps"])
    stationary = np.sort(np.roots([4, 0, -4, 0.3]).real)
    return {
        "stationary": stationary,
        "loss": curve.value(stationary[:, None]),
        "final": run.theta[:, 0],
    }


@case
def nonconvex_but_global(given):
    curve = curves.wavy_bowl()
    starts = np.array(given["starts"])[:, None]
    run = descend(curve, starts, GradientDescent(given["eta"]), given["steps"])
    return {
        "final": run.theta[:, 0],
        "second_derivative_at_half_pi": 2 + 6 * np.cos(2 * (np.pi / 2)),
    }


@case
def faces_train(given):
    faces, expected = load_faces("train"), {}
    assert faces.mouth.tolist() == given["mouth"]
    assert faces.brow.tolist() == given["brow"]
    assert faces.labels.tolist() == given["y"]
    designs = {
        "A_raw": raw(1)(faces.scores("mouth")),
        "A_centred": centred(1)(faces.scores("mouth")),
        "B_through_origin": centred(2, bias=False)(faces.scores("brow", "mouth")),
        "C_raw": raw(2)(faces.scores("mouth", "brow")),
    }
    for name, X in designs.items():
        objective, w_star = squared({"X": X, "y": faces.labels}), theory.optimum(X, faces.labels)
        expected[name] = {
            "w_star": w_star,
            "loss_star": objective.value(w_star),
            "eigenvalues": theory.curvatures(X),
            "kappa": theory.condition_number(X),
            "eta_crit": theory.critical_eta(X),
            "mistakes": objective.mistakes(w_star),
        }
    return expected


@case
def faces_train_loss(given):
    X = raw(1)(np.array(given["mouth"])[:, None])
    objective = squared({"X": X, "y": given["y"]})
    return {"loss": objective.value(given["w"]), "gradient": objective.gradient(given["w"])}
