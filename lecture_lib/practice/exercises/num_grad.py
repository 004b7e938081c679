"""X2: the gradient measured by central differences.

Nothing here measures a slope by differences. Formulas are differentiated by a complex step, which
cancels nothing, and the faces' loss by its gradient; which points were compared is read off the
calls of f.
"""

import numpy as np

from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.faces import faces_loss
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault
from lecture_lib.practice.written import Formula, point_text
from lecture_lib.stage.readout import number_text

TOLERANCE = 1e-7
TINY = 1e-30  # of the complex step


def cases():
    """Return the arguments (f, theta) to try: five formulas, and the faces at three points."""
    L = faces_loss().value
    formulas = [
        ("theta[0]**2 + 3 * theta[1]", [2.0, -1.0]),
        ("200 * theta[0]**2 + theta[1]**3 + 400", [0.004, 1.5]),
        ("np.sin(2 * theta[0])", [0.4]),
        ("np.exp(theta[0]) + theta[1]**4 - theta[0] * theta[1]", [1.2, 0.0]),
        ("np.sum(np.cos(theta) * np.arange(1, 6))", [0.3, -0.2, 1.0, 2.0, -1.4]),
    ]
    points = [(1.5, 1.0), (0.0, 0.0), (-1.2, 0.7)]
    questions = [(Formula(text), theta) for text, theta in formulas] + [(L, at) for at in points]
    return [(f, np.array(theta)) for f, theta in questions]


def exact(f, theta):
    """The gradient of f, exact but for rounding."""
    if not isinstance(f, Formula):
        return f.__self__.gradient(theta)
    return np.array([f(theta + 1j * TINY * e).imag for e in np.eye(len(theta))]) / TINY


def is_exact(trial):
    """Require the gradient to 1e-7 in each entry (of its size, where it is above 1)."""
    truth, answer = exact(*trial.arguments), np.asarray(trial.answer, dtype=float)
    apart = np.abs(answer - truth) / np.maximum(1, np.abs(truth))
    worst = int(np.argmax(apart))
    if apart[worst] <= max(TOLERANCE, trial.coarse):
        return ""
    return (
        f"Entry {worst} of the gradient is {number_text(answer[worst], 8)}; the exact slope is "
        f"{number_text(truth[worst], 8)}. Asked for are seven digits."
    )


def moves(trial):
    """How far from theta f was asked, one row per call."""
    f, theta = trial.after[0], trial.arguments[1]
    points = [asked[0] for asked, _ in f.calls if np.shape(asked[0]) == theta.shape]
    return np.reshape(points, (-1, len(theta))) - theta


def _by(factor):
    """Recognise answers that are a multiple of the gradient."""
    return every(lambda answer, f, theta: _near(answer, factor * exact(f, theta)))


def _near(answer, other):
    return np.allclose(answer, other, rtol=1e-3, atol=1e-3)


def _undivided(answer, f, theta):
    """Whether the answer is the gradient, but made small as a step."""
    truth = exact(f, theta)
    factor = np.dot(answer, truth) / np.dot(truth, truth)
    return 0 < abs(factor) < 0.05 and np.allclose(answer, factor * truth, atol=0.05 * abs(factor))


def _moved(how):
    """Recognise a mistake by where f was asked in those trials that went wrong."""

    def seen(trials):
        found = [moves(trial) for trial in trials if trial.sound and trial.fault]
        return bool(found) and all(len(rows) and how(rows) for rows in found)

    return seen


def _reaches(low, high):
    return _moved(lambda rows: low <= np.abs(rows).max() < high)


def _one_sided(rows):
    return (rows >= 0).all() or (rows <= 0).all()


def _not_put_back(trials):
    """Whether entries that moved before are still where they went; rounding moves them less."""
    found = [moves(trial) for trial in trials if trial.sound and trial.fault]
    several = [
        ((np.abs(rows) > 0.01 * np.abs(rows).max(initial=0)).sum(axis=1) > 1).any()
        for rows in found
        if rows.shape[1] > 1
    ]
    return bool(several) and all(several)


