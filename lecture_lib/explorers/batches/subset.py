"""Toggle a face and the landscape changes: the loss of some of the 24 grins, over one parameter."""

from functools import cache

import numpy as np

from lecture_lib import checks
from lecture_lib.batches import minibatches
from lecture_lib.data import load_faces
from lecture_lib.experiments.grins import grins, lowest_points
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Pick, Slide, State, button
from lecture_lib.explorers.views.picture import NOWHERE, WIDE, Picture
from lecture_lib.explorers.views.valley import HEAD, ValleyView
from lecture_lib.pictures.crowd import veil
from lecture_lib.pictures.curves import draw_land, land_points
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track, say

N = 24
HILL = 2.297
DRAWS = 500  # batches of each size, for the shares
WINDOW = (0.0, 4.3)
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
HINT = "How many faces the loss is measured on"
TEMPLATE = "{size} of 24 faces: {valleys} {all}"
ALL = {
    "shown": "On all 24 the line at {theta:.3f} costs {cost:.4f}; their lowest is 0.0895, at 1.434."
    " Of {draws} batches of {B}, {share:.1f} % are lowest on the right of the hill.",
    "hidden": "The curve of all 24 is hidden.",
}
HEIGHTS = (0.0, 0.3)
BIN = 0.2  # of the position of the line
NAMES = {"subset": "loss of these faces", "land": "loss of all 24"}
ALONE = {"happy cost": "a happy face alone", "sad cost": "a sad one", "subset": "their mean"}
DEAREST = 0.5  # a face that is answered wrongly and surely


def _rows(name, value):
    """Check that a value holds different rows of faces, at least one; return them in order."""
    rows = [checks.count(name, row, 0, N - 1) for row in value]
    if not rows or len(set(rows)) < len(rows):
        raise ValueError(f"{name} must be different rows, at least one, got {value}")
    return tuple(sorted(rows))


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

    LABEL = (
        "The loss of some faces and of all over the position of a line; where batches are lowest"
    )
    DRAWN_FOR = ("everything",)

    batch_size = Slide(6, range(1, N + 1), "batch size B", HINT, checks.count, high=N)
    everything = Pick("shown", CURVES, "all 24")
    data = Pick("batch", CHOICES, "measured on", CHOICES.get)
    faces = State(tuple(range(N)), _rows)
    seed = State(0, checks.count, 0)

    @property
    def rows(self):
        """The rows that the loss is measured on."""
        return np.flatnonzero(self._inside([self.batch_size])[0]).tolist()

    def prepare(self):
        """Measure the loss of each face, (places, faces)."""
        self.curve = grins(load_faces("grins"))
        self.each = self.curve.example_losses(THETAS[:, None])

    def draw(self):
        """Return the picture with the curve of all faces, or without."""
        return SubsetPicture(self.curve, self.everything == "hidden")

    def show(self, sizes):
        """Show the curve for some batch sizes."""
        inside = self._inside(sizes)
        losses = inside @ self.each.T / inside.sum(axis=1, keepdims=True)  # (takes, places)
        drawn = lowest_of_batches()[np.array(sizes) - 1]
        tracks = self.picture.tracks(losses, inside, drawn)
        readout = self._say(sizes, inside, losses, drawn)
        self.stage.show(tracks, readout, self.picture.keys(self.rows))

    def basis(self):
        """Return None: which faces are pressed hangs on the batch size."""

    @button("another batch")
    def another_batch(self):
        """Draw anew."""
        self.set(seed=self.seed + 1, data="batch")

    def pressed(self, name):
        """Take a face in or out; one has to stay."""
        if rows := set(self.rows) ^ {int(name)}:
            self.set(data="by hand", faces=tuple(sorted(rows)))

    def _inside(self, sizes):
        """Which faces count, for every batch size where that matters, (takes or 1, N)."""
        row = np.arange(N)
        if self.data == "batch":  # as it grows, faces join it in one order
            order = next(minibatches(N, N, np.random.default_rng(self.seed)))
            return np.argsort(order) < np.array(sizes)[:, None]
        counts = {
            "no grins": (row < 13) | (row >= 17),
            "no shy": (row < 8) | (row >= 13),
            "even": row % 2 == 0,
            "odd": row % 2 == 1,
            "by hand": np.isin(row, self.faces),
        }
        return counts[self.data][None]

    def _say(self, sizes, inside, losses, drawn):
        theta = THETAS[losses.argmin(axis=1)][:, None]
        return say(
            TEMPLATE,
            size=inside.sum(axis=1)[:, None],
            valleys=np.array([[valleys(curve)] for curve in losses]),
            all=ALL[self.everything],
            theta=theta,
            cost=self.curve.value(theta)[:, None],
            draws=DRAWS,
            B=np.array(sizes)[:, None],
            share=100 * (drawn > HILL).mean(axis=1)[:, None],
        )


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


