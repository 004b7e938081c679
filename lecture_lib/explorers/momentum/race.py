"""The race of the optimizers: one landscape, one start, and a price that can be chosen."""

import ipywidgets
import numpy as np
from matplotlib.ticker import FuncFormatter
from traitlets import validate

from lecture_lib import checks
from lecture_lib.experiments.race import (
    FAR,
    RACERS,
    draw_batches,
    grounds,
    path_at,
    race,
    undecided,
)
from lecture_lib.explorers.explorer import END, Explorer, in_a_row
from lecture_lib.explorers.line_words import ARRIVED
from lecture_lib.explorers.powers import small
from lecture_lib.explorers.state import Pick, Slide, State, one_of
from lecture_lib.explorers.views.excess import EXCESSES, excess_axes
from lecture_lib.explorers.views.picture import NOWHERE, Picture
from lecture_lib.pictures.figure import text_style
from lecture_lib.pictures.landscape import draw_landscape
from lecture_lib.pictures.style import LIGHT, draw_line, style
from lecture_lib.pictures.tags import draw_tag
from lecture_lib.stage import Track, say

FRAMES = 300
EARLY = 20
ETAS = (
    *(0.0002, 0.0005, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15),
    *(0.2, 0.22, 0.25, 0.3, 0.32, 0.34, 0.4, 0.5, 0.7, 1.0, 1.5),
)
MOMENTA = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
GROUNDS = {"faces": "bowl of the faces", "rosenbrock": "Rosenbrock's valley"}
UNITS = {"steps": "steps", "gradients": "gradients", "examples": "examples seen"}
BATCH_SIZES = (1, 4, 10, 40)
TEMPLATE = "After {price} {unit}: {reached}{rest}{lost}{stopped}"
REACHED = "the bottom was reached by {}."
REST = (  # before the first has arrived, and then
    " Lowest: {leader}, {height} above L*.",
    " Lowest of the others: {leader}, {height} above L*.",
)
START = "All start {height} above L*."
LOST = " Diverged: {}."
ROW = 0.06  # of the landscape's height: where those stand that have arrived
STOPPED = " Stopped, as from there on rounding decides the path: {}."
HINTS = {
    "eta": "Newton and BFGS have none",
    "momentum": "For momentum and Nesterov",
    "batch_size": "Faces that a gradient is measured on",
}


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

    LABEL = (
        "A landscape with the paths of the optimizers, their height over the price, their formulas"
    )
    PREVIEWS = True
    FRAME = END
    MORE = ("momentum",)

    eta = Slide(0.2, ETAS, "learning rate η", HINTS["eta"], checks.positive, ndim=0)
    momentum = Slide(0.9, MOMENTA, "momentum m", HINTS["momentum"], checks.fraction, ndim=0)
    batch_size = Slide(40, BATCH_SIZES, "batch size B", HINTS["batch_size"], checks.count, high=40)
    ground = Pick("faces", GROUNDS, "ground", GROUNDS.get)
    price = Pick("steps", UNITS, "count", UNITS.get)
    racers = State(tuple(RACERS))

    @property
    def size(self):
        """Examples that a gradient of a first order method sees."""
        return min(self.batch_size, self.grounds[self.ground].N)

    @property
    def unit(self):
        """What one frame costs: the cheapest step there is."""
        return self.size if self.price == "examples" else 1

    def prepare(self):
        """Make the landscapes; nobody has run yet."""
        self.grounds = grounds()
        self.ran = {}  # by name and ground: what the last run depended on, and the run

    def arrange(self, acts):
        """Return the controls, with a box to tick for each optimizer."""
        boxes = in_a_row(*map(self._box, RACERS))
        boxes.layout.grid_gap = "0 18px"
        others, hand = super().arrange(acts)
        return [others, boxes, hand]

    def drawn_for(self):
        """Return what stands still depends on."""
        return self.ground, self.price, self.unit

    def draw(self):
        """Return the picture of the present ground and price."""
        return RacePicture(self.grounds[self.ground], UNITS[self.price], self.unit)

    def show(self, etas):
        """Race with some learning rates."""
        ground, prices = self.grounds[self.ground], np.arange(FRAMES + 1) * self.unit
        self.controls["batch_size"].disabled = ground.N == 1
        paths, stopped = {}, {}
        for name, ran in self._runs(ground, etas).items():
            steps = self._steps(name, ground, ran, prices)
            paths[name], stopped[name] = path_at(ran, steps), undecided(ran, steps)
        excess = {
            name: ground.objective.value(path) - ground.lowest for name, path in paths.items()
        }
        readout = describe(excess, stopped, prices, UNITS[self.price])
        self.stage.show(self.picture.tracks(paths, excess, stopped), readout, steps=prices.tolist())

    def telling_frames(self):
        """Return an early moment and the end: the paths show where it started."""
        return [EARLY, FRAMES]

    def _runs(self, ground, etas):
        """Let everybody run, each only if something has changed that it depends on."""
        asked = {
            name: RACERS[name].depends_on(tuple(etas), self.momentum, self.size)
            for name in self.racers
        }
        known = {name: self.ran.get((name, self.ground), (None, None)) for name in asked}
        late = [name for name in asked if known[name][0] != asked[name]]
        batches = draw_batches(ground, self.size, FRAMES) if late else None
        for name in late:
            run = race(name, ground, etas, self.momentum, FRAMES, batches)
            self.ran[name, self.ground] = known[name] = asked[name], run
        return {name: run for name, (_, run) in known.items()}

    def _steps(self, name, ground, ran, prices):
        """How many steps an optimizer has taken when each price has been paid, (frames,)."""
        size = self.size if RACERS[name].make else ground.N
        paid = {
            "steps": np.arange(FRAMES + 1),
            "gradients": ran.gradients,
            "examples": ran.gradients * size,
        }[self.price]
        return np.searchsorted(paid, prices, side="right") - 1

    def _box(self, name):
        """A box to tick for an optimizer."""
        text = f"{RACERS[name].letter}  {RACERS[name].name}"
        box = ipywidgets.Checkbox(name in self.racers, description=text, indent=False)
        box.layout.width = "auto"

        def follow_state(_):
            box.value = name in self.racers

        def follow_box(change):
            others = set(self.racers) - {name}
            self.racers = tuple(others | {name} if change["new"] else others)

        self.observe(follow_state, "racers")
        box.observe(follow_box, "value")
        return box

    @validate("racers")
    def _racers_are_known(self, proposal):
        for name in proposal.value:
            one_of("racers", name, tuple(RACERS))
        return tuple(name for name in RACERS if name in proposal.value)


