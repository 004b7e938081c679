"""X3: the loop of gradient descent.

Each step is compared with the library's, taken from the learner's own last point, so that the first
wrong step is the one that is named. A mistake is recognised as a walk of the library's on another
gradient, or with another learning rate.
"""

from functools import partial
from itertools import islice, pairwise
from types import SimpleNamespace

import numpy as np

from lecture_lib.descent import walk
from lecture_lib.optimizers import GradientDescent
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.faces import faces_loss
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault
from lecture_lib.practice.precision import near
from lecture_lib.practice.written import Formula, point_text, points_apart
from lecture_lib.stage.readout import number_text


def cases():
    """Return the arguments (grad, theta0, eta, steps) to try."""
    rng = np.random.default_rng(3)
    bowl = Formula("np.array([[3.0, 1.0], [1.0, 2.0]]) @ theta - np.array([1.0, -1.0])")
    return [
        (Formula("2 * theta"), np.array([4.0]), 0.25, 3),
        (Formula("np.array([theta[0], 4 * theta[1]])"), np.array([2.0, -1.0]), 0.1, 2),
        (Formula("np.array([theta[1], theta[0]])"), np.array([1.0, 3.0]), 0.5, 2),
        (Formula("4 * theta**3 - 4 * theta + 0.3"), np.array([0.5]), 0.05, 6),
        (Formula("2 * theta"), np.array([1.0]), 1.5, 4),
        (Formula("2 * theta"), np.array([0.0]), 0.1, 2),
        (Formula("2 * theta"), np.array([4.0]), 0.25, 0),
        (bowl, np.array([2.0, -1.5]), 0.25, 10),
        (Formula("np.tanh(theta) - 0.2"), np.round(rng.normal(size=5), 1), 0.7, 7),
        (faces_loss().gradient, np.array([1.5, 1.0]), 0.2, 20),
    ]


def path(grad, theta0, eta, steps):
    """Where descent on a gradient leads, shape (steps + 1, D)."""
    steep = SimpleNamespace(gradient=grad)
    points = (theta for theta, _ in walk(steep, theta0, GradientDescent(eta)))
    return np.array([theta0, *islice(points, steps)])


def kind(trial):
    """Require steps + 1 points as long as theta0."""
    _, theta0, _, steps = trial.arguments
    points = np.atleast_1d(trial.answer) if isinstance(trial.answer, np.ndarray) else trial.answer
    if isinstance(points, list | tuple | np.ndarray) and _is_a_point(points[:1]):
        found = len(points)
        if found != steps + 1:
            points = f"{found} point{'s' * (found != 1)}"
            return f"It returned {points}; {steps} steps, with theta0 first, make {steps + 1}."
    wanted = "a list of all points, theta0 first"
    return array_fault(trial.answer, (steps + 1, *theta0.shape), wanted)


def _is_a_point(first):
    try:
        return np.ndim(first) == 2
    except ValueError:  # a pair of a number and an array, say
        return False


def starts_at_theta0(trial):
    """Require that the first point is the start."""
    first, theta0 = trial.answer[0], trial.arguments[1]
    if near(first, theta0, trial.coarse):
        return ""
    start, first = points_apart(theta0, first)
    return f"The list begins with {first}; its first point must be the start {start}."


def follows_the_gradient(trial):
    """Require that each step is the one that descent takes from the point before."""
    grad, _, eta, _ = trial.arguments
    for t, (here, there) in enumerate(pairwise(trial.answer)):
        here = np.asarray(here, dtype=float)
        right = path(grad, here, eta, 1)[1]
        if not near(there, right, trial.coarse):
            slopes, (own, _) = point_text(grad(here)), points_apart(there, right)
            return (
                f"Step {t + 1} is the first wrong one. It leads from {point_text(here)} to {own}; "
                f"where it starts the gradient is {slopes}, and η = {eta:g}."
            )
    return ""


def _what_if(change):
    """Recognise the walk that would be right for a changed question."""
    return every(lambda walked, *question: near(walked, path(*change(*question))))


