"""What one step believes, and what it finds: a parabola, a learning rate, and their product."""

import numpy as np
from traitlets import validate

from lecture_lib import checks, theory
from lecture_lib.descent import descend
from lecture_lib.experiments.playgrounds import Ravine
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Slide, State, to_notches
from lecture_lib.explorers.views.picture import Picture, over
from lecture_lib.explorers.views.valley import ValleyView
from lecture_lib.optimizers import GradientDescent
from lecture_lib.pictures.figure import text_style
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track, say

WINDOW = (-4.0, 4.0)  # of θ
NOTCH = 0.1
STEPS = 20
FARTHEST = 1e30  # a step multiplies θ by 12 at most
ETAS = (
    *(0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.32, 0.35, 0.38, 0.4, 0.42, 0.45, 0.48, 0.5, 0.55),
    *(0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 1.9, 2.0, 2.1, 2.2),
)
DIGITS = "{:.4g}".format
CURVATURES = (1.0, 2.0, 3.0, 4.0, 5.0)
TEMPLATE = (
    "1 − ηλ = {factor:.2f}: {regime} Step {step} of {steps}: θ = {theta:.2f}, loss {loss:.2f}."
    " The next step trusts the slope {slope:.2f}; where it lands, θ = {landing:.2f}, the slope is"
    " {ahead:.2f}."
)
REGIMES = (
    "it glides, each step goes part of the way.",
    "the very first step arrives.",
    "each step overshoots, and still it arrives.",
    "it bounces for ever between two places.",
    "each step overshoots further than the last: it diverges.",
)
SAME = 1e-9  # rounding between two factors
HEIGHTS = (-8.0, 16.0)  # of L; what a step believes in can lie below everything there is
SLOPES = (-16.0, 16.0)
FASTEST = 3.0  # η at the right edge
FACTORS = (-2.2, 1.2)
BANDS = ((0.5, "glides"), (-0.25, "overshoots, arrives"), (-1.25, "diverges"))
POINTS = 41  # of a parabola


class StepExplorer(Explorer):
    """Descend on the parabola L = ½ λ θ², and see what each step believes.

    A step of gradient descent goes to the bottom of another parabola: the one that has the height
    and the slope of the true one at θ(t), and the curvature 1/η.

    Parameters
    ----------
    eta : float
        Learning rate η, positive.
    curvature : float
        λ, positive, at most 5.
    start : float
        θ(0), within -4 and 4, but not 0. On the screen it can be dragged.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S7.1 to S7.3 (slide 15): E7.1.
    """

    LABEL = (
        "A parabola with the descent, the slope along the next step, what a step does to the error"
    )
    PREVIEWS = True
    SPEED = 5.0  # steps a second: each is worth a look

    eta = Slide(
        0.2, ETAS, "learning rate η", "How far each step goes", checks.positive, text=DIGITS, ndim=0
    )
    curvature = Slide(
        2.0, CURVATURES, "curvature λ", "How fast the slope changes", checks.positive, ndim=0
    )
    start = State(2.5)

    def draw(self):
        """Return the picture."""
        return StepPicture()

    def show(self, etas):
        """Descend with some learning rates."""
        parabola, etas = Ravine((self.curvature,)), np.array(etas)
        optimizer = GradientDescent(etas[:, None])
        run = descend(parabola, [self.start], optimizer, STEPS + 1, limit=FARTHEST)
        tracks = self.picture.tracks(parabola, run, etas)
        start = self.picture.valley.start(tracks)
        self.stage.show(tracks, self._say(parabola, run, etas), [start])

    def telling_frames(self):
        """Return the first steps: later ones only repeat them, smaller or larger."""
        return [0, 1, 3]

    def _say(self, parabola, run, etas):
        thetas, slopes = run.thetas[..., 0].T, parabola.gradient(run.thetas)[..., 0].T
        factor = theory.step_factors(self.curvature, etas)[:, :1].real
        edges = np.array([0.0, -1.0])  # factor 1 to 0, 0, 0 to -1, -1, below
        regime = 2 * (factor < edges - SAME).sum(axis=-1) + (abs(factor - edges) <= SAME).any(-1)
        return say(
            TEMPLATE,
            factor=factor,
            regime=np.array(REGIMES)[regime[:, None]],
            step=np.arange(STEPS + 1),
            steps=STEPS,
            theta=thetas[:, :-1],
            loss=run.losses.T[:, :-1],
            slope=slopes[:, :-1],
            landing=thetas[:, 1:],
            ahead=slopes[:, 1:],
        )

    def dragged(self, name, x, y):
        """Start at the nearest notch."""
        (start,) = to_notches([x], *WINDOW, NOTCH)
        self.start = start or NOTCH  # the bottom itself is no start

    @validate("curvature")
    def _curvature_is_seen(self, proposal):
        value = checks.positive("curvature", proposal.value, ndim=0)
        if value > CURVATURES[-1]:
            raise ValueError(f"curvature must be at most {CURVATURES[-1]:g}, got {value}")
        return value

    @validate("start")
    def _start_is_seen(self, proposal):
        value = float(checks.numbers("start", proposal.value, ndim=0))
        if not 0 < abs(value) <= WINDOW[1]:
            raise ValueError(f"start must be within -4 and 4 and not 0, got {value}")
        return value


