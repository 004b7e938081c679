"""What the velocity remembers: a sum of past gradients, the older the fainter."""

import numpy as np

from lecture_lib import checks, theory
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.arrival import axis_coordinates
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.playgrounds import Ravine
from lecture_lib.explorers.declared import END, Explorer, Pick, Slide
from lecture_lib.explorers.momentum.memory_picture import MemoryPicture
from lecture_lib.optimizers import Momentum
from lecture_lib.stage import say

ETA = 0.05
START = (1.5, 1.0)
STEPS = 30
EARLY = 5
MOMENTA = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.99)
SOURCES = {
    "steady": "steady",
    "zigzag": "zigzag",
    "along": "along the valley",
    "across": "across the valley",
}
AXES = ("along", "across")  # the sources that are descents, flattest axis first
LIMITS = {  # largest gradient and velocity that are shown, the latter in units of η
    "steady": (1.4, (-1, 22)),
    "zigzag": (1.4, (-1.4, 1.4)),
    "along": (0.7, (-3, 6)),
    "across": (9, (-17, 17)),
}
TEMPLATE = (
    "Step {step} of {steps}: a gradient of 10 steps ago counts {weight:.1f} %. V = {V:.2f} η,"
    " without memory it would be {plain:.2f} η. {meaning}"
)
MEANINGS = {
    "steady": "The slope stays, and V grows towards 1/(1 − m) = {limit:.2f} η.",
    "zigzag": "The slope changes sign each time, and V shrinks towards 1/(1 + m) = {limit:.2f} η.",
    "along": "Along the valley slopes agree for long, and add up.",
    "across": "Across the valley slopes change sign again and again, and take back what they gave.",
}


class MemoryExplorer(Explorer):
    """See V(t+1) = m V(t) - η ∇L as what it is: a sum of all gradients, weighted by m^k.

    Parameters
    ----------
    momentum : float
        m, at least 0 and below 1.
    source : {"steady", "zigzag", "along", "across"}
        Where the gradients come from: always -1, by turns -1 and 1, or those along the valley or
        across it, of a descent on the bowl of the faces with η = 0.05.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S8.3 (slide 16): E8.1.
    """

    LABEL = "The last 20 gradients weighted by the powers of m, and the velocity over the steps"
    DRAWN_FOR = ("source",)
    FRAME = END

    momentum = Slide(0.8, MOMENTA, "momentum m", "How much of V is kept", checks.fraction)
    source = Pick("steady", SOURCES, "slopes", SOURCES.get)

    def prepare(self):
        """Turn the bowl of the faces so that each axis descends by itself."""
        bowl = face_models(load_faces("train"))["raw"].objective
        self.ravine = Ravine(tuple(theory.curvatures(bowl.X)))
        self.start = axis_coordinates(bowl.X, bowl.y, START)

    def draw(self):
        """Return the picture for the present slopes."""
        return MemoryPicture(*LIMITS[self.source], STEPS, self.source == "steady")

    def show(self, momenta):
        """Remember with some momenta."""
        m = np.array(momenta)
        g, V = self.remember(m)
        self.stage.show(self.picture.tracks(m, g, V), self._say(m, g, V))

    def telling_frames(self):
        """Return an early step and the end: there is nothing to see at the start."""
        return [EARLY, STEPS]

    def remember(self, m):
        """Return the gradients and the velocities that they make.

        Parameters
        ----------
        m : array (takes,)

        Returns
        -------
        g : array (takes or 1, STEPS)
            ∇L(θ(t)) for t = 0 …
        V : array (takes, STEPS + 1)
            V(t), in units of η.
        """
        if self.source in AXES:
            optimizer, axis = Momentum(ETA, m[:, None]), AXES.index(self.source)
            run = descend(self.ravine, self.start, optimizer, STEPS)
            g = self.ravine.gradient(run.thetas)[:-1, :, axis].T
            return g, run.velocities[..., axis].T / ETA
        sign = np.where(self.source == "steady", 1, (-1) ** np.arange(STEPS))
        g = np.broadcast_to(-sign, (1, STEPS)).astype(float)
        optimizer, V = Momentum(1.0, m), [np.zeros(len(m))]
        for now in g[0]:
            V.append(optimizer.step(0.0, now, V[-1])[1])
        return g, np.transpose(V)

    def _say(self, m, g, V):
        sign = -1 if self.source == "steady" else 1
        return say(
            TEMPLATE,
            step=np.arange(STEPS + 1),
            steps=STEPS,
            weight=100 * m[:, None] ** 10,
            V=V,
            plain=np.concatenate([np.zeros((len(g), 1)), -g], axis=1),
            meaning=MEANINGS[self.source],
            limit=1 / (1 + sign * m[:, None]),
        )
