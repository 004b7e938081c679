"""Tug of war: forty faces pull on the weights, and their mean moves them."""

import numpy as np

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import WINDOW, face_models, on_map
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.gradient.drive import shown_to
from lecture_lib.explorers.state import Pick, Slide, State, button
from lecture_lib.explorers.views.crowd import CrowdView
from lecture_lib.explorers.views.descent import loss_map
from lecture_lib.explorers.views.picture import NOWHERE, Picture, over
from lecture_lib.losses import SquaredError, SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.pictures.arrows import arrow_points, draw_arrow, thin_arrows
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track, say

ETAS = (0.01, 0.02, 0.025, 0.05, 0.1, 0.15, 0.17, 0.2, 0.3, 0.34, 0.4)
LOSSES = {"with ½": SquaredLoss(), "without ½": SquaredError("mean")}
REACHES = (2.4, 3.4, 4.5, 6, 8.4, 11, 15, 20, 27, 36, 50, 68, 92, 125, 170)  # of pulls
STEPS = 30
FACES = 40
STILL = 1e-9  # a pull so short is none
TEMPLATE = (
    "Step {step} of {steps}: w = ({w0:.3f}, {w1:.3f}), loss {loss:.3f}. {up} faces pull w₀ up,"
    " {down} pull it down; the mean pull −∇L is ({g0:.3f}, {g1:.3f}). Face {face} (mouth"
    " {mouth:.2f}, {mood}) is estimated at {y_hat:.2f} and {pulls} {manner}"
)
PULLS = "pulls by ({p0:.2f}, {p1:.2f})."
CONTENT = "does not pull at all: it is exactly right."
NAMES = {"happy pull": "happy faces", "sad pull": "sad faces", "line": "their mean"}
NAMES |= {"subset": "pressed face"}
BROAD = {"width": 7, "head": 20}  # CSS pixels: the mean
HELD = {"width": 4, "head": 13}  # the face that is looked at


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
        """How far the pulls without ½ reach from the start on, as long as η lets them come down.

        With ½ they are then seen to be half as long.
        """
        etas = np.array([eta for eta in ETAS if eta < self.model.critical_eta(0) / 2])[:, None]
        objective = self.objectives["without ½"]
        run = descend(objective, self.start, GradientDescent(etas), STEPS)
        longest = np.abs(objective.example_gradients(run.thetas)).max(axis=(0, 1, 2))
        return tuple(next(reach for reach in REACHES if reach > part) for part in longest)

    def draw(self):
        """Return the picture in which the pulls have room."""
        return TugPicture(self.model, self.drawn_for())

    @button("let this face have its way")
    def meet(self):
        """Go along the pull of the face that is looked at, until it is met or the map ends."""
        x, y = self.model.objective.X[self.face - 1], self.model.objective.y[self.face - 1]
        w = np.array(self.start)
        way = (y - w @ x) / (x @ x) * x
        ends = np.where(way > 0, *reversed(WINDOW)) - w
        shares = np.divide(ends, way, out=np.ones(2), where=way != 0)
        self._start_at(w + min(1, *shares) * way)

    def show(self, etas):
        """Walk with some learning rates."""
        objective = self.objectives[self.loss]
        optimizer = GradientDescent(np.array(etas)[:, None])
        self.run = descend(objective, self.start, optimizer, STEPS)
        thetas = self.run.thetas.swapaxes(0, 1)
        pulls = -objective.example_gradients(thetas)
        tracks = self.picture.tracks(thetas, pulls, self.face - 1)
        handles = self.picture.handles(tracks, self.face - 1)
        self.stage.show(tracks, self._say(objective, thetas, pulls, etas), handles)

    def _say(self, objective, thetas, pulls, etas):
        row, faces = self.face - 1, self.model.faces
        mean, own = pulls.mean(axis=-2), pulls[..., row, :]
        return say(
            TEMPLATE,
            step=np.minimum(np.arange(STEPS + 1), shown_to(self.run)[:, None]),
            steps=STEPS,
            w0=thetas[..., 0],
            w1=thetas[..., 1],
            loss=objective.value(thetas),
            up=(pulls[..., 0] > STILL).sum(axis=-1),
            down=(pulls[..., 0] < -STILL).sum(axis=-1),
            g0=mean[..., 0],
            g1=mean[..., 1],
            face=self.face,
            mouth=faces.mouth[row],
            mood="happy" if faces.labels[row] > 0 else "sad",
            y_hat=objective.predict(thetas)[..., row],
            pulls=np.where(np.linalg.norm(own, axis=-1) < STILL, CONTENT, PULLS),
            p0=own[..., 0],
            p1=own[..., 1],
            manner=np.array(list(map(self._manner, etas, self.run.stopped_at)))[:, None],
        )

    def _manner(self, eta, stopped_at):
        """What a learning rate does with the mean pull."""
        critical = self.model.critical_eta(0) / (1 if self.loss == "with ½" else 2)
        if eta < critical:
            return f"With η = {eta:g} each step goes {eta:g} times the mean pull."
        limit = f"the largest that still converges is {critical:.4f}"
        manner = f"With η = {eta:g} every step overshoots by more than the last: {limit}."
        if stopped_at < STEPS:
            manner += f" At step {stopped_at} it was stopped, as the weights had grown too large."
        return manner

    def dragged(self, name, x, y):
        """Start where the point was put."""
        self._start_at([x, y])

    def _start_at(self, place):
        self.stage.seek(0)
        self.start = tuple(np.clip(place, *WINDOW).tolist())

    def pressed(self, name):
        """Look at the face that was pressed."""
        self.face = int(name) + 1


