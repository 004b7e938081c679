"""Your gradient drives: a function of the learner's own in the loop of the course."""

import numpy as np

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.driver import Driver
from lecture_lib.experiments.lines import WINDOW, face_models, on_map
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.line.line import LinePicture
from lecture_lib.explorers.state import Pick, Slide, State
from lecture_lib.optimizers import GradientDescent
from lecture_lib.stage import say
from lecture_lib.stopping import Diverged

ETAS = (0.0025, 0.005, 0.0075, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.32, 0.34, 0.4)
UPDATES = {"minus": "w − η·grad", "plus": "w + η·grad"}
STEPS = 60
STOPPED = " At step {} it was stopped, as the weights had grown too large."
ARRIVED = 1e-3  # above the lowest loss
TEMPLATE = (
    "{driver} Step {step} of {steps}: loss {loss:.4f}, {mistakes} of {faces} faces wrong. {manner}"
)


def shown_to(run):
    """Return the last step of each run that is shown: of a diverged one the last before its end."""
    return run.stopped_at - (run.reason == Diverged.reason)


class DriveExplorer(Explorer):
    """Let a function drive the descent: its answer is the gradient, whatever it is worth.

    Parameters
    ----------
    gradient : callable, optional
        Takes X (N, D), y (N,) and w (D,), returns one slope per weight. Without it, and as long
        as it returns nothing, the library's own gradient drives.
    eta : float
        Learning rate η, positive.
    update : {"minus", "plus"}
        Whether η times the gradient is subtracted or added.
    start : (w_0, w_1)
        Where it begins, each within -4 and 4. On the screen it can be dragged.

    Raises
    ------
    TypeError, ValueError
        If `gradient` is no function, or a part of the state is not as described.

    Source: S12.21 (slide 33), E12.4, X12.
    """

    LABEL = "Faces with the line, the loss landscape with the path, the loss curve"
    PREVIEWS = True
    FRAME = END

    eta = Slide(0.1, ETAS, "learning rate η", "How far each step goes", checks.positive, ndim=0)
    update = Pick("minus", UPDATES, "the loop does", UPDATES.get)
    start = State((1.5, 1.0), on_map)

    def __init__(self, gradient=None, **state):
        if gradient is not None and not callable(gradient):
            raise TypeError(f"gradient must be a function of X, y and w, got {gradient!r}")
        self.gradient = gradient
        super().__init__(**state)

    def prepare(self):
        """Load the faces."""
        self.model = face_models(load_faces("train"))["raw"]

    def draw(self):
        """Return the picture."""
        return LinePicture(self.model, STEPS)

    def show(self, etas):
        """Drive with some learning rates."""
        driver = Driver(self.gradient, self.model.objective, 1 if self.update == "minus" else -1)
        said = driver.introduce(self.start)
        self.run = descend(driver, self.start, GradientDescent(np.array(etas)[:, None]), STEPS)
        self.uphill = driver.uphill
        tracks, handles = self.picture.tracks(self.run), self.picture.handles
        readout = self._say(driver.fault or said)
        self.stage.show(tracks, readout, handles(tracks)[:1])

    def _say(self, said):
        losses = self.run.losses.T
        ways = zip(losses, self.run.stopped_at, strict=True)
        return say(
            TEMPLATE,
            driver=said,
            step=np.minimum(np.arange(STEPS + 1), shown_to(self.run)[:, None]),
            steps=STEPS,
            loss=losses,
            mistakes=self.model.objective.mistakes(self.run.thetas).T,
            faces=self.model.objective.N,
            manner=[["Here it starts."] + STEPS * [self._manner(*way)] for way in ways],
        )

    def _manner(self, losses, stopped_at):
        """What a run does as a whole."""
        first, last = losses[0], losses[-1]
        stopped = STOPPED.format(stopped_at) if stopped_at < STEPS else ""
        if np.ptp(losses) < 1e-12:
            return stopped.strip() or "It stands still."
        if last > first and self.uphill:
            return "It climbs: every step goes the wrong way." + stopped
        if last > first:
            return "It has gone up, not down; shorter steps may help." + stopped
        if last - self.model.lowest < ARRIVED:
            return "It arrives at the bottom."
        return f"It comes down; the lowest loss of all, {self.model.lowest:.4f}, lies below that."

    def dragged(self, name, x, y):
        """Start where the point was put."""
        self.start = tuple(np.clip([x, y], *WINDOW).tolist())
