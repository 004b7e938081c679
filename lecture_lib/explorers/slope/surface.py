"""Floor and space: the gradient on the map, the tangent plane in space, the slope of a cut."""

import numpy as np

from lecture_lib import theory
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import WINDOW, face_models
from lecture_lib.experiments.rounding import NOTHING, direction
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Slide, State, signed, to_notches, within
from lecture_lib.explorers.views.descent import loss_map
from lecture_lib.explorers.views.picture import NOWHERE, Picture, notched_handle, over
from lecture_lib.explorers.views.surface import AZIMUTHS, SurfaceView
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.landscape import ellipses
from lecture_lib.pictures.style import draw_line
from lecture_lib.pictures.surface import draw_plane
from lecture_lib.stage import Track, say

SIDES = tuple(map(float, AZIMUTHS))
NOTCH = 0.05
CAP = 20.0  # loss at which the surface is cut off
LEVELS = (0.3, 1, 2, 5, 10, 20)
PINNED = 0.5  # loss on a contour that stays, to walk along
SHOWN = 1 / 3  # of the length of ∇L, on map and floor
RIM = 5.0  # CSS pixels from the middle of the point to where the arrow on the map begins
PLANE = 0.9  # half the side of the piece of the tangent plane, in units of a weight
REACH = 3.0  # of the cut, to either side
NORMAL = 0.75  # length of the normal, in the box
TEMPLATE = (
    "w₀ = {w0:.2f}, w₁ = {w1:.2f}: loss {loss:.4f}. On the floor ∇L = ({g0:.2f}, {g1:.2f}), at"
    " right angles to the contour: along the contour the slope is {across:.2f}, along the arrow"
    " {along:.2f}. In space the normal (∇L, −1) = ({g0:.2f}, {g1:.2f}, −1) is at right angles to"
    " the tangent plane."
    " {height}Seen from {turn}°."
)
CUT_OFF = "So high up, the surface is cut off. "
LEVEL = "Here the plane is almost level. "


def degrees(angle):
    """Write an angle."""
    return f"{signed(angle)}°"


class SurfaceExplorer(Explorer):
    """See where the gradient lives and where the tangent plane does.

    Parameters
    ----------
    w0, w1 : float
        The place, within -4 and 4; on the screen it can be dragged.
    turn : float
        The side from which the surface is seen, in degrees, within -72 and 72.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S2 (slide 4): E2.2.
    """

    LABEL = (
        "The map with the gradient, the loss as a surface with its tangent plane, a cut through it"
    )
    PREVIEWS = True

    turn = Slide(
        36.0, SIDES, "turn the surface", "", within, text=degrees, low=SIDES[0], high=SIDES[-1]
    )
    w0 = State(1.0, within, *WINDOW)
    w1 = State(0.5, within, *WINDOW)

    def prepare(self):
        """Load the faces."""
        self.model = face_models(load_faces("train"))["raw"]

    def draw(self):
        """Return the picture."""
        return SurfacePicture(self.model)

    def show(self, turns):
        """Show the place from some sides."""
        theta = np.array([self.w0, self.w1])
        tracks = self.picture.tracks(theta, turns)
        self.stage.show(tracks, self._say(theta, turns), self.picture.handles(tracks))

    def _say(self, theta, turns):
        value = self.model.objective.value
        gradient, loss = self.model.objective.gradient(theta), value(theta)
        length = np.hypot(*gradient)
        low = length < NOTCH * self.model.curvatures[-1] / 2
        uphill = gradient / length if length > NOTHING else np.array([1.0, 0.0])
        sides = NOTCH * np.array([uphill[::-1] * (-1, 1), uphill])
        across, along = (value(theta + sides) - value(theta - sides)) / 2 / NOTCH
        return say(
            TEMPLATE,
            w0=self.w0,
            w1=self.w1,
            loss=loss,
            g0=gradient[0],
            g1=gradient[1],
            across=across,
            along=along,
            height=LEVEL if low else CUT_OFF if loss > CAP else "",
            turn=np.array(turns)[:, None],
        )

    def dragged(self, name, x, y):
        """Go to the nearest notch."""
        self.set(**dict(zip(("w0", "w1"), to_notches([x, y], *WINDOW, NOTCH), strict=True)))


