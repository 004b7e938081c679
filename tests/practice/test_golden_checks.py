"""The outside judge judges the checks: golden answers pass, and slightly other ones do not."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.practice import check
from lecture_lib.practice.exercise import Trial

FILE = Path(__file__).parents[1] / "maths" / "golden.json"
GOLDEN = {case["id"]: case for case in json.loads(FILE.read_text("utf-8"))["cases"]}


def of(case, *names):
    """Inputs of a golden case as arrays, and all that is expected."""
    arrays = [np.array(GOLDEN[case]["inputs"][name], dtype=float) for name in names]
    return arrays, GOLDEN[case]["expected"]


def units():
    """Yield (exercise, arguments, golden answer) for single units."""
    (X, y, w), real = of("zero_one_loss", "X", "y", "w")
    answer = [real["mistakes"], real["error_rate"], real["sse_thresholded"]]
    yield "zero_one", (X, y, w), np.array(answer)
    (X, y, w), real = of("squared_loss", "X", "y", "w")
    yield "grad", (X, y, w), np.array(real["gradient"])
    (z,), real = of("sigmoid", "z")
    yield "sigmoid", (z,), np.array(real["sigma"])
    (X, y, w), real = of("sigmoid_squared_gradient", "X", "labels01", "w")
    yield "sigmoid_grad", (X, y, w), np.array(real["labels01"]["gradient"])
    (z,), real = of("softplus_relu", "z")
    yield "softplus", (z,), np.array(real["softplus"])
    yield "relu_slope", (z,), np.array(real["drelu"], dtype=float)


def networks():
    """Yield the same for one example in networks of two sizes."""
    for size in ("221", "342"):
        (W1, W2, X, Y), real = of(f"backprop_{size}_single", "W1", "W2", "X", "Y")
        answer = np.array(real["grad_W1"]), np.array(real["grad_W2"])
        yield "backprop", (W1, W2, np.r_[1.0, X[0]], Y[0]), answer


def distributions():
    """Yield the same for softmax and entropy. Labels that do not sum to 1 are not asked for."""
    softmax = GOLDEN["softmax"]
    for a, p in zip(softmax["inputs"]["a"], softmax["expected"]["p"], strict=True):
        yield "softmax", (np.array(a),), np.array(p)
    for pair in GOLDEN["cross_entropy"]["inputs"]["pairs"]:
        real = GOLDEN["cross_entropy"]["expected"][pair["name"]]["nats"]
        yield "cross_entropy", (np.array(pair["P"]), np.array(pair["Q"])), float(real)
    inputs, real = (GOLDEN["softmax_cross_entropy_gradient"][k] for k in ("inputs", "expected"))
    for a, y, case in zip(inputs["a"], inputs["y"], real["cases"], strict=True):
        if sum(y) == 1:
            answer = case["loss"], np.array([case["gradient"]])
            yield "loss_and_gradient", (np.array([a]), np.array([y])), answer


CASES = [*units(), *networks(), *distributions()]
NAMED = [pytest.param(*case, id=f"{case[0]}-{i}") for i, case in enumerate(CASES)]


def fault(name, arguments, answer):
    exercise, trial = check.EXERCISES[name], Trial(arguments, answer)
    faults = (require(trial) for require in exercise.requirements)
    return exercise.kind(trial) or next(filter(None, faults), "")


def nearly(answer):
    """The same answer, off by a thousandth in every place; something finite for ∞."""
    if isinstance(answer, tuple):
        return tuple(map(nearly, answer))
    return np.where(np.isfinite(answer), 0.999 * np.asarray(answer) - 0.001, 27.6)


@pytest.mark.parametrize(("name", "arguments", "answer"), NAMED)
def test_golden_answers_pass(name, arguments, answer):
    assert fault(name, arguments, answer) == ""


@pytest.mark.parametrize(("name", "arguments", "answer"), NAMED)
def test_slightly_other_answers_do_not(name, arguments, answer):
    assert fault(name, arguments, nearly(answer))


def test_the_slides_sign_does_not_pass():
    (X, y, w), real = of("sigmoid_squared_gradient", "X", "labels01", "w")
    assert fault("sigmoid_grad", (X, y, w), np.array(real["labels01"]["slide_sign_gradient"]))
