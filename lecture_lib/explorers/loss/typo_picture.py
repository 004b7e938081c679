"""The picture of the missing decimal point: what is typed, and two units among the faces."""

from dataclasses import replace

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.explorers.views import NOWHERE, CrowdView, Picture
from lecture_lib.pictures.crowd import mark_batch, swarm
from lecture_lib.pictures.faces import draw_faces
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.line import line_over_mouth
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

WIDE = (-2.0, 43.0)
HEIGHTS = (-2.4, 4.4)
SMALL = 11  # CSS pixels: a head seen from afar
CURVE = 121  # points of the sigmoid


class SigmoidCrowdView(CrowdView):
    """The faces under a sigmoid unit: ŷ from 0 at the sad faces to 1 at the happy ones."""

    def __init__(self, figure, box, model, title):
        super().__init__(figure, box, model, title=title)
        self.ax.set_yticklabels(("0", "½", "1"))

    def _segment(self, weights):
        b, mouth, _ = np.moveaxis(weights[..., None], -2, 0)
        x = np.linspace(*self.box[:2], CURVE)
        y_hat = Sigmoid().value(b + mouth * x)
        return np.stack(np.broadcast_arrays(x, 2 * y_hat - 1), axis=-1)


class TypoPicture(Picture):
    """All scores as they are typed, with the line; the line and the sigmoid among the faces.

    Parameters
    ----------
    model : FaceModel
        Of the faces as they are.
    row : int
        The face that is typed wrongly.
    line : array (2,)
        The best line of these faces.
    """

    def __init__(self, model, row, line):
        super().__init__()
        afar, near, curved = self.panels
        self.row, self.label = row, model.faces.labels[row]
        self.wide = new_axes(
            self.figure,
            afar,
            title="What the computer reads",
            xlabel="mouth, as typed",
            ylabel=model.formula,
        )
        self._draw_afar(model.faces)
        self.linear = CrowdView(self.figure, near, model, title="Line, squared loss")
        sigmoid = replace(model, formula="ŷ = σ(w₀ + w₁·mouth)")
        self.sigmoid = SigmoidCrowdView(
            self.figure, curved, sigmoid, title="Sigmoid, cross entropy"
        )
        for ax in (self.wide, self.linear.ax):
            draw_line(ax, "other curve", line_over_mouth(line, ax.get_xlim()))
        self.line = draw_line(self.wide, "line", NOWHERE, moving=True)
        self.error = draw_line(self.wide, "drop", NOWHERE, moving=True)
        self.head = self._draw_head(model.faces)
        self.ring = mark_batch(self.wide, NOWHERE, size=2 * SMALL, moving=True)

    def tracks(self, typed, lines, sigmoids):
        """Return where everything is, for each typed score.

        Parameters
        ----------
        typed : array (takes,)
        lines, sigmoids : array (takes, 2)
            The best weights of both units.
        """
        N = len(self.linear.model.faces)
        rows = (np.arange(N) == self.row)[None, None]
        y_hat = lines[:, 0] + lines[:, 1] * typed
        spot = np.stack([typed, np.full_like(typed, self.label)], axis=-1)[:, None, None]
        error = np.stack([spot[:, :, 0], np.stack([typed, y_hat], axis=-1)[:, None]], axis=-2)
        head = np.repeat(spot, len(self.head.get_offsets()), axis=2)
        return {
            **self.linear.tracks(lines[:, None], rows),
            **self.sigmoid.tracks(sigmoids[:, None], rows),
            self.line: Track(line_over_mouth(lines, WIDE)[:, None]),
            self.error: Track(error),
            self.head: Track(head),
            self.ring: Track(spot),
        }

    def _draw_afar(self, faces):
        """All faces but the one that is typed wrongly, small."""
        self.wide.set(xlim=WIDE, ylim=HEIGHTS, xticks=range(0, 41, 10), yticks=(-1, 0, 1, 2, 3, 4))
        self.wide.set_yticklabels(("−1", "0", "+1", "2", "3", "4"))
        draw_line(self.wide, "reference", [(WIDE[0], 0), (WIDE[1], 0)])
        rest = np.arange(len(faces)) != self.row
        heights = swarm(faces.mouth, faces.labels, spacing=0.25)
        parts = (faces.mouth, heights, faces.mouth, faces.brow, faces.labels)
        draw_faces(self.wide, *(part[rest] for part in parts), size=SMALL)

    def _draw_head(self, faces):
        """The face that is typed wrongly, which moves."""
        parts = (faces.mouth, faces.labels, faces.mouth, faces.brow, faces.labels)
        one = [part[[self.row]] for part in parts]
        head = draw_faces(self.wide, *one, size=2 * SMALL)
        head.set(animated=True, zorder=6)
        return head
