"""The picture of a search: faces, loss meter, nudges, and a landscape seen only in places."""

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.patches import Polygon
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from lecture_lib.experiments.lines import WINDOW
from lecture_lib.experiments.rounding import direction
from lecture_lib.explorers.views import NOWHERE, CrowdView, Picture, loss_map
from lecture_lib.pictures.arrows import arrow_points, draw_arrow
from lecture_lib.pictures.figure import (
    POINTS_PER_PIXEL,
    new_axes,
    pixels_per_unit,
    text_style,
)
from lecture_lib.pictures.landscape import contour_levels
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Handle, Track

METER = (0.1, 100)  # the losses that the meter shows
METER_WIDTH = 128  # of its panel, in CSS pixels
NEEDLE = 0.9  # length of the needle, in units of a weight
NOTCH = 0.05
HIGHEST = 94.0  # loss in the corner of the map
BAR = 0.34  # half the width of a nudge's bar


class SearchPicture(Picture):
    """The faces with the line, the loss meter beside four nudges, and the black square.

    Parameters
    ----------
    model : FaceModel
    """

    def __init__(self, model):
        super().__init__()
        faces, middle, plane = self.panels
        self.crowd = CrowdView(self.figure, faces, model)
        self._meter(*middle)
        self._nudges(*middle)
        self.map = loss_map(self.figure, plane, model)
        self.levels = contour_levels(model.lowest, HIGHEST, len(LIGHT.seen))
        self._cover()
        self.needle = draw_arrow(self.map, "gradient", NOWHERE, moving=True)
        self.best = draw_line(self.map, "best", NOWHERE, moving=True)
        self.point = draw_line(self.map, "point", NOWHERE, moving=True)

    def tracks(self, thetas, visited, losses, rises, shown):
        """Return where everything is.

        Parameters
        ----------
        thetas : array (takes, 1, 2)
        visited : array (V, 2)
            The places looked at.
        losses : array (V,)
            The loss there.
        rises : array (takes, 4)
            How the loss changes with a nudge of w0 down and up, of w1 down and up; NaN: unknown.
        shown : bool
            Whether the landscape is uncovered.
        """
        loss = self.crowd.model.objective.value(thetas)
        best = visited[[losses.argmin()]]
        line = np.array([[-1.0, losses.min()], [1.0, losses.min()]])
        everywhere = np.array(WINDOW)[[[0, 0], [1, 0], [1, 1], [0, 1]]]
        return {
            **self.crowd.tracks(thetas),
            self.bar: Track(_box(0.0, 0.6, METER[0], loss[..., 0])[:, None]),
            self.best_loss: Track(line[None, None]),
            self.bars: Track(self._bars(rises)),
            self.cover: Track((NOWHERE if shown else everywhere)[None, None]),
            self.dots: Track(self._dots(visited, losses)[None, None]),
            self.needle: Track(self._needles(thetas, rises)),
            self.best: Track(best[None, None]),
            self.point: Track(thetas[:, :, None]),
        }

    def handles(self, tracks):
        """Return what can be dragged: the point on the map."""
        notch = NOTCH * float(pixels_per_unit(self.map)[0])
        name, label, place = "point", "The line as a point of the map", tracks[self.point]
        return [Handle(name, label, self.map, place, step=notch, fine=notch)]

    def _meter(self, left, top, width, height):
        box = (left, top, METER_WIDTH, height)
        self.meter = new_axes(self.figure, box, title="Loss meter", ylabel="L")
        self.meter.set(xlim=(-1, 1), ylim=METER, yscale="log", xticks=[])
        self.meter.set_yticks([0.1, 1, 10, 100], ["0.1", "1", "10", "100"])
        self.bar = self._bar_artist(self.meter, "line")
        self.best_loss = draw_line(self.meter, "best so far", NOWHERE, moving=True)

    def _nudges(self, left, top, width, height):
        box = (left + METER_WIDTH, top, width - METER_WIDTH, height)
        self.rises = new_axes(self.figure, box, title="Four nudges", ylabel="ΔL")
        self.rises.set(xlim=(-0.7, 3.7), ylim=(-1.15, 1.15), yticks=[0])
        self.rises.set_xticks(range(4), ["w₀−", "w₀+", "w₁−", "w₁+"])
        words = text_style(12.5, LIGHT.muted, ha="left", zorder=2)
        self.rises.text(-0.6, 1.08, "worse", va="top", **words)
        self.rises.text(-0.6, -1.08, "better", va="bottom", **words)
        draw_line(self.rises, "reference", [(-0.7, 0), (3.7, 0)])
        self.bars = self._bar_artist(self.rises, "gradient")

    def _bar_artist(self, ax, role):
        bars = Polygon(NOWHERE, closed=False, animated=True, zorder=5)
        bars.set(facecolor=getattr(LIGHT, role), edgecolor="none", linewidth=0)
        return ax.add_patch(bars)

    def _cover(self):
        """The black square, and the dots on it: the lower the loss, the larger."""
        cover = Polygon(NOWHERE, closed=True, animated=True, zorder=4)
        cover.set(facecolor=LIGHT.unseen, edgecolor="none", linewidth=0)
        self.cover = self.map.add_patch(cover)
        count = len(LIGHT.seen)
        dots = PathCollection(
            [Path.unit_circle()],
            sizes=(np.linspace(7, 3, count) * POINTS_PER_PIXEL) ** 2,
            offsets=np.full((count, 2), np.nan),
            offset_transform=self.map.transData,
            transform=IdentityTransform(),
            facecolors=LIGHT.seen,
            edgecolors=LIGHT.unseen,
            linewidths=0.5,
            animated=True,
            zorder=4.5,
        )
        self.dots = self.map.add_collection(dots, autolim=False)

    def _dots(self, visited, losses):
        """Places (B M, 2) that take the B colours of `seen` in turn."""
        count = len(LIGHT.seen)
        band = np.clip(np.searchsorted(self.levels, losses) - 1, 0, count - 1)
        turn = np.zeros(len(band), int)
        for k in range(count):
            turn[band == k] = np.arange((band == k).sum())
        places = np.full((turn.max() + 1, count, 2), np.nan)
        places[turn, band] = visited
        return places.reshape(-1, 2)

    def _bars(self, rises):
        """Bars as high as a nudge's effect, the largest of the four as high as there is room."""
        largest = np.nanmax(np.abs(rises), axis=-1, keepdims=True, initial=1e-12)
        bars = _box(np.arange(4.0), BAR, 0.0, rises / largest)
        return bars.reshape(len(rises), 1, -1, 2)

    def _needles(self, thetas, rises):
        """Where four nudges say that down is; nothing before all four are known."""
        downhill = (rises[:, [0, 2]] - rises[:, [1, 3]])[:, None]
        scale = pixels_per_unit(self.map)
        return arrow_points(thetas, NEEDLE * direction(downhill), scale, width=4, head=14)


def _box(middle, half, low, high):
    """Corners of upright bars, the first one again last, then NaN: (..., 6, 2)."""
    middle, low, high = np.broadcast_arrays(middle, low, high)
    left, right, hole = middle - half, middle + half, np.full(middle.shape, np.nan)
    corners = [(left, low), (left, high), (right, high), (right, low), (left, low), (hole, hole)]
    return np.stack([np.stack(corner, axis=-1) for corner in corners], axis=-2)