class SurfacePicture(Picture):
    """The map, the surface over it, and the cut through the surface along the gradient.

    Parameters
    ----------
    model : FaceModel
    """

    def __init__(self, model):
        super().__init__()
        self.model = model
        plane, space, cut = self.panels
        self.map = loss_map(self.figure, plane, model)
        self.space = SurfaceView(self.figure, space, model.objective.value, CAP, LEVELS)
        self.cut = self.axes(cut, "The cut along the arrow", "uphill", "L")
        self.cut.set(xlim=(-REACH, REACH), ylim=(0, CAP), yticks=[0, 5, 10, 15, 20])
        draw_line(self.map, "reference", self._level(PINNED))
        self.level = draw_line(self.map, "through here")
        self.arrow = draw_arrow(self.map, "gradient", NOWHERE, moving=True)
        self.point = draw_line(self.map, "point")
        self.shadow = draw_arrow(self.space.ax, "gradient", NOWHERE, moving=True)
        self.drop = draw_line(self.space.ax, "drop")
        self.tangent_plane = draw_plane(self.space.ax, NOWHERE, moving=True)
        self.normal = draw_arrow(self.space.ax, "ink", NOWHERE, moving=True)
        self.place = draw_line(self.space.ax, "point")
        self.curve = draw_line(self.cut, "loss")
        self.tangent = draw_line(self.cut, "gradient")
        self.middle = draw_line(self.cut, "point")

    def tracks(self, theta, turns):
        """Return where everything is, for the place theta (2,) and the sides to look from."""
        objective = self.model.objective
        gradient, loss = objective.gradient(theta), float(objective.value(theta))
        vector, scale = SHOWN * gradient, pixels_per_unit(self.map)
        rim = RIM * direction(gradient * scale) / scale
        arrow = arrow_points(theta + rim, vector, scale)
        shadow = arrow_points(theta, vector, scale / 2)  # broader, as it is seen from the side
        still = {
            self.level: self._level(loss),
            self.arrow: arrow,
            self.point: theta[None],
            **self._cut_through(theta, loss, gradient),
        }
        return {
            **{artist: Track(points[None, None]) for artist, points in still.items()},
            **self.space.tracks(turns),
            **self._in_space(theta, loss, gradient, turns),
            self.shadow: self.space.seen(self.space.on_floor(shadow), turns),
        }

    def handles(self, tracks):
        """Return what can be dragged: the point on the map."""
        label, place = "The place on the map", tracks[self.point]
        return [notched_handle("point", label, self.map, place, NOTCH)]

    def _level(self, loss):
        hessian = theory.hessian(self.model.objective.X)
        room = max(loss - self.model.lowest, 1e-12)
        return ellipses(hessian, self.model.optimum, [room], points=160)

    def _cut_through(self, theta, loss, gradient):
        length = np.hypot(*gradient)
        s = np.linspace(-REACH, REACH, 81)
        there = theta + s[:, None] * direction(gradient)
        ends = np.array([-1.0, 1.0]) * 1.6 / np.hypot(1, length * 2 * REACH / CAP)
        return {
            self.curve: over(s, self.model.objective.value(there)),
            self.tangent: over(ends, loss + ends * length),
            self.middle: np.array([[0.0, loss]]),
        }

    def _in_space(self, theta, loss, gradient, turns):
        """Point, drop line, a piece of the tangent plane, and the normal of what is drawn."""
        space = self.space
        corners = PLANE * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
        plane = space.lift(theta + corners, loss + corners @ gradient)
        here = space.lift(theta[None], np.array([loss]))
        slopes = space.slopes(gradient)
        vector = NORMAL * np.array([*slopes, -1.0]) / np.sqrt(slopes @ slopes + 1)
        stem = space.seen(np.concatenate([here, here + vector]), turns).points
        vectors = stem[:, :, 1] - stem[:, :, 0]
        normal = arrow_points(stem[:, :, 0], vectors, pixels_per_unit(space.ax))
        drop = np.concatenate([here, space.on_floor(theta[None])])
        return {
            self.tangent_plane: space.seen(plane, turns),
            self.place: space.seen(here, turns),
            self.drop: space.seen(drop, turns),
            self.normal: Track(normal),
        }
