"""The softmax mixer: scores become probabilities, beside a rival that does worse."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments.slide_errors import softmax_as_printed
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    columns,
    in_a_row,
    key,
    one_of,
    signed,
    to_notches,
    within,
)
from lecture_lib.explorers.softmax.softmax_picture import REACH, SoftmaxPicture
from lecture_lib.explorers.softmax.softmax_words import shares_readout
from lecture_lib.softmax import absolute_shares, softmax
from lecture_lib.stage import Choice, Slider, Stage

SCORES = ("a1", "a2", "a3", "a4")
SIGNS = "₁₂₃₄"
HAND = 1  # the score in the hand: a2
NOTCH = 0.1
VALUES = (np.round(np.arange(-REACH, REACH + NOTCH / 2, NOTCH), 1) + 0.0).tolist()
TEMPERATURES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
ADDED = (-1000.0, 0.0, 1000.0)
CLASSES = (2, 4)
RIVALS = {"as printed": "eᵃ / Σ eᵃ as printed", "|a|": "|a| / Σ|a|"}
LABEL = "Scores as bars, their probabilities as bars, the second probability over its score"


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

    a1 = State(1.0, within, -REACH, REACH)
    a2 = State(2.0, within, -REACH, REACH)
    a3 = State(3.0, within, -REACH, REACH)
    a4 = State(0.0, within, -REACH, REACH)
    temperature = State(1.0, checks.positive, ndim=0)
    added = State(0.0, one_of, ADDED)
    classes = State(4, one_of, CLASSES)
    rival = State("as printed", one_of, tuple(RIVALS))

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.sliders = [Slider(label=f"score a{sign}") for sign in SIGNS]
        heat = Slider(label="temperature T", hint="Scores are divided by it")
        added, classes = (Choice(label=label) for label in ("added to all", "scores"))
        offered = [
            bind(self, name, slider, VALUES, signed, passing=True)
            for name, slider in zip(SCORES, self.sliders, strict=True)
        ]
        self.offered = offered[HAND]
        bind(self, "temperature", heat, TEMPERATURES, "{:g}".format, passing=True)
        bind(self, "added", added, ADDED, signed)
        bind(self, "classes", classes, CLASSES)
        self.sliders[HAND].at_rest = True
        self.picture = self._new_picture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=self.sliders[HAND])
        self.stage.on_drag(self._dragged)
        last = in_a_row(classes, key("reset", self.reset))
        return [columns([*self.sliders, heat], [added, last]), self.stage]

    def refresh(self, changed):
        """Show the shares for every value of the score in the hand."""
        for slider in self.sliders[2:]:
            slider.layout.display = "" if self.classes == 4 else "none"
        with self.stage.hold_sync():
            if self.settled and changed & {"classes", "added", "rival"}:
                self.put(self._new_picture())
            scores = self.scores(self.offered)
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

    def _new_picture(self):
        return SoftmaxPicture(self.classes, self.added, RIVALS[self.rival])

    def _dragged(self, name, x, y):
        (value,) = to_notches([y], -REACH, REACH, NOTCH)
        self.set(**{name: value})
