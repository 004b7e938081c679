"""Overfitting you can see: a border that bends round single faces, and three loss curves."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments.overfitting import (
    SETS,
    STEPS,
    bump_objectives,
    bumps,
    patience_ends,
    study,
)
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, in_a_row, key, one_of
from lecture_lib.explorers.region_view import plane_grid, relief_of
from lecture_lib.explorers.stopping.overfitting_picture import OverfittingPicture
from lecture_lib.models import Linear
from lecture_lib.stage import Choice, Readout, Slider, Stage
from lecture_lib.stopping import steps_since_best

PATIENCES = (1, 2, 5, 10, 20, 50, 100, 200, 500, STEPS)
BATCH_SIZES = (4, 10, 40)
LABEL = "Faces with the region that is called happy, three loss curves, three curves of mistakes"
TEMPLATE = "Step {step} of {steps}. {losses} {mistakes} {range} {verdict}"
LOSSES = "Loss: training {training}, validation {validation}, test {test}."
MISTAKES = "Wrong: {wrong_training} of 40, {wrong_validation} of 40, {wrong_test} of 400."
RANGE = "For test faces ŷ runs from {least} to {most}."
VERDICTS = (
    "Patience {patience} is not used up: the best validation loss so far is {age} steps old.",
    "Patience {patience} ran out at step {stop}; step {best} is kept, with validation loss {kept}.",
)


class OverfittingExplorer(Explorer):
    """Train long on few faces with many weights; see when to stop, and stop there.

    Parameters
    ----------
    patience : int
        How many steps without a new best validation loss are waited for.
    batch_size : int
        Faces per step, 1 to 40.
    seed : int
        Of the batches.
    faces : {"training", "validation", "test"}
        Which faces are drawn.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S5 (slide 11), E5.3.
    """

    patience = State(20, checks.count, 1, STEPS)
    batch_size = State(40, checks.count, 1, 40)
    seed = State(0, checks.count, 0)
    faces = State("training", one_of, tuple(SETS))

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.objectives = bump_objectives()
        self.grid = bumps()(plane_grid())
        hint = "How many steps without a new best validation loss to wait for"
        patience = Slider(label="patience", at_rest=True, hint=hint)
        batch = Choice(label="batch size B")
        faces = Choice(label="faces shown")
        self.patiences = bind(self, "patience", patience, PATIENCES)
        bind(self, "batch_size", batch, BATCH_SIZES)
        bind(self, "faces", faces, tuple(SETS))
        self.redraw = key("other batches", lambda _: self.set(seed=self.seed + 1))
        buttons = in_a_row(self.redraw, key("reset", self.reset))
        self.picture = self._new_picture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=patience)
        self.stage.speed = 15
        return [columns([patience], [batch, faces, buttons]), self.stage]

    def refresh(self, changed):
        """Train if what is learned has changed, and show it for every patience."""
        self.redraw.layout.display = "" if self.batch_size < 40 else "none"  # all are always all
        with self.stage.hold_sync():
            if self.settled and "faces" in changed:
                self.put(self._new_picture())
            if changed & {"batch_size", "seed"}:
                self.study = study(self.objectives, self.batch_size, self.seed, PATIENCES)
                self.relief = relief_of(Linear().predict(self.study.thetas, self.grid))
            seen = self.stage.steps[self.stage.frame] if self.settled else STEPS
            self._show()
            self.stage.frame = int(np.searchsorted(self.study.steps, seen))

    def telling_frames(self):
        """Return the frames that tell the story: early, where it is kept, the end."""
        _, (best,) = patience_ends(self.study.validation, [self.patience])
        told = np.searchsorted(self.study.steps, [10, best, STEPS])
        return sorted({*told.tolist(), self.stage.frame})

    def _show(self):
        stops, bests = patience_ends(self.study.validation, self.patiences)
        wrong = self.objectives[self.faces].wrong(self.study.thetas)
        tracks = self.picture.tracks(self.study, stops, bests, self.relief, wrong)
        self.stage.show(tracks, self._readout(stops, bests), steps=self.study.steps.tolist())

    def _new_picture(self):
        return OverfittingPicture(self.faces, STEPS)

    def _readout(self, stops, bests):
        study, steps = self.study, self.study.steps
        values = {
            "step": steps[None],
            "steps": np.full((1, 1), STEPS),
            "losses": np.zeros((1, 1)),
            "mistakes": np.zeros((1, 1)),
            "patience": np.array(self.patiences)[:, None],
            "stop": stops[:, None],
            "best": bests[:, None],
            "kept": study.validation[bests][:, None],
            "age": steps_since_best(study.validation)[None, steps],
            "range": np.zeros((1, 1)),
            "least": study.y_hat.min(axis=-1)[None],
            "most": study.y_hat.max(axis=-1)[None],
            "verdict": steps >= stops[:, None],
        }
        values |= {name: losses[None] for name, losses in study.losses.items()}
        values |= {f"wrong_{name}": count[None] for name, count in study.mistakes.items()}
        return Readout(
            TEMPLATE,
            values=values,
            digits=dict.fromkeys([*study.losses, "kept"], 4) | {"least": 1, "most": 1},
            words={"losses": (LOSSES,), "mistakes": (MISTAKES,), "range": (RANGE,)}
            | {"verdict": VERDICTS},
        )
