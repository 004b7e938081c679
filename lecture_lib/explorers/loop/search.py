"""Be the optimizer: look for the lowest loss on a landscape that nobody has seen."""

import numpy as np

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import WINDOW, face_models
from lecture_lib.experiments.rounding import direction
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.loop.instruments import Instruments, draw_fill
from lecture_lib.explorers.state import Slide, State, button, notches, signed, to_notches, within
from lecture_lib.explorers.views.crowd import CrowdView
from lecture_lib.explorers.views.descent import loss_map
from lecture_lib.explorers.views.picture import NOWHERE, Picture, notched_handle
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.dots import draw_dots
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.landscape import contour_levels
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track, say

NUDGE = 0.05
NUDGES = NUDGE * np.array([[-1, 0], [1, 0], [0, -1], [0, 1]])  # w0 down, up, w1 down, up
PART = 0.1  # of the measured slopes: how far one step goes
DECIMALS = 4  # places closer than that are one
VALUES = notches(*WINDOW, NUDGE)
TEMPLATE = (
    "Looks at the meter: {looks}{walked}. w₀ = {w0:.2f}, w₁ = {w1:.2f}: loss {loss:.4f},"
    " {mistakes} of {faces} faces wrong. {best}{nudged}{shown}"
)
WALKED = ("", ", and 1 step", ", and {steps} steps")
BEST = (
    "The best so far.",
    "Best so far: {best_loss:.4f} at ({best_w0:.2f}, {best_w1:.2f}).",
)
NUDGED = (
    "",
    " Nudging w₀ down or up by 0.05 changes the loss by {minus_0:.4f} or {plus_0:.4f}, nudging w₁"
    " by {minus_1:.4f} or {plus_1:.4f}.",
)
SHOWN = ("", " The lowest loss of all is {lowest:.4f} at ({lowest_w0:.2f}, {lowest_w1:.2f}).")
NEEDLE = 0.9  # length of the needle, in units of a weight
HIGHEST = 94.0  # loss in the corner of the map


def _weight(name, value):
    """Check that a number is a weight on the map; return it with four decimals."""
    return round(within(name, value, *WINDOW), DECIMALS) + 0.0


def _places(name, value):
    """Check that a value holds places of the map, or next to it; return them."""
    if len(value) == 0:
        return ()
    pairs = checks.numbers(name, value, ndim=2)
    if pairs.shape[1] != 2 or np.abs(pairs).max() > WINDOW[1] + NUDGE:
        raise ValueError(f"{name} must hold pairs (w0, w1) on the map, got {value!r:.80}")
    return tuple(map(tuple, (pairs.round(DECIMALS) + 0.0).tolist()))


def short(value):
    """Write a weight to two decimals at most."""
    return signed(round(value, 2))


class SearchExplorer(Explorer):
    """Move both weights of ŷ = w₀ + w₁·mouth, read the loss, and paint the black square.

    Each look at the loss meter leaves a dot on the landscape. A nudge is a look at a place 0.05
    away; four of them tell which way is down, and one step goes there.

    Parameters
    ----------
    w0, w1 : float
        The weights, within -4 and 4; they are kept to four decimals.
    visited : tuple of (float, float)
        The places that were looked at before. The present one joins them.
    steps : int
        How many steps were taken.
    shown : bool
        Whether the landscape is uncovered.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S1 (slides 2, 3): E1.1 and E1.3.
    """

    LABEL = (
        "Faces with the line, the loss meter with four nudges, the landscape as far as it was seen"
    )

    w0 = Slide(0.0, VALUES, "weight w₀", check=_weight, text=short)
    w1 = Slide(0.0, VALUES, "weight w₁", check=_weight, text=short)
    visited = State((), _places)
    steps = State(0, checks.count, 0)
    shown = State(False, checks.flag)

    @property
    def here(self):
        """(w0, w1)."""
        return (self.w0, self.w1)

    def prepare(self):
        """Load the faces."""
        self.model = face_models(load_faces("train"))["raw"]

    def build(self):
        """Let the kernel hear of each move of the hand: the places on its way are looks too."""
        parts = super().build()
        self.stage.hand.at_rest = False
        return parts

    def basis(self):
        """Return None: each place is remembered, also one that the page has moved to."""

    def draw(self):
        """Return the picture."""
        return SearchPicture(self.model)

    def show(self, values):
        """Show the line for some values of w0, and all places looked at so far."""
        if self.here not in self.visited:
            self._remember()
        thetas = np.array([[[w0, self.w1]] for w0 in values])
        visited = np.array(self.visited)
        losses = self.model.objective.value(visited)
        rises = self._rises(thetas, visited)
        tracks = self.picture.tracks(thetas, visited, losses, rises, self.shown)
        readout = self._say(thetas, visited, losses, rises)
        self.stage.show(tracks, readout, self.picture.handles(tracks))

    @button("four nudges")
    def measure(self):
        """Look at the four places that are a nudge away from the present one."""
        self.set(visited=self._joined(neighbours(self.here)))

    @button("a step")
    def step(self, times=1):
        """Measure and go down the measured slopes, a tenth of them far, some times.

        Parameters
        ----------
        times : int
            At least 1.
        """
        seen, here = [], self.here
        for _ in range(checks.count("times", times)):
            around = neighbours(here)
            down, up = self.model.objective.value(np.array(around)).reshape(2, 2).T
            there = np.clip(np.array(here) - PART * (up - down) / (2 * NUDGE), *WINDOW)
            here = tuple((there.round(DECIMALS) + 0.0).tolist())
            seen += [*around, here]
        self.set(w0=here[0], w1=here[1], visited=self._joined(seen), steps=self.steps + times)

    @button("10 steps")
    def ten_steps(self):
        """Take ten steps."""
        self.step(10)

    @button("uncover")
    def uncover(self):
        """Take the cover off the landscape, or put it back."""
        self.set(shown=not self.shown)

    def dragged(self, name, x, y):
        """Take the weights of the place."""
        self.set(**dict(zip(("w0", "w1"), to_notches([x, y], *WINDOW, NUDGE), strict=True)))

    def _remember(self):
        settled, self.settled = self.settled, False  # part of the change that is being shown
        self.visited = self._joined([self.here])
        self.settled = settled

    def _joined(self, places):
        return tuple(dict.fromkeys([*self.visited, *places]))

    def _rises(self, thetas, visited):
        """How the loss changes with each nudge (takes, 4), NaN for one that nobody has tried."""
        around = (thetas + NUDGES).round(DECIMALS)
        known = np.isin(_code(around), _code(visited))
        value = self.model.objective.value
        return np.where(known, value(around) - value(thetas), np.nan)

    def _say(self, thetas, visited, losses, rises):
        objective, best = self.model.objective, losses.argmin()
        loss = objective.value(thetas)
        names = ("minus_0", "plus_0", "minus_1", "plus_1")
        return say(
            TEMPLATE,
            looks=len(visited),
            walked=WALKED[min(self.steps, 2)],
            steps=self.steps,
            w0=thetas[..., 0],
            w1=thetas[..., 1],
            loss=loss,
            mistakes=objective.mistakes(thetas),
            faces=objective.N,
            best=np.where(loss > losses[best], *BEST[::-1]),
            best_loss=losses[best],
            best_w0=visited[best, 0],
            best_w1=visited[best, 1],
            nudged=np.where(np.isfinite(rises).all(axis=-1, keepdims=True), *NUDGED[::-1]),
            **dict(zip(names, rises.T[..., None], strict=True)),
            shown=SHOWN[self.shown],
            lowest=self.model.lowest,
            lowest_w0=self.model.optimum[0],
            lowest_w1=self.model.optimum[1],
        )


