"""How much of an error is left after it has gone back through many layers."""

import numpy as np

from lecture_lib import checks
from lecture_lib.experiments.way_back import DEEPEST, KINDS, chain
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.powers import small
from lecture_lib.explorers.state import Pick, Slide
from lecture_lib.explorers.views.picture import WIDE, Picture, Trail, over_steps
from lecture_lib.pictures.curves import draw_reference
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

LAYERS = np.arange(1, DEEPEST + 1)
HINT = "How many units stand in a row"
WEIGHTS = (0.5, 1.0, 2.0, 4.0, 8.0)
INPUTS = {"at the middle": 0.0, "off the middle": 1.0}
TEMPLATE = (
    "Depth {depth}, back in layer {layer}: its slope is {slope:.4f}, and of an error of 1 at"
    " the output δ = {delta} is left{ratio}"
)
RATIOS = (".", ", one part in {part}.", ", {more:.1f} times as much.")
REACH = 6.0  # of the scores
SIZES = (1e-10, 1e9)  # of δ


class VanishingExplorer(Explorer):
    """Send an error of 1 back through a chain of units, one unit per layer.

    Parameters
    ----------
    depth : int
        Layers, 1 to 10, the output's included.
    weight : float
        The weight between each two units, positive.
    activation : {"sigmoid", "tanh"}
        f of every unit. Each has a bias that gives it the score of the one before.
    entering : {"at the middle", "off the middle"}
        Whether the score of every unit is where f is steepest, or 1 to the right.

    Raises
    ------
    TypeError, ValueError
        If a part of the state is not as described; the message names it.

    Source: S14.12 (slide 41), E14.4, erratum 55.
    """

    LABEL = (
        "The slope of the activation with the unit of each layer on it, and delta layer by layer"
    )
    DRAWN_FOR = ("activation",)
    FRAME, SPEED, SPEEDS = DEEPEST - 1, 5.0, (1, 2, 5, 10)

    depth = Slide(DEEPEST, LAYERS.tolist(), "layers", HINT, checks.count, high=DEEPEST)
    weight = Pick(1.0, WEIGHTS, "weights", "{:g}".format, checks.positive, ndim=0)
    activation = Pick("sigmoid", KINDS, "activation")
    entering = Pick("at the middle", INPUTS, "the score z")

    def draw(self):
        """Return the picture for the present activation."""
        return VanishingPicture(KINDS[self.activation])

    def show(self, depths):
        """Show the way back through chains of some depths."""
        f, z_1 = KINDS[self.activation], INPUTS[self.entering]
        chains = [chain(f, depth, self.weight, z_1) for depth in depths]
        z, deltas = np.transpose(chains, (1, 2, 0))  # (layers, takes)
        # of each frame: from the output to the first layer, where it stays
        layer = np.maximum(np.array(depths) - np.arange(DEEPEST)[:, None], 1)
        score, delta = (np.take_along_axis(table, layer - 1, axis=0) for table in (z, deltas))
        slope = f.derivative(score)
        tracks = self.picture.tracks(layer, score, slope, np.abs(delta))
        self.stage.show(tracks, describe(layer.T, slope.T, delta.T))

    def telling_frames(self):
        """Return the last one: nothing else happens on the way."""
        return [self.stage.frame]


class VanishingPicture(Picture):
    """The slope of the activation with a dot per layer, and the size of δ over the layers.

    Parameters
    ----------
    f : Sigmoid or alike
        The activation.
    """

    def __init__(self, f):
        super().__init__(2, width=WIDE)
        left, right = self.panels
        ax = self.axes(left, "The slope that each layer multiplies by", "z", "f′(z)")
        ax.set(xlim=(-REACH, REACH), ylim=(-0.05, 1.1), yticks=(0, 0.25, 0.5, 1))
        z = np.linspace(-REACH, REACH, 601)
        draw_line(ax, "curve", np.column_stack([z, f.derivative(z)]))
        self.slopes = Trail(ax, "path")
        self.slopes.line.set_linestyle("none")
        ax = self.axes(right, "What is left of an error of 1", "layer", "|δ|")
        ax.set_yscale("log")
        ax.set(xlim=(0.5, 10.5), ylim=SIZES, xticks=LAYERS)
        ax.set_yticks([1e-9, 1e-6, 1e-3, 1, 1e3, 1e6, 1e9])
        ax.minorticks_off()
        draw_reference(ax, 1.0, "1")
        self.bound = draw_line(ax, "limit")
        self.sizes = Trail(ax, "path")

    def tracks(self, layer, score, slope, size):
        """Return where everything is, for tables (frames, takes) of the way back."""
        layers, depth = LAYERS[:, None], layer[0]
        quarters = np.where(layers <= depth, 0.25 ** (depth + 1.0 - layers), np.nan)
        bound = over_steps(quarters, LAYERS).swapaxes(0, 1)
        return {
            **self.slopes.tracks(np.stack([score, slope], axis=-1)),
            self.bound: Track(bound[:, None]),
            **self.sizes.tracks(np.stack([layer, size], axis=-1)),
        }


def describe(layer, slope, delta):
    """Say what is left in each layer, for tables (takes, frames)."""
    size = np.abs(delta)
    return say(
        TEMPLATE,
        depth=layer[:, :1],
        layer=layer,
        slope=slope,
        ratio=np.select([size < 0.999, size > 1.001], RATIOS[1:], RATIOS[0]),
        part=1 / size,
        more=size,
        **small("delta", delta, digits=4, lead_digits=1, nothing=1e-12),
    )
