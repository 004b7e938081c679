"""The compass: turn a needle, and see in which direction the loss changes most."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import WINDOW, face_models
from lecture_lib.experiments.rounding import NOTHING
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Slide, State, button, to_notches, within
from lecture_lib.explorers.views.descent import loss_map
from lecture_lib.explorers.views.picture import NOWHERE, Picture, over
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track, say

NOTCH = 0.05
ANGLES = tuple(map(float, range(360)))
LONGEST = 3.0
LENGTHS = (0.01, 0.05, 0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 2.5, LONGEST)
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
STAR = 9  # room round the star, in CSS pixels
NEEDLE = 1.3  # length of needle and gradient on the map, in units of a weight
ALONG = np.linspace(0, LONGEST, 46)
ROUND = np.linspace(0, 360, 121)
PROMISE = {"loss": "the change", "gradient": "what the slope promises"}


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
        units = directions(angles)
        tracks = self.picture.tracks(theta, units, self.length, self.shown)
        self.stage.show(tracks, self._say(theta, units), self.picture.handles(tracks))

    @button("show the gradient")
    def show_gradient(self):
        """Draw the gradient, or no more."""
        self.set(shown=not self.shown)

    def _say(self, theta, units):
        objective = self.model.objective
        gradient = objective.gradient(theta)
        changes = rise(objective, theta, self.length * units)
        slopes = units @ gradient
        deepest = rise(objective, theta, self.length * directions(ANGLES)).min()
        rank = np.where(slopes < 0, np.where(changes < 0, 1, 3), 0)
        rank = np.where((changes <= deepest) & (changes < 0), 2, rank)
        down, goal = degrees(-gradient), degrees(self.model.optimum - theta)
        level = np.hypot(*gradient) <= NOTHING
        return say(
            TEMPLATE,
            angle=degrees(units)[:, None].round() % 360,
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
            angle = degrees(np.array([x - self.w0, y - self.w1]))
            self.set(angle=float(angle.round() % 360))
        else:
            self.set(**dict(zip(("w0", "w1"), to_notches([x, y], *WINDOW, NOTCH), strict=True)))

    @validate("length")
    def _length_is_on_the_axis(self, proposal):
        value = checks.positive("length", proposal.value, ndim=0)
        if value > LONGEST:
            raise ValueError(f"length must be at most {LONGEST:g}, got {value}")
        return value


def directions(angles):
    """Return the unit vectors (…, 2) of angles in degrees."""
    turned = np.radians(angles)
    return np.stack([np.cos(turned), np.sin(turned)], axis=-1)


def degrees(vectors):
    """Return the angles of vectors (…, 2), from 0 to 360."""
    return np.degrees(np.arctan2(vectors[..., 1], vectors[..., 0])) % 360


def rise(objective, theta, steps):
    """Return by how much steps (…, 2) from theta change the loss."""
    return objective.value(theta + steps) - objective.value(theta)


class CompassPicture(Picture):
    """The map with the needle, the change of the loss over the angle, the change along the needle.

    Changes are told in units of the largest slope, so that they fit on the axes at every place.

    Parameters
    ----------
    model : FaceModel
    """

    def __init__(self, model):
        super().__init__()
        self.model = model
        plane, turn, along = self.panels
        self.map = loss_map(self.figure, plane, model)
        self.turn = self.axes(turn, "In every direction", "angle", "ΔL / (length · ‖∇L‖)")
        self.turn.set_xticks(range(0, 361, 90), [f"{angle}°" for angle in range(0, 361, 90)])
        self.along = self.axes(along, "Along the needle", "length", "ΔL / ‖∇L‖")
        draw_legend(self.turn, PROMISE)
        for ax, end in ((self.turn, 360), (self.along, LONGEST)):
            ax.set(xlim=(0, end), ylim=(-1.3, 3.1))
            ax.set_yticks([-1, 0, 1, 2], ["−1", "0", "1", "2"])
            draw_line(ax, "reference", [(0, 0), (end, 0)])
        self.goal = draw_arrow(self.map, "muted", NOWHERE, moving=True)
        self.gradient = draw_arrow(self.map, "gradient", NOWHERE, moving=True)
        self.needle = draw_arrow(self.map, "line", NOWHERE, moving=True)
        self.place = draw_line(self.map, "point")
        self.landing = draw_line(self.map, "landing")
        self.wave = draw_line(self.turn, "loss")
        self.cosine = draw_line(self.turn, "gradient")
        self.goal_angle = draw_line(self.turn, "drop")
        self.on_wave = draw_line(self.turn, "landing")
        self.profile = draw_line(self.along, "loss")
        self.tangent = draw_line(self.along, "gradient")
        self.on_profile = draw_line(self.along, "landing")

    def tracks(self, theta, units, length, shown):
        """Return where everything is, for a place (2,) and directions of the needle (takes, 2)."""
        objective = self.model.objective
        gradient, scale = objective.gradient(theta), pixels_per_unit(self.map)
        size = float(np.hypot(*gradient))
        size = size if size > NOTHING else np.nan  # at the lowest place there is no uphill
        landing = rise(objective, theta, length * units) / size
        spots = {
            self.landing: theta + length * units,
            self.on_wave: over(degrees(units), landing / length),
            self.on_profile: over(length, landing),
        }
        profile = rise(objective, theta, ALONG[:, None] * units[:, None]) / size
        ends, promised = np.array([0, LONGEST]), (units @ gradient)[:, None] / size
        lines = {
            self.needle: arrow_points(theta, NEEDLE * units, scale),
            self.profile: over(ALONG, profile),
            self.tangent: over(ends, ends * promised),
        }
        still = self._still(theta, gradient, size, length, shown)
        return {
            **{artist: Track(points[None, None]) for artist, points in still.items()},
            **{artist: Track(points[:, None, None]) for artist, points in spots.items()},
            **{artist: Track(points[:, None]) for artist, points in lines.items()},
        }

    def handles(self, tracks):
        """Return what can be dragged: the compass and the tip of its needle."""
        notch = NOTCH * float(pixels_per_unit(self.map)[0])
        tip = Track(tracks[self.needle].points[:, :, 3:4])
        return [
            Handle("place", "The place of the compass", self.map, tracks[self.place], step=notch),
            Handle("needle", "The tip of the needle", self.map, tip, step=2, fine=1),
        ]

    def _still(self, theta, gradient, size, length, shown):
        """What the needle does not move."""
        scale, around = pixels_per_unit(self.map), directions(ROUND)
        uphill, goal = NEEDLE * gradient / size, self.model.optimum - theta
        if not shown:
            uphill, goal = np.zeros(2), np.zeros(2)
        towards = degrees(goal) if goal.any() else np.nan
        wave = rise(self.model.objective, theta, length * around) / length / size
        return {
            self.goal: arrow_points(theta, self._short_of(goal), scale, width=2.4, head=10),
            self.gradient: arrow_points(theta, np.nan_to_num(uphill), scale),
            self.place: theta[None],
            self.wave: over(ROUND, wave),
            self.cosine: over(ROUND, around @ gradient / size),
            self.goal_angle: np.array([(towards, -1.3), (towards, 1.3)]),
        }

    def _short_of(self, goal):
        """The way to the goal, a little shorter: the star must be seen."""
        pixels = np.hypot(*(goal * pixels_per_unit(self.map)))
        return goal * max(0.0, 1 - STAR / pixels) if pixels else goal