def _never_moves(trials):
    """Whether f is asked at theta alone, also at theta = 0, where no step is lost in rounding."""
    still = _moved(lambda rows: np.abs(rows).max() < 1e-15)(trials)
    return still and not any(moves(t).any() for t in trials if not t.arguments[1].any())


def _zero_step(trials):
    """Whether numbers are missing only where an entry of theta is 0."""
    unsound = [trial for trial in trials if not trial.sound]
    return bool(unsound) and all(not trial.arguments[1].all() for trial in unsound)


MISTAKES = {
    _by(factor=2): "It is twice the gradient. From theta − h to theta + h, how far is that?",
    _by(factor=0.5): "It is half the gradient. How far apart are the two points that you compare?",
    _by(factor=-1): (
        "It is minus the gradient. Uphill should be positive: which of the two values is "
        "subtracted from which?"
    ),
    every(_undivided): (
        "Its direction is right, but it is tiny: it is the rise of f, not yet its slope. "
        "Over which distance does f rise by that?"
    ),
    every(lambda answer, f, theta: _near(answer, exact(f, theta).sum())): (
        "All entries of theta move at once, so every slope comes out as the sum of all. Move "
        "one entry and keep the others where they are."
    ),
    _never_moves: (
        "f is asked at theta alone, so nothing rises: a second name for an array is not a second "
        "array. Take copies of theta."
    ),
    _not_put_back: (
        "When the second entry moves, the first has not come back: f was asked at points where "
        "several entries were moved. Put each back before the next one moves."
    ),
    _zero_step: (
        "It has no number where an entry of theta is 0. There a step in proportion to theta is "
        "no step at all, and you divide by it."
    ),
    _moved(lambda rows: _one_sided(rows) and np.abs(rows).max() < 5e-9): (
        "f is asked on one side of theta, and h is too small besides: two nearly equal numbers are "
        "subtracted, and their last digits are lost in rounding. Make h larger, and look on both "
        "sides."
    ),
    _moved(_one_sided): (
        "f is asked at theta and on one side of it: that is a one-sided difference, whose error "
        "shrinks only like h, not like h². Look on both sides."
    ),
    _reaches(2e-4, np.inf): (
        "You look on both sides, but too far away: the curve bends on the way, and that costs "
        "about h². Make h smaller."
    ),
    _reaches(0, 1e-7): (
        "You look on both sides, but h is too small: two nearly equal numbers are subtracted, "
        "and their last digits are lost in rounding. Make h larger."
    ),
}


def _praise(trials):
    slopes = next(t.answer for t in trials if not isinstance(t.arguments[0], Formula))
    return f"For the line (1.5, 1) among the faces it measures ∇L = {point_text(slopes)}."


NUM_GRAD = Exercise(
    name="num_grad",
    parameters=("f", "theta"),
    cases=cases,
    kind=lambda trial: array_fault(
        trial.answer, np.shape(trial.arguments[1]), "one slope for each entry of theta"
    ),
    requirements=(is_exact,),
    mistakes=MISTAKES,
    hints=(
        "A slope is a rise over a distance. To get the slope in one entry of theta, keep all "
        "the others still, and compare f a little to the right with f a little to the left.",
        "Loop over the entries. Each time take a fresh copy of theta and add h to that one "
        "entry; take another and subtract h. The distance between the two is not h. In the "
        "experiment with tangent and secant, further down in the section, which h gave the "
        "central quotient its smallest error?",
    ),
    praise=_praise,
)


def num_grad(function):
    """Check ``num_grad(f, theta)``: the gradient of f at theta, by central differences.

    It takes f (a function of an array, which gives a number) and theta (D numbers), and returns D
    slopes. It passes where all slopes are exact to 1e-7 and theta is left as it was, else what was
    seen and where to look.

    Source: X2 in S2.
    """
    return judge(NUM_GRAD, function)
