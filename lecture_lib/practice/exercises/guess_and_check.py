"""X1: search by random changes.

Nothing is said about how a guess is drawn: what counts is read off the points at which the loss was
asked. Each must lie a few steps from the best point before it, and the best of all is the answer.
"""

import numpy as np

from lecture_lib.descent import descend
from lecture_lib.optimizers import GradientDescent
from lecture_lib.practice.exercise import Exercise
from lecture_lib.practice.faces import faces_loss
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault, number_fault, pair_fault
from lecture_lib.practice.precision import near
from lecture_lib.practice.search import FAR, belong_together, guesses, origin, steps
from lecture_lib.practice.written import Formula, decimals_apart, point_text
from lecture_lib.stage.readout import number_text

SEEDS = range(5)
OTHER_DICE = (
    "It never draws from rng. Only with the dice that it is given can a run be repeated: "
    "rng.normal or rng.uniform."
)
SHORT = 0.1  # steps; a mean below it is no matter of dice
LOW = 0.17  # what 400 tries among the faces must reach


def cases():
    """Return the arguments (loss, theta, step, tries, rng): bowls, then the faces with 5 seeds."""
    bowl = Formula("theta[0]**2 + 3 * theta[1]**2")
    valley = Formula("np.sum(np.arange(1, 4) * (theta - 1)**2) - 2")
    dice = np.random.default_rng
    return [
        (bowl, np.array([2.0, -1.0]), 0.5, 5, dice(1)),
        (bowl, np.array([2.0, -1.0]), 0.01, 8, dice(2)),
        (bowl, np.array([0.1, 0.2]), 3.0, 20, dice(3)),
        (bowl, np.array([1.0, 1.0]), 0.5, 0, dice(4)),
        (valley, np.zeros(3), 0.3, 60, dice(5)),
        (Formula("np.abs(theta[0] - 1)"), np.array([4.0]), 0.5, 30, dice(6)),
        *((faces_loss().value, np.array([1.5, 1.0]), 0.3, 400, dice(seed)) for seed in SEEDS),
    ]


def kind(trial):
    """Require the pair of a theta and a number."""
    if isinstance(trial.answer, np.ndarray) and trial.answer.ndim == 1:
        return "It returned one array; asked for is the pair (theta, loss)."
    if fault := pair_fault(trial.answer, "(theta, loss)"):
        return fault
    (theta, L), shape = trial.answer, trial.arguments[1].shape
    return array_fault(theta, shape, "an array like theta", "As theta it returned") or number_fault(
        L, "As loss it returned"
    )


def is_the_best(trial):
    """Require the lowest loss of all that it has seen, the start included."""
    loss, theta, _, tries, _ = trial.arguments
    start, end = float(loss(theta)), float(trial.answer[1])
    if end > start and not near(end, start, trial.coarse):
        first, last = decimals_apart(start, end, 4)
        return f"It starts at a loss of {first} and ends at {last}, which is worse."
    lowest = min((float(seen) for _, seen in trial.after[0].calls), default=start)
    if end <= lowest or near(end, lowest, trial.coarse):
        return ""
    best, own = decimals_apart(lowest, end, 4)
    return f"Among its {tries} guesses was one with a loss of {best}, but it returns {own}."


def draws_from_rng(trial):
    """Require that the dice that were handed over have been thrown."""
    before, after = (rng.bit_generator.state for rng in (trial.arguments[4], trial.after[4]))
    if not trial.arguments[3] or before != after:
        return ""
    return OTHER_DICE


def guesses_as_often(trial):
    """Require as many guesses as tries, each at a place of its own."""
    count, tries = len(steps(trial)), trial.arguments[3]
    if count == tries:
        return ""
    places = "one new place" if count == 1 else f"{count} new places"
    return f"It asks for the loss at {places}; tries = {tries} guesses are wanted, each at one."


def stays_near(trial):
    """Require that each guess lies a few steps from the best so far."""
    away = np.abs(steps(trial)).max(axis=1, initial=0)
    if (away <= FAR).all():
        return ""
    first = int(np.argmax(away > FAR))
    points, origins = guesses(trial)
    guess, best = point_text(points[first]), point_text(origins["best"][first])
    return (
        f"Guess {first + 1} is {guess}; the best before it was {best}, and "
        f"step = {trial.arguments[2]:g}. That is {away[first]:.0f} steps away."
    )


def goes_as_far_as_step(trial):
    """Require that the guesses reach further than a small part of a step."""
    away = np.abs(steps(trial)).max(axis=1, initial=0)
    if not away.size or away.mean() > SHORT:
        return ""
    return (
        f"With step = {trial.arguments[2]:g} its guesses lie {away.mean():.2g} steps from the best "
        "on average. Each should be a random number of steps away, mostly between 0 and 1."
    )


def finds_the_valley(trial):
    """Require that among the faces it comes below 0.17."""
    L = float(trial.answer[1])
    if trial.arguments[3] < 400 or L < LOW:
        return ""
    return (
        f"After {trial.arguments[3]} tries among the faces the loss is still {number_text(L, 3)}; "
        f"it should be below {LOW}. Can every entry of θ go up and down by itself?"
    )


