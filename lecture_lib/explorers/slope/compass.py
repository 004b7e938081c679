"""The compass: turn a needle, and see in which direction the loss changes most."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import WINDOW, face_models
from lecture_lib.experiments.rounding import NOTHING
from lecture_lib.explorers.explorer import Explorer, State, bind, in_a_row, key, to_notches, within
from lecture_lib.explorers.slope.compass_picture import LONGEST, CompassPicture
from lecture_lib.stage import Readout, Slider, Stage

NOTCH = 0.05
ANGLES = tuple(range(360))
LENGTHS = (0.01, 0.05, 0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
LABEL = "The map with the needle, the change of the loss over its angle, and along the needle"
TEMPLATE = (
    "Needle at {angle}°: a step of {length} changes the loss by {change}, its slope promises"
    " {promise}. {rank}{shown}"
)
RANKS = (
    "It goes uphill.",
    "It goes downhill.",
    "It goes downhill, and no other whole degree goes further down.",
    "The slope is downhill, but the step is too long: it ends higher up.",
    "Here the landscape is level.",
)
SHOWN = ("", " Steepest descent is at {down}°, the lowest place lies at {goal}°: {apart}° apart.")


class CompassExplorer(Explorer):
    """Turn a needle on the loss landscape and compare all directions.

    Parameters
    ----------
    angle : float
        Of the needle, in degrees from 0 to 359, counted from the w0 axis towards the w1 axis.
    length : float
        Of the step along the needle, positive and at most 3.
    w0, w1 : float
        Where the compass lies, within -4 and 4; on the screen it can be dragged.
    shown : bool
        Whether the gradient, and the direction of the lowest place, are drawn.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S2 (slides 5, 6): E2.3.
    """

    angle = State(90.0, within, ANGLES[0], ANGLES[-1])
    length = State(0.1)
    w0 = State(1.5, within, *WINDOW)
    w1 = State(1.0, within, *WINDOW)
    shown = State(False, checks.flag)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.model = face_models(load_faces("train"))["raw"]
        angle = Slider(label="angle", at_rest=True, hint="Turn the needle")
        length = Slider(label="length of the step")
        self.angles = bind(self, "angle", angle, map(float, ANGLES), lambda a: f"{a:g}°")
        bind(self, "length", length, LENGTHS, "{:g}".format)
        self.picture = CompassPicture(self.model)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=angle)
        self.stage.on_drag(self._dragged)
        show = key("show the gradient", lambda _: self.set(shown=not self.shown))
        keys = in_a_row(show, key("reset", self.reset))
        return [angle, length, keys, self.stage]

    def refresh(self, changed):
        """Show the needle at every angle."""
        self._show(self.angles)

    def hurry(self, changed):
        """Show the needle as it is."""
        self._show([self.angle])

    def _show(self, angles):
        theta = np.array([self.w0, self.w1])
        turned = np.radians(angles)
        units = np.stack([np.cos(turned), np.sin(turned)], axis=-1)
        tracks = self.picture.tracks(theta, units, self.length, self.shown)
        self.stage.show(tracks, self._readout(theta, units), self.picture.handles(tracks))

    def _readout(self, theta, units):
        objective = self.model.objective
        gradient = objective.gradient(theta)
        loss = objective.value(theta)
        changes = objective.value(theta + self.length * units) - loss
        slopes = units @ gradient
        all_ways = np.radians(ANGLES)
        around = np.column_stack([np.cos(all_ways), np.sin(all_ways)])
        deepest = (objective.value(theta + self.length * around) - loss).min()
        rank = np.where(slopes < 0, np.where(changes < 0, 1, 3), 0)
        rank = np.where((changes <= deepest) & (changes < 0), 2, rank)
        down, goal = (_degrees(v) for v in (-gradient, self.model.optimum - theta))
        one = {
            "length": self.length,
            "shown": self.shown,
            "down": down,
            "goal": goal,
            "apart": abs((down - goal + 180) % 360 - 180),
        }
        return Readout(
            TEMPLATE,
            values={
                "angle": np.degrees(np.arctan2(units[:, 1:], units[:, :1])).round() % 360,
                "change": changes[:, None],
                "promise": self.length * slopes[:, None],
                "rank": np.where(np.hypot(*gradient) > NOTHING, rank, 4)[:, None],
                **{name: np.full((1, 1), value) for name, value in one.items()},
            },
            digits={"length": 2, "change": 4, "promise": 4},
            words={"rank": RANKS, "shown": SHOWN},
        )

    def _dragged(self, name, x, y):
        if name == "needle":
            self.set(angle=float(round(_degrees(np.array([x - self.w0, y - self.w1]))) % 360))
        else:
            self.set(**dict(zip(("w0", "w1"), to_notches([x, y], *WINDOW, NOTCH), strict=True)))

    @validate("length")
    def _length_is_on_the_axis(self, proposal):
        value = checks.positive("length", proposal.value, ndim=0)
        if value > LONGEST:
            raise ValueError(f"length must be at most {LONGEST:g}, got {value}")
        return value


def _degrees(vector):
    """The direction of a vector, from 0 to 360."""
    return float(np.degrees(np.arctan2(vector[1], vector[0])) % 360)
