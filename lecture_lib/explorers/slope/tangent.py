"""The slope of a curve: its tangent, and what nudges of every size measure instead."""

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter

from lecture_lib.experiments.curves import exp_sine
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.powers import power_of_ten, power_text
from lecture_lib.explorers.state import Pick, Slide, to_notches, within
from lecture_lib.explorers.views.picture import Picture, notched_handle, over
from lecture_lib.gradient_check import difference_quotients
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

WINDOW = (-2.0, 3.0)  # of θ
HEIGHTS = (-1.0, 4.0)  # as many units as WINDOW: right angles are seen as such
NOTCH = 0.05
PLACES = (np.round(np.arange(WINDOW[0], WINDOW[1] + NOTCH / 2, NOTCH), 2) + 0.0).tolist()
NUDGES = (*(float(f"{m}e-{p}") for p in range(15, 0, -1) for m in (1, 2, 5)), 1.0)
KINDS = {"forward": "loss", "central": "guesses"}  # and what its error is drawn as
TEMPLATE = "θ = {theta:.2f}, f′ = {slope:.4f}, nudge h = {h}. {said}"
SAID = (
    "The {kind} quotient is {quotient:.4f}, off by about {off}: the curve bends on the way.",
    "The {kind} quotient is {quotient:.4f}, good to about {off}: near the best there is.",
    "Rounding takes over: the {kind} quotient is {quotient:.4f}, uncertain by up to {off}.",
    "Rounding has taken over: the {kind} quotient is uncertain by up to {off}.",
)
CLEAR = 10.0  # so many times larger than the other, one of the two errors is the one to blame
POOR = 1e-4  # of what rounding leaves uncertain
SMOOTH = 1e-3  # a curve's own error of smaller nudges goes with a power of h
ZOOM = 2.0  # nudges to either side that the microscope shows
FINE = np.linspace(-ZOOM, ZOOM, 161)
ERRORS = (1e-13, 30.0)
STEPS = np.geomspace(1e-15, 1, 136)  # nine in each decade
SHORT = 1.1  # half the length of tangent and normal
SIDES = np.array([-1.0, 1.0])


