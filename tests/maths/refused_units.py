"""What units, losses, labels, distributions and playgrounds refuse, and with which words."""

import numpy as np

from lecture_lib import checks, entropy, labels, softmax
from lecture_lib.activations import Identity, ReLU, Sigmoid, Softplus, Step, Tanh
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from lecture_lib.data import load_faces
from lecture_lib.experiments import curves
from lecture_lib.experiments.arrival import axis_coordinates, predicted_steps, steps_to_arrive
from lecture_lib.experiments.blended import BlendedUnit
from lecture_lib.experiments.budget import price_list
from lecture_lib.experiments.bumps import GaussianBumps, grid_of_bumps
from lecture_lib.experiments.designs import task
from lecture_lib.experiments.grins import SteepLine, grins, lowest_points
from lecture_lib.experiments.last_layer import LastLayer
from lecture_lib.experiments.lines import on_map
from lecture_lib.experiments.noise import gradient_covariance, points_uphill
from lecture_lib.experiments.optima import cross_entropy_optima, squared_optima
from lecture_lib.experiments.overfitting import bump_run
from lecture_lib.experiments.playgrounds import AbsoluteValue, Pinch, Ravine, Rosenbrock
from lecture_lib.experiments.rounding import Parted, descend_as_decided, direction
from lecture_lib.experiments.shares import distribution
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.experiments.slide_errors import InTurn, SlideSign, softmax_as_printed
from lecture_lib.experiments.weighted_loss import WeightedLoss
from lecture_lib.experiments.zero_one import crowd
from lecture_lib.logistic import LogisticRegression, SoftmaxRegression
from lecture_lib.losses import (
    AbsoluteLoss,
    SquaredError,
    SquaredLoss,
    SquaredLossOfOutputs,
    ZeroOneLoss,
)
from lecture_lib.models import Linear, Perceptron, SigmoidUnit
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.stopping import steps_since_best

NAN, INF = float("nan"), float("inf")
X, ONE_HOT = np.array([[1.0, 2.0], [1.0, 3.0]]), [[1, 0], [0, 1]]
SOFTMAX, UNIT = SoftmaxRegression(2), SigmoidUnit()
STEEP = grins(load_faces("grins"))
MANY = grins(load_faces("grins"), sharpness=[[2.0], [6.0]])
TIED, MASKED = [[1, 0], [1, 0], [1, 1.0]], np.ma.masked_array([0, 1], [1, 0])
FLAT = Objective(Linear(), SquaredLoss(), np.ones((2, 1)), [-1, 1])

