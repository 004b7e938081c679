"""Equal units stay equal: a network that starts with all weights alike, or nearly so."""

import numpy as np

from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.experiments.upside_down import SOLVED, equal_starts, upside_down
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.powers import small
from lecture_lib.explorers.state import Pick, Slide, one_of
from lecture_lib.explorers.views.descent import CurveView
from lecture_lib.explorers.views.network import UpsideDownView, WeightsView
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.pictures.curves import draw_reference
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.stage import say

STEPS, SEED = 2000, 3
SHOWN = tuple(shown_steps(STEPS, 46).tolist())
EQUALS = (0.0, 0.3)
DICE = (0.0, 0.0001, 0.001, 0.01, 0.1, 0.3, 1.0)
HINT = "How far apart the weights start"
LOSSES = (0.0, 0.16)
STUCK = 1 / 12  # three of four corners share one answer
TEMPLATE = (
    f"Step {{step}} of {STEPS}: loss {{loss:.4f}}, {{mistakes}} of {{faces}} faces wrong."
    " {units} {state}"
)
UNITS = (
    "The two hidden units are exactly equal: one unit, twice.",
    "The two hidden units differ, in some weight by {apart}.",
)
STATES = ("The gradient is exactly 0: nothing will ever move.", "Solved.", "Not solved.")
NAMES = {"first unit": "h₁", "second unit": "h₂", "line": "ŷ = ½"}


class SymmetryExplorer(Explorer):
    """Train a 2-2-1 network of sigmoids whose weights all start alike, or nearly so.

    Parameters
    ----------
    equal : {0.0, 0.3}
        The number that every weight starts with.
    dice : {0.0, 0.0001, 0.001, 0.01, 0.1, 0.3, 1.0}
        To each weight this times a random number of standard deviation 1 is added.

    Raises
    ------
    ValueError
        If a number is none of those; the message names it.

    Source: S4.7, S4.8 (slide 10), E4.2, erratum 18.
    """

    LABEL = "Faces with two hidden lines, the network's weights, and the loss over the steps"
    FRAME, SPEED = END, 15.0

    equal = Pick(0.3, EQUALS, "all weights", "{:g}".format)
    dice = Slide(0.0, DICE, "dice ×", HINT, one_of, known=DICE)

    def prepare(self):
        """Make the network."""
        self.objective = upside_down()

    def draw(self):
        """Return the picture."""
        return SymmetryPicture(self.objective)

    def show(self, _):
        """Show the training from every start of this kind: no other is offered."""
        self.thetas = equal_starts(self.equal, DICE, SHOWN, SEED)
        self.losses = self.objective.value(self.thetas)
        tracks = self.picture.tracks(self.thetas, self.losses)
        self.stage.show(tracks, self._readout(), steps=list(SHOWN))

    def _readout(self):
        W1, W2 = self.objective.model.weights(self.thetas)
        first, second = (np.append(W1[..., k, :], W2[..., :, 1 + k], axis=-1) for k in (0, 1))
        apart = np.abs(first - second).max(axis=-1)
        mistakes = self.objective.mistakes(self.thetas)
        still = (self.objective.gradient(self.thetas) == 0).all(axis=-1)
        solved = (mistakes == 0) & (self.losses < SOLVED)
        return say(
            TEMPLATE,
            step=SHOWN,
            loss=self.losses,
            mistakes=mistakes,
            faces=self.objective.N,
            units=np.where(apart > 0, UNITS[1], UNITS[0]),
            state=np.select([still, solved], STATES[:2], STATES[2]),
            **small("apart", apart, digits=2),
        )


class SymmetryPicture(Picture):
    """The faces with the hidden lines, the weights, and the loss curve."""

    def __init__(self, objective):
        super().__init__()
        faces, network, curve = self.panels
        self.network = objective.model
        self.plane = UpsideDownView(self.figure, faces, objective)
        self.weights = WeightsView(self.figure, network, self.network.sizes)
        self.curve = CurveView(self.figure, curve, None, STEPS, LOSSES)
        draw_legend(self.weights.ax, NAMES, loc="upper right")
        draw_reference(self.curve.ax, STUCK, "1/12")

    def tracks(self, thetas, losses):
        """Return where everything is, for thetas (takes, frames, 9)."""
        return {
            **self.plane.tracks(thetas),
            **self.weights.tracks(self.network.weights(thetas)),
            **self.curve.tracks(losses, SHOWN),
        }
