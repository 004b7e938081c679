"""Stop where the gradient is small: what that finds, and what it only seems to find."""

from functools import cache

import numpy as np
from matplotlib.ticker import FuncFormatter
from traitlets import observe

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.experiments.small_gradients import CASES, record, verdict
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.powers import power_of_ten, power_text, small
from lecture_lib.explorers.state import Pick, Slide
from lecture_lib.explorers.views.descent import loss_map
from lecture_lib.explorers.views.picture import Picture, Trail, over_steps, upright
from lecture_lib.explorers.views.valley import ValleyView
from lecture_lib.pictures.curves import loss_axes
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

EPSILONS = (
    *(1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4),
    *(1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 1e-1, 2e-1, 5e-1),
)
HINT = "The descent stops where the gradient is shorter than this"
TEMPLATE = "Step {step} of {steps}: ‖∇L‖ = {norm}, loss {loss:.4f}. {verdict}"
GRINS = {"window": (-2.0, 5.0), "heights": (0.0, 0.27)}
LONGEST = 24  # weights of the network that are shown


@cache
def case_of(landscape):
    """Return the descent in a landscape, made once."""
    return CASES[landscape]()


def short(epsilon):
    """Write an ε: "0.0002", "2·10⁻⁵"."""
    return f"{epsilon:g}" if epsilon >= 1e-4 else power_text(epsilon)


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

    LABEL = "The landscape with a descent, the length of the gradient, the loss"
    FRAME = END
    DRAWN_FOR = ("landscape",)

    epsilon = Slide(1e-3, EPSILONS, "ε", HINT, checks.positive, text=short, ndim=0)
    landscape = Pick("bowl", CASES, "landscape", lambda name: case_of(name).name)

    def draw(self):
        """Return the picture of the present landscape."""
        return EpsilonPicture(self.landscape)

    @observe("landscape")
    def _see_the_whole_descent(self, _):
        if self.children:  # it is made already
            self.stage.frame = END

    def show(self, epsilons):
        """Show where some ε stop."""
        run, norms = record(self.landscape)
        stops = first_below(norms, epsilons)
        steps = np.unique([*shown_steps(run.steps), *steep_steps(run.losses), *stops[stops >= 0]])
        tracks = self.picture.tracks(run, norms, epsilons, steps, stops)
        readout = self._readout(run, norms, epsilons, steps, stops)
        self.stage.show(tracks, readout, steps=steps.tolist())

    def telling_frames(self):
        """Return the frames that tell the story: the start, the stop, the end."""
        (stop,) = first_below(record(self.landscape)[1], [self.epsilon])
        told = [self.stage.steps.index(stop)] if stop >= 0 else []
        return sorted({0, *told, self.stage.frames - 1, self.stage.frame})

    def _readout(self, run, norms, epsilons, steps, stops):
        pairs = zip(epsilons, stops.tolist(), strict=True)
        said = [word for pair in pairs for word in self._said(run, *pair)]
        reached = (stops[:, None] >= 0) & (steps >= stops[:, None])
        return say(
            TEMPLATE,
            step=steps,
            steps=run.steps,
            loss=run.losses[None, steps],
            verdict=np.array(said, object)[2 * np.arange(len(stops))[:, None] + reached],
            **small("norm", norms[None, steps], digits=4),
        )

    def _said(self, run, epsilon, stop):
        """What is said before and after the stop."""
        if stop < 0:
            return 2 * [f"In {run.steps} steps it does not fall below ε = {short(epsilon)}."]
        found = verdict(self.landscape, case_of(self.landscape), run, stop)
        return (
            f"ε = {short(epsilon)} is not reached yet.",
            f"ε = {short(epsilon)} stops at step {stop}, {found}.",
        )


def first_below(norms, epsilons):
    """Return the first step at which the gradient is shorter than each ε, -1 for none."""
    below = norms[:, None] < np.array(epsilons)
    return np.where(below.any(axis=0), below.argmax(axis=0), -1)