def _in_turn(grad, eta, theta):
    """The gradient as it seems when each entry has moved before the next is measured."""
    moved = theta.copy()
    for d in range(len(theta)):
        moved[d] = path(grad, moved, eta, 1)[1, d]
    return (theta - moved) / eta


def _of_length_1(grad, theta):
    gradient = grad(theta)
    length = np.linalg.norm(gradient)
    return gradient / length if length else gradient


def _is_one_array(walked, *question):
    """Whether every point is the last one, the first perhaps aside."""
    later = walked[1:]
    return near(later, np.broadcast_to(path(*question)[-1], np.shape(later)))


def _stays_after_one_step(walked, grad, theta0, eta, steps):
    first = path(grad, theta0, eta, 1)[1]
    return near(walked[1:], np.broadcast_to(first, np.shape(walked[1:])))


MISTAKES = {
    every(_is_one_array): (
        "The points in your list that follow a step are all the last one: it is one and the same "
        "array, moved in place and put in many times. Make a new array in every step."
    ),
    every(_stays_after_one_step): (
        "Every step starts from theta0 again, so the walk never gets further than its first step. "
        "Which point should the next step start from?"
    ),
    _what_if(lambda grad, theta0, eta, steps: (lambda theta: -grad(theta), theta0, eta, steps)): (
        "It climbs: each step goes along the gradient, which points uphill. Which way is down?"
    ),
    _what_if(lambda grad, theta0, eta, steps: (grad, theta0, 1.0, steps)): (
        "The learning rate is left out: your walk would be right for η = 1."
    ),
    _what_if(lambda grad, theta0, eta, steps: (grad, theta0, 1 / eta, steps)): (
        "The gradient is divided by η: your walk would be right for 1/η. A larger η should "
        "make longer steps."
    ),
    _what_if(lambda grad, theta0, eta, steps: (lambda _: grad(theta0), theta0, eta, steps)): (
        "Every step uses the gradient at theta0. As θ moves the gradient changes: where must it "
        "be measured?"
    ),
    _what_if(lambda grad, theta0, eta, steps: (partial(_of_length_1, grad), theta0, eta, steps)): (
        "Every step has the length η, because the gradient is divided by its own length. The "
        "lecture keeps it: steps get shorter by themselves where the land gets flat."
    ),
    _what_if(lambda grad, theta0, eta, steps: (partial(_in_turn, grad, eta), theta0, eta, steps)): (
        "The entries of θ move one after the other, and the second sees the first already moved. "
        "Measure the whole gradient at the old θ, then move all entries at once."
    ),
}


def _praise(trials):
    trial = trials[-1]
    L, start, eta, steps = trial.arguments[0].__self__, *trial.arguments[1:]
    first, last = (number_text(L.value(trial.answer[t]), 3) for t in (0, -1))
    return (
        f"Among the 40 faces, from {point_text(start)} and with η = {eta:g}, its {steps} steps "
        f"bring the loss from {first} down to {last}."
    )


GRADIENT_DESCENT = Exercise(
    name="gradient_descent",
    parameters=("grad", "theta0", "eta", "steps"),
    cases=cases,
    kind=kind,
    requirements=(starts_at_theta0, follows_the_gradient),
    mistakes=MISTAKES,
    hints=(
        "Three things happen in every round of the loop: measure the gradient where you are, "
        "make the next θ from it, write that θ down. What stands in the list before the first "
        "round?",
        "The pseudocode of slide 8 has the line for the next θ. Read t as where you are now, "
        "t + 1 as where you go, and let the right-hand side make a new array: the operators "
        "that end in = would move the points that are already in your list.",
    ),
    praise=_praise,
)


def gradient_descent(function):
    """Check ``gradient_descent(grad, theta0, eta, steps)``: every θ on the way down.

    It takes grad (a function that gives the gradient at theta), theta0 (D numbers), eta and steps,
    and returns a list of steps + 1 points, theta0 first. It passes where each step is the one of
    slide 8, else the first one that is not, or what was done instead.

    Source: X3 in S3.
    """
    return judge(GRADIENT_DESCENT, function)
