"""Be the optimizer: look for the lowest loss on a landscape that nobody has seen."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import WINDOW, face_models
from lecture_lib.explorers.explorer import Explorer, State, bind, in_a_row, key, signed, to_notches
from lecture_lib.explorers.loop.search_picture import SearchPicture
from lecture_lib.stage import Readout, Slider, Stage

NUDGE = 0.05
NUDGES = NUDGE * np.array([[-1, 0], [1, 0], [0, -1], [0, 1]])  # w0 down, up, w1 down, up
PART = 0.1  # of the measured slopes: how far one step goes
DECIMALS = 4  # places closer than that are one
VALUES = (np.round(np.arange(WINDOW[0], WINDOW[1] + NUDGE / 2, NUDGE), 2) + 0.0).tolist()
LABEL = "Faces with the line, the loss meter with four nudges, the landscape as far as it was seen"
TEMPLATE = (
    "Looks at the meter: {looks}{walked}. w₀ = {w0}, w₁ = {w1}: loss {loss}, {mistakes} of {faces}"
    " faces wrong. {best}{nudged}{shown}"
)
WALKED = ("", ", and 1 step", ", and {steps} steps")
BEST = ("The best so far.", "Best so far: {best_loss} at ({best_w0}, {best_w1}).")
NUDGED = (
    "",
    " Nudging w₀ down or up by 0.05 changes the loss by {minus_0} or {plus_0}, nudging w₁ by"
    " {minus_1} or {plus_1}.",
)
SHOWN = ("", " The lowest loss of all is {lowest} at ({lowest_w0}, {lowest_w1}).")


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

    w0 = State(0.0)
    w1 = State(0.0)
    visited = State(())
    steps = State(0, checks.count, 0)
    shown = State(False, checks.flag)

    @property
    def here(self):
        """(w0, w1)."""
        return (self.w0, self.w1)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.model = face_models(load_faces("train"))["raw"]
        # the kernel hears of each move of the hand: the places on its way are looks too
        sliders = [Slider(label=f"weight {sign}") for sign in ("w₀", "w₁")]
        self.values = bind(self, "w0", sliders[0], VALUES, short, passing=True)
        bind(self, "w1", sliders[1], VALUES, short, passing=True)
        self.picture = SearchPicture(self.model)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=sliders[0])
        self.stage.on_drag(self._dragged)
        keys = [
            key("four nudges", lambda _: self.measure()),
            key("a step", lambda _: self.step()),
            key("10 steps", lambda _: self.step(10)),
            key("uncover", lambda _: self.set(shown=not self.shown)),
            key("reset", self.reset),
        ]
        return [*sliders, in_a_row(*keys), self.stage]

    def measure(self):
        """Look at the four places that are a nudge away from the present one."""
        self.set(visited=self._joined(self._neighbours(self.here)))

    def step(self, times=1):
        """Measure and go down the measured slopes, a tenth of them far, some times.

        Parameters
        ----------
        times : int
            At least 1.
        """
        visited, here = self.visited, self.here
        for _ in range(checks.count("times", times)):
            around = self._neighbours(here)
            down, up = self.model.objective.value(np.array(around)).reshape(2, 2).T
            there = np.clip(np.array(here) - PART * (up - down) / (2 * NUDGE), *WINDOW)
            here = tuple((there.round(DECIMALS) + 0.0).tolist())
            visited = (*visited, *around, here)
        visited = tuple(dict.fromkeys(visited))
        self.set(w0=here[0], w1=here[1], visited=visited, steps=self.steps + times)

    def basis(self):
        """Return None: each place is remembered, also one that the page has moved to."""
        return None

    def refresh(self, changed):
        """Show the line for every w0, and all places looked at so far."""
        if self.here not in self.visited:
            self._remember()
        thetas = np.array([[[w0, self.w1]] for w0 in self.values])
        visited = np.array(self.visited)
        losses = self.model.objective.value(visited)
        rises = self._rises(thetas, visited)
        tracks = self.picture.tracks(thetas, visited, losses, rises, self.shown)
        readout = self._readout(thetas, visited, losses, rises)
        self.stage.show(tracks, readout, self.picture.handles(tracks))

    def _remember(self):
        settled, self.settled = self.settled, False  # part of the change that is being shown
        self.visited = self._joined([self.here])
        self.settled = settled

    def _joined(self, places):
        return tuple(dict.fromkeys([*self.visited, *places]))

    def _neighbours(self, place):
        around = (np.array(place) + NUDGES).round(DECIMALS) + 0.0
        return [tuple(neighbour) for neighbour in around.tolist()]

    def _rises(self, thetas, visited):
        """How the loss changes with each nudge (takes, 4), NaN for one that nobody has tried."""
        around = (thetas + NUDGES).round(DECIMALS)
        known = np.isin(_code(around), _code(visited))
        value = self.model.objective.value
        return np.where(known, value(around) - value(thetas), np.nan)

    def _readout(self, thetas, visited, losses, rises):
        objective, lowest = self.model.objective, losses.argmin()
        loss = objective.value(thetas)
        names = ("minus_0", "plus_0", "minus_1", "plus_1")
        fixed = {
            "looks": len(visited),
            "walked": min(self.steps, 2),
            "steps": self.steps,
            "faces": objective.N,
            "best_loss": losses[lowest],
            "best_w0": visited[lowest, 0],
            "best_w1": visited[lowest, 1],
            "shown": self.shown,
            "lowest": self.model.lowest,
            "lowest_w0": self.model.optimum[0],
            "lowest_w1": self.model.optimum[1],
        }
        fine = dict.fromkeys(("loss", "best_loss", "lowest", *names), 4)
        coarse = dict.fromkeys(("w0", "w1", "best_w0", "best_w1", "lowest_w0", "lowest_w1"), 2)
        return Readout(
            TEMPLATE,
            values={
                "w0": thetas[..., 0],
                "w1": thetas[..., 1],
                "loss": loss,
                "mistakes": objective.mistakes(thetas),
                "best": loss > losses[lowest],
                "nudged": np.isfinite(rises).all(axis=-1, keepdims=True),
                **dict(zip(names, rises.T[..., None], strict=True)),
                **{name: np.full((1, 1), value) for name, value in fixed.items()},
            },
            digits=fine | coarse,
            words={"walked": WALKED, "best": BEST, "nudged": NUDGED, "shown": SHOWN},
        )

    def _dragged(self, name, x, y):
        self.set(**dict(zip(("w0", "w1"), to_notches([x, y], *WINDOW, NUDGE), strict=True)))

    @validate("w0", "w1")
    def _weight_is_on_the_map(self, proposal):
        value = float(checks.numbers(proposal.trait.name, proposal.value, ndim=0))
        low, high = WINDOW
        if not low <= value <= high:
            raise ValueError(
                f"{proposal.trait.name} must be within {low:g} and {high:g}, got {value}"
            )
        return round(value, DECIMALS) + 0.0

    @validate("visited")
    def _visited_are_places(self, proposal):
        if len(proposal.value) == 0:
            return ()
        places = checks.numbers("visited", proposal.value, ndim=2)
        if places.shape[1] != 2 or np.abs(places).max() > WINDOW[1] + NUDGE:
            raise ValueError(
                f"visited must hold pairs (w0, w1) on the map, got {proposal.value!r:.80}"
            )
        return tuple(map(tuple, (places.round(DECIMALS) + 0.0).tolist()))


def short(value):
    """Write a weight to two decimals at most."""
    return signed(round(value, 2))


def _code(places):
    """One whole number for each place (..., 2)."""
    return (places * 10**DECIMALS).round().astype(int) @ (1, 10**6)
