"""Where the gradient breaks: creases, traps, stairs, and a pinch."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.explorers.explorer import Explorer, State, bind, key, one_of, signed
from lecture_lib.explorers.slope.breaks_cases import CASES
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.figure import new_axes, side_by_side
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Choice, Readout, Slider, Stage, Track

WAY = np.linspace(0, 1, 101).round(2).tolist()
LABEL = "A function whose gradient misleads or is missing, and what is met on a way through it"
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

    case = State("crease", one_of, tuple(CASES))
    way = State(0.25)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.cases = {name: case() for name, case in CASES.items()}
        way, case = Slider(label="along the way", at_rest=True), Choice(label="function")
        self.ways = bind(self, "way", way, WAY, "{:g}".format)
        bind(self, "case", case, CASES, lambda name: self.cases[name].key)
        self.picture = BreaksPicture(self.cases[self.case])
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=way)
        return [case, way, key("reset", self.reset), self.stage]

    def refresh(self, changed):
        """Show what is met on the whole way."""
        case = self.cases[self.case]
        met = case.met(np.array(self.ways))
        with self.stage.hold_sync():
            if self.settled and "case" in changed:
                self.put(BreaksPicture(case))
            values = {name: np.asarray(value)[:, None] for name, value in met.values.items()}
            digits = {name: 2 for name in values if name not in WHOLE}
            readout = Readout("{said}", values=values, digits=digits, words={"said": case.says})
            self.stage.show(self.picture.tracks(met), readout)

    @validate("way")
    def _way_is_a_part(self, proposal):
        value = float(checks.numbers("way", proposal.value, ndim=0))
        if not 0 <= value <= 1:
            raise ValueError(f"way must be from 0 to 1, got {value}")
        return value


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
