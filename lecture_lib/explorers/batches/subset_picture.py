"""The figure of the subset explorer: the curves over the faces, and where batches are lowest."""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.explorers.valley_view import HEAD, ValleyView
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.crowd import veil
from lecture_lib.pictures.curves import draw_land, land_points
from lecture_lib.pictures.figure import new_axes
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track

WIDTH = 510  # CSS pixels of a panel
WINDOW = (0.0, 4.3)
HEIGHTS = (0.0, 0.3)
HILL = 2.297
BIN = 0.2  # of the position of the line
NAMES = {"subset": "loss of these faces", "land": "loss of all 24"}
ALONE = {"happy cost": "a happy face alone", "sad cost": "a sad one", "subset": "their mean"}
DEAREST = 0.5  # a face that is answered wrongly and surely


class SubsetPicture(Picture):
    """The loss of some faces and of all 24 over the line's position; where batches are lowest.

    Parameters
    ----------
    curve : SteepLine
        Of all the faces.
    hidden : bool
        Leave out what tells about all faces, and show what each of some faces costs alone.
    """

    def __init__(self, curve, hidden):
        super().__init__(panels=2, width=WIDTH)
        left, right = self.panels
        self.curve, self.hidden = curve, hidden
        self.faces = load_faces("grins")
        title = "One line at θ among the grins"
        self.valley = ValleyView(
            self.figure,
            left,
            window=WINDOW,
            heights=HEIGHTS,
            title=title,
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
        self.lowest = draw_line(self.valley.ax, "lowest", NOWHERE, moving=True)

    def _draw_shares(self, box):
        title = "Where random batches of B are lowest"
        ax = new_axes(self.figure, box, title=title, xlabel="θ", ylabel="share")
        ax.set(xlim=WINDOW, ylim=(0, 1))
        draw_line(ax, "reference", [(HILL, 0), (HILL, 1)])
        self.bars = draw_land(ax, np.zeros((2, 2)), moving=True)

    def _draw_alone(self, box):
        title = "Each of these faces alone"
        ax = new_axes(self.figure, box, title=title, xlabel="θ", ylabel="L")
        ax.set(xlim=WINDOW, ylim=(0, 1.4 * DEAREST))  # the legend stands above
        ax.set_yticks(np.linspace(0, DEAREST, 6))
        draw_legend(ax, ALONE, loc="upper left")
        self.alone = [draw_line(ax, name, NOWHERE, moving=True) for name in ALONE]

    def tracks(self, places, losses, inside, drawn):
        """Return where everything is.

        Parameters
        ----------
        places : array (P,)
            Positions of the line.
        losses : array (takes or 1, P)
            Of the faces that count.
        inside : bool array (takes or 1, N)
            Which those are.
        drawn : array (takes, draws)
            Where random batches are lowest.
        """
        lowest, view = losses.argmin(axis=1), self.valley
        thetas = places[lowest][:, None, None]
        tracks = view.tracks(self.curve, thetas, ghosts=[self.curve])
        grid = view.grid[:, 0]
        heights = np.stack([np.interp(grid, places, curve) for curve in losses])
        points = np.stack([np.broadcast_to(grid, heights.shape), heights], axis=-1)
        tracks[view.ghosts[0]] = Track(points[:, None])
        depth = np.take_along_axis(losses, lowest[:, None], axis=1)
        tracks[self.lowest] = Track(np.stack([thetas[:, :, 0], depth], axis=-1)[:, None])
        tracks[self.veil] = Track(view.spots[None, None], shown=~inside[:, None])
        nothing = Track(NOWHERE[None, None])
        tracks[view.path] = nothing
        wrong = self.curve.wrong(thetas) & inside[:, None]  # (takes, 1, N)
        tracks[view.wrong] = Track(view.spots[None, None], shown=wrong)
        if self.hidden:
            whole = (view.land, view.curve, view.tangent, view.point)
            return tracks | dict.fromkeys(whole, nothing) | self._alone(inside, points)
        stairs = self._stairs(drawn)
        tracks[self.bars[0]] = Track(land_points(stairs, 0)[:, None])
        tracks[self.bars[1]] = Track(stairs[:, None])
        return tracks

    def _alone(self, inside, mean):
        """The loss of each face that counts, as one line for each mood, and their mean."""
        grid, happy = self.valley.grid, self.faces.labels > 0
        costs = np.pad(self.curve.example_losses(grid).T, ((0, 0), (0, 1)), constant_values=np.nan)
        across = np.broadcast_to(np.append(grid, np.nan), costs.shape)
        curves = np.stack([across, costs], axis=-1)  # (N, points + a gap, 2)
        shown = np.where(inside[:, :, None, None], curves, np.nan)
        sides = [shown[:, side].reshape(len(inside), 1, -1, 2) for side in (happy, ~happy)]
        return dict(zip(self.alone, map(Track, [*sides, mean[:, None]]), strict=True))

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

    def _stairs(self, drawn):
        """The outline of the bars, (takes, points, 2)."""
        edges = np.arange(WINDOW[0], WINDOW[1] + BIN, BIN)
        shares = np.stack([np.histogram(row, edges)[0] / len(row) for row in drawn])
        heights = np.repeat(shares, 2, axis=1)
        across = np.broadcast_to(np.repeat(edges, 2)[1:-1], heights.shape)
        return np.stack([across, heights], axis=-1)
