"""X4: descend from several starts and keep the best end.

The library descends from all starts side by side; a mistake is recognised as another choice among
the starts and their ends.
"""

from itertools import islice
from types import SimpleNamespace

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.descent import walk
from lecture_lib.experiments.grins import grins
from lecture_lib.optimizers import GradientDescent
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import number_fault, pair_fault
from lecture_lib.practice.precision import SINGLE, near
from lecture_lib.practice.search import belong_together
from lecture_lib.practice.written import Formula, decimals_apart
from lecture_lib.stage.readout import number_text

STEPS = 300


def cases():
    """Return the arguments (loss, slope, starts) to try: a bowl, pairs of wells, the grins."""
    curve = grins(load_faces("grins"))
    faces = (
        lambda theta: curve.value(np.asarray(theta)[..., None]),
        lambda theta: curve.gradient(np.asarray(theta)[..., None])[..., 0],
    )
    return [
        (Formula("(theta - 3)**2 / 4 + 1"), Formula("(theta - 3) / 2"), [0.0]),
        (*_wells("+"), [1.5, -0.5]),
        (*_wells("+"), [-0.5, 1.5]),
        (*_wells("+"), [1.0, -0.2, 0.3]),
        (*_wells("-"), [0.3, -2.0]),
        (*_wells("-"), [-1.5, 2.0, -0.4]),
        (*faces, [4.2, 3.4, 2.6]),
        (*faces, [4.2, 3.4, 2.6, 2.0]),
    ]


def _wells(sign):
    """Two wells, at -1 and 1; with a plus the left one is deeper."""
    return (
        Formula(f"0.05 * (theta**2 - 1)**2 {sign} 0.015 * theta"),
        Formula(f"0.2 * theta * (theta**2 - 1) {sign} 0.015"),
    )


def ends(slope, starts):
    """Where descent from each start ends, shape (S,)."""
    steps = walk(SimpleNamespace(gradient=slope), np.array(starts, float), GradientDescent(1.0))
    *_, (theta, _) = islice(steps, STEPS)
    return theta


def kind(trial):
    """Require a pair of numbers."""
    if fault := pair_fault(trial.answer, "(theta, loss)"):
        return fault
    theta, loss = trial.answer
    return number_fault(theta, "As theta it returned") or number_fault(loss, "As loss it returned")


def is_an_end(trial):
    """Require that theta lies where a descent has come to rest."""
    theta = float(trial.answer[0])
    steep = float(trial.arguments[1](theta))
    if abs(steep) <= SINGLE:
        return ""
    told, _ = decimals_apart(steep, 0.0, 4)
    return (
        f"At θ = {number_text(theta, 4)} the slope is still {told}: the descent has not come to "
        f"its end. {STEPS} steps with η = 1 are asked for, from every start."
    )


def is_the_lowest(trial):
    """Require the lowest end: no start leads lower, and one of them as low."""
    loss, slope, starts = trial.arguments
    lows, L = loss(ends(slope, starts)), float(trial.answer[1])
    best = int(np.argmin(lows))
    if near(L, lows[best], trial.coarse):
        return ""
    right, own = decimals_apart(lows[best], L, 4)
    if lows[best] > L:
        return (
            f"None of these starts leads there: the lowest of their ends has a loss of {right}, "
            f"and yours is {own}. Descend from the starts that are given, and from no others."
        )
    return (
        f"There is a lower end: descent from {number_text(starts[best], 1)} leads to a loss of "
        f"{right}, and yours is {own}."
    )


def _near(found, wanted):
    return abs(float(found) - wanted) <= 1e-5


def _chosen(choose):
    """Recognise another choice, told with its loss: `choose(loss, starts, ends) -> theta`."""

    def fits(pair, loss, slope, starts):
        theta = choose(loss, np.array(starts), ends(slope, starts))
        return _near(pair[0], theta) and _near(pair[1], loss(theta))

    return every(fits)


