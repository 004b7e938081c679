"""The faces that one line cannot split: networks learn them, from seven starts."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.experiments.upside_down import STARTS, train_seven, upside_down
from lecture_lib.explorers.backprop.fold_picture import FoldPicture
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, key, one_of
from lecture_lib.stage import Choice, Readout, Slider, Stage

STEPS, FRAMES = 3000, 46
HIDDEN = (1, 2, 3, 4, 8)
ETAS = (1.0, 2.0, 4.0)
MOMENTA = (0.0, 0.5, 0.9)
NEAR = 0.003  # of the loss: stays there
LABEL = "Faces with the hidden lines, the network's weights, and the loss over the steps"
TEMPLATE = "Step {step} of {steps}: loss {loss}, {mistakes} of {faces} faces wrong. {state}"
STATES = (
    "Not solved yet.",
    "Solved, since step {after}.",
    "Stuck: the loss sinks towards 1/16 = 0.0625, as two corners share the answer ½.",
    "Stuck: the loss sinks towards 1/12 = 0.0833, as three corners share one answer.",
    "Not solved.",
)


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

    hidden = State(2)
    start = State("typical", one_of, tuple(STARTS))
    eta = State(4.0, checks.positive, ndim=0)
    momentum = State(0.0)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.steps = shown_steps(STEPS, FRAMES)
        start = Slider(label="start", at_rest=True, hint="Which dice the weights start with")
        hidden, eta = Choice(label="hidden units"), Choice(label="learning rate η")
        momentum = Choice(label="momentum m")
        bind(self, "start", start, tuple(STARTS), self._name)
        bind(self, "hidden", hidden, HIDDEN)
        bind(self, "eta", eta, ETAS, "{:g}".format, passing=True)
        bind(self, "momentum", momentum, MOMENTA, "{:g}".format, passing=True)
        self.observe(lambda _: setattr(start, "options", list(map(self._name, STARTS))), "hidden")
        self.picture = FoldPicture(upside_down(self.hidden), STEPS)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=start)
        self.stage.frame = len(self.steps) - 1
        self.stage.speed = 15.0
        return [columns([start, momentum], [hidden, eta, key("reset", self.reset)]), self.stage]

    def refresh(self, changed):
        """Show the training from every start."""
        self._show(slice(None))

    def hurry(self, changed):
        """Show the training from the present start alone."""
        k = list(STARTS).index(self.start)
        self._show(slice(k, k + 1))

    def _show(self, takes):
        objective, steps = upside_down(self.hidden), tuple(self.steps.tolist())
        thetas, after = train_seven(self.hidden, self.eta, self.momentum, steps)
        self.thetas, self.after = thetas[takes], after[takes]
        with self.stage.hold_sync():
            if self.picture.objective.model.sizes != objective.model.sizes:
                self.put(FoldPicture(objective, STEPS))
            losses = objective.value(self.thetas)
            tracks = self.picture.tracks(self.thetas, losses, self.steps)
            self.stage.show(tracks, self._describe(objective, losses), steps=list(steps))

    def telling_frames(self):
        """Return the start, a step on the way, and the end."""
        return [0, round(0.3 * FRAMES), FRAMES - 1]

    def _describe(self, objective, losses):
        return Readout(
            TEMPLATE,
            values={
                "step": self.steps[None],
                "steps": np.full((1, 1), STEPS),
                "loss": losses,
                "mistakes": objective.mistakes(self.thetas),
                "faces": np.full((1, 1), objective.N),
                "after": self.after[:, None],
                "state": self._states(losses),
            },
            digits={"loss": 4},
            words={"state": STATES},
        )

    def _states(self, losses):
        """Which of the words holds, (takes, frames)."""
        never = (self.after < 0)[:, None]
        solved = ~never & (self.steps >= self.after[:, None])
        there = never & (np.abs(losses - losses[:, -1:]) < NEAR)  # and goes nowhere else
        sixteenth, twelfth = (there & (np.abs(losses - value) < NEAR) for value in (1 / 16, 1 / 12))
        last = never & (self.steps == STEPS)
        return np.select([solved, sixteenth, twelfth, last], [1, 2, 3, 4], 0)

    def _name(self, start):
        return start if self.hidden == 2 else f"dice {1 + list(STARTS).index(start)}"

    @validate("hidden")
    def _hidden_is_offered(self, proposal):
        value = checks.count("hidden", proposal.value)
        if value not in HIDDEN:
            raise ValueError(f"hidden must be one of {HIDDEN}, got {value}")
        return value

    @validate("momentum")
    def _momentum_is_a_fraction(self, proposal):
        return float(
            checks.fraction("momentum", checks.numbers("momentum", proposal.value, ndim=0))
        )
