"""The figure of the hinge explorer: the unit with its slope, its output over faces, the loss."""

import numpy as np

from lecture_lib.explorers.views import NOWHERE, CurveView, Picture
from lecture_lib.pictures.crowd import SCORES, swarm
from lecture_lib.pictures.faces import draw_faces
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

REACH = (-6.0, 6.0)  # of z
Z = np.linspace(*REACH, 161)
MOUTH = np.linspace(*SCORES, 31)
LOSSES = (0.02, 5.0)
NAMES = {"line": "f(z)", "gradient": "its slope f′(z)", "slopes": "slope on each face"}


class HingePicture(Picture):
    """A unit's activation with the faces on its slope, its output over the mouth, and the loss.

    Parameters
    ----------
    faces : Faces
    steps : int
        The last one.
    """

    def __init__(self, faces, steps):
        super().__init__()
        unit, plane, curve = self.panels
        title = "The unit, and its slope on the faces"
        self.unit = new_axes(self.figure, unit, title=title, xlabel="z", ylabel="f, f′")
        self.unit.set(xlim=REACH, ylim=(-0.5, 3), xticks=range(-6, 7, 2), yticks=range(4))
        draw_legend(self.unit, NAMES, loc="upper left")
        title = "Its output over the faces"
        self.plane = new_axes(self.figure, plane, title=title, xlabel="mouth", ylabel="ŷ")
        self.plane.set(xlim=SCORES, ylim=(-0.6, 2), xticks=range(5), yticks=(0, 0.5, 1, 1.5, 2))
        heights = (swarm(faces.mouth, faces.labels) + 1) / 2
        draw_faces(self.plane, faces.mouth, heights, faces.mouth, faces.brow, faces.labels)
        draw_line(self.plane, "reference", [(SCORES[0], 0.5), (SCORES[1], 0.5)])
        self.curve = CurveView(self.figure, curve, None, steps, LOSSES)
        self.f, self.slope = (
            draw_line(self.unit, meaning, NOWHERE, moving=True) for meaning in ("line", "gradient")
        )
        self.dots = draw_line(self.unit, "slopes", NOWHERE, moving=True)
        self.output = draw_line(self.plane, "line", NOWHERE, moving=True)

    def tracks(self, f, thetas, z, losses, steps):
        """Return where everything is.

        Parameters
        ----------
        f : ReLU or alike
        thetas : array (takes, frames, 2)
        z : array (takes, frames, N)
            Scores of the faces.
        losses : array (takes, frames)
        steps : array of int (frames,)
        """
        w0, w1 = np.moveaxis(thetas, -1, 0)[..., None]
        corner = np.clip(-w0 / np.where(w1 == 0, 1, w1), *SCORES)  # seen as one
        mouth = np.sort(np.concatenate([np.broadcast_to(MOUTH, (*w0.shape[:2], 31)), corner], -1))
        z_there = w0 + w1 * mouth
        return {
            self.f: Track(np.column_stack([Z, f.value(Z)])[None, None]),
            self.slope: Track(np.column_stack([Z, f.derivative(Z)])[None, None]),
            self.dots: Track(np.stack([z, f.derivative(z)], axis=-1)),
            self.output: Track(np.stack([mouth, f.value(z_there)], axis=-1)),
            **self.curve.tracks(losses, steps),
        }
