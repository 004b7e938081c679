"""Six losses of one happy face over its score, measured against the slide's wishes."""

from dataclasses import dataclass

import numpy as np

from lecture_lib.cross_entropy_losses import SigmoidCrossEntropy
from lecture_lib.experiments.curves import Curve
from lecture_lib.logistic import LogisticRegression
from lecture_lib.losses import AbsoluteLoss, SquaredLoss, ZeroOneLoss
from lecture_lib.models import Linear, SigmoidUnit
from lecture_lib.objective import Objective

NEAR = np.arange(-1000, 501)[:, None] / 100  # scores, 0 and 1 among them
FAR = np.array([[-1000.0], [-100], [100], [1000]])
H = 1e-4  # to the left and right of a score
FLAT = 0.01  # a slope below it is none to a descent


@dataclass(frozen=True)
class ScoreLoss:
    """The loss of a face with x = 1 and y = +1, as a function of its score θ."""

    name: str
    formula: str
    heights: tuple[float, float]  # what is shown of it: low, high
    slopes: tuple[float, float]  # and of its slope
    model: object  # it and the loss are those of an `Objective`
    loss: object
    add: float = 0.0

    def curve(self):
        """Return the loss as a curve to descend on."""
        one = Objective(self.model, self.loss, [[1.0]], [1.0])
        return Curve(lambda theta: one.value(theta[..., None]) + self.add, one.gradient)


UNIT = (-1.3, 1.3)  # the slopes of four of the losses stay within
STEEP = (-13.0, 6.0)
LOSSES = {
    "0-1": ScoreLoss("0-1 loss", "1 if θ ≤ 0, else 0", (-0.25, 1.5), UNIT, Linear(), ZeroOneLoss()),
    "squared": ScoreLoss("squared", "½ (1 − θ)²", (-8, 72), STEEP, Linear(), SquaredLoss()),
    "absolute": ScoreLoss("absolute", "|1 − θ|", (-1.3, 12.5), UNIT, Linear(), AbsoluteLoss()),
    "squared minus 3": ScoreLoss(
        "squared − 3", "½ (1 − θ)² − 3", (-8, 72), STEEP, Linear(), SquaredLoss(), -3.0
    ),
    "squared of sigmoid": ScoreLoss(
        "squared of σ", "½ (1 − σ(θ))²", (-0.08, 0.6), UNIT, SigmoidUnit(), SquaredLoss()
    ),
    "cross entropy": ScoreLoss(
        "cross entropy", "−ln σ(θ)", (-1.3, 12.5), UNIT, LogisticRegression(), SigmoidCrossEntropy()
    ),
}


@dataclass(frozen=True)
class Wish:
    """One of the slide's wishes, whether a loss fulfils it, and what was measured."""

    text: str
    holds: bool
    seen: str


def wishes(curve):
    """Measure a loss, a curve, against the slide's four wishes; the last one is cut in two."""
    return [wish(curve) for wish in (_bounded_below, _falls, _smooth, _steep, _bounded_slope)]


def _bounded_below(curve):
    lowest = curve.value(NEAR).min()
    return Wish("L ≥ 0", lowest >= 0, f"lowest in sight: {_text(lowest)}")


def _falls(curve):
    rises = np.diff(curve.value(NEAR)) > 1e-12
    text = "L falls as performance improves"
    if rises.any():
        return Wish(text, False, f"rises from θ = {_text(NEAR[rises.argmax(), 0])} on: “too right”")
    return Wish(text, True, "never rises with the score")


def _smooth(curve):
    here, left, right = (curve.value(NEAR + d) for d in (0, -H, H))
    jump, corner = abs(right - left), abs(right - 2 * here + left) / H
    text = "L is differentiable"
    for gap, says in ((jump, "a jump"), (corner, "a corner")):
        if gap.max() > 0.1:
            return Wish(text, False, f"{says} at θ = {_text(NEAR[gap.argmax(), 0])}")
    return Wish(text, True, "no jump, no corner")


def _steep(curve):
    least = abs(curve.gradient(NEAR[NEAR[:, 0] < 0])).min()
    says = "" if least > FLAT or not least else ": all but flat"
    return Wish("0 < |∇L| while wrong", least > FLAT, f"down to {_text(least)}{says}")


def _bounded_slope(curve):
    far, near = abs(curve.gradient(FAR)).max(), abs(curve.gradient(NEAR)).max()
    grows = far > 2 * near
    seen = f"{_text(far)} at θ = −1000, no limit" if grows else f"never above {_text(near)}"
    if not near:
        seen = "0 wherever there is a slope"
    return Wish("|∇L| ≪ ∞", not grows, seen)


def _text(x):
    text = f"{x:.2g}" if abs(x) < 100 else f"{x:.0f}"
    if "e" in text:
        lead, power = text.split("e")
        raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        text = f"{lead}·10{raised}"
    return text.replace("-", "−")
