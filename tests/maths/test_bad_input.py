"""Every public function and class of the maths floor says clearly what is wrong with its input."""

import importlib
import inspect
import re
from pathlib import Path

import numpy as np
import pytest
from refused_networks import REFUSED as REFUSED_BY_NETWORKS
from refused_units import REFUSED as REFUSED_BY_UNITS

import lecture_lib
from lecture_lib import batches, checks, initialization, theory
from lecture_lib.data import load_faces
from lecture_lib.descent import descend, walk
from lecture_lib.experiments.guessing import chance_below
from lecture_lib.features import FeatureMap, centred, raw, standardized
from lecture_lib.gradient_check import check_gradient, difference_quotients, numerical_gradient
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Momentum, looks_at
from lecture_lib.stopping import Diverged, NoImprovement, SmallGradient

NAN, INF = float("nan"), float("inf")
RNG = np.random.default_rng(0)
X, y = [[1.0, 2.0], [1.0, 3.0]], [-1, 1]
LINEAR, SQUARED, PLAIN = Linear(), SquaredLoss(), GradientDescent(0.1)
GOOD = Objective(LINEAR, SQUARED, X, y)


RECORDS = {"GradientCheck", "Moments", "Forward", "Backward"}
# their caller has checked
INSIDE = {walk, looks_at, checks.guarded_by, checks.unguarded, checks.together}


def first_step(*arguments):
    """``walk`` is a generator: it looks at its arguments when the first step is asked for."""
    return next(walk(*arguments))


RUN = descend(GOOD, [0.0, 0.0], PLAIN, 3)

