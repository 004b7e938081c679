"""What further optimizers, streams, starts and networks refuse, and with which words."""

import numpy as np

from lecture_lib import batches, initialization, theory
from lecture_lib.activations import Identity, Sigmoid
from lecture_lib.adaptive import AdaGrad, Adam, RMSProp
from lecture_lib.backprop import backward, forward, with_one
from lecture_lib.experiments import noise
from lecture_lib.experiments.backprop_faults import FaultyNetwork, with_fault, wrong_layers
from lecture_lib.experiments.playgrounds import Rosenbrock
from lecture_lib.losses import SquaredLoss
from lecture_lib.network import Network
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Nesterov
from lecture_lib.schedules import Scheduled
from lecture_lib.second_order import Newton, bfgs, secant_update

NAN = float("nan")
RNG = np.random.default_rng(0)


class Sums:
    """An objective that gives one number for all that it is asked."""

    def value(self, theta):
        return float((theta**2).sum())

    def gradient(self, theta):
        return 2 * theta


PLAIN, VALLEY, ONE = GradientDescent(0.1), Rosenbrock(), np.eye(2)
SIGMOIDS = (Sigmoid(), Sigmoid())
NETWORK = Network((2, 2, 1), SIGMOIDS)
THREE = Network((2, 2, 3), SIGMOIDS)
LAYERS = [np.ones((2, 3)), np.ones((1, 3))]
X = np.ones((4, 3))
PASSED = forward(LAYERS, SIGMOIDS, X)
WITH_NETWORK = Objective(NETWORK, SquaredLoss(), X, np.ones(4))

