"""The guessing game: draws from a distribution, one guess, and what entropy has to do with it."""

import ipywidgets
import numpy as np

from lecture_lib import checks
from lecture_lib.entropy import entropy
from lecture_lib.experiments.shares import LETTERS, MANY, NOTCH, PRESETS, distribution, with_share
from lecture_lib.explorers.entropy.guess_picture import GuessPicture
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

DRAWS = 100
LABEL = "Bars with the newest draw, the share of right guesses so far, entropy against guessing"
TEMPLATE = (
    "H(P) = {nats} nats = {bits} bits. {game} The best single guess is right with {best} %.{manner}"
)
GAMES = (
    "You guess {letter}.",
    "You guess {letter}: {hits} of {draws} draws right, where P says {says} %. The last was"
    " {last}.",
)
MANNERS = (
    "",
    " Nothing is spread: there is nothing to guess.",
    " Spread as evenly as four outcomes can be.",
    " Spread over many, and yet one guess is mostly right.",
)
CLOSE = 1e-9


class GuessExplorer(Explorer):
    """Shape a distribution, guess its draws, and compare the hits with its entropy.

    Parameters
    ----------
    p : tuple of float
        Four probabilities, or twenty-one.
    guess : int
        The outcome that is guessed each time, 0 to 3.
    unit : {"nats", "bits"}
        Of the entropy, on its axis.
    seed : int
        Of the draws.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S17.1-S17.4 (slides 49, 50): E17.1; errata 69-71.
    """

    p = State(PRESETS["skewed"], distribution, (len(LETTERS), MANY))
    guess = State(0, checks.count, 0, len(LETTERS) - 1)
    unit = State("nats", one_of, ("nats", "bits"))
    seed = State(0, checks.count, 0)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        guess, unit = Slider(label="your guess", at_rest=True), Choice(label="entropy in")
        bind(self, "guess", guess, range(len(LETTERS)), LETTERS.__getitem__)
        bind(self, "unit", unit, ("nats", "bits"))
        keys = [
            *(key(name, self._preset(p)) for name, p in PRESETS.items()),
            key("draw anew", lambda _: self.set(seed=self.seed + 1)),
            key("reset", self.reset),
        ]
        self.picture = self._new_picture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=guess)
        self.stage.speed, self.stage.frame = 15, DRAWS
        self.stage.on_drag(self._dragged)
        row = ipywidgets.Box(keys, layout=ipywidgets.Layout(flex_flow="row wrap"))
        return [columns([guess, unit], [row]), self.stage]

    def refresh(self, changed):
        """Show all draws for every guess."""
        with self.stage.hold_sync():
            if self.settled and self._look() != self.picture.look:
                self.put(self._new_picture())
            p, drawn = np.array(self.p), self.drawn()
            right = drawn == np.arange(len(LETTERS))[:, None]
            hits = np.concatenate([np.zeros((len(LETTERS), 1)), right.cumsum(axis=1)], axis=1)
            H = float(entropy(p, unit=self.unit))
            tracks = self.picture.tracks(p, drawn, hits, H)
            self.stage.show(tracks, self._readout(p, drawn, hits), self.picture.handles(p))

    def drawn(self):
        """Return the draws, (DRAWS,); they change as little as P does."""
        u = np.random.default_rng(self.seed).random(DRAWS)
        top = np.cumsum(self.p)
        return np.searchsorted(top / top[-1], u, side="right")

    def _readout(self, p, drawn, hits):
        nats, best = float(entropy(p)), p.max()
        told = [best == 1, np.ptp(p) < CLOSE, len(p) == MANY and best > 0.5]
        letters = tuple(LETTERS) + (len(p) - len(LETTERS)) * ("another one",)
        one = {
            "nats": nats,
            "bits": float(entropy(p, unit="bits")),
            "best": 100 * best,
            "manner": told.index(True) + 1 if any(told) else 0,
        }
        values = {name: np.full((1, 1), value) for name, value in one.items()} | {
            "letter": np.arange(len(LETTERS))[:, None],
            "says": 100 * p[: len(LETTERS), None],
            "draws": np.arange(DRAWS + 1)[None],
            "hits": hits,
            "last": np.concatenate([[0], drawn])[None],
            "game": (np.arange(DRAWS + 1) > 0)[None],
        }
        digits = {"nats": 3, "bits": 2, "best": 1, "says": 1}
        words = {"letter": LETTERS, "last": letters, "game": GAMES, "manner": MANNERS}
        return Readout(TEMPLATE, values, digits, words)

    def _look(self):
        return len(self.p), self.unit

    def _new_picture(self):
        return GuessPicture(*self._look(), PRESETS)

    def _preset(self, p):
        return lambda _: self.set(p=p)

    def _dragged(self, name, x, y):
        (share,) = to_notches([y], 0, 1, NOTCH)
        self.p = tuple(with_share(self.p, LETTERS.index(name), share).tolist())