def neighbours(place):
    """Return the four places that are a nudge away."""
    return list(map(tuple, ((np.array(place) + NUDGES).round(DECIMALS) + 0.0).tolist()))


def _code(places):
    """One whole number for each place (..., 2)."""
    return (places * 10**DECIMALS).round().astype(int) @ (1, 10**6)


class SearchPicture(Picture):
    """The faces with the line, the loss meter beside four nudges, and the black square."""

    def __init__(self, model):
        super().__init__()
        faces, middle, plane = self.panels
        self.crowd = CrowdView(self.figure, faces, model)
        self.instruments = Instruments(self.figure, middle)
        self.map = loss_map(self.figure, plane, model)
        self.levels = contour_levels(model.lowest, HIGHEST, len(LIGHT.seen))
        self.cover = draw_fill(self.map, LIGHT.unseen, closed=True, zorder=4)
        self.dots = draw_dots(  # the lower the loss, the larger
            self.map,
            np.linspace(7, 3, len(LIGHT.seen)),
            zorder=4.5,
            facecolors=LIGHT.seen,
            edgecolors=LIGHT.unseen,
            linewidths=0.5,
        )
        self.needle = draw_arrow(self.map, "gradient", NOWHERE, moving=True)
        self.best, self.point = draw_line(self.map, "best"), draw_line(self.map, "point")

    def tracks(self, thetas, visited, losses, rises, shown):
        """Return where everything is.

        Given are thetas (takes, 1, 2), the places looked at and their losses, and how the loss
        changes with a nudge of w0 down and up, of w1 down and up: (takes, 4), NaN if unknown.
        """
        loss = self.crowd.model.objective.value(thetas)
        everywhere = np.array(WINDOW)[[[0, 0], [1, 0], [1, 1], [0, 1]]]
        return {
            **self.crowd.tracks(thetas),
            **self.instruments.tracks(loss[..., 0], losses.min(), rises),
            self.cover: Track((NOWHERE if shown else everywhere)[None, None]),
            self.dots: Track(self._dots(visited, losses)[None, None]),
            self.needle: Track(self._needles(thetas, rises)),
            self.best: Track(visited[None, None, [losses.argmin()]]),
            self.point: Track(thetas[:, :, None]),
        }

    def handles(self, tracks):
        """Return what can be dragged: the point on the map."""
        name, label, place = "point", "The line as a point of the map", tracks[self.point]
        return [notched_handle(name, label, self.map, place, NUDGE, coarse=1)]

    def _dots(self, visited, losses):
        """Places (B M, 2) that take the B colours of `seen` in turn."""
        count = len(LIGHT.seen)
        band = np.clip(np.searchsorted(self.levels, losses) - 1, 0, count - 1)
        turn = np.zeros(len(band), int)
        for k in range(count):
            turn[band == k] = np.arange((band == k).sum())
        places = np.full((turn.max() + 1, count, 2), np.nan)
        places[turn, band] = visited
        return places.reshape(-1, 2)

    def _needles(self, thetas, rises):
        """Where four nudges say that down is; nothing before all four are known."""
        downhill = (rises[:, [0, 2]] - rises[:, [1, 3]])[:, None]
        scale = pixels_per_unit(self.map)
        return arrow_points(thetas, NEEDLE * direction(downhill), scale, width=4, head=14)
