"""What one step believes, and what it finds: a parabola, a learning rate, and their product."""

import numpy as np
from traitlets import validate

from lecture_lib import checks, theory
from lecture_lib.descent import descend
from lecture_lib.experiments.playgrounds import Ravine
from lecture_lib.explorers.explorer import Explorer, State, bind, key, to_notches
from lecture_lib.explorers.step_size.step_picture import WINDOW, StepPicture
from lecture_lib.optimizers import GradientDescent
from lecture_lib.stage import Readout, Slider, Stage

NOTCH = 0.1
STEPS = 20
SPEED = 5.0  # steps a second: each is worth a look
FARTHEST = 1e30  # a step multiplies θ by 12 at most
ETAS = (
    *(0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.32, 0.35, 0.38, 0.4, 0.42, 0.45, 0.48, 0.5, 0.55),
    *(0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 1.9, 2.0, 2.1, 2.2),
)
CURVATURES = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
LABEL = "A parabola with the descent, the slope along the next step, what a step does to the error"
TEMPLATE = (
    "1 − ηλ = {factor}: {regime} Step {step} of {steps}: θ = {theta}, loss {loss}."
    " The next step trusts the slope {slope}; where it lands, θ = {landing}, the slope is {ahead}."
)
REGIMES = (
    "it glides, each step goes part of the way.",
    "the very first step arrives.",
    "each step overshoots, and still it arrives.",
    "it bounces for ever between two places.",
    "each step overshoots further than the last: it diverges.",
)
SAME = 1e-9  # rounding between two factors


class StepExplorer(Explorer):
    """Descend on the parabola L = ½ λ θ², and see what each step believes.

    A step of gradient descent goes to the bottom of another parabola: the one that has the height
    and the slope of the true one at θ(t), and the curvature 1/η.

    Parameters
    ----------
    eta : float
        Learning rate η, positive.
    curvature : float
        λ, positive, at most 6.
    start : float
        θ(0), within -4 and 4, but not 0. On the screen it can be dragged.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S7.1 to S7.3 (slide 15): E7.1.
    """

    eta = State(0.2, checks.positive, ndim=0)
    curvature = State(2.0)
    start = State(2.5)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        eta = Slider(label="learning rate η", at_rest=True, hint="How far each step goes")
        curvature = Slider(label="curvature λ", hint="How fast the slope changes")
        self.etas = bind(self, "eta", eta, ETAS, "{:.4g}".format)
        bind(self, "curvature", curvature, CURVATURES, "{:g}".format)
        self.picture = StepPicture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=eta)
        self.stage.speed = SPEED
        self.stage.on_drag(self._dragged)
        return [eta, curvature, key("reset", self.reset), self.stage]

    def refresh(self, changed):
        """Descend with all learning rates at once and show it."""
        self._show(self.etas)

    def hurry(self, changed):
        """Descend with the present learning rate alone and show it."""
        self._show([self.eta])

    def telling_frames(self):
        """Return the first steps: later ones only repeat them, smaller or larger."""
        return [0, 1, 3]

    def _show(self, etas):
        parabola, etas = Ravine((self.curvature,)), np.array(etas)
        optimizer = GradientDescent(etas[:, None])
        run = descend(parabola, [self.start], optimizer, STEPS + 1, limit=FARTHEST)
        tracks = self.picture.tracks(parabola, run, etas)
        self.stage.show(tracks, self._readout(parabola, run, etas), self.picture.handles(tracks))

    def _readout(self, parabola, run, etas):
        thetas, slopes = run.thetas[..., 0].T, parabola.gradient(run.thetas)[..., 0].T
        factor = theory.step_factors(self.curvature, etas)[:, :1].real
        edges = np.array([0.0, -1.0])  # factor 1 to 0, 0, 0 to -1, -1, below
        regime = 2 * (factor < edges - SAME).sum(axis=-1) + (abs(factor - edges) <= SAME).any(-1)
        return Readout(
            TEMPLATE,
            values={
                "factor": factor,
                "regime": regime[:, None],
                "step": np.arange(STEPS + 1)[None],
                "steps": np.full((1, 1), STEPS),
                "theta": thetas[:, :-1],
                "loss": run.losses.T[:, :-1],
                "slope": slopes[:, :-1],
                "landing": thetas[:, 1:],
                "ahead": slopes[:, 1:],
            },
            digits=dict.fromkeys(("factor", "theta", "loss", "slope", "landing", "ahead"), 2),
            words={"regime": REGIMES},
        )

    def _dragged(self, name, x, y):
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
