"""What the velocity remembers: a sum of past gradients, the older the fainter."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from lecture_lib import checks, theory
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.arrival import axis_coordinates
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.playgrounds import Ravine
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.state import Pick, Slide
from lecture_lib.explorers.views.picture import NOWHERE, WIDE, Picture, Trail, over_steps
from lecture_lib.optimizers import Momentum
from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

ETA = 0.3  # a little below the cliff: there plain descent changes sides at every step
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
BARS = 20  # gradients that are shown
AXES = ("along", "across")  # the sources that are descents, flattest axis first
LIMITS = {  # largest gradient and velocity that are shown, the latter in units of η
    "steady": (1.4, (-1, 28)),
    "zigzag": (1.4, (-1.4, 1.4)),
    "along": (0.7, (-2.5, 2.5)),
    "across": (11, (-11, 11)),
}
TEMPLATE = (
    "Step {step} of {steps}: a gradient of 10 steps ago counts {weight:.1f} %. V = {V:.2f} η,"
    " without memory it would be {plain:.2f} η. {meaning}"
)
MEANINGS = {
    "steady": "The slope stays, and V grows towards 1/(1 − m) = {limit:.2f} η.",
    "zigzag": "The slope changes sign each time; in the end V changes between ±1/(1 + m) ="
    " ±{limit:.2f} η.",
    "along": "So far the ball has travelled {way:.2f} along the valley; {flips}.",
    "across": "So far the ball has travelled {way:.2f} across the valley; {flips}.",
}
FLIPS = (
    "the slope has not changed sign",
    "the slope has changed sign once",
    "the slope has changed sign {count} times",
)


class MemoryExplorer(Explorer):
    """See V(t+1) = m V(t) - η ∇L as what it is: a sum of all gradients, weighted by m^k.

    Parameters
    ----------
    momentum : float
        m, at least 0 and below 1.
    source : {"steady", "zigzag", "along", "across"}
        Where the gradients come from: always -1, by turns -1 and 1, or those along the valley or
        across it, of a descent on the bowl of the faces with η = 0.3.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S8.3 (slide 16): E8.1.
    """

    LABEL = "The last 20 gradients weighted by the powers of m, and the velocity over the steps"
    DRAWN_FOR = ("source",)
    FRAME = END

    momentum = Slide(0.8, MOMENTA, "momentum m", "How much of V is kept", checks.fraction, ndim=0)
    source = Pick("steady", SOURCES, "slopes", SOURCES.get)

    def prepare(self):
        """Turn the bowl of the faces so that each axis descends by itself."""
        bowl = face_models(load_faces("train"))["raw"].objective
        self.ravine = Ravine(tuple(theory.curvatures(bowl.X)))
        self.start = axis_coordinates(bowl.X, bowl.y, START)

    def draw(self):
        """Return the picture for the present slopes."""
        return MemoryPicture(*LIMITS[self.source], limited=self.source == "steady")

    def show(self, momenta):
        """Remember with some momenta."""
        m = np.array(momenta)
        pulls, V = self.remember(m)
        sign = -1 if self.source == "steady" else 1
        changes = np.diff(np.sign(pulls), axis=0, prepend=0) != 0
        flips = np.maximum(changes.cumsum(axis=0).T - 1, 0)  # the first slope is no change
        readout = say(
            TEMPLATE,
            step=np.arange(STEPS + 1),
            steps=STEPS,
            weight=100 * m[:, None] ** 10,
            V=V.T,
            plain=pulls.T,
            meaning=MEANINGS[self.source],
            limit=1 / (1 + sign * m[:, None]),
            way=ETA * np.abs(V).cumsum(axis=0).T,
            flips=np.array(FLIPS)[np.minimum(flips, 2)],
            count=flips,
        )
        self.stage.show(self.picture.tracks(m, pulls, V), readout)

    def telling_frames(self):
        """Return an early step and the end: there is nothing to see at the start."""
        return [EARLY, STEPS]

    def remember(self, m):
        """Return -∇L(θ(t - 1)), 0 at first, and V(t) in units of η, for momenta (takes,).

        Both have shape (STEPS + 1, takes), or one take where the gradients are always the same.
        """
        if self.source in AXES:
            axis = AXES.index(self.source)
            run = descend(self.ravine, self.start, Momentum(ETA, m[:, None]), STEPS)
            pulls = -self.ravine.gradient(run.thetas)[:-1, :, axis]
            V = run.velocities[..., axis] / ETA
        else:
            signs = np.ones(STEPS) if self.source == "steady" else (-1.0) ** np.arange(STEPS)
            pulls = signs[:, None]
            optimizer, V = Momentum(1.0, m), [np.zeros(len(m))]
            for pull in pulls:
                V.append(optimizer.step(0.0, -pull, V[-1])[1])
        return np.pad(pulls, ((1, 0), (0, 0))), np.array(V)


class MemoryPicture(Picture):
    """The last gradients weighted by the powers of m, and the velocity over the steps.

    Parameters
    ----------
    largest : float
        Gradient that is shown.
    velocities : (float, float)
        What is shown of V.
    limited : bool
        Show where V tends to, 1 / (1 - m).
    """

    def __init__(self, largest, velocities, limited):
        super().__init__(panels=2, width=WIDE)
        left, right = self.panels
        title = "The gradients, and what is left of them"
        past = self.axes(left, title, "steps ago", "−∇L, and mᵏ of it")
        past.set(xlim=(-0.7, BARS - 0.3), ylim=(-largest, largest), xticks=range(0, BARS, 5))
        total = self.axes(right, "Their sum is the velocity", "step", "V / η")
        total.set(xlim=(0, STEPS), ylim=velocities)
        for ax, end in ((past, BARS), (total, STEPS)):
            ax.yaxis.set_major_locator(MaxNLocator(5, steps=(1, 2, 5, 10)))
            draw_line(ax, "reference", [(-1, 0), (end, 0)])
        self.limited = limited
        self.left = draw_bars(past, NOWHERE, moving=True)
        self.whole = draw_bars(past, NOWHERE, filled=False, moving=True)
        self.limit, self.plain = (draw_line(total, name) for name in ("limit", "plain step"))
        self.velocity = Trail(total, "velocity")

    def tracks(self, m, pulls, V):
        """Return where everything is, for momenta (takes,) and what `remember` gives."""
        ago = np.arange(BARS)
        when = np.arange(STEPS + 1)[:, None] - ago  # the step of each bar, per frame
        past = np.where(when > 0, pulls.T[:, np.maximum(when, 0)], np.nan)  # (takes, frames, BARS)
        levels = np.tile(1 / (1 - m), (2, 1))
        limit = over_steps(levels, (0, STEPS)).swapaxes(0, 1) if self.limited else NOWHERE[None]
        return {
            self.left: Track(bar_points(ago, past * m[:, None, None] ** ago)),
            self.whole: Track(bar_points(ago, past)),
            self.limit: Track(limit[:, None]),
            self.plain: Track(over_steps(pulls).swapaxes(0, 1)[:, None], "grows"),
            **self.velocity.tracks(over_steps(V)),
        }
