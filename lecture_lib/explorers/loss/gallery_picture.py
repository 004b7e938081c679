"""The picture of the loss gallery: a loss with its ball, its slope, and the slide's wishes."""

import numpy as np
from matplotlib.ticker import MaxNLocator, MultipleLocator

from lecture_lib.experiments.gallery import LOSSES, NEAR, wishes
from lecture_lib.explorers.valley_view import ValleyView
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.figure import PIXELS_PER_INCH, new_axes, text_style
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track

WINDOW = (-11.0, 5.0)
TOP, ROW = 76, 61  # CSS pixels: where the wishes begin, and how high one is
AWAY = 0.5  # two neighbouring slopes that differ by more are on both sides of a corner


class GalleryPicture(Picture):
    """One loss over the score with the ball on it, its slope, and the wishes.

    Parameters
    ----------
    name : str
        Of the loss.
    """

    def __init__(self, name):
        super().__init__()
        left, middle, right = self.panels
        loss = LOSSES[name]
        title, xlabel = f"L = {loss.formula}", "score θ of a happy face"
        self.valley = ValleyView(
            self.figure, left, window=WINDOW, heights=loss.heights, title=title, xlabel=xlabel
        )
        self.slope = new_axes(self.figure, middle, title="Its slope", xlabel=xlabel, ylabel="∂L/∂θ")
        self.slope.set(xlim=WINDOW, ylim=loss.slopes)
        for ax in (self.valley.ax, self.slope):
            draw_line(ax, "reference", [(0, -100), (0, 100)])
            ax.xaxis.set_major_locator(MultipleLocator(5))
            ax.yaxis.set_major_locator(MaxNLocator(5, steps=(1, 2, 5, 10)))
        for place, answer, side in ((-0.4, "wrong", "right"), (0.4, "right", "left")):
            words = text_style(12, LIGHT.muted, va="top", ha=side, zorder=2)
            self.valley.ax.text(place, loss.heights[1], answer, **words)
        for other in LOSSES.values():
            draw_line(self.slope, "other curve", _slopes(other.curve()))
        draw_line(self.slope, "curve", _slopes(loss.curve()))
        names = {"curve": "this loss", "other curve": "the others"}
        draw_legend(self.slope, names, loc="upper left")
        self._write_wishes(right, wishes(loss.curve()))
        self.felt = draw_line(self.slope, "point", NOWHERE, moving=True)

    def tracks(self, curve, run, steps):
        """Return where everything is at the steps that are shown.

        Parameters
        ----------
        curve : Curve
        run : Run
            thetas of shape (steps + 1, takes, 1).
        steps : array of int (frames,)
        """
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
        ax.text(14, 22, "The slide's wishes", va="center", **title)
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
