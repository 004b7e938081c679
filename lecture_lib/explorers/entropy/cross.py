"""Two charts, P and Q: what it costs to believe in one where the other is true."""

import ipywidgets
import numpy as np

from lecture_lib import checks
from lecture_lib.entropy import cross_entropy, entropy
from lecture_lib.experiments.shares import LETTERS, SHARES, distribution, with_share
from lecture_lib.explorers.entropy.cross_picture import CrossPicture
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    columns,
    key,
    one_of,
    to_notches,
)
from lecture_lib.stage import Choice, Readout, Slider, Stage

OUTCOMES = len(LETTERS)
UNIFORM = OUTCOMES * (1 / OUTCOMES,)
SURE = (0.0, 1.0, 0.0, 0.0)
CHARTS = ("P", "Q")
LABEL = "The bars of P and of Q, and the cross entropies both ways in their two parts"
TEMPLATE = (
    "P = ({p}), Q = ({q}): H(P,Q) = {there}, H(Q,P) = {back}, H(P) = {own}, KL(P‖Q) = {more}."
    " {manner}"
)
NUMBERS = ("there", "back", "own", "more")
MANNERS = (
    "Believing in Q costs {more} more than H(P).",
    "Q is uniform: H(P,Q) is ln 4, whatever P is.",
    "Q is P: what is left is H(P), and that is not 0.",
    "Q is P, and nothing is left to be surprised at.",
    "{letter} happens, and Q holds it for impossible: an infinite surprise.",
)
CLOSE = 1e-9


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

    p = State(SURE, distribution, (OUTCOMES,))
    q = State(UNIFORM, distribution, (OUTCOMES,))
    chart = State("P", one_of, CHARTS)
    outcome = State(1, checks.count, 0, OUTCOMES - 1)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        chart, outcome = Choice(label="in the hand"), Choice(label="outcome")
        self.share = Slider(label="its share", at_rest=True)
        bind(self, "chart", chart, CHARTS)
        bind(self, "outcome", outcome, range(OUTCOMES), LETTERS.__getitem__)
        self.offered = []
        self._offer_shares()
        self.observe(self._offer_shares, ["p", "q", "chart", "outcome"])
        self.share.observe(self._share_picked, "index")
        keys = [
            key("swap P and Q", lambda _: self.set(p=self.q, q=self.p)),
            key("make Q like P", lambda _: self.set(q=self.p)),
            key("make Q uniform", lambda _: self.set(q=UNIFORM)),
            key("reset", self.reset),
        ]
        self.picture = CrossPicture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=self.share)
        self.stage.on_drag(self._dragged)
        row = ipywidgets.Box(keys, layout=ipywidgets.Layout(flex_flow="row wrap"))
        return [columns([chart, outcome, self.share], [row]), self.stage]

    def refresh(self, changed):
        """Show both charts for every share of the outcome in the hand."""
        p, q = (np.tile(part, (len(self.offered), 1)) for part in (self.p, self.q))
        moved = with_share(self._held(), self.outcome, self.offered)
        moved[self.share.index] = self._held()  # to the last bit
        p, q = (moved, q) if self.chart == "P" else (p, moved)
        both = cross_entropy(p, q), cross_entropy(q, p)
        own = entropy(p), entropy(q)
        tracks = self.picture.tracks(p, q, own, both, (CHARTS.index(self.chart), self.outcome))
        self.stage.show(tracks, self._readout(p, q, own, both), self.picture.handles(p, q))

    def _readout(self, p, q, own, both):
        numbers = dict(zip(NUMBERS, (*both, own[0], both[0] - own[0]), strict=True))
        values, words = {}, {}
        for name, number in numbers.items():
            endless = np.isinf(number)
            values |= {name: endless, f"{name}_value": np.where(endless, 0, number)}
            words[name] = (f"{{{name}_value}}", "∞")
        for letter, chart in (("p", p), ("q", q)):
            values |= {f"{letter}{k}": chart[:, k] for k in range(OUTCOMES)}
        surprised = (p > 0) & (q == 0)
        values |= {"letter": surprised.argmax(axis=1), "manner": manner(p, q, own[0], surprised)}
        holes = {letter: ", ".join(f"{{{letter}{k}}}" for k in range(OUTCOMES)) for letter in "pq"}
        template = TEMPLATE.replace("{p}", holes["p"]).replace("{q}", holes["q"])
        digits = {name: 3 if name.endswith("value") else 2 for name in values}
        tables = {name: np.asarray(value)[:, None] for name, value in values.items()}
        words |= {"letter": LETTERS, "manner": MANNERS}
        return Readout(template, tables, digits, words)

    def _held(self):
        return self.p if self.chart == "P" else self.q

    def _offer_shares(self, _=None):
        """Let the slider follow; a share between the notches is offered while it lasts."""
        share = self._held()[self.outcome]
        self.offered[:] = sorted({*SHARES, share})
        with self.share.hold_sync():
            self.share.options = [f"{round(value, 3):g}" for value in self.offered]
            self.share.index = self.offered.index(share)

    def _share_picked(self, change):
        share = self.offered[change["new"]]
        if share != self._held()[self.outcome]:
            self.set(**{self.chart.lower(): self._made(self.chart, self.outcome, share)})

    def _made(self, chart, outcome, share):
        made = with_share(self.p if chart == "P" else self.q, outcome, share)
        return tuple(made.tolist())

    def _dragged(self, name, x, y):
        chart, outcome = name[0], LETTERS.index(name[1])
        (share,) = to_notches([y], 0, 1, SHARES[1])
        made = self._made(chart, outcome, share)
        self.set(**{chart.lower(): made, "chart": chart, "outcome": outcome})


def manner(p, q, own, surprised):
    """Return which of the words hold, (takes,)."""
    uniform = np.abs(q - 1 / q.shape[1]).max(axis=1) < CLOSE
    same = np.abs(p - q).max(axis=1) < CLOSE
    told = [(surprised.any(axis=1), 4), (same & (own < CLOSE), 3), (same, 2), (uniform, 1)]
    conditions, words = zip(*told, strict=True)
    return np.select(conditions, words, 0)
