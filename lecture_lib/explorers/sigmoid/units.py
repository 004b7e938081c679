"""Three units over the faces: the step, the line, the sigmoid with labels near and far."""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.experiments.units import MODELS, unit_objectives
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Pick, Slide, within
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.explorers.views.unit import UnitView
from lecture_lib.pictures.crowd import SCORES
from lecture_lib.pictures.curves import draw_reference
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

STEEPNESSES = (
    *(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0, 12.0),
    *(15.0, 20.0, 30.0, 50.0, 70.0, 100.0, 150.0, 200.0, 300.0, 500.0, 700.0, 1000.0),
)
THRESHOLDS = ("best", 1.0, 1.5, 2.0, 2.5, 3.0)
PLACES = np.linspace(0, 4, 401)  # where the best threshold is looked for
TEMPLATE = (
    "Unit: {unit}; steepness {k:.1f}, threshold {t:.2f}, w = ({w0:.2f}, {w1:.2f}). Loss"
    " {loss:.4f}, {mistakes} of 40 faces wrong, slopes ({g0:.4f}, {g1:.4f}). {manner}{floor}"
)
MANNERS = (
    "The steepness changes nothing.",
    "Over the steepness the loss is lowest at {at:.1f}: {least:.4f}.",
    "Over the steepness the loss is lowest at the far end: {least:.4f} at 1000, still falling.",
)
FLOOR = (
    " Sad faces cost at least ½ each, so the loss stays above ¼. The sign of ŷ is + for every face:"
    " read by it, {by_sign} are wrong."
)
FLAT = 1e-12
HINT = "w → k·w: how steep the unit is"
FAR = "σ on −1, +1"  # labels that no sigmoid reaches
HEIGHTS = (-1.6, 1.6)
COST = 2.2  # the highest that is shown
LOSSES = (0.015, 3.0)
SEEN = (0.08, 1500.0)  # of the steepness
TICKS = (0.1, 1, 10, 100, 1000)
LEVELS = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2)
BESIDE = {"step": "step unit", "line": "linear unit", "σ on 0, 1": "sigmoid unit"}
CURVES = BESIDE | {FAR: "far labels"}
SIDES = {"happy cost": "happy", "sad cost": "sad"}


class UnitsExplorer(Explorer):
    """Lay three units over the faces and turn up their steepness.

    The weights are w = k (-t, 1): threshold t, steepness k.

    Parameters
    ----------
    steepness : float
        k, within 0.1 and 1000.
    unit : {"step", "line", "σ on 0, 1", "σ on −1, +1"}
        Which unit decides; the sigmoid with either pair of labels, the others with -1 and +1. The
        labels -1 and +1 of the sigmoid have a key, and its loss a curve, only where the explorer
        begins with them.
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

    steepness = Slide(1.0, STEEPNESSES, "steepness k", HINT, within, low=0.1, high=1000)
    unit = Pick("σ on 0, 1", MODELS, "unit", later=(FAR,))
    threshold = Pick(2.0, THRESHOLDS, "threshold t", lambda t: str(t).removesuffix(".0"))

    def prepare(self):
        """Load the faces."""
        self.faces = load_faces("train")
        self.objectives = unit_objectives(self.faces)

    def draw(self):
        """Return the picture of the present unit."""
        curves = {name: CURVES[name] for name in self.offers["unit"].offered(self)}
        return UnitsPicture(self.faces, self.objectives, self.unit, curves)

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
            unit=self.unit,
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
            floor=FLOOR if self.unit == FAR else "",
        )


class UnitsPicture(Picture):
    """The faces with the curve of each unit, a stem for each face's cost, loss over steepness.

    Parameters
    ----------
    faces : Faces
    objectives : dict of str to Objective
        By the name of the unit.
    unit : str
        Which one decides.
    curves : dict of str to str
        The style of the curve of the loss, for each unit that has one.
    """

    def __init__(self, faces, objectives, unit, curves):
        super().__init__()
        left, middle, right = self.panels
        self.objectives, self.unit = objectives, unit
        self.sides = (faces.labels > 0, faces.labels < 0)
        beside = BESIDE.values()
        self.crowd = UnitView(self.figure, left, faces, objectives[unit], HEIGHTS, beside)
        ax = self.axes(middle, "What each face costs", "mouth", "½(y − ŷ)²")
        ax.set(xlim=SCORES, ylim=(0, COST), xticks=range(5), yticks=(0, 0.5, 1, 1.5, 2))
        draw_legend(ax, SIDES)
        if unit == FAR:
            draw_reference(ax, 0.5, "½")
        self.stems = [draw_line(ax, side) for side in SIDES]
        ax = self.axes(right, "The loss over the steepness", "k", "L")
        ax.set(xscale="log", yscale="log")
        ax.set_xticks(TICKS, [f"{k:g}" for k in TICKS])
        ax.set_yticks(LEVELS, [f"{level:g}" for level in LEVELS])
        ax.minorticks_off()
        ax.set(xlim=SEEN, ylim=LOSSES)
        if FAR in curves:
            draw_reference(ax, 0.25, "¼")
        draw_legend(ax, {style: name for name, style in curves.items()})
        self.curves = {name: draw_line(ax, style) for name, style in curves.items()}
        self.point = draw_line(ax, "point")

    def tracks(self, thetas, k, losses):
        """Return where everything is.

        Parameters
        ----------
        thetas : array (takes, 2)
            Of the unit that decides.
        k : array (takes,)
            The steepness.
        losses : dict of str to array (takes,)
            Of every unit.
        """
        objective = self.objectives[self.unit]
        costs, mouth = objective.example_losses(thetas), objective.X[:, 1]
        stems = zip(self.stems, self.sides, strict=True)
        lines = {name: np.column_stack([k, losses[name]]) for name in self.curves}
        return {
            **self.crowd.tracks(thetas[:, None], [self.objectives[name].model for name in BESIDE]),
            **{line: Track(stem_points(mouth[side], costs[:, None, side])) for line, side in stems},
            **{curve: Track(lines[name][None, None]) for name, curve in self.curves.items()},
            self.point: Track(lines[self.unit][:, None, None]),
        }


def stem_points(x, heights):
    """Return upright lines from 0 to heights (..., P) at x (P,), as points (..., 3 P, 2)."""
    foot = np.broadcast_to(0.0, heights.shape)
    hole = np.full(heights.shape, np.nan)
    points = np.stack([foot, heights, hole], axis=-1)
    across = np.broadcast_to(x[:, None], points.shape)
    return np.stack([across, points], axis=-1).reshape(*heights.shape[:-1], -1, 2)
