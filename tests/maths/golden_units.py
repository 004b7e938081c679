"""Runners of the golden cases on units, activations, softmax, entropy and playgrounds."""

import numpy as np
import pytest
from golden_registry import case

from lecture_lib.activations import Identity, ReLU, Sigmoid, Softplus, Step
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.entropy import cross_entropy as cross_entropy_of
from lecture_lib.entropy import entropy as entropy_of
from lecture_lib.entropy import kl_divergence
from lecture_lib.experiments.grins import grins
from lecture_lib.experiments.playgrounds import AbsoluteValue
from lecture_lib.experiments.slide_errors import SlideSign
from lecture_lib.gradient_check import check_gradient
from lecture_lib.labels import one_hot as one_hot_of
from lecture_lib.logistic import LogisticRegression
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear, SigmoidUnit
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.softmax import absolute_shares, log_softmax, log_sum_exp
from lecture_lib.softmax import softmax as softmax_of
from lecture_lib.softmax import softmax_jacobian as jacobian_of


@case
def perceptron_linear_sigmoid(given):
    z = Linear().predict(given["w"], given["X"])
    units = {"perceptron": Step(), "linear": Identity(), "sigmoid": Sigmoid()}
    return {"z": z} | {name: unit.value(z) for name, unit in units.items()}


@case
def sigmoid(given):
    return {"sigma": Sigmoid().value(given["z"])}


@case
def sigmoid_derivative(given):
    return {"dsigma": Sigmoid().derivative(given["z"])}


@case
def softplus_relu(given):
    units, expected = {"softplus": Softplus(), "relu": ReLU()}, {}
    for name, unit in units.items():
        expected[name] = unit.value(given["z"])
        expected[f"d{name}"] = unit.derivative(given["z"])
    return expected


@case
def sigmoid_squared_gradient(given):
    expected = {}
    for name, labels in {"labels01": (0, 1), "labelspm": (-1, 1)}.items():
        data = SigmoidUnit(labels), given["X"], given[name]
        objective, slide = sigmoid_unit(*data), sigmoid_unit(*data, SlideSign(SquaredLoss()))
        expected[name] = {
            "yhat": objective.predict(given["w"]),
            "loss": objective.value(given["w"]),
            "gradient": objective.gradient(given["w"]),
            "slide_sign_gradient": slide.gradient(given["w"]),
        }
    return expected


def sigmoid_unit(model, X, y, loss=None):
    return Objective(model, loss or SquaredLoss(), X, y)


@case
def sigmoid_cross_entropy_gradient(given):
    objective = Objective(LogisticRegression(), SigmoidCrossEntropy(), given["X"], given["y"])
    w = given["w"]
    y_hat, y = objective.model.probabilities(w, given["X"]), objective.y
    as_printed = -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)).mean()
    assert objective.value(w) == pytest.approx(as_printed, rel=1e-12)
    return {"loss": objective.value(w), "gradient": objective.gradient(w)}


@case
def slide_sign_ascends(given):
    losses = {"losses_right": SquaredLoss(), "losses_slide": SlideSign(SquaredLoss())}
    plain, expected = GradientDescent(given["eta"]), {}
    for name, loss in losses.items():
        objective = sigmoid_unit(SigmoidUnit(), given["X"], given["y"], loss)
        expected[name] = descend(objective, given["w"], plain, given["steps"]).losses
    return expected


@case
def softmax(given):
    scores = given["a"]  # rows of unequal length
    return {
        "p": [softmax_of(a) for a in scores],
        "log_softmax": [log_softmax(a) for a in scores],
        "lse": [log_sum_exp(a) for a in scores],
    }


@case
def absolute_value_alternative(given):
    return {"p": [absolute_shares(a) for a in given["a"]]}


@case
def softmax_extends_sigmoid(given):
    z = np.array(given["z"])
    pairs = {"p1": [z, 0 * z], "p1_symmetric": [z / 2, -z / 2]}
    return {name: softmax_of(np.stack(pair, axis=-1))[:, 0] for name, pair in pairs.items()}


@case
def softmax_jacobian(given):
    return {"J": jacobian_of(given["a"])}


