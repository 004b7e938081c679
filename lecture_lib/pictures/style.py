"""One visual language: what a colour, a line style and a marker mean in every picture.

Layers are drawn in two storeys. What stands still has a zorder of at most 3; what moves has 4 to 8;
what must stay on top has 9.
"""

from dataclasses import dataclass

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from matplotlib.transforms import Bbox, TransformedBbox

FRAME = Bbox([(-0.03, -0.03), (1.03, 1.03)])  # of axes: on their edge a dot that moves is whole


def _ramp(valley, rim, bands=12):
    t = np.linspace(0, 1, bands)[:, None]
    return tuple(to_hex(c) for c in (1 - t) * to_rgb(valley) + t * np.array(to_rgb(rim)))


def _bands(paper, below="#2b7bd0", above="#d9640f", shares=(0.68, 0.45, 0.24)):
    """Blue, paper, orange: apart for every eye."""
    hues = [(below, t) for t in shares] + [(paper, 0.0)] + [(above, t) for t in shares[::-1]]
    mixed = [(1 - t) * np.array(to_rgb(paper)) + t * np.array(to_rgb(hue)) for hue, t in hues]
    return tuple(map(to_hex, mixed))


@dataclass(frozen=True)
class Palette:
    """Colours by meaning, all different from each other within a palette.

    Text roles (`ink`, `muted`) keep a contrast of 4.5 to `paper`, the others that carry meaning 3;
    `grid`, `ramp` and the fillings of the faces are surfaces. `line` is the model as it is now: its
    line over the faces, its point on the landscape and its loss are one colour, since they are one
    thing. `ramp` fills a landscape from the valley to the rim, `unseen` covers it, and single
    places that were seen are dots of `seen`, from low to high. `bands` say how far a number is from
    what it should be, from far below through right to far above.

    Source: Hues after Okabe and Ito (2008), tuned so that those which meet in a picture stay
    apart under the colour vision deficiencies of Machado et al. (2009).
    """

    paper: str
    ink: str
    muted: str
    grid: str
    contour: str
    feature: str
    happy: str
    sad: str
    happy_face: str
    sad_face: str
    surprised: str
    neutral: str
    surprised_face: str
    neutral_face: str
    line: str
    batch: str
    validation: str
    velocity: str
    gradient: str
    nesterov: str
    adagrad: str
    rmsprop: str
    adam: str
    newton: str
    bfgs: str
    optimum: str
    unseen: str
    ramp: tuple[str, ...]
    seen: tuple[str, ...]
    bands: tuple[str, ...]

    def colours(self):
        """Return all colours in a fixed order, ramps and bands last."""
        single = [value for value in vars(self).values() if isinstance(value, str)]
        middle = len(self.bands) // 2  # it is the paper
        return (*single, *self.ramp, *self.seen, *self.bands[:middle], *self.bands[middle + 1 :])


