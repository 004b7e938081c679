"""X11: the best w0 for a given w1, in closed form.

Nothing here knows the answer. An answer is right where the loss is flat in w0, and a mistake is
recognised by the question that its answer would be right for.
"""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.losses import SquaredLoss
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import one_number
from lecture_lib.practice.written import decimals_apart
from lecture_lib.stage.readout import number_text

W1S = (2.0, -1.0, 0.37, 0.0, 3.0)


def cases():
    """Return the arguments (w1, x, y) to try: five w1 for each of three sets, and three edges."""
    rng = np.random.default_rng(11)
    faces = load_faces("train")
    scores, labels = np.round(rng.uniform(0, 4, 7), 1), np.round(rng.uniform(-2, 5, 7), 1)
    sets = [
        (np.array([1.0, 2.0, 6.0]), np.array([-1.0, 1.0, 3.0])),
        (scores, labels),
        (faces.mouth.copy(), faces.labels.copy()),
    ]
    one, alike, zero = np.array([3.0]), np.array([2.0, 2.0]), np.zeros(3)
    edges = [(2.0, one, -one), (1.5, alike, np.array([-1.0, 1.0])), (2.0, zero, zero)]
    return [(w1, x, y) for x, y in sets for w1 in W1S] + edges


def slope(w0, w1, x, y):
    """∂L/∂w0 by central differences; on a parabola they are exact for any width, so it is 1."""
    right, left = (SquaredLoss().value(w0 + h + w1 * x, y).mean() for h in (1, -1))
    return (right - left) / 2


def solves(w0, w1, x, y):
    """Whether the loss is flat in w0, to 1e-12 of the size of what was squared."""
    size = max(1.0, np.mean(y**2) + np.mean((w1 * x) ** 2))
    return abs(slope(w0, w1, x, y)) <= 1e-12 * size


def flat_in_w0(trial):
    """Require that the loss is at its lowest: its slope in w0 is 0."""
    w0 = float(trial.answer)
    if solves(w0, *trial.arguments):
        return ""
    steep = slope(w0, *trial.arguments)
    told, _ = decimals_apart(steep, 0.0, 3)
    better = "smaller" if steep > 0 else "larger"
    return (
        f"The loss is not at its lowest there: its slope in w0 is {told}, "
        f"so a {better} w0 would do better."
    )


def _divides_by_w1(trials):
    """Whether nothing is wrong but that no number comes out where w1 = 0."""
    wrong = [trial for trial in trials if trial.fault]
    return all(trial.arguments[0] == 0 and not trial.sound for trial in wrong)


def _fits_both(w0, w1, x, y):
    """Whether w0 belongs to the best line of all; where all scores are alike there is none."""
    spread = x - x.mean()
    return not spread.any() or solves(w0, spread @ y / (spread @ spread), x, y)


def _what_if(change):
    """Recognise the mistake whose answers are right for a changed question."""
    return every(lambda *question: solves(*change(*question)))


MISTAKES = {
    _what_if(lambda w0, w1, x, y: (w0, -w1, x, y)): (
        "The sign of the w1 term is turned round: your w0 would be right for −w1. If w1 x lifts "
        "all estimates, which way must w0 go to make up for it?"
    ),
    _what_if(lambda w0, w1, x, y: (-w0, w1, x, y)): (
        "The whole answer has the wrong sign. Look at the moment where you bring w0 to one side "
        "of the equation."
    ),
    _what_if(lambda w0, w1, x, y: (w0, 0.0, x, y)): (
        "w1 is left out: your w0 would be right for w1 = 0, where the estimates ignore x. "
        "What does w1 x add to each estimate?"
    ),
    _what_if(lambda w0, w1, x, y: (w0, 1.0, x, y)): (
        "w1 is left out as a factor: your w0 would be right for w1 = 1. Try it with w1 = 2 on "
        "paper."
    ),
    _what_if(lambda w0, w1, x, y: (w0, w1, x, 0 * y)): (
        "The labels are left out: your w0 would be right if every y were 0. Which w0 do you want "
        "when w1 = 0?"
    ),
    _what_if(lambda w0, w1, x, y: (w0 / len(x), w1, x, y)): (
        "Your w0 is N times too large: a sum stands where a mean belongs. With more examples the "
        "parabola's lowest point does not run away."
    ),
    _what_if(lambda w0, w1, x, y: (w0, w1, x, len(y) * y)): (
        "The labels enter as a sum, the scores as a mean. Treat both alike: what does the N in "
        "1/(2N) divide?"
    ),
    _what_if(lambda w0, w1, x, y: (w0, w1, len(x) * x, y)): (
        "The scores enter as a sum, the labels as a mean. Treat both alike: what does the N in "
        "1/(2N) divide?"
    ),
    _what_if(lambda w0, w1, x, y: (2 * w0, w1, x, y)): (
        "It is half of what it should be. The ½ in the loss makes the parabola flatter; does it "
        "move its lowest point?"
    ),
    _what_if(lambda w0, w1, x, y: (w0, 0.0, x, np.full_like(y, np.median(y - w1 * x)))): (
        "That is a median at work. The median is best for the absolute loss |y − ŷ|; which "
        "middle is best for squares?"
    ),
    _what_if(
        lambda w0, w1, x, y: (w0, w1, np.full_like(x, np.median(x)), np.full_like(y, np.median(y)))
    ): (
        "Those are medians at work. A median is best for the absolute loss |y − ŷ|; which "
        "middle is best for squares?"
    ),
    _what_if(lambda w0, w1, x, y: (-w0 * w1, w1, x, y)): (
        "That is the threshold −w0/w1, the score at which ŷ = 0. Asked for is w0 itself, the "
        "estimate at x = 0."
    ),
    _what_if(lambda w0, w1, x, y: (w0, w1, y, x)): (
        "x and y have changed places: x holds the scores, y the labels that ŷ should meet."
    ),
    every(_fits_both): (
        "That is the w0 of a fit which chooses w1 as well. Here w1 is given, good or bad, and "
        "only w0 may move."
    ),
    _divides_by_w1: (
        "It is right except where w1 = 0: there it divides by w1. A flat line has a best height "
        "too; can you do without the division?"
    ),
    every(lambda *question: abs(slope(*question)) < 0.01): (
        "Very close, but the slope of the loss in w0 is not 0 there. Rounding, single precision "
        "(float32) or a search stops short of the lowest point; a closed form lands on it."
    ),
}


def _praise(trials):
    w0 = next(float(t.answer) for t in trials if len(t.arguments[1]) == 40)
    return f"For the 40 faces and w1 = {W1S[0]:g} it puts w0 at {number_text(w0, 4)}."


BEST_W0 = Exercise(
    name="best_w0",
    parameters=("w1", "x", "y"),
    cases=cases,
    kind=one_number,
    requirements=(flat_in_w0,),
    mistakes=MISTAKES,
    hints=(
        "With w1 fixed, the loss is a smooth curve over w0. What do you know about the slope of "
        "such a curve at its lowest point?",
        "The slope in w0 is the mean of all errors ŷ − y. Write ŷ out, let that mean be 0, take "
        "the mean of each term by itself, and see which of them w0 has to balance.",
    ),
    praise=_praise,
)


def best_w0(function):
    """Check ``best_w0(w1, x, y)``: the w0 at which the loss is lowest while w1 stays.

    It takes w1 (a number), x (N scores) and y (N labels) and returns a number. It passes where
    ∂L/∂w0 = 0 in all cases, else what was seen and where to look.

    Source: X11 in S11.
    """
    return judge(BEST_W0, function)