def steep_steps(losses, count=60):
    """Return steps between which the loss falls by about the same amount: no fall is missed."""
    fallen = np.cumsum(np.abs(np.diff(losses)))
    return np.searchsorted(fallen, np.linspace(0, fallen[-1], count)).clip(max=len(fallen))


class EpsilonPicture(Picture):
    """A descent on its landscape, the length of its gradient, its loss; and where ε stops it.

    Parameters
    ----------
    landscape : {"bowl", "plateau", "stuck"}
    """

    def __init__(self, landscape):
        super().__init__()
        left, middle, right = self.panels
        case = case_of(landscape)
        self.ground = GROUNDS[landscape](self.figure, left, case)
        self.stopped = draw_line(self.ground.ax, "stopped")
        norm = self.axes(middle, "Length of the gradient", "step", "‖∇L‖")
        loss_axes(norm, case.steps, case.norms)
        norm.yaxis.set_major_formatter(FuncFormatter(power_of_ten))
        self.bound = draw_line(norm, "bound")
        loss = self.axes(right, "The loss so far", "step", "L")
        loss_axes(loss, case.steps, case.losses)
        self.trails = [Trail(ax, "loss") for ax in (norm, loss)]
        self.stops = [draw_line(ax, "stop") for ax in (norm, loss)]

    def tracks(self, run, norms, epsilons, steps, stops):
        """Return where everything is at some steps (frames,), and where each ε stops (takes,)."""
        spots = self.ground.spots(run.thetas, run.losses)
        there = np.where(stops[:, None] < 0, np.nan, spots[stops])
        level = np.stack(np.broadcast_arrays([0, run.steps], np.array(epsilons)[:, None]), axis=-1)
        tracks = self.ground.tracks(run.thetas[steps], spots[steps])
        tracks |= {self.stopped: Track(there[:, None, None]), self.bound: Track(level[:, None])}
        for trail, values in zip(self.trails, (norms, run.losses), strict=True):
            tracks |= trail.tracks(over_steps(values[steps, None], steps))
        return tracks | {
            line: upright(line, np.where(stops < 0, np.nan, stops)) for line in self.stops
        }


class MapGround:
    """The loss of every line, with the path on it."""

    def __init__(self, figure, box, case):
        self.ax = loss_map(figure, box, face_models(load_faces("train"))["raw"])
        self.trail = Trail(self.ax, "path")

    def spots(self, thetas, losses):
        """Return where in the panel every step is, (all steps + 1, 2)."""
        return thetas

    def tracks(self, thetas, spots):
        """Return where everything is at the steps that are shown."""
        return self.trail.tracks(spots[:, None])


class SizeGround(MapGround):
    """How long the weights are; a landscape over nine of them cannot be drawn."""

    def __init__(self, figure, box, case):
        look = {"title": "Length of the weights", "xlabel": "step", "ylabel": "‖θ‖"}
        self.ax = new_axes(figure, box, **look)
        loss_axes(self.ax, case.steps, (0, LONGEST))
        self.trail = Trail(self.ax, "loss")

    def spots(self, thetas, losses):
        """Return where in the panel every step is, (all steps + 1, 2)."""
        return np.column_stack([np.arange(len(thetas)), np.linalg.norm(thetas, axis=-1)])


class ValleyGround:
    """The curve under the grins, with the ball on it."""

    def __init__(self, figure, box, case):
        self.curve, faces = case.objective, load_faces("grins")
        title = "One line among the grins"
        self.view = ValleyView(figure, box, title=title, faces=faces, **GRINS)
        self.ax = self.view.ax

    def spots(self, thetas, losses):
        """Return where in the panel every step is, (all steps + 1, 2)."""
        return np.column_stack([thetas[:, 0], losses])

    def tracks(self, thetas, spots):
        """Return where everything is at the steps that are shown."""
        return self.view.tracks(self.curve, thetas[None])


GROUNDS = {"bowl": MapGround, "plateau": ValleyGround, "stuck": SizeGround}
