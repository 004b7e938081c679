"""Momentum in a ravine: how many steps each pair of η and m costs."""

from dataclasses import replace

import numpy as np

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.arrival import steps_to_arrive
from lecture_lib.experiments.lines import face_models
from lecture_lib.explorers.declared import END, Explorer, Slide
from lecture_lib.explorers.line_words import ARRIVED, TEMPLATE, describe
from lecture_lib.explorers.momentum.ravine_picture import ETAS, MOMENTA, RavinePicture
from lecture_lib.optimizers import Momentum

START = (1.5, 1.0)
STEPS = 240  # how many are shown
EARLY = 15  # one of them
MOST = 4000  # how many are counted
RISES = (
    "Never uphill on the way.",
    "Uphill on the way: 1 step.",
    "Uphill on the way: {rises} steps.",
)
COSTS = (
    "In all it takes {needed} steps",
    "It is not there after {most} steps",
    "It never arrives",
)
PLAIN = (
    "; without momentum {plain}.",
    "; without momentum more than {most}.",
    "; without momentum it would diverge.",
    ".",
)


class RavineExplorer(Explorer):
    """Descend with momentum in the ravine of the raw scores, and see what each η and m costs.

    Parameters
    ----------
    eta : float
        Learning rate η, positive.
    momentum : float
        m, at least 0 and below 1.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S8.3 to S8.6 (slide 16): E8.2.
    """

    LABEL = "The loss landscape with the descent, its height over the steps, and steps over η and m"
    PREVIEWS = True
    FRAME = END

    eta = Slide(0.05, ETAS, "learning rate η", "How far each step goes", checks.positive, ndim=0)
    momentum = Slide(
        0.9, MOMENTA, "momentum m", "How much of the last step is kept", checks.fraction
    )

    def prepare(self):
        """Count the steps of all pairs of η and m."""
        self.model = face_models(load_faces("train"))["raw"]
        self.known = {}  # steps by (η, m)
        self._count([(eta, m) for m in MOMENTA for eta in ETAS])

    def draw(self):
        """Return the picture."""
        table = np.array([[self.known[eta, m] for eta in ETAS] for m in MOMENTA])
        return RavinePicture(self.model, table, STEPS)

    def show(self, etas):
        """Descend with some learning rates."""
        optimizer = Momentum(np.array(etas)[:, None], self.momentum)
        run = descend(self.model.objective, START, optimizer, STEPS)
        tracks = self.picture.tracks(run, etas, self.momentum)
        self.stage.show(tracks, self._readout(run, etas), self.picture.handles(tracks))

    def telling_frames(self):
        """Return an early step and the end: the path shows where it started."""
        return [EARLY, STEPS]

    def _readout(self, run, etas):
        told = describe(self.model, run, etas, self.momentum, self.model.objective.N)
        needed = self._costs(etas, self.momentum)
        plain = self._costs(etas, 0.0)
        kind = self._kinds(needed, etas, self.momentum)
        compared = self._kinds(plain, etas, 0.0) if self.momentum else np.full(len(etas), 3)
        rises = np.diff(run.losses, axis=0, prepend=run.losses[:1]) > 0
        rises &= run.losses - self.model.lowest > ARRIVED  # at the bottom it is rounding
        rises = rises.cumsum(axis=0).T
        price = {
            "cost": kind[:, None],
            "needed": needed[:, None],
            "compared": compared[:, None],
            "plain": plain[:, None],
            "most": np.full((1, 1), MOST),
            "rises": rises,
            "uphill": np.minimum(rises, 2),
        }
        return replace(
            told,
            template=f"{TEMPLATE} {{uphill}} {{cost}}{{compared}}",
            values={**told.values, **price},
            words={**told.words, "uphill": RISES, "cost": COSTS, "compared": PLAIN},
        )

    def _kinds(self, needed, etas, m):
        """0 where it arrives, 1 where it may later, 2 where it diverges."""
        never = np.array(etas) >= self.model.critical_eta(m)
        return np.where(needed >= 0, 0, np.where(never, 2, 1))

    def _costs(self, etas, m):
        pairs = [(eta, m) for eta in etas]
        self._count([pair for pair in pairs if pair not in self.known])
        return np.array([self.known[pair] for pair in pairs])

    def _count(self, pairs):
        if not pairs:
            return
        X, y = self.model.objective.X, self.model.objective.y
        counted = steps_to_arrive(X, y, START, *np.transpose(pairs), most=MOST)
        self.known.update(zip(pairs, counted.tolist(), strict=True))

    def dragged(self, name, x, y):
        """Take the nearest pair of η and m."""
        eta, momentum = self.picture.nearest(x, y)
        self.set(eta=eta, momentum=momentum)
