"""Tug of war: forty faces pull on the weights, and their mean moves them."""

import numpy as np

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import WINDOW, face_models, on_map
from lecture_lib.explorers.declared import Explorer, Pick, Slide, State, button
from lecture_lib.explorers.gradient.tug_picture import TugPicture
from lecture_lib.losses import SquaredError, SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.stage import Readout

ETAS = (0.01, 0.02, 0.025, 0.05, 0.1, 0.15, 0.17, 0.2, 0.3, 0.34, 0.4)
LOSSES = {"with ½": SquaredLoss(), "without ½": SquaredError("mean")}
REACHES = (2.4, 3.4, 4.5, 6, 8.4, 11, 15, 20, 27, 36, 50, 68, 92, 125, 170)  # of pulls
STEPS = 30
FACES = 40
STILL = 1e-9  # a pull so short is none
TEMPLATE = (
    "Step {step} of {steps}: w = ({w0}, {w1}), loss {loss}. {up} faces pull w₀ up, {down} pull it"
    " down; the mean pull −∇L is ({g0}, {g1}). Face {face} (mouth {mouth}, {mood}) is estimated"
    " at {y_hat} and {pulls} {manner}"
)
PULLS = ("pulls by ({p0}, {p1}).", "does not pull at all: it is exactly right.")


class TugExplorer(Explorer):
    """See every face pull on the weights along its own (1, mouth), and the mean of all pulls.

    Parameters
    ----------
    eta : float
        Learning rate η, positive.
    start : (w_0, w_1)
        Where the walk begins, each within -4 and 4; on the screen it can be dragged.
    loss : {"with ½", "without ½"}
        Half the squared error of each face, or the whole.
    face : int
        The face that is looked at, 1 to 40; on the screen each can be pressed.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S12.3, S12.18, S12.19 (slides 26, 31, 32), E12.3, P12.1.
    """

    LABEL = "The pull of every face on the two weights, the loss of every line, the faces"
    PREVIEWS = True
    SPEED = 5.0  # steps per second: slow enough to follow the arrows

    eta = Slide(
        0.1, ETAS, "learning rate η", "How much of the mean pull is done", checks.positive, ndim=0
    )
    face = Slide(31, range(1, FACES + 1), "face", "", checks.count, high=FACES)
    loss = Pick("with ½", LOSSES, "loss")
    start = State((0.0, 0.0), on_map)

    def prepare(self):
        """Load the faces, and judge them with either loss."""
        self.model = face_models(load_faces("train"))["raw"]
        X, y = self.model.objective.X, self.model.objective.y
        self.objectives = {name: Objective(Linear(), one, X, y) for name, one in LOSSES.items()}

    def drawn_for(self):
        """The picture depends on how far the pulls reach."""
        return self._reach()

    def draw(self):
        """Return the picture in which the pulls have room."""
        return TugPicture(self.model, self._reach())

    @button("let this face have its way")
    def meet(self):
        """Move the start along the pull of the face that is looked at, until it is met exactly."""
        x, y = self.model.objective.X[self.face - 1], self.model.objective.y[self.face - 1]
        w = np.array(self.start)
        w = w + (y - w @ x) / (x @ x) * x
        self._start_at(w)

    def show(self, etas):
        """Walk with some learning rates."""
        objective = self.objectives[self.loss]
        optimizer = GradientDescent(np.array(etas)[:, None])
        self.run = descend(objective, self.start, optimizer, STEPS)
        thetas = self.run.thetas.swapaxes(0, 1)
        pulls = -objective.example_gradients(thetas)
        tracks = self.picture.tracks(thetas, pulls, self.face - 1)
        readout = self._readout(objective, thetas, pulls, etas)
        self.stage.show(tracks, readout, self.picture.handles(tracks, self.face - 1))

    def _reach(self):
        """How far the pulls without ½ go from the start on, as long as η lets them come down.

        With ½ they are then seen to be half as long.
        """
        etas = np.array([eta for eta in ETAS if eta < self.model.critical_eta(0) / 2])[:, None]
        objective = self.objectives["without ½"]
        run = descend(objective, self.start, GradientDescent(etas), STEPS)
        longest = np.abs(objective.example_gradients(run.thetas)).max(axis=(0, 1, 2))
        return tuple(next(reach for reach in REACHES if reach > part) for part in longest)

    def _readout(self, objective, thetas, pulls, etas):
        row, faces = self.face - 1, self.model.faces
        mean, own = pulls.mean(axis=-2), pulls[..., row, :]
        y_hat = objective.predict(thetas)
        one = {
            "steps": STEPS,
            "face": self.face,
            "mouth": faces.mouth[row],
            "mood": faces.labels[row] > 0,
        }
        values = {name: np.full((1, 1), value) for name, value in one.items()} | {
            "step": np.arange(STEPS + 1)[None],
            "w0": thetas[..., 0],
            "w1": thetas[..., 1],
            "loss": objective.value(thetas),
            "up": (pulls[..., 0] > STILL).sum(axis=-1),
            "down": (pulls[..., 0] < -STILL).sum(axis=-1),
            "g0": mean[..., 0],
            "g1": mean[..., 1],
            "y_hat": y_hat[..., row],
            "p0": own[..., 0],
            "p1": own[..., 1],
            "pulls": np.linalg.norm(own, axis=-1) < STILL,
            "manner": np.arange(len(etas))[:, None],
        }
        digits = dict.fromkeys(("w0", "w1", "g0", "g1", "loss"), 3)
        digits |= dict.fromkeys(("mouth", "y_hat", "p0", "p1"), 2)
        words = {"mood": ("sad", "happy"), "pulls": PULLS, "manner": self._manners(etas)}
        return Readout(TEMPLATE, values=values, digits=digits, words=words)

    def _manners(self, etas):
        """What each learning rate does with the mean pull."""
        critical = self.model.critical_eta(0) / (1 if self.loss == "with ½" else 2)
        limit = f"the most that this loss bears is {critical:.4f}"
        return [
            f"With η = {eta:g} each step goes {eta:g} times the mean pull."
            if eta < critical
            else f"With η = {eta:g} every step overshoots by more than the last: {limit}."
            for eta in etas
        ]

    def dragged(self, name, x, y):
        """Start where the point was put."""
        self._start_at([x, y])

    def _start_at(self, place):
        self.stage.seek(0)
        self.start = tuple(np.clip(place, *WINDOW).tolist())

    def pressed(self, name):
        """Look at the face that was pressed."""
        self.face = int(name) + 1
