"""A ball on a curve: what the explorers of one parameter share."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments.rounding import Parted, descend_as_decided
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.powers import small
from lecture_lib.explorers.state import Slide, State, one_of, to_notches, within
from lecture_lib.explorers.views.descent import CurveView
from lecture_lib.explorers.views.picture import WIDE, Picture
from lecture_lib.optimizers import Momentum
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.stage import say

MOMENTA = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
FRAMES = 121  # about as many are in the page
NOTCH = 0.05  # of the start, where it is dragged
START = {  # how the slider of the start is declared, and below that of the learning rate
    "label": "start θ⁽⁰⁾",
    "hint": "Where the ball starts: θ at step 0",
    "check": within,
}
ETA = {
    "label": "learning rate η",
    "hint": "How far each step goes: θ ← θ − η · slope",
    "check": checks.positive,
    "ndim": 0,
}
TEMPLATE = (
    "{lead}Step {step} of {steps}: θ = {theta:.3f}, L = {loss:.4f}, slope {slope}{wrong}. {manner}"
)
WRONG = ", {mistakes} of {faces} faces wrong"
ALIKE = 1e-6  # two heights are equal to this part of all that is in sight
FLAT = 0.01  # a slope that over the whole width would lead over this part of all heights in sight
NEAR = 0.05  # this far on both sides of a ball at rest the land rises
RESTS = 1e-3  # a step shorter than this is no step to the eye


class BallExplorer(Explorer):
    """Let a ball descend on a loss over one parameter, as far as rounding does not decide its way.

    A subclass declares `start` and `eta` as a `Slide`, lists in `HANDS` what can be in the hand
    (its curves then come as arrays), and has the methods `curve_of` and `new_view`.

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

    LABEL = "A loss over one parameter with a ball that descends on it, and the loss over the steps"
    DRAWN_FOR = ("steps",)
    PREVIEWS = True
    FRAME = END
    HANDS = ("start", "eta", "momentum")

    start = eta = None  # of a subclass; here only since the sliders stand in this order
    momentum = Slide(
        0.0, MOMENTA, "momentum m", "How much of the last step is kept", checks.fraction, ndim=0
    )
    steps = State(60, checks.count)

    def __init__(self, hand="start", **state):
        self.hand = one_of("hand", hand, self.HANDS)
        super().__init__(**state)

    def in_hand(self):
        """Return the name that was chosen."""
        return self.hand

    def prepare(self):
        """See whether momentum plays a part: before section 8 it is of no concern."""
        self.rolls_on = self.momentum > 0 or self.hand == "momentum"

    def unused(self):
        """Hide momentum where it plays no part."""
        return () if self.rolls_on else ("momentum",)

    def draw(self):
        """Return the picture of the present curve."""
        return BallPicture(self.new_view, self.steps)

    def show(self, values):
        """Descend with some values of the number in the hand at once."""
        numbers = self.state | {self.hand: np.array(values)[:, None]}  # (takes, 1)
        curve = self.curve_of(**numbers)
        starts = np.broadcast_to(numbers["start"], (len(values), 1))
        optimizer = Momentum(numbers["eta"], numbers["momentum"])
        self._rolls_on = np.ravel(numbers["momentum"]) > 0  # of each take, or of all
        self.run = descend_as_decided(curve, starts, optimizer, self.steps)
        shown = shown_steps(self.steps, FRAMES)
        tracks, valley = self.picture.tracks(curve, self.run, shown), self.picture.valley
        notch = NOTCH * float(pixels_per_unit(valley.ax)[0])
        start = valley.start(tracks, step=2 * notch, fine=notch)
        self.stage.show(tracks, self._say(curve, shown), [start], shown.tolist())

    def _say(self, curve, steps):
        grid = self.picture.valley.grid  # over the whole window
        heights = curve.value(grid[:, None])  # (points, takes or 1)
        thetas, told = self.run.thetas[steps], {"wrong": ""}
        if hasattr(curve, "wrong"):
            wrong = curve.wrong(thetas)  # (frames, takes, faces)
            told = {"wrong": WRONG, "mistakes": wrong.sum(axis=-1).T, "faces": wrong.shape[-1]}
        return say(
            TEMPLATE,
            lead=self.lead(),
            step=steps,
            steps=self.run.steps,
            theta=thetas[..., 0].T,
            loss=self.run.losses[steps].T,
            manner=manner(curve, self.run, steps, grid[:, 0], heights, self._rolls_on),
            lowest=np.reshape(lowest(grid[:, 0], heights), (-1, 1)),
            stopped=np.reshape(self.run.stopped_at, (-1, 1)),
            **small("slope", curve.gradient(thetas)[..., 0].T, digits=4),
            **told,
        )

    def lead(self):
        """Return what is said first."""
        return ""

    def dragged(self, name, x, y):
        """Start at the nearest notch."""
        sight = type(self).start.named
        (self.start,) = to_notches([x], sight["low"], sight["high"], NOTCH)


