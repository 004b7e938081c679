"""The figure of the fold explorer: faces with hidden lines, the weights, the loss."""

from lecture_lib.explorers.network_view import UNITS, UpsideDownView, WeightsView
from lecture_lib.explorers.views import CurveView, Picture
from lecture_lib.pictures.curves import draw_reference
from lecture_lib.pictures.legend import draw_legend

LOSSES = (0.0, 0.16)
FIRST = 10  # steps that are evenly spaced on the axis


class FoldPicture(Picture):
    """The upside-down faces with the hidden units' lines, the weights, and the loss curve.

    Parameters
    ----------
    objective : Objective
        A network with one hidden layer on the upside-down faces.
    steps : int
        The last one.
    """

    def __init__(self, objective, steps):
        super().__init__()
        faces, network, curve = self.panels
        self.objective = objective
        sizes = objective.model.sizes
        self.plane = UpsideDownView(self.figure, faces, objective)
        self.weights = WeightsView(self.figure, network, sizes)
        self.curve = CurveView(self.figure, curve, None, steps, LOSSES)
        self.curve.ax.set_xscale("symlog", linthresh=FIRST, linscale=0.6)
        self.curve.ax.set_xticks([0, 10, 100, 1000], ["0", "10", "100", "1000"])
        names = ("h₁", "h₂", "h₃" if sizes[1] < 4 else "h₃ …")
        shown = dict(zip(UNITS, names[: sizes[1]], strict=False))
        draw_legend(self.weights.ax, shown | {"line": "ŷ = ½"}, loc="upper right")
        for value, name in ((1 / 12, "1/12"), (1 / 16, "1/16")):
            draw_reference(self.curve.ax, value, name)

    def tracks(self, thetas, losses, steps):
        """Return where everything is, for thetas (takes, frames, D)."""
        return {
            **self.plane.tracks(thetas),
            **self.weights.tracks(self.objective.model.weights(thetas)),
            **self.curve.tracks(losses, steps),
        }
