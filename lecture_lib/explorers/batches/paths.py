"""Three paths on one landscape: each step asks all faces, a few of them, or one."""

import numpy as np

from lecture_lib import checks
from lecture_lib.batches import epochs, in_order, minibatches
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.noise import critical_eta_of_batches, noise_floor
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.state import Pick, Slide, State, button
from lecture_lib.explorers.views.descent import DescentPicture
from lecture_lib.explorers.views.picture import Trail, over_steps
from lecture_lib.optimizers import GradientDescent
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import LIGHT
from lecture_lib.stage import say

ETAS = (
    *(0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.12, 0.14, 0.15, 0.16),
    *(0.18, 0.2, 0.21, 0.22, 0.24, 0.26, 0.28, 0.3, 0.32, 0.33, 0.34, 0.36, 0.4),
)
BATCH_SIZES = (1, 2, 4, 5, 8, 10, 20, 40)
ORDERS = {
    "drawn anew": minibatches,
    "with replacement": lambda N, B, rng: minibatches(N, B, rng, replace=True),
    "shuffled epochs": epochs,
    "sorted": lambda N, B, rng: in_order(N, B),
}
START = (1.5, 1.0)
HINT = "How many faces a step of the mini-batches asks"
NAMES = {"all": "all 40 faces", "few": "batches of B", "single": "one face"}
ENDS = {"all": "point", "few": "few end", "single": "single end"}
TEMPLATE = (
    "Step {step} of {steps}, {epochs:.1f} epochs of B = {B}. Loss with all 40 faces: {all:.4f};"
    " with {B}: {few:.4f}; with one: {single:.4f}.{floor}"
)
ONE = TEMPLATE.replace(" with {B}: {few:.4f};", "")  # where the batch is one face


class PathsExplorer(Explorer):
    """Descend three times from one start: on all faces, on batches of B, on single faces.

    Parameters
    ----------
    eta : float
        Learning rate η of all three, positive.
    batch_size : int
        B of the mini-batches, 1 to 40.
    order : {"drawn anew", "with replacement", "shuffled epochs", "sorted"}
        Where batches come from: each drawn anew, without or with the chance that a face comes
        twice in one; by epochs, in which each face comes once; or in the stored order, first all
        sad faces, then all happy ones.
    seed : int
        Of the draws.
    steps : int
        How many steps are shown.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S6 (slides 12, 14), E6.2 and E6.5.
    """

    LABEL = "The faces with the mini-batches' line, the landscape with three paths, the losses"
    DRAWN_FOR = ("steps",)
    PREVIEWS = True
    FRAME = END

    eta = Slide(0.1, ETAS, "learning rate η", "How far each step goes", checks.positive, ndim=0)
    batch_size = Slide(4, BATCH_SIZES, "batch size B", HINT, checks.count, low=1, high=40)
    order = Pick("drawn anew", ORDERS, "batches")
    seed = State(0, checks.count, 0)
    steps = State(120, checks.count)

    def prepare(self):
        """Load the faces."""
        self.model = face_models(load_faces("train"))["raw"]

    def draw(self):
        """Return the picture for the present number of steps."""
        return PathsPicture(self.model, self.steps)

    def show(self, etas):
        """Descend with some learning rates."""
        sources = {"all": None, "few": self._batches(self.batch_size), "single": self._batches(1)}
        self.runs = {name: self._descend(batches, etas) for name, batches in sources.items()}
        self.stage.show(self.picture.tracks(self.runs), self._say(etas))

    def unused(self):
        """In the stored order there are no dice."""
        return ("other_batches",) if self.order == "sorted" else ()

    @button("other batches")
    def other_batches(self):
        """Draw anew."""
        self.set(seed=self.seed + 1)

    def _batches(self, B):
        """Where batches of B come from, or None where each is all faces once."""
        N = self.model.objective.N
        if B == N and self.order != "with replacement":
            return None
        return ORDERS[self.order](N, B, np.random.default_rng([self.seed, B]))

    def _descend(self, batches, etas):
        optimizer = GradientDescent(np.array(etas)[:, None])
        return descend(self.model.objective, START, optimizer, self.steps, batches=batches)

    def _say(self, etas):
        objective, B, step = self.model.objective, self.batch_size, np.arange(self.steps + 1)
        losses = {name: run.losses.T for name, run in self.runs.items()}
        floors = floor_words(objective, etas, B) if self.order == "drawn anew" else [""]
        counts = {"step": step, "steps": self.steps, "epochs": step * B / objective.N, "B": B}
        return say(TEMPLATE if B > 1 else ONE, **counts, **losses, floor=np.array(floors)[:, None])


class PathsPicture(DescentPicture):
    """The faces with the present mini-batch and its line, three paths, three loss curves."""

    def __init__(self, model, steps):
        super().__init__(model, steps, "The loss on all faces")
        for line in (self.crowd.line, self.crowd.threshold):
            line.set_color(LIGHT.batch)  # it is that of the mini-batches
        draw_legend(self.loss, NAMES)
        self.paths, self.curves = (
            {name: Trail(ax, name, ENDS[name]) for name in NAMES} for ax in (self.map, self.loss)
        )

    def tracks(self, runs):
        """Return where everything is, for the runs called "all", "few" and "single"."""
        tracks = super().tracks(runs["few"])
        for name, run in runs.items():
            tracks |= self.paths[name].tracks(run.thetas)
            tracks |= self.curves[name].tracks(over_steps(run.losses))
        return tracks


def floor_words(objective, etas, B):
    """Say for each η where batches of B, drawn anew for each step, leave the loss at last."""
    sizes = sorted({1, B, objective.N})
    limits = [critical_eta_of_batches(objective.X, size) for size in sizes]
    ends = [
        "; that with ".join(_end(objective, eta, *pair) for pair in zip(sizes, limits, strict=True))
        for eta in etas
    ]
    return [f" In the long run, as a mean over the dice, the loss with {end}." for end in ends]


def _end(objective, eta, B, limit):
    if eta >= limit:
        return f"B = {B} grows without bound, since η is above {limit:.4f}"
    if B == objective.N:
        return f"B = {B} arrives"
    floor = noise_floor(objective.X, objective.y, eta, B)
    return f"B = {B} stays {floor:.4f} above the lowest loss"
