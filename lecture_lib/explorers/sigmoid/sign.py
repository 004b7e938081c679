"""The detective of the sign: two slides, two gradients, one loop."""

import numpy as np

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import WINDOW, on_map
from lecture_lib.experiments.rounding import direction
from lecture_lib.experiments.slide_errors import SlideSign
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.powers import small
from lecture_lib.explorers.state import Pick, Slide, State
from lecture_lib.explorers.views.descent import CurveView
from lecture_lib.explorers.views.picture import Picture, Trail, over_steps
from lecture_lib.explorers.views.unit import UnitView
from lecture_lib.features import raw
from lecture_lib.gradient_check import numerical_gradient
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import SigmoidUnit
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.landscape import draw_landscape
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track, say

ETAS = (0.2, 0.5, 1.0, 2.0, 5.0)
SLOPES = {"ŷ − y (slide 28)": SquaredLoss(), "y − ŷ (slide 36)": SlideSign(SquaredLoss())}
STEPS = 50
TEMPLATE = (
    "Step {step} of {steps}: loss {loss:.4f}, {mistakes} of 40 faces wrong. With {slope} the slopes"
    " are ({c0}, {c1}); nudges measure ({m0}, {m1}): {verdict} At step 50 the loss is {last:.4f},"
    " {manner}"
)
SAME = "the same."
OPPOSITE = "opposite, so each step goes uphill."
UNCLEAR = "nothing to tell apart here, so small are they."
LOWER, HIGHER = "lower than at first.", "higher than at first."
UNMOVED = "as at first: the walk does not get away."
STOPPED = "where it was stopped, at step {end}: the weights had grown too large."
MANNERS = (STOPPED, UNMOVED, HIGHER)
STILL = 5e-5  # a difference of losses that four decimals do not show
HEIGHTS = (-0.6, 1.6)
LOSSES = (0.0, 0.5)  # no mean of ½(y − ŷ)² with y and ŷ from 0 to 1 is larger
ARROW = 1.5  # units of weight: the arrows tell directions
TINY = 1e-7  # slopes that nudges cannot tell from 0
BROAD = {"width": 9, "head": 22}  # CSS pixels: what was measured, beneath


class SignExplorer(Explorer):
    """Let the gradient of either slide drive the same loop, and measure which one it is.

    Parameters
    ----------
    eta : float
        Learning rate η, positive.
    slope : {"ŷ − y (slide 28)", "y − ŷ (slide 36)"}
        What stands for ∂L/∂ŷ.
    start : (w_0, w_1)
        Where it begins, each within -4 and 4. On the screen it can be dragged.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S13.8-S13.17 (slides 35-37), E13.2, P13.1, errata 51, 79.
    """

    LABEL = (
        "The faces with the sigmoid over them, the loss of all weights with both paths, the losses"
    )
    PREVIEWS = True
    FRAME, SPEED = END, 15.0

    eta = Slide(1.0, ETAS, "learning rate η", "How far each step goes", checks.positive, ndim=0)
    slope = Pick("ŷ − y (slide 28)", SLOPES, "∂L/∂ŷ is")
    start = State((0.0, 0.0), on_map)

    def prepare(self):
        """Load the faces, and judge them with the loss of either slide."""
        self.faces = load_faces("train")
        X, y = raw(1)(self.faces.scores("mouth")), (self.faces.labels + 1) / 2
        self.objectives = {
            name: Objective(SigmoidUnit(), loss, X, y) for name, loss in SLOPES.items()
        }

    def draw(self):
        """Return the picture."""
        return SignPicture(self.faces, self.objectives[self.slope])

    def show(self, etas):
        """Walk with some learning rates and either slope."""
        optimizer = GradientDescent(np.array(etas)[:, None])
        runs = {
            name: descend(objective, self.start, optimizer, STEPS)
            for name, objective in self.objectives.items()
        }
        self.run = runs.pop(self.slope)
        (rival,) = runs.values()
        thetas = self.run.thetas.swapaxes(0, 1)
        claimed, measured = self.objectives[self.slope].gradient(thetas), self._measure(thetas)
        tracks = self.picture.tracks(self.run, rival, claimed, measured)
        readout = self._readout(claimed, measured)
        self.stage.show(tracks, readout, self.picture.handles(tracks))

    def _measure(self, thetas):
        """The slopes at thetas (takes, frames, 2), by nudges."""
        value = self.objectives[self.slope].value
        rows = [numerical_gradient(value, theta) for theta in thetas.reshape(-1, 2)]
        return np.reshape(rows, thetas.shape)

    def _readout(self, claimed, measured):
        """Say the slopes, whether they agree, and where they lead."""
        losses = self.run.losses.T
        tiny = np.linalg.norm(claimed, axis=-1) < TINY
        rise, end = losses[:, -1:] - losses[:, :1], self.run.stopped_at[:, None]
        opposite = (claimed * measured).sum(axis=-1) < 0
        told = {}
        for name, slopes in (("c", claimed), ("m", measured)):
            for d in (0, 1):
                told |= small(f"{name}{d}", slopes[..., d], digits=3, nothing=TINY)
        return say(
            TEMPLATE,
            step=np.arange(STEPS + 1),
            steps=STEPS,
            slope=self.slope,
            loss=losses,
            mistakes=self.objectives[self.slope].mistakes(self.run.thetas).T,
            verdict=np.select([tiny, opposite], [UNCLEAR, OPPOSITE], SAME),
            last=losses[:, -1:],
            manner=np.select([end < STEPS, np.abs(rise) < STILL, rise > 0], MANNERS, LOWER),
            end=end,
            **told,
        )

    def dragged(self, name, x, y):
        """Start where the point was put."""
        self.start = tuple(np.clip([x, y], *WINDOW).tolist())


