"""The figure of the memory explorer: gradients and what is left of them, and their sum."""

import numpy as np

from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

BARS = 20  # gradients that are shown
WIDTH = 510  # of a panel, in CSS pixels


class MemoryPicture(Picture):
    """The last gradients weighted by the powers of m, and the velocity over the steps.

    Parameters
    ----------
    largest : float
        Gradient that is shown.
    velocities : (float, float)
        What is shown of V, in units of η.
    steps : int
    limited : bool
        Show where V tends to, 1 / (1 - m).
    """

    def __init__(self, largest, velocities, steps, limited):
        super().__init__(panels=2, width=WIDTH)
        past, sum_of_it = self.panels
        self.limited = limited
        names = {"title": "The gradients, and what is left of them", "xlabel": "steps ago"}
        self.past = new_axes(self.figure, past, ylabel="−∇L, and mᵏ of it", **names)
        self.past.set(xlim=(-0.7, BARS - 0.3), ylim=(-largest, largest), xticks=range(0, BARS, 5))
        names = {"title": "Their sum is the velocity", "xlabel": "step", "ylabel": "V / η"}
        self.sum = new_axes(self.figure, sum_of_it, **names)
        self.sum.set(xlim=(0, steps), ylim=velocities)
        for ax, end in ((self.past, BARS), (self.sum, steps)):
            draw_line(ax, "reference", [(-1, 0), (end, 0)])
        self.left = draw_bars(self.past, NOWHERE, moving=True)
        self.whole = draw_bars(self.past, NOWHERE, filled=False, moving=True)
        self.limit = draw_line(self.sum, "limit", NOWHERE, moving=True)
        self.plain = draw_line(self.sum, "plain step", NOWHERE, moving=True)
        self.velocity = draw_line(self.sum, "velocity", NOWHERE, moving=True)
        self.point = draw_line(self.sum, "point", NOWHERE, moving=True)

    def tracks(self, m, g, V):
        """Return where everything is.

        Parameters
        ----------
        m : array (takes,)
        g : array (takes or 1, steps)
            ∇L(θ(t)).
        V : array (takes, steps + 1)
            In units of η.
        """
        steps = g.shape[1]
        ago = np.arange(BARS)
        when = np.arange(steps + 1)[:, None] - 1 - ago  # the step of each bar, per frame
        past = np.where(when >= 0, -g[:, np.maximum(when, 0)], np.nan)  # (takes, frames, BARS)
        plain = np.concatenate([np.zeros((len(g), 1)), -g], axis=1)
        return {
            self.left: Track(bar_points(ago, past * m[:, None, None] ** ago)),
            self.whole: Track(bar_points(ago, past)),
            self.limit: Track(self._limits(m, steps)),
            self.plain: Track(over_steps(plain), "grows"),
            self.velocity: Track(over_steps(V), "grows"),
            self.point: Track(over_steps(V), "tip"),
        }

    def _limits(self, m, steps):
        if not self.limited:
            return NOWHERE[None, None]
        level = np.tile(1 / (1 - m)[:, None], 2)
        return np.stack([np.broadcast_to([0, steps], level.shape), level], axis=-1)[:, None]


def over_steps(values):
    """Return values (takes, frames) as points over their steps, for a line that grows."""
    step = np.broadcast_to(np.arange(values.shape[1]), values.shape)
    return np.stack([step, values], axis=-1)[:, None]
