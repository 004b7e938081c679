"""The loss over one weight while the other stays as it is: a cut through the landscape."""

import numpy as np

from lecture_lib.experiments.lines import WINDOW
from lecture_lib.explorers.views.picture import tangent_ends
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

HIGHEST = 20  # loss that is shown
POINTS = 121  # of the curve


class CutView:
    """The loss over the free one of two weights, with its tangent at the present place.

    Where it is level, the tangent reaches so far to both sides, in units of the weight.
    """

    def __init__(self, ax, objective, free, reach):
        ax.set(xlim=WINDOW, ylim=(0, HIGHEST))
        self.objective, self.free, self.reach = objective, free, reach
        self.curve, self.tangent, self.point = (
            draw_line(ax, meaning) for meaning in ("loss", "gradient", "point")
        )

    def along(self, thetas):
        """Return the places of the cut through the first of some thetas (takes, 1, 2)."""
        along = np.repeat(thetas[0], POINTS, axis=0)
        along[:, self.free] = np.linspace(*WINDOW, POINTS)
        return along

    def tracks(self, thetas):
        """Return where everything is, for thetas (takes, 1, 2) that differ in the free weight."""
        along, free = self.along(thetas), self.free
        curve = np.column_stack([along[:, free], self.objective.value(along)])
        spots = np.stack([thetas[..., free], self.objective.value(thetas)], axis=-1)
        return {
            self.curve: Track(curve[None, None]),
            self.tangent: Track(self._tangent(spots, self.objective.gradient(thetas)[..., free])),
            self.point: Track(spots[:, :, None]),
        }

    def _tangent(self, spots, slope):
        """Both ends of the tangent: equally long on the screen whatever the slope."""
        reach = self.reach / np.hypot(1, slope * np.ptp(WINDOW) / HIGHEST)
        return tangent_ends(spots, slope, reach)
