"""The figure of the pseudocode explorer: the program, the landscape, the faces."""

import numpy as np
from matplotlib.patches import Polygon

from lecture_lib.explorers.trace import MEASURE, STEP
from lecture_lib.explorers.views import NOWHERE, CrowdView, Picture, loss_map
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.curves import loss_axes
from lecture_lib.pictures.figure import PIXELS_PER_INCH, new_axes, pixels_per_unit, text_style
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
TOP, LINE = 38, 24  # CSS pixels: where the program begins, and how high a line of it is
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
    theme : {"light", "dark"}
    """

    def __init__(self, model, update, steps, theme="light"):
        super().__init__(theme=theme)
        program, plane, faces = self.panels
        look = {"palette": self.palette}
        self.in_turn = update == "in turn"
        self.bar = self._write_program(PROGRAMS[update], program)
        left, top, width, height = program
        chart = (left, top + CHART, width, height - CHART)
        names = {"title": "The length of the step", "xlabel": "t", "ylabel": "η‖∇L‖"}
        self.chart = new_axes(self.figure, chart, **names, **look)
        loss_axes(self.chart, steps, LENGTHS)
        self.map = loss_map(self.figure, plane, model, self.palette)
        self.crowd = CrowdView(self.figure, faces, model, self.palette)
        look["moving"] = True
        self.lengths = draw_line(self.chart, "path", NOWHERE, **look)
        self.path = draw_line(self.map, "path", NOWHERE, **look)
        self.uphill = draw_arrow(self.map, "gradient", np.zeros((7, 2)), **look)
        self.step = draw_arrow(self.map, "velocity", np.zeros((7, 2)), **look)
        self.point = draw_line(self.map, "point", NOWHERE, **look)

    def tracks(self, trace):
        """Return where everything is after each line of a trace."""
        scale = pixels_per_unit(self.map)
        path = trace.theta[:, None]
        lengths = np.stack([trace.t, trace.length], axis=-1)[:, None]
        return {
            self.bar: Track(self._bars(trace.line)),
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
        known = np.isin(trace.line, (MEASURE, STEP))[..., None] & (length > 0)
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

    def _write_program(self, lines, box):
        """Write the program; return the bar that lies under the executing line."""
        left, top, width, _ = box
        size = self.figure.get_size_inches() * PIXELS_PER_INCH
        place = (left / size[0], 1 - (top + CHART) / size[1], width / size[0], CHART / size[1])
        ax = self.figure.add_axes(place, facecolor="none")
        ax.set(xlim=(0, width), ylim=(CHART, 0))
        ax.set_axis_off()
        title = text_style(14, self.palette.ink, fontweight="bold", zorder=9)
        ax.text(16, 22, "Gradient descent, line by line", va="center", **title)
        mono = {"fontfamily": "DejaVu Sans Mono", "va": "center", "zorder": 9}
        for number, line in enumerate(lines):
            style = text_style(12.5, self.palette.ink, **mono)
            ax.text(16, TOP + (number + 0.5) * LINE, line, **style)
        bar = Polygon(np.zeros((4, 2)), closed=True, animated=True, zorder=4)
        bar.set(facecolor=(self.palette.happy_face, 0.35), edgecolor=self.palette.line)
        bar.set_linewidth(1.2)
        return ax.add_patch(bar)

    def _bars(self, line):
        x = np.array([8, 332, 332, 8.0])
        y = TOP + LINE * (line[..., None] + np.array([0, 0, 1, 1]))
        return np.stack(np.broadcast_arrays(x, y), axis=-1)
