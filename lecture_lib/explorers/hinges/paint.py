"""Paint with hinges: four of them, a curve to paint, by hand and by descent."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.descent import descend
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.experiments.strokes import (
    ACTIVATIONS,
    END,
    HINGES,
    TARGETS,
    Canvas,
    X,
    bends_through,
    corner_heights,
    strokes,
)
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, key, one_of, signed
from lecture_lib.explorers.hinges.paint_picture import PaintPicture
from lecture_lib.optimizers import Momentum
from lecture_lib.stage import Choice, Readout, Slider, Stage

ETA, MOMENTUM, STEPS, FRAMES = 0.1, 0.8, 200, 31
NOTCH, FINE = 0.1, 0.05  # of places and of heights, when a hand moves a corner
BENDS = (np.arange(-12, 13) / 4).tolist()
LABEL = "A curve to paint and the painting, what each hinge adds, and the loss over the steps"
TEMPLATE = "Step {step} of {steps}: L = {L}. {bent}{dead}"
BENT = (
    "The curve bends by {v1} at {t1}, by {v2} at {t2}, by {v3} at {t3} and by {v4} at {t4}.",
    "No corners, no bends: a straight line of slope {slope}.",
    "Diverged.",
)
DEAD = (
    "",
    " One hinge is dead.",
    " Two hinges are dead.",
    " Three hinges are dead.",
    " All four hinges are dead.",
)


class PaintExplorer(Explorer):
    """Paint a curve with c + Σ v f(x - t), four hinges; then let descent go on from there.

    Parameters
    ----------
    bends : sequence of float
        v of the four hinges.
    corners : sequence of float
        Their t, rising by at least 0.1 each, from -2.4 to 2.3; on the screen they can be dragged.
    level : float
        c
    hinge : {1, 2, 3, 4}
        Whose bend the slider holds.
    target : {"bump", "smile", "wave"}
        The curve to paint.
    activation : {"ReLU", "soft plus, k = 4", "identity"}
        f

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S15.8 (slide 44), E15.3, P15.1.
    """

    bends = State((1.0, -1.0, 0.0, 0.0))
    corners = State((-1.5, -0.5, 0.5, 1.5))
    level = State(0.0, lambda name, value: float(checks.numbers(name, value, ndim=0)))
    hinge = State(1, checks.count, 1, HINGES)
    target = State("bump", one_of, tuple(TARGETS))
    activation = State("ReLU", one_of, tuple(ACTIVATIONS))

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.steps = shown_steps(STEPS, FRAMES)
        self.slider = Slider(label="bend", at_rest=True, hint="How much the curve turns there")
        hinge, target = Choice(label="hinge"), Choice(label="to paint")
        activation = Choice(label="activation")
        bind(self, "hinge", hinge, range(1, HINGES + 1))
        bind(self, "target", target, TARGETS)
        bind(self, "activation", activation, ACTIVATIONS)
        self._hold(None)
        self.observe(self._hold, ["bends", "hinge"])
        self.slider.observe(self._turned, "index")
        self.picture = PaintPicture(STEPS)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=self.slider)
        self.stage.speed = 15.0
        self.stage.on_drag(self._dragged)
        return [
            columns([self.slider, hinge], [target, activation, key("reset", self.reset)]),
            self.stage,
        ]

    def basis(self):
        """Return the state but for the bend in the hand, and the bends offered there."""
        bends = tuple(v for k, v in enumerate(self.bends, 1) if k != self.hinge)
        return self.state | {"bends": bends}, self.offered

    def refresh(self, changed):
        """Show the painting, and its descent, for every bend of the hinge in the hand."""
        self._show(self.offered)

    def hurry(self, changed):
        """Show the present painting alone."""
        self._show([self.bends[self.hinge - 1]])

    def _show(self, values):
        canvas = Canvas(ACTIVATIONS[self.activation], TARGETS[self.target])
        bends = np.tile(self.bends, (len(values), 1))
        bends[:, self.hinge - 1] = values
        start = strokes(self.corners, bends, self.level)
        run = descend(canvas, start, Momentum(ETA, MOMENTUM), STEPS)
        self.thetas, losses = run.thetas[self.steps].swapaxes(0, 1), run.losses[self.steps].T
        heights = corner_heights(self.corners, bends, self.level)
        tracks = self.picture.tracks(canvas, self.thetas, losses, self.steps)
        tracks |= self.picture.grips(self.corners, heights, self.hinge, len(self.steps))
        diverged = (run.reason == "diverged")[:, None] & (self.steps >= run.stopped_at[:, None])
        told = self._describe(canvas, losses, diverged)
        self.stage.show(tracks, told, self.picture.handles(tracks), steps=self.steps.tolist())

    def _describe(self, canvas, losses, diverged):
        (b, w), (_, v) = canvas.parts(self.thetas)
        straight = canvas.activation == ACTIVATIONS["identity"]
        dead = off_everywhere(canvas, self.thetas).sum(axis=-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            corners = -b / w
        order = np.argsort(corners, axis=-1)
        corners = np.take_along_axis(corners, order, axis=-1)
        bends = np.take_along_axis(v * np.abs(w), order, axis=-1)
        numbers = {f"t{k + 1}": corners[..., k] for k in range(HINGES)}
        numbers |= {f"v{k + 1}": bends[..., k] for k in range(HINGES)}
        numbers |= {"L": losses, "slope": (v * w).sum(axis=-1)}
        return Readout(
            TEMPLATE,
            values=numbers
            | {
                "step": self.steps[None],
                "steps": np.full((1, 1), STEPS),
                "bent": np.where(diverged, 2, int(straight)),
                "dead": np.where(diverged, 0, dead),
            },
            digits=dict.fromkeys(numbers, 2) | {"L": 4},
            words={"bent": BENT, "dead": DEAD},
        )

    def _hold(self, _):
        """Let the slider show the bend of the hinge in the hand."""
        value = self.bends[self.hinge - 1]
        self.offered = sorted({*BENDS, value})
        with self.slider.hold_sync():
            self.slider.label = f"bend of hinge {self.hinge}"
            self.slider.options = [signed(v) for v in self.offered]
            self.slider.index = self.offered.index(value)

    def _turned(self, change):
        bends = list(self.bends)
        bends[self.hinge - 1] = self.offered[change["new"]]
        self.bends = tuple(bends)

    def _dragged(self, name, x, y):
        """Move one corner, or the end; the others stay where they are."""
        k = int(name) - 1
        corners = list(self.corners)
        heights = corner_heights(corners, self.bends, self.level)
        heights[k] = round(y / FINE) * FINE
        if k < HINGES:
            low = corners[k - 1] + NOTCH if k else -END
            high = corners[k + 1] - NOTCH if k + 1 < HINGES else END - NOTCH
            corners[k] = round(min(max(x, low), high), 1)
        bends, level = bends_through(corners, heights)
        moved = {"bends": tuple(bends.round(3).tolist()), "corners": tuple(corners)}
        self.stage.seek(0)
        self.set(level=round(level, 3), **moved)

    @validate("bends")
    def _one_bend_per_hinge(self, proposal):
        return four("bends", proposal.value)

    @validate("corners")
    def _corners_rise(self, proposal):
        corners = four("corners", proposal.value)
        if (
            min(corners) < -END
            or max(corners) > END - NOTCH
            or min(np.diff(corners)) < 0.999 * NOTCH
        ):
            raise ValueError(
                f"corners must rise by at least {NOTCH} from -{END} to {END - NOTCH:.1f}, "
                f"got {proposal.value}"
            )
        return corners


def off_everywhere(canvas, thetas):
    """Which hinges have slope 0 at every sample, (..., 4)."""
    scores = canvas.network.forward(thetas, X).scores[0]
    return (canvas.activation.derivative(scores) == 0).all(axis=-2)


def four(name, value):
    """Check that a value is four finite numbers; return them as a tuple of float.

    Raises
    ------
    TypeError, ValueError
        If it is not; the message names it.
    """
    numbers = checks.numbers(name, value, ndim=1)
    if len(numbers) != HINGES:
        raise ValueError(f"{name} must be four numbers, got {value}")
    return tuple(numbers.astype(float).tolist())
