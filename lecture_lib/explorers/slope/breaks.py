"""Where the gradient breaks: creases, traps, stairs, and a pinch."""

import numpy as np

from lecture_lib.explorers.declared import Explorer, Pick, Slide
from lecture_lib.explorers.explorer import signed, within
from lecture_lib.explorers.slope.breaks_cases import CASES
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.figure import new_axes, side_by_side
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Readout, Track

WAY = np.linspace(0, 1, 101).round(2).tolist()
WHOLE = {"wrong"}  # numbers that are counts


class BreaksExplorer(Explorer):
    """Walk through functions that are not differentiable everywhere.

    Parameters
    ----------
    case : {"crease", "trap", "stairs", "pinch"}
        |θ|; |x| + 2|y| from (1, 0); the mistakes on the faces; x²y/(x⁴ + y²).
    way : float
        How far along the way of the case, from 0 to 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S2 (slide 5): E2.4; errata 7 and 8.
    """

    LABEL = "A function whose gradient misleads or is missing, and what is met on a way through it"
    DRAWN_FOR = ("case",)

    case = Pick("crease", CASES, "function", lambda name: CASES[name].key)
    way = Slide(0.25, WAY, "along the way", "", within, low=0, high=1)

    def prepare(self):
        """Make all functions; one of them looks at the faces."""
        self.cases = {name: case() for name, case in CASES.items()}

    def draw(self):
        """Return the picture of the present function."""
        return BreaksPicture(self.cases[self.case])

    def show(self, ways):
        """Show what is met at some parts of the way."""
        case = self.cases[self.case]
        met = case.met(np.array(ways))
        values = {name: np.asarray(value)[:, None] for name, value in met.values.items()}
        digits = {name: 2 for name in values if name not in WHOLE}
        readout = Readout("{said}", values=values, digits=digits, words={"said": case.says})
        self.stage.show(self.picture.tracks(met), readout)


class BreaksPicture(Picture):
    """The function, and what is met on the way.

    Parameters
    ----------
    case : Crease, Trap, Stairs or Pinched
    """

    def __init__(self, case):
        super().__init__()
        self.panels = side_by_side(self.figure, (1, 2))
        axes = []
        parts = (self.panels, case.titles, case.labels, case.limits, case.ticks)
        for box, title, names, limits, (xticks, yticks) in zip(*parts, strict=True):
            words = dict(zip(("xlabel", "ylabel"), names, strict=True))
            ax = new_axes(self.figure, box, title=title, **words)
            ax.set(xlim=limits[:2], ylim=limits[2:])
            ax.set_xticks(xticks, [signed(tick) for tick in xticks])
            ax.set_yticks(yticks, [signed(tick) for tick in yticks])
            axes.append(ax)
        case.draw(*axes)
        self.tangent = draw_line(axes[0], "gradient", NOWHERE, moving=True)
        self.others = [draw_line(ax, "dice", NOWHERE, moving=True) for ax in axes]
        self.points = [draw_line(ax, "point", NOWHERE, moving=True) for ax in axes]

    def tracks(self, met):
        """Return where everything is, for what is met."""
        placed = {
            self.points[0]: met.left,
            self.points[1]: met.right,
            self.others[0]: met.other_left,
            self.others[1]: met.other_right,
        }
        tracks = {artist: Track(np.asarray(p)[:, None, None]) for artist, p in placed.items()}
        return tracks | {self.tangent: Track(met.tangent[:, None])}
