"""Three units over the faces: the step, the line, the sigmoid with labels near and far."""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.experiments.units import MODELS, unit_objectives
from lecture_lib.explorers.declared import Explorer, Pick, Slide
from lecture_lib.explorers.explorer import within
from lecture_lib.explorers.sigmoid.units_picture import UnitsPicture
from lecture_lib.stage import say

STEEPNESSES = (
    *(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0, 12.0),
    *(15.0, 20.0, 30.0, 50.0, 70.0, 100.0, 150.0, 200.0, 300.0, 500.0, 700.0, 1000.0),
)
THRESHOLDS = ("best", 1.0, 1.5, 2.0, 2.5, 3.0)
PLACES = np.linspace(0, 4, 401)  # where the best threshold is looked for
TEMPLATE = (
    "{unit}, w = ({w0:.2f}, {w1:.2f}): steepness {k:.1f}, threshold {t:.2f}. Loss {loss:.4f},"
    " {mistakes} of 40 faces wrong, slopes ({g0:.4f}, {g1:.4f}). {manner}{floor}"
)
MANNERS = (
    "The steepness changes nothing.",
    "Over the steepness the loss is lowest at {at:.1f}: {least:.4f}.",
    "The loss is lower the larger the steepness: {least:.4f} at 1000, and no end.",
)
FLOORS = (
    "",
    " Sad faces cost at least ½ each, so the loss stays above ¼. The sign of ŷ is + for every face:"
    " read by it, {by_sign} are wrong.",
)
FLAT = 1e-12
HINT = "w → k·w: how steep the unit is"


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

    LABEL = (
        "The faces with the curve of each unit, what each face costs, the loss over the steepness"
    )
    DRAWN_FOR = ("unit",)

    steepness = Slide(
        1.0,
        STEEPNESSES,
        "steepness k",
        "w → k·w: how steep the unit is",
        within,
        low=0.1,
        high=1000,
    )
    unit = Pick("σ on 0, 1", MODELS, "unit")
    threshold = Pick(2.0, THRESHOLDS, "threshold t", lambda t: str(t).removesuffix(".0"))

    def prepare(self):
        """Load the faces."""
        self.faces = load_faces("train")
        self.objectives = unit_objectives(self.faces)

    def draw(self):
        """Return the picture of the present unit."""
        return UnitsPicture(self.faces, self.objectives, self.unit)

    def show(self, steepnesses):
        """Show some steepnesses."""
        k = np.array(steepnesses)
        thetas = {name: self._weights(name, k) for name in MODELS}
        losses = {name: self.objectives[name].value(thetas[name]) for name in MODELS}
        tracks = self.picture.tracks(thetas[self.unit], k, losses)
        self.stage.show(tracks, self._say(thetas[self.unit], k, losses[self.unit]))

    def _weights(self, name, k):
        """The weights (takes, 2) of a unit at each steepness."""
        if self.threshold != "best":
            return k[:, None] * (-self.threshold, 1.0)
        thetas = k[:, None, None] * np.stack([-PLACES, np.ones_like(PLACES)], axis=-1)
        best = self.objectives[name].value(thetas).argmin(axis=-1)
        return thetas[np.arange(len(k)), best]

    def _say(self, thetas, k, loss):
        objective, w = self.objectives[self.unit], thetas[..., None]
        slopes, least = objective.gradient(thetas)[..., None], int(loss.argmin())
        manner = 0 if np.ptp(loss) < FLAT else 2 if least == len(k) - 1 else 1
        return say(
            TEMPLATE,
            unit=f"Unit: {self.unit}",
            w0=w[:, 0],
            w1=w[:, 1],
            k=k[:, None],
            t=-w[:, 0] / w[:, 1],
            loss=loss[:, None],
            mistakes=objective.mistakes(thetas)[:, None],
            g0=slopes[:, 0],
            g1=slopes[:, 1],
            manner=MANNERS[manner],
            at=k[least],
            least=loss[least],
            by_sign=(objective.y < 0).sum(),
            floor=FLOORS[self.unit == "σ on −1, +1"],
        )
