"""The questions that the course asks before it shows, by their numbers."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).with_name("questions.toml")
TIED, TIE = re.compile(r" (?=[…=%])|(?<==) "), "\N{NO-BREAK SPACE}"  # no line ends there


@dataclass(frozen=True)
class Question:
    """What is asked, and what the experiment will show.

    Parameters
    ----------
    asks : str
        The question.
    options : tuple of str
        The answers to choose from.
    happened : str
        The option that the experiment bears out.
    because : str
        What was seen and why, to stand beside the learner's answer.
    replies : mapping of str to str
        To each other option: what speaks for it, and what it overlooks.

    Raises
    ------
    ValueError
        If `happened` is none of the options, or a reply is to none of the others.
    """

    asks: str
    options: tuple[str, ...]
    happened: str
    because: str
    replies: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self):
        if self.happened not in self.options:
            raise ValueError(f"happened must be one of {self.options}, got {self.happened!r}")
        if unknown := set(self.replies) - {*self.options} | {self.happened} & set(self.replies):
            raise ValueError(f"replies must be to the other options, got {sorted(unknown)}")


QUESTIONS = {
    key: Question(**told | {"options": tuple(told["options"]), "asks": TIED.sub(TIE, told["asks"])})
    for key, told in tomllib.loads(FILE.read_text("utf-8")).items()
}