class BallPicture(Picture):
    """The curve with the ball, and the loss over the steps at the same heights.

    Parameters
    ----------
    new_view : callable
        ``new_view(figure, box)`` returns the view of the curve.
    steps : int
        The last step.
    """

    def __init__(self, new_view, steps):
        super().__init__(panels=2, width=WIDE)
        left, right = self.panels
        self.valley = new_view(self.figure, left)
        self.curve = CurveView(self.figure, right, None, steps, self.valley.ax.get_ylim())

    def tracks(self, curve, run, steps):
        """Return where everything is at the steps that are shown, for a run of all takes."""
        thetas = run.thetas[steps].swapaxes(0, 1)
        return self.valley.tracks(curve, thetas) | self.curve.tracks(run.losses[steps].T, steps)


def lowest(grid, heights):
    """Where the curve is lowest: the vertex of the parabola through the three lowest points."""
    middle = np.clip(heights.argmin(axis=0), 1, len(grid) - 2)
    left, low, right = (heights[middle + d, np.arange(heights.shape[1])] for d in (-1, 0, 1))
    bend = left - 2 * low + right
    off = np.where(bend > 0, (left - right) / np.where(bend > 0, 2 * bend, 1), 0)
    return grid[middle] + np.clip(off, -1, 1) * (grid[1] - grid[0])


def manner(curve, run, steps, grid, heights, rolls_on):
    """Say what the ball of each take does at each shown step, (takes, frames)."""
    theta, loss = run.thetas[..., 0], run.losses
    slope = curve.gradient(run.thetas)[..., 0]
    left, right = (curve.gradient(run.thetas + d)[..., 0] for d in (-NEAR, NEAR))
    floor = (left < 0) & (right > 0)
    length = np.abs(np.diff(theta, axis=0, prepend=theta[:1]))
    still = length < RESTS
    span, width = np.ptp(heights, axis=0), grid[-1] - grid[0]
    higher = np.diff(loss, axis=0, prepend=loss[:1]) > ALIKE * span
    across = slope * np.roll(slope, 1, axis=0) < 0
    out = (theta < grid[0]) | (theta > grid[-1])
    low = loss < heights.min(axis=0) + 1e-3 * span
    flat = np.abs(slope) * width < FLAT * span
    endless = np.isin(heights.argmin(axis=0), (0, len(heights) - 1))
    grows = higher & across & (length > np.roll(length, 1, axis=0)) & (loss > loss[0])
    step = np.arange(len(loss))[:, None]
    ended = step >= run.stopped_at
    parted = ended & (run.reason == Parted.reason)
    told = {  # the first that holds is said
        "Here it starts.": step == 0,
        "Stopped at step {stopped}: from here on rounding errors decide where it goes.": parted,
        "It diverges: each hop is longer than the one before.": ended & (run.reason == "diverged"),
        "Its last hop was longer than the one before, and led out of the picture.": grows & out,
        "It has left the picture.": out,
        "It rests in the lowest valley.": floor & still & low,
        "It rests in a valley, but not in the lowest, which is at θ = {lowest:.2f}.": floor & still,
        "It hardly moves: the land is flat here, and as low as it gets.": (
            still & flat & low & ~endless
        ),
        "It hardly moves: the land is flat here, and no valley.": still & flat & ~low,
        "Its last step hopped across the floor and landed higher up.": across & higher,
        "Its last step hopped across the floor of a valley.": across,
        "It rolls uphill, carried on by its momentum.": higher & rolls_on,
        "Its last step was too long: it landed higher up.": higher,
        "It rolls downhill, ever more slowly, and there is no floor.": endless,
        "It hardly moves: its steps are very short here.": still,
        "It rolls downhill.": np.array(True),
    }
    first = np.select([*told.values()], range(len(told)))
    return np.array([*told], object)[first[steps].T]
