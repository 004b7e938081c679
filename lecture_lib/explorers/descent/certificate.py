"""Is this the global minimum? What can be known where a descent has ended."""

import numpy as np
from matplotlib.text import Text

from lecture_lib import checks
from lecture_lib.experiments.certificate import ends
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Pick, Slide
from lecture_lib.explorers.views.picture import NOWHERE, WIDE, Picture
from lecture_lib.pictures.curves import draw_reference
from lecture_lib.pictures.figure import new_axes, text_style
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track, say

CASES = ("face bowl", "grins", "network, solved", "network, stuck")
REACHES = (0.01, 0.03, 0.1, 0.3, 0.6, 1.0, 1.3, 1.6, 2.0, 3.0, 5.0, 8.0, 12.0, 18.0, 25.0)
ZERO = 1e-6  # a gradient shorter than this counts as 0
BOUND = 0.001  # a loss below this counts as at its lower bound
LOWER = 0.001  # what is lower by less than this does not count
ROWS = (
    "The gradient is 0",
    "The loss is convex",
    "The loss is almost 0, and none is below 0",
    "Nothing lower in sight, by 0.001 or more",
)
TEMPLATE = (
    "L = {loss:.4f}, ‖∇L‖ = {slope:.5f}, seen as far as {reach:.2f}: lowest {seen:.4f}. {verdict}"
)
OPEN = (
    "It cannot be told from here: not convex, not at its bound, nothing lower in sight by 0.001"
    " or more."
)
VERDICTS = {
    "convex": "Yes, the global minimum: no slope, and convex. No need to look.",
    "bound": "Yes, as good as the global minimum: no loss is below 0, so there is {loss:.4f} to"
    " gain.",
    "seen": "No: you have seen a lower place.",
    "slope": f"Not exactly: it has a slope. As good as one? {OPEN}",
    "open": OPEN,
}


class CertificateExplorer(Explorer):
    """Look round where a descent has ended, and judge whether it is the global minimum.

    Parameters
    ----------
    case : {"face bowl", "grins", "network, solved", "network, stuck"}
        Whose end.
    reach : float
        How far one sees from there, along straight lines; positive.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S4.11 (slide 10), E4.4, erratum 21.
    """

    LABEL = "The loss along straight lines through the end of a descent, and what is known about it"
    DRAWN_FOR = ("case",)

    case = Pick("face bowl", CASES, "end of")
    reach = Slide(
        0.1, REACHES, "how far you see", "In units of the parameters", checks.positive, ndim=0
    )

    def draw(self):
        """Return the picture of the present end."""
        return CertificatePicture(ends()[self.case].top)

    def show(self, reaches):
        """Show what is seen with some reaches."""
        end = ends()[self.case]
        profiles = end.profiles(reaches)
        seen = np.minimum.accumulate(profiles.min(axis=(1, 2)))  # who looks far has looked near
        known = self._known(end, seen)
        readout = self._say(end, reaches, seen, known)
        self.stage.show(self.picture.tracks(profiles, known), readout)

    def _known(self, end, seen):
        """Which rows of the list hold for each reach, (takes, 4)."""
        loss, slope = end.objective.value(end.theta), self._slope(end)
        nothing_lower = seen > loss - LOWER
        facts = [slope < ZERO, end.convex, loss < BOUND]
        return np.stack(np.broadcast_arrays(*facts, nothing_lower), axis=-1)

    def _slope(self, end):
        return np.linalg.norm(end.objective.gradient(end.theta))

    def _say(self, end, reaches, seen, known):
        flat, convex, bound, nothing_lower = known.T
        verdict = np.select([flat & convex, bound, ~nothing_lower, ~flat], [0, 1, 2, 3], 4)
        loss = end.objective.value(end.theta)
        return say(
            TEMPLATE,
            loss=loss,
            slope=self._slope(end),
            reach=np.array(reaches)[:, None],
            seen=np.minimum(seen, loss)[:, None],
            verdict=np.array([*VERDICTS.values()])[verdict[:, None]],
        )


class CertificatePicture(Picture):
    """The loss along lines through the end, and the list of what is known.

    Parameters
    ----------
    top : float
        The highest loss that is shown.
    """

    def __init__(self, top):
        super().__init__(panels=2, width=WIDE)
        lines, known = self.panels
        names = {"title": "The loss along straight lines through it", "ylabel": "L"}
        self.lines = new_axes(self.figure, lines, xlabel="distance / how far you see", **names)
        self.lines.set(xlim=(-1, 1), ylim=(-0.1 * top, top), xticks=(-1, -0.5, 0, 0.5, 1))
        draw_reference(self.lines, 0, "no loss is below 0")
        self.list = new_axes(self.figure, known, title="What is known")
        self.list.set(xlim=(0, 1), ylim=(len(ROWS) + 0.2, -0.2))
        self.list.axis("off")
        for row, text in enumerate(ROWS):
            self.list.text(0.1, row + 0.5, text, va="center", **text_style(14, LIGHT.ink))
        self.profiles = draw_line(self.lines, "profile", NOWHERE, moving=True)
        self.point = draw_line(self.lines, "point", NOWHERE, moving=True)
        self.marks = [[self._mark(sign) for sign in "✓✗"] for _ in ROWS]

    def tracks(self, profiles, known):
        """Return where everything is, for profiles (takes, K, points) and known (takes, 4)."""
        across = np.broadcast_to(np.linspace(-1, 1, profiles.shape[-1]), profiles.shape)
        lines = np.stack([across, profiles], axis=-1)
        lines = np.pad(lines, ((0, 0), (0, 0), (0, 1), (0, 0)), constant_values=np.nan)
        here = profiles[:1, 0, profiles.shape[-1] // 2]
        tracks = {
            self.profiles: Track(lines.reshape(len(profiles), 1, -1, 2)),
            self.point: Track(np.stack([0 * here, here], axis=-1)[:, None, None]),
        }
        for row, marks in enumerate(self.marks):
            for mark, shown in zip(marks, (known[:, row], ~known[:, row]), strict=True):
                place = np.where(shown[:, None], (0.03, row + 0.5), np.nan)
                tracks[mark] = Track(place[:, None, None])
        return tracks

    def _mark(self, sign):
        style = text_style(18, LIGHT.ink, va="center", ha="center", fontweight="bold")
        mark = Text(0.03, 0.5, sign, animated=True, zorder=5, **style)
        mark.set_clip_on(False)
        return self.list.add_artist(mark)
