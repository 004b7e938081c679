"""Four moods: softmax regression trains, and a face can be dragged through its regions."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.experiments import mood_runs
from lecture_lib.experiments.moods import MOODS, moods
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, key, one_of
from lecture_lib.explorers.moods.four_moods_picture import FourMoodsPicture
from lecture_lib.explorers.moods.moods_view import FACES, inside
from lecture_lib.explorers.moods.moods_words import moods_readout
from lecture_lib.labels import one_hot
from lecture_lib.stage import Choice, Slider, Stage

ETAS = (0.1, 0.2, 0.5, 1.0, 2.0, 3.5, 5.0, 8.0, 12.0, 16.0, 18.5, 20.0)
BATCH_SIZES = (1, 5, 20, 60)
MOMENTA = (0.0, 0.5, 0.9)
LABEL = "Faces of four moods with the region of each, the shares of one face, and the loss"


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

    eta = State(2.0, checks.positive, ndim=0)
    momentum = State(0.0)
    batch_size = State(60)
    face = State((0.2, 0.9))
    mood = State("surprised", one_of, MOODS)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.objective = moods()
        eta = Slider(label="learning rate η", at_rest=True)
        momentum, size = Choice(label="momentum m"), Choice(label="batch size B")
        mood = Choice(label="the face is")
        self.etas = bind(self, "eta", eta, ETAS, "{:g}".format, passing=True)
        bind(self, "momentum", momentum, MOMENTA, "{:g}".format, passing=True)
        bind(self, "batch_size", size, BATCH_SIZES, passing=True)
        bind(self, "mood", mood, MOODS)
        self.picture = FourMoodsPicture(mood_runs.STEPS, mood_runs.lowest())
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=eta)
        self.stage.on_drag(self._dragged)
        self.stage.frame = len(mood_runs.steps()) - 1
        self.stage.speed = 15.0
        return [columns([eta, momentum], [mood, size, key("reset", self.reset)]), self.stage]

    def refresh(self, changed):
        """Show the training with every learning rate."""
        self._show(tuple(self.etas))

    def hurry(self, changed):
        """Show the training with the present learning rate alone."""
        self._show((self.eta,))

    def telling_frames(self):
        """Return the start, a step on the way, and the end."""
        return [0, 10, self.stage.frames - 1]

    def _show(self, etas):
        self.thetas = mood_runs.from_zero(etas, self.momentum, self.batch_size)
        losses = self.objective.value(self.thetas)
        scores = self.objective.model.predict(self.thetas, np.array([[1.0, *self.face]]))
        p = self.objective.model.probabilities(self.thetas, np.array([[1.0, *self.face]]))[
            ..., 0, :
        ]
        y = one_hot(MOODS.index(self.mood), len(MOODS))
        steps = mood_runs.steps()
        tracks = self.picture.tracks(self.objective, self.thetas, losses, steps, self.face, p, y)
        face_loss = self.objective.loss.value(scores, y[None])[..., 0]
        mistakes = self.objective.mistakes(self.thetas)
        readout = moods_readout(steps, losses, mistakes, p, y, face_loss, mood_runs.lowest())
        handles = self.picture.handles(self.face)
        self.stage.show(tracks, readout, handles, steps=steps.tolist())

    def _dragged(self, name, x, y):
        self.set(face=inside(x, y + self.picture.chin))

    @validate("momentum")
    def _momentum_is_a_fraction(self, proposal):
        value = checks.numbers("momentum", proposal.value, ndim=0)
        return float(checks.fraction("momentum", value))

    @validate("batch_size")
    def _batch_size_is_a_count(self, proposal):
        return int(checks.count("batch_size", proposal.value, low=1, high=moods().N))

    @validate("face")
    def _face_is_in_the_plane(self, proposal):
        x, y = checks.points("face", proposal.value, 2).tolist()
        if not (FACES[0] <= x <= FACES[1] and FACES[2] <= y <= FACES[3]):
            raise ValueError(f"face must lie within {FACES}, got {(x, y)}")
        return (x, y)
