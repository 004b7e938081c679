"""The cloud of gradients: what batches of B faces say about the full gradient."""

from itertools import combinations, islice
from math import comb

import numpy as np
from matplotlib.ticker import FuncFormatter, NullFormatter, NullLocator

from lecture_lib import checks
from lecture_lib.batches import minibatches
from lecture_lib.data import Faces, load_faces
from lecture_lib.experiments.lines import WINDOW, face_models, on_map
from lecture_lib.experiments.noise import gradient_covariance
from lecture_lib.experiments.rounding import direction
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Slide, State, button, one_of, to_notches
from lecture_lib.explorers.views.descent import loss_map
from lecture_lib.explorers.views.picture import Picture, notched_handle
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.figure import pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

NOTCH = 0.05
SIX = [1, 7, 14, 22, 27, 38]  # rows: three sad faces, three happy ones
SIZES = {"six": (1, 2, 3, 4, 5, 6), "forty": (1, 2, 4, 5, 8, 10, 20, 40)}
REACHES = (2.5, 4, 7, 12, 20, 35, 60, 100)  # of the plane of gradients
DRAWS = 200  # batches where all would be too many
TEMPLATE = (
    "B = {B}: {kind} at ({w0:.2f}, {w1:.2f}). The mean gradient is ({mean0:.3f},"
    " {mean1:.3f}), the full gradient ({full0:.3f}, {full1:.3f}). The noise is {noise:.3f} long."
    " {uphill}"
)
KINDS = ("the one batch", "all {batches} batches", "{batches} random batches")
UPHILL = (
    "Of {batches} steps, {count} would go uphill, however short.",
    "The one step goes downhill.",
    "This is the lowest place: whoever takes a step from here goes uphill.",
)
NAMES = {
    "sample": "gradient of one batch",
    "mean": "mean of these",
    "whole": "full gradient",
    "spread": "two standard deviations",
    "level": "beyond: a step goes uphill",
}
NOISES = (0.03, 30)
ARROW = 1.2  # how long the way downhill is drawn, in units of the weights


class BatchSize(Slide):
    """A batch size; which there are depends on the number of faces."""

    def validate(self, obj, value):
        """Check that there are batches of a size."""
        return one_of(self.name, checks.count(self.name, value), self.offered(obj))

    def offered(self, explorer):
        """Return the sizes of which there are batches."""
        return SIZES[explorer.data]


class CloudExplorer(Explorer):
    """Measure the gradient on many batches of B faces at one place, and see them as a cloud.

    Parameters
    ----------
    data : {"six", "forty"}
        Six of the faces, of which every batch is shown; or all forty, with 200 random batches.
    batch_size : int
        B; 1 to 6, or one of 1, 2, 4, 5, 8, 10, 20, 40.
    theta : (w_0, w_1)
        Where the gradients are measured, within -4 and 4.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S6.10, S6.13, S6.17 (slide 14), E6.3.
    """

    LABEL = "The loss of every line, the gradients of many batches, their noise over the batch size"

    batch_size = BatchSize(1, (), "batch size B", "How many faces a gradient asks")
    theta = State((-1.2, 0.7), on_map)

    def __init__(self, data="six", **state):
        self.data = one_of("data", data, tuple(SIZES))
        super().__init__(**state)

    def prepare(self):
        """Choose the faces, and their batches of every size."""
        faces = load_faces("train")
        if self.data == "six":
            faces = Faces("six", faces.features[SIX], faces.labels[SIX], faces.columns)
        self.model = face_models(faces)["raw"]
        self.batches = {B: batches_of(len(faces), B) for B in SIZES[self.data]}

    def drawn_for(self):
        """Return how far the plane of gradients has to reach to show that of every face."""
        longest = np.abs(self.model.objective.example_gradients(np.array(self.theta))).max()
        return (next(reach for reach in REACHES if reach > longest),)

    def draw(self):
        """Return the picture of the present reach."""
        return CloudPicture(self.model, *self.drawn_for())

    def show(self, sizes):
        """Show the cloud of some batch sizes."""
        batches = {B: self.batches[B] for B in sizes}
        cloud = Cloud(self.model.objective, np.array(self.theta), batches)
        tracks = self.picture.tracks(cloud)
        self.stage.show(tracks, self._say(cloud), self.picture.handles(tracks))

    @button("to the lowest place")
    def to_the_lowest_place(self):
        """Measure where the loss is lowest."""
        self.set(theta=tuple(self.model.optimum))

    def dragged(self, name, x, y):
        """Measure at the place."""
        self.set(theta=tuple(to_notches([x, y], *WINDOW, NOTCH)))

    def _say(self, cloud):
        lowest = bool(np.isnan(cloud.uphill).any())
        full = np.zeros(2) if lowest else cloud.full
        N = self.model.objective.N
        kinds = [int(B < N) + int(comb(N, B) > DRAWS) for B in cloud.sizes]
        told = {
            "B": cloud.sizes,
            "kind": np.array(KINDS)[kinds],
            "uphill": np.array(UPHILL)[[2 if lowest else int(B == N) for B in cloud.sizes]],
            "batches": [len(samples) for samples in cloud.samples],
            "mean0": cloud.means[:, 0],
            "mean1": cloud.means[:, 1],
            "noise": cloud.noise,
            "count": [(samples @ cloud.full < 0).sum() for samples in cloud.samples],
        }
        told = {name: np.reshape(column, (-1, 1)) for name, column in told.items()}
        told |= dict(zip(("w0", "w1", "full0", "full1"), (*cloud.theta, *full), strict=True))
        return say(TEMPLATE, **told)


