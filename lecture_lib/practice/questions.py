"""The questions that the course asks before it shows, by their numbers."""

from dataclasses import dataclass


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

    Raises
    ------
    ValueError
        If `happened` is none of the options.
    """

    asks: str
    options: tuple[str, ...]
    happened: str
    because: str

    def __post_init__(self):
        if self.happened not in self.options:
            raise ValueError(f"happened must be one of {self.options}, got {self.happened!r}")


QUESTIONS = {
    "P11.1": Question(
        asks="w₁ stays at 1. As w₀ goes from −4 to 4, the loss …",
        options=("falls", "rises", "draws a V", "draws a parabola", "climbs like stairs"),
        happened="draws a parabola",
        because=(
            "w₀ raises all estimates alike, so each face's loss is a parabola in w₀, and so is "
            "their mean. It falls from 2.19 to 0.18 near w₀ = −2 and climbs to 18.16; "
            "half a parabola would have looked like “falls” or “rises”."
        ),
    ),
}
