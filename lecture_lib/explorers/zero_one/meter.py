"""The frozen meter: a line among faces, and a loss that counts mistakes."""

import numpy as np

from lecture_lib.descent import descend
from lecture_lib.experiments.lines import WINDOW
from lecture_lib.experiments.zero_one import CROWDS, Cells, crowd, ground_of, line_through
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    columns,
    in_a_row,
    key,
    one_of,
    signed,
    to_notches,
    within,
)
from lecture_lib.explorers.kept import Kept
from lecture_lib.explorers.views import NOWHERE, Picture, opposite_end
from lecture_lib.explorers.zero_one.terraces_view import (
    NOTCH,
    GapView,
    TerracesView,
    terraces_of,
)
from lecture_lib.optimizers import GradientDescent
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Choice, Readout, Slider, Stage, Track

VALUES = (np.round(np.arange(WINDOW[0], WINDOW[1] + NOTCH / 2, 2 * NOTCH), 2) + 0.0).tolist()
WEIGHTS = ("w0", "w1")
ETA, STEPS = 0.5, 20
HIGHEST = 2.2  # of the loss that is shown; all wrong is 2
LABEL = (
    "Faces with a line and its gap, the loss of every line as terraces, the loss over one weight"
)
TEMPLATE = (
    "Step {step} of {steps}: w₀ = {w0}, w₁ = {w1}, {mistakes} of {faces} faces wrong, L = {loss},"
    " ∇L = ({g0}, {g1}). {manner}{moved}"
)
MANNERS = (
    "Frozen: no answer changes in the blue, and nothing says where to go.",
    "Frozen, and no line does better.",
    "A border: a face lies on the line and counts as sad. The loss jumps here; the 0 is a"
    " convention, no slope.",
)
MOVED = ("", " Descent has not moved.")


class MeterExplorer(Explorer):
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

    w0 = State(0.0, within, *WINDOW)
    w1 = State(1.0, within, *WINDOW)
    faces = State("twelve", one_of, CROWDS)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        sliders = [Slider(label=f"weight {sign}") for sign in ("w₀", "w₁")]
        sliders[0].at_rest = True
        faces = Choice(label="faces")
        self.offered, _ = (
            bind(self, name, slider, VALUES, signed, passing=True)
            for name, slider in zip(WEIGHTS, sliders, strict=True)
        )
        bind(self, "faces", faces, CROWDS)
        self.pictures = Kept(self._new_picture)
        self._gather()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=sliders[0])
        self.stage.speed = 5
        self.stage.on_drag(self._dragged)
        return [columns(sliders, [in_a_row(faces, key("reset", self.reset))]), self.stage]

    def refresh(self, changed):
        """Show the line, and its descent, for every value of w₀."""
        with self.stage.hold_sync():
            if self.settled and "faces" in changed:
                self._gather()
                self.put(self.picture, unchanged=True)
            starts = np.column_stack([self.offered, np.full(len(self.offered), self.w1)])
            run = descend(self.ground, starts, GradientDescent(ETA), STEPS)
            thetas = run.thetas.swapaxes(0, 1)
            around = self.cells.around(thetas[:, :1])
            tracks = self.picture.tracks(self.ground, thetas, around, self.below)
            handles = [self.picture.plane.start(tracks), *self.picture.crowd.grips(tracks)]
            self.stage.show(tracks, self._readout(thetas), handles)

    def telling_frames(self):
        """Return the frame in view alone, as all of them look alike."""
        return [self.stage.frame]

    def _gather(self):
        """Take the faces of the state, and the picture of what stands still."""
        model = crowd(self.faces)
        self.ground, self.cells = ground_of(model, blend=0), Cells(model.objective.X)
        self.below = terraces_of(self.faces, blend=0.0)
        self.picture = self.pictures(self.faces)

    def _new_picture(self, faces):
        return MeterPicture(crowd(faces), self.ground, self.cells)

    def _readout(self, thetas):
        ground = self.ground
        mistakes, gradient = ground.mistakes(thetas), ground.gradient(thetas)
        stays = (thetas == thetas[:, :1]).all(axis=-1)
        values = {
            "step": np.arange(STEPS + 1)[None],
            "steps": np.full((1, 1), STEPS),
            "w0": thetas[..., 0],
            "w1": thetas[..., 1],
            "mistakes": mistakes,
            "faces": np.full((1, 1), ground.objective.N),
            "loss": ground.value(thetas),
            "g0": gradient[..., 0],
            "g1": gradient[..., 1],
            "manner": np.where(ground.ties(thetas), 2, mistakes == 0),
            "moved": stays & (np.arange(STEPS + 1) > 0),
        }
        digits = {"w0": 2, "w1": 2, "loss": 3}
        return Readout(TEMPLATE, values, digits, {"manner": MANNERS, "moved": MOVED})

    def _dragged(self, name, x, y):
        weights = np.array([x, y])
        if name.startswith("line"):
            stage = self.stage
            weights = line_through((x, y), opposite_end(stage.handles, name, stage.take, 0))
        notched = to_notches(weights, *WINDOW, NOTCH)
        self.stage.seek(0)
        self.set(**dict(zip(WEIGHTS, notched, strict=True)))


