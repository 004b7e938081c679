"""How large should the dice be? What becomes of random starts of eight scales."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.activations import Sigmoid
from lecture_lib.experiments.upside_down import random_start, stored_outcomes, upside_down
from lecture_lib.explorers.explorer import Explorer, State, bind, key
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.figure import new_axes, text_style
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Readout, Slider, Stage, Track

SCORES = (-12.0, 12.0)  # of z in the picture
LOSSES = (-0.012, 0.42)
STUCK = {0: "0", 1 / 16: "1/16", 1 / 8: "1/8", 1 / 4: "1/4"}  # where many networks end
MEANS = "1/4: 24 faces wrong, and sure of it\n1/8: no idea, or 12 wrong and sure"
LABEL = "Start values on the sigmoid, the end of fifty trainings, and how many are solved"
TEMPLATE = (
    "Start weights of size {scale}: {solved} of 50 networks solved within 3000 steps{median}."
    " {asleep} % of the hidden answers start on the flat ends of the sigmoid. {why}"
)
MEDIAN = ("", ", half of these by step {step}")
WHY = (
    "So small that the units are nearly equal: it takes long to tell them apart.",
    "Different enough to part, small enough to learn.",
    "So large that many units hardly feel a gradient.",
)
FLAT = 0.05  # slope of the sigmoid below which an answer counts as on its flat end


class ScaleExplorer(Explorer):
    """Choose the scale of random start weights, and see what becomes of fifty networks.

    They are 2-3-1 networks of sigmoids on the upside-down faces, trained for 3000 steps with η = 4.

    Parameters
    ----------
    scale : float
        Standard deviation of the start weights: 0.01, 0.1, 0.3, 1, 2, 5, 10 or 20.

    Raises
    ------
    TypeError, ValueError
        If the scale is none of those.

    Source: S4.8 (slide 10), E4.3, erratum 19.
    """

    scale = State(1.0)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.outcomes = stored_outcomes()
        self.scales = list(self.outcomes)
        self.z = self._first_scores()
        hint = "Standard deviation of the start weights"
        scale = Slider(label="scale of the dice", at_rest=True, hint=hint)
        bind(self, "scale", scale, self.scales, "{:g}".format)
        self.picture = ScalePicture(self.outcomes)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=scale)
        return [scale, key("reset", self.reset), self.stage]

    def refresh(self, changed):
        """Show every scale."""
        self.stage.show(self.picture.tracks(self.outcomes, self.z), self._describe())

    def _first_scores(self):
        """z of the hidden units for every face at the start of the first network, (takes, 144)."""
        objective = upside_down(3)
        starts = np.stack([random_start(scale, seed=0) for scale in self.scales])
        return objective.model.forward(starts, objective.X).scores[0].reshape(len(starts), -1)

    def _describe(self):
        after = np.stack([after for after, _ in self.outcomes.values()])
        done = (after >= 0).sum(axis=1)
        middle = [np.median(steps[steps >= 0]) for steps in after]
        asleep = 100 * (Sigmoid().derivative(self.z) < FLAT).mean(axis=1)
        scale = np.array(self.scales)
        values = {
            "scale": np.arange(len(scale)),
            "solved": done,
            "median": done > 0,
            "step": middle,
            "asleep": asleep,
            "why": np.digitize(scale, (0.2, 3)),
        }
        return Readout(
            TEMPLATE,
            values={name: np.asarray(column)[:, None] for name, column in values.items()},
            words={"scale": [f"{s:g}" for s in scale], "median": MEDIAN, "why": WHY},
        )

    @validate("scale")
    def _scale_is_offered(self, proposal):
        value = float(checks.numbers("scale", proposal.value, ndim=0))
        if value not in stored_outcomes():
            offered = ", ".join(f"{scale:g}" for scale in stored_outcomes())
            raise ValueError(f"scale must be one of {offered}, got {value:g}")
        return value


class ScalePicture(Picture):
    """The sigmoid with the first z of the hidden units, the final losses, the solved share.

    Parameters
    ----------
    outcomes : dict
        From `stored_outcomes`.
    """

    def __init__(self, outcomes):
        super().__init__()
        sigmoid, ends, share = self.panels
        names = {"title": "Where the units begin", "xlabel": "z", "ylabel": "σ(z)"}
        self.sigmoid = new_axes(self.figure, sigmoid, **names)
        self.sigmoid.set(xlim=SCORES, ylim=(-0.05, 1.05))
        z = np.linspace(*SCORES, 121)
        draw_line(self.sigmoid, "curve", np.column_stack([z, Sigmoid().value(z)]))
        self._prepare_ends(ends)
        self._prepare_share(share, outcomes)
        self.units = draw_line(self.sigmoid, "run there", NOWHERE, moving=True)
        self.runs = draw_line(self.ends, "run there", NOWHERE, moving=True)
        self.point = draw_line(self.share, "point", NOWHERE, moving=True)

    def tracks(self, outcomes, z):
        """Return where everything is, for the outcomes and the first z, (takes, hidden × faces)."""
        after, losses = (np.stack(column) for column in zip(*outcomes.values(), strict=True))
        ends = np.sort(losses, axis=1)
        rank = np.broadcast_to(np.arange(1, ends.shape[1] + 1), ends.shape)
        share = np.column_stack([list(outcomes), (after >= 0).sum(axis=1)])
        units = np.stack([np.clip(z, *SCORES), Sigmoid().value(z)], axis=-1)
        return {
            self.units: Track(units[:, None]),
            self.runs: Track(np.stack([rank, ends], axis=-1)[:, None]),
            self.point: Track(share[:, None, None]),
        }

    def _prepare_ends(self, box):
        names = {"title": "How fifty networks end", "xlabel": "network, sorted", "ylabel": "L"}
        self.ends = new_axes(self.figure, box, **names)
        self.ends.set(xlim=(0, 51), ylim=LOSSES)
        self.ends.set_yticks(list(STUCK), STUCK.values())
        for loss in STUCK:
            draw_line(self.ends, "reference", [(0, loss), (51, loss)])
        self.ends.text(1, LOSSES[1], MEANS, va="top", **text_style(12, LIGHT.muted))

    def _prepare_share(self, box, outcomes):
        names = {"title": "Solved, of fifty", "xlabel": "scale of the dice", "ylabel": "networks"}
        self.share = new_axes(self.figure, box, **names)
        self.share.set_xscale("log")
        self.share.set(xlim=(0.007, 30), ylim=(-1.5, 52))
        self.share.set_xticks((0.01, 0.1, 1, 10), ("0.01", "0.1", "1", "10"))
        solved = [(scale, (after >= 0).sum()) for scale, (after, _) in outcomes.items()]
        draw_line(self.share, "curve", solved)
