"""A ball on a curve: what the explorers of one parameter share."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.experiments.rounding import descend_as_decided
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.explorers.ball_words import describe
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    columns,
    key,
    one_of,
    signed,
    within,
)
from lecture_lib.explorers.views import CurveView, Picture
from lecture_lib.optimizers import Momentum
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.stage import Slider, Stage

WIDTH = 510  # CSS pixels of a panel: a curve likes more room than a map
MOMENTA = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
FRAMES = 121  # about as many are in the page
NOTCH = 0.05  # of the start
LABEL = "A loss over one parameter with a ball that descends on it, and the loss over the steps"
HINTS = {
    "start": "Where the ball starts: θ at step 0",
    "eta": "How far each step goes: θ ← θ − η · slope",
    "momentum": "How much of the last step is kept",
}
NAMES = {"start": "start θ⁽⁰⁾", "eta": "learning rate η", "momentum": "momentum m"}


class BallExplorer(Explorer):
    """Let a ball descend on a loss over one parameter, as far as rounding does not decide its way.

    A subclass says what the curve is: it has the `RANGE` of the start, the `VALUES` that each
    number of the state offers, which of these can be in the hand (`HANDS`; their curves come as
    arrays), what draws the figure anew (`REDRAWS`), and the methods `curve_of`, `new_view`, `lead`.

    Parameters
    ----------
    hand : str
        Which number of the state is in the hand: moving it never waits for the kernel.
    **state
        Of the subclass.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S3.3, S4.12 (slides 7, 10).
    """

    LABEL = LABEL
    start = State(0.0)
    eta = State(0.1, checks.positive, ndim=0)
    momentum = State(0.0, checks.fraction)
    steps = State(60, checks.count)

    def __init__(self, hand="start", **state):
        self.hand = one_of("hand", hand, self.HANDS)
        super().__init__(**state)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        names, hints = NAMES | self.NAMES, HINTS | self.HINTS
        self.sliders = {
            name: Slider(label=names[name], hint=hints[name], at_rest=name == self.hand)
            for name in self.VALUES
        }
        for name, slider in self.sliders.items():
            offered = bind(self, name, slider, self.VALUES[name], signed, passing=True)
            if name == self.hand:
                self.offered = offered
        if self.hand != "momentum" and not self.momentum:  # of no concern before section 8
            self.sliders["momentum"].layout.display = "none"
        self.picture = self.new_picture()
        figure, panels = self.picture.figure, self.picture.panels
        hand = self.sliders[self.hand]
        self.stage = Stage(figure, label=self.LABEL, panels=panels, hand=hand)
        self.stage.frame = len(shown_steps(self.steps, FRAMES)) - 1
        self.stage.on_drag(self._dragged)
        keys = [*self.menu(), key("reset", self.reset)]
        return [columns([*self.sliders.values()], keys), self.stage]

    def new_picture(self):
        """Return the figure of the present state."""
        return BallPicture(self)

    def menu(self):
        """Return further controls of a subclass."""
        return []

    def refresh(self, changed):
        """Descend with every value of the number in the hand at once and show it."""
        self._show(changed, self.offered)

    def hurry(self, changed):
        """Descend with the present value alone and show it."""
        self._show(changed, [getattr(self, self.hand)])

    def _show(self, changed, in_hand):
        with self.stage.hold_sync():
            if self.settled and changed & {"steps", *self.REDRAWS}:
                self.put(self.new_picture())
            numbers = {name: getattr(self, name) for name in self.VALUES}
            numbers[self.hand] = np.array(in_hand)[:, None]  # (takes, 1)
            curve = self.curve_of(**numbers)
            self.run = self._descend(curve, len(in_hand), **numbers)
            steps = shown_steps(self.steps, FRAMES)
            tracks = self.picture.tracks(curve, self.run, steps)
            valley = self.picture.valley
            readout = describe(curve, self.run, steps, valley.grid, self.lead())
            notch = NOTCH * float(pixels_per_unit(valley.ax)[0])
            start = valley.start(tracks, step=2 * notch, fine=notch)
            self.stage.show(tracks, readout, [start], steps.tolist())

    def _descend(self, curve, takes, start, eta, momentum, **_):
        starts = np.broadcast_to(start, (takes, 1))
        return descend_as_decided(curve, starts, Momentum(eta, momentum), self.steps)

    def _dragged(self, name, x, y):
        low, high = self.RANGE
        self.start = round(float(np.clip(round(x / NOTCH) * NOTCH, low, high)), 2)

    @validate("start")
    def _start_is_in_sight(self, proposal):
        return within("start", proposal.value, *self.RANGE)


class BallPicture(Picture):
    """The curve with the ball, and the loss over the steps at the same heights.

    Parameters
    ----------
    explorer : BallExplorer
        Gives the view of its curve.
    """

    def __init__(self, explorer):
        super().__init__(panels=2, width=WIDTH)
        left, right = self.panels
        self.valley = explorer.new_view(self.figure, left)
        limits = self.valley.ax.get_ylim()
        self.curve = CurveView(self.figure, right, None, explorer.steps, limits)

    def tracks(self, curve, run, steps):
        """Return where everything is at the steps that are shown.

        Parameters
        ----------
        curve : Curve, SteepLine or alike
        run : Run
            thetas of shape (steps + 1, takes, 1).
        steps : array of int (frames,)
        """
        thetas = run.thetas[steps].swapaxes(0, 1)
        return self.valley.tracks(curve, thetas) | self.curve.tracks(run.losses[steps].T, steps)
