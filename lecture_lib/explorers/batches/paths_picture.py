"""The figure of the paths explorer."""

import numpy as np

from lecture_lib.explorers.views import LOSSES, NOWHERE, CrowdView, Picture, loss_map
from lecture_lib.pictures.curves import draw_reference, loss_axes
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track

NAMES = {"all": "all 40 faces", "few": "mini-batch", "single": "one face"}
ENDS = {"all": "point", "few": "few end", "single": "single end"}


class PathsPicture(Picture):
    """The faces with the present mini-batch and its line, three paths, three loss curves.

    Parameters
    ----------
    model : FaceModel
    steps : int
        The last step.
    """

    def __init__(self, model, steps):
        super().__init__()
        left, middle, right = self.panels
        self.crowd = CrowdView(self.figure, left, model)
        for line in (self.crowd.line, self.crowd.threshold):
            line.set_color(LIGHT.batch)  # it is that of the mini-batches
        self.map = loss_map(self.figure, middle, model)
        self.loss = new_axes(
            self.figure, right, title="The loss on all faces", xlabel="step", ylabel="L"
        )
        loss_axes(self.loss, steps, LOSSES)
        draw_reference(self.loss, model.lowest, f"lowest L* = {model.lowest:.4f}")
        draw_legend(self.loss, NAMES)
        self.paths = {name: draw_line(self.map, name, NOWHERE, moving=True) for name in NAMES}
        self.curves = {name: draw_line(self.loss, name, NOWHERE, moving=True) for name in NAMES}
        self.ends = {
            (ax, name): draw_line(ax, end, NOWHERE, moving=True)
            for ax in (self.map, self.loss)
            for name, end in ENDS.items()
        }

    def tracks(self, runs):
        """Return where everything is.

        Parameters
        ----------
        runs : dict of str to Run
            "all", "few", "single", each of all learning rates at once.
        """
        few = runs["few"]
        tracks = self.crowd.tracks(few.thetas.swapaxes(0, 1), self._rows(few))
        for name, run in runs.items():
            path = run.thetas.swapaxes(0, 1)[:, None]
            step = np.broadcast_to(np.arange(len(run.losses)), run.losses.T.shape)
            curve = np.stack([step, run.losses.T], axis=-1)[:, None]
            tracks |= {self.paths[name]: Track(path, "grows")}
            tracks |= {self.curves[name]: Track(curve, "grows")}
            tracks |= {self.ends[self.map, name]: Track(path, "tip")}
            tracks |= {self.ends[self.loss, name]: Track(curve, "tip")}
        return tracks

    def _rows(self, run):
        """Which faces each step of the mini-batches asked; none where it was all of them."""
        rows = np.zeros((1, len(run.thetas), len(self.crowd.spots)), bool)
        for step, batch in enumerate(run.batches or (), start=1):
            rows[0, step, batch] = True
        return rows
