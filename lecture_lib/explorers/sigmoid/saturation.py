"""Where the slope of the sigmoid goes: on paper, in float64, in a loss."""

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.experiments.saturation import pulls, slopes
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.state import Pick, Slide, signed, within
from lecture_lib.explorers.views.picture import WIDE, Picture
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

REACH = 1000.0
FAR = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16.6, 16.7, 20, 25, 30, 36.7, 36.8, 40, 50, 100, 1000)
SCORES = (*(-float(z) for z in FAR[::-1]), 0.0, *map(float, FAR))
LABELS = {"happy": 1, "sad": 0}
TEMPLATE = (
    "z = {z}: σ = {sigma}. The slope is σ(z)σ(−z) = {slope}; written as σ(1 − σ) it comes out as"
    " {double} in float64 and {single} in float32. A {label} face has ∂L/∂z = {squared} with"
    " squared loss, {entropy} with cross entropy."
)
ZERO = 1e-24  # where an exact 0 is drawn on a scale of powers of ten
ROOM = 10  # CSS pixels for the powers beside the axis
POWERS = (1e-5, 1e-10, 1e-15, 1e-20)
SLOPES = {"curve": "σ(z)σ(−z)", "float64": "σ(1 − σ), float64", "float32": "σ(1 − σ), float32"}
PULLS = {"loss": "squared loss", "cross entropy": "cross entropy"}


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

    LABEL = "The slope of the sigmoid over its score, and the slope of a face's loss over its score"

    z = Slide(0.0, SCORES, "score z", "The score wᵀx of the unit", within, low=-REACH, high=REACH)
    label = Pick("happy", LABELS, "the face is")

    def draw(self):
        """Return the picture."""
        return SaturationPicture()

    def show(self, scores):
        """Show some scores."""
        z, y = np.array(scores), LABELS[self.label]
        rows = (Sigmoid().value(z), *slopes(z), *pulls(z, y))
        names = ("sigma", "slope", "double", "single", "squared", "entropy")
        told = {name: in_words(row, short) for name, row in zip(names, rows, strict=True)}
        readout = say(TEMPLATE, z=in_words(scores, signed), label=self.label, **told)
        self.stage.show(self.picture.tracks(z, y), readout)


class SaturationPicture(Picture):
    """The slope of σ over z in three ways of computing it, and the pull of a face."""

    def __init__(self):
        super().__init__(2, width=WIDE)
        (x, y, width, height), right = self.panels
        self.z = sweep()
        ax = self.axes((x + ROOM, y, width - ROOM, height), "The slope of σ", "z", "σ′(z)")
        ax.set_yscale("log")
        ax.set_yticks([1, *POWERS, ZERO], ["1", *map(power_of_ten, POWERS), "0"])
        score_axis(ax, 50, (-40, -20, 0, 20, 40))
        ax.set_ylim(ZERO / 10, 1e6)
        for meaning, row in zip(SLOPES, slopes(self.z), strict=True):
            draw_line(ax, meaning, np.column_stack([self.z, floor(row)])).set_zorder(2)
        draw_legend(ax, SLOPES, loc="upper left")
        self.marks = [draw_line(ax, mark) for mark in ("stopped", "point", "single end")]
        ax = self.axes(right, "The slope of the face's loss", "z", "∂L/∂z")
        score_axis(ax, 10, (-10, -5, 0, 5, 10))
        ax.set_yticks((-1, -0.5, 0, 0.5, 1))
        ax.set_ylim(-1.1, 1.6)
        draw_legend(ax, PULLS, loc="upper left")
        self.pulls = [draw_line(ax, meaning) for meaning in PULLS]
        self.dots = [draw_line(ax, mark) for mark in ("point", "kept")]

    def tracks(self, z, y):
        """Return where everything is, for scores (takes,) and a label."""
        points = [*map(floor, slopes(z)), *pulls(z, y)]
        curves = zip(self.pulls, pulls(self.z, y), strict=True)
        dots = zip([*self.marks, *self.dots], points, strict=True)
        return {
            **{curve: Track(np.column_stack([self.z, row])[None, None]) for curve, row in curves},
            **{dot: Track(np.column_stack([z, row])[:, None, None]) for dot, row in dots},
        }


def score_axis(ax, near, ticks):
    """Let z go from -1000 to 1000, drawn evenly up to `near`."""
    ax.set_xscale("symlog", linthresh=near, linscale=4)
    ticks = (-1000, *ticks, 1000)
    ax.set_xticks(ticks, [signed(tick) for tick in ticks])
    ax.minorticks_off()
    ax.set_xlim(-1400, 1400)


def sweep():
    """Return the scores at which curves are drawn."""
    far = np.geomspace(50, 1000, 60)
    return np.concatenate([-far[::-1], np.linspace(-50, 50, 1001), far])


def floor(slopes):
    """Slopes as they are drawn: an exact 0 on its own level, what is smaller than the page not."""
    return np.where(slopes == 0, ZERO, np.where(slopes < 1e-22, np.nan, slopes))


def in_words(numbers, write):
    """Write the numbers of the takes, (takes, 1)."""
    return np.array([[write(float(x))] for x in numbers])


def short(x):
    """Write a number with five decimals, or two digits where it is tiny; 0 and 1 if exact."""
    if x in (0, 1, -1):
        text = f"{x + 0.0:g}"  # −0 is 0
    elif abs(x) > 1e-3:
        text = f"{x:.5f}"
    else:
        lead, _, power = f"{x:.1e}".partition("e")
        text = f"{lead}·{power_of_ten(10.0 ** int(power))}"
    return text.replace("-", "−")
