"""The race of the optimizers: one landscape, one start, and a price that can be chosen."""

import ipywidgets
import numpy as np
from traitlets import validate

from lecture_lib import checks
from lecture_lib.experiments.race import (
    RACERS,
    draw_batches,
    grounds,
    path_at,
    race,
    undecided,
)
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, key, one_of
from lecture_lib.explorers.kept import Kept
from lecture_lib.explorers.momentum.race_picture import RacePicture
from lecture_lib.explorers.momentum.race_words import describe
from lecture_lib.stage import Choice, Slider, Stage

FRAMES = 300
EARLY = 20
ETAS = (
    *(0.0002, 0.0005, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15),
    *(0.2, 0.22, 0.25, 0.3, 0.32, 0.34, 0.4, 0.5, 0.7, 1.0, 1.5),
)
MOMENTA = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
GROUNDS = ("faces", "rosenbrock")
UNITS = {"steps": "steps", "gradients": "gradients", "examples": "examples seen"}
BATCH_SIZES = (1, 4, 10, 40)
LABEL = "A landscape with the paths of the optimizers, their height over the price, their formulas"


class RaceExplorer(Explorer):
    """Let the optimizers race each other; count steps, gradients or examples.

    At every frame all have paid the same. A step of BFGS measures as many gradients as its search
    along the line needs; Newton's Hessian counts as one gradient for each of its columns. Who comes
    to a place from which rounding decides the path stops there.

    Parameters
    ----------
    eta : float
        Learning rate η of all first order methods, positive.
    momentum : float
        m of momentum and Nesterov, at least 0 and below 1.
    ground : {"faces", "rosenbrock"}
        The bowl of the faces, or Rosenbrock's bent valley, which has no data: there each gradient
        counts as one example.
    price : {"steps", "gradients", "examples"}
        What the axis counts.
    batch_size : int
        B faces for each gradient of a first order method, 1 to 40. Newton and BFGS use all.
    racers : tuple of str
        Who takes part, out of "plain", "momentum", "nesterov", "adagrad", "rmsprop", "adam",
        "newton", "bfgs".

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S8.7, S8.8 (slide 17): E8.4.
    """

    eta = State(0.2, checks.positive, ndim=0)
    momentum = State(0.9, checks.fraction)
    ground = State("faces", one_of, GROUNDS)
    price = State("steps", one_of, tuple(UNITS))
    batch_size = State(40, checks.count, 1, 40)
    racers = State(tuple(RACERS))

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.grounds, self.ran = grounds(), {}
        self.pictures = Kept(self._new_picture)
        eta = Slider(label="learning rate η", at_rest=True, hint="Newton and BFGS have none")
        momentum = Slider(label="momentum m", hint="For momentum and Nesterov")
        self.batch = Slider(label="batch size B", hint="Faces that a gradient is measured on")
        self.etas = bind(self, "eta", eta, ETAS, "{:g}".format)
        bind(self, "momentum", momentum, MOMENTA, "{:g}".format)
        bind(self, "batch_size", self.batch, BATCH_SIZES)
        keys = self._keys()
        self.picture = self._picture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=eta)
        self.stage.frame = FRAMES
        return [columns([eta, momentum, self.batch], keys), self._boxes(), self.stage]

    def refresh(self, changed):
        """Race with all learning rates at once and show it."""
        self._show(changed, self.etas)

    def hurry(self, changed):
        """Race with the present learning rate alone and show it."""
        self._show(changed, [self.eta])

    def telling_frames(self):
        """Return an early moment and the end: the paths show where it started."""
        return [EARLY, FRAMES]

    def _show(self, changed, etas):
        ground, prices = self.grounds[self.ground], np.arange(FRAMES + 1) * self._unit
        with self.stage.hold_sync():
            if self.settled and changed & {"ground", "price", "batch_size"}:
                self._draw()
            runs = self._runs(ground, etas)
            steps = {name: self._steps(name, ground, run, prices) for name, run in runs.items()}
            paths = {name: path_at(runs[name], reached) for name, reached in steps.items()}
            excess = {
                name: ground.objective.value(path) - ground.lowest for name, path in paths.items()
            }
            stopped = {name: undecided(runs[name], reached) for name, reached in steps.items()}
            readout = describe(excess, stopped, prices, UNITS[self.price])
            self.stage.show(self.picture.tracks(paths, stopped), readout, steps=prices.tolist())

    def _draw(self):
        """Show the picture of this ground and price, if that is another."""
        picture = self._picture()
        if picture is not self.picture:
            self.put(picture, unchanged=True)

    @property
    def _size(self):
        """Examples that a gradient of a first order method sees."""
        return min(self.batch_size, self.grounds[self.ground].N)

    @property
    def _unit(self):
        """What one frame costs: the cheapest step there is."""
        return self._size if self.price == "examples" else 1

    def _runs(self, ground, etas):
        """Let everybody run, each only if something has changed that it depends on."""
        batches = draw_batches(ground, self._size, FRAMES)
        for name in self.racers:
            asked = RACERS[name].depends_on(tuple(etas), self.momentum, self._size)
            if self.ran.get((name, self.ground), (None,))[0] != asked:
                run = race(name, ground, etas, self.momentum, FRAMES, batches)
                self.ran[name, self.ground] = asked, run
        return {name: self.ran[name, self.ground][1] for name in self.racers}

    def _steps(self, name, ground, run, prices):
        """How many steps an optimizer has taken when each price has been paid, (frames,)."""
        size = self._size if RACERS[name].make else ground.N
        paid = {
            "steps": np.arange(FRAMES + 1),
            "gradients": run.gradients,
            "examples": run.gradients * size,
        }[self.price]
        return np.searchsorted(paid, prices, side="right") - 1

    def _picture(self):
        self.batch.disabled = self.grounds[self.ground].N == 1
        return self.pictures(self.ground, self._unit, UNITS[self.price])

    def _new_picture(self, ground, unit, price):
        return RacePicture(self.grounds[ground], FRAMES, unit, price)

    def _keys(self):
        ground, price = Choice(label="ground"), Choice(label="count")
        bind(self, "ground", ground, GROUNDS, lambda name: self.grounds[name].name)
        bind(self, "price", price, tuple(UNITS), UNITS.get)
        return [ground, price, key("reset", self.reset)]

    def _boxes(self):
        """A box to tick for each optimizer."""
        boxes = []
        for name, racer in RACERS.items():
            box = ipywidgets.Checkbox(description=f"{racer.letter}  {racer.name}", indent=False)
            box.layout.width = "auto"
            self._link(box, name)
            boxes.append(box)
        return ipywidgets.Box(
            boxes, layout=ipywidgets.Layout(flex_flow="row wrap", grid_gap="0 18px")
        )

    def _link(self, box, name):
        def follow_state(change):
            box.value = name in self.racers

        def follow_box(change):
            others = set(self.racers) - {name}
            self.racers = tuple(others | {name}) if change["new"] else tuple(others)

        follow_state(None)
        self.observe(follow_state, "racers")
        box.observe(follow_box, "value")

    @validate("racers")
    def _racers_are_known(self, proposal):
        for name in proposal.value:
            one_of("racers", name, tuple(RACERS))
        return tuple(name for name in RACERS if name in proposal.value)
