"""How likely dice are to find the lowest place, and how well a slope can be measured."""

import numpy as np
import pytest

from lecture_lib import theory
from lecture_lib.descent import descend
from lecture_lib.experiments.curves import exp_sine
from lecture_lib.experiments.guessing import chance_below
from lecture_lib.gradient_check import difference_quotients
from lecture_lib.optimizers import GradientDescent


@pytest.mark.parametrize("level", ["0.16", "0.1533"])
def test_the_chance_is_that_of_the_table(model_a, numbers, level):
    wanted = numbers[f"S1.guess_area_{level}"]
    p = chance_below(model_a.X, model_a.y, float(level))
    assert p == pytest.approx(wanted["prob"], rel=5e-6)
    assert 1 / p == pytest.approx(wanted["expected"], rel=5e-6)


@pytest.mark.parametrize("name", ["A_raw", "B_through_origin", "C_raw"])
def test_the_chance_is_the_share_of_many_guesses(face_models, name):
    objective = face_models[name]
    level, tries = 0.18, 400_000
    p = chance_below(objective.X, objective.y, level)
    guesses = np.random.default_rng(0).uniform(-3, 3, (tries, objective.D))
    hits = np.mean(objective.value(guesses) < level)
    assert abs(hits - p) < 4 * np.sqrt(p * (1 - p) / tries)


def test_nothing_lies_below_the_lowest_place(model_a):
    lowest = model_a.value(theory.optimum(model_a.X, model_a.y))
    assert chance_below(model_a.X, model_a.y, float(lowest) - 1e-9) == 0


@pytest.mark.parametrize("level", ["0.16", "0.1533"])
def test_descent_needs_the_steps_of_the_table(model_a, numbers, level):
    for eta, steps in numbers[f"S1.gd_steps_to_{level}"].items():
        run = descend(model_a, [1.5, 1.0], GradientDescent(float(eta)), 400)
        assert run.first_below(float(level)) == steps


def test_quotients_err_as_in_the_table(numbers):
    curve = exp_sine()
    slope = curve.gradient([1.0]).item()
    table = numbers["S2.finite_difference"]
    h = np.array([float(step) for step in table])
    quotients = difference_quotients(lambda at: curve.value(at[..., None]), 1.0, h)
    for kind, measured in zip(("forward", "central"), quotients, strict=True):
        wanted = np.array([row[kind] for row in table.values()])
        # further down the error is rounding: of the order of 1e-16 / h, another one on each machine
        smooth = h >= (1e-6 if kind == "forward" else 1e-3)
        np.testing.assert_allclose(np.abs(measured - slope)[smooth], wanted[smooth], rtol=2e-5)
        noise = 4 * np.finfo(float).eps * 2.4 / h[~smooth] + 1e-10
        assert (np.abs(measured - slope)[~smooth] < noise).all()
