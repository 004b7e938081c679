"""Freeze one weight: the surface becomes a curve, and its slope is the partial derivative."""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import WINDOW, face_models
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Held, Pick, State, notches, to_notches, within
from lecture_lib.explorers.views.cut import HIGHEST, CutView
from lecture_lib.explorers.views.descent import loss_map
from lecture_lib.explorers.views.picture import NOWHERE, Picture, notched_handle
from lecture_lib.explorers.views.surface import SurfaceView
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.style import draw_line
from lecture_lib.pictures.tags import draw_lock
from lecture_lib.stage import Track, say

NOTCH = 0.1
VALUES = notches(*WINDOW, NOTCH)
SIGNS = {"w0": "w₀", "w1": "w₁"}
WEIGHTS = tuple(SIGNS)
FEATURES = ("1", "mouth")
TEMPLATE = (
    "{locked} is locked at {still:.2f}, {free} = {moves:.2f}: loss {loss:.4f}. The slope of the cut"
    " is ∂L/∂{free} = {slope:.2f}, the mean of (ŷ − y)·{x}; the gradient's other part,"
    " {other:.2f}, plays no part here.{bottom}"
)
BOTTOM = (
    "",
    " This is the lowest notch of the cut.",
    " This is the lowest notch of the cut, though not of the bowl.",
)
LEVELS = (0.3, 1, 2, 5, 10, 20)
AZIMUTH = (36,)  # degrees
SHOWN = 1 / 6  # of the length of a slope, on the map
LEAST, MOST = 1.2, 12  # a gradient is at least so long there, but no more times as long as it is
HOOK = -3.55  # of the padlock, in the free weight


class FreezeExplorer(Explorer):
    """Lock one weight and move the other: the partial derivative is the slope of that cut.

    Parameters
    ----------
    locked : {"w0", "w1"}
        The weight that stays as it is.
    w0, w1 : float
        The weights, within -4 and 4. On the map the point can be dragged along the cut.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S12.14-S12.17 (slides 30, 31), E12.2.
    """

    LABEL = "The map with the cut, the loss as a surface with the cut on it, the cut as a curve"
    DRAWN_FOR = ("locked",)
    PREVIEWS = True

    w0 = State(0.0, within, *WINDOW)
    w1 = State(0.0, within, *WINDOW)
    weight = Held(
        WEIGHTS, VALUES, ("locked",), lambda explorer: f"free weight {SIGNS[explorer.held]}"
    )
    locked = Pick("w0", WEIGHTS, "padlock on", SIGNS.get)

    @property
    def held(self):
        """The weight in the hand: the one that is not locked."""
        return WEIGHTS[self.free]

    @property
    def free(self):
        """0 or 1: which weight is not locked."""
        return 1 - WEIGHTS.index(self.locked)

    def prepare(self):
        """Load the faces."""
        self.model = face_models(load_faces("train"))["raw"]

    def draw(self):
        """Return the picture for the present free weight."""
        return FreezePicture(self.model, self.free)

    def show(self, values):
        """Show the cut, and the place for some values of the free weight."""
        thetas = np.tile([self.w0, self.w1], (len(values), 1, 1))
        thetas[:, 0, self.free] = values
        tracks = self.picture.tracks(thetas)
        self.stage.show(tracks, self._say(thetas), self.picture.handles(tracks))

    def dragged(self, name, x, y):
        """Move the free weight alone."""
        place = dict(zip(WEIGHTS, to_notches([x, y], *WINDOW, NOTCH), strict=True))
        self.set(**{self.held: place[self.held]})

    def _say(self, thetas):
        objective, free = self.model.objective, self.free
        gradient, loss = objective.gradient(thetas), objective.value(thetas)
        curvature = (objective.X[:, free] ** 2).mean()
        lowest = np.abs(gradient[..., free]) < 0.51 * NOTCH * curvature
        true = lowest & (loss - self.model.lowest < 1e-2)
        return say(
            TEMPLATE,
            locked=SIGNS[self.locked],
            still=getattr(self, self.locked),
            free=SIGNS[self.held],
            moves=thetas[..., free],
            loss=loss,
            slope=gradient[..., free],
            x=FEATURES[free],
            other=gradient[..., 1 - free],
            bottom=np.array(BOTTOM)[np.where(true, 1, 2 * lowest)],
        )


class FreezePicture(Picture):
    """The map with the cut, the surface with the cut on it, the cut as a curve with its tangent."""

    def __init__(self, model, free):
        super().__init__()
        self.objective, self.free = model.objective, free
        plane, space, cut = self.panels
        sign = SIGNS[WEIGHTS[free]]
        self.map = loss_map(self.figure, plane, model)
        self.space = SurfaceView(self.figure, space, model.objective.value, HIGHEST, LEVELS)
        ax = self.axes(cut, f"The cut: only {sign} varies", sign, "L")
        ax.set_yticks(range(0, HIGHEST + 1, 5))
        self.cut = CutView(ax, model.objective, free, reach=1.4)
        self.rail = draw_line(self.map, "loss")
        self.whole = draw_arrow(self.map, "muted", np.zeros((7, 2)), moving=True)
        self.part = draw_arrow(self.map, "gradient", np.zeros((7, 2)), moving=True)
        self.lock = draw_lock(self.map, NOWHERE, moving=True)
        self.point = draw_line(self.map, "point")
        self.shadow, self.edge, self.place = (
            draw_line(self.space.ax, meaning) for meaning in ("threshold", "line", "point")
        )

    def tracks(self, thetas):
        """Return where everything is, for thetas (takes, 1, 2) that differ in the free weight."""
        along = self.cut.along(thetas)
        hook, gradient = thetas[:1, :, None].copy(), self.objective.gradient(thetas)
        hook[..., self.free] = HOOK
        part = np.where(np.arange(2) == self.free, gradient, 0)
        length = np.linalg.norm(gradient, axis=-1, keepdims=True)
        shown = np.maximum(SHOWN, LEAST / np.maximum(length, LEAST / MOST))
        return {
            **self.cut.tracks(thetas),
            **self._in_space(thetas, along),
            self.rail: Track(along[None, None, [0, -1]]),
            self.whole: Track(self._arrow(thetas, shown * gradient)),
            self.part: Track(self._arrow(thetas, shown * part)),
            self.lock: Track(hook),
            self.point: Track(thetas[:, :, None]),
        }

    def handles(self, tracks):
        """Return what can be dragged: the point on the map, along the cut."""
        label = "The place on the map, which moves along the cut only"
        return [notched_handle("point", label, self.map, tracks[self.point], NOTCH)]

    def _in_space(self, thetas, along):
        """The cut and the place on the surface, as far as that goes up."""
        space = self.space

        def lifted(thetas):
            heights = self.objective.value(thetas)
            return space.lift(thetas, np.where(heights > HIGHEST, np.nan, heights))

        return {
            **space.tracks(AZIMUTH),
            self.shadow: space.seen(space.on_floor(along[[0, -1]]), AZIMUTH),
            self.edge: space.seen(lifted(along), AZIMUTH),
            self.place: space.seen(lifted(thetas), AZIMUTH * len(thetas)),
        }

    def _arrow(self, thetas, slopes):
        return arrow_points(thetas, slopes, pixels_per_unit(self.map))
