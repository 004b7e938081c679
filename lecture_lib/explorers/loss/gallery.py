"""The loss gallery: six losses of one face, and a ball that descends on each."""

import numpy as np
from matplotlib.ticker import MaxNLocator, MultipleLocator

from lecture_lib import checks
from lecture_lib.experiments.gallery import LOSSES, NEAR, wishes
from lecture_lib.explorers.ball import ETA, START, BallExplorer
from lecture_lib.explorers.state import Pick, Slide, State
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.explorers.views.valley import ValleyView
from lecture_lib.pictures.figure import PIXELS_PER_INCH, text_style
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track

NOTCHES = tuple(0.5 * n for n in range(-20, 9))
ETAS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 1.9, 2.0, 2.1)
HINT = "The score at step 0; below 0 the answer is wrong"
WINDOW = (-11.0, 5.0)
TOP, ROW = 66, 58  # CSS pixels: where the wishes begin, and how high one is
SURE = ("squared of sigmoid", "cross entropy")  # what they do far out is asked before it is shown
AWAY = 0.5  # two neighbouring slopes that differ by more are on both sides of a corner


class GalleryExplorer(BallExplorer):
    """Let a ball descend on one of six losses of a happy face, over its score.

    The face has x = 1, so that its score θx is the parameter itself. Each loss is measured against
    the slide's wishes.

    Parameters
    ----------
    hand : {"start", "eta", "momentum"}
        Which number is in the hand: moving it never waits for the kernel.
    loss : str
        "0-1", "squared", "absolute", "squared minus 3", "squared of sigmoid", "cross entropy".
    start : float
        The score at step 0, within -10 and 4. Below 0 the face is called sad, which is wrong.
    eta : float
        Learning rate η, positive.
    momentum : float
        m, at least 0 and below 1. Its slider is there if it begins above 0 or is in the hand.
    steps : int
        How many steps are taken.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S9.2-S9.6 (slide 19), E9.1; errata 35-38.
    """

    LABEL = "The loss of one happy face over its score, with a ball; its slope; the slide's wishes"
    DRAWN_FOR = ("loss",)

    loss = Pick("squared", LOSSES, "loss", lambda name: LOSSES[name].name, later=SURE)
    start = Slide(-10.0, NOTCHES, **START | {"hint": HINT}, low=-10, high=4)
    eta = Slide(0.5, ETAS, **ETA)
    steps = State(40, checks.count)

    def draw(self):
        """Return the picture of the present loss."""
        return GalleryPicture(self.loss, self.offers["loss"].offered(self))

    def curve_of(self, **_):
        """Return the present loss."""
        return LOSSES[self.loss].curve()

    def telling_frames(self):
        """Return the present frame alone: the path shows all steps before it."""
        return [self.stage.frame]

    def lead(self):
        """Say which wishes the loss does not fulfil, and what was measured."""
        name = LOSSES[self.loss].name
        broken = [f"{w.text} ({w.seen})" for w in wishes(self.curve_of()) if not w.holds]
        told = f"does not fulfil: {'; '.join(broken)}" if broken else "fulfils all wishes"
        return f"{name[0].upper()}{name[1:]} {told}. "


class GalleryPicture(Picture):
    """One loss over the score with the ball on it, its slope, and the wishes.

    Parameters
    ----------
    name : str
        Of the loss.
    names : list of str
        Of all that are shown, that one among them.
    """

    def __init__(self, name, names):
        super().__init__()
        left, middle, right = self.panels
        loss = LOSSES[name]
        title, xlabel = f"L = {loss.formula}", "score θ of a happy face"
        self.valley = ValleyView(
            self.figure, left, window=WINDOW, heights=loss.heights, title=title, xlabel=xlabel
        )
        self.slope = self.axes(middle, "Its slope", xlabel, "∂L/∂θ")
        self.slope.set(xlim=WINDOW, ylim=loss.slopes)
        for ax in (self.valley.ax, self.slope):
            draw_line(ax, "reference", [(0, -100), (0, 100)])
            ax.xaxis.set_major_locator(MultipleLocator(5))
            ax.yaxis.set_major_locator(MaxNLocator(5, steps=(1, 2, 5, 10)))
        for place, answer, side in ((-0.4, "wrong", "right"), (0.4, "right", "left")):
            words = text_style(12, LIGHT.muted, va="top", ha=side, zorder=2)
            self.valley.ax.text(place, loss.heights[1], answer, **words)
        for other in names:
            draw_line(self.slope, "other curve", _slopes(LOSSES[other].curve()))
        draw_line(self.slope, "curve", _slopes(loss.curve()))
        names = {"curve": "this loss", "other curve": "the others"}
        draw_legend(self.slope, names, loc="upper left")
        self._write_wishes(right, wishes(loss.curve()))
        self.felt = draw_line(self.slope, "point")

    def tracks(self, curve, run, steps):
        """Return where everything is at the steps that are shown, for a run of all takes."""
        thetas = run.thetas[steps].swapaxes(0, 1)
        slope = curve.gradient(thetas)
        felt = np.concatenate([thetas, slope], axis=-1)[:, None]
        return self.valley.tracks(curve, thetas) | {self.felt: Track(felt, "tip")}

    def _write_wishes(self, box, told):
        """Write each wish with a tick or a cross, and what was measured below it."""
        x, y, width, height = box
        whole = self.figure.get_size_inches() * PIXELS_PER_INCH
        place = (x / whole[0], 1 - (y + height) / whole[1], width / whole[0], height / whole[1])
        ax = self.figure.add_axes(place, facecolor="none")
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.set_axis_off()
        title = text_style(14, LIGHT.ink, fontweight="bold")
        ax.text(14, 25, "The slide's wishes", va="center", **title)
        for row, wish in enumerate(told):
            height = TOP + ROW * row
            mark, colour = ("✓", LIGHT.batch) if wish.holds else ("✗", LIGHT.line)
            ax.text(14, height, mark, va="center", **text_style(17, colour, fontweight="bold"))
            ax.text(40, height, wish.text, va="center", **text_style(13, LIGHT.ink))
            ax.text(40, height + 20, wish.seen, va="center", **text_style(12, LIGHT.muted))


def _slopes(curve):
    """The slope over the score, broken where it jumps."""
    score = NEAR[::5]
    points = np.concatenate([score, curve.gradient(score)], axis=-1)
    corners = np.flatnonzero(np.abs(np.diff(points[:, 1])) > AWAY)
    return np.insert(points, corners + 1, np.nan, axis=0)
