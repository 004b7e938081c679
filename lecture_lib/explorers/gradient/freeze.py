"""Freeze one weight: the surface becomes a curve, and its slope is the partial derivative."""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import WINDOW, face_models
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    columns,
    key,
    one_of,
    signed,
    to_notches,
    within,
)
from lecture_lib.explorers.gradient.freeze_picture import SIGNS, FreezePicture
from lecture_lib.stage import Choice, Readout, Slider, Stage

NOTCH = 0.1
VALUES = tuple((np.round(np.arange(WINDOW[0], WINDOW[1] + NOTCH / 2, NOTCH), 1) + 0.0).tolist())
WEIGHTS = ("w0", "w1")
LABEL = "The map with the cut, the loss as a surface with the cut on it, the cut as a curve"
TEMPLATE = (
    "{held_sign} is locked at {held}, {sign} = {free}: loss {loss}. The slope of the cut is"
    " ∂L/∂{sign} = {slope}, the mean of (ŷ − y)·{x}; the gradient's other part, {other}, is not"
    " felt.{bottom}"
)
BOTTOM = (
    "",
    " This is the lowest notch of the cut.",
    " This is the lowest notch of the cut, though not of the bowl.",
)
FEATURES = ("1", "mouth")


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

    locked = State("w0", one_of, WEIGHTS)
    w0 = State(0.0, within, *WINDOW)
    w1 = State(0.0, within, *WINDOW)

    @property
    def free(self):
        """The weight that is not locked."""
        return WEIGHTS[1 - WEIGHTS.index(self.locked)]

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.model = face_models(load_faces("train"))["raw"]
        self.slider = Slider(label="free weight", at_rest=True)
        self._follow()
        self.observe(self._follow, ["locked", *WEIGHTS])
        self.slider.observe(self._moved, "index")
        locked = Choice(label="padlock on")
        bind(self, "locked", locked, WEIGHTS, dict(zip(WEIGHTS, SIGNS, strict=True)).get)
        self.picture = FreezePicture(self.model, WEIGHTS.index(self.free))
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=self.slider)
        self.stage.on_drag(self._dragged)
        return [columns([self.slider], [locked, key("reset", self.reset)]), self.stage]

    def basis(self):
        """Return the state but for the free weight, and the values offered for it."""
        return {k: v for k, v in self.state.items() if k != self.free}, list(self.values)

    def refresh(self, changed):
        """Show the cut, and the place for every value of the free weight."""
        self._show(self.values)

    def hurry(self, changed):
        """Show the cut, and the place as it is."""
        self._show([getattr(self, self.free)])

    def _show(self, values):
        free = WEIGHTS.index(self.free)
        with self.stage.hold_sync():
            if self.picture.free != free:
                self.put(FreezePicture(self.model, free))
            thetas = np.tile([self.w0, self.w1], (len(values), 1, 1))
            thetas[:, 0, free] = values
            tracks = self.picture.tracks(thetas)
            self.stage.show(tracks, self._readout(thetas, free), self.picture.handles(tracks))

    def _readout(self, thetas, free):
        objective = self.model.objective
        gradient, loss = objective.gradient(thetas), objective.value(thetas)
        one = {"held_sign": 1 - free, "sign": free, "x": free, "held": thetas[0, 0, 1 - free]}
        curvature = np.array([1.0, (objective.X[:, 1] ** 2).mean()])[free]
        lowest = np.abs(gradient[..., free]) < 0.51 * NOTCH * curvature
        true = lowest & (loss - self.model.lowest < 1e-2)
        values = {name: np.full((1, 1), value) for name, value in one.items()} | {
            "free": thetas[..., free],
            "loss": loss,
            "slope": gradient[..., free],
            "other": gradient[..., 1 - free],
            "bottom": np.where(true, 1, 2 * lowest),
        }
        digits = dict.fromkeys(("held", "free", "slope", "other"), 2) | {"loss": 4}
        words = {"held_sign": SIGNS, "sign": SIGNS, "x": FEATURES, "bottom": BOTTOM}
        return Readout(TEMPLATE, values, digits, words)

    def _follow(self, _=None):
        value = getattr(self, self.free)
        self.values = sorted({*VALUES, value})
        with self.slider.hold_sync():
            self.slider.label = f"free weight {SIGNS[WEIGHTS.index(self.free)]}"
            self.slider.options = [signed(v) for v in self.values]
            self.slider.index = self.values.index(value)

    def _moved(self, change):
        setattr(self, self.free, self.values[change["new"]])

    def _dragged(self, name, x, y):
        place = dict(zip(WEIGHTS, to_notches([x, y], *WINDOW, NOTCH), strict=True))
        setattr(self, self.free, place[self.free])
