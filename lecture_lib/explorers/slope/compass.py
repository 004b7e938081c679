"""The compass: turn a needle, and see in which direction the loss changes most."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import WINDOW, face_models
from lecture_lib.experiments.rounding import NOTHING
from lecture_lib.explorers.declared import Explorer, Slide, State, button
from lecture_lib.explorers.explorer import to_notches, within
from lecture_lib.explorers.slope.compass_picture import LONGEST, CompassPicture
from lecture_lib.stage import say

NOTCH = 0.05
ANGLES = tuple(map(float, range(360)))
LENGTHS = (0.01, 0.05, 0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
TEMPLATE = (
    "Needle at {angle}°: a step of {length:.2f} changes the loss by {change:.4f}, its slope"
    " promises {promise:.4f}. {rank}{shown}"
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

    LABEL = "The map with the needle, the change of the loss over its angle, and along the needle"
    PREVIEWS = True

    angle = Slide(
        90.0, ANGLES, "angle", "Turn the needle", within, text="{:g}°".format, low=0, high=359
    )
    length = Slide(0.1, LENGTHS, "length of the step")
    w0 = State(1.5, within, *WINDOW)
    w1 = State(1.0, within, *WINDOW)
    shown = State(False, checks.flag)

    def prepare(self):
        """Load the faces."""
        self.model = face_models(load_faces("train"))["raw"]

    def draw(self):
        """Return the picture."""
        return CompassPicture(self.model)

    def show(self, angles):
        """Turn the needle to some angles."""
        theta = np.array([self.w0, self.w1])
        turned = np.radians(angles)
        units = np.stack([np.cos(turned), np.sin(turned)], axis=-1)
        tracks = self.picture.tracks(theta, units, self.length, self.shown)
        self.stage.show(tracks, self._say(theta, units), self.picture.handles(tracks))

    @button("show the gradient")
    def show_gradient(self):
        """Draw the gradient, or no more."""
        self.set(shown=not self.shown)

    def _say(self, theta, units):
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
        level = np.hypot(*gradient) <= NOTHING
        return say(
            TEMPLATE,
            angle=np.degrees(np.arctan2(units[:, 1:], units[:, :1])).round() % 360,
            length=self.length,
            change=changes[:, None],
            promise=self.length * slopes[:, None],
            rank=np.array(RANKS)[np.where(level, 4, rank)][:, None],
            shown=SHOWN[self.shown],
            down=down,
            goal=goal,
            apart=abs((down - goal + 180) % 360 - 180),
        )

    def dragged(self, name, x, y):
        """Turn the needle, or carry the compass to another place."""
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