# What is called, with what, and what the message must say: the argument, and the value or shape.
BAD = [
    *REFUSED_BY_UNITS,
    *REFUSED_BY_NETWORKS,
    (load_faces, ("happy",), ValueError, "name must be one of train, .*got 'happy'"),
    (load_faces, (3,), ValueError, "name must be one of .*got 3"),
    (load_faces("grins").scores, ("brow",), ValueError, "columns .*'grins'.*got 'brow'"),
    (load_faces("train").scores, (), ValueError, "columns .*got 'none'"),
    (FeatureMap, ((0.0,), (0.0,)), ValueError, r"scale must be a positive .*got 0.0 at index \(0,"),
    (FeatureMap, ((0.0,), (1.0, 2.0)), ValueError, "scale must have one entry per shift"),
    (FeatureMap, ((NAN,), (1.0,)), ValueError, "shift must hold finite numbers, got nan"),
    (FeatureMap, ((0.0,), (1.0,), 1), TypeError, "bias must be True or False, got 1"),
    (raw(2), ([[1.0], [2.0]],), ValueError, r"features must have shape \(..., 2\), got \(2, 1\)"),
    (raw(1), ([[NAN]],), ValueError, r"features must hold finite numbers, got nan at index \(0, 0"),
    (raw(1).to_raw, ([1.0],), ValueError, r"theta must have shape \(..., 2\), got \(1,\)"),
    (raw(1).from_raw, ([1.0],), ValueError, r"weights must have shape \(..., 2\), got \(1,\)"),
    (raw, (0,), ValueError, "n_features must be a whole number of at least 1, got 0"),
    (raw, (1.0,), TypeError, "n_features must be a whole number, got 1.0"),
    (centred, (1, INF), ValueError, "neutral must hold finite numbers, got inf"),
    (centred, (1, [2.0]), ValueError, r"neutral must be one number, got shape \(1,\)"),
    (standardized, ([[1.0], [1.0]],), ValueError, "features must vary .*got standard deviations"),
    (standardized, ([1.0, 2.0],), ValueError, r"features must be 2-dimensional, got shape \(2,\)"),
    (standardized, (np.ones((0, 2)),), ValueError, "features must have at least one row"),
    (LINEAR.predict, ([1.0, 2, 3], X), ValueError, r"theta must .*shape \(3,\) for \(2, 2\)"),
    (LINEAR.predict, (1.0, X), ValueError, r"theta must .*shape \(\) for \(2, 2\)"),
    (LINEAR.predict, (["a", "b"], X), TypeError, "theta must be made of real numbers, got <U1"),
    (LINEAR.predict, ([1.0], [1.0]), ValueError, r"X of shape \(N, D\), got .*for \(1,\)"),
    (LINEAR.gradient, ([0, 0], [1.0, 2.0], [1, 1]), ValueError, "X must be 2-dimensional"),
    (LINEAR.gradient, ([0, 0], np.array(X), np.ones(3)), ValueError, r"slope must be .*got \(3,\)"),
    (
        LINEAR.example_gradients,
        ([0, 0], np.array(X), np.ones((2, 1))),
        ValueError,
        r"slope must be .*got \(2, 1\)",
    ),
    (LINEAR.check_labels, ([1, 0],), ValueError, "y must hold the labels -1 and .*0.0 in row 1"),
    (LINEAR.check_labels, (["happy"],), TypeError, "y must be made of real numbers, got .*happy"),
    (LINEAR.check_labels, ([True],), TypeError, "y must be made of real numbers, got .*True"),
    (SQUARED.value, ([[1.0], [2.0]], y), ValueError, r"y_hat must be .*got \(2, 1\) and \(2,\)"),
    (SQUARED.derivative, ([1.0], y), ValueError, r"y_hat must be .*got \(1,\) and \(2,\)"),
    (Objective, (LINEAR, SQUARED, X, [1]), ValueError, r"y must have one label .*got \(1,\) and"),
    (Objective, (LINEAR, SQUARED, X, [[1], [1]]), ValueError, r"y must be 1-dim.*\(2, 1\)"),
    (Objective, (LINEAR, SQUARED, [1.0], [1]), ValueError, "X must be 2-dimensional, got shape"),
    (Objective, (LINEAR, SQUARED, [[1.0], [NAN]], y), ValueError, r"X .*got nan at index \(1, 0\)"),
    (Objective, (LINEAR, SQUARED, [[1.0], [1, 2]], y), ValueError, "X must have rows of equal"),
    (Objective, (LINEAR, SQUARED, np.ones((0, 2)), []), ValueError, "X must have at least one row"),
    (Objective, (LINEAR, SQUARED, X, [0, 1]), ValueError, "y must hold the labels -1 and .*0.0"),
    (Objective, (LINEAR, SQUARED, X, [NAN, 1]), ValueError, "y must hold finite .*got nan"),
    (Objective, ("linear", SQUARED, X, y), TypeError, "model must have the methods.*got 'linear'"),
    (Objective, (LINEAR, SquaredLoss, X, y), TypeError, "loss must have the methods.*SquaredLoss"),
    (GOOD.value, ([0.0, 0, 0],), ValueError, r"theta must .*shape \(3,\)"),
    (GOOD.on, ([0, 2],), ValueError, r"rows must be from 0 to 1, got \[0 2\]"),
    (GOOD.on, ([-1],), ValueError, r"rows must be from 0 to 1, got \[-1\]"),
    (GOOD.on, ([],), ValueError, r"rows must be a list of row indices, got \[\]"),
    (GOOD.on, (0,), ValueError, "rows must be a list of row indices, got 0"),
    (GOOD.on, ([0.0],), TypeError, r"rows must be whole numbers, got \[0.\]"),
    (GOOD.on, ([True, False],), TypeError, "rows must be whole numbers, got"),
    (initialization.zeros, (0,), ValueError, "shape must be a whole number of at least 1, got 0"),
    (initialization.zeros, ((2, 1.5),), TypeError, "shape must be a whole number, got 1.5"),
    (initialization.constant, (2, NAN), ValueError, "value must hold finite numbers, got nan"),
    (initialization.constant, (2, [1, 2, 3]), ValueError, r"value must fit .*got shape \(3,\)"),
    (initialization.normal, (2, 0), TypeError, "rng must be a generator, .*got 0"),
    (initialization.normal, (2, RNG, -1.0), ValueError, "scale must be a positive .*got -1.0"),
    (batches.full_batch, (0,), ValueError, "N must be a whole number of at least 1, got 0"),
    (batches.minibatches, (40, 41, RNG), ValueError, "B must be .*from 1 to 40, got 41"),
    (batches.minibatches, (40, 4, 7), TypeError, "rng must be a generator, .*got 7"),
    (batches.minibatches, (40, 4, RNG, "no"), TypeError, "replace must be .*got 'no'"),
    (batches.epochs, (40, 0, RNG), ValueError, "B must be .*from 1 to 40, got 0"),
    (batches.in_order, (40, 4.0), TypeError, "B must be a whole number, got 4.0"),
    (batches.in_order, (True, 1), TypeError, "N must be a whole number, got True"),
    (GradientDescent, (-0.1,), ValueError, "eta must be a positive finite number, got -0.1"),
    (GradientDescent, (NAN,), ValueError, "eta must be a positive finite number, got nan"),
    (GradientDescent, ([[0.1], [INF]],), ValueError, r"eta .*got inf at index \(1, 0\)"),
    (GradientDescent, ("fast",), TypeError, "eta must be made of real numbers, got 'fast'"),
    (Momentum, (0, 0.9), ValueError, "eta must be a positive finite number, got 0.0"),
    (Momentum, (0.1, 1.0), ValueError, "m must be at least 0 and below 1, got 1.0"),
    (Momentum, (0.1, [0.5, -0.1]), ValueError, r"m must be .*got -0.1 at index \(1,\)"),
    (Momentum, (0.1, NAN), ValueError, "m must be at least 0 and below 1, got nan"),
    (SmallGradient, (0,), ValueError, "epsilon must be a positive finite number, got 0.0"),
    (SmallGradient, ([0.1],), ValueError, "epsilon must be one number, got shape"),
    (NoImprovement, (GOOD, 0), ValueError, "patience must be .*at least 1, got 0"),
    (NoImprovement, (None, 5), TypeError, "objective must have the methods value, got None"),
    (Diverged, (-1.0,), ValueError, "limit must be a positive finite number, got -1.0"),
    (descend, (GOOD, [0.0] * 3, PLAIN, 5), ValueError, r"theta must .*shape \(3,\)"),
    (descend, (GOOD, 0.0, PLAIN, 5), ValueError, r"theta0 must have shape \(..., D\), got .* 0.0"),
    (descend, (GOOD, [0.0, NAN], PLAIN, 5), ValueError, "theta0 must hold finite .*got nan"),
    (descend, (GOOD, [0.0, 2e9], PLAIN, 5), ValueError, r"theta0 must lie within 1e\+09"),
    (descend, (GOOD, [0.0, 0.0], PLAIN, -1), ValueError, "steps must be .*got -1"),
    (descend, (GOOD, [0.0, 0.0], PLAIN, 5.0), TypeError, "steps must be a whole number, got 5.0"),
    (descend, (GOOD, [0.0, 0.0], "adam", 5), TypeError, "optimizer must have .*got 'adam'"),
    (descend, (GOOD, [0.0, 0.0], Momentum, 5), TypeError, "optimizer must have .*Momentum"),
    (descend, (len, [0.0, 0.0], PLAIN, 5), TypeError, "objective must have the methods value"),
    (
        descend,
        (GOOD, [0.0, 0.0], GradientDescent([0.1, 0.2, 0.3]), 5),
        ValueError,
        r"theta0 must broadcast against GradientDescent\(.*got shape \(2,\)",
    ),
    (
        descend,
        (GOOD, [[0.0]], GradientDescent([0.1, 0.2]), 5),
        ValueError,
        r"theta0 must broadcast against GradientDescent\(.*got shape \(1, 1\)",
    ),
    (first_step, (GOOD, np.zeros(3), PLAIN), ValueError, r"theta must .*shape \(3,\)"),
    (RUN.first_below, (NAN,), ValueError, "level must hold finite numbers, got nan"),
    (RUN.first_below, ([0.1],), ValueError, "level must be one number, got shape"),
    (theory.hessian, ([1.0],), ValueError, "X must be 2-dimensional"),
    (theory.hessian, (np.ones((0, 2)),), ValueError, "X must have at least one row"),
    (theory.curvatures, ([[INF]],), ValueError, "X must hold finite numbers, got inf"),
    (theory.optimum, (X, [1]), ValueError, r"y must have one target .*got \(1,\) and \(2, 2\)"),
    (theory.critical_eta, (X, 1.0), ValueError, "m must be at least 0 and below 1, got 1.0"),
    (
        theory.critical_eta,
        ([[0.0]],),
        ValueError,
        "X must have a finite curvature above 0, got λ_max = 0",
    ),
    (
        theory.condition_number,
        ([[0.0]],),
        ValueError,
        "X must have a finite curvature above 0, got λ_max = 0",
    ),
    (theory.best_eta, ([[1e200]],), ValueError, "X must have a finite curvature .*λ_max = inf"),
    (
        theory.best_eta,
        ([[0.0]],),
        ValueError,
        "X must have a finite curvature above 0, got λ_max = 0",
    ),
    (theory.best_momentum, ([[1, 1.0]],), ValueError, "X must have linearly independent columns"),
    (theory.step_factors, (-1.0, 0.1), ValueError, "curvature must not be negative, got -1.0"),
    (
        theory.step_factors,
        ([1.0, 2.0], [0.1, 0.2, 0.3]),
        ValueError,
        r"curvature, eta, m must have shapes that broadcast, got \(2,\), \(3,\), \(\)",
    ),
    (theory.step_factors, (1.0, 0.0), ValueError, "eta must be a positive finite number, got 0.0"),
    (numerical_gradient, (len, [[1.0]]), ValueError, "theta must be 1-dimensional"),
    (numerical_gradient, (np.sum, []), ValueError, "theta must have at least one entry"),
    (numerical_gradient, (np.sum, [1.0], 0.0), ValueError, "h must be a positive .*got 0.0"),
    (numerical_gradient, ("f", [1.0]), TypeError, "f must be a function of theta, got 'f'"),
    (numerical_gradient, (np.log, [1.0]), ValueError, r"f\(theta\) must be one number"),
    (numerical_gradient, (lambda w: NAN, [1.0]), ValueError, r"f\(theta\) must hold finite"),
    (check_gradient, (np.sum, [1.0], [1.0]), TypeError, r"gradient must be a function.*\[1.0\]"),
    (check_gradient, (np.sum, np.sum, [1.0]), ValueError, r"gradient\(theta\) must have shape"),
    (
        check_gradient,
        (np.sum, np.ones_like, [1.0], 1e-5, -1),
        ValueError,
        "tolerance must be a positive finite number, got -1.0",
    ),
    (difference_quotients, (np.sin, [1.0], 0.1), ValueError, "theta must be one number, got shape"),
    (difference_quotients, (np.sin, 1.0, [0.0]), ValueError, "h must be a positive .*got 0.0"),
    (difference_quotients, ("f", 1.0, 0.1), TypeError, "f must be a function of theta, got 'f'"),
    (difference_quotients, (np.sum, 1.0, [0.1]), ValueError, r"f must give one .*got shape \(\)"),
    (chance_below, (X, [1], 1.0), ValueError, r"y must have one target .*got \(1,\)"),
    (chance_below, (X, [1, 2], 1.0, 0.0), ValueError, "reach must be a positive .*got 0.0"),
    (chance_below, ([[1, 1.0]], [1], 1.0), ValueError, "X must have linearly independent columns"),
    (chance_below, ([[1.0]], [1], 9.0), ValueError, "level must be so low .* within 3, got 9.0"),
    (checks.numbers, ("X", 1j), TypeError, "X must be made of real numbers, got 1j"),
    (checks.whole_numbers, ("rows", [2], 0, 1), ValueError, r"rows must be from 0 to 1, got \[2\]"),
    (checks.distribution, ("P", [[1.0], [0.5]]), ValueError, r"P must sum .*got 0.5 at index \(1,"),
    (checks.positive, ("eta", [0.1], 0), ValueError, "eta must be one number, got shape"),
    (checks.fraction, ("m", 2), ValueError, "m must be at least 0 and below 1, got 2.0"),
    (checks.fraction, ("m", [0.5], 0), ValueError, r"m must be one number, got shape \(1,\)"),
    (checks.answers, ("f", [1.0], (1,)), ValueError, r"f must give an array .*got list of shape"),
    (checks.unmasked, ("x", [[1], [1, 2]]), ValueError, "x must have rows of equal length"),
    (checks.one_of, ("unit", ["nats"], ("nats",)), ValueError, r"unit must be one of nats, got \["),
    (checks.count, ("B", "4"), TypeError, "B must be a whole number, got '4'"),
    (checks.points, ("theta", [1.0], 2), ValueError, r"theta must have shape \(..., 2\), got \(1,"),
    (checks.paired, ("z", [[1.0]], [1.0, 2.0]), ValueError, r"z must be .*got \(1, 1\) and \(2,"),
    (
        lambda: checks.together(eta=np.ones(2), m=np.ones((4, 3))),
        (),
        ValueError,
        r"eta, m must have shapes that broadcast, got \(2,\), \(4, 3\)",
    ),
    (checks.generator, ("rng", np.random), TypeError, "rng must be a generator"),
    (checks.flag, ("bias", None), TypeError, "bias must be True or False, got None"),
    (checks.able, ("model", 3, "predict"), TypeError, "model must have the methods predict, got 3"),
    (
        checks.one_of,
        ("unit", "digits", ("nats", "bits")),
        ValueError,
        "unit must be one of nats, bits, got",
    ),
]

