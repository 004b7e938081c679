"""The figure of the explorer of ε: a landscape, the length of the gradient, the loss."""

import numpy as np
from matplotlib.ticker import FuncFormatter

from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import face_models
from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.valley_view import ValleyView
from lecture_lib.explorers.views import NOWHERE, Picture, loss_map
from lecture_lib.pictures.curves import loss_axes
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

GRINS = {"window": (-2.0, 5.0), "heights": (0.0, 0.27)}
LONGEST = 24  # weights of the network that are shown


class EpsilonPicture(Picture):
    """A descent on its landscape, the length of its gradient, its loss; and where ε stops it.

    Parameters
    ----------
    landscape : {"bowl", "plateau", "stuck"}
    case : Case
    """

    def __init__(self, landscape, case):
        super().__init__()
        left, middle, right = self.panels
        self.case = case
        ground = {"bowl": MapGround, "plateau": ValleyGround, "stuck": SizeGround}[landscape]
        self.ground = ground(self.figure, left, case)
        norm = "‖∇L‖"
        self.norm = self._over_steps(middle, "Length of the gradient", norm, case.norms)
        self.loss = self._over_steps(right, "The loss so far", "L", case.losses)
        self.curves = [draw_line(ax, "loss", NOWHERE, moving=True) for ax in (self.norm, self.loss)]
        self.points = [
            draw_line(ax, "point", NOWHERE, moving=True) for ax in (self.norm, self.loss)
        ]
        self.stops = [draw_line(ax, "stop", NOWHERE, moving=True) for ax in (self.norm, self.loss)]
        self.bound = draw_line(self.norm, "bound", NOWHERE, moving=True)
        self.stopped = draw_line(self.ground.ax, "stopped", NOWHERE, moving=True)

    def tracks(self, thetas, norms, losses, epsilons, steps, stops):
        """Return where everything is.

        Parameters
        ----------
        thetas : array (all steps + 1, D)
        norms, losses : array (all steps + 1,)
        epsilons : sequence of float (takes,)
        steps : int array (frames,)
            Which steps are shown.
        stops : int array (takes,)
            Where each ε stops, -1 for nowhere.
        """
        spots = self.ground.spots(thetas, losses)
        there = np.where(stops[:, None] < 0, np.nan, spots[stops])
        tracks = self.ground.tracks(thetas[steps], spots[steps])
        tracks[self.stopped] = Track(there[:, None, None])
        for values, curve, point, stop in zip(
            (norms, losses), self.curves, self.points, self.stops, strict=True
        ):
            points = np.column_stack([steps, values[steps]])[None, None]
            tracks |= {curve: Track(points, "grows"), point: Track(points, "tip")}
            tracks[stop] = Track(_upright(stops, stop.axes.get_ylim()))
        level = np.array(epsilons)[:, None, None, None]
        across = np.broadcast_to([[0], [self.case.steps]], (len(level), 1, 2, 1))
        tracks[self.bound] = Track(np.concatenate([across, 0 * across + level], axis=-1))
        return tracks

    def _over_steps(self, box, title, ylabel, limits):
        ax = new_axes(self.figure, box, title=title, xlabel="step", ylabel=ylabel)
        loss_axes(ax, self.case.steps, limits)
        if limits == self.case.norms:
            ax.yaxis.set_major_formatter(FuncFormatter(power_of_ten))
        return ax


class MapGround:
    """The loss of every line, with the path on it."""

    def __init__(self, figure, box, case):
        self.ax = loss_map(figure, box, face_models(load_faces("train"))["raw"])
        self.path = draw_line(self.ax, "path", NOWHERE, moving=True)
        self.point = draw_line(self.ax, "point", NOWHERE, moving=True)

    def spots(self, thetas, losses):
        """Return where in the panel every step is, (all steps + 1, 2)."""
        return thetas

    def tracks(self, thetas, spots):
        """Return where everything is at the steps that are shown."""
        path = spots[None, None]
        return {self.path: Track(path, "grows"), self.point: Track(path, "tip")}


class ValleyGround:
    """The curve under the grins, with the ball on it."""

    def __init__(self, figure, box, case):
        self.curve, faces = case.objective, load_faces("grins")
        title = "One line among the grins"
        self.view = ValleyView(figure, box, title=title, faces=faces, **GRINS)
        self.ax = self.view.ax

    def spots(self, thetas, losses):
        """Return where in the panel every step is, (all steps + 1, 2)."""
        return np.column_stack([thetas[:, 0], losses])

    def tracks(self, thetas, spots):
        """Return where everything is at the steps that are shown."""
        return self.view.tracks(self.curve, thetas[None])


class SizeGround:
    """How long the weights are; a landscape over nine of them cannot be drawn."""

    def __init__(self, figure, box, case):
        look = {"title": "Length of the weights", "xlabel": "step", "ylabel": "‖θ‖"}
        self.ax = new_axes(figure, box, **look)
        loss_axes(self.ax, case.steps, (0, LONGEST))
        self.curve = draw_line(self.ax, "loss", NOWHERE, moving=True)
        self.point = draw_line(self.ax, "point", NOWHERE, moving=True)

    def spots(self, thetas, losses):
        """Return where in the panel every step is, (all steps + 1, 2)."""
        return np.column_stack([np.arange(len(thetas)), np.linalg.norm(thetas, axis=-1)])

    def tracks(self, thetas, spots):
        """Return where everything is at the steps that are shown."""
        path = spots[None, None]
        return {self.curve: Track(path, "grows"), self.point: Track(path, "tip")}


def _upright(steps, ends):
    """An upright line at each step, none for -1; (takes, 1, 2, 2)."""
    x = np.where(steps < 0, np.nan, steps)[:, None]
    return np.stack(np.broadcast_arrays(x, np.array(ends)), axis=-1)[:, None]
