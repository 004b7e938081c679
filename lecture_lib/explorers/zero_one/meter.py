"""The frozen meter: a line among faces, and a loss that counts mistakes."""

import numpy as np

from lecture_lib.descent import descend
from lecture_lib.experiments.lines import WINDOW
from lecture_lib.experiments.zero_one import ground_of
from lecture_lib.explorers.state import Slide, within
from lecture_lib.explorers.views.terraces import NOTCH, terraces_of
from lecture_lib.explorers.zero_one.terraces import TerracesExplorer, TerracesPicture
from lecture_lib.optimizers import GradientDescent
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

VALUES = (np.round(np.arange(WINDOW[0], WINDOW[1] + NOTCH / 2, 2 * NOTCH), 2) + 0.0).tolist()
RANGE = dict(zip(("low", "high"), WINDOW, strict=True))
ETA, STEPS = 0.5, 20
HIGHEST = 2.2  # of the loss that is shown; all wrong is 2
TEMPLATE = (
    "Step {step} of {steps}: w₀ = {w0:.2f}, w₁ = {w1:.2f}, {mistakes} of {faces} faces wrong,"
    " L = {loss:.3f}, ∇L = ({g0}, {g1}). {manner}{moved}"
)
TIE = (
    "A border: a face lies on the line and counts as sad. The loss jumps here; the 0 is a"
    " convention, no slope."
)
BEST = "Frozen, and no line does better."
FROZEN = "Frozen: no answer changes in the blue, and nothing says where to go."


class MeterExplorer(TerracesExplorer):
    """Move a line among faces, and read the loss that counts mistakes; let it descend.

    The line is g(x) = w₀ + w₁ (mouth - 2) + w₂ (brow - 2) = 0 with w₂ = 1.

    Parameters
    ----------
    w0, w1 : float
        The weights, within -4 and 4.
    faces : {"twelve", "forty"}
        A few faces with a gap between the moods, or all of them.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S10.1-S10.12 (slides 21, 22): E10.1; errata 44-48.
    """

    LABEL = (
        "Faces with a line and its gap, the loss of every line as terraces, the loss over one"
        " weight"
    )
    SPEED = 5

    w0 = Slide(0.0, VALUES, "weight w₀", "", within, **RANGE)
    w1 = Slide(1.0, VALUES, "weight w₁", "", within, **RANGE)

    def draw(self):
        """Return the picture for the present faces."""
        return MeterPicture(self.faces)

    def show(self, values):
        """Show the line, and its descent, for some values of w₀."""
        starts = np.column_stack([values, np.full(len(values), self.w1)])
        ground = self.picture.ground
        thetas = descend(ground, starts, GradientDescent(ETA), STEPS).thetas.swapaxes(0, 1)
        tracks = self.picture.tracks(thetas, terraces_of(self.faces, blend=0.0))
        self.stage.show(tracks, describe(ground, thetas), self.picture.handles(tracks))

    def telling_frames(self):
        """Return the frame in view alone, as all of them look alike."""
        return [self.stage.frame]

    def dragged(self, name, x, y):
        """Begin anew with every line."""
        self.stage.seek(0)
        super().dragged(name, x, y)


def describe(ground, thetas):
    """Say what the meter shows, for descents (takes, frames, 2) on the 0-1 loss."""
    mistakes, gradient = ground.mistakes(thetas), ground.gradient(thetas)
    step = np.arange(STEPS + 1)
    stays = (thetas == thetas[:, :1]).all(axis=-1)
    return say(
        TEMPLATE,
        step=step,
        steps=STEPS,
        w0=thetas[..., 0],
        w1=thetas[..., 1],
        mistakes=mistakes,
        faces=ground.objective.N,
        loss=ground.value(thetas),
        g0=gradient[..., 0],
        g1=gradient[..., 1],
        manner=np.where(ground.ties(thetas), TIE, np.where(mistakes == 0, BEST, FROZEN)),
        moved=np.where(stays & (step > 0), " Descent has not moved.", ""),
    )


class MeterPicture(TerracesPicture):
    """The faces with the line and its gap, the terraces, and the staircase along w₀."""

    def __init__(self, faces):
        super().__init__(faces)
        self.ground = ground_of(self.model, blend=0)
        self.plane.count(self.ground, self.cells)
        ax = self.axes(self.panels[2], "The loss, w₁ fixed", "w₀", "L")
        ax.set(xlim=WINDOW, ylim=(-0.1, HIGHEST))
        self.stairs, self.tangent, self.place = (
            draw_line(ax, meaning) for meaning in ("loss", "gradient", "point")
        )

    def tracks(self, thetas, below):
        """Return where everything is, for descents (takes, frames, 2) and the terraces."""
        first = thetas[:, :1]
        cells = self.cells.around(first)
        spots = np.stack([first[..., 0], self.ground.value(first)], axis=-1)[:, :, None]
        slope = self.ground.gradient(first)[..., :1, None]
        ends = np.array([[-0.7], [0.7]])
        tangent = spots + np.concatenate(np.broadcast_arrays(ends, ends * slope), axis=-1)
        return {
            **self.crowd.tracks(first, cells),
            **self.plane.tracks(thetas, cells, below),
            self.stairs: Track(stairs(self.ground, thetas[0, 0, 1])[None, None]),
            self.tangent: Track(tangent),
            self.place: Track(spots),
        }


def stairs(ground, w1):
    """Return the 0-1 loss over w₀ at one w₁: flat from one face to the next, (P, 2)."""
    X = ground.objective.X
    jumps = np.sort(np.clip(-(w1 * X[:, 1] + X[:, 2]), *WINDOW))
    edges = np.concatenate([WINDOW[:1], jumps, WINDOW[1:]])
    middles = (edges[1:] + edges[:-1]) / 2
    heights = ground.value(np.column_stack([middles, np.full_like(middles, w1)]))
    return np.column_stack([np.repeat(edges, 2)[1:-1], np.repeat(heights, 2)])
