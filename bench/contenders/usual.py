"""What the two usual ways share: one run, posed in the explorer's own picture by matplotlib."""

import ipywidgets
import numpy as np

from bench.contenders.tag import add_tag, eta_code, other_code, tag_tracks
from lecture_lib.batches import minibatches
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.lines import face_models
from lecture_lib.explorers.line.line import BATCH_SIZES, ETAS, MOMENTA, LinePicture
from lecture_lib.explorers.line_words import describe
from lecture_lib.optimizers import Momentum
from lecture_lib.stage.track import pose

STEPS = 120
THETA0 = (1.5, 1.0)


class UsualPicture:
    """The explorer's picture at one state."""

    def __init__(self):
        self.model = face_models(load_faces("train"))["raw"]
        self.picture = LinePicture(self.model, STEPS)
        self.figure = self.picture.figure
        self.squares = add_tag(self.figure)
        self.artists = []

    def pose(self, eta, momentum, batch_size, step):
        """Move everything to where it is in this state; return the sentence."""
        run = self._descend(eta, momentum, batch_size)
        codes = eta_code(eta), other_code(momentum, batch_size), step
        tracks = self.picture.tracks(run) | tag_tracks(self.squares, *codes)
        for artist, track in tracks.items():
            pose(artist, track, 0, step)
        self.artists = sorted(tracks, key=lambda artist: artist.get_zorder())
        return describe(self.model, run, [eta], momentum, batch_size).sentence(0, step)

    def _descend(self, eta, momentum, batch_size):
        N, batches = self.model.objective.N, None
        if batch_size < N:
            batches = minibatches(N, batch_size, np.random.default_rng([0, 1]))
        optimizer = Momentum(np.array([[eta]]), momentum)
        return descend(self.model.objective, np.array(THETA0), optimizer, STEPS, batches=batches)


def controls():
    """Return sliders by the names of the state, and a player of the steps."""
    eta, momentum, batch = (
        ipywidgets.SelectionSlider(options=values, value=value, description=name)
        for name, values, value in (
            ("learning rate η", ETAS, 0.1),
            ("momentum m", MOMENTA, 0.0),
            ("batch size B", BATCH_SIZES, 40),
        )
    )
    step = ipywidgets.IntSlider(STEPS, 0, STEPS, description="step")
    player = ipywidgets.Play(min=0, max=STEPS, interval=1000 // 60)
    ipywidgets.jslink((player, "value"), (step, "value"))
    return {"eta": eta, "momentum": momentum, "batch_size": batch, "step": step}, player
