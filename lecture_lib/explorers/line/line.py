"""Where do you draw the line? The explorer of the course."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.batches import minibatches
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import face_models
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.line_words import describe
from lecture_lib.explorers.state import Pick, Slide, State, button
from lecture_lib.explorers.views.crowd import CrowdView, opposite_end
from lecture_lib.explorers.views.descent import CurveView, LandscapeView, rows_of
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.initialization import normal, zeros
from lecture_lib.optimizers import Momentum

# fine where something happens: round the critical rates of the models
ETAS = (
    *(0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.12, 0.14, 0.16),
    *(0.18, 0.19, 0.2, 0.22, 0.24, 0.26, 0.28, 0.3, 0.31, 0.32, 0.33, 0.336, 0.34, 0.36, 0.4),
    *(0.44, 0.48, 0.52, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.4, 1.6, 1.7, 1.8, 2.0, 2.2),
)
MOMENTA = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
BATCH_SIZES = (1, 2, 4, 5, 8, 10, 20, 40)
MODELS = {
    "raw": "A  raw",
    "centred": "A  centred",
    "standardized": "A  standardized",
    "origin": "B  no bias",
    "plane": "C  two scores",
}
THIRDS = ("at its best", "as it is")
STARTS = ("zeros", "random", "by hand")
HINTS = {
    "eta": "How far each step goes: θ ← θ − η ∇L",
    "momentum": "How much of the last step is kept",
    "batch": "How many faces each step is measured on",
}


class LineExplorer(Explorer):
    """Descend on the loss of the faces, and see the line, the landscape and the curve together.

    Parameters
    ----------
    eta : float
        Learning rate η, positive.
    momentum : float
        m, at least 0 and below 1.
    batch_size : int
        B faces per step, 1 to 40; drawn anew for each step, without replacement within a batch.
    model : {"raw", "centred", "standardized", "origin", "plane"}
        What the unit sees: the mouth score in three units (A), both scores through the neutral
        face (B), both scores (C).
    start : {"by hand", "zeros", "random"}
        Where θ(0) comes from. By hand: from `line`.
    line : (w_0, w_1) or (w_0, w_1, w_2)
        The line to start from by hand, as weights of 1, mouth and brow; in each model's units the
        same line. On the screen it can be dragged.
    third : {"at its best", "as it is"}
        What the landscape of model C shows over (w_0, w_1): the loss with the best w_2 for each
        place, or the slice at the present w_2, which moves with the descent.
    seed : int
        Of the random start and of the batches.
    steps : int
        How many steps are shown.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S11 (slides 24, 25), E11.3; S4, S6, S7 and S8 for its controls.
    """

    LABEL = "Faces with the decision line, the loss landscape with the descent, and the loss curve"
    DRAWN_FOR = ("model", "steps", "third")
    PREVIEWS = True
    FRAME = END

    MORE = ("model", "start", "another_start")

    eta = Slide(0.1, ETAS, "learning rate η", HINTS["eta"], checks.positive, ndim=0)
    momentum = Slide(0.0, MOMENTA, "momentum m", HINTS["momentum"], checks.fraction, ndim=0)
    batch_size = Slide(40, BATCH_SIZES, "batch size B", HINTS["batch"], checks.count, high=40)
    model = Pick("raw", MODELS, "model", MODELS.get)
    third = Pick("at its best", THIRDS, "w₂ on the map")
    start = Pick("by hand", STARTS, "start")
    line = State((1.5, 1.0, 0.0))
    seed = State(0, checks.count, 0)
    steps = State(120, checks.count)

    def prepare(self):
        """Make the models."""
        self.models = face_models(load_faces("train"))

    def draw(self):
        """Return the picture of the present model."""
        sliced = self.model == "plane" and self.third == "as it is"
        return LinePicture(self.models[self.model], self.steps, sliced)

    def show(self, etas):
        """Descend with some learning rates."""
        model = self.models[self.model]
        self.run = self._descend(model, etas)
        tracks = self.picture.tracks(self.run)
        readout = describe(model, self.run, etas, self.momentum, self.batch_size)
        self.stage.show(tracks, readout, self.picture.handles(tracks))

    def unused(self):
        """Only one model has a third weight."""
        return () if self.model == "plane" else ("third",)

    def theta0(self):
        """Return where the descent starts, in the weights of the model."""
        model = self.models[self.model]
        D = model.objective.D
        if self.start == "zeros":
            return zeros(D)
        if self.start == "random":
            return normal(D, np.random.default_rng(self.seed))
        return model.theta_of(np.array(self.line))

    @button("another random start")
    def another_start(self):
        """Roll the dice."""
        self.set(seed=self.seed + 1, start="random")

    def dragged(self, name, x, y):
        """Start where the point was put, or from the line as it was drawn."""
        model = self.models[self.model]
        if name == "start":
            weights = model.plane_weights(np.array([x, y, *self.theta0()[2:]]))
        else:
            take, frame = self.stage.take, self.stage.frame
            now = model.plane_weights(self.run.thetas[frame, take])
            fixed = opposite_end(self.stage.handles, name, take, frame)
            self.stage.seek(0)
            weights = model.redrawn(now, (x, y), fixed)
        self.set(start="by hand", line=tuple(map(float, weights)))

    def _descend(self, model, etas):
        N = model.objective.N
        batches = None
        if self.batch_size < N:
            batches = minibatches(N, self.batch_size, np.random.default_rng([self.seed, 1]))
        optimizer = Momentum(np.array(etas)[:, None], self.momentum)
        return descend(model.objective, self.theta0(), optimizer, self.steps, batches=batches)

    @validate("line")
    def _line_has_weights(self, proposal):
        weights = checks.numbers("line", proposal.value, ndim=1)
        if len(weights) not in (2, 3):
            raise ValueError(f"line must be (w_0, w_1) or (w_0, w_1, w_2), got {proposal.value}")
        return (*weights.tolist(), 0.0)[:3]


class LinePicture(Picture):
    """The faces with the line, the landscape with the path, perhaps sliced, and the loss curve."""

    def __init__(self, model, steps, sliced=False):
        super().__init__()
        faces, landscape, curve = self.panels
        self.crowd = CrowdView(self.figure, faces, model)
        self.landscape = LandscapeView(self.figure, landscape, model, sliced)
        self.curve = CurveView(self.figure, curve, model.lowest, steps)

    def tracks(self, run):
        """Return where everything is, for a run of all learning rates at once."""
        rows = rows_of(run, len(self.crowd.spots))
        return {
            **self.crowd.tracks(run.thetas.swapaxes(0, 1), rows),
            **self.landscape.tracks(run, rows),
            **self.curve.tracks(run.losses.T),
        }

    def handles(self, tracks):
        """Return what can be dragged: the start on the landscape, the line over the faces."""
        return [self.landscape.start(tracks), *self.crowd.grips(tracks)]
