"""How many steps it takes: counted along the axes of the bowl, told from full descents."""

import numpy as np
import pytest

from lecture_lib import theory
from lecture_lib.descent import descend
from lecture_lib.experiments.arrival import axis_coordinates, predicted_steps, steps_to_arrive
from lecture_lib.optimizers import Momentum, Nesterov

START = (1.5, 1.0)
DIVERGED = -1


def excess(objective):
    return objective.value(theory.optimum(objective.X, objective.y))


@pytest.mark.parametrize("name", ["A_raw", "A_centred", "A_standardized", "B_through_origin"])
def test_along_its_axes_the_bowl_is_a_sum_of_parabolas(face_models, name):
    objective = face_models[name]
    thetas = np.random.default_rng(0).normal(size=(20, 2))
    c = axis_coordinates(objective.X, objective.y, thetas)
    heights = 0.5 * c**2 @ theory.curvatures(objective.X)
    np.testing.assert_allclose(objective.value(thetas) - excess(objective), heights, rtol=1e-9)


def test_the_table_of_learning_rates(model_a, numbers):
    table = numbers["S7.iters_to_1e-6"]
    etas = [float(eta) for eta in table]
    counted = steps_to_arrive(model_a.X, model_a.y, START, etas)
    wanted = [n if isinstance(n, int) else DIVERGED for n in table.values()]
    assert counted.tolist() == wanted


@pytest.mark.parametrize("name", ["A_raw", "A_standardized", "C_raw"])
def test_theory_counts_the_same_steps(face_models, name):
    objective = face_models[name]
    start = [1.5, 1.0, -0.5][: objective.D]
    critical = theory.critical_eta(objective.X)
    etas = critical * np.array([[0.05, 0.3, 0.5, 0.9], [0.97, 0.99, 1.001, 2.0]])
    counted = steps_to_arrive(objective.X, objective.y, start, etas, most=6000)
    predicted = predicted_steps(objective.X, objective.y, start, etas)
    assert predicted.tolist() == counted.tolist()
    assert (predicted[1, 2:] == DIVERGED).all()


def test_theory_counts_beyond_all_patience(model_a):
    critical = theory.critical_eta(model_a.X)
    assert predicted_steps(model_a.X, model_a.y, START, critical * (1 - 1e-9)) > 10**9


@pytest.mark.parametrize(("key", "nesterov"), [("momentum", False), ("nesterov", True)])
def test_the_tables_of_momentum(model_a, numbers, key, nesterov):
    table = numbers[f"S8.iters_{key}"]
    m = np.array([[float(m)] for m in table])
    etas = [float(eta) for eta in next(iter(table.values()))]
    counted = steps_to_arrive(model_a.X, model_a.y, START, etas, m, nesterov=nesterov)
    wanted = [[DIVERGED if n == "diverged" else n for n in row.values()] for row in table.values()]
    assert counted.tolist() == wanted


@pytest.mark.parametrize("method", [Momentum, Nesterov])
def test_it_is_what_a_recorded_descent_says(face_models, method):
    objective = face_models["C_raw"]
    start, etas, ms = [1.0, -0.5, 0.3], np.array([0.02, 0.1, 0.15]), np.array([[0.0], [0.8]])
    run = descend(objective, start, method(etas[:, None], ms[..., None]), 300)
    counted = steps_to_arrive(
        objective.X, objective.y, start, etas, ms, nesterov=method is Nesterov, most=300
    )
    assert counted.tolist() == run.first_below(excess(objective) + 1e-6).tolist()
    assert (counted > 0).any()


def test_who_starts_at_the_bottom_has_arrived(model_a):
    bottom = theory.optimum(model_a.X, model_a.y)
    assert steps_to_arrive(model_a.X, model_a.y, bottom, [0.1, 5.0]).tolist() == [0, 0]
    assert predicted_steps(model_a.X, model_a.y, bottom, 0.1) == 0


def test_some_have_arrived_and_others_are_still_counted(model_a):
    etas = [0.1, 0.3, 0.34]
    side_by_side = predicted_steps(model_a.X, model_a.y, START, etas, tolerance=10.0)
    assert side_by_side.tolist() == [0, 0, -1]


def test_nobody_arrives_without_steps(model_a):
    assert steps_to_arrive(model_a.X, model_a.y, START, 0.3, most=0) == DIVERGED


@pytest.mark.parametrize(
    ("change", "error", "name"),
    [
        ({"eta": -0.1}, ValueError, "eta"),
        ({"m": 1.0}, ValueError, "m must"),
        ({"theta0": [1.0]}, ValueError, "theta"),
        ({"tolerance": 0}, ValueError, "tolerance"),
        ({"most": 2.5}, TypeError, "most"),
        ({"nesterov": 1}, TypeError, "nesterov"),
        ({"X": [[1.0, 2.0], [1.0, 2.0]], "y": [1, -1]}, ValueError, "independent"),
    ],
)
def test_bad_arguments_are_refused_by_name(model_a, change, error, name):
    good = {"X": model_a.X, "y": model_a.y, "theta0": START, "eta": 0.1}
    with pytest.raises(error, match=name):
        steps_to_arrive(**(good | change))
