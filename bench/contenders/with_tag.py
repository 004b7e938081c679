"""Any explorer of the course; only the tag is added to its figure."""

import sys

import numpy as np

from bench.contenders.tag import CODES, add_tag, tag_tracks
from lecture_lib import explorers
from lecture_lib.stage import Stage


class TaggedStage(Stage):
    """A stage whose figures carry the tag: which take, how often data came, which frame."""

    version = 0

    def put(self, figure, unchanged=False):
        """Take another figure, and tag it, if it was not here before."""
        self.tags = getattr(self, "tags", {})
        self.squares = self.tags.setdefault(figure, None) or add_tag(figure)
        self.tags[figure] = self.squares
        super().put(figure, unchanged)

    def show(self, tracks, readout, handles=(), steps=None):
        """Show the tracks and those of the tag."""
        self.version += 1
        parts = [track.extent() for track in tracks.values()]
        parts += [np.shape(table) for table in readout.values.values()]
        takes, frames = np.max(parts, axis=0)
        alone = takes == 1 and self.hand
        take = self.hand.index if alone else np.arange(takes)
        codes = [np.asarray(code) % CODES for code in (take, self.version, np.arange(frames))]
        tagged = tracks | tag_tracks(self.squares, codes[0], int(codes[1]), codes[2])
        super().show(tagged, readout, handles, steps)


def show(name):
    """Return an explorer in its first state, to be shown."""
    kind = getattr(explorers, name)  # loads it, before its module is looked for
    for module in [m for m in sys.modules if m.startswith("lecture_lib.explorers.")]:
        if hasattr(sys.modules[module], "Stage"):
            sys.modules[module].Stage = TaggedStage  # this kernel lives for the benchmark alone
    return kind()
