"""The figure of the guessing game: bars and draws, the hits so far, entropy against guessing."""

import numpy as np

from lecture_lib.entropy import PER_NAT, entropy
from lecture_lib.experiments.shares import LETTERS, NOTCH
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.figure import new_axes, pixels_per_unit, text_style
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Handle, Track

DRAWS = 100
NAMES = {"share": "your hits", "target share": "what P says"}
DRAWN = {"mean": "share of the draws", "dice": "newest draw"}
# how a label lies beside its dot, clear of the curves
LABELS = dict.fromkeys(("uniform", "two", "one-hot"), ("right", "center"))
LABELS |= {"skewed": ("left", "bottom"), "one and twenty": ("left", "center")}


class GuessPicture(Picture):
    """The bars of P with the draws, the share of right guesses, and entropy over the best guess.

    Parameters
    ----------
    outcomes : int
    unit : {"nats", "bits"}
    presets : dict of str to sequence of float
        Distributions that are shown as dots, by name.
    """

    def __init__(self, outcomes, unit, presets):
        super().__init__()
        self.look = outcomes, unit
        self.x = np.arange(float(outcomes))
        bars, score, plane = self.panels
        self.bars = new_axes(self.figure, bars, title="P and the draws", xlabel="outcome")
        self.bars.set(xlim=(-0.6, outcomes - 0.4), ylim=(-0.08, 1.08))
        self.bars.set_xticks(self.x[: len(LETTERS)], [*LETTERS])
        self.score = new_axes(self.figure, score, title="Right guesses so far", xlabel="draws")
        self.score.set(xlim=(0, DRAWS), ylim=(-0.08, 1.08))
        for ax in (self.bars, self.score):
            ax.set_yticks(np.linspace(0, 1, 5), ["0", "¼", "½", "¾", "1"])
        draw_legend(self.score, NAMES, loc="upper right", on_top=True)
        draw_legend(self.bars, DRAWN, loc="upper right", on_top=True)
        self._draw_plane(plane, presets)
        self.p = draw_bars(self.bars, NOWHERE, role="line", moving=True)
        self.hand = draw_bars(self.bars, NOWHERE, role="ink", filled=False, moving=True)
        self.tops = draw_line(self.bars, "point", NOWHERE, moving=True)
        self.found = draw_line(self.bars, "mean", NOWHERE, moving=True)
        self.draw = draw_line(self.bars, "dice", NOWHERE, moving=True)
        self.hits = draw_line(self.score, "share", NOWHERE, moving=True)
        self.says = draw_line(self.score, "target share", NOWHERE, moving=True)
        self.here = draw_line(self.plane, "point", NOWHERE, moving=True)

    def tracks(self, p, drawn, hits, H):
        """Return where everything is.

        Parameters
        ----------
        p : array (K,)
        drawn : array of int (DRAWS,)
        hits : array (guesses, DRAWS + 1)
            How many were right so far.
        H : float
            The entropy in the picture's unit.
        """
        guesses, first = np.arange(len(hits)), len(LETTERS)
        counts = np.zeros((DRAWS + 1, len(p)))
        counts[1:] = (drawn[:, None] == np.arange(len(p))).cumsum(axis=0)
        draws = np.arange(DRAWS + 1)
        with np.errstate(invalid="ignore"):  # no share before the first draw
            found, shares = counts / draws[:, None], hits / draws
        newest = np.column_stack([np.concatenate([[np.nan], drawn]), np.full(DRAWS + 1, -0.04)])
        frame = bar_points(guesses, p[:first], width=0.86).reshape(first, 1, 5, 2)
        says = np.stack([np.broadcast_to([0.0, DRAWS], (first, 2)), p[:first, None] + [0, 0]], -1)
        curve = np.stack([np.broadcast_to(draws, shares.shape), shares], axis=-1)
        spread = np.stack([np.broadcast_to(self.x, found.shape), found], axis=-1)
        return {
            self.p: Track(bar_points(self.x, p)[None, None]),
            self.hand: Track(frame),
            self.tops: Track(np.column_stack([self.x, p])[None, None, :first]),
            self.found: Track(spread[None, :, :first]),
            self.draw: Track(newest[None, :, None]),
            self.hits: Track(curve[:, None], "grows"),
            self.says: Track(says[:, None]),
            self.here: Track(np.array([p.max(), H])[None, None, None]),
        }

    def handles(self, p):
        """Return the tops of the named bars, which can be dragged."""
        notch = NOTCH * float(pixels_per_unit(self.bars)[1])
        return [
            Handle(
                letter,
                f"Share of {letter}",
                self.bars,
                Track(np.array([[[[k, p[k]]]]])),
                step=2 * notch,
                fine=notch,
            )
            for k, letter in enumerate(LETTERS)
        ]

    def _draw_plane(self, box, presets):
        """What entropies there are for each chance of the best guess, and those of the presets."""
        outcomes, unit = self.look
        words = {"title": "Harder to guess?", "xlabel": "best guess", "ylabel": f"H, {unit}"}
        self.plane = ax = new_axes(self.figure, box, **words)
        highest = np.log(21) * PER_NAT[unit]
        ax.set(xlim=(0, 1.04), ylim=(-0.08 * highest, 1.08 * highest))
        ax.set_xticks(np.linspace(0, 1, 5), ["0", "¼", "½", "¾", "1"])
        best = np.linspace(1 / outcomes, 1, 200)
        for meaning, spread in (("bound", most_spread), ("profile", least_spread)):
            H = entropy(spread(best, outcomes), unit=unit)
            draw_line(ax, meaning, np.column_stack([best, H])).set_zorder(2.5)
        places = {name: (max(p), float(entropy(p, unit=unit))) for name, p in presets.items()}
        draw_line(ax, "run", [*places.values()])
        look = text_style(12, LIGHT.muted)
        for name, (x, y) in places.items():
            across, up = LABELS[name]
            off = 0.035 if across == "left" else -0.035
            ax.text(x + off, y, name, ha=across, va=up, **look)


def most_spread(best, K):
    """Return distributions over K outcomes with a given largest share, the rest spread evenly."""
    rest = np.broadcast_to((1 - best[:, None]) / (K - 1), (len(best), K - 1))
    return np.column_stack([best, rest])


def least_spread(best, K):
    """Return distributions with a given largest share, on as few outcomes as can be."""
    left = 1 - best[:, None] * np.arange(K)
    p = np.clip(left, 0, best[:, None])
    return p / p.sum(axis=1, keepdims=True)
