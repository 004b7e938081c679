"""The slope of a curve: its tangent, and what nudges of every size measure instead."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.curves import exp_sine
from lecture_lib.explorers.excess_view import power_of_ten
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    key,
    one_of,
    signed,
    to_notches,
    within,
)
from lecture_lib.explorers.slope.tangent_picture import WINDOW, TangentPicture
from lecture_lib.gradient_check import difference_quotients
from lecture_lib.stage import Choice, Readout, Slider, Stage

NOTCH = 0.05
PLACES = (np.round(np.arange(WINDOW[0], WINDOW[1] + NOTCH / 2, NOTCH), 2) + 0.0).tolist()
NUDGES = (*(float(f"{m}e-{p}") for p in range(15, 0, -1) for m in (1, 2, 5)), 1.0)
KINDS = ("forward", "central")
DECADES = range(-17, 2)
LABEL = "A curve with its tangent, the point under the microscope, the error of every nudge"
TEMPLATE = "θ = {theta}, f′ = {slope}, nudge h = {h}. {said}"
SAID = (
    "The {kind} quotient is {quotient}, off by about {off}: h is too large to follow the curve.",
    "The {kind} quotient is {quotient}, good to about {off}: better than that it hardly gets.",
    "Rounding takes over: the {kind} quotient is {quotient}, uncertain by about {off}.",
    "Rounding has taken over: the {kind} quotient is uncertain by about {off}.",
)
BENT = 30.0  # so many times larger than rounding, an error is the curve's own
GOOD, POOR = 1e-7, 1e-4  # of what rounding leaves uncertain


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

    Source
    ------
    S2 (slide 4): E2.1; erratum 3.
    """

    h = State(1.0)
    theta = State(1.0, within, *WINDOW)
    kind = State("forward", one_of, KINDS)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.curve = exp_sine()
        h = Slider(label="nudge h", at_rest=True, hint="How slightly θ is changed")
        theta, kind = Slider(label="place θ"), Choice(label="quotient")
        self.nudges = bind(self, "h", h, NUDGES, power_text)
        bind(self, "theta", theta, PLACES, signed)
        bind(self, "kind", kind, KINDS)
        self.picture = TangentPicture(self.f)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=h)
        self.stage.on_drag(self._dragged)
        return [h, theta, kind, key("reset", self.reset), self.stage]

    def f(self, theta):
        """The curve at numbers of any shape, every value right to its last digit.

        Sine and exponential of another processor may differ there, and the picture shows it.
        """
        return self.curve.height(np.asarray(theta, dtype=np.longdouble)).astype(float)

    def refresh(self, changed):
        """Show every nudge."""
        if changed == {"h"} and len(self.nudges) == self.stage.takes:
            return  # the page has moved to that take already
        h = np.array(self.nudges)
        slope = self.curve.gradient([self.theta]).item()
        quotients = difference_quotients(self.f, self.theta, h)
        tracks = self.picture.tracks(self.theta, slope, h, quotients, KINDS.index(self.kind))
        readout = self._readout(slope, h, quotients[KINDS.index(self.kind)])
        self.stage.show(tracks, readout, self.picture.handles(tracks))

    def _readout(self, slope, h, quotient):
        """Which digits are lost to rounding differs between machines, so they are not told."""
        noise = np.finfo(float).eps * np.abs(self.f(self.theta)) / h
        bent = np.abs(quotient - slope)
        ratio = bent / noise
        said = np.where(ratio > BENT, 0, 1 + np.digitize(noise, (GOOD, POOR)))
        off = np.where(said == 0, bent, np.maximum(noise, 1e-17))
        return Readout(
            TEMPLATE,
            values={
                "theta": np.full((1, 1), self.theta),
                "slope": np.full((1, 1), slope),
                "h": np.arange(len(h))[:, None],
                "kind": np.full((1, 1), KINDS.index(self.kind)),
                "quotient": quotient[:, None],
                "said": said[:, None],
                "off": (np.log10(off).round() - DECADES[0])[:, None],
            },
            digits={"theta": 2, "slope": 4, "quotient": 4},
            words={
                "h": [power_text(step) for step in h],
                "kind": KINDS,
                "said": SAID,
                "off": [power_text(10.0**decade) for decade in DECADES],
            },
        )

    def _dragged(self, name, x, y):
        self.set(theta=to_notches([x], *WINDOW, NOTCH)[0])

    @validate("h")
    def _nudge_is_on_the_axis(self, proposal):
        value = checks.positive("h", proposal.value, ndim=0)
        if not NUDGES[0] <= value <= NUDGES[-1]:
            raise ValueError(f"h must be from 1e-15 to 1, got {value}")
        return value


def power_text(h):
    """Write a nudge: "0.05", "2·10⁻⁷"."""
    if h >= 1e-3:
        return f"{h:g}"
    lead, _, power = f"{h:.1e}".partition("e")
    ten = power_of_ten(10.0 ** int(power))
    return ten if lead == "1.0" else f"{float(lead):g}·{ten}"