class MeterPicture(Picture):
    """The faces with the line and its gap, the terraces, and the staircase along w₀.

    Parameters
    ----------
    model : FaceModel
    ground : Slice
        Of the 0-1 loss.
    cells : Cells
    """

    def __init__(self, model, ground, cells):
        super().__init__()
        faces, plane, stairs = self.panels
        self.crowd = GapView(self.figure, faces, model)
        self.plane = TerracesView(self.figure, plane, cells)
        self.plane.count(ground, cells)
        title = "The loss, w₁ fixed"
        self.ax = new_axes(self.figure, stairs, title=title, xlabel="w₀", ylabel="L")
        self.ax.set(xlim=WINDOW, ylim=(-0.1, HIGHEST))
        self.stairs = draw_line(self.ax, "loss", NOWHERE, moving=True)
        self.tangent = draw_line(self.ax, "gradient", NOWHERE, moving=True)
        self.place = draw_line(self.ax, "point", NOWHERE, moving=True)

    def tracks(self, ground, thetas, cells, below):
        """Return where everything is.

        Parameters
        ----------
        ground : Slice
        thetas : array (takes, frames, 2)
        cells : array (takes, 1, P, 2)
        below : list of array (1, P, 2)
            The terraces.
        """
        first = thetas[:, :1]
        spots = np.stack([first[..., 0], ground.value(first)], axis=-1)[:, :, None]
        slope = ground.gradient(first)[..., :1, None]
        ends = np.array([[-0.7], [0.7]])
        tangent = spots + np.concatenate(np.broadcast_arrays(ends, ends * slope), axis=-1)
        return {
            **self.crowd.tracks(first, cells),
            **self.plane.tracks(thetas, cells, below),
            self.stairs: Track(stairs(ground, thetas[0, 0, 1])[None, None]),
            self.tangent: Track(tangent),
            self.place: Track(spots),
        }


def stairs(ground, w1):
    """Return the loss over w₀ at one w₁: flat from one face to the next, (P, 2).

    Parameters
    ----------
    ground : Slice
    w1 : float
    """
    X = ground.objective.X
    jumps = np.sort(np.clip(-(w1 * X[:, 1] + X[:, 2]), *WINDOW))
    edges = np.concatenate([WINDOW[:1], jumps, WINDOW[1:]])
    middles = (edges[1:] + edges[:-1]) / 2
    heights = ground.value(np.column_stack([middles, np.full_like(middles, w1)]))
    return np.column_stack([np.repeat(edges, 2)[1:-1], np.repeat(heights, 2)])
