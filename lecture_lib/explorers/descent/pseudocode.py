"""Step through the algorithm: which line is executed, and what it does."""

import numpy as np

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import WINDOW, face_models, on_map
from lecture_lib.experiments.rounding import NOTHING
from lecture_lib.experiments.trace import MEASURE, RETURN, STEP, STOPS, trace
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Pick, Slide, State
from lecture_lib.explorers.views.crowd import CrowdView
from lecture_lib.explorers.views.descent import loss_map
from lecture_lib.explorers.views.picture import NOWHERE, PANEL, Picture, over
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.curves import loss_axes
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.program import bar_points, write_program
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track, say

ETAS = (
    *(0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.18, 0.2, 0.25, 0.28, 0.3, 0.32, 0.336, 0.34, 0.36),
    *(0.38, 0.4, 0.45, 0.5),
)
STEPS = 40
EPSILON = 0.1
PROGRAMS = {
    "at once": (
        "1  θ ← θ⁽⁰⁾,  t ← 0",
        "2  while ‖∇L(θ)‖ ≥ 0.1 and t < 40:",
        "3      g ← ∇L(θ)",
        "4      Δ ← −η g",
        "5      θ ← θ + Δ,  t ← t + 1",
        "6  return θ",
    ),
    "in turn": (
        "1  θ ← θ⁽⁰⁾,  t ← 0",
        "2  while ‖∇L(θ)‖ ≥ 0.1 and t < 40:",
        "3      w₀ ← w₀ − η ∂L/∂w₀",
        "4      w₁ ← w₁ − η ∂L/∂w₁",
        "5      t ← t + 1",
        "6  return θ",
    ),
}
TEMPLATE = (
    "Line {line}, t = {t}: θ = ({w0:.3f}, {w1:.3f}), L = {loss:.3f}, ‖∇L‖ = {slope:.3f},"
    " {step} = {length:.3f}. {doing}"
)
GO_ON = "The gradient is not shorter than 0.1, and there are steps left: go on."
DOING = {
    "at once": (
        "This is where it starts.",
        GO_ON,
        "g = ({g0:.3f}, {g1:.3f}) is measured: that way the loss rises fastest.",
        "Turned round and multiplied by η it is the step Δ = ({d0:.3f}, {d1:.3f}).",
        "Both weights have moved, and t has gone up by one.",
        "This θ is returned.",
    ),
    "in turn": (
        "This is where it starts.",
        GO_ON,
        "w₀ has moved alone.",
        "w₁ has moved too, by the slope that it has at the new w₀.",
        "t has gone up by one.",
        "This θ is returned.",
    ),
}
ENDS = {
    "gradient": "The gradient is shorter than 0.1: stop.",
    "steps": f"{STEPS} steps are used up: stop.",
    "diverged": "The weights have grown out of all bounds: stop.",
}

CHART = 186  # CSS pixels: where the panel of the step length begins
LENGTHS = (0.003, 30)
UPHILL = 62  # CSS pixels: the gradient's arrow tells the direction alone


class PseudocodeExplorer(Explorer):
    """Execute gradient descent line by line on the loss of the faces.

    Parameters
    ----------
    eta : float
        Learning rate η, positive.
    start : (w_0, w_1)
        θ at step 0, each within -4 and 4. On the screen it can be dragged.
    update : {"at once", "in turn"}
        Whether both weights move by slopes at the same old θ, as they should, or w_1 by the slope
        that it has after w_0 has moved.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S3.4-S3.12 (slide 8), E3.1, erratum 14.
    """

    LABEL = "Pseudocode with the line that is executed, the loss landscape with the path, the faces"
    DRAWN_FOR = ("update",)
    PREVIEWS = True
    SPEED = 5.0  # lines per second: slow enough to read

    eta = Slide(0.2, ETAS, "learning rate η", "How far each step goes", checks.positive, ndim=0)
    start = State((1.5, 1.0), on_map)
    update = Pick("at once", PROGRAMS, "update")

    def prepare(self):
        """Load the faces."""
        self.model = face_models(load_faces("train"))["raw"]

    def draw(self):
        """Return the picture with the present program."""
        return PseudocodePicture(self.model, self.update)

    def show(self, etas):
        """Execute the program with some learning rates."""
        ends = {"steps": STEPS, "epsilon": EPSILON}
        in_turn = self.update == "in turn"
        self.trace = trace(self.model.objective, self.start, etas, in_turn=in_turn, **ends)
        tracks = self.picture.tracks(self.trace)
        steps = np.arange(self.trace.line.shape[1]) // 4  # of four lines each
        handles = self.picture.handles(tracks)
        self.stage.show(tracks, self._say(self.trace), handles, steps.tolist())

    def _say(self, trace):
        words = np.array((*DOING[self.update], *(ENDS[word] for word in STOPS)))
        return say(
            TEMPLATE,
            line=trace.line + 1,
            t=trace.t,
            w0=trace.theta[..., 0],
            w1=trace.theta[..., 1],
            loss=self.model.objective.value(trace.theta),
            slope=np.linalg.norm(self.model.objective.gradient(trace.theta), axis=-1),
            step="η‖∇L‖" if self.update == "at once" else "length of the step",
            length=trace.length,
            **dict(zip(("g0", "g1"), np.moveaxis(trace.gradient, -1, 0), strict=True)),
            **dict(zip(("d0", "d1"), np.moveaxis(trace.new - trace.old, -1, 0), strict=True)),
            doing=words[np.where(trace.stop >= 0, RETURN + 1 + trace.stop, trace.line)],
        )

    def dragged(self, name, x, y):
        """Start where the point was put."""
        self.start = tuple(np.clip([x, y], *WINDOW).round(2).tolist())


