"""What an exercise is, and what a try of the learner's function has shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lecture_lib.practice.written import written


@dataclass(frozen=True)
class Trial:
    """One call of the learner's function.

    Parameters
    ----------
    arguments : tuple
        What it was called with.
    answer : object
        What it returned, or None where it raised.
    error : Exception or None
        What it raised.
    after : tuple
        The arguments as the call left them. A function among them has `calls` there:
        what it was asked each time, and what it answered.
    changed : tuple of int
        Positions of the arguments that are not what they were before.
    warnings : tuple of str
        What numpy or Python warned of meanwhile.
    sound : bool
        Whether the answer is of the kind that was asked for.
    fault : str
        What is wrong with it; empty where nothing is.
    coarse : float
        How far off its numbers may be while it is asked whether only digits are missing.
    """

    arguments: tuple
    answer: Any = None
    error: Exception | None = None
    after: tuple = ()
    changed: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    sound: bool = False
    fault: str = ""
    coarse: float = 0.0


@dataclass(frozen=True)
class Exercise:
    """A function to be written by the learner, and how it is judged.

    Parameters
    ----------
    name : str
        Of the function.
    parameters : tuple of str
        What it takes, in this order; none where a value is asked for instead of a function.
    cases : callable
        ``cases() -> list of tuple``: the arguments to try, small and readable ones first.
    kind : callable
        ``kind(trial) -> str``: what is wrong with the sort of thing that was returned, "" where
        nothing is.
    requirements : tuple of callable
        ``requirement(trial) -> str``: what is wrong with an answer of the right kind. They are
        asked in order until one finds a fault.
    mistakes : dict of callable to str
        The usual ways to go wrong. ``seen(trials)`` is whether a list of trials shows one, or which
        trial shows it best; then it is said what was done instead, and what to look at. They are
        recognised in this order where a fault was found.
    hints : tuple of str
        Each stronger than the one before, none the solution.
    praise : callable
        ``praise(trials) -> str``: what a right answer now makes possible to see.
    lines : int
        Of the learner's code in one call, before it is taken to be endless: more than by plain
        loops, one number at a time.
    """

    name: str
    parameters: tuple[str, ...]
    cases: Callable[[], list[tuple]]
    kind: Callable[[Trial], str]
    requirements: tuple[Callable[[Trial], str], ...]
    mistakes: dict[Callable, str]
    hints: tuple[str, ...]
    praise: Callable[[list[Trial]], str]
    lines: int = 500_000

    @property
    def wanted(self):
        """How the function is called, or the name of the value."""
        return f"{self.name}({', '.join(self.parameters)})" if self.parameters else self.name

    def call(self, trial):
        """Write a call and its answer as the learner can repeat them, long arrays by their names.

        Of a value that cannot be written out nothing is said.
        """
        answer = written(trial.answer) if trial.sound else ""
        if not self.parameters:
            return f"{self.name} = {answer}" if answer else ""
        pairs = zip(self.parameters, trial.arguments, strict=True)
        call = f"{self.name}({', '.join(written(value) or name for name, value in pairs)})"
        return f"{call} = {answer}" if answer else call


def overflowed(trials):
    """Whether e was raised to a power that no float can hold."""
    errors = [trial.error for trial in trials if trial.error]
    heard = any("overflow" in warning for trial in trials for warning in trial.warnings)
    return bool(heard or errors) and all(isinstance(error, OverflowError) for error in errors)


def every(fits):
    """Recognise a mistake by the answers: most are of the right kind, and all of those fit.

    ``fits(answer, *arguments)`` is whether one of them does.
    """

    def seen(trials):
        answers = [(trial.answer, *trial.arguments) for trial in trials if trial.sound]
        return 2 * len(answers) > len(trials) and all(fits(*answer) for answer in answers)

    return seen