class TangentExplorer(Explorer):
    """Put a tangent to the curve e^(sin θ), and measure its slope by nudges of every size.

    Parameters
    ----------
    h : float
        The nudge, from 1e-15 to 1.
    theta : float
        Where the tangent touches, within -2 and 3; on the screen it can be dragged.
    kind : {"forward", "central"}
        Compare f(θ) with f(θ + h), or f(θ - h) with f(θ + h).

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S2 (slide 4): E2.1; erratum 3.
    """

    LABEL = "A curve with its tangent, the point under the microscope, the error of every nudge"

    h = Slide(
        1.0,
        NUDGES,
        "nudge h",
        "How slightly θ is changed",
        within,
        text=power_text,
        low=NUDGES[0],
        high=NUDGES[-1],
    )
    theta = Slide(1.0, PLACES, "place θ", "", within, low=WINDOW[0], high=WINDOW[1])
    kind = Pick("forward", KINDS, "quotient")

    def prepare(self):
        """Make the curve."""
        self.curve = exp_sine()

    def draw(self):
        """Return the picture."""
        return TangentPicture(self.f)

    def f(self, theta):
        """The curve at numbers of any shape, every value right to its last digit.

        Sine and exponential of another processor may differ there, and the picture shows it.
        """
        return self.curve.height(np.asarray(theta, dtype=np.longdouble)).astype(float)

    def show(self, nudges):
        """Show some nudges."""
        h, central = np.array(nudges), self.kind == "central"
        slope = self.curve.gradient([self.theta]).item()
        quotient = difference_quotients(self.f, self.theta, h)[int(central)]
        tracks = self.picture.tracks(self.theta, slope, h, quotient, central)
        self.stage.show(tracks, self._say(slope, h, quotient), self.picture.handles(tracks))

    def _say(self, slope, h, quotient):
        bent, noise = self._errors(slope, h, quotient)
        said = np.where(bent > CLEAR * noise, 0, np.where(noise < CLEAR * bent, 1, 2))
        said[(said == 2) & (noise > POOR)] = 3
        return say(
            TEMPLATE,
            theta=self.theta,
            slope=slope,
            h=np.array([[power_text(step)] for step in h]),
            kind=self.kind,
            quotient=quotient[:, None],
            said=np.array(SAID)[said[:, None]],
            off=np.array([[power_text(float(f"{size:.0e}"))] for size in bent + noise]),
        )

    def _errors(self, slope, h, quotient):
        """How far off each quotient is by the curve's bend, and about how far by rounding.

        What rounding really did is a matter of luck, and differs from machine to machine.
        """
        order = 2 if self.kind == "central" else 1
        bent = np.abs(quotient - slope)
        bent = np.where(h < SMOOTH, bent[h == SMOOTH] * (h / SMOOTH) ** order, bent)
        height, place = np.spacing(np.abs([self.f(self.theta), self.theta]))
        return bent, height / (order * h) + abs(slope) * place / (2 * h)

    def dragged(self, name, x, y):
        """Touch the curve at the nearest notch."""
        self.set(theta=to_notches([x], *WINDOW, NOTCH)[0])


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
        self.whole = self.axes(whole, "A curve and its tangent", "θ", "f")
        self.whole.set(xlim=WINDOW, ylim=HEIGHTS)
        theta = np.linspace(*WINDOW, 201)
        draw_line(self.whole, "curve", over(theta, f(theta)))
        self.zoom = self.axes(zoom, "Under the microscope", "(θ − here) / h", "(f − f(here)) / h")
        self.zoom.set(xlim=(-ZOOM, ZOOM), ylim=(-2 * ZOOM, 2 * ZOOM))
        self.errors = self._error_axes(errors)
        names = {"gradient": "tangent", "line": "secant", "drop": "normal"}
        draw_legend(self.whole, names, on_top=True, loc="lower left")
        both = self.whole, self.zoom
        self.normal = draw_line(self.whole, "drop")
        self.secants = [draw_line(ax, "line") for ax in both]
        self.tangents = [draw_line(ax, "gradient") for ax in both]
        self.ends = [draw_line(ax, "landing") for ax in both]
        self.enlarged = draw_line(self.zoom, "land")
        self.points = [draw_line(ax, "point") for ax in both]
        self.curves = [draw_line(self.errors, meaning) for meaning in KINDS.values()]
        self.error = draw_line(self.errors, "point")

    def tracks(self, theta, slope, h, quotient, central):
        """Return where everything is, for nudges h (takes,) and the quotient of each."""
        here = float(self.f(theta))
        ends = np.stack([theta - h if central else np.full_like(h, theta), theta + h], axis=-1)
        placed = over(ends, self.f(ends))  # (takes, 2, 2)
        relative = (placed - (theta, here)) / h[:, None, None]
        run = SIDES * short(slope)
        far = 2 * ZOOM * SIDES
        errors = [cut(q - slope) for q in difference_quotients(self.f, theta, STEPS)]
        still = {
            self.normal: self._normal(theta, here, slope),
            self.tangents[0]: over(theta + run, here + run * slope),
            self.tangents[1]: over(far, far * slope),
            self.points[0]: np.array([(theta, here)]),
            self.points[1]: np.zeros((1, 2)),
            **{curve: over(STEPS, row) for curve, row in zip(self.curves, errors, strict=True)},
        }
        each = {
            self.secants[0]: self._secants(placed, quotient),
            self.secants[1]: self._enlarged_secants(relative),
            self.ends[0]: placed,
            self.ends[1]: relative,
            self.enlarged: self._microscope(theta, here, h),
            self.error: over(h, cut(quotient - slope))[:, None],
        }
        return {
            **{artist: Track(points[None, None]) for artist, points in still.items()},
            **{artist: Track(points[:, None]) for artist, points in each.items()},
        }

    def handles(self, tracks):
        """Return what can be dragged: the point on the curve."""
        label, place = "The point of the curve", tracks[self.points[0]]
        return [notched_handle("point", label, self.whole, place, NOTCH, coarse=2)]

    def _error_axes(self, box):
        ax = self.axes(box, "The error of the quotient", "h", "error")
        ax.set(xscale="log", yscale="log", xlim=(5e-16, 2), ylim=ERRORS)
        for axis, decades in ((ax.xaxis, range(-15, 1, 3)), (ax.yaxis, range(-12, 2, 2))):
            axis.set_major_locator(FixedLocator([10.0**k for k in decades]))
            axis.set_major_formatter(FuncFormatter(power_of_ten))
            axis.set_minor_locator(FixedLocator([]))
        draw_legend(ax, {meaning: kind for kind, meaning in KINDS.items()}, loc="upper center")
        return ax

    def _normal(self, theta, here, slope):
        """Square to the tangent: upright where that is level."""
        if not slope:
            return np.array([(theta, here - SHORT), (theta, here + SHORT)])
        run = SIDES * short(-1 / slope)
        return over(theta - run, here + run / slope)

    def _secants(self, placed, quotients):
        """The line through both ends, drawn a little beyond them."""
        half = (placed[:, 1, 0] - placed[:, 0, 0]) / 2 + short(quotients)
        run = half[:, None] * SIDES
        return placed.mean(axis=1)[:, None] + over(run, run * quotients[:, None])

    def _enlarged_secants(self, relative):
        """The line through both ends, which near 1e-15 are not quite a nudge apart."""
        across, up = np.moveaxis(relative[:, 1] - relative[:, 0], -1, 0)
        run = 4 * ZOOM * SIDES
        return relative[:, 1:] + over(run, run * (up / across)[:, None])

    def _microscope(self, theta, here, h):
        """What a computer knows of the curve: near 1e-15 its numbers have gaps."""
        return over(FINE, (self.f(theta + FINE * h[:, None]) - here) / h[:, None])


def short(slope):
    """How far across a line of that slope goes: equally long on the screen whatever the slope."""
    return SHORT / np.hypot(1, slope)


def cut(errors):
    """Sizes of errors, kept above 0 for the axis of powers."""
    return np.maximum(np.abs(errors), 1e-20)
