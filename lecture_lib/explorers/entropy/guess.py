"""The guessing game: draws from a distribution, one guess, and what entropy has to do with it."""

import numpy as np

from lecture_lib import checks
from lecture_lib.entropy import PER_NAT, entropy
from lecture_lib.experiments.shares import LETTERS, MANY, NOTCH, PRESETS, distribution, with_share
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.state import Pick, Slide, State, button, to_notches
from lecture_lib.explorers.views.bars import BarsView, quarters
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.pictures.figure import text_style
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track, say

GUESSES = np.arange(len(LETTERS))
DRAWS = shown_steps(1000, 101)  # numbers of draws that are shown
TEMPLATE = (
    "H(P) = {nats:.3f} nats = {bits:.2f} bits. You guess {letter}{game}. The best single guess is"
    " right in {best:.1f} % of cases.{manner}"
)
GAME = ": {hits} of {draws} draws right, where P says {says:.1f} %. The last was {last}"
CLOSE = 1e-9
FLOOR = -0.08  # of the shares, with room below 0 for what is drawn
NAMES = {"share": "your hits", "target share": "what P says"}
DRAWN = {"mean": "share of the draws", "dice": "newest draw"}
# how a label lies beside its dot, clear of the curves
SPREADS = {"bound": "the rest spread evenly", "profile": "on few outcomes"}
LABELS = dict.fromkeys(("uniform", "two", "one-hot"), ("right", "center"))
LABELS |= {"skewed": ("left", "bottom"), "one and twenty": ("left", "center")}


def preset(name):
    """Return a method, under a button, that takes the distribution of a name."""

    @button(name)
    def take(self):
        """Take a distribution that has a name."""
        self.set(p=PRESETS[name])

    return take


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

    LABEL = "Bars with the newest draw, the share of right guesses so far, entropy against guessing"
    FRAME, SPEED = END, 15

    p = State(PRESETS["skewed"], distribution, (len(LETTERS), MANY))
    guess = Slide(
        0, range(4), "your guess", "", checks.count, text=LETTERS.__getitem__, low=0, high=3
    )
    unit = Pick("nats", ("nats", "bits"), "entropy in")
    seed = State(0, checks.count, 0)
    uniform, skewed, two, one_hot, one_and_twenty = map(preset, PRESETS)

    def drawn_for(self):
        """How many outcomes there are, and the unit of entropy."""
        return len(self.p), self.unit

    def draw(self):
        """Return the picture for the present number of outcomes and unit."""
        return GuessPicture(*self.drawn_for())

    def show(self, guesses):
        """Show all draws for some guesses."""
        p, drawn, guesses = np.array(self.p), self.drawn(), np.array(guesses)
        hits = counted(drawn == guesses[:, None])
        tracks, handles = self.picture.tracks(p, drawn, guesses, hits), self.picture.handles(p)
        readout = describe(p, drawn, guesses, hits)
        self.stage.show(tracks, readout, handles, steps=DRAWS.tolist())

    def drawn(self):
        """Return the draws, (1000,); they change as little as P does."""
        u = np.random.default_rng(self.seed).random(DRAWS[-1])
        top = np.cumsum(self.p)
        return np.searchsorted(top / top[-1], u, side="right")

    @button("draw anew")
    def draw_anew(self):
        """Roll the dice."""
        self.set(seed=self.seed + 1)

    def dragged(self, name, x, y):
        """Move a share."""
        share = to_notches(y, 0, 1, NOTCH)
        self.p = tuple(with_share(self.p, LETTERS.index(name), share).tolist())


def counted(found):
    """Count along the draws, up to those shown: (..., 1000) → (..., frames)."""
    counts = np.concatenate([np.zeros((*found.shape[:-1], 1)), found.cumsum(axis=-1)], axis=-1)
    return counts[..., DRAWS]


def describe(p, drawn, guesses, hits):
    """Say what is seen, for P (K,), draws (1000,), guesses (takes,), and hits (takes, frames)."""
    letters = np.array([*LETTERS, *(len(p) - len(LETTERS)) * ["none of A to D"]])
    return say(
        TEMPLATE,
        nats=entropy(p),
        bits=entropy(p, unit="bits"),
        letter=letters[guesses, None],
        game=np.where(DRAWS > 0, GAME, ""),
        hits=hits,
        draws=DRAWS,
        says=100 * p[guesses, None],
        last=letters[[0, *drawn]][DRAWS],
        best=100 * p.max(),
        manner=manner(p),
    )


