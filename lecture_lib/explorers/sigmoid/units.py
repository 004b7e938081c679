"""Three units over the faces: the step, the line, the sigmoid with labels near and far."""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.experiments.units import MODELS, unit_objectives
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, key, one_of, within
from lecture_lib.explorers.sigmoid.units_picture import STEEPEST, UnitsPicture
from lecture_lib.stage import Choice, Readout, Slider, Stage

STEEPNESSES = (
    *(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0, 12.0),
    *(15.0, 20.0, 30.0, 50.0, 70.0, 100.0, 150.0, 200.0, 300.0, 500.0, 700.0, 1000.0),
)
THRESHOLDS = ("best", 1.0, 1.5, 2.0, 2.5, 3.0)
PLACES = np.linspace(0, 4, 401)  # where the best threshold is looked for
LABEL = "The faces with the curve of each unit, what each face costs, the loss over the steepness"
TEMPLATE = (
    "{unit}, w = ({w0}, {w1}): steepness {k}, threshold {t}. Loss {loss}, {mistakes} of 40 faces"
    " wrong, slopes ({g0}, {g1}). {manner}{floor}"
)
MANNERS = (
    "The steepness changes nothing.",
    "Over the steepness the loss is lowest at {at}: {least}.",
    "The loss is lower the larger the steepness: {least} at 1000, and no end.",
)
FLOORS = (
    "",
    " Sad faces cost at least ½ each, so the loss stays above ¼. The sign of ŷ is + for every face:"
    " read by it, {by_sign} are wrong.",
)
FLAT = 1e-12


class UnitsExplorer(Explorer):
    """Lay three units over the faces and turn up their steepness.

    The weights are w = k (-t, 1): threshold t, steepness k.

    Parameters
    ----------
    steepness : float
        k, within 0.1 and 1000.
    unit : {"step", "line", "σ on 0, 1", "σ on −1, +1"}
        Which unit decides; the sigmoid with either pair of labels, the others with -1 and +1.
    threshold : {"best", 1.0, 1.5, 2.0, 2.5, 3.0}
        t; "best" is the one from 0 to 4 with the lowest loss at each steepness.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S13.1-S13.5 (slides 34, 35), E13.1, E13.4, errata 43, 54.
    """

    steepness = State(1.0, within, STEEPNESSES[0], STEEPEST)
    unit = State("σ on 0, 1", one_of, tuple(MODELS))
    threshold = State(2.0, one_of, THRESHOLDS)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.faces = load_faces("train")
        self.objectives = unit_objectives(self.faces)
        steepness = Slider(label="steepness k", at_rest=True, hint="w → k·w: how steep the unit is")
        unit, threshold = Choice(label="unit"), Choice(label="threshold t")
        self.offered = bind(self, "steepness", steepness, STEEPNESSES, "{:g}".format, passing=True)
        bind(self, "unit", unit, tuple(MODELS))
        bind(self, "threshold", threshold, THRESHOLDS, lambda t: str(t).removesuffix(".0"))
        self.picture = UnitsPicture(self.faces, self.objectives, self.unit)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=steepness)
        return [columns([steepness], [unit, threshold, key("reset", self.reset)]), self.stage]

    def refresh(self, changed):
        """Show every steepness."""
        with self.stage.hold_sync():
            if self.unit != self.picture.unit:
                self.put(UnitsPicture(self.faces, self.objectives, self.unit))
            k = np.array(self.offered)
            thetas = {name: self._weights(name, k) for name in MODELS}
            losses = {name: self.objectives[name].value(thetas[name]) for name in MODELS}
            tracks = self.picture.tracks(thetas[self.unit], k, losses)
            self.stage.show(tracks, self._readout(thetas[self.unit], k, losses[self.unit]))

    def _weights(self, name, k):
        """The weights (takes, 2) of a unit at each steepness."""
        if self.threshold != "best":
            return k[:, None] * (-self.threshold, 1.0)
        thetas = k[:, None, None] * np.stack([-PLACES, np.ones_like(PLACES)], axis=-1)
        best = self.objectives[name].value(thetas).argmin(axis=-1)
        return thetas[np.arange(len(k)), best]

    def _readout(self, thetas, k, loss):
        objective = self.objectives[self.unit]
        slopes, least = objective.gradient(thetas), int(loss.argmin())
        flat = np.ptp(loss) < FLAT
        values = {
            "unit": 0,
            "w0": thetas[:, 0],
            "w1": thetas[:, 1],
            "k": k,
            "t": -thetas[:, 0] / thetas[:, 1],
            "loss": loss,
            "mistakes": objective.mistakes(thetas),
            "g0": slopes[:, 0],
            "g1": slopes[:, 1],
            "manner": 0 if flat else 2 if least == len(k) - 1 else 1,
            "at": k[least],
            "least": loss[least],
            "by_sign": (objective.y < 0).sum(),
            "floor": int(self.unit == "σ on −1, +1"),
        }
        tables = {name: np.reshape(value, (-1, 1)) for name, value in values.items()}
        digits = dict.fromkeys(("loss", "least", "g0", "g1"), 4) | {"k": 1, "at": 1}
        digits |= dict.fromkeys(("w0", "w1", "t"), 2)
        words = {"unit": (f"Unit: {self.unit}",), "manner": MANNERS, "floor": FLOORS}
        return Readout(TEMPLATE, tables, digits, words)
