"""Stop where the gradient is small: what that finds, and what it only seems to find."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.experiments.small_gradients import CASES, record, verdict
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, key, one_of
from lecture_lib.explorers.powers import small
from lecture_lib.explorers.stopping.epsilon_picture import EpsilonPicture
from lecture_lib.stage import Choice, Readout, Slider, Stage

EPSILONS = (
    *(1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4),
    *(1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 1e-1, 2e-1, 5e-1),
)
LABEL = "The landscape with a descent, the length of the gradient, the loss"
TEMPLATE = "Step {step} of {steps}: ‖∇L‖ = {norm}, loss {loss}. {verdict}"


class EpsilonExplorer(Explorer):
    """Let a descent stop where ‖∇L‖ < ε, and look where that is.

    Parameters
    ----------
    epsilon : float
        ε, positive.
    landscape : {"bowl", "plateau", "stuck"}
        The squared loss of the 40 faces; one line among the grins, from far out; a network that
        goes to infinity.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S5 (slide 11), E5.1.
    """

    epsilon = State(1e-3, checks.positive, ndim=0)
    landscape = State("bowl", one_of, tuple(CASES))

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.cases = {name: make() for name, make in CASES.items()}
        hint = "The descent stops where the gradient is shorter than this"
        epsilon = Slider(label="ε", at_rest=True, hint=hint)
        landscape = Choice(label="landscape")
        self.epsilons = bind(self, "epsilon", epsilon, EPSILONS, short)
        bind(self, "landscape", landscape, tuple(CASES), lambda name: self.cases[name].name)
        self.picture = self._new_picture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=epsilon)
        return [columns([epsilon], [landscape, key("reset", self.reset)]), self.stage]

    def refresh(self, changed):
        """Show where every ε stops."""
        with self.stage.hold_sync():
            if self.settled and "landscape" in changed:
                self.put(self._new_picture())
            run, norms = record(self.landscape)
            stops = self.stops(norms)
            steps = np.unique(
                [*shown_steps(run.steps), *steep_steps(run.losses), *stops[stops >= 0]]
            )
            tracks = self.picture.tracks(run.thetas, norms, run.losses, self.epsilons, steps, stops)
            readout = self._readout(run, norms, steps, stops)
            self.stage.show(tracks, readout, steps=steps.tolist())
            if "landscape" in changed:
                self.stage.frame = self.stage.frames - 1

    def telling_frames(self):
        """Return the frames that tell the story: the start, the stop, the end."""
        _, norms = record(self.landscape)
        stop = self.stops(norms)[self.epsilons.index(self.epsilon)]
        told = [self.stage.steps.index(stop)] if stop >= 0 else []
        return sorted({0, *told, self.stage.frames - 1, self.stage.frame})

    def stops(self, norms):
        """Return the first step at which the gradient is shorter than each ε, -1 for none."""
        small = norms[:, None] < np.array(self.epsilons)
        return np.where(small.any(axis=0), small.argmax(axis=0), -1)

    def _new_picture(self):
        return EpsilonPicture(self.landscape, self.cases[self.landscape])

    def _readout(self, run, norms, steps, stops):
        pairs = zip(stops.tolist(), self.epsilons, strict=True)
        words = [word for stop, epsilon in pairs for word in self._said(run, stop, epsilon)]
        reached = (stops[:, None] >= 0) & (steps >= stops[:, None])
        norm, digits, norm_words = small("norm", norms[None, steps], digits=4)
        return Readout(
            TEMPLATE,
            values={
                "step": steps[None],
                "steps": np.full((1, 1), run.steps),
                **norm,
                "loss": run.losses[None, steps],
                "verdict": 2 * np.arange(len(stops))[:, None] + reached,
            },
            digits={"loss": 4} | digits,
            words={"verdict": words} | norm_words,
        )

    def _said(self, run, stop, epsilon):
        """What is said before and after the stop."""
        if stop < 0:
            never = f"In {run.steps} steps it does not fall below ε = {short(epsilon)}."
            return never, never
        after = verdict(self.landscape, self.cases[self.landscape], run, stop)
        ended = f"ε = {short(epsilon)} stops at step {stop}, {after}."
        return f"ε = {short(epsilon)} is not reached yet.", ended


def steep_steps(losses, count=60):
    """Choose steps between which the loss falls by about the same amount: no fall is missed.

    Parameters
    ----------
    losses : array (steps + 1,)
    count : int

    Returns
    -------
    array of int (count,)
    """
    fallen = np.cumsum(np.abs(np.diff(losses)))
    return np.searchsorted(fallen, np.linspace(0, fallen[-1], count)).clip(max=len(fallen))


def short(epsilon):
    """Write an ε: "0.01", "2e−5"."""
    return f"{epsilon:g}".replace("e-0", "e-").replace("-", "−")
