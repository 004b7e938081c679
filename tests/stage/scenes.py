"""Small stages, one for each thing that a stage can show; 2 takes of 5 frames."""

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from lecture_lib.stage import Readout, Slider, Stage, Track

TAKES, FRAMES = 2, 5
WIDTH, HEIGHT = 300, 200


def axes(**limits):
    """Return an axes of 10 by 10 on a figure of 300 by 200 pixels."""
    ax = Figure((WIDTH / 100, HEIGHT / 100), dpi=100).add_axes((0.1, 0.12, 0.85, 0.8))
    ax.set(**{"xlim": (0, 10), "ylim": (0, 10)} | limits)
    ax.tick_params(labelleft=False, labelbottom=False)
    return ax


def hand():
    return Slider(label="take", options=[str(i) for i in range(TAKES)], at_rest=True)


def stage(ax, tracks, readout=None, **options):
    """Return a stage over the figure of an axes that shows the tracks."""
    made = Stage(ax.get_figure(), label="A sample", hand=hand())
    made.show(tracks, readout or Readout(), **options)
    return made


def places(*points):
    """Return the points, in each take and frame at another place."""
    take, frame = np.indices((TAKES, FRAMES))
    by = np.stack([0.4 * frame, 0.7 * take - 0.2 * frame], -1)
    return np.array(points, float) + by[:, :, None]


def path():
    """Return (takes, 1, frames, 2): a line that grows."""
    step = np.arange(FRAMES)
    return np.array([[[step * 2 + 1, 5 + 3 * np.cos(step * k)]] for k in (1, 2)]).swapaxes(2, 3)


ZIGZAG = ((1, 2), (3, 8), (4, 3), (6, 7.5), (8, 1))
SQUARE = np.array(((1, 1), (5, 1), (5, 5), (1, 5)), float)
CLOUD = ((1, 2), (2.5, 7), (4, 4), (6, 6.5), (7, 2.5), (8, 8))


def line(**style):
    ax = axes()
    (artist,) = ax.plot([], [], zorder=4, animated=True, **style)
    return stage(ax, {artist: Track(places(*ZIGZAG))})


def broken_line():
    ax = axes()
    (artist,) = ax.plot([], [], "-o", lw=2.5, ms=7, mec="k", zorder=4, animated=True)
    broken = (*ZIGZAG[:2], (np.nan, np.nan), *ZIGZAG[2:])
    return stage(ax, {artist: Track(places(*broken))})


def growing_line():
    ax = axes()
    (artist,) = ax.plot([], [], "C3", lw=3, zorder=4, animated=True)
    tip = ax.scatter([0], [0], s=120, marker="*", color="k", zorder=5, animated=True)
    xy = path()
    return stage(ax, {artist: Track(xy, "grows"), tip: Track(xy, "tip")})


def log_line():
    ax = axes(yscale="log", ylim=(1e-4, 1e3))
    (artist,) = ax.plot([], [], lw=2, zorder=4, animated=True)
    xy = path()
    xy[..., 1] = 10.0 ** (xy[..., 1] - 5)
    return stage(ax, {artist: Track(xy, "grows")})


def scatter():
    ax = axes()
    sizes = [40, 90, 160, 250, 60, 120]
    colours = ["C0", "C1", "C2", (1, 0, 0, 0.5), "k", "w"]
    artist = ax.scatter(*np.transpose(CLOUD), s=sizes, c=colours, ec="k", lw=1.5, animated=True)
    artist.set_zorder(4)
    return stage(ax, {artist: Track(places(*CLOUD))})


def markers():
    ax = axes()
    shapes = {
        ax.scatter([0], [0], s=200, marker=m, fc=c, ec="k", zorder=4, animated=True): c
        for m, c in zip("^sDPv*", ("C0", "C1", "C2", "C3", "C4", "none"), strict=True)
    }
    return stage(ax, {a: Track(places(xy)) for a, xy in zip(shapes, CLOUD, strict=True)})


def masked_scatter():
    ax = axes()
    artist = ax.scatter(*np.transpose(CLOUD), s=80, c="C2", ec="k", zorder=4, animated=True)
    take, frame, point = np.indices((TAKES, FRAMES, len(CLOUD)))
    shown = (take + frame + point) % 3 > 0
    scales = 0.5 + 0.3 * ((take + 2 * frame + point) % 4)
    return stage(ax, {artist: Track(np.array(CLOUD)[None, None], shown=shown, scales=scales)})


def text():
    ax = axes()
    style = {"zorder": 4, "animated": True, "size": 15}
    words = {
        ax.text(0, 0, "left", **style): (1, 8),
        ax.text(0, 0, "centred\ntwice", ha="center", va="center", color="C3", **style): (4, 5),
        ax.text(0, 0, "turned", rotation=40, ha="right", va="top", alpha=0.6, **style): (3, 3),
        ax.text(0, 0, r"$\theta_1 = \frac{\eta}{2}$", **style): (5, 7),
    }
    boxed = ax.text(0, 0, "box", bbox={"fc": "w", "ec": "C0", "lw": 2}, **style)
    return stage(ax, {a: Track(places(xy)) for a, xy in (words | {boxed: (5.5, 3)}).items()})