def _guessing(trials):
    """The trials that have some guesses in them."""
    return [trial for trial in trials if trial.sound and len(steps(trial)) > 1]


def _always(look):
    """Recognise a mistake by looking at every trial."""

    def seen(trials):
        chosen = _guessing(trials)
        return bool(chosen) and all(look(trial) for trial in chosen)

    return seen


def _from(name):
    """Recognise a mistake by where the guesses start from."""
    return lambda trials: origin(_guessing(trials)) == name


def _keeps_the_worst(trial):
    return trial.answer[1] >= max(float(L) for _, L in trial.after[0].calls) - 1e-12


def _keeps_every_guess(trials):
    """Whether it returns the last guess, be it the best or not."""
    last = _always(lambda trial: np.array_equal(trial.answer[0], guesses(trial)[0][-1]))(trials)
    return last and any(is_the_best(trial) for trial in _guessing(trials))


def _leaves_step_out(trials):
    """Whether guesses lie about as far from the best in every trial, whatever the step."""
    sizes = [np.abs(steps(t) * t.arguments[2]).mean() for t in _guessing(trials)]
    return bool(sizes) and max(sizes) < 20 * min(sizes)


def _is_one_number(trial):
    found = steps(trial)
    return found.shape[1] == 1 or np.allclose(found, found[:, :1])


MISTAKES = {
    _always(_keeps_the_worst): (
        "It keeps what is worse: the loss that you return is the highest that it met. Look at the "
        "comparison."
    ),
    _keeps_every_guess: (
        "Every guess is kept, better or worse, and the last one returned. Is the guess an array of "
        "its own, so that you can go back to the best?"
    ),
    _always(lambda trial: np.allclose(steps(trial), steps(trial)[0])): (
        "Every guess makes the same step. The dice must be thrown anew inside the loop."
    ),
    _always(_is_one_number): (
        "All entries of θ move by the same random number, so it can only go along one diagonal. "
        "Draw one number per entry."
    ),
    _always(lambda trial: (steps(trial) >= 0).all() or (steps(trial) <= 0).all()): (
        "All random numbers have the same sign, so it can never turn back. Draw them on both "
        "sides of 0."
    ),
    _always(lambda trial: (np.abs(guesses(trial)[0]) <= FAR * trial.arguments[2]).all()): (
        "The guesses lie around 0, not around the best so far: add them to that."
    ),
    _leaves_step_out: (
        "The guesses do not come closer when step gets smaller: with step = 0.01 they lie as far "
        "apart as with step = 3."
    ),
    _from("start"): (
        "All guesses lie around the start. When a better place is found, the next guess should "
        "start from there."
    ),
    _from("previous"): (
        "The best is remembered, but each guess starts from the guess before it, good or bad. It "
        "wanders off: start each from the best so far."
    ),
    _from("last better"): (
        "A guess is kept whenever it beats the start, even if a better one was known. The loss to "
        "beat must come down with every guess that is kept."
    ),
    _always(draws_from_rng): OTHER_DICE,
}


def _praise(trials):
    faces = trials[-len(SEEDS) :]
    loss, start, _, tries, _ = faces[0].arguments
    counts = [1 + int(np.argmax(loss(guesses(trial)[0]) < LOW)) for trial in faces]
    run = descend(loss.__self__, start, GradientDescent(eta=0.3), steps=100)
    worst = number_text(max(trial.answer[1] for trial in faces), 4)
    return (
        f"Among the faces the worst of five seeds ends at {worst} after {tries} guesses. Below "
        f"{LOW} it takes {sorted(counts)[2]} guesses (median), or {run.first_below(LOW)} steps "
        "along the gradient with η = 0.3."
    )


GUESS_AND_CHECK = Exercise(
    name="guess_and_check",
    parameters=("loss", "theta", "step", "tries", "rng"),
    cases=cases,
    kind=kind,
    requirements=(
        belong_together,
        is_the_best,
        draws_from_rng,
        stays_near,
        goes_as_far_as_step,
        guesses_as_often,
        finds_the_valley,
    ),
    mistakes=MISTAKES,
    hints=(
        "Two things are remembered: the best θ so far and its loss. In each round a guess is made "
        "from that θ, its loss is looked up, and one of two things happens. What happens when the "
        "guess is worse?",
        "A guess is a new array: the best θ, plus step times as many random numbers as θ has "
        "entries; rng.standard_normal(3) gives three of them. Only an if decides whether it takes "
        "the place of the best, and then its loss moves with it.",
    ),
    praise=_praise,
)


def guess_and_check(function):
    """Check ``guess_and_check(loss, theta, step, tries, rng)``: search by random changes.

    It takes loss (a function of D numbers), theta (where to start), step (how large a change may
    be), tries (how many guesses) and rng (a numpy Generator), and returns the best theta and its
    loss. A guess is the best so far plus step times D random numbers, uniform from -1 to 1 or
    normal. It passes where each guess starts from the best so far, the best of all is returned,
    and five seeds find the valley of the faces; else what was seen and where to look.

    Source: X1 in S1.
    """
    return judge(GUESS_AND_CHECK, function)
