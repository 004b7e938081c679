"""Draw the line by hand: one weight on a slider, and the loss as a function of it."""

import numpy as np

from lecture_lib import theory
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import WINDOW, face_models
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    key,
    one_of,
    signed,
    to_notches,
    within,
)
from lecture_lib.explorers.views import NOWHERE, CrowdView, Picture, loss_map, opposite_end
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Readout, Slider, Stage, Track

NOTCH = 0.05
VALUES = (np.round(np.arange(WINDOW[0], WINDOW[1] + NOTCH / 2, NOTCH), 2) + 0.0).tolist()
WEIGHTS = ("w0", "w1")
SIGNS = ("w₀", "w₁")
HIGHEST = 20.0  # loss that the curve over one weight shows
LABEL = "Faces with the line and its squared errors, the loss over one weight, the loss over both"
TEMPLATE = "w₀ = {w0}, w₁ = {w1}: loss {loss}, {mistakes} of {faces} faces wrong. {place} {slope}"
PLACES = (
    "The threshold is at mouth {threshold}, happy on its right.",
    "The threshold is at mouth {threshold}, happy on its left.",
    "There is no threshold: the line is level.",
)
SLOPES = (
    "More {sign} would lower the loss (slope {slope_value}).",
    "Less {sign} would lower the loss (slope {slope_value}).",
    "No notch of {sign} does better (slope {slope_value}).",
)


class ByHandExplorer(Explorer):
    """Move one weight of ŷ = w₀ + w₁·mouth; see the line, its errors, and the loss along the way.

    Parameters
    ----------
    hand : {"w0", "w1"}
        The weight in the hand: the loss is drawn as a function of it.
    w0, w1 : float
        The weights, within -4 and 4.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S11 (slide 25): E11.1 and E11.2.
    """

    w0 = State(0.0, within, *WINDOW)
    w1 = State(1.0, within, *WINDOW)

    def __init__(self, hand="w0", **state):
        self.hand = WEIGHTS.index(one_of("hand", hand, WEIGHTS))
        super().__init__(**state)

    @property
    def weights(self):
        """(w0, w1) as an array."""
        return np.array([self.w0, self.w1])

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.model = face_models(load_faces("train"))["raw"]
        sliders = [Slider(label=f"weight {sign}") for sign in SIGNS]
        self.offered = [
            bind(self, name, slider, VALUES, signed)
            for name, slider in zip(WEIGHTS, sliders, strict=True)
        ]
        sliders[self.hand].at_rest = True
        self.picture = ByHandPicture(self.model, self.hand)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=sliders[self.hand])
        self.stage.on_drag(self._dragged)
        return [*sliders, key("reset", self.reset), self.stage]

    def refresh(self, changed):
        """Show the line for every value of the weight in the hand."""
        values = self.offered[self.hand]
        thetas = np.tile(self.weights, (len(values), 1, 1))
        thetas[:, 0, self.hand] = values
        tracks = self.picture.tracks(thetas)
        self.stage.show(tracks, self._readout(thetas), self.picture.handles(tracks))

    def _readout(self, thetas):
        objective = self.model.objective
        slope = objective.gradient(thetas)[..., self.hand]
        w0, w1 = np.moveaxis(thetas, -1, 0)
        half_a_notch = 0.51 * NOTCH * theory.hessian(objective.X)[self.hand, self.hand]
        level = w1 == 0
        threshold = -w0 / np.where(level, 1, w1)
        return Readout(
            TEMPLATE,
            values={
                "w0": w0,
                "w1": w1,
                "loss": objective.value(thetas),
                "mistakes": objective.mistakes(thetas),
                "faces": np.full((1, 1), objective.N),
                "threshold": threshold,
                "place": np.where(level, 2, w1 < 0),
                "slope": np.where(abs(slope) < half_a_notch, 2, slope > 0),
                "slope_value": slope,
                "sign": np.full((1, 1), self.hand),
            },
            digits={"w0": 2, "w1": 2, "loss": 4, "threshold": 2, "slope_value": 2},
            words={"place": PLACES, "slope": SLOPES, "sign": SIGNS},
        )

    def _dragged(self, name, x, y):
        weights = np.array([x, y])
        if name.startswith("line"):
            fixed = opposite_end(self.stage.handles, name, self.stage.take, 0)
            weights = self.model.redrawn(self.weights, (x, y), fixed)[:2]
        notched = to_notches(weights, *WINDOW, NOTCH)
        self.set(**dict(zip(WEIGHTS, notched, strict=True)))


class ByHandPicture(Picture):
    """The faces with the line, the loss over the weight in the hand, the loss over both.

    Parameters
    ----------
    model : FaceModel
    hand : int
        0 or 1: which weight is in the hand.
    """

    def __init__(self, model, hand):
        super().__init__()
        self.model, self.hand = model, hand
        faces, curve, plane = self.panels
        self.crowd = CrowdView(self.figure, faces, model, squares=True)
        title = f"The loss, {SIGNS[1 - hand]} fixed"
        self.valley = new_axes(self.figure, curve, title=title, xlabel=SIGNS[hand], ylabel="L")
        self.valley.set(xlim=WINDOW, ylim=(0, HIGHEST))
        self.map = loss_map(self.figure, plane, model)
        self.curve = draw_line(self.valley, "loss", NOWHERE, moving=True)
        self.tangent = draw_line(self.valley, "gradient", NOWHERE, moving=True)
        self.valley_point = draw_line(self.valley, "point", NOWHERE, moving=True)
        self.ray = draw_line(self.map, "threshold", NOWHERE, moving=True)
        self.cut = draw_line(self.map, "loss", NOWHERE, moving=True)
        self.map_point = draw_line(self.map, "point", NOWHERE, moving=True)

    def tracks(self, thetas):
        """Return where everything is, for thetas (takes, 1, 2)."""
        objective = self.model.objective
        x, loss = thetas[..., self.hand], objective.value(thetas)
        slope = objective.gradient(thetas)[..., self.hand]
        reach = 0.9 / np.hypot(1, slope * 8 / HIGHEST)  # as long on the screen whatever the slope
        ends = reach[..., None] * np.array([-1, 1])
        tangent = np.stack(
            [x[..., None] + ends, loss[..., None] + slope[..., None] * ends], axis=-1
        )
        along = np.repeat(thetas[:1], 121, axis=1)
        along[0, :, self.hand] = np.linspace(*WINDOW, 121)
        curve = np.stack([along[..., self.hand], objective.value(along)], axis=-1)
        far = thetas / np.maximum(np.abs(thetas).max(axis=-1, keepdims=True), 1e-9) * WINDOW[1]
        return {
            **self.crowd.tracks(thetas),
            self.curve: Track(curve[:, None]),
            self.tangent: Track(tangent),
            self.valley_point: Track(np.stack([x, loss], axis=-1)[:, :, None]),
            self.ray: Track(np.stack([-far, far], axis=-2)),
            self.cut: Track(along[:, None, [0, -1]]),
            self.map_point: Track(thetas[:, :, None]),
        }

    def handles(self, tracks):
        """Return what can be dragged: the point on the map, the line over the faces."""
        notch = NOTCH * float(pixels_per_unit(self.map)[0])
        name, label, place = "point", "The line as a point of the map", tracks[self.map_point]
        point = Handle(name, label, self.map, place, step=3 * notch, fine=notch)
        return [point, *self.crowd.grips(tracks)]
