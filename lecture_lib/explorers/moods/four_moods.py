"""Four moods: softmax regression trains, and a face can be dragged through its regions."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments import mood_runs
from lecture_lib.experiments.moods import MOODS, moods
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.state import Pick, Slide, State
from lecture_lib.explorers.views.descent import CurveView
from lecture_lib.explorers.views.moods import MoodsView, step_axis
from lecture_lib.explorers.views.picture import NOWHERE, Picture
from lecture_lib.labels import one_hot
from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.curves import draw_reference
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.moods import (
    TYPICAL,
    draw_loose_head,
    draw_moods,
    mood_brows,
    mood_mouth,
)
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track, say

SHOWN = mood_runs.steps()
ETAS = (0.1, 0.2, 0.5, 1.0, 2.0, 3.5, 5.0, 8.0, 12.0, 16.0, 18.5, 20.0)
BATCH_SIZES = (1, 5, 20, 60)
MOMENTA = (0.0, 0.5, 0.9)
FACES = (-1.45, 1.45, -0.9, 1.9)  # where a face can be put
LOSSES = (0.2, 30)
NEAR = 0.001  # of the lowest loss
HEAD, GRIP = 30, 10  # of the dragged face, and of what it is taken by, in CSS pixels
TEMPLATE = (
    "Step {step} of {steps}: loss {loss:.3f}, {mistakes} of 60 faces wrong. {state} The dragged"
    " face: happy {p0:.2f}, sad {p1:.2f}, surprised {p2:.2f}, neutral {p3:.2f}, so its own loss is"
    " {own:.2f}; ŷ − y = ({d0:.2f}, {d1:.2f}, {d2:.2f}, {d3:.2f})."
)


def _in_the_plane(name, value):
    """Check that a face can be put at a place; return that."""
    x, y = checks.points(name, value, 2).tolist()
    if not (FACES[0] <= x <= FACES[1] and FACES[2] <= y <= FACES[3]):
        raise ValueError(f"{name} must lie within {FACES}, got {(x, y)}")
    return (x, y)


class MoodsExplorer(Explorer):
    """Train softmax regression on sixty faces of four moods, from weights of 0.

    Parameters
    ----------
    eta : float
        Learning rate, positive.
    momentum : float
        m, at least 0 and below 1.
    batch_size : int
        B, 1 to 60 faces per step.
    face : (float, float)
        Bend and raise of the face that can be dragged, within (-1.45, 1.45) and (-0.9, 1.9).
    mood : {"happy", "sad", "surprised", "neutral"}
        What that face is said to be: its label y.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S18.1-S18.10 (slides 54, 55): E18.1; errata 66, 75, 76.
    """

    LABEL = "Faces of four moods with the region of each, the shares of one face, and the loss"
    LEFT = ("eta", "mood")
    MORE = ("momentum", "batch_size")
    PREVIEWS = True
    FRAME, SPEED = END, 15.0

    eta = Slide(2.0, ETAS, "learning rate η", "", checks.positive, ndim=0)
    momentum = Pick(0.0, MOMENTA, "momentum m", "{:g}".format, checks.fraction, ndim=0)
    mood = Pick("surprised", MOODS, "the face is")
    batch_size = Pick(60, BATCH_SIZES, "batch size B", check=checks.count, high=60)
    face = State((0.2, 0.9), _in_the_plane)

    def prepare(self):
        """Load the faces."""
        self.objective = moods()

    def draw(self):
        """Return the picture."""
        return FourMoodsPicture()

    def show(self, etas):
        """Show the training with some learning rates."""
        objective, x = self.objective, np.array([[1.0, *self.face]])
        self.thetas = mood_runs.from_zero(tuple(etas), self.momentum, self.batch_size)
        losses = objective.value(self.thetas)
        p = objective.model.probabilities(self.thetas, x)[..., 0, :]
        y = one_hot(MOODS.index(self.mood), len(MOODS))
        own = objective.loss.value(objective.model.predict(self.thetas, x), y[None])[..., 0]
        mistakes = objective.mistakes(self.thetas)
        tracks = self.picture.tracks(objective, self.thetas, losses, self.face, p, y)
        handles = self.picture.handles(self.face)
        readout = describe(losses, mistakes, p, y, own)
        self.stage.show(tracks, readout, handles, steps=SHOWN.tolist())

    def dragged(self, name, x, y):
        """Put the face over the place where its grip was taken to."""
        self.set(face=inside(x, y + self.picture.neck))

    def telling_frames(self):
        """Return the start, a step on the way, and the end."""
        return [0, 10, len(SHOWN) - 1]


def inside(x, y):
    """Return the nearest place at which a face can be put, to two decimals."""
    place = np.clip((x, y), FACES[::2], FACES[1::2]).round(2) + 0.0
    return tuple(place.tolist())


def describe(losses, mistakes, p, y, own):
    """Say how far the training is, and what it makes of the dragged face.

    Parameters
    ----------
    losses, mistakes : array (takes, frames)
    p, y, own : array (takes, frames, 4), (4,) and (takes, frames)
        Shares, label and loss of the dragged face.
    """
    cases = {
        "It knows nothing: ln 4 is the loss of four equal shares.": SHOWN == 0,
        "Within 0.001 of the lowest loss.": losses < mood_runs.lowest() + NEAR,
        "Worse than knowing nothing.": losses > losses[:, :1],
        "The loss has just risen: a step too long, momentum, or batches that disagree.": (
            np.diff(losses, axis=1, prepend=losses[:, :1]) > NEAR
        ),
    }
    conditions = np.broadcast_arrays(*cases.values())
    state = np.select(conditions, list(cases), "Not at the lowest loss yet.")
    told = {f"p{k}": p[..., k] for k in range(len(MOODS))}
    told |= {f"d{k}": p[..., k] - y[k] for k in range(len(MOODS))}
    counts = {"step": SHOWN, "steps": mood_runs.STEPS, "loss": losses, "mistakes": mistakes}
    return say(TEMPLATE, **counts, state=state, own=own, **told)


class FourMoodsPicture(Picture):
    """The plane of the moods with a face to drag, its shares ŷ beside y, and the loss curve."""

    def __init__(self):
        super().__init__()
        left, middle, right = self.panels
        self.plane = MoodsView(self.figure, left, "Whom it calls what")
        bars = self._share_axes(middle)
        self.curve = CurveView(self.figure, right, mood_runs.lowest(), mood_runs.STEPS, LOSSES)
        step_axis(self.curve.ax)
        draw_reference(self.curve.ax, np.log(len(MOODS)), "ln 4")
        self.head = draw_loose_head(self.plane.ax, np.zeros((2, 2)), size=HEAD)
        self.neck = (HEAD / 2 + GRIP) / pixels_per_unit(self.plane.ax)[1]
        self.features = draw_line(self.plane.ax, "target share")
        self.features.set_zorder(7.2)
        self.shares = [draw_bars(bars, NOWHERE, role=mood, moving=True) for mood in MOODS]
        self.target, self.apart = (draw_line(bars, name) for name in ("target share", "gradient"))

    def tracks(self, objective, thetas, losses, face, p, y):
        """Return where everything is, for shares p (takes, frames, 4) of the dragged face."""
        x = np.arange(len(MOODS))
        tops = np.stack(np.broadcast_arrays(x[:, None] + (-0.42, 0.42), y[:, None]), axis=-1)
        tops = np.pad(tops, ((0, 0), (0, 1), (0, 0)), constant_values=np.nan).reshape(-1, 2)
        ends = np.stack(np.broadcast_arrays(y, p, np.nan), axis=-1)
        apart = np.stack(np.broadcast_arrays(x[:, None], ends), axis=-1)
        return {
            **self.plane.tracks(objective, thetas),
            **self.curve.tracks(losses, SHOWN),
            **{bar: Track(bar_points(x[[k]], p[..., [k]])) for k, bar in enumerate(self.shares)},
            self.target: Track(tops[None, None]),
            self.apart: Track(apart.reshape(*p.shape[:-1], -1, 2)),
            self.head: Track(np.array([face, face])[None, None]),
            self.features: Track(self._expression(face)[None, None]),
        }

    def handles(self, face):
        """Return the grip on the face that can be dragged: below it, so that it is seen."""
        place = Track((np.array(face) - (0, self.neck))[None, None, None])
        return [Handle("face", "A face, by bend and raise", self.plane.ax, place)]

    def _expression(self, face):
        """Brows and mouth of the dragged face, as one line in the plane."""
        bend, brow = face
        part = np.concatenate([mood_brows(brow), NOWHERE, mood_mouth(bend, brow)])
        return np.array(face) + part * HEAD / 2 / pixels_per_unit(self.plane.ax)

    def _share_axes(self, box):
        ax = self.axes(box, "The dragged face: ŷ, y and ŷ − y")
        ax.set(xlim=(-0.6, len(MOODS) - 0.4), ylim=(-0.16, 1.24))
        ax.set_xticks(range(len(MOODS)), MOODS)
        ax.set_yticks(np.linspace(0, 1, 6).round(1))
        x, low = np.arange(len(MOODS)), np.full(len(MOODS), -0.085)
        draw_moods(ax, x, low, *np.transpose(TYPICAL), MOODS)
        draw_legend(ax, {"target share": "y", "gradient": "ŷ − y"}, loc="upper left", on_top=True)
        return ax