class RacePicture(Picture):
    """The landscape with the paths, L - L* over the price, a list of the optimizers."""

    def __init__(self, ground, price, unit):
        super().__init__()
        left, middle, right = self.panels
        landscape = self.axes(left, "The race", *ground.names)
        x, y = (np.linspace(*limits, 121) for limits in ground.window)
        values = ground.objective.value(np.stack(np.meshgrid(x, y), axis=-1))
        draw_landscape(landscape, x, y, values, lowest=ground.lowest)
        draw_line(landscape, "optimum", [ground.optimum])
        note = text_style(12, LIGHT.muted, va="center", zorder=3)
        landscape.text(0.02, ROW, "arrived", transform=landscape.transAxes, **note)
        self.rooms = arrival_rooms(ground.window)
        self.excess = excess_axes(self.figure, middle, 1.04 * FRAMES)  # letters are at the end
        self.excess.xaxis.label.set_text(price)
        self.excess.xaxis.set_major_formatter(FuncFormatter(lambda frame, _: f"{frame * unit:g}"))
        self._list_racers(right)
        self.paths, self.curves = (
            {name: draw_line(ax, name) for name in RACERS} for ax in (landscape, self.excess)
        )
        self.tags = {
            line: draw_tag(line.axes, NOWHERE, RACERS[name].letter, style(name), moving=True)
            for lines in (self.paths, self.curves)
            for name, line in lines.items()
        }

    def tracks(self, paths, excess, stopped):
        """Return where everything is, by racer: its path, L - L* there, whether it has stopped."""
        heights = {name: height_points(excess[name], stopped[name]) for name in paths}
        tracks = {}
        for lines, places in ((self.paths, paths), (self.curves, heights)):
            for name, line in lines.items():
                path = tag = Track(NOWHERE[None, None])
                if name in places:
                    points = places[name][:, None]
                    path, tag = Track(points, "grows"), Track(points, "tip")
                    if places is paths:  # all would stand on the star in the end
                        tag = Track(self._tag_places(name, paths[name], excess[name]))
                tracks |= {line: path} | dict.fromkeys(self.tags[line], tag)
        return tracks

    def _tag_places(self, name, path, excess):
        """Where a letter is on the landscape: at the tip of its path, and in its room at last."""
        arrived = np.maximum.accumulate(excess < ARRIVED, axis=-1)
        return np.where(arrived[..., None], self.rooms[name], path)[:, :, None]

    def _list_racers(self, box):
        ax = self.axes(box, "How each one steps")
        ax.set(xlim=(0, 1), ylim=(len(RACERS), 0))
        ax.set_axis_off()
        for row, (name, racer) in enumerate(RACERS.items()):
            (line,) = ax.plot([0, 0.14], [row + 0.3, row + 0.3], **style(name))
            line.set_zorder(2)
            draw_tag(ax, [(0.07, row + 0.3)], racer.letter, style(name))
            bold = text_style(13, LIGHT.ink, va="center", fontweight="bold")
            ax.text(0.19, row + 0.18, racer.name, **bold)
            ax.text(0.19, row + 0.62, racer.formula, **text_style(12, LIGHT.ink, va="center"))