COLOURS = {  # in light, in dark
    "paper": ("#ffffff", "#14181e"),
    "ink": ("#1d2530", "#eef1f5"),
    "muted": ("#5a6675", "#a3adba"),
    "grid": ("#e4e8ee", "#2a313b"),
    "contour": ("#9fb0cb", "#54688c"),
    "feature": ("#2a2118", "#1c1610"),
    "happy": ("#bd7900", "#fca02e"),
    "sad": ("#2f80d3", "#5b9bd9"),
    "happy_face": ("#ffd34f", "#ffd257"),
    "sad_face": ("#9ccaf5", "#78aee8"),
    "surprised": ("#b04a2f", "#d0866f"),
    "neutral": ("#6b7280", "#9aa5b1"),
    "surprised_face": ("#f3a58f", "#f3a58f"),
    "neutral_face": ("#eceff2", "#e3e6ea"),
    "line": ("#d3156b", "#ff4f7e"),
    "batch": ("#036b49", "#62e3c2"),
    "validation": ("#4b3a8c", "#8468fb"),
    "velocity": ("#7a1fa8", "#d272ea"),
    "gradient": ("#4f3500", "#c6cf3a"),
    "nesterov": ("#0c00e7", "#55cef3"),
    "adagrad": ("#9e6100", "#dbaa92"),
    "rmsprop": ("#0c493d", "#24ffaa"),
    "adam": ("#187986", "#0c9e9e"),
    "newton": ("#860018", "#ffe724"),
    "bfgs": ("#000079", "#86b60c"),
    "optimum": ("#10161f", "#f8fafc"),
    "unseen": ("#23272e", "#050608"),
    "ramp": (_ramp("#bccbe5", "#f6f8fc"), _ramp("#314266", "#181d25")),
    "seen": (_ramp("#3d86ec", "#f7f8fa"), _ramp("#86bdff", "#363d49")),
    "bands": (_bands("#ffffff"), _bands("#14181e")),
}
LIGHT, DARK = (
    Palette(**dict(zip(COLOURS, column, strict=True)))
    for column in zip(*COLOURS.values(), strict=True)
)


