"""The cloud of gradients: what batches of B faces say about the full gradient."""

from itertools import combinations, islice
from math import comb

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.batches import minibatches
from lecture_lib.data import Faces, load_faces
from lecture_lib.experiments.lines import WINDOW, face_models
from lecture_lib.experiments.noise import gradient_covariance
from lecture_lib.experiments.rounding import direction
from lecture_lib.explorers.batches.cloud_picture import CloudPicture
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    columns,
    in_a_row,
    key,
    one_of,
    to_notches,
)
from lecture_lib.stage import Readout, Slider, Stage

NOTCH = 0.05
SIX = (1, 7, 14, 22, 27, 38)  # rows: three sad faces, three happy ones
SIZES = {"six": (1, 2, 3, 4, 5, 6), "forty": (1, 2, 4, 5, 8, 10, 20, 40)}
REACHES = (2, 4, 7, 12, 20, 35, 60, 100)  # of the plane of gradients
DRAWS = 200  # batches where all would be too many
LABEL = "The loss of every line, the gradients of many batches, their noise over the batch size"
TEMPLATE = (
    "B = {B}: {kind} at ({w0}, {w1}). The mean of their gradients is ({mean0}, {mean1}), the full "
    "gradient ({full0}, {full1}). The noise is {noise} long. {uphill}"
)
UPHILL = (
    "Of {batches} steps, {count} would go uphill.",
    "This is the lowest place: whoever takes a step from here goes uphill.",
)
KINDS = ("all {batches} batches", "{batches} random batches")


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

    batch_size = State(1)
    theta = State((-1.2, 0.7))

    def __init__(self, data="six", **state):
        self.data = one_of("data", data, tuple(SIZES))
        super().__init__(**state)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.model = face_models(chosen_faces(self.data))["raw"]
        N = self.model.objective.N
        self.batches = {B: batches_of(N, B) for B in SIZES[self.data]}
        size = Slider(label="batch size B", at_rest=True, hint="How many faces a gradient asks")
        bind(self, "batch_size", size, SIZES[self.data])
        best = key("to the lowest place", lambda _: self.set(theta=tuple(self.model.optimum)))
        self.picture = CloudPicture(self.model, self._reach())
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=size)
        self.stage.on_drag(self._dragged)
        buttons = in_a_row(best, key("reset", self.reset))
        return [columns([size], [buttons]), self.stage]

    def refresh(self, changed):
        """Show the cloud of every batch size."""
        with self.stage.hold_sync():
            if self._reach() != self.picture.reach:
                self.put(CloudPicture(self.model, self._reach()))
            objective, theta = self.model.objective, np.array(self.theta)
            full, each = objective.gradient(theta), objective.example_gradients(theta)
            clouds = [each[rows].mean(axis=1) for rows in self.batches.values()]
            covariances = [gradient_covariance(objective, theta, B) for B in self.batches]
            sizes = np.array(list(self.batches))
            tracks = self.picture.tracks(theta, full, clouds, np.array(covariances), sizes)
            readout = self._readout(full, clouds, covariances)
            self.stage.show(tracks, readout, self.picture.handles(tracks))

    def _reach(self):
        """How far the plane of gradients has to reach, so that every single face's is seen."""
        longest = np.abs(self.model.objective.example_gradients(np.array(self.theta))).max()
        return next(reach for reach in REACHES if reach > longest)

    def _readout(self, full, clouds, covariances):
        N, sizes = self.model.objective.N, np.array(list(self.batches))
        counts = np.array([len(cloud) for cloud in clouds])
        means = np.array([cloud.mean(axis=0) for cloud in clouds])
        lowest = bool(np.isnan(direction(full)).any())
        uphill = [int((cloud @ full < 0).sum()) for cloud in clouds]
        some = [count < comb(N, B) for count, B in zip(counts, sizes, strict=True)]
        columns = {
            "B": sizes,
            "kind": some,
            "batches": counts,
            "mean0": means[:, 0],
            "mean1": means[:, 1],
            "noise": np.sqrt(np.trace(covariances, axis1=1, axis2=2)),
            "count": uphill,
        }
        full = np.zeros(2) if lowest else full
        names = ("w0", "w1", "full0", "full1", "uphill")
        constants = zip(names, (*self.theta, *full, lowest), strict=True)
        values = {name: np.array(column)[:, None] for name, column in columns.items()}
        values |= {name: np.full((1, 1), value) for name, value in constants}
        three = dict.fromkeys(("mean0", "mean1", "full0", "full1", "noise"), 3)
        return Readout(
            TEMPLATE, values, three | {"w0": 2, "w1": 2}, {"kind": KINDS, "uphill": UPHILL}
        )

    def _dragged(self, name, x, y):
        self.theta = tuple(to_notches([x, y], *WINDOW, NOTCH))

    @validate("batch_size")
    def _batch_is_offered(self, proposal):
        B = checks.count("batch_size", proposal.value)
        if B not in SIZES[self.data]:
            raise ValueError(f"batch_size must be one of {SIZES[self.data]}, got {B}")
        return B

    @validate("theta")
    def _theta_is_on_the_map(self, proposal):
        theta = checks.numbers("theta", proposal.value, ndim=1)
        if len(theta) != 2 or np.abs(theta).max() > WINDOW[1]:
            raise ValueError(f"theta must be two weights within -4 and 4, got {proposal.value}")
        return tuple(theta.tolist())


def chosen_faces(data):
    """Return six of the training faces, or all forty.

    Parameters
    ----------
    data : {"six", "forty"}

    Returns
    -------
    Faces
    """
    faces = load_faces("train")
    if data == "forty":
        return faces
    rows = list(SIX)
    return Faces("six", faces.features[rows], faces.labels[rows], faces.columns)


def batches_of(N, B):
    """Return all batches of B out of N rows, or 200 random ones where that would be too many.

    Parameters
    ----------
    N, B : int

    Returns
    -------
    array of int (batches, B)
    """
    if comb(N, B) <= DRAWS:
        return np.array(list(combinations(range(N), B)))
    return np.array(list(islice(minibatches(N, B, np.random.default_rng(B)), DRAWS)))
