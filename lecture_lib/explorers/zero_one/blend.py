"""Take the step away: from the perceptron's terraces to the linear unit's bowl."""

import numpy as np

from lecture_lib.descent import descend
from lecture_lib.experiments.lines import WINDOW
from lecture_lib.experiments.zero_one import (
    CROWDS,
    Cells,
    crowd,
    ground_of,
    line_through,
    whole,
)
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    columns,
    in_a_row,
    key,
    one_of,
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
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Choice, Readout, Slider, Stage, Track

BLENDS = tuple(round(0.1 * n, 1) for n in range(11))
WEIGHTS = ("w0", "w1")
ETA, STEPS = 0.5, 40
SCORES = (-6.0, 6.0)  # what the third panel shows of g and of the answers
LEVEL = 0.005  # so short a gradient is 0 to the eye
LABEL = "Faces with a line, the loss of every line, and the answer as a function of the score"
TEMPLATE = (
    "Step taken away: {blend}. Step {step} of {steps}: w₀ = {w0}, w₁ = {w1}, L = {loss},"
    " ‖∇L‖ = {slope}, {mistakes} of {faces} faces wrong. The answers run from {low} to {high}."
    " {manner}"
)
MANNERS = (
    "Only the step is left: every terrace is flat.",
    "The terraces slope, and between them there are still jumps.",
    "No step is left: a bowl.",
    "The slope has come to 0; it knows nothing of the jumps that are left.",
    "The bottom of the bowl.",
)


class BlendExplorer(Explorer):
    """Take the perceptron's step away bit by bit, and see what becomes of the loss.

    The unit answers h = (1 - b) step(g) + b g, with g = w₀ + w₁ (mouth - 2) + (brow - 2).

    Parameters
    ----------
    blend : float
        b, from 0 (the step) to 1 (the line).
    w0, w1 : float
        Where the descent starts, within -4 and 4.
    faces : {"twelve", "forty"}
        A few faces with a gap between the moods, or all of them.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S10.13-S10.15 (slides 22, 23): E10.3; erratum 49.
    """

    blend = State(0.0, within, 0, 1)
    w0 = State(-2.0, within, *WINDOW)
    w1 = State(-1.0, within, *WINDOW)
    faces = State("twelve", one_of, CROWDS)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        blend, faces = Slider(label="step taken away", at_rest=True), Choice(label="faces")
        self.blends = bind(self, "blend", blend, BLENDS, "{:g}".format, passing=True)
        bind(self, "faces", faces, CROWDS)
        self.pictures = Kept(self._new_picture)
        self._gather()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=blend)
        self.stage.speed, self.stage.frame = 15, STEPS
        self.stage.on_drag(self._dragged)
        return [columns([blend], [in_a_row(faces, key("reset", self.reset))]), self.stage]

    def refresh(self, changed):
        """Descend with every blend at once and show it."""
        with self.stage.hold_sync():
            if self.settled and "faces" in changed:
                self._gather()
                self.put(self.picture, unchanged=True)
            ground = ground_of(self.model, np.array(self.blends)[:, None])
            starts = np.tile([self.w0, self.w1], (len(self.blends), 1))
            thetas = descend(ground, starts, GradientDescent(ETA), STEPS).thetas
            each = [terraces_of(self.faces, blend) for blend in self.blends]
            below = [stacked(level) for level in zip(*each, strict=True)]
            tracks = self.picture.tracks(self.blends, thetas.swapaxes(0, 1), self.cells, below)
            handles = [self.picture.plane.start(tracks), *self.picture.crowd.grips(tracks)]
            self.stage.show(tracks, self._readout(ground, thetas), handles)

    def _gather(self):
        """Take the faces of the state, and the picture of what stands still."""
        self.model = crowd(self.faces)
        self.cells = Cells(self.model.objective.X)
        self.picture = self.pictures(self.faces)

    def _new_picture(self, faces):
        return BlendPicture(crowd(faces), self.cells)

    def _readout(self, ground, thetas):
        answers = ground.objective.predict(whole(thetas))
        slope = np.linalg.norm(ground.gradient(thetas), axis=-1)
        blend = np.array(self.blends)
        manner = (blend > 0) + 1 * (blend == 1)
        arrived = (slope < LEVEL) & (blend > 0)
        values = {
            "blend": blend[:, None],
            "step": np.arange(STEPS + 1)[None],
            "steps": np.full((1, 1), STEPS),
            "w0": thetas[..., 0].T,
            "w1": thetas[..., 1].T,
            "loss": ground.value(thetas).T,
            "slope": slope.T,
            "mistakes": ground.mistakes(thetas).T,
            "faces": np.full((1, 1), ground.objective.N),
            "low": answers.min(axis=-1).T,
            "high": answers.max(axis=-1).T,
            "manner": (manner + 2 * arrived).T,
        }
        digits = dict.fromkeys(("w0", "w1", "low", "high"), 2)
        digits |= {"blend": 1, "loss": 3, "slope": 3}
        return Readout(TEMPLATE, values, digits, {"manner": MANNERS})

    def _dragged(self, name, x, y):
        weights = np.array([x, y])
        if name.startswith("line"):
            now = (self.stage.handles, name, self.stage.take, self.stage.frame)
            weights = line_through((x, y), opposite_end(*now))
            self.stage.seek(0)
        notched = to_notches(weights, *WINDOW, NOTCH)
        self.set(**dict(zip(WEIGHTS, notched, strict=True)))


