"""The figure of the cloud explorer: the place, the plane of gradients, the noise over B."""

import numpy as np
from matplotlib.ticker import FuncFormatter, NullFormatter, NullLocator

from lecture_lib.experiments.rounding import direction
from lecture_lib.explorers.views import NOWHERE, Picture, loss_map
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track

NAMES = {
    "sample": "gradient of one batch",
    "mean": "mean of these",
    "whole": "full gradient",
    "spread": "two standard deviations",
    "level": "beyond: a step goes uphill",
}
NOISES = (0.03, 30)
NOTCH = 0.05
ARROW = 1.2  # how long the way downhill is drawn, in units of the weights


class CloudPicture(Picture):
    """The loss of every line, the gradients of batches at one place, their noise over B.

    Parameters
    ----------
    model : FaceModel
    reach : float
        How far the plane of gradients reaches.
    """

    def __init__(self, model, reach):
        super().__init__()
        left, middle, right = self.panels
        self.reach, self.N = reach, model.objective.N
        self.map = loss_map(self.figure, left, model)
        title = "Gradients of batches of B"
        self.plane = new_axes(self.figure, middle, title=title, xlabel="∂L/∂w₀", ylabel="∂L/∂w₁")
        self.plane.set(xlim=(-1.4 * reach, 1.4 * reach), ylim=(-reach, 1.8 * reach))
        draw_legend(self.plane, NAMES, loc="upper left")
        title = "Length of the noise"
        self.noise = new_axes(self.figure, right, title=title, xlabel="B", ylabel="")
        self._noise_axes()
        self.downhill = draw_arrow(self.map, "gradient", np.zeros((7, 2)), moving=True)
        self.place = draw_line(self.map, "point", NOWHERE, moving=True)
        self.border = draw_line(self.plane, "level", NOWHERE, moving=True)
        self.samples = draw_line(self.plane, "sample", NOWHERE, moving=True)
        self.spread = draw_line(self.plane, "spread", NOWHERE, moving=True)
        self.whole = draw_line(self.plane, "whole", NOWHERE, moving=True)
        self.mean = draw_line(self.plane, "mean", NOWHERE, moving=True)
        self.curve = draw_line(self.noise, "batch", NOWHERE, moving=True)
        self.root = draw_line(self.noise, "level", NOWHERE, moving=True)
        self.present = draw_line(self.noise, "lowest", NOWHERE, moving=True)

    def tracks(self, theta, full, clouds, covariances, sizes):
        """Return where everything is.

        Parameters
        ----------
        theta : array (2,)
            Where the gradients are measured.
        full : array (2,)
            The full gradient.
        clouds : list of array (batches, 2)
            The gradients of the batches, for every batch size.
        covariances : array (takes, 2, 2)
        sizes : array of int (takes,)
        """
        uphill = direction(full)  # NaN at the lowest place: no arrow, no border
        arrow = arrow_points(theta, -ARROW * uphill, pixels_per_unit(self.map))
        across = np.array([-uphill[1], uphill[0]]) * 4 * self.reach
        samples = np.full((len(clouds), 1, max(map(len, clouds)), 2), np.nan)
        for row, cloud in zip(samples, clouds, strict=True):
            row[0, : len(cloud)] = cloud
        means = np.array([cloud.mean(axis=0) for cloud in clouds])
        noise = np.sqrt(np.trace(covariances, axis1=1, axis2=2))
        return {
            self.downhill: Track(arrow[None, None]),
            self.place: Track(theta[None, None, None]),
            self.border: Track(np.stack([-across, across])[None, None]),
            self.samples: Track(samples),
            self.spread: Track((full + _rings(covariances))[:, None]),
            self.whole: Track(full[None, None, None]),
            self.mean: Track(means[:, None, None]),
            **self._noise_tracks(noise, sizes),
        }

    def handles(self, tracks):
        """Return what can be dragged: the place."""
        notch = NOTCH * float(pixels_per_unit(self.map)[0])
        name, label = "place", "Where the gradients are measured"
        return [Handle(name, label, self.map, tracks[self.place], step=3 * notch, fine=notch)]

    def _noise_tracks(self, noise, sizes):
        B = np.geomspace(1, self.N, 60)
        shrunk = noise[0] * np.sqrt((self.N - B) / (B * (self.N - 1)))
        exact, root = (np.column_stack([B, y]) for y in (shrunk, noise[0] / np.sqrt(B)))
        present = np.column_stack([sizes, np.where(noise > 0, noise, np.nan)])
        return {
            self.curve: Track(exact[None, None, :-1]),
            self.root: Track(root[None, None]),
            self.present: Track(present[:, None, None]),
        }

    def _noise_axes(self):
        ticks = [B for B in (1, 2, 4, 6, 10, 20, 40) if B <= self.N]
        self.noise.set(xscale="log", yscale="log", xlim=(0.9, 1.15 * self.N), ylim=NOISES)
        self.noise.set_xticks(ticks, [str(B) for B in ticks])
        self.noise.xaxis.set_minor_locator(NullLocator())
        self.noise.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:g}"))
        self.noise.yaxis.set_minor_formatter(NullFormatter())
        names = {"batch": "B different faces", "level": "1/√B"}
        draw_legend(self.noise, names, loc="lower left")


def _rings(covariances):
    """Two standard deviations round the mean in every direction, (takes, points, 2)."""
    turn = np.linspace(0, 2 * np.pi, 61)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    size, axes = np.linalg.eigh(covariances)
    return circle @ (2 * np.sqrt(np.maximum(size, 0))[..., None] * axes.swapaxes(-1, -2))