def batches_of(N, B):
    """Return all batches of B out of N rows, or 200 random ones if there are more: (batches, B)."""
    if comb(N, B) <= DRAWS:
        return np.array(list(combinations(range(N), B)))
    return np.array(list(islice(minibatches(N, B, np.random.default_rng(B)), DRAWS)))


class Cloud:
    """The gradients at one place of the batches of some sizes, {B: rows (batches, B)}."""

    def __init__(self, objective, theta, batches):
        self.theta, self.sizes = theta, np.array(list(batches))
        self.full, each = objective.gradient(theta), objective.example_gradients(theta)
        self.uphill = direction(self.full)  # NaN at the lowest place
        self.samples = [each[rows].mean(axis=1) for rows in batches.values()]
        self.means = np.array([samples.mean(axis=0) for samples in self.samples])
        self.covariances = np.array([gradient_covariance(objective, theta, B) for B in batches])
        self.noise = np.sqrt(np.trace(self.covariances, axis1=1, axis2=2))

    def rings(self):
        """Return two standard deviations round the mean in every direction, (takes, points, 2)."""
        turn = np.linspace(0, 2 * np.pi, 61)
        circle = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
        size, axes = np.linalg.eigh(self.covariances)
        spread = 2 * np.sqrt(np.maximum(size, 0))
        return self.full + circle @ (spread[..., None] * axes.swapaxes(-1, -2))


class CloudPicture(Picture):
    """The loss of every line, the gradients of batches as far as a reach, their noise over B."""

    def __init__(self, model, reach):
        super().__init__()
        left, middle, right = self.panels
        self.reach, self.N = reach, model.objective.N
        self.map = loss_map(self.figure, left, model)
        self.plane = self.axes(middle, "Gradients of batches of B", "∂L/∂w₀", "∂L/∂w₁")
        self.plane.set(xlim=(-1.4 * reach, 1.4 * reach), ylim=(-reach, 2.2 * reach))
        draw_legend(self.plane, NAMES, loc="upper left", on_top=True)
        noise = self.axes(right, "Length of the noise", "B")
        self._scale(noise)
        draw_legend(noise, {"batch": "B different faces", "level": "1/√B"}, loc="lower left")
        self.downhill = draw_arrow(self.map, "gradient", np.zeros((7, 2)), moving=True)
        self.place = draw_line(self.map, "point")
        self.border, self.samples, self.spread, self.whole, self.mean = (
            draw_line(self.plane, name) for name in ("level", "sample", "spread", "whole", "mean")
        )
        self.curve, self.root, self.present = (
            draw_line(noise, meaning) for meaning in ("batch", "level", "lowest")
        )

    def tracks(self, cloud):
        """Return where everything is."""
        theta, full, uphill = cloud.theta, cloud.full, cloud.uphill
        arrow = arrow_points(theta, -ARROW * uphill, pixels_per_unit(self.map))
        across = np.array([-uphill[1], uphill[0]]) * 4 * self.reach
        samples = np.full((len(cloud.sizes), 1, max(map(len, cloud.samples)), 2), np.nan)
        for row, points in zip(samples, cloud.samples, strict=True):
            row[0, : len(points)] = points
        return {
            self.downhill: Track(arrow[None, None]),
            self.place: Track(theta[None, None, None]),
            self.border: Track(np.stack([-across, across])[None, None]),
            self.samples: Track(samples),
            self.spread: Track(cloud.rings()[:, None]),
            self.whole: Track(full[None, None, None]),
            self.mean: Track(cloud.means[:, None, None]),
            **self._noise(cloud.noise, cloud.sizes),
        }

    def handles(self, tracks):
        """Return what can be dragged: the place."""
        name, label, place = "place", "Where the gradients are measured", tracks[self.place]
        return [notched_handle(name, label, self.map, place, NOTCH)]

    def _noise(self, noise, sizes):
        """The noise of all sizes, with and without a face coming twice, and of the present one."""
        B = np.geomspace(1, self.N, 60)
        shrunk = noise[0] * np.sqrt((self.N - B) / (B * (self.N - 1)))
        present = np.column_stack([sizes, np.where(noise > 0, noise, np.nan)])
        return {
            self.curve: Track(np.column_stack([B, shrunk])[None, None, :-1]),
            self.root: Track(np.column_stack([B, noise[0] / np.sqrt(B)])[None, None]),
            self.present: Track(present[:, None, None]),
        }

    def _scale(self, ax):
        """Let both axes of the noise be of powers."""
        ticks = [B for B in (1, 2, 4, 6, 10, 20, 40) if B <= self.N]
        ax.set(xscale="log", yscale="log", xlim=(0.9, 1.15 * self.N), ylim=NOISES)
        ax.set_xticks(ticks, [str(B) for B in ticks])
        ax.xaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:g}"))
        ax.yaxis.set_minor_formatter(NullFormatter())