class PseudocodePicture(Picture):
    """The program with its executing line, the length of the steps, the landscape, the faces.

    Parameters
    ----------
    model : FaceModel
    update : {"at once", "in turn"}
        Which program.
    """

    def __init__(self, model, update):
        super().__init__()
        program, plane, faces = self.panels
        self.in_turn = update == "in turn"
        left, top, width, height = program
        title = "Gradient descent, line by line"
        self.bar = write_program(self.figure, (left, top, width, CHART), title, PROGRAMS[update])
        below = (left, top + CHART, width, height - CHART)
        measure = "from the old θ to the new" if self.in_turn else "η‖∇L‖"
        self.chart = self.axes(below, "The length of the step", "t", measure)
        loss_axes(self.chart, STEPS, LENGTHS)
        self.chart.set_yticks([10, 1, 0.1, 0.01])
        self.map = loss_map(self.figure, plane, model)
        self.crowd = CrowdView(self.figure, faces, model)
        self.lengths = draw_line(self.chart, "path")
        self.path = draw_line(self.map, "path")
        self.uphill = draw_arrow(self.map, "gradient", NOWHERE, moving=True)
        self.step = draw_arrow(self.map, "velocity", NOWHERE, moving=True)
        self.point = draw_line(self.map, "point")

    def tracks(self, trace):
        """Return where everything is after each line of a trace."""
        scale, path = pixels_per_unit(self.map), trace.theta[:, None]
        return {
            self.bar: Track(bar_points(trace.line, PANEL[0])),
            self.lengths: Track(over(trace.t, trace.length)[:, None], "grows"),
            self.path: Track(path, "grows"),
            self.uphill: Track(arrow_points(trace.theta, self._uphill(trace, scale), scale)),
            self.step: Track(arrow_points(*self._step(trace), scale)),
            self.point: Track(path, "tip"),
            **self.crowd.tracks(trace.theta),
        }

    def handles(self, tracks):
        """Return what can be dragged: the start."""
        first = Track(tracks[self.path].points[:1, :, :1])
        return [Handle("start", "Start of the descent", self.map, first)]

    def _uphill(self, trace, scale):
        """The direction of the gradient while it is known and not yet used; else no arrow."""
        if self.in_turn:
            return np.zeros_like(trace.theta)
        pixels = trace.gradient * scale
        length = np.linalg.norm(pixels, axis=-1, keepdims=True)
        known = np.isin(trace.line, (MEASURE, STEP))[..., None] & (length > NOTHING)
        return np.where(known, trace.gradient * UPHILL / np.where(known, length, 1), 0)

    def _step(self, trace):
        """Where the arrow of the step begins, and the step."""
        step = np.where((trace.line == STEP)[..., None], trace.new - trace.old, 0)
        if not self.in_turn:
            return trace.old, step
        corner = over(trace.new[..., 0], trace.old[..., 1])
        first = np.where((trace.line == MEASURE)[..., None], corner - trace.old, 0)
        begins = np.where((trace.line == STEP)[..., None], corner, trace.old)
        return begins, first + step * (0, 1)
