"""Equal units stay equal: a network that starts with all weights alike, or nearly so."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.experiments.upside_down import SOLVED, equal_starts, upside_down
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, key
from lecture_lib.explorers.network_view import UpsideDownView, WeightsView
from lecture_lib.explorers.powers import small
from lecture_lib.explorers.views import CurveView, Picture
from lecture_lib.pictures.curves import draw_reference
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.stage import Choice, Readout, Slider, Stage

STEPS, FRAMES, SEED = 2000, 46, 3
EQUALS = (0.0, 0.3)
DICE = (0.0, 0.0001, 0.001, 0.01, 0.1, 0.3, 1.0)
LOSSES = (0.0, 0.16)
STUCK = 1 / 12  # three of four corners share one answer
LABEL = "Faces with two hidden lines, the network's weights, and the loss over the steps"
TEMPLATE = "Step {step} of {steps}: loss {loss}, {mistakes} of {faces} faces wrong. {units}{state}"
UNITS = (
    "The two hidden units are exactly equal: one unit, twice. ",
    "The two hidden units differ, in some weight by {apart}. ",
)
STATES = (
    "The gradient is exactly 0: nothing will ever move.",
    "Solved.",
    "Not solved.",
)


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
    TypeError, ValueError
        If a number is none of those; the message names it.

    Source: S4.7, S4.8 (slide 10), E4.2, erratum 18.
    """

    equal = State(0.3)
    dice = State(0.0)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.objective = upside_down()
        self.steps = shown_steps(STEPS, FRAMES)
        equal = Choice(label="all weights")
        dice = Slider(label="dice ×", at_rest=True, hint="How far apart the weights start")
        bind(self, "equal", equal, EQUALS, "{:g}".format)
        bind(self, "dice", dice, DICE, "{:g}".format)
        self.picture = SymmetryPicture(self.objective)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=dice)
        self.stage.frame = len(self.steps) - 1
        self.stage.speed = 15.0
        return [columns([dice], [equal, key("reset", self.reset)]), self.stage]

    def refresh(self, changed):
        """Show the training from every start of this kind."""
        self.thetas = equal_starts(self.equal, DICE, tuple(self.steps.tolist()), SEED)
        self.losses = self.objective.value(self.thetas)
        tracks = self.picture.tracks(self.thetas, self.losses, self.steps)
        self.stage.show(tracks, self._describe(), steps=self.steps.tolist())

    def _describe(self):
        W1, W2 = self.objective.model.weights(self.thetas)
        first, second = (np.append(W1[..., k, :], W2[..., :, 1 + k], axis=-1) for k in (0, 1))
        mistakes = self.objective.mistakes(self.thetas)
        still = (self.objective.gradient(self.thetas) == 0).all(axis=-1)
        solved = (mistakes == 0) & (self.losses < SOLVED)
        apart = np.abs(first - second).max(axis=-1)
        told, digits, words = small("apart", apart, digits=2)
        return Readout(
            TEMPLATE,
            values={
                "step": self.steps[None],
                "steps": np.full((1, 1), STEPS),
                "loss": self.losses,
                "mistakes": mistakes,
                "faces": np.full((1, 1), self.objective.N),
                "units": apart > 0,
                **told,
                "state": np.select([still, solved], [0, 1], 2),
            },
            digits={"loss": 4} | digits,
            words={"units": UNITS, "state": STATES} | words,
        )

    @validate("equal")
    def _equal_is_offered(self, proposal):
        return _one_number_of("equal", proposal.value, EQUALS)

    @validate("dice")
    def _dice_is_offered(self, proposal):
        return _one_number_of("dice", proposal.value, DICE)


class SymmetryPicture(Picture):
    """The faces with the hidden lines, the weights, and the loss curve.

    Parameters
    ----------
    objective : Objective
        A 2-2-1 network on the upside-down faces.
    """

    def __init__(self, objective):
        super().__init__()
        faces, network, curve = self.panels
        self.network = objective.model
        self.plane = UpsideDownView(self.figure, faces, objective)
        self.weights = WeightsView(self.figure, network, self.network.sizes)
        self.curve = CurveView(self.figure, curve, None, STEPS, LOSSES)
        names = {"first unit": "h₁", "second unit": "h₂", "line": "ŷ = ½"}
        draw_legend(self.weights.ax, names, loc="upper right")
        draw_reference(self.curve.ax, STUCK, "1/12")

    def tracks(self, thetas, losses, steps):
        """Return where everything is, for thetas (takes, frames, 9)."""
        return {
            **self.plane.tracks(thetas),
            **self.weights.tracks(self.network.weights(thetas)),
            **self.curve.tracks(losses, steps),
        }


def _one_number_of(name, value, offered):
    value = float(checks.numbers(name, value, ndim=0))
    if value not in offered:
        raise ValueError(f"{name} must be one of {offered}, got {value}")
    return value
