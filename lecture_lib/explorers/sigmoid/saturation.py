"""Where the slope of the sigmoid goes: on paper, in float64, in a loss."""

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.experiments.saturation import pulls, slopes
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    columns,
    key,
    one_of,
    signed,
    within,
)
from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.sigmoid.saturation_picture import SaturationPicture
from lecture_lib.stage import Choice, Readout, Slider, Stage

REACH = 1000.0
FAR = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16.6, 16.7, 20, 25, 30, 36.7, 36.8, 40, 50, 100, 1000)
SCORES = (*(-float(z) for z in FAR[::-1]), 0.0, *map(float, FAR))
NUMBERS = ("sigma", "slope", "double", "single", "squared", "entropy")
LABELS = {"happy": 1, "sad": 0}
LABEL = "The slope of the sigmoid over its score, and the slope of a face's loss over its score"
TEMPLATE = (
    "z = {z}: σ = {sigma}. The slope is σ(z)σ(−z) = {slope}; written as σ(1 − σ) it comes out as"
    " {double} in float64 and {single} in float32. A {label} face has ∂L/∂z = {squared} with"
    " squared loss, {entropy} with cross entropy."
)


class SaturationExplorer(Explorer):
    """Move the score of a sigmoid far out and watch its slope, and what is left of the pull.

    Parameters
    ----------
    z : float
        The score, within -1000 and 1000.
    label : {"happy", "sad"}
        y = 1 or 0, of the face whose loss is looked at.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S13.6, S13.7, S13.12 (slides 35, 36), E13.3, erratum 55.
    """

    z = State(0.0, within, -REACH, REACH)
    label = State("happy", one_of, tuple(LABELS))

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        z = Slider(label="score z", at_rest=True, hint="The score wᵀx of the unit")
        self.offered = bind(self, "z", z, SCORES, signed, passing=True)
        label = Choice(label="the face is")
        bind(self, "label", label, tuple(LABELS))
        self.picture = SaturationPicture(slopes)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=z)
        return [columns([z], [label, key("reset", self.reset)]), self.stage]

    def refresh(self, changed):
        """Show every score."""
        z = np.array(self.offered)
        y = LABELS[self.label]
        tracks = self.picture.tracks(z, lambda z: pulls(z, y))
        self.stage.show(tracks, self._readout(z, y))

    def _readout(self, z, y):
        texts = {"z": [signed(value) for value in self.offered]}
        rows = (Sigmoid().value(z), *slopes(z), *pulls(z, y))
        texts |= {name: _short(row) for name, row in zip(NUMBERS, rows, strict=True)}
        takes = np.arange(len(z))[:, None]
        values = dict.fromkeys(texts, takes) | {"label": np.full((1, 1), 1 - y)}
        return Readout(TEMPLATE, values, words=texts | {"label": tuple(LABELS)})


def _short(numbers):
    """Write numbers with five decimals, or two digits where they are tiny; 0 and 1 if exact."""
    return [_one(x).replace("-", "−") for x in numbers.tolist()]


def _one(x):
    if x in (0, 1, -1):
        return f"{x:g}"
    if abs(x) > 1e-3:
        return f"{x:.5f}"
    lead, _, power = f"{x:.1e}".partition("e")
    return f"{lead}·{power_of_ten(10.0 ** int(power))}"
