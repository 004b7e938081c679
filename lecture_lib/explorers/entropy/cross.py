"""Two charts, P and Q: what it costs to believe in one where the other is true."""

import numpy as np

from lecture_lib import checks
from lecture_lib.entropy import cross_entropy, entropy
from lecture_lib.experiments.shares import LETTERS, NOTCH, SHARES, distribution, with_share
from lecture_lib.explorers.explorer import Explorer, columns, in_a_row, text_button
from lecture_lib.explorers.state import Held, Pick, State, button, signed, to_notches
from lecture_lib.explorers.views.bars import BarsView, quarters
from lecture_lib.explorers.views.picture import NOWHERE, Picture
from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.digits import digit_spots, digits_shown, draw_digits, short_number
from lecture_lib.pictures.figure import pixels_per_unit, text_style
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track, say

OUTCOMES = len(LETTERS)
UNIFORM = OUTCOMES * (1 / OUTCOMES,)
SURE = (0.0, 1.0, 0.0, 0.0)
TEMPLATE = (
    "P = ({p0:.2f}, {p1:.2f}, {p2:.2f}, {p3:.2f}), Q = ({q0:.2f}, {q1:.2f}, {q2:.2f}, {q3:.2f}):"
    " H(P,Q) = {there}, H(Q,P) = {back}, H(P) = {own}, KL(P‖Q) = {more}. {manner}"
)
MANNERS = (
    "{letter} happens, and Q considers it impossible: an infinite surprise.",
    "Q is P, and nothing is left to be surprised at.",
    "Q is P: what is left is H(P), and that is not 0.",
    "Q is uniform: H(P,Q) is ln 4, whatever P is.",
    "H(P,Q) is H(P) and KL(P‖Q) together.",
)
CLOSE = 1e-9
CHARTS = {"P": "P: what happens", "Q": "Q: what is believed"}
COLOURS = {"P": "line", "Q": "validation"}
TOP = 4.4  # nats; holds the surprise at three outcomes that share a notch, 4.09
MARK, NUMBER, ENDLESS = (
    TOP - 0.16,
    TOP - 0.5,
    TOP - 0.75,
)  # heights of what tells that a bar goes on
COLUMNS = {"H(P,Q)": 0.0, "H(Q,P)": 0.75}
EDGES = (-0.4, 2.55)  # of their panel; on the right there is room for the legend
PARTS = {"own part": "H(P) or H(Q)", "divergence": "KL on top"}


class Share(Held):
    """A slider through the share of one outcome; the others keep their proportions."""

    def rest(self, explorer):
        """Return the whole state, as all shares move."""
        return explorer.state

    def parts(self, explorer, value):
        """Return the chart with another share."""
        p = with_share(explorer.charted, explorer.outcome, value)
        return {explorer.chart.lower(): tuple(p.tolist())}


class CrossEntropyExplorer(Explorer):
    """Set two distributions over four outcomes; see H(P,Q), H(Q,P), H(P) and KL.

    Parameters
    ----------
    p, q : tuple of float
        Four probabilities each.
    chart : {"P", "Q"}
        Which of them is in the hand.
    outcome : int
        Whose share is in the hand, 0 to 3; the others keep their proportions.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S17.5-S17.9 (slides 51-53): E17.2; errata 72-74.
    """

    LABEL = "The bars of P and of Q, and the cross entropies both ways in their two parts"

    p = State(SURE, distribution, (OUTCOMES,))
    q = State(UNIFORM, distribution, (OUTCOMES,))
    chart = Pick("P", CHARTS, "in the hand")
    outcome = Pick(1, range(4), "outcome", LETTERS.__getitem__, checks.count, low=0, high=3)
    share = Share(
        "charted",
        SHARES,
        ("p", "q", "chart", "outcome"),
        lambda _: "its share",
        text=lambda share: signed(round(share, 3)),
    )

    @property
    def charted(self):
        """The distribution in the hand."""
        return self.p if self.chart == "P" else self.q

    @property
    def held(self):
        """The outcome in the hand."""
        return self.outcome

    def arrange(self, acts):
        """Return the share below what it is the share of, and the buttons."""
        sliders = [self.controls[name] for name in ("chart", "outcome", "share")]
        buttons = [*(self.controls[name] for name in acts), text_button("reset", self.reset)]
        return [columns(sliders, [in_a_row(*buttons)])]

    def draw(self):
        """Return the picture."""
        return CrossPicture()

    def show(self, shares):
        """Show both charts for some shares of the outcome in the hand."""
        moved = with_share(self.charted, self.outcome, shares)
        moved[shares.index(self.offers["share"].present(self))] = self.charted  # to the last bit
        other = np.tile(self.q if self.chart == "P" else self.p, (len(shares), 1))
        p, q = (moved, other) if self.chart == "P" else (other, moved)
        own = np.stack([entropy(p), entropy(q)], axis=1)
        both = np.stack([cross_entropy(p, q), cross_entropy(q, p)], axis=1)
        tracks = self.picture.tracks(p, q, own, both, self.chart, self.outcome)
        self.stage.show(tracks, describe(p, q, own, both), self.picture.handles(p, q))

    @button("swap P and Q")
    def swap(self):
        """Believe in what happened, and let happen what was believed in."""
        self.set(p=self.q, q=self.p)

    @button("make Q like P")
    def make_alike(self):
        """Believe in what happens."""
        self.set(q=self.p)

    @button("make Q uniform")
    def make_uniform(self):
        """Believe in nothing in particular."""
        self.set(q=UNIFORM)

    def dragged(self, name, x, y):
        """Take a share in the hand, and move it."""
        chart, outcome = name[0], LETTERS.index(name[1])
        p = with_share(getattr(self, chart.lower()), outcome, to_notches(y, 0, 1, NOTCH))
        self.set(**{chart.lower(): tuple(p.tolist())}, chart=chart, outcome=outcome)


