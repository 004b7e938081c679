"""Small numbers are said as powers of ten, and never as 0."""

import numpy as np
import pytest

from lecture_lib.explorers.powers import small
from lecture_lib.stage import say


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0.5, "0.5000"),
        (-0.0001, "−0.0001"),
        (9.6e-5, "0.0001"),
        (9.4e-5, "9·10⁻⁵"),
        (4.9e-5, "5·10⁻⁵"),
        (-2.3e-7, "−2·10⁻⁷"),
        (9.4e-7, "9·10⁻⁷"),
        (9.6e-7, "1·10⁻⁶"),
        (1.1e-9, "1·10⁻⁹"),
        (9e-10, "0.0000"),
        (0, "0.0000"),
        (np.nan, "–"),
        (3e6, "3.0·10⁶"),
    ],
)
def test_small_numbers_are_said(x, text):
    told = say("{slope}", **small("slope", np.array([[x]], dtype=float), digits=4))
    assert told.sentence(0, 0) == text


def test_two_digits_can_be_told():
    table = np.array([[9.5367e-7], [9.96e-7]])
    told = say("{delta}", **small("delta", table, digits=4, lead_digits=1))
    assert [told.sentence(take, 0) for take in (0, 1)] == ["9.5·10⁻⁷", "1.0·10⁻⁶"]