def manner(p):
    """Say what is special about a distribution, a space first."""
    if p.max() == 1:
        return " Nothing is spread: there is nothing to guess."
    if np.ptp(p) < CLOSE:
        return " Spread as evenly as four outcomes can be."
    if len(p) == MANY and p.max() > 0.5 and entropy(p) > np.log(2):
        return " Spread over many, and yet one guess is mostly right."
    return ""


class GuessPicture(Picture):
    """The bars of P with the draws, the share of right guesses, and entropy over the best guess.

    Parameters
    ----------
    outcomes : int
    unit : {"nats", "bits"}
    """

    def __init__(self, outcomes, unit):
        super().__init__()
        self.outcomes, self.unit = outcomes, unit
        left, middle, right = self.panels
        ax = self.axes(left, "P and the draws", "outcome")
        score = self.axes(middle, "Right guesses so far", "draws")
        score.set(xlim=(0, DRAWS[-1]), xticks=(0, 250, 500, 750))  # 1000 would be cut
        for each in (ax, score):
            each.set_ylim(FLOOR, 1 - FLOOR)
            quarters(each.yaxis)
        ax.set_xticks(GUESSES, [*LETTERS])
        draw_legend(ax, DRAWN, loc="upper right", on_top=True)
        draw_legend(score, NAMES, loc="upper right", on_top=True)
        grips = {letter: f"Share of {letter}" for letter in LETTERS}
        self.bars = BarsView(ax, outcomes, grips)
        self.found, self.newest = draw_line(ax, "mean"), draw_line(ax, "dice")
        self.hits, self.says = draw_line(score, "share"), draw_line(score, "target share")
        self.here = draw_line(self._plane(right), "point")

    def tracks(self, p, drawn, guesses, hits):
        """Return where everything is, for what `describe` takes."""
        counts = counted(drawn == GUESSES[:, None])
        with np.errstate(invalid="ignore"):  # no share before the first draw
            found, shares = counts.T / DRAWS[:, None], hits / DRAWS
        newest = np.column_stack(
            [np.array([np.nan, *drawn])[DRAWS], np.full(len(DRAWS), FLOOR / 2)]
        )
        return self.bars.tracks(p[None], guesses) | {
            self.found: Track(points_over(GUESSES, found)[None]),
            self.newest: Track(newest[None, :, None]),
            self.hits: Track(points_over(DRAWS, shares)[:, None], "grows"),
            self.says: Track(points_over(DRAWS[[0, -1]], p[guesses, None])[:, None]),
            self.here: Track(np.array([p.max(), entropy(p, unit=self.unit)])[None, None, None]),
        }

    def handles(self, p):
        """Return the tops of the named bars, which can be dragged."""
        return self.bars.handles(p[None])

    def _plane(self, box):
        """What entropies there are for each chance of the best guess, and those of the presets."""
        ax = self.axes(box, "Harder to guess?", "best guess", f"H, {self.unit}")
        highest = np.log(MANY) * PER_NAT[self.unit]
        ax.set(xlim=(0, 1.04), ylim=(FLOOR * highest, (1 - FLOOR) * highest))
        quarters(ax.xaxis)
        best = np.linspace(1 / self.outcomes, 1, 200)
        for meaning, spread in (("bound", most_spread), ("profile", least_spread)):
            H = entropy(spread(best, self.outcomes), unit=self.unit)
            draw_line(ax, meaning, np.column_stack([best, H])).set_zorder(2.5)
        draw_legend(ax, SPREADS, loc="upper right")
        places = {name: (max(p), float(entropy(p, unit=self.unit))) for name, p in PRESETS.items()}
        draw_line(ax, "run", [*places.values()])
        for name, (x, y) in places.items():
            side, height = LABELS[name]
            x += 0.035 if side == "left" else -0.035
            ax.text(x, y, name, ha=side, va=height, **text_style(12, LIGHT.muted))
        return ax


def points_over(x, y):
    """Return heights as points over x, (..., P, 2)."""
    return np.stack(np.broadcast_arrays(x, y), axis=-1)


def most_spread(best, K):
    """Return distributions over K outcomes with a given largest share, the rest spread evenly."""
    rest = np.broadcast_to((1 - best[:, None]) / (K - 1), (len(best), K - 1))
    return np.column_stack([best, rest])


def least_spread(best, K):
    """Return distributions with a given largest share, on as few outcomes as can be."""
    left = 1 - best[:, None] * np.arange(K)
    p = np.clip(left, 0, best[:, None])
    return p / p.sum(axis=1, keepdims=True)
