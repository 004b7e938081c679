"""Dice against nudges: how long random guesses take to get where a few informed steps lead."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.guessing import chance_below
from lecture_lib.experiments.lines import face_models
from lecture_lib.explorers.explorer import Explorer, State, bind, key
from lecture_lib.explorers.loop.dice_picture import DicePicture
from lecture_lib.optimizers import GradientDescent
from lecture_lib.stage import Choice, Readout, Slider, Stage

LUCKS = 24  # how often the dice are thrown anew
TRIES = 10_000
EACH = 60  # tries are shown one by one, and then ever fewer
STEPS = 1000  # by then the steps stand at the bottom, to the last digit
REACH = 3.0  # guesses lie within ±3 in every weight
LEVELS = (0.16, 0.1533)
START = (1.5, 1.0, 0.0)
MODELS = {2: ("raw", 0.3), 3: ("plane", 0.17)}  # ŷ and the learning rate, below each one's limit
LABEL = "The map with guesses and steps, the loss above the lowest, and how many guesses it took"
TEMPLATE = (
    "{tries} tries. {dice} The steps are at loss {descended}{arrived}. A guess lands below {level}"
    " with probability {chance}, once in {expected} guesses on average."
)
DICE = (
    "No guess was made.",
    "The best guess has loss {guessed}.",
    "The best guess has loss {guessed}, below {level} since guess {hit}.",
)
ARRIVED = ("", ", below {level} since step {steps}")


class DiceExplorer(Explorer):
    """Let random guesses and gradient steps race to a low loss, one try each at a time.

    Parameters
    ----------
    luck : int
        Which of 24 sequences of random guesses, 0 to 23.
    parameters : {2, 3}
        Weights of the model: of 1 and the mouth, or of the brow too.
    below : {0.16, 0.1533}
        The loss to get below.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S1 (slides 2, 3): E1.2.
    """

    luck = State(0, checks.count, 0, LUCKS - 1)
    parameters = State(2, checks.count, 2, 3)
    below = State(0.16)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.models = face_models(load_faces("train"))
        luck = Slider(label="throw number", at_rest=True, hint="Throw all the dice again")
        parameters, below = Choice(label="weights"), Choice(label="get below")
        bind(self, "luck", luck, range(LUCKS), lambda k: str(k + 1))
        bind(self, "parameters", parameters, MODELS)
        bind(self, "below", below, sorted(LEVELS), "{:g}".format)
        # each of the first tries, then evenly on a logarithmic axis
        rest = np.geomspace(EACH, TRIES, 60).round().astype(int)
        self.shown = np.concatenate([np.arange(EACH), rest])
        self.walked = np.minimum(self.shown, STEPS)
        self._play()
        self.picture = DicePicture(self.model, REACH, LUCKS)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=luck)
        self.stage.frame = len(self.shown) - 1
        return [luck, parameters, below, key("reset", self.reset), self.stage]

    def refresh(self, changed):
        """Show the race for every throw."""
        with self.stage.hold_sync():
            if self.settled and "parameters" in changed:
                self._play()
                self.put(DicePicture(self.model, REACH, LUCKS))
            tracks = self.picture.tracks(self)
            self.stage.show(tracks, self._readout(), steps=self.shown.tolist())

    def _play(self):
        """Throw the dice and walk: all that does not depend on the level."""
        name, eta = MODELS[self.parameters]
        self.model = self.models[name]
        objective = self.model.objective
        self.run = descend(objective, START[: objective.D], GradientDescent(eta), STEPS)
        shape = (TRIES, objective.D)
        self.guesses = np.array(
            [np.random.default_rng(k).uniform(-REACH, REACH, shape) for k in range(LUCKS)]
        )
        self.losses = np.array([objective.value(guesses) for guesses in self.guesses])

    @property
    def hits(self):
        """The number of the first guess below the level, for each throw; -1 where there is none."""
        low = self.losses < self.below
        return np.where(low.any(axis=1), low.argmax(axis=1) + 1, -1)

    @property
    def arrival(self):
        """The number of the first step below the level."""
        return self.run.first_below(self.below)

    def best_guesses(self):
        """Return which guess is the best one after each of the shown tries, (lucks, frames - 1)."""
        lowest = np.minimum.accumulate(self.losses, axis=1)
        first = np.where(self.losses == lowest, np.arange(TRIES), 0)
        return np.maximum.accumulate(first, axis=1)[:, self.shown[1:] - 1]

    def _readout(self):
        best = np.take_along_axis(self.losses, self.best_guesses(), axis=1)
        guessed = np.concatenate([np.full((LUCKS, 1), np.nan), best], axis=1)
        X, y = self.model.objective.X, self.model.objective.y
        chance = chance_below(X, y, self.below, REACH)
        said = np.where(self.shown == 0, 0, 1 + (guessed < self.below))
        return Readout(
            TEMPLATE,
            values={
                "tries": self.shown[None],
                "dice": said,
                "guessed": guessed,
                "hit": self.hits[:, None],
                "descended": self.run.losses[None, self.walked],
                "arrived": (self.shown >= self.arrival)[None],
                "steps": np.full((1, 1), self.arrival),
                "level": np.full((1, 1), LEVELS.index(self.below)),
                "chance": np.full((1, 1), chance),
                "expected": np.full((1, 1), 1 / chance),
            },
            digits={"guessed": 4, "descended": 4, "chance": 6},
            words={"dice": DICE, "arrived": ARRIVED, "level": [f"{level:g}" for level in LEVELS]},
        )

    @validate("below")
    def _level_is_known(self, proposal):
        if proposal.value not in LEVELS:
            raise ValueError(f"below must be one of {LEVELS}, got {proposal.value!r}")
        return float(proposal.value)
