"""The lowest points of many data sets at once: E9.2's numbers, and no slope where they are."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecture_lib import theory
from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy
from lecture_lib.data import load_faces
from lecture_lib.experiments.optima import cross_entropy_optima, squared_optima
from lecture_lib.features import raw
from lecture_lib.logistic import LogisticRegression
from lecture_lib.objective import Objective

NUMBERS = json.loads((Path(__file__).parent / "numbers.json").read_text())
TYPED = NUMBERS["S9.missing_decimal_point"]
FACES = load_faces("train")
ROW, SCORE = TYPED["changed"]


@pytest.fixture(scope="module")
def typed():
    """The faces as they are, and with the decimal point missing, (2, N, 2)."""
    X = np.tile(raw()(FACES.scores("mouth")), (2, 1, 1))
    assert X[0, ROW, 1] == SCORE
    X[1, ROW, 1] = 40
    return X


def test_the_missing_decimal_point_turns_the_line(typed):
    fits = squared_optima(typed, FACES.labels)
    for case, X, w in zip(("None", "40.0"), typed, fits, strict=True):
        np.testing.assert_allclose(w, theory.optimum(X, FACES.labels), atol=1e-12)
        np.testing.assert_allclose(w, TYPED[case]["w"], rtol=1e-5)
        assert -w[0] / w[1] == pytest.approx(TYPED[case]["threshold"], rel=1e-5)


def test_the_missing_decimal_point_does_not_move_the_sigmoid(typed):
    fits = cross_entropy_optima(typed, (FACES.labels + 1) / 2)
    for case, w in zip(("None", "40.0"), fits, strict=True):
        np.testing.assert_allclose(w, TYPED[case]["logistic_w"], rtol=1e-5)


@pytest.mark.parametrize("row", [0, 5, 39])
def test_no_slope_is_left_where_cross_entropy_is_lowest(typed, row):
    """Also where a face is wrong and sure, which a full Newton step would not survive."""
    y = (FACES.labels + 1) / 2
    y[row], y[ROW] = 1 - y[row], 0
    for X, w in zip(typed, cross_entropy_optima(typed, y), strict=True):
        objective = Objective(LogisticRegression(), SigmoidCrossEntropy(), X, y)
        np.testing.assert_allclose(objective.gradient(w), 0, atol=1e-8)