class BlendPicture(Picture):
    """The faces with the line, the loss of every line, and the answer over the score.

    Parameters
    ----------
    model : FaceModel
    cells : Cells
    """

    def __init__(self, model, cells):
        super().__init__()
        faces, plane, answer = self.panels
        self.crowd = GapView(self.figure, faces, model)
        self.plane = TerracesView(self.figure, plane, cells)
        title = "The answer to a face"
        self.ax = new_axes(self.figure, answer, title=title, xlabel="g", ylabel="h")
        self.ax.set(xlim=SCORES, ylim=SCORES)
        for label in (-1, 1):
            draw_line(self.ax, "reference", [(SCORES[0], label), (SCORES[1], label)])
        names = {"happy dot": "happy, wants +1", "sad dot": "sad, wants −1"}
        draw_legend(self.ax, names, loc="upper left", on_top=True)
        self.answer = draw_line(self.ax, "loss", NOWHERE, moving=True)
        self.dots = [draw_line(self.ax, meaning, NOWHERE, moving=True) for meaning in names]
        self.X, labels = model.objective.X, model.objective.y
        self.moods = [labels > 0, labels < 0]

    def tracks(self, blends, thetas, cells, below):
        """Return where everything is.

        Parameters
        ----------
        blends : sequence of float
            One for each take.
        thetas : array (takes, frames, 2)
        cells : Cells
        below : list of array (takes, P, 2)
            The terraces.
        """
        around = cells.around(thetas)
        g = whole(thetas) @ self.X.T
        blend = np.array(blends)[:, None, None]
        spots = np.stack([g, (1 - blend) * np.where(g > 0, 1, -1) + blend * g], axis=-1)
        dots = zip(self.dots, self.moods, strict=True)
        return {
            **self.crowd.tracks(thetas, around),
            **self.plane.tracks(thetas, around, below),
            **{artist: Track(spots[:, :, mood]) for artist, mood in dots},
            self.answer: Track(answer_points(blends)[:, None]),
        }


def answer_points(blends):
    """Return h over g for each blend, with a gap where it jumps, (takes, 5, 2)."""
    b, g = np.array(blends)[:, None], np.array([SCORES[0], 0, np.nan, 0, SCORES[1]])
    h = (1 - b) * np.array([-1, -1, np.nan, 1, 1]) + b * g
    return np.stack(np.broadcast_arrays(g, h), axis=-1)


def stacked(rings):
    """Put rings of several takes, (1, P, 2) each, into one array, filled up with NaN."""
    longest = max(ring.shape[1] for ring in rings)
    table = np.full((len(rings), longest, 2), np.nan)
    for row, ring in zip(table, rings, strict=True):
        row[: ring.shape[1]] = ring[0]
    return table
