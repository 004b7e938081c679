"""Watch δ flow: one step of backpropagation through a 2-2-1 network, number by number."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.experiments.flow import SIGNS, flow
from lecture_lib.explorers.backprop.flow_picture import FlowPicture
from lecture_lib.explorers.backprop.flow_words import AGAIN, HIDDEN, LOSS, UPDATE, WEIGHTS, describe
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    columns,
    key,
    one_of,
    signed,
)
from lecture_lib.stage import Choice, Slider, Stage

START = (0.1, 0.8, -0.6, -0.3, 0.5, 0.9, 0.2, 1.1, -0.7)
REACH = 3.0
VALUES = (np.round(np.arange(-REACH, REACH + 0.1, 0.2), 1) + 0.0).tolist()
ETAS = (0.5, 1.0, 4.0, 20.0)
LABEL = "A network with every weight, score, output, delta and slope on it; and the program"


class FlowExplorer(Explorer):
    """Step through one pass forward, the pass back, and the update of a 2-2-1 network of sigmoids.

    Parameters
    ----------
    theta : sequence of float
        The nine weights, each within -3 and 3: w₁₀ w₁₁ w₁₂ of h₁, w₂₀ w₂₁ w₂₂ of h₂, v₀ v₁ v₂ of
        ŷ, the bias first.
    weight : str
        The one that the slider holds, by its name.
    target : {0, 1}
        The label y.
    eta : float
        Learning rate η of the update, positive.
    sign : {"slope", "delta rule", "slides"}
        δ = ∂L/∂z with w - η δ x; δ = -∂L/∂z with w + η δ x; or δ = -∂L/∂z with w - η δ x, which
        is what the slides have.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S14.3-S14.13 (slides 39-41), E14.2, errata 51, 57, 58.
    """

    theta = State(START)
    weight = State("v₁", one_of, WEIGHTS)
    target = State(1, checks.count, 0, 1)
    eta = State(4.0, checks.positive, ndim=0)
    sign = State("slope", one_of, tuple(SIGNS))

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.slider = Slider(label="weight", at_rest=True, hint="Press another weight to hold it")
        sign, target, eta = Choice(label="sign"), Choice(label="label y"), Choice(label="η")
        bind(self, "sign", sign, SIGNS, SIGNS.get)
        bind(self, "target", target, (0, 1))
        bind(self, "eta", eta, ETAS, "{:g}".format, passing=True)
        self._hold(None)
        self.observe(self._hold, ["theta", "weight"])
        self.slider.observe(self._turned, "index")
        self.picture, self.drawn = FlowPicture(self.sign), self.sign
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=self.slider)
        self.stage.speed, self.stage.speeds = 1.0, [0.5, 1, 2, 5]
        self.stage.on_press(self._pressed)
        return [columns([self.slider, target], [sign, eta, key("reset", self.reset)]), self.stage]

    @property
    def k(self):
        """Which of the nine weights is held."""
        return WEIGHTS.index(self.weight)

    def basis(self):
        """Return the state but for the weight in the hand, and the values offered there."""
        theta = tuple(w for k, w in enumerate(self.theta) if k != self.k)
        return self.state | {"theta": theta}, self.offered

    def refresh(self, changed):
        """Show the step for every value of the weight in the hand."""
        self._show(self.offered)

    def hurry(self, changed):
        """Show the step for the present value alone."""
        self._show([self.theta[self.k]])

    def telling_frames(self):
        """Return the frames that tell the story: the loss, the hidden deltas, the outcome."""
        return sorted({LOSS, HIDDEN[-1], UPDATE - 1, AGAIN})

    def _show(self, values):
        with self.stage.hold_sync():
            if self.drawn != self.sign:
                self.put(FlowPicture(self.sign))
                self.drawn = self.sign
            thetas = np.tile(np.array(self.theta, float), (len(values), 1))
            thetas[:, self.k] = values
            numbers = flow(thetas, float(self.target), self.eta, self.sign)
            tracks = self.picture.tracks(numbers, self.target, self.weight)
            told = describe(numbers, self.target, self.eta, self.sign, self.weight)
            self.stage.show(tracks, told, self.picture.keys(self.weight))

    def _hold(self, _):
        """Let the slider show the weight in the hand."""
        value = self.theta[self.k]
        self.offered = sorted({*VALUES, value})
        with self.slider.hold_sync():
            self.slider.label = f"weight {self.weight}"
            self.slider.options = [signed(v) for v in self.offered]
            self.slider.index = self.offered.index(value)

    def _turned(self, change):
        theta = list(self.theta)
        theta[self.k] = self.offered[change["new"]]
        self.theta = tuple(theta)

    def _pressed(self, name):
        self.weight = name

    @validate("theta")
    def _weights_are_on_the_slider(self, proposal):
        theta = checks.numbers("theta", proposal.value, ndim=1)
        if len(theta) != len(WEIGHTS) or not (np.abs(theta) <= REACH).all():
            raise ValueError(
                f"theta must be nine numbers within -{REACH:g} and {REACH:g}, got {proposal.value}"
            )
        return tuple(theta.tolist())
