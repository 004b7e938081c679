"""Paint with hinges: four of them, a curve to paint, by hand and by descent."""

import numpy as np
from matplotlib.ticker import FuncFormatter
from traitlets import validate

from lecture_lib import checks
from lecture_lib.descent import descend
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.experiments.strokes import (
    ACTIVATIONS,
    END,
    HINGES,
    SAMPLES,
    TARGETS,
    Canvas,
    X,
    bends_through,
    corner_heights,
    strokes,
)
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.state import Held, Pick, State
from lecture_lib.explorers.views.descent import CurveView
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.optimizers import Momentum
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track, say

ETA, MOMENTUM, STEPS = 0.1, 0.8, 200
SHOWN = shown_steps(STEPS, 31)
NOTCH, FINE = 0.1, 0.05  # of places and of heights, when a hand moves a corner
BENDS = [n / 4 for n in range(-12, 13)]
WINDOW = (-2.5, 2.5)
HEIGHTS = (-2.0, 3.0)  # as many units as WINDOW
PLACES = np.linspace(*WINDOW, 31)
LOSSES = (1e-4, 10.0)
NAMES = {"target": "the curve to paint", "line": "the painting"}
UNITS = {"first unit": "h₁", "second unit": "h₂", "third unit": "h₃", "fourth unit": "h₄"}
STRAIGHT = "No corners, no bends: a straight line of slope {slope:.2f}."
BENT = (
    "The curve bends by {v1:.2f} at {t1:.2f}, by {v2:.2f} at {t2:.2f}, by {v3:.2f} at {t3:.2f}"
    " and by {v4:.2f} at {t4:.2f}."
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

    LABEL = "A curve to paint and the painting, what each hinge adds, and the loss over the steps"
    LEFT = ("bend", "hinge")
    PREVIEWS = True
    SPEED = 15.0

    bends = State((1.0, -1.0, 0.0, 0.0))
    corners = State((-1.5, -0.5, 0.5, 1.5))
    level = State(0.0, lambda name, value: float(checks.numbers(name, value, ndim=0)))
    bend = Held(
        "bends",
        BENDS,
        ("hinge",),
        lambda explorer: f"bend of hinge {explorer.hinge}",
        "How much the curve turns there",
    )
    hinge = Pick(1, range(1, HINGES + 1), "hinge", check=checks.count, high=HINGES)
    target = Pick("bump", TARGETS, "to paint")
    activation = Pick("ReLU", ACTIVATIONS, "activation")

    @property
    def held(self):
        """Where among the hinges the one in the hand is."""
        return self.hinge - 1

    def draw(self):
        """Return the picture."""
        return PaintPicture()

    def show(self, values):
        """Show the painting, and its descent, for some bends of the hinge in the hand."""
        canvas = Canvas(ACTIVATIONS[self.activation], TARGETS[self.target])
        bends = np.tile(self.bends, (len(values), 1))
        bends[:, self.held] = values
        start = strokes(self.corners, bends, self.level)
        run = descend(canvas, start, Momentum(ETA, MOMENTUM), STEPS)
        thetas, losses = run.thetas[SHOWN].swapaxes(0, 1), run.losses[SHOWN].T
        bent = self.activation != "identity"  # else there are no corners to drag
        heights = corner_heights(self.corners, bends, self.level) + (0 if bent else np.nan)
        tracks = self.picture.tracks(canvas, thetas, losses)
        tracks |= self.picture.grips(self.corners, heights, self.held)
        diverged = (run.reason == "diverged")[:, None] & (run.stopped_at[:, None] <= SHOWN)
        readout = describe(canvas, thetas, losses, diverged)
        self.stage.show(tracks, readout, self.picture.handles(tracks), steps=SHOWN.tolist())

    def dragged(self, name, x, y):
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
        self.stage.seek(0)
        bends = tuple(bends.round(3).tolist())
        self.set(bends=bends, corners=tuple(corners), level=round(level, 3))

    @validate("bends")
    def _one_bend_per_hinge(self, proposal):
        return _four("bends", proposal.value)

    @validate("corners")
    def _corners_rise(self, proposal):
        corners = _four("corners", proposal.value)
        inside = min(corners) >= -END and max(corners) <= END - NOTCH
        if not inside or min(np.diff(corners)) < 0.999 * NOTCH:
            raise ValueError(
                f"corners must rise by at least {NOTCH} from -{END} to {END - NOTCH:.1f}, "
                f"got {proposal.value}"
            )
        return corners


def _four(name, value):
    """Check that a value is four finite numbers; return them as a tuple of float."""
    numbers = checks.numbers(name, value, ndim=1)
    if len(numbers) != HINGES:
        raise ValueError(f"{name} must be four numbers, got {value}")
    return tuple(numbers.astype(float).tolist())


def describe(canvas, thetas, losses, diverged):
    """Say how the paintings bend, from left to right, and how many hinges are dead."""
    (b, w), (_, v) = canvas.parts(thetas)
    with np.errstate(divide="ignore", invalid="ignore"):
        corners = -b / w
    order = np.argsort(corners, axis=-1)
    places, bends = (np.take_along_axis(a, order, axis=-1) for a in (corners, v * np.abs(w)))
    told = {f"t{k}": t for k, t in enumerate(np.moveaxis(places, -1, 0), 1)}
    told |= {f"v{k}": v for k, v in enumerate(np.moveaxis(bends, -1, 0), 1)}
    slope = canvas.activation.derivative(canvas.network.forward(thetas, X).scores[0])
    dead = (slope == 0).all(axis=-2).sum(axis=-1)
    shape = STRAIGHT if canvas.activation == ACTIVATIONS["identity"] else BENT
    return say(
        "Step {step} of {steps}: L = {L:.4f}. {shape}{dead}",
        step=SHOWN,
        steps=STEPS,
        L=losses,
        shape=np.where(diverged, "Diverged.", shape),
        dead=np.array(DEAD)[np.where(diverged, 0, dead)],
        slope=(v * w).sum(axis=-1),
        **told,
    )


class PaintPicture(Picture):
    """A curve with its painting, what each hinge adds to it, and the loss curve."""

    def __init__(self):
        super().__init__()
        left, middle, right = self.panels
        self.painting = self.axes(left, "The painting: drag its corners", "x", "ŷ")
        strokes = self.axes(middle, "What each hinge adds", "x", "v f(w x + b)")
        for ax, names in ((self.painting, NAMES), (strokes, UNITS)):
            ax.set(xlim=WINDOW, ylim=HEIGHTS, xticks=range(-2, 3), yticks=range(-2, 4))
            draw_legend(ax, names, loc="upper left")
        self.curve = CurveView(self.figure, right, None, STEPS, LOSSES)
        self.curve.ax.yaxis.set_major_formatter(FuncFormatter(power_of_ten))
        self.target, self.line = (draw_line(self.painting, meaning) for meaning in NAMES)
        corners = np.zeros((HINGES + 1, 2))
        self.corners = draw_line(self.painting, "corner", corners, moving=True)
        self.held = draw_line(self.painting, "point")
        self.strokes = [draw_line(strokes, unit) for unit in UNITS]

    def tracks(self, canvas, thetas, losses):
        """Return where everything is but the corners, for thetas (takes, frames, D)."""
        (b, w), (_, v) = canvas.parts(thetas)
        corners = np.clip(-b / np.where(w == 0, 1, w), *WINDOW)  # seen as such
        x = np.broadcast_to(PLACES, (*corners.shape[:-1], len(PLACES)))
        x = np.sort(np.concatenate([x, corners], axis=-1), axis=-1)
        z = b[..., None] + w[..., None] * x[..., None, :]  # (takes, frames, hinges, places)
        added = np.moveaxis(v[..., None] * canvas.activation.value(z), 2, 0)
        wanted = np.linspace(SAMPLES[0], SAMPLES[-1], 79)
        return {
            self.target: Track(np.column_stack([wanted, canvas.target(wanted)])[None, None]),
            self.line: Track(np.stack([x, canvas.height(thetas, x)], axis=-1)),
            **{
                stroke: Track(np.stack([x, heights], axis=-1))
                for stroke, heights in zip(self.strokes, added, strict=True)
            },
            **self.curve.tracks(np.maximum(losses, LOSSES[0] / 10), SHOWN),
        }

    def grips(self, corners, heights, held):
        """Return where the corners and the end are: there before the first step only."""
        places = np.broadcast_to([*corners, END], heights.shape)
        points = np.full((len(heights), len(SHOWN), HINGES + 1, 2), np.nan)
        points[:, 0] = np.stack([places, heights], axis=-1)
        return {self.corners: Track(points), self.held: Track(points[:, :, held : held + 1])}

    def handles(self, tracks):
        """Return what can be dragged: the corners and the end."""
        notch = NOTCH * float(pixels_per_unit(self.painting)[0])
        points = tracks[self.corners].points
        names = [f"Corner {k + 1} of the painting" for k in range(HINGES)] + ["The painting's end"]
        return [
            Handle(str(k + 1), name, self.painting, Track(points[:, :, k : k + 1]), step=notch)
            for k, name in enumerate(names)
        ]