def style(meaning):
    """Return how a line or marker of this ``meaning`` looks, as keyword arguments of Line2D.

    Never colour alone: every meaning has its own dash, width or marker too.

    Examples
    --------
    >>> style("line")["linewidth"]
    2.4
    """
    p = LIGHT
    styles = {
        # what stands still
        "reference": _line(p.muted, 1.1, 2.2, dash=(5, 3)),
        "curve": _line(p.ink, 1.7, 2.6),
        "other curve": _line(p.muted, 0.9, 2.5),
        "optimum": _marker("*", 11, p.optimum, p.paper, 0.9, zorder=2.9),
        "run": _marker("8", 6, p.paper, p.muted, 1.0, zorder=2.8),
        # what moves
        "ghost": _line(p.batch, 1.1, 4, dash=(4, 2)),
        "batch": _line(p.batch, 1.2, 4, dash=(4, 2)),
        "validation": _line(p.validation, 1.8, 4.5, dash=(7, 2)),
        "test": _line(p.ink, 1.6, 4.4, dash=(1, 1.6)),
        "single": _line(p.sad, 1.3, 4.7, dash=(1, 1.6)),
        "few": _line(p.batch, 1.5, 4.8, dash=(4, 2)),
        "several": _line(p.ink, 1.5, 4.9, dash=(7, 2, 1.5, 2)),
        "all": _line(p.line, 1.9, 5),
        "single end": _marker("X", 8.5, p.sad, p.paper, 1.0, zorder=6.8),
        "few end": _marker("d", 9.5, p.batch, p.paper, 1.1, zorder=6.9),
        "subset": _line(p.batch, 2.2, 5.4, dash=(6, 1.5)),
        "lowest": _marker("v", 9, p.batch, p.paper, 1.2, zorder=7.1),
        "sample": _marker(".", 9, p.batch, p.paper, 0.6, zorder=5.5),
        "mean": _marker("P", 11, p.ink, p.paper, 1.2, zorder=7.4),
        "whole": _marker("o", 11, "none", p.line, 2.2, zorder=7.3),
        "spread": _line(p.batch, 1.6, 5.2, dash=(5, 2)),
        "run there": _marker("p", 6, p.ink, p.paper, 0.8, zorder=5.6),
        "level": _line(p.muted, 1.0, 4.1),
        "level below": _line(p.muted, 1.2, 4.15, dash=(2, 1.6)),
        "border": _line(p.muted, 0.6, 4.3),
        "stairs": _line(p.ink, 1.15, 4.75),
        "happy pull": _line(p.happy, 1.35, 5.0),
        "sad pull": _line(p.sad, 0.85, 5.1),
        "stop": _line(p.ink, 1.1, 5.2),
        "bound": _line(p.ink, 1.4, 5.3, dash=(4, 1.5)),
        "stopped": _marker("s", 10, "none", p.ink, 2.0, zorder=7.3),
        "kept": _marker("D", 8, p.validation, p.paper, 1.3, zorder=7.2),
        "profile": _line(p.muted, 1.25, 4.2),
        "land": _line(p.muted, 2, 4.6),
        "belief": _line(p.velocity, 1.6, 5.4, dash=(6, 2)),
        "landing": _marker("o", 8, p.paper, p.velocity, 1.8, linewidth=1.8, zorder=6.8),
        "velocity": _line(p.velocity, 2.2, 5.6),
        "plain step": _line(p.gradient, 1.1, 4.6, dash=(3, 2)),
        "limit": _line(p.velocity, 1.2, 4.3, dash=(1, 2)),
        "plain": _line(p.line, 1.6, 5.1),
        "momentum": _line(p.velocity, 1.7, 5.1, dash=(6, 1.5)),
        "nesterov": _line(p.nesterov, 1.7, 5.1, dash=(6, 1.5, 1, 1.5)),
        "adagrad": _line(p.adagrad, 1.9, 5.1, dash=(1, 1.2)),
        "rmsprop": _line(p.rmsprop, 1.7, 5.1, dash=(3, 1.2)),
        "adam": _line(p.adam, 2.5, 5.1),
        "newton": _line(p.newton, 1.9, 5.1, dash=(9, 2)),
        "bfgs": _line(p.bfgs, 1.9, 5.1, dash=(9, 1.5, 2, 1.5)),
        "first unit": _line(p.muted, 4.6, 4.7),
        "second unit": _line(p.ink, 1.9, 5.6, dash=(4, 2.2)),
        "third unit": _line(p.ink, 1.9, 5.7, dash=(1, 2.4)),
        "fourth unit": _line(p.ink, 1.05, 5.8),
        "slopes": _marker("o", 6.5, p.gradient, p.paper, 0.7, linewidth=0.7, zorder=6.6),
        "corner": _marker("o", 9, p.paper, p.line, 2.0, linewidth=2.0, zorder=6.7),
        "step unit": _line(p.ink, 1.45, 4.5, dash=(7, 2, 1, 2)),
        "linear unit": _line(p.batch, 1.55, 4.6, dash=(5, 2.5)),
        "sigmoid unit": _line(p.line, 1.5, 4.9),
        "far labels": _line(p.sad, 1.7, 4.8, dash=(1.5, 1.5)),
        "happy cost": _line(p.happy, 2.9, 5.0),
        "sad cost": _line(p.sad, 2.05, 5.1),
        "measured": _line(p.gradient, 4.4, 6),
        "float64": _line(p.line, 1.85, 5.3, dash=(7, 2)),
        "float32": _line(p.sad, 1.75, 5.2, dash=(2, 1.5)),
        "cross entropy": _line(p.validation, 2.3, 5.2, dash=(8, 2)),
        "threshold": _line(p.line, 1.6, 5, dash=(1, 2)),
        "path": _marker("o", 3.4, p.line, p.line, 0) | _line(p.line, 1.4, 5),
        "loss": _line(p.line, 1.8, 5),
        "second goal": _line(p.velocity, 1.75, 5.3, dash=(7, 1.6)),
        "named rightly": _marker("8", 4.6, p.line, p.paper, 0.5, zorder=5.5),
        "named wrongly": _marker("X", 7.6, p.ink, p.paper, 0.8, linewidth=0.8, zorder=5.8),
        "target share": _line(p.ink, 1.65, 5.6),
        "share": _line(p.line, 2.1, 5.2),
        "rival": _line(p.ink, 1.45, 5.4, dash=(5, 2)),
        "bar": _marker("s", 9, p.line, p.line, 0, linewidth=0, zorder=3),
        "outline": _marker("s", 9, p.paper, p.ink, 1.1, linewidth=0, zorder=3),
        "no number": _marker("x", 11, p.ink, p.ink, 2.4, zorder=6),
        "lamp": _marker("o", 21, p.happy_face, p.ink, 1.3, linewidth=1.3, zorder=6),
        "own part": _marker("s", 9, p.muted, p.muted, 0, linewidth=9, zorder=3),
        "divergence": _marker("s", 9, p.contour, p.contour, 0, linewidth=10, zorder=3),
        "infinite": _marker("$∞$", 26, p.ink, p.ink, 0.5, zorder=7),
        "goes on": _marker("$↑$", 13, p.ink, p.ink, 0.5, zorder=7),
        "happy dot": _marker("o", 7, p.happy_face, p.happy, 1.1, linewidth=1.1, zorder=6.1),
        "sad dot": _marker("s", 6.5, p.sad_face, p.sad, 1.1, linewidth=1.1, zorder=6.05),
        "line": _line(p.line, 2.4, 6),
        "gradient": _line(p.gradient, 2, 6, dash=(3, 1.5)),
        "through here": _line(p.gradient, 1.2, 4.4),
        "drop": _line(p.ink, 1.0, 5.4, dash=(1, 1.5)),
        "floor": _line(p.muted, 0.8, 4),
        "contour": _line(p.contour, 0.95, 4.1),
        "guesses": _line(p.ink, 1.5, 4.9, dash=(3, 1.2)),
        "hits": _marker("H", 5, p.muted, p.paper, 0.6, zorder=4.8),
        "dice": _marker("h", 9.5, p.ink, p.paper, 1.2, zorder=6.8),
        "target": _line(p.ink, 1.3, 4.3),
        "best so far": _line(p.line, 1.3, 5.3, dash=(2, 2)),
        "best": _marker("^", 8, p.line, p.paper, 1.3, zorder=6.9),
        "point": _marker("o", 8.5, p.line, p.paper, 1.4, zorder=7),
    }
    if meaning not in styles:
        raise ValueError(f"meaning must be one of {', '.join(styles)}, got {meaning!r}")
    return styles[meaning]


