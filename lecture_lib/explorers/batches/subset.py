"""Toggle a face and the landscape changes: the loss of some of the 24 grins, over one parameter."""

from functools import cache, partial

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.batches import minibatches
from lecture_lib.data import load_faces
from lecture_lib.experiments.grins import grins, lowest_points
from lecture_lib.explorers.batches.subset_picture import WINDOW, SubsetPicture
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, in_a_row, key, one_of
from lecture_lib.explorers.kept import Kept
from lecture_lib.stage import Choice, Readout, Slider, Stage

N = 24
HILL = 2.297
DRAWS = 500  # batches of each size, for the shares
THETAS = np.linspace(*WINDOW, 4301)
CHOICES = {
    "batch": "a batch",
    "no grins": "without the grins",
    "no shy": "without the shy",
    "even": "even rows",
    "odd": "odd rows",
    "by hand": "by hand",
}
CURVES = ("shown", "hidden")
LABEL = "The loss of some faces and of all over the position of a line; where batches are lowest"
TEMPLATE = "{size} of 24 faces: {valleys} {all}"
ALL = (
    "On all 24 the line at {theta} costs {cost}; their lowest is 0.0895, at 1.434. Of {draws} "
    "batches of {B}, {share} % are lowest on the right of the hill.",
    "The curve of all 24 is hidden.",
)


class SubsetExplorer(Explorer):
    """Measure the loss of one line on some of the 24 grins, and see the landscape change.

    Parameters
    ----------
    batch_size : int
        B, 1 to 24. With one seed the faces of a smaller batch are among those of a larger one.
    data : {"batch", "no grins", "no shy", "even", "odd", "by hand"}
        Which faces the loss is measured on.
    faces : tuple of int
        The rows chosen by hand, at least one.
    everything : {"shown", "hidden"}
        Whether the curve of all 24 is drawn.
    seed : int
        Of the batch.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S6.7-S6.9 (slide 13), E6.1.
    """

    batch_size = State(6, checks.count, 1, N)
    data = State("batch", one_of, tuple(CHOICES))
    faces = State(tuple(range(N)))
    everything = State("shown", one_of, CURVES)
    seed = State(0, checks.count, 0)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.curve = grins(load_faces("grins"))
        self.each = self.curve.example_losses(THETAS[:, None])  # (places, faces)
        hint = "How many faces the loss is measured on"
        size = Slider(label="batch size B", at_rest=True, hint=hint)
        data, everything = Choice(label="measured on"), Choice(label="all 24")
        self.sizes = bind(self, "batch_size", size, range(1, N + 1))
        bind(self, "data", data, tuple(CHOICES), CHOICES.get)
        bind(self, "everything", everything, CURVES)
        redraw = key("another batch", lambda _: self.set(seed=self.seed + 1, data="batch"))
        buttons = in_a_row(redraw, key("reset", self.reset))
        self.pictures = Kept(partial(SubsetPicture, self.curve))
        self.picture = self.pictures(self.everything == "hidden")
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=size)
        self.stage.on_press(self._pressed)
        return [columns([size, everything], [data, buttons]), self.stage]

    @property
    def rows(self):
        """The rows that the loss is measured on."""
        fixed = {
            "no grins": [row for row in range(N) if not 13 <= row < 17],
            "no shy": [row for row in range(N) if not 8 <= row < 13],
            "even": range(0, N, 2),
            "odd": range(1, N, 2),
            "by hand": self.faces,
            "batch": self.order()[: self.batch_size],
        }
        return sorted(int(row) for row in fixed[self.data])

    def order(self):
        """Return the order in which faces join the batch as it grows."""
        return next(minibatches(N, N, np.random.default_rng(self.seed)))

    def basis(self):
        """Return None: which faces are pressed hangs on the batch size."""
        return None

    def refresh(self, changed):
        """Show the curve for every batch size."""
        inside = self._inside()
        losses = inside @ self.each.T / inside.sum(axis=1, keepdims=True)  # (takes, places)
        hidden = self.everything == "hidden"
        with self.stage.hold_sync():
            if hidden != self.picture.hidden:
                self.put(self.pictures(hidden), unchanged=True)
            tracks = self.picture.tracks(THETAS, losses, inside, lowest_of_batches())
            keys = self.picture.keys(self.rows)
            self.stage.show(tracks, self._readout(inside, losses), keys)

    def _inside(self):
        """Which faces count, for every batch size where that matters, (takes or 1, N)."""
        if self.data == "batch":
            return np.argsort(self.order()) < np.array(self.sizes)[:, None]
        return np.isin(np.arange(N), self.rows)[None]

    def _readout(self, inside, losses):
        theta = THETAS[losses.argmin(axis=1)]
        right = lowest_of_batches() > HILL
        return Readout(
            TEMPLATE,
            values={
                "size": inside.sum(axis=1)[:, None],
                "valleys": np.arange(len(losses))[:, None],
                "all": np.full((1, 1), CURVES.index(self.everything)),
                "theta": theta[:, None],
                "cost": self.curve.value(theta[:, None])[:, None],
                "draws": np.full((1, 1), DRAWS),
                "B": np.array(self.sizes)[:, None],
                "share": 100 * right.mean(axis=1)[:, None],
            },
            digits={"theta": 3, "cost": 4, "share": 1},
            words={"valleys": [valleys(curve) for curve in losses], "all": ALL},
        )

    def _pressed(self, name):
        """Take a face in or out; one has to stay."""
        if rows := set(self.rows) ^ {int(name)}:
            self.set(data="by hand", faces=tuple(sorted(rows)))

    @validate("faces")
    def _faces_are_rows(self, proposal):
        rows = [checks.count("faces", row, 0, N - 1) for row in proposal.value]
        if not rows or len(set(rows)) < len(rows):
            raise ValueError(f"faces must be different rows, at least one, got {proposal.value}")
        return tuple(sorted(rows))


@cache  # it takes a while, and every explorer of a notebook wants the same
def lowest_of_batches():
    """Return where the curves of 500 random batches of each size are lowest, (24, 500)."""
    curve = grins(load_faces("grins"))
    found = []
    for B in range(1, N + 1):
        source = minibatches(N, B, np.random.default_rng(0))
        found.append(lowest_points(curve, [next(source) for _ in range(DRAWS)]))
    return np.array(found)


def valleys(losses):
    """Say where a curve has its valleys, the deepest first."""
    inner = losses[1:-1]
    places = 1 + np.flatnonzero((inner < losses[:-2]) & (inner <= losses[2:]))
    if losses.min() < losses[places].min(initial=np.inf) - 1e-9:
        return "the curve falls to the edge of the picture."
    ranked = places[np.argsort(losses[places])][:3]
    told = [f"{THETAS[place]:.3f} ({losses[place]:.4f})" for place in ranked]
    word = "valley" if len(told) == 1 else "valleys"
    return f"{word} at {' and '.join(told)}."
