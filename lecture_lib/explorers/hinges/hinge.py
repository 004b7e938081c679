"""One hinge on the faces: where its slope is 0 for all of them, it is dead."""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.experiments.one_hinge import UNITS, hinge, hinge_descent, hinge_wrong
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.state import Pick, Slide, within
from lecture_lib.explorers.views.descent import CurveView
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.pictures.crowd import SCORES, swarm
from lecture_lib.pictures.faces import draw_faces
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

STEPS = 5000
SHOWN = shown_steps(STEPS, 46)
BIASES = [n / 4 for n in range(-24, 5)]
SMALL = 1e-4  # of a slope: nothing is learned by it within the steps shown
TEMPLATE = (
    "{unit}, step {step} of {steps}: w = ({w0:.2f}, {w1:.2f}), L = {L:.4f}, {mistakes} of {faces}"
    " faces wrong. z is from {low:.2f} to {high:.2f}{slope}"
)
DEAD = ": its slope is 0 on every face. It is dead: no step will move it."
AS_GOOD_AS_DEAD = ": its slope is below 0.0001 on every face. It is as good as dead."
ALIVE = ", and its slope reaches {top:.3f}."
Z = np.linspace(-6, 6, 161)
MOUTH = np.linspace(*SCORES, 31)
LOSSES = (0.02, 5.0)
NAMES = {"line": "f(z)", "gradient": "its slope f′(z)", "slopes": "slope on each face"}


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

    LABEL = "A unit with its slope and the faces on it, its output over the faces, and the loss"
    PREVIEWS = True
    FRAME, SPEED = END, 15.0

    w0 = Slide(-5.0, BIASES, "bias w₀", "Where the unit starts", within, low=-6, high=1)
    unit = Pick("ReLU", UNITS, "unit", lambda name: name.removeprefix("soft plus, "))

    def prepare(self):
        """Load the faces."""
        self.faces = load_faces("train")

    def draw(self):
        """Return the picture."""
        return HingePicture(self.faces)

    def show(self, biases):
        """Show the descent from some biases."""
        f, run = UNITS[self.unit], hinge_descent(self.unit, biases, STEPS)
        thetas, losses = run.thetas[SHOWN].swapaxes(0, 1), run.losses[SHOWN].T
        z = thetas @ hinge(self.unit).X.T
        readout = self._say(thetas, losses, z, f.derivative(z).max(axis=-1))
        self.stage.show(self.picture.tracks(f, thetas, z, losses), readout, steps=SHOWN.tolist())

    def telling_frames(self):
        """Return the start and the end."""
        return [0, len(SHOWN) - 1]

    def _say(self, thetas, losses, z, top):
        return say(
            TEMPLATE,
            unit=self.unit[0].upper() + self.unit[1:],
            step=SHOWN,
            steps=STEPS,
            w0=thetas[..., 0],
            w1=thetas[..., 1],
            L=losses,
            mistakes=hinge_wrong(self.unit, thetas),
            faces=len(self.faces),
            low=z.min(axis=-1),
            high=z.max(axis=-1),
            slope=np.select([top == 0, top < SMALL], [DEAD, AS_GOOD_AS_DEAD], ALIVE),
            top=top,
        )


class HingePicture(Picture):
    """A unit's activation with the faces on its slope, its output over the mouth, and the loss."""

    def __init__(self, faces):
        super().__init__()
        left, middle, right = self.panels
        unit = self.axes(left, "The unit and its slope", "z", "f, f′")
        unit.set(xlim=(-6, 6), ylim=(-0.5, 3), xticks=range(-6, 7, 2), yticks=range(4))
        draw_legend(unit, NAMES, loc="upper left")
        plane = self.axes(middle, "Its output over the faces", "mouth", "ŷ")
        plane.set(xlim=SCORES, ylim=(-0.6, 2), xticks=range(5), yticks=(0, 0.5, 1, 1.5, 2))
        heights = (swarm(faces.mouth, faces.labels) + 1) / 2
        draw_faces(plane, faces.mouth, heights, faces.mouth, faces.brow, faces.labels)
        draw_line(plane, "reference", [(SCORES[0], 0.5), (SCORES[1], 0.5)])
        self.curve = CurveView(self.figure, right, None, STEPS, LOSSES)
        self.curve.ax.set_xscale("symlog", linthresh=10, linscale=0.6)
        self.curve.ax.set_xticks([0, 10, 100, 1000], ["0", "10", "100", "1000"])
        self.f, self.slope, self.dots = (draw_line(unit, meaning) for meaning in NAMES)
        self.output = draw_line(plane, "line")

    def tracks(self, f, thetas, z, losses):
        """Return where everything is, for thetas (takes, frames, 2) and scores (…, N) of faces."""
        w0, w1 = np.moveaxis(thetas, -1, 0)[..., None]
        corner = np.clip(-w0 / np.where(w1 == 0, 1, w1), *SCORES)  # seen as one
        places = np.broadcast_to(MOUTH, (*thetas.shape[:2], len(MOUTH)))
        mouth = np.sort(np.concatenate([places, corner], axis=-1), axis=-1)
        return {
            self.f: Track(np.column_stack([Z, f.value(Z)])[None, None]),
            self.slope: Track(np.column_stack([Z, f.derivative(Z)])[None, None]),
            self.dots: Track(np.stack([z, f.derivative(z)], axis=-1)),
            self.output: Track(np.stack([mouth, f.value(w0 + w1 * mouth)], axis=-1)),
            **self.curve.tracks(losses, SHOWN),
        }
