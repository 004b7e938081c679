"""Dice against nudges: how long random guesses take to get where a few informed steps lead."""

import numpy as np
from matplotlib.ticker import FuncFormatter, NullFormatter

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.guessing import chance_below
from lecture_lib.experiments.lines import face_models
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.state import Pick, Slide
from lecture_lib.explorers.views.descent import loss_map
from lecture_lib.explorers.views.picture import Picture, Trail, over_steps
from lecture_lib.optimizers import GradientDescent
from lecture_lib.pictures.dots import draw_dots
from lecture_lib.pictures.landscape import ellipses
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track, say

LUCKS = 24  # how often the dice are thrown anew
TRIES = 10_000
EACH = 60  # tries are shown one by one, and then evenly on a logarithmic axis
REST = np.geomspace(EACH, TRIES, 60).round().astype(int)
SHOWN = np.concatenate([np.arange(EACH), REST])  # how many tries, in each frame
STEPS = 1000  # by then the steps stand at the bottom, to the last digit
WALKED = np.minimum(SHOWN, STEPS)
REACH = 3.0  # guesses lie within ±3 in every weight
BARS = {0.1533: "0.0010 above L*", 0.16: "0.0077 above L*"}  # for two weights, and how high
START = (1.5, 1.0, 0.0)
MODELS = {2: ("raw", 0.3), 3: ("plane", 0.17)}  # ŷ and the learning rate, below each one's limit
CLOUD = 400  # so many guesses of each throw are drawn
EXCESSES = (1e-4, 30)
COUNTS = (1, 20_000)  # of tries, on the axes
HINT = "Throw all the dice again"
TEMPLATE = (
    "{tries} tries. {dice} The steps are at loss {descended:.4f}{arrived}. A guess lands below"
    " {level} with probability {chance:.6f}, once in {expected} guesses on average."
)
DICE = (
    "No guess yet.",
    "The best guess has loss {guessed:.4f}.",
    "The best guess has loss {guessed:.4f}, below {level} since guess {hit}.",
)
ARRIVED = ("", ", below {level} since step {arrival}")


def ordinal(luck):
    """Write a throw's number, from 1."""
    return str(luck + 1)


class DiceExplorer(Explorer):
    """Let random guesses and gradient steps race to a low loss, one try each at a time.

    Parameters
    ----------
    luck : int
        Which of 24 sequences of random guesses, 0 to 23.
    parameters : {2, 3}
        Weights of the model: of 1 and the mouth, or of the brow too.
    below : {0.16, 0.1533}
        The loss to get below with two weights. With three the bar is lower, so that it stays as
        high above the lowest loss.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S1 (slides 2, 3): E1.2.
    """

    LABEL = (
        "The map with guesses and steps, the loss above the lowest, and how many guesses it took"
    )
    DRAWN_FOR = ("parameters",)
    FRAME = END

    luck = Slide(
        0, range(LUCKS), "throw number", HINT, checks.count, text=ordinal, low=0, high=LUCKS - 1
    )
    parameters = Pick(2, MODELS, "weights")
    below = Pick(0.16, BARS, "bar", BARS.get)

    @property
    def race(self):
        """The guesses and the steps, which do not depend on the level."""
        return self.picture.race

    @property
    def level(self):
        """The loss to get below with the present number of weights."""
        lowest = {weights: self.models[name].lowest for weights, (name, _) in MODELS.items()}
        return self.below + lowest[self.parameters] - lowest[2]

    def prepare(self):
        """Make the models."""
        self.models = face_models(load_faces("train"))

    def draw(self):
        """Throw the dice and walk; return the picture of that race."""
        name, eta = MODELS[self.parameters]
        return DicePicture(Race(self.models[name], eta))

    def show(self, lucks):
        """Show the race for every throw."""
        tracks = self.picture.tracks(self.level)
        self.stage.show(tracks, self._say(), steps=SHOWN.tolist())

    def _say(self):
        race, objective, level = self.race, self.race.model.objective, self.level
        hits, arrival = race.hits(level), race.run.first_below(level)
        chance = chance_below(objective.X, objective.y, level, REACH)
        low = race.best_losses < level
        return say(
            TEMPLATE,
            tries=SHOWN,
            dice=np.array(DICE)[np.where(SHOWN == 0, 0, 1 + low)],
            guessed=race.best_losses,
            hit=hits[:, None],
            descended=race.run.losses[WALKED],
            arrived=np.array(ARRIVED)[(arrival <= SHOWN).astype(int)],
            arrival=arrival,
            level=f"{level:.4g}",
            chance=chance,
            expected=1 / chance,
        )