REFUSED = [
    *(
        (method, ("high",), TypeError, "z must be made of real numbers, got 'high'")
        for unit in (Step(), Identity(), Sigmoid(), Tanh(), ReLU(), Softplus())
        for method in (unit.value, unit.derivative)
    ),
    (ReLU, (1.0,), ValueError, "leak must be at least 0 and below 1, got 1.0"),
    (ReLU, ([0.1],), ValueError, r"leak must be one number, got shape \(1,\)"),
    (Softplus, (0,), ValueError, "sharpness must be a positive finite number, got 0.0"),
    (SquaredError, ("half",), ValueError, "reduction must be 'mean' or 'sum', got 'half'"),
    (SquaredError("sum").value, ([[1.0], [2]], [1, 2]), ValueError, r"y_hat must .*\(2, 1\)"),
    (SquaredLossOfOutputs().value, ([[1, 2]], [[1]]), ValueError, r"y_hat must be .*\(1, 2\) and"),
    (AbsoluteLoss().derivative, ([1.0], [1, 2]), ValueError, r"y_hat must be .*got \(1,\) and"),
    (ZeroOneLoss().value, ([1.0], [1, 2]), ValueError, r"y_hat must be .*got \(1,\) and"),
    (ZeroOneLoss, (NAN,), ValueError, "threshold must hold finite numbers, got nan"),
    (squared_optima, (X, [1.0]), ValueError, r"X must have shape \(..., 1, D\) .*got \(2, 2\)"),
    (squared_optima, ([[1, 2], [1, 2]], [1, -1]), ValueError, "X must have .*independent columns"),
    (squared_optima, (X, [1.0, NAN]), ValueError, "y must hold finite numbers, got nan"),
    (cross_entropy_optima, (X, [1, -1]), ValueError, "y must hold the labels 0 and 1, got -1.0"),
    (cross_entropy_optima, (X, [0, 1]), ValueError, "a line splits the labels"),
    (cross_entropy_optima, (TIED, [0, 1, 1]), ValueError, "a line splits the labels"),
    (crowd, ("thirteen",), ValueError, "name must be one of twelve, forty, got 'thirteen'"),
    (task, ("five moods",), ValueError, "name must be one of two moods, .*got 'five moods'"),
    (bump_run, (FLAT, 3, 0), ValueError, "batch_size must be a whole number from 1 to 2, got 3"),
    (price_list, (0.15,), ValueError, r"level must be above the lowest loss, 0\.1523, got 0\.15"),
    (price_list, ("cheap",), TypeError, "level must be made of real numbers, got 'cheap'"),
    (LastLayer, ("tanh", "squared"), ValueError, "activation must be one of none, .*got 'tanh'"),
    (LastLayer("none", "squared").value, (ONE_HOT, [[1]]), ValueError, r"a must be \(\.\.\., N, K"),
    (InTurn, (FLAT, [0.3, 0.1]), ValueError, r"eta must be one number, or have .*got \(2,\)"),
    (
        InTurn(FLAT, [[0.3], [0.1]]).gradient,
        (np.zeros((3, 2)),),
        ValueError,
        r"theta, eta must have shapes that broadcast, got \(3, 2\), \(2, 1\)",
    ),
    (InTurn, (FLAT, -1.0), ValueError, "eta must be a positive finite number, got -1.0"),
    (SlideSign, ("squared",), TypeError, "loss must have the methods .*got 'squared'"),
    (SigmoidCrossEntropy().value, ([0.0], [0, 1]), ValueError, r"z must be .*\(1,\) and \(2,\)"),
    (SigmoidCrossEntropy().value, ([0, 0], [0, -1]), ValueError, "y must .*from 0 to 1, got -1.0"),
    (SigmoidCrossEntropy().derivative, ([0], [NAN]), ValueError, "y must hold finite .*got nan"),
    (SoftmaxCrossEntropy().value, ([0, 0], [1, 0]), ValueError, "y must be 2-dimensional"),
    (SoftmaxCrossEntropy().value, ([[0, 0, 0]], [[1, 0]]), ValueError, r"a must be .*\(1, 3\)"),
    (SoftmaxCrossEntropy().derivative, ([[0, 0]], [[2, -1]]), ValueError, "y must .*got -1.0"),
    (BlendedUnit, (1.5,), ValueError, "blend must be from 0 to 1, got 1.5"),
    (BlendedUnit, (NAN,), ValueError, "blend must hold finite numbers, got nan"),
    (BlendedUnit().predict, ([1.0], X), ValueError, r"theta must .*shape \(1,\) for \(2, 2\)"),
    (Perceptron().predict, ([1.0], X), ValueError, r"theta must .*shape \(1,\) for \(2, 2\)"),
    (Perceptron().gradient, ([0, 0], X, np.ones(3)), ValueError, r"slope must be .*got \(3,\)"),
    (UNIT.example_gradients, ([0, 0], X, np.ones(3)), ValueError, r"slope must be .*got \(3,\)"),
    (SigmoidUnit, ((0, 2),), ValueError, r"labels must be \(0, 1\) or \(-1, 1\), got \(0, 2\)"),
    (
        UNIT.check_labels,
        ([0, -1],),
        ValueError,
        "y must hold the labels 0 and 1, got -1.0 in row 1",
    ),
    (LogisticRegression().check_labels, ([-1],), ValueError, "labels 0 and 1, got -1.0 in row 0"),
    (SoftmaxRegression, (1,), ValueError, "K must be a whole number of at least 2, got 1"),
    (
        SOFTMAX.weights,
        ([1.0, 2, 3],),
        ValueError,
        r"theta must have shape \(..., 2·D\), got \(3,\)",
    ),
    (SOFTMAX.weights, ("w",), TypeError, "theta must be made of real numbers, got 'w'"),
    (SOFTMAX.predict, ([1.0, 2], X), ValueError, r"theta must .*2·D\) .*got \(2,\) for \(2, 2\)"),
    (SOFTMAX.predict, ([1.0, 2], [1.0]), ValueError, r"X of shape \(N, D\), got \(2,\) for \(1,\)"),
    (
        SOFTMAX.gradient,
        (0, X, np.ones((2, 3))),
        ValueError,
        r"slope must be \(..., N, 2\) .*\(2, 3",
    ),
    (SOFTMAX.example_gradients, (0, X, np.ones(2)), ValueError, r"slope must be .*got \(2,\)"),
    (SOFTMAX.check_labels, ([0, 1],), ValueError, "y must be 2-dimensional"),
    (Objective, (SOFTMAX, SoftmaxCrossEntropy(), X, [[1, 0]]), ValueError, r"y .*\(1, 2\) and"),
    (labels.check_two, ([0, NAN], 0, 1), ValueError, "y must hold finite numbers, got nan"),
    (labels.check_one_hot, (ONE_HOT, 3), ValueError, r"rows of 3 classes, got shape \(2, 2\)"),
    (
        labels.check_one_hot,
        ([[0.5, 0.5]], 2),
        ValueError,
        r"of 2 classes, got \[0.5 0.5\] in row 0",
    ),
    (labels.check_one_hot, ([[1, 0], [0, 0]], 2), ValueError, r"got \[0. 0.\] in row 1"),
    (labels.one_hot, ([0, 4], 4), ValueError, r"classes must be from 0 to 3, got \[0 4\]"),
    (labels.one_hot, ([-1], 4), ValueError, r"classes must be from 0 to 3, got \[-1\]"),
    (labels.one_hot, ([1.0], 4), TypeError, r"classes must be whole numbers, got \[1.\]"),
    (labels.decide_two, (["sad"], 0, 1), TypeError, "scores must be made of real .*'sad' in row 0"),
    (labels.decide_many, ([],), ValueError, r"scores must have their classes .*got \(0,\)"),
    (labels.decide_many, ([["a"]],), TypeError, "scores must be made of real .*'a' in row 0"),
    (labels.one_hot, ([0], 0), ValueError, "K must be a whole number of at least 1, got 0"),
    (labels.class_numbers, (["odd"], ("sad", "happy")), ValueError, "labels must .*got 'odd'"),
    (labels.class_numbers, (["odd"], [["odd"]]), ValueError, "classes must be names in one row"),
    (labels.class_numbers, (["odd"], {"odd"}), ValueError, "classes must be names in one row"),
    (labels.class_numbers, (MASKED, [0, 1]), ValueError, "labels must have no masked entries"),
    (labels.class_numbers, (["sad"], ("sad", "sad")), ValueError, "classes must differ"),
    (softmax.softmax, (1.0,), ValueError, r"a must have at least one score, .*got shape \(\)"),
    (softmax.softmax, ([1.0], 0.0), ValueError, "temperature must be a positive .*got 0.0"),
    (softmax_as_printed, ([float("inf")],), ValueError, "a must hold finite numbers, got inf"),
    (softmax_as_printed, ([1.0], -1), ValueError, "temperature must be a positive .*got -1"),
    (softmax.log_softmax, ([[], []],), ValueError, r"a must .*one score, .*got shape \(2, 0\)"),
    (softmax.log_sum_exp, ("a",), TypeError, "a must be made of real numbers, got 'a'"),
    (softmax.softmax_jacobian, ([1.0, None],), TypeError, "a must be made of real numbers"),
    (softmax.absolute_shares, ([True],), TypeError, "a must be made of real numbers"),
    (entropy.entropy, ([0.5, 0.6],), ValueError, "P must sum to 1, got 1.1"),
    (entropy.entropy, ([1.5, -0.5],), ValueError, "P must not be negative, got -0.5"),
    (entropy.entropy, (1.0,), ValueError, "P must have its probabilities in the last axis"),
    (entropy.entropy, ([1.0], "hartleys"), ValueError, "unit must be .*bits, got 'hartleys'"),
    (
        entropy.cross_entropy,
        ([1.0], [0.5, 0.5]),
        ValueError,
        r"Q must have as many .*got \(2,\) and",
    ),
    (
        entropy.cross_entropy,
        (np.full((3, 2), 0.5), np.full((4, 2), 0.5)),
        ValueError,
        r"P, Q must have shapes that broadcast, got \(3, 2\), \(4, 2\)",
    ),
    (entropy.cross_entropy, ([1.0], [NAN]), ValueError, "Q must hold finite numbers, got nan"),
    (entropy.kl_divergence, ([1.0], [0.9]), ValueError, "Q must sum to 1, got 0.9"),
    (GaussianBumps, ([0.0], 1.0), ValueError, r"centres must be 2-dimensional, got shape \(1,\)"),
    (GaussianBumps, (np.ones((0, 2)), 1.0), ValueError, "centres must have at least one bump"),
    (GaussianBumps, ([[0.0]], -1.0), ValueError, "width must be a positive finite .*got -1.0"),
    (GaussianBumps, ([[0.0]], 1.0, 0), TypeError, "bias must be True or False, got 0"),
    (GaussianBumps([[0.0]], 1.0), ([[1.0, 2]],), ValueError, r"features must have shape \(..., 1"),
    (grid_of_bumps, (4, 0, 7, 0.35), ValueError, "high must be above low = 4, got 0"),
    (grid_of_bumps, (0, 4, 1, 0.35), ValueError, "per_axis must be .*at least 2, got 1"),
    (curves.Curve, (np.sin, 1.0), TypeError, "slope must be a function, got 1.0"),
    (curves.double_well, (0.0,), ValueError, "width must be a positive finite number, got 0.0"),
    (curves.double_well().value, ([1.0, 2.0],), ValueError, r"theta must .*\(..., 1\), got \(2,\)"),
    (
        AbsoluteValue,
        ((1.0, 0.0),),
        ValueError,
        r"weights must be a positive .*got 0.0 at index \(1",
    ),
    (AbsoluteValue, ((1.0,), 2.0), ValueError, "at_crease must be from -1 to 1, got 2.0"),
    (AbsoluteValue().gradient, (0.0,), ValueError, r"theta must have shape \(..., 1\), got \(\)"),
    (Ravine, ((-1.0,),), ValueError, "curvatures must be a positive .*got -1.0"),
    (Ravine((1.0,)).hessian, ([1.0, 2],), ValueError, r"theta must have shape \(..., 1\), got"),
    (Pinch().value, ([1.0],), ValueError, r"theta must have shape \(..., 2\), got \(1,\)"),
    (Rosenbrock().gradient, ([1.0],), ValueError, r"theta must have shape \(..., 2\), got \(1,\)"),
    (SteepLine, (FLAT, 6.0), ValueError, "objective must have D = 2, got 1"),
    (SteepLine, (None, 6.0), TypeError, "objective must have the methods .*got None"),
    (STEEP.value, ([1.0, 2.0],), ValueError, r"theta must have shape \(..., 1\), got \(2,\)"),
    (grins, (load_faces("moods"),), TypeError, "y must be made of real numbers"),
    (grins, (load_faces("upside_down"),), ValueError, "columns .*got 'mouth'"),
    (grins, (3,), TypeError, "faces must have the methods scores, got 3"),
    (checks.points, ("theta", [1.0], 2), ValueError, r"theta must have shape .* 2\), got \(1,\)"),
    (grins, (load_faces("grins"), INF), ValueError, "sharpness must be a positive .*got inf"),
    (lowest_points, (STEEP, [[0, 24]]), ValueError, "rows must be from 0 to 23, got"),
    (lowest_points, (STEEP, [0, 1]), ValueError, r"batches must have shape \(T, B\), got \(2,\)"),
    (
        lowest_points,
        (FLAT.model, [[0]]),
        TypeError,
        "curve must have the methods example_losses, on",
    ),
    (lowest_points, (MANY, [[0]]), ValueError, "curve must have one sharpness, got"),
    (points_uphill, (STEEP, [1.0]), TypeError, "objective must have .*example_gradients, got"),
    (points_uphill, (FLAT, [1.0, 2]), ValueError, r"theta must be .*\(2,\) for \(2, 1\)"),
    (gradient_covariance, (STEEP, [1.0], 1), TypeError, "objective must have .*example_gradients"),
    (gradient_covariance, (FLAT, [1.0], 9), ValueError, "B must be .*, got 9"),
    (gradient_covariance, (FLAT, [1.0], 1, 2), TypeError, "replace must be True or False, got 2"),
    (steps_since_best, ([],), ValueError, "losses must have one entry per step, got"),
    (WeightedLoss, (SquaredLoss(), "absolute", 0.5), TypeError, "second must have the methods"),
    (WeightedLoss, (SquaredLoss(), AbsoluteLoss(), 1.5), ValueError, "w must be from 0 to 1"),
    (axis_coordinates, (X, [-1, 1], [1.0]), ValueError, r"theta must have shape \(..., 2\), got"),
    (steps_to_arrive, (X, [-1, 1], [1, 1], -0.1), ValueError, "eta must be a positive .*got -0.1"),
    (
        steps_to_arrive,
        (X, [-1, 1], [1, 1], [0.1, 0.2], [0.1, 0.2, 0.3]),
        ValueError,
        r"eta, m must have shapes that broadcast, got \(2,\), \(3,\)",
    ),
    (steps_to_arrive, (X * 0, [-1, 1], [1, 1], 0.1), ValueError, "X must have linearly"),
    (predicted_steps, (X, [-1, 1], 1.0, 0.1), ValueError, "theta0 must be 1-dimensional"),
    (shown_steps, (0,), ValueError, "steps must be a whole number of at least 1, got 0"),
    (distribution, ("p", [0.5, 0.6], (2,)), ValueError, "p must not be negative and sum to 1"),
    (on_map, ("start", (1, 5)), ValueError, "start must be two numbers within -4 and 4"),
    (direction, ("up",), TypeError, "vectors must be made of real numbers, got 'up'"),
    (Parted, (MANY, -1), ValueError, "reach must be a positive finite number, got -1"),
    (
        descend_as_decided,
        (FLAT, [1.0], GradientDescent(1), -5),
        ValueError,
        "steps must be a whole",
    ),
]
