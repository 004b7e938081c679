"""Last or best: which of all the thetas on the way does a descent return?"""

import numpy as np

from lecture_lib import checks
from lecture_lib.batches import epochs
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import face_models
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.state import Pick, Slide, State, button
from lecture_lib.explorers.views.descent import DescentPicture
from lecture_lib.explorers.views.picture import Trail, over_steps
from lecture_lib.optimizers import GradientDescent
from lecture_lib.pictures.line import line_over_mouth
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say
from lecture_lib.stopping import steps_since_best

ETAS = (0.01, 0.02, 0.03, 0.05, 0.07, 0.09, 0.11, 0.13, 0.15, 0.17, 0.19)
BATCH_SIZES = (1, 4, 10, 40)
JUDGES = ("all faces", "its own batch")
START = (1.5, 1.0)
TEMPLATE = (
    "Step {step} of {steps}: the last θ has the loss {loss:.3f}. Judged on {judge}, the best so far"
    " is that of step {best}, with the loss {best_loss:.3f}{seen}. {verdict}"
)
SEEN = ("", " ({seen_loss:.3f} on the faces of its batch)")
VERDICTS = (
    "Last and best are the same here.",
    "The last one has {ratio:.2f} times the loss of the best.",
    "That is worse than the last one: this judge saw too few faces.",
)


class LastOrBestExplorer(Explorer):
    """Descend on small batches, and keep the best theta beside the last one.

    Parameters
    ----------
    eta : float
        Learning rate η, positive.
    batch_size : int
        B, 1 to 40: the faces are shuffled, cut into batches, and shuffled again when used up.
    judge : {"all faces", "its own batch"}
        Which loss says what is best: that of all 40 faces, or that of the batch which the next
        step is measured on, as it is seen in training.
    seed : int
        Of the shuffles.
    steps : int
        How many steps are taken.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S3.7 (slide 8), E3.3, erratum 12.
    """

    LABEL = (
        "The faces with the last line and the best, both on the loss landscape, and the loss curve"
    )
    DRAWN_FOR = ("steps",)
    PREVIEWS = True
    FRAME = END

    eta = Slide(0.15, ETAS, "learning rate η", "How far each step goes", checks.positive, ndim=0)
    batch_size = Pick(1, BATCH_SIZES, "batch size B", check=checks.count, high=40)
    judge = Pick("all faces", JUDGES, "best on")
    seed = State(3, checks.count, 0)
    steps = State(200, checks.count)

    def prepare(self):
        """Load the faces."""
        self.model = face_models(load_faces("train"))["raw"]

    def draw(self):
        """Return the picture for the present number of steps."""
        return LastOrBestPicture(self.model, self.steps)

    def show(self, etas):
        """Descend with some learning rates."""
        objective = self.model.objective
        batches = epochs(objective.N, self.batch_size, np.random.default_rng(self.seed))
        optimizer = GradientDescent(np.array(etas)[:, None])
        self.run = descend(objective, START, optimizer, self.steps, batches=batches)
        self.seen = self._seen([*self.run.batches, next(batches)])
        steps = np.arange(self.steps + 1)[:, None]
        self.best = steps - steps_since_best(self.seen)
        self.stage.show(self.picture.tracks(self.run, self.best), self._say())

    def unused(self):
        """All faces are always the same batch."""
        return ("other_batches",) if self.batch_size == 40 else ()

    @button("other batches")
    def other_batches(self):
        """Shuffle anew."""
        self.set(seed=self.seed + 1)

    def _seen(self, batches):
        """What the judge saw at each theta, (steps + 1, takes)."""
        if self.judge == "all faces" or self.batch_size == self.model.objective.N:
            return self.run.losses
        pairs = zip(self.run.thetas, batches, strict=False)
        batch_losses = [self.model.objective.on(rows).value(theta) for theta, rows in pairs]
        unseen = np.full((len(self.run.thetas) - len(batch_losses), len(batch_losses[0])), np.inf)
        return np.concatenate([batch_losses, unseen])

    def _say(self):
        best_loss = np.take_along_axis(self.run.losses, self.best, axis=0)
        ratio = self.run.losses / best_loss
        steps = np.arange(len(ratio))[:, None]
        verdict = np.select([self.best == steps, ratio < 1], [0, 2], 1)
        return say(
            TEMPLATE,
            step=steps.T,
            steps=self.steps,
            loss=self.run.losses.T,
            judge=self.judge,
            best=self.best.T,
            best_loss=best_loss.T,
            seen=SEEN[self.judge != "all faces"],
            seen_loss=np.take_along_axis(self.seen, self.best, axis=0).T,
            verdict=np.array(VERDICTS)[verdict.T],
            ratio=ratio.T,
        )


class LastOrBestPicture(DescentPicture):
    """The faces with both lines, both on the landscape, and the loss curve."""

    def __init__(self, model, steps):
        super().__init__(model, steps)
        self.path, self.curve = Trail(self.map, "path"), Trail(self.loss, "loss")
        self.best_line = draw_line(self.crowd.ax, "best so far")
        self.best = [draw_line(ax, "best") for ax in (self.map, self.loss)]

    def tracks(self, run, best):
        """Return where everything is, for a run and the best step so far, (steps + 1, takes)."""
        thetas = np.take_along_axis(run.thetas, best[..., None], axis=0).swapaxes(0, 1)
        losses = np.take_along_axis(run.losses, best, axis=0)
        on_curve = np.stack([best, losses], axis=-1).swapaxes(0, 1)
        return {
            **super().tracks(run),
            **self.path.tracks(run.thetas),
            **self.curve.tracks(over_steps(run.losses)),
            self.best_line: Track(line_over_mouth(thetas, self.crowd.box[:2])),
            self.best[0]: Track(thetas[:, :, None]),
            self.best[1]: Track(on_curve[:, :, None]),
        }
