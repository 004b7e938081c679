"""Bug detective: find the fault in a backprop by its slopes."""

import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.experiments.backprop_faults import NAMES
from lecture_lib.experiments.detective import EXAMPLES, Case
from lecture_lib.explorers.backprop.detective_picture import DetectivePicture
from lecture_lib.explorers.backprop.detective_words import (
    LABELS,
    evidence_against,
    question,
    score,
    state_of,
    verdict,
)
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, in_a_row, key, one_of
from lecture_lib.stage import Choice, Readout, Slider, Stage

NETWORKS = ("2-2-1", "2-3-1", "3-4-2")
NUMBERS = {
    "ratio": "analytic ÷ numerical",
    "analytic": "analytic × 1000",
    "numerical": "numerical × 1000",
    "weights": "weights",
}
UNDECIDED = "undecided"
OFFERED = 21  # cases on the slider; code may go further
LABEL = "Heat map of analytic against numerical slopes, both as points, and the network"


class DetectiveExplorer(Explorer):
    """Compare what a backprop claims with what is measured, and find its fault.

    Every case is a network of sigmoids with weights, four examples and squared loss. Its backprop
    has one of the faults of `lecture_lib.experiments.backprop_faults`, or none.

    Parameters
    ----------
    network : {"2-2-1", "2-3-1", "3-4-2"}
        Inputs, hidden units, outputs.
    case : int
        From 1 on; each has its own weights, examples and fault.
    example : int
        1 to 4: the slopes of that example's loss; 0: of the mean over all four.
    numbers : {"ratio", "analytic", "numerical", "weights"}
        What the cells of the heat map say. Their colour is always the ratio.
    suspect : str
        Whom you would accuse, one of `backprop_faults.NAMES`, or "undecided".
    accused : sequence of (network, case, suspect)
        The accusations so far.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S14.5-S14.11 (slides 40, 41), E13.2, X14, errata 51, 57-59.
    """

    network = State("2-2-1", one_of, NETWORKS)
    case = State(1, checks.count, 1)
    example = State(0, checks.count, 0, EXAMPLES)
    numbers = State("ratio", one_of, tuple(NUMBERS))
    suspect = State(UNDECIDED, one_of, (UNDECIDED, *NAMES))
    accused = State(())

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        example = Slider(label="example", at_rest=True, hint="Whose loss the slopes are of")
        number = Slider(label="case", hint="Each has its own weights, examples and fault")
        bind(self, "example", example, range(EXAMPLES + 1), lambda n: str(n or "all"))
        bind(self, "case", number, range(1, OFFERED + 1), str)
        network, numbers = Choice(label="network"), Choice(label="in the cells")
        suspect = Choice(label="suspect")
        bind(self, "network", network, NETWORKS)
        bind(self, "numbers", numbers, NUMBERS, NUMBERS.get)
        bind(self, "suspect", suspect, (UNDECIDED, *NAMES), lambda name: LABELS.get(name, name))
        keys = [key("accuse", self.accuse), key("another case", self.next_case)]
        buttons = in_a_row(*keys, key("reset", self.reset))
        self.picture, self.present = DetectivePicture(self._sizes()), None
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=example)
        return [columns([example, number, network, numbers], [suspect, buttons]), self.stage]

    def accuse(self, *_):
        """Accuse the suspect; without one, or in a solved case, nothing happens."""
        solved = self.present.fault in self._suspects(self.network, self.case)
        if self.suspect != UNDECIDED and not solved:
            self.set(accused=(*self.accused, (self.network, self.case, self.suspect)))

    def next_case(self, *_):
        """Go on to the next case, undecided."""
        self.set(case=self.case + 1, suspect=UNDECIDED)

    def refresh(self, changed):
        """Show the slopes of every example."""
        sizes, suspects = self._sizes(), self._suspects(self.network, self.case)
        with self.stage.hold_sync():
            if self.picture.sizes != sizes:
                self.put(DetectivePicture(sizes))
            if self.present != (present := Case(sizes, self.case)):
                self.present = present  # it keeps what it has computed
            framed, guilty = self._judged(suspects)
            tracks = self.picture.tracks(self.present, self.numbers, framed, guilty)
            self.stage.show(tracks, self._readout(suspects))

    def _judged(self, suspects):
        """The weights that speak against the latest suspect; and the fault once it is found."""
        if not suspects:
            return None, None
        if suspects[-1] == self.present.fault:
            return None, suspects[-1]
        return evidence_against(self.present, suspects[-1])[0], None

    def _readout(self, suspects):
        asked, scored = question(self.present, suspects, self.suspect), self._score()
        told = []
        for batch in range(EXAMPLES + 1):
            ruled = verdict(self.present, suspects, batch) if suspects else ""
            parts = (state_of(self.present, batch), ruled, asked, scored)
            told.append(" ".join(filter(None, parts)))
        take = np.arange(EXAMPLES + 1)[:, None]
        return Readout("{told}", values={"told": take}, words={"told": told})

    def _score(self):
        cases = dict.fromkeys((network, case) for network, case, _ in self.accused)
        pairs = [(Case(_sizes(network), case), (network, case)) for network, case in cases]
        return score([(case, self._suspects(*name)) for case, name in pairs])

    def _suspects(self, network, case):
        return [suspect for *where, suspect in self.accused if where == [network, case]]

    def _sizes(self):
        return _sizes(self.network)

    @validate("accused")
    def _accusations_are_whole(self, proposal):
        what = "accused must be a list of (network, case, suspect)"
        if not isinstance(proposal.value, list | tuple):
            raise TypeError(f"{what}, got {proposal.value!r}")
        for one in proposal.value:
            if not isinstance(one, list | tuple) or len(one) != 3:
                raise ValueError(f"{what}, got {one!r} in it")
            network, case, suspect = one
            one_of("accused network", network, NETWORKS)
            checks.count("accused case", case)
            one_of("accused suspect", suspect, NAMES)
        return tuple(map(tuple, proposal.value))


def _sizes(network):
    return tuple(map(int, network.split("-")))