class SubsetPicture(Picture):
    """The loss of some faces and of all 24 over the line's position; where batches are lowest.

    With `hidden`, what tells about all faces is left out, and each of some faces shown alone.
    """

    def __init__(self, curve, hidden):
        super().__init__(panels=2, width=WIDE)
        left, right = self.panels
        self.curve, self.hidden = curve, hidden
        self.faces = load_faces("grins")
        self.valley = ValleyView(
            self.figure,
            left,
            window=WINDOW,
            heights=HEIGHTS,
            title="One line at θ among the grins",
            faces=self.faces,
            ghosts=("subset",),
        )
        names = {"subset": NAMES["subset"]} if hidden else NAMES
        draw_legend(self.valley.ax, names, loc="lower left", on_top=True)
        if hidden:
            self._draw_alone(right)
        else:
            self._draw_shares(right)
        self.veil = veil(self.valley.ax, self.valley.spots, size=HEAD, moving=True)
        self.lowest = draw_line(self.valley.ax, "lowest")

    def tracks(self, losses, inside, drawn):
        """Return where everything is.

        Given are the losses at `THETAS` of the faces that count, which those are, (takes or 1, N),
        and where random batches are lowest, (takes, draws).
        """
        view, nothing = self.valley, Track(NOWHERE[None, None])
        thetas = THETAS[losses.argmin(axis=1)][:, None, None]
        lowest = np.stack([thetas[..., 0], losses.min(axis=1, keepdims=True)], axis=-1)
        grid = view.grid[:, 0]
        heights = np.stack([np.interp(grid, THETAS, curve) for curve in losses])
        mean = np.stack(np.broadcast_arrays(grid, heights), axis=-1)[:, None]
        wrong = self.curve.wrong(thetas) & inside[:, None]  # (takes, 1, N)
        tracks = view.tracks(self.curve, thetas, ghosts=[self.curve]) | {
            view.ghosts[0]: Track(mean),
            view.path: nothing,
            view.wrong: Track(view.spots[None, None], shown=wrong),
            self.lowest: Track(lowest[:, None]),
            self.veil: Track(view.spots[None, None], shown=~inside[:, None]),
        }
        if self.hidden:
            whole = (view.land, view.curve, view.tangent, view.point)
            return tracks | dict.fromkeys(whole, nothing) | self._alone(inside, mean)
        return tracks | self._shares(drawn)

    def keys(self, rows):
        """Return a key on every face; those of the rows are in."""
        pairs = zip(self.faces.mouth, self.faces.labels, self.valley.spots, strict=True)
        return [
            Handle(
                str(row),
                f"Face {row}: {'happy' if label > 0 else 'sad'}, mouth {mouth:g}",
                self.valley.ax,
                Track(spot[None, None, None]),
                pressed=row in rows,
            )
            for row, (mouth, label, spot) in enumerate(pairs)
        ]

    def _draw_alone(self, box):
        ax = self.axes(box, "Each of these faces alone", "θ", "L")
        ax.set(xlim=WINDOW, ylim=(0, 1.4 * DEAREST))  # the legend stands above
        ax.set_yticks(np.linspace(0, DEAREST, 6))
        draw_legend(ax, ALONE, loc="upper left")
        self.alone = [draw_line(ax, meaning) for meaning in ALONE]

    def _alone(self, inside, mean):
        """The loss of each face that counts, as one line for each mood, and their mean."""
        grid, happy = self.valley.grid, self.faces.labels > 0
        costs = np.pad(self.curve.example_losses(grid).T, ((0, 0), (0, 1)), constant_values=np.nan)
        across = np.broadcast_to(np.append(grid, np.nan), costs.shape)
        curves = np.stack([across, costs], axis=-1)  # (N, points + a gap, 2)
        shown = np.where(inside[:, :, None, None], curves, np.nan)
        sides = [shown[:, side].reshape(len(inside), 1, -1, 2) for side in (happy, ~happy)]
        return dict(zip(self.alone, map(Track, [*sides, mean]), strict=True))

    def _draw_shares(self, box):
        ax = self.axes(box, "Where random batches of B are lowest", "θ", "share")
        ax.set(xlim=WINDOW, ylim=(0, 1))
        draw_line(ax, "reference", [(HILL, 0), (HILL, 1)])
        self.bars = draw_land(ax, np.zeros((2, 2)), moving=True)

    def _shares(self, drawn):
        """Bars for where random batches are lowest: their surface, and its outline."""
        edges = np.arange(WINDOW[0], WINDOW[1] + BIN, BIN)
        shares = [np.histogram(row, edges)[0] / len(row) for row in drawn]
        heights = np.repeat(shares, 2, axis=1)
        outline = np.stack(np.broadcast_arrays(np.repeat(edges, 2)[1:-1], heights), axis=-1)
        surface = land_points(outline, 0)
        return dict(zip(self.bars, (Track(surface[:, None]), Track(outline[:, None])), strict=True))
