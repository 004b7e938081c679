"""The figure of the four moods: their regions, the shares of one face, and the loss."""

import numpy as np

from lecture_lib.experiments.moods import MOODS
from lecture_lib.explorers.moods.moods_view import MoodsView
from lecture_lib.explorers.views import NOWHERE, CurveView, Picture
from lecture_lib.pictures.bars import bar_points, draw_bars
from lecture_lib.pictures.curves import draw_reference
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.moods import (
    TYPICAL,
    draw_loose_head,
    draw_moods,
    mood_brows,
    mood_mouth,
)
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track

LOSSES = (0.2, 30)
FIRST = 10  # steps that are evenly spaced on the axis
HEAD = 36  # of the dragged face, in CSS pixels
GRIP = "face"


class FourMoodsPicture(Picture):
    """The plane of the moods with a face to drag, its shares ŷ beside y, and the loss curve.

    Parameters
    ----------
    steps : int
        The last one.
    lowest : float
        L*.
    """

    def __init__(self, steps, lowest):
        super().__init__()
        plane, bars, curve = self.panels
        self.plane = MoodsView(self.figure, plane, "Whom it calls what")
        self.bars = self._share_axes(bars)
        self.curve = CurveView(self.figure, curve, lowest, steps, LOSSES)
        self.curve.ax.set_xscale("symlog", linthresh=FIRST, linscale=0.8)
        self.curve.ax.set_xticks([0, 5, 10, 30, 100, 300], ["0", "5", "10", "30", "100", "300"])
        draw_reference(self.curve.ax, np.log(len(MOODS)), "ln 4")
        head = np.zeros((2, 2))
        self.head = draw_loose_head(self.plane.ax, head, size=HEAD)
        self.chin = HEAD / 2 / pixels_per_unit(self.plane.ax)[1]
        self.features = draw_line(self.plane.ax, "target share", NOWHERE, moving=True)
        self.features.set_zorder(7.2)
        self.shares = [draw_bars(self.bars, NOWHERE, role=mood, moving=True) for mood in MOODS]
        self.target = draw_line(self.bars, "target share", NOWHERE, moving=True)
        self.apart = draw_line(self.bars, "gradient", NOWHERE, moving=True)

    def tracks(self, objective, thetas, losses, steps, face, p, y):
        """Return where everything is.

        Parameters
        ----------
        objective : Objective
        thetas : array (takes, frames, 12)
        losses : array (takes, frames)
        steps : sequence of int
        face : (float, float)
            The dragged one.
        p : array (takes, frames, 4)
            Its shares.
        y : array (4,)
            Its label.
        """
        x = np.arange(len(MOODS))
        bars = {bar: Track(bar_points(x[[k]], p[..., [k]])) for k, bar in enumerate(self.shares)}
        tops = np.stack(np.broadcast_arrays(x + np.array([[-0.42], [0.42]]), y), axis=-1)
        ends = np.stack(np.broadcast_arrays(y, p, np.nan), axis=-1)
        apart = np.stack(np.broadcast_arrays(x[:, None], ends), axis=-1)
        return {
            **self.plane.tracks(objective, thetas),
            **self.curve.tracks(losses, steps),
            **bars,
            self.target: Track(_lines(tops.swapaxes(0, 1))[None, None]),
            self.apart: Track(apart.reshape(*p.shape[:-1], -1, 2)),
            self.head: Track(np.array([face, face])[None, None]),
            self.features: Track(self._expression(face)[None, None]),
        }

    def handles(self, face):
        """Return the grip on the face that can be dragged: at its chin, to leave it to be seen."""
        place = Track((np.array(face) - (0, self.chin))[None, None, None])
        return [Handle(GRIP, "A face, by bend and raise", self.plane.ax, place)]

    def _expression(self, face):
        """Brows and mouth of the dragged face, as one line in the plane."""
        bend, brow = face
        part = np.concatenate([mood_brows(brow), NOWHERE, mood_mouth(bend, brow)])
        return np.array(face) + part * HEAD / 2 / pixels_per_unit(self.plane.ax)

    def _share_axes(self, box):
        ax = new_axes(self.figure, box, title="The dragged face: ŷ, y and ŷ − y")
        ax.set(xlim=(-0.6, len(MOODS) - 0.4), ylim=(-0.16, 1.24))
        ax.set_xticks(range(len(MOODS)), MOODS)
        ax.set_yticks(np.linspace(0, 1, 6).round(1))
        x, low = np.arange(len(MOODS)), np.full(len(MOODS), -0.085)
        draw_moods(ax, x, low, *np.transpose(TYPICAL), MOODS)
        names = {"target share": "y", "gradient": "ŷ − y"}
        draw_legend(ax, names, loc="upper left", on_top=True)
        return ax


def _lines(pieces):
    """Pieces of line (K, 2, 2) as one line with gaps."""
    gaps = np.full((len(pieces), 1, 2), np.nan)
    return np.concatenate([pieces, gaps], axis=1).reshape(-1, 2)
