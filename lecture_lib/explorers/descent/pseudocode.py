"""Step through the algorithm: which line is executed, and what it does."""

import numpy as np

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import WINDOW, face_models, on_map
from lecture_lib.experiments.trace import RETURN, STOPS, trace
from lecture_lib.explorers.declared import Explorer, Pick, Slide, State
from lecture_lib.explorers.descent.pseudocode_picture import PseudocodePicture
from lecture_lib.stage import say

ETAS = (
    *(0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.18, 0.2, 0.25, 0.28, 0.3, 0.32, 0.336, 0.34, 0.36),
    *(0.38, 0.4, 0.45, 0.5),
)
UPDATES = ("at once", "in turn")
STEPS = 40
EPSILON = 0.1
TEMPLATE = (
    "Line {line}, t = {t}: θ = ({w0:.3f}, {w1:.3f}), L = {loss:.3f}, ‖∇L‖ = {slope:.3f},"
    " η‖∇L‖ = {length:.3f}. {doing}"
)
GO_ON = "The gradient is not shorter than 0.1, and there are steps left: go on."
DOING = {
    "at once": (
        "This is where it starts.",
        GO_ON,
        "The gradient is measured: that way the loss rises fastest.",
        "Turned round and multiplied by η it is the step.",
        "Both weights have moved, and t has gone up by one.",
        "This is the answer.",
    ),
    "in turn": (
        "This is where it starts.",
        GO_ON,
        "w₀ has moved alone.",
        "w₁ has moved too, by the slope that it has at the new w₀.",
        "t has gone up by one.",
        "This is the answer.",
    ),
}
ENDS = {
    "gradient": "The gradient is shorter than 0.1: stop.",
    "steps": f"{STEPS} steps are used up: stop.",
    "diverged": "The weights have grown out of all bounds: stop.",
}


class PseudocodeExplorer(Explorer):
    """Execute gradient descent line by line on the loss of the faces.

    Parameters
    ----------
    eta : float
        Learning rate η, positive.
    start : (w_0, w_1)
        θ at step 0, each within -4 and 4. On the screen it can be dragged.
    update : {"at once", "in turn"}
        Whether both weights move by slopes at the same old θ, as they should, or w_1 by the slope
        that it has after w_0 has moved.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S3.4-S3.12 (slide 8), E3.1, erratum 14.
    """

    LABEL = "Pseudocode with the line that is executed, the loss landscape with the path, the faces"
    DRAWN_FOR = ("update",)
    PREVIEWS = True
    SPEED = 5.0  # lines per second: slow enough to read

    eta = Slide(0.2, ETAS, "learning rate η", "How far each step goes", checks.positive, ndim=0)
    start = State((1.5, 1.0), on_map)
    update = Pick("at once", UPDATES, "update")

    def prepare(self):
        """Load the faces."""
        self.model = face_models(load_faces("train"))["raw"]

    def draw(self):
        """Return the picture with the present program."""
        return PseudocodePicture(self.model, self.update, STEPS)

    def show(self, etas):
        """Execute the program with some learning rates."""
        limits = {"steps": STEPS, "epsilon": EPSILON, "in_turn": self.update == "in turn"}
        self.trace = trace(self.model.objective, self.start, etas, **limits)
        tracks = self.picture.tracks(self.trace)
        called = np.arange(self.trace.line.shape[1]) // 4  # by the step they belong to
        handles = self.picture.handles(tracks)
        self.stage.show(tracks, self._say(self.trace), handles, called.tolist())

    def _say(self, trace):
        words = np.array((*DOING[self.update], *(ENDS[word] for word in STOPS)))
        return say(
            TEMPLATE,
            line=trace.line + 1,
            t=trace.t,
            w0=trace.theta[..., 0],
            w1=trace.theta[..., 1],
            loss=self.model.objective.value(trace.theta),
            slope=np.linalg.norm(trace.gradient, axis=-1),
            length=trace.length,
            doing=words[np.where(trace.stop >= 0, RETURN + 1 + trace.stop, trace.line)],
        )

    def dragged(self, name, x, y):
        """Start where the point was put."""
        self.start = tuple(np.clip([x, y], *WINDOW).round(2).tolist())
