"""Wrong and sure: two losses start from the same confident error."""

import numpy as np

from lecture_lib.experiments import mood_runs
from lecture_lib.experiments.moods import MOODS, moods
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.state import Slide, within
from lecture_lib.explorers.views.moods import MoodsView, step_axis
from lecture_lib.explorers.views.picture import Picture, Trail, over_steps
from lecture_lib.pictures.curves import loss_axes
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.stage import say

SHOWN = mood_runs.long_steps()
SURE = (0.0, 2.0, 5.0, 10.0, 15.0, 20.0)
LOSSES = {"loss": "squared", "cross entropy": "cross entropy"}  # how each is drawn
ENDS = {"loss": "point", "cross entropy": "kept"}
LEFT = 0.5  # share of the true mood, on average
TEMPLATE = (
    "Step {step} of {steps}: the score of the true mood starts {sure:.1f} behind. Squared loss: a"
    " share of {p0:.2f} for the true mood, {wrong0} of 60 faces wrong. Cross entropy: {p1:.2f},"
    " {wrong1} wrong. {state}"
)
STATES = (
    "",
    "Cross entropy gives the true mood more than half, the squared loss does not.",
    "Both give the true mood more than half, but the squared loss calls every {lost} face by"
    " another name.",
    "Both give the true mood more than half.",
)


class WrongStartExplorer(Explorer):
    """Start softmax regression wrong and sure of it, and descend on two losses side by side.

    Parameters
    ----------
    sure : float
        By how much the score of the true mood is behind at the start, 0 to 30; a mean over the
        faces.

    Raises
    ------
    TypeError, ValueError
        If it is no such number.

    Source: S18.12 (slide 56): E18.2, erratum 76.
    """

    LABEL = "Faces of four moods trained by two losses, and the share that the true mood gets"
    FRAME, SPEED = END, 15.0

    sure = Slide(10.0, SURE, "truth behind by", "", within, low=0, high=30)

    def prepare(self):
        """Load the faces."""
        self.objective = moods()

    def draw(self):
        """Return the picture."""
        return WrongStartPicture()

    def show(self, sure):
        """Show both descents from some starts."""
        self.thetas = [mood_runs.from_wrong(tuple(sure), loss) for loss in LOSSES.values()]
        shares = self.shares()
        tracks = self.picture.tracks(self.objective, self.thetas, shares)
        self.stage.show(tracks, self._say(sure, shares), steps=SHOWN.tolist())

    def shares(self):
        """Return the mean share of the true mood for each loss, (starts, frames)."""
        X, y = self.objective.X, self.objective.y
        estimates = [self.objective.model.probabilities(thetas, X) for thetas in self.thetas]
        return [(p * y).sum(axis=-1).mean(axis=-1) for p in estimates]

    def telling_frames(self):
        """Return the start, a step on the way, and the end."""
        return [0, 12, len(SHOWN) - 1]

    def _say(self, sure, shares):
        squared, entropy = (share > LEFT for share in shares)
        told = {f"p{k}": share for k, share in enumerate(shares)}
        told |= {
            f"wrong{k}": self.objective.mistakes(thetas) for k, thetas in enumerate(self.thetas)
        }
        wrong = self.objective.wrong(self.thetas[0])  # of each mood: are all its faces wrong?
        lost = np.array([wrong[..., mood].all(axis=-1) for mood in self.objective.y.T == 1])
        left = 3 - lost.any(axis=0)
        state = np.array(STATES)[np.where(entropy, np.where(squared, left, 1), 0)]
        told["lost"] = np.array(MOODS)[lost.argmax(axis=0)]
        start = {"steps": mood_runs.LONG, "sure": np.array(sure)[:, None]}
        return say(TEMPLATE, step=SHOWN, **start, **told, state=state)


class WrongStartPicture(Picture):
    """Two planes of moods, one for each loss, and what the true mood gets."""

    def __init__(self):
        super().__init__()
        left, middle, right = self.panels
        self.planes = [
            MoodsView(self.figure, left, "Squared loss"),
            MoodsView(self.figure, middle, "Cross entropy"),
        ]
        ax = self.axes(right, "Share of the true mood", "step", "mean ŷ of the true")
        loss_axes(ax, mood_runs.LONG, (0.0, 1.0))
        step_axis(ax)
        draw_legend(ax, LOSSES, loc="upper left", on_top=True)
        self.curves = [Trail(ax, meaning, ENDS[meaning]) for meaning in LOSSES]

    def tracks(self, objective, thetas, shares):
        """Return where everything is, for thetas (takes, frames, 12) and shares of each loss."""
        tracks = {}
        for plane, curve, theta, share in zip(
            self.planes, self.curves, thetas, shares, strict=True
        ):
            tracks |= plane.tracks(objective, theta)
            tracks |= curve.tracks(over_steps(share.T, SHOWN))
        return tracks
