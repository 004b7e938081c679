"""The figure of the padlock: the map, the surface and the curve, with one cut through all three."""

import numpy as np

from lecture_lib.experiments.lines import WINDOW
from lecture_lib.explorers.surface_view import SurfaceView
from lecture_lib.explorers.views import NOWHERE, Picture, loss_map
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.style import draw_line
from lecture_lib.pictures.tags import draw_lock
from lecture_lib.stage import Handle, Track

NOTCH = 0.1
CAP = 20.0  # loss at which the surface is cut off
LEVELS = (0.3, 1, 2, 5, 10, 20)
AZIMUTH = (36,)  # degrees
SIGNS = ("w₀", "w₁")
SHOWN = 1 / 6  # of the length of a slope, on the map
HOOK = -3.55  # of the padlock, in the free weight
POINTS = 121  # of the cut
TANGENT = 1.4  # half its length, in units of the weight where it is level


class FreezePicture(Picture):
    """The map with the cut, the surface with the cut on it, the cut as a curve with its tangent.

    Parameters
    ----------
    model : FaceModel
    free : int
        0 or 1: which weight is free.
    """

    def __init__(self, model, free):
        super().__init__()
        self.model, self.free = model, free
        plane, space, cut = self.panels
        self.map = loss_map(self.figure, plane, model)
        value = model.objective.value
        self.space = SurfaceView(self.figure, space, value, CAP, LEVELS)
        title = f"The cut: only {SIGNS[free]} varies"
        self.cut = new_axes(self.figure, cut, title=title, xlabel=SIGNS[free], ylabel="L")
        self.cut.set(xlim=WINDOW, ylim=(0, CAP), yticks=[0, 5, 10, 15, 20])
        self.rail = draw_line(self.map, "loss", NOWHERE, moving=True)
        self.whole = draw_arrow(self.map, "muted", np.zeros((7, 2)), moving=True)
        self.part = draw_arrow(self.map, "gradient", np.zeros((7, 2)), moving=True)
        self.lock = draw_lock(self.map, NOWHERE, moving=True)
        self.point = draw_line(self.map, "point", NOWHERE, moving=True)
        self.shadow = draw_line(self.space.ax, "threshold", NOWHERE, moving=True)
        self.edge = draw_line(self.space.ax, "line", NOWHERE, moving=True)
        self.place = draw_line(self.space.ax, "point", NOWHERE, moving=True)
        self.curve = draw_line(self.cut, "loss", NOWHERE, moving=True)
        self.tangent = draw_line(self.cut, "gradient", NOWHERE, moving=True)
        self.here = draw_line(self.cut, "point", NOWHERE, moving=True)

    def tracks(self, thetas):
        """Return where everything is, for thetas (takes, 1, 2) that differ in the free weight."""
        objective, scale = self.model.objective, pixels_per_unit(self.map)
        loss, gradient = objective.value(thetas), objective.gradient(thetas)
        slope = gradient[..., self.free]
        along = np.repeat(thetas[:1, 0], POINTS, axis=0)
        along[:, self.free] = np.linspace(*WINDOW, POINTS)
        heights = objective.value(along)
        seen = np.where(heights > CAP, np.nan, heights)
        part = np.zeros_like(gradient)
        part[..., self.free] = slope
        spots = np.stack([thetas[..., self.free], loss], axis=-1)
        takes = AZIMUTH * len(thetas)
        lifted = self.space.lift(thetas, np.where(loss > CAP, np.nan, loss))
        return {
            **self.space.tracks(AZIMUTH),
            self.rail: Track(along[None, None, [0, -1]]),
            self.whole: Track(arrow_points(thetas, SHOWN * gradient, scale)),
            self.part: Track(arrow_points(thetas, SHOWN * part, scale)),
            self.point: Track(thetas[:, :, None]),
            self.shadow: self.space.seen(self.space.on_floor(along[[0, -1]]), AZIMUTH),
            self.edge: self.space.seen(self.space.lift(along, seen), AZIMUTH),
            self.place: self.space.seen(lifted, takes),
            self.curve: Track(np.column_stack([along[:, self.free], heights])[None, None]),
            self.tangent: Track(self._tangent(spots, slope)),
            self.here: Track(spots[:, :, None]),
            self.lock: Track(self._hook(thetas[0, 0])[None, None]),
        }

    def handles(self, tracks):
        """Return what can be dragged: the point on the map, along the cut."""
        notch = NOTCH * float(pixels_per_unit(self.map)[0])
        label = "The place on the map, which moves along the cut only"
        return [Handle("point", label, self.map, tracks[self.point], step=3 * notch, fine=notch)]

    def _hook(self, theta):
        """Where the padlock hangs: at the end of the cut on the map."""
        place = np.array(theta)
        place[self.free] = HOOK
        return place[None]

    def _tangent(self, spots, slope):
        reach = TANGENT / np.hypot(1, slope * np.ptp(WINDOW) / CAP)
        ends = reach[..., None] * np.array([-1, 1])
        line = np.stack([ends, slope[..., None] * ends], axis=-1)
        return spots[..., None, :] + line