REFUSED = [
    (with_fault, (NETWORK, "sign"), TypeError, "objective must have a Network as .*, got None"),
    (with_fault, (WITH_NETWORK, "typo"), ValueError, "fault must be one of none, .*got 'typo'"),
    (with_fault, (WITH_NETWORK, "bias", 0), ValueError, "eta must be a positive .*, got 0"),
    (wrong_layers, ("typo", 2), ValueError, "fault must be one of none, .*got 'typo'"),
    (wrong_layers, ("bias", 0), ValueError, "layers must be a whole number .*, got 0"),
    (FaultyNetwork, ((2, 1), (Sigmoid(),), (0, 1), "sign"), ValueError, "fault must not be 'sign'"),
    (FaultyNetwork, ((2, 1), SIGMOIDS), ValueError, "activations must be one per layer, got 2"),
    (Nesterov, (-1.0, 0.9), ValueError, "eta must be a positive finite number, got -1.0"),
    (Nesterov, (0.1, 1.0), ValueError, "m must be at least 0 and below 1, got 1.0"),
    (Scheduled, (PLAIN, 0.5), TypeError, "factor must have the methods __call__, got 0.5"),
    (Scheduled, (PLAIN, lambda t: -t), ValueError, r"factor\(0\) must be a positive .*got 0.0"),
    (Scheduled, (Newton(ONE), len), TypeError, "optimizer must have a learning rate eta, got Newt"),
    (Scheduled, (0.1, lambda t: 1), TypeError, "optimizer must have the methods init, step, got"),
    (
        Scheduled(PLAIN, lambda t: 1 - t).step,
        (np.zeros(2), np.zeros(2), (None, 3)),
        ValueError,
        r"factor\(3\) must be a positive finite number, got -2.0",
    ),
    (AdaGrad, (0.0,), ValueError, "eta must be a positive finite number, got 0.0"),
    (AdaGrad, (0.1, 0.0), ValueError, "epsilon must be a positive finite number, got 0.0"),
    (RMSProp, (NAN,), ValueError, "eta must be a positive finite number, got nan"),
    (RMSProp, (0.1, 1.0), ValueError, "rho must be at least 0 and below 1, got 1.0"),
    (RMSProp, (0.1, 0.9, -1e-8), ValueError, "epsilon must be a positive .*got -1e-08"),
    (Adam, ("fast",), TypeError, "eta must be made of real numbers, got 'fast'"),
    (Adam, (0.1, 1.0), ValueError, "beta1 must be at least 0 and below 1, got 1.0"),
    (Adam, (0.1, 0.9, -0.1), ValueError, "beta2 must be at least 0 and below 1, got -0.1"),
    (Adam, (0.1, 0.9, 0.9, [1e-8]), ValueError, "epsilon must be one number, got shape"),
    (Newton, (1.0,), ValueError, "hessian must be 2-dimensional, got shape"),
    (Newton, (np.ones((2, 3)),), ValueError, r"hessian must have as many rows .*got shape \(2, 3"),
    (Newton, ([[NAN]],), ValueError, "hessian must hold finite numbers, got nan"),
    (secant_update, (ONE, [1.0], [1.0]), ValueError, r"B must be D by D, .*got \(2, 2\), \(1,\)"),
    (secant_update, (ONE, [1.0, NAN], [1.0, 1]), ValueError, "step must hold finite .*got nan"),
    (secant_update, (ONE, [1.0, 1], ["a", "b"]), TypeError, "change must be made of real numbers"),
    (
        bfgs,
        (Sums(), [1.0, 1.0], 5),
        ValueError,
        r"objective.value must give an array .*\(1,\), got",
    ),
    (bfgs, (VALLEY, [[1.0, 1.0]], 5), ValueError, "theta0 must be 1-dimensional, got shape"),
    (bfgs, (VALLEY, [1e10, 1.0], 5), ValueError, r"theta0 must lie within 1e\+09 .*got \[1.e\+10"),
    (bfgs, (VALLEY, [1.0, 1.0], -1), ValueError, "steps must be .*at least 0, got -1"),
    (bfgs, ("bowl", [1.0], 5), TypeError, "objective must have the methods value, gradient, got"),
    (batches.streamed_gradient, (3, [0.0]), TypeError, "chunks must have the methods __iter__, go"),
    (batches.streamed_gradient, ([], [0.0]), ValueError, "chunks must have at least one .*none"),
    (batches.streamed_gradient, ([ONE], [0.0]), TypeError, "chunks must have the methods gradient"),
    (initialization.glorot, ((3,), RNG), ValueError, r"shape must be .*input, got \(3,\)"),
    (initialization.glorot, ((2, 3), 0), TypeError, "rng must be a generator, .*got 0"),
    (initialization.he, ((2, 1), RNG), ValueError, r"shape must be .*one input, got \(2, 1\)"),
    (initialization.he, ((2, 0), RNG), ValueError, "shape must be a whole number of at least 1"),
    (initialization.stored, ("slow",), ValueError, "name must be one of fast, .*got 'slow'"),
    (theory.critical_eta, (ONE, 0.5, 1), TypeError, "nesterov must be True or False, got 1"),
    (noise.batch_covariance, (ONE, [1, -1], 3), ValueError, "B must be .*from 1 to 2, got 3"),
    (noise.batch_covariance, (ONE, [1], 1), ValueError, r"y must have one target .*got \(1,\)"),
    (noise.expected_losses, (ONE, [1, -1], [NAN, 0], 0.1, 1, 2), ValueError, "theta0 must hold"),
    (noise.expected_losses, (ONE, [1, -1], ONE, 0.1, 1, 2), ValueError, "theta0 must be 1-dimens"),
    (noise.expected_losses, (ONE, [1, -1], [0.0], 0.0, 1, 2), ValueError, "eta must be a positive"),
    (noise.expected_losses, (ONE, [1, -1], [0.0], 0.1, 3, 2), ValueError, "B must be .*got 3"),
    (noise.critical_eta_of_batches, (X, 1), ValueError, "X must have linearly independent columns"),
    (noise.critical_eta_of_batches, (ONE, 0), ValueError, "B must be .*from 1 to 2, got 0"),
    (noise.noise_floor, (ONE, [1, -1], 9.0, 1), ValueError, "eta must be below .*blows up, got 9"),
    (with_one, (1.0,), ValueError, r"x must have shape \(..., D\), got the number 1.0"),
    (
        forward,
        (LAYERS, SIGMOIDS[:1], X),
        ValueError,
        "activations must be one per .*1 for 2 layers",
    ),
    (forward, ([], [], X), ValueError, "activations must be one per layer, got 0 for 0 layers"),
    (forward, (LAYERS, SIGMOIDS, X[:, :2]), ValueError, r"weights\[0\] must have 2 columns"),
    (
        forward,
        ([LAYERS[0][0]], SIGMOIDS[:1], X),
        ValueError,
        r"weights\[0\] must be of shape \(..., K, 1 \+ D\), got \(3,\)",
    ),
    (
        forward,
        ([[["a"]]], SIGMOIDS[:1], X),
        TypeError,
        r"weights\[0\] must be made of real numbers",
    ),
    (forward, (LAYERS, ("relu", Sigmoid()), X), TypeError, r"activations\[0\] must .*got 'relu'"),
    (forward, (LAYERS, SIGMOIDS, X[0]), ValueError, "X must be 2-dimensional, got shape"),
    (backward, (LAYERS, SIGMOIDS, PASSED, np.ones(4)), ValueError, r"slope must be \(4, 1\), got"),
    (backward, (LAYERS, SIGMOIDS[:1], PASSED, 1.0), ValueError, "activations must be one per"),
    (
        Network,
        ((2, 2, 1), SIGMOIDS[:1]),
        ValueError,
        r"activations must be one .*sizes \(2, 2, 1\)",
    ),
    (Network, ((2,), ()), ValueError, r"activations must be one .*got 0 for sizes \(2,\)"),
    (
        Network,
        ((2, 0, 1), SIGMOIDS),
        ValueError,
        "sizes must be a whole number of at least 1, got 0",
    ),
    (Network, ((2, 1), Sigmoid()), TypeError, r"activations must be a tuple, got Sigmoid\(\)"),
    (Network, (3, SIGMOIDS), TypeError, "sizes must be a tuple, got 3"),
    (Network, ((2, 1), SIGMOIDS[:1], np.array([0, 1])), ValueError, r"labels must be \(0, 1\) or"),
    (Network, ((2, 1), (Sigmoid,)), TypeError, "activations must have the methods value, deriv"),
    (Network, ((2, 1), (Identity(),), (1, -1)), ValueError, r"labels must be .*got \(1, -1\)"),
    (NETWORK.weights, (np.ones(8),), ValueError, r"theta must have shape \(..., 9\), got \(8,\)"),
    (NETWORK.weights, (["a"] * 9,), TypeError, "theta must be made of real numbers"),
    (NETWORK.theta, (LAYERS[:1],), ValueError, r"weights must have the shapes .*got \[\(2, 3\)\]"),
    (NETWORK.predict, (np.ones(9), X[:, :2]), ValueError, r"weights\[0\] must have 2 columns"),
    (NETWORK.gradient, (np.ones(9), X, np.ones(3)), ValueError, r"slope must be \(4, 1\), got \(3"),
    (
        NETWORK.example_gradients,
        (np.ones(9), X, np.ones((4, 2))),
        ValueError,
        r"slope must be \(4, 1\), got \(4, 2, 1\)",
    ),
    (NETWORK.check_labels, ([1, -1],), ValueError, "y must hold the labels 0 and 1, got -1.0 in"),
    (THREE.check_labels, ([[1, 1, 0]],), ValueError, "y must"),
]