class Race:
    """Random guesses and gradient steps on one loss, in all throws of the dice."""

    def __init__(self, model, eta):
        self.model, objective = model, model.objective
        self.run = descend(objective, START[: objective.D], GradientDescent(eta), STEPS)
        shape = (TRIES, objective.D)
        self.guesses = np.array(
            [np.random.default_rng(luck).uniform(-REACH, REACH, shape) for luck in range(LUCKS)]
        )
        self.losses = np.array([objective.value(guesses) for guesses in self.guesses])
        lowest = np.minimum.accumulate(self.losses, axis=1)
        first = np.where(self.losses == lowest, np.arange(TRIES), 0)
        best = np.maximum.accumulate(first, axis=1)[:, np.maximum(SHOWN, 1) - 1]
        # of the best guess so far in each frame, NaN before the first: (lucks, frames), (…, D)
        self.best_losses = np.take_along_axis(self.losses, best, axis=1)
        self.best_guesses = np.take_along_axis(self.guesses, best[..., None], axis=1)
        self.best_losses[:, 0] = self.best_guesses[:, 0] = np.nan

    def hits(self, level):
        """Return the number of each throw's first guess below a level; -1 where there is none."""
        low = self.losses < level
        return np.where(low.any(axis=1), low.argmax(axis=1) + 1, -1)


class DicePicture(Picture):
    """The map with all that was tried, the loss over the tries, and the luck of every throw."""

    def __init__(self, race):
        super().__init__()
        self.race = race
        plane, curve, strip = self.panels
        self.map = loss_map(self.figure, plane, race.model)
        corners = REACH * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
        draw_line(self.map, "reference", corners)
        self.cloud = draw_dots(
            self.map, [1.7], zorder=4.1, facecolors=LIGHT.muted, edgecolors="none"
        )
        loss = self.axes(curve, "Above the lowest loss", "tries", "L − L*")
        loss.set(xlim=COUNTS, ylim=EXCESSES, xscale="log", yscale="log")
        loss.yaxis.set_major_formatter(FuncFormatter(power_of_ten))
        draw_legend(loss, {"guesses": "best guess", "loss": "steps", "target": "to get below"})
        luck = self.axes(strip, "Tries needed, 24 throws", "guesses", "throw")
        luck.set(xlim=COUNTS, ylim=(0, LUCKS + 1), xscale="log", yticks=[1, 6, 12, 18, 24])
        for ax in (loss, luck):
            ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
            ax.xaxis.set_minor_formatter(NullFormatter())
        self.targets = [draw_line(ax, "target") for ax in (self.map, loss)]
        self.targets[0].set_zorder(9)  # smaller than the marks that end in it
        self.best, self.guesses = draw_line(self.map, "dice"), Trail(loss, "guesses", "dice")
        self.walks = [Trail(self.map, "path"), Trail(loss, "loss")]
        self.arrival, self.hits, self.hit = (
            draw_line(luck, meaning) for meaning in ("loss", "hits", "dice")
        )

    def tracks(self, level):
        """Return where everything is, for the loss to get below."""
        race = self.race
        hits, arrival = race.hits(level), race.run.first_below(level)
        hits = np.column_stack([np.where(hits > 0, hits, np.nan), np.arange(1, LUCKS + 1)])
        height = self._above(level)
        return {
            **self._guesses(),
            **self._walks(),
            self.targets[0]: Track(self._rim(level)),
            self.targets[1]: Track(_line((COUNTS[0], height), (COUNTS[1], height))),
            self.arrival: Track(_line((arrival, 0), (arrival, LUCKS + 1))),
            self.hits: Track(hits[None, None]),
            self.hit: Track(hits[:, None, None]),
        }

    def _guesses(self):
        """The guesses of every throw, and the best of them so far on the map and on the curve."""
        race, tries = self.race, np.where(SHOWN > 0, SHOWN, np.nan)
        seen = np.arange(CLOUD) < SHOWN[:, None]
        return {
            self.cloud: Track(race.guesses[:, None, :CLOUD, :2], shown=seen[None]),
            self.best: Track(race.best_guesses[:, None, :, :2], "tip"),
            **self.guesses.tracks(over_steps(self._above(race.best_losses.T), tries)),
        }

    def _walks(self):
        """The steps on the map and on the curve."""
        run, first = self.race.run, np.maximum(SHOWN, 1)  # no axis of powers begins at 0
        above = np.maximum(self._above(run.losses[WALKED]), EXCESSES[0] / 10)
        on_map, on_curve = self.walks
        return {
            **on_map.tracks(run.thetas[WALKED, None, :2]),
            **on_curve.tracks(over_steps(above[:, None], first)),
        }

    def _above(self, loss):
        return loss - self.race.model.lowest

    def _rim(self, level):
        """The rim of all that lies below the level, a third weight at its best."""
        model = self.race.model
        hessian, centre = model.batch_bowls(np.ones((1, model.objective.N), bool))
        return ellipses(hessian, centre, [self._above(level)], points=80)[:, None]


def _line(*ends):
    return np.array(ends, float)[None, None]
