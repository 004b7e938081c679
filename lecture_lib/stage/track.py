"""Where a moving artist is, for every take and frame."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.text import Text

MODES = ("all", "grows", "tip")


@dataclass(frozen=True)
class Track:
    """The data of one moving artist.

    Parameters
    ----------
    points : array (takes or 1, frames or 1, points, 2)
        Positions in the artist's own coordinates. NaN lifts the pen, or hides a marker. For an
        image: uint8 (takes or 1, frames or 1, height, width, 4), rows as its `origin` says.
    mode : {"all", "grows", "tip"}
        Show all points; or, where points are (takes, 1, frames, 2), the first `frame + 1` of
        them, or only the newest. Tracks that are given the same array share its bytes.
    shown : bool array (takes or 1, frames or 1, points), optional
        Which markers of a scatter are there at all; only with mode "all".
    scales : array (takes or 1, frames or 1, points), optional
        Factor on the size of each marker of a scatter; only with mode "all".

    Raises
    ------
    ValueError
        If `mode` is unknown or an array has the wrong shape.
    """

    points: np.ndarray
    mode: str = "all"
    shown: np.ndarray | None = None
    scales: np.ndarray | None = None

    def __post_init__(self):
        if self.mode not in MODES:
            raise ValueError(f"mode must be one of {MODES}, got {self.mode!r}")
        object.__setattr__(self, "points", np.asarray(self.points))
        shape = self.points.shape
        image = len(shape) == 5 and shape[-1] == 4 and self.points.dtype == np.uint8
        if not (image or (len(shape) == 4 and shape[-1] == 2)) or 0 in shape:
            raise ValueError(
                "points must have shape (takes, frames, points, 2), or be uint8 (takes, frames,"
                f" height, width, 4) for an image, got {self.points.dtype} {shape}"
            )
        if self.mode != "all" and (image or shape[1] != 1):
            raise ValueError(
                f"points must have shape (takes, 1, frames, 2) for mode {self.mode!r}, got {shape}"
            )
        for name in ("shown", "scales"):
            self._check_markers(name, getattr(self, name))

    def _check_markers(self, name, table):
        if table is None:
            return
        count = self.points.shape[2]
        if self.mode != "all" or np.ndim(table) != 3 or np.shape(table)[-1] != count:
            raise ValueError(
                f"{name} must have shape (takes, frames, {count}) and mode 'all',"
                f" got {np.shape(table)} and {self.mode!r}"
            )

    def at(self, take, frame):
        """Return the points at one instant; hidden markers are NaN."""
        points = instant(self.points, take, frame)
        if self.mode == "grows":
            return points[: frame + 1]
        if self.mode == "tip":
            return points[frame : frame + 1]
        if self.shown is not None:
            points = np.where(instant(self.shown, take, frame)[:, None], points, np.nan)
        return points

    def extent(self):
        """Return how many takes and frames the track has, 1 for a constant axis."""
        tables = [t for t in (self.points, self.shown, self.scales) if t is not None]
        frames = self.points.shape[2] if self.mode != "all" else 1
        takes = max(table.shape[0] for table in tables)
        return takes, max(frames, *(table.shape[1] for table in tables))


@dataclass(frozen=True)
class Handle:
    """A point that can be dragged, by mouse, touch or arrow keys; or one that is pressed.

    Parameters
    ----------
    name : str
        What the callback is told.
    label : str
        What it is, for the tooltip and for screen readers.
    axes : matplotlib.axes.Axes
        Where it lives; it cannot be dragged out of it.
    track : Track
        Where it is when nobody holds it, in data coordinates.
    part : float, optional
        How far it is on the way from the track's first point to its second, as seen in the
        picture. So a handle on a line needs no data of its own. Without it: at the first point.
    step, fine : float
        How far an arrow key moves it, alone and with Shift, in CSS pixels.
    pressed : bool, optional
        For a key instead of a handle, which stays where it is and can be pressed: whether it is in.
        From key to key lead the arrow keys.
    """

    name: str
    label: str
    axes: Axes
    track: Track
    part: float = 0.0
    step: float = 6.0
    fine: float = 1.0
    pressed: bool | None = None

    def at(self, take, frame):
        """Return where it is at one instant, (x, y)."""
        points = self.track.at(take, frame)
        return points[0] + self.part * (points[1] - points[0]) if self.part else points[0]


def instant(table, take, frame):
    """Return the entry of a (takes or 1, frames or 1, …) table at one take and frame."""
    return table[min(take, len(table) - 1), min(frame, table.shape[1] - 1)]


def common_extent(parts):
    """Return how many takes and frames there are, from the (name, extent) of every part.

    ``ValueError`` if a number is neither 1 nor that of the others.
    """
    takes, frames = (max(axis) for axis in zip((1, 1), *(e for _, e in parts), strict=True))
    for name, (n, m) in parts:
        if n not in (1, takes) or m not in (1, frames):
            raise ValueError(
                f"{name} must have 1 or {takes} takes and 1 or {frames} frames, got {n} and {m}"
            )
    return takes, frames


POSES: dict[type[Artist], Callable] = {
    Line2D: lambda artist, track, *now: artist.set_data(*track.at(*now).T),
    Polygon: lambda artist, track, *now: artist.set_xy(track.at(*now)),
    Text: lambda artist, track, *now: artist.set_position(track.at(*now)[0]),
    AxesImage: lambda artist, track, *now: artist.set_data(track.at(*now)),
    PathCollection: lambda artist, track, *now: artist.set_offsets(track.at(*now)),
}


def pose(artist, track, take, frame):
    """Give an artist its data of one instant; ``TypeError`` if no stage can move its kind."""
    for kind, move in POSES.items():
        if isinstance(artist, kind):
            move(artist, track, take, frame)
            return
    kinds = ", ".join(kind.__name__ for kind in POSES)
    raise TypeError(f"a moving artist must be one of {kinds}, got {type(artist).__name__}")
