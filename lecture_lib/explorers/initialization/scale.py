"""How large should the dice be? What becomes of random starts of eight scales."""

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.experiments.upside_down import random_start, stored_outcomes, upside_down
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Slide, one_of
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.pictures.figure import text_style
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track, say

SCALES = (0.01, 0.1, 0.3, 1.0, 2.0, 5.0, 10.0, 20.0)
HINT = "Standard deviation of the start weights"
REACH = (-12.0, 12.0)  # of z in the picture
LOSSES = (-0.012, 0.42)
STUCK = {0: "0", 1 / 16: "1/16", 1 / 8: "1/8", 1 / 4: "1/4"}  # where many networks end
MEANS = "1/4: 24 faces wrong, and sure of it\n1/8: no idea, or 12 wrong and sure\n"
MEANS += "1/16: no idea of half of them"
FLAT = 0.05  # slope of the sigmoid below which an answer counts as on its flat end
TEMPLATE = (
    "Start weights of size {scale}: {solved} of 50 networks solved within 3000 steps, half of these"
    " by step {step}. {asleep} % of all hidden answers start on the flat ends of the sigmoid. {why}"
)
WHYS = {  # by the largest scale of which they hold
    0.1: "So small that the units are nearly equal: it takes long to tell them apart.",
    2.0: "Different enough to part, small enough to learn.",
    20.0: "So large that many units hardly feel a gradient.",
}


class ScaleExplorer(Explorer):
    """Choose the scale of random start weights, and see what becomes of fifty networks.

    They are 2-3-1 networks of sigmoids on the upside-down faces, trained for 3000 steps with η = 4.

    Parameters
    ----------
    scale : float
        Standard deviation of the start weights: 0.01, 0.1, 0.3, 1, 2, 5, 10 or 20.

    Raises
    ------
    ValueError
        If the scale is none of those.

    Source: S4.8 (slide 10), E4.3, erratum 19.
    """

    LABEL = "Start values on the sigmoid, the end of fifty trainings, and how many are solved"

    scale = Slide(1.0, SCALES, "scale of the dice", HINT, one_of, known=SCALES)

    def prepare(self):
        """Read the fifty ends for each scale, and start those networks."""
        outcomes = stored_outcomes()
        self.after, self.losses = (
            np.stack([outcomes[scale][part] for scale in SCALES]) for part in (0, 1)
        )
        self.z = first_scores(self.after.shape[1])

    def draw(self):
        """Return the picture."""
        return ScalePicture((self.after >= 0).sum(axis=1))

    def show(self, _):
        """Show every scale: no other is offered."""
        told = {
            "scale": [f"{scale:g}" for scale in SCALES],
            "solved": (self.after >= 0).sum(axis=1),
            "step": [int(np.median(steps[steps >= 0])) for steps in self.after],
            "asleep": 100 * (Sigmoid().derivative(self.z) < FLAT).mean(axis=(1, 2)),
            "why": [next(why for most, why in WHYS.items() if scale <= most) for scale in SCALES],
        }
        readout = say(
            TEMPLATE, **{name: np.array(column)[:, None] for name, column in told.items()}
        )
        self.stage.show(self.picture.tracks(self.losses, self.z[:, 0]), readout)


def first_scores(networks):
    """Return z of the hidden units at the start of networks, (takes, networks, 144)."""
    objective = upside_down(3)
    starts = [[random_start(scale, seed) for seed in range(networks)] for scale in SCALES]
    return objective.model.forward(starts, objective.X).scores[0].reshape(len(starts), networks, -1)


class ScalePicture(Picture):
    """The sigmoid with the first z of the hidden units, the final losses, the solved of fifty."""

    def __init__(self, solved):
        super().__init__()
        left, middle, right = self.panels
        sigmoid = self.axes(left, "Where the units begin", "z", "σ(z)")
        sigmoid.set(xlim=REACH, ylim=(-0.05, 1.05))
        z = np.linspace(*REACH, 121)
        draw_line(sigmoid, "curve", np.column_stack([z, Sigmoid().value(z)]))
        ends = self.axes(middle, "How fifty networks end", "network, sorted", "L")
        ends.set(xlim=(0, 51), ylim=LOSSES)
        ends.set_yticks(list(STUCK), STUCK.values())
        for loss in STUCK:
            draw_line(ends, "reference", [(0, loss), (51, loss)])
        ends.text(1, LOSSES[1], MEANS, va="top", **text_style(12, LIGHT.muted))
        share = self.axes(right, "Solved, of fifty", "scale of the dice", "networks")
        share.set(xscale="log", xlim=(0.007, 30), ylim=(-1.5, 52))
        share.set_xticks((0.01, 0.1, 1, 10), ("0.01", "0.1", "1", "10"))
        self.share = np.column_stack([SCALES, solved])
        draw_line(share, "curve", self.share)
        self.units, self.runs = (draw_line(ax, "run there") for ax in (sigmoid, ends))
        self.point = draw_line(share, "point")

    def tracks(self, losses, z):
        """Return where everything is, for final losses (takes, 50) and z (takes, …)."""
        ends = np.sort(losses, axis=1)
        rank = np.broadcast_to(np.arange(1, ends.shape[1] + 1), ends.shape)
        units = np.stack([np.clip(z, *REACH), Sigmoid().value(z)], axis=-1)
        return {
            self.units: Track(units[:, None]),
            self.runs: Track(np.stack([rank, ends], axis=-1)[:, None]),
            self.point: Track(self.share[:, None, None]),
        }
