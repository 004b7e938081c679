"""What the velocity remembers: a sum of past gradients, the older the fainter."""

import numpy as np

from lecture_lib import checks, theory
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.arrival import axis_coordinates
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.playgrounds import Ravine
from lecture_lib.explorers.explorer import Explorer, State, bind, key, one_of
from lecture_lib.explorers.momentum.memory_picture import MemoryPicture
from lecture_lib.optimizers import Momentum
from lecture_lib.stage import Choice, Readout, Slider, Stage

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
LABEL = "The last 20 gradients weighted by the powers of m, and the velocity over the steps"
TEMPLATE = (
    "Step {step} of {steps}: a gradient of 10 steps ago counts {weight} %. V = {V} η,"
    " without memory it would be {plain} η. {meaning}"
)
MEANINGS = {
    "steady": "The slope stays, and V grows towards 1/(1 − m) = {limit} η.",
    "zigzag": "The slope changes sign each time, and V shrinks towards 1/(1 + m) = {limit} η.",
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

    momentum = State(0.8, checks.fraction)
    source = State("steady", one_of, tuple(SOURCES))

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        bowl = face_models(load_faces("train"))["raw"].objective
        self.ravine = Ravine(tuple(theory.curvatures(bowl.X)))
        self.start = axis_coordinates(bowl.X, bowl.y, START)
        momentum = Slider(label="momentum m", at_rest=True, hint="How much of V is kept")
        source = Choice(label="slopes")
        self.momenta = bind(self, "momentum", momentum, MOMENTA, "{:g}".format)
        bind(self, "source", source, tuple(SOURCES), SOURCES.get)
        self.picture = self._new_picture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=momentum)
        self.stage.frame = STEPS
        return [momentum, source, key("reset", self.reset), self.stage]

    def refresh(self, changed):
        """Remember with all momenta at once and show it."""
        with self.stage.hold_sync():
            if self.settled and "source" in changed:
                self.put(self._new_picture())
            m = np.array(self.momenta)
            g, V = self.remember(m)
            tracks = self.picture.tracks(m, g, V)
            self.stage.show(tracks, self._readout(m, g, V))

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

    def _new_picture(self):
        return MemoryPicture(*LIMITS[self.source], STEPS, self.source == "steady")

    def _readout(self, m, g, V):
        sign = -1 if self.source == "steady" else 1
        plain = np.concatenate([np.zeros((len(g), 1)), -g], axis=1)
        return Readout(
            TEMPLATE,
            values={
                "step": np.arange(STEPS + 1)[None],
                "steps": np.full((1, 1), STEPS),
                "weight": 100 * m[:, None] ** 10,
                "V": V,
                "plain": plain,
                "meaning": np.zeros((1, 1)),
                "limit": 1 / (1 + sign * m[:, None]),
            },
            digits={"V": 2, "plain": 2, "limit": 2, "weight": 1},
            words={"meaning": (MEANINGS[self.source],)},
        )
