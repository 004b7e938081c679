"""The softmax mixer: scores become probabilities, beside a rival that does worse."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments.slide_errors import softmax_as_printed
from lecture_lib.explorers.declared import Explorer, Pick, Slide, State
from lecture_lib.explorers.explorer import one_of, signed, to_notches, within
from lecture_lib.explorers.softmax.softmax_picture import REACH, SoftmaxPicture
from lecture_lib.explorers.softmax.softmax_words import shares_readout
from lecture_lib.softmax import absolute_shares, softmax

SCORES = ("a1", "a2", "a3", "a4")
HAND = 1  # the score in the hand: a2
BOUNDS = {"low": -REACH, "high": REACH}
NOTCH = 0.1
VALUES = (np.round(np.arange(-REACH, REACH + NOTCH / 2, NOTCH), 1) + 0.0).tolist()
TEMPERATURES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
ADDED = (-1000.0, 0.0, 1000.0)
CLASSES = (2, 4)
RIVALS = {"as printed": "eᵃ / Σ eᵃ as printed", "|a|": "|a| / Σ|a|"}


class SoftmaxExplorer(Explorer):
    """Mix scores into probabilities; heat them, shift them, and compare with a rival.

    Parameters
    ----------
    a1, a2, a3, a4 : float
        The scores, within -6 and 6.
    temperature : float
        T, positive.
    added : float
        Added to all scores: -1000, 0 or 1000.
    classes : {2, 4}
        How many of the scores there are.
    rival : {"as printed", "|a|"}
        What softmax is compared with: its formula without care, or |a| / Σ|a|. There is no
        control for it, as the second is the answer to a prediction.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S16.10-S16.17 (slides 47, 48): E16.2 and E16.3; errata 65, 67, 68.
    """

    LABEL = "Scores as bars, their probabilities as bars, the second probability over its score"
    DRAWN_FOR = ("classes", "added", "rival")

    a1 = Slide(1.0, VALUES, "score a₁", check=within, **BOUNDS)
    a2 = Slide(2.0, VALUES, "score a₂", check=within, **BOUNDS)
    a3 = Slide(3.0, VALUES, "score a₃", check=within, **BOUNDS)
    a4 = Slide(0.0, VALUES, "score a₄", check=within, **BOUNDS)
    temperature = Slide(
        1.0, TEMPERATURES, "temperature T", "Scores are divided by it", checks.positive, ndim=0
    )
    added = Pick(0.0, ADDED, "added to all", signed)
    classes = Pick(4, CLASSES, "scores")
    rival = State("as printed", one_of, tuple(RIVALS))

    def in_hand(self):
        """The second score is in the hand."""
        return SCORES[HAND]

    def hidden(self):
        """With two classes there are two scores."""
        return SCORES[self.classes :]

    def draw(self):
        """Return the picture for the present classes and rival."""
        return SoftmaxPicture(self.classes, self.added, RIVALS[self.rival])

    def show(self, values):
        """Show the shares for some values of the score in the hand."""
        scores = self.scores(values)
        p, rival = self.shares(scores)
        tracks = self.picture.tracks(scores, p, rival, HAND)
        readout = shares_readout(scores, p, rival, self.added, self.rival)
        self.stage.show(tracks, readout, self.picture.handles(scores, SCORES))

    def scores(self, values):
        """Return the scores (takes, K) with each of some values for the one in the hand."""
        scores = np.array([[getattr(self, name) for name in SCORES[: self.classes]]] * len(values))
        scores[:, HAND] = values
        return scores

    def shares(self, scores):
        """Return what softmax and the rival make of scores before anything is added, (..., K)."""
        a = scores + self.added
        if self.rival == "|a|":
            return softmax(a, self.temperature), absolute_shares(a)
        return softmax(a, self.temperature), softmax_as_printed(a, self.temperature)

    def dragged(self, name, x, y):
        """Give a score the height of its bar."""
        (value,) = to_notches([y], -REACH, REACH, NOTCH)
        self.set(**{name: value})
