"""Overfitting you can see: a border that bends round single faces, and three loss curves."""

from functools import lru_cache

import numpy as np
from matplotlib.ticker import FuncFormatter, NullLocator

from lecture_lib import checks
from lecture_lib.data import load_faces
from lecture_lib.experiments.overfitting import (
    SETS,
    STEPS,
    bump_objectives,
    bumps,
    patience_ends,
    study,
)
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Pick, Slide, State, button
from lecture_lib.explorers.views.picture import Picture, upright
from lecture_lib.explorers.views.regions import RegionView, plane_grid, relief_of
from lecture_lib.models import Linear
from lecture_lib.pictures.curves import loss_axes
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say
from lecture_lib.stopping import steps_since_best

PATIENCES = (1, 2, 5, 10, 20, 50, 100, 200, 500, STEPS)
BATCH_SIZES = (4, 10, 40)
HINT = "How many steps without a new best validation loss to wait for"
TEMPLATE = (
    "Step {step} of {steps}. Loss: training {training:.4f}, validation {validation:.4f}, test"
    " {test:.4f}. Wrong: {wrong_training} of 40, {wrong_validation} of 40, {wrong_test} of 400."
    " For test faces ŷ runs from {least:.1f} to {most:.1f}. Patience {patience} {verdict}"
)
WAITING = "is not used up: the best validation loss so far is {age} steps old."
OVER = "ran out at step {stop}; step {best} is kept, with validation loss {kept:.4f}."
LASTS = OVER.replace("ran out at step {stop}", "outlasts the training")
MEANINGS = {"training": "loss", "validation": "validation", "test": "test"}
LOSSES = (0.03, 1.5)
SHARE = 0.12  # of faces decided wrongly, the most that is shown
LARGE, SMALL = 22, 11  # heads, in CSS pixels: 40 or 400 of them


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

    LABEL = (
        "Faces with the region that is called happy, three loss curves, three curves of mistakes"
    )
    DRAWN_FOR = ("faces",)
    SPEED = 15

    patience = Slide(20, PATIENCES, "patience", HINT, checks.count, high=STEPS)
    batch_size = Pick(40, BATCH_SIZES, "batch size B", check=checks.count, high=40)
    faces = Pick("training", SETS, "faces shown")
    seed = State(0, checks.count, 0)

    def prepare(self):
        """Load the faces as the unit sees them."""
        self.objectives = bump_objectives()
        self.trained = lru_cache(maxsize=1)(self._train)

    def draw(self):
        """Return the picture of the present faces."""
        return OverfittingPicture(self.faces)

    def show(self, patiences):
        """Show where some patiences end; the step in view stays, where all steps are shown anew."""
        seen = self.stage.steps[self.stage.frame] if self.settled else STEPS
        self.study, relief = self.trained(self.batch_size, self.seed)
        stops, bests = patience_ends(self.study.validation, patiences)
        wrong = self.objectives[self.faces].wrong(self.study.thetas)
        tracks = self.picture.tracks(self.study, stops, bests, relief, wrong)
        readout = describe(self.study, patiences, stops, bests)
        self.stage.show(tracks, readout, steps=self.study.steps.tolist())
        self.stage.frame = int(np.searchsorted(self.study.steps, seen))

    def unused(self):
        """All faces are always all."""
        return ("other_batches",) if self.batch_size == 40 else ()

    def telling_frames(self):
        """Return the frames that tell the story: early, where it is kept, the end."""
        _, (best,) = patience_ends(self.study.validation, [self.patience])
        told = np.searchsorted(self.study.steps, [10, best, STEPS])
        return sorted({*told.tolist(), self.stage.frame})

    @button("other batches")
    def other_batches(self):
        """Draw anew."""
        self.set(seed=self.seed + 1)

    def _train(self, batch_size, seed):
        """Train for long; return what came of it, and the estimates over the plane."""
        trained = study(self.objectives, batch_size, seed, PATIENCES)
        return trained, relief_of(Linear().predict(trained.thetas, bumps()(plane_grid())))


def describe(study, patiences, stops, bests):
    """Say how a study goes, and where each patience runs out and what it keeps, (takes,) each."""
    over = np.where(stops - bests < patiences, LASTS, OVER)
    return say(
        TEMPLATE,
        step=study.steps,
        steps=STEPS,
        **study.losses,
        **{f"wrong_{name}": count for name, count in study.mistakes.items()},
        least=study.y_hat.min(axis=-1),
        most=study.y_hat.max(axis=-1),
        patience=np.array(patiences)[:, None],
        verdict=np.where(study.steps >= stops[:, None], over[:, None], WAITING),
        age=steps_since_best(study.validation)[study.steps],
        stop=stops[:, None],
        best=bests[:, None],
        kept=study.validation[bests, None],
    )


class OverfittingPicture(Picture):
    """The faces with the estimate's relief, the three losses, the three shares of mistakes.

    Parameters
    ----------
    faces : {"training", "validation", "test"}
    """

    def __init__(self, faces):
        super().__init__()
        left, middle, right = self.panels
        crowd = load_faces(SETS[faces])
        size = LARGE if len(crowd) < 100 else SMALL
        self.plane = RegionView(self.figure, left, f"The {len(crowd)} {faces} faces", crowd, size)
        loss = self.axes(middle, "Loss on three sets of faces", "step", "L")
        loss_axes(loss, STEPS, LOSSES)
        names = {meaning: name for name, meaning in MEANINGS.items()}
        draw_legend(loss, names | {"stop": "patience over", "kept": "kept"}, on_top=True)
        share = self.axes(right, "Share of the faces wrong", "step")
        share.set(ylim=(0, SHARE), yticks=np.arange(0, SHARE + 0.01, 0.02))
        share.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{100 * y:.0f} %"))
        for ax in (loss, share):
            steps_axis(ax)
        self.losses, self.shares = (
            {name: draw_line(ax, meaning) for name, meaning in MEANINGS.items()}
            for ax in (loss, share)
        )
        self.stops = [draw_line(ax, "stop") for ax in (loss, share)]
        self.kept = draw_line(loss, "kept")

    def tracks(self, study, stops, bests, relief, wrong):
        """Return where everything is, for what `describe` takes, and the plane at each frame."""
        tracks = self.plane.tracks(relief, wrong)
        for lines, values in ((self.losses, study.losses), (self.shares, study.shares)):
            for name, line in lines.items():
                points = np.column_stack([study.steps, values[name]])
                tracks[line] = Track(points[None, None], "grows")
        tracks |= {line: upright(line, stops) for line in self.stops}
        kept = np.column_stack([bests, study.validation[bests]])
        return tracks | {self.kept: Track(kept[:, None, None])}


def steps_axis(ax):
    """Make the steps logarithmic from 1 on, with room for step 0."""
    ax.set_xscale("symlog", linthresh=1, linscale=0.4)
    ax.set(xlim=(0, STEPS), xticks=[0, *(10**k for k in range(len(str(STEPS))))])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(FuncFormatter(lambda step, _: f"{step:g}"))
