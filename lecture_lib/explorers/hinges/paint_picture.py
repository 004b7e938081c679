"""The figure of the paint explorer: the painting, the strokes it consists of, the loss."""

import numpy as np
from matplotlib.ticker import FuncFormatter

from lecture_lib.experiments.strokes import END, HINGES, SAMPLES
from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.views import NOWHERE, CurveView, Picture
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track

WINDOW = (-2.5, 2.5)
HEIGHTS = (-2.0, 3.0)  # as many units as WINDOW
PLACES = np.linspace(*WINDOW, 31)
LOSSES = (1e-4, 10.0)
UNITS = {"first unit": "h₁", "second unit": "h₂", "third unit": "h₃", "fourth unit": "h₄"}
NOTCH = 0.1


class PaintPicture(Picture):
    """A curve with its painting, what each hinge adds to it, and the loss curve.

    Parameters
    ----------
    steps : int
        The last one.
    """

    def __init__(self, steps):
        super().__init__()
        painting, strokes, curve = self.panels
        axes = {"xlabel": "x"}
        title = "The painting: drag its corners"
        self.painting = new_axes(self.figure, painting, title=title, ylabel="ŷ", **axes)
        title, ylabel = "What each hinge adds", "v f(w x + b)"
        self.strokes = new_axes(self.figure, strokes, title=title, ylabel=ylabel, **axes)
        for ax in (self.painting, self.strokes):
            ax.set(xlim=WINDOW, ylim=HEIGHTS, xticks=range(-2, 3), yticks=range(-2, 4))
        names = {"target": "the curve to paint", "line": "the painting"}
        draw_legend(self.painting, names, loc="upper left")
        draw_legend(self.strokes, UNITS, loc="upper left")
        self.curve = CurveView(self.figure, curve, None, steps, LOSSES)
        self.curve.ax.yaxis.set_major_formatter(FuncFormatter(power_of_ten))
        self.target = draw_line(self.painting, "target", NOWHERE, moving=True)
        self.line = draw_line(self.painting, "line", NOWHERE, moving=True)
        self.corners = draw_line(self.painting, "corner", np.zeros((HINGES + 1, 2)), moving=True)
        self.held = draw_line(self.painting, "point", NOWHERE, moving=True)
        self.units = [draw_line(self.strokes, unit, NOWHERE, moving=True) for unit in UNITS]

    def tracks(self, canvas, thetas, losses, steps):
        """Return where everything is but the corners, for thetas (takes, frames, D)."""
        (b, w), (_, v) = canvas.parts(thetas)
        corners = np.clip(-b / np.where(w == 0, 1, w), *WINDOW)  # seen as such
        x = np.broadcast_to(PLACES, (*corners.shape[:-1], len(PLACES)))
        x = np.sort(np.concatenate([x, corners], axis=-1), axis=-1)
        added = v[..., None, :] * canvas.activation.value(
            b[..., None, :] + w[..., None, :] * x[..., None]
        )
        strokes = {
            unit: Track(np.stack([x, added[..., k]], axis=-1)) for k, unit in enumerate(self.units)
        }
        wanted = np.linspace(SAMPLES[0], SAMPLES[-1], 79)
        return {
            self.target: Track(np.column_stack([wanted, canvas.target(wanted)])[None, None]),
            self.line: Track(np.stack([x, canvas.height(thetas, x)], axis=-1)),
            **strokes,
            **self.curve.tracks(np.maximum(losses, LOSSES[0] / 10), steps),
        }

    def grips(self, corners, heights, hinge, frames):
        """Return where the corners are, which are there before the first step only.

        Parameters
        ----------
        corners : sequence of float (4,)
        heights : array (takes, 5)
            There and at the end.
        hinge : int
            The one in the hand, from 1.
        frames : int

        Returns
        -------
        dict of artist to Track
        """
        places = np.broadcast_to([*corners, END], heights.shape)
        points = np.full((len(heights), frames, HINGES + 1, 2), np.nan)
        points[:, 0] = np.stack([places, heights], axis=-1)
        return {self.corners: Track(points), self.held: Track(points[:, :, hinge - 1 : hinge])}

    def handles(self, tracks):
        """Return what can be dragged: the corners and the end."""
        notch = NOTCH * float(pixels_per_unit(self.painting)[0])
        points = tracks[self.corners].points
        names = [f"Corner {k + 1} of the painting" for k in range(HINGES)] + ["The painting's end"]
        return [
            Handle(str(k + 1), name, self.painting, Track(points[:, :, k : k + 1]), step=notch)
            for k, name in enumerate(names)
        ]
