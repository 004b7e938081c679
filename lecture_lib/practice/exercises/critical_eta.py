"""X7: the learning rate at which descent begins to diverge.

An answer is tried out: the library takes one step with it from every side of the lowest point, and
at the border the error on the steepest side comes out as long as before, with the other sign. A
mistake is recognised by the question that its answer would be the border of.
"""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.features import raw
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.faces import faces_loss
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import one_number
from lecture_lib.practice.written import told_apart
from lecture_lib.stage.readout import number_text
from lecture_lib.theory import best_eta, curvatures


def cases():
    """Return the X to try: small ones, random ones, the faces, and two with a flat direction."""
    rng = np.random.default_rng(7)
    golden = [[1, 0.5, -1.2], [1, 1.5, 0.3], [1, -0.7, 0.8], [1, 2.0, -0.5], [1, -1.1, -0.9]]
    faces = load_faces("train")
    slipped = np.where(np.arange(40) == 22, 40.0, faces.mouth)
    examples = [
        [[1, 0], [1, 2]],
        [[1], [2], [3]],
        [[3, 4]],
        golden,
        np.round(rng.normal(size=(7, 3)), 1),
        np.round(rng.normal(size=(4, 6)), 1),
        faces_loss().X,
        raw(2)(faces.scores("mouth", "brow")),
        raw(1)(slipped[:, None]),
        raw(1)(load_faces("test").scores("mouth")),
    ]
    return [(np.array(X, dtype=float),) for X in examples]


def steepest(eta, X):
    """What one step makes of an error along the steepest axis of the bowl: 0.5 halves it."""
    bowl = Objective(Linear(), SquaredLoss(), X, np.ones(len(X)))
    errors, lowest = np.eye(X.shape[1]), np.zeros(X.shape[1])
    optimizer = GradientDescent(abs(eta))
    ends = [optimizer.step(e, bowl.gradient(e) - bowl.gradient(lowest), None)[0] for e in errors]
    return float(np.linalg.eigvalsh(ends)[0])


def is_border(eta, X):
    """Whether the error just keeps its size, to 1e-9."""
    return 0 < eta < np.inf and abs(steepest(eta, X) + 1) <= 1e-9


def divides(trial):
    """Require that below the answer descent settles, and above it blows up."""
    eta, X = float(trial.answer), trial.arguments[0]
    if eta <= 0:
        return f"It returned {eta:g}; a learning rate is positive."
    if is_border(eta, X):
        return ""
    factor = steepest(eta, X)
    says = f"Along the steepest axis a step with η = {eta:.4g} multiplies the error by "
    says += f"{told_apart(factor, -1.0)[0]}: "
    return says + ("that still settles." if factor > -1 else "that has long blown up.")


def _what_if(change):
    """Recognise the mistake whose answers are the border of a changed question."""
    return every(lambda eta, X: is_border(*change(float(eta), X)))


def _is(number):
    """Recognise answers that are another well-known number."""
    return every(lambda eta, X: np.isclose(eta, number(X), rtol=1e-6))


def _flattest(eta, X):
    """Whether it is the border of the flattest direction; beside a flat one there is none."""
    lowest = curvatures(X)[0]
    return not lowest or np.isclose(eta * lowest, 2, rtol=1e-6)


def _centred(eta, X):
    """Whether it is the border for centred columns; a column of ones is then lost."""
    X, N = X - X.mean(axis=0), len(X)
    return X.any() and any(is_border(eta * times, X) for times in (1, N / (N - 1)))


MISTAKES = {
    _what_if(lambda eta, X: (len(X) * eta, X)): (
        "It is N times too small: the curvature is a sum over the examples. The loss is a mean; "
        "what does that do to its curvature?"
    ),
    _what_if(lambda eta, X: (2 * eta, X)): (
        "It is half of it. Two ways lead there: to forget the ½ in the loss, or to stop where one "
        "step lands in the valley. Overshooting is harmless up to where the error keeps its size."
    ),
    _what_if(lambda eta, X: (eta / 2, X)): (
        "It is twice as large as it should be: where is the ½ of the loss counted a second time?"
    ),
    _what_if(lambda eta, X: (2 / eta if eta else 0.0, X)): (
        "It is the largest curvature itself. The steeper the bowl, the smaller must η be."
    ),
    every(_flattest): (
        "It is the border for the flattest direction. In which direction does descent blow up "
        "first?"
    ),
    _is(best_eta): "It is the η of the fastest descent, a little below the border.",
    _is(lambda X: 2 / curvatures(X).sum()): (
        "All curvatures together take the place of the largest. Each direction blows up by itself."
    ),
    _what_if(lambda eta, X: (np.square(eta) * len(X) / 2, X)): (
        "It comes from the largest singular value of X. The curvature of the loss is made of X "
        "twice: square it, and do not forget the mean over the examples."
    ),
    _what_if(lambda eta, X: (eta * len(X) / X.shape[1], X)): (
        "The mean is taken over the columns of X. It is the rows that are the examples."
    ),
    every(lambda eta, X: len(X) == 1 or _centred(float(eta), X)): (
        "The columns of X were centred on the way, as a covariance does it. The bowl belongs to "
        "X as it is, its column of ones included."
    ),
    every(lambda eta, X: eta > 0 and abs(steepest(eta, X) + 1) < 0.01): (
        "Very close, but not the border itself: rounding, single precision (float32) or a search "
        "stopped short of it. There is a closed form."
    ),
}


def _praise(trials):
    faces, slipped = (float(trials[i].answer) for i in (6, 8))
    return (
        f"For the faces it is {number_text(faces, 5)}, and with one mouth typed as 40 instead of "
        f"4.0 only {number_text(slipped, 5)}."
    )


CRITICAL_ETA = Exercise(
    name="critical_eta",
    parameters=("X",),
    cases=cases,
    kind=one_number,
    requirements=(divides,),
    mistakes=MISTAKES,
    hints=(
        "On a parabola of curvature λ one step multiplies the distance from the lowest point by "
        "1 − ηλ. For which η does that distance just keep its size?",
        "A bowl has one such parabola along each of its axes, and η must suit them all. Their "
        "curvatures are eigenvalues: numpy has eigvalsh for symmetric matrices. Of which D × D "
        "matrix? Differentiate the loss twice.",
    ),
    praise=_praise,
)


def critical_eta(function):
    """Check ``critical_eta(X)``: the learning rate at which descent blows up.

    It takes X of shape (N, D), and returns the η from which on descent on the squared loss 1/(2N)
    Σ (y − wᵀx)² diverges, whatever the labels. It passes where a step with this η just keeps the
    error on the steepest side as large as it is, else what was seen and where to look.

    Source: X7 in S7.
    """
    return judge(CRITICAL_ETA, function)