@case
def entropy(given):
    in_unit = {unit: [entropy_of(P, unit) for P in given["P"]] for unit in ("nats", "bits")}
    return in_unit | {"max_p": [max(P) for P in given["P"]]}


@case
def cross_entropy(given):
    expected = {}
    for pair in given["pairs"]:
        P, Q = pair["P"], pair["Q"]
        in_unit = {unit: cross_entropy_of(P, Q, unit) for unit in ("nats", "bits")}
        expected[pair["name"]] = in_unit | {"kl": kl_divergence(P, Q)}
    return expected


@case
def softmax_cross_entropy_gradient(given):
    loss, cases = SoftmaxCrossEntropy(), []
    for a, y in zip(given["a"], given["y"], strict=True):
        # One example: N = 1.
        row = {"loss": loss.value([a], [y])[0], "gradient": loss.derivative([a], [y])[0]}
        cases.append(row)
    return {"cases": cases}


@case
def symbolic_identities(given):
    """What sympy proves with symbols, tried on many numbers."""
    z, a = np.linspace(-6, 6, 49), np.array([0.3, -1.2, 2.0, 0.7])
    s, y, h = Sigmoid(), np.linspace(0, 1, 49), 1e-5
    by_hand = s.value(z) * (1 - s.value(z))
    squared = SquaredLoss().derivative(s.value(z), y) * s.derivative(z)
    rise = SquaredLoss().value(s.value(z + h), y) - SquaredLoss().value(s.value(z - h), y)
    np.testing.assert_allclose(squared, (s.value(z) - y) * by_hand, rtol=1e-12, atol=1e-15)
    third = check_gradient(
        lambda at: -log_softmax(at)[2], lambda at: softmax_of(at) - one_hot_of(2, 4), a
    )
    return {
        "dsigma": np.allclose(s.derivative(z), by_hand, rtol=1e-12, atol=0),
        "sigmoid_sse": np.allclose(rise / (2 * h), squared, rtol=0, atol=1e-10),
        "softmax_ce": third.ok,
    }


@case
def one_hot(given):
    code = one_hot_of(given["labels"], given["K"])
    return {"onehot": code, "entropy": entropy_of(code)}


@case
def grins_landscape(given):
    faces = load_faces("grins")
    assert faces.mouth.tolist() == given["x"]
    assert faces.labels.tolist() == given["y"]
    rows = [{"a": a, "stationary": stationary(grins(faces, a))} for a in given["a"]]
    curve, probes = grins(faces, given["probe_a"]), []
    for theta in given["probe_theta"]:
        at = [theta]
        slope = curve.gradient(at)[0]
        probes.append({"theta": theta, "loss": curve.value(at), "derivative": slope})
    return {"rows": rows, "probe": probes}


def stationary(curve):
    """Where the slope changes sign between 0 and 4, with the loss and the curvature there."""
    from scipy.optimize import brentq

    def slope(theta):
        return curve.gradient([theta])[0]

    marks = np.linspace(0, 4, 401)
    slopes = curve.gradient(marks[:, None])[:, 0]
    found = []
    for left in np.flatnonzero(slopes[:-1] * slopes[1:] < 0):
        theta = brentq(slope, marks[left], marks[left + 1], xtol=1e-15, rtol=1e-14)
        # Five points: central differences alone would not reach the nine digits asked for.
        h, weights = 1e-3, np.array([1, -8, 8, -1]) / 12
        around = curve.gradient(theta + h * np.array([[-2], [-1], [1], [2]]))[:, 0]
        curvature = weights @ around / h
        found.append({"theta": theta, "loss": curve.value([theta]), "curvature": curvature})
    return found


@case
def subgradient_trap(given):
    f, start, t = AbsoluteValue((1.0, 2.0), at_crease=1.0), np.array([1.0, 0.0]), given["t"]
    subgradient = f.gradient(start)
    assert subgradient.tolist() == [1.0, 2.0]
    steepest = AbsoluteValue((1.0, 2.0)).gradient(start)
    downhill = {"along_minus_subgradient": subgradient, "along_steepest": steepest}
    return {name: f.value(start - np.outer(t, direction)) for name, direction in downhill.items()}
