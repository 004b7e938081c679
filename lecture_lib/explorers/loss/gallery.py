"""The loss gallery: six losses of one face, and a ball that descends on each."""

from typing import ClassVar

from lecture_lib import checks
from lecture_lib.experiments.gallery import LOSSES, wishes
from lecture_lib.explorers.ball import MOMENTA, BallExplorer
from lecture_lib.explorers.explorer import State, bind, one_of
from lecture_lib.explorers.loss.gallery_picture import GalleryPicture
from lecture_lib.stage import Choice

NOTCHES = tuple(0.5 * n for n in range(-20, 9))
ETAS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 1.9, 2.0, 2.1)


class GalleryExplorer(BallExplorer):
    """Let a ball descend on one of six losses of a happy face, over its score.

    The face has x = 1, so that its score θx is the parameter itself. Each loss is measured against
    the slide's wishes.

    Parameters
    ----------
    hand : {"start", "eta", "momentum"}
        Which number is in the hand: moving it never waits for the kernel.
    loss : str
        "0-1", "squared", "absolute", "squared minus 3", "squared of sigmoid", "cross entropy".
    start : float
        The score at step 0, within -10 and 4. Below 0 the face is called sad, which is wrong.
    eta : float
        Learning rate η, positive.
    momentum : float
        m, at least 0 and below 1. Its slider is there if it begins above 0 or is in the hand.
    steps : int
        How many steps are taken.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S9.2-S9.6 (slide 19), E9.1; errata 35-38.
    """

    LABEL = "The loss of one happy face over its score, with a ball; its slope; the slide's wishes"
    RANGE = (-10.0, 4.0)
    VALUES: ClassVar = {"start": NOTCHES, "eta": ETAS, "momentum": MOMENTA}
    HANDS = tuple(VALUES)
    NAMES: ClassVar = {}
    HINTS: ClassVar = {"start": "The score at step 0; below 0 the answer is wrong"}
    REDRAWS = ("loss",)

    loss = State("squared", one_of, tuple(LOSSES))
    start = State(-10.0)
    eta = State(0.5, checks.positive, ndim=0)
    steps = State(40, checks.count)

    def menu(self):
        """Return the keys of the losses."""
        losses = Choice(label="loss")
        bind(self, "loss", losses, list(LOSSES), lambda name: LOSSES[name].name)
        return [losses]

    def new_picture(self):
        """Return the figure of the present loss."""
        return GalleryPicture(self.loss)

    def curve_of(self, **_):
        """Return the present loss."""
        return LOSSES[self.loss].curve()

    def telling_frames(self):
        """Return the present frame alone: the path shows all steps before it."""
        return [self.stage.frame]

    def lead(self):
        """Say which wishes the loss does not fulfil, and what was measured."""
        name = LOSSES[self.loss].name
        broken = [f"{w.text} ({w.seen})" for w in wishes(self.curve_of()) if not w.holds]
        lack = "; ".join(broken) if broken else "nothing"
        return f"{name[0].upper()}{name[1:]}, not fulfilled: {lack}. "
