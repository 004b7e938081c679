"""Is it a distribution? Ten numbers as bars, two lamps, and what a one-hot label says."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.explorers.explorer import (
    Explorer,
    State,
    bind,
    columns,
    in_a_row,
    key,
    signed,
    to_notches,
)
from lecture_lib.explorers.softmax.distribution_picture import (
    CLASSES,
    HIGH,
    LOW,
    DistributionPicture,
)
from lecture_lib.labels import one_hot
from lecture_lib.stage import Readout, Slider, Stage

NOTCH = 0.05
VALUES = (np.round(np.arange(LOW, HIGH + NOTCH / 2, NOTCH), 2) + 0.0).tolist()
TWO = tuple(one_hot(2, CLASSES).tolist())
LABEL = "Ten numbers as bars, two lamps, and the digit that a one-hot label stands for"
TEMPLATE = "Class {chosen} has {value}. {judged}"
JUDGED = (
    "No distribution: the smallest number is {smallest}, and they sum to {total}.",
    "No distribution: they sum to 1, but the smallest number is {smallest}.",
    "No distribution: none is negative, but they sum to {total}.",
    "A distribution: none is negative and they sum to 1. {shape}",
)
SHAPES = (
    "The largest probability is {largest}, at class {first}.",
    "It is one-hot: class {first} for certain.",
    "It is uniform: every class has {largest}.",
)


class DistributionExplorer(Explorer):
    """Set ten numbers, and see whether they are a probability distribution.

    Parameters
    ----------
    p : tuple of float
        Ten numbers, within -0.6 and 1.6.
    chosen : int
        The class whose number is in the hand, 0 to 9.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S16.1-S16.9 (slides 45, 46): E16.1; errata 63, 64.
    """

    p = State(TWO)
    chosen = State(2)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        chosen, self.value = Slider(label="class"), Slider(label="its number", at_rest=True)
        bind(self, "chosen", chosen, range(CLASSES))
        self.offered = []
        self._offer_values()
        self.observe(self._offer_values, ["p", "chosen"])
        self.value.observe(self._value_picked, "index")
        keys = [
            key("make it one-hot", lambda _: self.set(p=one_hot(self.chosen, CLASSES))),
            key("make it uniform", lambda _: self.set(p=np.full(CLASSES, 1 / CLASSES))),
            key("reset", self.reset),
        ]
        self.picture = DistributionPicture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=self.value)
        self.stage.on_drag(self._dragged)
        return [columns([chosen, self.value], [in_a_row(*keys)]), self.stage]

    def refresh(self, changed):
        """Show the numbers for every value of the one in the hand."""
        p = np.tile(self.p, (len(self.offered), 1))
        p[:, self.chosen] = self.offered
        tracks = self.picture.tracks(p, self.chosen, *lamps(p))
        self.stage.show(tracks, self._readout(p), self.picture.handles(p))

    def _readout(self, p):
        positive, one = lamps(p)
        shape = np.where(p.max(axis=1) == 1, 1, 2 * (np.ptp(p, axis=1) == 0))
        values = {
            "chosen": np.full(len(p), self.chosen),
            "value": p[:, self.chosen],
            "smallest": p.min(axis=1),
            "total": p.sum(axis=1),
            "largest": p.max(axis=1),
            "first": p.argmax(axis=1),
            "judged": 2 * positive + one,
            "shape": shape,
        }
        return Readout(
            TEMPLATE,
            values={name: table[:, None] for name, table in values.items()},
            digits=dict.fromkeys(("value", "smallest", "total", "largest"), 2),
            words={"judged": JUDGED, "shape": SHAPES},
        )

    def _offer_values(self, _=None):
        """Let the slider follow; a number between the notches is offered while it lasts."""
        value = self.p[self.chosen]
        self.offered[:] = sorted({*VALUES, value})
        with self.value.hold_sync():
            self.value.options = [signed(round(v, 3)) for v in self.offered]
            self.value.index = self.offered.index(value)

    def _value_picked(self, change):
        self.p = self._with(self.chosen, self.offered[change["new"]])

    def _dragged(self, name, x, y):
        (value,) = to_notches([y], LOW, HIGH, NOTCH)
        self.set(chosen=int(name), p=self._with(int(name), value))

    def _with(self, place, value):
        return (*self.p[:place], value, *self.p[place + 1 :])

    @validate("p")
    def _numbers_are_in_the_picture(self, proposal):
        p = checks.numbers("p", proposal.value, ndim=1)
        if p.shape != (CLASSES,):
            raise ValueError(f"p must hold {CLASSES} numbers, got {len(p)}")
        if p.min() < LOW or p.max() > HIGH:
            raise ValueError(f"p must be within {LOW} and {HIGH}, got {p.tolist()}")
        return tuple(p.tolist())

    @validate("chosen")
    def _chosen_is_a_class(self, proposal):
        return int(checks.count("chosen", proposal.value, low=0, high=CLASSES - 1))


def lamps(p):
    """Return whether no number is negative, and whether they sum to 1, for each row."""
    return (p >= 0).all(axis=1), abs(p.sum(axis=1) - 1) < 1e-9
