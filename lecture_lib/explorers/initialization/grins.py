"""Draw one line among the grins: a loss over one parameter, under the faces it is made of."""

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.experiments.grins import grins
from lecture_lib.explorers.ball import ETA, START, BallExplorer
from lecture_lib.explorers.state import Slide, State, within
from lecture_lib.explorers.views.valley import ValleyView

WINDOW = (-2.3, 6.3)
HEIGHTS = (0.0, 0.27)
NOTCHES = tuple(round(0.1 * n, 1) for n in range(-22, 63))
ETAS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.4, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0)
SHARPNESS = (0.5, 1.0, 1.5, 2.0, 2.2, 2.4, 2.5, 2.6, 2.8, 3.0, 3.5, 4.0, 5.0, 6.0, 8.0, 10.0)
SHARPNESS += (14.0, 20.0, 28.0, 40.0)
SUDDEN = "How suddenly the answer changes at the line"


class GrinsExplorer(BallExplorer):
    """Move one line along the mouth axis of 24 faces, and let its loss roll it down.

    L(θ) is the mean of ½ (y - σ(a (mouth - θ)))². Four of the sad faces wear a forced grin, which
    makes a second valley.

    Parameters
    ----------
    hand : {"start", "eta", "momentum", "sharpness"}
        Which number is in the hand: moving it never waits for the kernel.
    start : float
        Where the line is at step 0, within -2.2 and 6.2.
    eta : float
        Learning rate η, positive.
    momentum : float
        m, at least 0 and below 1. Its slider is there if it begins above 0 or is in the hand.
    sharpness : float
        a, within 0.5 and 40: how suddenly the unit changes its mind at the line.
    steps : int
        How many steps are taken.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S4.2, S4.10, S4.12 (slides 9, 10), E4.1; S8.2 (slide 16), E8.3.
    """

    HANDS = (*BallExplorer.HANDS, "sharpness")
    VIEW = ValleyView

    start = Slide(2.6, NOTCHES, **START, low=-2.2, high=6.2)
    eta = Slide(1.0, ETAS, **ETA)
    sharpness = Slide(6.0, SHARPNESS, "sharpness a", SUDDEN, within, low=0.5, high=40)
    steps = State(300, checks.count)

    def curve_of(self, sharpness, **_):
        """Return the loss, one for each sharpness."""
        return grins(load_faces("grins"), sharpness)

    def new_view(self, figure, box):
        """Return the view of the loss with the faces over it."""
        names = {"title": "The loss under the faces", "xlabel": "mouth, and θ"}
        faces = load_faces("grins")
        return self.VIEW(figure, box, window=WINDOW, heights=HEIGHTS, faces=faces, **names)
