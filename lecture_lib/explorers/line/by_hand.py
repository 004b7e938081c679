"""Draw the line by hand: one weight on a slider, and the loss as a function of it."""

import numpy as np

from lecture_lib import theory
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import WINDOW, face_models
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Slide, notches, one_of, to_notches, within
from lecture_lib.explorers.views.crowd import CrowdView, opposite_end
from lecture_lib.explorers.views.cut import CutView
from lecture_lib.explorers.views.descent import loss_map
from lecture_lib.explorers.views.picture import Picture, notched_handle
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

NOTCH = 0.05
VALUES = notches(*WINDOW, NOTCH)
WEIGHTS = ("w0", "w1")
SIGNS = ("w₀", "w₁")
TEMPLATE = (
    "w₀ = {w0:.2f}, w₁ = {w1:.2f}: loss {loss:.4f}, {mistakes} of {faces} faces wrong. {place}"
    " {advice} (slope {slope:.2f})."
)
PLACES = (
    "The threshold is at mouth {threshold:.2f}, happy on its right.",
    "The threshold is at mouth {threshold:.2f}, happy on its left.",
    "There is no threshold: the line is level.",
)
ADVICE = (
    "More {sign} would lower the loss",
    "Less {sign} would lower the loss",
    "No notch of {sign} does better",
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

    LABEL = (
        "Faces with the line and its squared errors, the loss over one weight, the loss over both"
    )

    w0 = Slide(0.0, VALUES, "weight w₀", check=within, low=WINDOW[0], high=WINDOW[1])
    w1 = Slide(1.0, VALUES, "weight w₁", check=within, low=WINDOW[0], high=WINDOW[1])

    def __init__(self, hand="w0", **state):
        self.hand = WEIGHTS.index(one_of("hand", hand, WEIGHTS))
        super().__init__(**state)

    @property
    def weights(self):
        """(w0, w1) as an array."""
        return np.array([self.w0, self.w1])

    def in_hand(self):
        """Return the name of the weight in the hand."""
        return WEIGHTS[self.hand]

    def prepare(self):
        """Load the faces."""
        self.model = face_models(load_faces("train"))["raw"]

    def draw(self):
        """Return the picture."""
        return ByHandPicture(self.model, self.hand)

    def show(self, values):
        """Show the line for some values of the weight in the hand."""
        thetas = np.tile(self.weights, (len(values), 1, 1))
        thetas[:, 0, self.hand] = values
        tracks = self.picture.tracks(thetas)
        self.stage.show(tracks, self._say(thetas), self.picture.handles(tracks))

    def dragged(self, name, x, y):
        """Take the weights of the point, or of the line as it was drawn."""
        weights = np.array([x, y])
        if name.startswith("line"):
            fixed = opposite_end(self.stage.handles, name, self.stage.take, 0)
            weights = self.model.redrawn(self.weights, (x, y), fixed)[:2]
        notched = to_notches(weights, *WINDOW, NOTCH)
        self.set(**dict(zip(WEIGHTS, notched, strict=True)))

    def _say(self, thetas):
        objective = self.model.objective
        slope = objective.gradient(thetas)[..., self.hand]
        w0, w1 = np.moveaxis(thetas, -1, 0)
        half_a_notch = 0.51 * NOTCH * theory.hessian(objective.X)[self.hand, self.hand]
        level = w1 == 0
        return say(
            TEMPLATE,
            w0=w0,
            w1=w1,
            loss=objective.value(thetas),
            mistakes=objective.mistakes(thetas),
            faces=objective.N,
            place=np.array(PLACES)[np.where(level, 2, w1 < 0)],
            threshold=-w0 / np.where(level, 1, w1),
            advice=np.array(ADVICE)[np.where(abs(slope) < half_a_notch, 2, slope > 0)],
            sign=SIGNS[self.hand],
            slope=slope,
        )


class ByHandPicture(Picture):
    """The faces with the line, the loss over the weight in the hand, the loss over both."""

    def __init__(self, model, hand):
        super().__init__()
        faces, curve, plane = self.panels
        self.crowd = CrowdView(self.figure, faces, model, squares=True)
        ax = self.axes(curve, f"The loss, {SIGNS[1 - hand]} fixed", SIGNS[hand], "L")
        self.valley = CutView(ax, model.objective, hand, reach=0.9)
        self.map = loss_map(self.figure, plane, model)
        self.ray, self.cut, self.point = (
            draw_line(self.map, meaning) for meaning in ("threshold", "loss", "point")
        )

    def tracks(self, thetas):
        """Return where everything is, for thetas (takes, 1, 2)."""
        largest = np.maximum(np.abs(thetas).max(axis=-1, keepdims=True), 1e-9)
        far = thetas / largest * WINDOW[1]
        return {
            **self.crowd.tracks(thetas),
            **self.valley.tracks(thetas),
            self.ray: Track(np.stack([-far, far], axis=-2)),
            self.cut: Track(self.valley.along(thetas)[None, None, [0, -1]]),
            self.point: Track(thetas[:, :, None]),
        }

    def handles(self, tracks):
        """Return what can be dragged: the point on the map, the line over the faces."""
        name, label, place = "point", "The line as a point of the map", tracks[self.point]
        point = notched_handle(name, label, self.map, place, NOTCH)
        return [point, *self.crowd.grips(tracks)]