def _lowest(loss, thetas):
    return int(np.argmin(loss(thetas)))


def _is_the_start_of_the_best(pair, loss, slope, starts):
    """Whether theta is a start that leads as low as any, but has not moved."""
    lows = loss(ends(slope, starts))
    return any(_near(pair[0], start) for start in np.array(starts)[lows <= lows.min() + 1e-9])


def _climbs(trials):
    """Whether theta moves up the slope, seen in the first two places where it was asked."""
    walks = [trial.after[1].calls[:2] for trial in trials if len(trial.after[1].calls) > 1]
    pairs = [((here[0], up), there[0]) for ((here, up), (there, _)) in walks]
    if any(np.ndim(a) or np.ndim(b) for (a, _), b in pairs):
        return False
    return bool(pairs) and all(np.sum((b - a) * up) > 0 for ((a, up), b) in pairs)


def _swapped(pair, loss, slope, starts):
    thetas = ends(slope, starts)
    best = _lowest(loss, thetas)
    return _near(pair[1], thetas[best]) and _near(pair[0], loss(thetas)[best])


MISTAKES = {
    _climbs: "It climbs: θ moves up the slope instead of down.",
    every(_swapped): "It is the right pair in the wrong order: θ first, then its loss.",
    _chosen(lambda loss, starts, ends: ends[-1]): (
        "It is the end of the last descent, whether it was the best or not. What must be "
        "remembered from one start to the next?"
    ),
    _chosen(lambda loss, starts, ends: ends[0]): (
        "It is the end of the first descent. Does a return stand inside the loop, or does θ not go "
        "back to the next start?"
    ),
    _chosen(lambda loss, starts, ends: ends[np.argmax(loss(ends))]): (
        "It is the highest of all ends. Look at the comparison."
    ),
    _chosen(lambda loss, starts, ends: ends[_lowest(loss, starts)]): (
        "Only the start with the lowest loss was walked down. A start that looks bad may lie in "
        "the better valley: walk down from all, then compare."
    ),
    _chosen(lambda loss, starts, ends: starts[_lowest(loss, starts)]): (
        "It is the best of the starts, and no step was taken from it."
    ),
    every(_is_the_start_of_the_best): (
        "It is the start of the best descent. Asked for is where that descent ends."
    ),
    _chosen(lambda loss, starts, ends: ends.min()): (
        "It is the smallest θ of all ends. Smallest should be the loss."
    ),
}


def _praise(trials):
    three, four = (
        f"θ = {number_text(theta, 3)} with L = {number_text(L, 4)}"
        for theta, L in (trial.answer for trial in trials[-2:])
    )
    return (
        f"Among the grins the starts 4.2, 3.4 and 2.6 find {three}; one more start at 2.0, on the "
        f"other side of the hill, finds {four}."
    )


RESTARTS = Exercise(
    name="restarts",
    parameters=("loss", "slope", "starts"),
    cases=cases,
    kind=kind,
    requirements=(belong_together, is_an_end, is_the_lowest),
    mistakes=MISTAKES,
    hints=(
        "Two loops, one inside the other: the outer goes through the starts, the inner walks down "
        "from one of them. What is compared after each walk, and what is kept?",
        "Write the inner loop first and try it on one start: θ goes against the slope, again and "
        "again. Then collect the pairs of all ends; Python's min with a key, or a comparison with "
        "the best so far, picks the one whose loss is lowest.",
    ),
    praise=_praise,
)


def restarts(function):
    """Check ``restarts(loss, slope, starts)``: the best end of descents from several starts.

    It takes loss and slope (functions of one number) and starts (a list of numbers), descends from
    each start with η = 1 for 300 steps, and returns the pair (theta, loss) of the lowest end. It
    passes where theta is the end of a descent, the loss is its own, and no start leads lower; else
    what was seen and where to look.

    Source: X4 in S4.
    """
    return judge(RESTARTS, function)
