"""How much of an error is left after it has gone back through many layers."""

import numpy as np

from lecture_lib import checks
from lecture_lib.activations import Sigmoid, Tanh
from lecture_lib.explorers.backprop.vanishing_picture import VanishingPicture
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, key, one_of
from lecture_lib.explorers.powers import small
from lecture_lib.network import Network
from lecture_lib.stage import Choice, Readout, Slider, Stage

DEEPEST = 10
WEIGHTS = (0.5, 1.0, 2.0, 4.0, 8.0)
KINDS = {"sigmoid": Sigmoid(), "tanh": Tanh()}
INPUTS = {"at the middle": 0.0, "off the middle": 1.0}
LABEL = "The slope of the activation with the unit of each layer on it, and delta layer by layer"
TEMPLATE = (
    "{depth} layers, back in layer {layer}: its slope is {slope}, and of an error of 1 at the "
    "output δ = {delta} is left{ratio}"
)
RATIOS = (".", ", one part in {part}.", ", {more} times as much.")


class VanishingExplorer(Explorer):
    """Send an error of 1 back through a chain of units, one unit per layer.

    Parameters
    ----------
    depth : int
        Layers, 1 to 10, the output's included.
    weight : float
        The weight between each two units, positive.
    activation : {"sigmoid", "tanh"}
        f of every unit. Each has a bias that keeps the middle of f where it is.
    entering : {"at the middle", "off the middle"}
        Whether the score of the first unit is where f is steepest, or 1 to the right.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S14.12 (slide 41), E14.4, erratum 55.
    """

    depth = State(DEEPEST, checks.count, 1, DEEPEST)
    weight = State(1.0, checks.positive, ndim=0)
    activation = State("sigmoid", one_of, tuple(KINDS))
    entering = State("at the middle", one_of, tuple(INPUTS))

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        depth = Slider(label="layers", at_rest=True, hint="How many units stand in a row")
        weight, activation = Choice(label="weights"), Choice(label="activation")
        entering = Choice(label="the score z")
        bind(self, "depth", depth, range(1, DEEPEST + 1), str)
        bind(self, "weight", weight, WEIGHTS, "{:g}".format, passing=True)
        bind(self, "activation", activation, tuple(KINDS))
        bind(self, "entering", entering, tuple(INPUTS))
        self.picture = VanishingPicture(KINDS[self.activation])
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=depth)
        self.stage.frame = DEEPEST - 1
        self.stage.speed, self.stage.speeds = 5.0, [1, 2, 5, 10]
        return [
            columns([depth, weight], [activation, entering, key("reset", self.reset)]),
            self.stage,
        ]

    def refresh(self, changed):
        """Show the way back through chains of every depth."""
        f = KINDS[self.activation]
        chains = [
            chain(f, depth, self.weight, INPUTS[self.entering]) for depth in range(1, DEEPEST + 1)
        ]
        z, deltas = (np.array(part) for part in zip(*chains, strict=True))  # (takes, layers)
        with self.stage.hold_sync():
            if self.picture.f != f:
                self.put(VanishingPicture(f))
            self.stage.show(self.picture.tracks(z, deltas), self._describe(f, z, deltas))

    def telling_frames(self):
        """Return the last one: nothing else happens on the way."""
        return [self.stage.frame]

    def _describe(self, f, z, deltas):
        depth = np.arange(1, DEEPEST + 1)[:, None]
        layer = np.maximum(depth - np.arange(DEEPEST), 1)
        slope = np.take_along_axis(f.derivative(z), layer - 1, axis=1)
        delta = np.take_along_axis(deltas, layer - 1, axis=1)
        size = np.abs(delta)
        told, digits, words = small("delta", delta, digits=4, lead_digits=1)
        return Readout(
            TEMPLATE,
            values={
                "depth": depth,
                "layer": layer,
                "slope": slope,
                **told,
                "ratio": np.select([size < 0.999, size > 1.001], [1, 2], 0),
                "part": 1 / size,
                "more": size,
            },
            digits={"slope": 4, "more": 1} | digits,
            words={"ratio": RATIOS} | words,
        )


def chain(f, depth, weight, offset):
    """Send an error of 1 back through a chain of units.

    Parameters
    ----------
    f : Sigmoid or alike
        Activation of every unit.
    depth : int
        Units, the output included.
    weight : float
        From each unit to the next; the bias lets z = 0 follow on z = 0.
    offset : float
        Score of the first unit.

    Returns
    -------
    z, deltas : array (10,)
        From the first layer to the output; NaN where there is no layer.
    """
    network = Network((1,) * (depth + 1), (f,) * depth)
    layers = [[[0.0, 1.0]]] + [[[-weight * float(f.value(0.0)), weight]]] * (depth - 1)
    theta = network.theta(layers)
    there = network.forward(theta, [[1.0, offset]])
    back = network.backward(theta, there, np.ones(1))
    z, deltas = np.full((2, DEEPEST), np.nan)
    z[:depth] = np.ravel(there.scores)
    deltas[:depth] = np.ravel(back.deltas)
    return z, deltas
