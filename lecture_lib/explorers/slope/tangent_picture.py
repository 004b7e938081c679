"""The picture of a slope: the curve with tangent and secant, the microscope, the errors."""

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter

from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.gradient_check import difference_quotients
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Handle, Track

WINDOW = (-2.0, 3.0)  # of θ
HEIGHTS = (-1.0, 4.0)  # as many units as WINDOW: right angles are seen as such
ZOOM = 2.0  # nudges to either side that the microscope shows
FINE = np.linspace(-ZOOM, ZOOM, 161)
ERRORS = (1e-13, 30.0)
STEPS = np.geomspace(1e-15, 1, 136)  # nine in each decade
NOTCH = 0.05
SHORT = 1.1  # half the length of tangent and normal
KINDS = {"loss": "forward", "guesses": "central"}


class TangentPicture(Picture):
    """The curve with tangent, normal and secant; the same, enlarged; the error over the nudge.

    Parameters
    ----------
    f : callable
        The curve at numbers of any shape.
    """

    def __init__(self, f):
        super().__init__()
        self.f = f
        whole, zoom, errors = self.panels
        axes = {"xlabel": "θ", "ylabel": "f"}
        self.whole = new_axes(self.figure, whole, title="A curve and its tangent", **axes)
        self.whole.set(xlim=WINDOW, ylim=HEIGHTS)
        theta = np.linspace(*WINDOW, 201)
        draw_line(self.whole, "curve", np.column_stack([theta, f(theta)]))
        axes = {"xlabel": "(θ − here) / h", "ylabel": "(f − f(here)) / h"}
        self.zoom = new_axes(self.figure, zoom, title="Under the microscope", **axes)
        self.zoom.set(xlim=(-ZOOM, ZOOM), ylim=(-2 * ZOOM, 2 * ZOOM))
        self.errors = self._error_axes(errors)
        names = {"gradient": "tangent", "line": "secant", "drop": "normal"}
        draw_legend(self.whole, names)
        self.normal = draw_line(self.whole, "drop", NOWHERE, moving=True)
        self.secants = [draw_line(ax, "line", NOWHERE, moving=True) for ax in self._two()]
        self.tangents = [draw_line(ax, "gradient", NOWHERE, moving=True) for ax in self._two()]
        self.ends = [draw_line(ax, "landing", NOWHERE, moving=True) for ax in self._two()]
        self.enlarged = draw_line(self.zoom, "land", NOWHERE, moving=True)
        self.points = [draw_line(ax, "point", NOWHERE, moving=True) for ax in self._two()]
        self.curves = [draw_line(self.errors, meaning, NOWHERE, moving=True) for meaning in KINDS]
        self.error = draw_line(self.errors, "point", NOWHERE, moving=True)

    def tracks(self, theta, slope, h, quotients, kind):
        """Return where everything is.

        Parameters
        ----------
        theta, slope : float
            Where the tangent touches, and how steep it is.
        h : array (takes,)
        quotients : pair of array (takes,)
            Forward and central.
        kind : int
            Which of the two is drawn as a secant.
        """
        here = float(self.f(theta))
        far = 2 * ZOOM * np.array([-1.0, 1.0])
        ends = np.stack([theta - h if kind else np.full_like(h, theta), theta + h], axis=-1)
        placed = np.stack([ends, self.f(ends)], axis=-1)  # (takes, 2, 2)
        relative = _relative(placed, theta, here, h)
        errors = np.abs(quotients[kind] - slope)
        return {
            self.normal: _one([(theta - s, here + s / slope) for s in _short(-1 / slope)])
            if slope
            else _one([(theta, here - SHORT), (theta, here + SHORT)]),
            self.tangents[0]: _one([(theta + s, here + s * slope) for s in _short(slope)]),
            self.tangents[1]: _one(np.column_stack([far, far * slope])),
            self.secants[0]: Track(self._secants(placed, quotients[kind])),
            self.secants[1]: Track(self._enlarged_secants(relative)),
            self.ends[0]: Track(placed[:, None]),
            self.ends[1]: Track(relative[:, None]),
            self.enlarged: Track(self._microscope(theta, here, h)),
            self.points[0]: _one([(theta, here)]),
            self.points[1]: _one([(0.0, 0.0)]),
            **self._error_curves(theta, slope),
            self.error: Track(np.column_stack([h, np.maximum(errors, 1e-20)])[:, None, None]),
        }

    def handles(self, tracks):
        """Return what can be dragged: the point on the curve."""
        notch = NOTCH * float(pixels_per_unit(self.whole)[0])
        name, label, place = "point", "The point of the curve", tracks[self.points[0]]
        return [Handle(name, label, self.whole, place, step=2 * notch, fine=notch)]

    def _two(self):
        return self.whole, self.zoom

    def _error_axes(self, box):
        title = "The error of the quotient"
        ax = new_axes(self.figure, box, title=title, xlabel="h", ylabel="error")
        ax.set(xscale="log", yscale="log", xlim=(5e-16, 2), ylim=ERRORS)
        for axis, decades in ((ax.xaxis, range(-15, 1, 3)), (ax.yaxis, range(-12, 2, 2))):
            axis.set_major_locator(FixedLocator([10.0**k for k in decades]))
            axis.set_major_formatter(FuncFormatter(power_of_ten))
            axis.set_minor_locator(FixedLocator([]))
        draw_legend(ax, KINDS, loc="upper center")
        return ax

    def _secants(self, placed, quotients):
        """The line through both ends, drawn a little beyond them."""
        middle = placed.mean(axis=1)
        half = (placed[:, 1, 0] - placed[:, 0, 0]) / 2 + SHORT / np.hypot(1, quotients)
        run = half[:, None] * np.array([-1.0, 1.0])
        ends = np.stack([run, run * quotients[:, None]], axis=-1)
        return (middle[:, None] + ends)[:, None]

    def _enlarged_secants(self, relative):
        """The line through both ends, which near 1e-15 are not quite a nudge apart."""
        across, up = np.moveaxis(relative[:, 1] - relative[:, 0], -1, 0)
        run = 4 * ZOOM * np.array([-1.0, 1.0])
        ends = np.stack(np.broadcast_arrays(run, run * (up / across)[:, None]), axis=-1)
        return (relative[:, 1:] + ends)[:, None]

    def _microscope(self, theta, here, h):
        """What a computer knows of the curve: near 1e-15 its numbers have gaps."""
        rises = (self.f(theta + FINE * h[:, None]) - here) / h[:, None]
        return np.stack([np.broadcast_to(FINE, rises.shape), rises], axis=-1)[:, None]

    def _error_curves(self, theta, slope):
        quotients = difference_quotients(self.f, theta, STEPS)
        errors = [np.maximum(np.abs(q - slope), 1e-20) for q in quotients]
        pairs = zip(self.curves, errors, strict=True)
        return {curve: _one(np.column_stack([STEPS, error])) for curve, error in pairs}


def _one(points):
    return Track(np.array(points, dtype=float)[None, None])


def _short(slope):
    """Two ends of a line of that slope, equally long on the screen whatever the slope."""
    return SHORT / np.hypot(1, slope) * np.array([-1.0, 1.0])


def _relative(placed, theta, here, h):
    """Points (takes, 2, 2) as the microscope shows them."""
    across = (placed[..., 0] - theta) / h[:, None]
    return np.stack([across, (placed[..., 1] - here) / h[:, None]], axis=-1)