def describe(p, q, own, both):
    """Say what is seen, for P and Q (takes, K), their entropies and cross entropies (takes, 2)."""
    surprised = (p > 0) & (q == 0)
    uniform = np.abs(q - 1 / OUTCOMES).max(axis=1) < CLOSE
    same = np.abs(p - q).max(axis=1) < CLOSE
    told = [surprised.any(axis=1), same & (own[:, 0] < CLOSE), same, uniform]
    numbers = {"there": both[:, 0], "back": both[:, 1], "own": own[:, 0]}
    numbers["more"] = numbers["there"] - numbers["own"]
    values = {
        "manner": np.select(told, MANNERS[:-1], MANNERS[-1]),
        "letter": np.array([*LETTERS])[surprised.argmax(axis=1)],
    }
    for name, number in numbers.items():
        endless = np.isinf(number)
        values[name] = np.where(endless, "∞", f"{{{name}_nats:.3f}}")
        values[f"{name}_nats"] = np.where(endless, 0, number)
    for letter, chart in (("p", p), ("q", q)):
        values |= {f"{letter}{k}": chart[:, k] for k in range(OUTCOMES)}
    return say(TEMPLATE, **{name: column[:, None] for name, column in values.items()})


class CrossPicture(Picture):
    """The bars of P and of Q; H(P,Q) and H(Q,P), each as an entropy with a divergence on top."""

    def __init__(self):
        super().__init__()
        *charts, right = self.panels
        self.charts = {
            name: self._chart(box, name) for box, name in zip(charts, CHARTS, strict=True)
        }
        self.sums = ax = self.axes(right, "Cross entropy, both ways", ylabel="nats")
        ax.set(xlim=EDGES, ylim=(0, TOP), yticks=range(5))
        ax.set_xticks([*COLUMNS.values()], [*COLUMNS])
        draw_line(ax, "reference", [(EDGES[0], np.log(4)), (EDGES[1], np.log(4))])
        note = text_style(12, LIGHT.muted, ha="right", va="bottom", zorder=3)
        ax.text(EDGES[1], np.log(4), "ln 4 = 1.386", **note)
        draw_legend(ax, PARTS, loc="upper right", on_top=True)
        self.parts = [
            draw_bars(ax, NOWHERE, role=role, moving=True) for role in ("muted", "contour")
        ]
        self.infinite, self.onward = draw_line(ax, "infinite"), draw_line(ax, "goes on")
        places = [(x, NUMBER) for x in COLUMNS.values()]
        self.spots = digit_spots(places, pixels_per_unit(ax), 12)
        self.numbers = draw_digits(ax, self.spots, moving=True)

    def tracks(self, p, q, own, both, chart, outcome):
        """Return where everything is, for what `describe` takes and what is in the hand."""
        tracks = {}
        for name, heights in (("P", p), ("Q", q)):
            tracks |= self.charts[name].tracks(heights, outcome if name == chart else None)
        across = np.array([*COLUMNS.values()])
        high = (both > TOP) & np.isfinite(both)
        for artist, there, height in (
            (self.infinite, np.isinf(both), ENDLESS),
            (self.onward, high, MARK),
        ):
            marks = np.stack(np.broadcast_arrays(across, np.where(there, height, np.nan)), axis=-1)
            tracks[artist] = Track(marks[:, None])
        texts = np.where(high, np.vectorize(short_number)(both), "")
        heights = np.minimum(both, TOP)  # what is higher has a mark there, and its number
        return tracks | {
            self.parts[0]: Track(bar_points(across, own, width=0.46)[:, None]),
            self.parts[1]: Track(slabs(across, own, heights)[:, None]),
            self.numbers: Track(self.spots[None, None], shown=digits_shown(texts)[:, None]),
        }

    def handles(self, p, q):
        """Return the tops of all bars, which can be dragged."""
        return [*self.charts["P"].handles(p), *self.charts["Q"].handles(q)]

    def _chart(self, box, name):
        ax = self.axes(box, CHARTS[name], "outcome")
        ax.set(ylim=(-0.03, 1.08))
        ax.set_xticks(range(OUTCOMES), [*LETTERS])
        quarters(ax.yaxis)
        grips = {f"{name}{letter}": f"Share of {letter} in {name}" for letter in LETTERS}
        return BarsView(ax, OUTCOMES, grips, COLOURS[name])


def slabs(x, low, high, width=0.46):
    """Return bars that begin on others: their corners, each followed by NaN, (..., 5 P, 2)."""
    points = bar_points(x, high, width=width)
    foot = points.reshape(*high.shape, 5, 2)
    foot[..., [0, 3], 1] = low[..., None]
    return points