class StepPicture(Picture):
    """The parabola with the path, the slope over θ, the factor over η."""

    def __init__(self):
        super().__init__()
        curve, slope, factor = self.panels
        title = "What the step believes"
        self.valley = ValleyView(self.figure, curve, window=WINDOW, heights=HEIGHTS, title=title)
        self.slope = self.axes(slope, "The slope along the step", "θ", "dL/dθ")
        self.slope.set(xlim=WINDOW, ylim=SLOPES)
        self.factor = self._factor_axes(factor)
        self.belief = draw_line(self.valley.ax, "belief")
        self.promised = draw_line(self.valley.ax, "landing")
        self.slopes = draw_line(self.slope, "land")
        self.trusted = draw_line(self.slope, "belief")
        self.here = draw_line(self.slope, "point")
        self.there = draw_line(self.slope, "landing")
        self.factors = draw_line(self.factor, "land")
        self.marker = draw_line(self.factor, "point")

    def tracks(self, parabola, run, etas):
        """Return where everything is, for a run with one step more than there are frames."""
        thetas = run.thetas.swapaxes(0, 1)  # (takes, frames + 1, 1)
        spots = over(thetas, parabola.gradient(thetas))  # (takes, frames + 1, 1, 2)
        here, there = spots[:, :-1], spots[:, 1:]
        trusted = np.concatenate([here, over(there[..., 0], here[..., 1])], axis=2)
        ends = np.reshape(WINDOW, (2, 1))
        return {
            **self.valley.tracks(parabola, thetas[:, :-1]),
            **self._beliefs(run.losses.T, here[:, :, 0], there[:, :, 0, 0], etas[:, None]),
            **self._factors(parabola.curvatures[0], etas),
            self.slopes: Track(np.hstack([ends, parabola.gradient(ends)])[None, None]),
            self.trusted: Track(trusted),
            self.here: Track(here),
            self.there: Track(there),
        }

    def _beliefs(self, losses, here, landing, etas):
        """The parabola of curvature 1/η through each place with its slope, and its bottom."""
        loss, (theta, slope) = losses[:, :-1], np.moveaxis(here, -1, 0)
        grid = np.linspace(*WINDOW, POINTS)
        away = grid - theta[..., None]
        height = loss[..., None] + slope[..., None] * away + away**2 / (2 * etas[..., None])
        promised = over(landing, loss - etas * slope**2 / 2)
        return {self.belief: Track(over(grid, height)), self.promised: Track(promised[:, :, None])}

    def _factors(self, curvature, etas):
        line = np.array([[0, 1], [FASTEST, 1 - FASTEST * curvature]])
        factor = np.maximum(1 - etas * curvature, FACTORS[0])  # what is lower lies on the edge
        place = over(etas, factor)[:, None, None]
        return {self.factors: Track(line[None, None]), self.marker: Track(place)}

    def _factor_axes(self, box):
        ax = self.axes(box, "What a step leaves of the error", "η", "1 − ηλ")
        ax.set(xlim=(0, FASTEST), ylim=FACTORS)
        ax.set_yticks((-2, -1, 0, 1), ("−2", "−1", "0", "1"))
        for edge in (0, -1):
            draw_line(ax, "reference", [(0, edge), (FASTEST, edge)])
        words = text_style(12.5, LIGHT.muted, ha="right", va="center")
        for height, name in BANDS:
            ax.text(FASTEST * 0.98, height, name, **words)
        return ax