class SignPicture(Picture):
    """The faces with the sigmoid, the loss of all weights with the walk and its rival, the losses.

    Parameters
    ----------
    faces : Faces
    objective : Objective
        Whose loss is the landscape.
    """

    def __init__(self, faces, objective):
        super().__init__()
        left, middle, right = self.panels
        self.crowd = UnitView(self.figure, left, faces, objective, HEIGHTS)
        self.map = self.axes(middle, "The loss of all weights", "w₀", "w₁")
        self.map.set(xlim=WINDOW, ylim=WINDOW)
        grid = np.linspace(*WINDOW, 101)
        landscape = objective.value(np.stack(np.meshgrid(grid, grid), axis=-1))
        draw_landscape(self.map, grid, grid, landscape)
        legend = {"line": "the step", "measured": "downhill, by nudges"}
        draw_legend(self.map, legend, loc="upper right")
        self.curve = CurveView(self.figure, right, None, STEPS, LOSSES)
        draw_legend(self.curve.ax, {"loss": "this slope", "rival": "the other"})
        self.rivals = [draw_line(ax, "rival") for ax in (self.map, self.curve.ax)]
        self.walk = Trail(self.map, "path")
        self.downhill, self.step = (
            draw_arrow(self.map, meaning, np.zeros((7, 2)), moving=True)
            for meaning in ("gradient", "line")
        )

    def tracks(self, run, rival, claimed, measured):
        """Return where everything is.

        Parameters
        ----------
        run, rival : Run
            thetas of shape (steps + 1, takes, 2).
        claimed, measured : array (takes, frames, 2)
            Slopes along the run.
        """
        thetas, scale = run.thetas.swapaxes(0, 1), pixels_per_unit(self.map)
        downhill, step = (-ARROW * direction(slopes, TINY) for slopes in (measured, claimed))
        rivals = (rival.thetas, over_steps(rival.losses))
        return {
            **self.crowd.tracks(thetas),
            **self.walk.tracks(run.thetas),
            self.downhill: Track(arrow_points(thetas, downhill, scale, **BROAD)),
            self.step: Track(arrow_points(thetas, step, scale)),
            **self.curve.tracks(run.losses.T),
            **{
                line: Track(points.swapaxes(0, 1)[:, None], "grows")
                for line, points in zip(self.rivals, rivals, strict=True)
            },
        }

    def handles(self, tracks):
        """Return the start on the map."""
        first = Track(tracks[self.walk.line].points[:1, :, :1])
        return [Handle("start", "Start of the descent", self.map, first)]
