"""X5: early stopping with patience.

The library counts the steps since the best. A mistake is recognised by counting something else, by
changed losses, or by another patience.
"""

import numpy as np

from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.faces import bumps_validation
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import number_fault, pair_fault
from lecture_lib.stage.readout import number_text
from lecture_lib.stopping import steps_since_best

READABLE = (
    ([1.0, 0.5, 0.6, 0.7, 0.4], 2),
    ([1.0, 0.5, 0.6, 0.4, 0.5, 0.6, 0.3], 2),
    ([1.0, 0.5, 0.5, 0.5, 0.3], 2),
    ([1.0, 0.8, 0.9, 0.7, 0.8, 0.6, 0.7, 0.8], 2),
    ([1.0, 0.5, 0.8, 0.7, 0.9, 0.6, 0.4], 3),
    ([900.0, 800.0, 700.0], 2),
    ([1.0, 0.5, 0.6], 3),
    ([0.1, 0.2, 0.3, 0.4], 2),
    ([1.0, 0.6, 0.7, 0.5], 1),
    ([0.5], 1),
)


def cases():
    """Return the arguments (val_losses, patience) to try."""
    rng = np.random.default_rng(5)
    falling = np.round(np.exp(-np.arange(40) / 10) + rng.uniform(0, 0.3, 40), 2)
    made = [(np.array(losses), patience) for losses, patience in READABLE]
    return [*made, (falling, 5), (falling, 12), (bumps_validation(steps=300), 20)]


def stopped(losses, patience, count=steps_since_best):
    """Best step and stop, where a count of bad steps reaches patience, or else at the end."""
    bad = np.flatnonzero(count(losses) >= patience)
    stop = int(bad[0]) if bad.size else len(losses) - 1
    return stop - int(steps_since_best(losses)[stop]), stop


def kind(trial):
    """Require a pair of whole numbers."""
    if fault := pair_fault(trial.answer, "(best step, stop step)"):
        return fault
    for name, step in zip(("best", "stop"), trial.answer, strict=True):
        says = f"As {name} step it returned"
        if fault := number_fault(step, says):
            return fault
        if int(step) != step:
            return f"{says} {float(step):g}; asked for is the number of a step, not its loss."
    return ""


def stops_in_time(trial):
    """Require that it stops where patience has run out, neither before nor after."""
    (losses, patience), stop = trial.arguments, int(trial.answer[1])
    best, right = stopped(losses, patience)
    if stop < right:
        return (
            f"It stops at step {stop}, but may go on to step {right}: until then the best so far "
            f"is never {patience} steps back."
        )
    if stop > right and right - best == patience:
        return (
            f"It stops at step {stop}. But at step {right} the best so far, step {best}, is "
            f"{patience} steps back already."
        )
    return "" if stop == right else f"It stops at step {stop}; the last step is {right}."


def knows_the_best(trial):
    """Require the best step of those up to the stop."""
    best, stop = stopped(*trial.arguments)
    if trial.answer[0] == best:
        return ""
    return (
        f"The stop, step {stop}, is right. But of the steps up to there, the first with the "
        f"lowest loss is not step {int(trial.answer[0])}."
    )


def _says_if(fits):
    """Recognise pairs: `fits(best, stop, losses, patience)`."""
    return every(lambda pair, *question: fits(*map(int, pair), *question))


def _what_if(answer):
    return _says_if(lambda best, stop, *question: (best, stop) == answer(*question))


def _in_all(losses):
    """Count the steps without a new best since the beginning."""
    return np.cumsum(steps_since_best(losses) > 0)


def _with_step_0(losses):
    """Count the steps since the best, and step 0 among them while it is the best."""
    since = steps_since_best(losses)
    return since + (since == np.arange(len(losses)))


def _in_a_row(is_bad):
    """Count for how many steps on end the loss is bad beside that of the step before."""

    def count(losses):
        fine = np.concatenate([[True], ~is_bad(losses[1:], losses[:-1])])
        steps = np.arange(len(losses))
        return steps - np.maximum.accumulate(np.where(fine, steps, 0))

    return count


def _impatient(losses, patience):
    """With one step less of patience; with none left it stops at once."""
    return stopped(losses, patience - 1) if patience > 1 else (0, 0)


def _sinking(losses):
    """Turn each tie into a new best."""
    return losses - 1e-9 * np.arange(len(losses))


