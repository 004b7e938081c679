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
    "P1.1": Question(
        asks=(
            "Ten thousand random guesses race one hundred small informed steps to a loss below "
            "0.1533. The race …"
        ),
        options=(
            "is won by the guesses",
            "is won by the steps",
            "ends about even",
            "has no winner",
        ),
        happened="is won by the steps",
        because=(
            "The steps arrive at step 55. A guess lands below 0.1533 with probability 0.000167, "
            "so that it takes 5993 guesses on average; in 10,000 about one player in five has no "
            "luck at all."
        ),
    ),
    "P2.1": Question(
        asks=(
            "The arrow of steepest descent at (1.5, 1) is drawn on the map, with the lowest place "
            "marked. The arrow …"
        ),
        options=(
            "points at the lowest place",
            "misses it by less than 10°",
            "misses it by more than 10°",
        ),
        happened="misses it by more than 10°",
        because=(
            "The angle between the two is 60°. The steepest way down leads straight across the "
            "valley; the lowest place lies far along its floor, where hardly anything is to be "
            "gained at first."
        ),
    ),
    "P7.1": Question(
        asks="η = 0.3 arrives in 113 steps, η = 0.32 in 106. With η = 0.34 the descent …",
        options=("is slightly faster", "is slightly slower", "bounces for ever", "explodes"),
        happened="explodes",
        because=(
            "Beyond 2/λ_max = 0.3365 each swing across the valley is wider than the last: from 6.3 "
            "the loss climbs to 20,884 in 200 steps. Bouncing for ever happens on the edge alone."
        ),
    ),
    "P8.1": Question(
        asks=(
            "With η = 0.05 the descent takes 692 steps without momentum, 339 with m = 0.5 and 97 "
            "with m = 0.9. With m = 0.99 it …"
        ),
        options=(
            "takes fewer still",
            "takes about 97 again",
            "takes more, but fewer than 692",
            "takes more than 692",
        ),
        happened="takes more than 692",
        because=(
            "It takes 1160. A ball that keeps 99 % of its speed rolls past the bottom again and "
            "again, and each step leaves √0.99 = 99.5 % of the swing, whatever η is."
        ),
    ),
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