class TugPicture(Picture):
    """Forty pulls on the weights with their mean, the walk on the map, the faces with the line.

    Parameters
    ----------
    model : FaceModel
    reach : (float, float)
        How far the plane of pulls reaches along w₀ and along w₁.
    """

    def __init__(self, model, reach):
        super().__init__()
        left, middle, right = self.panels
        self.model, self.happy = model, model.faces.labels > 0
        self.pulls = self.axes(left, "Forty pulls and their mean", "pull on w₀", "pull on w₁")
        across, up = reach
        self.pulls.set(xlim=(-across, across), ylim=(-up, up))
        for ends in ([(-across, 0), (across, 0)], [(0, -up), (0, up)]):
            draw_line(self.pulls, "reference", ends)
        draw_legend(self.pulls, NAMES, loc="upper left")  # where no face pulls
        self.map = loss_map(self.figure, middle, model)
        self.crowd = CrowdView(self.figure, right, model)
        self.sides = [draw_line(self.pulls, f"{mood} pull") for mood in ("happy", "sad")]
        self.held = draw_arrow(self.pulls, "batch", NOWHERE, moving=True)
        self.mean = draw_arrow(self.pulls, "line", NOWHERE, moving=True)
        self.mean.set_zorder(6.4)
        self.path = draw_line(self.map, "path")
        self.pull = draw_arrow(self.map, "line", NOWHERE, moving=True)
        self.point = draw_line(self.map, "point")
        self.miss = draw_line(self.crowd.ax, "subset")

    def tracks(self, thetas, pulls, face):
        """Return where everything is.

        Parameters
        ----------
        thetas : array (takes, frames, 2)
        pulls : array (takes, frames, N, 2)
            Minus the gradient of each face's own loss.
        face : int
            The row that is looked at.
        """
        scale, origin = pixels_per_unit(self.pulls), np.zeros(2)
        mean, path = pulls.mean(axis=-2), thetas[:, None]
        row = (np.arange(len(self.crowd.spots)) == face)[None, None]
        sides = (pulls[..., self.happy, :], pulls[..., ~self.happy, :])
        fans = [Track(thin_arrows(origin, side, scale)) for side in sides]
        return {
            **dict(zip(self.sides, fans, strict=True)),
            self.held: Track(arrow_points(origin, pulls[..., face, :], scale, **HELD)),
            self.mean: Track(arrow_points(origin, mean, scale, **BROAD)),
            self.path: Track(path, "grows"),
            self.pull: Track(arrow_points(thetas, mean, pixels_per_unit(self.map))),
            self.point: Track(path, "tip"),
            self.miss: Track(self._miss(thetas, face)),
            **self.crowd.tracks(thetas, row),
        }

    def handles(self, tracks, face):
        """Return the start on the map, and a key on each face."""
        first = Track(tracks[self.path].points[:1, :, :1])
        start = Handle("start", "Start of the descent", self.map, first, step=6, fine=2)
        keys = [
            self._key(row, Track(spot[None, None, None]), row == face)
            for row, spot in enumerate(self.crowd.spots)
        ]
        return [start, *keys]

    def _key(self, row, spot, pressed):
        return Handle(f"{row}", f"Face {row + 1}", self.crowd.ax, spot, pressed=pressed)

    def _miss(self, thetas, face):
        """From the label of the face to what the line says of it."""
        y_hat = self.model.objective.predict(thetas)[..., [face]]
        label = np.full_like(y_hat, self.model.faces.labels[face])
        return over(self.model.faces.mouth[face], np.concatenate([label, y_hat], axis=-1))