def _looks_ahead(best, stop, losses, patience):
    ever, last = stopped(losses, len(losses))
    return best == ever and stop in (stopped(losses, patience)[1], min(ever + patience, last))


def _runs_past_the_end(trials):
    """Whether nothing is wrong but a stop behind the last step."""
    wrong = [trial for trial in trials if trial.fault]
    return all(t.sound and t.answer[1] >= len(t.arguments[0]) and _never_runs_out(t) for t in wrong)


def _never_runs_out(trial):
    losses, patience = trial.arguments
    best, stop = stopped(losses, patience)
    return stop == len(losses) - 1 and stop - best < patience


IN_A_ROW = (
    "You count rises from one step to the next, and a fall ends the count. But a step can be "
    "better than the one before and still no new best: compare with the best so far."
)
MISTAKES = {
    _runs_past_the_end: (
        "Where patience never runs out you name a stop behind the last step. The run ends there: "
        "the stop is the last step."
    ),
    _what_if(lambda losses, patience: stopped(losses, patience + 1)): (
        "It stops one step late. With patience 1 the first step that is no new best is the stop."
    ),
    _what_if(lambda losses, patience: stopped(losses, patience, _with_step_0)): (
        "Step 0 counts as a bad one, as its loss is not below itself. It is the first best."
    ),
    _what_if(_impatient): (
        "It stops one step early. With patience 2 the second step in a row that is no new best is "
        "the stop."
    ),
    _what_if(lambda losses, patience: stopped(losses, 1)): (
        "It stops at the first step that is no new best, whatever the patience. What should happen "
        "to the count of bad steps before it stops?"
    ),
    _what_if(lambda losses, patience: stopped(_sinking(losses), patience)): (
        "A tie counts as a new best: in a row of equal losses the later step is kept, and "
        "patience starts again. Equal is not better."
    ),
    _what_if(lambda losses, patience: stopped(losses, patience, _in_all)): (
        "You count all steps without a new best. A new best must start the count again."
    ),
    _what_if(
        lambda losses, patience: stopped(losses, patience, _in_a_row(np.greater_equal))
    ): IN_A_ROW,
    _what_if(lambda losses, patience: stopped(losses, patience, _in_a_row(np.greater))): IN_A_ROW,
    _says_if(_looks_ahead): (
        "It knows the future: the best of all losses is named, even where it comes after the "
        "stop. When a run stops, the later losses do not exist."
    ),
    _says_if(lambda best, stop, *question: best == stop == stopped(*question)[1]): (
        "The best step is not the stop: at the stop there has been no new best for a while, and "
        "the θ worth keeping is some steps back."
    ),
    _says_if(lambda best, stop, *question: (stop, best) == stopped(*question)): (
        "It is the right pair in the wrong order: best step first, then the stop."
    ),
    _says_if(lambda best, stop, *question: (best - 1, stop - 1) == stopped(*question)): (
        "Both steps are 1 too high: the first loss is that of step 0."
    ),
}


def _praise(trials):
    losses, (best, stop) = trials[-1].arguments[0], map(int, trials[-1].answer)
    kept, thrown = (number_text(losses[step], 4) for step in (best, -1))
    return (
        f"While 49 bumps fit forty faces, it stops at step {stop} and keeps step {best}, "
        f"with a validation loss of {kept}; at step {len(losses) - 1} it would have been {thrown}."
    )


EARLY_STOP = Exercise(
    name="early_stop",
    parameters=("val_losses", "patience"),
    cases=cases,
    kind=kind,
    requirements=(stops_in_time, knows_the_best),
    mistakes=MISTAKES,
    hints=(
        "Walk through the losses as if each had just been measured. What must you remember about "
        "the past to know whether this one is a new best, and how long ago the last was?",
        "Two numbers are enough: the lowest loss so far, and its step. Patience has run out when "
        "the present step is that far from it. What is left to answer when the losses end first?",
    ),
    praise=_praise,
)


def early_stop(function):
    """Check ``early_stop(val_losses, patience)``: when to stop, and which step to keep.

    It takes val_losses (one per step, from step 0) and patience (steps without a new best that are
    waited for, at least 1; a tie is no new best), and returns the pair (best step, stop step).
    Where patience never runs out, the stop is the last step. It passes where both are right in all
    cases, else what was seen and where to look.

    Source: X5 in S5.
    """
    return judge(EARLY_STOP, function)