DESCEND = [
    ({"stop": SmallGradient(0.1)}, TypeError, "stop must be a tuple of stopping rules, got Small"),
    ({"stop": ["gradient"]}, TypeError, "stop must have the methods met, got 'gradient'"),
    ({"limit": 0.0}, ValueError, "limit must be a positive finite number, got 0.0"),
    ({"batches": 4}, TypeError, "batches must have the methods __iter__, got 4"),
    ({"batches": [[0], [1]]}, ValueError, "batches must last for 5 steps, got 2"),
    ({"batches": [[0], [9], [0]]}, ValueError, r"rows must be from 0 to 1, got \[9\]"),
    ({"batches": [None] * 5}, ValueError, "rows must be a list of row indices, got None"),
]


@pytest.mark.parametrize(("call", "arguments", "error", "message"), BAD)
def test_bad_input_is_named(call, arguments, error, message):
    with pytest.raises(error, match=message):
        call(*arguments)


@pytest.mark.parametrize(("options", "error", "message"), DESCEND)
def test_descend_names_bad_options(options, error, message):
    with pytest.raises(error, match=message):
        descend(GOOD, [0.0, 0.0], PLAIN, 5, **options)


def refuses(module, value):
    """Whether bad input is said to be refused; of an experiment it need not be."""
    said = f"{module.__doc__}{value.__doc__}"
    return module.__name__.count(".") == 1 or "Error" in said


def test_every_public_function_and_class_is_in_the_table():
    """But for records, which only the library makes, and functions that take nothing."""
    tested = {getattr(call, "__self__", call) for call, *_ in BAD}
    tested = {
        one if inspect.isroutine(one) or inspect.isclass(one) else type(one) for one in tested
    }
    house = Path(lecture_lib.__file__).parent
    for path in [*house.glob("*.py"), *house.glob("experiments/*.py")]:
        name = ".".join(path.relative_to(house.parent).with_suffix("").parts)
        module = importlib.import_module(name)
        for public, value in vars(module).items():
            own = getattr(value, "__module__", None) == module.__name__ and refuses(module, value)
            if own and re.match("[A-Za-z]", public) and public not in RECORDS:
                if inspect.isfunction(value) and not inspect.signature(value).parameters:
                    continue
                assert value in tested | INSIDE, f"no bad input is tried on {path.stem}.{public}"
