"""Mix and match: any activation with any loss, on the faces that no line can split."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments.mixture import (
    ACTIVATIONS,
    LOSSES,
    hidden_dead,
    mixture,
    trained_mixture,
)
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, key, one_of
from lecture_lib.explorers.hinges.mix_picture import MixPicture
from lecture_lib.stage import Choice, Readout, Slider, Stage

STEPS, FRAMES = 300, 26
STARTS = 6
LABEL = "Faces with the hidden lines, the activation with its slope, and the loss over the steps"
TEMPLATE = (
    "{activation} and {loss} loss, step {step} of {steps}: L = {L}, {mistakes} of {faces} faces "
    "wrong. {said}"
)
SAID = (
    "",
    "Every face is right.",
    "The loss has no slope anywhere: nothing moves.",
    "The step has no slope: the hidden lines stand still, only the output learns.",
    "However many units, it is one straight line.",
    "Dead hidden units: {dead} of 4.",
    "Diverged: here this learning rate is too large.",
)
FAR = 1e6  # a loss that no descent on these faces has but a diverged one


class MixExplorer(Explorer):
    """Train a 2-4-1 network on the upside-down faces with an activation and a loss of your choice.

    Parameters
    ----------
    activation : {"sigmoid", "tanh", "ReLU", "soft plus", "identity", "step"}
        f of the hidden units.
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

    activation = State("sigmoid", one_of, tuple(ACTIVATIONS))
    loss = State("squared of σ", one_of, tuple(LOSSES))
    start = State(1, checks.count, 1, STARTS)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.steps = shown_steps(STEPS, FRAMES)
        start = Slider(label="dice", at_rest=True, hint="Which dice the weights start with")
        activation, loss = Choice(label="activation"), Choice(label="loss")
        bind(self, "start", start, range(1, STARTS + 1))
        bind(self, "activation", activation, ACTIVATIONS)
        bind(self, "loss", loss, LOSSES)
        self.picture = MixPicture(mixture(self.activation, self.loss), STEPS)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=start)
        self.stage.frame = len(self.steps) - 1
        self.stage.speed = 15.0
        return [columns([start], [activation, loss, key("reset", self.reset)]), self.stage]

    def refresh(self, changed):
        """Show the training from every start."""
        self._show(slice(None))

    def hurry(self, changed):
        """Show the training from the present start alone."""
        self._show(slice(self.start - 1, self.start))

    def telling_frames(self):
        """Return the start, a step on the way, and the end."""
        return [0, round(0.4 * FRAMES), FRAMES - 1]

    def _show(self, takes):
        objective, steps = mixture(self.activation, self.loss), tuple(self.steps.tolist())
        self.thetas = trained_mixture(self.activation, self.loss, steps, STARTS)[takes]
        losses = objective.value(self.thetas)
        tracks = self.picture.tracks(objective, self.thetas, losses, self.steps)
        self.stage.show(tracks, self._describe(objective, losses), steps=list(steps))

    def _describe(self, objective, losses):
        mistakes, dead = objective.mistakes(self.thetas), hidden_dead(objective, self.thetas)
        return Readout(
            TEMPLATE,
            values={
                "activation": np.full((1, 1), tuple(ACTIVATIONS).index(self.activation)),
                "loss": np.full((1, 1), tuple(LOSSES).index(self.loss)),
                "step": self.steps[None],
                "steps": np.full((1, 1), STEPS),
                "L": losses,
                "mistakes": mistakes,
                "faces": np.full((1, 1), objective.N),
                "dead": dead,
                "said": self._said(losses, mistakes, dead),
            },
            digits={"L": 3},
            words={
                "activation": [name[0].upper() + name[1:] for name in ACTIVATIONS],
                "loss": tuple(LOSSES),
                "said": SAID,
            },
        )

    def _said(self, losses, mistakes, dead):
        """Which of the words holds, (takes, frames)."""
        cases = [
            ~(losses < FAR),
            np.full(mistakes.shape, self.loss == "0-1"),
            np.full(mistakes.shape, self.activation == "step"),
            np.full(mistakes.shape, self.activation == "identity"),
            dead > 0,
            mistakes == 0,
        ]
        return np.select(cases, [6, 2, 3, 4, 5, 1], 0)
