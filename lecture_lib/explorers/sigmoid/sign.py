"""The detective of the sign: two slides, two gradients, one loop."""

import numpy as np

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import WINDOW, on_map
from lecture_lib.experiments.slide_errors import SlideSign
from lecture_lib.explorers.declared import END, Explorer, Pick, Slide, State
from lecture_lib.explorers.powers import small
from lecture_lib.explorers.sigmoid.sign_picture import TINY, SignPicture
from lecture_lib.features import raw
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import SigmoidUnit
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.stage import Readout

ETAS = (0.2, 0.5, 1.0, 2.0, 5.0)
SLOPES = {"ŷ − y (slide 28)": SquaredLoss(), "y − ŷ (slide 36)": SlideSign(SquaredLoss())}
STEPS = 50
TEMPLATE = (
    "Step {step} of {steps}: loss {loss}, {mistakes} of 40 faces wrong. With {slope} the slopes"
    " are ({c0}, {c1}); nudges measure ({m0}, {m1}): {verdict} {manner}"
)
VERDICTS = (
    "the same.",
    "opposite, so each step goes uphill.",
    "nothing to tell apart here, so small are they.",
)
MANNERS = (
    "Step 50 ends at {last}, lower than it began.",
    "Step 50 ends at {last}, higher than it began.",
    "Step 50 ends at {last}, as it began: the walk does not get away.",
)
STILL = 5e-5  # a difference of losses that four decimals do not show


class SignExplorer(Explorer):
    """Let the gradient of either slide drive the same loop, and measure which one it is.

    Parameters
    ----------
    eta : float
        Learning rate η, positive.
    slope : {"ŷ − y (slide 28)", "y − ŷ (slide 36)"}
        What stands for ∂L/∂ŷ.
    start : (w_0, w_1)
        Where it begins, each within -4 and 4. On the screen it can be dragged.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S13.8-S13.17 (slides 35-37), E13.2, P13.1, errata 51, 79.
    """

    LABEL = (
        "The faces with the sigmoid over them, the loss of all weights with both paths, the losses"
    )
    PREVIEWS = True
    FRAME, SPEED = END, 15.0

    eta = Slide(1.0, ETAS, "learning rate η", "How far each step goes", checks.positive, ndim=0)
    slope = Pick("ŷ − y (slide 28)", SLOPES, "∂L/∂ŷ is")
    start = State((0.0, 0.0), on_map)

    def prepare(self):
        """Load the faces, and judge them with the loss of either slide."""
        self.faces = load_faces("train")
        X, y = raw(1)(self.faces.scores("mouth")), (self.faces.labels + 1) / 2
        self.objectives = {
            name: Objective(SigmoidUnit(), loss, X, y) for name, loss in SLOPES.items()
        }

    def draw(self):
        """Return the picture."""
        return SignPicture(self.faces, self.objectives[self.slope], STEPS)

    def show(self, etas):
        """Walk with some learning rates and either slope."""
        optimizer = GradientDescent(np.array(etas)[:, None])
        runs = {
            name: descend(objective, self.start, optimizer, STEPS)
            for name, objective in self.objectives.items()
        }
        self.run = runs.pop(self.slope)
        (rival,) = runs.values()
        thetas = self.run.thetas.swapaxes(0, 1)
        claimed = self.objectives[self.slope].gradient(thetas)
        measured = self._measure(thetas)
        tracks = self.picture.tracks(self.run, rival, claimed, measured)
        readout = self._readout(claimed, measured)
        self.stage.show(tracks, readout, self.picture.handles(tracks))

    def _measure(self, thetas):
        """The slopes at thetas (takes, frames, 2), by nudges."""
        value = self.objectives[self.slope].value
        rows = [numerical_gradient(value, theta) for theta in thetas.reshape(-1, 2)]
        return np.reshape(rows, thetas.shape)

    def _readout(self, claimed, measured):
        losses = self.run.losses.T
        product = (claimed * measured).sum(axis=-1)
        tiny = np.linalg.norm(claimed, axis=-1) < TINY
        rise = losses[:, -1:] - losses[:, :1]
        values = {
            "step": np.arange(STEPS + 1)[None],
            "steps": np.full((1, 1), STEPS),
            "slope": np.full((1, 1), 0),
            "loss": losses,
            "mistakes": self.objectives[self.slope].mistakes(self.run.thetas).T,
            "verdict": np.select([tiny, product < 0], [2, 1], 0),
            "last": losses[:, -1:],
            "manner": np.select([np.abs(rise) < STILL, rise > 0], [2, 1], 0),
        }
        digits = dict.fromkeys(("loss", "last"), 4)
        words = {"slope": (self.slope,), "verdict": VERDICTS, "manner": MANNERS}
        for name, slopes in (("c", claimed), ("m", measured)):
            for d in (0, 1):
                more = small(f"{name}{d}", slopes[..., d], digits=3, nothing=TINY)
                values, digits, words = values | more[0], digits | more[1], words | more[2]
        return Readout(TEMPLATE, values=values, digits=digits, words=words)

    def dragged(self, name, x, y):
        """Start where the point was put."""
        self.start = tuple(np.clip([x, y], *WINDOW).tolist())
