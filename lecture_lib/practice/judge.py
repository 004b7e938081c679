"""Judge a learner's function: run it, and say what was seen in the learner's own terms."""

import dis
import inspect
import traceback
from dataclasses import replace

import numpy as np

from lecture_lib.practice.attempt import StillRunning, attempt
from lecture_lib.practice.exercise import Trial
from lecture_lib.practice.precision import missing_digits
from lecture_lib.practice.verdict import Verdict


@np.errstate(all="ignore")  # a wild answer may overflow what it is compared with
def judge(exercise, answer):
    """Run a function on all cases of an exercise, or take a value; return a `Verdict`."""
    name = exercise.name
    if _is_blank(answer):
        return _untried(exercise)
    if exercise.parameters:
        if fault := _cannot_be_called(exercise, answer):
            return Verdict("wrong", f"{name} cannot be called", fault, hints=exercise.hints)
        trials = _tried(exercise, answer)
        if _is_a_stub(answer, trials):
            return _untried(exercise)
    else:
        trials = [Trial((), answer)]
    trials = [_examined(exercise, answer, trial) for trial in trials]
    wrong = [trial for trial in trials if trial.fault]
    if wrong:
        return _explain(exercise, answer, trials, wrong)
    held = f"It held in all {len(trials)} cases. " if exercise.parameters else ""
    return Verdict("passed", f"{name} is right", held + exercise.praise(trials))


def _untried(exercise):
    message = f"Write {exercise.wanted} in the cell above and run it, then run this cell again."
    return Verdict("untried", f"{exercise.name}: not tried yet", message, hints=exercise.hints)


def _is_blank(answer):
    """Whether nothing has been filled in."""
    parts = answer.values() if isinstance(answer, dict) else answer
    if isinstance(answer, dict | list | tuple) and parts:
        return all(map(_is_blank, parts))
    return answer is None or answer is ...


def _tried(exercise, function):
    """Try all cases, or as many as come to an end."""
    trials = []
    for arguments in exercise.cases():
        trials.append(attempt(function, arguments, exercise.lines))
        if isinstance(trials[-1].error, StillRunning):
            break
    return trials


def _explain(exercise, function, trials, wrong):
    """Say what was seen first, but name the mistake behind it where it is a known one."""
    title, trial = f"{exercise.name} is not right yet", wrong[0]
    unread, instead = _unread(function), _read_from_the_notebook(function)
    recognised = ((seen(trials), says) for seen, says in exercise.mistakes.items())
    shown, known = next((pair for pair in recognised if pair[0]), (None, ""))
    if trial.changed or (trial.error and not known):
        told = trial.fault
    elif unread and (instead or not known):
        told = f"It never looks at {_listed(unread)}"
        told += f", but reads {_listed(instead)} from the notebook" if instead else ""
        told += ". It must answer for any data that it is given."
    elif known:
        told, trial = known, shown if isinstance(shown, Trial) else trial
    else:
        told = trial.fault + missing_digits(lambda coarse: _is_wrong(exercise, trials, coarse))
    return Verdict("wrong", title, told, exercise.call(trial), exercise.hints)


def _is_wrong(exercise, trials, coarse):
    """Whether anything is wrong with answers whose numbers may be so far off."""
    return any(_examined(exercise, None, replace(t, coarse=coarse, fault="")).fault for t in trials)


def _cannot_be_called(exercise, function):
    wanted = exercise.wanted
    if not callable(function):
        return (
            f"The check needs the function {wanted} itself, without brackets after its name; "
            f"it was given something of type {type(function).__name__}."
        )
    try:
        signature = inspect.signature(function)
    except ValueError:  # some built-in functions have none
        return ""
    names = tuple(signature.parameters)
    if names != exercise.parameters and sorted(names) == sorted(exercise.parameters):
        return f"It is called as {wanted}; yours takes the same names in another order: {names}."
    try:
        signature.bind(*exercise.parameters)
    except TypeError:
        return f"It is called as {wanted}; yours takes {signature}."
    return ""


def _is_a_stub(function, trials):
    """Whether nothing has been written yet: it says so, answers `...`, or reads no argument."""
    if any(isinstance(trial.error, NotImplementedError) for trial in trials):
        return True
    if all(trial.answer is ... for trial in trials):
        return True
    silent = all(trial.answer is None and trial.error is None for trial in trials)
    code = getattr(function, "__code__", None)
    return silent and code is not None and len(_unread(function)) == code.co_argcount


def _examined(exercise, function, trial):
    """Complete a trial by what is wrong with it."""
    if trial.error:
        return replace(trial, fault=_raised(function, trial.error))
    if fault := _nothing(trial) or exercise.kind(trial):
        return replace(trial, fault=fault)
    faults = (require(trial) for require in exercise.requirements)
    fault = _has_changed(exercise, trial) or next(filter(None, faults), "")
    return replace(trial, sound=True, fault=fault)


def _nothing(trial):
    if trial.answer is None or trial.answer is ...:
        return "It returned nothing (None): is there a return with a value on every way through?"
    return ""


def _has_changed(exercise, trial):
    if not trial.changed:
        return ""
    names = _listed([exercise.parameters[i] for i in trial.changed])
    return (
        f"It changed {names} in place, and whoever called it still needs the old values. Look for "
        "-=, += or an assignment to a part of it."
    )


def _raised(function, error):
    """Say which of the learner's own lines stopped, innermost first."""
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
    told = str(error).rstrip(". ")
    what = f"{type(error).__name__}: {told}" if told else type(error).__name__
    if not frames:
        return f"Your function stopped with {what}."
    line = f", at “{frames[-1].line}”" if frames[-1].line else ""
    return f"Your function stopped in line {frames[-1].lineno}{line}, with {what}."


def _unread(function):
    """Parameters that the code of a function never looks at."""
    code = getattr(function, "__code__", None)
    if code is None:
        return []
    read = _loaded(code, "FAST") | set(code.co_cellvars)  # the latter by an inner function
    return [name for name in code.co_varnames[: code.co_argcount] if name not in read]


def _read_from_the_notebook(function):
    """Names of data outside a function that its code looks up."""
    code = getattr(function, "__code__", None)
    if code is None:
        return []
    known = {name: function.__globals__.get(name) for name in sorted(_loaded(code, "GLOBAL"))}
    return [
        name
        for name, value in known.items()
        if value is not None and not callable(value) and not inspect.ismodule(value)
    ]


def _loaded(code, kind):
    """Names that the compiled code loads; newer Pythons load two with one instruction."""
    names = set()
    for step in dis.get_instructions(code):
        if f"LOAD_{kind}" in step.opname:
            names.update(step.argval if isinstance(step.argval, tuple) else [step.argval])
    return names


def _listed(names):
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
