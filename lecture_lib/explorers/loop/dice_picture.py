"""The picture of the race between dice and steps."""

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from matplotlib.ticker import FuncFormatter, NullFormatter
from matplotlib.transforms import IdentityTransform

from lecture_lib.explorers.powers import power_of_ten
from lecture_lib.explorers.views import NOWHERE, Picture, loss_map
from lecture_lib.pictures.figure import POINTS_PER_PIXEL, new_axes
from lecture_lib.pictures.landscape import ellipses
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track

CLOUD = 400  # so many guesses of each throw are drawn
EXCESSES = (1e-4, 30)
COUNTS = (1, 20_000)  # of tries, on the axes


class DicePicture(Picture):
    """The map with all that was tried, the loss over the tries, and the luck of every throw.

    Parameters
    ----------
    model : FaceModel
    reach : float
        Guesses lie within ± reach.
    lucks : int
        How many throws there are.
    """

    def __init__(self, model, reach, lucks):
        super().__init__()
        self.model = model
        plane, curve, strip = self.panels
        self.map = loss_map(self.figure, plane, model)
        square = reach * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])
        draw_line(self.map, "reference", square)
        self.cloud = self._cloud()
        title = "Above the lowest loss"
        axes = {"xlabel": "tries", "ylabel": "L − L*"}
        self.curve = new_axes(self.figure, curve, title=title, **axes)
        self.curve.set(xlim=COUNTS, ylim=EXCESSES, xscale="log", yscale="log")
        self.curve.yaxis.set_major_formatter(FuncFormatter(power_of_ten))
        title, ylabel = "Tries needed, 24 throws", "throw"
        self.strip = new_axes(self.figure, strip, title=title, xlabel="guesses", ylabel=ylabel)
        self.strip.set(xlim=COUNTS, ylim=(0, lucks + 1), xscale="log", yticks=[1, 6, 12, 18, 24])
        for ax in (self.curve, self.strip):
            ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
            ax.xaxis.set_minor_formatter(NullFormatter())
        draw_legend(
            self.curve, {"guesses": "best guess", "loss": "steps", "target": "to get below"}
        )
        self.targets = [
            draw_line(ax, "target", NOWHERE, moving=True) for ax in (self.map, self.curve)
        ]
        self.targets[0].set_zorder(9)  # smaller than the marks that end in it
        self.path = draw_line(self.map, "path", NOWHERE, moving=True)
        self.losses = [draw_line(self.curve, m, NOWHERE, moving=True) for m in ("guesses", "loss")]
        self.dice = [draw_line(ax, "dice", NOWHERE, moving=True) for ax in (self.map, self.curve)]
        self.points = [
            draw_line(ax, "point", NOWHERE, moving=True) for ax in (self.map, self.curve)
        ]
        self.arrival = draw_line(self.strip, "loss", NOWHERE, moving=True)
        self.hits = draw_line(self.strip, "hits", NOWHERE, moving=True)
        self.hit = draw_line(self.strip, "dice", NOWHERE, moving=True)

    def tracks(self, race):
        """Return where everything is.

        Parameters
        ----------
        race : DiceExplorer
            With its guesses, their losses, the run, and which tries are shown.
        """
        shown, run = race.shown, race.run
        best = race.best_guesses()
        places = np.take_along_axis(race.guesses, best[..., None], axis=1)[..., :2]
        heights = np.take_along_axis(race.losses, best, axis=1) - self.model.lowest
        nothing = np.full((len(best), 1, 2), np.nan)
        guessed = np.stack([np.broadcast_to(shown[1:], heights.shape), heights], axis=-1)
        above = np.maximum(run.losses[race.walked] - self.model.lowest, EXCESSES[0] / 10)
        walked = np.stack([np.maximum(shown, 1), above], axis=-1)
        on_map = np.concatenate([nothing, places], axis=1)[:, None]
        on_curve = np.concatenate([nothing, guessed], axis=1)[:, None]
        path, curve = run.thetas[None, None, race.walked, :2], walked[None, None]
        lucks = np.arange(1, len(best) + 1)
        hits = np.column_stack([np.where(race.hits > 0, race.hits, np.nan), lucks])
        arrival = [(race.arrival, 0), (race.arrival, len(best) + 1)]
        seen = np.arange(CLOUD) < shown[:, None]
        return {
            self.cloud: Track(race.guesses[:, None, :CLOUD, :2], shown=seen[None]),
            self.targets[0]: Track(self._target(race.below)),
            self.targets[1]: Track(self._level(race.below)),
            self.path: Track(path, "grows"),
            self.losses[0]: Track(on_curve, "grows"),
            self.losses[1]: Track(curve, "grows"),
            self.dice[0]: Track(on_map, "tip"),
            self.dice[1]: Track(on_curve, "tip"),
            self.points[0]: Track(path, "tip"),
            self.points[1]: Track(curve, "tip"),
            self.arrival: Track(np.array(arrival, float)[None, None]),
            self.hits: Track(hits[None, None]),
            self.hit: Track(hits[:, None, None]),
        }

    def _cloud(self):
        dots = PathCollection(
            [Path.unit_circle()],
            sizes=[(1.7 * POINTS_PER_PIXEL) ** 2],
            offsets=np.full((1, 2), np.nan),
            offset_transform=self.map.transData,
            transform=IdentityTransform(),
            facecolors=LIGHT.muted,
            edgecolors="none",
            animated=True,
            zorder=4.1,
        )
        return self.map.add_collection(dots, autolim=False)

    def _target(self, level):
        """The rim of all that lies below the level, a third weight at its best."""
        everybody = np.ones((1, self.model.objective.N), bool)
        hessian, centre = self.model.batch_bowls(everybody)
        return ellipses(hessian, centre, [level - self.model.lowest], points=80)[:, None]

    def _level(self, level):
        height = level - self.model.lowest
        return np.array([[(COUNTS[0], height), (COUNTS[1], height)]])[:, None]
