"""The faces that one line cannot split: networks learn them, from seven starts."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.experiments.upside_down import STARTS, train_seven, upside_down
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.state import Pick, Slide, one_of
from lecture_lib.explorers.views.descent import CurveView
from lecture_lib.explorers.views.network import UNITS, UpsideDownView, WeightsView
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.pictures.curves import draw_reference
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.stage import say

FRAMES = 46
STEPS = tuple(shown_steps(3000, FRAMES).tolist())
HINT = "Which dice the weights start with"
HIDDEN = (1, 2, 3, 4, 8)
ETAS = (1.0, 2.0, 4.0)
MOMENTA = (0.0, 0.5, 0.9)
NEAR = 0.003  # of the loss: stays there
TEMPLATE = "Step {step} of {last}: loss {loss:.4f}, {mistakes} of {faces} faces wrong. {state}"
SOLVED = "Solved, since step {after}."
UNSOLVED = f"Not solved by step {STEPS[-1]}: the loss is near"
TWO = f"{UNSOLVED} 1/16 = 0.0625, as two corners share the answer ½."
THREE = f"{UNSOLVED} 1/12 = 0.0833, as three corners share one answer."
LOSSES = (0.0, 0.25)
FIRST = 10  # steps that are evenly spaced on the axis


class Start(Slide):
    """The slider through the starts: each has a name for two hidden units, else they are dice."""

    watches = ("hidden",)

    def written(self, explorer):
        """Return what the starts are called."""
        named = explorer.hidden == 2
        return [start if named else f"dice {n}" for n, start in enumerate(STARTS, start=1)]


class FoldExplorer(Explorer):
    """Train a network with one hidden layer of sigmoids on the upside-down faces.

    Parameters
    ----------
    hidden : {1, 2, 3, 4, 8}
        Units of the hidden layer.
    start : str
        One of seven stored starts of two hidden units, named by what becomes of them with η = 4
        and no momentum. Networks of other sizes get the same seven dice.
    eta : float
        Learning rate, positive.
    momentum : float
        m, at least 0 and below 1.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S14.2 (slide 39), E14.1, E14.3.
    """

    LABEL = "Faces with the hidden lines, the network's weights, and the loss over the steps"
    DRAWN_FOR = ("hidden",)
    PREVIEWS = True
    FRAME, SPEED = END, 15.0

    start = Start("typical", STARTS, "start", HINT, one_of, known=tuple(STARTS))
    hidden = Pick(2, HIDDEN, "hidden units")
    eta = Pick(4.0, ETAS, "learning rate η", "{:g}".format, checks.positive, ndim=0)
    momentum = Pick(0.0, MOMENTA, "momentum m", "{:g}".format, checks.fraction, ndim=0)

    def draw(self):
        """Return the picture for the present number of hidden units."""
        return FoldPicture(upside_down(self.hidden))

    def show(self, starts):
        """Show the training from some starts."""
        takes = [list(STARTS).index(start) for start in starts]
        thetas, after = train_seven(self.hidden, self.eta, self.momentum, STEPS)
        self.thetas, self.after = thetas[takes], after[takes]
        objective = self.picture.objective
        losses = objective.value(self.thetas)
        readout = say(
            TEMPLATE,
            step=STEPS,
            last=STEPS[-1],
            loss=losses,
            mistakes=objective.mistakes(self.thetas),
            faces=objective.N,
            state=outcome(losses, self.after[:, None]),
            after=self.after[:, None],
        )
        self.stage.show(self.picture.tracks(self.thetas, losses), readout, steps=list(STEPS))

    def telling_frames(self):
        """Return the start, a step on the way, and the end."""
        return [0, round(0.3 * FRAMES), FRAMES - 1]


def outcome(losses, after):
    """Say what becomes of each training, (takes, frames)."""
    never, steps = after < 0, np.array(STEPS)
    solved = ~never & (steps >= after)
    there = never & (np.abs(losses - losses[:, -1:]) < NEAR)  # and goes nowhere else
    sixteenth, twelfth = (there & (np.abs(losses - value) < NEAR) for value in (1 / 16, 1 / 12))
    last = never & (steps == STEPS[-1])
    texts = [SOLVED, TWO, THREE, "Not solved."]
    return np.select([solved, sixteenth, twelfth, last], texts, "Not solved yet.")


class FoldPicture(Picture):
    """The upside-down faces with the hidden units' lines, the weights, and the loss curve.

    Parameters
    ----------
    objective : Objective
        A network with one hidden layer on the upside-down faces.
    """

    def __init__(self, objective):
        super().__init__()
        faces, network, curve = self.panels
        self.objective = objective
        sizes = objective.model.sizes
        self.plane = UpsideDownView(self.figure, faces, objective)
        self.weights = WeightsView(self.figure, network, sizes)
        self.curve = CurveView(self.figure, curve, None, STEPS[-1], LOSSES)
        self.curve.ax.set_xscale("symlog", linthresh=FIRST, linscale=0.6)
        self.curve.ax.set_xticks([0, 10, 100, 1000], ["0", "10", "100", "1000"])
        names = ("h₁", "h₂", "h₃" if sizes[1] < 4 else "h₃ …")
        shown = dict(zip(UNITS, names[: sizes[1]], strict=False))
        draw_legend(self.weights.ax, shown | {"line": "ŷ = ½"}, loc="upper right")
        for value, name in ((1 / 12, "1/12"), (1 / 16, "1/16")):
            draw_reference(self.curve.ax, value, name, side="left")

    def tracks(self, thetas, losses):
        """Return where everything is, for thetas (takes, frames, D)."""
        return {
            **self.plane.tracks(thetas),
            **self.weights.tracks(self.objective.model.weights(thetas)),
            **self.curve.tracks(losses, STEPS),
        }