def arrival_rooms(window):
    """Return where on a landscape the letter of each optimizer stands when it has arrived."""
    low, high = np.array(window).T
    across = np.linspace(0.3, 0.94, len(RACERS))
    spots = low + (high - low) * np.column_stack([across, np.full(len(RACERS), ROW)])
    return dict(zip(RACERS, spots, strict=True))


def height_points(excess, stopped):
    """Return L - L* over the frames, as far as each one runs, (takes or 1, frames, 2)."""
    above = np.maximum(excess, EXCESSES[0] / 10)  # rounding can hide it; the axis ends before
    frame = np.arange(excess.shape[-1])
    ends = np.where(stopped.any(axis=-1), stopped.argmax(axis=-1), frame[-1])
    return np.stack(np.broadcast_arrays(np.minimum(frame, ends[:, None]), above), axis=-1)


def describe(excess, stopped, prices, unit):
    """Return the sentence of the race for every learning rate and price.

    Parameters
    ----------
    excess : dict of str to array (takes or 1, frames)
        L - L* of each optimizer in the race.
    stopped : dict of str to bool array (takes or 1, frames)
        Whether it has stopped because rounding decides.
    prices : array (frames,)
    unit : str
        What the price is counted in.
    """
    if not excess:
        return say("After {price} {unit}: nobody is at the bottom.", price=prices, unit=unit)
    names = np.array([RACERS[name].name for name in excess])
    height, still = (np.stack(np.broadcast_arrays(*each.values())) for each in (excess, stopped))
    reached, lost = height < ARRIVED, height > FAR
    done = np.maximum.accumulate(reached | lost | still, axis=-1)
    racing, height = ~done.all(axis=0), np.where(done, np.inf, height)
    timed = [f"{{}} ({price})" for price in prices]
    there = story(names, reached, timed, REACHED, "nobody is at the bottom.")
    return say(
        TEMPLATE,
        price=prices,
        unit=unit,
        reached=np.where(prices == 0, START, there),
        rest=np.where(racing & (prices > 0), np.array(REST)[done.any(axis=0).astype(int)], ""),
        leader=names[height.argmin(axis=0)],
        **small("height", np.where(racing, height.min(axis=0), 0), 4),
        lost=story(names, lost, ["{}"] * len(prices), LOST),
        stopped=story(names, still, timed, STOPPED),
    )


def story(names, happened, words, text, before=""):
    """Say to whom something has happened, in the order in which it did.

    Parameters
    ----------
    names : array of str (K,)
    happened : bool array (K, takes, frames)
    words : sequence of str
        What is said of a name, for each frame in which it may happen.
    text, before : str
        What is said of all of them, and of nobody.
    """
    said = np.full(happened.shape[1:], before, dtype=object)
    for take, sentences in enumerate(said):
        first = happened[:, take].argmax(axis=-1)
        told = []
        for k in np.argsort(first, kind="stable"):
            if happened[k, take, first[k]]:
                told.append(words[first[k]].format(names[k]))
                sentences[first[k] :] = text.format(", ".join(told))
    return said.astype(str)
