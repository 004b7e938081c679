"""The softmax mixer: scores become probabilities, beside a rival that does worse."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments.slide_errors import softmax_as_printed
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Pick, Slide, State, one_of, signed, to_notches, within
from lecture_lib.explorers.views.picture import NOWHERE, Picture
from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.softmax import absolute_shares, softmax
from lecture_lib.stage import Handle, Track, say

SCORES = ("a1", "a2", "a3", "a4")
SIGNS = "₁₂₃₄"
HAND = 1  # the score in the hand: a2
REACH = 6.0  # scores go from minus this to this
BOUNDS = {"low": -REACH, "high": REACH}
NOTCH = 0.1
VALUES = (np.round(np.arange(-REACH, REACH + NOTCH / 2, NOTCH), 1) + 0.0).tolist()
TICKS = (-6, -3, 0, 3, 6)
TEMPERATURES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
HINT = "Scores are divided by it"
ADDED = {-1000.0: ", 1000 taken from each", 0.0: "", 1000.0: ", 1000 added to each"}
CLASSES = (2, 4)
RIVALS = {"as printed": "eᵃ / Σ eᵃ as printed", "|a|": "|a| / Σ|a|"}
TIE = 1e-9
TEMPLATE = "Scores ({a}){added}{heat}: softmax gives ({p}), {favourite}. {rival}"
TOLD = {  # of each rival, where it gives numbers and where it does not
    "as printed": (
        "The formula as printed gives the same.",
        "The formula as printed gives nan: {why}",
    ),
    "|a|": (
        "|a|/Σ|a| gives ({r}), {second}{zero}.",
        "|a|/Σ|a| gives nan: every score is 0, and 0/0 is no number.",
    ),
}
OVERFLOW = "eᵃ is infinite in floating point, and ∞/∞ is no number."
UNDERFLOW = "every eᵃ is rounded to 0, and 0/0 is no number."


class SoftmaxExplorer(Explorer):
    """Mix scores into probabilities; heat them, shift them, and compare with a rival.

    Parameters
    ----------
    a1, a2, a3, a4 : float
        The scores, within -6 and 6.
    temperature : float
        T, positive.
    added : float
        Added to all scores: -1000, 0 or 1000.
    classes : {2, 4}
        How many of the scores there are.
    rival : {"as printed", "|a|"}
        What softmax is compared with: its formula without care, or |a| / Σ|a|. There is no
        control for it, as the second is the answer to a prediction.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S16.10-S16.17 (slides 47, 48): E16.2 and E16.3; errata 65, 67, 68.
    """

    LABEL = "Scores as bars, their probabilities as bars, the second probability over its score"
    DRAWN_FOR = ("classes", "added", "rival")
    MORE = ("temperature",)

    a1 = Slide(1.0, VALUES, "score a₁", check=within, **BOUNDS)
    a2 = Slide(2.0, VALUES, "score a₂", check=within, **BOUNDS)
    a3 = Slide(3.0, VALUES, "score a₃", check=within, **BOUNDS)
    a4 = Slide(0.0, VALUES, "score a₄", check=within, **BOUNDS)
    temperature = Slide(1.0, TEMPERATURES, "temperature T", HINT, checks.positive, ndim=0)
    added = Pick(0.0, ADDED, "added to all", signed)
    classes = Pick(4, CLASSES, "scores")
    rival = State("as printed", one_of, tuple(RIVALS))

    def in_hand(self):
        """The second score is in the hand."""
        return SCORES[HAND]

    def unused(self):
        """With two classes there are two scores."""
        return SCORES[self.classes :]

    def draw(self):
        """Return the picture for the present classes and rival."""
        return SoftmaxPicture(self.classes, self.added, RIVALS[self.rival])

    def show(self, values):
        """Show the shares for some values of the score in the hand."""
        scores = self.scores(values)
        p, rival = self.shares(scores)
        tracks = self.picture.tracks(scores, p, rival)
        self.stage.show(tracks, self._readout(scores, p, rival), self.picture.handles(scores))

    def scores(self, values):
        """Return the scores (takes, K) with each of some values for the one in the hand."""
        scores = np.array([[getattr(self, name) for name in SCORES[: self.classes]]] * len(values))
        scores[:, HAND] = values
        return scores

    def shares(self, scores):
        """Return what softmax and the rival make of scores before anything is added, (..., K)."""
        a = scores + self.added
        if self.rival == "|a|":
            return softmax(a, self.temperature), absolute_shares(a)
        return softmax(a, self.temperature), softmax_as_printed(a, self.temperature)

    def _readout(self, scores, p, rival):
        """Say what softmax and the rival make of the scores."""
        number, nan = TOLD[self.rival]
        zero = (rival == 0).any(axis=1, keepdims=True)
        told = {"a": (scores, 1), "p": (p, 3), "r": (np.nan_to_num(rival), 3)}
        rows, numbers = {}, {}
        for letter, (table, digits) in told.items():
            columns = {f"{letter}{k}": column[:, None] for k, column in enumerate(table.T)}
            numbers |= columns
            rows[letter] = ", ".join(f"{{{name}:.{digits}f}}" for name in columns)
        return say(
            TEMPLATE,
            added=ADDED[self.added],
            heat=f", divided by T = {self.temperature:g}" if self.temperature != 1 else "",
            favourite=favourite(p),
            rival=np.where(np.isnan(rival).any(axis=1, keepdims=True), nan, number),
            why=UNDERFLOW if self.added < 0 else OVERFLOW,
            second=favourite(np.nan_to_num(rival)),
            zero=np.where(zero, ", and an exact 0", ""),
            **rows,
            **numbers,
        )

    def dragged(self, name, x, y):
        """Give a score the height of its bar."""
        (value,) = to_notches([y], -REACH, REACH, NOTCH)
        self.set(**{name: value})


def favourite(p):
    """Say which share is the largest in each row, (takes, 1)."""
    several = (p > p.max(axis=1, keepdims=True) - TIE).sum(axis=1) > 1
    names = np.array([f"most to class {k + 1}" for k in range(p.shape[1])])
    return np.where(several, "most to several alike", names[p.argmax(axis=1)])[:, None]


class SoftmaxPicture(Picture):
    """The scores, the shares that softmax and a rival make of them, and one share over its score.

    Parameters
    ----------
    classes : int
    added : float
        To all scores; the axes count from it.
    rival : str
        What the rival is called.
    """

    def __init__(self, classes, added, rival):
        super().__init__()
        self.x = np.arange(1.0, classes + 1)
        bars, shares, curve = self.panels
        less = f" − {signed(added)}".replace("− −", "+ ") if added else ""
        self.bars = self.axes(bars, "Scores a", "class", f"a{less}" if added else "")
        shares = self.axes(shares, "Probabilities p", "class")
        curve = self.axes(curve, "Move a₂ alone", f"a₂{less}", "p₂")
        self.bars.set_ylim(-REACH - 0.5, REACH + 0.5)
        for ax, letter in ((self.bars, "a"), (shares, "p")):
            ax.set_xlim(0.4, classes + 0.6)
            ax.set_xticks(self.x, [f"{letter}{sign}" for sign in SIGNS[:classes]])
        draw_line(self.bars, "reference", [(0, 0), (classes + 1, 0)])
        for axis in (self.bars.yaxis, curve.xaxis):
            axis.set_ticks(TICKS, [signed(tick) for tick in TICKS])
        curve.set_xlim(-REACH, REACH)
        for ax, top in ((shares, 1.4), (curve, 1.4)):
            ax.set_ylim(-0.03, top)
            ax.set_yticks(np.linspace(0, 1, 6).round(1))
        legend = {"bar": "softmax", "outline": rival, "no number": "nan"}
        draw_legend(shares, legend, loc="upper left", on_top=True)
        draw_legend(curve, {"share": "softmax", "rival": rival}, loc="upper left", on_top=True)
        self._draw_moving(shares, curve)

    def _draw_moving(self, shares, curve):
        self.scores = draw_bars(self.bars, NOWHERE, role="muted", moving=True)
        self.tops = draw_line(self.bars, "point")
        self.p = draw_bars(shares, NOWHERE, role="line", moving=True)
        self.rival = draw_bars(shares, NOWHERE, role="ink", filled=False, moving=True)
        self.lost = draw_line(shares, "no number")
        self.softmax_curve, self.rival_curve, self.point = (
            draw_line(curve, meaning) for meaning in ("share", "rival", "point")
        )

    def tracks(self, scores, p, rival):
        """Return where everything is, for scores and shares (takes, K)."""
        tops = np.stack([np.broadcast_to(self.x, scores.shape), scores], axis=-1)
        lost = np.where(np.isnan(rival), 0.04, np.nan)
        share, other = (np.stack([scores, part], axis=-1)[:, HAND] for part in (p, rival))
        return {
            self.scores: Track(bar_points(self.x, scores)[:, None]),
            self.tops: Track(tops[:, None]),
            self.p: Track(bar_points(self.x, p, width=0.6)[:, None]),
            self.rival: Track(bar_points(self.x, rival, width=0.8)[:, None]),
            self.lost: Track(np.stack([tops[..., 0], lost], axis=-1)[:, None]),
            self.softmax_curve: Track(share[None, None]),
            self.rival_curve: Track(other[None, None]),
            self.point: Track(share[:, None, None]),
        }

    def handles(self, scores):
        """Return the tops of the bars, which can be dragged."""
        notch = NOTCH * float(pixels_per_unit(self.bars)[1])
        tops = np.stack([np.broadcast_to(self.x, scores.shape), scores], axis=-1)[:, None]
        return [
            Handle(
                name,
                f"Score a{SIGNS[k]}",
                self.bars,
                Track(tops[:, :, k : k + 1]),
                step=3 * notch,
                fine=notch,
            )
            for k, name in enumerate(SCORES[: len(self.x)])
        ]
