"""The figure of the race: the paths, the heights over what they cost, and how each one steps."""

import numpy as np
from matplotlib.ticker import FuncFormatter

from lecture_lib.experiments.race import RACERS
from lecture_lib.explorers.excess_view import EXCESSES, excess_axes
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.figure import new_axes, text_style
from lecture_lib.pictures.landscape import draw_landscape
from lecture_lib.pictures.style import LIGHT, draw_line, style
from lecture_lib.pictures.tags import draw_tag
from lecture_lib.stage import Track


class RacePicture(Picture):
    """The landscape with the paths, L - L* over the price, a list of the optimizers.

    Parameters
    ----------
    ground : Ground
    frames : int
        The last one, at the right edge.
    unit : int
        What each frame costs.
    price : str
        What that is counted in.
    """

    def __init__(self, ground, frames, unit, price):
        super().__init__()
        self.ground = ground
        landscape, excess, names = self.panels
        self.landscape = self._landscape_axes(landscape)
        room = 1.04 * frames  # for the letters at the end
        self.excess = excess_axes(self.figure, excess, room)
        self.excess.xaxis.label.set_text(price)
        self.excess.xaxis.set_major_formatter(FuncFormatter(lambda frame, _: f"{frame * unit:g}"))
        self._list_racers(names)
        self.paths = {key: draw_line(self.landscape, key, NOWHERE, moving=True) for key in RACERS}
        self.curves = {key: draw_line(self.excess, key, NOWHERE, moving=True) for key in RACERS}
        self.tags = {
            (key, ax): draw_tag(ax, NOWHERE, racer.letter, style(key), moving=True)
            for ax in (self.landscape, self.excess)
            for key, racer in RACERS.items()
        }

    def tracks(self, paths, stopped):
        """Return where everything is.

        Parameters
        ----------
        paths : dict of str to array (takes or 1, frames, 2)
            Where each optimizer in the race is when a price has been paid.
        stopped : dict of str to bool array (takes or 1, frames)
            Whether it has stopped by then; its curve ends there.
        """
        tracks = {}
        for key in RACERS:
            here, height = NOWHERE[None, None], NOWHERE[None, None]
            if key in paths:
                here = paths[key][:, None]
                height = self._heights(paths[key], stopped[key])[:, None]
            mode = ("grows", "tip") if key in paths else ("all", "all")
            for line, ax, points in (
                (self.paths[key], self.landscape, here),
                (self.curves[key], self.excess, height),
            ):
                tracks[line] = Track(points, mode[0])
                tracks |= {part: Track(points, mode[1]) for part in self.tags[key, ax]}
        return tracks

    def _heights(self, path, stopped):
        excess = self.ground.objective.value(path) - self.ground.lowest
        above = np.maximum(excess, EXCESSES[0] / 10)  # rounding can hide it; the axis ends before
        frame = np.arange(above.shape[-1])
        ends = np.where(stopped.any(axis=-1), stopped.argmax(axis=-1), frame[-1])
        return np.stack(np.broadcast_arrays(np.minimum(frame, ends[:, None]), above), axis=-1)

    def _landscape_axes(self, box):
        ground = self.ground
        title, (xlabel, ylabel) = "The race", ground.names
        ax = new_axes(self.figure, box, title=title, xlabel=xlabel, ylabel=ylabel)
        x, y = (np.linspace(*limits, 121) for limits in ground.window)
        values = ground.objective.value(np.stack(np.meshgrid(x, y), axis=-1))
        draw_landscape(ax, x, y, values, lowest=ground.lowest)
        draw_line(ax, "optimum", [ground.optimum])
        return ax

    def _list_racers(self, box):
        ax = new_axes(self.figure, box, title="How each one steps")
        ax.set(xlim=(0, 1), ylim=(len(RACERS), 0))
        ax.set_axis_off()
        for row, (key, racer) in enumerate(RACERS.items()):
            (line,) = ax.plot([0, 0.14], [row + 0.3, row + 0.3], **style(key))
            line.set_zorder(2)
            draw_tag(ax, [(0.07, row + 0.3)], racer.letter, style(key))
            name = text_style(13, LIGHT.ink, va="center", fontweight="bold")
            ax.text(0.19, row + 0.18, racer.name, **name)
            ax.text(0.19, row + 0.62, racer.formula, **text_style(12, LIGHT.ink, va="center"))
