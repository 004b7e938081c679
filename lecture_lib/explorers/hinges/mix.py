"""Mix and match: any activation with any loss, on the faces that no line can split."""

import numpy as np
from matplotlib.ticker import FuncFormatter

from lecture_lib import checks
from lecture_lib.experiments import mixture
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.state import Pick, Slide
from lecture_lib.explorers.views.descent import CurveView
from lecture_lib.explorers.views.network import UpsideDownView
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

STEPS, STARTS = 300, 6
HINT = "Which dice the weights start with"
SHOWN = tuple(shown_steps(STEPS, 26).tolist())
LOSSES = (1e-3, 10.0)  # that are shown
FAR = 1e6  # a loss that no descent on these faces has but a diverged one
SCORES = np.round(np.linspace(-4, 4, 161), 2)  # with 0 among them, where a step has to jump
NAMES = {"line": "f(z)", "gradient": "its slope f′(z)"}
TEMPLATE = (
    "{activation} and {loss} loss, step {step} of {steps}: L = {L:.3f}, {mistakes} of {faces} faces"
    " wrong. {verdict}"
)


class MixExplorer(Explorer):
    """Train a 2-4-1 network on the upside-down faces with an activation and a loss of your choice.

    Parameters
    ----------
    activation : {"sigmoid", "tanh", "ReLU", "soft plus", "identity", "step"}
        f of the hidden units. The identity has a key only where the explorer begins with it.
    loss : {"squared of σ", "squared", "cross entropy", "0-1"}
        Squared of σ has a sigmoid at the output and labels 0 and 1, the others take the score;
        squared and 0-1 have labels -1 and 1. Each has a learning rate that suits it.
    start : int
        Which of six dice the weights start with, from 1.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S15.2-S15.5 (slide 43), E15.1, erratum 60.
    """

    LABEL = (
        "Faces with the hidden lines, the activation with its slope, and the loss over the steps"
    )
    PREVIEWS = True
    FRAME, SPEED = END, 15.0

    activation = Pick("sigmoid", mixture.ACTIVATIONS, "activation", later=("identity",))
    loss = Pick("squared of σ", mixture.LOSSES, "loss")
    start = Slide(1, range(1, STARTS + 1), "dice", HINT, checks.count, high=STARTS)

    def draw(self):
        """Return the picture: the faces are those of every mixture."""
        return MixPicture(mixture.mixture(self.activation, self.loss))

    def show(self, starts):
        """Show the training from some starts."""
        objective = mixture.mixture(self.activation, self.loss)
        thetas = mixture.trained_mixture(self.activation, self.loss, SHOWN, STARTS)
        self.thetas = thetas[np.array(starts) - 1]
        losses = objective.value(self.thetas)
        tracks = self.picture.tracks(objective, self.thetas, losses)
        self.stage.show(tracks, self._say(objective, losses), steps=list(SHOWN))

    def telling_frames(self):
        """Return the start, a step on the way, and the end."""
        return [0, 10, len(SHOWN) - 1]

    def _say(self, objective, losses):
        mistakes = objective.mistakes(self.thetas)
        dead = mixture.hidden_dead(objective, self.thetas)
        return say(
            TEMPLATE,
            activation=self.activation[0].upper() + self.activation[1:],
            loss=self.loss,
            step=SHOWN,
            steps=STEPS,
            L=losses,
            mistakes=mistakes,
            faces=objective.N,
            verdict=self._verdict(losses, mistakes, dead),
            dead=dead,
        )

    def _verdict(self, losses, mistakes, dead):
        """Say what the mixture comes to, (takes, frames)."""
        cases = {
            "Diverged: here this learning rate is too large.": ~(losses < FAR),
            "The slope of the loss is 0: nothing moves.": self.loss == "0-1",
            "The slope of the step is 0: the hidden lines stand still, only the output learns.": (
                self.activation == "step"
            ),
            "However many units, it is one straight line.": self.activation == "identity",
            "Dead hidden units: {dead} of 4.": dead > 0,
            "Every face is right.": mistakes == 0,
        }
        return np.select(np.broadcast_arrays(*cases.values()), list(cases), "")


class MixPicture(Picture):
    """The upside-down faces with the hidden units' lines, f with its slope, and the loss curve."""

    def __init__(self, objective):
        super().__init__()
        left, middle, right = self.panels
        self.plane = UpsideDownView(self.figure, left, objective)
        unit = self.axes(middle, "The activation of a hidden unit", "z", "f")
        unit.set(xlim=(-4, 4), ylim=(-1.5, 4), yticks=range(-1, 5))
        draw_legend(unit, NAMES, loc="upper left")
        self.curve = CurveView(self.figure, right, None, STEPS, LOSSES)
        self.curve.ax.yaxis.set_major_formatter(FuncFormatter(power_of_ten))
        self.f, self.slope = (draw_line(unit, meaning) for meaning in NAMES)

    def tracks(self, objective, thetas, losses):
        """Return where everything is, for thetas (takes, frames, D)."""
        f = objective.model.activations[0]
        return {
            **self.plane.tracks(thetas, objective),
            self.f: Track(np.column_stack([SCORES, f.value(SCORES)])[None, None]),
            self.slope: Track(np.column_stack([SCORES, f.derivative(SCORES)])[None, None]),
            **self.curve.tracks(np.maximum(losses, LOSSES[0] / 10), SHOWN),
        }