def polygon():
    ax = axes()
    (full,) = ax.fill([0, 0], [0, 0], fc="C0", ec="k", lw=3, alpha=0.5, zorder=4, animated=True)
    (dashed,) = ax.fill([0, 0], [0, 0], fc="none", ec="C3", ls="--", lw=2, zorder=5, animated=True)
    return stage(ax, {full: Track(places(*SQUARE)), dashed: Track(places(*SQUARE + 2))})


def two_polygons_in_one():
    ax = axes()
    (artist,) = ax.fill([0, 0], [0, 0], fc="C1", ec="none", zorder=4, animated=True)
    artist.set_closed(False)
    parts = np.vstack([SQUARE * 0.5, [[np.nan, np.nan]], SQUARE * 0.6 + 3])
    return stage(ax, {artist: Track(places(*parts))})


def image(**style):
    ax = axes()
    artist = ax.imshow(np.zeros((3, 4, 4), np.uint8), extent=(1, 9, 2, 8), aspect="auto", **style)
    artist.set(zorder=4, animated=True)
    ax.set(xlim=(0, 10), ylim=(0, 10))
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (TAKES, FRAMES, 3, 4, 4), np.uint8)
    pixels[..., 3] = np.where(pixels[..., 3] < 80, 120, 255)
    return stage(ax, {artist: Track(pixels)})


def clipped():
    ax = axes()
    (inside,) = ax.plot([], [], "C0", lw=8, zorder=4, animated=True)
    (beyond,) = ax.plot([], [], "C1", lw=4, zorder=5, animated=True, clip_on=False)
    far = ((-5, 4), (3, 12), (13, 1))
    near = ((-0.7, 3), (5, 10.4), (10.2, 2))
    return stage(ax, {inside: Track(places(*far)), beyond: Track(places(*near)[:, :1])})


def diverging(**style):
    """A path that swings ever further, until numbers end."""
    ax = axes()
    (artist,) = ax.plot([], [], lw=2.5, zorder=4, animated=True, **style)
    far = ((5, 5), (6, 4), (2, 7), (1e3, -8e2), (-1e6, 7e5), (2e9, -1e9), (np.nan, 1), (np.inf, 1))
    return stage(ax, {artist: Track(places(*far))})


def several_axes():
    figure = Figure((WIDTH / 100, HEIGHT / 100), dpi=100)
    left, right = figure.subplots(1, 2)
    tracks = {}
    for ax, colour in ((left, "C0"), (right, "C3")):
        ax.set(xlim=(0, 10), ylim=(0, 10), xticks=[], yticks=[])
        (artist,) = ax.plot([], [], colour, lw=4, zorder=4, animated=True)
        tracks[artist] = Track(places(*ZIGZAG))
    return stage(left, tracks)


def stacked():
    ax = axes()
    tracks = {}
    for zorder, colour in ((6, "C0"), (4, "C1"), (5, "C2")):
        (artist,) = ax.fill([0, 0], [0, 0], fc=colour, zorder=zorder, animated=True)
        tracks[artist] = Track(places(*SQUARE + zorder - 4))
    return stage(ax, tracks)


def under_a_legend():
    ax = axes()
    ax.plot([0, 10], [0, 10], "k", lw=2, zorder=9, alpha=0.5, label="still")
    (artist,) = ax.plot([], [], "C1", lw=14, zorder=4, animated=True, label="moving")
    ax.legend(loc="center", framealpha=0.7).set_zorder(10)
    return stage(ax, {artist: Track(places(*ZIGZAG))})


def twisted():
    ax = axes()
    (artist,) = ax.plot([], [], "C4", lw=3, zorder=4, animated=True)
    artist.set_transform(Affine2D().rotate_deg(20) + ax.transData)
    return stage(ax, {artist: Track(places(*ZIGZAG))})


SCENES = {
    "line": lambda: line(lw=2, color="C3"),
    "faint line": lambda: line(lw=9, color="C0", alpha=0.4),
    "square caps": lambda: line(lw=8, solid_capstyle="butt", solid_joinstyle="miter"),
    "dashed line": lambda: line(lw=3, ls="--"),
    "dash-dotted line": lambda: line(lw=2, ls="-.", dash_capstyle="round"),
    "line with markers": lambda: line(lw=1.5, marker="s", ms=8, mfc="w", mec="C2", mew=2),
    "broken line": broken_line,
    "growing line": growing_line,
    "log axis": log_line,
    "scatter": scatter,
    "marker shapes": markers,
    "masked scatter": masked_scatter,
    "text": text,
    "polygon": polygon,
    "two polygons in one": two_polygons_in_one,
    "nearest image": lambda: image(interpolation="nearest"),
    "image from below": lambda: image(interpolation="nearest", origin="lower"),
    "smooth image": lambda: image(interpolation="bilinear", alpha=0.7),
    "clipped": clipped,
    "diverging": diverging,
    "diverging, dashed": lambda: diverging(ls="--"),
    "several axes": several_axes,
    "stacked": stacked,
    "under a legend": under_a_legend,
    "transform of its own": twisted,
}


def build(name):
    """Return a sample stage; its still parts are drawn without snapping, alike at any density."""
    with matplotlib.rc_context({"path.snap": False, "text.hinting": "no_hinting"}):
        return SCENES[name]()
