"""The figure of the mix explorer: faces with hidden lines, the activation, the loss."""

import numpy as np
from matplotlib.ticker import FuncFormatter

from lecture_lib.explorers.network_view import UpsideDownView
from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.views import NOWHERE, CurveView, Picture
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

LOSSES = (1e-3, 10.0)
SCORES = np.round(np.linspace(-4, 4, 161), 2)  # with 0 among them, where a step has to jump
NAMES = {"line": "f(z)", "gradient": "its slope f′(z)"}


class MixPicture(Picture):
    """The upside-down faces with the hidden units' lines, f with its slope, and the loss curve.

    Parameters
    ----------
    objective : Objective
        A network with one hidden layer on the upside-down faces.
    steps : int
        The last one.
    """

    def __init__(self, objective, steps):
        super().__init__()
        faces, unit, curve = self.panels
        self.plane = UpsideDownView(self.figure, faces, objective)
        title = "The activation of a hidden unit"
        self.unit = new_axes(self.figure, unit, title=title, xlabel="z", ylabel="f")
        self.unit.set(xlim=(-4, 4), ylim=(-1.5, 4), yticks=range(-1, 5))
        draw_legend(self.unit, NAMES, loc="upper left")
        self.curve = CurveView(self.figure, curve, None, steps, LOSSES)
        self.curve.ax.yaxis.set_major_formatter(FuncFormatter(power_of_ten))
        self.f, self.slope = (
            draw_line(self.unit, meaning, NOWHERE, moving=True) for meaning in NAMES
        )

    def tracks(self, objective, thetas, losses, steps):
        """Return where everything is, for thetas (takes, frames, D)."""
        f = objective.model.activations[0]
        return {
            **self.plane.tracks(thetas, objective),
            self.f: _over_scores(f.value(SCORES)),
            self.slope: _over_scores(f.derivative(SCORES)),
            **self.curve.tracks(np.maximum(losses, LOSSES[0] / 10), steps),
        }


def _over_scores(heights):
    return Track(np.column_stack([SCORES, heights])[None, None])
