"""Is it a distribution? Ten numbers as bars, two lamps, and what a one-hot label says."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.experiments.shares import NOTCH
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Held, Slide, State, button, signed, to_notches
from lecture_lib.explorers.views.bars import BarsView
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.labels import one_hot
from lecture_lib.pictures.digits import digit_spots, digits_shown, draw_digits
from lecture_lib.pictures.figure import pixels_per_unit, side_by_side, text_style
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track, say

CLASSES = 10
LOW, HIGH = -0.6, 1.6
VALUES = (np.round(np.arange(LOW, HIGH + NOTCH / 2, NOTCH), 2) + 0.0).tolist()
TWO = tuple(one_hot(2, CLASSES).tolist())
JUDGED = (
    "No distribution: the smallest number is {smallest:.2f}, and they sum to {total:.2f}.",
    "No distribution: they sum to 1, but the smallest number is {smallest:.2f}.",
    "No distribution: none is negative, but they sum to {total:.2f}.",
    "A distribution: none is negative and they sum to 1. {shape}",
)
SHAPES = (
    "The largest probability is {largest:.2f}, at class {first}.",
    "It is one-hot: class {first} for certain.",
    "It is uniform: every class has {largest:.2f}.",
)
SINGLE = 1e-6  # a sum of numbers in single precision may be off by that
LAMPS = {"none negative": 0.9, "sum is 1": 0.76}
LEFT = 0.14  # of the lamps
MIDDLE = (0.5, 0.3)  # of the digit
SIZE = 170  # of the digit, in CSS pixels


class DistributionExplorer(Explorer):
    """Set ten numbers, and see whether they are a probability distribution.

    Parameters
    ----------
    p : tuple of float
        Ten numbers, within -0.6 and 1.6.
    chosen : int
        The class whose number is in the hand, 0 to 9.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S16.1-S16.9 (slides 45, 46): E16.1; errata 63, 64.
    """

    LABEL = "Ten numbers as bars, two lamps, and the digit that a one-hot label stands for"

    p = State(TWO)
    chosen = Slide(2, range(CLASSES), "class", "", checks.count, low=0, high=CLASSES - 1)
    number = Held(
        "p", VALUES, ["chosen"], lambda _: "its number", text=lambda x: signed(round(x, 3))
    )

    @property
    def held(self):
        """Which number is in the hand."""
        return self.chosen

    def in_hand(self):
        """The number moves in the page, not the class."""
        return "number"

    def draw(self):
        """Return the picture."""
        return DistributionPicture()

    def show(self, values):
        """Show the numbers for some values of the one in the hand."""
        p = np.tile(self.p, (len(values), 1))
        p[:, self.chosen] = values
        positive, one = (p >= 0).all(axis=1), abs(p.sum(axis=1) - 1) < SINGLE
        shape = np.where(p.max(axis=1) == 1, 1, 2 * (np.ptp(p, axis=1) == 0))
        told = {
            "value": p[:, self.chosen],
            "smallest": p.min(axis=1),
            "total": p.sum(axis=1),
            "largest": p.max(axis=1),
            "first": p.argmax(axis=1),
            "judged": np.array(JUDGED)[2 * positive + one],
            "shape": np.array(SHAPES)[shape],
        }
        told = {name: column[:, None] for name, column in told.items()}
        readout = say("Class {chosen} has {value:.2f}. {judged}", chosen=self.chosen, **told)
        tracks = self.picture.tracks(p, self.chosen, positive, one)
        self.stage.show(tracks, readout, self.picture.numbers.handles(p))

    @button("make it one-hot")
    def make_one_hot(self):
        """Be certain of the chosen class."""
        self.set(p=one_hot(self.chosen, CLASSES))

    @button("make it uniform")
    def make_uniform(self):
        """Give every class the same."""
        self.set(p=np.full(CLASSES, 1 / CLASSES))

    def dragged(self, name, x, y):
        """Take the number in the hand, and move it."""
        p = np.array(self.p)
        p[int(name)] = to_notches(y, LOW, HIGH, NOTCH)
        self.set(chosen=int(name), p=p)

    @validate("p")
    def _numbers_are_in_the_picture(self, proposal):
        p = checks.numbers("p", proposal.value, ndim=1)
        if p.shape != (CLASSES,):
            raise ValueError(f"p must hold {CLASSES} numbers, got {len(p)}")
        if p.min() < LOW or p.max() > HIGH:
            raise ValueError(f"p must be within {LOW} and {HIGH}, got {p.tolist()}")
        return tuple(p.tolist())


class DistributionPicture(Picture):
    """Ten bars, two lamps, and a digit where the bars are one-hot."""

    def __init__(self):
        super().__init__()
        self.panels = side_by_side(self.figure, (1, 2))
        ax = self.axes(self.panels[1], "Ten numbers", "class")
        ax.set(ylim=(LOW - 0.05, HIGH + 0.05), xticks=range(CLASSES))
        grips = {str(k): f"Number of class {k}" for k in range(CLASSES)}
        self.numbers = BarsView(ax, CLASSES, grips)
        for height in (0, 1):
            draw_line(ax, "reference", [(-1, height), (CLASSES, height)])
        lamps = self.axes(self.panels[0], "Is it a distribution?")
        draw_sockets(lamps)
        self.lit = draw_line(lamps, "lamp")
        self.spots = digit_spots([MIDDLE], pixels_per_unit(lamps), SIZE)
        self.digit = draw_digits(lamps, self.spots, size=SIZE, moving=True)

    def tracks(self, p, chosen, positive, one):
        """Return where everything is, for p (takes, K) and which lamps are lit, (takes,) each."""
        lit = np.full((len(p), len(LAMPS), 2), (LEFT, 0.0))
        lit[..., 1] = np.where(np.stack([positive, one], axis=1), [*LAMPS.values()], np.nan)
        certain = positive & one & (p.max(axis=1) == 1)
        texts = np.where(certain, p.argmax(axis=1).astype(str), "")[:, None]
        return self.numbers.tracks(p, chosen) | {
            self.lit: Track(lit[:, None]),
            self.digit: Track(self.spots[None, None], shown=digits_shown(texts)[:, None]),
        }


def draw_sockets(ax):
    """Draw the lamps while they are dark, each with what it stands for."""
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    socket = {"marker": "o", "markersize": 21, "markerfacecolor": "none"}
    socket |= {"markeredgecolor": LIGHT.muted, "markeredgewidth": 1.3}
    for text, height in LAMPS.items():
        ax.plot([LEFT], [height], linestyle="none", zorder=2, **socket)
        ax.text(LEFT + 0.12, height, text, va="center", **text_style(14, LIGHT.ink))
