"""The figure of the overfitting explorer."""

import numpy as np
from matplotlib.ticker import FuncFormatter, NullLocator

from lecture_lib.data import load_faces
from lecture_lib.experiments.overfitting import SETS
from lecture_lib.explorers.region_view import RegionView
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.curves import loss_axes
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

MEANINGS = {"training": "loss", "validation": "validation", "test": "test"}
MARKS = {"stop": "patience over", "kept": "kept"}
LOSSES = (0.03, 1.5)
SHARE = 0.12  # of faces decided wrongly, the most that is shown
LARGE, SMALL = 22, 11  # heads, in CSS pixels: 40 or 400 of them


class OverfittingPicture(Picture):
    """The faces with the estimate's relief, the three losses, the three shares of mistakes.

    Parameters
    ----------
    faces : {"training", "validation", "test"}
    steps : int
        The last step.
    """

    def __init__(self, faces, steps):
        super().__init__()
        plane, losses, mistakes = self.panels
        crowd = load_faces(SETS[faces])
        size, title = LARGE if len(crowd) < 100 else SMALL, f"The {len(crowd)} {faces} faces"
        self.plane = RegionView(self.figure, plane, title, crowd, size)
        self.losses = self._curves(losses, "Loss on three sets of faces", "L")
        loss_axes(self.losses, steps, LOSSES)
        self.mistakes = self._curves(mistakes, "Share of the faces wrong", "")
        self.mistakes.set(ylim=(0, SHARE), yticks=np.arange(0, SHARE + 0.01, 0.02))
        self.mistakes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{100 * y:.0f} %"))
        names = {meaning: name for name, meaning in MEANINGS.items()}
        draw_legend(self.losses, names | {"stop": "patience over", "kept": "kept"})
        for ax in (self.losses, self.mistakes):
            steps_axis(ax, steps)
        self.lines = {
            (ax, name): draw_line(ax, meaning, NOWHERE, moving=True)
            for ax in (self.losses, self.mistakes)
            for name, meaning in MEANINGS.items()
        }
        axes = (self.losses, self.mistakes)
        self.stops = [draw_line(ax, "stop", NOWHERE, moving=True) for ax in axes]
        self.kept = draw_line(self.losses, "kept", NOWHERE, moving=True)

    def tracks(self, study, stops, bests, relief, wrong):
        """Return where everything is.

        Parameters
        ----------
        study : Study
        stops, bests : int array (takes,)
            Where each patience runs out, and the step that is then kept.
        relief : Relief
            Of the estimate, for each frame.
        wrong : bool array (frames, N)
        """
        tracks = self.plane.tracks(relief, wrong)
        for (ax, name), line in self.lines.items():
            values = study.losses if ax is self.losses else study.shares
            points = np.column_stack([study.steps, values[name]])
            tracks[line] = Track(points[None, None], "grows")
        for line in self.stops:
            ends = np.broadcast_to(line.axes.get_ylim(), (len(stops), 2))
            upright = np.stack(np.broadcast_arrays(stops[:, None], ends), axis=-1)
            tracks[line] = Track(upright[:, None])
        kept = np.column_stack([bests, study.validation[bests]])
        tracks[self.kept] = Track(kept[:, None, None])
        return tracks

    def _curves(self, box, title, ylabel):
        return new_axes(self.figure, box, title=title, xlabel="step", ylabel=ylabel)


def steps_axis(ax, steps):
    """Make the steps logarithmic from 1 on, with room for step 0."""
    ax.set_xscale("symlog", linthresh=1, linscale=0.4)
    ax.set(xlim=(0, steps), xticks=[0, *(10**k for k in range(len(str(steps))))])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(FuncFormatter(lambda step, _: f"{step:g}"))
