"""One hinge on the faces: where its slope is 0 for all of them, it is dead."""

import numpy as np

from lecture_lib.activations import ReLU, Softplus
from lecture_lib.backprop import with_one
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    columns,
    key,
    one_of,
    signed,
    within,
)
from lecture_lib.explorers.hinges.hinge_picture import HingePicture
from lecture_lib.losses import SquaredLoss, ZeroOneLoss
from lecture_lib.network import Network
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.stage import Choice, Readout, Slider, Stage

ETA, STEPS, FRAMES = 0.1, 200, 31
REACH = (-6.0, 1.0)  # of the bias
BIASES = np.arange(REACH[0], REACH[1] + 0.1, 0.25).tolist()
UNITS = {f"soft plus, k = {k:g}": Softplus(float(k)) for k in (0.5, 1, 2, 4, 16)} | {
    "ReLU": ReLU(),
    "leaky ReLU": ReLU(leak=0.1),
}
SMALL = 1e-4  # of a slope: nothing is learned by it within the steps shown
LABEL = "A unit with its slope and the faces on it, its output over the faces, and the loss"
TEMPLATE = (
    "{unit}, step {step} of {steps}: w = ({w0}, {w1}), L = {L}, {mistakes} of {faces} faces wrong. "
    "z is from {low} to {high}{said}"
)
SAID = (
    ": its slope is 0 on every face. The unit is dead, no step will move it.",
    ": its slope is below 0.0001 on every face. It is as good as dead.",
    ", and its slope reaches {top}.",
)


class HingeExplorer(Explorer):
    """Let one unit, z = w0 + mouth at the start, learn 1 for happy and 0 for sad.

    Parameters
    ----------
    w0 : float
        The bias at the start, within -6 and 1; the weight of the mouth starts at 1.
    unit : str
        "ReLU", "leaky ReLU" (slope 0.1 for z <= 0), or "soft plus, k = 1", where the sharpness k
        is 0.5, 1, 2, 4 or 16.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S15.6, S15.7 (slide 44), E15.2, errata 61, 62.
    """

    w0 = State(-5.0, within, *REACH)
    unit = State("ReLU", one_of, tuple(UNITS))

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.steps = shown_steps(STEPS, FRAMES)
        w0 = Slider(label="bias w₀", at_rest=True, hint="Where the unit starts")
        unit = Choice(label="unit")
        self.biases = bind(self, "w0", w0, BIASES, signed)
        bind(self, "unit", unit, UNITS, lambda name: name.removeprefix("soft plus, "))
        self.faces = load_faces("train")
        self.picture = HingePicture(self.faces, STEPS)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=w0)
        self.stage.frame = len(self.steps) - 1
        self.stage.speed = 15.0
        return [columns([w0], [unit, key("reset", self.reset)]), self.stage]

    def refresh(self, changed):
        """Show the descent from every bias."""
        f, X = UNITS[self.unit], with_one(self.faces.mouth[:, None])
        objective = Objective(Network((1, 1), (f,)), SquaredLoss(), X, (self.faces.labels + 1) / 2)
        start = np.stack(np.broadcast_arrays(self.biases, 1.0), axis=-1)
        run = descend(objective, start, GradientDescent(ETA), STEPS)
        self.thetas, losses = run.thetas[self.steps].swapaxes(0, 1), run.losses[self.steps].T
        z = self.thetas @ X.T
        tracks = self.picture.tracks(f, self.thetas, z, losses, self.steps)
        told = self._describe(objective, z, f.derivative(z).max(axis=-1), losses)
        self.stage.show(tracks, told, steps=self.steps.tolist())

    def telling_frames(self):
        """Return the start and the end."""
        return [0, FRAMES - 1]

    def _describe(self, objective, z, top, losses):
        wrong = ZeroOneLoss(0.5).value(objective.predict(self.thetas), objective.y)
        return Readout(
            TEMPLATE,
            values={
                "unit": np.full((1, 1), tuple(UNITS).index(self.unit)),
                "step": self.steps[None],
                "steps": np.full((1, 1), STEPS),
                "w0": self.thetas[..., 0],
                "w1": self.thetas[..., 1],
                "L": losses,
                "mistakes": wrong.sum(axis=-1),
                "faces": np.full((1, 1), objective.N),
                "low": z.min(axis=-1),
                "high": z.max(axis=-1),
                "top": top,
                "said": np.select([top == 0, top < SMALL], [0, 1], 2),
            },
            digits={"w0": 2, "w1": 2, "L": 4, "low": 2, "high": 2, "top": 3},
            words={"unit": [name[0].upper() + name[1:] for name in UNITS], "said": SAID},
        )
