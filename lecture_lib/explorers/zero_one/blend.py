"""Take the step away: from the perceptron's terraces to the linear unit's bowl."""

import numpy as np

from lecture_lib.descent import descend
from lecture_lib.experiments.lines import WINDOW
from lecture_lib.experiments.zero_one import ground_of, whole
from lecture_lib.explorers.explorer import END
from lecture_lib.explorers.state import Pick, Slide, State, within
from lecture_lib.explorers.views.picture import over
from lecture_lib.explorers.views.terraces import terraces_of
from lecture_lib.explorers.zero_one.terraces import TerracesExplorer, TerracesPicture
from lecture_lib.optimizers import GradientDescent
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

BLENDS = tuple(round(0.1 * n, 1) for n in range(11))
ETA, STEPS = 0.5, 40
SCORES = (-6.0, 6.0)  # what the third panel shows of g and of the answers
PANELS = ("the answers", "the loss along w₀")
ALONG = np.linspace(*WINDOW, 161)
HIGHEST = 4.2  # loss that is shown
LEVEL = 0.005  # so short a gradient is 0 to the eye
TEMPLATE = (
    "Step taken away: {blend:.1f}. Step {step} of {steps}: w₀ = {w0:.2f}, w₁ = {w1:.2f},"
    " L = {loss:.3f}, ‖∇L‖ = {slope:.3f}, {mistakes} of {faces} faces wrong. The answers run from"
    " {low:.2f} to {high:.2f}. {manner}"
)
MANNERS = (
    "Only the step is left: every terrace is flat.",
    "The terraces slope, and between them there are still jumps.",
    "No step is left: a bowl.",
    "The slope has come to 0; it knows nothing of the jumps that are left.",
    "The bottom of the bowl.",
)


class BlendExplorer(TerracesExplorer):
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
    right : {"the answers", "the loss along w₀"}
        What the third panel shows: h over g, or the loss while w₁ stays.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S10.13-S10.15 (slides 22, 23): E10.3; erratum 49.
    """

    LABEL = (
        "Faces with a line, the loss of every line; the answer over the score, or the loss over w₀"
    )
    DRAWN_FOR = ("faces", "right")
    FRAME, SPEED = END, 15

    blend = Slide(0.0, BLENDS, "step taken away", "", within, low=0, high=1)
    right = Pick("the answers", PANELS, "on the right")
    w0 = State(-2.0, within, *WINDOW)
    w1 = State(-1.0, within, *WINDOW)

    def draw(self):
        """Return the picture for the present faces and third panel."""
        return BlendPicture(self.faces, self.right)

    def show(self, blends):
        """Descend with some blends at once."""
        ground = ground_of(self.picture.model, np.array(blends)[:, None])
        starts = np.tile([self.w0, self.w1], (len(blends), 1))
        thetas = descend(ground, starts, GradientDescent(ETA), STEPS).thetas
        levels = zip(*(terraces_of(self.faces, blend) for blend in blends), strict=True)
        below = [stacked(level) for level in levels]
        tracks = self.picture.tracks(blends, thetas.swapaxes(0, 1), below)
        self.stage.show(tracks, describe(ground, thetas), self.picture.handles(tracks))


def describe(ground, thetas):
    """Say what becomes of the loss, for descents (frames, takes, 2) of one blend each."""
    blend, answers = ground.objective.model.blend, ground.objective.predict(whole(thetas))
    slope = np.linalg.norm(ground.gradient(thetas), axis=-1).T
    arrived = (slope < LEVEL) & (blend > 0)
    return say(
        TEMPLATE,
        blend=blend,
        step=np.arange(STEPS + 1),
        steps=STEPS,
        w0=thetas[..., 0].T,
        w1=thetas[..., 1].T,
        loss=ground.value(thetas).T,
        slope=slope,
        mistakes=ground.mistakes(thetas).T,
        faces=ground.objective.N,
        low=answers.min(axis=-1).T,
        high=answers.max(axis=-1).T,
        manner=np.array(MANNERS)[(blend > 0) + 1 * (blend == 1) + 2 * arrived],
    )


class BlendPicture(TerracesPicture):
    """The faces with the line, the loss of every line; the answer over the score, or a cut."""

    def __init__(self, faces, right):
        super().__init__(faces)
        self.cut = right != PANELS[0]
        if self.cut:
            ax = self.axes(self.panels[2], "The loss, w₁ fixed", "w₀", "L")
            ax.set(xlim=WINDOW, ylim=(-0.1, HIGHEST))
            self.loss, self.place = draw_line(ax, "loss"), draw_line(ax, "point")
            return
        ax = self.axes(self.panels[2], "The answer to a face", "g", "h")
        ax.set(xlim=SCORES, ylim=SCORES)
        for label in (-1, 1):
            draw_line(ax, "reference", [(SCORES[0], label), (SCORES[1], label)])
        names = {"happy dot": "happy, wants +1", "sad dot": "sad, wants −1"}
        draw_legend(ax, names, loc="upper left", on_top=True)
        self.answer = draw_line(ax, "loss")
        self.dots = {draw_line(ax, dot): sign for dot, sign in zip(names, (1, -1), strict=True)}

    def tracks(self, blends, thetas, below):
        """Return where everything is, for each blend its descent (frames, 2), and the terraces."""
        around = self.cells.around(thetas)
        right = self._cut(blends, thetas) if self.cut else self._answers(blends, thetas)
        return {
            **self.crowd.tracks(thetas, around),
            **self.plane.tracks(thetas, around, below),
            **right,
        }

    def _cut(self, blends, thetas):
        """The loss over w₀, at the w₁ of each step."""
        along = np.stack(np.broadcast_arrays(ALONG, thetas[..., 1:]), axis=-1)
        grounds = [ground_of(self.model, blend) for blend in blends]
        curve, place = (
            np.stack([ground.value(w) for ground, w in zip(grounds, places, strict=True)])
            for places in (along, thetas)
        )
        return {
            self.loss: Track(over(ALONG, curve)),
            self.place: Track(over(thetas[..., 0], place)[:, :, None]),
        }

    def _answers(self, blends, thetas):
        """The answer over the score, and each face on it."""
        objective = self.model.objective
        g = whole(thetas) @ objective.X.T
        blend = np.array(blends)[:, None, None]
        spots = np.stack([g, (1 - blend) * np.where(g > 0, 1, -1) + blend * g], axis=-1)
        return {
            **{dot: Track(spots[:, :, objective.y == sign]) for dot, sign in self.dots.items()},
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
