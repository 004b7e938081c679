"""The picture of the compass."""

import numpy as np

from lecture_lib.experiments.rounding import NOTHING
from lecture_lib.explorers.views import NOWHERE, Picture, loss_map
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track

NOTCH = 0.05
STAR = 9  # room round the star, in CSS pixels
NEEDLE = 1.3  # length of needle and gradient on the map, in units of a weight
LONGEST = 3.0  # step along the needle that is shown
ALONG = np.linspace(0, LONGEST, 46)
ROUND = np.linspace(0, 360, 121)
PROMISE = {"loss": "the change", "gradient": "what the slope promises"}


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
        axes = {"xlabel": "angle", "ylabel": "ΔL / (length · ‖∇L‖)"}
        self.turn = new_axes(self.figure, turn, title="In every direction", **axes)
        self.turn.set(xlim=(0, 360), ylim=(-1.3, 2.3))
        self.turn.set_xticks(range(0, 361, 90), [f"{angle}°" for angle in range(0, 361, 90)])
        axes = {"xlabel": "length", "ylabel": "ΔL / ‖∇L‖"}
        self.along = new_axes(self.figure, along, title="Along the needle", **axes)
        self.along.set(xlim=(0, LONGEST), ylim=(-1.3, 2.3))
        draw_legend(self.turn, PROMISE)
        for ax, end in ((self.turn, 360), (self.along, LONGEST)):
            ax.set_yticks([-1, 0, 1, 2], ["−1", "0", "1", "2"])
            draw_line(ax, "reference", [(0, 0), (end, 0)])
        self.goal = draw_arrow(self.map, "muted", NOWHERE, moving=True)
        self.gradient = draw_arrow(self.map, "gradient", NOWHERE, moving=True)
        self.needle = draw_arrow(self.map, "line", NOWHERE, moving=True)
        self.place = draw_line(self.map, "point", NOWHERE, moving=True)
        self.landing = draw_line(self.map, "landing", NOWHERE, moving=True)
        self.wave = draw_line(self.turn, "loss", NOWHERE, moving=True)
        self.cosine = draw_line(self.turn, "gradient", NOWHERE, moving=True)
        self.goal_angle = draw_line(self.turn, "drop", NOWHERE, moving=True)
        self.on_wave = draw_line(self.turn, "landing", NOWHERE, moving=True)
        self.profile = draw_line(self.along, "loss", NOWHERE, moving=True)
        self.tangent = draw_line(self.along, "gradient", NOWHERE, moving=True)
        self.on_profile = draw_line(self.along, "landing", NOWHERE, moving=True)

    def tracks(self, theta, units, length, shown):
        """Return where everything is.

        Parameters
        ----------
        theta : array (2,)
            Where the compass lies.
        units : array (takes, 2)
            The needle's direction.
        length : float
            Of the step.
        shown : bool
            Whether gradient and goal are drawn.
        """
        gradient = self.model.objective.gradient(theta)
        size = float(np.hypot(*gradient))
        size = size if size > NOTHING else np.nan  # at the lowest place there is no uphill
        scale, landing = pixels_per_unit(self.map), theta + length * units
        uphill, goal = NEEDLE * gradient / size, self.model.optimum - theta
        if not shown:
            uphill, goal = np.zeros(2), np.zeros(2)
        towards = np.degrees(np.arctan2(goal[1], goal[0])) % 360 if goal.any() else np.nan
        turned = np.radians(ROUND)
        around = np.column_stack([np.cos(turned), np.sin(turned)])
        still = {
            self.goal: arrow_points(theta, self._short_of(goal), scale, width=2.4, head=10),
            self.gradient: arrow_points(theta, np.nan_to_num(uphill), scale),
            self.place: theta[None],
            self.wave: np.column_stack([ROUND, self._rise(theta, length * around) / length / size]),
            self.cosine: np.column_stack([ROUND, around @ gradient / size]),
            self.goal_angle: np.array([(towards, -1.3), (towards, 1.3)]),
        }
        angle = np.degrees(np.arctan2(units[:, 1], units[:, 0])) % 360
        rise = self._rise(theta, length * units) / size
        return {
            **{artist: Track(points[None, None]) for artist, points in still.items()},
            self.needle: Track(arrow_points(theta, NEEDLE * units, scale)[:, None]),
            self.landing: Track(landing[:, None, None]),
            self.on_wave: Track(np.column_stack([angle, rise / length])[:, None, None]),
            self.on_profile: Track(
                np.column_stack([np.full(len(units), length), rise])[:, None, None]
            ),
            **self._along(theta, units, gradient, size),
        }

    def handles(self, tracks):
        """Return what can be dragged: the compass and the tip of its needle."""
        notch = NOTCH * float(pixels_per_unit(self.map)[0])
        tip = Track(tracks[self.needle].points[:, :, 3:4])
        return [
            Handle("place", "The place of the compass", self.map, tracks[self.place], step=notch),
            Handle("needle", "The tip of the needle", self.map, tip, step=2, fine=1),
        ]

    def _short_of(self, goal):
        """The way to the goal, a little shorter: the star must be seen."""
        pixels = np.hypot(*(goal * pixels_per_unit(self.map)))
        return goal * max(0.0, 1 - STAR / pixels) if pixels else goal

    def _along(self, theta, units, gradient, size):
        """The change on the way along the needle, and the straight line that the slope promises."""
        rises = self._rise(theta, ALONG[:, None] * units[:, None]) / size
        curves = np.stack([np.broadcast_to(ALONG, rises.shape), rises], axis=-1)
        ends = np.array([0, LONGEST])
        lines = np.stack(
            [np.broadcast_to(ends, (len(units), 2)), ends * (units @ gradient)[:, None] / size],
            axis=-1,
        )
        return {self.profile: Track(curves[:, None]), self.tangent: Track(lines[:, None])}

    def _rise(self, theta, steps):
        value = self.model.objective.value
        return value(theta + steps) - value(theta)
