"""Three paths on one landscape: each step asks all faces, a few of them, or one."""

import numpy as np

from lecture_lib import checks
from lecture_lib.batches import epochs, in_order, minibatches
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.noise import critical_eta_of_batches, noise_floor
from lecture_lib.explorers.batches.paths_picture import PathsPicture
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, in_a_row, key, one_of
from lecture_lib.optimizers import GradientDescent
from lecture_lib.stage import Choice, Readout, Slider, Stage

ETAS = (
    *(0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.12, 0.14, 0.15, 0.16),
    *(0.18, 0.2, 0.21, 0.22, 0.24, 0.26, 0.28, 0.3, 0.32, 0.33, 0.34, 0.36, 0.4),
)
BATCH_SIZES = (1, 2, 4, 5, 8, 10, 20, 40)
ORDERS = {
    "drawn anew": lambda N, B, rng: minibatches(N, B, rng),
    "with replacement": lambda N, B, rng: minibatches(N, B, rng, replace=True),
    "shuffled epochs": epochs,
    "sorted": lambda N, B, rng: in_order(N, B),
}
START = (1.5, 1.0)
LABEL = "The faces with the line of the mini-batches, the landscape with three paths, the losses"
TEMPLATE = (
    "Step {step} of {steps}, {epochs} epochs of B = {B}. Loss with all 40 faces: {all}; with {B}:"
    " {few}; with one: {single}.{floor}"
)


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

    eta = State(0.1, checks.positive, ndim=0)
    batch_size = State(4, checks.count, 1, 40)
    order = State("drawn anew", one_of, tuple(ORDERS))
    seed = State(0, checks.count, 0)
    steps = State(120, checks.count)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.model = face_models(load_faces("train"))["raw"]
        eta = Slider(label="learning rate η", at_rest=True, hint="How far each step goes")
        batch = Slider(label="batch size B", hint="How many faces a step of the mini-batches asks")
        order = Choice(label="batches")
        self.etas = bind(self, "eta", eta, ETAS, "{:g}".format)
        bind(self, "batch_size", batch, BATCH_SIZES)
        bind(self, "order", order, tuple(ORDERS))
        self.redraw = key("other batches", lambda _: self.set(seed=self.seed + 1))
        buttons = in_a_row(self.redraw, key("reset", self.reset))
        self.picture = PathsPicture(self.model, self.steps)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=eta)
        self.stage.frame = self.steps
        return [columns([eta, batch], [order, buttons]), self.stage]

    def refresh(self, changed):
        """Descend with all learning rates at once and show it."""
        self._show(changed, self.etas)

    def hurry(self, changed):
        """Descend with the present learning rate alone and show it."""
        self._show(changed, [self.eta])

    def _show(self, changed, etas):
        self.redraw.layout.display = "none" if self.order == "sorted" else ""  # no dice there
        with self.stage.hold_sync():
            if self.settled and "steps" in changed:
                self.put(PathsPicture(self.model, self.steps))
            self.runs = {
                "all": self._descend(40, etas),
                "few": self._descend(self.batch_size, etas),
                "single": self._descend(1, etas),
            }
            self.stage.show(self.picture.tracks(self.runs), self._readout(etas))

    def _descend(self, B, etas):
        objective, rng = self.model.objective, np.random.default_rng([self.seed, B])
        batches = ORDERS[self.order](objective.N, B, rng) if B < objective.N else None
        optimizer = GradientDescent(np.array(etas)[:, None])
        return descend(objective, START, optimizer, self.steps, batches=batches)

    def _readout(self, etas):
        steps, B = np.arange(self.steps + 1), self.batch_size
        drawn = self.order == "drawn anew"
        floors = floor_words(self.model.objective, etas, B) if drawn else [""] * len(etas)
        return Readout(
            TEMPLATE,
            values={
                "step": steps[None],
                "steps": np.full((1, 1), self.steps),
                "epochs": steps[None] * B / self.model.objective.N,
                "B": np.full((1, 1), B),
                **{name: run.losses.T for name, run in self.runs.items()},
                "floor": np.arange(len(etas))[:, None],
            },
            digits={"epochs": 1, "all": 4, "few": 4, "single": 4},
            words={"floor": floors},
        )


def floor_words(objective, etas, B):
    """Say where batches of B, drawn anew for each step, leave the loss in the long run.

    Parameters
    ----------
    objective : Objective
    etas : sequence of float
    B : int

    Returns
    -------
    list of str
        For each learning rate; a space first.
    """
    sizes = sorted({1, B, objective.N})
    limits = [critical_eta_of_batches(objective.X, size) for size in sizes]
    ends = [
        ", ".join(_end(objective, eta, *pair) for pair in zip(sizes, limits, strict=True))
        for eta in etas
    ]
    return [f" In the long run {end}." for end in ends]


def _end(objective, eta, B, limit):
    if eta >= limit:
        return f"B = {B} blows up, since η is above {limit:.4f}"
    if B == objective.N:
        return f"B = {B} arrives"
    floor = noise_floor(objective.X, objective.y, eta, B)
    return f"B = {B} stays {floor:.4f} above the lowest loss"
