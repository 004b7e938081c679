"""The slope of a curve: its tangent, and what nudges of every size measure instead."""

import numpy as np

from lecture_lib.experiments.curves import exp_sine
from lecture_lib.explorers.declared import Explorer, Pick, Slide
from lecture_lib.explorers.explorer import to_notches, within
from lecture_lib.explorers.powers import power_text
from lecture_lib.explorers.slope.tangent_picture import WINDOW, TangentPicture
from lecture_lib.gradient_check import difference_quotients
from lecture_lib.stage import say

NOTCH = 0.05
PLACES = (np.round(np.arange(WINDOW[0], WINDOW[1] + NOTCH / 2, NOTCH), 2) + 0.0).tolist()
NUDGES = (*(float(f"{m}e-{p}") for p in range(15, 0, -1) for m in (1, 2, 5)), 1.0)
KINDS = ("forward", "central")
TEMPLATE = "θ = {theta:.2f}, f′ = {slope:.4f}, nudge h = {h}. {said}"
SAID = (
    "The {kind} quotient is {quotient:.4f}, off by about {off}: the curve bends on the way.",
    "The {kind} quotient is {quotient:.4f}, good to about {off}: better than that it hardly gets.",
    "Rounding takes over: the {kind} quotient is {quotient:.4f}, uncertain by about {off}.",
    "Rounding has taken over: the {kind} quotient is uncertain by about {off}.",
)
CLEAR = 10.0  # so many times larger than the other, one of the two errors is the one to blame
POOR = 1e-4  # of what rounding leaves uncertain
SMOOTH = 1e-3  # a curve's own error of smaller nudges goes with a power of h


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
        h = np.array(nudges)
        slope = self.curve.gradient([self.theta]).item()
        quotients = difference_quotients(self.f, self.theta, h)
        tracks = self.picture.tracks(self.theta, slope, h, quotients, KINDS.index(self.kind))
        readout = self._say(slope, h, quotients[KINDS.index(self.kind)])
        self.stage.show(tracks, readout, self.picture.handles(tracks))

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
        order = 1 + KINDS.index(self.kind)
        bent = np.abs(quotient - slope)
        bent = np.where(h < SMOOTH, bent[h == SMOOTH] * (h / SMOOTH) ** order, bent)
        return bent, np.spacing(np.abs(self.f(self.theta))) / (2 * order * h)

    def dragged(self, name, x, y):
        """Touch the curve at the nearest notch."""
        self.set(theta=to_notches([x], *WINDOW, NOTCH)[0])
