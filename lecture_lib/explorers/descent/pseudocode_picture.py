"""The figure of the pseudocode explorer: the program, the landscape, the faces."""

import numpy as np

from lecture_lib.experiments.rounding import NOTHING
from lecture_lib.experiments.trace import MEASURE, STEP
from lecture_lib.explorers.views import NOWHERE, PANEL, CrowdView, Picture, loss_map
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.curves import loss_axes
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.program import bar_points, write_program
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track

PROGRAMS = {
    "at once": (
        "1  θ ← θ⁽⁰⁾,  t ← 0",
        "2  while ‖∇L(X,Y;θ)‖ ≥ 0.1 and t < 40:",
        "3      g ← ∇L(X,Y;θ)",
        "4      Δ ← −η g",
        "5      θ ← θ + Δ,  t ← t + 1",
        "6  return θ",
    ),
    "in turn": (
        "1  θ ← θ⁽⁰⁾,  t ← 0",
        "2  while ‖∇L(X,Y;θ)‖ ≥ 0.1 and t < 40:",
        "3      w₀ ← w₀ − η ∂L/∂w₀",
        "4      w₁ ← w₁ − η ∂L/∂w₁",
        "5      t ← t + 1",
        "6  return θ",
    ),
}
CHART = 186  # CSS pixels: where the panel of the step length begins
LENGTHS = (0.003, 30)
UPHILL = 62  # CSS pixels: the gradient's arrow tells the direction alone


class PseudocodePicture(Picture):
    """The program with its executing line, the length of the steps, the landscape, the faces.

    Parameters
    ----------
    model : FaceModel
    update : {"at once", "in turn"}
        Which program.
    steps : int
        The last step.
    """

    def __init__(self, model, update, steps):
        super().__init__()
        program, plane, faces = self.panels
        self.in_turn = update == "in turn"
        left, top, width, height = program
        box = (left, top, width, CHART)
        title = "Gradient descent, line by line"
        self.bar = write_program(self.figure, box, title, PROGRAMS[update])
        chart = (left, top + CHART, width, height - CHART)
        names = {"title": "The length of the step", "xlabel": "t", "ylabel": "η‖∇L‖"}
        self.chart = new_axes(self.figure, chart, **names)
        loss_axes(self.chart, steps, LENGTHS)
        self.map = loss_map(self.figure, plane, model)
        self.crowd = CrowdView(self.figure, faces, model)
        self.lengths = draw_line(self.chart, "path", NOWHERE, moving=True)
        self.path = draw_line(self.map, "path", NOWHERE, moving=True)
        self.uphill = draw_arrow(self.map, "gradient", np.zeros((7, 2)), moving=True)
        self.step = draw_arrow(self.map, "velocity", np.zeros((7, 2)), moving=True)
        self.point = draw_line(self.map, "point", NOWHERE, moving=True)

    def tracks(self, trace):
        """Return where everything is after each line of a trace."""
        scale = pixels_per_unit(self.map)
        path = trace.theta[:, None]
        lengths = np.stack([trace.t, trace.length], axis=-1)[:, None]
        return {
            self.bar: Track(bar_points(trace.line, PANEL[0])),
            self.lengths: Track(lengths, "grows"),
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
        corner = np.stack([trace.new[..., 0], trace.old[..., 1]], axis=-1)
        first = np.where((trace.line == MEASURE)[..., None], corner - trace.old, 0)
        begins = np.where((trace.line == STEP)[..., None], corner, trace.old)
        return begins, first + step * (0, 1)
