"""Curves, playgrounds, the grins curve and Gaussian bumps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments import curves
from lecture_lib.experiments.bumps import GaussianBumps, grid_of_bumps
from lecture_lib.experiments.grins import SteepLine, grins
from lecture_lib.experiments.playgrounds import AbsoluteValue, Pinch, Ravine, Rosenbrock
from lecture_lib.gradient_check import check_gradient, numerical_gradient
from lecture_lib.optimizers import GradientDescent

GROUNDS = {
    "double_well": (curves.double_well(), 1),
    "wavy_bowl": (curves.wavy_bowl(), 1),
    "endless_slope": (curves.endless_slope(), 1),
    "exp_sine": (curves.exp_sine(), 1),
    "absolute": (AbsoluteValue(), 1),
    "creased": (AbsoluteValue((1.0, 2.0)), 2),
    "parabola": (Ravine((4.0,)), 1),
    "ravine": (Ravine((1.0, 30.0, 5.0)), 3),
    "rosenbrock": (Rosenbrock(), 2),
    "pinch": (Pinch(), 2),
    "grins": (grins(load_faces("grins")), 1),
    "staircase": (grins(load_faces("grins"), sharpness=40.0), 1),
}


@pytest.mark.parametrize("name", GROUNDS)
@given(seed=st.integers(0, 2**31))
def test_gradients_agree_with_central_differences(name, seed):
    ground, D = GROUNDS[name]
    theta = np.random.default_rng(seed).uniform(-3, 3, D)
    assert check_gradient(ground.value, ground.gradient, theta, tolerance=1e-5).ok


@pytest.mark.parametrize("name", GROUNDS)
def test_one_call_evaluates_a_grid_of_thetas(name):
    ground, D = GROUNDS[name]
    thetas = np.random.default_rng(0).uniform(-3, 3, (2, 3, D))
    values, gradients = ground.value(thetas), ground.gradient(thetas)
    assert (values.shape, gradients.shape) == ((2, 3), (2, 3, D))
    for place in np.ndindex(2, 3):
        assert values[place] == pytest.approx(ground.value(thetas[place]), rel=1e-12)
        np.testing.assert_allclose(gradients[place], ground.gradient(thetas[place]), rtol=1e-12)


@pytest.mark.parametrize("name", ["parabola", "ravine", "rosenbrock"])
def test_hessians_are_the_change_of_the_gradient(name):
    ground, D = GROUNDS[name]
    thetas = np.random.default_rng(1).uniform(-2, 2, (4, D))
    together = ground.hessian(thetas)
    assert together.shape == (4, D, D)
    for theta, H in zip(thetas, together, strict=True):
        rows = [numerical_gradient(lambda at, d=d: ground.gradient(at)[d], theta) for d in range(D)]
        np.testing.assert_allclose(H, rows, atol=1e-5)


def test_a_step_along_the_subgradient_hops_over_the_crease_for_ever():
    run = descend(AbsoluteValue(), [0.75], GradientDescent(0.5), 40)
    assert run.thetas[-4:, 0].tolist() == [0.25, -0.25, 0.25, -0.25]


def test_the_endless_slope_is_followed_without_end():
    run = descend(curves.endless_slope(), [0.0], GradientDescent(1.0), 1000)
    assert (np.diff(run.thetas[:, 0]) > 0).all()
    assert run.thetas[-1, 0] == pytest.approx(np.log(1000), abs=0.01)


def test_rosenbrock_is_lowest_at_one_one():
    assert Rosenbrock().value([1.0, 1.0]) == 0
    assert Rosenbrock().gradient([1.0, 1.0]).tolist() == [0, 0]


def test_the_pinch_has_partial_derivatives_where_it_is_not_continuous():
    along_the_axes = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]) * 1e-3
    assert Pinch().value(along_the_axes).tolist() == [0, 0, 0]
    assert Pinch().gradient([0.0, 0.0]).tolist() == [0, 0]
    x = np.geomspace(1, 1e-150, 20)
    assert Pinch().value(np.stack([x, x**2], axis=-1)).tolist() == pytest.approx([0.5] * 20)
    assert Pinch().value(np.stack([x, -(x**2)], axis=-1)).tolist() == pytest.approx([-0.5] * 20)
    straight = Pinch().value(x[:, None] * [0.6, 0.8])  # x² y / (x⁴ + y²) is about x² / y here
    assert straight[1:] == pytest.approx(0.45 * x[1:], rel=1e-7)


def test_which_subgradient_stands_on_the_crease():
    assert AbsoluteValue((1, 2), at_crease=-1).gradient([0.0, -3.0]).tolist() == [-1, -2]
    assert AbsoluteValue((1, 2), at_crease=0.5).gradient([0.0, 0.0]).tolist() == [0.5, 1]


def test_the_line_is_a_sigmoid_unit():
    curve = grins(load_faces("grins"), sharpness=3.0)
    assert curve.weights([[2.0]]).tolist() == [[-6.0, 3.0]]
    assert curve.value([2.0]) == curve.objective.value([-6.0, 3.0])


def test_many_sharpnesses_side_by_side():
    faces, theta, a = load_faces("grins"), np.linspace(0, 4, 9)[:, None, None], [1.0, 6.0, 40.0]
    together = grins(faces, np.array(a)[:, None])
    assert together.value(theta).shape == (9, 3)
    for column, sharpness in enumerate(a):
        alone = grins(faces, sharpness)
        np.testing.assert_allclose(together.value(theta)[:, column], alone.value(theta[:, 0]))
        slopes = together.gradient(theta)[:, column]
        np.testing.assert_allclose(slopes, alone.gradient(theta[:, 0]))


def test_the_curve_of_some_faces():
    curve, rows = grins(load_faces("grins")), [0, 5, 5, 23]
    part = curve.on(rows)
    assert isinstance(part, SteepLine)
    alone = [curve.on([row]).value([1.7]) for row in rows]
    assert part.value([1.7]) == pytest.approx(np.mean(alone))


def test_bumps():
    bumps = GaussianBumps([[0.0, 0.0], [3.0, 4.0]], width=2.5)
    X = bumps([[0.0, 0.0], [3.0, 4.0]])
    # Two widths apart: e^-2.
    np.testing.assert_allclose(X, [[1, 1, np.exp(-2)], [1, np.exp(-2), 1]])
    without = GaussianBumps(bumps.centres, width=2.5, bias=False)
    assert without(np.zeros((3, 4, 2))).shape == (3, 4, 2)
    with pytest.raises(ValueError, match="read-only"):
        bumps.centres[0] = 1


def test_bumps_stand_on_a_grid():
    centres = grid_of_bumps(0, 4, per_axis=3, width=1.0).centres
    assert sorted(map(tuple, centres.tolist())) == [(a, b) for a in (0, 2, 4) for b in (0, 2, 4)]
