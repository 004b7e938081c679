"""Wrong and sure: two losses start from the same confident error."""

import numpy as np

from lecture_lib.experiments import mood_runs
from lecture_lib.experiments.moods import moods
from lecture_lib.explorers.explorer import Explorer, State, bind, key, within
from lecture_lib.explorers.moods.moods_view import MoodsView
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.curves import loss_axes
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Readout, Slider, Stage, Track

SURE = (0.0, 2.0, 5.0, 10.0, 15.0, 20.0)
MOST = 30.0
LOSSES = {"loss": "squared", "cross entropy": "cross entropy"}  # how each is drawn
FIRST = 10  # steps that are evenly spaced on the axis
LABEL = "Faces of four moods trained by two losses, and the share that the true mood gets"
TEMPLATE = (
    "Step {step} of {steps}: the score of the true mood starts {sure} behind. Squared loss: a share"
    " of {p0} for the true mood, {wrong0} of 60 faces wrong. Cross entropy: {p1}, {wrong1} wrong."
    " {state}"
)
STATES = ("", "Cross entropy has left, the squared loss has not.", "Both have left.")
LEFT = 0.5  # share of the true mood, on average


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

    sure = State(10.0, within, 0.0, MOST)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.objective = moods()
        sure = Slider(label="truth behind by", at_rest=True)
        self.offered = bind(self, "sure", sure, SURE, "{:g}".format, passing=True)
        self.picture = WrongStartPicture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=sure)
        self.stage.frame = len(mood_runs.long_steps()) - 1
        self.stage.speed = 15.0
        return [sure, key("reset", self.reset), self.stage]

    def refresh(self, changed):
        """Show both descents from every start."""
        self.thetas = [mood_runs.from_wrong(tuple(self.offered), loss) for loss in LOSSES.values()]
        tracks = self.picture.tracks(self.objective, self.thetas, self.shares())
        self.stage.show(tracks, self._readout(), steps=mood_runs.long_steps().tolist())

    def shares(self):
        """Return the mean share of the true mood for each loss, (starts, frames)."""
        X, y = self.objective.X, self.objective.y
        estimates = [self.objective.model.probabilities(thetas, X) for thetas in self.thetas]
        return [(p * y).sum(axis=-1).mean(axis=-1) for p in estimates]

    def telling_frames(self):
        """Return the start, a step on the way, and the end."""
        return [0, 12, self.stage.frames - 1]

    def _readout(self):
        steps, shares = mood_runs.long_steps(), self.shares()
        squared, entropy = (share > LEFT for share in shares)
        values = {
            "step": steps[None],
            "steps": steps[None, -1:],
            "sure": np.array(self.offered)[:, None],
            "state": np.where(entropy, 1 + squared, 0),
        }
        values |= {f"p{k}": share for k, share in enumerate(shares)}
        mistakes = map(self.objective.mistakes, self.thetas)
        values |= {f"wrong{k}": wrong for k, wrong in enumerate(mistakes)}
        digits = {"p0": 2, "p1": 2, "sure": 1}
        return Readout(TEMPLATE, values=values, digits=digits, words={"state": STATES})


class WrongStartPicture(Picture):
    """Two planes of moods, one for each loss, and what the true mood gets."""

    def __init__(self):
        super().__init__()
        titles = ("Squared loss", "Cross entropy")
        *planes, curve = self.panels
        self.planes = [
            MoodsView(self.figure, box, title) for box, title in zip(planes, titles, strict=True)
        ]
        words = {
            "title": "Share of the true mood",
            "xlabel": "step",
            "ylabel": "mean ŷ of the true",
        }
        self.ax = new_axes(self.figure, curve, **words)
        loss_axes(self.ax, mood_runs.LONG, (0.0, 1.0))
        self.ax.set_xscale("symlog", linthresh=FIRST, linscale=0.8)
        self.ax.set_xticks([0, 5, 10, 30, 100, 300], ["0", "5", "10", "30", "100", "300"])
        draw_legend(self.ax, LOSSES, loc="upper left", on_top=True)
        self.curves = [draw_line(self.ax, meaning, NOWHERE, moving=True) for meaning in LOSSES]
        self.points = [draw_line(self.ax, mark, NOWHERE, moving=True) for mark in ("point", "kept")]

    def tracks(self, objective, thetas, shares):
        """Return where everything is, for thetas (takes, frames, 12) and shares of each loss."""
        tracks = {}
        for plane, theta in zip(self.planes, thetas, strict=True):
            tracks |= plane.tracks(objective, theta)
        for curve, point, share in zip(self.curves, self.points, shares, strict=True):
            steps = np.broadcast_to(mood_runs.long_steps(), share.shape)
            points = np.stack([steps, share], axis=-1)[:, None]
            tracks |= {curve: Track(points, "grows"), point: Track(points, "tip")}
        return tracks
