"""Run a learner's function on one case, and keep what it did."""

import sys
import warnings
from copy import deepcopy
from time import monotonic

import numpy as np

from lecture_lib.practice.exercise import Trial

LINES = 500_000  # of the learner's own code in one call: some seconds at most
SECONDS = 10  # after so many lines, where an exercise allows more of them
CALLS = 20_000  # of one function that it was given


class StillRunning(Exception):
    """A learner's function has not come to an end."""


def watched(function):
    """Make a function to hand to the learner's: it keeps what it was asked and answered.

    It is a plain function, so that Python's messages call it one, and it ends a learner's function
    that calls it without end. Its ``calls`` are the arguments, as they were then, and the answer of
    each call.

    Raises
    ------
    StillRunning
        By what is returned, when it is called too often.
    """
    calls = []

    def handed(*arguments):
        if len(calls) == CALLS:
            raise StillRunning(_gave_up(f"{CALLS:,} calls of one function"))
        asked = deepcopy(arguments)
        answer = function(*arguments)
        calls.append((asked, deepcopy(answer)))
        return answer

    handed.calls = calls
    return handed


def attempt(function, arguments, lines=LINES):
    """Call a learner's function with copies of the arguments; return the `Trial`.

    Functions among them are handed over `watched`. After so many ``lines`` of its own it is
    stopped.
    """
    given = tuple(watched(one) if callable(one) else deepcopy(one) for one in arguments)
    # Whatever the notebook has set, the same warnings are heard.
    with warnings.catch_warnings(record=True) as heard, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("always")
        try:
            answer, error = _ended(function, given, lines), None
        except (Exception, SystemExit) as raised:  # sys.exit() is no verdict
            answer, error = None, raised
    pairs = enumerate(zip(arguments, given, strict=True))
    changed = tuple(i for i, (old, new) in pairs if not _same(old, new))
    said = tuple(str(warning.message) for warning in heard)
    return Trial(arguments, answer, error, given, changed, said)


def _ended(function, given, most):
    """Call it, but stop a call that goes on for ever, by counting lines.

    The clock is asked only beyond `LINES`, where many a line may be a slow one. Lines are counted
    in all code of the learner's notebook. Beside a debugger, which needs the same hook, nothing is
    counted.
    """
    space = getattr(function, "__globals__", None)
    if space is None or sys.gettrace():
        return function(*given)
    lines, begin = 0, monotonic()

    def count(frame, event, _):
        nonlocal lines
        lines += event == "line"
        if lines > LINES and (lines > most or monotonic() - begin > SECONDS):
            raise StillRunning(_gave_up(f"{most if lines > most else LINES:,} lines"))
        return count

    sys.settrace(lambda frame, event, _: count if frame.f_globals is space else None)
    try:
        return function(*given)
    finally:
        sys.settrace(None)


def _gave_up(after):
    return (
        f"after {after} it had not come to an end; either it never does, or it is too slow for "
        "this check"
    )


def _same(old, new):
    if isinstance(old, list | tuple):
        return len(old) == len(new) and all(map(_same, old, new))
    if isinstance(old, np.ndarray):
        return old.shape == new.shape and old.tobytes() == new.tobytes()
    return old is new or not isinstance(old, int | float | str) or old == new
