"""How far a path is the method's, and from where on it is the machine's."""

import numpy as np
import pytest

from lecture_lib.adaptive import AdaGrad, Adam, RMSProp
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.grins import grins
from lecture_lib.experiments.playgrounds import Ravine
from lecture_lib.experiments.race import grounds
from lecture_lib.experiments.rounding import SHAKE, Shaken, descend_as_decided, direction
from lecture_lib.models import Linear, SigmoidUnit
from lecture_lib.optimizers import GradientDescent, Momentum, Nesterov

ETAS = np.array([0.1, 0.2])[:, None]


@pytest.mark.parametrize(
    "optimizer",
    [GradientDescent(0.3), Momentum(0.3, 0.9), Nesterov(0.2, 0.9), AdaGrad(0.5), Adam(0.2)],
    ids=lambda optimizer: type(optimizer).__name__,
)
def test_what_the_method_decides_is_walked_to_the_end(optimizer):
    args = (Ravine((0.2, 5.9)), [1.5, 1.0], optimizer, 300)
    run, plain = descend_as_decided(*args), descend(*args)
    assert (run.reason, run.stopped_at) == ("steps", 300)
    np.testing.assert_array_equal(run.thetas, plain.thetas)


def test_a_path_that_magnifies_rounding_is_stopped_while_it_is_the_method_s():
    run = descend_as_decided(Ravine((0.2, 5.9)), [1.5, 1.0], RMSProp(ETAS), 300)
    assert run.reason.tolist() == ["rounding", "rounding"]
    nudged = descend(Ravine((0.2, 5.9)), [1.5, 1.0 + 1e-15], RMSProp(ETAS), 300).thetas
    for take, end in enumerate(run.stopped_at):
        np.testing.assert_allclose(run.thetas[: end + 1, take], nudged[: end + 1, take], atol=1e-7)


def test_a_divergence_is_called_one():
    run = descend_as_decided(Ravine((1.0, 5.9)), [1.5, 1.0], GradientDescent(0.5), 300)
    assert run.reason == "diverged"


def test_a_ball_that_hops_about_is_stopped():
    curve, starts = grins(load_faces("grins")), np.linspace(-1, 5, 25)[:, None]
    run = descend_as_decided(curve, starts, Momentum(10.0, 0.9), 300)
    assert (run.reason == "rounding").any()
    calm = descend_as_decided(curve, starts, Momentum(1.0, 0.0), 300)
    assert (calm.reason == "steps").all()


def test_batches_are_the_same_for_both():
    curve, rows = grins(load_faces("grins")), [np.array([0, k % 24]) for k in range(40)]
    run = descend_as_decided(curve, [1.0], GradientDescent(0.5), 40, batches=rows)
    assert run.stopped_at == 40
    with pytest.raises(TypeError, match="batches"):
        descend_as_decided(curve, [1.0], GradientDescent(0.5), 40, batches=iter(rows))


def test_shaking_is_small_and_always_the_same():
    shaken = Shaken(GradientDescent(1.0))
    theta, state = np.zeros(2), shaken.init(np.zeros(2))
    for _ in range(50):
        moved, state = shaken.step(theta, np.zeros(2), state)
        assert 0 < np.abs(moved).max() <= SHAKE
    again, _ = shaken.step(theta, np.zeros(2), shaken.init(theta))
    np.testing.assert_array_equal(again, shaken.step(theta, np.zeros(2), shaken.init(theta))[0])


def test_the_shaken_optimizer_looks_where_its_own_does():
    shaken = Shaken(Nesterov(0.1, 0.5))
    theta, (velocity, _) = shaken.step(np.zeros(1), np.ones(1), shaken.init(np.zeros(1)))
    np.testing.assert_array_equal(shaken.look(theta, (velocity, 1)), theta + 0.5 * velocity)


def test_directions_have_length_one_or_are_none():
    ways = direction([[3e5, -4e5], [3e-8, 4e-8], [1e-16, 0]])
    np.testing.assert_allclose(ways[:2], [[0.6, -0.8], [0.6, 0.8]])
    assert np.isnan(ways[2]).all()


@pytest.mark.parametrize("noise", [0.0, 4e-15, -4e-15])
def test_a_tie_is_a_tie_however_it_is_rounded(noise):
    assert Linear().decide([noise])[0] == -1
    assert SigmoidUnit().decide([0.5 + noise / 4])[0] == 0


def test_rmsprop_ends_hopping_to_and_fro_from_wherever_it_starts():
    """Notebook 08: by η in each weight, 0.051 above the bottom, from each of 200 starts."""
    bowl, eta = grounds()["faces"], 0.2
    starts = np.random.default_rng(0).uniform(-4, 4, (200, 2))
    run = descend(bowl.objective, starts, RMSProp(eta), 1000)
    np.testing.assert_allclose(np.abs(run.velocities[-50:]), eta, rtol=1e-6)
    np.testing.assert_allclose(run.losses[-50:] - bowl.lowest, 0.0506, atol=5e-4)