def _line(colour, width, zorder, dash=None):
    linestyle = "-" if dash is None else (0, dash)
    return {"color": colour, "linewidth": width, "linestyle": linestyle, "zorder": zorder}


def _marker(shape, size, face, edge, edge_width, **more):
    names = ("marker", "markersize", "markerfacecolor", "markeredgecolor", "markeredgewidth")
    looks = dict(zip(names, (shape, size, face, edge, edge_width), strict=True))
    return {"linestyle": "none"} | looks | more


def draw_line(ax, meaning, points=None, *, moving=False):
    """Draw a line, or markers, in the style of a ``meaning``; a Line2D.

    A row of NaN breaks the line. One that is given no points is moved by the browser.
    """
    moving = moving or points is None
    points = pairs("points", [(np.nan, np.nan)] if points is None else points)
    if points.ndim != 2:
        raise ValueError(f"points must have shape (P, 2), got {points.shape}")
    rounded = {"solid_capstyle": "round", "solid_joinstyle": "round", "dash_joinstyle": "round"}
    (line,) = ax.plot(*points.T, **rounded, **style(meaning), animated=moving)
    if moving and line.get_linestyle() == "None":
        line.set_clip_box(TransformedBbox(FRAME, ax.transAxes))
    return line


def pairs(name, value):
    """Return points of the plane, (..., 2), as floats; NaN is allowed, where nothing is drawn.

    ``name`` is what the caller calls the argument whose ``value`` is checked.
    """
    array = np.asarray(value)
    if array.dtype.kind not in "iuf":
        raise TypeError(f"{name} must be made of real numbers, got {value!r}")
    if array.shape[-1:] != (2,):
        raise ValueError(f"{name} must have a last axis of length 2, got shape {array.shape}")
    return array.astype(float, copy=False)
